"""The older drawings of Word (VML, ECMA-376 part 4, 19): pictures, text boxes, rules and the text of a watermark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.engines.typst.content import Floating, Image, TextBox
from docgen.engines.typst.drawn_content import Place, Rule, Watermark
from docgen.engines.typst.read.embedded_objects import said_by_object
from docgen.engines.typst.read.outlines import flipped, preset, text_room
from docgen.engines.typst.read.shapes import read_box
from docgen.engines.typst.read.vml_groups import read_vml_group
from docgen.engines.typst.read.vml_shapes import (
    SHAPES,
    colour_of,
    degrees,
    form_of,
    insets,
    own_path,
    shape_type,
    share_of,
    style_of,
)
from docgen.engines.typst.read.wordml import R, local, measure, w

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.content import Group
    from docgen.engines.typst.drawn_content import Outline
    from docgen.engines.typst.read.story_part import StoryPart

_V = 'urn:schemas-microsoft-com:vml'
_O = 'urn:schemas-microsoft-com:office:office'


def read_pict(pict: etree._Element, part: StoryPart) -> Image | TextBox | Group | Floating | Rule | None:
    """What a w:pict shows, or None with the reason noted."""
    shape = next((each for each in pict if local(each) in SHAPES), None)
    if shape is None:
        if len(pict):
            part.refusals.add('word-drawing', pict)
        return None
    if sum(local(each) in SHAPES for each in pict) > 1:
        part.refusals.add('word-drawing', pict)
        return None
    style = style_of(shape)
    if local(shape) == 'line':
        start, end = _points(shape)
        style.setdefault('margin-left', f'{min(start[0], end[0])}pt')
        style.setdefault('margin-top', f'{min(start[1], end[1])}pt')
    if shape.get(f'{{{_O}}}hr') in ('t', 'true'):
        fill = colour_of(str(shape.get('fillcolor', 'gray')))
        return Rule(measure(style.get('height', '1.5pt')) or 1.5, fill)
    shown = _shown(shape, style, pict, part)
    if shown is None or 'absolute' not in style.get('position', ''):
        return shown if not isinstance(shown, Watermark) else None
    return Floating(
        shown,
        _place(style, 'horizontal', 'margin-left', 'text'),
        _place(style, 'vertical', 'margin-top', 'text'),
        _wrap(shape),
        style.get('z-index', '0').startswith('-'),
        (0.0, 0.0, 0.0, 0.0),
    )


def _shown(
    shape: etree._Element, style: dict[str, str], pict: etree._Element, part: StoryPart
) -> Image | TextBox | Group | Watermark | None:
    width, height = measure(style.get('width', '')) or 0.0, measure(style.get('height', '')) or 0.0
    image = next((each for each in shape if local(each) == 'imagedata'), None)
    text = next((each for each in shape if local(each) == 'textpath'), None)
    content = next(shape.iter(w('txbxContent')), None)
    straight = form_of(shape) == 'line'
    if local(shape) == 'line':
        width, height = _ends(shape)
    if (width <= 0 and height <= 0) or (not (width and height) and not straight):
        part.refusals.add('word-drawing', pict)
    elif local(shape) == 'group':
        return read_vml_group(shape, (width, height), part, lambda each: _shown(each, style_of(each), pict, part))
    elif image is not None:
        return _picture(shape, image, (width, height), pict, part)
    elif text is not None:
        return _watermark(shape, text, style, (width, height), pict, part)
    elif form_of(shape) or content is not None or shape.get('path'):
        return _form(shape, style, (width, height), pict, part)
    else:
        part.refusals.add('word-drawing', pict)
    return None


def _form(
    shape: etree._Element, style: dict[str, str], size: tuple[float, float], pict: etree._Element, part: StoryPart
) -> TextBox | None:
    """A text box, a simple form or a drawn one, or None with the reason noted."""
    width, height = size
    content = next(shape.iter(w('txbxContent')), None)
    box = next(shape.iter(f'{{{_V}}}textbox'), None)
    said = str(box.get('style', '')) if box is not None else ''
    kind, turn = form_of(shape), degrees(style.get('rotation', '0'))
    flips = style.get('flip', '')
    outline: Outline | None = preset(kind, width, height) or ()
    if not kind and content is None:
        outline = own_path(shape, width, height)
    elif not kind and shape_type(shape) is not None:
        part.refusals.warn('word-look-left-out', "Formen kring en textruta", element=pict)
    if outline and flips:
        outline = flipped(outline, width, height, across='x' in flips, down='y' in flips)
    if turn is None or outline is None or (content is not None and (kind == 'line' or 'y' in flips)):
        part.refusals.add('word-drawing', pict)
        return None
    for each in shape:
        if (local(each) == 'shadow' and each.get('on') in ('t', 'true')) or (
            local(each) == 'fill' and str(each.get('type', 'solid')) not in ('solid', '')
        ):
            part.refusals.warn('word-look-left-out', "Skuggan eller toningen i en ritad form", element=pict)
    if outline and kind and shape.get('adj'):
        part.refusals.warn('word-look-left-out', "De egna proportionerna hos en ritad form", element=pict)
    stroked = shape.get('stroked') not in ('f', 'false')
    filled = shape.get('filled') not in ('f', 'false')
    line = (measure(str(shape.get('strokeweight', '0.75pt'))) or 0.75, colour_of(str(shape.get('strokecolor', ''))))
    top, right, bottom, left = insets(str(box.get('inset', '')) if box is not None else '')
    kept = text_room(kind) if outline else (0.0, 0.0, 0.0, 0.0)
    round_share = share_of(str(shape.get('arcsize', '0.2'))) if kind == 'roundRect' else 0.0
    return TextBox(
        width,
        height,
        read_box(content, part, pict) if content is not None else (),
        colour_of(str(shape.get('fillcolor', 'white'))) if filled else '',
        line if stroked else None,
        (top + kept[0] * height, right + kept[1] * width, bottom + kept[2] * height, left + kept[3] * width),
        grows='mso-fit-shape-to-text:t' in said and not outline and 'layout-flow' not in said,
        flow=270 if 'bottom-to-top' in said else 90 if 'layout-flow:vertical' in said else 0,
        vertical={'middle': 'horizon', 'bottom': 'bottom'}.get(style.get('v-text-anchor', ''), 'top'),
        straight=kind == 'line',
        rounding=round(round_share * min(width, height), 3),
        oval=kind == 'ellipse',
        outline=outline,
        turn=turn,
        rising=_rises(shape, style),
        arrows=_arrows(shape, style) if kind == 'line' else (False, False),
    )


def _arrows(shape: etree._Element, style: dict[str, str]) -> tuple[bool, bool]:
    """Whether a line ends in an arrow at its left and at its right end."""
    stroke = next((each for each in shape if local(each) == 'stroke'), None)
    if stroke is None:
        return False, False
    start, end = (stroke.get(name) not in (None, 'none') for name in ('startarrow', 'endarrow'))
    first, last = _points(shape)
    backwards = (last[0] < first[0]) != ('x' in style.get('flip', ''))
    return (end, start) if backwards else (start, end)


def _picture(
    shape: etree._Element, image: etree._Element, size: tuple[float, float], pict: etree._Element, part: StoryPart
) -> Image | None:
    relationship = part.relationships.get(str(image.get(f'{{{R}}}id', '')))
    data = part.parts.get(relationship.target) if relationship is not None else None
    if relationship is None or data is None:
        part.refusals.add('word-image-missing', pict)
        return None
    if any(image.get(name) not in (None, '0') for name in ('cropleft', 'cropright', 'croptop', 'cropbottom')):
        part.refusals.add('word-unknown-property', pict, "beskärning")
    if not part.keep_picture(relationship.target, data, pict):
        return None
    alt = str(shape.get('alt', '')).strip()
    if not alt and not part.artifact:
        alt = said_by_object(pict, part.images[relationship.target])
        if alt:
            part.refusals.warn('word-image-alt-taken', alt, element=pict)
        else:
            part.refusals.add('word-image-without-alt', pict)
    turn = degrees(style_of(shape).get('rotation', '0'))
    if turn is None:
        part.refusals.add('word-drawing', pict)
        return None
    return Image(relationship.target, *size, alt, decorative=False, turn=turn)


def _watermark(
    shape: etree._Element,
    text: etree._Element,
    style: dict[str, str],
    size: tuple[float, float],
    pict: etree._Element,
    part: StoryPart,
) -> Watermark | None:
    if not part.artifact:
        part.refusals.add('word-drawing', pict)
        return None
    look = style_of(text)
    family = look.get('font-family', '').strip('"\' ')
    turn = float(style['rotation']) if re.fullmatch(r'-?\d+(\.\d+)?', style.get('rotation', '')) else 0.0
    faint = next(shape.iter(f'{{{_V}}}fill'), None)
    opacity = str(faint.get('opacity', '1')) if faint is not None else '1'
    return Watermark(
        str(text.get('string', '')),
        family,
        *size,
        turn,
        colour_of(str(shape.get('fillcolor', 'silver'))),
        share_of(opacity),
    )


def _points(line: etree._Element) -> list[list[float]]:
    """Where a line begins and ends, in points."""
    return [
        [measure(each, 1.0) or 0.0 for each in (str(line.get(name, '0,0')) + ',0').split(',')[:2]]
        for name in ('from', 'to')
    ]


def _ends(line: etree._Element) -> tuple[float, float]:
    """How far a line goes across and down, in points."""
    start, end = _points(line)
    return abs(end[0] - start[0]), abs(end[1] - start[1])


def _rises(shape: etree._Element, style: dict[str, str]) -> bool:
    """Whether a line goes from the lower left to the upper right."""
    flips = style.get('flip', '')
    start, end = _points(shape)
    return ((end[0] - start[0]) * (end[1] - start[1]) < 0) != (('x' in flips) != ('y' in flips))


def _place(style: dict[str, str], axis: str, margin: str, relative: str) -> Place:
    said = style.get(f'mso-position-{axis}-relative', relative)
    near = {'text': 'column' if axis == 'horizontal' else 'paragraph', 'char': 'character', 'line': 'line'}
    align = style.get(f'mso-position-{axis}', '')
    shown = align if align in ('left', 'center', 'right', 'top', 'bottom', 'inside', 'outside') else ''
    return Place(near.get(said, said), 0.0 if shown else measure(style.get(margin, '0')) or 0.0, shown)


def _wrap(shape: etree._Element) -> str:
    found = next((each for each in shape if local(each) == 'wrap'), None)
    return str(found.get('type', 'none')).casefold() if found is not None else 'none'
