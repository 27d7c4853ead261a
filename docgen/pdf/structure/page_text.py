"""A finished PDF as a reader meets it, read by pdfium: not the library that wrote it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pypdfium2 import PdfMatrix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_DEEPEST_FORM = 8


Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, origin lower left."""


@dataclass(frozen=True)
class Run:
    """A run of text: page from 0, the number of the marked content it stands in, None for an artifact.

    `box` is drawn close around the glyphs, in the coordinates of the page before it is turned; None when not asked for
    or not known.
    """

    page: int
    mark: int | None
    text: str
    box: Box | None = None


@dataclass(frozen=True)
class Reading:
    """What the file says and shows. `fonts` are the names of the fonts that text is set in, with whether embedded.

    `sheets` are what is seen of each page: its crop box within its media box.
    """

    title: str
    language: str
    outline: tuple[str, ...]
    labels: tuple[str, ...]
    fonts: frozenset[tuple[str, bool]]
    runs: tuple[Run, ...]
    sheets: tuple[Box, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the file has."""
        return len(self.labels)


def read(path: Path, *, places: bool = False) -> Reading:
    """Read a file wholly, with the place of each run if asked for.

    Raises:
        pypdfium2.PdfiumError: pdfium cannot open the file or one of its pages.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        fonts: set[tuple[str, bool]] = set()
        runs: list[Run] = []
        sheets: list[Box] = []
        for index in range(len(document)):
            page = document[index]
            text_page = page.get_textpage()
            runs += _runs(index, page, text_page, fonts, places=places)
            sheets.append(page.get_bbox())
            text_page.close()
            page.close()
        return Reading(
            title=str(document.get_metadata_value('Title')),
            language=_language(document),
            outline=tuple(str(item.get_title()) for item in document.get_toc()),
            labels=tuple(str(document.get_page_label(index)) for index in range(len(document))),
            fonts=frozenset(fonts),
            runs=tuple(runs),
            sheets=tuple(sheets),
        )
    finally:
        document.close()


def _runs(
    index: int, page: PdfPage, text_page: PdfTextPage, fonts: set[tuple[str, bool]], *, places: bool
) -> Iterator[Run]:
    known: set[int] = set()
    room = 4096
    buffer = ctypes.create_string_buffer(room)
    wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    edges = _Edges()
    for shape, mark, forms in _texts(page):
        font = pdfium.FPDFTextObj_GetFont(shape)
        address = ctypes.addressof(font.contents) if font else 0
        if address not in known:
            known.add(address)
            fonts.add(_font(font) if font else ('', False))
        size = pdfium.FPDFTextObj_GetText(shape, text_page.raw, wide, room)
        if size > room:
            room = size
            buffer = ctypes.create_string_buffer(room)
            wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
            pdfium.FPDFTextObj_GetText(shape, text_page.raw, wide, room)
        text = ctypes.string_at(buffer, size).decode('utf-16-le', 'replace').rstrip('\x00')
        yield Run(index, mark if mark >= 0 else None, text, edges.of(shape, forms) if places else None)


class _Edges:
    """Asks for the boxes of shapes, with the same four numbers over and over."""

    def __init__(self) -> None:
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._places = [ctypes.byref(edge) for edge in self._edges]

    def of(self, shape: object, forms: tuple[PdfMatrix, ...]) -> Box | None:
        """The box on the page of a shape that stands in these forms, the innermost first."""
        if not pdfium.FPDFPageObj_GetBounds(shape, *self._places):
            return None
        left, bottom, right, top = self._edges
        box = left.value, bottom.value, right.value, top.value
        for form in forms:
            box = form.on_rect(*box)
        return box


def _texts(page: PdfPage) -> Iterator[tuple[object, int, tuple[PdfMatrix, ...]]]:
    """Text objects with their mark, those in forms with the form's mark and the matrices of their forms."""
    for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
        shape = pdfium.FPDFPage_GetObject(page.raw, number)
        yield from _within(shape, -1, ())


def _within(
    shape: object, outer: int, forms: tuple[PdfMatrix, ...]
) -> Iterator[tuple[object, int, tuple[PdfMatrix, ...]]]:
    kind = pdfium.FPDFPageObj_GetType(shape)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT or kind == pdfium.FPDF_PAGEOBJ_FORM:
        own = int(pdfium.FPDFPageObj_GetMarkedContentID(shape))
        mark = own if own >= 0 else outer
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield shape, mark, forms
        elif len(forms) < _DEEPEST_FORM:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(shape, matrix)
            inner = (PdfMatrix.from_raw(matrix), *forms)
            for number in range(pdfium.FPDFFormObj_CountObjects(shape)):
                yield from _within(pdfium.FPDFFormObj_GetObject(shape, number), mark, inner)


def _font(font: object) -> tuple[str, bool]:
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size + 1)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
    return buffer.value.decode('utf-8', 'replace'), pdfium.FPDFFont_GetIsEmbedded(font) == 1


def _language(document: PdfDocument) -> str:
    size = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    buffer = ctypes.create_string_buffer(size + 2)
    pdfium.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode('utf-16-le', 'replace').rstrip('\x00')
