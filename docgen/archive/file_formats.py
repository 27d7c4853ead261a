"""What format a file of a package has: its MIME type and, where the registry has one, its PRONOM id.

PRONOM (The National Archives) names formats so that an archive knows in fifty years what a file was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path, PurePath

Start: TypeAlias = Callable[[int], bytes]
"""Reads the first bytes of a file, at most so many."""


@dataclass(frozen=True)
class Format:
    """A file format."""

    name: str
    mime: str
    version: str = ''
    pronom: str = ''
    """"fmt/476"; '' where the registry has no entry that fits."""


_PLAIN = Format("Plain Text", 'text/plain', pronom='x-fmt/111')
_BY_ENDING = {
    '.yaml': Format("YAML", 'application/yaml', pronom='fmt/818'),
    '.yml': Format("YAML", 'application/yaml', pronom='fmt/818'),
    '.json': Format("JSON Data Interchange Format", 'application/json', pronom='fmt/817'),
    '.xml': Format("Extensible Markup Language", 'application/xml', '1.0', 'fmt/101'),
    '.xsd': Format("XML Schema Definition", 'application/xml', pronom='x-fmt/280'),
    '.docx': Format(
        "Microsoft Word for Windows",
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        '2007 onwards',
        'fmt/412',
    ),
    '.png': Format("Portable Network Graphics", 'image/png'),
    '.jpg': Format("JPEG File Interchange Format", 'image/jpeg'),
    '.jpeg': Format("JPEG File Interchange Format", 'image/jpeg'),
    '.tif': Format("Tagged Image File Format", 'image/tiff', pronom='fmt/353'),
    '.tiff': Format("Tagged Image File Format", 'image/tiff', pronom='fmt/353'),
    '.txt': _PLAIN,
    '.md': Format("Markdown", 'text/markdown', pronom='fmt/1149'),
    '.pem': Format("Privacy Enhanced Mail certificate", 'application/pem-certificate-chain'),
    '.crt': Format("X.509 certificate", 'application/pkix-cert'),
    '.cer': Format("X.509 certificate", 'application/pkix-cert'),
    '.der': Format("X.509 certificate", 'application/pkix-cert'),
}
_PDF_A = {
    '1a': 'fmt/95',
    '1b': 'fmt/354',
    '2a': 'fmt/476',
    '2b': 'fmt/477',
    '2u': 'fmt/478',
    '3a': 'fmt/479',
    '3b': 'fmt/480',
    '3u': 'fmt/481',
}
_PDF = {'1.3': 'fmt/17', '1.4': 'fmt/18', '1.5': 'fmt/19', '1.6': 'fmt/20', '1.7': 'fmt/276', '2.0': 'fmt/1129'}
_PNG = b'\x89PNG\r\n\x1a\n'
_PNG_CHUNKS = {
    b'iTXt': ('1.2', 'fmt/13'),
    b'iCCP': ('1.1', 'fmt/12'),
    b'sRGB': ('1.1', 'fmt/12'),
    b'sPLT': ('1.1', 'fmt/12'),
}
"""What a version brought (PNG 1.2, 4.2 and 12); the newest stands first."""
_JFIF = {b'\x01\x00': ('1.00', 'fmt/42'), b'\x01\x01': ('1.01', 'fmt/43'), b'\x01\x02': ('1.02', 'fmt/44')}
_VERSION = re.compile(rb'%PDF-(\d\.\d)')
_PICTURE = 50_000_000
"""Bytes of a picture that are looked at."""


def format_of(path: Path, pdf_a: str = '') -> Format:
    """Give the format of a file on the disk.

    Args:
        path: the file.
        pdf_a: for a PDF, what it says of itself: '2a'; '' if it does not say that it is PDF/A.
    """
    return format_of_content(path, partial(start_of_file, path), pdf_a)


def start_of_file(path: Path, most: int) -> bytes:
    """Read the first bytes of a file, `most` at most."""
    with path.open('rb') as file:
        return file.read(most)


def format_of_content(name: PurePath, start: Start, pdf_a: str = '') -> Format:
    """Give a file's format.

    Args:
        name: its name.
        start: reads its first bytes.
        pdf_a: for a PDF, what it says of itself: '2a'; '' if it does not say that it is PDF/A.
    """
    if name.suffix.lower() != '.pdf':
        found = format_by_name(name)
        return _picture(start, found) if found.mime in ('image/png', 'image/jpeg') else found
    if pdf_a in _PDF_A:
        return Format("Acrobat PDF/A - Portable Document Format", 'application/pdf', pdf_a, _PDF_A[pdf_a])
    named = _VERSION.search(start(1024))
    version = named[1].decode() if named else ''
    return Format("Acrobat PDF - Portable Document Format", 'application/pdf', version, _PDF.get(version, ''))


def format_by_name(path: PurePath) -> Format:
    """Give the format that a file's name tells; of a PDF or picture, its bytes tell more."""
    return _BY_ENDING.get(path.suffix.lower(), Format("Unknown", 'application/octet-stream'))


def _picture(start: Start, found: Format) -> Format:
    """With the version that the picture's own bytes tell, as far as they do."""
    data = start(_PICTURE)
    version, pronom = '', ''
    if data.startswith(_PNG):
        names = set(_chunks(data))
        version, pronom = next((known for name, known in _PNG_CHUNKS.items() if name in names), ('1.0', 'fmt/11'))
    elif data.startswith(b'\xff\xd8\xff\xe0') and data[6:11] == b'JFIF\0':
        version, pronom = _JFIF.get(data[11:13], ('', ''))
    return replace(found, version=version, pronom=pronom)


def _chunks(data: bytes) -> Iterator[bytes]:
    """The names of a PNG's chunks, in order: length, name, content, CRC (PNG 1.2, 3.2)."""
    place = len(_PNG)
    while place + 8 <= len(data):
        yield data[place + 4 : place + 8]
        place += 12 + int.from_bytes(data[place : place + 4], 'big')
