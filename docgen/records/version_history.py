"""What the events of a document's version add up to: its file, who has signed when and how, who is missing, its state.

Every command that asks who has signed asks here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from docgen.records.event_details import EventKind, Fixed, Packaged, Published
from docgen.records.signed_originals import signed_originals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.records.event_details import SignatorySlot
    from docgen.records.events import Event
    from docgen.records.record import PeriodRecord
    from docgen.records.signed_originals import SignedOriginal, Signing

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
    """All signatories have signed one original: the file electronically, or one paper by pen."""
    PUBLISHED = 'published'
    """The public copy of its latest version is made."""

    @property
    def all_have_signed(self) -> bool:
        """Whether everyone who is to sign has: only then is a public copy of a version made that has signatories."""
        return self in (State.SIGNED, State.PUBLISHED)


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

        Only one original counts, the one with most signatures: the file or a paper. A signature on another original
        does not make it whole. Where two have as many the file counts before a paper, and the paper that came last.
        """
        if self.known is not None:
            return self.known
        return self._counted.signings

    @property
    def signings_elsewhere(self) -> dict[str, Signing]:
        """How those have signed, by role, whose signature is on another original only than the one that counts."""
        counted = self.signings
        return {
            role: each
            for one in signed_originals(self.events)
            for role, each in one.signings.items()
            if role not in counted
        }

    @property
    def mixed(self) -> bool:
        """Whether some have signed the file and others a paper, and no original has all signatures."""
        ways = {each.by_pen for each in (*self.signings.values(), *self.signings_elsewhere.values())}
        return len(ways) > 1 and bool(self.missing_slots)

    def signed_in(self, *, pen: bool) -> frozenset[str]:
        """Give the roles of those who have signed by pen, or electronically, on whatever original."""
        originals = signed_originals(self.events)
        return frozenset(each.role for one in originals for each in one.signings.values() if each.by_pen == pen)

    @property
    def scan(self) -> Event | None:
        """The event of the scanned paper that counts; None where the file counts, or nobody has signed."""
        return self._counted.scan

    @property
    def _counted(self) -> SignedOriginal:
        return max(reversed(signed_originals(self.events)), key=lambda each: (len(each.signings), each.scan is None))

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
        """The places of those who have signed the file electronically, in signing order, whichever original counts."""
        done = self.signed_in(pen=False)
        return [slot for slot in self.slots if slot.role in done]

    @property
    def pen_slots(self) -> list[SignatorySlot]:
        """The places of those who have signed a paper by pen, in signing order, whichever original counts."""
        done = self.signed_in(pen=True)
        return [slot for slot in self.slots if slot.role in done]

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
        if self.missing_slots:
            return State.PARTLY_SIGNED if self.signings else State.FIXED
        published = self.latest(EventKind.PUBLISHED)
        if published and isinstance(published.details, Published) and not published.details.unsigned:
            return State.PUBLISHED
        return State.SIGNED if self.slots else State.FIXED


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


def replaced_versions(events: Sequence[Event]) -> frozenset[tuple[str, int]]:
    """Give every version, by document and number, that a later one is in force instead of.

    A version that all have signed holds until all have signed a later one, whether that is published yet or not. One
    that not all have signed never held: any later version takes its place.
    """
    found = set()
    for document in dict.fromkeys(event.document for event in events):
        history = versions(events, document)
        for number, each in enumerate(history):
            later = history[number + 1 :]
            held = each.state.all_have_signed
            if any(one.state.all_have_signed for one in later) if held else later:
                found.add((document, each.version))
    return frozenset(found)


def version_name(document: str, version: int) -> str:
    """Give the file name of a document's version: medborgarlofte-strangnas-2021-v1.pdf."""
    return f'{document.removesuffix(".pdf")}-v{version}.pdf'
