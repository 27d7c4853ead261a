"""Groups, Word's own forms, turned and transparent ones are drawn where Word draws them, with their text."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-untyped]
import pytest

from .builder import blank, element, laid_out, paragraph, png, refused, run

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"'
)
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
URI = 'http://schemas.microsoft.com/office/word/2010/wordprocessing'
RED = '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>'
BLUE = '<a:solidFill><a:srgbClr val="0000FF"><a:alpha val="50000"/></a:srgbClr></a:solidFill>'
GREEN = (
    '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="00FF00"/></a:gs><a:gs pos="100000"><a:srgbClr val="00AA00"/>'
    '</a:gs></a:gsLst><a:lin ang="5400000"/></a:gradFill>'
)


def shape(x: int, y: int, kind: str, look: str = RED, text: str = '', frame: str = '', side: int = 100) -> str:
    """A square of 100 units at a place, in the units of its group."""
    geometry = kind if kind.startswith('<') else f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>'
    box = f'<wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx>' if text else ''
    return (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm {frame}><a:off x="{x}" y="{y}"/><a:ext cx="{side}" cy="{side}"/>'
        f'</a:xfrm>{geometry}{look}</wps:spPr>{box}<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp>'
    )


def drawing(members: str, *, kind: str = 'Group', alt: str = '', scale: str = 'cx="400" cy="400"') -> str:
    """A group of 400 by 400 units and of 200 by 200 points, in the line of text; or a canvas."""
    name = 'wpg:wgp' if kind == 'Group' else 'wpc:wpc'
    inner = (
        '<wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2540000" cy="2540000"/>'
        f'<a:chOff x="0" y="0"/><a:chExt {scale}/></a:xfrm></wpg:grpSpPr>'
    )
    return (
        f'<w:r><w:drawing {NAMES}><wp:inline><wp:extent cx="2540000" cy="2540000"/><wp:docPr id="1" name="x" '
        f'descr="{alt}"/><a:graphic><a:graphicData uri="{URI}{kind}"><{name}>{inner if kind == "Group" else ""}'
        f'{members}'
        f'</{name}></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def pictured(document: Any, tmp_path: Path) -> Any:
    """The first page, a pixel for each point."""
    with closing(pypdfium2.PdfDocument(laid_out(document, tmp_path).path)) as pdf:
        return pdf[0].render(scale=1).to_pil().convert('RGB')


def colours(document: Any, tmp_path: Path) -> list[tuple[int, int, int]]:
    """The colour in the middle of each of the sixteen squares of the group, row by row."""
    made = pictured(document, tmp_path)
    left, top = 71, 71
    return [made.getpixel((left + 25 + 50 * x, top + 25 + 50 * y))[:3] for y in range(4) for x in range(4)]


def test_each_member_stands_at_its_place_in_its_form_and_colour(tmp_path: Path) -> None:
    document = blank()
    own = '<a:custGeom><a:pathLst><a:path w="2" h="2"><a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:lnTo><a:pt x="2" y="0"/></a:lnTo><a:lnTo><a:pt x="0" y="2"/></a:lnTo><a:close/></a:path></a:pathLst></a:custGeom>'  # noqa: E501
    members = (
        shape(0, 0, 'rect')
        + shape(100, 0, 'diamond', BLUE)
        + shape(200, 0, 'ellipse', GREEN)
        + shape(0, 100, own, frame='rot="10800000"')
        + shape(100, 100, own, frame='flipH="1"')
    )
    paragraph(document, drawing(members))
    found = colours(document, tmp_path)
    assert found[0] == (255, 0, 0)
    assert found[1] == pytest.approx((127, 127, 255), abs=3)
    assert found[2] == pytest.approx((0, 213, 0), abs=8)
    assert found[3] == (255, 255, 255)
    picture = pictured(document, tmp_path)
    # The corner that is filled tells how the form is turned: below right, and above right.
    assert [picture.getpixel((71 + 50 * column + x, 121 + y))[0:2] == (255, 0) for column, x, y in
            ((0, 5, 5), (0, 45, 45), (1, 45, 5), (1, 5, 45))] == [False, True, True, False]  # fmt: skip


def test_text_in_a_group_is_read_and_a_group_without_text_is_described(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, drawing(shape(0, 0, 'rect', text="I rutan") + shape(100, 0, 'star5')))
    paragraph(document, drawing(shape(0, 0, 'rightArrow'), alt="En pil åt höger", kind='Canvas'))
    made = laid_out(document, tmp_path)
    assert "I rutan" in made.text
    assert [tag.alt for tag in made.tags().all('Figure')] == ["En pil åt höger"]


def test_a_group_without_size_of_its_own_counts_in_the_units_of_the_page(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, drawing(shape(0, 0, 'rect', side=635000), scale='cx="0" cy="0"'))
    assert colours(document, tmp_path)[:2] == [(255, 0, 0), (255, 255, 255)]


def test_a_picture_in_a_group_needs_words(tmp_path: Path) -> None:
    document = blank()
    document.add_picture(png())
    inner = document.element.body.find('.//{*}pic')
    document.element.body.remove(document.paragraphs[-1]._p)
    made = paragraph(document, drawing(''))
    for side in ('cx', 'cy'):
        inner.find('.//{*}ext').set(side, '100')
    made.find('.//{*}wgp').append(inner)
    assert [each.id for each in refused(document, tmp_path)] == ['word-image-without-alt']
    inner.find('.//{*}cNvPr').set('descr', "En ruta")
    assert [tag.alt for tag in laid_out(document, tmp_path).tags().all('Figure')] == ["En ruta"]


def test_a_shadow_is_told_and_unknown_forms_are_refused(tmp_path: Path) -> None:
    shadow = RED + '<a:effectLst><a:outerShdw/></a:effectLst>'
    document = blank()
    made = paragraph(document, drawing(shape(0, 0, 'cloudCallout')))
    assert [each.id for each in refused(document, tmp_path)] == ['word-drawing']
    made.getparent().replace(made, element(f'<w:p>{drawing(shape(0, 0, "rect", shadow))}</w:p>'))
    assert [each.id for each in laid_out(document, tmp_path).warnings] == ['word-look-left-out']


def test_the_older_forms_are_drawn_too(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Text"))
    look = (
        'style="position:absolute;margin-left:{}pt;margin-top:100pt;width:50pt;height:50pt" fillcolor="red" stroked="f"'
    )
    line = 'style="position:absolute" from="0,200pt" to="100pt,300pt"'
    forms = (
        f'<v:oval {V} {look.format(0)}/>',
        f'<v:shape {V} {look.format(100)} coordsize="10,10" path="m0,0l10,0,10,10xe"/>',
        f'<v:roundrect {V} {look.format(200)}/>',
        f'<v:shape {V} {look.format(300)} coordorigin="5,5" coordsize="10,10" path="m5,5hdr10,,,10xe"/>',
        f'<v:line {V} {line} strokecolor="blue" strokeweight="9pt"/>',
    )
    paragraph(document, ''.join(f'<w:r><w:pict>{form}</w:pict></w:r>' for form in forms))
    picture = pictured(document, tmp_path)
    top = 842 - laid_out(document, tmp_path).where("Text").bottom
    spots = {(25, 125): (255, 0, 0), (2, 102): (255, 255, 255), (145, 110): (255, 0, 0), (105, 145): (255, 255, 255),
             (225, 125): (255, 0, 0), (345, 110): (255, 0, 0),
             (305, 145): (255, 255, 255), (50, 250): (0, 0, 255), (90, 210): (255, 255, 255)}  # fmt: skip
    for (x, y), colour in spots.items():
        assert picture.getpixel((71 + x, round(top) + y + 10)) == pytest.approx(colour, abs=60), (x, y)


def test_an_older_group_has_its_members_where_word_has_them(tmp_path: Path) -> None:
    document = blank()
    look = 'style="position:absolute;left:{};top:{};width:100;height:100" stroked="f"'
    box = f'<v:textbox inset="0,0,0,0"><w:txbxContent><w:p>{run("Ja")}</w:p></w:txbxContent></v:textbox>'
    inner = (
        f'<v:shape type="#_x0000_t75" {look.format(0, 0)}/><v:rect {look.format(10, 10)} fillcolor="yellow"/>'
        f'<v:shape type="#_x0000_t4" {look.format(210, 10)} fillcolor="red">{box}</v:shape>'
        '<v:line from="10,160" to="310,160" strokecolor="blue" strokeweight="9pt"><v:stroke endarrow="block"/></v:line>'
    )
    group = f'<v:group {V} style="width:300pt;height:100pt" coordorigin="10,10" coordsize="300,200">{inner}</v:group>'
    paragraph(document, f'<w:r><w:pict>{group}</w:pict></w:r>')
    picture = pictured(document, tmp_path)
    spots = {(50, 25): (255, 255, 0), (150, 25): (255, 255, 255), (250, 10): (255, 0, 0), (205, 3): (255, 255, 255),
             (150, 75): (0, 0, 255), (280, 67): (0, 0, 255), (20, 67): (255, 255, 255)}  # fmt: skip
    for (x, y), colour in spots.items():
        assert picture.getpixel((71 + x, 71 + y)) == pytest.approx(colour, abs=60), (x, y)
    assert "Ja" in laid_out(document, tmp_path).text


@pytest.mark.parametrize(('flow', 'upwards'), [('', False), (';mso-layout-flow-alt:bottom-to-top', True)])
def test_the_text_of_a_box_may_be_turned(flow: str, upwards: bool, tmp_path: Path) -> None:
    document = blank()
    inner = f'<w:txbxContent><w:p>{run("Längs kanten")}</w:p></w:txbxContent>'
    box = f'<v:textbox style="layout-flow:vertical{flow}" inset="0,0,0,0">{inner}</v:textbox>'
    paragraph(document, f'<w:r><w:pict><v:rect {V} style="width:40pt;height:200pt">{box}</v:rect></w:pict></w:r>')
    result = laid_out(document, tmp_path)
    words, first, last = (result.where(each) for each in ("Längs kanten", "Längs", "kanten"))
    assert words.right - words.left < 20 < words.top - words.bottom
    assert (first.top < last.top) == upwards
