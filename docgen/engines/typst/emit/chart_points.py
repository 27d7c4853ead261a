"""Charts of points, bubbles and nets in Typst."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from docgen.engines.typst.emit.chart_marks import (
    GREY,
    LINE,
    SIZE,
    WIDE,
    Room,
    dot,
    line,
    number_of,
    polygon,
    scale,
    text,
    ticks,
)
from docgen.engines.typst.emit.typst_code import pt, rgb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.engines.typst.drawn_content import Chart, Series

_DOT = 3.0
_LARGEST = 0.125
"""The largest bubble's radius as part of the shorter side."""


def points(series: Series) -> Iterator[tuple[float, float, float]]:
    """Where each point stands along both axes, and its size; one that lacks a place is none.

    Args:
        series: with `across`, and `sizes` where it has bubbles.
    """
    for index, (across, up) in enumerate(zip(series.across, series.values, strict=False)):
        size = series.sizes[index] if index < len(series.sizes) else 1.0
        if across is not None and up is not None and size is not None and size > 0:
            yield across, up, size


def point_axes(chart: Chart, room: Room) -> Iterator[str]:
    """Points or bubbles between two axes of values.

    Args:
        chart: of the kind 'points' or 'bubbles'.
        room: the rectangle for all of it.
    """
    spots = [spot for each in chart.series for spot in points(each)] or [(0.0, 0.0, 1.0)]
    upward = scale(min(0.0, *(up for _, up, _ in spots)), max(0.0, *(up for _, up, _ in spots)), chart.bounds)
    onward = scale(min(0.0, *(x for x, _, _ in spots)), max(0.0, *(x for x, _, _ in spots)), chart.bounds_across)
    words = [number_of(round(tick, 10), percent=chart.percent) for tick in ticks(*upward)]
    beside = max(map(len, words)) * WIDE * SIZE
    inner = Room(room.left + beside + 4, room.top, room.width - beside - 14, room.height - SIZE * LINE - 4)

    def place(x: float, up: float) -> tuple[float, float]:
        across = (min(max(x, onward[0]), onward[1]) - onward[0]) / (onward[1] - onward[0])
        above = (min(max(up, upward[0]), upward[1]) - upward[0]) / (upward[1] - upward[0])
        return inner.left + across * inner.width, inner.top + inner.height * (1 - above)

    for tick, word in zip(ticks(*upward), words, strict=True):
        _, down = place(onward[0], tick)
        yield line((inner.left, down), (inner.left + inner.width, down), GREY, 0.5)
        yield text(word, room.left, down - SIZE * 0.65, beside, 'right')
    for tick in ticks(*onward):
        across, _ = place(tick, upward[0])
        yield line((across, inner.top), (across, inner.top + inner.height), GREY, 0.5)
        yield text(number_of(round(tick, 10)), across - 30, inner.top + inner.height + 3, 60, 'center')
    largest = max(size for _, _, size in spots)
    for each in chart.series:
        before: tuple[float, float] | None = None
        for x, up, size in points(each):
            spot = place(x, up)
            if chart.joined and before is not None:
                yield line(before, spot, each.colours[0], 1.5)
            radius = _DOT
            if chart.kind == 'bubbles':
                # Word measures bubbles by their area.
                radius = max(math.sqrt(size / largest) * min(inner.width, inner.height) * _LARGEST, 1.0)
            yield dot(spot, radius, each.colours[0], 0.75 if chart.kind == 'bubbles' else 1.0)
            if chart.labels:
                label = number_of(up, percent=chart.percent)
                yield text(label, spot[0] + radius + 2, spot[1] - SIZE * 0.65, 60, 'left')
            before = spot


def net(chart: Chart, room: Room) -> Iterator[str]:
    """A net (radar): a ray for each category, and the values joined around.

    Args:
        chart: of the kind 'net'.
        room: the rectangle for all of it.
    """
    values = [value for each in chart.series for value in each.values if value is not None] or [0.0]
    lowest, highest, step = scale(min(0.0, *values), max(0.0, *values), chart.bounds)
    count = len(chart.categories)
    radius = max(min(room.width, room.height) / 2 - SIZE * LINE - 2, 1.0)
    middle = room.left + room.width / 2, room.top + room.height / 2

    def place(index: int, value: float) -> tuple[float, float]:
        far = (min(max(value, lowest), highest) - lowest) / (highest - lowest) * radius
        ray = math.tau * index / count
        return middle[0] + far * math.sin(ray), middle[1] - far * math.cos(ray)

    for tick in ticks(lowest, highest, step):
        yield polygon([place(index, tick) for index in range(count)], stroke=f'{pt(0.5)} + {rgb(GREY)}')
        word = number_of(round(tick, 10), percent=chart.percent)
        yield text(word, middle[0] - 44, place(0, tick)[1] - SIZE * 0.65, 40, 'right')
    for index, name in enumerate(chart.categories):
        edge = place(index, highest)
        yield line(middle, edge, GREY, 0.5)
        across, down = (edge[0] - middle[0]) / radius, (edge[1] - middle[1]) / radius
        side = 'center' if abs(across) < 0.2 else 'left' if across > 0 else 'right'
        left = {'center': edge[0] - 50, 'left': edge[0] + 4, 'right': edge[0] - 104}[side]
        yield text(name, left, edge[1] - SIZE * 0.65 + down * SIZE * 0.8, 100, side)
    for each in chart.series:
        ring = [place(index, value) for index, value in enumerate(each.values) if value is not None]
        colour = each.colours[0]
        look = {'stroke': f'{pt(2.0)} + {rgb(colour)}'}
        if chart.filled:
            look['fill'] = f'{rgb(colour)}.transparentize(60%)'
        yield polygon(ring, **look)
        for spot, value in zip(ring, [value for value in each.values if value is not None], strict=True):
            if chart.labels:
                yield text(number_of(value, percent=chart.percent), spot[0] + 2, spot[1] - SIZE * 1.3, 40, 'left')
