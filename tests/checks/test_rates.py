"""Rates over the actual days: rule 2."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.checks.target_reached import rate, spans
from docgen.model import Per, Period

DATES = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31))


def period(start: str, end: str) -> Period:
    return Period(start=datetime.date.fromisoformat(start), end=datetime.date.fromisoformat(end))


def test_71_checks_in_92_days_are_0_77_a_day() -> None:
    found = rate(Decimal(71), period('2021-07-01', '2021-09-30'), Per.DAY)
    assert round(found, 2) == Decimal('0.77')


@pytest.mark.parametrize('year', [2020, 2021])
def test_calendar_year_is_one_year_and_twelve_months(year: int) -> None:
    whole = period(f'{year}-01-01', f'{year}-12-31')
    assert spans(whole, Per.YEAR) == 1
    assert spans(whole, Per.MONTH) == 12


def test_half_of_april_is_half_a_month() -> None:
    assert rate(Decimal(2), period('2021-04-01', '2021-04-15'), Per.MONTH) == 4


def test_whole_period_gives_the_count() -> None:
    assert rate(Decimal(7), Period(start=datetime.date(2021, 1, 1)), Per.PERIOD) == 7


def test_period_without_end_has_no_rate() -> None:
    with pytest.raises(ValueError, match='without an end'):
        rate(Decimal(7), Period(start=datetime.date(2021, 1, 1)), Per.WEEK)


@given(DATES, DATES, DATES, st.sampled_from((Per.DAY, Per.WEEK, Per.MONTH, Per.YEAR)))
def test_two_periods_in_a_row_are_as_long_as_both(
    one: datetime.date, two: datetime.date, three: datetime.date, per: Per
) -> None:
    first, middle, last = sorted((one, two, three))
    if middle == last:
        return
    after = middle + datetime.timedelta(days=1)
    parts = spans(Period(start=first, end=middle), per) + spans(Period(start=after, end=last), per)
    assert parts == spans(Period(start=first, end=last), per)
