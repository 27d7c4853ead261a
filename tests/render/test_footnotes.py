"""A placeholder in a footnote is checked as those in the text are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from docgen.render import check_template

if TYPE_CHECKING:
    from pathlib import Path

WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
FOOTNOTES = 'application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml'
RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes'


def test_a_misspelt_placeholder_in_a_footnote_is_named_with_its_paragraph(tmp_path: Path) -> None:
    document = Document()
    xml = (
        f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2"><w:p><w:r>'
        '<w:t>Se {{ promise.titel }}.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    notes = Part(PackURI('/word/footnotes.xml'), FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(notes, RELATION)
    document.save(str(tmp_path / 'mall.docx'))

    [finding] = check_template(tmp_path / 'mall.docx', {'promise': {'title': 'Medborgarlöfte 2021'}})

    assert finding.id == 'template-unknown-placeholder'
    assert 'promise.title' in finding.do
    assert finding.place.paragraph == 'Se {{ promise.titel }}.'
