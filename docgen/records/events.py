"""What happens to a period's documents: one class for each kind of event, read from and written to its record.json.

The events are an append-only list. Each holds the SHA-256 of the one before it, so that a list with an event removed or
changed shows it. `docgen.records.history` says what the events add up to.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIXED_FOLDER = 'fixed'
SIGNED_FOLDER = 'signed'
PUBLIC_FOLDER = 'public'
KEPT_FOLDERS = (FIXED_FOLDER, SIGNED_FOLDER, PUBLIC_FOLDER)
"""What no build makes, and nothing removes; the files in them are write-protected."""
_ENVELOPE = {'document': str, 'version': int, 'file': str, 'sha256': str, 'number': int, 'at': str, 'software': str}
_ENVELOPE |= {'previous': str}


class EventKind(StrEnum):
    """The kinds of events, as record.json names them."""

    FIXED = 'fixed'
    SEALED = 'sealed'
    SIGNED = 'signed'
    RECEIVED = 'received'
    SCANNED = 'scanned'
    REFRESHED = 'refreshed'
    VERIFIED = 'verified'
    PUBLISHED = 'published'
    PACKAGED = 'packaged'


class _Facts(BaseModel):
    """What record.json holds as an object. What an older docgen did not write has a default; a stranger is kept."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    def plain(self) -> dict[str, Any]:
        """Give the facts as they stand in record.json."""
        return self.model_dump(mode='json', by_alias=True)


class SignatorySlot(_Facts):
    """Where and as whom one person signs a fixed version."""

    field: str = ''
    """The name of the PDF's signature field."""
    role: str
    """The signatory's role in the data: kommunen, polisen, kommunen-2."""
    party: str = ''
    name: str = ''
    title: str = ''
    page: int = 0
    """From 1."""
    rectangle: tuple[int | float, int | float, int | float, int | float] = (0, 0, 0, 0)
    """Left, bottom, right, top in points from the page's lower left corner."""
    closes: bool = False
    """The last to sign: the signature closes the document to all but timestamps."""


class Fixed(_Facts):
    """The document's bytes were frozen under `fixed/`, with signature fields: a version was made."""

    kind: ClassVar = EventKind.FIXED
    document_kind: str = Field('', alias='kind')
    title: str = ''
    pages: int = 0
    base_sha256: str = ''
    """Of the built document that was frozen."""
    inputs: str = ''
    """What it was built from, as `DocumentRecord.inputs`."""
    code_fingerprint: str = Field('', alias='machinery')
    """The part of `inputs` that is docgen's own code and libraries."""
    engine: str = ''
    templates: dict[str, str] = {}
    words: dict[str, str] = {}
    slots: tuple[SignatorySlot, ...] = ()
    """In signing order."""
    differs: tuple[str, ...] = ()
    """From the version before, place by place, in Swedish."""


class _SignatureFacts(_Facts):
    """What is written down of a signature that was made here."""

    field: str = ''
    name: str = ''
    signer: str = ''
    """Whom the certificate names."""
    issuer: str = ''
    serial: str = ''
    level: str = ''
    """The PAdES level: B-B, B-T, B-LT, B-LTA."""
    time: str = ''
    """ISO 8601."""
    timestamped_by: str = ''
    accepted_untrusted: bool = Field(default=False, exclude_if=lambda accepted: not accepted)
    """The certificate's issuer was not among those that the workspace trusts, and that was accepted."""


class Sealed(_SignatureFacts):
    """The organisation's invisible certifying seal was set."""

    kind: ClassVar = EventKind.SEALED
    role: None = None
    """The seal is no signatory's."""


class Signed(_SignatureFacts):
    """A signatory signed it here."""

    kind: ClassVar = EventKind.SIGNED
    role: str


class ReceivedSignature(_Facts):
    """One of the signatures in a file that came from a portal; fields as those of `Signed`."""

    role: str
    field: str = ''
    name: str = ''
    signer: str = ''
    issuer: str = ''
    serial: str = ''
    time: str = ''
    level: str = ''
    timestamped_by: str = ''
    verdict: str = ''


class Received(_Facts):
    """A signed file came back from a portal."""

    kind: ClassVar = EventKind.RECEIVED
    signatures: tuple[ReceivedSignature, ...] = ()
    """All that the file has, those made before among them."""
    rewritten: bool = False
    """The portal had written the file anew, or added other things than signatures."""
    compared: tuple[str, ...] = ()
    """What a rewritten file was compared by, in Swedish."""
    additions: tuple[str, ...] = ()
    verdict: str = ''


class PenSignature(_Facts):
    """A signature by pen, as a person told of it."""

    role: str
    name: str = ''
    date: str = ''


class OriginalFile(_Facts):
    """A file of a scan as it came."""

    file: str
    """Path in the period's folder."""
    sha256: str = ''
    name: str = ''
    """What it was called."""


class Scanned(_Facts):
    """A scan of the copy signed by pen was stored."""

    kind: ClassVar = EventKind.SCANNED
    signatories: tuple[PenSignature, ...] = ()
    signed_on: str = ''
    """The latest day."""
    original: str = ''
    original_sha256: str = ''
    originals: tuple[OriginalFile, ...] = ()
    pages: int = 0
    expected_pages: int = 0
    code_read: bool = False
    code_page: int | None = None
    """Where the document's code was read, from 1."""
    pictures_kept: bool = True
    """Whether the pictures are the very ones that came; else they were drawn anew."""


class Refreshed(_Facts):
    """A document timestamp was added so that the signatures stay provable."""

    kind: ClassVar = EventKind.REFRESHED
    field: str = ''
    time: str = ''
    timestamped_by: str = ''


class SignatureOutcome(_Facts):
    """What came of one signature when it was verified."""

    field: str = ''
    verdict: str = ''


class Verified(_Facts):
    """The signatures were verified, and the report was kept."""

    kind: ClassVar = EventKind.VERIFIED
    verdict: str = ''
    report: str = ''
    verified_sha256: str = ''
    signatures: tuple[SignatureOutcome, ...] = ()


class PublishedOriginal(_Facts):
    """The file that a public copy is a copy of."""

    file: str = ''
    sha256: str = ''


class PublishedSignature(_Facts):
    """What a public copy says in place of a signature."""

    role: str = ''
    name: str = ''
    text: str = ''


class Published(_Facts):
    """The public copy was made."""

    kind: ClassVar = EventKind.PUBLISHED
    title: str = ''
    bytes: int = 0
    pages: int = 0
    published_on: str = ''
    original: PublishedOriginal = PublishedOriginal()
    signatures: tuple[PublishedSignature, ...] = ()
    unsigned: tuple[str, ...] = ()
    """The roles of those who had not signed."""
    verdict: str = ''


class Packaged(_Facts):
    """It went along in a package for the archive."""

    kind: ClassVar = EventKind.PACKAGED
    package: str = ''
    """Its name."""
    package_sha256: str = ''
    profile: str = ''


Details: TypeAlias = Fixed | Sealed | Signed | Received | Scanned | Refreshed | Verified | Published | Packaged
_CLASSES: tuple[type[Details], ...] = (
    Fixed,
    Sealed,
    Signed,
    Received,
    Scanned,
    Refreshed,
    Verified,
    Published,
    Packaged,
)
CLASS_OF = {each.kind: each for each in _CLASSES}
"""What the details of each kind are read as."""


@dataclass(frozen=True)
class NewEvent:
    """An event that is yet to be written down."""

    document: str
    """File name of the built PDF: medborgarlofte-strangnas-2021.pdf."""
    version: int
    file: str
    """The file that the event gave, by its path in the period's folder: fixed/medborgarlofte-strangnas-2021-v1.pdf."""
    sha256: str
    details: Details

    @property
    def kind(self) -> EventKind:
        """Which kind the details are of."""
        return self.details.kind


@dataclass(frozen=True)
class Event(NewEvent):
    """Something that happened. Times are UTC in ISO 8601."""

    number: int
    """From 1 in the period's list."""
    at: str
    software: str
    previous: str
    """SHA-256 of the event before as `digest` gives it; empty for the first."""
    plain: Mapping[str, Any]
    """The event as it stands in record.json: what its digest is of, and what is written again."""

    def digest(self) -> str:
        """SHA-256 over the event as canonical JSON: sorted keys, no spaces, UTF-8."""
        content = json.dumps(self.plain, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
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
            event = _event(each)
        except (TypeError, KeyError, AttributeError, ValidationError) as error:
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
    """Give the events with the new ones last, numbered, dated by the clock and chained.

    Args:
        events: those that are written down.
        new: those that follow.
        software: name and version of what writes them down.
    """
    result = list(events)
    for each in new:
        plain = {
            'kind': each.kind.value,
            'document': each.document,
            'version': each.version,
            'file': each.file,
            'sha256': each.sha256,
            'details': each.details.plain(),
            'number': len(result) + 1,
            'at': datetime.datetime.now(datetime.UTC).isoformat(timespec='seconds'),
            'software': software,
            'previous': result[-1].digest() if result else '',
        }
        result.append(_event(plain))
    return tuple(result)


def before_packaging(events: Sequence[Event]) -> tuple[Event, ...]:
    """Give the events without the last ones that only tell of packages: what a package of them holds.

    A package cannot hold its own checksum, and the same documents are to give the same package again.
    """
    last = next((each.number for each in reversed(events) if each.kind is not EventKind.PACKAGED), 0)
    return tuple(events[:last])


def _event(plain: Mapping[str, Any]) -> Event:
    envelope = {key: value for key, value in plain.items() if key not in ('kind', 'details')}
    if envelope.keys() != _ENVELOPE.keys():
        raise KeyError(', '.join(sorted(envelope.keys() ^ _ENVELOPE.keys())))
    for key, kind in _ENVELOPE.items():
        if not isinstance(envelope[key], kind):
            raise TypeError(f'{key} is no {kind.__name__}')
    details = CLASS_OF[EventKind(plain['kind'])].model_validate(plain['details'])
    return Event(**envelope, details=details, plain=plain)
