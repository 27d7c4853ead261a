"""Machine-readable marks on a printable copy: a QR code with two or three lines beside it on the page for signatures.

Every other page has a small code of its own, so that a scan's pages can be told apart, ordered and turned. Marks go
where a page is blank, as low as there is room, and never on the rectangles where people sign.
Message ids: `print-no-room`; others come from `docgen.pdf.write.embedded_text` and `source`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, String

from docgen.errors import Finding, FindingsError
from docgen.pdf.structure import tags
from docgen.pdf.structure.marked_content import next_mcid
from docgen.pdf.structure.page_pictures import pictures
from docgen.pdf.structure.page_text import SECTION_TITLE
from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.write.embedded_text import canvas_for, clean, finished, font_name, require_characters, text_width
from docgen.pdf.write.overlay import lay_over
from docgen.pdf.write.signature_fields import remove_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pikepdf
    from PIL.Image import Image
    from reportlab.pdfgen.canvas import Canvas

    from docgen.pdf.structure.page_text import Box
    from docgen.pdf.write.embedded_text import FontFiles

SIZES = (54.0, 48.0, 43.0)
"""Points, the largest that finds room is taken: 19 to 15 mm, of which a module is at least 0.4 mm."""
SMALL_SIZES = (38.0, 34.0, 30.0)
"""Points of the codes on the other pages, 13 to 11 mm, of which a module is at least 0.42 mm."""
TEXT, LEADING = 6.5, 8.0
_QUIET = 7.0
"""Points of blank around the code: four modules (ISO/IEC 18004, 6.3.8)."""
_AIR = 10.0
"""Points of blank above and below code and text."""
_UNPRINTABLE = 17.0
"""Points along each edge of the paper, 6 mm, that office printers leave blank."""
_ASKEW = range(32, 48, 2)
"""Points above the edge where a code is whole also on a sheet that is scanned some degrees askew: where it is put if
there is room, else anywhere from `_UNPRINTABLE` up."""
_STEP = 2.0
_INK = 235
"""Grey level below which a picture's pixel counts as printed."""
_CORRECTION = 'M'
"""A code that has lost 15 % of its area, by stains or a staple, can still be read."""


@dataclass(frozen=True)
class PageCode:
    """What the mark says: `content` for a machine, in capitals and digits for the smallest code; `lines` for people."""

    content: str
    lines: tuple[str, ...]
    spoken: str
    """What a screen reader says for the code."""


def mark_page(
    pdf: Path,
    page: int,
    code: PageCode,
    keep_clear: Sequence[Box],
    out: Path,
    *,
    fonts: FontFiles,
    others: Callable[[int], str] | None = None,
) -> Box:
    """Write a copy, without form fields, that has the code on a page, and small codes on the others.

    Args:
        pdf: a tagged file.
        page: from 0.
        code: the mark.
        keep_clear: rectangles on the page that stay free: left, bottom, right, top in points, origin lower left.
        out: where to write; the same input gives the same bytes.
        fonts: what its text is set in.
        others: gives what the small code of a page says, by its number from 0; without, the others have none.

    Returns:
        Where the large mark stands, in the same coordinates.

    Raises:
        FindingsError: `print-no-room`, `signature-character-missing`.
        JudgementError: the file cannot be opened or has no tags (see `docgen.pdf.structure.pdf_file`).
    """
    opened = open_pdf(pdf)
    regular = font_name(fonts.regular)
    lines = tuple(clean(line) for line in code.lines)
    for line in lines:
        require_characters(line, regular)
    text = max(text_width(line, regular, TEXT) for line in lines)
    picture = next(pictures(pdf, 72, [page]))
    box = _free_box(picture, text, keep_clear)
    if box is None:
        raise FindingsError(_no_room(pdf, page))
    remove_fields(opened)
    # What is drawn must stay open until the file is saved.
    drawings = []
    if others is not None:
        rest = [number for number in range(len(opened.pages)) if number != page]
        for number, look in zip(rest, pictures(pdf, 72, rest), strict=True):
            small = _free_box(look, 0, (), SMALL_SIZES)
            if small is None:
                raise FindingsError(_no_room(pdf, number))
            drawings.append(_mark_other(opened, number, small, others(number), regular))
    sheet = opened.pages[page].obj
    left, bottom, right, top = (float(edge) for edge in opened.pages[page].mediabox)
    canvas, buffer = canvas_for(right, top, regular)
    owners = [_element(opened, sheet, 'Figure'), _element(opened, sheet, 'P')]
    tags.append_kids(_section(opened), *owners)
    first = next_mcid(sheet)
    moved = box[0] + left, box[1] + bottom, box[2] + left, box[3] + bottom
    _draw(canvas, code, lines, moved, first, regular)
    size = moved[3] - moved[1]
    owners[0].Alt = String(clean(code.spoken))
    owners[0].A = Dictionary(
        O=Name.Layout, BBox=Array([moved[0], moved[1], moved[0] + size, moved[3]]), Placement=Name.Block
    )
    owners[0].K, owners[1].K = first, first + 1
    lay_over(opened, sheet, finished(canvas, buffer), owners)
    save_pdf(opened, out)
    del drawings
    return moved


def _mark_other(opened: pikepdf.Pdf, number: int, box: Box, content: str, font: str) -> pikepdf.Pdf:
    """Draw a page's small code, which is no part of what is read aloud, and give the drawing."""
    left, bottom, right, top = (float(edge) for edge in opened.pages[number].mediabox)
    canvas, buffer = canvas_for(right, top, font)
    canvas.addLiteral('/Artifact BMC')
    size = box[3] - box[1]
    _draw_code(canvas, content, box[0] + left, box[1] + bottom, size)
    canvas.addLiteral('EMC')
    drawing = finished(canvas, buffer)
    lay_over(opened, opened.pages[number].obj, drawing, [])
    return drawing


def _free_box(picture: Image, text: float, keep_clear: Sequence[Box], sizes: Sequence[float] = SIZES) -> Box | None:
    """The lowest blank place for code and text; of equally low ones the leftmost in line with what is printed."""
    from PIL import ImageDraw

    taken = picture.point([255 if level < _INK else 0 for level in range(256)])
    width, height = taken.size
    draw = ImageDraw.Draw(taken)
    for left, bottom, right, top in keep_clear:
        draw.rectangle((left, height - top, right, height - bottom), fill=255)
    printed = taken.getbbox()
    margin = float(printed[0]) if printed else _UNPRINTABLE
    for size in sizes:
        across = size + (_QUIET + text if text else 0)
        edges = () if text else (_UNPRINTABLE, width - _UNPRINTABLE - across)
        rows = 0 if text else len(_ASKEW)
        anywhere = int((height - 2 * _UNPRINTABLE - size) // _STEP) + 1
        for y in (*_ASKEW[:rows], *(_UNPRINTABLE + _STEP * row for row in range(anywhere))):
            for x in (margin, width - margin - across, *edges):
                box = (x, y, x + across, y + size)
                if _blank(taken, box):
                    return box
    return None


def _blank(taken: Image, box: Box) -> bool:
    left, bottom, right, top = box
    if left < _UNPRINTABLE or right > taken.width - _UNPRINTABLE:
        return False
    around = (left - _QUIET, taken.height - top - _AIR, right + _QUIET, taken.height - bottom + _AIR)
    return taken.crop(tuple(round(edge) for edge in around)).getbbox() is None  # type: ignore[arg-type]


def _draw(canvas: Canvas, code: PageCode, lines: Sequence[str], box: Box, first: int, font: str) -> None:
    left, bottom, _, top = box
    canvas.addLiteral(f'/Figure <</MCID {first}>> BDC')
    _draw_code(canvas, code.content, left, bottom, top - bottom)
    canvas.addLiteral('EMC')
    canvas.addLiteral(f'/P <</MCID {first + 1}>> BDC')
    canvas.setFillGray(0.35)
    canvas.setFont(font, TEXT)
    y = bottom + (len(lines) - 1) * LEADING + 1.5
    for line in lines:
        canvas.drawString(left + (top - bottom) + _QUIET, y, line)
        y -= LEADING
    canvas.addLiteral('EMC')


def _draw_code(canvas: Canvas, content: str, left: float, bottom: float, size: float) -> None:
    from reportlab.graphics.barcode import qrencoder

    symbol = qrencoder.QRCode(None, getattr(qrencoder.QRErrorCorrectLevel, _CORRECTION))
    symbol.addData(content)
    symbol.make()
    count: int = symbol.getModuleCount()  # type: ignore[no-untyped-call]
    module, top = size / count, bottom + size
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row in range(count):
        dark = [bool(symbol.isDark(row, column)) for column in range(count)]  # type: ignore[no-untyped-call]
        for start, end in _runs(dark):
            path.rect(left + start * module, top - (row + 1) * module, (end - start) * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Where dark modules that lie side by side begin and end, so that no hairline is left between them."""
    found = []
    start: int | None = None
    for column, dark in enumerate((*row, False)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            found.append((start, column))
            start = None
    return found


def _element(pdf: pikepdf.Pdf, page: pikepdf.Object, kind: str) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f'/{kind}'), Pg=page))


def _section(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The section of the signature blocks, so that the mark is read after them and before any appendix."""
    document = tags.document_element(pdf)
    for element in tags.elements(document):
        if element.get('/S') == Name.Sect and str(element.get('/T', '')) == SECTION_TITLE:
            return element
    return document


def _no_room(pdf: Path, page: int) -> Finding:
    return Finding(
        'print-no-room',
        f"Det finns ingen plats för dokument-id och QR-kod på sidan {page + 1} i {pdf.name}.",
        "Märket får inte täcka något som står på sidan eller där någon ska skriva under.",
        "Låt mallen lämna minst 2 cm fritt någonstans på underskriftssidan, och fastställ dokumentet på nytt.",
    )
