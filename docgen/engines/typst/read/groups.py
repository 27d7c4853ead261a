"""Groups and canvases of drawn things: each member at its place in the whole (ECMA-376, 20.1.2.2.20; wpg, wpc)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.content import Group
from docgen.engines.typst.read.shapes import read_shape, turning
from docgen.engines.typst.read.wordml import EMU_PER_POINT, A, local, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.engines.typst.content import Image, TextBox
    from docgen.engines.typst.read.story_part import StoryPart

    ReadPicture = Callable[[etree._Element, float, float], Image | None]

_MAX_MEMBERS = 400
_HOLDERS = frozenset(('wgp', 'grpSp', 'wpc'))
_PASSED = frozenset(('cNvPr', 'cNvGrpSpPr', 'grpSpPr', 'cNvFrPr', 'bg', 'whole', 'extLst', 'nvGrpSpPr'))

Frame = tuple[float, float, float, float]
"""Left, top, width and height."""


def read_group(
    holder: etree._Element, width: float, height: float, alt: str, part: StoryPart, picture: ReadPicture
) -> Group | None:
    """The group, or None with the reason noted.

    Args:
        holder: the wpg:wgp or wpc:wpc.
        width: of the whole, in points.
        height: of the whole, in points.
        alt: what the author says of it.
        part: the story that it stands in.
        picture: reads a pic:pic of a width and height in points.
    """
    inner = _inner(holder) if local(holder) != 'wpc' else None
    across, down = 1 / EMU_PER_POINT, 1 / EMU_PER_POINT
    left = top = 0.0
    if inner is not None:
        left, top, wide, high = inner
        if wide and high:
            across, down = width / wide, height / high
    members: list[tuple[float, float, Image | TextBox | Group]] = []
    for each in holder:
        if local(each) in _PASSED:
            continue
        frame = _outer(each)
        if frame is None or len(members) >= _MAX_MEMBERS:
            part.refusals.add('word-drawing', each)
            return None
        size = round(frame[2] * across, 3), round(frame[3] * down, 3)
        made: Image | TextBox | Group | None = None
        if local(each) == 'wsp':
            made = read_shape(each, *size, part)
        elif local(each) == 'pic':
            made = picture(each, *size)
        elif local(each) in _HOLDERS:
            made = read_group(each, *size, '', part, picture)
        else:
            part.refusals.add('word-drawing', each)
        if made is None:
            return None
        members.append((round((frame[0] - left) * across, 3), round((frame[1] - top) * down, 3), made))
    turn, mirrored, reversed_ = turning(_properties(holder))
    if mirrored or reversed_:
        part.refusals.add('word-drawing', holder)
        return None
    return Group(round(width, 3), round(height, 3), tuple(members), alt, turn)


def _properties(element: etree._Element) -> etree._Element | None:
    return next((each for each in element if local(each) in ('spPr', 'grpSpPr')), None)


def _outer(element: etree._Element) -> Frame | None:
    """Where a member stands in its group, in the group's own units."""
    properties = _properties(element)
    return _frame(properties, 'off', 'ext')


def _inner(group: etree._Element) -> Frame | None:
    """The rectangle that a group's members are measured in."""
    return _frame(_properties(group), 'chOff', 'chExt') or _frame(_properties(group), 'off', 'ext')


def _frame(properties: etree._Element | None, corner: str, size: str) -> Frame | None:
    place = properties.find(f'{{{A}}}xfrm/{{{A}}}{corner}') if properties is not None else None
    extent = properties.find(f'{{{A}}}xfrm/{{{A}}}{size}') if properties is not None else None
    if place is None or extent is None:
        return None
    said = (place.get('x'), place.get('y'), extent.get('cx'), extent.get('cy'))
    left, top, width, height = (float(number(str(each))) for each in said)
    return left, top, width, height
