"""What Word's users put in their files besides plain text: each is set as Word shows it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image

from docgen.engines import Source, converter

from .builder import DATE, blank, element, field, laid_out, paragraph, png, refused, run, table

if TYPE_CHECKING:
    from pathlib import Path

WPS = 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape'
POINT = 12700


def drawing(
    inner: str, *, across: str = '', down: str = '', wrap: str = 'None', size: tuple[int, int] = (100, 50)
) -> str:
    """A run with a drawing, in the line or floating where `across` and `down` say its place in points from the page."""
    extent = f'<wp:extent cx="{size[0] * POINT}" cy="{size[1] * POINT}"/><wp:docPr id="7" name="x" descr="Bilden"/>'
    if not across:
        return f'<w:r><w:drawing><wp:inline>{extent}{inner}</wp:inline></w:drawing></w:r>'
    place = f'<wp:positionH relativeFrom="page">{across}</wp:positionH>'
    place += f'<wp:positionV relativeFrom="page">{down}</wp:positionV>'
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="0" distT="0" distB="0" distL="0" distR="0">{place}{extent}'
        f'<wp:wrap{wrap}/>{inner}</wp:anchor></w:drawing></w:r>'
    )


def offset(points: int) -> str:
    return f'<wp:posOffset>{points * POINT}</wp:posOffset>'


def test_a_place_in_parts_of_the_page_is_where_word_worked_it_out(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Text")
    made = drawing(box("I rutan"), across=offset(300), down=offset(400))
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    wp14 = 'xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"'
    for axis, percent in (('H', 50_000), ('V', 48_000)):
        start = f'<wp:position{axis} relativeFrom="page">'
        end = f'</wp:position{axis}>'
        part = f'<wp14:pctPos{axis}Offset>{percent}</wp14:pctPos{axis}Offset>'
        choice = f'<mc:AlternateContent {mc} {wp14}><mc:Choice Requires="wp14">{start}{part}{end}</mc:Choice>'
        made = made.replace(start, f'{choice}<mc:Fallback>{start}', 1)
        made = made.replace(end + '<wp', f'{end}</mc:Fallback></mc:AlternateContent><wp', 1)
    paragraph(document, made)
    spot = laid_out(document, tmp_path).where("I rutan")
    assert spot.left == pytest.approx(300 + 7.2, abs=1.5)
    assert 842 - spot.top == pytest.approx(400 + 3.6, abs=7)


def test_a_paragraph_from_the_right_begins_there(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, '<w:pPr><w:bidi/><w:ind w:left="1000"/></w:pPr>' + run("Höger."))
    paragraph(document, '<w:pPr><w:bidi/><w:jc w:val="right"/></w:pPr>' + run("Vänster"))
    document.sections[0]._sectPr.extend([element('<w:bidi/>'), element('<w:rtlGutter/>')])
    made = laid_out(document, tmp_path)
    assert made.where("Höger").right == pytest.approx(525 - 50, abs=1)
    assert made.where(".").right < made.where("Höger").left + 1
    assert made.where("Vänster").left == pytest.approx(70, abs=1)


def test_a_frame_that_nothing_follows_stands_where_it_says(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Text")
    place = 'w:w="2000" w:h="1000" w:hRule="exact" w:hAnchor="page" w:vAnchor="page" w:x="4000" w:y="8000"'
    lines = ''.join(f'<w:{side} w:val="single" w:sz="8" w:space="3"/>' for side in ('top', 'left', 'bottom', 'right'))
    paragraph(document, f'<w:pPr><w:framePr {place}/><w:pBdr>{lines}</w:pBdr></w:pPr>' + run("Sist"))
    made = laid_out(document, tmp_path)
    assert made.where("Sist").left == pytest.approx(200 + 3, abs=1)
    assert 842 - made.where("Sist").top == pytest.approx(400 + 3, abs=8)
    # The line stands around the frame, not around its text alone.
    with pdfplumber.open(made.path) as pdf:
        (framed,) = [each for each in (*pdf.pages[0].rects, *pdf.pages[0].curves) if each['height'] > 30]
    assert framed['height'] == pytest.approx(50, abs=1)


def test_slightly_wider_letters_are_told(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Bred", '<w:w w:val="105"/>') + run(" text", '<w:w w:val="100%"/>'))
    told = [(each.id, each.what, each.place.paragraph) for each in laid_out(document, tmp_path).warnings]
    assert ('word-look-left-out', "Teckenbredden 105 % visas inte i dokumentet.", "Bred text") in told


@pytest.mark.parametrize('inner', ['<w:r><w:tab/></w:r>', ''])
def test_tabs_and_columns_from_the_right_are_refused(inner: str, tmp_path: Path) -> None:
    document = blank()
    paragraph(document, '<w:pPr><w:bidi/></w:pPr>' + inner + run("Text") if inner else run("Text"))
    if not inner:
        document.sections[0]._sectPr.append(element('<w:bidi/>'))
        document.sections[0]._sectPr.append(element('<w:cols w:num="2"/>'))
        for each in document.sections[0]._sectPr.findall(qn('w:cols'))[:-1]:
            document.sections[0]._sectPr.remove(each)
    (finding,) = refused(document, tmp_path)
    assert (finding.id, "höger till vänster" in finding.what) == ('word-unknown-property', True)


def box(text: str, *, high: bool = False) -> str:
    """The graphic of a text box."""
    grows = '<a:spAutoFit/>' if high else ''
    return (
        f'<a:graphic><a:graphicData uri="{WPS}"><wps:wsp xmlns:wps="{WPS}"><wps:spPr><a:prstGeom prst="rect"/>'
        f'<a:solidFill><a:srgbClr val="FFFF00"/></a:solidFill></wps:spPr><wps:txbx><w:txbxContent>'
        f'<w:p>{run(text)}</w:p></w:txbxContent></wps:txbx><wps:bodyPr>{grows}</wps:bodyPr></wps:wsp></a:graphicData></a:graphic>'
    )


def picture(document: Any) -> str:
    """The graphic of a picture."""
    ident, _ = document.part.get_or_add_image(png())
    return (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{ident}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
    )


def test_a_text_box_in_the_line_is_set_and_read(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Före ") + drawing(box("I rutan"), size=(100, 40)) + run(" efter"))
    made = laid_out(document, tmp_path)
    assert "I rutan" in made.text
    assert made.where("I rutan").left > made.where("Före").right


def test_a_floating_text_box_stands_where_it_says_and_takes_no_room(tmp_path: Path) -> None:
    document, plain = blank(), blank()
    paragraph(document, drawing(box("Flyter"), across=offset(300), down=offset(500)) + run("Texten"))
    paragraph(plain, run("Texten"))
    made = laid_out(document, tmp_path)
    found = made.where("Flyter")
    assert found.left == pytest.approx(300 + 7.2, abs=1)
    assert 842 - 500 - 25 < found.bottom < 842 - 500
    assert made.where("Texten").bottom == laid_out(plain, tmp_path, 'utan').where("Texten").bottom


def test_a_text_box_too_small_for_its_text_is_refused(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("x") + drawing(box("mycket text " * 30), size=(100, 30)))
    assert [each.id for each in refused(document, tmp_path)] == ['word-text-box-too-small']
    paragraph(document, run("x") + drawing(box("mycket text " * 30, high=True), size=(100, 30)))


def test_a_floating_logo_is_a_figure_in_its_place(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, drawing(picture(document), across=offset(400), down=offset(20)) + run("Texten"))
    made = laid_out(document, tmp_path)
    assert [each.alt for each in made.tags().all('Figure')] == ["Bilden"]


def test_vml_rule_text_box_and_watermark(tmp_path: Path) -> None:
    document = blank()
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    paragraph(
        document,
        f'<w:r><w:pict><v:rect {spaces} o:hr="t" style="width:0;height:1.5pt" fillcolor="red"/></w:pict></w:r>',
    )
    inner = f'<v:textbox><w:txbxContent><w:p>{run("VML-ruta")}</w:p></w:txbxContent></v:textbox>'
    paragraph(
        document, f'<w:r><w:pict><v:shape {spaces} style="width:90pt;height:40pt">{inner}</v:shape></w:pict></w:r>'
    )
    mark = (
        f'<v:shape {spaces} style="position:absolute;width:400pt;height:100pt;rotation:315;z-index:-1;'
        'mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;'
        'mso-position-vertical-relative:margin" fillcolor="silver">'
        '<v:textpath style="font-family:&quot;Source Sans Pro&quot;" string="UTKAST"/></v:shape>'
    )
    document.sections[0].header.paragraphs[0]._p.append(element(f'<w:r><w:pict>{mark}</w:pict></w:r>'))
    made = laid_out(document, tmp_path)
    assert "VML-ruta" in made.text
    assert "UTKAST" in made.text


def test_tabs_to_the_edges_of_the_text(tmp_path: Path) -> None:
    document = blank()
    right = '<w:r><w:ptab w:alignment="right" w:relativeTo="margin" w:leader="none"/></w:r>'
    paragraph(document, run("Vänster") + right.replace('"right"', '"center"') + run("Mitten") + right + run("Höger"))
    made = laid_out(document, tmp_path)
    assert made.where("Höger").right == pytest.approx(595 - 70, abs=1)
    middle = made.where("Mitten")
    assert (middle.left + middle.right) / 2 == pytest.approx(595 / 2, abs=1)


@pytest.mark.parametrize('kind', ['double', 'triple', 'thinThickSmallGap', 'dotDotDash', 'inset'])
def test_borders_of_many_kinds(kind: str, tmp_path: Path) -> None:
    document = blank()
    edges = ''.join(f'<w:{side} w:val="{kind}" w:sz="8" w:space="4"/>' for side in ('top', 'left', 'bottom', 'right'))
    paragraph(document, f'<w:pPr><w:pBdr>{edges}</w:pBdr></w:pPr>' + run("I ram"))
    table(document, 2, 2)._tbl.tblPr.append(element(f'<w:tblBorders>{edges}</w:tblBorders>'))
    borders = f'<w:pgBorders w:offsetFrom="page">{edges}</w:pgBorders>'
    document.sections[0]._sectPr.insert(0, element(borders))
    assert "I ram" in laid_out(document, tmp_path).text


def test_a_page_border_lies_where_word_draws_it(tmp_path: Path) -> None:
    document = blank()
    document.add_paragraph("Text")
    edges = ''.join(f'<w:{side} w:val="single" w:sz="48" w:space="24"/>' for side in ('top', 'left', 'bottom', 'right'))
    document.sections[0]._sectPr.insert(0, element(f'<w:pgBorders w:offsetFrom="page">{edges}</w:pgBorders>'))
    import pypdfium2  # type: ignore[import-untyped]

    page = pypdfium2.PdfDocument(laid_out(document, tmp_path).path)[0].render(scale=1).to_pil().convert('L')
    assert page.getpixel((24, 400)) < 100
    assert page.getpixel((12, 400)) > 200
    assert page.getpixel((300, 842 - 24)) < 100


def test_columns_fill_one_after_the_other(tmp_path: Path) -> None:
    document = blank()
    columns = document.sections[0]._sectPr.find(qn('w:cols'))
    columns.set(qn('w:num'), '2')
    columns.set(qn('w:space'), '720')
    paragraph(document, run("Ena") + '<w:r><w:br w:type="column"/></w:r>' + run("Andra"))
    made = laid_out(document, tmp_path)
    assert made.where("Andra").left == pytest.approx(70 + (455 - 36) / 2 + 36, abs=1)
    assert made.where("Andra").bottom == pytest.approx(made.where("Ena").bottom, abs=1)


def test_even_pages_have_their_own_header(tmp_path: Path) -> None:
    document = blank()
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].header.paragraphs[0].text = "Udda"
    document.sections[0].even_page_header.paragraphs[0].text = "Jämn"
    paragraph(document, run("Ett") + '<w:r><w:br w:type="page"/></w:r>' + run("Två"))
    pages = laid_out(document, tmp_path).pages
    assert ("Udda" in pages[0], "Jämn" in pages[0], "Udda" in pages[1], "Jämn" in pages[1]) == (
        True,
        False,
        False,
        True,
    )


def test_information_fields_show_the_file_s_own_values(tmp_path: Path) -> None:
    document = blank()
    document.core_properties.keywords = "trygghet"
    document.settings.element.append(element('<w:docVars><w:docVar w:name="Diarium" w:val="KS 2021/7"/></w:docVars>'))
    paragraph(document, field('DOCPROPERTY  Title') + run(" ") + field('AUTHOR') + run(" ") + field('KEYWORDS'))
    paragraph(document, field('DOCVARIABLE Diarium'))
    text = laid_out(document, tmp_path).text
    assert "Provdokument Exempels kommun trygghet" in text
    assert "KS 2021/7" in text


def test_automatic_spacing_is_that_of_a_web_page(tmp_path: Path) -> None:
    document = blank()
    form = '<w:pPr><w:spacing w:before="0" w:after="0" w:beforeAutospacing="{0}" w:afterAutospacing="{0}"/></w:pPr>'
    for value in (0, 1):
        paragraph(document, form.format(value) + run(f"Ett{value}"))
        paragraph(document, form.format(value) + run(f"Två{value}"))
    made = laid_out(document, tmp_path)
    plain = made.where("Ett0").bottom - made.where("Två0").bottom
    assert made.where("Ett1").bottom - made.where("Två1").bottom == pytest.approx(plain + 14, abs=0.5)


def test_symbol_fonts_become_the_characters_they_show(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" klart"))
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    paragraph(document, run("\uf061", fonts))
    text = laid_out(document, tmp_path).text
    assert "✓ klart" in text
    assert "α" in text


def test_other_bitmaps_are_set_as_they_look(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new('RGB', (60, 30), 'red').save(stream, 'GIF')
    stream.seek(0)
    document = blank()
    document.add_picture(stream)
    next(document.element.body.iter(qn('wp:docPr'))).set('descr', "bild")
    assert len(laid_out(document, tmp_path).tags().all('Figure')) == 1


def test_a_title_is_taken_from_the_text_and_told(tmp_path: Path) -> None:
    document = blank(title='')
    document.add_paragraph("Ingress")
    document.add_heading("Dokumentets rubrik", 1)
    document.save(str(tmp_path / 'prov.docx'))
    (made,) = converter('typst').convert([Source(tmp_path / 'prov.docx', tmp_path / 'prov.pdf', DATE)])
    import pypdf

    metadata = pypdf.PdfReader(made.pdf).metadata
    assert metadata is not None
    assert metadata.title == "Dokumentets rubrik"
    assert [(each.id, "Dokumentets rubrik" in each.what) for each in made.warnings] == [('word-title-taken', True)]


class TestTables:
    def test_a_box_of_one_row_or_column_is_no_table(self, tmp_path: Path) -> None:
        document = blank()
        table(document, 1, 2, header=True)
        table(document, 3, 1, header=False)
        tags = laid_out(document, tmp_path).tags()
        assert tags.all('Table') == []

    def test_columns_without_lines_are_no_table(self, tmp_path: Path) -> None:
        document = blank()
        made = table(document, 2, 2, header=False)
        made.style = document.styles['Normal Table']
        assert laid_out(document, tmp_path).tags().all('Table') == []

    def test_a_first_row_that_stands_out_is_the_header(self, tmp_path: Path) -> None:
        document = blank()
        made = table(document, 2, 2, header=False)
        for cell in made.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        tags = laid_out(document, tmp_path).tags()
        assert (len(tags.all('TH')), len(tags.all('TD'))) == (2, 2)

    def test_a_cell_that_begins_in_the_header_keeps_the_others_in_their_columns(self, tmp_path: Path) -> None:
        document = blank()
        made = table(document, 3, 3)
        made.cell(0, 0).merge(made.cell(1, 0))
        for row, words in ((1, "fis"), (2, "gås")):
            made.cell(row, 1).text, made.cell(row, 2).text = f"B{words}", f"C{words}"
        found = laid_out(document, tmp_path)
        assert found.where("Bfis").left == pytest.approx(found.where("Bgås").left, abs=0.5)
        assert found.where("Cfis").left == pytest.approx(found.where("Cgås").left, abs=0.5)

    def test_rows_that_begin_or_end_inside_the_grid(self, tmp_path: Path) -> None:
        document = blank()
        made = table(document, 3, 3)
        row = made.rows[1]._tr
        row.remove(row.tc_lst[0])
        row.get_or_add_trPr().append(element('<w:gridBefore w:val="1"/>'))
        last = made.rows[2]._tr
        last.remove(last.tc_lst[2])
        found = laid_out(document, tmp_path)
        assert found.where("1 1").left == pytest.approx(found.where("0 1").left, abs=0.5)

    def test_a_table_wider_than_the_text_is_fitted(self, tmp_path: Path) -> None:
        document = blank()
        made = table(document, 2, 2)
        for column in made.columns:
            column.width = Pt(500)
            for cell in column.cells:
                cell.width = Pt(500)
        assert laid_out(document, tmp_path).where("0 1").left == pytest.approx(70 + 455 / 2, abs=1)

    def test_a_row_lower_than_its_text_is_refused(self, tmp_path: Path) -> None:
        document = blank()
        made = table(document, 2, 2)
        made.cell(1, 0).text = "rad\nrad\nrad"
        made.rows[1]._tr.get_or_add_trPr().append(element('<w:trHeight w:val="240" w:hRule="exact"/>'))
        assert [each.id for each in refused(document, tmp_path)] == ['word-table-row-too-low']


def test_a_style_without_an_id_touches_nothing(tmp_path: Path) -> None:
    document = blank()
    document.styles.element.append(
        element('<w:style w:type="paragraph"><w:name w:val="x"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style>')
    )
    document.styles.element.append(element('<w:style w:styleId="y"><w:name w:val="y"/></w:style>'))
    paragraph(document, run("Läsbar"))
    word = laid_out(document, tmp_path).where("Läsbar")
    assert word.right - word.left > 20


def test_a_reference_repeats_hyphens_breaks_and_capitals(tmp_path: Path) -> None:
    document = blank()
    inner = run("Avtal") + '<w:r><w:noBreakHyphen/></w:r>' + run("1 stort", '<w:caps/>')
    paragraph(document, f'<w:bookmarkStart w:id="1" w:name="mål"/>{inner}<w:bookmarkEnd w:id="1"/>')
    paragraph(document, run("Se ") + field('REF mål \\h'))
    text = laid_out(document, tmp_path).text.replace('\u2060', '').replace('\ufffe', '-')
    assert text.count("1 STORT") == 2
    assert text.count("Avtal-1") == 2


def test_a_contents_list_and_references_to_the_same_heading(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, field('TOC \\o "1-2"'))
    heading = document.add_heading("Målet", 1)
    heading._p.insert(1, element('<w:bookmarkStart w:id="1" w:name="_Ref1"/>'))
    heading._p.append(element('<w:bookmarkEnd w:id="1"/>'))
    paragraph(document, run("Se ") + field('REF _Ref1 \\h') + run(" på sidan ") + field('PAGEREF _Ref1 \\h'))
    text = laid_out(document, tmp_path).text
    assert "Se Målet på sidan 1" in text
    assert text.count("Målet") == 3


def test_a_drop_cap_keeps_its_letter_before_its_word_and_is_told(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, '<w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>' + run("L", '<w:sz w:val="90"/>'))
    paragraph(document, run("öftet gäller."))
    made = laid_out(document, tmp_path)
    assert made.text == "Löftet gäller."
    assert [each.id for each in made.warnings] == ['word-look-left-out']


def test_text_effects_leave_the_text_and_are_told(tmp_path: Path) -> None:
    document = blank()
    paragraph(
        document,
        run("Glöd", '<w14:glow xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/><w:em w:val="dot"/>'),
    )
    made = laid_out(document, tmp_path)
    assert made.text == "Glöd"
    assert [each.what[:16] for each in made.warnings] == ["Texteffekten glö", "Betoningstecknet"]


def test_an_embedded_object_is_the_picture_that_word_shows_of_it(tmp_path: Path) -> None:
    document = blank()
    related, _ = document.part.get_or_add_image(png())
    paragraph(
        document,
        '<w:r><w:object><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:60pt;height:30pt" alt="Kalkyl">'
        f'<v:imagedata r:id="{related}"/></v:shape></w:object></w:r>',
    )
    assert [tag.alt for tag in laid_out(document, tmp_path).tags().all('Figure')] == ["Kalkyl"]


def test_automatic_text_is_white_on_what_is_dark(tmp_path: Path) -> None:
    document = blank()
    dark = '<w:shd w:val="clear" w:fill="{}"/>'
    paragraph(document, f'<w:pPr>{dark.format("000000")}</w:pPr>' + run("vit", '<w:color w:val="auto"/>'))
    paragraph(document, f'<w:pPr>{dark.format("DDDDDD")}</w:pPr>' + run("svart"))
    paragraph(document, run("brun", dark.format('201000')) + run("egen", '<w:color w:val="FF0000"/>'))
    made = table(document, 2, 2)
    made.cell(1, 1)._tc.get_or_add_tcPr().append(element(dark.format('000080')))
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        told = [(each['text'], each['non_stroking_color']) for each in pdf.pages[0].chars if each['text'].strip()]
    text = ''.join(letter for letter, _ in told)
    white = [sum(colour) == len(colour) for _, colour in told]
    assert text.startswith("vitsvartbrunegen")
    assert white[:16] == [True] * 3 + [False] * 5 + [True] * 4 + [False] * 4
    assert white[-4:] == [False, False, True, True]


def test_small_capitals_are_made_where_the_font_has_none(tmp_path: Path) -> None:
    from docgen import fonts

    (tmp_path / 'fonts').mkdir()
    for file in fonts.files():
        (tmp_path / 'fonts' / file.name).write_bytes(file.read_bytes().replace(b'smcp', b'xxxx'))
    document = blank()
    paragraph(document, run("Små Kapitäler", '<w:smallCaps/>'))
    document.save(str(tmp_path / 'prov.docx'))
    source = Source(tmp_path / 'prov.docx', tmp_path / 'prov.pdf', DATE)
    converter('typst', fonts.FontCatalogue(tmp_path / 'fonts')).convert([source])
    with pdfplumber.open(source.pdf) as pdf:
        assert [(each['text'], round(each['size'], 1)) for each in pdf.pages[0].chars][:3] == [
            ("S", 11.0),
            ("M", 8.8),
            ("Å", 8.8),
        ]


@pytest.mark.parametrize('hyphenated', [False, True])
def test_a_long_word_in_several_runs_is_cut_at_the_margin(hyphenated: bool, tmp_path: Path) -> None:
    document = blank()
    if hyphenated:
        document.settings.element.insert(0, element('<w:autoHyphenation/>'))
    paragraph(document, run("ord_1" * 20) + '<w:proofErr w:type="spellStart"/>' + run("slut" * 30))
    with pdfplumber.open(laid_out(document, tmp_path).path) as pdf:
        assert max(each['x1'] for each in pdf.pages[0].chars) < 595 - 70
