"""Text measured and drawn with an embedded TrueType font by reportlab; its font objects mended for PDF/A.

Message id: `signature-character-missing`.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import pikepdf
from pikepdf import Name
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from docgen.errors import Finding, FindingsError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class FontFiles:
    """The two TrueType files that blocks and draft marks are set in."""

    regular: Path
    bold: Path


@cache
def font_name(path: Path) -> str:
    """Load a TrueType file once per process; the name it has for `Canvas.setFont`."""
    name = f'docgen-{path}'
    # Only the characters used are embedded, not all of ASCII.
    pdfmetrics.registerFont(TTFont(name, str(path), asciiReadable=False))
    return name


def text_width(text: str, font: str, size: float) -> float:
    """Give the width in points of a text in a font by its `font_name`, at a size in points.

    Args:
        text: the text, on one line.
        font: a font by its `font_name`.
        size: in points.
    """
    return float(pdfmetrics.stringWidth(text, font, size))


def clean(text: str) -> str:
    """Composed characters, one kind of space, no control characters."""
    composed = unicodedata.normalize('NFC', text)
    return ' '.join(
        ''.join(c for c in word if unicodedata.category(c) not in ('Cc', 'Cf')) for word in composed.split()
    )


def require_characters(text: str, font: str) -> None:
    """Refuse text that the font cannot show.

    Raises:
        FindingsError: `signature-character-missing`; a PDF/A file may not show the empty box instead.
    """
    face = cast('TTFont', pdfmetrics.getFont(font)).face
    for character in text:
        if ord(character) not in face.charToGlyph or ord(character) > 0xFFFF:
            raise FindingsError(
                Finding(
                    id='signature-character-missing',
                    what=f"Tecknet ”{character}” (U+{ord(character):04X}) i ”{text}” finns inte i teckensnittet.",
                    why="Det skulle synas som en tom ruta på underskriftssidan.",
                    do="Skriv uppgiften med tecken som teckensnittet har.",
                )
            )


def wrap(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """Break into lines: at spaces, and within a word only when it is wider than a line.

    Args:
        text: what to break.
        font: a `font_name`.
        size: of the font, in points.
        width: the widest that a line may be, in points.
    """
    lines: list[str] = []
    line = ''
    for word in text.split():
        candidate = f'{line} {word}' if line else word
        if text_width(candidate, font, size) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        line = word
        while text_width(line, font, size) > width:
            fitting = _fitting(line, font, size, width)
            lines.append(line[:fitting])
            line = line[fitting:]
    return (*lines, line) if line else tuple(lines)


def _fitting(word: str, font: str, size: float, width: float) -> int:
    """How many characters of a too wide word go on a line: up to its last hyphen that fits, else all that fit."""
    count = 1
    while count < len(word) and text_width(word[: count + 1], font, size) <= width:
        count += 1
    hyphen = max(word.rfind('-', 0, count), word.rfind('/', 0, count))
    return hyphen + 1 if hyphen > 0 else count


def canvas_for(width: float, height: float, font: str) -> tuple[Canvas, io.BytesIO]:
    """Give a reportlab page that refers to no font but the given one, and the buffer it is saved to.

    Args:
        width: of the page, in points.
        height: of the page, in points; coordinates start in its lower left corner.
        font: a `font_name`.
    """
    buffer = io.BytesIO()
    rl_config.useA85 = 0  # pictures as ASCII cost milliseconds each, and pikepdf packs them anew anyway
    canvas = Canvas(
        buffer,
        pagesize=(width, height),
        invariant=1,
        pageCompression=0,
        initialFontName=font,  # type: ignore[arg-type]  # the stubs say float
    )
    return canvas, buffer


def finished(canvas: Canvas, buffer: io.BytesIO) -> pikepdf.Pdf:
    """Save the canvas and open it again, with every font's ToUnicode map and subset name set right."""
    canvas.save()
    pdf = pikepdf.open(io.BytesIO(buffer.getvalue()))
    for font in pdf.pages[0].obj.Resources.get('/Font', pikepdf.Dictionary()).values():
        _mend(font)
    return pdf


def _mend(font: pikepdf.Object) -> None:
    """Replace reportlab's map, which gives unused codes U+0000 (ISO 19005-2, 6.2.11.7.2), and its fixed subset tag.

    ISO 32000-1, 9.6.4: different subsets of one font in one file have different tags; reportlab gives all AAAAAA.
    """
    pairs: list[tuple[str, str]] = []
    for line in font.ToUnicode.read_bytes().decode('ascii').splitlines():
        parts = line.split()
        if len(parts) == 2 and all(part[0] == '<' and part[-1] == '>' for part in parts):
            code, character = parts[0][1:-1], parts[1][1:-1]
            if len(character) == 4 and int(character, 16) and (character != '0020' or code == '20'):
                pairs.append((code, character))
    base = str(font.BaseFont).partition('+')[2]
    digest = hashlib.sha256(font.FontDescriptor.FontFile2.read_bytes()).digest()
    tag = ''.join(chr(ord('A') + byte % 26) for byte in digest[:6])
    font.BaseFont = font.FontDescriptor.FontName = Name(f'/{tag}+{base}')
    font.ToUnicode.write(_to_unicode(pairs, f'{tag}+{base}'))


def _to_unicode(pairs: list[tuple[str, str]], name: str) -> bytes:
    """A ToUnicode map (ISO 32000-1, 9.10.3); a block holds at most 100 entries."""
    lines = [
        '/CIDInit /ProcSet findresource begin',
        '12 dict begin',
        'begincmap',
        '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
        f'/CMapName /{name}-UCS def',
        '/CMapType 2 def',
        '1 begincodespacerange',
        '<00> <FF>',
        'endcodespacerange',
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines += [
            f'{len(block)} beginbfchar',
            *(f'<{code}> <{character}>' for code, character in block),
            'endbfchar',
        ]
    lines += ['endcmap', 'CMapName currentdict /CMap defineresource pop', 'end', 'end']
    return '\n'.join(lines).encode('ascii')
