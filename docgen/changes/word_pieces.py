"""Two wordings of a text, word by word: what both have, what only the old one has, what only the new one has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKENS = re.compile(r'\s+|[^\s]+')


class PieceKind(StrEnum):
    """Where a piece of text stands."""

    BOTH = 'both'
    """In both wordings."""
    OLD = 'old'
    """Only in the old one: removed."""
    NEW = 'new'
    """Only in the new one: added."""


@dataclass(frozen=True)
class Piece:
    """A piece of text, spaces included."""

    kind: PieceKind
    text: str


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two wordings. The old one is the pieces of BOTH and OLD in order, the new one those of BOTH and NEW."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[Piece] = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == 'equal':
            text = ''.join(before[i1:i2])
            _add(pieces, PieceKind.BOTH, text)
        else:
            _add(pieces, PieceKind.OLD, ''.join(before[i1:i2]))
            _add(pieces, PieceKind.NEW, ''.join(after[j1:j2]))
    return tuple(_joined(pieces))


def _add(pieces: list[Piece], kind: PieceKind, text: str) -> None:
    if text:
        pieces.append(Piece(kind, text))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Let changes with nothing but a space between them be one change."""
    result: list[Piece] = []
    old = new = ''
    for index, piece in enumerate(pieces):
        between = piece.kind is PieceKind.BOTH and not piece.text.strip() and (old or new)
        more = any(each.kind is not PieceKind.BOTH for each in pieces[index + 1 : index + 2])
        if piece.kind is PieceKind.OLD:
            old += piece.text
        elif piece.kind is PieceKind.NEW:
            new += piece.text
        elif between and more:
            old, new = old + piece.text, new + piece.text
        else:
            _add(result, PieceKind.OLD, old)
            _add(result, PieceKind.NEW, new)
            old = new = ''
            result.append(piece)
    _add(result, PieceKind.OLD, old)
    _add(result, PieceKind.NEW, new)
    return result
