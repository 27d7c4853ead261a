"""The way back from the pages to the tags, written anew from the tree (ISO 32000-1, 14.7.4.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Name

from docgen.pdf.structure import tags
from docgen.pdf.structure.tag_tree import Mark, Node, ObjectReference, read_tree

if TYPE_CHECKING:
    import pikepdf

    from docgen.pdf.structure.tag_tree import Identity


def rebuild(pdf: pikepdf.Pdf) -> None:
    """Number pages and annotations anew and enter the owner of each piece of content."""
    root = pdf.Root.StructTreeRoot
    rows: dict[int, dict[int, pikepdf.Object]] = {index: {} for index in range(len(pdf.pages))}
    owners: dict[Identity, pikepdf.Object] = {}
    for node in (node for top in read_tree(pdf) for node in top.nodes()):
        _enter(node, rows, owners)
    entries: dict[int, object] = {}
    for index, page in enumerate(pdf.pages):
        page.obj.StructParents = index
        row = rows[index]
        entries[index] = pdf.make_indirect(Array([row.get(number) for number in range(max(row, default=-1) + 1)]))
    following = len(pdf.pages)
    for page in pdf.pages:
        annotations = page.obj.get('/Annots')
        for annotation in annotations if isinstance(annotations, Array) else ():
            owner = owners.get(annotation.objgen)
            if owner is not None:
                annotation.StructParent = following
                entries[following] = owner
                following += 1
            elif '/StructParent' in annotation:
                del annotation['/StructParent']
    root.ParentTree = pdf.make_indirect(tags.number_tree(entries))
    root.ParentTreeNextKey = following
    root.Type = Name.StructTreeRoot


def _enter(node: Node, rows: dict[int, dict[int, pikepdf.Object]], owners: dict[Identity, pikepdf.Object]) -> None:
    for child in node.children:
        if isinstance(child, Mark) and child.page is not None and child.stream is None:
            rows[child.page][child.number] = node.element
        elif isinstance(child, ObjectReference):
            owners[child.target] = node.element
