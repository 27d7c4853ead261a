"""Two pages side by side as pictures: how much their ink differs, and how many of their lines stand elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageFilter, ImageStat

if TYPE_CHECKING:
    from pathlib import Path

_DPI = 100
_COARSE = 2
"""Ink is compared at half the resolution, 50 dpi."""
_BLUR = 1.0
_DARK = 128
_LEAST_INK = 0.004
"""Of the page's width: a row of pixels with less ink is empty."""
_NEAR = 3
"""Pixels at 100 dpi (0.8 mm): a line that has none of the other page's lines this near has moved."""


@dataclass(frozen=True)
class Distance:
    """How far apart two pages look: `ink` is the mean difference of grey (0–255), `moved` the share of moved lines."""

    ink: float
    moved: float


def pictures(pdf: Path) -> list[Image.Image]:
    """Each page in grey at 100 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = []
        for index in range(len(document)):
            page = document[index]
            shown.append(page.render(scale=_DPI / 72, grayscale=True).to_pil().convert('L'))
            page.close()
        return shown
    finally:
        document.close()


def distance(one: Image.Image, other: Image.Image) -> Distance:
    """The distance of two pages of the same size."""
    assert one.size == other.size
    ink = ImageStat.Stat(ImageChops.difference(_coarse(one), _coarse(other))).mean[0]
    lines, others = _lines(one), _lines(other)
    strays = _strays(lines, others) + _strays(others, lines)
    return Distance(ink, strays / max(len(lines) + len(others), 1))


def side_by_side(one: Image.Image, other: Image.Image, path: Path) -> Path:
    """Both pages in one picture, for the one who looks."""
    both = Image.new('L', (one.width + other.width + 10, max(one.height, other.height)), 128)
    both.paste(one, (0, 0))
    both.paste(other, (one.width + 10, 0))
    both.save(path)
    return path


def _coarse(picture: Image.Image) -> Image.Image:
    size = picture.width // _COARSE, picture.height // _COARSE
    return picture.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(_BLUR))


def _lines(picture: Image.Image) -> list[int]:
    """The foot of every run of rows with dark ink, in pixels from the top."""
    dark = picture.point([255 if grey < _DARK else 0 for grey in range(256)])
    rows = dark.resize((1, dark.height), Image.Resampling.BOX).tobytes()
    inked = [row > 255 * _LEAST_INK for row in rows]
    return [at for at in range(1, len(inked)) if inked[at - 1] and not inked[at]]


def _strays(lines: list[int], others: list[int]) -> int:
    return sum(all(abs(line - other) > _NEAR for other in others) for line in lines)
