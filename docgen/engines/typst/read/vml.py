"""The older drawings of Word (VML, ECMA-376 part 4, 19): pictures, text boxes, rules and the text of a watermark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.engines.typst.content import Floating, Image, TextBox
from docgen.engines.typst.drawn_content import Place, Rule, Watermark
from docgen.engines.typst.read.shapes import read_box
from docgen.engines.typst.read.wordml import R, local, measure, w

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.drawn_content import Outline
    from docgen.engines.typst.read.story_part import StoryPart

_V = 'urn:schemas-microsoft-com:vml'
_O = 'urn:schemas-microsoft-com:office:office'
_SHAPES = frozenset({'shape', 'rect', 'roundrect', 'line', 'oval', 'group', 'image', 'polyline', 'arc', 'curve'})
_NAMED = {'silver': 'C0C0C0', 'black': '000000', 'white': 'FFFFFF', 'red': 'FF0000', 'gray': '808080', 'blue': '0000FF'}
_NARROW = 0.1
_STEPS = {'m': ('move', 2), 'l': ('line', 2), 'c': ('cubic', 6), 'x': ('close', 0), 'e': ('end', 0), 'xe': ('close', 0)}


def read_pict(pict: etree._Element, part: StoryPart) -> Image | TextBox | Floating | Rule | None:
    """What a w:pict shows, or None with the reason noted."""
    shape = next((each for each in pict if local(each) in _SHAPES), None)
    if shape is None:
        if len(pict):
            part.refusals.add('word-drawing', pict)
        return None
    if sum(local(each) in _SHAPES for each in pict) > 1:
        part.refusals.add('word-drawing', pict)
        return None
    style = _style(shape)
    if local(shape) == 'line':
        start, end = _points(shape)
        style.setdefault('margin-left', f'{min(start[0], end[0])}pt')
        style.setdefault('margin-top', f'{min(start[1], end[1])}pt')
    if shape.get(f'{{{_O}}}hr') in ('t', 'true'):
        fill = _colour(str(shape.get('fillcolor', 'gray')))
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
) -> Image | TextBox | Watermark | None:
    width, height = measure(style.get('width', '')) or 0.0, measure(style.get('height', '')) or 0.0
    image = next(shape.iter(f'{{{_V}}}imagedata'), None)
    text = next(shape.iter(f'{{{_V}}}textpath'), None)
    content = next(shape.iter(w('txbxContent')), None)
    if local(shape) == 'line':
        width, height = _ends(shape)
    if local(shape) == 'group' or (width <= 0 and height <= 0) or (not (width and height) and local(shape) != 'line'):
        part.refusals.add('word-drawing', pict)
    elif image is not None:
        return _picture(shape, image, (width, height), pict, part)
    elif text is not None:
        return _watermark(shape, text, style, (width, height), pict, part)
    elif local(shape) in ('rect', 'roundrect', 'oval', 'line') or content is not None or shape.get('path'):
        turn = _degrees(style.get('rotation', '0'))
        outline = _path(shape, width, height) if local(shape) == 'shape' and content is None else ()
        if turn is None or outline is None or (local(shape) == 'line' and content is not None):
            part.refusals.add('word-drawing', pict)
            return None
        for each in shape:
            if (local(each) == 'shadow' and each.get('on') in ('t', 'true')) or (
                local(each) == 'fill' and str(each.get('type', 'solid')) not in ('solid', '')
            ):
                part.refusals.warn('word-look-left-out', "Skuggan eller toningen i en ritad form", element=pict)
        stroked = shape.get('stroked') not in ('f', 'false')
        filled = shape.get('filled') not in ('f', 'false')
        line = (measure(str(shape.get('strokeweight', '0.75pt'))) or 0.75, _colour(str(shape.get('strokecolor', ''))))
        box = next(shape.iter(f'{{{_V}}}textbox'), None)
        return TextBox(
            width,
            height,
            read_box(content, part, pict) if content is not None else (),
            _colour(str(shape.get('fillcolor', 'white'))) if filled else '',
            line if stroked else None,
            _insets(str(box.get('inset', '')) if box is not None else ''),
            grows='mso-fit-shape-to-text:t' in (str(box.get('style', '')) if box is not None else ''),
            vertical='top',
            straight=local(shape) == 'line',
            rounding=round(_share(str(shape.get('arcsize', '0.2'))) * min(width, height), 3)
            if local(shape) == 'roundrect'
            else 0.0,
            oval=local(shape) == 'oval',
            outline=outline,
            turn=turn,
            rising=_rises(shape, style),
        )
    else:
        part.refusals.add('word-drawing', pict)
    return None


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
        part.refusals.add('word-image-without-alt', pict)
    return Image(relationship.target, *size, alt, decorative=False)


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
    look = _style(text)
    family = look.get('font-family', '').strip('"\' ')
    turn = float(style['rotation']) if re.fullmatch(r'-?\d+(\.\d+)?', style.get('rotation', '')) else 0.0
    faint = next(shape.iter(f'{{{_V}}}fill'), None)
    opacity = str(faint.get('opacity', '1')) if faint is not None else '1'
    return Watermark(
        str(text.get('string', '')),
        family,
        *size,
        turn,
        _colour(str(shape.get('fillcolor', 'silver'))),
        _share(opacity),
    )


def _share(text: str) -> float:
    """An opacity: ".5", "50%" or in 65536ths, "32768f"."""
    try:
        if text.endswith('f'):
            return min(max(float(text[:-1]) / 65536, _NARROW), 1.0)
        return min(max(float(text.rstrip('%')) / (100 if text.endswith('%') else 1), _NARROW), 1.0)
    except ValueError:
        return 1.0


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


def _degrees(text: str) -> float | None:
    """A turn in degrees, or in 65536ths of one ("fd"); None for what is neither."""
    try:
        return (float(text[:-2]) / 65536 if text.endswith('fd') else float(text or '0')) % 360
    except ValueError:
        return None


def _path(shape: etree._Element, width: float, height: float) -> Outline | None:
    """A drawn form of moves, lines and curves in its own units; None for one with formulas or arcs."""
    wide, _, high = str(shape.get('coordsize', '1000,1000')).partition(',')
    left, _, top = str(shape.get('coordorigin', '0,0')).partition(',')
    segments: list[tuple[object, ...]] = []
    try:
        across, down = width / float(wide), height / float(high)
        for command, numbers in re.findall(r'([a-z]+)([^a-z]*)', str(shape.get('path', ''))):
            kind, count = _STEPS.get(command, ('', 0))
            said = [float(each or '0') for each in numbers.split(',')] if numbers.strip() else []
            if not kind or (count and len(said) % count) or (count and not said):
                return None
            for at in range(0, len(said) or 1, count or 1):
                points = [
                    round((value - float(left if index % 2 == 0 else top)) * (across if index % 2 == 0 else down), 3)
                    for index, value in enumerate(said[at : at + count])
                ]
                if kind != 'end':
                    segments.append((kind, *points))
    except (ValueError, ZeroDivisionError):
        return None
    return tuple(segments) or None


def _style(element: etree._Element) -> dict[str, str]:
    pairs = (each.partition(':') for each in str(element.get('style', '')).split(';'))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


def _colour(text: str) -> str:
    name = text.split(' ', maxsplit=1)[0].casefold().lstrip('#')
    if re.fullmatch('[0-9a-f]{3}', name):
        name = ''.join(digit * 2 for digit in name)
    return name.upper() if re.fullmatch('[0-9a-f]{6}', name) else _NAMED.get(name, '000000')


def _insets(text: str) -> tuple[float, float, float, float]:
    """Top, right, bottom, left; VML says left first."""
    given = [each.strip() for each in text.split(',')] + [''] * 4
    left, top, right, bottom = (
        standard if (value := measure(each)) is None or not each else value
        for each, standard in zip(given[:4], (7.2, 3.6, 7.2, 3.6), strict=True)
    )
    return top, right, bottom, left


def _place(style: dict[str, str], axis: str, margin: str, relative: str) -> Place:
    said = style.get(f'mso-position-{axis}-relative', relative)
    near = {'text': 'column' if axis == 'horizontal' else 'paragraph', 'char': 'character', 'line': 'line'}
    align = style.get(f'mso-position-{axis}', '')
    shown = align if align in ('left', 'center', 'right', 'top', 'bottom', 'inside', 'outside') else ''
    return Place(near.get(said, said), 0.0 if shown else measure(style.get(margin, '0')) or 0.0, shown)


def _wrap(shape: etree._Element) -> str:
    found = next((each for each in shape if local(each) == 'wrap'), None)
    return str(found.get('type', 'none')).casefold() if found is not None else 'none'
