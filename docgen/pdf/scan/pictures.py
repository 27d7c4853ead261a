"""Pages that came as pictures, as PDF will hold them: a JPEG by its own bytes, any other with every pixel.

Message ids: `scan-encrypted`, `scan-too-large`, `scan-unreadable`.
"""

from __future__ import annotations

import io
import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from docgen.errors import Finding, Place, SignatureError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_PAGES = 500
MOST_PIXELS = 160_000_000
"""Of one page: A3 at 600 dots per inch, twice over."""
_QUALITY = 90
FORMATS = ('PNG', 'JPEG', 'TIFF')
_JPEG = ('JPEG', 'MPO')
"""MPO is what cameras make: a JPEG with more pictures after it, of the same thing."""
_A4 = 595.28, 841.89
_SMALLEST, _LARGEST = 200.0, 2000.0
"""Points: a side outside this says that the file's resolution is not that of a sheet of paper."""
_TURNED = {3: 180, 6: 90, 8: 270}
"""Degrees clockwise to turn a camera's picture, by its orientation (Exif 2.32, 4.6.4); mirrored ones are redrawn."""


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


def from_picture(path: Path) -> Iterator[PictureData]:
    """Give the pages of a PNG, JPEG or TIFF.

    Raises:
        SignatureError: `scan-too-large`, `scan-unreadable`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            with Image.open(path, formats=FORMATS) as opened:
                if getattr(opened, 'n_frames', 1) > MOST_PAGES:
                    raise too_large(path)
                for frame in frames(opened):
                    if frame.width * frame.height > MOST_PIXELS:
                        raise too_large(path)
                    frame.load()
                    yield _as_it_is(path, frame) if opened.format in _JPEG else _samples(frame)
    except UnidentifiedImageError as error:
        raise unreadable(path, "Den är varken PDF, PNG, JPEG eller TIFF.") from error
    except Image.DecompressionBombError as error:
        raise too_large(path) from error
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError) as error:
        raise unreadable(path, "Bilden är skadad eller inte hel.") from error


def frames(opened: Image.Image) -> Iterator[Image.Image]:
    """Give the pages of an opened picture."""
    if opened.format in _JPEG:
        yield opened
    else:
        yield from ImageSequence.Iterator(opened)


def eight_bits(frame: Image.Image) -> Image.Image:
    """A grey picture of 16 bits a pixel as one of 8; any other as it is."""
    if frame.mode.startswith('I;16') or frame.mode in ('I', 'F'):
        return frame.convert('I').point(lambda level: level / 256).convert('L')
    return frame


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
    picture = eight_bits(frame)
    if frame.mode in ('LA', 'PA', 'RGBA') or 'transparency' in frame.info:
        layered = frame.convert('RGBA')
        picture = Image.new('RGBA', layered.size, 'white')
        picture.alpha_composite(layered)
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


def too_large(path: Path) -> SignatureError:
    """The error for a file that no scanner made."""
    return SignatureError(
        Finding(
            'scan-too-large',
            f"{path.name} har för många sidor eller för stora bilder för att vara ett skannat dokument.",
            f"docgen tar emot högst {MOST_PAGES} sidor, och {MOST_PIXELS // 1_000_000} miljoner punkter på en sida.",
            "Skanna om i 200 eller 300 punkter per tum.",
            Place(path),
        )
    )


def encrypted(path: Path) -> SignatureError:
    """The error for a file that needs a password."""
    return SignatureError(
        Finding(
            'scan-encrypted',
            f"{path.name} är krypterad.",
            "En krypterad fil kan inte läsas och får inte arkiveras.",
            "Spara den utan lösenord och försök igen.",
            Place(path),
        )
    )


def unreadable(path: Path, why: str) -> SignatureError:
    """The error for a file that cannot be read."""
    return SignatureError(
        Finding(
            'scan-unreadable',
            f"{path.name} går inte att läsa.",
            why,
            "Skanna om, eller spara filen på nytt som PDF, PNG, JPEG eller TIFF.",
            Place(path),
        )
    )
