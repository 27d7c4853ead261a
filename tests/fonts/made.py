"""Font files with other names and rights, made from a pinned one."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from docgen import fonts

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = 'Provby Sans Typ'
_OLD, _OLD_POSTSCRIPT = 'Source Sans Pro', 'SourceSansPro'


def font(target: Path, *, family: str = FAMILY, bold: bool = False, italic: bool = False, fs_type: int = 0) -> Path:
    """A face of Source Sans Pro under another name of the same length, with other rights (OS/2 fsType)."""
    assert len(family) == len(_OLD)
    data = fonts.ttf(_OLD, bold, italic).read_bytes()
    for old, new in ((_OLD, family), (_OLD_POSTSCRIPT, family.replace(' ', ''))):
        for coding in ('utf-16-be', 'latin-1'):
            data = data.replace(old.encode(coding), new.encode(coding))
    (count,) = struct.unpack_from('>H', data, 4)
    for entry in range(12, 12 + 16 * count, 16):
        if data[entry : entry + 4] == b'OS/2':
            (start,) = struct.unpack_from('>I', data, entry + 8)
            data = data[: start + 8] + struct.pack('>H', fs_type) + data[start + 10 :]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


def collection(target: Path, *files: Path) -> Path:
    """The fonts in one .ttc file, each with tables of its own."""
    head = 12 + 4 * len(files)
    starts, body = [], b''
    for file in files:
        data = bytearray(file.read_bytes())
        start = head + len(body)
        (count,) = struct.unpack_from('>H', data, 4)
        for entry in range(12, 12 + 16 * count, 16):
            (offset,) = struct.unpack_from('>I', data, entry + 8)
            struct.pack_into('>I', data, entry + 8, offset + start)
        starts.append(start)
        body += bytes(data) + b'\0' * (-len(data) % 4)
    target.write_bytes(b'ttcf' + struct.pack('>HHI', 1, 0, len(files)) + struct.pack(f'>{len(files)}I', *starts) + body)
    return target
