"""Signature fields: made before anyone signs, and removed from what is printed to be signed by hand.

There is one over each signatory's line, and unseen ones for the seal and the timestamps. A field that is added after a
signature has been set changes the tags, which a verifier may take for tampering, and an untagged field breaks PDF/UA-1
(ISO 14289-1, 7.18.4). Therefore every field that signing can come to need is made beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, String

from docgen.model.wording import SignatureBlockWording
from docgen.pdf.structure import tags
from docgen.pdf.structure.page_text import SECTION_TITLE
from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.write.embedded_text import clean
from docgen.pdf.write.signature_block import SignatureBlock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pikepdf

SEAL_FIELD = 'Sigill'
"""The organisation's certifying seal."""
TIMESTAMP_FIELD = 'Tidsstampel'
"""The beginning of the document timestamps' names: Tidsstampel-1, Tidsstampel-2, …"""
_SIGNATURE_FIELD = 'Underskrift'
_MORE_TIMESTAMPS = 2
_PRINT_AND_LOCKED = 4 | 128
_SIGNATURES_EXIST = 1
"""ISO 32000-1, table 219. The second bit, "append only", comes with the first signature."""
_NO_CHANGES = 1


@dataclass(frozen=True)
class SignatureSlot:
    """Where and as whom one person signs."""

    field: str
    """The field's name as `field_name` gives it."""
    role: str
    """The signatory's role in the data: kommunen, polisen, kommunen-2."""
    party: str
    """As the block prints it: Strängnäs kommun."""
    name: str
    title: str
    page: int
    """From 1."""
    rectangle: tuple[float, float, float, float]
    """Left, bottom, right, top in points from the page's lower left corner; the bottom edge is the signature line."""
    closes: bool
    """The last to sign: the signature closes the document to all but timestamps."""


def field_name(role: str) -> str:
    """Give the name of a role's signature field: Underskrift-kommunen."""
    return f'{_SIGNATURE_FIELD}-{role}'


def timestamp_fields(signatories: int) -> tuple[str, ...]:
    """Give the names of the timestamp fields: one for each signatory, and two to refresh the proof in later years."""
    return tuple(f'{TIMESTAMP_FIELD}-{number}' for number in range(1, signatories + _MORE_TIMESTAMPS + 1))


def add_signature_fields(
    pdf: Path, slots: Sequence[SignatureSlot], out: Path, wording: SignatureBlockWording | None = None
) -> None:
    """Write a copy of a finished document with a tagged signature field over each slot's line.

    Each field is read right after the text of its block. It locks itself when signed; the one that closes locks the
    whole document but the timestamps (ISO 32000-1, 12.8.2.4 and table 233). The same file gives the same bytes.

    Args:
        pdf: the document with its signature blocks drawn by `docgen.pdf.write.signature_block_drawing`.
        slots: the signatories in signing order; without any the copy is the file as it is.
        out: where to write.
        wording: what the blocks were drawn with, if not with docgen's own words.

    Raises:
        JudgementError: the file cannot be opened or has no tags (see `docgen.pdf.structure.pdf_file`).
        ValueError: a slot has no block in the document.
    """
    if not slots:
        out.write_bytes(pdf.read_bytes())
        return
    opened = open_pdf(pdf)
    timestamps = timestamp_fields(len(slots))
    making = _Making(opened)
    blocks = _blocks(opened)
    words = wording or SignatureBlockWording()
    for slot in slots:
        page = opened.pages[slot.page - 1].obj
        spoken = SignatureBlock(slot.party, slot.name, slot.title, '', '', wording=words).spoken()
        if not blocks.get(spoken):
            msg = f'no signature block says {spoken!r}'
            raise ValueError(msg)
        making.add(slot.field, spoken, page, slot.rectangle, blocks[spoken].pop(0), _lock(slot, timestamps))
    signatures = opened.pages[slots[0].page - 1].obj
    section = _signature_section(opened)
    making.add(SEAL_FIELD, "Organisationens elektroniska sigill", signatures, None, section, None)
    for number, name in enumerate(timestamps, start=1):
        making.add(name, f"Elektronisk tidsstämpel {number}", signatures, None, section, None)
    making.finish()
    save_pdf(opened, out)


class _Making:
    """Makes fields one after the other and enters them in page, form and tags."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.Root.StructTreeRoot
        self.entries: dict[int, object] = dict(tags.read_number_tree(self.root.get('/ParentTree')))
        self.key = max([int(self.root.get('/ParentTreeNextKey', 0)) - 1, *self.entries], default=-1) + 1
        self.fields: list[pikepdf.Object] = []

    def add(
        self,
        name: str,
        spoken: str,
        page: pikepdf.Object,
        rectangle: tuple[float, float, float, float] | None,
        owner: pikepdf.Object,
        lock: Dictionary | None,
    ) -> None:
        """Make one field, merged with its widget, read last in its owner; without a rectangle it cannot be seen."""
        left, bottom, right, top = rectangle or (0, 0, 0, 0)
        field = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(name),
                TU=String(spoken),
                F=_PRINT_AND_LOCKED,
                Rect=Array([left, bottom, right, top]),
                P=page,
                StructParent=self.key,
            )
        )
        # ISO 19005-2, 6.3.3: every annotation has an appearance unless its rectangle is empty.
        if rectangle:
            empty = self.pdf.make_stream(
                b'q Q',  # a stream of no bytes at all does not unpack
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, right - left, top - bottom]),
                Resources=Dictionary(),
            )
            field.AP = Dictionary(N=empty)
        if lock is not None:
            field.Lock = self.pdf.make_indirect(lock)
        element = self.pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                Pg=page,
                K=Dictionary(Type=Name.OBJR, Obj=field, Pg=page),
            )
        )
        tags.append_kids(owner, element)
        self.entries[self.key] = element
        self.key += 1
        self.fields.append(field)
        page.Annots = Array([*page.get('/Annots', Array()), field])
        page.Tabs = Name.S

    def finish(self) -> None:
        self.root.ParentTree = self.pdf.make_indirect(tags.number_tree(self.entries))
        self.root.ParentTreeNextKey = self.key
        self.pdf.Root.AcroForm = self.pdf.make_indirect(
            Dictionary(Fields=Array(self.fields), SigFlags=_SIGNATURES_EXIST)
        )


def _lock(slot: SignatureSlot, timestamps: Sequence[str]) -> Dictionary:
    if slot.closes:
        open_fields = Array([String(name) for name in timestamps])
        return Dictionary(Type=Name.SigFieldLock, Action=Name.Exclude, Fields=open_fields, P=_NO_CHANGES)
    return Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array([String(slot.field)]))


def _signature_section(pdf: pikepdf.Pdf) -> pikepdf.Object:
    for element in tags.elements(pdf.Root.StructTreeRoot):
        if element.get('/S') == Name.Sect and str(element.get('/T', '')) == SECTION_TITLE:
            return element
    msg = 'the document has no signature blocks'
    raise ValueError(msg)


def _blocks(pdf: pikepdf.Pdf) -> dict[str, list[pikepdf.Object]]:
    """The blocks' sections by what they say of the signatory."""
    found: dict[str, list[pikepdf.Object]] = {}
    for section in tags.kids(_signature_section(pdf)):
        if tags.is_element(section):
            for element in tags.elements(section):
                if '/ActualText' in element:
                    found.setdefault(clean(str(element.ActualText)), []).append(section)
    return found


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
