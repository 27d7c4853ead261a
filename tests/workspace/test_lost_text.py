"""What would be lost or spoilt in a data file without anybody seeing it is told; real comments are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.errors import FindingsError, Severity
from docgen.workspace import load, read
from docgen.workspace.suggestions import day_in_words, rewritten
from docgen.workspace.yaml_source import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

PROMISE = 'promises/2024.yaml'


def _told(tmp_path: Path, text: str) -> list[tuple[str, int | None]]:
    try:
        parse_yaml(tmp_path / 'a.yaml', text)
    except FindingsError as error:
        return [(each.id, each.place.line) for each in error.findings]
    return []


@pytest.mark.parametrize(
    'text',
    [
        'title: Trafikkontroll #1 varje dygn\n',
        'title: Trafikkontroll  #1 varje dygn\n',
        'title: Trafikkontroll # varje dygn\n',
        'title: Löfte nr  # 4\n',
        'title: #1 varje dygn\n',
        'titles:\n  - Kontroll #2 på torget\n',
        'text: rad ett\n  rad två #3\n',
        'number: 4 #5\n',
    ],
)
def test_text_after_a_number_sign_is_told(tmp_path: Path, text: str) -> None:
    line = text.count('\n')
    assert _told(tmp_path, text) == [('yaml-comment-in-value', line)]


@pytest.mark.parametrize(
    'text',
    [
        'title: Trafikkontroller  # rubriken på webben\n',
        'number: 4 # högst tolv\n',
        'start: 2021-01-01 # nyår\n',
        'theme: drugs # tema\n',
        'title: "Kontroll #1" # rubrik\n',
        'places: [Vik, Ås] # orter\n',
        'period: # hela året\n  start: 2021-01-01\n',
        'signed_on:  # fylls i senare\nid: x\n',
        '# en egen rad\nid: x\n',
        'text: >\n  Kontroll #1 varje dygn\n',
        'text: C#\n',
    ],
)
def test_a_real_comment_is_left_alone(tmp_path: Path, text: str) -> None:
    assert _told(tmp_path, text) == []


@pytest.mark.parametrize('wrong', ['pÃ¥ torget', 'bÃ¤ttre', 'â€“ ja', 'f√∂r', 'b\ufffdttre'])
def test_letters_of_another_encoding_are_told(tmp_path: Path, wrong: str) -> None:
    assert _told(tmp_path, f'id: {wrong}\n') == [('yaml-mojibake', 1)]


def test_right_letters_are_no_mojibake(tmp_path: Path) -> None:
    assert _told(tmp_path, 'id: Ångström, Ähtäri, Öst, Ångå, Â, crème, § 4 – ”så”\n') == []


@pytest.mark.parametrize('space', ['\u00a0', '\u2003', '\u3000'])
def test_another_space_as_indent_is_told(tmp_path: Path, space: str) -> None:
    assert _told(tmp_path, f'period:\n{space}{space}start: 2021-01-01\n') == [('yaml-indent', 2)]


@pytest.mark.parametrize(
    'text',
    [
        "id: x\ntitle: 'Hej\nlead_in: 'Vi lovar:'\n",
        'id: x\ntitle: "Hej\nlead_in: "Vi lovar:"\n',
        "id: x\ntitle: 'Hej\nlead_in: Vi\n",
    ],
)
def test_a_quote_that_is_never_closed_is_told_where_it_begins(tmp_path: Path, text: str) -> None:
    assert _told(tmp_path, text) == [('yaml-syntax', 2)]


@pytest.mark.parametrize('written', ['Vik; Ås; Mo', 'Vik\tÅs\tMo', 'Vik, Ås och Mo', 'Vik; Ås; Mo; '])
def test_a_list_that_was_written_as_a_text_is_given_as_a_list(written: str) -> None:
    assert rewritten('tuple_type', 'places', written) == "Skriv som en lista: places: [Vik, Ås, Mo]."


@pytest.mark.parametrize(
    'written',
    ['31/12 2021', '31.12.2021', '31/12-2021', 'den 31 december 2021', '31 dec. 2021', '20211231', '’2021-12-31’'],
)
def test_a_day_that_is_written_otherwise_is_given_as_the_data_write_it(written: str) -> None:
    assert day_in_words(written) == '2021-12-31'


VALUES = {
    'places': ('    title: Fartkontroller\n', '    title: Fartkontroller\n    places: Vik; Ås\n', "places: [Vik, Ås]"),
    'day': ('signed_on: 2024-01-15', 'signed_on: 15/1 2024', "Skriv 2024-01-15"),
    'wrapped id': ("id: '2024'", 'id: ’2024’', "Skriv id: '2024'"),
    'wrapped day': ('signed_on: 2024-01-15', 'signed_on: ”2024-01-15”', "2024-01-15"),
}


@pytest.mark.parametrize(('old', 'new', 'advice'), VALUES.values(), ids=VALUES.keys())
def test_advice_leads_somewhere(old: str, new: str, advice: str, minimal: Workbench) -> None:
    minimal.replace(PROMISE, old, new)
    with pytest.raises(FindingsError) as caught:
        load(minimal.root)
    assert [each for each in caught.value.findings if advice in each.do]


NAMES = {
    '2022.yaml.txt': Severity.ERROR,
    '2022.YAML': Severity.ERROR,
    '2022.yaml.bak': Severity.ERROR,
    '~$2024.yaml': Severity.WARNING,
    'Kopia av 2024.yaml.txt': Severity.WARNING,
    '2024 - kopia.yaml.txt': Severity.ERROR,
}


@pytest.mark.parametrize(('name', 'severity'), NAMES.items())
def test_a_file_that_nobody_reads_is_told(name: str, severity: Severity, minimal: Workbench) -> None:
    (minimal.root / 'data/promises' / name).write_text('id: x\n', 'utf-8')
    told = [each for each in read(minimal.root).findings if each.place.file and each.place.file.name == name]
    assert [(each.id, each.severity) for each in told] == [('file-misnamed', severity)]


def test_a_file_with_the_other_ending_is_read_and_told(minimal: Workbench) -> None:
    file = minimal.root / 'data' / PROMISE
    file.rename(file.with_suffix('.yml'))
    loaded = read(minimal.root)
    assert [(each.id, each.severity) for each in loaded.findings] == [('file-misnamed', Severity.WARNING)]
    assert loaded.workspace is not None
    assert '2024' in loaded.workspace.promises
    load(minimal.root)
