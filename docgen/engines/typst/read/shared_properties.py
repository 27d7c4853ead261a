"""What character, paragraph and table properties share: layers of decided values, colours, fills, borders.

A layer is a dict that holds only what its level decides; layers are merged by `styles`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.engines.typst.formats import Border
from docgen.engines.typst.read.wordml import attribute, names, number, on

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.engines.typst.read.refusals import Refusals

Layer = dict[str, Any]
ThemeFonts = dict[str, str]

_DASHES = {
    'single': 'solid',
    'thick': 'solid',
    'dotted': 'dotted',
    'dashed': 'dashed',
    'dashSmallGap': 'densely-dashed',
    'dotDash': 'dash-dotted',
    'dashDotStroked': 'dash-dotted',
    'dotDotDash': 'dash-dot-dotted',
    'inset': 'solid',
    'outset': 'solid',
}
# Thicknesses of line, gap and line; 0 stands for the edge's own size (17.18.2).
_LINES = {
    'double': (0, 0, 0),
    'triple': (0, 0, 0, 0, 0),
    'thinThickSmallGap': (0, 0.75, 0.75),
    'thickThinSmallGap': (0.75, 0.75, 0),
    'thinThickMediumGap': (0, 1.5, 0.75),
    'thickThinMediumGap': (0.75, 1.5, 0),
    'thinThickLargeGap': (1.5, 0, 0.75),
    'thickThinLargeGap': (0.75, 0, 1.5),
    'thinThickThinSmallGap': (0.75, 0.75, 0, 0.75, 0.75),
}
_KINDS = {'wave': "våg", 'doubleWave': "dubbel våg", 'threeDEmboss': "upphöjd", 'threeDEngrave': "nedsänkt"}
TRACKED = names('ins del moveFrom moveTo rPrChange pPrChange numberingChange')


def colour(value: str | None) -> str:
    """Six hexadecimal digits, or '' for none and automatic."""
    if value is None or len(value) != 6:
        return ''
    return value.upper() if all(digit in '0123456789abcdefABCDEF' for digit in value) else ''


def shade(element: etree._Element, refusals: Refusals) -> str:
    """The fill of a w:shd; '' for none. Patterns other than clear and solid are refused."""
    pattern = attribute(element)
    if pattern == 'solid':
        return colour(attribute(element, 'color')) or '000000'
    if pattern not in ('clear', 'nil', None):
        refusals.add('word-unknown-property', element, f'w:shd {pattern}')
    return colour(attribute(element, 'fill'))


def border(element: etree._Element, refusals: Refusals) -> Border | None:
    """A border edge; None when it says none. Sizes are eighths of a point, distances points (17.18.2)."""
    kind = attribute(element)
    if kind in (None, 'nil', 'none'):
        return None
    if kind not in _DASHES and kind not in _LINES:
        refusals.add('word-unknown-property', element, f"kantlinje av slaget {_KINDS.get(kind or '', kind)}")
        return None
    width = max(min(number(attribute(element, 'sz'), 4), 96), 2) / 8
    lines = tuple(width if each == 0 else each for each in _LINES.get(kind, ()))
    return Border(
        width=sum(lines) or width,
        colour=colour(attribute(element, 'color')) or '000000',
        dash=_DASHES.get(kind, 'solid'),
        space=float(min(number(attribute(element, 'space')), 31)),
        lines=lines,
    )


def toggle(key: str) -> Callable[[etree._Element, Layer, Refusals], None]:
    """A reader that sets a key to what an on/off element says."""

    def read(element: etree._Element, layer: Layer, _: Refusals) -> None:
        layer[key] = on(element)

    return read
