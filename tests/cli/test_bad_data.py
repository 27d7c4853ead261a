"""Spoiled YAML: each defect gives its own message with file, line and what to do, and nothing is touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench import Answer, Workbench

PROMISE = 'promises/2021.yaml'
FOLLOW_UP = 'follow-ups/2020.yaml'


@dataclass(frozen=True)
class Edit:
    """A snippet put in place of another, and what the user is then told about that line."""

    file: str
    old: str
    new: str
    id: str
    words: tuple[str, ...]
    offset: int = 0
    """How many lines below the beginning of the new snippet the message points."""


EDITS = {
    'tab': Edit(PROMISE, '\n  start: 2021', '\n\tstart: 2021', 'yaml-tab', ("tabb", "mellanslag")),
    'unknown key': Edit(
        PROMISE, 'purpose: |', 'purpos: |', 'data-unknown-key', ("”purpos” är okänd", "Menade du ”purpose”?")
    ),
    'unknown key inside': Edit(
        PROMISE,
        '    target_group: barn',
        '    target_grupp: barn',
        'data-unknown-key',
        ("”target_grupp”", "Menade du ”target_group”?"),
    ),
    'missing key': Edit(PROMISE, "id: '2021'\n", '', 'data-missing', ("”id” saknas", "Lägg till")),
    '31 June': Edit(
        PROMISE,
        'signed_on: 2021-03-11',
        'signed_on: 2021-06-31',
        'data-impossible-date',
        ("Datumet 31 juni 2021 finns inte", "30 dagar", "2021-06-30"),
    ),
    'date in words': Edit(
        PROMISE,
        'signed_on: 2021-03-11',
        'signed_on: den 11 mars',
        'data-impossible-date',
        ("den 11 mars", "2021-03-11"),
    ),
    'duplicate commitment': Edit(
        PROMISE, '- id: narkotikasok-skolor', '- id: tidig-upptackt', 'commitment-id-twice', ("tidig-upptackt",)
    ),
    'duplicate party': Edit(
        'parties.yaml',
        '- id: polisen',
        '- id: strangnas',
        'data-duplicate-id',
        ("”strangnas” används två gånger", "rad 4"),
    ),
    'duplicate key': Edit(
        PROMISE,
        'agreement: 2020-2023',
        'title: Annan titel\nagreement: 2020-2023',
        'yaml-duplicate-key',
        ("”title” står två gånger", "först på rad 3"),
    ),
    'follow-up of unknown commitment': Edit(
        FOLLOW_UP,
        '- commitment: tidig-upptackt',
        '- commitment: tidig-uptackt',
        'unknown-commitment',
        ("tidig-uptackt", "tidig-upptackt"),
    ),
    'follow-up of unknown promise': Edit(FOLLOW_UP, "promise: '2020'", "promise: '2019'", 'unknown-promise', ("2019",)),
    'promise of unknown agreement': Edit(
        PROMISE,
        'agreement: 2020-2023',
        'agreement: 2020-2024',
        'unknown-agreement',
        ("2020-2024",),
    ),
    'unknown choice': Edit(
        PROMISE,
        'promised_by: police\n',
        'promised_by: polisen\n',
        'data-unknown-choice',
        ("polisen", "Menade du police?"),
    ),
    'text where a number belongs': Edit(PROMISE, 'number: 2\n', 'number: två\n', 'data-wrong-type', ("heltal", "två")),
    'number where a text belongs': Edit(
        PROMISE, 'title: Medborgarlöfte 2021', 'title: 2021', 'data-wrong-type', ("en text", "2021", "citattecken")
    ),
    'text where a list belongs': Edit(
        PROMISE, 'parties: [strangnas, polisen]', 'parties: strangnas', 'data-wrong-type', ("en lista", "bindestreck")
    ),
    'empty value': Edit(
        PROMISE,
        "lead_in: 'Polisen och Strängnäs kommun lovar under 2021:'",
        'lead_in:',
        'data-missing',
        ("”lead_in” är tom",),
    ),
    'period reversed': Edit(
        PROMISE, 'end: 2021-12-31', 'end: 2020-12-31', 'data-period-reversed', ("2020-12-31", "2021-01-01"), -2
    ),
    'control character': Edit(
        PROMISE,
        'title: Medborgarlöfte 2021',
        'title: "Medborgar\\u0007löfte"',
        'data-control-character',
        ("styrtecken",),
    ),
    'unclosed quote': Edit(
        PROMISE, "lead_in: 'Polisen", 'lead_in: "Polisen', 'yaml-syntax', ("citattecknet avslutas inte",)
    ),
    'colon in a text': Edit(
        PROMISE,
        'title: Medborgarlöfte 2021',
        'title: Tidig upptäckt: unga',
        'yaml-syntax',
        (
            "Raden ”title: Tidig upptäckt: unga” går inte att läsa: texten innehåller ett kolon.",
            "title: 'Tidig upptäckt: unga'",
        ),
    ),
    'odd indent': Edit(
        PROMISE,
        '\n  end: 2021-12-31',
        '\n   end: 2021-12-31',
        'yaml-syntax',
        ("den har 3 mellanslag som indrag, men raden före har 2 mellanslag",),
    ),
    'alias': Edit(
        PROMISE,
        'parties: [strangnas, polisen]',
        'parties: &alla [strangnas, polisen]\nsignatories: *alla',
        'yaml-alias',
        ("ankare",),
        1,
    ),
    'text of two lines': Edit(
        PROMISE, 'title: Medborgarlöfte 2021', 'title: "Medborgarlöfte\\n2021"', 'data-several-lines', ("en rad",)
    ),
    'id with å': Edit('parties.yaml', '- id: strangnas', '- id: Strängnäs', 'data-identifier', ("a–z",)),
    'too many signatories': Edit(
        PROMISE,
        'signatories:\n',
        'signatories:\n'
        + ''.join(
            f'  - {{party: strangnas, role: roll-{number}, name: Anna Exempel, title: chef}}\n' for number in range(5)
        ),
        'data-too-many',
        ("”signatories” har 7 poster, men högst 5 poster får plats.", "Ta bort 2."),
    ),
}


@pytest.mark.parametrize('edit', EDITS.values(), ids=EDITS.keys())
def test_a_defect_is_told_with_file_and_line_and_leaves_the_output_alone(
    built_workspace: Workbench, edit: Edit
) -> None:
    before = built_workspace.snapshot()
    line = built_workspace.replace(edit.file, edit.old, edit.new) + edit.offset

    answer = built_workspace.run('build')

    assert answer.code == 3
    assert edit.id in answer.ids, answer.err
    told = _finding(answer, edit.id, f'{edit.file.rpartition("/")[2]}, rad {line}')
    for word in edit.words:
        assert word in told
    assert answer.err.startswith("Inget har gjorts")
    assert answer.out == ''
    assert built_workspace.snapshot() == before


def _write(content: bytes) -> Callable[[Workbench], None]:
    def spoil(workbench: Workbench) -> None:
        (workbench.root / 'data' / PROMISE).write_bytes(content)

    return spoil


def _second_file(workbench: Workbench) -> None:
    file = workbench.root / 'data' / PROMISE
    file.with_name('2021-kopia.yaml').write_bytes(file.read_bytes())


def _stray_file(workbench: Workbench) -> None:
    file = workbench.root / 'data' / PROMISE
    (workbench.root / 'data' / 'loften').mkdir()
    file.rename(workbench.root / 'data' / 'loften' / '2021.yaml')


def _file_below(workbench: Workbench) -> None:
    file = workbench.root / 'data' / PROMISE
    (file.parent / 'old').mkdir()
    (file.parent / 'old' / '1999.yaml').write_bytes(file.read_bytes())


def _remove(name: str) -> Callable[[Workbench], None]:
    return lambda workbench: (workbench.root / 'data' / name).unlink()


FILES: dict[str, tuple[Callable[[Workbench], None], str, str]] = {
    'empty file': (_write(b''), 'yaml-empty', "Filen är tom."),
    'only a comment': (_write('# löftet\n'.encode()), 'yaml-empty', "Filen är tom."),
    'not UTF-8': (_write('title: Löfte'.encode('latin-1')), 'yaml-not-utf8', "UTF-8"),
    'UTF-16': (_write('title: Löfte'.encode('utf-16')), 'yaml-not-utf8', "UTF-8"),
    'NUL byte': (_write(b'title: a\x00b\n'), 'yaml-syntax', "ett styrtecken"),
    'a list': (_write(b'- a\n- b\n'), 'data-wrong-type', "en grupp av nycklar"),
    'a text': (_write(b'hej\n'), 'data-wrong-type', "en grupp av nycklar"),
    'two documents': (_write(b'title: a\n---\ntitle: b\n'), 'yaml-syntax', "två dokument efter varandra"),
    'nested too deep': (_write(b'title: ' + b'[' * 60 + b']' * 60), 'yaml-too-deep', "för många nivåer"),
    'nested beyond the stack': (_write(b'title: ' + b'[' * 9000), 'yaml-syntax', "för många nivåer"),
    'billion laughs': (
        _write(b'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n'),
        'yaml-alias',
        "YAML-ankare",
    ),
    'too large': (_write(b'title: a\n' + b'# x\n' * 600_000), 'yaml-too-large', "större än 2 MB"),
    'key that is a list': (_write(b'? [a, b]\n: c\n'), 'yaml-key', "En nyckel måste vara ett ord"),
    'same period in two files': (
        _second_file,
        'data-duplicate-id',
        "Två filer har id ”2021”: 2021-kopia.yaml och 2021.yaml.",
    ),
    'file in a folder that nobody reads': (_stray_file, 'file-stray', "där docgen inte läser den"),
    'file in a folder below': (_file_below, 'file-stray', "där docgen inte läser den"),
    'no parties file': (_remove('parties.yaml'), 'file-unreadable', "går inte att läsa"),
    'no workspace file': (_remove('workspace.yaml'), 'workspace-missing', "är ingen arbetsyta"),
}


@pytest.mark.parametrize(('spoil', 'finding_id', 'words'), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_not_what_it_should_be_is_named(
    built_workspace: Workbench, spoil: Callable[[Workbench], None], finding_id: str, words: str
) -> None:
    before = built_workspace.snapshot()
    spoil(built_workspace)

    answer = built_workspace.run('build')

    assert answer.code == 3
    assert finding_id in answer.ids, answer.err
    assert words in answer.err
    assert '.yaml' in answer.err
    assert built_workspace.snapshot() == before


@pytest.mark.parametrize('copy', ['2021 - kopia.yaml', '2021-kopia.yaml', 'a.yaml', 'kopia av 2021.yaml'])
def test_a_copied_file_is_pointed_out_not_the_good_one(workspace: Workbench, copy: str) -> None:
    """Wherever the copy's name is sorted."""
    file = workspace.root / 'data' / PROMISE
    file.with_name(copy).write_bytes(file.read_bytes())
    answer = workspace.run('check')
    assert set(answer.ids) - {'file-misnamed'} == {'data-duplicate-id'}
    told = _finding(answer, 'data-duplicate-id', f'{copy}, rad 2')
    assert '2021.yaml' in told
    assert "Är en av dem en kopia? Flytta ut den ur mappen" in told


def test_defects_of_several_files_are_told_at_once(built_workspace: Workbench) -> None:
    built_workspace.replace(PROMISE, 'signed_on: 2021-03-11', 'signed_on: 2021-06-31')
    built_workspace.replace(PROMISE, 'grouping: none', 'grouping: promise')
    built_workspace.replace(FOLLOW_UP, 'status: done', 'status: klart')
    built_workspace.replace('parties.yaml', 'kind: police', 'kind: polis')
    built_workspace.replace('agreements/2020-2023.yaml', '\ntitle: ', '\n\ttitle: ')

    answer = built_workspace.run('build')

    assert answer.code == 3
    assert answer.ids.count('data-unknown-choice') == 3
    assert {'data-impossible-date', 'yaml-tab'} < set(answer.ids)
    for file in ('2021.yaml', '2020.yaml', 'parties.yaml', '2020-2023.yaml'):
        assert file in answer.err


@pytest.mark.parametrize('command', ['check', 'build'])
def test_one_mistake_does_not_hide_another(workspace: Workbench, command: str) -> None:
    """A misspelt key, a broken reference, an unknown engine, an unknown period and a spoilt template, all at once."""
    workspace.replace(PROMISE, 'signed_on: 2021-03-11', 'signed_on: 2021-06-31')
    workspace.replace('promises/2020.yaml', 'agreement: 2020-2023', 'agreement: 2020-2024')
    workspace.replace('workspace.yaml', 'engine: typst', 'engine: typsst')
    workspace.add_paragraph('medborgarlofte.docx', 'Vi {{ promise.titel }')
    workspace.add_paragraph('samverkansoverenskommelse.docx', 'Vi {{ agreement.titel }}')

    answer = workspace.run(command)

    assert answer.code == 3
    assert {
        'data-impossible-date',
        'unknown-agreement',
        'engine-unknown',
        'template-unknown-placeholder',
    } < set(answer.ids)
    assert any(each.startswith('template-') and each != 'template-unknown-placeholder' for each in answer.ids)
    engine = _finding(answer, 'engine-unknown', 'workspace.yaml, rad 5')
    assert "typsst" in engine
    assert 'unknown-promise' not in answer.ids, "the promise is there, only not readable"
    assert 'unknown-previous-promise' not in answer.ids
    assert not workspace.output.exists()


def test_a_named_period_tells_only_what_its_documents_need(workspace: Workbench) -> None:
    workspace.replace(PROMISE, 'deadline: 2021-12-31', 'deadline: 2031-12-31')
    for command in ('check', 'build'):
        answer = workspace.run(command, '2031')
        assert (answer.code, answer.ids) == (2, ['period-unknown'])
    answer = workspace.run('check', '2021')
    assert (answer.code, answer.ids) == (3, ['deadline-outside-period'])
    answer = workspace.run('check', '2020')
    assert (answer.code, answer.ids) == (0, [])
    assert "0 fel, 0 varningar i det som 2020 behöver.\n1 fel eller varning i andra filer" in answer.out
    (workspace.root / 'data' / PROMISE).write_text('id: [', 'utf-8')
    assert 'period-unknown' not in workspace.run('check', '2021').ids
    assert workspace.run('check', '2031').ids == ['period-unknown']


def test_a_file_that_cannot_be_read_makes_no_other_reference_wrong(workspace: Workbench) -> None:
    for spoilt in ('parties.yaml', 'agreements/2020-2023.yaml', 'promises/2020.yaml', FOLLOW_UP):
        file = workspace.root / 'data' / spoilt
        written = file.read_bytes()
        file.write_bytes(written + b'\nfel: 1\n')
        answer = workspace.run('check')
        assert answer.code == 3
        assert answer.ids == ['data-unknown-key'], spoilt
        file.write_bytes(written)


def test_findings_as_json_hold_place_and_words(built_workspace: Workbench) -> None:
    before = built_workspace.snapshot()
    line = built_workspace.replace(PROMISE, 'signed_on: 2021-03-11', 'signed_on: 2021-06-31')

    answer = built_workspace.run('build', '--json')

    assert answer.code == 3
    assert answer.err == ''
    assert answer.json == {
        'exit_code': 3,
        'findings': [
            {
                'id': 'data-impossible-date',
                'severity': 'error',
                'what': "Datumet 31 juni 2021 finns inte.",
                'why': "Juni 2021 har 30 dagar.",
                'do': "Rätta datumet; det sista möjliga är 2021-06-30.",
                'file': str(built_workspace.root / 'data' / PROMISE),
                'line': line,
                'key': 'signed_on',
                'paragraph': None,
            }
        ],
    }
    assert built_workspace.snapshot() == before


def test_check_tells_the_same_as_build(workspace: Workbench) -> None:
    workspace.replace(PROMISE, 'signed_on: 2021-03-11', 'signed_on: 2021-06-31')
    checked, built = workspace.run('check'), workspace.run('build')
    assert checked.code == built.code == 3
    assert checked.err.strip() in built.err
    assert "1 fel" in checked.out
    assert not workspace.output.exists()


def _finding(answer: Answer, finding_id: str, place: str) -> str:
    """The text of the one finding with that id and that place."""
    told = [each for each in answer.err.split('\nFel  ')[1:] if f'[{finding_id}]' in each and place in each]
    assert told, f'{finding_id} at {place}: {answer.err}'
    return told[0].split('\n\n')[0]
