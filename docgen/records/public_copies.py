"""Which public copies there are: what web pages link to once a document is published."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.records.record import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from docgen.records.event_details import Published
    from docgen.records.events import Event
    from docgen.records.record import PeriodRecord


@dataclass(frozen=True)
class ShownSignature:
    """A signature as the public is told of it: names are those of the data, never of a certificate."""

    role: str
    name: str
    party: str
    by_pen: bool
    day: datetime.date | None
    """The day in Sweden; None where nobody has told when a paper was signed."""
    day_in_document: datetime.date | None = None
    """The day that the document has in print for it, where that is another."""


@dataclass(frozen=True)
class PublicCopy:
    """The copy of a document that everyone may see, as it was last published."""

    period: str
    document: str
    """File name of the built PDF, and of the copy."""
    file: str
    """Path in the period's folder: public/medborgarlofte-strangnas-2021.pdf."""
    title: str
    bytes: int
    sha256: str
    published_on: datetime.date
    signatures: tuple[ShownSignature, ...] = ()
    """Who has signed the version that it is a copy of, in signing order."""
    missing: tuple[str, ...] = ()
    """Names of those who have not, or whose signature another original has."""


def public_copies(output: Path, periods: Iterable[str]) -> dict[str, PublicCopy]:
    """Give the public copies of some periods by the document's file name.

    Args:
        output: the folder that holds the finished periods' folders.
        periods: which of them; one without a record has none.
    """
    records = (read_record(output / period) for period in periods)
    return {each.document: each for record in records if record for each in copies_of(record)}


def copies_of(record: PeriodRecord) -> Iterator[PublicCopy]:
    """Give the public copies of one period, the latest of each document."""
    if not record.events:
        return
    from docgen.records.event_details import Published

    found = {}
    for event in record.events:
        if isinstance(event.details, Published):
            found[event.document] = _copy(record, event, event.details)
    yield from found.values()


def _copy(record: PeriodRecord, event: Event, details: Published) -> PublicCopy:
    from docgen.records.version_history import versions

    history = next(each for each in versions(record.events, event.document) if each.version == event.version)
    signed = history.signings
    signatures = tuple(
        ShownSignature(
            slot.role,
            slot.name,
            slot.party,
            signed[slot.role].by_pen,
            signed[slot.role].day,
            history.other_day(slot.role),
        )
        for slot in history.slots
        if slot.role in signed and slot.role not in details.unsigned
    )
    return PublicCopy(
        record.period,
        event.document,
        event.file,
        details.title,
        details.bytes,
        event.sha256,
        datetime.date.fromisoformat(details.published_on),
        signatures,
        tuple(slot.name for slot in history.slots if slot.role in details.unsigned or slot.role not in signed),
    )


def linked_copies(record_periods: Iterable[str], copies: Mapping[str, PublicCopy]) -> dict[str, str]:
    """Give the SHA-256 of the copies that a web page can lead to, by document: a page is as old as these.

    Args:
        record_periods: the periods whose documents the page links to.
        copies: all there are.
    """
    periods = set(record_periods)
    return {name: each.sha256 for name, each in sorted(copies.items()) if each.period in periods}


def outdated_pages(output: Path) -> list[str]:
    """Give the periods whose web pages were made before the public copies that they should link to."""
    records = [record for folder in sorted(output.iterdir()) if (record := read_record(folder))]
    copies = {each.document: each for record in records for each in copies_of(record)}
    return [record.period for record in records if record.published != linked_copies(record.linked_periods, copies)]
