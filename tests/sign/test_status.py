"""`docgen status`: how far every document has come, and whether what is fixed and signed is as it was."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.archive.deliveries import superseded_versions
from docgen.records.record import read_record

from .set_down import PROMISE, SHORT, publish, sign_as, sign_on_paper
from .signatories import by

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pki.authority import Pki
    from workbench import Workbench

FIXED = 'fixed/medborgarlofte-strangnas-2021-v1.pdf'
SIGNED = 'signed/medborgarlofte-strangnas-2021-v1.pdf'


def _of(workbench: Workbench, document: str = PROMISE) -> list[dict[str, object]]:
    answer = workbench.run('status', '--json')
    return [each for each in answer.json['documents'] if each['document'] == document]


def _periods(workbench: Workbench) -> dict[str, str]:
    return {name: digest for name, digest in workbench.snapshot().items() if not name.startswith('.docgen')}


def _commands(workbench: Workbench) -> list[str]:
    return [
        step['command'] for each in workbench.run('status', '2021', '--json').json['documents'] for step in each['next']
    ]


def test_documents_that_are_not_made_yet_are_listed_with_the_build(workspace: Workbench) -> None:
    answer = workspace.run('status')
    assert answer.code == 0, answer.err
    assert answer.out.count("inte gjord") == 6
    assert "docgen build 2021\n" in answer.out
    assert not workspace.output.exists()


def test_built_documents_are_not_fixed(shipped: Workbench) -> None:
    answer = shipped.run('status')
    assert answer.code == 0
    assert answer.out.count("inte fastställd") == 6
    for period in ('2020', '2020-2023', '2021'):
        assert f"docgen fix {period}\n" in answer.out


def test_a_draft_is_led_to_what_is_left_and_to_the_build(workspace: Workbench) -> None:
    assert workspace.run('build', '--draft', '2021').code == 0
    (found,) = _of(workspace)
    assert (found['state'], found['built'], found['version']) == ('draft', False, None)
    assert found['next'] == [
        {'command': 'docgen check', 'purpose': "se vad som är kvar att fylla i och rätta i utkastet"},
        {'command': 'docgen build 2021', 'purpose': "gör dokumentet när utkastet är klart"},
    ]


def test_a_fixed_document_shows_who_is_missing_and_the_ways_to_sign(fixed: Workbench) -> None:
    answer = fixed.run('status', '2021')
    assert answer.code == 0, answer.err
    assert "fastställd" in answer.out
    assert "Anna Exempel (kommunen)" in answer.out
    assert "Erik Provsson (polisen)" in answer.out
    assert _commands(fixed) == [
        'docgen sign 2021 --as kommunen --p12 FIL',
        'docgen receive 2021 FIL.pdf',
        'docgen print 2021',
    ]


def test_the_way_from_fixed_to_published(fixed_workspace: Workbench) -> None:
    sign_as(fixed_workspace, 'kommunen')
    (found,) = _of(fixed_workspace)
    assert found['state'] == 'partly_signed'
    assert found['signed'] == [
        {
            'role': 'kommunen',
            'name': 'Anna Exempel',
            'title': 'kommundirektör',
            'at': '2021-03-11T13:05:00+01:00',
            'by_pen': False,
        }
    ]
    assert [each['role'] for each in found['missing']] == ['polisen']  # type: ignore[attr-defined]
    assert _commands(fixed_workspace)[0] == 'docgen sign 2021 --as polisen --p12 FIL'
    told = fixed_workspace.process('status', '2021', TZ='UTC', COLUMNS='160').out
    assert "delvis undertecknad" in told
    assert "Anna Exempel 2021-03-11 13:05" in told

    sign_as(fixed_workspace, 'polisen')
    (found,) = _of(fixed_workspace)
    assert (found['state'], found['missing']) == ('signed', [])
    verify = 'docgen verify --period 2021 --save'
    assert _commands(fixed_workspace) == [verify, 'docgen publish 2021', 'docgen publish 2021']
    assert fixed_workspace.run('status', '2021').out.count('docgen publish 2021') == 1

    publish(fixed_workspace, PROMISE)
    publish(fixed_workspace, SHORT)
    assert _of(fixed_workspace)[0]['state'] == 'published'
    answer = fixed_workspace.run('status', '2021')
    assert answer.code == 0, answer.err
    assert answer.out.partition("Nästa steg\n")[2].splitlines()[0].strip() == 'docgen archive 2021'


def test_signatures_by_pen_are_told_as_such(fixed_workspace: Workbench) -> None:
    sign_on_paper(fixed_workspace, '2021-03-11', 'kommunen', 'polisen')
    (found,) = _of(fixed_workspace)
    assert found['state'] == 'signed'
    answer = fixed_workspace.run('status', '2021')
    assert answer.code == 0, answer.err
    assert "Anna Exempel 2021-03-11, med penna" in answer.out
    assert "docgen publish 2021" in answer.out


def test_the_others_sign_the_same_paper_as_the_first(fixed_workspace: Workbench) -> None:
    sign_on_paper(fixed_workspace, '2021-03-11', 'kommunen')
    assert _commands(fixed_workspace)[:2] == [
        'docgen receive 2021 --scan FIL.pdf --signed-by kommunen=DATUM --signed-by polisen=DATUM',
        'docgen print 2021',
    ]
    assert "pappret är utskrivet och väntar på " in fixed_workspace.run('status', '2021').out


def test_a_version_that_all_have_signed_holds_until_the_next_is_signed(fixed_workspace: Workbench) -> None:
    for role in ('kommunen', 'polisen'):
        sign_as(fixed_workspace, role)
    assert fixed_workspace.run('fix', '2021', '--new-version').code == 0
    assert "undertecknad, gäller ännu" in fixed_workspace.process('status', COLUMNS='200').out


def test_a_published_version_is_replaced_when_all_have_signed_the_next_which_the_archive_says_too(
    fixed_workspace: Workbench,
) -> None:
    def replaced() -> tuple[object, bool]:
        record = read_record(fixed_workspace.output / '2021')
        assert record is not None
        return _of(fixed_workspace)[0]['replaced'], (PROMISE, 1) in superseded_versions(record)

    sign_as(fixed_workspace, 'kommunen')
    sign_as(fixed_workspace, 'polisen')
    publish(fixed_workspace, PROMISE)
    assert fixed_workspace.run('fix', '2021', '--new-version').code == 0
    sign_as(fixed_workspace, 'kommunen')
    assert replaced() == (False, False)
    sign_as(fixed_workspace, 'polisen')
    assert replaced() == (True, True)


def test_no_command_is_advised_that_would_be_refused(fixed_workspace: Workbench) -> None:
    sign_as(fixed_workspace, 'kommunen')
    fixed_workspace.replace('promises/2021.yaml', 'Arbetet följer Link', 'Allt arbete följer Link')
    fixed_workspace.replace('promises/2021.yaml', 'kommun lovar under 2021:', 'kommun lovar hela 2021:')
    assert fixed_workspace.run('build').code == 0
    assert fixed_workspace.run('fix', '2021').code == 7
    advised = [each for each in _commands(fixed_workspace) if each.startswith('docgen fix')]
    assert advised == ['docgen fix 2021 --new-version', f'docgen fix 2021 --document {SHORT}']
    assert fixed_workspace.run('fix', '2021', '--document', SHORT).code == 0


def test_a_change_after_fixing_shows_with_the_command_for_a_new_version(fixed_workspace: Workbench) -> None:
    fixed_workspace.replace('promises/2021.yaml', 'Arbetet följer Link', 'Allt arbete följer Link')
    assert fixed_workspace.run('build').code == 0
    (found,) = _of(fixed_workspace)
    assert found['changed'] is True
    assert _commands(fixed_workspace)[0] == 'docgen fix 2021'
    assert "ändrat sedan dess" in fixed_workspace.process('status', COLUMNS='200').out
    sign_as(fixed_workspace, 'kommunen')
    assert _commands(fixed_workspace)[0] == 'docgen fix 2021 --new-version'
    told = fixed_workspace.run('status', '2021').out
    assert "antingen: gör en ny version, om ändringen ska gälla (alla får skriva under på nytt)" in told
    assert "eller: skriv under här" in told

    assert fixed_workspace.run('fix', '2021', '--new-version').code == 0
    first, second = _of(fixed_workspace)
    assert (first['version'], first['state'], first['latest']) == (1, 'partly_signed', False)
    assert (second['version'], second['state'], second['latest']) == (2, 'fixed', True)
    assert first['next'] == []
    assert (first['replaced'], second['replaced']) == (True, False)
    assert "delvis undertecknad, ersatt" in fixed_workspace.process('status', COLUMNS='200').out


@pytest.mark.parametrize('columns', [40, 72, 99, 100, 120, 200])
def test_it_fits_terminals_of_all_widths(fixed: Workbench, columns: int) -> None:
    answer = fixed.process('status', COLUMNS=str(columns))
    assert answer.code == 0, answer.err
    table, _, steps = answer.out.partition("Nästa steg")
    # A file name can be wider than the narrowest terminal, and a command is never broken.
    assert max(map(len, table.splitlines())) <= max(columns, 53)
    assert '  docgen sign 2021 --as kommunen --p12 FIL\n' in steps
    for name in ("Anna Exempel", "Erik Provsson", PROMISE.partition('-')[0]):
        assert name in ' '.join(table.split())


def test_a_pipe_gets_a_table_without_colours(fixed: Workbench) -> None:
    answer = fixed.process('status', COLUMNS='')  # pytest-xdist sets it to 80
    assert '\x1b' not in answer.out
    assert answer.out.splitlines()[0].split() == ["Dokument", "Version", "Läge", "Undertecknat", "av", "Saknas"]


def test_an_unknown_period_is_named(fixed: Workbench) -> None:
    answer = fixed.run('status', '20211')
    assert answer.code == 2
    assert answer.ids == ['period-unknown']
    assert "Menade du 2021?" in answer.err


def test_what_is_fixed_is_shown_also_when_the_data_have_faults(fixed_workspace: Workbench) -> None:
    fixed_workspace.replace('promises/2021.yaml', 'title:', 'titel:')
    answer = fixed_workspace.run('status', '2021')
    assert answer.code == 0
    assert answer.ids == ['status-data-unreadable']
    assert "Anna Exempel (kommunen)" in answer.out


def test_what_is_fixed_is_shown_also_when_the_data_are_gone(fixed_workspace: Workbench) -> None:
    (fixed_workspace.root / 'data/promises/2021.yaml').unlink()
    answer = fixed_workspace.run('status', '2021')
    assert answer.code == 0, answer.err
    assert "Erik Provsson (polisen)" in answer.out


def _append(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b'\n')


def _delete(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ('name', 'damage', 'finding'),
    [
        (FIXED, _append, 'record-file-changed'),
        (FIXED, _delete, 'record-file-missing'),
        (SIGNED, _append, 'record-file-changed'),
        (SIGNED, _delete, 'record-file-missing'),
        (f'public/{SHORT}', _append, 'record-file-changed'),
    ],
)
def test_tampering_with_a_file_is_noticed(
    fixed_workspace: Workbench, name: str, damage: Callable[[Path], None], finding: str
) -> None:
    sign_as(fixed_workspace, 'kommunen')
    publish(fixed_workspace, SHORT)
    path = fixed_workspace.output / '2021' / name
    damage(path)
    answer = fixed_workspace.run('status')
    assert answer.code == 6
    assert answer.ids == [finding]
    assert name in answer.err
    assert PROMISE.partition('-')[0] in answer.out
    told = fixed_workspace.run('status', '--json')
    assert told.code == told.json['exit_code'] == 6
    assert [each['file'] for each in told.json['findings']] == [str(path)]


def test_a_version_exchanged_for_another_is_noticed(fixed_workspace: Workbench) -> None:
    """The signed file put back as it was after the first signature, which is valid in itself."""
    earlier = sign_as(fixed_workspace, 'kommunen').read_bytes()
    path = sign_as(fixed_workspace, 'polisen')
    path.chmod(0o644)
    path.write_bytes(earlier)
    assert fixed_workspace.run('status').ids == ['record-file-changed']


def test_a_file_that_the_record_does_not_know_is_noticed(fixed_workspace: Workbench) -> None:
    shutil.copy(fixed_workspace.output / '2021' / FIXED, fixed_workspace.output / '2021/fixed/min-kopia.pdf')
    answer = fixed_workspace.run('status')
    assert answer.code == 6
    assert answer.ids == ['record-file-unknown']


def _edit(content: dict[str, list[dict[str, object]]]) -> None:
    content['events'][0]['sha256'] = '0' * 64


def _edit_last(content: dict[str, list[dict[str, object]]]) -> None:
    content['events'][-1]['at'] = '2020-01-01T00:00:00+00:00'


def _remove(content: dict[str, list[dict[str, object]]]) -> None:
    del content['events'][0]


def _remove_last(content: dict[str, list[dict[str, object]]]) -> None:
    del content['events'][-1]


def _swap(content: dict[str, list[dict[str, object]]]) -> None:
    content['events'].reverse()


def _empty(content: dict[str, list[dict[str, object]]]) -> None:
    content['events'] = []


EDITS = [_edit, _edit_last, _remove, _remove_last, _swap, _empty]


@pytest.mark.parametrize('edit', EDITS)
def test_hand_edited_events_are_noticed_and_nothing_is_written_on_top(
    fixed_workspace: Workbench, edit: Callable[[dict[str, list[dict[str, object]]]], None]
) -> None:
    sign_as(fixed_workspace, 'kommunen')
    path = fixed_workspace.output / '2021/record.json'
    content = json.loads(path.read_text('utf-8'))
    edit(content)
    path.write_text(json.dumps(content), 'utf-8')
    before = _periods(fixed_workspace)

    answer = fixed_workspace.run('status')
    assert answer.code == 6
    assert answer.ids == ['record-broken']
    assert "kedjan av SHA-256 är bruten" in answer.err
    for arguments in (('build',), ('build', '2021'), ('fix', '2021'), ('fix', '2021', '--new-version'), ('web',)):
        refused = fixed_workspace.run(*arguments)
        assert refused.code == 7, arguments
        assert refused.ids == ['record-unreadable']
        assert _periods(fixed_workspace) == before


@pytest.mark.parametrize('content', [None, '', '{', '[]', '{"format": 99}', 'null'])
def test_a_record_that_is_lost_or_broken_is_noticed_and_not_replaced(
    fixed_workspace: Workbench, content: str | None
) -> None:
    path = fixed_workspace.output / '2021/record.json'
    if content is None:
        path.unlink()
    else:
        path.write_text(content, 'utf-8')
    before = _periods(fixed_workspace)

    answer = fixed_workspace.run('status')
    assert answer.code == 6
    assert answer.ids == ['record-broken']
    for arguments in (('build',), ('fix', '2021'), ('web',)):
        refused = fixed_workspace.run(*arguments)
        assert refused.code == 7, arguments
        assert refused.ids == ['record-unreadable']
        assert "Hämta tillbaka record.json" in refused.err
        assert _periods(fixed_workspace) == before


def test_a_period_that_is_refused_stops_the_others_too(fixed_workspace: Workbench) -> None:
    """A set is put in place as a whole: no period is exchanged when one cannot be."""
    (fixed_workspace.output / '2021/record.json').unlink()
    fixed_workspace.replace('follow-ups/2020.yaml', 'introduction: |\n  ', 'introduction: |\n  Vi följer upp. ')
    before = _periods(fixed_workspace)
    assert fixed_workspace.run('build').code == 7
    assert _periods(fixed_workspace) == before


@pytest.mark.parametrize('pen_first', [True, False])
def test_some_by_pen_and_some_electronically_is_never_told_as_signed(
    fixed_workspace: Workbench, pki: Pki, tmp_path: Path, *, pen_first: bool
) -> None:
    """No original has both signatures; the way that was not begun is refused, and an old record is told as it is."""
    paper = tmp_path / 'papper.png'
    paper.write_bytes(b'')
    if pen_first:
        sign_on_paper(fixed_workspace, '2021-03-11', 'kommunen')
        refused = [fixed_workspace.run('sign', '2021', '--as', 'polisen', *by(pki.erik))]
        sign_as(fixed_workspace, 'polisen')
    else:
        sign_as(fixed_workspace, 'kommunen')
        signed_by = ('--signed-by', 'polisen=2021-03-11')
        refused = [
            fixed_workspace.run('print', '2021'),
            fixed_workspace.run('receive', '2021', '--scan', str(paper), *signed_by),
        ]
        sign_on_paper(fixed_workspace, '2021-03-11', 'polisen')
    publish(fixed_workspace, PROMISE)
    publish(fixed_workspace, SHORT)

    assert [(each.code, each.ids) for each in refused] == [(7, ['mixed-signing'])] * len(refused)
    (found,) = _of(fixed_workspace)
    assert found['state'] == 'partly_signed'
    assert [each['role'] for each in found['missing']] == ['kommunen' if pen_first else 'polisen']  # type: ignore[attr-defined]
    told = fixed_workspace.run('status', '2021')
    assert told.ids == ['mixed-signing']
    assert _commands(fixed_workspace)[0] == 'docgen fix 2021 --new-version'
    assert fixed_workspace.run('publish', '2021').ids == ['publish-unsigned']
    assert fixed_workspace.run('archive', '2021').code == 2


def test_two_papers_with_one_signature_each_are_no_original_but_one_told_of_twice_is() -> None:
    """Each event of a paper names its file by its sum; the same sum is the same paper."""
    from docgen.records.event_details import Fixed, PenSignature, Scanned, SignatorySlot
    from docgen.records.events import NewEvent, appended
    from docgen.records.version_history import State, VersionHistory

    def state(*papers: tuple[str, str]) -> State:
        made = Fixed(slots=(SignatorySlot(role='a'), SignatorySlot(role='b')))
        scans = (Scanned(signatories=(PenSignature(role=role),), original_sha256=digest) for role, digest in papers)
        new = [NewEvent('a.pdf', 1, 'a.pdf', '0' * 64, made)]
        new += [NewEvent('a.pdf', 1, 'a.pdf', '0' * 64, each) for each in scans]
        return VersionHistory('a.pdf', 1, appended((), new, 'docgen 1')).state

    assert state(('a', '1'), ('b', '2')) is State.PARTLY_SIGNED
    assert state(('a', '1'), ('b', '1')) is State.SIGNED


def test_what_publishing_would_refuse_is_told_before_it(fixed_workspace: Workbench, pki: Pki) -> None:
    """Verified and kept, but the issuer is not trusted: the next step is not to publish."""
    for role, person in (('kommunen', pki.anna), ('polisen', pki.erik)):
        assert fixed_workspace.run('sign', '2021', '--as', role, *by(person), '--accept-untrusted').code == 0
    assert fixed_workspace.run('verify', '--period', '2021', '--save').code == 6

    assert _commands(fixed_workspace)[:2] == [
        'docgen verify --period 2021 --save',
        'docgen publish 2021 --accept-untrusted',
    ]
    assert "rotcertifikat i data/trust" in fixed_workspace.run('status', '2021').out
    assert fixed_workspace.run('publish', '2021').ids == ['publish-untrusted']
