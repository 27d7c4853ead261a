"""What a follow-up's texts say of when and where all was done, against its events, counts and targets.

"Alla i januari" beside an event in March, or of something that was to be done every month; "alla i Östervåla" beside an
event in Åmot; "den 22 november" where the events name other days; "den fjärde gjordes i december" of three.
Warnings all. Days and parts are held only where events account for all that was counted: else a day more is
no contradiction.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from docgen.checks.event_words import (
    about_it,
    days_of,
    event_place_elsewhere,
    later_than_counted,
    parts_told,
    told_of_all,
)
from docgen.checks.finding_words import target_in_words
from docgen.checks.target_numbers import names_unit
from docgen.errors import Finding, Severity
from docgen.model import Comparator, Per, Precision, Status

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from docgen.errors import Place
    from docgen.model import Commitment, Event, FollowUp, Outcome, Target
    from docgen.workspace import Workspace

_EACH = (Per.DAY, Per.WEEK, Per.MONTH)


class _Told(NamedTuple):
    """What a text says, and what the data say instead."""

    words: str
    instead: str


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where a text's days, months, places and order of what was done are not those of the events."""
    for key, follow_up in workspace.follow_ups.items():
        promise = workspace.promises.get(follow_up.promise)
        if promise is None:
            continue
        commitments = {each.id: each for each in promise.commitments}
        for index, outcome in enumerate(follow_up.outcomes):
            commitment = commitments.get(outcome.commitment)
            if commitment is None or outcome.party is not None:
                continue
            place = workspace.place('follow_up', key, 'outcomes', index, 'comment')
            whole = follow_up.period == promise.period
            for told in _told(outcome.comment, commitment, outcome, follow_up, whole=whole):
                yield _finding(told, place)
            for name in ('introduction', 'summary', 'conclusions'):
                if _is_alone(commitment, promise.commitments):
                    text = getattr(follow_up, name) or ''
                    for told in _told(text, commitment, outcome, follow_up, whole=whole):
                        yield _finding(told, workspace.place('follow_up', key, name))
            for position, event in enumerate(outcome.events):
                elsewhere = event_place_elsewhere(event, _places(commitment, outcome))
                if elsewhere is not None:
                    where = workspace.place('follow_up', key, 'outcomes', index, 'events', position, 'text')
                    yield _finding(_Told(event.text, f"händelsens plats är {event.place}"), where, of="Händelsens text")


def _is_alone(commitment: Commitment, commitments: tuple[Commitment, ...]) -> bool:
    """Whether no other commitment counts the same, so that a text without more may be of this one."""
    units = [each.unit for each in commitment.targets if each.unit]
    others = [target for each in commitments if each.id != commitment.id for target in each.targets]
    return bool(units) and not any(names_unit(unit, other) for unit in units for other in others if other.unit)


def _told(text: str, commitment: Commitment, outcome: Outcome, follow_up: FollowUp, *, whole: bool) -> Iterator[_Told]:
    for position, target in enumerate(commitment.targets, start=1):
        if not target.unit:
            continue
        yield from _all_then(text, target, outcome, follow_up)
        yield from _all_there(text, target, position, commitment, outcome)
        total = _exact(outcome, position)
        if total is None:
            continue
        events = [each for each in outcome.events if len(commitment.targets) == 1 or names_unit(each.text, target)]
        if sum(_times(each) for each in events) == total:
            yield from _parts(text, target, events, _places(commitment, outcome))
            yield from _days(text, target, events)
        if whole:
            for words in later_than_counted(text, target, total):
                yield _Told(words, f"utfallet är {int(total)}")


def _all_then(text: str, target: Target, outcome: Outcome, follow_up: FollowUp) -> Iterator[_Told]:
    """All that was done in some months."""
    for found in told_of_all(text, ()):
        if not found.months or not about_it(text, found, target):
            continue
        other = next((each.date for each in outcome.events if each.date and each.date.month not in found.months), None)
        asked = target.per in _EACH and not target.average and target.comparator is Comparator.AT_LEAST
        if other is not None:
            yield _Told(found.words, f"en händelse är daterad {other}")
        elif asked and outcome.status is Status.DONE and outcome.assessed_by is None:
            period = follow_up.period
            if period.end is not None and _months(period.start, period.end) - set(found.months):
                yield _Told(found.words, f"löftet är genomfört och måttalet {target_in_words(target)}")


def _months(first: datetime.date, last: datetime.date) -> set[int]:
    """The months of the year that a time touches."""
    span = 12 * (last.year - first.year) + last.month - first.month + 1
    return {(first.month - 1 + each) % 12 + 1 for each in range(min(span, 12))}


def _all_there(text: str, target: Target, position: int, commitment: Commitment, outcome: Outcome) -> Iterator[_Told]:
    """All that was done at one place."""
    for found in told_of_all(text, _places(commitment, outcome)):
        if found.place is None or not about_it(text, found, target):
            continue
        claimed = found.place.casefold()
        other = next(
            (each.place for each in outcome.events if each.place and not _same_place(each.place, claimed)), None
        )
        if other is not None:
            yield _Told(found.words, f"en händelse är i {other}")
            continue
        for number, condition in enumerate(target.sub_conditions, start=1):
            counted = sum(
                each.number or 0
                for each in outcome.counts
                if each.target == position and each.sub_condition == number and each.unit is None
            )
            named = re.fullmatch(r'i\s+(?P<place>.+)', condition.text)
            if named and not _same_place(named['place'], claimed) and counted > 0:
                yield _Told(found.words, f"utfallet {condition.text} är {int(counted)}")


def _parts(text: str, target: Target, events: list[Event], places: tuple[str, ...]) -> Iterator[_Told]:
    """How many were done at a place or in a month, of events that tell all of them."""
    for part in parts_told(text, target, places):
        if part.place is not None:
            claimed = part.place.casefold()
            known = all(each.place for each in events)
            real = sum(_times(each) for each in events if each.place and _same_place(each.place, claimed))
        else:
            known = all(each.date for each in events)
            real = sum(_times(each) for each in events if each.date and each.date.month in part.months)
        if known and part.number != real:
            yield _Told(part.words, f"händelserna där är {real}" if part.place else f"händelserna då är {real}")


def _days(text: str, target: Target, events: list[Event]) -> Iterator[_Told]:
    """Days that are told of what was done, of events that all have a day."""
    if not events or any(each.date is None for each in events):
        return
    known = [each.date for each in events if each.date is not None]
    for words, day, month, year in days_of(text, target):
        if not any((each.day, each.month) == (day, month) and year in (None, each.year) for each in known):
            listed = ', '.join(str(each) for each in known[:6])
            yield _Told(words, f"händelserna är daterade {listed}")


def _exact(outcome: Outcome, position: int) -> Fraction | None:
    own = [each for each in outcome.counts if each.target == position and each.sub_condition is None]
    if not own or any(each.number is None or each.precision is not Precision.EXACT for each in own):
        return None
    return sum((Fraction(each.number) for each in own if each.number is not None), Fraction(0))


def _times(event: Event) -> int:
    return event.count or 1


def _places(commitment: Commitment, outcome: Outcome) -> tuple[str, ...]:
    """The places that the data know, so that any other name may be something else than a place."""
    return tuple(dict.fromkeys((*commitment.places, *(each.place for each in outcome.events if each.place))))


def _same_place(place: str, claimed: str) -> bool:
    """Whether one place may be a part of the other, "Åmot centrum" of "Åmot"."""
    other = place.casefold()
    return other in claimed or claimed in other


def _finding(told: _Told, place: Place, of: str = "Texten") -> Finding:
    return Finding(
        id='comment-events',
        what=f"{of} säger ”{' '.join(told.words.split())}”, men {told.instead}.",
        why="Läsaren ser händelserna och talen bredvid.",
        do="Rätta texten, eller händelserna och talen.",
        place=place,
        severity=Severity.WARNING,
    )
