"""Page by page, how a file that has been away differs from the one that was sent: words, and what shows of the page.

Words alone do not tell of something painted over, nor pictures of a text that only a screen reader meets: both are
compared, whoever wrote the file and however its inside was rearranged.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from docgen.pdf.compare.difference import UNSEEN, Difference, cut
from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.compare.image_difference import any_marked, come, lost
from docgen.pdf.structure.page_pictures import page_sizes, pictures
from docgen.pdf.structure.unpacked_size import unpacks_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from PIL.Image import Image

    from docgen.pdf.structure.page_text import Box

DPI = 100
_SIZE = 1.0
"""Points by which a page may be larger or smaller."""
_AROUND = 3.0
"""Points around a rectangle that count as in it: a line along its edge is half in it."""
_CONTEXT = 1
_LONGEST = 70
_MOST_TOLD = 5
_DRAWING, _PICTURE, _ALL = 15_000_000, 100_000_000, 2_000_000_000
"""Bytes that one drawing, one picture and all together may unpack to."""


def page_differences(
    sent: Path, came_back: Path, *, may_fill: Mapping[int, Sequence[Box]] | None = None
) -> tuple[Difference, ...]:
    """Compare two files by every page's text and picture; nothing when a reader and a listener meet the same.

    Args:
        sent: the file that was sent.
        came_back: the file to compare with it.
        may_fill: rectangles by page from 1 whose look does not count, since signatures show there: left, bottom,
            right, top in points, origin lower left.

    Raises:
        ValueError: one of the files, or a page of it, cannot be opened.
    """
    try:
        return _differences(sent, came_back, may_fill or {})
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error


def _differences(sent: Path, came_back: Path, may_fill: Mapping[int, Sequence[Box]]) -> tuple[Difference, ...]:
    before, after = page_texts(sent), page_texts(came_back)
    found: list[Difference] = []
    pairs: list[tuple[int, int]] = []
    for first, last, new_first, new_last in _blocks(before, after):
        shared = min(last - first, new_last - new_first)
        pairs += zip(range(first, first + shared), range(new_first, new_first + shared), strict=True)
        found += [
            Difference(Kind.PAGE_MISSING, page + 1, before=_short(before[page].split()))
            for page in range(first + shared, last)
        ]
        found += [
            Difference(Kind.PAGE_ADDED, page + 1, after=_short(after[page].split()))
            for page in range(new_first + shared, new_last)
        ]
    sizes, new_sizes = page_sizes(sent), page_sizes(came_back)
    alike = [
        (page, other)
        for page, other in pairs
        if all(abs(one - another) <= _SIZE for one, another in zip(sizes[page], new_sizes[other], strict=True))
    ]
    worded = {page: list(_words(page + 1, before[page], after[other])) for page, other in pairs}
    found += [word for words in worded.values() for word in words]
    found += [_resized(page + 1, sizes[page], new_sizes[other]) for page, other in pairs if (page, other) not in alike]
    drawn = pictures(sent, DPI, [page for page, _ in alike])
    drawn_after = pictures(came_back, DPI, [other for _, other in alike])
    for (page, _), picture, new_picture in zip(alike, drawn, drawn_after, strict=True):
        # What words tell better need not be told as a picture too.
        known = {_SEEN_BY_WORDS[each.kind] for each in worded[page]}
        looks = _looks(sent, page, picture, new_picture, may_fill.get(page + 1, ()))
        found += [each for each in looks if each.kind not in known]
    return tuple(sorted(found, key=lambda each: (each.page, each.kind is Kind.PAGE_ADDED)))


_SEEN_BY_WORDS = {Kind.TEXT: Kind.HIDDEN, Kind.TEXT_ADDED: Kind.DRAWING_ADDED}


def same_words(one: Path, other: Path) -> bool:
    """Tell whether two files have the same words on every page; a file that cannot be opened has none."""
    try:
        return [_squeezed(each) for each in page_texts(one)] == [_squeezed(each) for each in page_texts(other)]
    except pypdfium2.PdfiumError:
        return False


def comparable(pdf: bytes) -> bool:
    """Tell whether a file can be drawn and compared within bounded memory."""
    return unpacks_within(pdf, drawing=_DRAWING, picture=_PICTURE, all_together=_ALL)


def is_scan(pdf: Path) -> bool:
    """Tell whether no page of a file has any text; a file that cannot be opened is no scan."""
    try:
        return not any(_squeezed(each) for each in page_texts(pdf))
    except pypdfium2.PdfiumError:
        return False


def page_texts(pdf: Path) -> list[str]:
    """Give the text of each page, lines and all, without characters that are not seen.

    Raises:
        pypdfium2.PdfiumError: the file cannot be opened.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            unicodedata.normalize('NFKC', page.get_textpage().get_text_bounded()).translate(UNSEEN) for page in document
        ]
    finally:
        document.close()


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Which pages answer to which: from and to in the one, from and to in the other."""
    matcher = SequenceMatcher(None, [_squeezed(each) for each in before], [_squeezed(each) for each in after], False)  # noqa: FBT003
    return [(first, last, new_first, new_last) for _, first, last, new_first, new_last in matcher.get_opcodes()]


def _words(page: int, before: str, after: str) -> Iterator[Difference]:
    if _squeezed(before) == _squeezed(after):
        return
    old, new = before.split(), after.split()
    told = 0
    for kind, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == 'equal' or _squeezed(''.join(old[first:last])) == _squeezed(''.join(new[new_first:new_last])):
            continue
        told += 1
        if told > _MOST_TOLD:
            return
        if kind == 'insert':
            yield Difference(Kind.TEXT_ADDED, page, after=_short(new[new_first:new_last]))
        else:
            one = old[max(0, first - _CONTEXT) : last + _CONTEXT]
            other = new[max(0, new_first - _CONTEXT) : new_last + _CONTEXT] if kind == 'replace' else []
            yield Difference(Kind.TEXT, page, before=_short(one), after=_short(other))


def _looks(sent: Path, page: int, before: Image, after: Image, may_fill: Sequence[Box]) -> Iterator[Difference]:
    from PIL import ImageDraw

    if after.size != before.size:
        after = after.resize(before.size)
    gone, new = lost(before, after), come(before, after)
    scale = DPI / 72
    for left, bottom, right, top in may_fill:
        box = (
            (left - _AROUND) * scale,
            before.height - (top + _AROUND) * scale,
            (right + _AROUND) * scale,
            before.height - (bottom - _AROUND) * scale,
        )
        for picture in (gone, new):
            ImageDraw.Draw(picture).rectangle(box, fill=0)
    if any_marked(gone):
        yield Difference(Kind.HIDDEN, page + 1, before=_text_within(sent, page, gone))
    elif any_marked(new):
        yield Difference(Kind.DRAWING_ADDED, page + 1)


def _text_within(pdf: Path, page: int, mask: Image) -> str:
    """The text of the page where the mask is set."""
    edges = mask.getbbox()
    if edges is None:
        return ''
    scale = 72 / DPI
    document = pypdfium2.PdfDocument(pdf)
    try:
        height = document[page].get_height()
        left, top, right, bottom = (edge * scale for edge in edges)
        text = document[page].get_textpage().get_text_bounded(left, height - bottom, right, height - top)
    finally:
        document.close()
    return _short(str(text).translate(UNSEEN).split())


def _resized(page: int, size: tuple[float, float], new_size: tuple[float, float]) -> Difference:
    return Difference(Kind.PAGE_SIZE, page, before=_millimetres(size), after=_millimetres(new_size))


def _squeezed(text: str) -> str:
    return ''.join(text.split())


def _short(words: Sequence[str]) -> str:
    text = ' '.join(words)
    return cut(text, _LONGEST)


def _millimetres(size: tuple[float, float]) -> str:
    return ' × '.join(f'{edge / 72 * 25.4:.0f}' for edge in size)
