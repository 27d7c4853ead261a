"""Our template saves docxtpl work that it does over and over; what comes out must be docxtpl's own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateSyntaxError
from workbench import PROJECT

from docgen.render.environment import environment, parsed
from docgen.render.word_template import WordTemplate

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = '<w:p><w:r><w:t>Ett stycke</w:t></w:r></w:p>'
BROKEN = (
    '<w:p w:rsidR="00"><w:pPr><w:pStyle w:val="A"/></w:pPr>'
    '<w:r><w:rPr><w:b/></w:rPr><w:t>rad\nrad\tflik</w:t></w:r><w:r><w:t xml:space="preserve">a\ab\fc</w:t></w:r></w:p>'
)


def _both(content: bytes = b'') -> tuple[WordTemplate, DocxTemplate]:
    return WordTemplate(io.BytesIO(content)), DocxTemplate(io.BytesIO(content))


@pytest.mark.parametrize(
    'xml',
    [
        '',
        PLAIN,
        BROKEN,
        f'<?xml version="1.0"?>\n<w:body>{PLAIN}\n{BROKEN}{PLAIN}</w:body>',
        f'<w:tbl>\t<w:tc>{BROKEN}</w:tc></w:tbl>{PLAIN}',
        '<w:pPr/>\n<w:p>utan slut',
    ],
)
def test_line_breaks_become_words_as_docxtpl_makes_them(xml: str) -> None:
    ours, theirs = _both()
    assert ours.resolve_listing(xml) == theirs.resolve_listing(xml)


@pytest.mark.parametrize('template', sorted((PROJECT / 'templates').glob('*.docx')), ids=lambda path: path.stem)
def test_tags_are_cleaned_as_docxtpl_cleans_them(template: Path) -> None:
    ours, theirs = _both(template.read_bytes())
    theirs.init_docx()
    story = theirs.get_xml()
    for _ in range(2):
        assert ours.patch_xml(story) == theirs.patch_xml(story)


def test_a_text_that_was_compiled_can_be_read_and_compiled_again() -> None:
    source = '{{ 1 + 2 }} och {% if name %}{{ name }}{% endif %}'
    tree = repr(parsed(source))
    for _ in range(2):
        assert environment().from_string(source).render(name='Åsa') == '3 och Åsa'
        assert repr(parsed(source)) == tree
    for _ in range(2):
        with pytest.raises(TemplateSyntaxError):
            parsed('{{ name')
