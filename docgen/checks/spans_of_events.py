"""Whether what was done is spread as a target for each week, month or year asks, as far as events tell.

"Minst en tillsyn varje månad" is not kept by twelve in December. The number for the whole time cannot tell that; the
events with a day can. Held are calendar months and years and the weeks from Monday to Sunday that lie wholly within
the follow-up's time.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING

from docgen.checks.target_numbers import names_unit
from docgen.checks.targets import is_share, reasonable
from docgen.model import Comparator, Per, Precision, Scope
from docgen.swedish import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.model import Outcome, Period, Target

_WEEK = 7
_MOST_SPANS = 800


def spans_unmet(position: int, target: Target, outcome: Outcome, period: Period, *, alone: bool) -> list[str]:
    """Name the spans that do not reach a target's number, where all that was counted cannot fill them.

    Args:
        position: the target's number, from 1.
        target: a number for each week, month or year.
        outcome: its exact counts, and its events with days.
        period: the days that were followed up.
        alone: whether it is the commitment's only target, so that an event may be of it without naming its unit.

    Returns:
        "mars", "vecka 12", "2021"; nothing where events tell too little to say, or the target asks for a mean.
    """
    least = target.comparator in (Comparator.AT_LEAST, Comparator.EXACTLY)
    if not least or target.average or target.per in (Per.PERIOD, Per.DAY) or is_share(target.unit):
        return []
    if target.number is None or not reasonable(target.number) or target.scope is Scope.PER_PLACE or period.end is None:
        return []
    counts = [each for each in outcome.counts if each.target == position and each.sub_condition is None]
    if not counts or any(each.number is None or each.precision is not Precision.EXACT for each in counts):
        return []
    total = sum(each.number for each in counts if each.number is not None and reasonable(each.number))
    told = Counter[str]()
    for event in outcome.events:
        if event.date is not None and (alone or names_unit(event.text, target)):
            told[_span_of(event.date, target.per)] += event.count or 1
    if not told:
        return []
    short = {name: target.number - told[key] for key, name in _whole_spans(period.start, period.end, target.per)}
    unmet = {name: left for name, left in short.items() if left > 0}
    return list(unmet) if sum(unmet.values()) > total - told.total() else []


def _whole_spans(start: datetime.date, end: datetime.date, per: Per) -> Iterator[tuple[str, str]]:
    """Give each span that lies wholly between two days, as a key and in words."""
    several_years = start.year != end.year
    day, given = start, 0
    while day <= end and given < _MOST_SPANS:
        last = _last_of(day, per)
        first = day if per is not Per.WEEK else day - datetime.timedelta(day.weekday())
        whole = day == first and (per is Per.WEEK or day.day == 1) and (per is not Per.YEAR or day.month == 1)
        if whole and last <= end:
            given += 1
            year = f" {day.year}" if several_years else ''
            words = {Per.MONTH: f"{MONTHS[day.month - 1]}{year}", Per.WEEK: f"vecka {day.isocalendar().week}{year}"}
            yield _span_of(day, per), words.get(per, str(day.year))
        day = last + datetime.timedelta(1)


def _last_of(day: datetime.date, per: Per) -> datetime.date:
    if per is Per.WEEK:
        return day + datetime.timedelta(_WEEK - 1 - day.weekday())
    if per is Per.YEAR:
        return datetime.date(day.year, 12, 31)
    following = datetime.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - datetime.timedelta(1)


def _span_of(day: datetime.date, per: Per) -> str:
    if per is Per.WEEK:
        return '{}-{}'.format(*day.isocalendar()[:2])
    return str(day.year) if per is Per.YEAR else f'{day.year}-{day.month}'
