"""Which rows of a table are its headers, and whether it is a table at all or only places text.

PDF/UA-1, 7.5: a table has headers. What is no table must not be told as one: a box, or columns without lines.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst.content import Paragraph, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from docgen.engines.typst.content import Cell, Row
    from docgen.engines.typst.read.refusals import Refusals


def header_rows(rows: Sequence[Row], cells: Sequence[Cell], columns: int, *, artifact: bool) -> tuple[int | None, bool]:
    """How many header rows the table has, None when it needs one and has none; and whether it is only layout.

    Args:
        rows: all of them, in order.
        cells: all of them, with resolved looks.
        columns: how many the grid has.
        artifact: the table stands in a header or footer, where nothing is told to a listener.
    """
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
