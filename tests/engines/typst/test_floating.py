"""What stands at a place of its own: pictures, frames and tables; and the text that Word would lead around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pdfplumber
import pikepdf
import pytest
from docx.oxml.ns import qn

from .builder import blank, element, field, laid_out, paragraph, refused, run, table
from .test_foreign_constructs import box, drawing, offset, picture

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

LONG = "Ord som räcker till hela raden och längre än så. " * 4


def test_what_floats_beside_short_text_is_set_where_it_is(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, drawing(picture(document), across=offset(400), down=offset(60), wrap='Square') + run("Kort"))
    made = laid_out(document, tmp_path)
    assert len(made.tags().all('Figure')) == 1
    assert made.where("Kort").left == pytest.approx(70, abs=2)


def test_the_line_that_it_hangs_on_takes_its_room(tmp_path: Path) -> None:
    tops = []
    for index, floats in enumerate((True, False)):
        document = blank()
        shown = drawing(picture(document), across=offset(400), down=offset(0), wrap='Square')
        shown = shown.replace('positionV relativeFrom="page"', 'positionV relativeFrom="paragraph"')
        paragraph(document, shown if floats else '')
        paragraph(document, run("Under"))
        made = laid_out(document, tmp_path, f'prov{index}')
        tops.append(made.where("Under").top)
        if floats:
            with pdfplumber.open(made.path) as pdf:
                assert pdf.pages[0].images[0]['top'] == pytest.approx(70, abs=1.5)
    assert tops[0] == pytest.approx(tops[1], abs=0.1)


def test_text_may_stand_only_at_the_side_that_is_said(tmp_path: Path) -> None:
    document = blank()
    shown = drawing(picture(document), across=offset(400), down=offset(60), wrap='Square wrapText="right"')
    paragraph(document, shown + run("Kort"))
    assert [each.id for each in refused(document, tmp_path)] == ['word-floating-image']


@pytest.mark.parametrize('text', ["in the paragraph", "below it"])
def test_text_that_would_have_to_run_around_it_is_refused(text: str, tmp_path: Path) -> None:
    document = blank()
    floating = drawing(picture(document), across=offset(300), down=offset(75), wrap='Square')
    if text == "below it":
        paragraph(document, floating)
        document.add_paragraph(LONG)
    else:
        paragraph(document, floating + run(LONG))
    assert [each.id for each in refused(document, tmp_path)] == ['word-floating-image']


def test_text_stands_above_and_below_where_it_says_so(tmp_path: Path) -> None:
    document = blank()
    anchored = drawing(picture(document), across=offset(100), down=offset(0), wrap='TopAndBottom')
    paragraph(
        document, anchored.replace('positionV relativeFrom="page"', 'positionV relativeFrom="paragraph"') + run("Text")
    )
    assert 842 - 70 - 50 - 20 < laid_out(document, tmp_path).where("Text").bottom < 842 - 70 - 50


def _frame(properties: str, inner: str) -> Any:
    return element(f'<w:p><w:pPr><w:framePr {properties}/></w:pPr>{inner}</w:p>')


def test_a_page_number_in_a_frame_stands_at_the_edge_of_the_footer(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Text")
    footer = document.sections[0].footer
    footer.paragraphs[0].text = "Provby"
    place = 'w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"'
    footer._element.insert(0, _frame(place, run("Sida ") + field('PAGE')))
    made = laid_out(document, tmp_path)
    number, name = made.where("Sida 1"), made.where("Provby")
    assert number.right == pytest.approx(595 - 70, abs=3)
    assert number.bottom == pytest.approx(name.bottom, abs=4)


def test_an_address_in_a_frame_stands_where_the_frame_says(tmp_path: Path) -> None:
    document = blank()
    place = 'w:w="4000" w:hAnchor="page" w:vAnchor="page" w:x="6000" w:y="2000"'
    for line in ("Anna Exempel", "Storgatan 1"):
        document.element.body.insert(0 if line.startswith("Anna") else 1, _frame(place, run(line)))
    paragraph(document, run("Brödtext"))
    made = laid_out(document, tmp_path)
    first, second = made.where("Anna Exempel"), made.where("Storgatan 1")
    assert first.left == pytest.approx(300, abs=2)
    assert 842 - 100 - 30 < first.bottom < 842 - 100
    assert second.top <= first.bottom + 3
    assert made.where("Brödtext").top > 842 - 70 - 20


def test_a_frame_of_no_size_is_none(tmp_path: Path) -> None:
    document = blank()
    document.element.body.insert(0, _frame('w:w="0" w:h="0" w:hRule="exact" w:vAnchor="margin"', run("Text")))
    assert laid_out(document, tmp_path).where("Text").left == pytest.approx(70, abs=2)


@pytest.mark.parametrize('fits', [True, False])
def test_a_table_at_a_place_of_its_own(fits: bool, tmp_path: Path) -> None:
    document = blank()
    made = table(document, 2, 2)
    place = '<w:tblpPr w:horzAnchor="page" w:vertAnchor="page" w:tblpX="6000" w:tblpY="8000"/>'
    made._tbl.tblPr.insert(1, element(place))
    for width, column in zip(('2000', '2000'), made.columns, strict=True):
        column._gridCol.set(qn('w:w'), width)
        for cell in column.cells:
            cell._tc.tcPr.find(qn('w:tcW')).set(qn('w:w'), width)
    document.add_paragraph("Brödtext" if fits else LONG * 40)
    if not fits:
        assert [each.id for each in refused(document, tmp_path)] == ['word-floating-table']
        return
    done = laid_out(document, tmp_path)
    assert done.where("0 0").left == pytest.approx(305, abs=3)
    assert done.where("0 0").top == pytest.approx(842 - 400, abs=6)
    assert len(done.tags().all('TH')) == 2


def test_a_cropped_picture_shows_only_what_is_left_of_it(tmp_path: Path) -> None:
    document = blank()
    graphic = picture(document).replace('</pic:blipFill>', '<a:srcRect l="50000"/></pic:blipFill>')
    paragraph(document, drawing(graphic))
    made = laid_out(document, tmp_path)
    with pikepdf.open(made.path) as pdf:
        content = pikepdf.parse_content_stream(pdf.pages[0])
    clips = [each for each in content if str(each.operator) in ('W', 'W*')]
    scaled = [abs(float(each.operands[0])) for each in content if str(each.operator) == 'cm']
    assert clips
    assert max(scaled) == pytest.approx(200, abs=1)
    assert [each.alt for each in made.tags().all('Figure')] == ["Bilden"]


def test_a_picture_can_be_a_link(tmp_path: Path) -> None:
    document = blank()
    ident = document.part.relate_to(
        'https://provby.example',
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink',
        is_external=True,
    )
    shown = drawing(picture(document)).replace(
        'descr="Bilden"/>', f'descr="Bilden"><a:hlinkClick r:id="{ident}"/></wp:docPr>'
    )
    paragraph(document, shown)
    made = laid_out(document, tmp_path)
    assert made.link_targets() == ['https://provby.example']
    assert [each.outline() for each in made.tags().all('Link')] == ['Link(Figure)']


def test_a_text_box_that_hangs_over_the_edge_of_the_paper_is_named(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, drawing(box("Halva syns"), across=offset(560), down=offset(100)))
    assert [each.id for each in refused(document, tmp_path)] == ['word-box-off-paper']


@pytest.mark.parametrize(('shape', 'curved'), [('rect', False), ('roundRect', True), ('ellipse', True)])
def test_simple_shapes_in_the_theme_s_colours(shape: str, curved: bool, tmp_path: Path) -> None:
    document = blank()
    half = '<a:schemeClr val="tx1"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr>'
    graphic = box("Ja").replace('prst="rect"', f'prst="{shape}"').replace('<a:srgbClr val="FFFF00"/>', half)
    paragraph(document, drawing(graphic, size=(200, 100)))
    made = laid_out(document, tmp_path)
    assert "Ja" in made.text
    with pikepdf.open(made.path) as pdf:
        content = pikepdf.parse_content_stream(pdf.pages[0])
    fills = [[float(each) for each in step.operands] for step in content if str(step.operator) in ('sc', 'scn', 'rg')]
    assert any(fill == pytest.approx([0.5] * 3, abs=0.01) for fill in fills)
    assert any(str(step.operator) == 'c' for step in content) == curved
