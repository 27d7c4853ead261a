"""By what names typst knows a font file, and the set of font files that a document is set with."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from docgen import fonts
from docgen.engines.protocol import FORMULA_FONT, UsedFont

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.fonts import FontFile


@dataclass(frozen=True)
class Typeface:
    """What selects one face in Typst's text element; `stretch` is 1 for a face of usual width."""

    family: str
    weight: int
    style: str
    stretch: float


@cache
def typeface(file: FontFile) -> Typeface:
    """The face by which typst finds exactly this file among those of `font_set`."""
    if file.path in fonts.files():
        return Typeface(file.shown_family, file.weight, 'italic' if file.italic else 'normal', 1.0)
    return _described(file.path)[file.index]


@cache
def _described(path: Path) -> dict[int, Typeface]:
    found = _opened(fonts.folder_of((path,)))
    return {each.index: Typeface(each.family, each.weight, each.style, each.stretch) for each in found.fonts()}


@cache
def _opened(folder: Path, *, formulas: bool = False) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=formulas, font_paths=[str(folder)])


@cache
def formula_font() -> UsedFont:
    """The font of formulas; its file is the typesetter's own, the library that it lies in."""
    library = Path(str(sys.modules['typst._typst'].__file__))
    with library.open('rb') as opened:
        return UsedFont(FORMULA_FONT, library.name, hashlib.file_digest(opened, 'sha256').hexdigest())


def font_set(used: Iterable[FontFile], *, formulas: bool = False) -> typst.Fonts:
    """The pinned files and those that are used; where both answer the same name, the used one.

    For `formulas` the typesetter's own fonts too, one of which has the signs of mathematics.
    """
    pinned = fonts.files()
    others = {each.path: typeface(each) for each in used if each.path not in pinned}
    if not others:
        return _opened(fonts.folder(), formulas=formulas)
    taken = set(others.values())
    kept = [path for path in pinned if taken.isdisjoint(_described(path).values())]
    return _opened(fonts.folder_of((*kept, *sorted(others))), formulas=formulas)
