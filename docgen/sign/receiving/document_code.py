"""The code on a printed copy: which document and version the paper is, for the scanner to tell.

`docgen:1:<document>:v<version>:<first 32 hexadecimal digits of the fixed file's SHA-256>`. It is printed in capitals,
which make the smallest QR code, and read in any case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

DIGITS = 32
"""128 bits of the checksum: nobody makes another file with the same."""
_FORM = re.compile(r'docgen:1:([a-z0-9._-]+):v([1-9][0-9]*):([0-9a-f]{32})', re.IGNORECASE)


@dataclass(frozen=True)
class DocumentCode:
    """What a code says."""

    document: str
    """The file name without .pdf: medborgarlofte-strangnas-2021."""
    version: int
    checksum: str
    """The first `DIGITS` hexadecimal digits, lower case."""

    def __str__(self) -> str:
        return f'docgen:1:{self.document}:v{self.version}:{self.checksum}'

    @property
    def name(self) -> str:
        """The document id that people read: medborgarlofte-strangnas-2021-v1."""
        return f'{self.document}-v{self.version}'


def document_code(document: str, version: int, sha256: str) -> DocumentCode:
    """Give the code of a fixed file by its document's file name, version and SHA-256."""
    return DocumentCode(document.removesuffix('.pdf'), version, sha256[:DIGITS])


def parsed(text: str) -> DocumentCode | None:
    """Read a code's text; None if it is not one of ours."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    return DocumentCode(found[1].casefold(), int(found[2]), found[3].casefold())


def codes_on(picture: Image, *, smoothed: bool = False) -> list[DocumentCode]:
    """Give our codes on a grey picture of a page, whichever way it is turned; smoothed helps where print is poor."""
    import zxingcpp
    from PIL import ImageFilter

    looked_at = picture.filter(ImageFilter.MedianFilter(3)) if smoothed else picture
    found = zxingcpp.read_barcodes(looked_at, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    codes = (parsed(each.text) for each in found)
    return list(dict.fromkeys(code for code in codes if code is not None))
