"""Whether counts reach a target, as far as numbers tell, over the days that a period has (rule 2 of docs/rules.md)."""

from __future__ import annotations

import calendar
import math
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from docgen.checks.targets import NUMERIC, is_share, reasonable
from docgen.model import Comparator, Per, Precision, Scope

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from docgen.model import Count, Period, SubCondition, Target

# From the most to the least certain: a sum is as uncertain as its most uncertain part.
_CERTAINTY = (Precision.EXACT, Precision.AT_LEAST, Precision.MORE_THAN, Precision.ABOUT, Precision.UNKNOWN)


class Reached(StrEnum):
    """What the numbers say about a target."""

    MET = 'met'
    """The counts reach the target."""
    EXCEEDED = 'exceeded'
    """More was done than the exact number that was promised: kept, and told as more."""
    MISSED = 'missed'
    """The counts contradict the target."""
    OPEN = 'open'
    """The numbers do not decide: about, unknown, no count, a target without number, or too short a time. A person must
    say."""


def reached(target: Target, counts: Sequence[Count], period: Period, promised: Period) -> Reached:
    """Hold the counts of one target against it, and those of its sub-conditions against these.

    A number per day, week, month or year counts over the actual days of the period. Without `average`, a part of a
    span at the period's end asks for no more than the whole spans do: one a week in a 365-day year is 52, not 52.14.
    What is shorter than one span decides nothing but that too much was done.

    Args:
        target: the measure.
        counts: those of the outcome's counts that are about this target.
        period: the days that were followed up.
        promised: the promise's own period.
    """
    verdicts = [own_number_reached(target, counts, period, promised)]
    for position, condition in enumerate(target.sub_conditions, start=1):
        verdicts.append(sub_condition_reached(condition, position, counts))
    return _weakest(verdicts)


def own_number_reached(target: Target, counts: Sequence[Count], period: Period, promised: Period) -> Reached:
    """Hold the counts of a target against its own number, its sub-conditions aside.

    Args:
        target: what was promised.
        counts: what was counted of it.
        period: the days that are followed up.
        promised: the promise's own period.
    """
    counts = [count for count in counts if count.sub_condition is None]
    if not counts or any(count.number is not None and not reasonable(count.number) for count in counts):
        return Reached.OPEN
    if target.number is not None and not reasonable(target.number):
        return Reached.OPEN
    if target.comparator not in NUMERIC or target.number is None:
        return _without_number(target, counts)
    groups = [(count,) for count in counts] if target.scope is Scope.PER_PLACE else [tuple(counts)]
    return _weakest([_single(target, group, period, promised) for group in groups])


def sub_condition_reached(condition: SubCondition, position: int, counts: Sequence[Count]) -> Reached:
    """Hold what was counted of a sub-condition against it: "varav minst 20 %".

    Args:
        condition: the sub-condition.
        position: its number among those of the target, from 1.
        counts: all counts of the target; a share is computed where this one was counted in another unit.
    """
    own = [count for count in counts if count.sub_condition == position]
    if len(own) != 1 or own[0].number is None or not reasonable(own[0].number):
        return Reached.OPEN
    share = sub_condition_share(condition, own[0], counts)
    if share is None or own[0].precision in (Precision.ABOUT, Precision.UNKNOWN):
        return Reached.OPEN
    whole = Fraction(100) if is_share(condition.unit) else _total(counts)
    if condition.comparator is Comparator.ALL:
        lowest, highest = whole, None
    elif condition.comparator is Comparator.NONE:
        lowest, highest = Fraction(0), Fraction(0)
    elif condition.number is None or not reasonable(condition.number):
        return Reached.OPEN
    else:
        number = Fraction(condition.number)
        lowest = Fraction(0) if condition.comparator is Comparator.AT_MOST else number
        highest = None if condition.comparator is Comparator.AT_LEAST else number
    if lowest is None:
        return Reached.OPEN
    return _compared(share, own[0].precision, lowest, highest)


def sub_condition_share(condition: SubCondition, count: Count, counts: Sequence[Count]) -> Fraction | None:
    """What was reached of a sub-condition in its own unit; None where a share cannot be computed from the counts.

    Args:
        condition: the sub-condition.
        count: what was counted of it.
        counts: all counts of its target, the whole of a share.
    """
    if count.number is None:
        return None
    if not is_share(condition.unit) or count.unit is None or is_share(count.unit):
        return Fraction(count.number)
    whole = _total(counts)
    return Fraction(count.number) * 100 / whole if whole else None


def too_short(target: Target, period: Period) -> bool:
    """Whether a period is shorter than the span that the target's number is for: May to July for a number per year."""
    if target.per is Per.PERIOD or is_share(target.unit):
        return False
    return period.end is not None and spans(period, target.per) < 1


def _total(counts: Sequence[Count]) -> Fraction | None:
    """What was counted of the target itself, if it is known exactly."""
    own = [count for count in counts if count.sub_condition is None]
    if not own or any(count.number is None or count.precision is not Precision.EXACT for count in own):
        return None
    return sum((Fraction(count.number) for count in own if count.number is not None), Fraction(0))


def _weakest(verdicts: list[Reached]) -> Reached:
    return max(verdicts, key=[Reached.MET, Reached.EXCEEDED, Reached.OPEN, Reached.MISSED].index)


def _without_number(target: Target, counts: Sequence[Count]) -> Reached:
    known = [(count.number, count.precision) for count in counts if count.number is not None]
    if target.comparator is Comparator.NONE:
        some = (Precision.EXACT, Precision.AT_LEAST, Precision.MORE_THAN)
        if any((number > 0 or precision is Precision.MORE_THAN) and precision in some for number, precision in known):
            return Reached.MISSED
    elif known and all(number == 0 and precision is Precision.EXACT for number, precision in known):
        return Reached.MISSED
    return Reached.OPEN


def _single(target: Target, counts: Sequence[Count], period: Period, promised: Period) -> Reached:
    percent = is_share(target.unit)
    precision = max((count.precision for count in counts), key=_CERTAINTY.index)
    if precision in (Precision.ABOUT, Precision.UNKNOWN) or any(count.number is None for count in counts):
        return Reached.OPEN
    if percent and len(counts) > 1:  # shares of different wholes cannot be added
        return Reached.OPEN
    if target.per is not Per.PERIOD and period.end is None:
        return Reached.OPEN
    total = sum((Fraction(count.number) for count in counts if count.number is not None), Fraction(0))
    number = Fraction(target.number or Decimal(0))
    short = too_short(target, period)
    length = Fraction(1) if percent or short else spans(period, target.per)
    lowest = highest = number * length
    if not target.average:
        lowest, highest = number * math.floor(length), number * math.ceil(length)
    at_least = target.comparator is Comparator.AT_LEAST
    if target.comparator is Comparator.AT_MOST:
        lowest = Fraction(0)
    verdict = _compared(total, precision, lowest, None if at_least else highest)
    if verdict is Reached.MISSED and target.comparator is Comparator.EXACTLY and total >= highest > 0:
        verdict = Reached.EXCEEDED
    # Until its time is over, nothing but too much is certain; and enough, where the whole time asks for no more.
    if short:
        too_much = verdict is Reached.EXCEEDED or (target.comparator is Comparator.AT_MOST and total > highest)
        return verdict if too_much else Reached.OPEN
    if target.per is not Per.PERIOD or period.includes(promised):
        return verdict
    undecided = verdict is Reached.MET and not at_least
    # What was done before the period began is in another follow-up.
    unseen = verdict is Reached.MISSED and total < lowest and period.start > promised.start
    return Reached.OPEN if undecided or unseen else verdict


def _compared(total: Fraction, precision: Precision, lowest: Fraction, highest: Fraction | None) -> Reached:
    above = highest is not None and (total > highest or (precision is Precision.MORE_THAN and total >= highest))
    if above:
        return Reached.MISSED
    if precision is Precision.EXACT:
        return Reached.MET if total >= lowest else Reached.MISSED
    return Reached.MET if highest is None and total >= lowest else Reached.OPEN


def spans(period: Period, per: Per) -> Fraction:
    """How many days, weeks, months or years the period holds; 1 for `Per.PERIOD`.

    Both ends are counted. A week is seven days; a part of a month or a year is the share of that month's or year's
    own days, so that a calendar year is exactly 12 months whether or not it is a leap year.

    Raises:
        ValueError: the period has no end and `per` is not the period itself.
    """
    if per is Per.PERIOD:
        return Fraction(1)
    if period.end is None:
        raise ValueError('a period without an end has no length')
    if per is Per.MONTH:
        return _months(period.end, period.end.day) - _months(period.start, period.start.day - 1)
    if per is Per.YEAR:
        return _years(period.end, _day_of_year(period.end)) - _years(period.start, _day_of_year(period.start) - 1)
    days = (period.end - period.start).days + 1
    return Fraction(days, 7 if per is Per.WEEK else 1)


def rate(count: Decimal, period: Period, per: Per) -> Decimal:
    """The count per day, week, month or year: 71 in 92 days is 0.7717… a day. Not rounded beyond 28 digits.

    Args:
        count: what was reached in all.
        period: the days that were counted, both ends included.
        per: the span.

    Raises:
        ValueError: the period has no end and `per` is not the period itself.
    """
    length = spans(period, per)
    return count * length.denominator / length.numerator


def _months(day: datetime.date, days: int) -> Fraction:
    return day.year * 12 + day.month + Fraction(days, calendar.monthrange(day.year, day.month)[1])


def _years(day: datetime.date, days: int) -> Fraction:
    return day.year + Fraction(days, 366 if calendar.isleap(day.year) else 365)


def _day_of_year(day: datetime.date) -> int:
    return day.timetuple().tm_yday
