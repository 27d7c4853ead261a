"""The structure tree as it lies in the file, to be read and changed (ISO 32000-1, 14.7): elements and its two trees.

Whoever only reads it uses `tag_tree`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEPEST = 200
"""Levels of nesting after which a tree is taken to be circular: no real document comes near."""


def kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    """The children of a structure element or the tree's root, one child or many alike."""
    found = node.get('/K')
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def is_element(node: object) -> bool:
    """Tell an element from a marked-content number, an `MCR` and an `OBJR`."""
    return isinstance(node, Dictionary) and node.get('/Type') not in (Name.MCR, Name.OBJR)


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All structure elements below a node, in reading order.

    Raises:
        RecursionError: the tree is deeper than `DEEPEST`, that is, circular.
    """
    stack = [iter(kids(node))]
    while stack:
        for kid in stack[-1]:
            if is_element(kid):
                yield kid
                if len(stack) > DEEPEST:
                    raise RecursionError('structure tree is circular')
                stack.append(iter(kids(kid)))
                break
        else:
            stack.pop()


def document_element(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The one `Document` element at the top; made around what is there when the tree has no such root."""
    root = pdf.Root.StructTreeRoot
    tops = kids(root)
    if len(tops) == 1 and is_element(tops[0]) and tops[0].get('/S') == Name.Document:
        return tops[0]
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array(tops)))
    for top in tops:
        top.P = document
    root.K = Array([document])
    return document


def append_kids(element: pikepdf.Object, *new: pikepdf.Object) -> None:
    """Add children last in reading order and make the element their parent."""
    element.K = Array([*kids(element), *new])
    for kid in new:
        kid.P = element


def read_number_tree(node: pikepdf.Object | None) -> dict[int, pikepdf.Object]:
    """A number tree (ISO 32000-1, 7.9.7) as a plain mapping."""
    return {int(key): value for key, value in _leaves(node, '/Nums', 0)}


def read_name_tree(node: pikepdf.Object | None) -> dict[bytes, pikepdf.Object]:
    """A name tree (ISO 32000-1, 7.9.6) as a plain mapping."""
    return {bytes(key): value for key, value in _leaves(node, '/Names', 0)}


def number_tree(entries: Mapping[int, object]) -> Dictionary:
    """A flat number tree with ascending keys."""
    return Dictionary(Nums=Array([part for key in sorted(entries) for part in (key, entries[key])]))


def name_tree(entries: Mapping[bytes, object]) -> Dictionary:
    """A flat name tree in byte order."""
    leaves = [part for key in sorted(entries) for part in (pikepdf.String(key), entries[key])]
    return Dictionary(Names=Array(leaves))


def _leaves(node: pikepdf.Object | None, leaf: str, depth: int) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    if not isinstance(node, Dictionary) or depth > DEEPEST:
        return
    flat = node.get(leaf)
    if isinstance(flat, Array):
        items = list(flat)
        yield from zip(items[::2], items[1::2], strict=False)
    branches = node.get('/Kids')
    if isinstance(branches, Array):
        for branch in branches:
            yield from _leaves(branch, leaf, depth + 1)
