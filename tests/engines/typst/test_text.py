"""Text arrives in the PDF as typed, in the font, size and colour that Word's styles give it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from docgen import fonts

from .builder import blank, element, laid_out, paragraph, run

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

# Letters and marks a municipality may type; combining marks and ligature code points are left to Unicode.
TYPED = sorted(
    chr(code)
    for code in fonts.face('Source Sans Pro', fonts.REGULAR, italic=False).characters
    if 0x20 <= code < 0x2122
    and unicodedata.normalize('NFKC', chr(code)) == chr(code)
    and unicodedata.category(chr(code))[0] in 'LNPS'
)
MARKUP = '#*$<@\\[]_~"/`=+-{}()\'&>;:%!,.|^åäöÅÄÖ0a '


def characters(result_text: str) -> str:
    return ''.join(result_text.split())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.lists(
        st.text(st.sampled_from(MARKUP), min_size=1, max_size=40) | st.text(st.sampled_from(TYPED), max_size=30),
        min_size=1,
        max_size=5,
    )
)
@example(['#let x = 1', '*fet* _kursiv_ `kod`', '$x^2$ <etikett> @ref', '\\u{41} \\n \\', '"citat" -- --- ...'])
@example(['R&D <5 år {{x}}', '// kommentar', '/* och */', '#eval("1")', '~[x](y)~', '= Rubrik', '+ punkt', '- streck'])
def test_any_text_arrives_as_typed(tmp_path: Path, texts: list[str]) -> None:
    document = blank()
    texts = ["Ett dokument är aldrig tomt", *texts]
    for text in texts:
        document.add_paragraph(text).runs[:0]
    result = laid_out(document, tmp_path)
    with pdfplumber.open(result.path) as pdf:
        shown = ''.join(character['text'] for page in pdf.pages for character in page.chars)
    assert characters(shown) == characters(''.join(texts))


def test_spaces_stay_as_many_as_typed(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("a  b   c")
    document.add_paragraph("1\u00a0000 kr, 2\u202f000")
    result = laid_out(document, tmp_path)
    with pdfplumber.open(result.path) as pdf:
        shown = ''.join(character['text'] for character in pdf.pages[0].chars)
    assert "a  b   c" in shown
    assert "1\u00a0000 kr, 2\u202f000" in shown


def test_no_break_hyphens_keep_the_word_together(tmp_path: Path) -> None:
    document = blank()
    inner = f'{run("x" * 60 + " aaaaaaaa")}<w:r><w:noBreakHyphen/></w:r>{run("bbbbbbbbbbbb")}'
    paragraph(document, inner)
    result = laid_out(document, tmp_path)
    assert result.where("aaaaaaaa").bottom == pytest.approx(result.where("bbbbbbbbbbbb").bottom, abs=3)


def test_a_soft_hyphen_shows_only_where_the_line_breaks(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("medborgar\u00adlöfte"))
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        assert '-' not in pdf.pages[0].extract_text()


def looks(path: Path, text: str) -> tuple[Any, ...]:
    with pdfplumber.open(path) as pdf:
        line = ''.join(character['text'] for character in pdf.pages[0].chars)
        found = pdf.pages[0].chars[line.index(text)]
    return found['fontname'].partition('+')[2], round(found['size'], 1), found['non_stroking_color']


def test_runs_look_as_styles_and_direct_formatting_say(tmp_path: Path) -> None:
    document = blank()
    style = document.styles.add_style('Egen', 1)
    style.base_style = document.styles['Normal']
    style.element.append(element('<w:rPr><w:b/><w:color w:val="AA0000"/><w:sz w:val="28"/></w:rPr>'))
    strong = document.styles['Strong'].element.get_or_add_rPr()
    assert strong is not None
    made = document.add_paragraph("Stilen ", style='Egen')
    made.add_run("direkt ").italic = True
    made.add_run("växlad", style='Strong')
    document.add_paragraph().add_run("Serif").font.name = 'Source Serif Pro'
    document.add_paragraph().add_run("Halvfet").font.name = 'Source Sans Pro Semibold'
    path = laid_out(document, tmp_path).path
    red = (pytest.approx(0xAA / 255, abs=0.01), 0, 0)
    assert looks(path, "Stilen") == ('SourceSansPro-Bold', 14, red)
    assert looks(path, "direkt") == ('SourceSansPro-BoldIt', 14, red)
    # Bold in both paragraph and character style cancels out (ECMA-376 part 1, 17.7.3).
    assert looks(path, "växlad") == ('SourceSansPro-Regular', 14, red)
    assert looks(path, "Serif")[0] == 'SourceSerifPro-Regular'
    assert looks(path, "Halvfet")[0] == 'SourceSansPro-Semibold'


def test_decorations(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("understruken", '<w:u w:val="single"/>') + run(" vanlig"))
    paragraph(document, run("struken", '<w:strike/>'))
    paragraph(document, run("märkt", '<w:highlight w:val="yellow"/>'))
    paragraph(document, run("versal å", '<w:caps/>') + run(" kapitäl", '<w:smallCaps/>'))
    paragraph(document, run("m") + run("2", '<w:vertAlign w:val="superscript"/>') + run(" bas"))
    paragraph(document, run("spärrad", '<w:spacing w:val="60"/>'))
    paragraph(document, run("spärrad"))
    result = laid_out(document, tmp_path)
    assert "VERSAL Å" in result.text
    with pdfplumber.open(result.path) as pdf:
        chars = pdf.pages[0].chars
        raised = next(c for c in chars if c['text'] == '2')
        plain = next(c for c in chars if c['text'] == 'b')
        assert raised['size'] < plain['size']
        painted = {round(rect['x1'] - rect['x0']) for rect in pdf.pages[0].rects}
        lines = pdf.pages[0].lines + pdf.pages[0].rects + pdf.pages[0].curves
        assert len(lines) >= 3
        assert painted
        words = [word for word in pdf.pages[0].extract_words(x_tolerance=5) if word['text'] == "spärrad"]
    assert words[0]['x1'] - words[0]['x0'] > words[1]['x1'] - words[1]['x0'] + 15


def test_another_language_is_marked(tmp_path: Path) -> None:
    import pikepdf

    document = blank()
    paragraph(document, run("svenska ") + run("English", '<w:lang w:val="en-GB"/>'))
    path = laid_out(document, tmp_path).path
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == 'sv-SE'
        assert b'/Lang(en-GB)' in pdf.pages[0].Contents.read_bytes()
