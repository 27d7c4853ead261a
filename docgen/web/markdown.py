"""Blocks as Markdown (CommonMark) in which every character of the data arrives as typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from docgen.web.blocks import BulletList, Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.web.blocks import Block, Line

_ANYWHERE = re.compile(r'[\\`*_{}\[\]<>&#|~!$^]')
_BULLET_AT_START = re.compile(r'^[-+=:]')
_NUMBER_AT_START = re.compile(r'^(\d{1,9})([.)])')


def markdown(blocks: Sequence[Block]) -> str:
    """Write blocks as CommonMark, ended by a newline.

    A Markdown link cannot open a new window, so the link texts do not say that it does.
    """
    return '\n\n'.join(_block(block) for block in blocks) + '\n'


def escape(text: str) -> str:
    """Escape a text that begins a line, so that CommonMark and its common extensions read it as plain text.

    White space at the ends of its lines, which Markdown drops or takes for code, is removed; empty lines too.
    """
    lines = (' '.join(re.split(r'[ \t]+', line)).strip(' ') for line in text.split('\n'))
    return '\n'.join(_escape_line(line) for line in lines if line)


def _escape_line(line: str) -> str:
    escaped = _ANYWHERE.sub(r'\\\g<0>', line)
    escaped = _BULLET_AT_START.sub(r'\\\g<0>', escaped)
    return _NUMBER_AT_START.sub(r'\1\\\2', escaped)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f'{"#" * block.level} {_one_line(_inline((block.text,)))}'
    if isinstance(block, BulletList):
        return '\n'.join('- ' + _inline(item).replace('\n', '\n  ') for item in block.items)
    return _inline(block.line)


def _inline(line: Line) -> str:
    pieces: list[str] = []
    for piece in line:
        if isinstance(piece, str):
            end = ' ' if piece.endswith(' ') else ''
            pieces.append(escape(piece) + end)
        else:
            text = _one_line(escape(piece.link_text(new_window=False)))
            pieces.append(f'[{text}](<{quote(piece.href, safe=_URL_SIGNS)}>)')
    return ''.join(pieces)


_URL_SIGNS = "/:?#[]@!$&'()*+,;=%~"


def _one_line(text: str) -> str:
    return text.replace('\n', ' ')
