"""Templates made to take long, to take much or to reach out: each is refused by name, wherever the tag stands."""

from __future__ import annotations

import datetime
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from docgen.errors import FindingsError
from docgen.render import DocumentProperties, check_template, fill
from docgen.render.filters import MAX_ROUNDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document as WordDocument
    from workbench import Workbench

CONTEXT = {
    'contact': {'name': 'Anna Exempel'},
    'promise': {'title': 'Medborgarlöfte 2021', 'count': 3, 'purpose': ['Ett', 'Två'], 'appendix': ''},
}
PROPERTIES = DocumentProperties(title='T', author='A', subject='S', date=datetime.date(2021, 1, 1))
_LONG = "promise.title|replace('', 'abcdefghij')|replace('', 'abcdefghij')|replace('', 'abcdefghij')"


def _body(*texts: str) -> Callable[[WordDocument], None]:
    def write(document: WordDocument) -> None:
        for text in texts:
            document.add_paragraph(text)

    return write


def _header(text: str) -> Callable[[WordDocument], None]:
    return lambda document: setattr(document.sections[0].header.paragraphs[0], 'text', text)


def _footer(text: str) -> Callable[[WordDocument], None]:
    return lambda document: setattr(document.sections[0].footer.paragraphs[0], 'text', text)


def _link(target: str) -> Callable[[WordDocument], None]:
    def write(document: WordDocument) -> None:
        document.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    return write


def _nested(count: int, inside: str = 'x', over: str = 'promise.purpose') -> str:
    return ''.join(f'{{% for a{n} in {over} %}}' for n in range(count)) + inside + '{% endfor %}' * count


@pytest.mark.parametrize(
    ('write', 'told'),
    [
        (_body(_nested(3, over=_LONG)), {'template-too-large', 'template-too-nested'}),
        (_body(_nested(3, inside='', over=_LONG)), {'template-too-large', 'template-too-nested'}),
        (_header(_nested(3, over=_LONG)), {'template-too-large', 'template-too-nested'}),
        (_footer(_nested(12)), {'template-too-nested'}),
        (_body(_nested(4, inside='{{ ' + _LONG + ' }}', over=_LONG)), {'template-too-large', 'template-too-nested'}),
        (_body('{% if promise.title %}' * 300 + 'x' + '{% endif %}' * 300), {'template-too-nested'}),
        (
            _body('{% if promise.count == 0 %}a' + '{% elif promise.count == 1 %}b' * 3000 + '{% endif %}'),
            {'template-too-nested'},
        ),
        (_body('{{ ' + '9' * 5000 + ' }}'), {'template-syntax', 'template-forbidden'}),
        (_body('{{ 1e999 }}'), {'template-forbidden'}),
        (_body('{{ 1e999|int }}'), {'template-forbidden'}),
        (_body('{{ -1e999|round }}'), {'template-forbidden'}),
        (_body('{{ ' + '(' * 2000 + '1' + ')' * 2000 + ' }}'), {'template-syntax', 'template-too-nested'}),
        (_body('{{ ' + 'not ' * 3000 + '1 }}'), {'template-syntax', 'template-too-nested'}),
        (_body('{{ [' * 1 + '[' * 500 + ']' * 500 + '] }}'), {'template-syntax', 'template-not-fillable'}),
        (_body('{{ promise.count / 0 }}'), {'template-not-fillable'}),
        (_body('{{ promise.title|int|float|round(99) }}'), {'template-forbidden'}),
        (_link('javascript:alert(1)'), {'word-link-unsafe'}),
        (_link('java%0Ascript:alert(1)'), {'word-link-unsafe'}),
        (_link('file:///C:/x'), {'word-link-unsafe'}),
        (_link('\\\\server\\mapp'), {'word-link-unsafe'}),
        (_link('//server/mapp'), {'word-link-unsafe'}),
        (_link('C:\\x.exe'), {'word-link-unsafe'}),
        (_link('vbscript:x'), {'word-link-unsafe'}),
        (_link('ms-word:ofe|u|https://x.example'), {'word-link-unsafe'}),
        (_link('data:text/html,x'), {'word-link-unsafe'}),
    ],
)
def test_it_is_refused_by_name(tmp_path: Path, write: Callable[[WordDocument], None], told: set[str]) -> None:
    document = Document()
    write(document)
    path = tmp_path / 'mall.docx'
    document.save(str(path))
    findings = check_template(path, CONTEXT)
    if not findings:
        with pytest.raises(FindingsError) as caught:
            fill(path, CONTEXT, tmp_path / 'ut.docx', PROPERTIES)
        findings = list(caught.value.findings)
    assert {each.id for each in findings} <= told
    assert all(each.place.file == path and each.what and each.do for each in findings)


@pytest.mark.parametrize('target', ['https://x.example/a?b#c', 'mailto:a@x.example', 'tel:+4612345', '#kapitel'])
def test_a_link_to_the_web_or_to_a_person_stays(tmp_path: Path, target: str) -> None:
    document = Document()
    _link(target)(document)
    path = tmp_path / 'mall.docx'
    document.save(str(path))
    assert check_template(path, CONTEXT) == []


def test_tags_in_the_files_own_properties_are_not_run(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph('Hej')
    document.core_properties.title = _nested(12)[:255]
    document.core_properties.identifier = '{{ promise.title }}'
    path, out = tmp_path / 'mall.docx', tmp_path / 'ut.docx'
    document.save(str(path))
    fill(path, CONTEXT, out, PROPERTIES)
    assert Document(str(out)).core_properties.title == 'T'
    assert b'12 x' not in zipfile.ZipFile(out).read('docProps/core.xml')


def test_as_many_rounds_as_the_bound_are_filled(tmp_path: Path) -> None:
    many = list(range(1100))
    context = {**CONTEXT, 'many': many}
    document = Document()
    document.add_paragraph('{% for a in many %}{% for b in many %}{% if false %}x{% endif %}{% endfor %}{% endfor %}')
    path = tmp_path / 'mall.docx'
    document.save(str(path))
    assert len(many) ** 2 > MAX_ROUNDS
    assert {each.id for each in check_template(path, context)} == {'template-too-nested'}
    assert check_template(path, {**context, 'many': list(range(300))}) == []


def test_a_template_outside_the_workspace_is_refused(minimal: Workbench) -> None:
    outside = minimal.root.parent / 'annan.docx'
    outside.write_bytes(minimal.template('medborgarlofte-kort.docx').read_bytes())
    minimal.template('medborgarlofte-kort.docx').unlink()
    minimal.template('medborgarlofte-kort.docx').symlink_to(outside)
    answer = minimal.run('check')
    assert answer.code == 3
    assert 'template-outside-workspace' in answer.ids
