"""One tagged PDF grafted behind another: pages, tags, links, IDs, roles, bookmarks (ISO 32000-1, 14.7 and 12.3).

Every ready-made merge loses tags, so the source is made ready in memory first (numbers offset, names made its own,
links to names turned into links to places), then its pages are copied, and last its structure tree,
whose references to pages then meet the copied pages.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from docgen.pdf.structure import tags

if TYPE_CHECKING:
    from collections.abc import Iterator


def graft(master: pikepdf.Pdf, source: pikepdf.Pdf, title: str, prefix: str) -> pikepdf.Object | None:
    """Append the source's pages to the master as one tagged `Part`.

    Args:
        master: gets the pages.
        source: where they come from; it is changed in memory and must stay open until the master is saved.
        title: of the `Part`.
        prefix: makes the source's element IDs unique in the master.

    Returns:
        The copied first outline item of the source (its siblings follow by `/Next`), if it has an outline.
    """
    offset = _next_key(master)
    _offset_numbers(source, offset)
    _resolve_named_destinations(source)
    source_root = source.Root.StructTreeRoot
    document = tags.document_element(source)
    _merge_roles(master, source)
    _make_ids_unique(source_root, prefix.encode())

    with warnings.catch_warnings():
        # The warning is about named destinations, which have just been resolved.
        warnings.simplefilter('ignore', pikepdf.PageCopyWarning)
        master.pages.extend(source.pages)
    copied_root = master.copy_foreign(source_root)
    part = master.copy_foreign(document)
    part.S = Name.Part
    part.T = String(title)
    source_language = source.Root.get('/Lang')
    if source_language is not None and str(source_language) != str(master.Root.get('/Lang', '')):
        part.Lang = String(str(source_language))
    tags.append_kids(tags.document_element(master), part)
    _merge_parent_tree(master, copied_root, offset)
    _merge_ids(master, copied_root)
    outlines = source.Root.get('/Outlines')
    if isinstance(outlines, Dictionary) and isinstance(outlines.get('/First'), Dictionary):
        copied: pikepdf.Object = master.copy_foreign(outlines)
        return copied.First
    return None


def _next_key(pdf: pikepdf.Pdf) -> int:
    root = pdf.Root.StructTreeRoot
    used = tags.read_number_tree(root.get('/ParentTree'))
    return max(int(root.get('/ParentTreeNextKey', 0)), max(used, default=-1) + 1)


def _offset_numbers(pdf: pikepdf.Pdf, offset: int) -> None:
    """Shift `/StructParents` of pages and form XObjects and `/StructParent` of annotations and XObjects."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        _shift(page.obj, '/StructParents', offset)
        annotations = page.obj.get('/Annots')
        if isinstance(annotations, Array):
            for annotation in annotations:
                _shift(annotation, '/StructParent', offset)
        for xobject in _xobjects(page.obj, seen):
            _shift(xobject, '/StructParents', offset)
            _shift(xobject, '/StructParent', offset)


def _shift(holder: pikepdf.Object, key: str, offset: int) -> None:
    if key in holder:
        holder[key] = int(holder[key]) + offset


def _xobjects(holder: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    resources = holder.get('/Resources')
    if not isinstance(resources, Dictionary) or not isinstance(resources.get('/XObject'), Dictionary):
        return
    for xobject in resources.XObject.values():
        if xobject.objgen in seen:
            continue
        seen.add(xobject.objgen)
        yield xobject
        yield from _xobjects(xobject, seen)


def _resolve_named_destinations(pdf: pikepdf.Pdf) -> None:
    """Turn links by name into links by place, for names of two files may collide; then drop the names."""
    named: dict[bytes, pikepdf.Object] = {}
    names = pdf.Root.get('/Names')
    if isinstance(names, Dictionary):
        named.update(tags.read_name_tree(names.get('/Dests')))
    old = pdf.Root.get('/Dests')
    if isinstance(old, Dictionary):
        named.update({key.encode(): value for key, value in old.items()})
    if not named:
        return
    for page in pdf.pages:
        annotations = page.obj.get('/Annots')
        if isinstance(annotations, Array):
            for annotation in annotations:
                _resolve(annotation, named)
    for item in _outline_items(pdf.Root.get('/Outlines')):
        _resolve(item, named)
    if isinstance(names, Dictionary) and '/Dests' in names:
        del names['/Dests']
    if '/Dests' in pdf.Root:
        del pdf.Root['/Dests']


def _resolve(link: pikepdf.Object, named: dict[bytes, pikepdf.Object]) -> None:
    for holder, key in ((link, '/Dest'), (link.get('/A'), '/D')):
        if not isinstance(holder, Dictionary):
            continue
        name = holder.get(key)
        if isinstance(name, String | Name):
            place = named.get(bytes(name) if isinstance(name, String) else str(name).encode())
            if isinstance(place, Dictionary):
                place = place.get('/D')
            if isinstance(place, Array):
                holder[key] = Array(list(place))


def _outline_items(node: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    item = node.get('/First') if isinstance(node, Dictionary) else None
    while isinstance(item, Dictionary):
        yield item
        yield from _outline_items(item)
        item = item.get('/Next')


def _merge_roles(master: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    """Merge role and class maps; a name that means something else in the master gets a new name in the source."""
    source_root = source.Root.StructTreeRoot
    for map_key, element_key in (('/RoleMap', '/S'), ('/ClassMap', '/C')):
        incoming = source_root.get(map_key)
        if not isinstance(incoming, Dictionary):
            continue
        target = master.Root.StructTreeRoot
        if map_key not in target:
            target[map_key] = Dictionary()
        existing = target[map_key]
        renamed: dict[str, str] = {}
        for key, value in list(incoming.items()):
            new, number = key, 2
            while new in existing and not _same(existing[new], value):
                new, number = f'{key}-{number}', number + 1
            if new not in existing:
                existing[new] = value if isinstance(value, Name) else master.copy_foreign(source.make_indirect(value))
            if new != key:
                renamed[key] = new
        if renamed:
            _rename(source_root, element_key, renamed)


def _same(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    return one.unparse(resolved=True) == other.unparse(resolved=True)


def _rename(source_root: pikepdf.Object, element_key: str, renamed: dict[str, str]) -> None:
    for element in tags.elements(source_root):
        value = element.get(element_key)
        if isinstance(value, Array):
            element[element_key] = Array(
                [Name(renamed.get(str(name), str(name))) if isinstance(name, Name) else name for name in value]
            )
        elif isinstance(value, Name) and str(value) in renamed:
            element[element_key] = Name(renamed[str(value)])


def _make_ids_unique(source_root: pikepdf.Object, prefix: bytes) -> None:
    """Prefix element IDs, the IDTree's keys and the table cells' `/Headers`."""
    for element in tags.elements(source_root):
        if '/ID' in element:
            element.ID = String(prefix + bytes(element.ID))
        attributes = element.get('/A')
        if attributes is None:
            continue
        for attribute in list(attributes) if isinstance(attributes, Array) else [attributes]:
            if isinstance(attribute, Dictionary) and '/Headers' in attribute:
                attribute.Headers = Array([String(prefix + bytes(name)) for name in attribute.Headers])
    if '/IDTree' in source_root:
        names = tags.read_name_tree(source_root.IDTree)
        source_root.IDTree = tags.name_tree({prefix + key: value for key, value in names.items()})


def _merge_parent_tree(master: pikepdf.Pdf, copied_root: pikepdf.Object, offset: int) -> None:
    root = master.Root.StructTreeRoot
    entries = tags.read_number_tree(root.get('/ParentTree'))
    for key, value in tags.read_number_tree(copied_root.get('/ParentTree')).items():
        entries[key + offset] = value
    root.ParentTree = master.make_indirect(tags.number_tree(entries))
    root.ParentTreeNextKey = max(entries, default=-1) + 1


def _merge_ids(master: pikepdf.Pdf, copied_root: pikepdf.Object) -> None:
    incoming = tags.read_name_tree(copied_root.get('/IDTree'))
    if incoming:
        root = master.Root.StructTreeRoot
        root.IDTree = master.make_indirect(tags.name_tree({**tags.read_name_tree(root.get('/IDTree')), **incoming}))


def add_bookmark(pdf: pikepdf.Pdf, title: str, page: pikepdf.Object, first: pikepdf.Object | None) -> None:
    """Append an outline entry that leads to the top of `page`, with `first` and its siblings as children.

    A single child with the same title as the entry gives way to its own children.

    Args:
        pdf: gets the entry (ISO 32000-1, 12.3.3).
        title: what the entry says.
        page: the page object that it leads to.
        first: the first of the entries below it, as `graft` gives it.
    """
    if '/Outlines' not in pdf.Root:
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
    outlines = pdf.Root.Outlines
    top = outlines.get('/Last')
    entry = pdf.make_indirect(
        Dictionary(Title=String(title), Parent=outlines, Dest=Array([page, Name.XYZ, None, _top(page), None]))
    )
    if first is not None and str(first.get('/Title', '')) == title and '/Next' not in first:
        first = first.get('/First')
    children = list(_siblings(first))
    if children:
        for child in children:
            child.Parent = entry
        entry.First, entry.Last, entry.Count = children[0], children[-1], -len(children)
    if isinstance(top, Dictionary):
        top.Next, entry.Prev = entry, top
    else:
        outlines.First = entry
    outlines.Last = entry
    outlines.Count = sum(1 + max(0, int(item.get('/Count', 0))) for item in _siblings(outlines.First))


def _siblings(item: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    while isinstance(item, Dictionary):
        yield item
        item = item.get('/Next')


def _top(page: pikepdf.Object) -> float:
    return float(pikepdf.Page(page).cropbox[3])
