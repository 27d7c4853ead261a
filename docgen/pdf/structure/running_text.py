"""Runs of painted text joined to running text: spaces where lines and columns part, hyphenation undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.pdf.structure.page_text import Box, Run

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
