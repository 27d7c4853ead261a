"""Tables: head and body as the Word file marks them, each header cell with its scope (ISO 14289-1, 7.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name

from docgen.engines.libreoffice.accessibility import LAYOUT, table_headers
from docgen.pdf.structure.header_cells import head_rows_by_first_cells, set_scope, table_rows
from docgen.pdf.structure.tag_tree import Node, read_tree
from docgen.word import open_package

if TYPE_CHECKING:
    from pathlib import Path

    import pikepdf


def mend_tables(pdf: pikepdf.Pdf, docx: Path) -> None:
    """Make the Word file's header rows the table's head, their cells header cells, each over its column.

    The engine forgets some header rows. Where the PDF has not as many tables as the Word file's body, they cannot be
    paired and stay as they are; the judge then says what is missing.
    """
    tables = [node for top in read_tree(pdf) for node in top.nodes() if node.role == 'Table']
    wanted = table_headers(open_package(docx))
    if len(wanted) == len(tables):
        for table, (count, rows_headed) in zip(tables, wanted, strict=True):
            if count == LAYOUT:
                _as_plain_text(table)
                continue
            for row in table_rows(table)[:count]:
                for cell in row.children:
                    if isinstance(cell, Node) and cell.role == 'TD':
                        cell.element.S = Name.TH
                        set_scope(cell.element)
            if rows_headed:
                head_rows_by_first_cells(table, count)
            _group(pdf, table, count)
    for table in (
        tables
        if len(wanted) != len(tables)
        else [table for table, (count, _) in zip(tables, wanted, strict=True) if count != LAYOUT]
    ):
        for row in table_rows(table):
            for cell in row.children:
                if isinstance(cell, Node) and cell.role == 'TH':
                    set_scope(cell.element)


def _as_plain_text(table: Node) -> None:
    """What only places text is told as text, in the order of its cells."""
    rows = table_rows(table)
    parts = [child for child in table.children if isinstance(child, Node) and child.role in ('THead', 'TBody', 'TFoot')]
    cells = [cell for row in rows for cell in row.children if isinstance(cell, Node)]
    for node in (table, *parts, *rows, *cells):
        node.element.S = Name.Div
        if '/A' in node.element:
            del node.element.A


def _group(pdf: pikepdf.Pdf, table: Node, heads: int) -> None:
    """Gather the rows in `THead` and `TBody`; a table whose rows do not stand straight in it has them already."""
    rows = [child.element for child in table.children if isinstance(child, Node) and child.role == 'TR']
    if not rows or len(rows) != len(table.children):
        return
    parts = []
    for kind, held in ((Name.THead, rows[:heads]), (Name.TBody, rows[heads:])):
        if held:
            part = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=table.element, K=Array(held)))
            for row in held:
                row.P = part
            parts.append(part)
    table.element.K = Array(parts)
