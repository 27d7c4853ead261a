"""Whether the day that a person signed by pen is the day that is printed at their line; the paper would show both."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, Severity
from docgen.swedish import iso_date, long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.model.wording import SignatureBlockWording
    from docgen.records.events import PenSignature

_YEAR = re.compile(r'\b[0-9]{4}\b')


def other_days(fixed: Path, signatories: Sequence[PenSignature], wording: SignatureBlockWording) -> tuple[Finding, ...]:
    """Give a warning, `scan-date-differs`, for each who signed another day than the one printed in their block.

    Args:
        fixed: the fixed file, which says place and date of each signatory as a screen reader hears them.
        signatories: those who signed the paper.
        wording: what the blocks say.
    """
    spoken = _spoken(fixed)
    found = []
    for each in signatories:
        where = _printed(spoken, each.name, wording)
        day = datetime.date.fromisoformat(each.date)
        if _YEAR.search(where) and not any(f' {_flat(one)}' in f' {where}' for one in (long_date(day), iso_date(day))):
            found.append(_other_day(fixed, each, where))
    return tuple(found)


def _spoken(fixed: Path) -> list[str]:
    from docgen.pdf.inspect.screen_reader import read_aloud

    return [_flat(each.text) for each in read_aloud(fixed)]


def _printed(spoken: Sequence[str], name: str, wording: SignatureBlockWording) -> str:
    """Where and when, as it is printed in a person's block; '' where nothing is."""
    from docgen.pdf.write.signature_block import is_of, read_place_and_date

    block = next((place for place, text in enumerate(spoken) if is_of(text, name, wording)), len(spoken))
    told = (read_place_and_date(text, wording) for text in spoken[block + 1 :])
    return next((each for each in told if each is not None), '')


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
