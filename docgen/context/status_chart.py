"""The follow-up's chart: one bar, parted by status, with a legend in words and symbols.

It replaces the picture `status-chart.png` in the template, whose alt text says the same in words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docgen.context.vector_picture import UNITS_PER_CM, Shape, VectorPicture, rectangle, text_shape, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

PICTURE = 'status-chart.png'
WIDTH_CM = 16
_BAR_TOP, _BAR_HEIGHT = 0.2, 1.3
_LEGEND_TOP, _LEGEND_STEP, _LEGEND_GAP = 2.05, 0.75, 0.9
_MOST_COLUMNS = 3
_SQUARE, _SQUARE_GAP = 0.5, 0.2
_GAP = 0.06
_NUMBER_SIZE, _WORD_SIZE, _SYMBOL_SIZE = 0.55, 0.44, 0.4
"""Of the em, in centimetres."""


def status_chart(statistics: Sequence[Mapping[str, Any]], *, bold: Path, regular: Path) -> VectorPicture:
    """Draw the chart, 16 cm wide and as high as its legend needs.

    Args:
        statistics: the follow-up's `statistics` of the context; each has word, symbol, count and solid (RRGGBB).
        bold: TrueType file for numbers and symbols.
        regular: TrueType file for words.
    """
    rows = tuple(tuple((key, row[key]) for key in ('word', 'symbol', 'count', 'solid')) for row in statistics)
    return _drawn(rows, bold, regular)


@lru_cache(maxsize=8)
def _drawn(rows: tuple[tuple[tuple[str, Any], ...], ...], bold: Path, regular: Path) -> VectorPicture:
    """Draw a chart once: a follow-up stands alone and as an appendix."""
    statistics = [dict(row) for row in rows]
    shapes: list[Shape] = []
    total = sum(row['count'] for row in statistics)
    left = 0.0
    for row in statistics:
        width = WIDTH_CM * row['count'] / total
        shapes += _segment(row, left, width - _GAP, bold)
        left += width
    places = _legend_places(statistics, regular)
    for row, (left, top) in zip(statistics, places, strict=True):
        shapes += _legend(row, left, top, regular, bold)
    height = max((top for _, top in places), default=_LEGEND_TOP) + _SQUARE + _GAP
    return VectorPicture(WIDTH_CM * UNITS_PER_CM, round(height * UNITS_PER_CM), tuple(shapes))


def _legend_places(statistics: Sequence[Mapping[str, Any]], font: Path) -> list[tuple[float, float]]:
    """Left and top of each status: all in a row where there is room, otherwise on lines as even as may be."""
    widths = [_SQUARE + _SQUARE_GAP + text_width(_label(row), font, _WORD_SIZE) for row in statistics]
    if sum(widths) + _LEGEND_GAP * (len(widths) - 1) <= WIDTH_CM:
        return [(sum(widths[:index]) + _LEGEND_GAP * index, _LEGEND_TOP) for index in range(len(widths))]
    lines = -(-len(widths) // _MOST_COLUMNS)
    columns = -(-len(widths) // lines)
    return [
        (index % columns * WIDTH_CM / columns, _LEGEND_TOP + index // columns * _LEGEND_STEP)
        for index in range(len(widths))
    ]


def _label(row: Mapping[str, Any]) -> str:
    return f'{row["word"]}: {row["count"]}'


def _segment(row: Mapping[str, Any], left: float, width: float, font: Path) -> Iterator[Shape]:
    yield rectangle(row['solid'], left, _BAR_TOP, left + width, _BAR_TOP + _BAR_HEIGHT)
    count = str(row['count'])
    for text in (f'{row["symbol"]} {count}', count):
        length = text_width(text, font, _NUMBER_SIZE)
        if length < width:
            at = left + (width - length) / 2, _BAR_TOP + _BAR_HEIGHT / 2
            yield text_shape(_ink(row['solid']), text, font, _NUMBER_SIZE, at)
            return


def _legend(row: Mapping[str, Any], left: float, top: float, font: Path, bold: Path) -> Iterator[Shape]:
    side = _SQUARE
    yield rectangle(row['solid'], left, top, left + side, top + side)
    length = text_width(row['symbol'], bold, _SYMBOL_SIZE)
    middle = top + side / 2
    yield text_shape(_ink(row['solid']), row['symbol'], bold, _SYMBOL_SIZE, (left + (side - length) / 2, middle))
    yield text_shape('222222', _label(row), font, _WORD_SIZE, (left + side + _SQUARE_GAP, middle))


def _ink(colour: str) -> str:
    """Black or white, whichever stands out more (relative luminance, WCAG 2.1)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (0, 2, 4))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return '000000' if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else 'FFFFFF'


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)
