"""Several tagged PDFs as one: the document and its appendices, with tags, links, outlines and page labels kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.write.bookmarks import add_entry
from docgen.pdf.write.graft import graft
from docgen.pdf.write.page_labels import set_labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pikepdf


@dataclass(frozen=True)
class Part:
    """One file of the whole. Pages are labelled `label_prefix` + 1, 2, …: '' gives 1, 'B1-' gives B1-1."""

    pdf: Path
    title: str
    label_prefix: str = ''


def assemble(parts: Sequence[Part], out: Path) -> None:
    """Write the first part followed by the others as its appendices.

    Each appendix becomes one `Part` element under the first part's `Document` and one outline entry with its title
    and its own outline below. The first part's metadata stand.

    Raises:
        JudgementError: a part cannot be opened or has no tags (see `docgen.pdf.structure.pdf_file`).
        ValueError: no parts were given.
    """
    if not parts:
        msg = 'assemble needs at least one part'
        raise ValueError(msg)
    opened = [(open_pdf(part.pdf), part.title, part.label_prefix) for part in parts]
    master, _, prefix = opened[0]
    join(master, prefix, opened[1:])
    save_pdf(master, out)


def join(master: pikepdf.Pdf, master_prefix: str, appendices: Sequence[tuple[pikepdf.Pdf, str, str]]) -> None:
    """Append opened PDFs, each with title and label prefix, to an opened one; all must stay open until it is saved."""
    ranges = [(0, master_prefix)]
    for number, (source, title, prefix) in enumerate(appendices, start=1):
        start = len(master.pages)
        first = graft(master, source, title, f'{prefix or f"D{number}-"}')
        add_entry(master, title, master.pages[start].obj, first)
        ranges.append((start, prefix))
    set_labels(master, ranges)
