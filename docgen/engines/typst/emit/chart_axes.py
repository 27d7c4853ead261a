"""Charts with an axis of categories in Typst: columns, bars, lines, areas, and several of these in one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from docgen.engines.typst.emit.chart_marks import (
    GREY,
    LINE,
    SIZE,
    WIDE,
    Room,
    line,
    number_of,
    polygon,
    rectangle,
    scale,
    text,
    ticks,
)
from docgen.engines.typst.emit.typst_code import rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docgen.engines.typst.drawn_content import Chart

    Along = Callable[[float], float]
    """Of a value: its place along the axis, in points."""

_GAP = 0.5
"""Of a category's room, left free between its columns and the next."""
_ORDER = ('areas', 'columns', 'bars', 'lines')
"""What is drawn first lies behind."""


def category_axes(chart: Chart, room: Room) -> Iterator[str]:
    """The axes and what stands between them.

    Args:
        chart: what is drawn; one of several kinds has `layers`.
        room: the rectangle for all of it.
    """
    layers = chart.layers or (chart,)
    first = [each for each in layers if not each.second] or list(layers)
    second = [each for each in layers if each not in first]
    sideways = chart.kind == 'bars'
    ends, other_ends = _scale(first), _scale(second) if second else None
    shown = _ticks(first[0], ends)
    names = max((len(name) for name in chart.categories), default=1) * WIDE * SIZE
    beside = min(names, room.width / 3) if sideways else max(len(word) for _, word in shown) * WIDE * SIZE
    right = max(len(word) for _, word in _ticks(second[0], other_ends)) * WIDE * SIZE if other_ends else 0.0
    below = SIZE * LINE * (1 if sideways else _lines(chart, room.width - beside - right))
    inner = Room(room.left + beside + 4, room.top, room.width - beside - right - 8, room.height - below - 4)
    along = _along(ends, inner, sideways=sideways)
    for tick, word in shown:
        at = along(tick)
        if sideways:
            yield line((at, inner.top), (at, inner.top + inner.height), GREY, 0.5)
            yield text(word, at - 30, inner.top + inner.height + 3, 60, 'center')
        else:
            yield line((inner.left, at), (inner.left + inner.width, at), GREY, 0.5)
            yield text(word, room.left, at - SIZE * 0.65, beside, 'right')
    slot = (inner.height if sideways else inner.width) / len(chart.categories)
    for index, name in enumerate(chart.categories):
        if sideways:
            # Word begins from below.
            at = inner.top + inner.height - (index + 0.5) * slot
            yield text(name, room.left, at - SIZE * 0.65, beside, 'right')
        else:
            yield text(name, inner.left + index * slot, inner.top + inner.height + 3, slot, 'center')
    beyond = _along(other_ends, inner, sideways=False) if other_ends else along
    for tick, word in _ticks(second[0], other_ends) if other_ends else ():
        yield text(word, inner.left + inner.width + 4, beyond(tick) - SIZE * 0.65, right, 'left')
    for layer in sorted(layers, key=lambda each: _ORDER.index(each.kind)):
        drawing = {'lines': _lines_of, 'areas': _areas}.get(layer.kind, _bars)
        yield from drawing(layer, inner, slot, beyond if layer in second else along)


def _along(ends: tuple[float, float, float], inner: Room, *, sideways: bool) -> Along:
    lowest, highest, _ = ends
    length = inner.width if sideways else inner.height

    def along(value: float) -> float:
        share = (min(max(value, lowest), highest) - lowest) / (highest - lowest) * length
        return inner.left + share if sideways else inner.top + inner.height - share

    return along


def _ticks(layer: Chart, ends: tuple[float, float, float]) -> list[tuple[float, str]]:
    whole = layer.stacked == 'percent'
    return [
        (tick, f'{tick:.0f} %' if whole else number_of(round(tick, 10), percent=layer.percent)) for tick in ticks(*ends)
    ]


def _scale(layers: Sequence[Chart]) -> tuple[float, float, float]:
    """The value axis' ends and the step from line to line, for all that is measured by it."""
    if all(each.stacked == 'percent' for each in layers):
        return 0.0, 100.0, 20.0
    values: list[float] = []
    for layer in layers:
        rows = [[_at(each.values, column) for each in layer.series] for column in range(len(layer.categories))]
        values += [value for row in rows for value in ([math.fsum(row)] if layer.stacked else row)]
    return scale(min(0.0, *values), max(0.0, *values), layers[0].bounds)


def _lines(chart: Chart, width: float) -> int:
    """How many lines the longest category name takes below its columns."""
    slot = max(width / len(chart.categories), 1.0)
    return max(math.ceil(len(name) * WIDE * SIZE / slot) for name in chart.categories)


def _at(values: tuple[float | None, ...], place: int) -> float:
    return (values[place] if place < len(values) else None) or 0.0


def _bars(chart: Chart, inner: Room, slot: float, along: Along) -> Iterator[str]:
    sideways = chart.kind == 'bars'
    width = slot * (1 - _GAP) / (1 if chart.stacked else len(chart.series))
    for column in range(len(chart.categories)):
        whole = math.fsum(abs(_at(each.values, column)) for each in chart.series) or 1.0
        reached = 0.0
        for index, each in enumerate(chart.series):
            value = _at(each.values, column)
            shown = value * 100 / whole if chart.stacked == 'percent' else value
            start = reached if chart.stacked else 0.0
            reached += shown if chart.stacked else 0.0
            one, other = sorted((along(start), along(start + shown)))
            offset = slot * _GAP / 2 + (0 if chart.stacked else index * width)
            colour = each.colours[min(column, len(each.colours) - 1)]
            if sideways:
                y = inner.top + inner.height - column * slot - offset - width
                yield rectangle(one, y, other - one, width, colour)
                beyond = (other + 2, 'left') if not chart.stacked else ((one + other) / 2 - 30, 'center')
                place = (beyond[0], y + width / 2 - SIZE * 0.65, 60.0, beyond[1])
            else:
                x = inner.left + column * slot + offset
                yield rectangle(x, one, width, other - one, colour)
                over = one - SIZE * LINE - 1 if not chart.stacked else (one + other) / 2 - SIZE * 0.65
                place = (x - 20, over, width + 40, 'center')
            if chart.labels and column < len(each.values) and each.values[column] is not None:
                yield text(number_of(value, percent=chart.percent), *place)


def _lines_of(chart: Chart, inner: Room, slot: float, along: Along) -> Iterator[str]:
    for each in chart.series:
        before: tuple[float, float] | None = None
        for column, value in enumerate(each.values):
            if value is None:
                before = None
                continue
            spot = inner.left + (column + 0.5) * slot, along(value)
            if before is not None:
                yield line(before, spot, each.colours[0], 2.25)
            if chart.labels:
                yield text(
                    number_of(value, percent=chart.percent), spot[0] - 30, spot[1] - SIZE * LINE - 3, 60, 'center'
                )
            before = spot


def _areas(chart: Chart, inner: Room, slot: float, along: Along) -> Iterator[str]:
    columns = range(len(chart.categories))
    wholes = [math.fsum(abs(_at(each.values, column)) for each in chart.series) or 1.0 for column in columns]
    reached = [0.0 for _ in columns]
    for each in chart.series:
        values = [_at(each.values, column) for column in columns]
        if chart.stacked == 'percent':
            values = [value * 100 / whole for value, whole in zip(values, wholes, strict=True)]
        below = reached if chart.stacked else [0.0 for _ in columns]
        above = [low + value for low, value in zip(below, values, strict=True)]
        reached = above if chart.stacked else reached
        edge = [(column, above[column]) for column in columns] + [
            (column, below[column]) for column in reversed(columns)
        ]
        corners = [(inner.left + (column + 0.5) * slot, along(value)) for column, value in edge]
        yield polygon(corners, fill=rgb(each.colours[0]))
        for column in columns if chart.labels else ():
            x, y = inner.left + (column + 0.5) * slot - 30, (along(above[column]) + along(below[column])) / 2
            yield text(number_of(_at(each.values, column), percent=chart.percent), x, y - SIZE * 0.65, 60, 'center')
