"""What was changed in a file after it was signed: which page or object differs between two of its revisions."""

from __future__ import annotations

import tempfile
from pathlib import Path

from docgen.errors import JudgementError

_MOST = 25
"""Sentences; what is more is told by its number."""


def changes(before: bytes, after: bytes) -> tuple[str, ...]:
    """Say in Swedish what differs between a revision and what became of it, one sentence each.

    Args:
        before: the signed revision: the file's bytes up to where the signature's end.
        after: the whole file.
    """
    from docgen.pdf.object_changes import object_changes

    found = [*object_changes(before, after)]
    words = _words(before, after)
    found += [each for each in words if each not in found]
    if not found:
        found = ["Objekt i filen har bytts ut eller lagts till utan att det syns på sidorna."]
    if len(found) > _MOST:
        found = [*found[:_MOST], f"Och {len(found) - _MOST} ändringar till."]
    return tuple(found)


def _words(before: bytes, after: bytes) -> list[str]:
    """What a reader of the pages would see differ."""
    from docgen.pdf.differences import differences

    with tempfile.TemporaryDirectory(prefix='docgen-verify-') as folder:
        old, new = Path(folder) / 'before.pdf', Path(folder) / 'after.pdf'
        old.write_bytes(before)
        new.write_bytes(after)
        try:
            found = differences(old, new)
        except (JudgementError, RuntimeError, OSError, ValueError):
            return ["Sidorna går inte att jämföra: filen är skadad."]
    return [f'{each[:1].upper()}{each[1:]}.' for each in found if not each.startswith("antal sidor")]
