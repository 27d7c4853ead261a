"""SmartArt is set by the drawing that Word keeps of it: its forms, and its text as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import page
import pdfplumber
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from .builder import blank, laid_out, paragraph, refused

if TYPE_CHECKING:
    from pathlib import Path

_A = 'http://schemas.openxmlformats.org/drawingml/2006/main'
_DGM = 'http://schemas.openxmlformats.org/drawingml/2006/diagram'
_DSP = 'http://schemas.microsoft.com/office/drawing/2008/diagram'
_R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
_DRAWN = 'http://schemas.microsoft.com/office/2007/relationships/diagramDrawing'


def _form(kind: str, left: int, text: str) -> str:
    """A form 100 × 50 points large, `left` points in, with a quarter of its shorter side cut for its point."""
    frame = f'<a:off x="{left * 12700}" y="0"/><a:ext cx="1270000" cy="635000"/>'
    own = '<a:avLst><a:gd name="adj" fmla="val 25000"/></a:avLst>'
    look = '<a:rPr sz="1200" b="1"><a:latin typeface="Source Sans Pro"/></a:rPr>'
    runs = f'<a:r>{look}<a:t>{text}</a:t></a:r>' if text else ''
    return (
        f'<dsp:sp><dsp:spPr><a:xfrm>{frame}</a:xfrm><a:prstGeom prst="{kind}">{own}</a:prstGeom>'
        '<a:solidFill><a:srgbClr val="1F4E79"/></a:solidFill></dsp:spPr>'
        '<dsp:style><a:fontRef idx="minor"><a:srgbClr val="FFFFFF"/></a:fontRef></dsp:style>'
        f'<dsp:txBody><a:bodyPr anchor="ctr" lIns="0" rIns="0"/><a:p><a:pPr algn="ctr"/>{runs}</a:p></dsp:txBody>'
        f'<dsp:txXfrm>{frame}</dsp:txXfrm></dsp:sp>'
    )


def _add(document: Any, *forms: str, drawn: bool = True) -> None:
    def part(name: str, kind: str, relationship: str, xml: str) -> str:
        made = Part(PackURI(f'/word/diagrams/{name}.xml'), kind, xml.encode(), document.part.package)
        return str(document.part.relate_to(made, relationship))

    xml = f'<dsp:drawing xmlns:dsp="{_DSP}" xmlns:a="{_A}"><dsp:spTree>{"".join(forms)}</dsp:spTree></dsp:drawing>'
    drawing = part('drawing1', 'application/vnd.ms-office.drawingml.diagramDrawing+xml', _DRAWN, xml)
    told = f'<dsp:dataModelExt xmlns:dsp="{_DSP}" relId="{drawing}"/>' if drawn else ''
    data = part(
        'data1',
        'application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml',
        f'{_R}/diagramData',
        f'<dgm:dataModel xmlns:dgm="{_DGM}" xmlns:a="{_A}"><dgm:extLst><a:ext uri="x">{told}</a:ext></dgm:extLst>'
        '</dgm:dataModel>',
    )
    paragraph(
        document,
        '<w:r><w:drawing><wp:inline><wp:extent cx="5080000" cy="635000"/><wp:docPr id="7" name="Diagram" '
        f'descr="Så arbetar vi"/><a:graphic><a:graphicData uri="{_DGM}"><dgm:relIds xmlns:dgm="{_DGM}" r:dm="{data}"/>'
        '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
    )


def test_forms_stand_where_word_drew_them_and_their_text_is_read(tmp_path: Path) -> None:
    document = blank()
    _add(document, _form('homePlate', 0, "Lyssna"), _form('rightArrow', 120, ''), _form('chevron', 240, "Lova"))
    made = laid_out(document, tmp_path)
    assert made.text.split() == ["Lyssna", "Lova"]
    with pdfplumber.open(made.path) as pdf:
        sheet = pdf.pages[0]
        plates = [each for each in (*sheet.curves, *sheet.rects) if each['width'] == pytest.approx(100, abs=1)]
        words = {each['text']: each for each in sheet.extract_words()}
    assert [each['x0'] for each in plates] == pytest.approx([70, 190, 310], abs=1)
    # The plate's point begins a quarter of its height before its end.
    assert max(x for x, _ in plates[0]['pts'] if x < 169) - 70 == pytest.approx(100 - 12.5, abs=0.5)
    middle = [(words[text]['x0'] + words[text]['x1']) / 2 for text in ("Lyssna", "Lova")]
    assert middle == pytest.approx([120, 360], abs=2)
    assert page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1).is_compliant


@pytest.mark.parametrize(
    ('kind', 'text', 'drawn', 'found'),
    [
        ('rect', "Ord", False, 'word-smartart'),
        ('rect', "{{ namn }}", True, 'word-smartart'),
        ('blockArc', "Ord", True, 'word-drawing'),
    ],
    ids=['not drawn', 'placeholder', 'unknown form'],
)
def test_what_is_not_drawn_or_filled_in_or_known_is_refused(
    kind: str,
    text: str,
    drawn: bool,
    found: str,
    tmp_path: Path,
) -> None:
    document = blank()
    _add(document, _form(kind, 0, text), drawn=drawn)
    assert [each.id for each in refused(document, tmp_path)] == [found]
