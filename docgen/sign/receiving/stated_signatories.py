"""What a person says of a paper: who signed it by pen, on which day. docgen cannot read handwriting.

The day is held against the one that the paper has in print at the signatory's line, since a reader would see both.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, Severity, UsageError
from docgen.records.event_details import PenSignature
from docgen.swedish import iso_date, long_date
from docgen.swedish.clock import here

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from docgen.model.wording import SignatureBlockWording
    from docgen.records.version_history import VersionHistory

_EXAMPLE = '2021-03-11'
_YEAR = re.compile(r'\b[0-9]{4}\b')


def checked_signatories(
    signed_by: Mapping[str, datetime.date | None], date: datetime.date | None, history: VersionHistory, place: str = ''
) -> tuple[PenSignature, ...]:
    """Check what is said of who signed when; role, name and date of each, in signing order.

    Args:
        signed_by: roles, each with its date if another than `date`.
        date: the day of those without one of their own.
        history: the version that was signed.
        place: where all of them signed; '' says nothing of it.

    Raises:
        UsageError: `role-unknown`, `scan-date-future`, `scan-date-missing`, `scan-nobody`.
    """
    slots = {slot.role: slot for slot in history.slots}
    for role in signed_by:
        if role not in slots:
            raise UsageError(
                Finding(
                    'role-unknown',
                    f"Ingen med rollen ”{role}” ska skriva under {history.document}.",
                    "Rollen är den som står under signatories i data.",
                    f"De roller som finns är {', '.join(slots)}.",
                )
            )
    flat = ' '.join(place.split())
    found = []
    for role, slot in slots.items():
        if role not in signed_by:
            continue
        day = signed_by[role] or date
        if day is None:
            raise UsageError(_no_date(slot.name, role))
        if day > datetime.datetime.now(here()).date():
            raise UsageError(_future(slot.name, day))
        found.append(PenSignature(role=role, name=slot.name, date=day.isoformat(), place=flat))
    if not found:
        example = date.isoformat() if date else _EXAMPLE
        each_own = ' '.join(f'--signed-by {role}={example}' for role in slots)
        same_day = ' '.join(f'--signed-by {role}' for role in slots)
        tell = (
            f"Ange också vilka, till exempel {same_day} --date {example}."
            if date
            else f"Ange --signed-by ROLL=DATUM för var och en, till exempel {each_own}. Skrev alla under samma dag: "
            f"{same_day} --date {example}."
        )
        raise UsageError(
            Finding(
                'scan-nobody',
                "Det framgår inte vems underskrifter pappret har.",
                "docgen kan inte läsa handstil; den som tar emot pappret svarar för uppgiften.",
                tell,
            )
        )
    return tuple(found)


def _no_date(name: str, role: str) -> Finding:
    return Finding(
        'scan-date-missing',
        f"Det framgår inte när {name} skrev under.",
        "Dagen står på pappret och antecknas i record.json.",
        f"Ange den som --signed-by {role}={_EXAMPLE}, eller för alla med --date {_EXAMPLE}.",
    )


def _future(name: str, date: datetime.date) -> Finding:
    return Finding(
        'scan-date-future',
        f"{name} sägs ha skrivit under {date.isoformat()}, men den dagen har inte kommit.",
        "Dagen är den som står vid underskriften på pappret.",
        "Rätta datumet.",
    )


def date_warnings(
    fixed: Path, signatories: Sequence[PenSignature], wording: SignatureBlockWording
) -> tuple[Finding, ...]:
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
