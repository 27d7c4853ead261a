"""A finished PDF's text as a reader meets it: run by run, as running words, part by part.

It is read by pdfium, which is not the library that wrote the file.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pypdfium2 import PdfMatrix

from docgen.pdf.structure.tag_tree import Node

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


_HYPHENATION = '\u00ad\ufffe'
_LINE_END_HYPHEN = '\x02'
"""What pdfium gives for a hyphen that ends a line. Hyphenation that is tagged as such never reaches us."""
_BREAKS_AFTER = ('-', '\u2010', '–', '—', '/')
"""A line may end after these without a space."""
_GAP = 0.2
"""Of the glyphs' height: a wider gap between two runs is a space."""
_SAME_LINE = 0.9
"""Of the glyphs' height: two runs whose middles lie further apart stand on different lines."""


@dataclass
class RunningText:
    """Text that grows by runs and by words said instead of them."""

    pieces: list[str] = field(default_factory=list)
    last: tuple[int, Box] | None = None

    def add_run(self, run: Run) -> None:
        """Add painted text."""
        if run.box is not None:
            if self.last is not None and _parted(*self.last, run.page, run.box) and not self._may_break_here():
                self.add_space()
            self.last = (run.page, run.box)
        hyphen = run.text.replace(_LINE_END_HYPHEN, '-')
        self.pieces.append(hyphen.translate(dict.fromkeys(map(ord, _HYPHENATION + '\x00'))))

    def add_words(self, words: str) -> None:
        """Add words that replace what is painted; a soft hyphen joins what comes before and after."""
        self.last = None
        self.pieces.append(words.replace('\u00ad', ''))

    def add_space(self) -> None:
        """Part what came before from what comes."""
        if self.pieces:
            self.pieces.append(' ')

    def __str__(self) -> str:
        return ' '.join(''.join(self.pieces).split())

    def _may_break_here(self) -> bool:
        return bool(self.pieces) and self.pieces[-1].endswith(_BREAKS_AFTER)


def _parted(before: int, last: Box, page: int, box: Box) -> bool:
    """Whether something painted stands on another line than what came before, or well away from it."""
    _, low, right, high = last
    left, bottom, _, top = box
    height = max(high - low, top - bottom)
    if page != before or abs((high + low) - (top + bottom)) / 2 > _SAME_LINE * height:
        return True
    return left - right > _GAP * height


BODY = 'body'
SIGNATURES = 'signatures'
SECTION_TITLE = "Underskrifter"
"""The title of the section that holds the signature blocks, as a tag and for a screen reader."""
EDGE = '\x03'
"""Stands between marked contents in a part's text."""


def texts_by_part(reading: Reading, tops: tuple[Node, ...]) -> dict[str, str]:
    """Each part's text in reading order, as the tags lead; what no tag holds is in none.

    An `EDGE` stands after each marked content. The keys are `BODY`, `SIGNATURES`, and the label prefix of each
    appendix, such as 'B1-'.
    """
    written: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for run in reading.runs:
        if run.mark is not None:
            written[run.page, run.mark].append(run.text.replace(EDGE, ''))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for top in tops:
        for child in top.children:
            if isinstance(child, Node):
                part = _part(child, reading)
                for mark, _ in child.marks():
                    if mark.page is not None and mark.stream is None:
                        found[part] += written.get((mark.page, mark.number), ())
                        found[part].append(EDGE)
                found[part].append('\n')
    return {part: ''.join(texts) for part, texts in found.items()}


def _part(node: Node, reading: Reading) -> str:
    if node.role == 'Sect' and node.text('/T') == SECTION_TITLE:
        return SIGNATURES
    if node.role == 'Part':
        for mark, _ in node.marks():
            if mark.page is not None:
                return re.sub(r'\d+$', '', reading.labels[mark.page]) or BODY
    return BODY
