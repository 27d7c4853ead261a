"""A target and what was reached, as phrases: "minst fyra trygghetsvandringar under löftesperioden"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.context.phrases import COMPARATORS, PER, PRECISIONS, SCOPES
from docgen.model import Comparator, Per, Precision, SubCondition, Target
from docgen.swedish import NO_BREAK_SPACE, number, number_words

if TYPE_CHECKING:
    from decimal import Decimal

    from docgen.model import Count


def target_text(target: Target) -> str:
    """Say what the target asks, in lower case and without a full stop."""
    words = [
        "i genomsnitt" if target.average else '',
        COMPARATORS[target.comparator],
        _amount(target.number, target.unit, target.unit_one),
        SCOPES[target.scope],
        '' if target.comparator is Comparator.YES_NO else PER[target.per],
    ]
    text = ' '.join(word for word in words if word) or "görs"
    parts = [sub_condition_text(condition) for condition in target.sub_conditions]
    return ', '.join([text, *parts])


def sub_condition_text(condition: SubCondition) -> str:
    """Say a share inside a target: "varav minst 20 % på kvällstid"."""
    words = ["varav", COMPARATORS[condition.comparator], _amount(condition.number, condition.unit), condition.text]
    return ' '.join(word for word in words if word)


def count_text(count: Count, target: Target) -> str:
    """Say what was reached, with its precision: "cirka 40 timmar", "tre trygghetsvandringar i Mariefred"."""
    if count.number is None or count.precision is Precision.UNKNOWN:
        text = PRECISIONS[Precision.UNKNOWN]
    else:
        amount = _amount(count.number, target.unit, target.unit_one)
        per = '' if target.per is Per.PERIOD else PER[target.per]
        text = ' '.join(word for word in (PRECISIONS[count.precision], amount, per) if word)
    return f"{text} ({count.place})" if count.place else text


def _amount(value: Decimal | None, unit: str | None, unit_one: str | None = None) -> str:
    if value is None:
        return unit or ''
    if unit is None or unit in ('%', 'st', 'kr', 'km/h'):
        return f'{number(value)}{NO_BREAK_SPACE}{unit}' if unit else _spoken(value)
    return f'{_spoken(value, neuter=False)} {unit_one if value == 1 and unit_one else unit}'


def _spoken(value: Decimal, *, neuter: bool = True) -> str:
    if value != value.to_integral_value():
        return number(value)
    return "en" if value == 1 and not neuter else number_words(int(value))
