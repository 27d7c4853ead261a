"""The deliveries of a period: a package's identity, whether it adds to or replaces the one before, what is in force."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from docgen.model.settings import ArchiveProfile
from docgen.records.event_details import EventKind, Packaged
from docgen.records.version_history import replaced_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.records.events import Event
    from docgen.records.record import PeriodRecord

_NAMESPACE = uuid.UUID('3c1f6d0a-7c55-5a8e-9d3e-0b6f2c9e4a11')
_RENEWING = frozenset((EventKind.REFRESHED,))


class RecordStatus(StrEnum):
    """What a delivery is to the one before it (METS RECORDSTATUS, E-ARK SIP 2.1.0, SIP3)."""

    NEW = 'NEW'
    """The first of its period."""
    SUPPLEMENT = 'SUPPLEMENT'
    """The same versions, with more: signatures, public copies, documents that were not there."""
    VERSION = 'VERSION'
    """The same versions in newer files: timestamps set anew."""
    REPLACEMENT = 'REPLACEMENT'
    """A document has a newer version, which is in force instead of the one delivered before."""


@dataclass(frozen=True)
class DeliveryPlace:
    """A package's place among the deliveries of its period."""

    number: int
    """From 1."""
    status: RecordStatus
    object_id: str
    """OBJID: unique, and the same whenever the package is made."""
    previous: Packaged | None
    """The delivery before, in the same profile where there was one."""

    @property
    def previous_id(self) -> str:
        """What the package before is known by: its OBJID, or its name where docgen did not note that yet."""
        return (self.previous.object_id or self.previous.package) if self.previous else ''

    def name(self, case: str) -> str:
        """Give the package's name: the case's, and which delivery it is from the second on."""
        return case if self.number == 1 else f'{case}-leverans-{self.number}'


def delivery_place(record: PeriodRecord, case: str, profile: ArchiveProfile) -> DeliveryPlace:
    """Find a package's place among the deliveries of its period.

    Args:
        record: the period's record as the package holds it: without packagings last.
        case: the name of the case: strangnas-2021.
        profile: the package's profile.
    """
    deliveries = _deliveries(record.events)
    previous = None
    status = RecordStatus.NEW
    if deliveries:
        at, packages = deliveries[-1]
        previous = next((each for each in packages if each.profile == profile.value), packages[-1])
        status = _status(record.events[:at], record.events[at:])
    # A bag holds the very package that fgs-2.0 gives.
    structure = ArchiveProfile.FGS_2_0 if profile is ArchiveProfile.BAGIT else profile
    base = [case, structure.value, record.events[-1].digest() if record.events else '']
    own = uuid.uuid5(_NAMESPACE, ' '.join([*base, *(each.sha256 for each in record.documents)]))
    prefix = 'UUID:' if profile is ArchiveProfile.FGS_1_2 else 'urn:uuid:'
    return DeliveryPlace(len(deliveries) + 1, status, f'{prefix}{own}', previous)


def superseded_versions(record: PeriodRecord) -> frozenset[tuple[str, int]]:
    """Give every version, by document and number, that a later one is in force instead of, as `docgen status` does."""
    return replaced_versions(record.events)


def _deliveries(events: Sequence[Event]) -> list[tuple[int, list[Packaged]]]:
    """Each run of packagings with nothing else between: where it ends, and its packages."""
    found: list[tuple[int, list[Packaged]]] = []
    for at, event in enumerate(events):
        if not isinstance(event.details, Packaged):
            continue
        if found and found[-1][0] == at:
            found[-1] = (at + 1, [*found[-1][1], event.details])
        else:
            found.append((at + 1, [event.details]))
    return found


def _status(before: Sequence[Event], since: Sequence[Event]) -> RecordStatus:
    known = {each.document for each in before if each.kind is EventKind.FIXED}
    if any(each.kind is EventKind.FIXED and each.document in known for each in since):
        return RecordStatus.REPLACEMENT
    kinds = {each.kind for each in since} - {EventKind.PACKAGED, EventKind.VERIFIED}
    return RecordStatus.VERSION if kinds and kinds <= _RENEWING else RecordStatus.SUPPLEMENT
