"""Outlines joined: an appendix's bookmarks under one entry with its title (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Iterator


def add_entry(pdf: pikepdf.Pdf, title: str, page: pikepdf.Object, first: pikepdf.Object | None) -> None:
    """Append an outline entry that leads to the top of `page`, with `first` and its siblings as children.

    A single child with the same title as the entry gives way to its own children.
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
