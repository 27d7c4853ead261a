"""Small files that unpack to gigabytes: their size is known before they are decoded, and memory stays bounded."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
from docx import Document

from .measured import answered, measured

if TYPE_CHECKING:
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
    packed = zlib.compress(zlib.compress(bytes(1_000_000_000), 9), 9)
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
