"""Where a long word may be parted: at 320 px a browser would else cut it anywhere, without a hyphen.

Few browsers carry Swedish patterns of hyphenation, so the page brings its own places, by pyphen's.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SOFT_HYPHEN = '\u00ad'
_LONG = re.compile(r'[^\W\d_]{16,}')
"""Shorter words have room on the narrowest line, in the largest heading."""
_UNTOUCHED = ('title', 'style', 'script')


def with_soft_hyphens(page: str) -> str:
    """Give a page of HTML with a soft hyphen at each place where a long word may be parted; addresses stay as they are.

    Args:
        page: well-formed HTML, as our templates write it.
    """
    parser = _Page(_parted(set(_LONG.findall(page))))
    parser.feed(page)
    parser.close()
    return ''.join(parser.written)


class _Page(HTMLParser):
    """Writes what it reads, and parts the words of the text between tags."""

    def __init__(self, parted: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.parted = parted
        self.written: list[str] = []
        self.untouched = ''

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 HTMLParser's own
        self.written.append(self.get_starttag_text() or '')
        if tag in _UNTOUCHED:
            self.untouched = tag

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f'</{tag}>')
        if tag == self.untouched:
            self.untouched = ''

    def handle_data(self, data: str) -> None:
        address = '@' in data or '://' in data
        untouched = self.untouched or address
        self.written.append(data if untouched else _LONG.sub(lambda word: self.parted.get(word[0], word[0]), data))

    def handle_entityref(self, name: str) -> None:
        self.written.append(f'&{name};')

    def handle_charref(self, name: str) -> None:
        self.written.append(f'&#{name};')

    def handle_comment(self, data: str) -> None:
        self.written.append(f'<!--{data}-->')

    def handle_decl(self, decl: str) -> None:
        self.written.append(f'<!{decl}>')


def _parted(words: Iterable[str]) -> dict[str, str]:
    """Give words with their soft hyphens.

    pyphen reads all 15,000 patterns of the language one by one, which takes a tenth of a second; here it is given those
    that occur in the words.
    """
    from pyphen import Pyphen

    patterns, longest = _patterns()
    ends = {word: f'.{word.lower()}.' for word in words}
    pieces = {
        end[first:last]
        for end in ends.values()
        for first in range(len(end))
        for last in range(first + 1, min(first + longest, len(end)) + 1)
    }
    needed = [patterns[piece] for piece in pieces & patterns.keys()]
    if not needed:
        return {}
    with temporary_folder() as folder:
        file = folder / 'hyph_sv.dic'
        file.write_text('\n'.join(('UTF-8', *needed)), encoding='utf-8')
        dictionary = Pyphen(filename=file, left=3, right=3, cache=False)
    return {word: str(dictionary.inserted(word, SOFT_HYPHEN)) for word in ends}


@cache
def _patterns() -> tuple[dict[str, str], int]:
    """pyphen's patterns by the letters that each is about, and the number of letters of the longest."""
    from pyphen import LANGUAGES, language_fallback

    coding, *lines = LANGUAGES[language_fallback('sv_SE')].read_bytes().splitlines()
    written = b'\n'.join(lines)
    letters = written.translate(None, b'0123456789')
    found = dict(zip(*(each.decode(coding.decode()).split('\n') for each in (letters, written)), strict=True))
    return found, max(map(len, found))
