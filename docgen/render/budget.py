"""How much one filling of a template may do: rounds of loops, text taken in hand, and seconds.

A template may be small and still never end. Rounds and text are counted as they happen, wherever the tag stands; the
seconds are for what nobody foresaw, and far more than any sound template takes.
"""

from __future__ import annotations

import contextlib
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_ROUNDS = 1_000_000
"""Of all loops of one document together, the rounds of a loop within another counted each time."""
MAX_HANDLED = 50_000_000
"""Characters and items that filters take and give, all together."""
LONGEST = 60.0
"""Seconds for one document."""
COUNTED = 'counted rounds'
"""The name of a filter that no template can write, for it holds a space."""


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


def with_counted_loops(tree: nodes.Template) -> nodes.Template:
    """Let every loop of a parsed template count its rounds. Changes the tree."""
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, COUNTED, [], [], None, None, lineno=loop.lineno)
    return tree


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
