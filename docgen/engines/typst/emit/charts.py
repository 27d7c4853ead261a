"""A chart drawn in Typst as one figure: its alternative text holds the author's words and all its values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.engines.typst.emit.typst_code import call, pt, quote, rgb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.engines.typst.drawn_content import Chart
    from docgen.engines.typst.emit.emit_state import EmitState

_SIZE, _TITLE = 9.0, 13.0
_GREY, _INK = 'D9D9D9', '404040'
_WIDE = 0.56
"""Of the size, for a character: how wide a text may become."""
_LINE = 1.25
_GAP = 0.5
"""Of a category's room, left free between its columns and the next."""
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class _Room:
    """The rectangle of the axes within the chart, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def write_chart(state: EmitState, chart: Chart) -> str:
    """The chart as a box of its own size with one figure in it."""
    face, _ = state.font(chart.look)
    drawn = '; '.join(_drawing(chart))
    text = f'set text(font: {quote(face.family)}, weight: 400, style: "normal", size: {pt(_SIZE)}, fill: {rgb(_INK)})'
    frame = f'block(width: {pt(chart.width)}, height: {pt(chart.height)}, {{ {text}; set align(left); {drawn} }})'
    return call('box', call('figure', frame, alt=quote(described(chart)), numbering='none', outlined='false'))


_KINDS = {
    'columns': "Stapeldiagram",
    'bars': "Liggande stapeldiagram",
    'lines': "Linjediagram",
    'areas': "Ytdiagram",
    'pie': "Cirkeldiagram",
    'ring': "Ringdiagram",
}
_ROUND = frozenset(('pie', 'ring'))
_HOLE = 0.5
"""Of a ring's radius, left free in its middle."""


def described(chart: Chart) -> str:
    """The author's own words, or else its kind and its title, and all values, for who does not see them."""
    named = chart.alt or f"{_KINDS.get(chart.kind, 'Diagram')}{f': {chart.title}' if chart.title else ''}"
    told = [
        (f"{each.name}: " if each.name else "")
        + ", ".join(
            f"{name} {_number(value, chart)}"
            for name, value in zip(chart.categories, each.values, strict=False)
            if value is not None
        )
        for each in chart.series
    ]
    axes = ', '.join(each for each in chart.axes if each)
    return f"{named.rstrip('.')}. {f'Axlar: {axes}. ' if axes else ''}{'; '.join(told)}."


def _number(value: float, chart: Chart) -> str:
    if chart.percent:
        return f'{value * 100:.10g} %'.replace('.', ',')
    return f'{value:.10g}'.replace('.', ',').replace('-', '−')


def _drawing(chart: Chart) -> Iterator[str]:
    top, bottom, right = 6.0, 6.0, 6.0
    if chart.title:
        yield _text(chart.title, 0.0, top, chart.width, 'center', _TITLE)
        top += _TITLE * _LINE + 4
    names = [each.name for each in chart.series] if chart.kind not in _ROUND else list(chart.categories)
    if chart.legend and any(names):
        if chart.legend in ('r', 'l', 'tr'):
            beside = min(max(len(name) for name in names) * _WIDE * _SIZE + 20, chart.width / 2)
            yield from _legend(chart, names, chart.width - beside, top + 4, beside)
            right += beside
        else:
            height = _SIZE * _LINE + 2
            yield from _legend_line(chart, names, chart.height - bottom - height)
            bottom += height + 4
    # What stands beside the axis in Word, and is turned there, stands above it.
    beneath, above = reversed(chart.axes) if chart.kind == 'bars' else chart.axes
    if above:
        yield _text(above, 8.0, top, chart.width - right - 8, 'left')
        top += _SIZE * _LINE + 2
    if beneath:
        bottom += _SIZE * _LINE + 2
        yield _text(beneath, 8.0, chart.height - bottom, chart.width - right - 8, 'center')
    room = _Room(8.0, top, chart.width - right - 8, chart.height - top - bottom)
    yield from _pie(chart, room) if chart.kind in _ROUND else _axes(chart, room)


def _legend(chart: Chart, names: list[str], left: float, top: float, room: float) -> Iterator[str]:
    for index, name in enumerate(names):
        y = top + index * _SIZE * _LINE
        yield _rectangle(left, y + 2, 7, 7, _colour_of(chart, index))
        yield _text(name, left + 12, y, room - 12, 'left')


def _legend_line(chart: Chart, names: list[str], top: float) -> Iterator[str]:
    widths = [len(name) * _WIDE * _SIZE + 24 for name in names]
    x = max((chart.width - sum(widths)) / 2, 2.0)
    for index, (name, width) in enumerate(zip(names, widths, strict=True)):
        yield _rectangle(x, top + 2, 7, 7, _colour_of(chart, index))
        yield _text(name, x + 12, top, width, 'left')
        x += width


def _colour_of(chart: Chart, index: int) -> str:
    return chart.series[0].colours[index] if chart.kind in _ROUND else chart.series[index].colours[0]


def _axes(chart: Chart, room: _Room) -> Iterator[str]:
    lowest, highest, step = _scale(chart)
    ticks = [lowest + step * index for index in range(round((highest - lowest) / step) + 1)]
    shown = [f'{tick:.0f} %' if chart.stacked == 'percent' else _number(round(tick, 10), chart) for tick in ticks]
    sideways = chart.kind == 'bars'
    names = max((len(name) for name in chart.categories), default=1) * _WIDE * _SIZE
    beside = min(names, room.width / 3) if sideways else max(map(len, shown)) * _WIDE * _SIZE
    below = _SIZE * _LINE * (1 if sideways else _lines(chart, room.width - beside))
    inner = _Room(room.left + beside + 4, room.top, room.width - beside - 8, room.height - below - 4)
    length = inner.width if sideways else inner.height

    def along(value: float) -> float:
        share = (min(max(value, lowest), highest) - lowest) / (highest - lowest) * length
        return inner.left + share if sideways else inner.top + inner.height - share

    for tick, word in zip(ticks, shown, strict=True):
        at = along(tick)
        if sideways:
            yield _line((at, inner.top), (at, inner.top + inner.height), _GREY, 0.5)
            yield _text(word, at - 30, inner.top + inner.height + 3, 60, 'center')
        else:
            yield _line((inner.left, at), (inner.left + inner.width, at), _GREY, 0.5)
            yield _text(word, room.left, at - _SIZE * 0.65, beside, 'right')
    slot = (inner.height if sideways else inner.width) / len(chart.categories)
    for index, name in enumerate(chart.categories):
        if sideways:
            # Word begins from below.
            at = inner.top + inner.height - (index + 0.5) * slot
            yield _text(name, room.left, at - _SIZE * 0.65, beside, 'right')
        else:
            yield _text(name, inner.left + index * slot, inner.top + inner.height + 3, slot, 'center')
    drawing = {'lines': _lines_of, 'areas': _areas}.get(chart.kind, _bars)
    yield from drawing(chart, inner, slot, along)


def _lines(chart: Chart, width: float) -> int:
    """How many lines the longest category name takes below its columns."""
    slot = max(width / len(chart.categories), 1.0)
    return max(math.ceil(len(name) * _WIDE * _SIZE / slot) for name in chart.categories)


def _scale(chart: Chart) -> tuple[float, float, float]:
    """The value axis' ends and the step from line to line."""
    if chart.stacked == 'percent':
        return 0.0, 100.0, 20.0
    columns = range(len(chart.categories))
    rows = [[_at(each.values, column) for each in chart.series] for column in columns]
    values = [value for row in rows for value in ([math.fsum(row)] if chart.stacked else row)]
    lowest, highest = min(0.0, *values), max(0.0, *values)
    # Word leaves a twentieth free above the highest.
    highest += (highest - lowest) / 20 if highest > 0 else 0.0
    lowest = chart.bounds[0] if chart.bounds[0] is not None else lowest
    highest = chart.bounds[1] if chart.bounds[1] is not None else highest
    if highest <= lowest:
        highest = lowest + 1
    rough = (highest - lowest) / 6
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in _STEPS if power * each >= rough)
    return math.floor(lowest / step) * step, math.ceil(highest / step) * step, step


def _at(values: tuple[float | None, ...], place: int) -> float:
    return (values[place] if place < len(values) else None) or 0.0


def _bars(chart: Chart, inner: _Room, slot: float, along) -> Iterator[str]:  # type: ignore[no-untyped-def]
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
                yield _rectangle(one, y, other - one, width, colour)
                beyond = (other + 2, 'left') if not chart.stacked else ((one + other) / 2 - 30, 'center')
                place = (beyond[0], y + width / 2 - _SIZE * 0.65, 60.0, beyond[1])
            else:
                x = inner.left + column * slot + offset
                yield _rectangle(x, one, width, other - one, colour)
                over = one - _SIZE * _LINE - 1 if not chart.stacked else (one + other) / 2 - _SIZE * 0.65
                place = (x - 20, over, width + 40, 'center')
            if chart.labels and column < len(each.values) and each.values[column] is not None:
                yield _text(_number(value, chart), *place)


def _lines_of(chart: Chart, inner: _Room, slot: float, along) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for each in chart.series:
        before: tuple[float, float] | None = None
        for column, value in enumerate(each.values):
            if value is None:
                before = None
                continue
            spot = inner.left + (column + 0.5) * slot, along(value)
            if before is not None:
                yield _line(before, spot, each.colours[0], 2.25)
            if chart.labels:
                yield _text(_number(value, chart), spot[0] - 30, spot[1] - _SIZE * _LINE - 3, 60, 'center')
            before = spot


def _areas(chart: Chart, inner: _Room, slot: float, along) -> Iterator[str]:  # type: ignore[no-untyped-def]
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
        corners = [f'({pt(inner.left + (column + 0.5) * slot)}, {pt(along(value))})' for column, value in edge]
        yield call('place', 'top + left', call('polygon', *corners, fill=rgb(each.colours[0])))
        for column in columns if chart.labels else ():
            x, y = inner.left + (column + 0.5) * slot - 30, (along(above[column]) + along(below[column])) / 2
            yield _text(_number(_at(each.values, column), chart), x, y - _SIZE * 0.65, 60, 'center')


def _pie(chart: Chart, room: _Room) -> Iterator[str]:
    radius = max(min(room.width, room.height) / 2 - 4, 1.0)
    middle = room.left + room.width / 2, room.top + room.height / 2
    values = [max(_at(chart.series[0].values, place), 0.0) for place in range(len(chart.categories))]
    whole = math.fsum(values) or 1.0
    turned = 0.0
    for value, colour in zip(values, chart.series[0].colours, strict=False):
        share = value / whole
        rays = [math.tau * (turned + share * part / 90) for part in range(91)]
        hole = radius * _HOLE if chart.kind == 'ring' else 0.0
        edge = [(radius, ray) for ray in rays] + ([(hole, ray) for ray in reversed(rays)] if hole else [(0.0, 0.0)])
        corners = [
            f'({pt(middle[0] + far * math.sin(ray))}, {pt(middle[1] - far * math.cos(ray))})' for far, ray in edge
        ]
        if share:
            shape = call('polygon', *corners, fill=rgb(colour), stroke=f'0.75pt + {rgb("FFFFFF")}')
            yield call('place', 'top + left', shape)
        if (chart.labels or chart.share) and share:
            at = math.tau * (turned + share / 2)
            word = f'{share * 100:.0f} %' if chart.share else _number(value, chart)
            x, y = middle[0] + radius * 0.75 * math.sin(at), middle[1] - radius * 0.75 * math.cos(at)
            yield _text(word, x - 30, y - _SIZE * 0.65, 60, 'center')
        turned += share


def _text(words: str, left: float, top: float, width: float, side: str, size: float = _SIZE) -> str:
    text = quote(words) if size == _SIZE else f'text(size: {pt(size)}, {quote(words)})'
    box = call('block', f'align({side}, {text})', width=pt(max(width, 1.0)))
    return call('place', 'top + left', box, dx=pt(left), dy=pt(top))


def _rectangle(left: float, top: float, width: float, height: float, colour: str) -> str:
    shape = call('rect', width=pt(max(width, 0.0)), height=pt(max(height, 0.0)), fill=rgb(colour))
    return call('place', 'top + left', shape, dx=pt(left), dy=pt(top))


def _line(one: tuple[float, float], other: tuple[float, float], colour: str, width: float) -> str:
    ends = {'start': f'({pt(one[0])}, {pt(one[1])})', 'end': f'({pt(other[0])}, {pt(other[1])})'}
    return call('place', 'top + left', call('line', **ends, stroke=f'{pt(width)} + {rgb(colour)}'))
