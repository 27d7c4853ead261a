"""Reading WordprocessingML: names, on/off values, measures in points, colours, fills, lines (ECMA-376 part 1, 17.18).

What a level of properties decides is held in a layer, a dict of that alone; layers are merged by `styles`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from docgen.engines.typst.formats import Border
from docgen.word import W

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.engines.typst.read.refusals import Refusals

R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
WP = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'
A = 'http://schemas.openxmlformats.org/drawingml/2006/main'
WPS = 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape'
MC = 'http://schemas.openxmlformats.org/markup-compatibility/2006'
PIC = 'http://schemas.openxmlformats.org/drawingml/2006/picture'
SVG = 'http://schemas.microsoft.com/office/drawing/2016/SVG/main'
ADEC = 'http://schemas.microsoft.com/office/drawing/2017/decorative'
EMU_PER_POINT = 12700
_UNITS = {'pt': 1.0, 'mm': 72 / 25.4, 'cm': 72 / 2.54, 'in': 72.0, 'pc': 12.0, 'pi': 12.0}
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


@cache
def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f'{{{W}}}{name}'


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return _without_namespace(element.tag)


@lru_cache(maxsize=1024)
def _without_namespace(tag: object) -> str:
    return str(tag).rpartition('}')[2]


def namespace(element: etree._Element) -> str:
    """An element's namespace, '' for none."""
    return _namespace_alone(element.tag)


@lru_cache(maxsize=1024)
def _namespace_alone(tag: object) -> str:
    return str(tag).rpartition('}')[0].lstrip('{')


def attribute(element: etree._Element | None, name: str = 'val') -> str | None:
    """A w: attribute's text, or None when the element or the attribute is missing."""
    if element is None:
        return None
    value = element.get(w(name))
    return None if value is None else str(value)


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first w: child along a path of names, or None."""
    for name in names:
        if element is None or not len(element):
            return None
        first, wanted = element[0], w(name)
        # Properties stand first in what they belong to; for the rest this takes half the time of `find`.
        element = first if first.tag == wanted else next(element.iterchildren(wanted), None)
    return element


def children(element: etree._Element | None, *path: str) -> list[etree._Element]:
    """The child elements of what `child` finds; none when it finds nothing."""
    found = child(element, *path)
    return list(found) if found is not None else []


def on(element: etree._Element) -> bool:
    """What an on/off element says: present means on unless its value says off."""
    return attribute(element) not in ('0', 'false', 'off')


def is_on(element: etree._Element | None, *path: str) -> bool:
    """Whether what `child` finds is there and says on."""
    found = child(element, *path)
    return found is not None and on(found)


def number(text: str | None, default: int = 0) -> int:
    """A whole number as Word writes it; unreadable or missing gives the default."""
    try:
        return int(float(text)) if text is not None else default
    except (ValueError, OverflowError):
        return default


def measure(text: str | None, per_point: float = 20.0) -> float | None:
    """A length in points: a bare number counts `per_point` to the point (twips), else it carries its unit."""
    if text is None:
        return None
    scale = _UNITS.get(text[-2:])
    try:
        value = float(text[:-2]) * scale if scale else float(text) / per_point
    except ValueError:
        return None
    # Word's own limit is 22 inches; a figure far beyond it is damage or malice.
    return round(value, 3) if abs(value) <= 4000 else None


def points(element: etree._Element | None, name: str = 'val', per_point: float = 20.0) -> float | None:
    """A w: attribute as a length in points, None when missing.

    Args:
        element: the element; None has no attributes.
        name: the attribute's local name.
        per_point: how many of its bare numbers make a point; 20 for twips.
    """
    return measure(attribute(element, name), per_point)


def names(text: str) -> frozenset[str]:
    """A set of names from a list with spaces between them."""
    return frozenset(text.split())


TRACKED = names('ins del moveFrom moveTo rPrChange pPrChange numberingChange')


def colour(value: str | None) -> str:
    """Six hexadecimal digits, or '' for none and automatic."""
    if value is None or len(value) != 6:
        return ''
    return value.upper() if all(digit in '0123456789abcdefABCDEF' for digit in value) else ''


def is_dark(fill: str) -> bool:
    """Whether text of automatic colour is white on a fill, as Word and LibreOffice have it."""
    if len(fill) < 6:
        return False
    red, green, blue = (int(fill[place : place + 2], 16) for place in (0, 2, 4))
    return (red * 77 + green * 151 + blue * 28) / 256 <= 62


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
