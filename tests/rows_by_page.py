"""How the tables of a PDF lie over its pages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pikepdf

from docgen.pdf.structure.header_cells import table_rows
from docgen.pdf.structure.tag_tree import Node, read_tree

if TYPE_CHECKING:
    from pathlib import Path


def rows_by_page(path: Path) -> list[list[int]]:
    """For each table, how many of its rows below the header stand on each of its pages, in order."""
    with pikepdf.open(path) as pdf:
        tables = [node for top in read_tree(pdf) for node in top.nodes() if node.role == 'Table']
        return [_by_page(table) for table in tables]


def _by_page(table: Node) -> list[int]:
    counted: Counter[int] = Counter()
    for row in table_rows(table):
        below = any(cell.role == 'TD' for cell in row.children if isinstance(cell, Node))
        pages = {mark.page for mark, _ in row.marks() if mark.page is not None}
        if below and pages:
            counted[min(pages)] += 1
    return [counted[page] for page in sorted(counted)]


def alone(path: Path) -> list[list[int]]:
    """The tables that leave a single row on one of several pages."""
    return [pages for pages in rows_by_page(path) if len(pages) > 1 and 1 in pages]
