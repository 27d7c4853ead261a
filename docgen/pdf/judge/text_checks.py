"""Whether the texts of the data stand in a document, whole and within its pages.

In a search spaces do not count, for lines are broken at them, and a style may set the whole or some words in capitals.
Hyphens do count: those of the text must be there, and no others, save those that a line ends with, which hyphenation
may have put there."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from docgen.pdf.structure.page_text import EDGE, RunningText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.pdf.structure.page_text import Box, Reading

_LINE_END = '\x02\ufffe\u00ad'
"""What pdfium and fonts give for a hyphen that ends a line; it may be the text's own or hyphenation's."""
_HYPHENS = '-\u2010\u2011'
_UNSEEN = re.compile(r'[\s\u200b-\u200d\u2060\ufeff\x00]+')
_LIGATURES = {'\ufb00': 'ff', '\ufb01': 'fi', '\ufb02': 'fl', '\ufb03': 'ffi', '\ufb04': 'ffl'}
_BETWEEN_WORDS = re.compile(rf'[\s{re.escape(_HYPHENS)}]+')
_PARTS = re.compile(f'[{re.escape(_HYPHENS)}{_LINE_END}{EDGE}]')

_NEAR = 20_000
"""Characters after the last text that was found: some five pages."""


class Haystack:
    """A document's text made ready to be searched many times. Raises nothing."""

    def __init__(self, text: str) -> None:
        self._text, self._hyphens, self._edges = _split(_plain(text))
        self._certain = [position for position, certain in self._hyphens.items() if certain]
        self._last = 0

    def holds(self, needle: str) -> bool:
        """Tell whether the text is there, whole and in order, each word as written or in capitals.

        An empty text always is. Texts that are asked for in their order are found in no time: what follows the last
        one is looked through first.
        """
        ways = [_split(_plain(each).replace('\u00ad', ''))[:2] for each in (needle, needle.upper())]
        near, everywhere = (self._last, self._last + _NEAR), (0, len(self._text))
        return any(
            self._has(wanted, hyphens, *where) for where in (near, everywhere) for wanted, hyphens in ways
        ) or self._has_in_part_in_capitals(needle)

    def _has(self, wanted: str, hyphens: dict[int, bool], first: int, end: int) -> bool:
        if not wanted:
            return True
        start = self._text.find(wanted, first, end)
        while start >= 0:
            if self._agree(start, len(wanted), hyphens):
                self._last = start
                return True
            start = self._text.find(wanted, start + 1, end)
        return False

    def first_astray(self, texts: Iterable[str]) -> tuple[str, str] | None:
        """Give the first of some texts that does not follow those before it, and the text before it.

        Each must stand after the last, share no letter with it, and begin and end where marked content does: so neither
        "3" is found in "13" nor one text twice for two. Much may stand between them.

        Args:
            texts: in their order; empty ones stand anywhere.

        Returns:
            None when they all stand in their order; the text before the first is ''.
        """
        at, before = 0, ''
        for text in texts:
            found = self._find(text, at, by_itself=True)
            if found is None:
                return text, before
            if found > at:
                at, before = found, text
        return None

    def _has_in_part_in_capitals(self, needle: str) -> bool:
        return self._find(needle, 0, by_itself=False) is not None

    def _find(self, needle: str, first: int, *, by_itself: bool) -> int | None:
        """Give where the first such text from a place on ends, each word as written or in capitals."""
        plain = _plain(needle).replace('\u00ad', '')
        wanted, hyphens, _ = _split(plain)
        if not wanted:
            return first
        words: list[str] | None = None
        capitals = _capitals(wanted)
        start = self._in_capitals.find(capitals, first)
        while start >= 0:
            end = start + len(wanted)
            fits = not by_itself or (start in self._edges and end in self._edges)
            if fits and not self._text.startswith(wanted, start):
                words = words or [
                    _split(_plain(word))[0] for word in _BETWEEN_WORDS.split(needle.replace('\u00ad', ''))
                ]
                fits = self._words_at(start, words)
            if fits and self._agree(start, len(wanted), hyphens):
                return end
            start = self._in_capitals.find(capitals, start + 1)
        return None

    @cached_property
    def _in_capitals(self) -> str:
        return _capitals(self._text)

    def _words_at(self, start: int, words: list[str]) -> bool:
        for word in words:
            there = self._text[start : start + len(word)]
            if there not in (word, _capitals(word)):
                return False
            start += len(word)
        return True

    def _agree(self, start: int, length: int, wanted: dict[int, bool]) -> bool:
        inside = [position for position in wanted if 0 < position < length]
        if any(start + position not in self._hyphens for position in inside):
            return False
        first = bisect_right(self._certain, start)
        there = self._certain[first : bisect_left(self._certain, start + length, first)]
        return all(position - start in wanted for position in there)


def _capitals(text: str) -> str:
    """The text in capitals, letter for letter: one that becomes two (ß) stays, so that places are the same."""
    capitals = text.upper()
    if len(capitals) == len(text):
        return capitals
    return ''.join(large if len(large := letter.upper()) == 1 else letter for letter in text)


def _plain(text: str) -> str:
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return _UNSEEN.sub('', unicodedata.normalize('NFC', text))


def _split(text: str) -> tuple[str, dict[int, bool], set[int]]:
    """The text without hyphens, before which character one stands, and before which marked content begins or ends.

    A hyphen is True for certain, False at a line's end.
    """
    pieces: list[str] = []
    hyphens: dict[int, bool] = {}
    edges = {0}
    at = last = 0
    for found in _PARTS.finditer(text):
        piece = text[last : found.start()]
        pieces.append(piece)
        at += len(piece)
        if found.group() == EDGE:
            edges.add(at)
        else:
            hyphens[at] = hyphens.get(at, False) or found.group() in _HYPHENS
        last = found.end()
    pieces.append(text[last:])
    return ''.join(pieces), hyphens, edges | {at + len(pieces[-1])}


_ROUNDING = 0.5
"""Points. A box is drawn close around the glyphs, and no printer cuts finer."""


def cut_off(reading: Reading) -> dict[int, list[str]]:
    """Texts of which a glyph lies wholly or partly outside what is seen of the page, by page from 0.

    What follows each other in the file is one text. The file must have been read with places.
    """
    found: dict[int, list[RunningText]] = {}
    last = -1
    for number, run in enumerate(reading.runs):
        if run.box is None or _within(run.box, reading.sheets[run.page]) or not run.text.strip(' \x00\t\r\n'):
            continue
        texts = found.setdefault(run.page, [])
        if not texts or last != number - 1:
            texts.append(RunningText())
        texts[-1].add_run(run)
        last = number
    return {page: [str(text) for text in texts] for page, texts in found.items()}


def _within(box: Box, sheet: Box) -> bool:
    return (
        box[0] >= sheet[0] - _ROUNDING
        and box[1] >= sheet[1] - _ROUNDING
        and box[2] <= sheet[2] + _ROUNDING
        and box[3] <= sheet[3] + _ROUNDING
    )
