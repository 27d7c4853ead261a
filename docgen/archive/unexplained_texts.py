"""Texts of a PDF that its data and templates do not give: whoever takes a text out of the data leaves it in the PDF.

An engine adds numbers of headings and pages, and docgen draws the signature blocks; so single words are let pass, and a
text is told where several words in a row stand nowhere in the filled Word files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.pdf.judge.text_checks import Haystack
from docgen.word import W, open_package, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from docgen.model.wording import SignatureBlockWording

_WORD = re.compile(r'[^\W\d_]+')
_TOGETHER = 3
"""Words in a row that are looked for."""
_FOREIGN = 4
"""Words in a row that stand nowhere: fewer may be a word that was parted at a line's end."""


def unexplained_texts(texts: Sequence[str], filled: Iterable[Path], drawn: SignatureBlockWording) -> Iterator[str]:
    """Give each text of a PDF that does not stand in its filled Word files.

    Args:
        texts: what the PDF says, one paragraph or cell after the other, without its pictures.
        filled: the Word files that it should be made of.
        drawn: the sentences of the signature blocks, which stand in no Word file.
    """
    given = [text for each in filled for text in _texts_of(each)]
    haystack, known = Haystack('\n'.join(given)), _runs(_words(' '.join(given)))
    beginnings = tuple(start for each in drawn.model_dump().values() if (start := str(each).partition('{')[0].strip()))
    for text in dict.fromkeys(texts):
        if not text.startswith(beginnings) and not haystack.holds(text) and _is_foreign(_words(text), known):
            yield text


def _texts_of(docx: Path) -> Iterator[str]:
    for tree in open_package(docx).trees.values():
        for paragraph in tree.iter(f'{{{W}}}p'):
            yield paragraph_text(paragraph)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace('\u00ad', '').casefold())


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for length in range(1, _TOGETHER + 1) for at in range(len(words))}


def _is_foreign(words: Sequence[str], known: set[tuple[str, ...]]) -> bool:
    length = min(_TOGETHER, len(words))
    if not length:
        return False
    foreign = [True] * len(words)
    for at in range(len(words) - length + 1):
        if tuple(words[at : at + length]) in known:
            foreign[at : at + length] = [False] * length
    in_a_row = max(len(each) for each in ''.join('x' if each else ' ' for each in foreign).split(' '))
    return in_a_row >= min(_FOREIGN, len(words))
