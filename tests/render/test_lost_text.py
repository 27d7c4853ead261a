"""Text that filling would drop without a word is refused, with the paragraph where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.enum.text import WD_BREAK

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


@pytest.mark.parametrize(
    ('written', 'lost'),
    [
        ('Bilaga: {%p if promise.appendix %}', 'Bilaga:'),
        ('{%p if promise.appendix %} Löftet har en bilaga.', 'Löftet har en bilaga.'),
        ('{%p if promise.appendix %}{{ promise.appendix }}', '{{ promise.appendix }}'),
        ('{%p if promise.appendix %}{%p endif %}', '{%p endif %}'),
        ('{%p if promise.appendix %} {# bara i år #}', '{# bara i år #}'),
        ('{#p en anteckning #} Löftet', 'Löftet'),
    ],
)
def test_text_in_the_paragraph_of_a_condition_is_refused(tmp_path: Path, written: str, lost: str) -> None:
    document = Document()
    document.add_paragraph(written)

    finding = check_template(_saved(document, tmp_path), CONTEXT)[0]

    assert finding.id == 'template-text-beside-control'
    assert finding.place.paragraph == written
    assert f'”{lost}”' in finding.what
    assert "stycket" in finding.why


@pytest.mark.parametrize(('tag', 'whole'), [('tr', "tabellraden"), ('tc', "tabellcellen")])
def test_text_in_the_row_or_cell_of_a_loop_is_refused(tmp_path: Path, tag: str, whole: str) -> None:
    document = Document()
    table = document.add_table(2, 2)
    first = table.cell(0, 0)
    first.text = f'{{%{tag} for text in promise.purpose %}}'
    (table.cell(0, 1) if tag == 'tr' else first).add_paragraph('Mått')
    table.cell(1, 0).text = f'{{%{tag} endfor %}}'

    [finding] = check_template(_saved(document, tmp_path), CONTEXT)

    assert finding.id == 'template-text-beside-control'
    assert "”Mått”" in finding.what
    assert whole in finding.why


def test_a_picture_or_a_page_break_in_the_paragraph_of_a_condition_is_refused(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph('{%p if promise.appendix %}').add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph('{%p endif %}')

    [finding] = check_template(_saved(document, tmp_path), CONTEXT)

    assert finding.id == 'template-text-beside-control'
    assert "brytning" in finding.what


def test_a_row_loop_outside_a_table_is_refused(tmp_path: Path) -> None:
    """docxtpl would take everything from the table before to the table after."""
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = 'Mått'
    document.add_paragraph('{%tr for text in promise.purpose %}')
    document.add_paragraph('{{ text }}')
    document.add_paragraph('{%tr endfor %}')
    document.add_table(1, 1).cell(0, 0).text = 'Utfall'

    findings = check_template(_saved(document, tmp_path), CONTEXT)

    assert [finding.id for finding in findings] == ['template-syntax', 'template-syntax']
    assert findings[0].place.paragraph == '{%tr for text in promise.purpose %}'
    assert "inte i en tabell" in findings[0].what
    assert "{%p for text in promise.purpose %}" in findings[0].do


def test_a_note_to_the_editor_may_stand_in_the_text(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph('{{ promise.title }}{# fråga kanslisten #} gäller.')
    document.add_paragraph('{#p en hel rad #}')

    path = _saved(document, tmp_path)

    assert check_template(path, CONTEXT) == []
