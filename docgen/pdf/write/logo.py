"""A party's logo as a picture that PDF/A allows: RGB, with a soft mask for what is see-through, of sensible size.

Message ids: `logo-unreadable`, `logo-text-missing`.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.errors import Finding, FindingsError, Place, reason
from docgen.filesystem import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

MOST_PIXELS = 40_000_000
MOST_BYTES = 50_000_000
PIXELS_HIGH = 400
"""Enough for print at the height of a block's logo; more only makes the file heavy."""


class _TooLargeError(ValueError):
    """Told in Swedish."""


def load_logo(path: Path) -> Image:
    """Read a PNG or JPEG; the same content is read once, wherever it lies, and nobody may draw in the picture.

    Raises:
        FindingsError: `logo-unreadable`.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        return _picture(read_file(path, MOST_BYTES))
    except UnidentifiedImageError as error:
        raise unreadable(path, "Den är varken PNG eller JPEG.") from error
    except _TooLargeError as error:
        raise unreadable(path, str(error)) from error
    except OSError as error:
        # Pillow's own errors of this kind, as for a cut file, have no number.
        raise unreadable(
            path, f"Orsak: {reason(error)}." if error.errno else "Den är skadad eller avhuggen."
        ) from error
    except (SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise unreadable(path, "Den är skadad.") from error


@lru_cache(maxsize=16)
def _picture(content: bytes) -> Image:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        with Image.open(io.BytesIO(content), formats=('PNG', 'JPEG')) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                msg = f"Bilden är {opened.width} × {opened.height} punkter."
                raise _TooLargeError(msg)
            transparent = 'A' in opened.getbands() or 'transparency' in opened.info
            image = opened.convert('RGBA' if transparent else 'RGB')
    if image.height > PIXELS_HIGH:
        image = image.resize((max(1, round(image.width * PIXELS_HIGH / image.height)), PIXELS_HIGH))
    return image


def require_text(path: Path, text: str) -> None:
    """A logo without a text to read aloud is never given a made-up one.

    Raises:
        FindingsError: `logo-text-missing`.
    """
    if not text.strip():
        raise FindingsError(
            Finding(
                id='logo-text-missing',
                what=f"Logotypen {path.name} saknar alternativtext.",
                why="Den som lyssnar får annars inte veta vad bilden föreställer.",
                do="Skriv en kort text till logotypen i data, till exempel ”Strängnäs kommuns logotyp”.",
                place=Place(file=path),
            )
        )


def unreadable(path: Path, reason: str) -> FindingsError:
    """The error for a picture that cannot be used."""
    return FindingsError(
        Finding(
            id='logo-unreadable',
            what=f"Logotypen {path.name} kan inte läsas.",
            why=reason,
            do="Spara logotypen på nytt som PNG eller JPEG.",
            place=Place(file=path),
        )
    )
