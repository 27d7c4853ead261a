"""Text boxes and simple shapes of DrawingML: rectangles, rounded ones, ellipses and straight lines (ECMA-376, 20.1)."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

from docgen.engines.typst.content import TextBox
from docgen.engines.typst.read.wordml import EMU_PER_POINT, WPS, A, colour, local, number, w

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.content import Block
    from docgen.engines.typst.read.story_part import StoryPart

_STRAIGHT = frozenset(('line', 'straightConnector1'))
_KINDS = _STRAIGHT | {'rect', 'roundRect', 'flowChartAlternateProcess', 'flowChartProcess', 'ellipse'}
_ROUNDED = 16667
"""How round a corner is where the file does not say, in hundred thousandths of the shorter side."""
_WHOLE = 100_000
_PRESETS = {
    'black': '000000',
    'white': 'FFFFFF',
    'red': 'FF0000',
    'blue': '0000FF',
    'green': '008000',
    'gray': '808080',
}
_SAME = {'tx1': 'dk1', 'bg1': 'lt1', 'tx2': 'dk2', 'bg2': 'lt2'}


def theme_colours(tree: etree._Element | None) -> dict[str, str]:
    """The theme's colours by the names that shapes call them."""
    found = {'dk1': '000000', 'lt1': 'FFFFFF'}
    for scheme in tree.iter(f'{{{A}}}clrScheme') if tree is not None else ():
        for each in scheme:
            said = each[0] if len(each) else None
            if said is not None and (value := colour(str(said.get('lastClr') or said.get('val') or ''))):
                found[local(each)] = value
    return found | {name: found[other] for name, other in _SAME.items() if other in found}


def read_shape(shape: etree._Element, width: float, height: float, part: StoryPart) -> TextBox | None:
    """A text box or a simple shape, or None with the reason noted.

    Args:
        shape: the wps:wsp.
        width: in points.
        height: in points.
        part: the story that it stands in.
    """
    refusals = part.refusals
    properties = shape.find(f'{{{WPS}}}spPr')
    geometry = properties.find(f'{{{A}}}prstGeom') if properties is not None else None
    kind = str(geometry.get('prst', '')) if geometry is not None else ''
    content = next(shape.iter(w('txbxContent')), None)
    turned = shape.find(f'.//{{{A}}}xfrm')
    unsupported = kind not in _KINDS or (
        turned is not None and any(turned.get(name) not in (None, '0', 'false') for name in ('rot', 'flipH', 'flipV'))
    )
    body = shape.find(f'{{{WPS}}}bodyPr')
    upright = body is None or (body.get('vert') in (None, 'horz') and body.get('numCol') in (None, '1'))
    if unsupported or not upright or any(len(effect) for effect in shape.iter(f'{{{A}}}effectLst')):
        refusals.add('word-drawing' if content is None or unsupported else 'word-text-box', shape)
        return None
    fill, line = _fill(shape, properties, part), _line(shape, properties, part)
    blocks = read_box(content, part, shape) if content is not None else ()
    insets = tuple(
        number(str(body.get(name)), default) / EMU_PER_POINT if body is not None else default / EMU_PER_POINT
        for name, default in (('tIns', 45720), ('rIns', 91440), ('bIns', 45720), ('lIns', 91440))
    )
    grows = body is not None and body.find(f'{{{A}}}spAutoFit') is not None and kind != 'ellipse'
    vertical = {'ctr': 'horizon', 'b': 'bottom'}.get(str(body.get('anchor', '')) if body is not None else '', 'top')
    return TextBox(
        round(width, 3),
        round(height, 3),
        blocks,
        fill,
        line,
        (insets[0], insets[1], insets[2], insets[3]),
        grows,
        vertical,
        straight=kind in _STRAIGHT,
        rounding=_rounding(geometry, kind, min(width, height)),
        oval=kind == 'ellipse',
    )


def _rounding(geometry: etree._Element | None, kind: str, side: float) -> float:
    if geometry is None or kind not in ('roundRect', 'flowChartAlternateProcess'):
        return 0.0
    said = next((str(each.get('fmla', '')) for each in geometry.iter(f'{{{A}}}gd') if each.get('name') == 'adj'), '')
    share = number(said.removeprefix('val ').strip() or None, _ROUNDED)
    return round(side * min(max(share, 0), _WHOLE // 2) / _WHOLE, 3)


def read_box(element: etree._Element, part: StoryPart, where: etree._Element) -> tuple[Block, ...]:
    """The blocks in a text box; the text box in a text box is refused.

    Args:
        element: the text box's content.
        part: the story that the box stands in.
        where: the element to name when the box is refused.
    """
    if part.in_box or part.read_box is None:
        part.refusals.add('word-text-box', where)
        return ()
    part.in_box = True
    try:
        return part.read_box(element)
    finally:
        part.in_box = False


def _fill(shape: etree._Element, properties: etree._Element | None, part: StoryPart) -> str:
    for each in properties if properties is not None else ():
        name = local(each)
        if name == 'noFill':
            return ''
        if name == 'solidFill':
            return solid(each, shape, part)
        if name in ('gradFill', 'blipFill', 'pattFill'):
            part.refusals.add('word-unknown-property', shape, "toning, bild eller mönster som fyllning")
            return ''
    style = shape.find(f'{{{WPS}}}style/{{{A}}}fillRef')
    return solid(style, shape, part) if style is not None and style.get('idx') not in (None, '0') else ''


def _line(shape: etree._Element, properties: etree._Element | None, part: StoryPart) -> tuple[float, str] | None:
    line = properties.find(f'{{{A}}}ln') if properties is not None else None
    style = shape.find(f'{{{WPS}}}style/{{{A}}}lnRef')
    styled = style is not None and style.get('idx') not in (None, '0')
    if line is not None and line.find(f'{{{A}}}noFill') is not None:
        return None
    drawn = line.find(f'{{{A}}}solidFill') if line is not None else None
    if line is None and not styled:
        return None
    holder = drawn if drawn is not None else style if styled else None
    width = number(str(line.get('w')), 9525) / EMU_PER_POINT if line is not None else 0.75
    return width, (solid(holder, shape, part) if holder is not None else '') or '000000'


def solid(holder: etree._Element, shape: etree._Element, part: StoryPart) -> str:
    """The colour that a fill or line says, with the theme's and what makes it lighter or darker (20.1.2.3).

    Args:
        holder: the fill, or a reference to a style with a colour.
        shape: what is named when the colour cannot be set.
        part: the story, which knows the theme's colours.
    """
    for each in holder:
        name, value = local(each), str(each.get('val', ''))
        base = {
            'srgbClr': colour(value),
            'sysClr': colour(str(each.get('lastClr', ''))),
            'schemeClr': part.colours.get(value, ''),
            'prstClr': _PRESETS.get(value, ''),
        }.get(name, '')
        changed = _changed(base, each) if base else None
        if changed is None:
            part.refusals.add('word-unknown-property', shape, "genomskinlig eller ovanlig färg i en ritad form")
        return changed or ''
    return ''


def _changed(base: str, said: etree._Element) -> str | None:
    red, green, blue = (int(base[place : place + 2], 16) / 255 for place in (0, 2, 4))
    for change in said:
        name, share = local(change), number(str(change.get('val', '0'))) / _WHOLE
        if name in ('lumMod', 'lumOff', 'satMod'):
            hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
            light = light * share if name == 'lumMod' else light + share if name == 'lumOff' else light
            strength = strength * share if name == 'satMod' else strength
            red, green, blue = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), min(max(strength, 0.0), 1.0))
        elif name in ('shade', 'tint'):
            white = 0.0 if name == 'shade' else 1.0 - share
            red, green, blue = (white + each * share for each in (red, green, blue))
        elif name != 'alpha' or share < 1:
            return None
    return ''.join(f'{round(min(max(each, 0.0), 1.0) * 255):02X}' for each in (red, green, blue))
