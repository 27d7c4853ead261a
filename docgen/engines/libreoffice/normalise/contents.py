"""Tables of contents: entries of a deeper level in a table of their own, each a reference (ISO 32000-1, 14.8.4.3.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name

from docgen.engines.libreoffice.normalise.links import merge
from docgen.pdf.structure.tag_tree import Node, read_tree

if TYPE_CHECKING:
    import pikepdf

_LEVEL = re.compile(r'(\d)$')
"""The engine calls an entry's paragraph by its style: "Contents 2"."""


def mend_contents(pdf: pikepdf.Pdf) -> None:
    """Nest the entries by level, and say of each that it refers to another place."""
    for table in [node for top in read_tree(pdf) for node in top.nodes() if node.role == 'TOC']:
        entries = [child for child in table.children if isinstance(child, Node)]
        if len(entries) != len(table.children) or any(entry.role != 'TOCI' for entry in entries):
            continue
        _nest(pdf, table.element, [(entry.element, _level(entry)) for entry in entries])
        for entry in entries:
            for paragraph in entry.children:
                if isinstance(paragraph, Node) and paragraph.role == 'P':
                    paragraph.element.S = Name.Reference
                    if '/A' in paragraph.element:
                        del paragraph.element['/A']
                    links = [each for each in paragraph.children if isinstance(each, Node) and each.role == 'Link']
                    # Where the number stands apart the engine makes two links of it; an entry leads to one place.
                    for other in links[1:]:
                        merge(links[0], other)


def _level(entry: Node) -> int:
    found = next((_LEVEL.search(child.kind) for child in entry.children if isinstance(child, Node)), None)
    return max(int(found[1]), 1) if found else 1


def _nest(pdf: pikepdf.Pdf, table: pikepdf.Object, entries: list[tuple[pikepdf.Object, int]]) -> None:
    kids: dict[int, list[pikepdf.Object]] = {1: []}
    tables = {1: table}

    def close(level: int) -> None:
        for deeper in sorted((each for each in tables if each > level), reverse=True):
            tables.pop(deeper).K = Array(kids.pop(deeper))

    for entry, level in entries:
        close(level)
        for deeper in range(2, level + 1):
            if deeper not in tables:
                parent = tables[deeper - 1]
                tables[deeper] = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TOC, P=parent))
                kids[deeper] = []
                kids[deeper - 1].append(tables[deeper])
        entry.P = tables[level]
        kids[level].append(entry)
    close(0)
