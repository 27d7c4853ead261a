"""Blocks as Markdown (CommonMark), in which every character of the data arrives as typed, and as plain text."""

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
_URL_SIGNS = "/:?#[]@!$&'()*+,;=%~"
_BULLET = '• '


def markdown(blocks: Sequence[Block]) -> str:
    """Write blocks as CommonMark, ended by a newline.

    A Markdown link cannot open a new window, so the link texts do not say that it does.
    """
    return '\n\n'.join(_markdown_block(block) for block in blocks) + '\n'


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


def _markdown_block(block: Block) -> str:
    if isinstance(block, Heading):
        return f'{"#" * block.level} {_one_line(_markdown_line((block.text,)))}'
    if isinstance(block, BulletList):
        return '\n'.join('- ' + _markdown_line(item).replace('\n', '\n  ') for item in block.items)
    return _markdown_line(block.line)


def _markdown_line(line: Line) -> str:
    pieces: list[str] = []
    for piece in line:
        if isinstance(piece, str):
            start = ' ' if pieces and piece.startswith(' ') else ''
            end = ' ' if piece.endswith(' ') else ''
            pieces.append(start + escape(piece) + end)
        else:
            text = _one_line(escape(piece.link_text()))
            pieces.append(f'[{text}](<{quote(piece.href, safe=_URL_SIGNS)}>)')
    return ''.join(pieces)


def _one_line(text: str) -> str:
    return text.replace('\n', ' ')


def plain_text(blocks: Sequence[Block]) -> str:
    """Write blocks as plain text, ended by a newline; a link's address follows its text."""
    return '\n\n'.join(_plain_block(block) for block in blocks) + '\n'


def _plain_block(block: Block) -> str:
    if isinstance(block, Heading):
        text = block.text.replace('\n', ' ')
        return f'{text}\n{"=" * len(text)}' if block.level == 2 else text
    if isinstance(block, BulletList):
        return '\n'.join(_BULLET + _plain_line(item).replace('\n', '\n  ') for item in block.items)
    return _plain_line(block.line)


def _plain_line(line: Line) -> str:
    return ''.join(piece if isinstance(piece, str) else f'{piece.link_text()}, {piece.href}' for piece in line)
