"""`docgen archive list`: many packages read back into one table."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import pytest
from lxml import html

from archive.delivery import Package, run
from docgen.archive.register import HEADINGS, RegisterRow, as_csv

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(delivered: Package, tmp_path: Path) -> Path:
    """The published period's package, as a folder and as a zip, and a file that is no package."""
    folder = tmp_path / 'arkiv'
    shutil.copytree(delivered.folder, folder / delivered.folder.name)
    shutil.make_archive(str(folder / 'packad'), 'zip', delivered.folder.parent, delivered.folder.name)
    (folder / 'trasig.zip').write_bytes(b'PK\x03\x04')
    (folder / 'anteckning.txt').write_text('x', 'utf-8')
    return folder


def test_a_row_tells_what_the_package_is(archive: Path) -> None:
    packed, folder, broken = run('archive', 'list', str(archive), '--json').json['packages'][:3]
    names = [each['package'] for each in (packed, folder, broken)]
    assert names == ['packad.zip', 'strangnas-2021', 'trasig.zip']
    assert {**folder, 'package': '', 'same_as': ''} == {**packed, 'package': ''}
    assert folder['same_as'] == 'packad.zip'
    assert folder['title'] == "Medborgarlöfte 2021"
    assert folder['period'] == '2021'
    assert folder['parties'] == ["Strängnäs kommun", "Polismyndigheten, Lokalpolisområde Södermanland norra"]
    assert folder['numbers'] == ['KS/2021:64-045', 'A098.765/2021']
    assert [each.partition(' (')[0] for each in folder['signatories']] == ["Anna Exempel", "Erik Provsson"]
    assert not any("inte undertecknat" in each for each in folder['signatories'])
    assert (folder['valid_from'], folder['valid_to']) == ('2021-01-01', '2021-12-31')
    assert folder['state'] == "inte prövade"
    assert broken['title'].startswith("Går inte att läsa")


def test_the_state_of_the_last_run_is_shown(archive: Path) -> None:
    run('archive', 'list', str(archive), '--fixity')
    rows = run('archive', 'list', str(archive), '--json').json['packages']
    assert [each['state'].partition(' (20')[0] for each in rows] == [
        "nytt, stämmer",
        "nytt, stämmer",
        "går inte att läsa",
    ]


def test_the_web_page_is_one_table_that_can_be_read_aloud(archive: Path, tmp_path: Path) -> None:
    page = tmp_path / 'lista.html'
    assert run('archive', 'list', str(archive), '--html', str(page)).code == 0
    tree = html.fromstring(page.read_bytes())
    assert tree.get('lang') == 'sv'
    assert tree.findtext('head/title') == tree.findtext('.//h1') == "Arkivpaket i arkiv"
    table = tree.find('.//table')
    assert table is not None
    assert (table.findtext('caption') or '').startswith("Antal paket: 3, ett på varje rad")
    assert [each.text for each in table.findall('thead/tr/th[@scope="col"]')] == list(HEADINGS.values())
    assert len(table.findall('tbody/tr/th[@scope="row"]')) == 3


def test_the_csv_file_holds_the_same(archive: Path, tmp_path: Path) -> None:
    file = tmp_path / 'lista.csv'
    run('archive', 'list', str(archive), '--csv', str(file))
    with file.open(encoding='utf-8-sig', newline='') as opened:
        head, *rows = csv.reader(opened, delimiter=';')
    assert head == list(HEADINGS.values())
    assert rows[1][0] == "Medborgarlöfte 2021"
    assert rows[1][3] == 'KS/2021:64-045; A098.765/2021'


def test_a_cell_is_never_a_formula() -> None:
    assert as_csv([RegisterRow('p', title='=1+1')]).splitlines()[1].startswith("'=1+1;")


def test_markup_in_a_title_is_text(own: Package, tmp_path: Path) -> None:
    case = own.path(f'{own.layout.descriptive}/arende.xml')
    case.write_text(case.read_text('utf-8').replace("Medborgarlöfte 2021", '&lt;script&gt;x&lt;/script&gt;'), 'utf-8')
    run('archive', 'list', str(tmp_path), '--html', str(tmp_path / 'lista.html'))
    assert '<script>' not in (tmp_path / 'lista.html').read_text('utf-8')


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    answer = run('archive', 'list', str(tmp_path / 'borta'))
    assert (answer.code, answer.ids) == (2, ['archive-folder-missing'])


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    answer = run('archive', 'list', str(tmp_path), '--html', str(tmp_path / 'borta/lista.html'))
    assert (answer.code, answer.ids) == (2, ['register-unwritable'])
