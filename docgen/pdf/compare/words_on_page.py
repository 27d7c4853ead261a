"""Which words came to a page with annotations and fields, and which are hidden by them."""

from __future__ import annotations

from contextlib import closing
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from docgen.pdf.compare.difference import UNSEEN, Difference, short
from docgen.pdf.compare.difference import DifferenceKind as Kind

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]
    from PIL.Image import Image

    from docgen.pdf.structure.page_text import Box

_MARGIN = 0.1
"""Of a page's width or height: what lies nearer to its edge stands in the margin."""


def hidden_words(page: pypdfium2.PdfPage, mask: Image) -> str:
    """Give the text of a page where a mask is set, which shows the whole page; '' if there is none."""
    edges = mask.getbbox()
    if edges is None or page.get_rotation():
        return ''
    left, top, right, bottom = edges
    across, down = page.get_width() / mask.width, page.get_height() / mask.height
    origin_x, origin_y = page.get_bbox()[:2]
    height = page.get_height()
    with closing(page.get_textpage()) as text:
        words = text.get_text_bounded(
            origin_x + left * across,
            origin_y + height - bottom * down,
            origin_x + right * across,
            origin_y + height - top * down,
        )
    return short(str(words).translate(UNSEEN))


def added_words(old: pypdfium2.PdfDocument, new: pypdfium2.PdfDocument, index: int) -> list[Difference]:
    """Give the words that a page says now and did not before, in its content, its annotations or its fields.

    The documents are changed: their annotations become part of their pages.

    Args:
        old: the older state.
        new: the newer state.
        index: the page, from 0.
    """
    size = new[index].get_size()
    before, after = _words(old, index), _words(new, index)
    found: list[Difference] = []
    keys = [word for word, _ in before], [word for word, _ in after]
    for kind, first, last, start, end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind not in ('insert', 'replace'):
            continue
        come = after[start:end]
        said = short(' '.join(word for word, _ in come))
        box = _around([each for _, each in come])
        place = 'margin' if in_margin(box, size) else ''
        was = short(' '.join(word for word, _ in before[first:last]))
        if kind == 'insert':
            found.append(Difference(Kind.TEXT_ADDED, index + 1, place, after=said, box=box))
        else:
            found.append(Difference(Kind.TEXT, index + 1, before=was, after=said, box=box))
    return found


def in_margin(box: Box, size: tuple[float, float]) -> bool:
    """Whether a rectangle lies near the edge of a page of this width and height, all in points."""
    across, up = (box[0] + box[2]) / 2 / size[0], (box[1] + box[3]) / 2 / size[1]
    return not (_MARGIN < across < 1 - _MARGIN and _MARGIN < up < 1 - _MARGIN)


def _words(document: pypdfium2.PdfDocument, index: int) -> list[tuple[str, Box]]:
    with closing(document[index]) as page:
        if page.formenv:  # pdfium has none where a file says nothing of a form, or no longer does
            page.flatten()
    words: list[tuple[str, Box]] = []
    with closing(document[index]) as page, closing(page.get_textpage()) as text:
        letters, start = '', 0
        said = str(text.get_text_range())
        for place, letter in enumerate([*said, ' ']):
            if not letter.isspace():
                start = place if not letters else start
                letters += letter
            elif letters:
                words.append((letters.translate(UNSEEN), _around(_boxes(text, start, place))))
                letters = ''
    return words


def _boxes(text: pypdfium2.PdfTextPage, start: int, end: int) -> list[Box]:
    count = text.count_chars()
    return [text.get_charbox(place) for place in (start, end - 1) if place < count]


def _around(boxes: list[Box]) -> Box:
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
