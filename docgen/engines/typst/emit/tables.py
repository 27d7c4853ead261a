"""Tables on their fixed grid: real tables with header cells in the text, plain grids in headers and footers."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content, drawn_content
from docgen.engines.typst.emit.table_rows import (
    cell_width,
    header_rows,
    keeping_rows,
    kept_together,
    row_heights,
    ties,
    tying_cells,
)
from docgen.engines.typst.emit.text_looks import dictionary, fits_on_page, sure_height
from docgen.engines.typst.emit.typst_code import array, call, pt, quote, rgb, stroke

if TYPE_CHECKING:
    from docgen.engines.typst.emit.emit_state import Blocks
    from docgen.engines.typst.formats import Border

_HAIR, _NEAR = 0.5, 8.0
_WIDE, _LONG = 0.7, 12
_BESIDE = 72.0
"""Word sets no text in a strip narrower than an inch beside what floats."""
_SIDES = ('top', 'right', 'bottom', 'left')
Edges = tuple['Border | None', 'Border | None', 'Border | None', 'Border | None']


def write_table(writer: Blocks, table: content.Table, above: float, below: float, *, artifact: bool) -> str:
    """The table in its block. Rows marked as header repeat on each page and become header cells.

    Args:
        writer: writes what stands in the cells.
        table: the table.
        above: the space before it, in points.
        below: the space after it, in points.
        artifact: whether it stands where nothing is read aloud, as in a header.
    """
    kind = 'grid' if artifact or table.layout else 'table'
    identity = id(table)
    if kind == 'table':
        writer.state.tables.setdefault(identity, table)
    table = _fitted(table, writer.state.text_width)
    edges = _shared_edges(table)
    outer_width = writer.state.text_width
    together = {'breakable': 'false'} if kept_together(writer, table) else {}
    if together and len(table.rows) - 1 in keeping_rows(table):
        together['sticky'] = 'true'
    header = header_rows(table)
    tied = () if kind == 'grid' or together else ties(writer, table, header)
    writer.state.tied[identity] = tied
    # One cell that may not break holds its whole row, so all cells of the row must fit.
    whole = set(range(len(table.rows))) - {
        cell.row for cell in table.cells if not fits_on_page(writer.state, cell.blocks, cell_width(table, cell))
    }
    heads, written = tying_cells(table, tied, header)
    for cell, own in zip(table.cells, edges, strict=True):
        in_header = cell.row < header
        code = _cell(writer, table, cell, own, whole, kind)
        (heads if in_header else written).append(code)
    writer.state.text_width = outer_width
    if heads:
        written.insert(0, call(f'{kind}.header', *heads, repeat='true'))
        # A header is kept whole, and one as tall as the page would run off its foot.
        if sure_height(writer.state) < sum(row_heights(writer, table)[:header]) < math.inf:
            writer.state.refusals.add('word-table-header-too-tall', None, table.text[:60], paragraph=table.text)
    rows = [pt(row.height) if row.exact and row.height else 'auto' for row in table.rows]
    body = call(
        kind,
        *written,
        columns=array([*(pt(width) for width in table.widths), *(['0pt'] if tied else [])]),
        rows=array(rows),
        stroke='none',
        inset='0pt',
    )
    width = sum(table.widths)
    if table.floating is not None:
        table = _in_the_text(writer, table, table.floating, width)
    if _leaves_the_paper(writer, table, width):
        writer.state.refusals.add('word-table-too-wide', None, table.text[:60], paragraph=table.text)
    if table.alignment != 'left':
        body = call('align', table.alignment, body)
    elif table.indent:
        body = call('pad', body, left=pt(table.indent), right=pt(min(0.0, outer_width - table.indent - width)))
    elif width > outer_width:
        body = call('pad', body, right=pt(outer_width - width))
    return call('block', body, width='100%', above=pt(above), below=pt(below), **together)


def _fitted(table: content.Table, room: float) -> content.Table:
    """The table no wider than its room, as Word fits one to the window; a fixed one is as wide as it says."""
    if table.fitted:
        table = replace(table, widths=_widened(table))
    width = sum(table.widths)
    available = room - max(table.indent, 0.0)
    if not table.fitted or width <= available + _HAIR or available <= 0:
        return table
    return replace(table, widths=tuple(each * available / width for each in table.widths))


def _widened(table: content.Table) -> tuple[float, ...]:
    """The columns' widths, none too narrow for a single character of its text: Word widens such a one to its words."""
    widths = list(table.widths)
    for cell in table.cells:
        if cell.columns > 1:
            continue
        _, right, _, left = cell.margins
        for block in cell.blocks:
            if isinstance(block, content.Paragraph) and block.text.strip():
                size = block.base.size
                if widths[cell.column] - left - right < size:
                    longest = max(map(len, block.text.split()))
                    widths[cell.column] = left + right + size * _WIDE * min(longest, _LONG)
    return tuple(widths)


def _in_the_text(writer: Blocks, table: content.Table, place: drawn_content.Place, width: float) -> content.Table:
    """A floating table that leaves no room for text beside it, as one in the text; others are refused."""
    room = writer.state.text_width
    page = writer.state.page
    margin = page.left if page is not None and place.relative == 'page' else 0.0
    left = {'center': (room - width) / 2, 'right': room - width, 'left': 0.0}.get(place.align, place.offset - margin)
    if left >= _BESIDE or room - left - width >= _BESIDE:
        writer.state.refusals.add('word-floating-table', None, table.text[:60], paragraph=table.text)
    return replace(table, alignment='left', indent=left)


def _leaves_the_paper(writer: Blocks, table: content.Table, width: float) -> bool:
    """Whether a table in the page's own text reaches over an edge of the paper or into the next column of text.

    One in a cell is judged by its cell.
    """
    page, room = writer.state.page, writer.state.text_width
    if page is None or room != writer.state.column_width:
        return False
    left = {'center': (room - width) / 2, 'right': room - width}.get(table.alignment, table.indent)
    if writer.state.columns > 1:
        return left < -_NEAR or left + width > room + _NEAR
    return left < -page.left - _HAIR or left + width > page.width - page.left + _HAIR


def _cell(writer: Blocks, table: content.Table, cell: content.Cell, edges: Edges, whole: set[int], kind: str) -> str:
    top, right, bottom, left = cell.margins
    lines = edges
    # Word's horizontal lines take room of their own; Typst paints them over the edge.
    top += lines[0].width if lines[0] else 0.0
    if cell.row + cell.rows == len(table.rows) and lines[2]:
        bottom += lines[2].width
    first = cell.blocks[0] if cell.blocks else None
    last = cell.blocks[-1] if cell.blocks else None
    top += writer.gap(None, first) if first is not None else 0.0
    bottom += writer.gap(last, None) if last is not None else 0.0
    width = cell_width(table, cell)
    writer.state.text_width = max(width, 1.0)
    body = writer.blocks(cell.blocks, page_start=False, in_cell='layout' if table.layout else 'table')
    row = table.rows[cell.row]
    least = row.height - top - bottom
    if cell.rows == 1 and not row.exact and least > 0:
        body = f'dg-least({pt(max(width, 1.0))}, {pt(least)}, {cell.vertical}, {body})'
    if cell.rows == 1 and row.exact and row.height:
        body = f'dg-exact({pt(max(width, 1.0))}, {pt(row.height)}, {quote(table.text[:60])}, {body})'
    named = {
        'align': f'left + {cell.vertical}',
        'inset': f'(top: {pt(top)}, right: {pt(right)}, bottom: {pt(bottom)}, left: {pt(left)})',
        'stroke': '('
        + ', '.join(f'{side}: {stroke(line, side)}' for side, line in zip(_SIDES, lines, strict=True))
        + ')',
    }
    if cell.columns > 1:
        named['colspan'] = str(cell.columns)
    if cell.rows > 1:
        named['rowspan'] = str(cell.rows)
    if cell.shade:
        named['fill'] = rgb(cell.shade)
    if row.whole and cell.row in whole:
        named['breakable'] = 'false'
    return call(f'{kind}.cell', writer.state.shelved(dictionary(named)), body)


def _shared_edges(table: content.Table) -> list[Edges]:
    """Each cell's edges, the heavier of the two wishes where cells meet (ECMA-376 part 1, 17.4.66)."""
    horizontal: dict[tuple[int, int], Border | None] = {}
    vertical: dict[tuple[int, int], Border | None] = {}
    for cell in table.cells:
        top, right, bottom, left = cell.borders
        for column in range(cell.column, cell.column + cell.columns):
            _claim(horizontal, (cell.row, column), top)
            _claim(horizontal, (cell.row + cell.rows, column), bottom)
        for row in range(cell.row, cell.row + cell.rows):
            _claim(vertical, (row, cell.column), left)
            _claim(vertical, (row, cell.column + cell.columns), right)
    return [
        (
            horizontal[cell.row, cell.column],
            vertical[cell.row, cell.column + cell.columns],
            horizontal[cell.row + cell.rows, cell.column],
            vertical[cell.row, cell.column],
        )
        for cell in table.cells
    ]


def _claim(edges: dict[tuple[int, int], Border | None], place: tuple[int, int], wish: Border | None) -> None:
    present = edges.get(place)
    if present is None or (wish is not None and wish.width > present.width):
        edges[place] = wish
