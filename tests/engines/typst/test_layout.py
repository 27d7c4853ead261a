"""Where things stand: Word's spacing, indents, line heights, tab stops, borders, table grids. Points, lower left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pdfplumber
import pikepdf
import pytest
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Pt

from docgen.pdf.structure.tag_tree import read_tree

from .builder import blank, element, laid_out, paragraph, run, scopes, table

if TYPE_CHECKING:
    from pathlib import Path

LINE = (0.984 + 0.273) * 11


def plain(document: Any, text: str = "x", **settings: float) -> Any:
    """A paragraph without spacing, but for what is said."""
    made = document.add_paragraph(text)
    form = made.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(0), 1.0
    for name, value in settings.items():
        setattr(form, name, Pt(value))
    return made


def test_a_line_is_as_high_as_the_font_says(tmp_path: Path) -> None:
    document = blank()
    plain(document, "annan")
    plain(document, "annan")
    result = laid_out(document, tmp_path)
    with pdfplumber.open(result.path) as pdf:
        tops = [word['top'] for word in pdf.pages[0].extract_words()]
    assert tops[1] - tops[0] == pytest.approx(LINE, abs=0.05)


@pytest.mark.parametrize(
    ('rule', 'value', 'expected'),
    [
        (WD_LINE_SPACING.MULTIPLE, 1.5, 1.5 * LINE),
        (WD_LINE_SPACING.MULTIPLE, 0.8, 0.8 * LINE),
        (WD_LINE_SPACING.EXACTLY, Pt(24), 24),
        (WD_LINE_SPACING.AT_LEAST, Pt(24), 24),
        (WD_LINE_SPACING.AT_LEAST, Pt(5), LINE),
    ],
)
def test_line_rules(rule: WD_LINE_SPACING, value: float, expected: float, tmp_path: Path) -> None:
    document = blank()
    for _ in range(2):
        form = plain(document, "annan").paragraph_format
        form.line_spacing_rule = rule
        form.line_spacing = value
        form.line_spacing_rule = rule
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        tops = [word['top'] for word in pdf.pages[0].extract_words()]
    assert tops[1] - tops[0] == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ('after', 'before', 'contextual', 'gap'), [(10, 4, False, 10), (4, 10, False, 10), (10, 4, True, 0)]
)
def test_the_larger_of_two_spacings_counts(
    after: float, before: float, contextual: bool, gap: float, tmp_path: Path
) -> None:
    document = blank()
    one, two = plain(document, "annan", space_after=after), plain(document, "annan", space_before=before)
    for made in (one, two) if contextual else ():
        made._p.get_or_add_pPr().append(element('<w:contextualSpacing/>'))
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        tops = [word['top'] for word in pdf.pages[0].extract_words()]
    assert tops[1] - tops[0] == pytest.approx(LINE + gap, abs=0.05)


def test_an_empty_paragraph_takes_a_line(tmp_path: Path) -> None:
    document = blank()
    for text in ("annan", "", "annan"):
        plain(document, text)
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        tops = [word['top'] for word in pdf.pages[0].extract_words()]
    assert tops[1] - tops[0] == pytest.approx(2 * LINE, abs=0.05)


def test_the_first_paragraph_keeps_its_space_before(tmp_path: Path) -> None:
    document = blank()
    plain(document, "annan", space_before=30)
    document.add_page_break()
    plain(document, "annan", space_before=30)
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        tops = [sheet.extract_words()[0]['top'] for sheet in pdf.pages]
    assert tops[0] == pytest.approx(tops[1], abs=0.05)
    assert tops[0] > 100


def test_indents(tmp_path: Path) -> None:
    document = blank()
    plain(document, "Aindrag", left_indent=50)
    plain(document, "Bförsta " + "ord " * 60 + "Bsist", left_indent=20, first_line_indent=15)
    plain(document, "Chänger " + "ord " * 60, left_indent=40, first_line_indent=-40)
    plain(document, "Dutanför", left_indent=-20)
    result = laid_out(document, tmp_path)
    assert result.where("Aindrag").left == pytest.approx(120, abs=1)
    assert result.where("Bförsta").left == pytest.approx(105, abs=1)
    assert result.where("Chänger").left == pytest.approx(70, abs=1)
    assert result.where("Dutanför").left == pytest.approx(50, abs=1.5)


def test_alignment(tmp_path: Path) -> None:
    document = blank()
    for index, text in enumerate(("Vänster", "Mitten", "Höger")):
        plain(document, text).alignment = index
    result = laid_out(document, tmp_path)
    middle = result.where("Mitten")
    assert result.where("Vänster").left == pytest.approx(70, abs=1)
    assert (middle.left + middle.right) / 2 == pytest.approx(595 / 2, abs=1)
    assert result.where("Höger").right == pytest.approx(525, abs=1)


def test_tab_stops(tmp_path: Path) -> None:
    document = blank()
    made = plain(document, "a\tVänster\tMitten\tHöger")
    stops = made.paragraph_format.tab_stops
    stops.add_tab_stop(Pt(100))
    stops.add_tab_stop(Pt(250), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Pt(455), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    plain(document, "Namn:\tEtt långt värde " + "ord " * 40 + "slut", left_indent=80, first_line_indent=-80)
    plain(document, "b\tStandard")
    result = laid_out(document, tmp_path)
    middle = result.where("Mitten")
    assert result.where("Vänster").left == pytest.approx(170, abs=1)
    assert (middle.left + middle.right) / 2 == pytest.approx(320, abs=1)
    assert result.where("Höger").right == pytest.approx(525, abs=1)
    assert "...." in result.text
    assert result.where("Ett långt").left == pytest.approx(150, abs=1)
    assert result.where("Standard").left == pytest.approx(106, abs=1)


def test_numbers_stand_with_their_decimals_below_each_other(tmp_path: Path) -> None:
    document = blank()
    stop = '<w:pPr><w:tabs><w:tab w:val="decimal" w:pos="4000"/></w:tabs></w:pPr>'
    for text in ("kr 1 234,50 i år", "7,5", "888", "inget"):
        paragraph(document, stop + '<w:r><w:tab/></w:r>' + run(text))
    cells = table(document, 1, 2, header=False)
    cells.cell(0, 0).paragraphs[0].add_run("9,25")
    cells.cell(0, 0).paragraphs[0]._p.insert(0, element(stop.replace('4000', '1000')))
    made = laid_out(document, tmp_path)
    place = 70 + 4000 / 20
    assert [made.where(text).right for text in ("kr 1 234", "7", "888", "inget")] == [pytest.approx(place, abs=1.0)] * 4
    assert made.where(",50").left == pytest.approx(place, abs=1.0)
    # In a cell the stop holds without a tab.
    assert made.where("9").right - 70 > 45


def test_list_labels_and_text_stand_at_words_indents(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Punkten " + "ord " * 60, style='List Bullet')
    document.add_paragraph("Under", style='List Bullet 2')
    document.add_paragraph("Numret", style='List Number')
    result = laid_out(document, tmp_path)
    assert result.where("•").left == pytest.approx(70, abs=2)
    assert result.where("Punkten").left == pytest.approx(88, abs=1)
    assert result.where("Under").left == pytest.approx(106, abs=1)
    assert result.where("1.").left == pytest.approx(70, abs=1)
    assert result.where("Numret").left == pytest.approx(88, abs=1)


def numbering(document: Any, levels: str, lists: str) -> None:
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    root.append(element(f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'))
    for made in element(f'<w:x>{lists}</w:x>'):
        root.append(made)


LEVELS = ''.join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    f'<w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="720"/></w:pPr></w:lvl>'
    for level, (kind, text) in enumerate([('decimal', '%1.'), ('lowerLetter', '%1%2)'), ('upperRoman', '%3')])
)


def numbered(document: Any, text: str, level: int = 0, ident: int = 1) -> None:
    paragraph(
        document,
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{ident}"/></w:numPr></w:pPr>{run(text)}',
    )


def test_numbers_count_nest_and_restart(tmp_path: Path) -> None:
    document = blank()
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering(
        document,
        LEVELS,
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{restart}</w:num>',
    )
    for text, level, ident in [
        ("A", 0, 1), ("B", 1, 1), ("C", 1, 1), ("D", 2, 1), ("E", 0, 1), ("F", 1, 1), ("G", 0, 2), ("H", 0, 2),
    ]:  # fmt: skip
        numbered(document, text, level, ident)
    document.add_paragraph("Mellan")
    numbered(document, "I", 0, 2)
    text = laid_out(document, tmp_path).text
    assert text == "1. A 1a) B 1b) C I D 2. E 2a) F 5. G 6. H Mellan 7. I"


def test_numbered_headings_carry_their_number_into_the_outline(tmp_path: Path) -> None:

    document = blank()
    numbering(document, LEVELS, '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>')
    document.styles['Heading 1'].element.get_or_add_pPr().append(
        element('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    )
    document.add_heading("Bakgrund", 1)
    document.add_heading("Syfte", 1)
    result = laid_out(document, tmp_path)
    with pikepdf.open(result.path) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["1. Bakgrund", "2. Syfte"]
    assert result.where("Syfte").left == pytest.approx(106, abs=1)


def test_table_columns_have_their_widths(tmp_path: Path) -> None:
    document = blank()
    made = table(document, 2, 3)
    for row in made.rows:
        for cell, width in zip(row.cells, (100, 200, 50), strict=True):
            cell.width = Pt(width)
    result = laid_out(document, tmp_path)
    lefts = [result.where(f"0 {column}").left for column in range(3)]
    assert lefts[1] - lefts[0] == pytest.approx(100, abs=1)
    assert lefts[2] - lefts[1] == pytest.approx(200, abs=1)


def test_header_rows_repeat_on_each_page_and_rows_hold_together(tmp_path: Path) -> None:
    document = blank()
    made = table(document, 60, 2)
    made.cell(0, 0).text = "Rubrikrad"
    result = laid_out(document, tmp_path)
    assert len(result.pages) > 1
    assert all("Rubrikrad" in text for text in result.pages)


def test_shading_borders_and_row_height(tmp_path: Path) -> None:
    document = blank()
    made = table(document, 2, 2)
    made.cell(0, 0)._tc.get_or_add_tcPr().append(element('<w:shd w:val="clear" w:color="auto" w:fill="00AA00"/>'))
    made.rows[1].height = Pt(80)
    framed = plain(document, "Ram")
    framed._p.get_or_add_pPr().append(
        element('<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="FF0000"/></w:pBdr>')
    )
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        sheet = pdf.pages[0]
        assert (0, pytest.approx(0.667, abs=0.01), 0) in [rect['non_stroking_color'] for rect in sheet.rects]
        painted = [line['non_stroking_color'] for line in sheet.lines + sheet.curves + sheet.rects]
        assert (1, 0, 0) in painted
        words = {word['text']: word for word in sheet.extract_words()}
        assert words["Ram"]['top'] - words["1"]['top'] > 75


def test_a_table_style_gives_its_first_row_its_look(tmp_path: Path) -> None:
    document = blank()
    style = document.styles['Table Grid'].element
    style.append(
        element(
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
            '<w:shd w:val="clear" w:fill="003366"/></w:tcPr></w:tblStylePr>'
        )
    )
    table(document, 2, 2)._tbl.tblPr.find(qn('w:tblLook')).set(qn('w:firstRow'), '1')
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        fonts = {char['fontname'].partition('+')[2] for char in pdf.pages[0].chars if char['top'] < 86}
        assert fonts == {'SourceSansPro-Bold'}
        assert len([rect for rect in pdf.pages[0].rects if rect['fill']]) >= 2


def test_keep_with_next_and_page_break_before(tmp_path: Path) -> None:
    document = blank()
    for _ in range(49):
        plain(document, "rad")
    document.add_heading("Rubriken", 1)
    document.add_paragraph("Texten under rubriken. " * 20)
    made = plain(document, "Ny sida")
    made.paragraph_format.page_break_before = True
    result = laid_out(document, tmp_path)
    assert "Rubriken" not in result.pages[0]
    assert "Rubriken" in result.pages[1]
    assert result.pages[2].strip() == "Ny sida"


def test_a_table_whose_last_row_keeps_with_next_stands_with_what_follows(tmp_path: Path) -> None:
    document = blank()
    for _ in range(45):
        plain(document, "rad")
    for cell in table(document, 2, 2)._cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    document.add_heading("Rubriken", 1)
    document.add_paragraph("Texten under rubriken. " * 20)
    first, second = laid_out(document, tmp_path).pages
    assert "0 0" not in first
    assert second.index("0 0") < second.index("1 1") < second.index("Rubriken")


def test_rows_that_keep_with_the_next_stand_on_its_page_and_leave_no_cell_in_the_tags(tmp_path: Path) -> None:
    divided = set()
    for before in (36, 38, 40, 42, 44):
        document = blank()
        for _ in range(before):
            plain(document, "rad")
        made = table(document, 7, 2)
        for row in (1, 5):
            made.rows[row].cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        result = laid_out(document, tmp_path)
        for one, other in (("1 0", "2 0"), ("5 0", "6 0")):
            assert sum(one in page and other in page for page in result.pages) == 1, before
        divided.add(sum("0 0" in page for page in result.pages))
        assert scopes(result.path) == [('TH', 'Column')] * 2 + [('TD', '')] * 12
    assert divided == {1, 2}


@pytest.mark.parametrize('keeping', [True, False])
def test_a_list_whose_items_keep_with_next_stands_on_one_page(keeping: bool, tmp_path: Path) -> None:
    document = blank()
    for _ in range(48):
        plain(document, "rad")
    for text in ("Ettan", "Tvåan", "Trean"):
        made = document.add_paragraph(text, style='List Bullet')
        made.paragraph_format.keep_with_next = keeping and text != "Trean"
    first, second = laid_out(document, tmp_path).pages
    assert ("Ettan" in first) is not keeping
    assert "Trean" in second


def test_items_that_keep_with_the_next_stand_on_its_page_in_one_list(tmp_path: Path) -> None:
    divided = set()
    for before in (43, 45, 48):
        document = blank()
        for _ in range(before):
            plain(document, "rad")
        document.add_heading("Rubriken", 3)
        for number in range(1, 7):
            made = document.add_paragraph(f"punkt {number}", style='List Bullet')
            made.paragraph_format.keep_with_next = number in (1, 5)
        result = laid_out(document, tmp_path)
        for one, other in (("Rubriken", "punkt 1"), ("punkt 1", "punkt 2"), ("punkt 5", "punkt 6")):
            assert sum(one in page and other in page for page in result.pages) == 1, before
        divided.add(sum("punkt" in page for page in result.pages))
        with pikepdf.open(result.path) as pdf:
            roles = [node.role for top in read_tree(pdf) for node in top.nodes()]
        assert (roles.count('L'), roles.count('LI')) == (1, 6)
    assert divided == {1, 2}
