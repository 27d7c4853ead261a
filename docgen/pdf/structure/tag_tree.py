"""The structure tree read once into plain Python objects, for the audit, the judge and reading aloud."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf.structure.tags import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterator

Identity = tuple[int, int]
"""Object and generation number; (0, 0) for an object without one."""

_MCR, _OBJR = Name.MCR, Name.OBJR
STANDARD = frozenset(
    # One word a line would hide the table's order.
    (  # noqa: SIM905
        'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl '
        'LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP '
        'Warichu WT WP Figure Formula Form'
    ).split()
)
"""The standard structure types (ISO 32000-1, 14.8.4)."""


@dataclass(frozen=True)
class Mark:
    """Marked content: page from 0 (None: not in the page tree), number, and the stream it is in if not the page's."""

    page: int | None
    number: int
    stream: Identity | None = None


@dataclass(frozen=True)
class ObjectReference:
    """An annotation or picture that belongs to an element."""

    target: Identity
    page: int | None


@dataclass(eq=False)
class Node:
    """A structure element. `role` is its standard type; `kind` what it is called in the file ('' when nothing)."""

    element: pikepdf.Object
    identity: Identity
    kind: str
    role: str
    parent: Node | None
    children: list[Node | Mark | ObjectReference] = field(default_factory=list)
    again: bool = False
    """The element was already reached by another way; its children are not read again."""

    def text(self, key: str) -> str:
        """A text entry such as '/Alt', '' when it is missing."""
        value = self.element.get(key)
        return str(value) if isinstance(value, pikepdf.String) else ''

    def nodes(self) -> Iterator[Node]:
        """This element and all below, in reading order."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def marks(self) -> Iterator[tuple[Mark, Node]]:
        """All marked content below with its element, in reading order."""
        stack: list[tuple[Node | Mark | ObjectReference, Node]] = [(self, self)]
        while stack:
            item, owner = stack.pop()
            if isinstance(item, Node):
                stack.extend((child, item) for child in reversed(item.children))
            elif isinstance(item, Mark):
                yield item, owner


def read_tree(pdf: pikepdf.Pdf) -> tuple[Node, ...]:
    """The top elements of the tree, in order; none when the file has no tags."""
    root = pdf.Root.get('/StructTreeRoot')
    if not isinstance(root, Dictionary):
        return ()
    return _Reader(pdf, root).tops()


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, root: pikepdf.Object) -> None:
        self.root = root
        self.pages: dict[Identity, int] = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        roles = root.get('/RoleMap')
        self.roles = (
            {key[1:]: str(value)[1:] for key, value in roles.items() if isinstance(value, Name)}
            if isinstance(roles, Dictionary)
            else {}
        )
        self.seen: set[Identity] = set()

    def tops(self) -> tuple[Node, ...]:
        kids = self.root.get('/K')
        tops = kids if isinstance(kids, Array) else [kids]
        return tuple(self._node(top, None, 0) for top in tops if isinstance(top, Dictionary))

    def _node(self, element: pikepdf.Object, parent: Node | None, depth: int) -> Node:
        kind = element.get('/S')
        name = str(kind)[1:] if isinstance(kind, Name) else ''
        node = Node(element, element.objgen, name, self._role(name), parent)
        if node.identity in self.seen or depth > DEEPEST:
            node.again = True
            return node
        if node.identity != (0, 0):
            self.seen.add(node.identity)
        kids = element.get('/K')
        if kids is None:
            return node
        page = self._page(element)
        for kid in kids if isinstance(kids, Array) else [kids]:
            child = self._child(kid, node, page, depth)
            if child is not None:
                node.children.append(child)
        return node

    def _child(self, kid: object, node: Node, page: int | None, depth: int) -> Node | Mark | ObjectReference | None:
        if isinstance(kid, int):
            return Mark(page, kid)
        if not isinstance(kid, Dictionary):
            return None
        kind = kid.get('/Type')
        if kind == _MCR:
            own = self._page(kid) if '/Pg' in kid else page
            stream = kid.get('/Stm')
            return Mark(own, int(kid.get('/MCID', -1)), stream.objgen if isinstance(stream, pikepdf.Stream) else None)
        if kind == _OBJR:
            own = self._page(kid) if '/Pg' in kid else page
            target = kid.get('/Obj')
            return ObjectReference(target.objgen if isinstance(target, pikepdf.Object) else (0, 0), own)
        return self._node(kid, node, depth + 1)

    def _page(self, holder: pikepdf.Object) -> int | None:
        page = holder.get('/Pg')
        return self.pages.get(page.objgen) if isinstance(page, pikepdf.Object) else None

    def _role(self, name: str) -> str:
        for _ in range(len(self.roles) + 1):
            if name in STANDARD or name not in self.roles:
                return name
            name = self.roles[name]
        return ''
