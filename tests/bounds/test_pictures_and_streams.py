"""Small files that unpack to gigabytes: their size is known before they are decoded, and memory stays bounded."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
from docx import Document

from docgen.pdf.structure import trial_drawing
from docgen.pdf.structure.unpacked_size import _lzw, unpacks_to_too_much, unpacks_within

from .measured import answered, measured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench import Workbench


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


@pytest.fixture(scope='module')
def huge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PNG of 300 kB with 50,000 × 50,000 points."""
    packing, row = zlib.compressobj(9), bytes(1 + 50_000 // 8)
    rows = b''.join(packing.compress(row) for _ in range(50_000)) + packing.flush()
    head = struct.pack('>IIBBBBB', 50_000, 50_000, 1, 0, 0, 0, 0)
    path = tmp_path_factory.mktemp('huge') / 'stor.png'
    path.write_bytes(b'\x89PNG\r\n\x1a\n' + _chunk(b'IHDR', head) + _chunk(b'IDAT', rows) + _chunk(b'IEND', b''))
    return path


def test_a_stream_packed_twice_is_not_unpacked(tmp_path: Path) -> None:
    packed = zlib.compress(zlib.compress(bytes(300_000_000), 9), 9)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    content = pdf.make_stream(b'')
    content.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))
    pdf.pages[0].Contents = content
    pdf.save(tmp_path / 'dubbel.pdf', compress_streams=False)
    for command in ('inspect', 'verify'):
        found = measured(command, str(tmp_path / 'dubbel.pdf'))
        answered(found)
        assert found.code in (3, 6)


_MUCH = 70_000_000
_PACKED = zlib.compress(bytes(_MUCH), 9)
_RUNS = bytes((129, 0)) * (_MUCH // 128 + 1)


@pytest.mark.parametrize(
    ('data', 'filters'),
    [
        (_PACKED.hex().encode() + b'>', ['ASCIIHexDecode', 'FlateDecode']),
        (base64.a85encode(_PACKED) + b'~>', ['ASCII85Decode', 'FlateDecode']),
        (base64.a85encode(zlib.compress(_PACKED)) + b'~>', ['A85', 'Fl', 'Fl']),
        (_RUNS, ['RunLengthDecode']),
        (zlib.compress(_RUNS, 9), ['FlateDecode', 'RL']),
        (b'z' * (_MUCH // 4) + b'~>', ['ASCII85Decode']),
        (bytes(_MUCH), []),
    ],
)
def test_packing_of_every_kind_is_followed(data: bytes, filters: list[str]) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(data)
    if filters:
        stream.Filter = pikepdf.Array(pikepdf.Name(f'/{name}') for name in filters)
    pdf.pages[0].Contents = stream
    assert unpacks_to_too_much(pdf)


def test_lzw_is_unpacked_as_the_standard_shows_it() -> None:
    packed = bytes.fromhex('800B6050220C0C8501')  # ISO 32000-1, 7.4.4.2
    assert _lzw(packed, 10) == bytes([45, 45, 45, 45, 45, 65, 45, 45, 45, 66])
    assert _lzw(packed, 9) is None


@pytest.mark.parametrize(
    'strange',
    [5, pikepdf.String('x'), pikepdf.Dictionary(), pikepdf.Array([5, []]), True, pikepdf.Object.parse(b'/Flate#c6ode')],
    ids=['number', 'string', 'dictionary', 'numbers', 'bool', 'name of no text'],
)
def test_filters_that_are_none_are_for_the_reader_to_judge(strange: object) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(b'q Q')
    pdf.pages[0].Contents.Filter = strange
    assert not unpacks_to_too_much(pdf)


def _drawing(content: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(content)
    return pdf


def _forms(levels: int, times: int) -> pikepdf.Pdf:
    """A form that draws a form so many times that draws a form so many times …"""
    pdf = _drawing(b'/X Do')
    inner = pdf.make_stream(b'BT (hej) Tj ET', Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    for _ in range(levels):
        held = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        inner = pdf.make_stream(b'/X Do ' * times, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, Resources=held)
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
    return pdf


@pytest.mark.parametrize(
    'pdf',
    [
        _drawing(b'0 0 m 9 9 l S ' * 300_000),
        _drawing(b'q ' * 2000),
        _drawing(b'/P <</MCID 1>> BDC ' * 2000),
        _drawing(b'BT ' + b'(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)Tj ' * 20_000),
        _forms(7, 10),
        _forms(25, 3),
    ],
    ids=['lines', 'states', 'marks', 'texts', 'forms', 'deep forms'],
)
def test_a_page_that_draws_more_than_any_page_is_not_read(pdf: pikepdf.Pdf, tmp_path: Path) -> None:
    assert unpacks_to_too_much(pdf)
    pdf.save(tmp_path / 'sida.pdf')
    assert not unpacks_within((tmp_path / 'sida.pdf').read_bytes(), drawing=10**8, picture=10**8, all_together=10**9)


def test_a_dense_page_is_read(tmp_path: Path) -> None:
    row = b'q /P <</MCID 1>> BDC BT /F 9 Tf 1 0 0 1 50 50 Tm (Ett ord till) Tj ET EMC Q '
    pdf = _drawing(row * 4000)
    assert not unpacks_to_too_much(pdf)
    assert not unpacks_to_too_much(_forms(3, 10))
    circle = _forms(1, 1)
    form = circle.pages[0].Resources.XObject.X
    form.Resources.XObject.X = form
    assert not unpacks_to_too_much(circle)


def test_a_huge_logotype_and_scan_are_refused(huge: Path, minimal: Workbench) -> None:
    (minimal.root / 'templates/stor.png').write_bytes(huge.read_bytes())
    logo = '\n    logo: stor.png\n    logo_text: L'
    minimal.replace('parties.yaml', 'short_name: kommunen', f'short_name: kommunen{logo}')
    found = measured('--workspace', str(minimal.root), 'check')
    answered(found)
    assert 'logo-unreadable' in found.ids, found.text
    minimal.replace('parties.yaml', logo, '')
    assert minimal.run('fix', '2024').code == 0
    scan = ('receive', '2024', '--scan', '--signed-by', 'kommunen', '--date', '2024-01-15', str(huge))
    found = measured('--workspace', str(minimal.root), *scan)
    answered(found)
    assert found.ids == ('scan-too-large',)


def test_a_huge_picture_in_a_template_is_refused(huge: Path, minimal: Workbench) -> None:
    path = minimal.template('medborgarlofte-kort.docx')
    document = Document(str(path))
    document.add_paragraph().add_run().add_picture(str(huge), width=1_000_000)
    document.save(str(path))
    found = measured('--workspace', str(minimal.root), 'build', '2024')
    answered(found)
    assert found.code == 3, found.text


def _tiles(pdf: pikepdf.Pdf, step: float) -> None:
    cell = pdf.make_stream(
        b'1 0 0 rg 0 0 50 50 re f',
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 50, 50],
        XStep=step,
        YStep=step,
    )
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Pattern=pikepdf.Dictionary(P=cell))
    pdf.pages[0].Contents = pdf.make_stream(b'/Pattern cs /P scn 0 0 595 842 re f')


def _shade(pdf: pikepdf.Pdf, steps: int) -> None:
    function = pdf.make_stream(
        b'{ 1 index ' + b'sin cos ' * steps + b'}', FunctionType=4, Domain=[0, 1] * 2, Range=[0, 1] * 3
    )
    shade = pikepdf.Dictionary(
        ShadingType=1, ColorSpace=pikepdf.Name.DeviceRGB, Function=function, Matrix=[595, 0, 0, 842, 0, 0]
    )
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Shading=pikepdf.Dictionary(S=shade))
    pdf.pages[0].Contents = pdf.make_stream(b'/S sh')


def _mixed(pdf: pikepdf.Pdf, times: int) -> None:
    mixing = pikepdf.Dictionary(G=pikepdf.Dictionary(BM=pikepdf.Name.Luminosity, ca=0.5))
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(ExtGState=mixing)
    pdf.pages[0].Contents = pdf.make_stream(b'/G gs ' + b'0 0 595 842 re f ' * times)


@pytest.mark.parametrize(
    ('draw', 'little', 'much'),
    [(_tiles, 60.0, 0.01), (_shade, 1, 20_000), (_mixed, 1, 5_000)],
    ids=['tiles', 'shade', 'mixed'],
)
def test_what_takes_long_to_draw_is_tried_apart_and_broken_off(
    draw: Callable[[pikepdf.Pdf, float], None], little: float, much: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(amount: float) -> bool:
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(595, 842))
        draw(pdf, amount)
        out = io.BytesIO()
        pdf.save(out)
        return unpacks_within(out.getvalue(), drawing=10**7, picture=10**7, all_together=10**8)

    assert drawn(little)
    monkeypatch.setattr(trial_drawing, '_SECONDS', 1.0)
    assert not drawn(much)
