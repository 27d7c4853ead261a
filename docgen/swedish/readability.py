"""How heavy a text is to read."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:[-'’:.][^\W_]+)*")
# A full stop inside "t.ex." or "kl. 21" does not end a sentence: what follows is not white space and a capital letter.
_SENTENCE_END = re.compile(r'[.!?…]+["”’»)]*(?=\s+["”’»(–-]*[^\W\d_a-zåäöéü]|\s*$)|:(?=\s|$)|\n\s*\n')
_LONG = 6


def lix(text: str) -> float:
    """Compute the readability index LIX: words per sentence + 100 · share of words longer than six letters.

    After C.-H. Björnsson, Läsbarhet (1968). A colon and the end of a paragraph close a sentence too, as do list items
    parted by empty lines. 0.0 for a text without words. Below 30 is very easy, 40–50 is ordinary prose, above 60 heavy.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence))
    long_words = sum(1 for word in words if sum(map(str.isalnum, word)) > _LONG)
    return len(words) / sentences + 100 * long_words / len(words)
