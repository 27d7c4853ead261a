"""What format a file of a package has: its MIME type and, where the registry has one, its PRONOM id.

PRONOM (The National Archives) names formats so that an archive knows in fifty years what a file was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


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
    '.pem': Format("Privacy Enhanced Mail certificate", 'application/x-pem-file'),
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
_VERSION = re.compile(rb'%PDF-(\d\.\d)')


def format_of(path: Path, pdf_a: str = '') -> Format:
    """Give a file's format.

    Args:
        path: the file.
        pdf_a: for a PDF, what it says of itself: '2a'; '' if it does not say that it is PDF/A.
    """
    if path.suffix.lower() != '.pdf':
        return _BY_ENDING.get(path.suffix.lower(), Format("Unknown", 'application/octet-stream'))
    if pdf_a in _PDF_A:
        return Format("Acrobat PDF/A - Portable Document Format", 'application/pdf', pdf_a, _PDF_A[pdf_a])
    with path.open('rb') as file:
        found = _VERSION.search(file.read(1024))
    version = found[1].decode() if found else ''
    return Format("Acrobat PDF - Portable Document Format", 'application/pdf', version, _PDF.get(version, ''))
