"""Lines, pages and contents fall where Word and LibreOffice put them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from docgen.pdf.structure.page_text import read

from .builder import blank, element, laid_out, paragraph, run, table

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = "AVAVAV ToToTo"


def _words(pdf: Path, page: int = 0) -> dict[str, Any]:
    with pdfplumber.open(pdf) as opened:
        return {each['text']: each for each in opened.pages[page].extract_words()}


def _width(tmp_path: Path, properties: str, text: str = PAIRS) -> float:
    document = blank()
    paragraph(document, run(text.replace(' ', '_'), properties))
    (word,) = _words(laid_out(document, tmp_path).path).values()
    return float(word['x1'] - word['x0'])


def test_pairs_of_letters_are_set_closer_only_where_word_does_it(tmp_path: Path) -> None:
    plain = _width(tmp_path, '<w:sz w:val="22"/>')
    assert _width(tmp_path, '<w:kern w:val="2"/><w:sz w:val="22"/>') < plain - 2
    assert _width(tmp_path, '<w:kern w:val="28"/><w:sz w:val="22"/>') == pytest.approx(plain)
    assert _width(tmp_path, '<w:kern w:val="0"/><w:sz w:val="22"/>') == pytest.approx(plain)


def test_ligatures_are_set_only_where_word_does_it_and_read_as_letters(tmp_path: Path) -> None:
    ligatures = '<w14:ligatures xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:val="standard"/>'
    plain = _width(tmp_path, '', 'fflftftft')
    assert _width(tmp_path, ligatures, 'fflftftft') != pytest.approx(plain, abs=0.05)
    document = blank()
    paragraph(document, run('fiffig fluga', ligatures))
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        assert pdf.pages[0].extract_text() == 'fiffig fluga'


def test_a_running_header_stands_at_its_distance_from_the_edge(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Ett")
    document.add_page_break()
    document.add_paragraph("Två")
    section = document.sections[0]
    section.header_distance, section.top_margin = Pt(30), Pt(120)
    section.header.paragraphs[0].text = "Sidhuvud"
    path = laid_out(document, tmp_path).path
    for page in (0, 1):
        # 11 pt text is set 0.7 em above its baseline or less, and its line begins at the distance.
        assert 30 <= _words(path, page)['Sidhuvud']['top'] <= 36


def test_a_last_line_may_need_the_room_that_its_line_spacing_adds(tmp_path: Path) -> None:
    """Word and LibreOffice let the air below a page's last line stand in the margin."""

    def pages(room: float) -> int:
        document = blank()
        style = document.styles['Normal']
        style.paragraph_format.line_spacing = 2.0
        style.paragraph_format.space_after = Pt(0)
        style.font.size = Pt(20)
        for _ in range(2):
            document.add_paragraph("Rad")
        section = document.sections[0]
        section.top_margin, section.bottom_margin = Pt(70), Pt(842 - 70 - room)
        section.footer_distance = Pt(10)
        return len(laid_out(document, tmp_path).pages)

    natural = 20 * 1.257
    assert pages(3 * natural + 1) == 1
    assert pages(3 * natural - 1) == 2


def test_what_ends_a_page_leaves_no_space_on_the_next(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Före").paragraph_format.space_after = Pt(60)
    document.add_paragraph("Efter").paragraph_format.page_break_before = True
    document.add_paragraph("Sist")
    path = laid_out(document, tmp_path).path
    assert _words(path, 1)['Efter']['top'] < 80


def test_contents_stand_at_their_own_hanging_indent(tmp_path: Path) -> None:
    document = blank()
    style = document.styles.add_style('toc 1', 1)
    style.element.find(qn('w:name')).set(qn('w:val'), 'toc 1')
    style.element.insert(
        2,
        element(
            '<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
            '<w:ind w:left="800" w:hanging="800"/></w:pPr>'
        ),
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        element(
            '<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/><w:pPr><w:ind w:left="300" w:hanging="300"/></w:pPr>'
            '</w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(element('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.styles['Heading 1'].element.find(qn('w:pPr')).insert(
        0, element('<w:numPr><w:numId w:val="77"/></w:numPr>')
    )
    paragraph(document, '<w:fldSimple w:instr=" TOC \\o &quot;1-1&quot; \\h "><w:r><w:t>x</w:t></w:r></w:fldSimple>')
    document.add_heading("Bakgrund", 1).paragraph_format.page_break_before = True
    document.add_heading("Mål", 1)
    path = laid_out(document, tmp_path).path
    with pdfplumber.open(path) as pdf:
        words = pdf.pages[0].extract_words(x_tolerance=1)
        assert [round(word['x0']) for word in words if word['text'] in '12'][:1] == [70]
        first = next(word for word in words if word['text'].startswith('Bakgrund'))
    assert first['x0'] == pytest.approx(70 + 40, abs=0.5)
    assert _words(path, 1)['Bakgrund']['x0'] == pytest.approx(70 + 15, abs=0.5)


@pytest.mark.parametrize(
    'word', ['Donaudampfschifffahrt' * 12, 'W' * 200, 'å' * 90, 'https://exempel.se/' + 'abc' * 60]
)
def test_a_word_wider_than_its_line_is_cut_and_stays_whole_to_read(tmp_path: Path, word: str) -> None:
    document = blank()
    document.add_paragraph(f"Före {word} efter.")
    document.add_paragraph(f"Punkt {word}", style='List Bullet')
    cells = table(document, 2, 3)
    cells.cell(1, 0).text = word
    cells.cell(1, 1).text = "Ett"
    path = laid_out(document, tmp_path).path
    with pdfplumber.open(path) as pdf:
        characters = pdf.pages[0].chars
        neighbour = next(each for each in pdf.pages[0].extract_words() if each['text'] == "Ett")
    assert max(each['x1'] for each in characters) <= 595 - 70 + 1
    assert all(each['x1'] <= neighbour['x0'] for each in characters if each['top'] > neighbour['bottom'])
    assert ''.join(run.text for run in read(path).runs).count(word) == 3


def test_a_word_that_fits_its_line_is_never_cut(tmp_path: Path) -> None:
    document = blank()
    word = "Ordningsvaktsförordnandebestämmelsesamlingsförteckning"
    document.add_paragraph(f"En mening som fyller en stor del av raden {word}")
    assert word in _words(laid_out(document, tmp_path).path)
