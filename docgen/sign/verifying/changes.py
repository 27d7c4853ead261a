"""What was changed in a file after it was signed: which page or object differs between two of its revisions."""

from __future__ import annotations

import tempfile
from pathlib import Path

from docgen.errors import JudgementError

_MOST = 25
"""Sentences; what is more is told by its number."""
_DRAWING, _PICTURE, _LARGEST = 15_000_000, 60_000_000, 400_000_000
"""Bytes: a scanned page in colour fits; what draws lines for as long would take gigabytes to compare."""


def changes(before: bytes, after: bytes) -> tuple[str, ...]:
    """Say in Swedish what differs between a revision and what became of it, one sentence each.

    Args:
        before: the signed revision: the file's bytes up to where the signature's end.
        after: the whole file.
    """
    from docgen.pdf.compare.object_changes import object_changes
    from docgen.pdf.structure.pdf_file import unpacks_within

    if not unpacks_within(after, drawing=_DRAWING, picture=_PICTURE, all_together=_LARGEST):
        return ("Filens inre är orimligt stort eller skadat, så det går inte att säga vad som har ändrats.",)
    found = [*object_changes(before, after)]
    # "Sidan 1 har fått annat innehåll." says more than "Sida 1 ser annorlunda ut."
    told = {each.split()[1] for each in found if each.startswith("Sidan ")}
    found += [
        each for each in _words(before, after) if not (each.endswith("ser annorlunda ut.") and each.split()[1] in told)
    ]
    if not found:
        found = ["Objekt i filen har bytts ut eller lagts till. Texten på sidorna är densamma."]
    if len(found) > _MOST:
        found = [*found[:_MOST], f"Och {len(found) - _MOST} ändringar till."]
    return tuple(found)


def _words(before: bytes, after: bytes) -> list[str]:
    """What a reader of the pages would see differ."""
    from docgen.pdf.compare.reader_differences import differences

    with tempfile.TemporaryDirectory(prefix='docgen-verify-') as folder:
        old, new = Path(folder) / 'before.pdf', Path(folder) / 'after.pdf'
        old.write_bytes(before)
        new.write_bytes(after)
        try:
            found = differences(old, new)
        except (JudgementError, RuntimeError, OSError, ValueError):
            return ["Sidorna går inte att jämföra: filen är skadad."]
    return [f'{each[:1].upper()}{each[1:]}.' for each in found if not each.startswith("antal sidor")]
