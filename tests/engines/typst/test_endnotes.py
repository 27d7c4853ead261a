"""Endnotes stand after the text, numbered as Word numbers them; marks lead there and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import page
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from .builder import blank, laid_out, paragraph, refused, run

if TYPE_CHECKING:
    from pathlib import Path

_KIND = 'application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml'
_W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
_CONTENTS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def _document(*notes: str) -> Any:
    """A document with these endnotes, whose ids are 2, 3, …"""
    document = blank()
    written = ''.join(
        f'<w:endnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:endnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:endnote>'
        for number, text in enumerate(notes, 2)
    )
    separator = '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
    xml = f'<w:endnotes xmlns:w="{_W}">{separator}{written}</w:endnotes>'
    part = Part(PackURI('/word/endnotes.xml'), _KIND, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
    return document


def _reference(number: int, *, own: str = '') -> str:
    follows = ' w:customMarkFollows="1"' if own else ''
    typed = f'<w:t>{own}</w:t>' if own else ''
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'<w:r>{look}<w:endnoteReference{follows} w:id="{number}"/>{typed}</w:r>'


def test_endnotes_follow_the_text_in_the_order_of_their_marks(tmp_path: Path) -> None:
    document = _document("Andra källan.", "Första källan.")
    paragraph(document, run("Ett") + _reference(3) + run(" och två") + _reference(2) + run("."))
    paragraph(document, run("Sist i texten."))
    result = laid_out(document, tmp_path)
    assert result.text.endswith("Sist i texten. i Första källan. ii Andra källan.")
    assert result.link_targets() == ['page 0'] * 4
    assert page.validate_pdf(str(result.path), profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_a_contents_leaves_out_the_mark_of_a_heading(tmp_path: Path) -> None:
    document = _document("Källan.")
    paragraph(document, _CONTENTS)
    heading = document.add_heading("Bakgrund", 1)
    paragraph(document, _reference(2))
    heading._p.append(document.paragraphs[-1]._p[0])
    result = laid_out(document, tmp_path)
    assert [each.split() for each in result.text.split("Bakgrund")[:2]][1][0] != 'i'
    assert result.text.count("Källan.") == 1
    assert page.validate_pdf(str(result.path), profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_a_mark_of_its_own_takes_no_number(tmp_path: Path) -> None:
    document = _document("Stjärnan.", "Källan.")
    paragraph(document, run("Ett") + _reference(2, own='*') + run(" och två") + _reference(3))
    assert "Ett* och tvåi" in laid_out(document, tmp_path).text.replace(' *', '*').replace('två i', 'tvåi')


def test_a_note_that_is_not_there_is_refused(tmp_path: Path) -> None:
    document = _document("Källan.")
    paragraph(document, run("Ett") + _reference(9))
    assert [each.id for each in refused(document, tmp_path)] == ['word-unknown-element']
