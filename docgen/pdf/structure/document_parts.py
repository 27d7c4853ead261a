"""Which text belongs to which part of a document: its body, its signature blocks, each of its appendices."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from docgen.pdf.structure.tag_tree import Node

if TYPE_CHECKING:
    from docgen.pdf.structure.page_text import Reading

BODY = 'body'
SIGNATURES = 'signatures'
SECTION_TITLE = "Underskrifter"
"""The title of the section that holds the signature blocks, as a tag and for a screen reader."""


def texts_by_part(reading: Reading, tops: tuple[Node, ...]) -> dict[str, str]:
    """Each part's text in reading order, as the tags lead; what no tag holds is in none.

    The keys are `BODY`, `SIGNATURES`, and the label prefix of each appendix, such as 'B1-'.
    """
    written: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for run in reading.runs:
        if run.mark is not None:
            written[run.page, run.mark].append(run.text)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for top in tops:
        for child in top.children:
            if isinstance(child, Node):
                part = _part(child, reading)
                for mark, _ in child.marks():
                    if mark.page is not None and mark.stream is None:
                        found[part] += written.get((mark.page, mark.number), ())
                found[part].append('\n')
    return {part: ''.join(texts) for part, texts in found.items()}


def _part(node: Node, reading: Reading) -> str:
    if node.role == 'Sect' and node.text('/T') == SECTION_TITLE:
        return SIGNATURES
    if node.role == 'Part':
        for mark, _ in node.marks():
            if mark.page is not None:
                return re.sub(r'\d+$', '', reading.labels[mark.page]) or BODY
    return BODY
