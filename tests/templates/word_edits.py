"""A template edited as Word's users do: each edit changes an opened document, as Word itself would write it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from engines.typst.builder import element, png, run
from engines.typst.chart_parts import add_chart
from engines.typst.test_foreign_constructs import box, drawing, offset

if TYPE_CHECKING:
    from collections.abc import Callable

_V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def calibri(document: Any) -> None:
    """Calibri as body text, and nothing else changed."""
    for style in document.styles.element.iter(qn('w:style')):
        for fonts in style.iter(qn('w:rFonts')):
            if fonts.get(qn('w:ascii')) == 'Source Serif Pro':
                for slot in ('ascii', 'hAnsi', 'cs'):
                    fonts.set(qn(f'w:{slot}'), 'Calibri')
    for fonts in document.styles.element.find(qn('w:docDefaults')).iter(qn('w:rFonts')):
        fonts.set(qn('w:ascii'), 'Calibri')
        fonts.set(qn('w:hAnsi'), 'Calibri')


def text_box(document: Any) -> None:
    """A text box in the line of text, before the first paragraph of the text."""
    shown = drawing(box("Ring 114 14", high=True), size=(160, 40))
    document.element.body.insert(0, element(f'<w:p>{shown}</w:p>'))


def floating_logo(document: Any) -> None:
    """A logo that floats at the right, beside the short lines of the parties, with the text around it."""
    ident, _ = document.part.get_or_add_image(png('teal', (300, 150)))
    graphic = (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{ident}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
    )
    shown = drawing(graphic, across=offset(464), down=offset(226), wrap='Square', size=(60, 30))
    document.element.body.insert(0, element(f'<w:p>{shown}</w:p>'))


def page_border(document: Any) -> None:
    """A line around every page."""
    for section in document.sections:
        edges = ''.join(
            f'<w:{side} w:val="single" w:sz="8" w:space="24" w:color="0B5563"/>'
            for side in ('top', 'left', 'bottom', 'right')
        )
        margins = section._sectPr.find(qn('w:pgMar'))
        margins.addnext(element(f'<w:pgBorders w:offsetFrom="page">{edges}</w:pgBorders>'))


def cover_page(document: Any) -> None:
    """A cover page of Word's own kind: a building block with content controls that have been filled in."""

    def control(name: str, text: str) -> str:
        held = f'<w:sdtContent>{run(text)}</w:sdtContent>'
        return f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:text/></w:sdtPr>{held}</w:sdt>'

    cover = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        f'<w:p><w:pPr><w:spacing w:before="4000"/></w:pPr>{control("Titel", "Omslagets titel")}</w:p>'
        f'<w:p>{control("Författare", "Kommunens kansli")}</w:p>'
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p></w:sdtContent></w:sdt>'
    )
    document.element.body.insert(0, element(cover))


def two_columns(document: Any) -> None:
    """The whole document in two columns."""
    for section in document.sections:
        columns = section._sectPr.find(qn('w:cols'))
        if columns is None:
            columns = OxmlElement('w:cols')
            section._sectPr.append(columns)
        columns.set(qn('w:num'), '2')
        columns.set(qn('w:space'), '500')


def odd_and_even(document: Any) -> None:
    """Other headers on even pages."""
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_header.paragraphs[0].text = "Jämn sida"
    document.sections[0].even_page_footer.paragraphs[0].text = "Jämn sidfot"


def watermark(document: Any) -> None:
    """Word's own watermark, as it puts it into the header."""
    shape = (
        f'<w:p><w:r><w:pict><v:shape {_V} id="PowerPlusWaterMarkObject1" type="#_x0000_t136" '
        'style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:160pt;rotation:315;z-index:-251658752;'
        'mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;'
        'mso-position-vertical-relative:margin" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
        '<v:textpath style="font-family:&quot;Source Sans Pro&quot;;font-size:1pt" string="ARBETSMATERIAL"/></v:shape>'
        '</w:pict></w:r></w:p>'
    )
    for section in document.sections:
        section.header._element.append(element(shape))
        section.first_page_header._element.append(element(shape))


def chart(document: Any) -> None:
    """A chart with an alternative text, last in the document."""
    add_chart(document, 'columns')


def rounded_box_and_link(document: Any) -> None:
    """A rounded shape in a theme colour, and a link in the footer."""
    graphic = box("Tillsammans", high=False).replace('prst="rect"', 'prst="roundRect"')
    document.element.body.insert(0, element(f'<w:p>{drawing(graphic, size=(160, 36))}</w:p>'))
    footer = document.sections[0].footer
    ident = footer.part.relate_to(
        'https://provby.example',
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink',
        is_external=True,
    )
    footer._element.append(element(f'<w:p><w:hyperlink r:id="{ident}">{run("provby.example")}</w:hyperlink></w:p>'))


def address_frame(document: Any) -> None:
    """A frame with an address, as older templates have it."""
    place = 'w:w="3600" w:hAnchor="page" w:vAnchor="page" w:x="7200" w:y="2400"'
    document.element.body.insert(
        0, element(f'<w:p><w:pPr><w:framePr {place}/></w:pPr>{run("Box 1, 123 45 Provby")}</w:p>')
    )
    document.styles['Normal'].paragraph_format.space_after = Pt(4)


def formula(document: Any) -> None:
    """A formula, last in the document."""
    document.add_paragraph()._p.append(element('<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>'))


EDITS: tuple[Callable[[Any], None], ...] = (
    calibri, text_box, floating_logo, page_border, cover_page, two_columns, odd_and_even, watermark, chart,
    rounded_box_and_link, address_frame,
)  # fmt: skip


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """A template's bytes after the edit."""
    import docx

    document = docx.Document(io.BytesIO(data))
    edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
