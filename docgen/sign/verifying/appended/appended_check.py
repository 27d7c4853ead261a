"""Everything that was appended after the first signature: what each update brought, and what may not be there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

from docgen.sign.verifying.appended.appended_bytes import read_updates
from docgen.sign.verifying.appended.fault_kinds import Fault, FaultKind
from docgen.sign.verifying.appended.field_words import signed_by_persons
from docgen.sign.verifying.appended.object_rules import judge_step
from docgen.sign.verifying.appended.pdf_syntax import SyntaxFault, skip_blank
from docgen.sign.verifying.appended.revision import Revision
from docgen.sign.verifying.appended.signed_part import ContradictoryError, SignedPart

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from docgen.sign.verifying.appended.revision import Box, SignedGap, Step


_SEEN_FROM_THE_END = 1000
"""Bytes: readers look for `startxref` in the last 1,024 or so, and where it is not there, search for objects."""


@dataclass(frozen=True)
class Account:
    """What lies after the first signed part."""

    start: int
    """Where the first signed part ends."""
    steps: tuple[Step, ...] = ()
    """What each update changed, in order; without those that could not be read."""
    faults: tuple[Fault, ...] = ()
    """All faults, each with the byte where what brought it begins."""
    untold: str = ''
    """Why the first signed part cannot be read here, so that nothing can be said of what follows: `contradictory` if
    its two tables lead to different objects, `unreadable` otherwise; '' if it can."""
    grown: bool = False
    """Whether anything but white space follows the first signed part."""

    before_header: int = 0
    """How many bytes lie before the header, if the file counts its bytes from there: the steps' places do too."""

    def after(self, end: int) -> list[Fault]:
        """Give the faults of what follows a signature whose bytes end here."""
        return [each for each in self.faults if each.at >= end]

    def steps_after(self, end: int) -> list[Step]:
        """Give the updates that follow a signature whose bytes end here."""
        return [each for each in self.steps if each.update.start + self.before_header >= end]

    @property
    def shown(self) -> Mapping[int, Sequence[Box]]:
        """By page from 1, the widgets of persons who signed after the first signed part."""
        found: dict[int, list[Box]] = {}
        for step in self.steps:
            for signed in step.signed:
                for page, box in signed.widgets:
                    found.setdefault(page, []).append(box)
        return found


def account_for(data: bytes, ends: Sequence[int], gaps: Collection[SignedGap | None] | None = None) -> Account:
    """Account for every byte and every object after the first signed part.

    Args:
        data: the file.
        ends: where what each signature covers ends.
        gaps: what each signature of the file says to cover, be it true or not; None if that was not looked for.
    """
    found = _account(data, ends, gaps)
    head = data.find(b'%PDF-')
    if head > 0 and (found.faults or found.untold):
        # Where something lies before the header, some programs count bytes from it (annex H.3, note 13).
        counted = _account(data[head:], [each - head for each in ends], gaps, head)
        if not counted.faults and not counted.untold:
            return replace(counted, start=counted.start + head, before_header=head)
    return found


def _account(
    data: bytes, ends: Sequence[int], gaps: Collection[SignedGap | None] | None, before_header: int = 0
) -> Account:
    starts = sorted({each for each in ends if 0 < each <= len(data)})
    if not starts:
        return Account(0)
    first = starts[0]
    if len(data) - data.rfind(b'startxref') > _SEEN_FROM_THE_END and not _is_same_by_search(data[:first]):
        return Account(first, faults=(Fault(FaultKind.BYTES, max(starts)),), grown=True)
    if skip_blank(data, first) == len(data):
        return Account(first, untold=_contradictory(data[:first]))
    steps: list[Step] = []
    faults: list[Fault] = []
    while starts:
        start = starts[0]
        try:
            signed = SignedPart(data[:start])
        except ContradictoryError:
            return Account(first, tuple(steps), tuple(faults), 'contradictory', grown=True)
        except (SyntaxFault, RecursionError):
            return Account(first, tuple(steps), tuple(faults), 'unreadable', grown=True)
        updates, fault = read_updates(data, signed)
        revision = Revision(signed, {}, signed.trailer)
        persons = signed_by_persons(reduce(Revision.followed_by, updates, revision))
        for update in updates:
            following = revision.followed_by(update)
            step = judge_step(revision, following, update, persons)
            _require_own_signatures(step, steps, gaps, before_header)
            steps.append(step)
            faults += step.faults
            revision = following
        if fault is None:
            break
        faults.append(fault)
        # Whoever signed later signed this too: for them the account begins anew.
        starts = [each for each in starts if each > max(fault.at, start)]
    return Account(first, tuple(steps), tuple(faults), grown=True)


def _require_own_signatures(
    step: Step, before: Sequence[Step], gaps: Collection[SignedGap | None] | None, before_header: int
) -> None:
    """Require that what is signed in a step is signed by a signature of its own, which covers the step.

    A copy of an older signature's dictionary holds as a signature, but nobody signed with it what its field shows.
    """
    older = {signed.gap for each in before for signed in each.signed if signed.gap is not None}
    for signed in step.signed:
        gap = signed.gap
        if gap is not None and (gap in older or gap[2] - before_header <= step.update.start):
            step.fault(FaultKind.SIGNATURE_REUSED, signed.name)
            signed.widgets.clear()
        elif gap is None or (gaps is not None and gap not in gaps):
            step.fault(FaultKind.SIGNATURE_MISSING, signed.name)
            signed.widgets.clear()
        older |= {gap} if gap is not None else set()


def _is_same_by_search(data: bytes) -> bool:
    try:
        return SignedPart(data).is_same_by_search()
    except (SyntaxFault, ContradictoryError, RecursionError):
        return False


def _contradictory(data: bytes) -> str:
    """Whether a file that only its tables can be read by leads to two documents."""
    if b'/XRefStm' not in data:
        return ''
    try:
        SignedPart(data)
    except ContradictoryError:
        return 'contradictory'
    except (SyntaxFault, RecursionError):
        return ''
    return ''
