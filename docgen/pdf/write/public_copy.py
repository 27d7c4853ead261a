"""The copy of a signed document for everyone: its pages, and in place of each signature a line that tells of it.

It is made from the file as it was before anyone signed, so that nothing of a certificate can be left in it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from pikepdf import Array, Dictionary, Name, String

from docgen.model.wording import SignatureBlockWording
from docgen.pdf.structure import tags
from docgen.pdf.structure.marked_content import next_mcid
from docgen.pdf.structure.page_pictures import pictures
from docgen.pdf.structure.page_text import SECTION_TITLE
from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.write.embedded_text import canvas_for, clean, finished, font_name, require_characters, text_width, wrap
from docgen.pdf.write.overlay import lay_over
from docgen.pdf.write.signature_block import left_open
from docgen.pdf.write.signature_fields import remove_fields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pikepdf
    from PIL.Image import Image

    from docgen.pdf.structure.page_text import Box
    from docgen.pdf.write.embedded_text import FontFiles

SIZES = (10.5, 9.5, 8.5, 7.5, 6.5)
"""Points, the largest that leaves the text within its rectangle is taken."""
LEADING = 1.22
ORIGINAL_SIZES = (8.0, 7.5, 7.0)
"""Points of the line about the original, the largest that leaves it on one line is taken."""
_OFF_THE_LINE = 4.0
"""Points between the signature line and the text above it."""
_ABOVE, _BELOW = 14.0, 6.0
"""Points of blank around the line about the original."""
_LOWEST = 30.0
"""Points from the paper's lower edge below which nothing is set."""
_STEP = 2.0
_INK = 235
_RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
_SOURCE = '{http://purl.org/dc/elements/1.1/}source'


@dataclass(frozen=True)
class SignatureNote:
    """What stands in place of one signature."""

    field: str
    """Name of the signature field that it takes the place of."""
    page: int
    """From 1."""
    rectangle: tuple[float, float, float, float]
    """Left, bottom, right, top in points from the page's lower left corner; the bottom edge is the signature line."""
    lines: tuple[str, ...]
    """A line each where they fit: "Undertecknad elektroniskt av", "Anna Exempel 2021-03-11"."""
    shorter: tuple[str, ...]
    """What to say instead where that finds no room."""


@dataclass(frozen=True)
class _Line:
    owner: pikepdf.Object
    text: str
    x: float
    y: float
    size: float


def make_public_copy(
    fixed: Path,
    notes: Sequence[SignatureNote],
    original: str,
    out: Path,
    *,
    fonts: FontFiles,
    wording: SignatureBlockWording | None = None,
) -> bool:
    """Write a copy without form fields that says in each signatory's block how it was signed.

    The same input gives the same bytes. The file has one revision; what it is a copy of stands in its metadata
    (`dc:source`), and below the blocks where there is room.

    Args:
        fixed: the fixed version, tagged, with the fields of `docgen.pdf.write.signature_fields`.
        notes: what to say, one for each field over a signature line.
        original: what the copy is made of: "Undertecknat original: SHA-256 …".
        out: where to write.
        fonts: what the text is set in.
        wording: what the signature blocks say, if not docgen's own words.

    Returns:
        Whether there was room for the line about the original.

    Raises:
        FindingsError: `signature-character-missing`.
        JudgementError: the file cannot be opened or has no tags (see `docgen.pdf.structure.pdf_file`).
        ValueError: the file has no field of a note's name.
    """
    opened = open_pdf(fixed)
    regular = font_name(fonts.regular)
    blocks = _blocks(opened)
    remove_fields(opened)
    lines: defaultdict[int, list[_Line]] = defaultdict(list)
    for note in notes:
        if note.field not in blocks:
            msg = f'{fixed.name} has no field {note.field}'
            raise ValueError(msg)
        owner = _span(opened, blocks[note.field], opened.pages[note.page - 1].obj, ' '.join(note.lines))
        lines[note.page - 1] += _set(note, owner, regular)
    room = _original_line(opened, fixed, notes, original, regular)
    if room is not None:
        page, line = room
        lines[page].append(line)
    for page, its_lines in sorted(lines.items()):
        _draw(opened, page, its_lines, regular)
    _no_longer_open(opened, wording or SignatureBlockWording())
    _tell_source(opened, original)
    save_pdf(opened, out)
    return room is not None


def _blocks(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The section that each field is read in, by the field's name."""
    entries = tags.read_number_tree(pdf.Root.StructTreeRoot.get('/ParentTree'))
    found = {}
    for page in pdf.pages:
        for annotation in page.obj.get('/Annots', Array()):
            if annotation.get('/FT') == Name.Sig and int(annotation.get('/StructParent', -1)) in entries:
                found[str(annotation.T)] = entries[int(annotation.StructParent)].P
    return found


def _span(pdf: pikepdf.Pdf, parent: pikepdf.Object, page: pikepdf.Object, spoken: str) -> pikepdf.Object:
    paragraph = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Pg=page))
    span = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Span, Pg=page, K=Array(), ActualText=String(clean(spoken)))
    )
    tags.append_kids(parent, paragraph)
    tags.append_kids(paragraph, span)
    return span


def _set(note: SignatureNote, owner: pikepdf.Object, font: str) -> list[_Line]:
    """Break the text to its rectangle, as large as it can be; the last line stands just above the signature line."""
    left, bottom, right, top = note.rectangle
    for said in (note.lines, note.shorter):
        for size in SIZES:
            texts = [part for line in said for part in wrap(clean(line), font, size, right - left)]
            if _OFF_THE_LINE + len(texts) * size * LEADING <= top - bottom:
                break
        else:
            continue
        break
    for text in texts:
        require_characters(text, font)
    y = bottom + _OFF_THE_LINE + (len(texts) - 1) * size * LEADING
    return [_Line(owner, text, left, y - number * size * LEADING, size) for number, text in enumerate(texts)]


def _original_line(
    pdf: pikepdf.Pdf, fixed: Path, notes: Sequence[SignatureNote], original: str, font: str
) -> tuple[int, _Line] | None:
    """Place the line about the original under the last blocks, where the page is blank from side to side."""
    page = max(note.page for note in notes) - 1
    rectangles = [note.rectangle for note in notes if note.page - 1 == page]
    left = min(rectangle[0] for rectangle in rectangles)
    box = [float(edge) for edge in pdf.pages[page].mediabox]
    right = box[2] - max(left - box[0], _LOWEST)
    size = next((each for each in ORIGINAL_SIZES if left + text_width(original, font, each) <= right), None)
    if size is None:
        size, right = ORIGINAL_SIZES[-1], box[2] - _LOWEST
    width = text_width(original, font, size)
    if left + width > right:
        return None
    y = min(rectangle[1] for rectangle in rectangles) - _ABOVE - size
    picture = next(pictures(fixed, 72, [page]))
    # The picture begins in the corner of what is seen of the page.
    seen = [float(edge) for edge in pdf.pages[page].cropbox]
    while y >= seen[1] + _LOWEST:
        around = (left - seen[0], y - _BELOW - seen[1], left + width - seen[0], y + size + _ABOVE - seen[1])
        if _blank(picture, around):
            sheet = pdf.pages[page].obj
            owner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Pg=sheet, K=Array()))
            tags.append_kids(_signature_section(pdf), owner)
            return page, _Line(owner, original, left, y, size)
        y -= _STEP
    return None


def _blank(picture: Image, box: Box) -> bool:
    left, bottom, right, top = box
    around = picture.crop((int(left), int(picture.height - top), int(right), int(picture.height - bottom)))
    return around.getextrema()[0] >= _INK  # type: ignore[operator]  # grey pictures give a pair of numbers


def _signature_section(pdf: pikepdf.Pdf) -> pikepdf.Object:
    document = tags.document_element(pdf)
    for element in tags.elements(document):
        if element.get('/S') == Name.Sect and str(element.get('/T', '')) == SECTION_TITLE:
            return element
    return document


def _draw(pdf: pikepdf.Pdf, page: int, lines: Sequence[_Line], font: str) -> None:
    sheet = pdf.pages[page].obj
    box = [float(edge) for edge in pdf.pages[page].mediabox]
    canvas, buffer = canvas_for(box[2], box[3], font)
    first = next_mcid(sheet)
    for number, line in enumerate(lines, start=first):
        canvas.addLiteral(f'/{str(line.owner.S)[1:]} <</MCID {number}>> BDC')
        canvas.setFillGray(0)
        canvas.setFont(font, line.size)
        canvas.drawString(line.x, line.y, line.text)
        canvas.addLiteral('EMC')
        line.owner.K.append(number)
    lay_over(pdf, sheet, finished(canvas, buffer), [line.owner for line in lines])


def _no_longer_open(pdf: pikepdf.Pdf, wording: SignatureBlockWording) -> None:
    """Nothing is filled in by hand in a copy: a blank place or date is told as blank."""
    for element in tags.elements(_signature_section(pdf)):
        spoken = str(element.get('/ActualText', ''))
        if (told := left_open(spoken, wording)) != spoken:
            element.ActualText = String(told)


def _tell_source(pdf: pikepdf.Pdf, original: str) -> None:
    """Write what the file is a copy of into its XMP packet."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes(), parser).getroottree()
    description = next(packet.iter(f'{{{_RDF}}}Description'))
    etree.SubElement(description, _SOURCE).text = original
    pdf.Root.Metadata = pdf.make_stream(etree.tostring(packet, encoding='UTF-8'), Type=Name.Metadata, Subtype=Name.XML)
