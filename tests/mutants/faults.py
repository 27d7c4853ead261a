"""Small faults put into a module's source one at a time: a comparison turned, a term dropped, a statement deleted."""

from __future__ import annotations

import ast
import copy
import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Edit = Callable[[ast.AST], ast.AST]
    """Changes a node in place, and gives what stands in its place."""

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_DELETED = (ast.Expr, ast.AugAssign, ast.Continue, ast.Break, ast.Raise, ast.For)
"""Statements without which a module still runs; a deleted plain assignment would be a NameError at once."""


class Fault(NamedTuple):
    """One changed module.

    Attributes:
        line: of the changed place, from 1.
        kind: of the change, such as 'comparison' or 'deleted'.
        before: the changed place, as Python.
        after: what stands there now.
        source: the whole changed module.
    """

    line: int
    kind: str
    before: str
    after: str
    source: str


def sample_faults(source: str, seed: int, count: int) -> list[Fault]:
    """Give a sample of a module's faults, the same for a seed, no more than a third of one kind.

    Args:
        source: the module's text.
        seed: of the random choice.
        count: how many faults to give at most; fewer where the module holds no more.
    """
    tree = ast.parse(source)
    unchanged = ast.unparse(tree)
    places = [(at, number) for at, node in enumerate(_walk(tree)) for number, _ in enumerate(_edits(node))]
    random.Random(seed).shuffle(places)
    found: list[Fault] = []
    for at, number in places if count else ():
        fault = _fault(tree, at, number)
        seen = [other.kind for other in found].count(fault.kind)
        if seen < max(4, count // 3) and fault.source not in {unchanged, *(other.source for other in found)}:
            found.append(fault)
        if len(found) == count:
            break
    return found


def _fault(tree: ast.Module, at: int, number: int) -> Fault:
    changed = copy.deepcopy(tree)
    node = list(_walk(changed))[at]
    kind, edit = list(_edits(node))[number]
    line = next(child.lineno for child in ast.walk(node) if isinstance(child, ast.stmt | ast.expr))
    before = ast.unparse(node)
    _Replace(node, edit(node)).visit(changed)
    ast.fix_missing_locations(changed)
    source = ast.unparse(changed)
    return Fault(line, kind, before, _difference(ast.unparse(tree), source), source)


def _difference(before: str, after: str) -> str:
    """Give the lines of the changed module that the other has not, at most three."""
    old = set(before.splitlines())
    return ' / '.join([line.strip() for line in after.splitlines() if line not in old][:3])


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Give every node that runs: no import, annotation, decorator, docstring or block for types alone."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in {'annotation', 'returns', 'decorator_list', 'bases', 'type_comment'}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _left_out(child):
                yield from _walk(child)


def _left_out(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.expr_context() | ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id='TYPE_CHECKING')) | ast.Assign(targets=[ast.Name(id='__all__')]):
            return True
        case _:
            return False


def _edits(node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """Give each change that a node allows, with the name of its kind."""
    match node:
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.BinOp():
            yield from _reckoned(node)
        case ast.Return(value=ast.expr() as value):
            yield from (('returned', _set('value', ast.Constant(other))) for other in _other_values(value))
        case ast.Constant(value=bool() as truth):
            yield 'constant', _set('value', not truth)
        case ast.Constant(value=int() | float() as number):
            yield 'constant', _set('value', number + 1)
            yield 'constant', _set('value', number - 1)
        case ast.If() | ast.IfExp():
            yield 'condition', _set('test', ast.Constant(value=True))
            yield 'condition', _set('test', ast.Constant(value=False))
        case _:
            yield from _shortened(node)
    if isinstance(node, _DELETED) or (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript)
    ):
        yield 'deleted', lambda _: ast.Pass()


def _reckoned(node: ast.expr) -> Iterator[tuple[str, Edit]]:
    match node:
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            yield 'and, or', _and_or
            for at in range(len(node.values)):
                yield 'term dropped', _without('values', at)
        case ast.UnaryOp():
            yield 'not', lambda changed: changed.operand  # type: ignore[attr-defined]
        case ast.BinOp() if type(node.op) in _ARITHMETIC:
            yield 'arithmetic', _set('op', _ARITHMETIC[type(node.op)]())


def _shortened(node: ast.AST) -> Iterator[tuple[str, Edit]]:
    match node:
        case ast.List(elts=[_, _, *_]) | ast.Set(elts=[_, _, *_]) | ast.Tuple(elts=[_, _, *_], ctx=ast.Load()):
            for at in range(len(node.elts)):
                yield 'item dropped', _without('elts', at)
        case ast.Dict(keys=[_, _, *_]):
            for at in range(len(node.keys)):
                yield 'item dropped', _without_key(at)
        case ast.comprehension(ifs=[_, *_]):
            for at in range(len(node.ifs)):
                yield 'filter dropped', _without('ifs', at)


def _compared(node: ast.Compare) -> Iterator[tuple[str, Edit]]:
    for at, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            yield 'comparison', _set_item('ops', at, other())
    for at, compared in enumerate(node.comparators):
        if isinstance(compared, ast.Constant) and isinstance(compared.value, str):
            yield 'text', _set_item('comparators', at, ast.Constant(compared.value + 'x'))


def _other_values(value: ast.expr) -> tuple[bool | str | None, ...]:
    """Give what a function may return in place of its value."""
    match value:
        case ast.Constant():
            return ()  # a truth is changed as a constant; None and texts alone would be noticed by no reader
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return True, False
        case ast.JoinedStr():
            return ('',)
        case _:
            return (None,)


def _set(field: str, value: object) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        setattr(node, field, value)
        return node

    return edit


def _set_item(field: str, at: int, value: ast.AST) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        getattr(node, field)[at] = value
        return node

    return edit


def _without(field: str, at: int) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        items = getattr(node, field)
        del items[at]
        return items[0] if isinstance(node, ast.BoolOp) and len(items) == 1 else node

    return edit


def _without_key(at: int) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        del node.keys[at], node.values[at]  # type: ignore[attr-defined]
        return node

    return edit


def _and_or(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return node
