"""What LibreOffice leaves out of a PDF/A-2a and PDF/UA-1 file, mended from the PDF and its Word file without guesses.

`normalise` is for the PDFs of engines that do not conform; titles, dates and the conformance claim come with
`docgen.pdf.write.conform` for all engines alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from docgen.engines.libreoffice.normalise.contents import mend_contents
from docgen.engines.libreoffice.normalise.elements import mend_elements
from docgen.engines.libreoffice.normalise.links import mend_links
from docgen.engines.libreoffice.normalise.lists import mend_lists
from docgen.engines.libreoffice.normalise.page_marks import mark_pages
from docgen.engines.libreoffice.normalise.parent_tree import rebuild
from docgen.engines.libreoffice.normalise.tables import mend_tables
from docgen.pdf.structure.page_text import read
from docgen.pdf.structure.pdf_file import open_pdf

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ['normalise']


def normalise(pdf: Path, docx: Path) -> None:
    """Rework a PDF in place: same pages, sound tags, the same bytes every time.

    Args:
        pdf: what the engine stored, with tags.
        docx: the Word file it was made from.

    Raises:
        JudgementError: the PDF cannot be opened or has no tags (see `docgen.pdf.structure.pdf_file`).
        FindingsError: the Word file cannot be read.
    """
    opened = open_pdf(pdf)
    written = read(pdf, places=True)
    mend_elements(opened)
    mend_contents(opened)
    mend_links(opened, written)
    mend_lists(opened, written, docx)
    mend_tables(opened, docx)
    mark_pages(opened)
    rebuild(opened)
    # They name the random numbers that the engine gave its bookmarks; every link leads to a place, not a name.
    for key in ('/Dests', '/Names', '/OpenAction', '/Metadata'):
        if key in opened.Root:
            del opened.Root[key]
    for key in ('/DocChecksum', '/Info', '/ID'):
        if key in opened.trailer:
            del opened.trailer[key]
    # The engine numbers its objects by chance. Written without object streams they are numbered as the tree meets them.
    opened.save(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True, fix_metadata_version=False)
