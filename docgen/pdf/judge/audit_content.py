"""Audit of pages against tags: each marked content has one element, which the ParentTree leads back to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf.judge.defects import Defect, DefectKind
from docgen.pdf.structure import tags
from docgen.pdf.structure.marked_content import Painted, painted
from docgen.pdf.structure.tag_tree import Identity, Mark, Node, ObjectReference

if TYPE_CHECKING:
    from collections.abc import Iterator

_Place = tuple[int, Identity | None, int]
"""Page from 0, stream if not the page's own, mark's number."""


def content_defects(pdf: pikepdf.Pdf, tops: tuple[Node, ...]) -> list[Defect]:
    """Faults between what the pages paint and what the tree claims."""
    if not tops:
        return []
    return list(_Audit(pdf, tops).defects())


@dataclass
class _Claims:
    marks: dict[_Place, Node] = field(default_factory=dict)
    objects: dict[Identity, Node] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)


class _Audit:
    def __init__(self, pdf: pikepdf.Pdf, tops: tuple[Node, ...]) -> None:
        self.pdf = pdf
        self.rows = tags.read_number_tree(pdf.Root.StructTreeRoot.get('/ParentTree'))
        self.claims = _claims(tops)
        self.nodes = {node.identity: node for top in tops for node in top.nodes()}
        self.painted: set[_Place] = set()
        self.keys: set[int] = set()
        self.forms_seen: set[Identity] = set()

    def defects(self) -> Iterator[Defect]:
        yield from self.claims.defects
        for index, page in enumerate(self.pdf.pages):
            yield from self._page(index, page.obj)
        for place, node in self.claims.marks.items():
            if place not in self.painted:
                yield Defect(DefectKind.CONTENT, f"Taggen {node.kind} pekar på innehåll som inte finns.", place[0] + 1)
        for key in self.rows.keys() - self.keys:
            yield Defect(DefectKind.PARENT_TREE, f"ParentTree har en rad ({key}) som ingen sida och länk använder.")

    def _page(self, index: int, page: pikepdf.Object) -> Iterator[Defect]:
        if '/StructParents' not in page and self._has_marks(page):
            yield Defect(DefectKind.PARENT_TREE, "Sidan saknar StructParents.", index + 1)
        yield from self._stream(index, page, None)
        annotations = page.get('/Annots')
        present: set[Identity] = set()
        if isinstance(annotations, Array):
            for annotation in annotations:
                present.add(annotation.objgen)
                yield from self._annotation(index, annotation)
        if present and page.get('/Tabs') != Name.S:
            yield Defect(DefectKind.ANNOTATION, "Sidans länkar följer inte läsordningen (/Tabs).", index + 1)

    @staticmethod
    def _has_marks(page: pikepdf.Object) -> bool:
        """Whether anything on the page is tagged; only then it needs a ParentTree row (ISO 32000-1, 14.7.4.4)."""
        try:
            what = painted(page)
        except pikepdf.PdfError:
            return True
        return bool(what.numbers or what.forms)

    def _stream(self, index: int, holder: pikepdf.Object, stream: Identity | None) -> Iterator[Defect]:
        try:
            what = painted(holder)
        except pikepdf.PdfError:
            yield Defect(DefectKind.DAMAGED, "Sidans innehåll kan inte läsas.", index + 1)
            return
        if what.unmarked:
            yield Defect(
                DefectKind.UNMARKED, f"Sidan målar {what.unmarked} gånger utanför taggar och artefakter.", index + 1
            )
        if what.tangled:
            yield Defect(DefectKind.UNMARKED, "Sidan blandar taggat innehåll och artefakter i varandra.", index + 1)
        yield from self._numbers(index, holder, stream, what)
        yield from self._forms(index, holder, what)

    def _numbers(self, index: int, holder: pikepdf.Object, stream: Identity | None, what: Painted) -> Iterator[Defect]:
        row: list[pikepdf.Object | None] = []
        if '/StructParents' in holder:
            key = int(holder.StructParents)
            if key in self.keys:
                yield Defect(DefectKind.PARENT_TREE, f"Två sidor delar samma StructParents ({key}).", index + 1)
            self.keys.add(key)
            entry = self.rows.get(key)
            if isinstance(entry, Array):
                row = list(entry)
            elif what.numbers:
                yield Defect(DefectKind.PARENT_TREE, "Sidans rad i ParentTree saknas.", index + 1)
        for number in what.numbers:
            place = (index, stream, number)
            if place in self.painted:
                yield Defect(DefectKind.CONTENT, f"Märket {number} finns två gånger på sidan.", index + 1)
            self.painted.add(place)
            owner = self.claims.marks.get(place)
            if owner is None:
                yield Defect(DefectKind.UNOWNED, f"Innehåll {number} på sidan hör inte till någon tagg.", index + 1)
            entered = row[number] if 0 <= number < len(row) else None
            if not isinstance(entered, Dictionary) or (owner and entered.objgen != owner.identity):
                yield Defect(DefectKind.PARENT_TREE, f"ParentTree leder fel för innehåll {number} på sidan.", index + 1)
        for number, entered in enumerate(row):
            if isinstance(entered, Dictionary) and entered.objgen not in self.nodes:
                yield Defect(
                    DefectKind.PARENT_TREE, f"ParentTree pekar på en tagg utanför trädet ({number}).", index + 1
                )

    def _forms(self, index: int, holder: pikepdf.Object, what: Painted) -> Iterator[Defect]:
        shelf = holder.get('/Resources', Dictionary()).get('/XObject', Dictionary())
        for name in what.forms:
            form = shelf.get(name)
            if not isinstance(form, pikepdf.Stream) or form.get('/Subtype') != Name.Form:
                yield Defect(DefectKind.UNMARKED, "Sidan visar en bild utanför taggar och artefakter.", index + 1)
            elif form.objgen not in self.forms_seen:
                self.forms_seen.add(form.objgen)
                yield from self._stream(index, form, form.objgen)

    def _annotation(self, index: int, annotation: pikepdf.Object) -> Iterator[Defect]:
        kind = annotation.get('/Subtype')
        if kind == Name.Popup or int(annotation.get('/F', 0)) & 2:
            return
        if kind == Name.Link and not str(annotation.get('/Contents', '')).strip():
            yield Defect(DefectKind.ANNOTATION, "En länk saknar beskrivande text.", index + 1)
        owner = self.claims.objects.get(annotation.objgen)
        if owner is None:
            yield Defect(DefectKind.ANNOTATION, "En länk eller ett fält hör inte till någon tagg.", index + 1)
        if '/StructParent' not in annotation:
            yield Defect(DefectKind.PARENT_TREE, "En länk eller ett fält saknar StructParent.", index + 1)
            return
        key = int(annotation.StructParent)
        if key in self.keys:
            yield Defect(DefectKind.PARENT_TREE, f"StructParent {key} används två gånger.", index + 1)
        self.keys.add(key)
        entered = self.rows.get(key)
        if not isinstance(entered, Dictionary) or (owner and entered.objgen != owner.identity):
            yield Defect(DefectKind.PARENT_TREE, "ParentTree leder fel för en länk eller ett fält.", index + 1)


def _claims(tops: tuple[Node, ...]) -> _Claims:
    claims = _Claims()
    for node in (node for top in tops for node in top.nodes()):
        for child in node.children:
            if isinstance(child, ObjectReference):
                if child.target in claims.objects:
                    claims.defects.append(Defect(DefectKind.CONTENT, "En länk hör till två taggar."))
                claims.objects[child.target] = node
            elif isinstance(child, Mark):
                _claim(claims, child, node)
    return claims


def _claim(claims: _Claims, mark: Mark, node: Node) -> None:
    if mark.page is None:
        claims.defects.append(
            Defect(DefectKind.CONTENT, f"Taggen {node.kind} har innehåll på en sida som inte finns i dokumentet.")
        )
        return
    place = (mark.page, mark.stream, mark.number)
    if place in claims.marks:
        claims.defects.append(Defect(DefectKind.CONTENT, f"Innehåll {mark.number} hör till två taggar.", mark.page + 1))
    claims.marks[place] = node
