"""The codes on a printed copy: which document and version the paper is, and which of its pages each sheet is.

On the page for signatures, `docgen:1:<document>:v<version>:<first 32 hexadecimal digits of the fixed file's SHA-256>`;
on every other, `docgen:p:<first 16 digits>:<page>`. They are printed in capitals, which make the smallest QR codes, and
read in any case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image
    from zxingcpp import Barcode

DIGITS = 32
"""128 bits of the checksum: nobody makes another file with the same."""
_SHEET_DIGITS = 16
_LEVELS = {'L': 1, 'M': 0, 'Q': 3, 'H': 2}
"""How a code names its error correction (ISO/IEC 18004, table 12)."""
_FORM = re.compile(r'docgen:1:([a-z0-9._-]+):v([1-9][0-9]*):([0-9a-f]{32})', re.IGNORECASE)
_SHEET = re.compile(r'docgen:p:([0-9a-f]{16}):([1-9][0-9]{0,3})', re.IGNORECASE)


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


@dataclass(frozen=True)
class SheetCode:
    """What the small code of a page says."""

    checksum: str
    """The first digits of the document's, lower case."""
    page: int
    """From 1."""

    def __str__(self) -> str:
        return f'docgen:p:{self.checksum}:{self.page}'

    @classmethod
    def of(cls, code: DocumentCode, page: int) -> SheetCode:
        """Give the code of a document's page."""
        return cls(code.checksum[:_SHEET_DIGITS], page)


@dataclass(frozen=True)
class Mark:
    """A code as it was found on a picture."""

    code: DocumentCode | SheetCode
    turn: int
    """Degrees clockwise that the picture must be turned to stand upright: 0, 90, 180 or 270."""
    mirrored: bool = False
    """Whether the picture shows it as in a mirror; no turning sets that right."""


def document_code(document: str, version: int, sha256: str) -> DocumentCode:
    """Give the code of a fixed file by its document's file name, version and SHA-256.

    Args:
        document: the document's file name.
        version: its version, from 1.
        sha256: of the fixed file, in hexadecimal.
    """
    return DocumentCode(document.removesuffix('.pdf'), version, sha256[:DIGITS])


def parsed(text: str) -> DocumentCode | None:
    """Read a code's text; None if it is not one of ours."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    return DocumentCode(found[1].casefold(), int(found[2]), found[3].casefold())


def parsed_sheet(text: str) -> SheetCode | None:
    """Read the text of a page's small code; None if it is not one of ours."""
    found = _SHEET.fullmatch(text.strip())
    return SheetCode(found[1].casefold(), int(found[2])) if found else None


def marks_on(picture: Image, *, smoothed: bool = False) -> list[Mark]:
    """Give our codes on a grey picture of a page, whichever way it is turned; smoothed helps where print is poor."""
    import zxingcpp
    from PIL import ImageFilter

    looked_at = picture.filter(ImageFilter.MedianFilter(3)) if smoothed else picture
    found = zxingcpp.read_barcodes(looked_at, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    codes = ((parsed(each.text) or parsed_sheet(each.text), each) for each in found)
    turned = ((code, -90 * round(each.orientation / 90) % 360, each) for code, each in codes if code is not None)
    return list(dict.fromkeys(Mark(code, turn, _mirrored(each)) for code, turn, each in turned))


def _mirrored(barcode: Barcode) -> bool:
    """Whether a QR code was read as in a mirror: the reader takes it either way, and gives the modules as they lie.

    Its format information is known (ISO/IEC 18004, 7.9). It runs down column 8 and back along row 8; in a mirror the
    two have changed places. The way that agrees better with what it must be is the way that the code lies.
    """
    facts: Any = barcode.extra
    level, mask = _LEVELS.get(str(facts.get('ECLevel'))), facts.get('DataMask')
    if level is None or not isinstance(mask, int):
        return False
    picture: Any = barcode.to_image(scale=1, add_quiet_zones=False)
    modules = memoryview(picture)
    expected = _format_information(level << 3 | mask)
    column = [(row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8)]
    way = [*column, *((8, place) for place in (7, 5, 4, 3, 2, 1, 0))]
    dark = [(expected >> bit) & 1 == 1 for bit in range(len(way))]
    upright = sum((modules[row, place] == 0) == bit for (row, place), bit in zip(way, dark, strict=True))
    mirrored = sum((modules[place, row] == 0) == bit for (row, place), bit in zip(way, dark, strict=True))
    return mirrored > upright


def _format_information(data: int) -> int:
    """Give the 15 bits for a level of error correction and a mask: BCH (15, 5), then masked itself."""
    rest = data
    for _ in range(10):
        rest = (rest << 1) ^ ((rest >> 9) * 0x537)
    return (data << 10 | rest) ^ 0x5412


def codes_on(picture: Image, *, smoothed: bool = False) -> list[DocumentCode]:
    """Give the documents' codes on a grey picture of a page; see `marks_on`."""
    found = (mark.code for mark in marks_on(picture, smoothed=smoothed))
    return list(dict.fromkeys(code for code in found if isinstance(code, DocumentCode)))
