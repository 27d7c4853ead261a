"""What is neither text nor number is never written as Python would: it is refused by name, wherever its tag stands."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from docgen.errors import FindingsError
from docgen.render import DocumentProperties, check_template, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document as WordDocument

CONTEXT = {
    'document': {'draft': False, 'title': 'Löfte'},
    'promise': {
        'title': 'Löfte',
        'count': 3,
        'commitments': [{'text': 'A', 'done': True}, {'text': 'B', 'done': False}],
    },
    'names': ['Anna', 'Bo'],
}
PROPERTIES = DocumentProperties(title='T', author='A', subject='S', date=datetime.date(2021, 1, 1))
_BOX = (
    '<w:p {0}><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;height:9pt"><v:textbox>'
    '<w:txbxContent><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'
)
_ALT = (
    '<w:p {0}><w:r><w:t>Bild</w:t></w:r><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>'
    '<wp:docPr id="1" name="x" descr="{1}"/></wp:inline></w:drawing></w:r></w:p>'
)


def _template(folder: Path, write: Callable[[WordDocument], object]) -> Path:
    document = Document()
    write(document)
    path = folder / 'mall.docx'
    document.save(str(path))
    return path


def _xml(pattern: str, tag: str) -> Callable[[WordDocument], object]:
    return lambda document: document.element.body.insert(0, parse_xml(pattern.format(nsdecls('w', 'wp'), tag)))


def _refused(path: Path) -> FindingsError:
    with pytest.raises(FindingsError) as caught:
        fill(path, CONTEXT, path.with_name('ut.docx'), PROPERTIES)
    assert not path.with_name('ut.docx').exists()
    return caught.value


@pytest.mark.parametrize(
    'expression',
    [
        '[1, 2]', '(1, 2)', "{'a': 1}", '[]', 'names', 'promise', 'promise.commitments[0]', 'document.draft',
        "promise.title == 'x'", 'not promise.title', 'promise.title is defined', 'names|sort', 'names|reverse',
        'names|unique', 'names|list', 'promise.commitments|first', 'promise.commitments|join', 'names|string',
        'promise|upper', '[1]|trim', 'promise.commitments|replace(1, 2)', "names if promise.count else 'x'",
        "{'a': [1]}|title", '(1, 2)|capitalize', 'loop if false else [1]',
    ],
)  # fmt: skip
def test_it_is_found_before_there_are_data(tmp_path: Path, expression: str) -> None:
    path = _template(tmp_path, lambda document: document.add_paragraph(f'Här {{{{ {expression} }}}} står'))
    found = check_template(path, CONTEXT)
    assert 'template-not-text' in {each.id for each in found}
    error = _refused(path)
    assert {each.id for each in error.findings} <= {'template-not-text', 'template-syntax'}
    assert error.findings[0].place.paragraph == f'Här {{{{ {expression} }}}} står'


@pytest.mark.parametrize(
    ('expression', 'words'),
    [
        ("'inf'|float", "inget ändligt tal"),
        ("'nan'|float", "inget ändligt tal"),
        ("x[0] if x else 'y'", "en grupp av uppgifter"),
        ("x|join(', ', attribute='done')", "ja eller nej"),
        ("names|join([1, 2])", "en lista"),
        ("promise.title|replace('L', names)", "en lista"),
        ("names|first|list|default('x')", "en lista"),
        ("x|map", ""),
    ],
)
def test_it_is_refused_when_it_turns_out_so(tmp_path: Path, expression: str, words: str) -> None:
    tag = f'{{{{ {expression} }}}}'
    text = f'{{% for x in [promise.commitments] %}}Här {tag} står{{% endfor %}}'
    path = _template(tmp_path, lambda document: document.add_paragraph(text))
    error = _refused(path)
    if words:
        assert error.findings[0].id == 'template-not-text'
        assert words in error.findings[0].what
        assert error.findings[0].place.paragraph == text


@pytest.mark.parametrize(
    'write',
    [
        lambda tag: lambda document: setattr(document.sections[0].header.paragraphs[0], 'text', tag),
        lambda tag: lambda document: setattr(document.sections[0].footer.paragraphs[0], 'text', tag),
        lambda tag: lambda document: setattr(document.add_table(1, 1).cell(0, 0), 'text', tag),
        lambda tag: _xml(_BOX, tag),
        lambda tag: _xml(_ALT, tag),
    ],
    ids=['header', 'footer', 'table', 'text box', 'alternative text'],
)
def test_it_is_refused_in_every_place(tmp_path: Path, write: Callable[[str], Callable[[WordDocument], object]]) -> None:
    path = _template(tmp_path, write('{{ [1, 2] }}'))
    assert [each.id for each in check_template(path, CONTEXT)] == ['template-not-text']
    assert [each.id for each in _refused(path).findings] == ['template-not-text']


def test_texts_and_numbers_are_written(tmp_path: Path) -> None:
    tags = (
        "{{ promise.title }} {{ promise.count + 1 }} {{ names|join(', ') }} {{ 1.5 }} {{ names|length }} "
        "{{ names[0]|upper }} {{ promise.commitments|join('+', attribute='text') }} "
        "{{ 'ja' if document.draft else 'nej' }} {{ 'å' }}"
    )
    path = _template(tmp_path, lambda document: document.add_paragraph(tags))
    fill(path, CONTEXT, tmp_path / 'ut.docx', PROPERTIES)
    assert Document(str(tmp_path / 'ut.docx')).paragraphs[0].text == 'Löfte 4 Anna, Bo 1.5 2 ANNA A+B nej å'


@pytest.mark.parametrize(('tag', 'name'), [('{{ namn }}', 'namn'), ('{{ promise.titel }}', 'titel')])
def test_an_unknown_name_is_told_also_where_nothing_was_checked(tmp_path: Path, tag: str, name: str) -> None:
    error = _refused(_template(tmp_path, lambda document: document.add_paragraph(tag)))
    assert [each.id for each in error.findings] == ['template-unknown-placeholder']
    assert f"”{name}”" in error.findings[0].what
    assert error.findings[0].place.paragraph == tag
