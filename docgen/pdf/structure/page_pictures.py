"""Pages as pictures, drawn by pdfium: what a reader sees and what a printer prints, annotations and stamps included."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pikepdf
import pypdfium2  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from PIL.Image import Image

MOST_PIXELS = 60_000_000
"""Of one picture: an A3 page at 400 dots per inch. A larger page is drawn coarser."""


def pictures(pdf: Path, dpi: float, pages: Iterable[int] | None = None, *, colour: bool = False) -> Iterator[Image]:
    """Draw pages, turned as they are shown.

    Args:
        pdf: the file.
        dpi: dots per inch; a page that would have more than `MOST_PIXELS` is drawn coarser.
        pages: which, counted from 0; all if none are named.
        colour: draw in colour, not in grey.

    Raises:
        pypdfium2.PdfiumError: pdfium cannot open the file or one of its pages.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        # Without this pdfium leaves out form fields, and so the pictures that signatures show.
        if document.get_formtype():
            document.init_forms()
        for index in range(len(document)) if pages is None else pages:
            page = document[index]
            width, height = page.get_size()
            scale = min(dpi / 72, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            yield cast('Image', page.render(scale=scale, grayscale=not colour, rev_byteorder=colour).to_pil())
            page.close()
    finally:
        document.close()


def page_sizes(pdf: Path) -> list[tuple[float, float]]:
    """Give each page's width and height in points as it is shown, larger units (`/UserUnit`) reckoned in.

    Raises:
        pypdfium2.PdfiumError: pdfium cannot open the file.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        sizes = [document.get_page_size(index) for index in range(len(document))]
    finally:
        document.close()
    return [(width * unit, height * unit) for (width, height), unit in zip(sizes, _units(pdf, len(sizes)), strict=True)]


def _units(pdf: Path, count: int) -> list[float]:
    """How many points a unit of each page is, which pdfium does not tell."""
    try:
        with pikepdf.open(pdf) as opened:
            units = [float(page.obj.get('/UserUnit', 1)) for page in opened.pages]
    except (pikepdf.PdfError, TypeError, ValueError):
        units = []
    return units if len(units) == count else [1.0] * count
