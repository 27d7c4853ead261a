"""Tables with tracked changes: accepted they are the new one, rejected the old one, and only what differs is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from docgen.changes.word_redline import write_redline

from .redlines import texts

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[str]]
OLD: Rows = [
    ["Löfte", "Utfall"],
    ["Möten i BRÅ", "fyra"],
    ["Vandringar i parken", "tre"],
    ["Kontroller på torget", "12"],
]


def a_file(path: Path, rows: Rows) -> Path:
    document = Document()
    document.add_paragraph("Före")
    if rows:
        table = document.add_table(len(rows), max(map(len, rows)))
        for row, words in zip(table.rows, rows, strict=True):
            for cell in row.cells[len(words) :]:
                row._tr.remove(cell._tc)
            for cell, word in zip(row.cells, words, strict=False):
                cell.text = word
    document.add_paragraph("Efter")
    document.save(str(path))
    return path


def flat(rows: Rows) -> list[str]:
    return ["Före", *(word for row in rows for word in row), "Efter"]


@pytest.mark.parametrize(
    ('new', 'rows_marked', 'words_marked'),
    [
        (OLD, {}, []),
        ([OLD[0], ["Möten i BRÅ", "fem"], *OLD[2:]], {}, ["fyra", "fem"]),
        ([OLD[0], *OLD[2:]], {'del': 1}, ["Möten i BRÅ", "fyra"]),
        (OLD[1:], {'del': 1}, ["Löfte", "Utfall"]),
        (OLD[:2], {'del': 2}, ["Vandringar i parken", "tre", "Kontroller på torget", "12"]),
        ([*OLD, ["Nattvandringar", "två"]], {'ins': 1}, ["Nattvandringar", "två"]),
        ([*OLD[:3], ["Kontroller på torget", "12", "nya"]], {'ins': 1, 'del': 1}, None),
        ([], {'del': 4}, None),
    ],
)
def test_a_table_is_marked_row_by_row(
    tmp_path: Path, new: Rows, rows_marked: dict[str, int], words_marked: list[str] | None
) -> None:
    out = tmp_path / 'redline.docx'
    made = write_redline(a_file(tmp_path / 'old.docx', OLD), a_file(tmp_path / 'new.docx', new), out)

    assert texts(out) == flat(new)
    assert texts(out, accept=False) == flat(OLD)
    body: Any = Document(str(out)).element.body
    marks = [mark for row in body.iter(qn('w:tr')) for mark in row.iterfind(f'{qn("w:trPr")}/*')]
    assert {kind: n for kind in ('ins', 'del') if (n := sum(m.tag == qn(f'w:{kind}') for m in marks))} == rows_marked
    changes = [each for kind in ('w:ins', 'w:del') for each in body.iter(qn(kind)) if len(each)]
    words = {''.join(text.text for text in each.iter(qn('w:t'), qn('w:delText'))) for each in changes}
    assert words_marked is None or words == set(words_marked)
    assert (made > 0) == (new != OLD)
