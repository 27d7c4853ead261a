"""The marks that charts are drawn with in Typst: words, lines, rectangles, dots, polygons at their places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.engines.typst.emit.typst_code import call, pt, quote, rgb

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = 9.0
"""Of the words in a chart, in points."""
GREY, INK = 'D9D9D9', '404040'
WIDE = 0.56
"""Of the size, for a character: how wide a text may become."""
LINE = 1.25
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Room:
    """A rectangle within the chart, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def number_of(value: float, *, percent: bool = False) -> str:
    """A value as Swedish readers write it."""
    if percent:
        return f'{value * 100:.10g} %'.replace('.', ',')
    return f'{value:.10g}'.replace('.', ',').replace('-', '−')


def scale(lowest: float, highest: float, bounds: tuple[float | None, float | None]) -> tuple[float, float, float]:
    """An axis' ends and the step from line to line.

    Args:
        lowest: of the values.
        highest: of the values.
        bounds: the ends that the author chose, or None.
    """
    # Word leaves a twentieth free above the highest.
    highest += (highest - lowest) / 20 if highest > 0 else 0.0
    lowest = bounds[0] if bounds[0] is not None else lowest
    highest = bounds[1] if bounds[1] is not None else highest
    if highest <= lowest:
        highest = lowest + 1
    rough = (highest - lowest) / 6
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in _STEPS if power * each >= rough)
    return math.floor(lowest / step) * step, math.ceil(highest / step) * step, step


def ticks(lowest: float, highest: float, step: float) -> list[float]:
    """Where the axis has its lines.

    Args:
        lowest: its first value.
        highest: its last.
        step: from line to line.
    """
    return [lowest + step * index for index in range(round((highest - lowest) / step) + 1)]


def text(words: str, left: float, top: float, width: float, side: str, size: float = SIZE) -> str:
    """Words in a room, lengths in points.

    Args:
        words: what they say.
        left: of the room.
        top: of the room.
        width: of the room.
        side: where in it they stand: 'left', 'center' or 'right'.
        size: of the font.
    """
    text = quote(words) if size == SIZE else f'text(size: {pt(size)}, {quote(words)})'
    box = call('block', f'align({side}, {text})', width=pt(max(width, 1.0)))
    return call('place', 'top + left', box, dx=pt(left), dy=pt(top))


def rectangle(left: float, top: float, width: float, height: float, colour: str) -> str:
    """A filled rectangle, lengths in points.

    Args:
        left: its left side.
        top: its upper side.
        width: its width.
        height: its height.
        colour: RRGGBB.
    """
    shape = call('rect', width=pt(max(width, 0.0)), height=pt(max(height, 0.0)), fill=rgb(colour))
    return call('place', 'top + left', shape, dx=pt(left), dy=pt(top))


def line(one: tuple[float, float], other: tuple[float, float], colour: str, width: float) -> str:
    """A straight line, lengths in points.

    Args:
        one: where it begins.
        other: where it ends.
        colour: RRGGBB.
        width: its thickness.
    """
    ends = {'start': f'({pt(one[0])}, {pt(one[1])})', 'end': f'({pt(other[0])}, {pt(other[1])})'}
    return call('place', 'top + left', call('line', **ends, stroke=f'{pt(width)} + {rgb(colour)}'))


def dot(middle: tuple[float, float], radius: float, colour: str, opacity: float = 1.0) -> str:
    """A filled circle, lengths in points.

    Args:
        middle: its middle.
        radius: its radius.
        colour: RRGGBB.
        opacity: 1 where nothing is seen through it.
    """
    fill = rgb(colour) if opacity == 1.0 else f'{rgb(colour)}.transparentize({(1 - opacity) * 100:.0f}%)'
    shape = call('circle', radius=pt(radius), fill=fill)
    return call('place', 'top + left', shape, dx=pt(middle[0] - radius), dy=pt(middle[1] - radius))


def polygon(corners: Iterable[tuple[float, float]], **look: str) -> str:
    """A polygon.

    Args:
        corners: in points.
        look: `fill` and `stroke` as Typst takes them.
    """
    return call('place', 'top + left', call('polygon', *(f'({pt(x)}, {pt(y)})' for x, y in corners), **look))
