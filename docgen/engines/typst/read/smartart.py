"""SmartArt by the drawing that Word keeps beside it (MS-ODRAWXML 2.4): a group of forms and the text in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from docgen.engines.typst.read.shapes import solid
from docgen.engines.typst.read.wordml import EMU_PER_POINT, WPS, A, R, local, number, w

if TYPE_CHECKING:
    from docgen.engines.typst.read.story_part import StoryPart

_WPG = 'http://schemas.microsoft.com/office/word/2010/wordprocessingGroup'
_SIDES = {'l': 'left', 'ctr': 'center', 'r': 'right', 'just': 'both'}
_USUAL_SIZE = 1800
"""Of text that says none, in hundredths of a point."""
_EMU = EMU_PER_POINT / 20
"""In a twentieth of a point."""
_WHOLE = 100_000
_SPACE = '{http://www.w3.org/XML/1998/namespace}space'


def smartart_group(diagram: etree._Element, part: StoryPart) -> etree._Element | None:
    """The diagram as the group of forms that Word last drew.

    None where the file holds no such drawing, or where it has placeholders: only the text around it is filled in.

    Args:
        diagram: the dgm:relIds.
        part: the story that it stands in.
    """
    root = _drawing(diagram, part)
    tree = next((each for each in root if local(each) == 'spTree'), None) if root is not None else None
    if tree is None or any(sign in (each.text or '') for each in tree.iter(f'{{{A}}}t') for sign in ('{{', '{%')):
        return None
    group = etree.Element(f'{{{_WPG}}}wgp')
    for each in tree:
        if local(each) == 'sp':
            group.extend(_forms(each, part))
        elif local(each) not in ('nvGrpSpPr', 'grpSpPr'):
            # What else may stand there is refused by its place in the group.
            group.append(each)
    return group if len(group) else None


def _drawing(diagram: etree._Element, part: StoryPart) -> etree._Element | None:
    data = _part(str(diagram.get(f'{{{R}}}dm', '')), part)
    told = next((each for each in data.iter() if local(each) == 'dataModelExt'), None) if data is not None else None
    return _part(str(told.get('relId', '')), part) if told is not None else None


def _part(ident: str, part: StoryPart) -> etree._Element | None:
    related = part.relationships.get(ident)
    data = part.parts.get(related.target) if related is not None else None
    if data is None:
        return None
    try:
        # The package's XML was looked through when it was opened; what is led to may be something else.
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _forms(form: etree._Element, part: StoryPart) -> list[etree._Element]:
    """The form, and the room of its text where it has any, as forms of a Word drawing."""
    held = {local(each): each for each in form}
    properties, body = held.get('spPr'), held.get('txBody')
    if properties is None:
        return []
    shape = etree.Element(f'{{{WPS}}}wsp')
    shape.append(_renamed(properties, 'spPr'))
    if 'style' in held:
        shape.append(_renamed(held['style'], 'style'))
    etree.SubElement(shape, f'{{{WPS}}}bodyPr')
    made = [shape]
    if body is not None and any(each.text for each in body.iter(f'{{{A}}}t')):
        made.append(_text(body, held.get('txXfrm'), properties, held.get('style'), part))
    return made


def _renamed(element: etree._Element, name: str) -> etree._Element:
    made = etree.Element(f'{{{WPS}}}{name}')
    made.extend([etree.fromstring(etree.tostring(each)) for each in element])
    return made


def _text(
    body: etree._Element,
    room: etree._Element | None,
    properties: etree._Element,
    style: etree._Element | None,
    part: StoryPart,
) -> etree._Element:
    shape = etree.Element(f'{{{WPS}}}wsp')
    inner = etree.SubElement(shape, f'{{{WPS}}}spPr')
    place = room if room is not None else properties.find(f'{{{A}}}xfrm')
    if place is not None:
        frame = etree.SubElement(inner, f'{{{A}}}xfrm', _attributes(place))
        frame.extend([etree.fromstring(etree.tostring(each)) for each in place])
    etree.SubElement(inner, f'{{{A}}}prstGeom', prst='rect')
    etree.SubElement(inner, f'{{{A}}}noFill')
    font = style.find(f'{{{A}}}fontRef') if style is not None else None
    colour = solid(font, body, part)[:6] if font is not None and len(font) else ''
    content = etree.SubElement(etree.SubElement(shape, f'{{{WPS}}}txbx'), w('txbxContent'))
    for each in body.iterfind(f'{{{A}}}p'):
        content.append(_paragraph(each, colour, part))
    said = body.find(f'{{{A}}}bodyPr')
    etree.SubElement(shape, f'{{{WPS}}}bodyPr', _attributes(said))
    return shape


def _attributes(element: etree._Element | None) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()} if element is not None else {}


def _paragraph(paragraph: etree._Element, colour: str, part: StoryPart) -> etree._Element:
    made = etree.Element(w('p'))
    said = paragraph.find(f'{{{A}}}pPr')
    properties = etree.SubElement(made, w('pPr'))
    first = next(paragraph.iter(f'{{{A}}}rPr', f'{{{A}}}endParaRPr'), None)
    size = number(str(first.get('sz')), _USUAL_SIZE) / 100 if first is not None else _USUAL_SIZE / 100
    around = {'before': 0.0, 'after': 0.0}
    line = 1.0
    if said is not None:
        for name, holder in (('before', 'spcBef'), ('after', 'spcAft')):
            around[name] = _share(said.find(f'{{{A}}}{holder}'), size)
        line = _share(said.find(f'{{{A}}}lnSpc'), 1.0) or 1.0
    spacing = {w(name): str(round(points * 20)) for name, points in around.items()}
    etree.SubElement(properties, w('spacing'), {**spacing, w('line'): str(round(line * 240)), w('lineRule'): 'auto'})
    left, hanging = (number(str(said.get(name)), 0) / _EMU if said is not None else 0.0 for name in ('marL', 'indent'))
    bullet = said.find(f'{{{A}}}buChar') if said is not None else None
    if left or hanging:
        indents = {w('left'): str(round(left)), w('hanging'): str(round(max(-hanging, 0)))}
        etree.SubElement(properties, w('ind'), indents)
    side = _SIDES.get(str(said.get('algn', 'l')) if said is not None else 'l', 'left')
    etree.SubElement(properties, w('jc'), {w('val'): side})
    runs = [each for each in paragraph if local(each) in ('r', 'br', 'fld')]
    if bullet is not None and runs:
        sign = etree.SubElement(made, w('r'))
        sign.append(_look(first, colour, part))
        etree.SubElement(sign, w('t')).text = '•'
        etree.SubElement(sign, w('tab'))
    for each in runs:
        run = etree.SubElement(made, w('r'))
        run.append(_look(each.find(f'{{{A}}}rPr'), colour, part))
        if local(each) == 'br':
            etree.SubElement(run, w('br'))
        else:
            text = etree.SubElement(run, w('t'), {_SPACE: 'preserve'})
            text.text = ''.join(found.text or '' for found in each.iterfind(f'{{{A}}}t'))
    return made


def _share(holder: etree._Element | None, whole: float) -> float:
    """A distance in points, or as a share of `whole`."""
    said = holder[0] if holder is not None and len(holder) else None
    value = number(str(said.get('val')), 0) if said is not None else 0
    if said is None:
        return 0.0
    return value / _WHOLE * whole if local(said) == 'spcPct' else value / 100


def _look(said: etree._Element | None, colour: str, part: StoryPart) -> etree._Element:
    made = etree.Element(w('rPr'))
    font = said.find(f'{{{A}}}latin') if said is not None else None
    name = str(font.get('typeface', '')) if font is not None else ''
    theme = {'+mj-lt': 'majorHAnsi'}.get(name, 'minorHAnsi')
    own = {w('ascii'): name, w('hAnsi'): name} if name and not name.startswith('+') else {}
    etree.SubElement(made, w('rFonts'), own or {w('asciiTheme'): theme, w('hAnsiTheme'): theme})
    if said is not None:
        for attribute, element in (('b', 'b'), ('i', 'i')):
            if said.get(attribute) in ('1', 'true'):
                etree.SubElement(made, w(element))
        if said.get('u', 'none') != 'none':
            etree.SubElement(made, w('u'), {w('val'): 'single'})
        fill = said.find(f'{{{A}}}solidFill')
        colour = (solid(fill, said, part)[:6] if fill is not None else '') or colour
    if colour:
        etree.SubElement(made, w('color'), {w('val'): colour})
    size = number(str(said.get('sz')), _USUAL_SIZE) if said is not None else _USUAL_SIZE
    etree.SubElement(made, w('sz'), {w('val'): str(round(size / 50))})
    return made
