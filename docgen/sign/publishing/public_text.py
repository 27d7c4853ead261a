"""What a public copy says in place of each signature, and of the original that it is a copy of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from docgen.records.events import EventKind

if TYPE_CHECKING:
    from docgen.pdf.write.public_copy import SignatureNote
    from docgen.records.events import Event, VersionHistory

NOT_SIGNED = "Ej undertecknad"
_ORIGINALS = {
    EventKind.SCANNED: "Undertecknat på papper, inskannat",
    EventKind.FIXED: "Fastställd version",
}


@dataclass(frozen=True)
class Signing:
    """How and when one signatory signed."""

    role: str
    by_pen: bool
    day: datetime.date | None
    """In Swedish time; None where nobody has told when a paper was signed."""


def signings(history: VersionHistory) -> dict[str, Signing]:
    """Give by role how each has signed a version; who has not signed is not there."""
    found: dict[str, Signing] = {}
    for event in history.events:
        if event.kind is EventKind.SIGNED:
            found[event.details['role']] = _electronic(event.details)
        elif event.kind is EventKind.RECEIVED:
            found |= {each['role']: _electronic(each) for each in event.details['signatures']}
        elif event.kind is EventKind.SCANNED:
            found |= {each['role']: _by_pen(each, event.details) for each in event.details['signatories']}
    return found


def signature_notes(history: VersionHistory) -> list[SignatureNote]:
    """Give what stands on each signature line of the copy. Names are those of the data, never of a certificate."""
    from docgen.pdf.write.public_copy import SignatureNote

    signed = signings(history)
    notes = []
    for slot in history.slots:
        left, bottom, right, top = slot['rectangle']
        lines, shorter = _lines(str(slot['name']), signed.get(slot['role']))
        notes.append(SignatureNote(slot['field'], int(slot['page']), (left, bottom, right, top), lines, shorter))
    return notes


def original(history: VersionHistory) -> Event:
    """Give the event of the file that the copy is a copy of: signed, else scanned, else fixed."""
    if any(not each.by_pen for each in signings(history).values()):
        return history.current
    return history.latest(EventKind.SCANNED) or history.fixed


def original_note(history: VersionHistory) -> str:
    """Say what the copy is a copy of, with its SHA-256."""
    event = original(history)
    what = _ORIGINALS.get(event.kind, "Undertecknat original")
    return f"{what}: SHA-256 {event.sha256}"


def _electronic(details: Any) -> Signing:
    return Signing(details['role'], by_pen=False, day=_swedish_day(details['time']))


def _by_pen(signatory: Any, details: Any) -> Signing:
    day = signatory.get('date') or details.get('signed_on')
    return Signing(signatory['role'], by_pen=True, day=datetime.date.fromisoformat(day) if day else None)


def _swedish_day(time: str) -> datetime.date:
    moment = datetime.datetime.fromisoformat(time)
    try:
        return moment.astimezone(ZoneInfo('Europe/Stockholm')).date()
    except ZoneInfoNotFoundError:
        return moment.date()  # a system without time zones


def _lines(name: str, signing: Signing | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if signing is None:
        return (NOT_SIGNED,), (NOT_SIGNED,)
    day = signing.day.isoformat() if signing.day else ''
    if signing.by_pen:
        line = f"Undertecknad för hand {day}".rstrip()
        return (line,), (line,)
    return ("Undertecknad elektroniskt av", f'{name} {day}'), (f"Undertecknad elektroniskt {day}",)
