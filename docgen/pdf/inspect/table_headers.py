"""Which header cells a table cell is read with (ISO 32000-1, 14.8.5.7; ISO 14289-1, 7.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary

from docgen.pdf.structure.tag_tree import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docgen.pdf.structure.tag_tree import Identity

_WIDEST = 1000
"""Rows or columns that a cell may claim to span before it is taken for damage."""


def headers_by_cell(table: Node, text: Callable[[Node], str]) -> tuple[dict[Identity, tuple[str, ...]], int, int]:
    """The texts of each data cell's headers, column first, and how many rows and columns the table has.

    A cell's own `/Headers` go before what `/Scope` and place tell: header cells above in the column, to the left in
    the row. `text` gives a header cell's text.
    """
    rows = list(_rows(table))
    grid = _grid(rows)
    named = {bytes(cell.element.ID): cell for row in rows for cell in row if '/ID' in cell.element}
    found: dict[Identity, tuple[str, ...]] = {}
    for (row, column), cell in grid.items():
        if cell.role == 'TD' and cell.identity not in found:
            heads = _by_name(cell, named) or _by_place(grid, row, column)
            found[cell.identity] = tuple(filter(None, (text(head) for head in heads)))
    columns = max((column for _, column in grid), default=-1) + 1
    return found, len(rows), columns


def _rows(table: Node) -> Iterator[list[Node]]:
    for child in table.children:
        if isinstance(child, Node):
            if child.role == 'TR':
                yield [cell for cell in child.children if isinstance(cell, Node)]
            elif child.role in ('THead', 'TBody', 'TFoot'):
                yield from _rows(child)


def _grid(rows: list[list[Node]]) -> dict[tuple[int, int], Node]:
    grid: dict[tuple[int, int], Node] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in grid:
                column += 1
            for down in range(_span(cell, '/RowSpan')):
                for right in range(_span(cell, '/ColSpan')):
                    grid.setdefault((number + down, column + right), cell)
            column += 1
    return grid


def _by_name(cell: Node, named: dict[bytes, Node]) -> list[Node]:
    headers = _attribute(cell, '/Headers')
    if not isinstance(headers, Array):
        return []
    return [named[bytes(name)] for name in headers if isinstance(name, pikepdf.String) and bytes(name) in named]


def _by_place(grid: dict[tuple[int, int], Node], row: int, column: int) -> list[Node]:
    above = [grid.get((each, column)) for each in range(row)]
    left = [grid.get((row, each)) for each in range(column)]
    heads = [cell for cell in above if cell and cell.role == 'TH' and _scope(cell) in ('', 'Column', 'Both')]
    heads += [cell for cell in left if cell and cell.role == 'TH' and _scope(cell) in ('', 'Row', 'Both')]
    return list(dict.fromkeys(heads))


def _scope(cell: Node) -> str:
    scope = _attribute(cell, '/Scope')
    return str(scope)[1:] if isinstance(scope, pikepdf.Name) else ''


def _span(cell: Node, key: str) -> int:
    value = _attribute(cell, key)
    return min(max(value, 1), _WIDEST) if isinstance(value, int) else 1


def _attribute(cell: Node, key: str) -> object:
    attributes = cell.element.get('/A')
    for attribute in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(attribute, Dictionary) and key in attribute:
            return attribute[key]
    return None
