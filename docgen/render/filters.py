"""What templates do to values: the filters, and the budget that all of them and all loops of a document share.

A small template may still never end: rounds and text are counted as they happen, and the seconds are for what nobody
foresaw. Nothing but texts and numbers becomes text: anything else would be printed as Python writes it.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, Undefined
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_ROUNDS = 1_000_000
"""Of all loops of one document together, the rounds of a loop within another counted each time."""
MAX_HANDLED = 50_000_000
"""Characters and items that filters take and give, all together."""
LONGEST = 60.0
"""Seconds for one document."""
COUNTED = 'counted rounds'
"""The name of a filter that no template can write, for it holds a space."""
MAX_TEXT = 1_000_000
MAX_DECIMALS = 9
NAMES = frozenset({
    'abs', 'capitalize', 'count', 'default', 'first', 'float', 'int', 'join', 'last', 'length', 'list', 'lower',
    'replace', 'reverse', 'round', 'sort', 'string', 'sum', 'title', 'trim', 'unique', 'upper',
})  # fmt: skip
MAKE_TEXT = frozenset({'capitalize', 'lower', 'replace', 'string', 'title', 'trim', 'upper'})


class OutputTooLargeError(Exception):
    """A template makes more text than a document can hold, or takes more rounds than it can need."""


@dataclass
class _Budget:
    rounds: int = MAX_ROUNDS
    handled: int = MAX_HANDLED
    ends: float = field(default_factory=lambda: time.monotonic() + LONGEST)

    def spend(self, *, rounds: int = 0, handled: int = 0) -> None:
        self.rounds -= rounds
        self.handled -= handled
        if self.rounds < 0 or self.handled < 0 or time.monotonic() > self.ends:
            raise OutputTooLargeError


_BUDGET: ContextVar[_Budget | None] = ContextVar('budget', default=None)


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """Let all that is filled in the block share one budget.

    Raises:
        OutputTooLargeError: from whatever goes beyond it.
    """
    token = _BUDGET.set(_Budget())
    try:
        yield
    finally:
        _BUDGET.reset(token)


def counted(listed: Iterable[Any]) -> list[Any]:
    """Count the rounds of a loop before its first."""
    items = list(listed)
    budget = _BUDGET.get()
    if budget is not None:
        budget.spend(rounds=len(items) + 1)
    return items


def costing(used: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter count what it takes and gives."""

    @wraps(used)
    def wrapped(*arguments: Any, **options: Any) -> Any:
        budget = _BUDGET.get()
        if budget is None:
            return used(*arguments, **options)
        budget.spend(handled=sum(_size(each) for each in (*arguments, *options.values())))
        result = used(*arguments, **options)
        budget.spend(handled=_size(result))
        return result

    return wrapped


def _size(value: object) -> int:
    return len(value) if isinstance(value, (str, list, tuple, dict)) else 1


class NotTextError(Exception):
    """A value is to be written that is no text; what it is, in Swedish."""

    def __init__(self, value: object) -> None:
        kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
            (bool, "ja eller nej (sant eller falskt)"),
            (type(None), "tomt"),
            (float, "inget ändligt tal"),
            (Mapping, "en grupp av uppgifter"),
            (Iterable, "en lista"),
        )
        self.sentence = next((words for kind, words in kinds if isinstance(value, kind)), "något annat än text")
        super().__init__(self.sentence)


class ForbiddenError(SecurityError):
    """A template does what it may not; what, in Swedish. Jinja's own words for the same are English."""


def require_text(value: object) -> None:
    """Refuse what would become text only as Python writes it.

    Raises:
        NotTextError: it is neither a text nor a finite number.
    """
    if isinstance(value, Undefined):
        return  # it says what is missing as soon as it is written
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise NotTextError(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise NotTextError(value)


def of_text(used: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter that makes text take nothing but text and numbers."""

    @wraps(used)
    def wrapped(*arguments: Any, **options: Any) -> Any:
        for each in (*arguments, *options.values()):
            if each is not None and not isinstance(each, (EvalContext, Environment)):
                require_text(each)
        return used(*arguments, **options)

    return wrapped


def filters() -> dict[str, Callable[..., Any]]:
    """Give the filters by name."""
    bounded = {'join': _join, 'replace': _replace, 'round': _round, 'sum': _sum}
    known = {name: bounded.get(name, FILTERS[name]) for name in NAMES}
    known |= {name: of_text(known[name]) for name in MAKE_TEXT}
    return {COUNTED: counted, **{name: costing(used) for name, used in known.items()}}


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], d: str = '', attribute: str | int | None = None) -> str:
    items = list(value if attribute is None else map(make_attrgetter(context.environment, attribute), value))
    for item in (*items, d):
        require_text(item)
    if sum(len(str(item)) for item in items) + len(items) * len(str(d)) > MAX_TEXT:
        raise OutputTooLargeError
    joined: str = FILTERS['join'](context, items, d)
    return joined


@pass_eval_context
def _replace(context: EvalContext, s: str, old: str, new: str, count: int | None = None) -> str:
    if len(str(s)) + str(s).count(str(old)) * len(str(new)) > MAX_TEXT:
        raise OutputTooLargeError
    replaced: str = FILTERS['replace'](context, s, old, new, count)
    return replaced


def _round(value: float, precision: int = 0, method: str = 'common') -> float:
    if not 0 <= precision <= MAX_DECIMALS:
        raise ForbiddenError(f"round kan ge högst {MAX_DECIMALS} decimaler")
    rounded: float = FILTERS['round'](value, precision, method)
    return rounded


def _sum(iterable: Iterable[float]) -> float:
    return sum(iterable)
