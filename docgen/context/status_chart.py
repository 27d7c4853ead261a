"""The follow-up's chart: one bar, parted by status, with a legend in words and symbols.

It replaces the picture `status-chart.png` in the template, whose alt text says the same in words.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

PICTURE = 'status-chart.png'
WIDTH_CM, HEIGHT_CM = 16, 4
PIXELS_PER_CM = 120
"""About 300 dots an inch, what a municipality's printer resolves."""

_BAR_TOP, _BAR_HEIGHT = 0.2, 1.3
_LEGEND_TOP, _LEGEND_STEP = 2.05, 0.75
_GAP = 0.06


def status_chart(statistics: Sequence[Mapping[str, Any]], *, bold: Path, regular: Path) -> bytes:
    """Draw the chart as a PNG of 16 × 4 cm.

    Args:
        statistics: the follow-up's `statistics` of the context; each has word, symbol, count and solid (RRGGBB).
        bold: TrueType file for numbers and symbols.
        regular: TrueType file for words.
    """
    rows = tuple(tuple((key, row[key]) for key in ('word', 'symbol', 'count', 'solid')) for row in statistics)
    return _drawn(rows, bold, regular)


@lru_cache(maxsize=8)
def _drawn(rows: tuple[tuple[tuple[str, Any], ...], ...], bold: Path, regular: Path) -> bytes:
    """Draw a chart once: a follow-up stands alone and as an appendix."""
    from PIL import Image, ImageDraw, ImageFont

    statistics = [dict(row) for row in rows]
    image = Image.new('RGB', (_px(WIDTH_CM), _px(HEIGHT_CM)), 'white')
    draw = ImageDraw.Draw(image)
    heavy, plain = ImageFont.truetype(bold, _px(0.55)), ImageFont.truetype(regular, _px(0.44))
    symbols = ImageFont.truetype(bold, _px(0.4))
    total = sum(row['count'] for row in statistics)
    left = 0.0
    for row in statistics:
        width = WIDTH_CM * row['count'] / total
        _segment(draw, row, left, width - _GAP, heavy)
        left += width
    for position, row in enumerate(statistics):
        column, line = position % 3, position // 3
        _legend(draw, row, column * WIDTH_CM / 3, _LEGEND_TOP + line * _LEGEND_STEP, plain, symbols)
    saved = io.BytesIO()
    image.save(saved, 'PNG', dpi=(PIXELS_PER_CM * 2.54, PIXELS_PER_CM * 2.54))
    return saved.getvalue()


def _segment(draw: ImageDraw, row: Mapping[str, Any], left: float, width: float, font: FreeTypeFont) -> None:
    box = (_px(left), _px(_BAR_TOP), _px(left + width), _px(_BAR_TOP + _BAR_HEIGHT))
    draw.rectangle(box, fill=f'#{row["solid"]}')
    middle = (_px(left + width / 2), _px(_BAR_TOP + _BAR_HEIGHT / 2))
    count = str(row['count'])
    label = next((text for text in (f'{row["symbol"]} {count}', count, '') if font.getlength(text) < _px(width)), '')
    draw.text(middle, label, fill=_ink(row['solid']), font=font, anchor='mm')


def _legend(
    draw: ImageDraw, row: Mapping[str, Any], left: float, top: float, font: FreeTypeFont, symbols: FreeTypeFont
) -> None:
    side = 0.5
    draw.rectangle((_px(left), _px(top), _px(left + side), _px(top + side)), fill=f'#{row["solid"]}')
    middle = (_px(left + side / 2), _px(top + side / 2))
    draw.text(middle, row['symbol'], fill=_ink(row['solid']), font=symbols, anchor='mm')
    label = f'{row["word"]}: {row["count"]}'
    draw.text((_px(left + side + 0.2), _px(top + side / 2)), label, fill='#222222', font=font, anchor='lm')


def _ink(colour: str) -> str:
    """Black or white, whichever stands out more (relative luminance, WCAG 2.1)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (0, 2, 4))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return '#000000' if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else '#FFFFFF'


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)


def _px(centimetres: float) -> int:
    return round(centimetres * PIXELS_PER_CM)
