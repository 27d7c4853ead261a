"""Elements by themselves: the role map, decorative pictures, empty paragraphs, and footnotes' identities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, String

from docgen.pdf.structure import tags
from docgen.pdf.structure.tag_tree import STANDARD, Node, read_tree

if TYPE_CHECKING:
    import pikepdf

_CAPTIONED = frozenset(('Table', 'Figure', 'L', 'Formula'))


def mend_elements(pdf: pikepdf.Pdf) -> None:
    """Standard types mean what they mean, what says nothing is not in the tree, every note can be referred to."""
    root = pdf.Root.StructTreeRoot
    tags.document_element(pdf)
    roles = root.get('/RoleMap')
    if isinstance(roles, Dictionary):
        for key in list(roles.keys()):
            # ISO 14289-1, 7.1: standard types shall not be remapped.
            if key[1:] in STANDARD:
                del roles[key]
    nodes = [node for top in read_tree(pdf) for node in top.nodes()]
    for node in nodes:
        if node.role == 'Figure' and not (node.text('/Alt').strip() or node.text('/ActualText').strip()):
            # The Word file was checked: a picture without a text is one that its author marked as decorative.
            remove(node)
        elif node.role == 'P' and not node.children and node.parent is not None and node.parent.role != 'LBody':
            # A paragraph that only makes room; in a list it is the item's body, which must be there.
            remove(node)
        elif node.role == 'Caption' and (node.parent is None or node.parent.role not in _CAPTIONED):
            # LibreOffice 25.2 goes by the style's name; a caption stands in what it names (ISO 32000-1, 14.8.4.3.3).
            node.element.S = Name.P
    _name_notes(pdf, [node for node in nodes if node.role == 'Note'])


def remove(node: Node) -> None:
    """Take an element out of the tree; what it held on the page is left without an owner."""
    if node.parent is None:
        return
    element, parent = node.element, node.parent.element
    parent.K = Array([kid for kid in tags.kids(parent) if not _is(kid, element)])


def _is(one: object, other: pikepdf.Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen


def _name_notes(pdf: pikepdf.Pdf, notes: list[Node]) -> None:
    """ISO 14289-1, 7.9: each note has an identity of its own."""
    root = pdf.Root.StructTreeRoot
    names = tags.read_name_tree(root.get('/IDTree'))
    for number, note in enumerate(notes, start=1):
        if '/ID' not in note.element:
            identity = f'note-{number}'
            note.element.ID = String(identity)
            names[identity.encode()] = note.element
    if names:
        root.IDTree = pdf.make_indirect(tags.name_tree(names))
    for note in notes:
        note.element.Type = Name.StructElem
