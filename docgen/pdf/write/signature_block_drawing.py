"""Signature blocks drawn on the page where the template reserves room, tagged so that they are read aloud.

What a block says stands in `signature_block`, where each part of it goes is decided in `signature_block_layout`.
Message id: `signature-room-off-page`; others come from the layout, `embedded_text`, `logo` and `pdf_file`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from docgen.errors import Finding, FindingsError
from docgen.pdf.structure import tags
from docgen.pdf.structure.marked_content import next_mcid
from docgen.pdf.structure.page_text import SECTION_TITLE
from docgen.pdf.write.embedded_text import FontFiles, canvas_for, clean, finished, font_name
from docgen.pdf.write.logo import load_logo, require_text
from docgen.pdf.write.overlay import lay_over
from docgen.pdf.write.signature_block_layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL.Image import Image
    from reportlab.pdfgen.canvas import Canvas

    from docgen.pdf.write.signature_block import LaidOut, SignatureBlock, SignatureRoom, Text


@dataclass(frozen=True)
class PlacedBlock:
    """Where a signatory signs: page from 0; points, origin lower left; the rectangle above the signature line."""

    party: str
    name: str
    page: int
    x: float
    y: float
    width: float
    height: float


def draw_signature_blocks(
    pdf: pikepdf.Pdf, blocks: Sequence[SignatureBlock], room: SignatureRoom, *, fonts: FontFiles
) -> tuple[PlacedBlock, ...]:
    """Draw a block for each signatory in the room that the template reserves; they are read last in the document.

    Args:
        pdf: the opened document, before any appendix is joined.
        blocks: who signs.
        room: page from 0, points, origin lower left.
        fonts: what the blocks are set in.

    Returns:
        Where each signatory signs, in reading order: those of one party together, parties as first named.

    Raises:
        FindingsError: `signature-room-off-page`; `signature-room-too-small` and `-too-narrow` of the layout;
            `signature-character-missing`; `logo-unreadable`, `logo-text-missing`.
    """
    page = _page(pdf, room)
    regular, bold = font_name(fonts.regular), font_name(fonts.bold)
    logos: dict[Path, Image] = {}
    for block in blocks:
        if block.logo is not None:
            require_text(block.logo, block.logo_text)
            logos.setdefault(block.logo, load_logo(block.logo))
    ratios = {path: image.width / image.height for path, image in logos.items()}
    laid_out = lay_out(blocks, room, regular, bold, ratios)

    box = [float(edge) for edge in pikepdf.Page(page).mediabox]
    canvas, buffer = canvas_for(box[2], box[3], regular)
    section = _section(pdf, tags.document_element(pdf), SECTION_TITLE)
    pen = _Pen(canvas, pdf, page, next_mcid(page), regular, bold)
    for laid in laid_out:
        _draw(pen, laid, section, logos)
    lay_over(pdf, page, finished(canvas, buffer), pen.owners)
    return tuple(
        PlacedBlock(clean(laid.block.party), clean(laid.block.name), room.page, *laid.hand) for laid in laid_out
    )


class _Pen:
    """Draws text and pictures inside marked content and remembers which element owns each number."""

    def __init__(
        self, canvas: Canvas, pdf: pikepdf.Pdf, page: pikepdf.Object, first: int, regular: str, bold: str
    ) -> None:
        self.canvas, self.pdf, self.page = canvas, pdf, page
        self.fonts = {False: regular, True: bold}
        self.first = first
        self.owners: list[pikepdf.Object] = []

    def element(self, parent: pikepdf.Object, kind: str) -> pikepdf.Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f'/{kind}'), K=Array(), Pg=self.page))
        tags.append_kids(parent, element)
        return element

    def write(self, owner: pikepdf.Object, line: Text) -> None:
        self._begin(owner)
        self.canvas.setFillGray(0.35 if line.grey else 0)
        self.canvas.setFont(self.fonts[line.bold], line.size)
        self.canvas.drawString(line.x, line.y, line.text)
        self._end()

    def picture(self, owner: pikepdf.Object, image: Image, box: tuple[float, float, float, float]) -> None:
        from reportlab.lib.utils import ImageReader

        self._begin(owner)
        self.canvas.drawImage(ImageReader(image), *box, mask='auto')
        self._end()

    def rule(self, x: float, y: float, width: float) -> None:
        self.canvas.addLiteral('/Artifact <</Type /Layout>> BDC')
        self.canvas.setStrokeGray(0.25)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x, y, x + width, y)
        self._end()

    def _begin(self, owner: pikepdf.Object) -> None:
        number = self.first + len(self.owners)
        self.canvas.addLiteral(f'/{str(owner.S)[1:]} <</MCID {number}>> BDC')
        owner.K.append(number)
        self.owners.append(owner)

    def _end(self) -> None:
        self.canvas.addLiteral('EMC')


def _draw(pen: _Pen, laid: LaidOut, section: pikepdf.Object, logos: dict[Path, Image]) -> None:
    block = laid.block
    party = _section(pen.pdf, section, clean(block.party))
    if block.logo is not None and laid.logo is not None:
        x, y, width, height = laid.logo
        figure = pen.element(party, 'Figure')
        figure.Alt = String(clean(block.logo_text))
        figure.A = Dictionary(O=Name.Layout, BBox=Array([x, y, x + width, y + height]), Placement=Name.Block)
        pen.picture(figure, logos[block.logo], laid.logo)
    who = pen.element(pen.element(party, 'P'), 'Span')
    who.ActualText = String(block.spoken())
    for line in (*laid.party, *laid.name):
        pen.write(who, line)
    where = pen.element(pen.element(party, 'P'), 'Span')
    where.ActualText = String(block.spoken_place())
    for line in (laid.place_label, *laid.place):
        pen.write(where, line)
    for rule in laid.rules:
        pen.rule(rule.x, rule.y, rule.width)


def _section(pdf: pikepdf.Pdf, parent: pikepdf.Object, title: str) -> pikepdf.Object:
    section = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, T=String(title), K=Array()))
    tags.append_kids(parent, section)
    return section


def _page(pdf: pikepdf.Pdf, room: SignatureRoom) -> pikepdf.Object:
    if 0 <= room.page < len(pdf.pages):
        page = pdf.pages[room.page]
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        if room.x >= left and room.y >= bottom and room.x + room.width <= right and room.y + room.height <= top:
            return page.obj
    raise FindingsError(
        Finding(
            id='signature-room-off-page',
            what="Utrymmet för underskrifter ligger utanför sidan.",
            why="Underskrifterna skulle inte synas.",
            do="Ställ stycket med bokmärket ”underskrifter” i mallens vanliga text, på en egen rad.",
        )
    )
