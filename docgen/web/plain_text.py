"""Blocks as plain text, for e-mail and newsletters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.web.blocks import BulletList, Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.web.blocks import Block, Line

_BULLET = '• '


def plain_text(blocks: Sequence[Block]) -> str:
    """Write blocks as plain text, ended by a newline; a link's address follows its text."""
    return '\n\n'.join(_block(block) for block in blocks) + '\n'


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        text = block.text.replace('\n', ' ')
        return f'{text}\n{"=" * len(text)}' if block.level == 2 else text
    if isinstance(block, BulletList):
        return '\n'.join(_BULLET + _inline(item).replace('\n', '\n  ') for item in block.items)
    return _inline(block.line)


def _inline(line: Line) -> str:
    return ''.join(
        piece if isinstance(piece, str) else f'{piece.link_text(new_window=False)}, {piece.href}' for piece in line
    )
