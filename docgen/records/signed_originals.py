"""Who has signed which original of a version: the file, electronically, or a paper, by pen."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from docgen.records.event_details import PenSignature, Received, Scanned, Signed
from docgen.swedish.clock import here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.records.event_details import ReceivedSignature
    from docgen.records.events import Event


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


@dataclass
class SignedOriginal:
    """One thing that people have signed: the file, or a paper."""

    scan: Event | None = None
    """The event of a paper's latest scan; None for the file."""
    signings: dict[str, Signing] = field(default_factory=dict)

    def note(self, signing: Signing) -> None:
        """Add a signature; what is last said of one counts: a portal's file tells anew of those it already had."""
        before = self.signings.get(signing.role)
        level = signing.level or (before.level if before else '')
        place = signing.place or (before.place if before else '')
        self.signings[signing.role] = replace(signing, level=level, place=place)


def signed_originals(events: Sequence[Event]) -> list[SignedOriginal]:
    """Give what has been signed: the file first, then each paper; the same scan sent in again is the same paper."""
    file = SignedOriginal()
    papers: dict[tuple[str, ...], SignedOriginal] = {}
    for event in events:
        details = event.details
        if isinstance(details, Scanned):
            sums = tuple(each.sha256 for each in details.originals) or (details.original_sha256,)
            paper = papers.pop(sums, None) or SignedOriginal()
            papers[sums] = paper
            paper.scan = event
            for pen in details.signatories:
                paper.note(_by_pen(pen, details))
        elif isinstance(details, Signed):
            file.note(_electronic(details, event))
        elif isinstance(details, Received):
            for each in details.signatures:
                file.note(_electronic(each, event))
    return [file, *papers.values()]


def _electronic(signature: Signed | ReceivedSignature, event: Event) -> Signing:
    return Signing(
        signature.role, by_pen=False, at=signature.time or event.at, level=signature.level, place=signature.place
    )


def _by_pen(signature: PenSignature, scanned: Scanned) -> Signing:
    return Signing(signature.role, by_pen=True, at=signature.date or scanned.signed_on, place=signature.place)
