"""From converted parts to the finished document, opened once: the table of contents of all that is done to a PDF.

Signature blocks, appendices, page labels, the mark of a draft, metadata; each step works on the opened file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikepdf import Dictionary, Name, String

from docgen.pdf.structure import tags
from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.write.conform import DocumentInfo, conform
from docgen.pdf.write.graft import add_bookmark, graft

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pikepdf

    from docgen.pdf.write.embedded_text import FontFiles
    from docgen.pdf.write.signature_block import SignatureBlock, SignatureRoom
    from docgen.pdf.write.signature_block_drawing import PlacedBlock

__all__ = ['DocumentInfo', 'DocumentPart', 'finish', 'join_parts']


@dataclass(frozen=True)
class DocumentPart:
    """One file of the whole. Pages are labelled `label_prefix` + 1, 2, …: '' gives 1, 'B1-' gives B1-1."""

    pdf: Path
    title: str
    label_prefix: str = ''


def finish(
    parts: Sequence[DocumentPart],
    info: DocumentInfo,
    out: Path,
    *,
    fonts: FontFiles,
    blocks: Sequence[SignatureBlock] = (),
    room: SignatureRoom | None = None,
    draft_mark: str = '',
) -> tuple[PlacedBlock, ...]:
    """Write a document of one or several tagged PDFs.

    Args:
        parts: the document first, then its appendices in order.
        info: title, author, keywords and date that the file states.
        out: where to write.
        fonts: what signature blocks and draft marks are set in.
        blocks: one for each signatory; drawn only if a room is given.
        room: where they go; on a page of the first part.
        draft_mark: the word that marks every page of a draft; '' for a finished document.

    Returns:
        Where each signatory signs, in reading order; nothing without a room.

    Raises:
        FindingsError: `pdf-title-missing`; of signature blocks see `draw_signature_blocks`.
        JudgementError: a part cannot be opened or has no tags (see `docgen.pdf.structure.pdf_file`).
        ValueError: no parts were given.
    """
    if not parts:
        msg = 'finish needs at least one part'
        raise ValueError(msg)
    opened = [(open_pdf(part.pdf), part.title, part.label_prefix) for part in parts]
    document, _, prefix = opened[0]
    placed: tuple[PlacedBlock, ...] = ()
    if room is not None:
        from docgen.pdf.write.signature_block_drawing import draw_signature_blocks

        # Before the appendices are joined, or the blocks would be read after them.
        placed = draw_signature_blocks(document, blocks, room, fonts=fonts)
    join_parts(document, prefix, opened[1:])
    if draft_mark:
        from docgen.pdf.write.draft_mark import mark_draft

        mark_draft(document, draft_mark, fonts=fonts)
    conform(document, info)
    save_pdf(document, out)
    return placed


def join_parts(document: pikepdf.Pdf, prefix: str, appendices: Sequence[tuple[pikepdf.Pdf, str, str]]) -> None:
    """Append opened PDFs to an opened one, whose metadata stand.

    Each appendix becomes one `Part` element under the first part's `Document`, and one bookmark with its title and its
    own bookmarks below.

    Args:
        document: the first part.
        prefix: what its page labels begin with, '' for plain numbers.
        appendices: each with title and label prefix; all must stay open until the document is saved.
    """
    ranges = [(0, prefix)]
    for number, (source, title, label_prefix) in enumerate(appendices, start=1):
        start = len(document.pages)
        first = graft(document, source, title, f'{label_prefix or f"D{number}-"}')
        add_bookmark(document, title, document.pages[start].obj, first)
        ranges.append((start, label_prefix))
    _label_pages(document, ranges)


def _label_pages(pdf: pikepdf.Pdf, ranges: Sequence[tuple[int, str]]) -> None:
    """Number pages from 1 in each range (ISO 32000-1, 12.4.2): its first page's index from 0, and its prefix."""
    entries: dict[int, Dictionary] = {}
    for start, prefix in ranges:
        label = Dictionary(Type=Name.PageLabel, S=Name.D, St=1)
        if prefix:
            label.P = String(prefix)
        entries[start] = label
    pdf.Root.PageLabels = pdf.make_indirect(tags.number_tree(entries))
