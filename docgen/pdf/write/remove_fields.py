"""A file without its form fields: what is printed to be signed by hand must not seem to be signable as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name

from docgen.pdf.structure import tags

if TYPE_CHECKING:
    import pikepdf


def remove_fields(pdf: pikepdf.Pdf) -> None:
    """Take away every field, its annotations, its tags and its rows in the ParentTree; nothing printed changes."""
    keys: set[int] = set()
    gone: set[tuple[int, int]] = set()
    for page in pdf.pages:
        annotations = page.obj.get('/Annots')
        if not isinstance(annotations, Array):
            continue
        kept = []
        for annotation in annotations:
            if annotation.get('/Subtype') != Name.Widget:
                kept.append(annotation)
                continue
            gone.add(annotation.objgen)
            if '/StructParent' in annotation:
                keys.add(int(annotation.StructParent))
        if kept:
            page.obj.Annots = Array(kept)
        else:
            del page.obj['/Annots']
    if '/AcroForm' in pdf.Root:
        del pdf.Root['/AcroForm']
    root = pdf.Root.get('/StructTreeRoot')
    if not gone or not isinstance(root, Dictionary):
        return
    entries = tags.read_number_tree(root.get('/ParentTree'))
    root.ParentTree = pdf.make_indirect(tags.number_tree({key: entries[key] for key in entries if key not in keys}))
    _prune(root, gone)


def _prune(node: pikepdf.Object, gone: set[tuple[int, int]]) -> bool:
    """Remove references to the annotations, and elements left empty; tell whether the node has become empty."""
    before = tags.kids(node)
    kept = []
    for kid in before:
        reference = isinstance(kid, Dictionary) and kid.get('/Type') == Name.OBJR
        if reference and kid.Obj.objgen in gone:
            continue
        if tags.is_element(kid) and _prune(kid, gone):
            continue
        kept.append(kid)
    if len(kept) != len(before):
        node.K = Array(kept)
    return bool(before) and not kept
