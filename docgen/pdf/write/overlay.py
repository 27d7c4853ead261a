"""Drawn content laid over (or under) an existing page, with its own resource names and marked-content numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf.structure import tags
from docgen.pdf.structure.marked_content import next_mcid

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED = {'Tf': '/Font', 'Do': '/XObject', 'gs': '/ExtGState', 'cs': '/ColorSpace', 'CS': '/ColorSpace'}


def lay_over(pdf: pikepdf.Pdf, page: pikepdf.Object, drawing: pikepdf.Pdf, owners: Sequence[pikepdf.Object]) -> None:
    """Add the drawing's first page on top of `page`.

    Args:
        pdf: the file.
        page: one of its pages.
        drawing: a PDF of one page of the same size, whose marked content is numbered from `next_mcid(page)`; it must
            stay open until `pdf` is saved.
        owners: the structure elements of the marked content, in the order of its numbers.
    """
    drawn = drawing.pages[0].obj
    first = next_mcid(page)
    names = _copy_resources(pdf, page, drawing, drawn.get('/Resources', Dictionary()))
    instructions: list[tuple[Sequence[pikepdf.Object], pikepdf.Operator]] = []
    for instruction in pikepdf.parse_content_stream(drawing.pages[0]):
        category = _NAMED.get(str(instruction.operator))
        renamed = [
            Name(names[category, str(operand)])
            if category and isinstance(operand, Name) and (category, str(operand)) in names
            else operand
            for operand in instruction.operands
        ]
        instructions.append((renamed, instruction.operator))
    content = pikepdf.unparse_content_stream(instructions)
    # The page's own content may leave its coordinate system changed: it is fenced in.
    page.Contents = Array(
        [
            pdf.make_stream(b'q\n'),
            *page_streams(page),
            pdf.make_stream(b'\nQ\nq\n' + content + b'\nQ\n'),
        ]
    )
    _own(pdf, page, first, owners)


def page_streams(page: pikepdf.Object) -> list[pikepdf.Object]:
    """The page's content streams, one or several alike."""
    contents = page.get('/Contents')
    if contents is None:
        return []
    return list(contents) if isinstance(contents, Array) else [contents]


def _copy_resources(
    pdf: pikepdf.Pdf, page: pikepdf.Object, drawing: pikepdf.Pdf, resources: pikepdf.Object
) -> dict[tuple[str, str], str]:
    """Copy what the drawing uses under free names; returns the new name for each category and old name."""
    own = own_resources(page)
    names: dict[tuple[str, str], str] = {}
    for category in sorted(set(_NAMED.values())):
        entries = resources.get(category)
        if not isinstance(entries, Dictionary) or not len(entries):
            continue
        # Pages of one document may share a dictionary: it is copied before it grows.
        shelf = Dictionary(dict(own.get(category, Dictionary()).items()))
        for key in sorted(entries.keys()):
            number = 0
            while (new := f'/Dg{category[1]}{number}') in shelf:
                number += 1
            shelf[new] = pdf.copy_foreign(drawing.make_indirect(entries[key]))
            names[category, key] = new
        own[category] = shelf
    page.Resources = own
    return names


def own_resources(page: pikepdf.Object) -> Dictionary:
    """The page's resources, its own or inherited, as a dictionary of its own."""
    holder: pikepdf.Object | None = page
    while isinstance(holder, Dictionary):
        if isinstance(holder.get('/Resources'), Dictionary):
            return Dictionary(dict(holder.Resources.items()))
        holder = holder.get('/Parent')
    return Dictionary()


def _own(pdf: pikepdf.Pdf, page: pikepdf.Object, first: int, owners: Sequence[pikepdf.Object]) -> None:
    """Enter the elements in the page's row of the ParentTree (ISO 32000-1, 14.7.4.4)."""
    if not owners:
        return
    root = pdf.Root.StructTreeRoot
    entries = tags.read_number_tree(root.get('/ParentTree'))
    if '/StructParents' not in page:
        page.StructParents = max([int(root.get('/ParentTreeNextKey', 0)) - 1, *entries], default=-1) + 1
    key = int(page.StructParents)
    row: list[pikepdf.Object | None] = list(entries.get(key, Array()))
    row += [None] * (first - len(row))
    entries[key] = pdf.make_indirect(Array([*row[:first], *owners]))
    root.ParentTree = pdf.make_indirect(tags.number_tree(entries))
    root.ParentTreeNextKey = max(entries) + 1
