"""What the events of a document's version add up to: its file, who has signed when and how, who is missing, its state.

Every command that asks who has signed asks here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from docgen.records.event_details import EventKind, Fixed, Packaged, PenSignature, Published, Received, Scanned, Signed
from docgen.swedish.clock import here

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.records.event_details import ReceivedSignature, SignatorySlot
    from docgen.records.events import Event
    from docgen.records.record import PeriodRecord

_CHANGING = (EventKind.FIXED, EventKind.SEALED, EventKind.SIGNED, EventKind.RECEIVED, EventKind.REFRESHED)
_ELECTRONIC = _CHANGING[1:]


class State(StrEnum):
    """How far a document has come."""

    DRAFT = 'draft'
    """It can be built again at any time; nothing is frozen."""
    FIXED = 'fixed'
    """Its bytes are frozen; nobody has signed."""
    PARTLY_SIGNED = 'partly_signed'
    """Some but not all signatories have signed."""
    SIGNED = 'signed'
    """All signatories have signed, electronically or by pen."""
    PUBLISHED = 'published'
    """The public copy of its latest version is made."""

    @property
    def all_have_signed(self) -> bool:
        """Whether everyone who is to sign has: only then is a public copy of a version made that has signatories."""
        return self in (State.SIGNED, State.PUBLISHED)


@dataclass(frozen=True)
class Signing:
    """How and when one signatory signed."""

    role: str
    by_pen: bool
    at: str
    """A point of time, or by pen a day, in ISO 8601; empty where nobody has told when a paper was signed."""
    level: str = ''
    """PAdES level of an electronic signature; empty where it is not known."""
    place: str = ''
    """Where it was made, if anybody said."""

    @property
    def day(self) -> datetime.date | None:
        """The day in Sweden."""
        if not self.at:
            return None
        moment = datetime.datetime.fromisoformat(self.at)
        return moment.date() if self.by_pen else moment.astimezone(here()).date()


@dataclass(frozen=True)
class VersionHistory:
    """What has happened to one version of one document, in order; the first event fixed it."""

    document: str
    version: int
    events: tuple[Event, ...]
    known: dict[str, Signing] | None = None
    """How each has signed, where that is not to be read from the events: to ask what a signature would come to."""

    @property
    def fixed(self) -> Event:
        """The event that made the version."""
        return self.events[0]

    @property
    def fixed_from(self) -> Fixed:
        """What the version was made of; nothing at all if its first event is of another kind."""
        details = self.fixed.details
        return details if isinstance(details, Fixed) else Fixed()

    @property
    def slots(self) -> tuple[SignatorySlot, ...]:
        """The signatories' places as they were fixed, in signing order."""
        return self.fixed_from.slots

    @property
    def names(self) -> dict[str, str]:
        """The signatories' names by role, in signing order."""
        return {slot.role: slot.name for slot in self.slots}

    def latest(self, *kinds: EventKind) -> Event | None:
        """Give the last event of some kinds."""
        return next((each for each in reversed(self.events) if each.kind in kinds), None)

    @property
    def current(self) -> Event:
        """The event that gave the file as it now is for signing: fixed, or the latest that changed it."""
        return self.latest(*_CHANGING) or self.fixed

    @property
    def signings(self) -> dict[str, Signing]:
        """How each has signed, by role, in the order that they first did; who has not signed is not there.

        An electronic signature counts before one by pen, and what was last said of a signature before what was said
        earlier: a portal's file tells anew of the signatures that it already had.
        """
        if self.known is not None:
            return self.known
        found: dict[str, Signing] = {}
        for each in _signings(self.events):
            before = found.get(each.role)
            if before is None or before.by_pen or not each.by_pen:
                level = each.level or (before.level if before else '')
                place = each.place or (before.place if before else '')
                found[each.role] = Signing(each.role, each.by_pen, each.at, level, place)
        return found

    def other_day(self, role: str) -> datetime.date | None:
        """Give the day that the document has in print for a signature, if that is another than the signature's own.

        Where a signatory's line has no day in print, the document's own day counts: nobody signs after it, and who
        signs last does so on that day.
        """
        signing = self.signings.get(role)
        if signing is None or (day := signing.day) is None:
            return None
        printed = next((slot.date for slot in self.slots if slot.role == role), None)
        if printed:
            expected = datetime.date.fromisoformat(printed)
            return expected if expected != day else None
        if not self.fixed_from.signed_on:
            return None
        whole = datetime.date.fromisoformat(self.fixed_from.signed_on)
        days = [each.day for each in self.signings.values() if each.day]
        too_early = not self.missing_slots and day == max(days) < whole
        return whole if day > whole or too_early else None

    def other_place(self, role: str) -> str:
        """Give the place that the document has in print for a signature, if it was made in another; '' if not."""
        signing = self.signings.get(role)
        printed = next((slot.place for slot in self.slots if slot.role == role), None)
        if signing is None or not signing.place or not printed:
            return ''
        return printed if printed.casefold() != signing.place.casefold() else ''

    @property
    def signed_roles(self) -> list[str]:
        """Roles of those who have signed, electronically or by pen, in the order that they did."""
        return list(self.signings)

    @property
    def electronic_slots(self) -> list[SignatorySlot]:
        """The places of those who have signed electronically, in signing order."""
        done = self.signings
        return [slot for slot in self.slots if slot.role in done and not done[slot.role].by_pen]

    @property
    def pen_slots(self) -> list[SignatorySlot]:
        """The places of those who have signed by pen, in signing order."""
        done = self.signings
        return [slot for slot in self.slots if slot.role in done and done[slot.role].by_pen]

    @property
    def missing_slots(self) -> list[SignatorySlot]:
        """The places of those who have not signed yet, in signing order."""
        done = self.signings
        return [slot for slot in self.slots if slot.role not in done]

    @property
    def missing_roles(self) -> list[str]:
        """Roles of those who have not signed yet, in signing order."""
        return [slot.role for slot in self.missing_slots]

    @property
    def missing_names(self) -> tuple[str, ...]:
        """Names of those who have not signed yet, in signing order."""
        return tuple(slot.name for slot in self.missing_slots)

    @property
    def sealed(self) -> bool:
        """Whether the organisation has set its seal."""
        return self.latest(EventKind.SEALED) is not None

    @property
    def holds_electronic_signatures(self) -> bool:
        """Whether its file holds a signature, seal or timestamp."""
        return self.latest(*_ELECTRONIC) is not None

    @property
    def bears_signatures(self) -> bool:
        """Whether someone has signed it, or the organisation has set its seal."""
        return bool(self.signings) or self.sealed

    @property
    def packagings(self) -> list[Packaged]:
        """The packages for the archive that hold it as it now is, the last first."""
        found = []
        for each in reversed(self.events):
            if not isinstance(each.details, Packaged):
                break
            found.append(each.details)
        return found

    @property
    def packaged(self) -> bool:
        """Whether a package for the archive holds it as it now is."""
        return bool(self.packagings)

    @property
    def state(self) -> State:
        """How far the version has come."""
        published = self.latest(EventKind.PUBLISHED)
        if published and isinstance(published.details, Published) and not published.details.unsigned:
            return State.PUBLISHED
        if self.slots and not self.missing_slots:
            return State.SIGNED
        return State.PARTLY_SIGNED if self.signings else State.FIXED


def versions(events: Sequence[Event], document: str) -> list[VersionHistory]:
    """Give the versions of a document, oldest first; none as long as it is a draft."""
    numbers = sorted({each.version for each in events if each.document == document})
    return [
        VersionHistory(
            document, number, tuple(each for each in events if each.document == document and each.version == number)
        )
        for number in numbers
    ]


def version_of(events: Sequence[Event], history: VersionHistory) -> VersionHistory:
    """Give a version anew when events have followed."""
    return next(each for each in versions(events, history.document) if each.version == history.version)


def all_versions(record: PeriodRecord) -> Iterator[VersionHistory]:
    """Give every version of every fixed document, in the order that the documents were fixed."""
    for document in dict.fromkeys(event.document for event in record.events):
        yield from versions(record.events, document)


def latest_versions(record: PeriodRecord) -> list[VersionHistory]:
    """Give the latest version of every document that is fixed, in the order that the period lists them."""
    named = [*(each.file for each in record.documents), *(each.document for each in record.events)]
    found = (versions(record.events, document) for document in dict.fromkeys(named))
    return [each[-1] for each in found if each]


def version_name(document: str, version: int) -> str:
    """Give the file name of a document's version: medborgarlofte-strangnas-2021-v1.pdf."""
    return f'{document.removesuffix(".pdf")}-v{version}.pdf'


def _signings(events: Sequence[Event]) -> Iterator[Signing]:
    """Every signature that the events tell of, in order; the same may be told of again."""
    for event in events:
        details = event.details
        if isinstance(details, Signed):
            yield _electronic(details, event)
        elif isinstance(details, Received):
            yield from (_electronic(each, event) for each in details.signatures)
        elif isinstance(details, Scanned):
            yield from (_by_pen(each, details) for each in details.signatories)


def _electronic(signature: Signed | ReceivedSignature, event: Event) -> Signing:
    return Signing(
        signature.role, by_pen=False, at=signature.time or event.at, level=signature.level, place=signature.place
    )


def _by_pen(signature: PenSignature, scanned: Scanned) -> Signing:
    return Signing(signature.role, by_pen=True, at=signature.date or scanned.signed_on, place=signature.place)
