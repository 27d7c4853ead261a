"""The signature room: its size from the Word file, its place from the PDF's named destination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.engines.protocol import Anchor
from docgen.engines.typst.read.wordml import attribute, child, points, w

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

    from docgen.engines.typst.read.refusals import Refusals
    from docgen.engines.typst.read.styles import Styles
    from docgen.word import WordPackage

SIGNATURES = 'underskrifter'
"""The bookmark that stands in the paragraph that reserves the room, and the name of its anchor."""
_POINTS_PER_CM = 28.346


@dataclass(frozen=True)
class SignatureRoom:
    """A reserved rectangle in points: distance of its left edge from the page's, width and height."""

    left: float
    width: float
    height: float


def read_room(package: WordPackage, styles: Styles, refusals: Refusals) -> SignatureRoom | None:
    """The room that the bookmarked paragraph reserves by its exact line height; None without a bookmark.

    A paragraph that reserves none is noted as `word-signature-room`.

    Args:
        package: the Word file.
        styles: its styles.
        refusals: takes why the paragraph reserves no room.
    """
    body = package.trees[package.main]
    mark = next((each for each in body.iter(w('bookmarkStart')) if attribute(each, 'name') == SIGNATURES), None)
    if mark is None:
        return None
    paragraph = _paragraph(mark)
    if paragraph is None:
        refusals.add('word-signature-room', mark, "bokmärket står inte i ett stycke.")
        return None
    form, _ = styles.paragraph(child(paragraph, 'pPr'), {})
    section = _section(paragraph)
    size, margins = child(section, 'pgSz'), child(section, 'pgMar')
    left = (points(margins, 'left') or 72.0) + (points(margins, 'gutter') or 0.0)
    width = (points(size, 'w') or 595.3) - left - (points(margins, 'right') or 72.0)
    text_height = (
        (points(size, 'h') or 841.9) - abs(points(margins, 'top') or 72.0) - abs(points(margins, 'bottom') or 72.0)
    )
    wrong = ''
    if any(True for _ in paragraph.iterancestors(w('tbl'))):
        wrong = "stycket står i en tabell."
    elif any(True for _ in paragraph.iter(w('t'), w('drawing'), w('pict'), w('fldChar'))):
        wrong = "stycket är inte tomt."
    elif form.line_rule != 'exact':
        wrong = "stycket har inte exakt radavstånd."
    elif form.line > text_height:
        room, area = (f'{value / _POINTS_PER_CM:.1f}'.replace('.', ',') for value in (form.line, text_height))
        wrong = f"den är {room} cm hög, men textytan {area} cm."
    if wrong:
        refusals.add('word-signature-room', paragraph, wrong, paragraph=SIGNATURES)
        return None
    indent = form.left + min(form.first, 0.0)
    return SignatureRoom(left + indent, width - indent - form.right, form.line)


def find_anchor(pdf: Path, room: SignatureRoom) -> Anchor | None:
    """The room on its page; None when the PDF has no destination of the bookmark's name."""
    import pikepdf

    with pikepdf.open(pdf) as opened:
        old = opened.Root.get('/Dests', pikepdf.Dictionary())
        place = old.get(f'/{SIGNATURES}')
        if place is None:
            tree = opened.Root.get('/Names', pikepdf.Dictionary()).get('/Dests')
            place = pikepdf.NameTree(tree).get(SIGNATURES) if tree is not None else None
        if isinstance(place, pikepdf.Dictionary):
            place = place.get('/D')
        if not isinstance(place, pikepdf.Array) or len(place) < 4:
            return None
        page = next((number for number, each in enumerate(opened.pages) if each.obj.objgen == place[0].objgen), None)
        if page is None:
            return None
        top = float(place[3])
    return Anchor(SIGNATURES, page, room.left, top - room.height, room.width, room.height)


def _paragraph(mark: etree._Element) -> etree._Element | None:
    """The paragraph that the mark stands in, or the next one when it stands between two."""
    found = next(mark.iterancestors(w('p')), None)
    return found if found is not None else next(mark.itersiblings(w('p')), None)


def _section(paragraph: etree._Element) -> etree._Element | None:
    """The section's properties stand in its last paragraph, or last in the body for the last section."""
    top = paragraph
    for each in paragraph.iterancestors():
        if each.tag == w('body'):
            break
        top = each
    for each in (top, *top.itersiblings()):
        if each.tag == w('sectPr'):
            return each
        properties = child(each, 'pPr', 'sectPr')
        if properties is not None:
            return properties
    return None
