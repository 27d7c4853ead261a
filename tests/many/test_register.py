"""Which of several follow-ups the register of municipalities counts."""

from __future__ import annotations

import copy
import csv
from typing import TYPE_CHECKING

from checks.workspaces import Files

from docgen.errors import ExitCode
from docgen.many.register import register_entry
from docgen.many.tables import register_as_csv, register_table
from docgen.many.workspace_outcome import Outcome
from docgen.workspace import load

if TYPE_CHECKING:
    from pathlib import Path


def _read(files: Files) -> Outcome:
    files.write()
    return Outcome('vik', ExitCode.DONE, register=register_entry(load(files.root), 'vik'))


def test_the_year_counts_and_the_half_year_beside_it_does_not(tmp_path: Path) -> None:
    files = Files(tmp_path)
    half = copy.deepcopy(files.follow_up) | {'id': '2020-halvar', 'title': 'Halvåret', 'dated': '2020-08-20'}
    half['period']['end'] = '2020-06-30'
    for outcome in half['outcomes']:
        outcome['status'] = 'ongoing'
    files.data = {'follow-ups/2020-a': half, **files.data}
    both = _read(files)
    cells = register_table([both]).rows[0]
    assert [cell.lines[0][0] for cell in cells[3:5]] == [
        'Uppföljning av medborgarlöftet 2020',
        'Trygghetsvandring och dialog: 4',
    ]
    rows = list(csv.DictReader(register_as_csv([both]).lstrip('\ufeff').splitlines(), delimiter=';'))
    assert {(row['uppföljning'], row['gäller hela löftet']) for row in rows} == {('2020', 'ja'), ('2020-halvar', 'nej')}

    del files.data['follow-ups/2020']
    (files.root / 'data/follow-ups/2020.yaml').unlink()
    files.data['follow-ups/2020-a']['final'] = False
    part = register_table([_read(files)]).rows[0][3]
    assert [text for text, _ in part.lines] == ['Halvåret', 'en del av löftets tid']
