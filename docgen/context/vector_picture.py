"""Pictures drawn as filled outlines, with the same bytes on every system: as SVG, and as EMF for programs without SVG.

Text becomes outlines too, so that no program lays it out anew with whatever fonts and libraries it finds.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

UNITS_PER_CM = 4_000
_SVG = 'http://www.w3.org/2000/svg'
_STEPS = 4
"""Lines that stand for one curve of a letter: at most a hundredth of a millimetre beside it."""
_EMF_VERSION, _EMF_SIGNATURE = 0x10000, 0x464D4520
_HEADER, _POLYPOLYGON, _WINDOW_EXTENT, _WINDOW_ORIGIN, _VIEWPORT_EXTENT, _VIEWPORT_ORIGIN = 1, 8, 9, 10, 11, 12
_END, _MAP_MODE, _FILL_MODE, _SELECT, _BRUSH, _DELETE = 14, 17, 19, 37, 39, 40
_ANISOTROPIC, _WINDING, _NO_PEN, _NO_BRUSH = 8, 2, 0x8000_0008, 0x8000_0005
_PIXELS_PER_CM = 1000
"""Of the device that the EMF is said to be drawn on; its own units are finer."""

Point = tuple[int, int]
Outline = tuple[Point, ...]


@dataclass(frozen=True)
class Shape:
    """An area of one colour."""

    colour: str
    """RRGGBB."""
    outlines: tuple[Outline, ...]
    """Closed polygons, filled by the nonzero rule; x to the right and y downwards from the upper left corner."""


@dataclass(frozen=True)
class VectorPicture:
    """Shapes on each other, the last on top. Measures in parts of a centimetre, UNITS_PER_CM."""

    width: int
    height: int
    shapes: tuple[Shape, ...]

    def svg(self) -> bytes:
        """Write the picture as SVG 1.1: paths alone."""
        root = etree.Element(
            f'{{{_SVG}}}svg',
            {
                'width': f'{self.width / UNITS_PER_CM:g}cm',
                'height': f'{self.height / UNITS_PER_CM:g}cm',
                'viewBox': f'0 0 {self.width} {self.height}',
            },
            nsmap={None: _SVG},  # type: ignore[dict-item]
        )
        for shape in self.shapes:
            path = ''.join(map(_path, shape.outlines))
            etree.SubElement(root, f'{{{_SVG}}}path', {'fill': f'#{shape.colour}', 'd': path})
        written: bytes = etree.tostring(root, xml_declaration=True, encoding='UTF-8')
        return written

    def emf(self) -> bytes:
        """Write the picture as an Enhanced Metafile (MS-EMF): polygons alone."""
        pixels = [length * _PIXELS_PER_CM // UNITS_PER_CM for length in (self.width, self.height)]
        records = [
            _record(_MAP_MODE, _ANISOTROPIC),
            _record(_WINDOW_ORIGIN, 0, 0),
            _record(_WINDOW_EXTENT, self.width, self.height),
            _record(_VIEWPORT_ORIGIN, 0, 0),
            _record(_VIEWPORT_EXTENT, *pixels),
            _record(_FILL_MODE, _WINDING),
            _record(_SELECT, _NO_PEN),
        ]
        for shape in self.shapes:
            red, green, blue = (int(shape.colour[start : start + 2], 16) for start in (0, 2, 4))
            records += [
                _record(_BRUSH, 1, 0, red | green << 8 | blue << 16, 0),
                _record(_SELECT, 1),
                _polygons(shape.outlines),
                _record(_SELECT, _NO_BRUSH),
                _record(_DELETE, 1),
            ]
        records.append(_record(_END, 0, 16, 20))
        body = b''.join(records)
        millimetres = [length * 10 // UNITS_PER_CM for length in (self.width, self.height)]
        micrometres = [length * 1000 for length in millimetres]
        header = struct.pack(
            '<2I4i4i4I2H3I2I2I3I2I',
            *(_HEADER, 108),
            *(0, 0, pixels[0] - 1, pixels[1] - 1),
            *(0, 0, millimetres[0] * 100 - 1, millimetres[1] * 100 - 1),
            *(_EMF_SIGNATURE, _EMF_VERSION, 108 + len(body), len(records) + 1),
            *(2, 0),
            *(0, 0, 0),
            *pixels,
            *millimetres,
            *(0, 0, 0),
            *micrometres,
        )
        return header + body


def rectangle(colour: str, left: float, top: float, right: float, bottom: float) -> Shape:
    """Give a filled rectangle; colour as RRGGBB, edges in centimetres.

    Args:
        colour: as RRGGBB.
        left: the left edge, in centimetres.
        top: the upper edge, likewise.
        right: the right edge, likewise.
        bottom: the lower edge, likewise.
    """
    (x, y), (far, low) = (_units(left), _units(top)), (_units(right), _units(bottom))
    return Shape(colour, (((x, y), (far, y), (far, low), (x, low)),))


def text_width(text: str, font: Path, size: float) -> float:
    """Give the width of a line of text in centimetres.

    Args:
        text: characters that the font has.
        font: TrueType file.
        size: of the em, in centimetres.
    """
    return sum(_advance(font, character) for character in text) * size


def text_shape(colour: str, text: str, font: Path, size: float, at: tuple[float, float]) -> Shape:
    """Give a line of text as its letters' outlines.

    Args:
        colour: RRGGBB.
        text: characters that the font has.
        font: TrueType file.
        size: of the em, in centimetres.
        at: where the text begins, and the middle of its capitals' height, in centimetres.
    """
    left, baseline = at[0], at[1] + _capital_height(font) * size / 2
    outlines: list[Outline] = []
    for character in text:
        outlines += [
            tuple((_units(left + x * size), _units(baseline - y * size)) for x, y in contour)
            for contour in _contours(font, character)
        ]
        left += _advance(font, character) * size
    return Shape(colour, tuple(outlines))


def _path(outline: Outline) -> str:
    """One closed polygon in SVG's words, each point as its way from the one before."""
    steps = ''.join(f'{other[0] - one[0]} {other[1] - one[1]} ' for one, other in pairwise(outline))
    return f'M{outline[0][0]} {outline[0][1]}l{steps.rstrip()}z'


def _units(centimetres: float) -> int:
    return round(centimetres * UNITS_PER_CM)


def _record(kind: int, *values: int) -> bytes:
    return struct.pack(f'<{2 + len(values)}I', kind, 8 + 4 * len(values), *(value & 0xFFFF_FFFF for value in values))


def _polygons(outlines: Iterable[Outline]) -> bytes:
    drawn = list(outlines)
    points = [coordinate for outline in drawn for point in outline for coordinate in point]
    across, down = points[::2], points[1::2]
    bounds = (min(across), min(down), max(across), max(down)) if points else (0, 0, -1, -1)
    return _record(_POLYPOLYGON, *bounds, len(drawn), len(across), *map(len, drawn), *points)


@cache
def _opened(font: Path) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(font, lazy=True)


@cache
def _glyphs(font: Path) -> tuple[Any, dict[int, str], float]:
    opened = _opened(font)
    return opened.getGlyphSet(), opened.getBestCmap(), opened['head'].unitsPerEm


@cache
def _advance(font: Path, character: str) -> float:
    """The width of a character as part of the em."""
    glyphs, names, em = _glyphs(font)
    return float(glyphs[names.get(ord(character), '.notdef')].width / em)


@cache
def _capital_height(font: Path) -> float:
    return float(_opened(font)['OS/2'].sCapHeight / _glyphs(font)[2])


@cache
def _contours(font: Path, character: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """A character's outlines as polygons, y upwards from the baseline, as parts of the em."""
    from fontTools.pens.basePen import BasePen

    class _Polygons(BasePen):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(glyphs)
            self.found: list[list[tuple[float, float]]] = []

        def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self.found.append([point])

        def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self.found[-1].append(point)

        def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            self._curve(self._getCurrentPoint(), *points)

        def _qCurveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            self._curve(self._getCurrentPoint(), *points)

        def _curve(self, *points: tuple[float, float]) -> None:
            for step in range(1, _STEPS + 1):
                self.found[-1].append(_on_curve(points, step / _STEPS))

    glyphs, names, em = _glyphs(font)
    pen = _Polygons()
    glyphs[names.get(ord(character), '.notdef')].draw(pen)
    return tuple(tuple((x / em, y / em) for x, y in outline) for outline in pen.found if len(outline) > 2)


def _on_curve(points: Iterable[tuple[float, float]], part: float) -> tuple[float, float]:
    """A point of a Bézier curve, by De Casteljau's construction."""
    remaining = list(points)
    while len(remaining) > 1:
        remaining = [
            (one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part)
            for one, other in pairwise(remaining)
        ]
    return remaining[0]
