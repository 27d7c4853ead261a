"""What a person says of a paper: who signed it by pen, and when. docgen cannot read handwriting."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from docgen.errors import Finding, RefusedError, UsageError
from docgen.records.events import PenSignature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.records.history import VersionHistory

_EXAMPLE = '2021-03-11'


def checked_signatories(
    signed_by: Mapping[str, datetime.date | None], date: datetime.date | None, history: VersionHistory
) -> tuple[PenSignature, ...]:
    """Check what is said of who signed when; role, name and date of each, in signing order.

    Args:
        signed_by: roles, each with its date if another than `date`.
        date: the day of those without one of their own.
        history: the version that was signed.

    Raises:
        UsageError: `role-unknown`, `scan-date-future`, `scan-date-missing`, `scan-nobody`.
        RefusedError: `scan-signed-electronically`.
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
    electronic = [slot.role for slot in history.electronic_slots]
    found = []
    for role, slot in slots.items():
        if role not in signed_by:
            continue
        day = signed_by[role] or date
        if role in electronic:
            raise RefusedError(_electronic(slot.name))
        if day is None:
            raise UsageError(_no_date(slot.name, role))
        if day > datetime.datetime.now().astimezone().date():
            raise UsageError(_future(slot.name, day))
        found.append(PenSignature(role=role, name=slot.name, date=day.isoformat()))
    if not found:
        example = ' '.join(f'--signed-by {role}={_EXAMPLE}' for role in slots)
        raise UsageError(
            Finding(
                'scan-nobody',
                "Det framgår inte vems underskrifter pappret har.",
                "docgen kan inte läsa handstil; den som tar emot pappret svarar för uppgiften.",
                f"Ange --signed-by ROLL=DATUM för var och en, till exempel {example}.",
            )
        )
    return tuple(found)


def _electronic(name: str) -> Finding:
    return Finding(
        'scan-signed-electronically',
        f"{name} har redan skrivit under elektroniskt.",
        "En underskrift för hand kan inte ersätta den elektroniska, som gäller.",
        "Ange med --signed-by bara dem som har skrivit under på pappret i stället.",
    )


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
