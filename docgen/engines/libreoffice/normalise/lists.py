"""Lists: each item's bullet or number is its label, not the first word of its text (ISO 32000-1, 14.8.4.3.3)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name

from docgen.engines.libreoffice.word_lists import list_labels
from docgen.pdf.structure import tags
from docgen.pdf.structure.tag_tree import Mark, Node, read_tree
from docgen.word import open_package

if TYPE_CHECKING:
    from pathlib import Path

    import pikepdf

    from docgen.pdf.structure.page_text import Reading

_OTHERS = frozenset(('L', 'Table', 'Lbl', 'Figure', 'Note'))
"""What begins with text of its own, not with the item's label."""


def mend_lists(pdf: pikepdf.Pdf, written: Reading, docx: Path) -> None:
    """Take the label out of each item's text and put it before, where the engine has not done so itself.

    The engine paints labels under marks of their own. What is a label and not an item's first word is known from the
    Word file's lists.

    Args:
        pdf: the PDF; it is changed.
        written: what its pages draw, read before the change.
        docx: the Word file that it was made from.
    """
    items = [node for top in read_tree(pdf) for node in top.nodes() if node.role == 'LI']
    items = [item for item in items if not any(isinstance(each, Node) and each.role == 'Lbl' for each in item.children)]
    if not items:
        return
    labels = list_labels(open_package(docx))
    texts: defaultdict[tuple[int, int], str] = defaultdict(str)
    for run in written.runs:
        if run.mark is not None:
            texts[run.page, run.mark] += ''.join(run.text.split())
    for item in items:
        found = _first_mark(item)
        if found is None:
            continue
        mark, owner = found
        if mark.page is not None and mark.stream is None and texts[mark.page, mark.number] in labels:
            _take_out(pdf, item, mark.page, owner)


def _first_mark(node: Node) -> tuple[Mark, Node] | None:
    """What the item paints first, and the element that holds it."""
    while node.children:
        first = node.children[0]
        if isinstance(first, Mark):
            return first, node
        if not isinstance(first, Node) or first.role in _OTHERS:
            return None
        node = first
    return None


def _take_out(pdf: pikepdf.Pdf, item: Node, page: int, owner: Node) -> None:
    mark, *rest = tags.kids(owner.element)
    label = Dictionary(Type=Name.StructElem, S=Name.Lbl, P=item.element, Pg=pdf.pages[page].obj, K=Array([mark]))
    owner.element.K = Array(rest)
    item.element.K = Array([pdf.make_indirect(label), *tags.kids(item.element)])
