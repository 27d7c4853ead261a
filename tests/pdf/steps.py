"""The steps of finishing one at a time, each from file to file, so that a test can look at what one of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.write import conform as metadata
from docgen.pdf.write import draft_mark, finish, signature_block_drawing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pdf.write.conform import DocumentInfo
    from docgen.pdf.write.embedded_text import FontFiles
    from docgen.pdf.write.finish import DocumentPart
    from docgen.pdf.write.signature_block import SignatureBlock, SignatureRoom
    from docgen.pdf.write.signature_block_drawing import PlacedBlock


def stamp(
    pdf: Path, blocks: Sequence[SignatureBlock], room: SignatureRoom, out: Path, *, fonts: FontFiles
) -> tuple[PlacedBlock, ...]:
    opened = open_pdf(pdf)
    placed = signature_block_drawing.draw_signature_blocks(opened, blocks, room, fonts=fonts)
    save_pdf(opened, out)
    return placed


def assemble(parts: Sequence[DocumentPart], out: Path) -> None:
    opened = [(open_pdf(part.pdf), part.title, part.label_prefix) for part in parts]
    document, _, prefix = opened[0]
    finish.join_parts(document, prefix, opened[1:])
    save_pdf(document, out)


def conform(pdf: Path, info: DocumentInfo, out: Path) -> None:
    opened = open_pdf(pdf)
    metadata.conform(opened, info)
    save_pdf(opened, out)


def mark_draft(pdf: Path, out: Path, *, fonts: FontFiles) -> None:
    opened = open_pdf(pdf)
    draft_mark.mark_draft(opened, "UTKAST", fonts=fonts)
    save_pdf(opened, out)
