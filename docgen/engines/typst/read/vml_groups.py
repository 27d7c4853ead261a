"""Groups of Word's older drawings: each member at its place in the whole (ECMA-376 part 4, 19.1.2.7)."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst.content import Group, Image, TextBox
from docgen.engines.typst.read.vml_shapes import SHAPES, shape_type, style_of
from docgen.engines.typst.read.wordml import local, measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.engines.typst.read.story_part import StoryPart

    ReadShape = Callable[[etree._Element], object]

_MAX_MEMBERS = 400
_CANVAS = 75
"""The form of pictures; without one it is the empty ground of a canvas."""


def read_vml_group(group: etree._Element, size: tuple[float, float], part: StoryPart, read: ReadShape) -> Group | None:
    """The group, or None with the reason noted.

    Args:
        group: the v:group.
        size: its width and height in points.
        part: the story that it stands in.
        read: gives what a shape shows whose measures are in points, or None with the reason noted.
    """
    left, top = _pair(group, 'coordorigin', '0,0')
    wide, high = _pair(group, 'coordsize', '1000,1000')
    if wide <= 0 or high <= 0 or 'rotation' in style_of(group) or 'flip' in style_of(group):
        part.refusals.add('word-drawing', group)
        return None
    across, down = size[0] / wide, size[1] / high
    alt = str(group.get('alt', '')).strip()
    members: list[tuple[float, float, Image | TextBox | Group]] = []
    for each in group:
        if local(each) not in SHAPES or _is_ground(each):
            continue
        member = copy.deepcopy(each)
        place = _in_points(member, (left, top), (across, down))
        if alt and not member.get('alt'):
            member.set('alt', alt)
        made: object = None
        if place is not None and len(members) < _MAX_MEMBERS:
            made = (
                read_vml_group(member, (place[2], place[3]), part, read) if local(member) == 'group' else read(member)
            )
        if place is None or not isinstance(made, Image | TextBox | Group):
            if made is not None or place is None or len(members) >= _MAX_MEMBERS:
                part.refusals.add('word-drawing', group)
            return None
        if isinstance(made, Image) and alt and not each.get('alt'):
            # What is said of the whole is said once.
            made = replace(made, alt='', decorative=True)
        members.append((place[0], place[1], made))
    if not members:
        part.refusals.add('word-drawing', group)
        return None
    return Group(round(size[0], 3), round(size[1], 3), tuple(members), alt)


def _is_ground(shape: etree._Element) -> bool:
    return shape_type(shape) == _CANVAS and not any(local(each) in ('imagedata', 'textbox') for each in shape)


def _in_points(
    shape: etree._Element, corner: tuple[float, float], scale: tuple[float, float]
) -> tuple[float, float, float, float] | None:
    """Measure a member in points: its left, top, width and height in the group; None where it says none.

    Args:
        shape: the member, which is changed.
        corner: where its measures begin, in the group's units.
        scale: points in a unit, across and down.
    """
    if local(shape) == 'line':
        start, end = _pair(shape, 'from', '0,0'), _pair(shape, 'to', '0,0')
        ends = [[(value[axis] - corner[axis]) * scale[axis] for axis in (0, 1)] for value in (start, end)]
        (x, y), (x2, y2) = ends
        shape.set('from', f'{x}pt,{y}pt')
        shape.set('to', f'{x2}pt,{y2}pt')
        return round(min(x, x2), 3), round(min(y, y2), 3), abs(x2 - x), abs(y2 - y)
    style = style_of(shape)
    said = [_number(style.get(name, '0')) for name in ('left', 'top', 'width', 'height')]
    if None in said:
        return None
    x, y, width, height = (each or 0.0 for each in said)
    x, y = (x - corner[0]) * scale[0], (y - corner[1]) * scale[1]
    width, height = width * scale[0], height * scale[1]
    style |= {'width': f'{width:.4f}pt', 'height': f'{height:.4f}pt', 'position': 'static'}
    shape.set('style', ';'.join(f'{name}:{value}' for name, value in style.items()))
    return round(x, 3), round(y, 3), width, height


def _pair(element: etree._Element, name: str, usual: str) -> tuple[float, float]:
    first, _, second = str(element.get(name, usual)).partition(',')
    return _number(first) or 0.0, _number(second) or 0.0


def _number(text: str) -> float | None:
    try:
        return float(text.strip() or '0')
    except ValueError:
        return measure(text)
