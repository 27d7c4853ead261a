"""A target and what was reached, as phrases: "minst fyra trygghetsvandringar under löftesperioden"."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from docgen.checks.target_reached import rate
from docgen.context.words_for_choices import COMPARATORS, PER, PRECISIONS, SCOPES
from docgen.model import Comparator, Per, Precision, SubCondition, Target
from docgen.swedish import NO_BREAK_SPACE, join_list, number, number_words

if TYPE_CHECKING:
    from docgen.model import Count, Period

_MOST_DECIMALS = 4


def target_text(target: Target) -> str:
    """Say what the target asks, in lower case and without a full stop."""
    words = [
        "i genomsnitt" if target.average else '',
        COMPARATORS[target.comparator],
        _amount(target.number, target.unit, target.unit_one),
        SCOPES[target.scope],
        _when(target),
    ]
    text = ' '.join(word for word in words if word) or "görs"
    if not target.sub_conditions:
        return text
    return f"{text}, varav {join_list([sub_condition_text(condition) for condition in target.sub_conditions])}"


def _when(target: Target) -> str:
    """Say per what; "alla ungdomar" and "inga ärenden" hold for the whole period without saying so."""
    counted = target.comparator in (Comparator.AT_LEAST, Comparator.EXACTLY, Comparator.AT_MOST)
    if target.comparator is Comparator.YES_NO or (not counted and target.per is Per.PERIOD):
        return ''
    return PER[target.per]


def sub_condition_text(condition: SubCondition) -> str:
    """Say a share inside a target: "minst 20 % på kvällstid"."""
    words = [COMPARATORS[condition.comparator], _amount(condition.number, condition.unit), condition.text]
    return ' '.join(word for word in words if word)


def count_text(count: Count, target: Target, period: Period) -> str:
    """Say what was reached in all, with its precision, and the rate where the target is one.

    "cirka 40 timmar", "31 trafikkontroller, i genomsnitt 2,6 per månad": over the actual days of the period.

    Args:
        count: what was reached.
        target: what it is held against.
        period: the days that were followed up.
    """
    if count.number is None or count.precision is Precision.UNKNOWN:
        text = PRECISIONS[Precision.UNKNOWN]
    else:
        amount = _amount(count.number, target.unit, target.unit_one)
        text = ' '.join(word for word in (PRECISIONS[count.precision], amount) if word)
        if target.per is not Per.PERIOD and target.unit != '%' and period.end is not None:
            average = _average(rate(count.number, period, target.per), target.number)
            text += f", i genomsnitt {number(average)} {PER[target.per]}"
    return f"{text} ({count.place})" if count.place else text


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
    if unit is None or unit in ('%', 'st', 'kr', 'km/h'):
        return f'{number(value)}{NO_BREAK_SPACE}{unit}' if unit else _spoken(value)
    return f'{_spoken(value)} {unit_one if value == 1 and unit_one else unit}'


def _spoken(value: Decimal) -> str:
    """Write a number as text does; 1 in digits, since the word would need the unit's gender."""
    if value == 1 or value != value.to_integral_value():
        return number(value)
    return number_words(int(value))
