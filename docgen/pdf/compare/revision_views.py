"""Whether two states of a file show and say the same, page by page, to readers that share no code.

pdfium and, where it is installed, poppler draw every page with its annotations and fields; pdfium and pypdf read what
is written. Outside the widgets of those who signed in between, every pixel must be the same; within them, what was
printed must still show.
"""

from __future__ import annotations

import ctypes
import logging
import shutil
import time
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import PIL.Image
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from PIL import ImageChops

from docgen.pdf.compare.background_thread import started
from docgen.pdf.compare.difference import Difference
from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.compare.image_difference import any_marked, come, lost
from docgen.pdf.compare.page_differences import DPI
from docgen.pdf.compare.words_on_page import added_words, hidden_words
from docgen.pdf.structure.unpacked_size import unpacks_within
from docgen.programs import run
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PIL.Image import Image

    from docgen.pdf.structure.page_text import Box

    _OnPage = Sequence[tuple[float, float, float, float]]

_MOST_PIXELS = 8_000_000
"""Of one picture that is only compared."""
_POPPLER_DPI, _POPPLER_SECONDS, _POPPLER_BYTES, _POPPLER_MEMORY = 50, 20.0, 100_000_000, 2_000_000_000
_FEW_PAGES = 30
"""So many are drawn with 72 dots to the inch; of more pages, each is drawn coarser, which shows a changed word too."""
_SECONDS = 35.0
_DRAWING, _PICTURE, _LARGEST = 30_000_000, 200_000_000, 1_000_000_000
_AROUND = 2
"""Pixels around a widget in which its edge may be drawn."""
_MOST_TOLD = 10


class UndrawableError(Exception):
    """The pages cannot be drawn, or not within bounds, so that nobody can tell what they show."""


class Reader(StrEnum):
    """A program that looked at the pages."""

    PDFIUM = 'pdfium'
    POPPLER = 'poppler'
    PYPDF = 'pypdf'


@dataclass(frozen=True)
class Views:
    """What was found, and who looked at all pages of both states."""

    differences: tuple[Difference, ...]
    readers: tuple[Reader, ...]


def compare_views(before: bytes, after: bytes, may_show: Mapping[int, Sequence[Box]]) -> Views:
    """Look at every page of two states of a file.

    Args:
        before: the older state: a prefix of the newer one.
        after: the newer state.
        may_show: by page from 1 the rectangles of widgets that show something new, in points, origin lower left,
            before the page is turned.

    Raises:
        UndrawableError: pdfium cannot draw one of the states, or not within bounds of time and memory.
    """
    if not unpacks_within(after, drawing=_DRAWING, picture=_PICTURE, all_together=_LARGEST):
        raise UndrawableError
    drawn = [started(partial(_drawn_by_poppler, each)) for each in (before, after)]
    try:
        found, boxes = _seen_by_pdfium(before, after, may_show)
    except pypdfium2.PdfiumError as error:
        raise UndrawableError from error
    readers = [Reader.PDFIUM]
    old, new = (result() for result in drawn)
    if old is not None and new is not None:
        readers.append(Reader.POPPLER)
        if not any(each.kind is Kind.PAGE_COUNT for each in found):  # else it is not known which pages to compare
            told = {each.page for each in found}
            found += [each for each in _seen_by_poppler(old, new, boxes) if each.page not in told]
    if not found:
        said = _said_by_pypdf(before, after)
        if said is not None:
            readers.append(Reader.PYPDF)
            found += said
    return Views(tuple(found[:_MOST_TOLD]), tuple(readers))


def _document(data: bytes) -> pypdfium2.PdfDocument:
    # That it knows no XFA forms, it would say on standard error; such a form is content, and is judged as that.
    logging.getLogger('pypdfium2').setLevel(logging.ERROR)
    document = pypdfium2.PdfDocument(data)
    # Without this pdfium leaves out form fields, and so the pictures that signatures show.
    if document.get_formtype():
        document.init_forms()
    return document


_Boxes = dict[int, list[tuple[float, float, float, float]]]
"""By page from 1, rectangles as parts of the picture's width and height: left, top, right, bottom."""


def _seen_by_pdfium(
    before: bytes, after: bytes, may_show: Mapping[int, Sequence[Box]]
) -> tuple[list[Difference], _Boxes]:
    found: list[Difference] = []
    boxes: _Boxes = {}
    deadline = time.monotonic() + _SECONDS
    with closing(_document(before)) as old, closing(_document(after)) as new:
        if len(old) != len(new):
            return [Difference(Kind.PAGE_COUNT, before=str(len(old)), after=str(len(new)))], boxes
        for index in range(len(new)):
            if time.monotonic() > deadline:
                raise UndrawableError
            with closing(old[index]) as one, closing(new[index]) as other:
                if one.get_size() != other.get_size() or one.get_mediabox() != other.get_mediabox():
                    found.append(Difference(Kind.LOOKS, index + 1, label=str(index + 1)))
                    continue
                rectangles = may_show.get(index + 1, ())
                boxes[index + 1] = [_part_of_picture(other, each) for each in rectangles]
                if _text(one) != _text(other) or _outside(one, other, len(new), boxes[index + 1]):
                    found += _told(before, after, index)
                elif rectangles:
                    found += _covered(one, other, index, boxes[index + 1])
    return found, boxes


def _text(page: pypdfium2.PdfPage) -> str:
    with closing(page.get_textpage()) as text:
        return str(text.get_text_range())


def _outside(one: pypdfium2.PdfPage, other: pypdfium2.PdfPage, pages: int, boxes: _OnPage) -> bool:
    """Whether two pages look different anywhere but in these rectangles."""
    scale = 1.0 if pages <= _FEW_PAGES else 0.5
    old, new = _picture(one, scale), _picture(other, scale)
    return old.size != new.size or _differ_outside(old, new, boxes)


def _picture(page: pypdfium2.PdfPage, scale: float) -> Image:
    width, height = page.get_size()
    bounded = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    picture: Image = page.render(scale=bounded, rev_byteorder=True).to_pil()
    return picture


def _differ_outside(old: Image, new: Image, boxes: _OnPage) -> bool:
    if old.tobytes() == new.tobytes():
        return False
    difference = ImageChops.difference(old.convert('RGB'), new.convert('RGB'))
    for box in _on_picture(difference, boxes):
        difference.paste(0 if difference.mode == 'L' else (0, 0, 0), box)
    return difference.getbbox() is not None


def _on_picture(picture: Image, boxes: _OnPage) -> Iterator[tuple[int, int, int, int]]:
    for left, top, right, bottom in boxes:
        yield (
            max(0, int(left * picture.width) - _AROUND),
            max(0, int(top * picture.height) - _AROUND),
            min(picture.width, int(right * picture.width) + 1 + _AROUND),
            min(picture.height, int(bottom * picture.height) + 1 + _AROUND),
        )


def _part_of_picture(page: pypdfium2.PdfPage, box: Box) -> tuple[float, float, float, float]:
    """Where a rectangle lies on the picture of a page, which shows the page turned and cut to its crop box."""
    grid = 100_000
    places = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, grid, grid, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        places.append((across.value / grid, down.value / grid))
    (left, top), (right, bottom) = places
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _covered(one: pypdfium2.PdfPage, other: pypdfium2.PdfPage, index: int, boxes: _OnPage) -> Iterator[Difference]:
    """What was printed where a signature shows now, and does not show any more."""
    old, new = (_picture(page, DPI / 72).convert('L') for page in (one, other))
    gone = lost(old, new)
    within = PIL.Image.new('L', gone.size)
    for box in _on_picture(gone, boxes):
        within.paste(gone.crop(box), box)
    if any_marked(within):
        yield Difference(Kind.COVERED, index + 1, before=hidden_words(one, within))


def _annotations(page: pypdfium2.PdfPage) -> set[Box]:
    """The rectangles of what lies on a page, in points, origin lower left."""
    found = set()
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        box = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetRect(annotation, box):
            found.add((box.left, box.bottom, box.right, box.top))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _lies_under(gone: Image, page: pypdfium2.PdfPage, known: set[Box]) -> bool:
    """Whether a field or annotation of the page that was not there lies over what is gone."""
    places = [_part_of_picture(page, each) for each in _annotations(page) - known]
    return any(any_marked(gone.crop(box)) for box in _on_picture(gone, places))


def _told(before: bytes, after: bytes, index: int) -> list[Difference]:
    """In words, what differs on a page that looks or reads differently."""
    with closing(_document(before)) as old, closing(_document(after)) as new:
        one, other = old[index], new[index]
        was, now = (_picture(page, DPI / 72).convert('L') for page in (one, other))
        found: list[Difference] = []
        if was.size == now.size:
            gone = lost(was, now)
            if any_marked(gone):
                kind = Kind.COVERED if _lies_under(gone, other, _annotations(one)) else Kind.HIDDEN
                found.append(Difference(kind, index + 1, before=hidden_words(one, gone)))
            drawn = any_marked(come(was, now))
        else:
            drawn = False
        words = added_words(old, new, index)
        found += words
        if drawn and not words:
            found.append(Difference(Kind.DRAWING_ADDED, index + 1))
        return found or [Difference(Kind.LOOKS, index + 1, label=str(index + 1))]


def _drawn_by_poppler(data: bytes) -> bytes | None:
    """Every page as poppler shows it, one picture after the other; None if it is not there, or not within bounds."""
    program = shutil.which('pdftoppm')
    if program is None:
        return None
    with temporary_folder() as folder:
        file = Path(folder) / 'file.pdf'
        file.write_bytes(data)
        try:
            result = run(
                [program, '-r', str(_POPPLER_DPI), '-cropbox', file],
                timeout=_POPPLER_SECONDS,
                output_limit=_POPPLER_BYTES,
                memory=_POPPLER_MEMORY,
            )
        except OSError:
            return None
    return result.output if result.succeeded else None


def _pictures_in(output: bytes) -> Iterator[Image]:
    """The pictures that follow each other in the form of netpbm's `P6`."""
    at = 0
    while output[at : at + 2] == b'P6':
        lines = output[at : at + 64].split(b'\n', 3)
        width, height = (int(each) for each in lines[1].split())
        start = at + sum(len(each) + 1 for each in lines[:3])
        at = start + width * height * 3
        yield PIL.Image.frombytes('RGB', (width, height), output[start:at])


def _seen_by_poppler(old: bytes, new: bytes, boxes: _Boxes) -> Iterator[Difference]:
    pairs = zip_longest(_pictures_in(old), _pictures_in(new))
    for page, (one, other) in enumerate(pairs, start=1):
        if one is None or other is None or one.size != other.size or _differ_outside(one, other, boxes.get(page, ())):
            yield Difference(Kind.LOOKS, page, label=str(page))


def _said_by_pypdf(before: bytes, after: bytes) -> list[Difference] | None:
    from docgen.pdf.compare.pypdf_page_content import differing_texts

    return differing_texts(before, after)
