"""Text in a drawing as outlines of the document's own typefaces: it looks alike wherever the PDF is made."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from docgen.engines.typst.read.symbols import is_symbol_font, shown
from docgen.fonts import advance, outline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.fonts import FontFile

    FaceOf = Callable[[str, str, bool, bool], FontFile | None]
    """Of a character, a font's name, bold and italic: the face that has the character."""

_WRITTEN = re.compile(r'(<rect [^>]*/>)?((?:<text [^>]*>[^<]*</text>)+)')
_TEXT = re.compile(r'<text ([^>]*)>([^<]*)</text>')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_BOLD = 600
_LINE = 0.05
"""The thickness of a line under or through text, as part of the em."""
_ABOVE = {'underline': -0.1, 'line-through': 0.25}
_LEAST, _MOST = 0.4, 2.5
"""How much letters may be pressed together or pulled apart and still be read as Windows draws them."""
_PART = {'start': 0.0, 'middle': 0.5, 'end': 1.0}


def has_text(picture: bytes) -> bool:
    """Whether a picture is a drawing with text in it."""
    return picture.lstrip().startswith(b'<svg') and b'<text ' in picture


def with_outlines(picture: bytes, face_of: FaceOf) -> bytes | None:
    """The drawing with paths in place of its text; None where its letters would be stretched out of shape.

    Args:
        picture: SVG as `read.metafiles.as_svg` makes it.
        face_of: finds the face for a character; None leaves the character out, which it must tell.
    """
    try:
        return _WRITTEN.sub(lambda found: _run(found, face_of), picture.decode('utf-8')).encode('utf-8')
    except _OutOfShapeError:
        return None


class _OutOfShapeError(Exception):
    pass


@dataclass(frozen=True)
class _Piece:
    """Characters of one `text` element: where they begin, and the faces that have them."""

    form: dict[str, str]
    x: float
    size: float
    signs: tuple[tuple[FontFile, str], ...]

    @property
    def width(self) -> float:
        return sum(advance(file, sign) for file, sign in self.signs) * self.size


def _run(found: re.Match[str], face_of: FaceOf) -> str:
    pieces = [
        _piece(dict(_ATTRIBUTE.findall(attributes)), html.unescape(text), face_of)
        for attributes, text in _TEXT.findall(found[2])
    ]
    stretch = _stretch(pieces)
    drawn = ''.join(_outlined(piece, stretch) for piece in pieces)
    end = max((piece.x + piece.width * stretch for piece in pieces), default=0.0)
    return _ground(found[1] or '', end) + drawn


def _piece(form: dict[str, str], text: str, face_of: FaceOf) -> _Piece:
    family = html.unescape(form['font-family'])
    bold, italic = int(form['font-weight']) >= _BOLD, form['font-style'] == 'italic'
    signs: list[tuple[FontFile, str]] = []
    for character in text:
        sign = _meant(character, family)
        file = face_of(sign, family, bold, italic) if sign.isprintable() else None
        if file is not None:
            signs.append((file, sign))
    piece = _Piece(form, float(form['x']), float(form['font-size']), tuple(signs))
    return replace(piece, x=piece.x - piece.width * _PART[form['text-anchor']])


def _stretch(pieces: Sequence[_Piece]) -> float:
    """How much wider than tall the letters are drawn: as wide as their places, which the drawing gives, lie apart."""
    room = wanted = 0.0
    for piece, following in pairwise(pieces):
        step = following.x - piece.x
        if piece.form['y'] == following.form['y'] and step > 0 and piece.signs:
            room, wanted = room + step, wanted + piece.width
    stretch = room / wanted if wanted else 1.0
    if not _LEAST < stretch < _MOST:
        raise _OutOfShapeError
    return stretch


def _ground(rectangle: str, end: float) -> str:
    """What lies behind the text ends with it: the converter measured it with another font."""
    if not rectangle:
        return ''
    sizes = dict(_ATTRIBUTE.findall(rectangle))
    left, width = float(sizes['x']), float(sizes['width'])
    return rectangle.replace(f'width="{sizes["width"]}"', f'width="{min(width, max(end - left, 0.0)):.4f}"')


def _outlined(piece: _Piece, stretch: float) -> str:
    form, size = piece.form, piece.size
    down = float(form['y'])
    if piece.signs and form['dominant-baseline'] != 'alphabetic':
        face = piece.signs[0][0].face
        down += size * (face.ascent if form['dominant-baseline'] == 'hanging' else -face.descent)
    paths: list[str] = []
    at, width = piece.x, piece.width * stretch
    for file, sign in piece.signs:
        if drawn := outline(file, sign):
            place = f'translate({at:.4f} {down:.4f}) scale({size * stretch:.4f} {size:.4f})'
            paths.append(f'<path transform="{place}" d="{drawn}"/>')
        at += advance(file, sign) * size * stretch
    for kind in form.get('text-decoration', '').split():
        top = down - size * (_ABOVE[kind] + _LINE)
        paths.append(f'<rect x="{piece.x:.4f}" y="{top:.4f}" width="{width:.4f}" height="{size * _LINE:.4f}"/>')
    if not paths:
        return ''
    kept = ''.join(f' {name}="{form[name]}"' for name in ('fill', 'fill-opacity', 'transform') if name in form)
    return f'<g{kept}>{"".join(paths)}</g>'


def _meant(character: str, family: str) -> str:
    """The character that a symbol font's code shows; the code itself where nobody can tell."""
    if not is_symbol_font(family):
        return character
    try:
        code = character.encode('cp1252').decode('latin-1')
    except UnicodeEncodeError:
        code = character
    return shown(code, family) or character
