"""Pages from a scanner or a camera, whatever file they came in: each as it will be kept, and as a picture to look at.

What came as JPEG stays the same JPEG; other pictures keep every pixel. A page of a PDF that only shows pictures is kept
as it is, without the text that a scanner may have guessed; any other page becomes a picture.

Message ids: `scan-encrypted`, `scan-missing`, `scan-too-large`, `scan-unreadable`.
"""

from __future__ import annotations

import io
import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from docgen.errors import Finding, Place, SignatureError, UsageError, reason
from docgen.pdf.overlay import page_streams
from docgen.pdf.page_pictures import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MOST_PAGES = 500
MOST_PIXELS = 160_000_000
"""Of one page: A3 at 600 dots per inch, twice over."""
_DRAWN_DPI = 250
_QUALITY = 90
_FORMATS = ('PNG', 'JPEG', 'TIFF')
_A4 = 595.28, 841.89
_SMALLEST, _LARGEST = 200.0, 2000.0
"""Points: a side outside this says that the file's resolution is not that of a sheet of paper."""
_TURNED = {3: 180, 6: 90, 8: 270}
"""Degrees clockwise to turn a camera's picture, by its orientation (Exif 2.32, 4.6.4); mirrored ones are redrawn."""
_SHOWN_TEXT = frozenset(('Tj', 'TJ', "'", '"'))
_INVISIBLE = 3
_LONGEST = 5_000_000
"""Bytes of one page's drawing; hidden text takes some thousands."""


@dataclass(frozen=True)
class PictureData:
    """A picture as PDF holds it: `filter` is DCTDecode for JPEG, FlateDecode for packed samples."""

    data: bytes
    width: int
    height: int
    grey: bool
    bits: int = 8
    filter: str = 'FlateDecode'
    turn: int = 0
    """Degrees clockwise that the page is to be turned when it is shown."""
    size: tuple[float, float] = _A4
    """Of the sheet in points, before it is turned."""


@dataclass(frozen=True)
class KeptPage:
    """A page of a PDF that is kept as it is: its file opened, and its number from 0."""

    pdf: pikepdf.Pdf
    number: int


@dataclass(frozen=True)
class ScanFile:
    """One file as it was received."""

    path: Path
    pages: tuple[PictureData | KeptPage, ...]
    is_pdf: bool

    @property
    def kept(self) -> bool:
        """Whether anything of a PDF is kept as it is."""
        return any(isinstance(page, KeptPage) for page in self.pages)


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
    return ScanFile(path, tuple(_from_picture(path)), is_pdf=False)


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
                raise _unreadable(file.path, "PDF-filen är skadad eller inte hel.") from error
            continue
        with Image.open(file.path, formats=_FORMATS) as opened:
            for frame in ImageSequence.Iterator(opened):
                yield frame.convert('L')


def _from_picture(path: Path) -> Iterator[PictureData]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            with Image.open(path, formats=_FORMATS) as opened:
                if getattr(opened, 'n_frames', 1) > MOST_PAGES:
                    raise _too_large(path)
                for frame in ImageSequence.Iterator(opened):
                    if frame.width * frame.height > MOST_PIXELS:
                        raise _too_large(path)
                    frame.load()
                    yield _as_it_is(path, frame) if opened.format == 'JPEG' else _samples(frame)
    except UnidentifiedImageError as error:
        raise _unreadable(path, "Den är varken PDF, PNG, JPEG eller TIFF.") from error
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError) as error:
        raise _unreadable(path, "Bilden är skadad eller inte hel.") from error


def _as_it_is(path: Path, frame: Image.Image) -> PictureData:
    """A JPEG by its own bytes, if PDF/A can show them."""
    orientation = frame.getexif().get(0x0112, 1)
    if frame.mode not in ('L', 'RGB') or (orientation != 1 and orientation not in _TURNED):
        return jpeg(ImageOps.exif_transpose(frame))
    return PictureData(
        path.read_bytes(),
        frame.width,
        frame.height,
        grey=frame.mode == 'L',
        filter='DCTDecode',
        turn=_TURNED.get(orientation, 0),
        size=_sheet(frame),
    )


def jpeg(picture: Image.Image) -> PictureData:
    """Give a picture as JPEG of high quality."""
    plain = picture.convert('L' if picture.mode in ('1', 'L', 'LA') else 'RGB')
    buffer = io.BytesIO()
    plain.save(buffer, 'JPEG', quality=_QUALITY, subsampling=0, optimize=True)
    return PictureData(
        buffer.getvalue(),
        plain.width,
        plain.height,
        grey=plain.mode == 'L',
        filter='DCTDecode',
        size=_sheet(picture),
    )


def _samples(frame: Image.Image) -> PictureData:
    """Every pixel as it is; what is see-through lies on white paper."""
    picture = frame
    if frame.mode in ('LA', 'PA', 'RGBA') or 'transparency' in frame.info:
        layered = frame.convert('RGBA')
        picture = Image.new('RGBA', layered.size, 'white')
        picture.alpha_composite(layered)
    if picture.mode.startswith('I;16') or picture.mode in ('I', 'F'):
        picture = picture.convert('I').point(lambda level: level / 256).convert('L')
    mode = picture.mode if picture.mode in ('1', 'L') else 'RGB'
    plain = picture.convert(mode)
    return PictureData(
        zlib.compress(plain.tobytes(), 6),
        plain.width,
        plain.height,
        grey=mode != 'RGB',
        bits=1 if mode == '1' else 8,
        size=_sheet(frame),
    )


def _sheet(frame: Image.Image) -> tuple[float, float]:
    """The sheet's size by the resolution in the file, or A4 if that is not the size of any sheet."""
    given = frame.info.get('dpi', (0, 0))
    across, down = (float(each or 0) for each in given)
    if across > 1 and down > 1:
        size = frame.width / across * 72, frame.height / down * 72
        if all(_SMALLEST <= side <= _LARGEST for side in size):
            return round(size[0], 2), round(size[1], 2)
    short, long = _A4
    box = (short, long) if frame.height >= frame.width else (long, short)
    scale = min(box[0] / frame.width, box[1] / frame.height)
    return round(frame.width * scale, 2), round(frame.height * scale, 2)


def _from_pdf(path: Path, *, redraw: bool) -> Iterator[PictureData | KeptPage]:
    try:
        pdf = pikepdf.open(io.BytesIO(path.read_bytes()), suppress_warnings=True)
        if pdf.is_encrypted:
            raise _encrypted(path)
        count = len(pdf.pages)
        if count > MOST_PAGES:
            raise _too_large(path)
        if not count:
            raise _unreadable(path, "Den har inga sidor.")
        drawn = [number for number in range(count) if redraw or not _only_pictures(pdf.pages[number])]
        shown = iter(_drawn(path, drawn))
        for number in range(count):
            yield next(shown) if number in drawn else KeptPage(pdf, number)
    except pikepdf.PasswordError as error:
        raise _encrypted(path) from error
    except (
        pikepdf.PdfError,
        pypdfium2.PdfiumError,
        zlib.error,
        OSError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        raise _unreadable(path, "PDF-filen är skadad eller inte hel.") from error


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


def _too_large(path: Path) -> SignatureError:
    return SignatureError(
        Finding(
            'scan-too-large',
            f"{path.name} har för många sidor eller för stora bilder för att vara ett skannat dokument.",
            f"docgen tar emot högst {MOST_PAGES} sidor, och {MOST_PIXELS // 1_000_000} miljoner punkter på en sida.",
            "Skanna om i 200 eller 300 punkter per tum.",
            Place(path),
        )
    )


def _encrypted(path: Path) -> SignatureError:
    return SignatureError(
        Finding(
            'scan-encrypted',
            f"{path.name} är krypterad.",
            "En krypterad fil kan inte läsas och får inte arkiveras.",
            "Spara den utan lösenord och försök igen.",
            Place(path),
        )
    )


def _unreadable(path: Path, why: str) -> SignatureError:
    return SignatureError(
        Finding(
            'scan-unreadable',
            f"{path.name} går inte att läsa.",
            why,
            "Skanna om, eller spara filen på nytt som PDF, PNG, JPEG eller TIFF.",
            Place(path),
        )
    )
