"""The whole way from converted files to the finished one, opened once: stamp, assemble, conform, mark as draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.write.assemble import Part, join
from docgen.pdf.write.conform import DocumentInfo, describe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pdf.write.embedded_text import FontFiles
    from docgen.pdf.write.signature_blocks import Room, SignatureBlock
    from docgen.pdf.write.stamp import PlacedBlock

__all__ = ['DocumentInfo', 'Part', 'finish']


def finish(
    parts: Sequence[Part],
    info: DocumentInfo,
    out: Path,
    *,
    fonts: FontFiles,
    blocks: Sequence[SignatureBlock] = (),
    room: Room | None = None,
    draft: bool = False,
) -> tuple[PlacedBlock, ...]:
    """Write the first part, signature blocks in its room if one is given, and the other parts as appendices.

    Equal to `stamp`, `assemble`, `conform` and `mark_draft` one after the other, without writing in between.

    Raises:
        FindingsError, JudgementError: as those four.
        ValueError: no parts were given.
    """
    if not parts:
        msg = 'finish needs at least one part'
        raise ValueError(msg)
    opened = [(open_pdf(part.pdf), part.title, part.label_prefix) for part in parts]
    master, _, prefix = opened[0]
    placed: tuple[PlacedBlock, ...] = ()
    if room is not None:
        from docgen.pdf.write.stamp import place_blocks

        placed = place_blocks(master, blocks, room, fonts=fonts)
    join(master, prefix, opened[1:])
    if draft:
        from docgen.pdf.write.draft_mark import cross_out

        cross_out(master, fonts=fonts)
    describe(master, info)
    save_pdf(master, out)
    return placed
