"""What was changed in a file after it was signed: which page or object differs between two of its revisions."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import JudgementError
from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.compare.difference_sentences import sentences

if TYPE_CHECKING:
    from docgen.pdf.compare.difference import Difference

_MOST = 25
"""Sentences; what is more is told by its number."""
_DRAWING, _PICTURE, _LARGEST = 15_000_000, 60_000_000, 400_000_000
"""Bytes: a scanned page in colour fits; what draws lines for as long would take gigabytes to compare."""


def changes(before: bytes, after: bytes) -> tuple[str, ...]:
    """Tell in Swedish what differs between a revision and what became of it, one sentence each.

    Args:
        before: the signed revision: the file's bytes up to where the signature's end.
        after: the whole file.
    """
    from docgen.pdf.compare.object_changes import object_changes
    from docgen.pdf.structure.pdf_file import unpacks_within

    if not unpacks_within(after, drawing=_DRAWING, picture=_PICTURE, all_together=_LARGEST):
        return ("Filens inre är orimligt stort eller skadat, så det går inte att säga vad som har ändrats.",)
    try:
        seen = _seen(before, after)
    except (JudgementError, RuntimeError, OSError, ValueError):
        return (*sentences(object_changes(before, after)), "Sidorna går inte att jämföra: filen är skadad.")
    objects = object_changes(before, after)
    # That a page has other content says more than that it looks different.
    told = {each.page for each in objects}
    seen = [each for each in seen if not (each.kind is Kind.LOOKS and each.page in told)]
    found = [*sentences(objects), *(f'{each[:1].upper()}{each[1:]}.' for each in sentences(seen))]
    if not found:
        found = ["Objekt i filen har bytts ut eller lagts till. Texten på sidorna är densamma."]
    if len(found) > _MOST:
        found = [*found[:_MOST], f"Och {len(found) - _MOST} ändringar till."]
    return tuple(found)


def _seen(before: bytes, after: bytes) -> list[Difference]:
    """What a reader of the pages would see differ; how many pages there are is told of the objects."""
    from docgen.pdf.compare.reader_differences import differences

    with tempfile.TemporaryDirectory(prefix='docgen-verify-') as folder:
        old, new = Path(folder) / 'before.pdf', Path(folder) / 'after.pdf'
        old.write_bytes(before)
        new.write_bytes(after)
        return [each for each in differences(old, new) if each.kind is not Kind.PAGE_COUNT]
