"""What has happened to a period's documents: an append-only list of events in its record.json, and the states it gives.

Every event holds the SHA-256 of the one before it, so that a list with an event removed or changed shows it.
Files of a fixed version lie in `fixed/`, of a signed one in `signed/`, write-protected; nothing here ever removes one.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIXED_FOLDER = 'fixed'
SIGNED_FOLDER = 'signed'
PUBLIC_FOLDER = 'public'
KEPT_FOLDERS = (FIXED_FOLDER, SIGNED_FOLDER, PUBLIC_FOLDER)
"""What no build makes, and nothing removes."""


class EventKind(StrEnum):
    """What can happen to a document."""

    FIXED = 'fixed'
    """Its bytes were frozen under `fixed/`, with signature fields; details: base_sha256, inputs, slots, differs,
    machinery (the hash of the code and libraries that were part of inputs)."""
    SEALED = 'sealed'
    """The organisation's invisible certifying seal was set; details: signer, issuer, serial, level."""
    SIGNED = 'signed'
    """A signatory signed it here; details: role, field, name, signer, issuer, serial, level, time."""
    RECEIVED = 'received'
    """A signed file came back from a portal; details: signatures (as for SIGNED), rewritten."""
    SCANNED = 'scanned'
    """A scan of the copy signed by pen was stored; details: signatories, signed_on, original, original_sha256."""
    REFRESHED = 'refreshed'
    """A document timestamp was added so that the signatures stay provable."""
    VERIFIED = 'verified'
    """The signatures were verified; details: verdict, report."""
    PUBLISHED = 'published'
    """The public copy was made; details: bytes, pages, title, published_on, original, signatures, unsigned (the roles
    of those who had not signed), verdict."""
    PACKAGED = 'packaged'
    """It went along in a package for the archive; details: package (its name), package_sha256, profile."""


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


@dataclass(frozen=True)
class NewEvent:
    """An event that is yet to be written down; see EventKind for the details of each kind."""

    kind: EventKind
    document: str
    """File name of the built PDF: medborgarlofte-strangnas-2021.pdf."""
    version: int
    file: str
    """The file that the event gave, by its path in the period's folder: fixed/medborgarlofte-strangnas-2021-v1.pdf."""
    sha256: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Event(NewEvent):
    """Something that happened. Times are UTC in ISO 8601."""

    number: int = 0
    """From 1 in the period's list."""
    at: str = ''
    software: str = ''
    previous: str = ''
    """SHA-256 of the event before as `digest` gives it; empty for the first."""

    def digest(self) -> str:
        """SHA-256 over the event as canonical JSON: sorted keys, no spaces, UTF-8."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(',', ':'))
        return hashlib.sha256(content.encode()).hexdigest()


def read_events(plain: Iterable[Mapping[str, Any]], last: str) -> tuple[Event, ...]:
    """Read events from a record's JSON.

    Args:
        plain: the events.
        last: what `last_digest` gave when they were written, so that the last one cannot be removed or changed either.

    Raises:
        ValueError: an event is of an unknown kind or lacks a part, or the chain of digests is broken.
    """
    events: list[Event] = []
    for each in plain:
        try:
            event = Event(**{**each, 'kind': EventKind(each['kind'])})
        except (TypeError, KeyError) as error:
            raise ValueError(f'event {len(events) + 1}: {error}') from error
        expected = events[-1].digest() if events else ''
        if event.number != len(events) + 1 or event.previous != expected:
            raise ValueError(f'event {event.number} does not follow the one before it')
        events.append(event)
    if last_digest(events) != last:
        raise ValueError('the last event is not the one that was written')
    return tuple(events)


def last_digest(events: Sequence[Event]) -> str:
    """Give the SHA-256 of the last event, which no event after it holds; empty without events."""
    return events[-1].digest() if events else ''


def appended(events: Sequence[Event], new: Iterable[NewEvent], software: str) -> tuple[Event, ...]:
    """Give the events with the new ones last, numbered, dated by the clock and chained."""
    result = list(events)
    for each in new:
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec='seconds')
        previous = result[-1].digest() if result else ''
        # The details pass through JSON so that the digest is that of what will be read back.
        content = {**asdict(each), 'details': json.loads(json.dumps(dict(each.details), ensure_ascii=False))}
        result.append(Event(**content, number=len(result) + 1, at=at, software=software, previous=previous))
    return tuple(result)


def before_packaging(events: Sequence[Event]) -> tuple[Event, ...]:
    """Give the events without the last ones that only tell of packages: what a package of them holds.

    A package cannot hold its own checksum, and the same documents are to give the same package again.
    """
    last = next((each.number for each in reversed(events) if each.kind is not EventKind.PACKAGED), 0)
    return tuple(events[:last])


@dataclass(frozen=True)
class VersionHistory:
    """What has happened to one version of one document, in order; the first event fixed it."""

    document: str
    version: int
    events: tuple[Event, ...]

    @property
    def fixed(self) -> Event:
        """The event that made the version."""
        return self.events[0]

    @property
    def slots(self) -> list[dict[str, Any]]:
        """The signatories' places as they were fixed, in signing order; see `SignatureSlot`."""
        return list(self.fixed.details.get('slots', ()))

    def latest(self, *kinds: EventKind) -> Event | None:
        """Give the last event of some kinds."""
        return next((each for each in reversed(self.events) if each.kind in kinds), None)

    @property
    def current(self) -> Event:
        """The event that gave the file as it now is for signing: fixed, or the latest that changed it."""
        kinds = EventKind.FIXED, EventKind.SEALED, EventKind.SIGNED, EventKind.RECEIVED, EventKind.REFRESHED
        return self.latest(*kinds) or self.fixed

    @property
    def signed_roles(self) -> list[str]:
        """Roles of those who have signed, electronically or by pen, in the order that they did."""
        roles: list[str] = []
        for event in self.events:
            if event.kind is EventKind.SIGNED:
                roles.append(event.details['role'])
            elif event.kind is EventKind.RECEIVED:
                roles += [each['role'] for each in event.details['signatures']]
            elif event.kind is EventKind.SCANNED:
                roles += [each['role'] for each in event.details['signatories']]
        return list(dict.fromkeys(roles))

    @property
    def bears_signatures(self) -> bool:
        """Whether someone has signed it, or the organisation has set its seal."""
        return bool(self.signed_roles) or self.latest(EventKind.SEALED) is not None

    @property
    def missing_roles(self) -> list[str]:
        """Roles of those who have not signed yet, in signing order."""
        done = self.signed_roles
        return [slot['role'] for slot in self.slots if slot['role'] not in done]

    @property
    def packaged(self) -> bool:
        """Whether a package for the archive holds it as it now is."""
        return self.events[-1].kind is EventKind.PACKAGED

    @property
    def state(self) -> State:
        """How far the version has come."""
        published = self.latest(EventKind.PUBLISHED)
        if published and not published.details.get('unsigned'):
            return State.PUBLISHED
        if self.slots and not self.missing_roles:
            return State.SIGNED
        return State.PARTLY_SIGNED if self.signed_roles else State.FIXED


def versions(events: Sequence[Event], document: str) -> list[VersionHistory]:
    """Give the versions of a document, oldest first; none as long as it is a draft."""
    numbers = sorted({each.version for each in events if each.document == document})
    return [
        VersionHistory(
            document, number, tuple(each for each in events if each.document == document and each.version == number)
        )
        for number in numbers
    ]


def version_name(document: str, version: int) -> str:
    """Give the file name of a document's version: medborgarlofte-strangnas-2021-v1.pdf."""
    return f'{document.removesuffix(".pdf")}-v{version}.pdf'
