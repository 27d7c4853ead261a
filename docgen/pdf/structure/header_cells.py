"""Header cells of a table as a listener hears them: over their column, or first in their row (ISO 14289-1, 7.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name

from docgen.pdf.structure.tag_tree import Node

if TYPE_CHECKING:
    import pikepdf


def table_rows(table: Node) -> list[Node]:
    """The table's own rows, not those of tables in its cells."""
    rows: list[Node] = []
    for child in table.children:
        if isinstance(child, Node) and child.role == 'TR':
            rows.append(child)
        elif isinstance(child, Node) and child.role in ('THead', 'TBody', 'TFoot'):
            rows += table_rows(child)
    return rows


def set_scope(cell: pikepdf.Object, scope: pikepdf.Name = Name.Column) -> None:
    """Say what a header cell heads, where it does not say so itself."""
    held = cell.get('/A')
    attributes = list(held) if isinstance(held, Array) else [] if held is None else [held]
    for attribute in attributes:
        if isinstance(attribute, Dictionary) and attribute.get('/O') == Name.Table:
            if '/Scope' not in attribute:
                attribute.Scope = scope
            return
    cell.A = Array([*attributes, Dictionary(O=Name.Table, Scope=scope)])


def head_rows_by_first_cells(table: Node, below: int) -> None:
    """Make the first cell of each row a header of its row.

    Args:
        table: the table's element.
        below: how many rows from the top are headers themselves.
    """
    covered = 0
    for row in table_rows(table)[below:]:
        if covered:
            # The header cell of a row above reaches down to this one.
            covered -= 1
            continue
        cell = next((each for each in row.children if isinstance(each, Node)), None)
        if cell is None:
            continue
        covered = _spanned(cell.element) - 1
        if cell.role == 'TD':
            cell.element.S = Name.TH
            set_scope(cell.element, Name.Row)


def _spanned(cell: pikepdf.Object) -> int:
    held = cell.get('/A')
    for attribute in held if isinstance(held, Array) else [held]:
        if isinstance(attribute, Dictionary) and '/RowSpan' in attribute:
            return max(int(attribute.RowSpan), 1)
    return 1
