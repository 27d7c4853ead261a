"""Whether the day that a person signed by pen is the day that is printed at their line; the paper would show both."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, Severity
from docgen.swedish import iso_date, long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docgen.records.events import PenSignature

_WHO = "Underskrift för "
_WHERE = "Ort och datum: "
_YEAR = re.compile(r'\b[0-9]{4}\b')


def other_days(fixed: Path, signatories: Sequence[PenSignature]) -> tuple[Finding, ...]:
    """Give a warning, `scan-date-differs`, for each who signed another day than the one printed in their block.

    Args:
        fixed: the fixed file, which says place and date of each signatory as a screen reader hears them.
        signatories: those who signed the paper.
    """
    printed = dict(_printed(fixed))
    found = []
    for each in signatories:
        where = next((text for who, text in printed.items() if f", {each.name}" in who), '')
        day = datetime.date.fromisoformat(each.date)
        if _YEAR.search(where) and not any(f' {_flat(one)}' in f' {where}' for one in (long_date(day), iso_date(day))):
            found.append(_other_day(fixed, each, where))
    return tuple(found)


def _printed(fixed: Path) -> Iterator[tuple[str, str]]:
    """Who and, as it is printed, where and when."""
    from docgen.pdf.inspect.screen_reader import read_aloud

    who = ''
    for each in read_aloud(fixed):
        text = _flat(each.text)
        if text.startswith(_WHO):
            who = text
        elif who and text.startswith(_WHERE):
            yield who, text.removeprefix(_WHERE)
            who = ''


def _flat(text: str) -> str:
    return ' '.join(text.split())


def _other_day(fixed: Path, signatory: PenSignature, printed: str) -> Finding:
    return Finding(
        'scan-date-differs',
        f"{signatory.name} sägs ha skrivit under {signatory.date}, men på underskriftssidan står ”{printed}”.",
        "Den som läser pappret ser en annan dag än den som antecknas och som den publika filen anger.",
        "Kontrollera dagen. Är den fel: kör samma kommando igen med rätt DATUM. Är den rätt behöver inget göras.",
        Place(fixed),
        Severity.WARNING,
    )
