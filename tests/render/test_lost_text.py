"""Text that filling would drop without a word is refused, with the paragraph where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document

from docgen.render import check_template

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument

CONTEXT = {
    'contact': {'name': 'Anna Exempel', 'email': 'anna@lillby.example'},
    'promise': {'title': 'Medborgarlöfte 2021', 'purpose': ['Ett', 'Två'], 'appendix': ''},
}


def _saved(document: WordDocument, folder: Path) -> Path:
    path = folder / 'mall.docx'
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ('broken', 'named'),
    [
        ('Kontakta {{ contact.name }.', '{{ contact.name }.'),
        ('Kontakta {{ contact.name.', '{{ contact.name.'),
        ('Kontakta {{ contact.name } eller {{ contact.email }}.', '{{ contact.name } eller {{ contact.email }}.'),
        ('Kontakta { contact.name }} i dag.', 'Kontakta { contact.name }}'),
        ('Kontakta contact.name }} i dag.', 'Kontakta contact.name }}'),
        ('{% if contact.name }Anna{% endif %}', '{% if contact.name }Anna{% endif %}'),
        ('{%p if contact.name }', '{%p if contact.name }'),
        ('{% if contact.name }}Anna{% endif %}', '{% if contact.name }}Anna{% endif %}'),
        ('{# en anteckning', '{# en anteckning'),
        ('Löftet {', 'Löftet {'),
        ('} gäller', '} gäller'),
    ],
)
@pytest.mark.parametrize('place', ['text', 'table', 'header', 'footer'])
def test_a_missing_brace_is_refused_wherever_it_stands(tmp_path: Path, broken: str, named: str, place: str) -> None:
    document = Document()
    section = document.sections[0]
    holder = {
        'text': document.add_paragraph,
        'table': document.add_table(1, 1).cell(0, 0).add_paragraph,
        'header': section.header.add_paragraph,
        'footer': section.footer.add_paragraph,
    }[place]
    holder(broken)
    holder('Den här texten får inte försvinna.')
    holder('{%p for text in promise.purpose %}')
    holder('{{ text }}')
    holder('{%p endfor %}')

    [finding] = check_template(_saved(document, tmp_path), CONTEXT)

    assert finding.id == 'template-brace-missing'
    assert finding.place.paragraph == broken
    assert f'”{named}”' in finding.what


def test_a_missing_brace_in_an_alternative_text_is_refused(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph('Märke')
    paragraph._p.set('descr', 'Logotyp för {{ contact.name }')

    [finding] = check_template(_saved(document, tmp_path), CONTEXT)

    assert finding.id == 'template-brace-missing'
    assert finding.place.paragraph == 'Märke'
    assert "{{ contact.name }" in finding.what


def test_a_missing_brace_hides_no_other_fault(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph('Kontakta {{ contact.name }.')
    document.add_paragraph('Löftet {{ promise.titel }}')

    findings = check_template(_saved(document, tmp_path), CONTEXT)

    assert [finding.id for finding in findings] == ['template-brace-missing', 'template-unknown-placeholder']
    assert findings[1].place.paragraph == 'Löftet {{ promise.titel }}'


def test_a_placeholder_that_word_has_split_into_runs_is_whole(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph('Kontakta {')
    for piece in ('{ contact', '.name', ' }', '}.'):
        paragraph.add_run(piece).bold = piece == '.name'

    assert check_template(_saved(document, tmp_path), CONTEXT) == []
