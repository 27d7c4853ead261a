"""The events in a period's record.json: an append-only list, read, added to and written.

Each event holds the SHA-256 of the one before it, so that a list with an event removed or changed shows it. What the
kinds of events say stands in `event_details`; what the events add up to, in `version_history`.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docgen.records.event_details import Details, EventKind

_ENVELOPE = {'document': str, 'version': int, 'file': str, 'sha256': str, 'number': int, 'at': str, 'software': str}
_ENVELOPE |= {'previous': str}


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
        except (TypeError, KeyError, AttributeError, ValueError) as error:
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
    from docgen.records.event_details import EventKind

    last = next((each.number for each in reversed(events) if each.kind is not EventKind.PACKAGED), 0)
    return tuple(events[:last])


def _event(plain: Mapping[str, Any]) -> Event:
    envelope = {key: value for key, value in plain.items() if key not in ('kind', 'details')}
    if envelope.keys() != _ENVELOPE.keys():
        raise KeyError(', '.join(sorted(envelope.keys() ^ _ENVELOPE.keys())))
    for key, kind in _ENVELOPE.items():
        if not isinstance(envelope[key], kind):
            raise TypeError(f'{key} is no {kind.__name__}')
    # Here, for the classes need pydantic, and a build with nothing to do reads records without events.
    from docgen.records.event_details import CLASS_OF, EventKind

    details = CLASS_OF[EventKind(plain['kind'])].model_validate(plain['details'])
    return Event(**envelope, details=details, plain=plain)
