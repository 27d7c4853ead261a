"""The filters that templates may use, none of which makes much out of little."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.utils import pass_eval_context

from docgen.render.budget import COUNTED, OutputTooLargeError, costing, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2.nodes import EvalContext

MAX_TEXT = 1_000_000
MAX_DECIMALS = 9
NAMES = frozenset({
    'abs', 'capitalize', 'count', 'default', 'first', 'float', 'int', 'join', 'last', 'length', 'list', 'lower',
    'replace', 'reverse', 'round', 'sort', 'string', 'sum', 'title', 'trim', 'unique', 'upper',
})  # fmt: skip


def filters() -> dict[str, Callable[..., Any]]:
    """Give the filters by name."""
    bounded = {'join': _join, 'replace': _replace, 'round': _round, 'sum': _sum}
    return {COUNTED: counted, **{name: costing(bounded.get(name, FILTERS[name])) for name in NAMES}}


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], d: str = '', attribute: str | int | None = None) -> str:
    items = list(value)
    if sum(len(str(item)) for item in items) + len(items) * len(str(d)) > MAX_TEXT:
        raise OutputTooLargeError
    joined: str = FILTERS['join'](context, items, d, attribute)
    return joined


@pass_eval_context
def _replace(context: EvalContext, s: str, old: str, new: str, count: int | None = None) -> str:
    if len(str(s)) + str(s).count(str(old)) * len(str(new)) > MAX_TEXT:
        raise OutputTooLargeError
    replaced: str = FILTERS['replace'](context, s, old, new, count)
    return replaced


def _round(value: float, precision: int = 0, method: str = 'common') -> float:
    if not 0 <= precision <= MAX_DECIMALS:
        raise SecurityError(f"round kan ge högst {MAX_DECIMALS} decimaler")
    rounded: float = FILTERS['round'](value, precision, method)
    return rounded


def _sum(iterable: Iterable[float]) -> float:
    return sum(iterable)
