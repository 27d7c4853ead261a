"""What a public copy says in place of each signature, and of the original that it is a copy of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.records.events import EventKind

if TYPE_CHECKING:
    from docgen.pdf.write.public_copy import SignatureNote
    from docgen.records.events import Event
    from docgen.records.history import Signing, VersionHistory

NOT_SIGNED = "Ej undertecknad"
_ORIGINALS = {
    EventKind.SCANNED: "Undertecknat på papper, inskannat",
    EventKind.FIXED: "Fastställd version",
}


def signature_notes(history: VersionHistory) -> list[SignatureNote]:
    """Give what stands on each signature line of the copy. Names are those of the data, never of a certificate."""
    from docgen.pdf.write.public_copy import SignatureNote

    signed = history.signings
    notes = []
    for slot in history.slots:
        lines, shorter = _lines(slot.name, signed.get(slot.role))
        notes.append(SignatureNote(slot.field, slot.page, slot.rectangle, lines, shorter))
    return notes


def original(history: VersionHistory) -> Event:
    """Give the event of the file that the copy is a copy of: signed, else scanned, else fixed."""
    if history.electronic_slots:
        return history.current
    return history.latest(EventKind.SCANNED) or history.fixed


def original_note(history: VersionHistory) -> str:
    """Say what the copy is a copy of, with its SHA-256."""
    event = original(history)
    what = _ORIGINALS.get(event.kind, "Undertecknat original")
    return f"{what}: SHA-256 {event.sha256}"


def _lines(name: str, signing: Signing | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if signing is None:
        return (NOT_SIGNED,), (NOT_SIGNED,)
    day = signing.day.isoformat() if signing.day else ''
    if signing.by_pen:
        line = f"Undertecknad för hand {day}".rstrip()
        return (line,), (line,)
    return ("Undertecknad elektroniskt av", f'{name} {day}'), (f"Undertecknad elektroniskt {day}",)
