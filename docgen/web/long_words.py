"""Where a long word may be parted: at 320 px a browser would else cut it anywhere, without a hyphen.

Few browsers carry Swedish patterns of hyphenation, so the page brings its own places, by pyphen's.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SOFT_HYPHEN = '\u00ad'
_LONG = re.compile(r'[^\W\d_]{16,}')
"""Shorter words have room on the narrowest line, in the largest heading."""
_UNTOUCHED = ('title', 'style', 'script')


def with_soft_hyphens(page: str) -> str:
    """Give a page of HTML with a soft hyphen at each place where a long word may be parted; addresses stay as they are.

    Args:
        page: well-formed HTML, as our templates write it.
    """
    parser = _Page()
    parser.feed(page)
    parser.close()
    return ''.join(parser.written)


class _Page(HTMLParser):
    """Writes what it reads, and parts the words of the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
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
        self.written.append(data if self.untouched or address else _LONG.sub(lambda word: _patterns()(word[0]), data))

    def handle_entityref(self, name: str) -> None:
        self.written.append(f'&{name};')

    def handle_charref(self, name: str) -> None:
        self.written.append(f'&#{name};')

    def handle_comment(self, data: str) -> None:
        self.written.append(f'<!--{data}-->')

    def handle_decl(self, decl: str) -> None:
        self.written.append(f'<!{decl}>')


@cache
def _patterns() -> Callable[[str], str]:
    from pyphen import Pyphen

    dictionary = Pyphen(lang='sv_SE', left=3, right=3)
    return cache(lambda word: str(dictionary.inserted(word, SOFT_HYPHEN)))
