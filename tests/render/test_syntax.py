"""A miswritten tag is told in Swedish, with its paragraph and how to write it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import pytest
from docx import Document

from docgen.errors import FindingsError
from docgen.render import DocumentProperties, check_template, fill

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = {
    'contact': {'name': 'Anna Exempel'},
    'promise': {'title': 'Medborgarlöfte 2021', 'count': 3, 'purpose': ['Ett', 'Två'], 'appendix': ''},
}
ENGLISH = re.compile(r'\b(expected|unexpected|token|Encountered|unknown|template|statement|Jinja|got)\b|<w:')


def _template(folder: Path, *texts: str) -> Path:
    document = Document()
    document.add_paragraph('Först {{ contact.name }}.')
    for text in texts:
        document.add_paragraph(text)
    document.add_paragraph('Sist {{ contact.name }}.')
    path = folder / 'mall.docx'
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ('texts', 'paragraph', 'words'),
    [
        (('{%p if promise.appendix %}', 'x'), 0, ("endif saknas", "Skriv ”{%p endif %}”")),
        (('{%p for a in promise.purpose %}', 'x'), 0, ("endfor saknas", "Skriv ”{%p endfor %}”")),
        (('Löftet', '{%p endfor %}'), 1, ("ingen påbörjad slinga", "efter ”Löftet”")),
        (('Löftet', '{%p endif %}'), 1, ("inget påbörjat villkor", "efter ”Löftet”")),
        (
            ('{%p for a in promise.purpose %}', '{%p if promise.appendix %}', '{{ a }}', '{%p endfor %}'),
            1,
            ("endif saknas", "Skriv ”{%p endif %}” före ”{%p endfor %}”"),
        ),
        (('{%p else %}',), 0, ("hör inte till något villkor",)),
        (('{% contact.name %}',), 0, ("är en platshållare", "Skriv ”{{ contact.name }}”")),
        (('{% p if promise.appendix %}', '{%p endif %}'), 0, ("Skriv ”{%p if promise.appendix %}”, utan mellanslag",)),
        (('{%pif promise.appendix %}', '{%p endif %}'), 0, ("Skriv ”{%p if promise.appendix %}”, med mellanslag",)),
        (('{%P if promise.appendix %}', '{%p endif %}'), 0, ("Skriv ”{%p if promise.appendix %}”", "små bokstäver")),
        (
            ('{%p\u00a0if promise.title %}', '{%p endif %}'),
            0,
            ("Skriv ”{%p if promise.title %}”", "vanliga mellanslag"),
        ),
        (('{%p if promise.appendix %}', '{%p end if %}'), 1, ("Skriv ”{%p endif %}”", "i ett ord")),
        (('{%p if promise.appendix %}', '{%p endiff %}'), 1, ("Menade du ”endif”?",)),
        (('{%p if promise.count % 2 %}', '{%p endif %}'), 0, ("procenttecken",)),
        (('{% slut %}',), 0, ("”slut” finns inte",)),
        (('{% %}',), 0, ("if eller for",)),
        (('Löftet {{ promise. }}',), 0, ("ett namn saknas",)),
        (('Löftet {{ promise.title contact }}',), 0, ("”contact” är oväntat",)),
        (('Löftet {{ }}',), 0, ("något saknas före slutet",)),
        (('Löftet {{ promise.title! }}',), 0, ("tecknet ”!” kan inte stå där",)),
        (('Löftet {{ (promise.title }}',), 0, ("”)” saknas",)),
        (('{% if promise.count = 1 %}ett{% endif %}',), 0, ("skriv == för att jämföra",)),
        (('{%p for a promise.purpose %}', '{{ a }}', '{%p endfor %}'), 0, ("skriv for NAMN in LISTA",)),
        (('{{ promise.title }}', 'Löftet {{ promise.title ) }}'), 1, ("”)” är oväntat",)),
    ],
)
def test_a_miswritten_tag_is_told_with_its_paragraph_and_its_remedy(
    tmp_path: Path, texts: tuple[str, ...], paragraph: int, words: tuple[str, ...]
) -> None:
    [finding] = check_template(_template(tmp_path, *texts), CONTEXT)

    assert finding.id == 'template-syntax'
    assert finding.place.paragraph == texts[paragraph]
    for word in words:
        assert word in f'{finding.what} {finding.do}'
    assert not ENGLISH.search(f'{finding.what} {finding.do}')


def test_of_two_alike_tags_the_miswritten_one_is_named(tmp_path: Path) -> None:
    texts = ('{% if promise.title %}a{% endif %}', 'Ett: {{ contact.name }}', 'Två: {{ contact.name) }}')
    [finding] = check_template(_template(tmp_path, *texts), CONTEXT)
    assert finding.place.paragraph == texts[2]


def test_a_loop_that_begins_in_the_text_does_not_end_in_the_footer(tmp_path: Path) -> None:
    path = _template(tmp_path, '{%p if promise.appendix %}')
    document = Document(str(path))
    document.sections[0].footer.paragraphs[0].text = '{%p endif %}'
    document.save(str(path))
    assert [finding.place.paragraph for finding in check_template(path, CONTEXT)] == [
        '{%p if promise.appendix %}',
        '{%p endif %}',
    ]


def test_a_comparison_that_does_not_exist_is_told_in_swedish(tmp_path: Path) -> None:
    path = _template(tmp_path, 'Löftet {% if promise.title is snygg %}är fint{% endif %}')
    properties = DocumentProperties('Titel', 'Lillby kommun', 'Ämne', datetime.date(2021, 3, 11))

    with pytest.raises(FindingsError) as error:
        fill(path, CONTEXT, tmp_path / 'ut.docx', properties)

    [finding] = error.value.findings
    assert finding.id == 'template-syntax'
    assert "”snygg”" in finding.what
    assert finding.place.paragraph == 'Löftet {% if promise.title is snygg %}är fint{% endif %}'
