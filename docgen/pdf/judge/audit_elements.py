"""Audit of the elements without their pages: root, parents, roles, headings, figures, tables, lists, notes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name

from docgen.pdf.judge.defects import Defect, DefectKind
from docgen.pdf.structure import tags
from docgen.pdf.structure.tag_tree import STANDARD, Mark, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

_ELEMENT = Name.StructElem
_HEADINGS = {f'H{level}': level for level in range(1, 7)}
_ALLOWED_IN = {
    'L': {'LI', 'Caption', 'L'},
    'Table': {'TR', 'THead', 'TBody', 'TFoot', 'Caption'},
    'THead': {'TR'},
    'TBody': {'TR'},
    'TFoot': {'TR'},
    'TR': {'TH', 'TD'},
}


def element_defects(pdf: pikepdf.Pdf, tops: tuple[Node, ...]) -> list[Defect]:
    """Faults that can be seen without looking at the pages."""
    if not tops:
        return [Defect(DefectKind.NO_TAGS, "Filen saknar taggar.")]
    root = pdf.Root.StructTreeRoot
    nodes = [node for top in tops for node in top.nodes()]
    found: list[Defect] = []
    if len(tops) != 1 or tops[0].role != 'Document':
        kinds = ', '.join(top.kind or '?' for top in tops)
        found.append(Defect(DefectKind.ROOT, f"Taggträdets topp är inte ett enda Document utan: {kinds}."))
    if root.get('/Type') != Name.StructTreeRoot:
        found.append(Defect(DefectKind.ELEMENT, "Taggträdets rot har fel /Type."))
    found += _singly(nodes, root)
    found += _headings(nodes)
    found += _identities(nodes, root)
    return found


def _singly(nodes: list[Node], root: pikepdf.Object) -> Iterator[Defect]:
    for node in nodes:
        for kind, message in (*_alone(node, root), *_by_role(node)):
            yield Defect(kind, message, _page(node))


def _alone(node: Node, root: pikepdf.Object) -> Iterator[tuple[DefectKind, str]]:
    if not node.kind:
        yield DefectKind.ELEMENT, "En tagg saknar namn (/S)."
    elif node.role not in STANDARD:
        yield DefectKind.ELEMENT, f"Taggen {node.kind} leder inte till någon standardtagg."
    if node.element.get('/Type', _ELEMENT) != _ELEMENT:
        yield DefectKind.ELEMENT, f"Taggen {node.kind} har fel /Type."
    if node.again:
        yield DefectKind.PARENT, f"Taggen {node.kind} nås på två vägar."
    expected = node.parent.identity if node.parent else root.objgen
    holder = node.element.get('/P')
    if not isinstance(holder, Dictionary) or holder.objgen != expected:
        yield DefectKind.PARENT, f"Taggen {node.kind} pekar inte på den tagg som håller den."


def _by_role(node: Node) -> Iterator[tuple[DefectKind, str]]:
    if node.role in ('Figure', 'Formula') and not (node.text('/Alt').strip() or node.text('/ActualText').strip()):
        yield DefectKind.FIGURE, "En bild saknar alternativtext."
    if node.role in _ALLOWED_IN:
        kind = DefectKind.LIST if node.role == 'L' else DefectKind.TABLE
        for child in node.children:
            if isinstance(child, Mark) or (isinstance(child, Node) and child.role not in _ALLOWED_IN[node.role]):
                what = child.kind if isinstance(child, Node) else "text utan tagg"
                yield kind, f"Taggen {node.kind} innehåller {what}."
    if node.role == 'Table':
        headers = [below for below in node.nodes() if below.role == 'TH']
        if not headers:
            yield DefectKind.TABLE, "En tabell saknar rubrikceller."
        for header in headers:
            if not header.text('/ID') and not _attribute(header, '/Scope'):
                yield DefectKind.TABLE, "En rubrikcell säger inte om den gäller rad eller kolumn."


def _headings(nodes: list[Node]) -> Iterator[Defect]:
    level = 0
    for node in nodes:
        new = _HEADINGS.get(node.role)
        if new is None:
            continue
        if new > level + 1:
            before = f"H{level}" if level else "dokumentets början"
            yield Defect(DefectKind.HEADING, f"En rubrik H{new} kommer direkt efter {before}.", _page(node))
        level = new


def _identities(nodes: list[Node], root: pikepdf.Object) -> Iterator[Defect]:
    listed = {key: value.objgen for key, value in tags.read_name_tree(root.get('/IDTree')).items()}
    used = Counter(bytes(node.element.ID) for node in nodes if not node.again and '/ID' in node.element)
    for identity, times in used.items():
        if times > 1:
            yield Defect(DefectKind.IDENTITY, f"Taggnamnet {identity.decode('latin-1')} finns {times} gånger.")
    for node in nodes:
        if '/ID' in node.element:
            if listed and listed.get(bytes(node.element.ID)) != node.identity:
                yield Defect(DefectKind.IDENTITY, f"Taggen {node.kind} finns inte i namnregistret.", _page(node))
        elif node.role == 'Note':
            yield Defect(DefectKind.IDENTITY, "En fotnot saknar /ID.", _page(node))
    for name in _headers(nodes):
        if name not in used:
            yield Defect(
                DefectKind.TABLE, f"En cell hänvisar till rubrikcellen {name.decode('latin-1')} som inte finns."
            )


def _headers(nodes: list[Node]) -> Iterator[bytes]:
    for node in nodes:
        if node.role in ('TH', 'TD'):
            headers = _attribute(node, '/Headers')
            if isinstance(headers, Array):
                yield from (bytes(name) for name in headers)


def _attribute(node: Node, key: str) -> pikepdf.Object | None:
    attributes = node.element.get('/A')
    for attribute in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(attribute, Dictionary) and key in attribute:
            return attribute[key]
    return None


def _page(node: Node) -> int | None:
    """The page from 1 of the first content below, good enough to find the place."""
    for mark, _ in node.marks():
        return None if mark.page is None else mark.page + 1
    return None
