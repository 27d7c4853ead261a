"""Refusal of packages with personal identity numbers in what is open to all: metadata, reports, public copies.

The signed original may hold one in its signatories' certificates; the metadata say so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.checks.identity_numbers import identity_numbers
from docgen.errors import Finding, FindingsError, Place
from docgen.file_names import sorted_files
from docgen.records.record import PUBLIC_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TEXTS = ('.xml', '.json', '.txt')
_NO_PERSON = re.compile(
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])'
)
"""Digests and UUIDs, in which any digits may follow each other."""


def require_private(package: Path) -> None:
    """Refuse a package with a personal identity number where everyone may look.

    Args:
        package: its folder.

    Raises:
        FindingsError: `archive-identity-number`, with every file that holds one.
    """
    found = [
        _finding(path.relative_to(package).as_posix(), number)
        for path, text in _open_texts(package)
        for number in dict.fromkeys(identity_numbers(_NO_PERSON.sub('', text)))
    ]
    if found:
        raise FindingsError(found)


def _open_texts(package: Path) -> Iterator[tuple[Path, str]]:
    from docgen.pdf.structure.page_text import read

    for path in sorted_files(package):
        if path.suffix in _TEXTS:
            yield path, path.read_text('utf-8', errors='replace')
        elif path.suffix == '.pdf' and path.parent.name in (PUBLIC_FOLDER, 'reports'):
            yield path, '\n'.join(run.text for run in read(path).runs)


def _finding(name: str, number: str) -> Finding:
    # Findings end up in logs: XXXX stands for the number's last four digits on purpose.
    return Finding(
        'archive-identity-number',
        f"I {name} står ett personnummer: {number[:-4]}XXXX.",
        "Metadata, rapporter och publika kopior läses av alla; personnummer hör inte hemma där "
        "(dataskyddsförordningen artikel 87).",
        "Ta bort personnumret ur uppgifterna, bygg om och gör om den publika filen med docgen publish.",
        Place(),
    )
