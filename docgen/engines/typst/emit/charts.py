"""A chart drawn in Typst as one figure: its alternative text holds the author's words and all its values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from docgen.engines.typst.emit.chart_axes import category_axes
from docgen.engines.typst.emit.chart_marks import INK, LINE, SIZE, WIDE, Room, number_of, polygon, rectangle, text
from docgen.engines.typst.emit.chart_points import net, point_axes, points
from docgen.engines.typst.emit.typst_code import call, pt, quote, rgb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.engines.typst.drawn_content import Chart, Series
    from docgen.engines.typst.emit.emit_state import EmitState

_TITLE = 13.0
"""The size of the title."""


def write_chart(state: EmitState, chart: Chart) -> str:
    """The chart as a box of its own size with one figure in it."""
    face, _ = state.font(chart.look)
    drawn = '; '.join(_drawing(chart))
    text = f'set text(font: {quote(face.family)}, weight: 400, style: "normal", size: {pt(SIZE)}, fill: {rgb(INK)})'
    frame = f'block(width: {pt(chart.width)}, height: {pt(chart.height)}, {{ {text}; set align(left); {drawn} }})'
    return call('box', call('figure', frame, alt=quote(described(chart)), numbering='none', outlined='false'))


_KINDS = {
    'columns': "Stapeldiagram",
    'bars': "Liggande stapeldiagram",
    'lines': "Linjediagram",
    'areas': "Ytdiagram",
    'pie': "Cirkeldiagram",
    'ring': "Ringdiagram",
    'points': "Punktdiagram",
    'bubbles': "Bubbeldiagram",
    'net': "Nätdiagram",
    'several': "Diagram av flera slag",
}
_ROUND = frozenset(('pie', 'ring'))
_HOLE = 0.5
"""Of a ring's radius, left free in its middle."""


def described(chart: Chart) -> str:
    """The author's own words, or else its kind and its title, and all values, for who does not see them."""
    named = chart.alt or f"{_KINDS.get(chart.kind, 'Diagram')}{f': {chart.title}' if chart.title else ''}"
    told = [
        (f"{each.name}: " if each.name else "") + ", ".join(_values(each, layer))
        for layer in chart.layers or (chart,)
        for each in layer.series
    ]
    axes = ', '.join(each for each in chart.axes if each)
    return f"{named.rstrip('.')}. {f'Axlar: {axes}. ' if axes else ''}{'; '.join(told)}."


def _values(series: Series, chart: Chart) -> list[str]:
    if chart.kind in ('points', 'bubbles'):
        bubbles = chart.kind == 'bubbles'
        return [
            f"{number_of(x)} och {number_of(up, percent=chart.percent)}"
            + (f" med storleken {number_of(size)}" if bubbles else "")
            for x, up, size in points(series)
        ]
    return [
        f"{name} {number_of(value, percent=chart.percent)}"
        for name, value in zip(chart.categories, series.values, strict=False)
        if value is not None
    ]


def _drawing(chart: Chart) -> Iterator[str]:
    top, bottom, right = 6.0, 6.0, 6.0
    if chart.title:
        yield text(chart.title, 0.0, top, chart.width, 'center', _TITLE)
        top += _TITLE * LINE + 4
    names = [each.name for each in chart.series] if chart.kind not in _ROUND else list(chart.categories)
    if chart.legend and any(names):
        if chart.legend in ('r', 'l', 'tr'):
            beside = min(max(len(name) for name in names) * WIDE * SIZE + 20, chart.width / 2)
            yield from _legend(chart, names, chart.width - beside, top + 4, beside)
            right += beside
        else:
            height = SIZE * LINE + 2
            yield from _legend_line(chart, names, chart.height - bottom - height)
            bottom += height + 4
    # What stands beside the axis in Word, and is turned there, stands above it.
    beneath, above = reversed(chart.axes) if chart.kind == 'bars' else chart.axes
    if above:
        yield text(above, 8.0, top, chart.width - right - 8, 'left')
        top += SIZE * LINE + 2
    if beneath:
        bottom += SIZE * LINE + 2
        yield text(beneath, 8.0, chart.height - bottom, chart.width - right - 8, 'center')
    room = Room(8.0, top, chart.width - right - 8, chart.height - top - bottom)
    drawing = {'points': point_axes, 'bubbles': point_axes, 'net': net, 'pie': _pie, 'ring': _pie}
    yield from drawing.get(chart.kind, category_axes)(chart, room)


def _legend(chart: Chart, names: list[str], left: float, top: float, room: float) -> Iterator[str]:
    for index, name in enumerate(names):
        y = top + index * SIZE * LINE
        yield rectangle(left, y + 2, 7, 7, _colour_of(chart, index))
        yield text(name, left + 12, y, room - 12, 'left')


def _legend_line(chart: Chart, names: list[str], top: float) -> Iterator[str]:
    widths = [len(name) * WIDE * SIZE + 24 for name in names]
    x = max((chart.width - sum(widths)) / 2, 2.0)
    for index, (name, width) in enumerate(zip(names, widths, strict=True)):
        yield rectangle(x, top + 2, 7, 7, _colour_of(chart, index))
        yield text(name, x + 12, top, width, 'left')
        x += width


def _colour_of(chart: Chart, index: int) -> str:
    return chart.series[0].colours[index] if chart.kind in _ROUND else chart.series[index].colours[0]


def _pie(chart: Chart, room: Room) -> Iterator[str]:
    radius = max(min(room.width, room.height) / 2 - 4, 1.0)
    middle = room.left + room.width / 2, room.top + room.height / 2
    values = [max(value or 0.0, 0.0) for value in chart.series[0].values]
    whole = math.fsum(values) or 1.0
    turned = 0.0
    for value, colour in zip(values, chart.series[0].colours, strict=False):
        share = value / whole
        rays = [math.tau * (turned + share * part / 90) for part in range(91)]
        hole = radius * _HOLE if chart.kind == 'ring' else 0.0
        edge = [(radius, ray) for ray in rays] + ([(hole, ray) for ray in reversed(rays)] if hole else [(0.0, 0.0)])
        corners = [(middle[0] + far * math.sin(ray), middle[1] - far * math.cos(ray)) for far, ray in edge]
        if share:
            yield polygon(corners, fill=rgb(colour), stroke=f'0.75pt + {rgb("FFFFFF")}')
        if (chart.labels or chart.share) and share:
            at = math.tau * (turned + share / 2)
            word = f'{share * 100:.0f} %' if chart.share else number_of(value, percent=chart.percent)
            x, y = middle[0] + radius * 0.75 * math.sin(at), middle[1] - radius * 0.75 * math.cos(at)
            yield text(word, x - 30, y - SIZE * 0.65, 60, 'center')
        turned += share
