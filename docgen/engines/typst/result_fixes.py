"""Tags that Typst cannot set, or sets for what is no cell: headers of rows, rows held together, links in margins."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from docgen.pdf.structure import tags
from docgen.pdf.structure.header_cells import head_rows_by_first_cells, table_rows
from docgen.pdf.structure.tag_tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.engines.typst.content import Table, Ties

Spot = tuple[int, float, float]
"""Page from 1, and points from its upper left corner."""


@dataclass(frozen=True)
class MarginLink:
    """A link in a header or footer: what it says, where it leads, and how high its letters are, in points."""

    text: str
    target: str
    internal: bool
    above: float
    below: float


@dataclass(frozen=True)
class PlacedLink:
    """A link of a header or footer on one page; `place` is where an internal one leads."""

    link: MarginLink
    start: Spot
    end: Spot
    place: Spot | None


def finished(made: bytes, tables: Sequence[Table], ties: Sequence[Ties], links: Sequence[PlacedLink]) -> bytes:
    """The PDF with its rows' headers and its margins' links.

    Args:
        made: Typst's PDF.
        tables: those of the text in the order of their beginning.
        ties: the rows of each that stay on one page; the cells that hold them there are no cells to a listener.
        links: those in headers and footers, on each page.
    """
    with pikepdf.open(io.BytesIO(made)) as pdf:
        _finish_tables(pdf, tables, ties)
        _add_links(pdf, links)
        if '/ID' in pdf.trailer:
            del pdf.trailer['/ID']
        written = io.BytesIO()
        pdf.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return written.getvalue()


def _finish_tables(pdf: pikepdf.Pdf, tables: Sequence[Table], ties: Sequence[Ties]) -> None:
    found = [node for top in read_tree(pdf) for node in top.nodes() if node.role == 'Table']
    gone: set[bytes] = set()
    for node, table, tied in zip(found, tables, ties, strict=True):
        rows = table_rows(node)
        for first, _ in tied:
            *cells, tying = tags.kids(rows[first].element)
            rows[first].element.K = Array(cells)
            if '/ID' in tying:
                gone.add(bytes(tying.ID))
        if table.row_headers:
            head_rows_by_first_cells(node, sum(row.header for row in table.rows))
    if gone:
        root = pdf.Root.StructTreeRoot
        names = {name: element for name, element in tags.read_name_tree(root.IDTree).items() if name not in gone}
        root.IDTree = pdf.make_indirect(tags.name_tree(names))


def _add_links(pdf: pikepdf.Pdf, links: Sequence[PlacedLink]) -> None:
    """One annotation and one element for each link on each page (ISO 14289-1, 7.18.5)."""
    if not links:
        return
    root, document = pdf.Root.StructTreeRoot, tags.document_element(pdf)
    entries: dict[int, pikepdf.Object] = dict(tags.read_number_tree(root.get('/ParentTree')))
    following = max(entries, default=-1) + 1
    for link in links:
        page = pdf.pages[link.start[0] - 1].obj
        note = pdf.make_indirect(_annotation(pdf, link, following))
        page.Annots = Array([*page.get('/Annots', ()), note])
        page.Tabs = Name.S
        reference = Dictionary(Type=Name.OBJR, Pg=page, Obj=note)
        entries[following] = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Link, P=document, Pg=page, K=Array([reference]))
        )
        tags.append_kids(document, entries[following])
        following += 1
    root.ParentTree = pdf.make_indirect(tags.number_tree(entries))
    root.ParentTreeNextKey = following


def _annotation(pdf: pikepdf.Pdf, placed: PlacedLink, parent: int) -> Dictionary:
    link, (page, x, y) = placed.link, placed.start
    height = _height(pdf, page)
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([round(each, 3) for each in (x, height - y - link.below, placed.end[1], height - y + link.above)]),
        Border=Array([0, 0, 0]),
        F=4,
        StructParent=parent,
        Contents=String(link.text or link.target),
    )
    if placed.place is not None:
        target, left, top = placed.place
        note.Dest = Array(
            [pdf.pages[target - 1].obj, Name.XYZ, round(left, 3), round(_height(pdf, target) - top, 3), None]
        )
    else:
        note.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(link.target))
    return note


def _height(pdf: pikepdf.Pdf, page: int) -> float:
    box: Mapping[int, object] | pikepdf.Object = pdf.pages[page - 1].mediabox
    return float(box[3])  # type: ignore[arg-type]
