"""Words that may be wider than their line: cut where the line is full, as Word does, so that none leaves the page."""

from __future__ import annotations

import re
from itertools import repeat

from docgen.engines.typst.emit.typst_code import group, pt, quote

# Lines may end at what stands between these.
_WORD = re.compile(r'[^\s/–—-]+')
# In the font's size, no less than in the widest of our faces.
_WIDEST = 1.1
# In the font's size: no syllable of Swedish or English is wider.
_SYLLABLE = 4.5
_WIDTHS = {
    **dict.fromkeys('abcdeghknopqsuvxyzåäöéøü0123456789', 0.66),
    **dict.fromkeys('fijlrtI', 0.5),
    **dict.fromkeys('ABCDEFGHJKLNOPQRSTUVXYZÅÄÖØÜ', 0.83),
    **dict.fromkeys('.,:;!()\'" ', 0.45),
}


def breakable(text: str, size: float, width: float, *, hyphenated: bool = False) -> str:
    """The text as a Typst expression; its words are cut when they are wider than their line.

    Args:
        text: what is to be set.
        size: the font's, in points.
        width: of the line, in points.
        hyphenated: words are hyphenated; they are only cut where a line hardly holds a syllable.
    """
    if hyphenated and width > _SYLLABLE * size:
        return quote(text)
    longest = max(map(len, text.split()), default=0)
    if longest * size * _WIDEST <= width or at_most(text, size) <= width:
        return quote(text)
    pieces: list[str] = []
    end = 0
    for word in _WORD.finditer(text):
        if at_most(word[0], size) > width:
            # Typst measures it: few of these are too wide in the end, and most words never come here.
            pieces += [quote(text[end : word.start()]), f'dg-long({quote(word[0])}, {pt(max(width, 1.0))})']
            end = word.end()
    return group([*pieces, quote(text[end:])]) if pieces else quote(text)


def at_most(word: str, size: float) -> float:
    """A width in points that the word exceeds in none of our typefaces; most words are a good deal narrower."""
    return size * sum(map(_WIDTHS.get, word, repeat(_WIDEST)))
