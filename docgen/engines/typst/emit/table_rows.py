"""Which rows of a table stay on one page: all of a short table, and those that Word keeps with the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.emit.text_looks import likely_height, sure_height
from docgen.engines.typst.emit.typst_code import call

if TYPE_CHECKING:
    from docgen.engines.typst.emit.emit_state import Blocks


def header_rows(table: content.Table) -> int:
    """How many rows from the top are the table's header; at least one row is none."""
    header = 0
    while header < len(table.rows) - 1 and table.rows[header].header:
        header += 1
    return header


def kept_together(writer: Blocks, table: content.Table) -> bool:
    """Whether every row but the last keeps with the next, as Word reads its first paragraph, and all fit on a page."""
    all_but_last = range(len(table.rows) - 1)
    if not all_but_last or not keeping_rows(table).issuperset(all_but_last):
        return False
    return sum(row_heights(writer, table)) <= sure_height(writer.state)


def keeping_rows(table: content.Table) -> set[int]:
    """The rows whose first paragraph keeps with what follows; the last of them ties the table to the next block."""
    keeping: set[int] = set()
    for cell in table.cells:
        first = cell.blocks[0] if cell.blocks else None
        if cell.column == 0 and isinstance(first, content.Paragraph) and first.format.keep_next:
            keeping.add(cell.row)
    return keeping


def row_heights(writer: Blocks, table: content.Table) -> list[float]:
    """How high each row may become, in points."""
    heights = [row.height for row in table.rows]
    for cell in table.cells:
        top, _, bottom, _ = cell.margins
        height = top + bottom + likely_height(writer.state, cell.blocks, cell_width(table, cell))
        heights[cell.row] = max(heights[cell.row], height)
    return heights


def cell_width(table: content.Table, cell: content.Cell) -> float:
    """The width of the cell's text."""
    _, right, _, left = cell.margins
    return sum(table.widths[cell.column : cell.column + cell.columns]) - left - right


def ties(writer: Blocks, table: content.Table, header: int) -> content.Ties:
    """Group the rows that keep with the next; empty when no two rows below the header do, or when they are too high.

    Args:
        writer: what the document's writing has come to.
        table: the table.
        header: how many rows from the top are its header, which Typst keeps with the row below.
    """
    keeping = keeping_rows(table)
    heights = row_heights(writer, table)
    groups: list[tuple[int, int]] = [(row, 1) for row in range(header)]
    row = header
    while row < len(table.rows):
        end = row
        while end in keeping and end + 1 < len(table.rows):
            end += 1
        if sum(heights[row : end + 1]) > sure_height(writer.state):
            end = row
        groups.append((row, end + 1 - row))
        row = end + 1
    return tuple(groups) if len(groups) < len(table.rows) else ()


def tying_cells(table: content.Table, tied: content.Ties, header: int) -> tuple[list[str], list[str]]:
    """Cells of a last column without width: one that spans a group of rows keeps them on one page.

    `result_fixes` takes them out of the finished tags.

    Args:
        table: the table.
        tied: its rows in groups.
        header: how many rows from the top are its header.

    Returns:
        Those of the header, and those of the rows below it.
    """
    cells = [
        (row, call('table.cell', '[]', x=str(len(table.widths)), y=str(row), rowspan=str(rows), breakable='false'))
        for row, rows in tied
    ]
    return [cell for row, cell in cells if row < header], [cell for row, cell in cells if row >= header]
