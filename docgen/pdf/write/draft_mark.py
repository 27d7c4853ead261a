"""The word of a draft across every page, so that nobody takes it for the finished document; it still conforms."""

from __future__ import annotations

import math

import pikepdf
from pikepdf import Array, Dictionary

from docgen.pdf.write.embedded_text import FontFiles, canvas_for, finished, font_name, require_characters, text_width
from docgen.pdf.write.overlay import own_resources, page_streams

SIZE = 100.0
SHARE_OF_DIAGONAL = 0.62
OPACITY = 0.13
"""Dark enough to be seen in a black-and-white copy, light enough to read small print through."""


def mark_draft(pdf: pikepdf.Pdf, word: str, *, fonts: FontFiles) -> None:
    """Set a word from corner to corner of each page of an opened PDF, as an artifact that is not read aloud.

    Args:
        pdf: the PDF; it is changed.
        word: what is set.
        fonts: the font files to set it in.
    """
    width, mark = _mark(pdf, word, fonts)
    for page in pdf.pages:
        resources = own_resources(page.obj)
        shelf = Dictionary(dict(resources.get('/XObject', Dictionary()).items()))
        shelf.DgDraft = mark
        resources.XObject = shelf
        page.obj.Resources = resources
        place = ' '.join(f'{number:.4f}' for number in _across(page, width))
        page.obj.Contents = Array(
            [
                pdf.make_stream(b'q\n'),
                *page_streams(page.obj),
                pdf.make_stream(
                    b'\nQ\n/Artifact <</Type /Pagination /Subtype /Watermark>> BDC\nq '
                    + place.encode('ascii')
                    + b' cm /DgDraft Do Q\nEMC\n'
                ),
            ]
        )


def _mark(pdf: pikepdf.Pdf, word: str, fonts: FontFiles) -> tuple[float, pikepdf.Object]:
    """The word's width at `SIZE`, and the word as one form XObject shared by all pages."""
    font = font_name(fonts.bold)
    require_characters(word, font)
    width = text_width(word, font, SIZE)
    canvas, buffer = canvas_for(width, SIZE, font)
    canvas.setFont(font, SIZE)
    canvas.setFillGray(0)
    canvas.setFillAlpha(OPACITY)
    canvas.drawString(0, 0, word)
    drawing = finished(canvas, buffer)
    mark = pdf.copy_foreign(drawing.pages[0].as_form_xobject())
    mark.BBox = Array([0, round(-SIZE / 3, 2), round(width, 2), SIZE])
    if '/Group' in mark:
        del mark['/Group']
    return width, mark


def _across(page: pikepdf.Page, width: float) -> tuple[float, ...]:
    """The matrix that sets the word on the page's rising diagonal as the page is shown, rotated or not."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    turn = int(page.obj.get('/Rotate', 0)) % 360
    wide, high = (right - left, top - bottom) if turn % 180 == 0 else (top - bottom, right - left)
    angle = math.atan2(high, wide) + math.radians(turn)
    scale = SHARE_OF_DIAGONAL * math.hypot(wide, high) / width
    cos, sin = scale * math.cos(angle), scale * math.sin(angle)
    # Half the capital height, 0.66 em, below the middle.
    half, rise = width / 2, 0.33 * SIZE
    middle = ((left + right) / 2, (bottom + top) / 2)
    return (cos, sin, -sin, cos, middle[0] - cos * half + sin * rise, middle[1] - sin * half - cos * rise)
