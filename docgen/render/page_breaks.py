"""Where pages of a filled document may break: no table leaves a row alone, signatures get no more than they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

if TYPE_CHECKING:
    from docgen.render.word_template import WordTemplate

_WHOLE = 4
"""Rows of a table that no page break divides; a longer one has at least two on either side of a break."""


def keep_rows_together(template: WordTemplate) -> None:
    """Let the tables of the text break between pages only where at least two rows stand on either side.

    Word, LibreOffice and the embedded engine go by the same mark, "keep with next" in the paragraphs of a row. What
    a template's author has decided for a row, on or off, stays.

    Args:
        template: the filled template.
    """
    for table in template.docx.element.body.iterchildren(qn('w:tbl')):
        rows = table.findall(qn('w:tr'))
        header = [row for row in rows if row.find(f'{qn("w:trPr")}/{qn("w:tblHeader")}') is not None]
        if not header:
            continue
        own = rows[len(header) :]
        kept = own[:-1] if len(own) <= _WHOLE else (own[0], own[-2])
        for row in (*header, *kept):
            _keep_with_next(row)


def _keep_with_next(row: Any) -> None:
    properties = [paragraph.get_or_add_pPr() for paragraph in row.iter(qn('w:p'))]
    if all(each.find(qn('w:keepNext')) is None for each in properties):
        for each in properties:
            each.get_or_add_keepNext()


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
