"""Text boxes and shapes of DrawingML: rectangles, ellipses, lines, other forms and drawn ones (ECMA-376, 20.1)."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

from docgen.engines.typst.content import TextBox
from docgen.engines.typst.drawn_content import Gradient
from docgen.engines.typst.read.outlines import drawn, flipped, preset, text_room
from docgen.engines.typst.read.own_proportions import adjusted
from docgen.engines.typst.read.wordml import EMU_PER_POINT, WPS, A, colour, local, number, w

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.content import Block
    from docgen.engines.typst.drawn_content import Outline
    from docgen.engines.typst.read.story_part import StoryPart
    from docgen.engines.typst.read.wordml import Layer

_STRAIGHT = frozenset(('line', 'straightConnector1'))
_OVAL = frozenset(('ellipse', 'flowChartConnector'))
_ROUND = frozenset(('roundRect', 'flowChartAlternateProcess', 'flowChartTerminator', 'round2SameRect'))
_KINDS = _STRAIGHT | _OVAL | _ROUND | {'rect', 'flowChartProcess', 'textNoShape', 'actionButtonBlank'}
_FLOWS = {'horz': 0, 'vert': 90, 'vert270': 270, 'eaVert': 90}
_DEGREE = 60_000
_DASHES = {
    'dash': 'dashed', 'lgDash': 'loosely-dashed', 'sysDash': 'densely-dashed', 'dot': 'dotted', 'sysDot': 'dotted',
    'dashDot': 'dash-dotted', 'lgDashDot': 'loosely-dash-dotted', 'sysDashDot': 'densely-dash-dotted',
    'lgDashDotDot': 'loosely-dash-dotted', 'sysDashDotDot': 'densely-dash-dotted',
}  # fmt: skip
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
    turn, across, down = turning(properties)
    outline = _outline(properties, kind, (width, height))
    if outline and (across or down):
        outline = flipped(outline, width, height, across=across, down=down)
    unsupported = (kind not in _KINDS and not outline) or (down and content is not None)
    body = shape.find(f'{{{WPS}}}bodyPr')
    flow = _FLOWS.get(str(body.get('vert', 'horz')) if body is not None else 'horz')
    upright = flow is not None and (body is None or body.get('numCol') in (None, '1'))
    if unsupported or not upright or shape.find(f'{{{WPS}}}linkedTxbx') is not None:
        refusals.add('word-drawing' if content is None or unsupported else 'word-text-box', shape)
        return None
    if properties is not None and has_effects(properties):
        refusals.warn('word-look-left-out', "Skugga, sken eller djup kring en ritad form", element=shape)
    fill, line = _fill(shape, properties, part), _line(shape, properties, part)
    blocks = read_box(content, part, shape, _text_look(shape, fill, part)) if content is not None else ()
    insets = tuple(
        number(str(body.get(name)), default) / EMU_PER_POINT if body is not None else default / EMU_PER_POINT
        for name, default in (('tIns', 45720), ('rIns', 91440), ('bIns', 45720), ('lIns', 91440))
    )
    fits = body is not None and body.find(f'{{{A}}}spAutoFit') is not None
    grows = fits and kind not in _OVAL and not outline and not flow
    kept = text_room(kind) if outline else (0.0, 0.0, 0.0, 0.0)
    insets = tuple(
        inset + share * side for inset, share, side in zip(insets, kept, (height, width, height, width), strict=True)
    )
    vertical = {'ctr': 'horizon', 'b': 'bottom'}.get(str(body.get('anchor', '')) if body is not None else '', 'top')
    head, tail = (_said(properties, end, 'type') not in ('', 'none') for end in ('headEnd', 'tailEnd'))
    if outline and _adjustments(properties) and adjusted(kind, (width, height), {}) is None:
        refusals.warn('word-look-left-out', "De egna proportionerna hos en ritad form", element=shape)
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
        oval=kind in _OVAL,
        outline=outline,
        turn=turn,
        rising=across != down,
        flow=flow or 0,
        dash=_DASHES.get(_said(properties, 'prstDash'), ''),
        arrows=((tail, head) if across else (head, tail)) if kind in _STRAIGHT else (False, False),
    )


def _said(properties: etree._Element | None, name: str, attribute: str = 'val') -> str:
    """What the line of a shape says in an element of this name; '' where it says nothing."""
    line = properties.find(f'{{{A}}}ln') if properties is not None else None
    found = line.find(f'{{{A}}}{name}') if line is not None else None
    return str(found.get(attribute, '')) if found is not None else ''


def turning(properties: etree._Element | None) -> tuple[float, bool, bool]:
    """How a drawing's properties turn it: degrees clockwise, left and right exchanged, top and bottom exchanged."""
    frame = properties.find(f'{{{A}}}xfrm') if properties is not None else None
    if frame is None:
        return 0.0, False, False
    across, down = (frame.get(name) in ('1', 'true') for name in ('flipH', 'flipV'))
    return number(str(frame.get('rot', '0'))) / _DEGREE % 360, across, down


def has_effects(properties: etree._Element) -> bool:
    """Whether shadow, glow, soft edges or depth are asked for."""
    effects = any(len(each) for each in properties.iter(f'{{{A}}}effectLst'))
    return effects or any(properties.find(f'{{{A}}}{name}') is not None for name in ('scene3d', 'sp3d', 'effectDag'))


def _outline(properties: etree._Element | None, kind: str, size: tuple[float, float]) -> Outline:
    own = properties.find(f'{{{A}}}custGeom') if properties is not None else None
    if own is not None:
        return drawn(own, *size) or ()
    own_sides = _adjustments(properties)
    return (adjusted(kind, size, own_sides) if own_sides else None) or preset(kind, *size) or ()


def _adjustments(properties: etree._Element | None) -> dict[str, int]:
    """The author's own proportions of a form, by name."""
    said = properties.iterfind(f'{{{A}}}prstGeom/{{{A}}}avLst/{{{A}}}gd') if properties is not None else ()
    found = {str(each.get('name', '')): str(each.get('fmla', '')).removeprefix('val ').strip() for each in said}
    return {name: number(value) for name, value in found.items()}


def _rounding(geometry: etree._Element | None, kind: str, side: float) -> float:
    if geometry is None or kind not in _ROUND:
        return 0.0
    if kind == 'flowChartTerminator':
        return round(side / 2, 3)
    said = next((str(each.get('fmla', '')) for each in geometry.iter(f'{{{A}}}gd') if each.get('name') == 'adj'), '')
    share = number(said.removeprefix('val ').strip() or None, _ROUNDED)
    return round(side * min(max(share, 0), _WHOLE // 2) / _WHOLE, 3)


def read_box(
    element: etree._Element, part: StoryPart, where: etree._Element, look: Layer | None = None
) -> tuple[Block, ...]:
    """The blocks in a text box; the text box in a text box is refused.

    Args:
        element: the text box's content.
        part: the story that the box stands in.
        where: the element to name when the box is refused.
        look: what its runs look like where they say nothing themselves.
    """
    if part.in_box or part.read_box is None:
        part.refusals.add('word-text-box', where)
        return ()
    part.in_box = True
    try:
        return part.read_box(element, look or {})
    finally:
        part.in_box = False


def _text_look(shape: etree._Element, fill: str | Gradient, part: StoryPart) -> Layer:
    """What a shape gives its text: its style's colour, which is white in most, or white on a dark fill."""
    style = shape.find(f'{{{WPS}}}style/{{{A}}}fontRef')
    own = solid(style, shape, part) if style is not None and len(style) else ''
    look: Layer = {'colour': own[:6]} if own else {}
    return look | ({'backdrop': fill} if isinstance(fill, str) and fill else {})


def _fill(shape: etree._Element, properties: etree._Element | None, part: StoryPart) -> str | Gradient:
    for each in properties if properties is not None else ():
        name = local(each)
        if name == 'noFill':
            return ''
        if name == 'solidFill':
            return solid(each, shape, part)
        if name == 'gradFill' and (gradient := _gradient(each, shape, part)) is not None:
            return gradient
        if name in ('gradFill', 'blipFill', 'pattFill'):
            part.refusals.add('word-unknown-property', shape, "bild, mönster eller ovanlig toning som fyllning")
            return ''
    style = shape.find(f'{{{WPS}}}style/{{{A}}}fillRef')
    return solid(style, shape, part) if style is not None and style.get('idx') not in (None, '0') else ''


def _gradient(fill: etree._Element, shape: etree._Element, part: StoryPart) -> Gradient | None:
    path, linear = fill.find(f'{{{A}}}path'), fill.find(f'{{{A}}}lin')
    stops = tuple(
        (number(str(each.get('pos', '0'))) / _WHOLE, solid(each, shape, part)) for each in fill.iter(f'{{{A}}}gs')
    )
    if len(stops) < 2 or (path is not None and path.get('path') != 'circle'):
        return None
    angle = number(str(linear.get('ang', '0'))) / _DEGREE if linear is not None else 0.0
    return Gradient(tuple(sorted(stops)), None if path is not None else angle)


def _line(shape: etree._Element, properties: etree._Element | None, part: StoryPart) -> tuple[float, str] | None:
    line = properties.find(f'{{{A}}}ln') if properties is not None else None
    style = shape.find(f'{{{WPS}}}style/{{{A}}}lnRef')
    styled = style is not None and style.get('idx') not in (None, '0')
    if line is not None and line.find(f'{{{A}}}noFill') is not None:
        return None
    told = line.find(f'{{{A}}}solidFill') if line is not None else None
    if line is None and not styled:
        return None
    holder = told if told is not None else style if styled else None
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
    opacity = 1.0
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
        elif name == 'alpha':
            opacity = share
        elif name in ('hueOff', 'satOff', 'alphaOff'):
            hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
            hue = (hue + number(str(change.get('val', '0'))) / (360 * _DEGREE)) % 1 if name == 'hueOff' else hue
            strength = min(max(strength + share, 0.0), 1.0) if name == 'satOff' else strength
            opacity = min(max(opacity + share, 0.0), 1.0) if name == 'alphaOff' else opacity
            red, green, blue = colorsys.hls_to_rgb(hue, light, strength)
        else:
            return None
    shown = (red, green, blue) if opacity >= 1 else (red, green, blue, opacity)
    return ''.join(f'{round(min(max(each, 0.0), 1.0) * 255):02X}' for each in shown)
