"""Follow-ups and commitments as tables: out, filled in with Excel or anything that writes CSV, and back."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from workbench import PROJECT, Workbench, furnish

from docgen.errors import ExitCode
from docgen.tables.exchange import TableKind, TableRequest, apply_table, export_table, read_table
from docgen.workspace.yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KINDS = {'follow-up': '2020', 'commitments': '2021'}


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return furnish(PROJECT / 'data', tmp_path / 'ws')


def edited(path: Path, change: Callable[[Any], None], sheet: str = "Uppföljning") -> None:
    book = load_workbook(path)
    change(book[sheet])
    book.save(path)


def column(sheet: Any, heading: str) -> str:
    return str(next(cell.column_letter for cell in sheet[1] if cell.value == heading))


def row(sheet: Any, first: str) -> int:
    return int(next(cell.row for cell in sheet['A'] if cell.value == first))


def rewritten(path: Path, change: Callable[[list[list[Any]]], None]) -> None:
    """Change a table's lines, in either form."""
    if path.suffix == '.csv':
        lines: list[list[Any]] = list(csv.reader(io.StringIO(path.read_text('utf-8-sig')), delimiter=';'))
        change(lines)
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=';').writerows(lines)
        path.write_text(buffer.getvalue(), 'utf-8-sig')
        return
    book = load_workbook(path)
    sheet: Any = book["Löften"]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    change(lines)
    for number, line in enumerate(lines, 1):
        for index, value in enumerate(line, 1):
            sheet.cell(number, index).value = value
    book.save(path)


@pytest.mark.parametrize('kind', KINDS)
@pytest.mark.parametrize('ending', ['xlsx', 'csv'])
def test_what_is_read_back_unchanged_changes_nothing(bench: Workbench, tmp_path: Path, kind: str, ending: str) -> None:
    for record in ('2020', '2021') if kind == 'commitments' else ('2020',):
        request = TableRequest(bench.root, TableKind(kind), record, tmp_path / f'tabell-{record}.{ending}')
        assert export_table(request) > 5
        report = read_table(request)
        assert (report.changes, report.notes) == ((), ())


def test_excel_gets_lists_to_choose_from_locked_names_and_a_sheet_that_explains(
    bench: Workbench, tmp_path: Path
) -> None:
    file = tmp_path / 'u.xlsx'
    assert bench.run('follow-up', '2020', '--excel', str(file)).code == ExitCode.DONE
    book = load_workbook(file)
    sheet = book["Uppföljning"]
    assert sheet.protection.sheet
    assert sheet.freeze_panes is not None
    assert sheet['A2'].protection.locked
    status = column(sheet, "Status")
    assert not sheet[f'{status}2'].protection.locked
    assert any(f'{status}2' in rule.sqref for rule in sheet.data_validations.dataValidation)
    words = [cell.value for cells in book['Val'].iter_cols() for cell in cells]
    assert "Delvis genomfört" in words
    assert "Kommentar" in [cell.value for cell in book["Så här fyller du i"]['A']]


def test_a_filled_table_is_shown_and_then_written_with_comments_kept(bench: Workbench, tmp_path: Path) -> None:
    bench.replace(
        'follow-ups/2020.yaml',
        "  - commitment: narkotikasok-skolor",
        "  # kontrollera med rektorn\n  - commitment: narkotikasok-skolor",
    )
    file = tmp_path / 'u.xlsx'
    bench.run('follow-up', '2020', '--excel', str(file))

    def fill(sheet: Any) -> None:
        line = row(sheet, 'narkotikasok-skolor')
        sheet[f'{column(sheet, "Tal")}{line}'] = "3"
        sheet[f'{column(sheet, "Säkerhet")}{line}'] = "cirka"
        sheet[f'{column(sheet, "Bedömt av")}{line}'] = "kommunpolisen"
        sheet[f'{column(sheet, "Skäl")}{line}'] = "–"
        for kept in ("Kommentar", "Status", "Tal"):
            sheet[f'{column(sheet, kept)}{line + 1}'] = None

    edited(file, fill)
    before = (bench.root / 'data/follow-ups/2020.yaml').read_text('utf-8')
    told = bench.run('follow-up', '2020', '--from', str(file))
    assert "Tal: 2 → 3" in told.out
    assert "Skäl: Pandemin → –" in told.out
    assert "1 av ändringarna tar bort" in told.out
    assert "4 ändringar i" in told.out
    assert (bench.root / 'data/follow-ups/2020.yaml').read_text('utf-8') == before
    assert bench.run('follow-up', '2020', '--from', str(file), '--write').code == ExitCode.DONE
    after = (bench.root / 'data/follow-ups/2020.yaml').read_text('utf-8')
    assert "  # kontrollera med rektorn\n  - commitment: narkotikasok-skolor" in after
    data: Any = read_yaml(bench.root / 'data/follow-ups/2020.yaml').data
    outcome = next(each for each in data['outcomes'] if each['commitment'] == 'narkotikasok-skolor')
    assert outcome['counts'] == [{'target': 1, 'number': 3, 'precision': 'about'}]
    assert (outcome['assessed_by'], 'reason' in outcome) == ("kommunpolisen", False)
    assert outcome['events']


def test_a_follow_up_that_is_not_there_yet_begins_as_a_table(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / 'u.xlsx'
    bench.run('follow-up', '2021', '--excel', str(file))
    assert not (bench.root / 'data/follow-ups/2021.yaml').exists()

    def fill(sheet: Any) -> None:
        line = row(sheet, 'trygghetsvandringar')
        sheet[f'{column(sheet, "Tal")}{line}'] = 5
        sheet[f'{column(sheet, "Status")}{line}'] = "Genomfört"
        sheet[f'{column(sheet, "Kommentar")}{line}'] = "Fem vandringar.\n\nAlla i mörker."

    edited(file, fill)
    report = read_table(TableRequest(bench.root, TableKind.FOLLOW_UP, '2021', file))
    assert report.new
    data: Any = read_yaml(apply_table(report)).data
    outcome = next(each for each in data['outcomes'] if each['commitment'] == 'trygghetsvandringar')
    assert (outcome['status'], outcome['counts'][0]['number']) == ('done', 5)
    assert outcome['comment'].strip() == "Fem vandringar.\n\nAlla i mörker."


BAD_CELLS = {
    'a number in words': ("Tal", "ca 15", "är inget tal"),
    'a number that Excel took for a day': ("Tal", datetime.datetime(2021, 4, 3), "är inget tal"),  # noqa: DTZ001
    'a number below zero': ("Tal", -1, "kan inte vara negativt"),
    'a point for thousands or for decimals': ("Tal", "1.200", "Skriv 1200 eller 1,2."),
    'points for thousands': ("Tal", "12.500.000", "Skriv 12500000."),
    'a word that is no choice': ("Status", "Klart", "går inte att välja"),
    'a formula': ("Kommentar", "=A1", "formel"),
    'an error of Excel': ("Kommentar", "#REF!", "fel från Excel"),
}


@pytest.mark.parametrize('case', BAD_CELLS)
def test_each_bad_cell_is_named(bench: Workbench, tmp_path: Path, case: str) -> None:
    file = tmp_path / 'u.xlsx'
    bench.run('follow-up', '2020', '--excel', str(file))
    heading, value, said = BAD_CELLS[case]
    name = ''

    def spoil(sheet: Any) -> None:
        nonlocal name
        name = f'{column(sheet, heading)}3'
        sheet[name] = value

    edited(file, spoil)
    answer = bench.run('follow-up', '2020', '--from', str(file), '--write')
    assert (answer.code, answer.ids) == (ExitCode.FINDINGS, ['table-cell'])
    assert f"Uppföljning, cell {name}:" in answer.err
    assert said in answer.err


@pytest.mark.parametrize(
    ('encoding', 'delimiter', 'before'),
    [
        ('cp1252', ';', ''),
        ('mac_roman', ';', ''),
        ('utf-8', ';', 'sep=;\r\n'),
        ('utf-8-sig', ',', ''),
        ('utf-16', '\t', ''),
    ],
)
def test_csv_as_spreadsheets_write_it_with_decimal_commas(
    bench: Workbench, tmp_path: Path, encoding: str, delimiter: str, before: str
) -> None:
    file = tmp_path / 'l.csv'
    bench.run('commitments', '2021', '--excel', str(file))
    lines = list(csv.reader(io.StringIO(file.read_text('utf-8-sig')), delimiter=';'))
    assert lines[0][0] == "Löfte-id"
    number = lines[0].index("Tal")
    line = next(each for each in lines if each[0] == 'trygghetsvandringar')
    line[number] = "4,5"
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(lines)
    file.write_bytes((before + buffer.getvalue()).encode(encoding))
    report = read_table(TableRequest(bench.root, TableKind.COMMITMENTS, '2021', file))
    assert [(each.label, each.old, each.new) for each in report.changes] == [("Tal", "4", "4,5")]


def test_a_target_stands_in_the_table_with_its_condition(bench: Workbench, tmp_path: Path) -> None:
    old = '    targets:\n      - comparator: at_least\n        number: 3\n        unit: tillfällen'
    bench.replace('promises/2020.yaml', old, f'    condition: Om rektorn ber om det\n{old}')
    bench.run('follow-up', '2020', '--excel', str(tmp_path / 'u.csv'))
    assert 'minst tre tillfällen, om rektorn ber om det' in (tmp_path / 'u.csv').read_text('utf-8-sig')


def test_commitments_are_added_changed_and_removed_by_lines(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / 'l.xlsx'
    bench.run('commitments', '2021', '--excel', str(file))

    def fill(sheet: Any) -> None:
        at = {cell.value: cell.column_letter for cell in sheet[1]}
        sheet[f'{at["Deltar"]}{row(sheet, "foraldramoten")}'] = "skolan; områdespolis; fältgruppen"
        sheet[f'{at["Ta bort"]}{row(sheet, "linkopingsmodellen")}'] = "Ja"
        new = next(cell.row for cell in sheet['A'] if cell.value is None)
        for heading, value in {
            "Rubrik": "Nattvandringar på lov", "Kort text": "Kommunen ordnar nattvandringar.", "Text": "På alla lov.",
            "Vem som lovar": "Kommunen", "Tema": "Unga", "Jämförelse": "Minst", "Tal": 6, "Enhet": "nattvandringar",
        }.items():  # fmt: skip
            sheet[f'{at[heading]}{new}'] = value

    edited(file, fill, "Löften")
    report = read_table(TableRequest(bench.root, TableKind.COMMITMENTS, '2021', file))
    assert report.notes == ()
    data: Any = read_yaml(apply_table(report)).data
    commitments = {each['id']: each for each in data['commitments']}
    assert 'linkopingsmodellen' not in commitments
    assert commitments['foraldramoten']['functions'] == ['skolan', 'områdespolis', 'fältgruppen']
    assert commitments['foraldramoten']['questions']
    new = commitments['nattvandringar-pa-lov']
    assert new['targets'] == [{'comparator': 'at_least', 'number': 6, 'unit': 'nattvandringar'}]
    assert (new['promised_by'], new['theme']) == ('municipality', 'youth')


@pytest.mark.parametrize('ending', ['xlsx', 'csv'])
def test_sub_conditions_stand_on_lines_of_their_own_and_come_back(
    bench: Workbench, tmp_path: Path, ending: str
) -> None:
    part = "\n        sub_conditions:\n          - {comparator: at_least, number: 20, unit: '%', text: på kvällstid}"
    bench.replace('promises/2021.yaml', '        unit: trygghetsvandringar', f'        unit: trygghetsvandringar{part}')
    file = tmp_path / f'l.{ending}'
    request = TableRequest(bench.root, TableKind.COMMITMENTS, '2021', file)
    export_table(request)
    assert read_table(request).changes == ()

    def fill(lines: list[list[Any]]) -> None:
        at = {heading: index for index, heading in enumerate(lines[0])}
        line = next(each for each in lines if each[at["Varav"]] == "på kvällstid")
        assert [line[at[each]] for each in ("Jämförelse", "Enhet")] == ["Minst", "%"]
        line[at["Tal"]] = "25"
        added = [None] * len(line)
        values = {"Mått nr": "1", "Varav": "i Åker", "Jämförelse": "Minst", "Tal": "1", "Enhet": "st"}
        for heading, value in {**values, "Löfte-id": line[0], "Tabell": line[at["Tabell"]]}.items():
            added[at[heading]] = value
        lines.insert(lines.index(line) + 1, added)

    rewritten(file, fill)
    report = read_table(request)
    assert [each.label for each in report.changes] == ["Tal", "Jämförelse", "Tal", "Enhet", "Varav"]
    data: Any = read_yaml(apply_table(report)).data
    target = next(each for each in data['commitments'] if each['id'] == 'trygghetsvandringar')['targets'][0]
    assert [(each['number'], each['text']) for each in target['sub_conditions']] == [
        (25, 'på kvällstid'),
        (1, 'i Åker'),
    ]

    def take_away(lines: list[list[Any]]) -> None:
        at = {heading: index for index, heading in enumerate(lines[0])}
        for line in lines:
            if line[at["Varav"]] in ("på kvällstid", "i Åker"):
                line[at["Jämförelse"]] = "–"

    export_table(TableRequest(bench.root, TableKind.COMMITMENTS, '2021', file, replace=True))
    rewritten(file, take_away)
    assert [(each.label, each.new) for each in read_table(request).changes] == [
        ("Delvillkor 1", ''),
        ("Delvillkor 2", ''),
    ]


def test_a_sub_condition_on_the_line_of_its_target_is_refused(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / 'l.csv'
    bench.run('commitments', '2021', '--excel', str(file))

    def fill(lines: list[list[Any]]) -> None:
        line = next(each for each in lines if each[0] == 'trygghetsvandringar')
        line[lines[0].index("Varav")] = "på kvällstid"

    rewritten(file, fill)
    answer = bench.run('commitments', '2021', '--from', str(file))
    assert answer.ids == ['table-row-unknown']
    assert "på en egen rad" in answer.err


def test_a_line_that_is_gone_or_strange_is_told_and_loses_nothing(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / 'u.xlsx'
    bench.run('follow-up', '2020', '--excel', str(file))

    def spoil(sheet: Any) -> None:
        sheet[f'A{row(sheet, "narkotikasok-skolor")}'] = 'nagot-annat'

    edited(file, spoil)
    assert bench.run('follow-up', '2020', '--from', str(file), '--write').ids == ['table-row-unknown']
    report = read_table(TableRequest(bench.root, TableKind.FOLLOW_UP, '2020', file, skip_unknown=True))
    assert report.changes == ()
    assert len(report.notes) == 2


def test_what_stands_where_nothing_is_read_is_refused_by_its_cell(bench: Workbench, tmp_path: Path) -> None:
    part = "\n        sub_conditions: [{comparator: at_least, number: 20, unit: '%', text: på kvällstid}]"
    bench.replace('promises/2020.yaml', 'average: true', f'average: true{part}')
    file = tmp_path / 'u.xlsx'
    bench.run('follow-up', '2020', '--excel', str(file))
    cells: list[str] = []

    def spoil(sheet: Any) -> None:
        kept = [(line[0].value, line[3].value) for line in sheet.iter_rows()]
        second = next(at for at in range(2, len(kept)) if kept[at] == kept[at - 1]) + 1
        same = sheet[f'{column(sheet, "Status")}{second}']
        same.value = sheet[f'{column(sheet, "Status")}{second - 1}'].value
        for heading, value in (("Kommentar", "Om kvällarna."), ("Löfte", "Ett annat löfte")):
            cells.append(f'{column(sheet, heading)}{second}')
            sheet[cells[-1]] = value

    edited(file, spoil)
    answer = bench.run('follow-up', '2020', '--from', str(file), '--write')
    assert (answer.code, set(answer.ids)) == (ExitCode.FINDINGS, {'table-row-unknown', 'table-outdated'})
    assert all(name in answer.err for name in cells)
    assert "Status" not in answer.err
    report = read_table(TableRequest(bench.root, TableKind.FOLLOW_UP, '2020', file, skip_unknown=True))
    assert (report.changes, len(report.notes)) == ((), 2)


def test_a_table_from_before_the_promise_changed_is_told_once(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / 'u.csv'
    bench.run('follow-up', '2020', '--excel', str(file))
    path = bench.root / 'data/promises/2020.yaml'
    path.write_text(re.sub(r'(?m)^(    title: .*)$', r'\1 på nytt', path.read_text('utf-8')), 'utf-8')
    answer = bench.run('follow-up', '2020', '--from', str(file), '--write')
    assert (answer.code, answer.ids) == (ExitCode.FINDINGS, ['table-outdated'])
    assert "Löfte (C2, C3" in answer.err
    report = read_table(TableRequest(bench.root, TableKind.FOLLOW_UP, '2020', file, skip_unknown=True))
    assert (report.changes, len(report.notes)) == ((), 1)


WRONG_CSV: dict[str, tuple[Callable[[str], bytes], str]] = {
    'bars between the columns': (lambda text: text.replace(';', '|').encode(), "är inte åtskilda"),
    'every line in quotes': (
        lambda text: '\r\n'.join(f'"{line.replace(chr(34), chr(34) * 2)}"' for line in text.splitlines()).encode(),
        "är inte åtskilda",
    ),
    'UTF-8 taken for Windows-1252': (lambda text: text.encode().decode('cp1252', 'replace').encode(), "har blivit fel"),
    'letters as question marks': (lambda text: text.encode('ascii', 'replace'), "har blivit fel"),
    'no headings': (lambda text: text.partition('\n')[2].encode(), "inga rubriker"),
    'another table': (lambda _: b'Namn;Datum\r\nett;2\r\n', "inga rubriker"),
    'headings renamed': (
        lambda text: text.replace('Tal;', 'Antal;', 1).replace('Skäl;', 'Orsak;', 1).encode(),
        "Kolumnerna ”Tal” och ”Skäl” saknas",
    ),
    'a semicolon within a text': (
        lambda text: re.sub('(?m)^([a-z-]+;)', r'\1ett;', text, count=1).encode(),
        "fler celler än rubriker",
    ),
}


@pytest.mark.parametrize('case', WRONG_CSV)
def test_a_wrongly_saved_csv_is_one_finding(bench: Workbench, tmp_path: Path, case: str) -> None:
    file = tmp_path / 'u.csv'
    export_table(TableRequest(bench.root, TableKind.FOLLOW_UP, '2020', file))
    spoil, said = WRONG_CSV[case]
    file.write_bytes(spoil(file.read_text('utf-8-sig')))
    answer = bench.run('follow-up', '2020', '--from', str(file), '--write')
    assert len(answer.ids) == 1, answer.err
    assert answer.ids[0] in ('table-layout', 'table-column-missing')
    assert said in answer.err


def test_a_cell_that_shows_percent_is_asked_about(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / 'u.xlsx'
    bench.run('follow-up', '2020', '--excel', str(file))

    def spoil(sheet: Any) -> None:
        cell = sheet[f'{column(sheet, "Tal")}3']
        cell.value, cell.number_format = 0.245, '0.0%'

    edited(file, spoil)
    answer = bench.run('follow-up', '2020', '--from', str(file), '--write')
    assert answer.ids == ['table-cell']
    assert "visar 24,5 %" in answer.err


@pytest.mark.parametrize('ending', ['xlsx', 'csv'])
def test_the_table_of_another_period_or_workspace_is_refused(bench: Workbench, tmp_path: Path, ending: str) -> None:
    for kind, record, other in (('follow-up', '2021', '2020'), ('commitments', '2020', '2021')):
        file = tmp_path / f'{kind}.{ending}'
        export_table(TableRequest(bench.root, TableKind(kind), record, file))
        assert bench.run(kind, other, '--from', str(file), '--write').ids == ['table-of-another']
    bench.replace('workspace.yaml', 'name: strangnas', 'name: lillby')
    assert bench.run('follow-up', '2021', '--from', str(tmp_path / f'follow-up.{ending}')).ids == ['table-of-another']


@pytest.mark.parametrize('ending', ['xlsx', 'csv'])
def test_a_filled_table_is_not_written_over_unless_asked(bench: Workbench, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f'u.{ending}'
    out = ('follow-up', '2020', '--excel', str(file))
    assert [bench.run(*out).code, bench.run(*out).code] == [ExitCode.DONE, ExitCode.DONE]
    if ending == 'csv':
        file.write_text(file.read_text('utf-8-sig').replace("Pandemin", "Resursbrist", 1), 'utf-8-sig')
    else:
        edited(file, lambda sheet: sheet.__setitem__('M2', "Nyss skrivet"))
    filled = file.read_bytes()
    assert bench.run(*out).ids == ['file-exists']
    assert file.read_bytes() == filled
    assert bench.run(*out, '--replace').code == ExitCode.DONE


def test_a_target_is_taken_away_by_a_dash_and_what_it_held_is_told(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / 'l.xlsx'
    bench.run('commitments', '2021', '--excel', str(file))

    def fill(sheet: Any) -> None:
        line = row(sheet, 'trygghetsvandringar')
        sheet[f'{column(sheet, "Jämförelse")}{line}'] = "–"
        for heading in ("Tal", "Enhet", "Rubrik", "Text"):
            sheet[f'{column(sheet, heading)}{line}'] = None

    edited(file, fill, "Löften")
    report = read_table(TableRequest(bench.root, TableKind.COMMITMENTS, '2021', file))
    assert [(each.label, each.new) for each in report.changes] == [("Mått 1", '')]
    assert report.changes[0].old.startswith("Minst 4 trygghetsvandringar")


@pytest.mark.parametrize('wrong', ['counts: [3]', 'counts: [[1, 2]]', 'counts: 3', 'party: [kommunen]'])
def test_a_follow_up_with_something_else_in_place_of_counts_is_told_not_tabled(
    bench: Workbench, tmp_path: Path, wrong: str
) -> None:
    old = '  - commitment: narkotikasok-skolor\n'
    bench.replace('follow-ups/2020.yaml', old, f'  - commitment: trygghetsvandringar\n    {wrong}\n{old}')
    answer = bench.run('follow-up', '2020', '--excel', str(tmp_path / 't.csv'))
    assert answer.code == ExitCode.FINDINGS
    assert '[data-wrong-type]' in answer.err
    assert not (tmp_path / 't.csv').exists()


def test_what_is_no_table_is_named(bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / 'a.xlsx').write_bytes(b'PK nothing')
    other = Workbook()
    other.save(tmp_path / 'b.xlsx')
    (tmp_path / 'c.csv').write_bytes('Löfte-id;Nr\r\nett;1\r\n'.encode())
    for name, finding in (('a.xlsx', 'table-unreadable'), ('b.xlsx', 'table-unreadable'), ('c.xls', 'table-format')):
        assert bench.run('follow-up', '2020', '--from', str(tmp_path / name)).ids == [finding]
    assert set(bench.run('follow-up', '2020', '--from', str(tmp_path / 'c.csv')).ids) == {'table-column-missing'}
    assert "Filen finns inte." in bench.run('follow-up', '2020', '--from', str(tmp_path / 'borta.xlsx')).err
    assert bench.run('follow-up', '2020').ids == ['table-direction']
    assert bench.run('follow-up', '2019', '--excel', str(tmp_path / 'd.xlsx')).ids == ['period-unknown']


def test_data_that_changed_meanwhile_are_not_written_over(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / 'u.csv'
    request = TableRequest(bench.root, TableKind.FOLLOW_UP, '2020', file)
    export_table(request)
    file.write_text(file.read_text('utf-8-sig').replace("Pandemin", "Resursbrist", 1), 'utf-8-sig')
    report = read_table(request)
    assert len(report.changes) == 1
    bench.replace('follow-ups/2020.yaml', "dated: 2021-02-17", "dated: 2021-02-18")
    with pytest.raises(Exception, match='data-changed-meanwhile'):
        apply_table(report)
