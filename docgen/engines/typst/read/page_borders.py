"""The lines around a page (w:pgBorders, ECMA-376 part 1, 17.6.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.read.shared_properties import border
from docgen.engines.typst.read.wordml import attribute, child
from docgen.engines.typst.sections import PageBorders

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.read.refusals import Refusals


def page_borders(element: etree._Element | None, refusals: Refusals) -> PageBorders | None:
    """The lines that a section draws around its pages; None for none. Pictures as borders are refused."""
    if element is None:
        return None
    found = [
        border(edge, refusals) if (edge := child(element, name)) is not None else None
        for name in ('top', 'right', 'bottom', 'left')
    ]
    if not any(found):
        return None
    return PageBorders(
        (found[0], found[1], found[2], found[3]),
        from_paper=attribute(element, 'offsetFrom') == 'page',
        pages=attribute(element, 'display') or 'allPages',
    )
