"""The Jinja environment that templates run in: sandboxed, strict, escaping, bounded.

A template is a file that someone mailed to someone: it may read the context and nothing else. Calls, imports and
most filters are refused before anything runs; what is left makes nothing much out of little.
"""

from __future__ import annotations

import operator
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from docgen.render.filters import COUNTED, ForbiddenError, OutputTooLargeError, filters, require_text

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from jinja2 import Template

MAX_CHARACTERS = 20_000_000
MAX_NUMBER = 10**15
_ARITHMETIC = {'+': operator.add, '*': operator.mul, '%': operator.mod}
# docxtpl rewrites {_{ }_} {_% %_} in what it has rendered; as a character reference the underscore passes untouched.
_REWRITTEN = re.compile('(?<=[{}%])_|_(?=[{}%])|^_|_$')


def with_counted_loops(tree: nodes.Template) -> nodes.Template:
    """Let every loop of a parsed template count its rounds. Changes the tree."""
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, COUNTED, [], [], None, None, lineno=loop.lineno)
    return tree


class _EveryValueLookedAt(CodeGenerator):
    """Leaves values that stand in the template itself to be written when it is filled, as all others are.

    Jinja makes them text when it compiles, before `_as_typed` could refuse them.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Any, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Refuses the operators that make much out of little, and stops a rendering that grows too large."""

    code_generator_class = _EveryValueLookedAt
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
    # Not optimized: what can be reckoned beforehand would be written into code, and 'inf' is no name of Python's.
    made = BoundedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_as_typed, optimized=False)
    made.filters = filters()
    made.globals = {}
    return made


def _as_typed(value: object) -> object:
    """Escape a value so that it arrives as typed, whatever it looks like.

    Raises:
        NotTextError: it is neither a text nor a number, and would be printed as Python writes it.
    """
    require_text(value)
    if isinstance(value, str) and _REWRITTEN.search(value):
        return Markup(_REWRITTEN.sub('&#95;', str(escape(value))))  # noqa: S704
    return value
