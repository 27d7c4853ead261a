"""The outlines of drawn shapes, as paths in points: Word's own forms by name, and those that an author has drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from docgen.engines.typst.read.wordml import A, local, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from docgen.engines.typst.drawn_content import Outline, Segment

Corner = tuple[float, float]

_MAX_SEGMENTS = 4000


def _star(points: int, inner: float) -> tuple[Corner, ...]:
    """A star with one point up; `inner` is how far in its notches reach, as a share."""
    corners = []
    for step in range(points * 2):
        reach, angle = (0.5 if step % 2 == 0 else 0.5 * inner), math.pi * step / points - math.pi / 2
        corners.append((0.5 + reach * math.cos(angle), 0.5 + reach * math.sin(angle)))
    return _stretched(corners)


def _regular(corners: int, turn: float = 0.0) -> tuple[Corner, ...]:
    angles = [2 * math.pi * step / corners - math.pi / 2 + turn for step in range(corners)]
    return _stretched([(math.cos(each), math.sin(each)) for each in angles])


def _stretched(corners: list[Corner]) -> tuple[Corner, ...]:
    """The corners so that they fill a square of size 1, as Word's forms fill theirs."""
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = max(x for x, _ in corners) - left, max(y for _, y in corners) - top
    return tuple(((x - left) / wide, (y - top) / high) for x, y in corners)


_RIGHT_ARROW = ((0, 0.25), (0.5, 0.25), (0.5, 0), (1, 0.5), (0.5, 1), (0.5, 0.75), (0, 0.75))
_BOTH_ARROW = (
    (0, 0.5), (0.25, 0), (0.25, 0.25), (0.75, 0.25), (0.75, 0), (1, 0.5), (0.75, 1), (0.75, 0.75), (0.25, 0.75),
    (0.25, 1),
)  # fmt: skip
_FORMS: dict[str, tuple[Corner, ...]] = {
    'triangle': ((0.5, 0), (1, 1), (0, 1)),
    'flowChartExtract': ((0.5, 0), (1, 1), (0, 1)),
    'flowChartMerge': ((0, 0), (1, 0), (0.5, 1)),
    'rtTriangle': ((0, 0), (1, 1), (0, 1)),
    'diamond': ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    'flowChartDecision': ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    'parallelogram': ((0.25, 0), (1, 0), (0.75, 1), (0, 1)),
    'flowChartInputOutput': ((0.2, 0), (1, 0), (0.8, 1), (0, 1)),
    'trapezoid': ((0.25, 0), (0.75, 0), (1, 1), (0, 1)),
    'flowChartManualOperation': ((0, 0), (1, 0), (0.8, 1), (0.2, 1)),
    'pentagon': _regular(5),
    'hexagon': ((0.25, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5)),
    'flowChartPreparation': ((0.2, 0), (0.8, 0), (1, 0.5), (0.8, 1), (0.2, 1), (0, 0.5)),
    'heptagon': _regular(7),
    'octagon': ((0.29, 0), (0.71, 0), (1, 0.29), (1, 0.71), (0.71, 1), (0.29, 1), (0, 0.71), (0, 0.29)),
    'plus': (
        (0.25, 0), (0.75, 0), (0.75, 0.25), (1, 0.25), (1, 0.75), (0.75, 0.75), (0.75, 1), (0.25, 1), (0.25, 0.75),
        (0, 0.75), (0, 0.25), (0.25, 0.25),
    ),
    'rightArrow': _RIGHT_ARROW,
    'leftArrow': tuple((1 - x, y) for x, y in _RIGHT_ARROW),
    'downArrow': tuple((y, x) for x, y in _RIGHT_ARROW),
    'upArrow': tuple((y, 1 - x) for x, y in _RIGHT_ARROW),
    'leftRightArrow': _BOTH_ARROW,
    'upDownArrow': tuple((y, x) for x, y in _BOTH_ARROW),
    'homePlate': ((0, 0), (0.5, 0), (1, 0.5), (0.5, 1), (0, 1)),
    'chevron': ((0, 0), (0.5, 0), (1, 0.5), (0.5, 1), (0, 1), (0.5, 0.5)),
    'foldedCorner': ((0, 0), (1, 0), (1, 0.833), (0.833, 1), (0, 1)),
    'snip1Rect': ((0, 0), (0.833, 0), (1, 0.167), (1, 1), (0, 1)),
    'flowChartPunchedCard': ((0.2, 0), (1, 0), (1, 1), (0, 1), (0, 0.2)),
    'star4': _star(4, 0.25),
    'star5': _star(5, 0.382),
    'star6': _star(6, 0.577),
    'star8': _star(8, 0.75),
}  # fmt: skip
"""Corners as shares of width and height, with Word's own standard proportions (ECMA-376, presetShapeDefinitions)."""
_TEXT_IN = {
    'triangle': (0.5, 0.25, 0.0, 0.25),
    'rtTriangle': (0.58, 0.42, 0.08, 0.08),
    'diamond': (0.25, 0.25, 0.25, 0.25),
    'flowChartDecision': (0.25, 0.25, 0.25, 0.25),
}
"""Where text stands in forms that leave little room: what is kept free at top, right, bottom and left, as shares."""


def preset(kind: str, width: float, height: float) -> Outline | None:
    """One of Word's forms; None for one that is not known.

    Args:
        kind: its name in the file.
        width: in points.
        height: in points.
    """
    corners = _FORMS.get(kind)
    if corners is None:
        return None
    if kind in ('homePlate', 'chevron') and width > height:
        # Their point is as long as half their height.
        share = 1 - 0.5 * height / width
        corners = tuple((share if x == 0.5 and y in (0, 1) else 1 - share if x == 0.5 else x, y) for x, y in corners)
    points = [(round(x * width, 3), round(y * height, 3)) for x, y in corners]
    return (('move', *points[0]), *(('line', *each) for each in points[1:]), ('close',))


def text_room(kind: str) -> tuple[float, float, float, float]:
    """What a form keeps free of text at top, right, bottom and left, as shares of its size."""
    return _TEXT_IN.get(kind, (0.0, 0.0, 0.0, 0.0))


def drawn(geometry: etree._Element, width: float, height: float) -> Outline | None:
    """An author's own form; None for one with formulas or arcs.

    Args:
        geometry: the a:custGeom.
        width: in points.
        height: in points.
    """
    segments: list[Segment] = []
    for path in geometry.iter(f'{{{A}}}path'):
        wide, high = number(str(path.get('w', 0))), number(str(path.get('h', 0)))
        across = width / wide if wide else 1 / 12700
        down = height / high if high else 1 / 12700
        for step in path:
            made = _segment(step, across, down)
            if made is None or len(segments) > _MAX_SEGMENTS:
                return None
            segments.append(made)
    return tuple(segments) or None


def _segment(step: etree._Element, across: float, down: float) -> Segment | None:
    kind = {'moveTo': 'move', 'lnTo': 'line', 'cubicBezTo': 'cubic', 'quadBezTo': 'quad', 'close': 'close'}.get(
        local(step)
    )
    points = list(step.iter(f'{{{A}}}pt'))
    try:
        numbers = [
            round(float(str(each.get(axis))) * scale, 3)
            for each in points
            for axis, scale in (('x', across), ('y', down))
        ]
    except ValueError:
        # A name from the form's list of formulas.
        return None
    wanted = {'move': 2, 'line': 2, 'cubic': 6, 'quad': 4, 'close': 0}.get(kind or '')
    return (kind, *numbers) if kind is not None and wanted == len(numbers) else None


def flipped(outline: Outline, width: float, height: float, *, across: bool, down: bool) -> Outline:
    """The outline mirrored in its rectangle.

    Args:
        outline: what is mirrored.
        width: of the rectangle, in points.
        height: of the rectangle, in points.
        across: left and right change places.
        down: top and bottom change places.
    """

    def mirrored(segment: Segment) -> Iterator[float]:
        for index, value in enumerate(segment[1:]):
            axis: Callable[[float], float] = (lambda x: width - x) if index % 2 == 0 else (lambda y: height - y)
            yield axis(float(value)) if (across if index % 2 == 0 else down) else float(value)

    return tuple((segment[0], *mirrored(segment)) for segment in outline)
