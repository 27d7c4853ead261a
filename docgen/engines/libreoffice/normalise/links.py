"""Links: one element for each annotation, and a description that can be read aloud (ISO 14289-1, 7.18.5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, String

from docgen.engines.libreoffice.normalise.elements import remove
from docgen.pdf.structure import tags
from docgen.pdf.structure.page_text import RunningText
from docgen.pdf.structure.tag_tree import Identity, Node, ObjectReference, read_tree

if TYPE_CHECKING:
    import pikepdf

    from docgen.pdf.structure.page_text import Reading, Run


def mend_links(pdf: pikepdf.Pdf, written: Reading) -> None:
    """Merge elements that share an annotation, own those that nobody owns, and describe each by the link's text."""
    painted: defaultdict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in written.runs:
        if run.mark is not None:
            painted[run.page, run.mark].append(run)
    owners = _owners(pdf)
    described: dict[Identity, str] = {}
    for identity, nodes in owners.items():
        for other in nodes[1:]:
            merge(nodes[0], other)
        words = RunningText()
        for mark in (mark for node in nodes for mark, _ in node.marks()):
            for run in painted[mark.page, mark.number] if mark.page is not None else ():
                words.add_run(run)
        described[identity] = str(words)
    for page in pdf.pages:
        annotations = page.obj.get('/Annots')
        for annotation in annotations if isinstance(annotations, Array) else ():
            if annotation.get('/Subtype') != Name.Link:
                continue
            if annotation.objgen not in owners:
                _own(pdf, page.obj, annotation)
            text = described.get(annotation.objgen) or ' '.join(str(annotation.get('/Contents', '')).split())
            annotation.Contents = String(text or _target(pdf, annotation))
    _join_broken(pdf)


def _join_broken(pdf: pikepdf.Pdf) -> None:
    """One link where a line ends within it: the engine makes one of each line's part."""
    annotations = {each.objgen: each for page in pdf.pages for each in _annotations(page)}
    for parent in (node for top in read_tree(pdf) for node in top.nodes()):
        before: Node | None = None
        for child in parent.children:
            if before is not None and isinstance(child, Node) and child.role == 'Link':
                one, other = ([annotations.get(each) for each in _targets(node)] for node in (before, child))
                if one and other and _address(one[0]) and _address(one[0]) == _address(other[0]):
                    merge(before, child)
                    continue
            before = child if isinstance(child, Node) and child.role == 'Link' else None


def _annotations(page: pikepdf.Page) -> list[pikepdf.Object]:
    found = page.obj.get('/Annots')
    return list(found) if isinstance(found, Array) else []


def _targets(node: Node) -> list[Identity]:
    return [child.target for child in node.children if isinstance(child, ObjectReference)]


def _address(annotation: pikepdf.Object | None) -> str:
    action = annotation.get('/A') if annotation is not None else None
    return str(action.URI) if isinstance(action, Dictionary) and '/URI' in action else ''


def _owners(pdf: pikepdf.Pdf) -> dict[Identity, list[Node]]:
    owners: defaultdict[Identity, list[Node]] = defaultdict(list)
    for node in (node for top in read_tree(pdf) for node in top.nodes()):
        for child in node.children:
            if isinstance(child, ObjectReference):
                owners[child.target].append(node)
    return dict(owners)


def merge(first: Node, other: Node) -> None:
    """Give what the second element holds to the first, and take the second out of the tree."""
    page = other.element.get('/Pg')
    held = tags.kids(first.element)
    known = {_annotation(kid) for kid in held}
    moved = []
    for kid in tags.kids(other.element):
        if _annotation(kid) is not None and _annotation(kid) in known:
            continue
        if isinstance(kid, int) and page is not None:
            moved.append(Dictionary(Type=Name.MCR, Pg=page, MCID=kid))
        else:
            if tags.is_element(kid):
                kid.P = first.element
            moved.append(kid)
    together = [*held, *moved]
    content = [kid for kid in together if _annotation(kid) is None]
    first.element.K = Array([*content, *(kid for kid in together if _annotation(kid) is not None)])
    remove(other)


def _annotation(kid: object) -> Identity | None:
    """What an object reference refers to."""
    return kid.Obj.objgen if isinstance(kid, Dictionary) and kid.get('/Type') == Name.OBJR else None


def _own(pdf: pikepdf.Pdf, page: pikepdf.Object, annotation: pikepdf.Object) -> None:
    """A link in a header or footer, whose text is no part of the document, still must be in the tree (7.18.1)."""
    document = tags.document_element(pdf)
    reference = Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)
    link = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=document, Pg=page, K=Array([reference])))
    tags.append_kids(document, link)


def _target(pdf: pikepdf.Pdf, annotation: pikepdf.Object) -> str:
    action = annotation.get('/A')
    if isinstance(action, Dictionary) and '/URI' in action:
        return str(action.URI)
    place = annotation.get('/Dest')
    if isinstance(place, Array) and len(place):
        for number, page in enumerate(pdf.pages, start=1):
            if isinstance(place[0], Dictionary) and page.obj.objgen == place[0].objgen:
                return f"Sidan {number}"
    return ''
