"""Marks that one picture of a page has and the other has not: removed, or covered in any colour.

Both pictures are grey, of the same size, and drawn at about 100 dots per inch. Drawing libraries disagree by a pixel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import PIL.Image
from PIL import ImageChops, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

SPECKS = 3
"""Pixels that may differ beyond the one that drawing libraries disagree about."""
_DARK, _LIGHT = 150, 210
"""Grey levels: what is darker than the one is printed, what is lighter than the other is paper."""
_CLEAR, _FLAT = 100, 30
"""Grey levels between neighbours: more than the one is an outline, less than the other is none, as in a filled box."""


_REACH = 4
"""Pixels around a change that can still matter: more than the filters below look at."""


def lost(was: Image, now: Image) -> Image:
    """Mark in white what was printed and is paper now, also around it, and outlines that have nothing left of them."""
    return _where_changed(was, now, _lost)


def come(was: Image, now: Image) -> Image:
    """Mark in white what is printed now where there was paper, also around it."""
    return _where_changed(was, now, _come)


def _where_changed(was: Image, now: Image, compared: Callable[[Image, Image], Image]) -> Image:
    """Compare only where anything differs, which on most pages is nowhere; the result is the same."""
    mask = PIL.Image.new('L', was.size)
    changed = ImageChops.difference(was, now).getbbox()
    if changed is not None:
        left, top, right, bottom = changed
        box = (
            max(left - _REACH, 0),
            max(top - _REACH, 0),
            min(right + _REACH, was.width),
            min(bottom + _REACH, was.height),
        )
        mask.paste(compared(was.crop(box), now.crop(box)), box)
    return mask


def _lost(was: Image, now: Image) -> Image:
    whited = ImageChops.multiply(_darker(was), _lighter(now.filter(ImageFilter.MinFilter(3))))
    covered = ImageChops.multiply(
        _marked(_contrast(was, 3), lambda level: level >= _CLEAR),
        _marked(_contrast(now, 5), lambda level: level <= _FLAT),
    )
    return ImageChops.lighter(whited, covered)


def _come(was: Image, now: Image) -> Image:
    return ImageChops.multiply(_darker(now), _lighter(was.filter(ImageFilter.MinFilter(3))))


def any_marked(mask: Image) -> bool:
    """Whether more is marked than drawing the same page twice may differ in."""
    return int(mask.histogram()[255]) > SPECKS


def _contrast(picture: Image, size: int) -> Image:
    return ImageChops.difference(
        picture.filter(ImageFilter.MaxFilter(size)), picture.filter(ImageFilter.MinFilter(size))
    )


def _darker(picture: Image) -> Image:
    return _marked(picture, lambda level: level < _DARK)


def _lighter(picture: Image) -> Image:
    return _marked(picture, lambda level: level > _LIGHT)


def _marked(picture: Image, holds: Callable[[int], bool]) -> Image:
    return picture.point([255 if holds(level) else 0 for level in range(256)])
