"""Pictures of Windows' drawing language are drawn where all of them can be, and refused where a part would be lost."""

from __future__ import annotations

import struct
from contextlib import closing
from functools import reduce
from operator import xor
from typing import TYPE_CHECKING

import page
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.oxml.ns import qn

from .builder import blank, laid_out, png, refused

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_POLYGON = (0x0324, struct.pack('<h8h', 4, 0, 0, 1000, 0, 1000, 500, 0, 500))
_RED = (0x02FC, struct.pack('<HBBBBH', 0, 200, 0, 0, 0, 0))
_TEXT = (0x0521, struct.pack('<h4s2h', 4, b'Text', 10, 10))
_UNKNOWN = (0x0940, bytes(8))


def _wmf(*records: tuple[int, bytes]) -> bytes:
    """A picture of 1000 × 500 units, a thousandth of an inch each."""
    frame = [(0x020B, bytes(4)), (0x020C, struct.pack('<2h', 500, 1000)), *records, (0, b'')]
    body = b''.join(struct.pack('<IH', 3 + len(data) // 2, kind) + data for kind, data in frame)
    placed = struct.pack('<IH4hHI', 0x9AC6CDD7, 0, 0, 0, 1000, 500, 1000, 0)
    check = reduce(xor, struct.unpack('<10H', placed))
    head = struct.pack('<3HIHIH', 1, 9, 0x300, 9 + len(body) // 2, 4, 20, 0)
    return placed + struct.pack('<H', check) + head + body


def _document(picture: bytes) -> Any:
    document = blank()
    document.add_picture(png())
    next(document.element.body.iter(qn('wp:docPr'))).set('descr', "röd ruta")
    next(part for part in document.part.package.iter_parts() if 'media' in part.partname)._blob = picture
    return document


def test_a_drawing_of_windows_is_a_figure_as_large_as_in_word(tmp_path: Path) -> None:
    document = _document(_wmf(_RED, (0x012D, bytes(2)), _POLYGON))
    document.inline_shapes[0].width, document.inline_shapes[0].height = 1_270_000, 635_000
    made = laid_out(document, tmp_path)
    (figure,) = made.tags().all('Figure')
    assert figure.alt == "röd ruta"
    assert page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1).is_compliant
    with closing(pypdfium2.PdfDocument(made.path)) as pdf, closing(pdf[0]) as sheet:
        picture = sheet.render().to_pil().convert('RGB')
    counted = {colour: count for count, colour in picture.getcolors(maxcolors=1 << 20) or ()}
    assert counted[200, 0, 0] == pytest.approx(100 * 50, rel=0.1)


_SLANTED = (
    (0x02FB, struct.pack('<5h8B', -200, 0, 450, 450, 400, *bytes(8)) + b'Arial\0'),
    (0x012D, bytes(2)),
    (0x0521, struct.pack('<h2s2h', 2, b'\x1c\x1c', 10, 10)),
)
"""Signs that no typesetter under the converter takes."""


@pytest.mark.parametrize(
    'records', [(_POLYGON, _TEXT), (_POLYGON, _UNKNOWN), (*_SLANTED, _POLYGON)], ids=['text', 'unknown', 'no text']
)
def test_a_drawing_that_would_lose_a_part_is_refused(records: tuple[tuple[int, bytes], ...], tmp_path: Path) -> None:
    (finding,) = refused(_document(_wmf(*records)), tmp_path)
    assert (finding.id, finding.what) == ('word-image-format', "Bilden är i formatet WMF.")
