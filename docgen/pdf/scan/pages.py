"""Pages from a scanner or a camera, whatever file they came in: each as it will be kept, and as a picture to look at.

What came as JPEG stays the same JPEG; other pictures keep every pixel. A page of a PDF that only shows pictures is kept
as it is, without the text that a scanner may have guessed; any other page becomes a picture.

Message ids: `scan-encrypted`, `scan-missing`, `scan-too-large`, `scan-unreadable`.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from docgen.errors import Finding, Place, UsageError, reason
from docgen.filesystem import require_regular
from docgen.pdf.scan.pictures import (
    FORMATS,
    MOST_PAGES,
    PictureData,
    eight_bits,
    encrypted,
    frames,
    from_picture,
    jpeg,
    too_large,
    unreadable,
)
from docgen.pdf.structure.page_pictures import pictures
from docgen.pdf.structure.trial_drawing import is_drawn_within_bounds
from docgen.pdf.write.overlay import page_streams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_DRAWN_DPI = 250
_SHOWN_TEXT = frozenset(('Tj', 'TJ', "'", '"'))
_INVISIBLE = 3
_LONGEST = 5_000_000
"""Bytes of one page's drawing; hidden text takes some thousands."""


@dataclass(frozen=True)
class KeptPage:
    """A page of a PDF that is kept as it is: its file opened, and its number from 0."""

    pdf: pikepdf.Pdf
    number: int
    turn: int = 0
    """Degrees clockwise that it is to be turned, beside what its file says."""


@dataclass(frozen=True)
class ScanFile:
    """One file as it was received."""

    path: Path
    pages: tuple[PictureData | KeptPage, ...]
    is_pdf: bool


def read_scan(path: Path, *, redraw: bool = False) -> ScanFile:
    """Read a PDF, PNG, JPEG or TIFF, also one with several pages.

    Args:
        path: the file.
        redraw: make a picture of every page of a PDF, also of those that could be kept.

    Raises:
        UsageError: `scan-missing`.
        SignatureError: `scan-encrypted`, `scan-too-large`, `scan-unreadable`.
    """
    try:
        require_regular(path)
        with path.open('rb') as opened:
            head = opened.read(1024)
    except OSError as error:
        raise UsageError(
            Finding(
                'scan-missing',
                f"{path.name} går inte att öppna: {reason(error)}.",
                "Utan filen finns inget att ta emot.",
                "Kontrollera filens namn och mapp.",
                Place(path),
            )
        ) from error
    if b'%PDF-' in head:
        return ScanFile(path, tuple(_from_pdf(path, redraw=redraw)), is_pdf=True)
    return ScanFile(path, tuple(from_picture(path)), is_pdf=False)


def pictures_to_read(files: Sequence[ScanFile], dpi: int) -> Iterator[Image.Image]:
    """Give every page as a grey picture to look for a code on; what is no PDF in its own resolution.

    Raises:
        SignatureError: `scan-unreadable`.
    """
    for file in files:
        if file.is_pdf:
            try:
                yield from pictures(file.path, dpi)
            except pypdfium2.PdfiumError as error:
                raise unreadable(file.path, "PDF-filen är skadad eller inte hel.") from error
            continue
        with Image.open(file.path, formats=FORMATS) as opened:
            for frame in frames(opened):
                yield eight_bits(frame).convert('L')


def _from_pdf(path: Path, *, redraw: bool) -> Iterator[PictureData | KeptPage]:
    try:
        data = path.read_bytes()
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        if pdf.is_encrypted:
            raise encrypted(path)
        count = len(pdf.pages)
        if count > MOST_PAGES or not is_drawn_within_bounds(pdf, data):
            raise too_large(path)
        if not count:
            raise unreadable(path, "Den har inga sidor.")
        drawn = [number for number in range(count) if redraw or not _only_pictures(pdf.pages[number])]
        shown = iter(_drawn(path, drawn))
        for number in range(count):
            yield next(shown) if number in drawn else KeptPage(pdf, number)
    except pikepdf.PasswordError as error:
        raise encrypted(path) from error
    except (
        pikepdf.PdfError,
        pypdfium2.PdfiumError,
        zlib.error,
        OSError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        raise unreadable(path, "PDF-filen är skadad eller inte hel.") from error


def _drawn(path: Path, numbers: Sequence[int]) -> Iterator[PictureData]:
    for picture in pictures(path, _DRAWN_DPI, numbers, colour=True):
        grey = picture.convert('L')
        picture.info['dpi'] = grey.info['dpi'] = (_DRAWN_DPI, _DRAWN_DPI)
        yield jpeg(picture if _coloured(picture) else grey)


def _coloured(picture: Image.Image) -> bool:
    saturation = picture.convert('HSV').getchannel('S').resize((200, 200))
    return sum(saturation.histogram()[60:]) > 20


def _only_pictures(page: pikepdf.Page) -> bool:
    """Whether a page shows pictures and no text, so that it can be kept; hidden text, a scanner's guess, is no text."""
    if ('/Annots' in page.obj and len(page.obj.Annots)) or not _short(page):
        return False
    mode = 0
    shown = 0
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == 'Tr':
            mode = int(instruction.operands[0])
        elif operator in _SHOWN_TEXT and mode != _INVISIBLE:
            return False
        elif operator == 'Do':
            resources = page.resources.get('/XObject', pikepdf.Dictionary())
            drawn = resources.get(str(instruction.operands[0]))
            if not isinstance(drawn, pikepdf.Stream) or drawn.get('/Subtype') != pikepdf.Name.Image:
                return False
            shown += 1
        elif operator in ('BDC', 'BMC', 'sh', 'INLINE IMAGE'):
            return False
    return shown > 0


def _short(page: pikepdf.Page) -> bool:
    """Whether what a page draws is as little as showing a few pictures takes; unpacked no further than that."""
    for stream in page_streams(page.obj):
        packed = stream.read_raw_bytes()
        if len(packed) > _LONGEST:
            return False
        filters = stream.get('/Filter')
        names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
        if names == [pikepdf.Name.FlateDecode]:
            unpacking = zlib.decompressobj()
            unpacking.decompress(packed, _LONGEST)
            if unpacking.unconsumed_tail:
                return False
        elif names not in ([None], []):
            return False
    return True
