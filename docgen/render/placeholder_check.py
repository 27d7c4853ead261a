"""A template held against the names that its document offers, before anything is rendered."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from jinja2 import nodes

from docgen.render.filters import MAKE_TEXT, MAX_ROUNDS, NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_NESTED_LOOPS = 6
MAX_NUMBER = 10**15
_ROUNDS_OF_UNKNOWN = 100
"""Taken for a list of which the context says nothing."""
_UNKNOWN = object()
"""The shape of something about which the context says nothing: an item of an empty list."""
ONLY_IN = {
    'agreement': "överenskommelsens och löftets mallar",
    'follow_up': "uppföljningens mall",
    'previous': "löftets mallar",
    'promise': "löftets och uppföljningens mallar",
}
"""What some documents offer and others do not, and the templates of those that do."""
_KEEP_THE_LIST = frozenset({'list', 'reverse', 'sort', 'unique'})
_LOOP = {
    'index': 1, 'index0': 0, 'first': True, 'last': True, 'length': 1,
    'revindex': 1, 'revindex0': 0, 'odd': True, 'even': True, 'depth': 1,
}  # fmt: skip
_REFUSED = {
    nodes.Call: "anropar en funktion",
    nodes.Include: "hämtar en annan fil",
    nodes.Extends: "bygger på en annan fil",
    nodes.Import: "hämtar en annan fil",
    nodes.FromImport: "hämtar en annan fil",
    nodes.Macro: "definierar ett makro",
    nodes.CallBlock: "anropar ett makro",
    nodes.Block: "definierar ett block",
    nodes.Assign: "räknar ut ett eget värde med set",
    nodes.AssignBlock: "räknar ut ett eget värde med set",
    nodes.With: "räknar ut ett eget värde med with",
    nodes.Concat: "fogar ihop texter med ~",
}

Problem = tuple[str, str, str, str]
"""A finding's id, the expression to look for in the template, what is wrong, and what to do."""


def problems(tree: nodes.Template, context: Mapping[str, Any]) -> list[Problem]:
    """Name everything in a template that its document does not offer.

    Args:
        tree: the parsed template.
        context: a real context of the same document; its keys are the vocabulary.
    """
    walk = _Walk()
    walk.visit_all(tree.body, dict(context), 0)
    return walk.found


class _Walk:
    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.rounds = 1

    def visit_all(self, statements: list[nodes.Node], scope: dict[str, Any], depth: int) -> None:
        for statement in statements:
            self.visit(statement, scope, depth)

    def visit(self, node: nodes.Node, scope: dict[str, Any], depth: int) -> None:
        if isinstance(node, nodes.For):
            self._loop(node, scope, depth)
        elif isinstance(node, nodes.If):
            self.shape(node.test, scope)
            for branch in (node.body, *((each,) for each in node.elif_), node.else_):
                self.visit_all(list(branch), scope, depth)
        elif isinstance(node, nodes.Output):
            for child in node.nodes:
                self._printed(child, self.shape(child, scope), scope)
        elif type(node) in _REFUSED:
            self._refuse(node)
        else:
            self.visit_all(list(node.iter_child_nodes()), scope, depth)

    def _printed(self, node: nodes.Node, shape: Any, scope: dict[str, Any]) -> None:
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            text = node.value
            self.found.append(
                (
                    'template-quoted-placeholder',
                    f'"{text}"',
                    f"”{text}” står inom citattecken och skrivs som det står.",
                    f"Skriv {{{{ {text} }}}} utan citattecken." if '.' in text else "Skriv texten utan klamrar.",
                )
            )
            return
        if isinstance(node, nodes.CondExpr):
            for branch in (node.expr1, node.expr2):
                if branch is not None:
                    self._printed(branch, self.shape(branch, scope), scope)
            return
        self._not_text(node, shape)

    def _not_text(self, node: nodes.Node, shape: Any) -> None:
        """Note what is written, or made text of by a filter, and is no text."""
        if not isinstance(shape, (dict, list, bool)):
            return
        expression = _expression(node)
        subject = f"”{expression}”" if expression else "Det som ska skrivas"
        what, do = "en lista", "Upprepa den med {%p for … in … %}."
        if isinstance(shape, bool):
            what, do = "ja eller nej (sant eller falskt)", "Skriv texten inom {% if … %} och {% endif %}."
        elif isinstance(shape, dict):
            inner = ', '.join(f'{expression}.{key}' for key in sorted(shape)[:6] if expression)
            what, do = "en grupp av uppgifter", f"Skriv till exempel {inner}." if inner else "Skriv en av uppgifterna."
        told = f"{subject} är {what} och kan inte skrivas som text."
        self.found.append(('template-not-text', expression, told, do))

    def _loop(self, node: nodes.For, scope: dict[str, Any], depth: int) -> None:
        listed = self.shape(node.iter, scope)
        outside = self.rounds
        self.rounds *= max(len(listed), 1) if isinstance(listed, list) else _ROUNDS_OF_UNKNOWN
        if depth >= MAX_NESTED_LOOPS or self.rounds > MAX_ROUNDS:
            self.found.append(
                (
                    'template-too-nested',
                    _expression(node.iter),
                    f"För många upprepningar ligger i varandra, den innersta över ”{_expression(node.iter)}”.",
                    "Ta bort de innersta.",
                )
            )
            self.rounds = outside
            return
        item = listed[0] if isinstance(listed, list) and listed else _UNKNOWN
        if isinstance(listed, (dict, str, int)):
            expression = _expression(node.iter)
            self.found.append(
                (
                    'template-not-a-list',
                    expression,
                    f"”{expression}” är ingen lista och kan inte upprepas.",
                    "Skriv platshållaren direkt, utan for.",
                )
            )
        inner = {**scope, 'loop': _LOOP}
        for name in node.target.find_all(nodes.Name):
            inner[name.name] = item if isinstance(node.target, nodes.Name) else _UNKNOWN
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = item
        self.visit_all(node.body, inner, depth + 1)
        self.rounds = outside
        self.visit_all(node.else_, scope, depth)

    def shape(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        """Give what an expression is made of, noting every unknown name in it."""
        if isinstance(node, nodes.Name):
            if node.name in scope:
                return scope[node.name]
            self._unknown(node.name, node.name, list(scope))
            return _UNKNOWN
        if isinstance(node, nodes.Const) and node.value is None:
            self._unknown('none', 'none', list(scope))
        if isinstance(node, nodes.Const) and isinstance(node.value, (int, float)) and not abs(node.value) <= MAX_NUMBER:
            self.found.append(
                (
                    'template-forbidden',
                    '',
                    "Mallen innehåller ett orimligt stort tal.",
                    f"Skriv tal med högst {len(str(MAX_NUMBER)) - 1} siffror.",
                )
            )
        if isinstance(node, nodes.Getattr):
            return self._member(node, node.node, node.attr, scope)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return self._item(node, node.arg.value, scope)
        if isinstance(node, nodes.Filter) and node.name not in NAMES:
            self.found.append(
                (
                    'template-unknown-filter',
                    f'|{node.name}',
                    f"Filtret ”{node.name}” finns inte.",
                    f"De filter som finns är {', '.join(sorted(NAMES))}.",
                )
            )
        if type(node) in _REFUSED:
            self._refuse(node)
            return _UNKNOWN
        shapes = [self.shape(child, scope) for child in node.iter_child_nodes()]
        if isinstance(node, (nodes.List, nodes.Tuple)):
            return shapes
        if isinstance(node, nodes.Dict):
            return {}
        if isinstance(node, (nodes.Compare, nodes.Not, nodes.Test)):
            return True
        return self._filtered(node, shapes[0]) if isinstance(node, nodes.Filter) and shapes else _UNKNOWN

    def _filtered(self, node: nodes.Filter, shape: Any) -> Any:
        """What a filter makes of a shape."""
        if node.name in MAKE_TEXT and node.node is not None:
            self._not_text(node.node, shape)
        if not isinstance(shape, list):
            return _UNKNOWN
        if node.name in _KEEP_THE_LIST:
            return shape
        if node.name in ('first', 'last') and shape:
            return shape[0]
        if node.name == 'join' and shape and not any(each.key == 'attribute' for each in node.kwargs or ()):
            self._not_text(nodes.Const(''), shape[0])
        return _UNKNOWN

    def _item(self, node: nodes.Getitem, key: object, scope: dict[str, Any]) -> Any:
        if isinstance(key, str):
            return self._member(node, node.node, key, scope)
        listed = self.shape(node.node, scope)
        return listed[0] if isinstance(listed, list) and listed else _UNKNOWN

    def _member(self, node: nodes.Node, owner: nodes.Node, name: str, scope: dict[str, Any]) -> Any:
        shape = self.shape(owner, scope)
        if shape is _UNKNOWN:
            return _UNKNOWN
        if isinstance(shape, dict) and name in shape:
            return shape[name]
        prefix = _expression(owner)
        known = [f'{prefix}.{key}' for key in shape] if isinstance(shape, dict) else [prefix]
        self._unknown(_expression(node), name, known)
        return _UNKNOWN

    def _unknown(self, expression: str, name: str, known: list[str]) -> None:
        if expression in ONLY_IN and expression not in known:
            what = f"Platshållaren ”{expression}” finns inte i det här dokumentet."
            do = f"Ta bort den: {expression} finns bara i {ONLY_IN[expression]}."
            self.found.append(('template-unknown-placeholder', expression, what, do))
            return
        near = get_close_matches(expression, known, 1, cutoff=0.5)
        self.found.append(
            (
                'template-unknown-placeholder',
                expression if expression.endswith(name) else name,
                f"Platshållaren ”{expression}” finns inte.",
                f"Menade du ”{near[0]}”?" if near else f"De närmaste som finns är {', '.join(sorted(known)[:12])}.",
            )
        )

    def _refuse(self, node: nodes.Node) -> None:
        self.found.append(
            (
                'template-forbidden',
                _expression(node),
                f"Mallen {_REFUSED[type(node)]}.",
                "Ta bort det; en mall får bara använda platshållare, if och for.",
            )
        )


def _expression(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f'{_expression(node.node)}.{node.attr}'
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f'{_expression(node.node)}.{node.arg.value}'
    if isinstance(node, nodes.Call):
        return _expression(node.node)
    return getattr(node, 'name', '') or ''
