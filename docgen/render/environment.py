"""The Jinja environment that templates run in, and its filters: sandboxed, strict, escaping, bounded.

A template is a file that someone mailed to someone: it may read the context and nothing else. Calls, imports and
most filters are refused before anything runs; what is left makes nothing much out of little. A small template may
still never end: rounds and text are counted as they happen, and the seconds are for what nobody foresaw.
"""

from __future__ import annotations

import contextlib
import operator
import re
import time
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache, wraps
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_eval_context
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping

    from jinja2 import Template
    from jinja2.nodes import EvalContext

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
MAX_CHARACTERS = 20_000_000
MAX_NUMBER = 10**15
_ARITHMETIC = {'+': operator.add, '*': operator.mul, '%': operator.mod}
# docxtpl rewrites {_{ }_} {_% %_} in what it has rendered; as a character reference the underscore passes untouched.
_REWRITTEN = re.compile('(?<=[{}%])_|_(?=[{}%])|^_|_$')


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


class ForbiddenError(SecurityError):
    """A template does what it may not; what, in Swedish. Jinja's own words for the same are English."""


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
        raise ForbiddenError(f"round kan ge högst {MAX_DECIMALS} decimaler")
    rounded: float = FILTERS['round'](value, precision, method)
    return rounded


def _sum(iterable: Iterable[float]) -> float:
    return sum(iterable)


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Refuses the operators that make much out of little, and stops a rendering that grows too large."""

    intercepted_binops = frozenset(('+', '*', '**', '%'))

    def call_binop(self, context: Any, sign: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Allow arithmetic on small numbers only: `'a' * 10**9` would fill the memory."""
        if sign == '**' or not all(isinstance(side, (int, float)) for side in (left, right)):
            raise ForbiddenError(f"”{sign}” går bara att använda på tal, och ”**” inte alls")
        result = _ARITHMETIC[sign](left, right)
        if abs(result) > MAX_NUMBER:
            raise ForbiddenError(f"”{sign}” ger ett orimligt stort tal")
        return result

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
        template_class: type[Template] | None = None,
    ) -> Template:
        """Compile a template, each text once: documents of a kind share theirs, and compiling is most of the work."""
        if isinstance(source, str) and globals is None and template_class is None:
            return _compiled(self, source)
        return super().from_string(source, globals, template_class)

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """Join what a template gives, up to the bound."""
        kept = []
        room = MAX_CHARACTERS
        for piece in pieces:
            room -= len(piece)
            if room < 0:
                raise OutputTooLargeError
            kept.append(piece)
        return ''.join(kept)


_MOST_TREES = 64


_trees: dict[str, nodes.Template] = {}


@lru_cache(maxsize=128)
def _compiled(environment: BoundedEnvironment, source: str) -> Template:
    # Compiling changes a tree, so nobody may read it afterwards.
    tree = _trees.pop(source, None) or environment.parse(source)
    return super(BoundedEnvironment, environment).from_string(with_counted_loops(tree))


def parsed(source: str) -> nodes.Template:
    """Parse a template's text once, also for compiling; the tree is for reading.

    Raises:
        TemplateSyntaxError: it is not a template, or one that Python cannot read.
    """
    if source not in _trees:
        if len(_trees) >= _MOST_TREES:
            _trees.clear()
        _trees[source] = parsed_anew(source)
    return _trees[source]


def parsed_anew(source: str) -> nodes.Template:
    """Parse a template's text.

    Raises:
        TemplateSyntaxError: it is not a template, or one that Python cannot read.
    """
    try:
        return environment().parse(source)
    except (RecursionError, MemoryError, ValueError, OverflowError) as error:
        # Too deep, or a number of thousands of digits.
        raise TemplateSyntaxError('unreadable', 1) from error


@cache
def environment() -> BoundedEnvironment:
    """Give the environment of every rendering; nothing that a template does stays in it."""
    made = BoundedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_as_typed)
    made.filters = filters()
    made.globals = {}
    return made


def _as_typed(value: object) -> object:
    """Escape a value so that it arrives as typed, whatever it looks like."""
    if value is None or isinstance(value, (Mapping, list, tuple, set)):
        # A list or a group of values would be printed as Python writes it.
        raise TypeError(type(value).__name__)
    if isinstance(value, str) and _REWRITTEN.search(value):
        return Markup(_REWRITTEN.sub('&#95;', str(escape(value))))  # noqa: S704
    return value
