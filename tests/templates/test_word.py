"""The shipped templates as Word files: real styles, Swedish, accessible, and nothing that the engine refuses."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from docgen.word import leftovers, open_package

from .shipped import NAMES, SIGNED, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from lxml.etree import _Element

REFUSED = ('wp:anchor', 'w:pict', 'w:object', 'w:sdt', 'w:sym', 'w:cols', 'w:ins', 'w:del', 'w:altChunk')
FONTS = {'Source Sans Pro', 'Source Serif Pro'}


def document(name: str) -> WordDocument:
    return Document(str(TEMPLATES / name))


def roots(word: WordDocument) -> Iterator[_Element]:
    section = word.sections[0]
    yield word.element
    for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
        yield part._element


def text_of(element: _Element) -> str:
    return ''.join(node.text or '' for node in element.iter(qn('w:t')))


@pytest.mark.parametrize('name', NAMES)
def test_opens_as_a_safe_word_file_without_tracked_changes_or_comments(name: str) -> None:
    assert not leftovers(open_package(TEMPLATES / name))
    assert not [entry for entry in zipfile.ZipFile(TEMPLATES / name).namelist() if 'comments' in entry]


@pytest.mark.parametrize('name', NAMES)
def test_uses_nothing_that_the_engine_refuses(name: str) -> None:
    for root in roots(document(name)):
        for tag in REFUSED:
            assert root.find(f'.//{qn(tag)}') is None, tag


@pytest.mark.parametrize('name', NAMES)
def test_is_swedish_and_names_only_the_pinned_fonts(name: str) -> None:
    styles = document(name).styles.element
    languages = {node.get(qn('w:val')) for node in styles.iter(qn('w:lang'))}
    fonts = {value for node in styles.iter(qn('w:rFonts')) for value in node.attrib.values()}
    assert languages == {'sv-SE'}
    assert fonts == FONTS
    assert not [node for node in styles.iter(qn('w:rFonts')) if any('Theme' in key for key in node.attrib)]


@pytest.mark.parametrize('name', NAMES)
def test_every_style_that_is_used_is_defined(name: str) -> None:
    word = document(name)
    defined = {style.style_id for style in word.styles}
    used = {
        node.get(qn('w:val'))
        for root in roots(word)
        for kind in ('w:pStyle', 'w:rStyle', 'w:tblStyle')
        for node in root.iter(qn(kind))
    }
    assert used <= defined


@pytest.mark.parametrize('name', NAMES)
def test_tables_repeat_a_header_row_and_keep_rows_whole(name: str) -> None:
    for table in document(name).tables:
        rows = table._tbl.tr_lst
        assert rows[0].find(f'{qn("w:trPr")}/{qn("w:tblHeader")}') is not None
        assert all(text_of(cell).strip() for cell in rows[0].tc_lst), "an empty table heading says nothing"
        assert all(row.find(f'{qn("w:trPr")}/{qn("w:cantSplit")}') is not None for row in rows)


@pytest.mark.parametrize('name', NAMES)
def test_pictures_have_alternative_texts(name: str) -> None:
    pictures = [node for root in roots(document(name)) for node in root.iter(qn('wp:docPr'))]
    assert pictures
    assert all((node.get('descr') or '').strip() for node in pictures)


@pytest.mark.parametrize('name', NAMES)
def test_heading_levels_are_never_skipped(name: str) -> None:
    level = 0
    for paragraph in document(name).paragraphs:
        match = re.fullmatch(r'Heading (\d)', paragraph.style.name if paragraph.style else '')
        if match:
            assert int(match[1]) <= level + 1, paragraph.text
            level = int(match[1])
    assert level


@pytest.mark.parametrize('name', NAMES)
def test_no_empty_paragraph_is_used_for_space(name: str) -> None:
    for paragraph in document(name).paragraphs:
        holds = paragraph.text.strip() or paragraph._p.find(f'.//{qn("w:drawing")}') is not None
        assert holds or (paragraph.style and paragraph.style.name == 'Underskriftsrum')


@pytest.mark.parametrize('name', NAMES)
def test_pages_are_numbered_and_the_first_has_its_own_header(name: str) -> None:
    section = document(name).sections[0]
    assert section.different_first_page_header_footer
    for footer in (section.footer, section.first_page_footer):
        fields = [''.join(node.text or '' for node in footer._element.iter(qn('w:instrText'))).split()]
        assert fields == [['PAGE', 'NUMPAGES']]
        assert 'Sida {{ document.page_prefix }}' in text_of(footer._element)


@pytest.mark.parametrize('name', NAMES)
def test_the_signature_room_stands_once_and_last_or_not_at_all(name: str) -> None:
    word = document(name)
    marks = [node for node in word.element.iter(qn('w:bookmarkStart')) if node.get(qn('w:name')) == 'underskrifter']
    assert len(marks) == (name in SIGNED)
    if marks:
        last = word.element.body[-2]
        room = word.paragraphs[-1]
        assert last is room._p
        assert marks[0].getparent() is last
        assert room.text == ''
        assert room.style is not None
        assert room.style.name == 'Underskriftsrum'
        spacing = room.style.element.find(f'{qn("w:pPr")}/{qn("w:spacing")}')
        assert spacing is not None
        assert spacing.get(qn('w:lineRule')) == 'exact'
        assert int(spacing.get(qn('w:line'))) == pytest.approx(17 / 2.54 * 1440, abs=2)


def test_the_agreement_has_a_table_of_contents_and_numbered_headings() -> None:
    word = document('samverkansoverenskommelse.docx')
    instructions = ' '.join(node.text or '' for node in word.element.iter(qn('w:instrText')))
    assert 'TOC \\o "1-2" \\h' in instructions
    for level in (1, 2):
        style = word.styles[f'Heading {level}']
        assert style.element.find(f'{qn("w:pPr")}/{qn("w:numPr")}') is not None


@pytest.mark.parametrize('name', NAMES)
def test_text_colours_have_contrast_enough_on_white(name: str) -> None:
    for node in document(name).styles.element.iter(qn('w:color')):
        assert contrast(node.get(qn('w:val')), 'FFFFFF') >= 4.5  # WCAG 2.1, 1.4.3


@pytest.mark.parametrize('name', ['logotyp-kommun.png', 'logotyp-polisen.png'])
def test_the_marks_are_sharp_enough_for_print(name: str) -> None:
    with Image.open(TEMPLATES / name) as picture:
        assert min(picture.size) >= 600


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours RRGGBB (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
