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
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from .builder import blank, laid_out, png, refused

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_POLYGON = (0x0324, struct.pack('<h8h', 4, 0, 0, 1000, 0, 1000, 500, 0, 500))
_RED = (0x02FC, struct.pack('<HBBBBH', 0, 200, 0, 0, 0, 0))
_UNKNOWN = (0x0940, bytes(8))


def _wmf(*records: tuple[int, bytes]) -> bytes:
    """A picture of 1000 × 500 units, a thousandth of an inch each."""
    frame = [(0x020B, bytes(4)), (0x020C, struct.pack('<2h', 500, 1000)), *records, (0, b'')]
    body = b''.join(struct.pack('<IH', 3 + len(data) // 2, kind) + data for kind, data in frame)
    placed = struct.pack('<IH4hHI', 0x9AC6CDD7, 0, 0, 0, 1000, 500, 1000, 0)
    check = reduce(xor, struct.unpack('<10H', placed))
    head = struct.pack('<3HIHIH', 1, 9, 0x300, 9 + len(body) // 2, 4, 20, 0)
    return placed + struct.pack('<H', check) + head + body


_LIGHT = 0x00E5D7D0
"""The colour of Excel's lines (208, 215, 229), as Windows writes it."""


def _emf(*records: bytes) -> bytes:
    """A picture of 100 × 50 units, a tenth of a millimetre each, that Excel would make of a sheet."""
    every = [*records, struct.pack('<IIIII', 14, 20, 0, 16, 20)]
    size = 88 + sum(map(len, every))
    head = struct.pack('<II8i', 1, 88, 0, 0, 99, 49, 0, 0, 1000, 500) + b' EMF'
    head += struct.pack('<IIIHHIIIiiii', 0x10000, size, len(every) + 1, 4, 0, 0, 0, 0, 1000, 500, 100, 50)
    return head + b''.join(every)


def _fill(left: int, top: int, width: int, height: int) -> bytes:
    """A rectangle as Excel draws the lines of a table: a transfer of nothing that fills with the brush."""
    box = struct.pack('<4i4iI', left, top, left + width, top + height, left, top, width, height, 0xF00021)
    return (struct.pack('<II', 76, 100) + box).ljust(100, b'\0')


def _chosen(number: int) -> bytes:
    return struct.pack('<III', 37, 12, number)


def _font(name: str) -> bytes:
    look = struct.pack('<5i8B', -20, 0, 0, 0, 400, *bytes(8)) + name.encode('utf-16-le').ljust(64, b'\0')
    return struct.pack('<III', 82, 332, 1) + look.ljust(320, b'\0') + _chosen(1)


def _words(text: str, left: int, top: int, step: int) -> bytes:
    string = text.encode('utf-16-le').ljust(-(-len(text) // 2) * 4, b'\0')
    steps = struct.pack(f'<{len(text)}I', *[step] * len(text))
    place = struct.pack('<iiIII4iI', left, top, len(text), 76, 0, 0, 0, -1, -1, 76 + len(string))
    length = 76 + len(string) + len(steps)
    return struct.pack('<II4iIff', 84, length, 0, 0, -1, -1, 1, 1.0, 1.0) + place + string + steps


_SHEET = (
    struct.pack('<IIIIII', 39, 24, 2, 0, _LIGHT, 0) + _chosen(2),
    _chosen(0x80000007),
    _fill(0, 40, 100, 10),
    struct.pack('<III', 98, 12, 1),
    _font('Source Sans Pro'),
    struct.pack('<III', 18, 12, 1),
    _words('HHH', 10, 5, 13),
)


def _embedded(picture: bytes, program: str) -> Any:
    """An object of another program in the text, with its picture."""
    document = _document(picture)
    shown = next(document.element.body.iter(qn('w:drawing')))
    place = next(shown.iter(qn('a:blip'))).get(qn('r:embed'))
    shown.getparent().replace(
        shown,
        parse_xml(
            f'<w:object {nsdecls("w", "r")} xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:o="urn:schemas-microsoft-com:office:office">'
            f'<v:shape style="width:100pt;height:50pt"><v:imagedata r:id="{place}"/></v:shape>'
            f'<o:OLEObject Type="Embed" ProgID="{program}" DrawAspect="Content"/></w:object>'
        ),
    )
    return document


def _seen(path: Path) -> dict[tuple[int, int, int], int]:
    with closing(pypdfium2.PdfDocument(path)) as pdf, closing(pdf[0]) as sheet:
        picture = sheet.render().to_pil().convert('RGB')
    return {colour: count for count, colour in picture.getcolors(maxcolors=1 << 20) or ()}


def test_an_embedded_sheet_is_drawn_with_its_text_and_read_by_it(tmp_path: Path) -> None:
    made = laid_out(_embedded(_emf(*_SHEET), 'Excel.Sheet.12'), tmp_path)
    (figure,) = made.tags().all('Figure')
    assert figure.alt == "Kalkylblad: HHH"
    assert [each.id for each in made.warnings if 'HHH' in each.what] == ['word-image-alt-taken']
    colours = _seen(made.path)
    # Filled without an outline in the pen's colour; the letters stand out of it, 100 × 50 points in all.
    assert colours[208, 215, 229] == pytest.approx(100 * 10, rel=0.15)
    assert 20 < sum(count for colour, count in colours.items() if max(colour) < 100) < 400
    assert 'HHH' not in made.pages[0]


@pytest.mark.parametrize(
    ('records', 'program', 'found'),
    [
        (_SHEET, 'Equation.3', 'word-image-without-alt'),
        ((_font('Sans Som Inte Finns'), _words('A', 10, 5, 13)), 'Excel.Sheet.12', 'font-missing'),
        ((_font('Source Sans Pro'), _words('\u2b4e', 10, 5, 13)), 'Excel.Sheet.12', 'word-character-missing'),
        ((_font('Source Sans Pro'), _words('iiii', 10, 5, 22)), 'Excel.Sheet.12', 'word-image-format'),
    ],
    ids=['formula', 'font', 'character', 'stretched'],
)
def test_text_in_a_drawing_that_cannot_be_read_or_set_is_refused(
    records: tuple[bytes, ...], program: str, found: str, tmp_path: Path
) -> None:
    (finding,) = refused(_embedded(_emf(*records), program), tmp_path)
    assert finding.id == found


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
    assert _seen(made.path)[200, 0, 0] == pytest.approx(100 * 50, rel=0.1)


_SLANTED = (
    (0x02FB, struct.pack('<5h8B', -200, 0, 450, 450, 400, *bytes(8)) + b'Arial\0'),
    (0x012D, bytes(2)),
    (0x0521, struct.pack('<h2s2h', 2, b'\x1c\x1c', 10, 10)),
)
"""Signs that no typesetter under the converter takes."""


@pytest.mark.parametrize('records', [(_POLYGON, _UNKNOWN), (*_SLANTED, _POLYGON)], ids=['unknown', 'no text'])
def test_a_drawing_that_would_lose_a_part_is_refused(records: tuple[tuple[int, bytes], ...], tmp_path: Path) -> None:
    (finding,) = refused(_document(_wmf(*records)), tmp_path)
    assert (finding.id, finding.what) == ('word-image-format', "Bilden är i formatet WMF.")
