"""Whether counts reach a target, as far as numbers alone can tell, over the actual days of a period."""

from __future__ import annotations

import calendar
import math
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from docgen.checks.targets import NUMERIC, reasonable
from docgen.model import Comparator, Per, Precision, Scope

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from docgen.model import Count, Period, Target

_PERCENT = ('%', 'procent')
# From the most to the least certain: a sum is as uncertain as its most uncertain part.
_CERTAINTY = (Precision.EXACT, Precision.AT_LEAST, Precision.MORE_THAN, Precision.ABOUT, Precision.UNKNOWN)


class Reached(StrEnum):
    """What the numbers say about a target."""

    MET = 'met'
    """The counts reach the target."""
    MISSED = 'missed'
    """The counts contradict the target."""
    OPEN = 'open'
    """The numbers do not decide: about, unknown, no count, or a target without number. A person must say."""


def reached(target: Target, counts: Sequence[Count], period: Period) -> Reached:
    """Hold the counts of one target against it.

    A number per day, week, month or year counts over the actual days of the period. Without `average`, a part of a
    span at the period's end asks for no more than the whole spans do: one a week in a 365-day year is 52, not 52.14.

    Args:
        target: the measure.
        counts: those of the outcome's counts that are about this target.
        period: the days that were followed up.
    """
    if not counts or any(count.number is not None and not reasonable(count.number) for count in counts):
        return Reached.OPEN
    if target.number is not None and not reasonable(target.number):
        return Reached.OPEN
    if target.comparator not in NUMERIC or target.number is None:
        return _without_number(target, counts)
    if target.scope is Scope.PER_PLACE:
        return _weakest([_single(target, (count,), period) for count in counts])
    return _single(target, counts, period)


def _weakest(verdicts: list[Reached]) -> Reached:
    for verdict in (Reached.MISSED, Reached.OPEN):
        if verdict in verdicts:
            return verdict
    return Reached.MET


def _without_number(target: Target, counts: Sequence[Count]) -> Reached:
    known = [(count.number, count.precision) for count in counts if count.number is not None]
    if target.comparator is Comparator.NONE:
        some = (Precision.EXACT, Precision.AT_LEAST, Precision.MORE_THAN)
        if any((number > 0 or precision is Precision.MORE_THAN) and precision in some for number, precision in known):
            return Reached.MISSED
    elif known and all(number == 0 and precision is Precision.EXACT for number, precision in known):
        return Reached.MISSED
    return Reached.OPEN


def _single(target: Target, counts: Sequence[Count], period: Period) -> Reached:
    percent = target.unit in _PERCENT
    precision = max((count.precision for count in counts), key=_CERTAINTY.index)
    if precision in (Precision.ABOUT, Precision.UNKNOWN) or any(count.number is None for count in counts):
        return Reached.OPEN
    if percent and len(counts) > 1:  # shares of different wholes cannot be added
        return Reached.OPEN
    if target.per is not Per.PERIOD and period.end is None:
        return Reached.OPEN
    total = sum((Fraction(count.number) for count in counts if count.number is not None), Fraction(0))
    length = Fraction(1) if percent else spans(period, target.per)
    number = Fraction(target.number or Decimal(0))
    lowest = highest = number * length
    if not target.average:
        lowest, highest = number * math.floor(length), number * math.ceil(length)
    if target.comparator is Comparator.AT_MOST:
        lowest = Fraction(0)
    if target.comparator is Comparator.AT_LEAST:
        return _compared(total, precision, lowest, None)
    return _compared(total, precision, lowest, highest)


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
