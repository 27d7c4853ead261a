"""Forms whose proportions the author has changed, by Word's own rules for them (ECMA-376, presetShapeDefinitions)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.engines.typst.drawn_content import Outline

_WHOLE = 100_000
_ARROWS = ('rightArrow', 'leftArrow', 'downArrow', 'upArrow')
_STANDARD = {'trapezoid': 25_000, 'parallelogram': 25_000, 'homePlate': 50_000, 'chevron': 50_000, 'triangle': 50_000}


def adjusted(kind: str, size: tuple[float, float], adjustments: Mapping[str, int]) -> Outline | None:
    """The form's outline; None for one whose proportions are not known here.

    Args:
        kind: its name in the file.
        size: width and height in points.
        adjustments: the author's, by name, in hundred thousandths.
    """
    if kind in _ARROWS:
        corners = _arrow(kind, size, adjustments)
    elif kind in _STANDARD:
        corners = _slanted(kind, size, adjustments.get('adj', _STANDARD[kind]))
    else:
        return None
    points = [(round(x, 3), round(y, 3)) for x, y in corners]
    return (('move', *points[0]), *(('line', *each) for each in points[1:]), ('close',))


def _slanted(kind: str, size: tuple[float, float], adjustment: int) -> list[tuple[float, float]]:
    width, height = size
    if kind == 'triangle':
        return [(width * min(max(adjustment / _WHOLE, 0.0), 1.0), 0.0), (width, height), (0.0, height)]
    room = width / 2 if kind == 'trapezoid' else width
    inset = min(max(min(width, height) * adjustment / _WHOLE, 0.0), room)
    return {
        'trapezoid': [(inset, 0.0), (width - inset, 0.0), (width, height), (0.0, height)],
        'parallelogram': [(inset, 0.0), (width, 0.0), (width - inset, height), (0.0, height)],
        'homePlate': [(0.0, 0.0), (width - inset, 0.0), (width, height / 2), (width - inset, height), (0.0, height)],
        'chevron': [
            (0.0, 0.0), (width - inset, 0.0), (width, height / 2), (width - inset, height), (0.0, height),
            (inset, height / 2),
        ],
    }[kind]  # fmt: skip


def _arrow(kind: str, size: tuple[float, float], adjustments: Mapping[str, int]) -> list[tuple[float, float]]:
    upright = kind in ('downArrow', 'upArrow')
    length, breadth = size if not upright else (size[1], size[0])
    shaft = breadth * min(max(adjustments.get('adj1', 50_000) / _WHOLE, 0.0), 1.0) / 2
    head = min(max(min(size) * adjustments.get('adj2', 50_000) / _WHOLE, 0.0), length)
    middle, neck = breadth / 2, length - head
    corners = [
        (0.0, middle - shaft), (neck, middle - shaft), (neck, 0.0), (length, middle), (neck, breadth),
        (neck, middle + shaft), (0.0, middle + shaft),
    ]  # fmt: skip
    if kind in ('leftArrow', 'upArrow'):
        corners = [(length - x, y) for x, y in corners]
    return [(y, x) for x, y in corners] if upright else corners
