"""Which rows of a table are its headers, and whether it is a table at all or only places text.

PDF/UA-1, 7.5: a table has headers. What is no table must not be told as one: a box, or columns without lines.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from docgen.engines.typst.content import Paragraph, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml import etree

    from docgen.engines.typst.content import Cell, Row
    from docgen.engines.typst.read.refusals import Refusals

_NAME = 80
"""Characters: what is longer is no name of a row."""


class Heads(NamedTuple):
    """Where the headers of a table are."""

    rows: int | None
    """How many header rows it has; None when it needs one and has none."""
    layout: bool = False
    """It only places text."""
    first_column: bool = False
    """The first cell of each row below is the header of its row."""
    taken: bool = False
    """Only Word's own ticked box says that the first row is the header."""


def find_heads(
    rows: Sequence[Row], cells: Sequence[Cell], columns: int, ticked: Mapping[str, bool], *, artifact: bool
) -> Heads:
    """Where a table's headers are.

    Args:
        rows: all of them, in order.
        cells: all of them, with resolved looks.
        columns: how many the grid has.
        ticked: Word's boxes for the table, "Rubrikrad" as 'firstRow' and "Första kolumn" as 'firstColumn'.
        artifact: the table stands in a header or footer, where nothing is told to a listener.
    """
    marked, layout = _header_rows(rows, cells, columns, artifact=artifact)
    if artifact or layout or columns == 1:
        return Heads(marked, layout)
    if not any(map(_words, cells)):
        return Heads(0, layout=True)
    column = ticked['firstColumn'] and _names_rows(cells, marked or 0)
    if marked is None and column and not ticked['firstRow']:
        return Heads(0, first_column=True)
    if marked is None and ticked['firstRow'] and _names_columns(cells):
        return Heads(1, first_column=ticked['firstColumn'] and _names_rows(cells, 1), taken=True)
    return Heads(marked, first_column=column and marked is not None)


def _names_columns(cells: Sequence[Cell]) -> bool:
    """Whether the first row can be a header: each cell but the corner says something, and none reaches below."""
    first = [cell for cell in cells if cell.row == 0]
    return all(cell.rows == 1 and (_words(cell) or cell.column == 0) for cell in first) and any(map(_words, first))


def _names_rows(cells: Sequence[Cell], headers: int) -> bool:
    """Whether the first cell of each row below the headers can be its header: one column wide, one short line."""
    first = [cell for cell in cells if cell.column == 0 and cell.row >= headers]
    return bool(first) and all(
        cell.columns == 1 and len(cell.blocks) == 1 and 0 < len(_words(cell)) <= _NAME for cell in first
    )


def _words(cell: Cell) -> str:
    return ' '.join(block.text.strip() if isinstance(block, Paragraph) else '…' for block in cell.blocks).strip()


def _header_rows(
    rows: Sequence[Row], cells: Sequence[Cell], columns: int, *, artifact: bool
) -> tuple[int | None, bool]:
    marked = 0
    while marked < len(rows) and rows[marked].header:
        marked += 1
    if artifact:
        return marked, False
    if len(rows) == 1 or columns == 1:
        # A box around text, or text side by side: one row has nothing that it could be the header of.
        return 0, True
    if marked:
        return marked, False
    if not any(cell.shade or any(cell.borders) for cell in cells):
        return 0, True
    return (1 if _stands_out(cells) else None), False


def _stands_out(cells: Sequence[Cell]) -> bool:
    """Whether everyone sees that the first row is the header: it is bold or filled, and the second is not so."""
    first, second = ([cell for cell in cells if cell.row == row and cell.blocks] for row in (0, 1))
    return any(
        bool(first) and all(map(look, first)) and not all(map(look, second))
        for look in (_is_bold, lambda cell: cell.shade)
    )


def _is_bold(cell: Cell) -> bool:
    texts = [
        inline
        for block in cell.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Text) and inline.text.strip()
    ]
    return all(text.format.bold for text in texts)


def cut_below_headers(
    cells: Sequence[Cell], rows: Sequence[Row], table: etree._Element, refusals: Refusals
) -> list[Cell]:
    """Cells that reach from the header rows into the rows below, cut at the border: headers stand again on each page.

    The lower half is empty, which shows the same as long as the text stands at the top of the cell.

    Args:
        cells: the cells on their grid.
        rows: one for each row of the grid.
        table: the table (w:tbl), for messages.
        refusals: takes a cell whose text would stand elsewhere.
    """
    headers = 0
    while headers < len(rows) and rows[headers].header:
        headers += 1
    if headers in (0, len(rows)):
        return list(cells)
    out: list[Cell] = []
    for cell in cells:
        if cell.row < headers < cell.row + cell.rows:
            if cell.vertical != 'top':
                refusals.add('word-table-broken', table, "en sammanslagen cell når från rubrikraden in i raderna under")
            top, right, bottom, left = cell.borders
            out.append(replace(cell, rows=headers - cell.row, borders=(top, right, None, left)))
            below = cell.row + cell.rows - headers
            out.append(replace(cell, row=headers, rows=below, blocks=(), borders=(None, right, bottom, left)))
        else:
            out.append(cell)
    return sorted(out, key=lambda cell: (cell.row, cell.column))
