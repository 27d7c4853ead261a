"""Refuses floating objects that text would have to run around.

Typst sets text in straight columns. A logo beside an empty or short line looks as in Word; where a line stands in its
way, Word would break the text elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.pdf.structure import page_text
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HAIR = 1.0


@dataclass(frozen=True)
class KeptClear:
    """A strip of the page, in points: where it is across, and how far it reaches above and below what floats."""

    left: float
    right: float
    above: float
    below: float
    box: tuple[float, float] | None
    """The edges of a text box, whose own text may stand there; None for a picture."""
    ident: str
    """The message where text stands in the way."""
    paragraph: str
    alone: bool = True
    """No text may stand there; else the box has only to be on the page."""


Placed = tuple[KeptClear, int, float, float]
"""With the page from 1, the distance from its top to what floats, and how high that is."""


def overprinted(pdf: bytes, placed: Sequence[Placed]) -> Iterator[tuple[str, KeptClear]]:
    """Those that text stands in the way of, or that leave the paper, each with its message's id.

    Args:
        pdf: the document as it was set.
        placed: what floats, on each page.
    """
    if not placed:
        return
    with temporary_folder() as folder:
        path = Path(folder) / 'set.pdf'
        path.write_bytes(pdf)
        reading = page_text.read(path, places=True)
    for kept, page, down, height in placed:
        sheet = reading.sheets[page - 1]
        top, bottom = sheet[3] - down, sheet[3] - down - height
        if kept.box is not None and _leaves(kept.box, top, bottom, sheet):
            yield 'word-box-off-paper', kept
            continue
        if not kept.alone:
            continue
        for run in reading.runs:
            if run.page == page - 1 and run.box is not None and run.text.strip() and _meets(run.box, kept, top, bottom):
                yield kept.ident, kept
                break


def _leaves(box: tuple[float, float], top: float, bottom: float, sheet: page_text.Box) -> bool:
    """Whether a text box hangs over an edge of the paper, where Word would move it back."""
    return box[0] < sheet[0] - _HAIR or box[1] > sheet[2] + _HAIR or bottom < sheet[1] - _HAIR or top > sheet[3] + _HAIR


def _meets(text: page_text.Box, kept: KeptClear, top: float, bottom: float) -> bool:
    left, low, right, high = text
    if (
        right <= kept.left + _HAIR
        or left >= kept.right - _HAIR
        or low >= top + kept.above - _HAIR
        or high <= bottom - kept.below + _HAIR
    ):
        return False
    # A line of the page's own text reaches over an edge of the box.
    return kept.box is None or not (
        kept.box[0] - _HAIR <= left <= right <= kept.box[1] + _HAIR and bottom - _HAIR <= low <= high <= top + _HAIR
    )
