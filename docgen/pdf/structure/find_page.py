"""On which page of a PDF something stands: by its outline, or else by its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from pathlib import Path


def page_count(pdf: Path) -> int:
    """Give the number of pages.

    Raises:
        pypdfium2.PdfiumError: pdfium cannot open the file.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def find_page(pdf: Path, heading: str) -> int:
    """Give the page, from 0, where a heading stands; 0 if it stands nowhere.

    Raises:
        pypdfium2.PdfiumError: pdfium cannot open the file.
    """
    wanted = _folded(heading)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for each in document.get_toc():
            destination = each.get_dest()
            if wanted and wanted in _folded(each.get_title()) and destination is not None:
                return int(destination.get_index() or 0)
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            found = wanted and wanted in _folded(text.get_text_range())
            text.close()
            page.close()
            if found:
                return index
        return 0
    finally:
        document.close()


def _folded(text: str) -> str:
    return ' '.join(text.replace('\u00ad', '').split()).casefold()
