"""What is seen of an electronic signature: a few lines over the signature line, in a font that the file carries."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pikepdf
from reportlab.pdfbase import pdfmetrics

from docgen.model.wording import SignatureAppearanceWording
from docgen.pdf.write.embedded_text import FontFiles, canvas_for, clean, finished, font_name, text_width, wrap

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

__all__ = ['FontFiles', 'SignatureText', 'draw_appearance']

LARGEST, SMALLEST, STEP = 9.5, 4.5, 0.25
LEADING = 1.16
ABOVE_LINE = 4.0
"""Points between the signature line and the lowest baseline's descenders."""
BELOW_TOP = 2.0
"""Points between the text above the field, place and date, and the heading."""
_DESCENT = 0.25


@dataclass(frozen=True)
class SignatureText:
    """What the lines say. Characters that the font lacks are shown as "?", for an issuer may be called anything."""

    name: str
    moment: str
    """Day, time and time zone: 24 november 2026 kl. 01.12 (UTC+1)."""
    issuer: str
    wording: SignatureAppearanceWording = field(default_factory=SignatureAppearanceWording)

    def lines(self) -> tuple[str, ...]:
        """The lines from above, the heading first."""
        issuer = self.wording.issuer.format(issuer=clean(self.issuer)) if clean(self.issuer) else ''
        return tuple(filter(None, (clean(self.wording.heading), clean(self.name), clean(self.moment), issuer)))


def draw_appearance(text: SignatureText, width: float, height: float, *, fonts: FontFiles) -> bytes:
    """Give a one-page PDF of the given size in points with the lines, as large as they fit, standing on its lower edge.

    What does not fit even at the smallest size is cut at the end of its line with an ellipsis.

    Args:
        text: what is said of the signature.
        width: in points.
        height: in points.
        fonts: the font files to set it in.
    """
    regular, bold = font_name(fonts.regular), font_name(fonts.bold)
    lines = [(_showable(line, bold if first else regular), first) for line, first in _marked(text.lines())]
    size, broken = _fitted(lines, regular, bold, width, height - ABOVE_LINE - BELOW_TOP)
    canvas, buffer = canvas_for(width, height, regular)
    baseline = ABOVE_LINE + size * _DESCENT + (len(broken) - 1) * size * LEADING
    for line, first in broken:
        canvas.setFont(bold if first else regular, size)
        canvas.setFillGray(0)
        canvas.drawString(0, baseline, line)
        baseline -= size * LEADING
    drawing = finished(canvas, buffer)
    out = io.BytesIO()
    drawing.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _marked(lines: tuple[str, ...]) -> list[tuple[str, bool]]:
    return [(line, number == 0) for number, line in enumerate(lines)]


def _fitted(
    lines: list[tuple[str, bool]], regular: str, bold: str, width: float, height: float
) -> tuple[float, list[tuple[str, bool]]]:
    size = LARGEST
    while True:
        broken = [
            (piece, first) for line, first in lines for piece in wrap(line, bold if first else regular, size, width)
        ]
        if len(broken) * size * LEADING <= height:
            return size, broken
        if size <= SMALLEST:
            return size, [(_cut(line, bold if first else regular, size, width), first) for line, first in lines]
        size -= STEP


def _cut(line: str, font: str, size: float, width: float) -> str:
    if text_width(line, font, size) <= width:
        return line
    while line and text_width(f'{line}…', font, size) > width:
        line = line[:-1].rstrip()
    return f'{line}…'


def _showable(line: str, font: str) -> str:
    known = cast('TTFont', pdfmetrics.getFont(font)).face.charToGlyph
    return ''.join(sign if ord(sign) in known and ord(sign) <= 0xFFFF else '?' for sign in line)
