"""A placeholder of another document is told as that, in place of a guess at a name that looks alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document

from docgen.render import check_template

if TYPE_CHECKING:
    from pathlib import Path


def test_the_promise_in_the_agreement_is_told_to_be_the_promises(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph('{%p for text in agreement.promise %}')
    document.add_paragraph('{{ text }}')
    document.add_paragraph('{%p endfor %}')
    document.add_paragraph('Läs {{ promise.title }}.')
    document.save(str(tmp_path / 'mall.docx'))
    context = {
        'agreement': {'title': 'Överenskommelse', 'promise': ['Varje år']},
        'parties': [{'name': 'Polisen'}],
    }

    [finding] = check_template(tmp_path / 'mall.docx', context)

    assert finding.id == 'template-unknown-placeholder'
    assert finding.what == "Platshållaren ”promise” finns inte i det här dokumentet."
    assert "promise finns bara i löftets och uppföljningens mallar" in finding.do
    assert "Menade du" not in finding.do
    assert finding.place.paragraph == 'Läs {{ promise.title }}.'
