"""A target and what was reached, as phrases: "minst fyra trygghetsvandringar under löftesperioden"."""

from __future__ import annotations

import calendar
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from docgen.checks.target_reached import (
    Reached,
    own_number_reached,
    rate,
    spans,
    sub_condition_share,
    too_short,
)
from docgen.checks.targets import is_share
from docgen.context.words_for_choices import COMPARATORS, PER, PRECISIONS, SCOPES
from docgen.model import Comparator, Per, Precision, SubCondition, Target, Wording
from docgen.swedish import NO_BREAK_SPACE, join_list, number, number_words, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from docgen.model import Count, Period

_MOST_DECIMALS = 4
_PARTS = {
    Fraction(1, 12): "en tolftedel av året",
    Fraction(1, 6): "en sjättedel av året",
    Fraction(1, 4): "en fjärdedel av året",
    Fraction(1, 3): "en tredjedel av året",
    Fraction(5, 12): "fem tolftedelar av året",
    Fraction(1, 2): "halva året",
    Fraction(7, 12): "sju tolftedelar av året",
    Fraction(2, 3): "två tredjedelar av året",
    Fraction(3, 4): "tre fjärdedelar av året",
    Fraction(5, 6): "fem sjättedelar av året",
    Fraction(11, 12): "elva tolftedelar av året",
}
"""Shares of a year that are whole months, as a reader says them."""


def target_text(target: Target, condition: str | None = None, *, with_parts: bool = True) -> str:
    """Say what the target asks, in lower case and without a full stop.

    Args:
        target: the target.
        condition: when the commitment holds: "om önskemål finns".
        with_parts: whether to say its sub-conditions too.
    """
    words = [
        "i genomsnitt" if target.average else '',
        COMPARATORS[target.comparator],
        _amount(target.number, target.unit, target.unit_one),
        SCOPES[target.scope],
        '' if condition and target.per is Per.PERIOD else _when(target),
    ]
    text = ' '.join(word for word in words if word) or "görs"
    if target.sub_conditions and with_parts:
        text += f", varav {join_list([sub_condition_text(each) for each in target.sub_conditions])}"
    return f'{text}, {condition[:1].lower()}{condition[1:]}' if condition else text


def _when(target: Target) -> str:
    """Say per what; "alla ungdomar" and "inga ärenden" hold for the whole period without saying so."""
    counted = target.comparator in (Comparator.AT_LEAST, Comparator.EXACTLY, Comparator.AT_MOST)
    if target.comparator is Comparator.YES_NO or (not counted and target.per is Per.PERIOD):
        return ''
    return _per(target)


def _per(target: Target) -> str:
    return f"per {target.day_word.value}" if target.per is Per.DAY else PER[target.per]


def sub_condition_text(condition: SubCondition) -> str:
    """Say a share inside a target: "minst 20 % på kvällstid"."""
    words = [COMPARATORS[condition.comparator], _amount(condition.number, condition.unit), condition.text]
    return ' '.join(word for word in words if word)


def sub_condition_result(condition: SubCondition, position: int, counts: Sequence[Count], wording: Wording) -> str:
    """Say what was counted of a sub-condition: "24 %", "12 av 50, 24 %"; that it was not, if it was not.

    Args:
        condition: the sub-condition.
        position: its number among those of the target, from 1.
        counts: all counts of the target.
        wording: the fixed sentences.
    """
    own = [count for count in counts if count.sub_condition == position]
    if not own:
        return wording.follow_up.not_counted
    said = []
    for count in own:
        if count.number is None or count.precision is Precision.UNKNOWN:
            said.append(PRECISIONS[Precision.UNKNOWN])
            continue
        text = ' '.join(
            filter(None, (PRECISIONS[count.precision], _amount(count.number, count.unit or condition.unit)))
        )
        share = sub_condition_share(condition, count, counts)
        if share is not None and count.unit is not None and not is_share(count.unit) and is_share(condition.unit):
            rounded = Decimal(share.numerator) / Decimal(share.denominator)
            text += f", {_amount(_average(rounded, condition.number), '%')}"
        said.append(f"{text} ({count.place})" if count.place else text)
    return '; '.join(said)


def count_text(
    count: Count,
    target: Target,
    period: Period,
    promised: Period | None = None,
    wording: Wording | None = None,
    *,
    earlier: Sequence[Period] = (),
) -> str:
    """Say what was reached in all, with its precision, and the rate where the target is one.

    "cirka 40 timmar", "31 trafikkontroller, i genomsnitt 2,6 per månad": over the actual days of the period. Where the
    target is for a longer time than the period, no average is made up: "15 av minst 60 hittills, en fjärdedel av året";
    where it is for as long, the number is the rate.

    Args:
        count: what was reached.
        target: what it is held against.
        period: the days that were followed up.
        promised: the promise's own period; the same without.
        wording: the fixed sentences; docgen's own without.
        earlier: the days of the same promise's follow-ups that began before this one; what they counted is not in the
            count, which then is not all "hittills".
    """
    words = (wording or Wording()).follow_up
    whole = promised or period
    if count.number is None or count.precision is Precision.UNKNOWN:
        text = PRECISIONS[Precision.UNKNOWN]
    elif (short := too_short(target, period)) or _goes_on(target, period, whole):
        reached = ' '.join(filter(None, (PRECISIONS[count.precision], _spoken(count.number, target))))
        asked = ' '.join(filter(None, (COMPARATORS[target.comparator], _spoken(target.number or Decimal(0), target))))
        if short:
            again = any(each.end is None or each.end >= _span_start(period, target.per) for each in earlier)
            said = words.this_part_of_span if again else words.so_far_of_span
            text = said.format(count=reached, target=asked, share=_share(period, target.per))
        else:
            text = (words.this_part if earlier else words.so_far).format(count=reached, target=asked)
    else:
        amount = _amount(count.number, target.unit, target.unit_one)
        text = ' '.join(word for word in (PRECISIONS[count.precision], amount) if word)
        if target.per is not Per.PERIOD and not is_share(target.unit) and period.end is not None:
            exact = rate(count.number, period, target.per)
            if exact != count.number:
                text += f", i genomsnitt {number(_average(exact, target.number))} {_per(target)}"
        if own_number_reached(target, (count,), period, whole) is Reached.EXCEEDED:
            text = words.more_than_promised.format(result=text)
    return f"{text} ({count.place})" if count.place else text


def _goes_on(target: Target, period: Period, promised: Period) -> bool:
    """Whether a number for the whole promise is held against a part of it."""
    counted = target.number is not None and not is_share(target.unit)
    return target.per is Per.PERIOD and counted and not period.includes(promised)


def _span_start(period: Period, per: Per) -> date:
    """The first day of the year, month or week that a period begins in."""
    if per is Per.YEAR:
        return period.start.replace(month=1, day=1)
    return period.start.replace(day=1) if per is Per.MONTH else period.start - timedelta(days=period.start.weekday())


def _share(period: Period, per: Per) -> str:
    """Say how much of the span a period is: "en fjärdedel av året", "10 av årets 365 dagar"."""
    first, last = period.start, period.end or period.start
    days = (last - first).days + 1
    if per is Per.YEAR:
        whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
        months = Fraction(round(spans(period, Per.MONTH)), 12)
        if whole_months and months in _PARTS:
            return _PARTS[months]
        return f"{days} av årets {366 if calendar.isleap(first.year) else 365} dagar"
    if per is Per.MONTH:
        return f"{number_words(days)} av månadens {calendar.monthrange(first.year, first.month)[1]} dagar"
    return f"{number_words(days)} av veckans sju dagar"


def _average(exact: Decimal, asked: Decimal | None) -> Decimal:
    """Round to one decimal, below one to two, but never across the number that the target asks."""
    first = 1 if exact >= 1 else 2
    for decimals in range(first, _MOST_DECIMALS):
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        if asked is None or (rounded >= asked, rounded > asked) == (exact >= asked, exact > asked):
            return rounded
    return exact.quantize(Decimal(1).scaleb(-_MOST_DECIMALS), ROUND_HALF_UP)


def _amount(value: Decimal | None, unit: str | None, unit_one: str | None = None) -> str:
    if value is None:
        return unit or ''
    if unit is None or is_share(unit) or unit in ('st', 'kr', 'km/h', 'km'):
        return f'{number(value)}{NO_BREAK_SPACE}{unit}' if unit else number_or_word(value)
    if value == 1:
        return one_of(unit, unit_one) or f'{number(value)} {unit_one or unit}'
    return f'{number_or_word(value)} {unit}'


def _spoken(value: Decimal, target: Target) -> str:
    """Write a number without its unit: "en" or "ett" by the unit's gender."""
    one = one_of(target.unit or '', target.unit_one) if value == 1 else None
    return one.split()[0] if one else number_or_word(value)


def number_or_word(value: Decimal) -> str:
    """Write a number as running text does; 1 in digits, since the word would need to know of what."""
    if value == 1 or value != value.to_integral_value():
        return number(value)
    return number_words(int(value))
