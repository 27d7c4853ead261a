"""What a font file's characters look like: widths and outlines, for drawings that hold text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.fonts.font_file import FontFile


def advance(file: FontFile, character: str) -> float:
    """The width of a character as part of the em."""
    glyphs, names, em = _opened(file.path, file.index)
    return float(glyphs[names.get(ord(character), '.notdef')].width / em)


@cache
def outline(file: FontFile, character: str) -> str:
    """A character's outline as an SVG path where the em is 1 and the baseline 0, downwards."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    glyphs, names, em = _opened(file.path, file.index)
    pen = SVGPathPen(glyphs, ntos=lambda number: f'{number:.5f}'.rstrip('0').rstrip('.'))
    glyphs[names.get(ord(character), '.notdef')].draw(TransformPen(pen, (1 / em, 0, 0, -1 / em, 0, 0)))
    return str(pen.getCommands())


@cache
def _opened(path: Path, index: int) -> tuple[Any, dict[int, str], float]:
    from fontTools.ttLib import TTFont

    font = TTFont(path, fontNumber=index, lazy=True)
    return font.getGlyphSet(), font.getBestCmap(), font['head'].unitsPerEm
