"""Whatever is typed in the data arrives in the filled Word file, character by character."""

from __future__ import annotations

import contextlib
import datetime
import unicodedata
from typing import TYPE_CHECKING

import pytest
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from docgen.errors import FindingsError
from docgen.model.base import _printable
from docgen.render import DocumentProperties, check_template, fill

if TYPE_CHECKING:
    from pathlib import Path

PROPERTIES = DocumentProperties('Titel', 'Lillby kommun', 'Ämne', datetime.date(2021, 3, 11))
SIGNS = st.sampled_from(
    [*'{}%_#<>&\'"\\`$*@[]()|=;:/-~^ åäöÅÄÖaA0', '&amp;', '<w:t>', '</w:t>', '{{', '%}', '{_{', '%_}']
)
TEXTS = st.one_of(
    st.lists(SIGNS, max_size=30).map(''.join),
    st.text(st.characters(exclude_categories=('Cc', 'Cs', 'Cn')), max_size=40),
)


@pytest.fixture(scope='module')
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each way a template shows a text: alone, in a sentence, in a loop, in a table, in the header, by a filter."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = '{{ commitment.text }}'
    document.add_paragraph('{{ commitment.text }}')
    document.add_paragraph('Löfte: {{ commitment.text }}.')
    document.add_paragraph('{%p for text in commitment.paragraphs %}')
    document.add_paragraph('{{ text }}')
    document.add_paragraph('{%p endfor %}')
    document.add_table(1, 1).cell(0, 0).text = '{{ commitment.text }}'
    document.add_paragraph('{{ commitment.paragraphs | join(" · ") }}')
    path = tmp_path_factory.mktemp('render') / 'template.docx'
    document.save(str(path))
    return path


def _typed(text: str) -> str:
    """What the model makes of it: NFC, and no more than a Word file can hold."""
    return unicodedata.normalize('NFC', text)


@given(TEXTS)
@example('{_{')
@example('%_}')
@example('{_% if x %_}')
@example('}_}{_{')
@example('a_b {_{ c_d')
@example('_')
@example('{_')
@example('{{ promise.title }}')
@example('{% for x in y %}{# z #}')
@example('<w:t>&amp;</w:t>]]>&#95;&#x41;')
@example('R&D <5 år {{x}} #kod *stjärna* $5 \\ @ [a] _b_ "citat"')
@example('  inledande och avslutande mellanslag  ')
@example('flera   mellanslag')
@example('mjukt\u00adbindestreck, fast\u00a0mellanslag, noll\u200bbredd, \u2028radbrytning, \U0001f600')
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_arrives_as_typed(template: Path, tmp_path: Path, text: str) -> None:
    text = _printable(_typed(text))
    context = {'commitment': {'text': text, 'paragraphs': [text, text]}}
    out = tmp_path / 'out.docx'

    fill(template, context, out, PROPERTIES)

    document = Document(str(out))
    shown = [paragraph.text for paragraph in document.paragraphs]
    assert shown == [text, f'Löfte: {text}.', text, text, f'{text} · {text}']
    assert document.tables[0].cell(0, 0).text == text
    assert document.sections[0].header.paragraphs[0].text == text


@given(TEXTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_a_template_is_filled_or_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / 'any.docx'
    document = Document()
    document.add_paragraph(_printable(_typed(text)))
    document.save(str(path))
    context = {'promise': {'title': 'Löfte'}}
    if not check_template(path, context):
        with contextlib.suppress(FindingsError):
            fill(path, context, tmp_path / 'out.docx', PROPERTIES)


def test_the_same_input_gives_the_same_bytes(template: Path, tmp_path: Path) -> None:
    context = {'commitment': {'text': 'Löfte', 'paragraphs': ['Ett', 'Två']}}
    for name in ('one.docx', 'two.docx'):
        fill(template, context, tmp_path / name, PROPERTIES)
    assert (tmp_path / 'one.docx').read_bytes() == (tmp_path / 'two.docx').read_bytes()


def test_properties_are_the_documents_not_the_template_authors(template: Path, tmp_path: Path) -> None:
    document = Document(str(template))
    document.core_properties.author = 'Någon Annan'
    document.core_properties.comments = 'Kladd'
    document.save(str(tmp_path / 'own.docx'))
    fill(tmp_path / 'own.docx', {'commitment': {'text': 'x', 'paragraphs': []}}, tmp_path / 'out.docx', PROPERTIES)
    core = Document(str(tmp_path / 'out.docx')).core_properties
    assert (core.title, core.author, core.last_modified_by) == ('Titel', 'Lillby kommun', 'Lillby kommun')
    assert (core.language, core.comments, core.keywords) == ('sv-SE', '', '')
    assert core.created is not None
    assert core.created.date() == core.modified.date() == datetime.date(2021, 3, 11)
