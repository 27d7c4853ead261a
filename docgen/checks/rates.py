"""How many per day, week, month or year a count is, over the actual days of a period."""

from __future__ import annotations

import calendar
from fractions import Fraction
from typing import TYPE_CHECKING

from docgen.model import Per

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from docgen.model import Period


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
