"""What stands in a formula: parts in parts. Data only, no XML, no Typst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Term:
    """A part of a formula.

    `kind` is 'run', 'fraction', 'script', 'root', 'delimited', 'sum', 'function', 'accent', 'line', 'limit', 'brace',
    'matrix' or 'rows'; `parts` are what it is made of, each a sequence of terms; `text` is what is written (a run),
    the sign that it is drawn with, or how it is drawn.
    """

    kind: str
    parts: tuple[tuple[Term, ...], ...] = ()
    text: str = ''
    look: str = ''
    """Of a run: 'plain', 'bold', 'words' or '' for letters as in mathematics; of a matrix: how many columns."""


@dataclass(frozen=True)
class Formula:
    """A formula in the text; on a line of its own where it has a `side`: 'left', 'center' or 'right'."""

    terms: tuple[Term, ...]
    size: float
    side: Literal['', 'left', 'center', 'right'] = ''
