"""The room that a template keeps for signatures, made lower where few sign: the page before is not left half empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from docgen.render.word_template import WordTemplate


def lower_room(template: WordTemplate, bookmark: str, height: float) -> None:
    """Give the paragraph with a bookmark this height, if its own exact line height is greater.

    Args:
        template: the filled template.
        bookmark: its name; without such a paragraph nothing is done.
        height: in points.
    """
    document = template.docx
    for mark in document.element.body.iter(qn('w:bookmarkStart')):
        owner = mark.getparent()
        if mark.get(qn('w:name')) == bookmark and owner is not None and owner.tag == qn('w:p'):
            paragraph = Paragraph(owner, document)
            own = paragraph.paragraph_format.line_spacing
            if own is None and paragraph.style is not None:
                own = paragraph.style.paragraph_format.line_spacing
            if isinstance(own, Length) and own.pt > height:
                paragraph.paragraph_format.line_spacing = Pt(round(height, 1))
