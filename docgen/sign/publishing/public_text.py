"""What a public copy says in place of each signature, and of the original that it is a copy of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.records.event_details import EventKind
from docgen.swedish import long_date

if TYPE_CHECKING:
    from docgen.model.wording import PublicCopyWording
    from docgen.pdf.write.public_copy import SignatureNote
    from docgen.records.events import Event
    from docgen.records.signed_originals import Signing
    from docgen.records.version_history import VersionHistory


def signature_notes(history: VersionHistory, wording: PublicCopyWording) -> list[SignatureNote]:
    """Give what stands on each signature line of the copy. Names are those of the data, never of a certificate."""
    from docgen.pdf.write.public_copy import SignatureNote

    signed = history.signings
    notes = []
    for slot in history.slots:
        lines, shorter = _lines(slot.name, signed.get(slot.role), _in_print(history, slot.role), wording)
        notes.append(SignatureNote(slot.field, slot.page, slot.rectangle, lines, shorter))
    return notes


def original(history: VersionHistory) -> Event:
    """Give the event of the original that counts: the scanned paper, or the signed file, else the fixed."""
    if history.scan is not None:
        return history.scan
    return history.current if history.electronic_slots else history.fixed


def original_note(history: VersionHistory, wording: PublicCopyWording) -> str:
    """Say what the copy is a copy of, with its SHA-256."""
    event = original(history)
    kinds = {EventKind.SCANNED: wording.original_scanned, EventKind.FIXED: wording.original_fixed}
    return wording.original.format(what=kinds.get(event.kind, wording.original_signed), sha256=event.sha256)


def _in_print(history: VersionHistory, role: str) -> str:
    """Give the place and day in print at a signature that was made in another place or another day; '' if none was."""
    day, place = history.other_day(role), history.other_place(role)
    date = long_date(day) if day else ''
    return f"{place} den {date}" if place and date else place or date


def _lines(
    name: str, signing: Signing | None, printed: str, wording: PublicCopyWording
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if signing is None:
        return (wording.not_signed,), (wording.not_signed,)
    other = (wording.other_in_document.format(printed=printed),) if printed else ()
    day = signing.day.isoformat() if signing.day else ''
    when = ' '.join(filter(None, (signing.place, day)))
    if signing.by_pen:
        line = wording.signed_by_pen_on.format(day=when) if when else wording.signed_by_pen
        return (line, *other), (' '.join((line, *other)),)
    who = f'{name}, {when}' if signing.place else f'{name} {when}'
    whole = (wording.signed_electronically, who, *other)
    return whole, (' '.join((wording.signed_electronically_on.format(day=when), *other)),)
