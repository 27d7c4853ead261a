"""Writing Typst code: the one place where the document's text becomes a literal, and the measures' notation.

Words that may be wider than their line are cut where the line is full, as Word does, so that none leaves the page.
"""

from __future__ import annotations

import re
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.engines.typst.formats import Border

_ESCAPES = str.maketrans({'\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t'})
# Lines may end at what stands between these.
_WORD = re.compile(r'[^\s/–—-]+')
# In the font's size, no less than in the widest of our faces.
_WIDEST = 1.1
_MARKS = '.,:;!?()"”\'\u00ad'
# In the font's size: no syllable of Swedish or English is wider.
_SYLLABLE = 4.5
_WIDTHS = {
    **dict.fromkeys('abcdeghknopqsuvxyzåäöéøü0123456789', 0.66),
    **dict.fromkeys('fijlrtI', 0.5),
    **dict.fromkeys('ABCDEFGHJKLNOPQRSTUVXYZÅÄÖØÜ', 0.83),
    **dict.fromkeys('.,:;!()\'" ', 0.45),
}


def quote(text: str) -> str:
    """A Typst string literal holding exactly this text; nothing in it is ever read as markup or code."""
    escaped = text.translate(_ESCAPES)
    if not escaped.isprintable():
        # Invisible and direction-changing characters are spelled out, so that the source shows what it holds.
        escaped = ''.join(
            character if character.isprintable() else f'\\u{{{ord(character):x}}}' for character in escaped
        )
    return f'"{escaped}"'


def pt(value: float) -> str:
    """A length in points."""
    return f'{value:.3f}'.rstrip('0').rstrip('.') + 'pt' if abs(value) >= 0.0005 else '0pt'


def em(value: float) -> str:
    """A length in the font's own size."""
    return f'{value:.4f}'.rstrip('0').rstrip('.') + 'em'


def rgb(colour: str) -> str:
    """A colour of six hexadecimal digits, or eight where it is transparent."""
    return f'rgb("#{colour.lower()}")'


def stroke(border: Border | None, side: str = 'top') -> str:
    """A border's line, or none; `side` is the edge that it stands at, for lines of several."""
    if border is None:
        return 'none'
    if border.lines:
        return f'(paint: {_several(border, side)}, thickness: {pt(border.width)})'
    dash = f'"{border.dash}"' if border.dash != 'dash-dot-dotted' else '(3pt, 2pt, "dot", 2pt, "dot", 2pt)'
    return f'(paint: {rgb(border.colour)}, thickness: {pt(border.width)}, dash: {dash})'


def _several(border: Border, side: str) -> str:
    """Lines beside each other as one stroke: a gradient across it, without shades between its colours."""
    stops, at = [], 0.0
    thicknesses = border.lines if side in ('top', 'left') else border.lines[::-1]
    for index, thickness in enumerate(thicknesses):
        colour = rgb(border.colour) if index % 2 == 0 else 'white'
        end = at + thickness / border.width * 100
        stops += [f'({colour}, {at:.2f}%)', f'({colour}, {min(end, 100):.2f}%)']
        at = min(end, 100.0)
    angle = '90deg' if side in ('top', 'bottom') else '0deg'
    return f'gradient.linear({", ".join(stops)}, angle: {angle}, relative: "self")'


def call(name: str, *arguments: str, **named: str) -> str:
    """A call; named arguments have hyphens where Python has underscores."""
    options = [f'{key.replace("_", "-")}: {value}' for key, value in named.items()]
    return f'{name}({", ".join([*options, *arguments])})'


def group(statements: Iterable[str]) -> str:
    """A code block whose statements' values are joined."""
    return '{\n' + '\n'.join(statements) + '\n}'


def array(items: Iterable[str]) -> str:
    """An array, also with one item or none."""
    return '(' + ''.join(f'{item}, ' for item in items) + ')'


def breakable(text: str, size: float, width: float, *, hyphenated: bool = False) -> str:
    """The text as a Typst expression; its words are cut when they are wider than their line.

    Args:
        text: what is to be set.
        size: the font's, in points.
        width: of the line, in points.
        hyphenated: words are hyphenated; they are only cut where a line hardly holds a syllable.
    """
    # Hyphenation parts words of letters alone: an address or a code has no syllables.
    parted = hyphenated and width > _SYLLABLE * size
    longest = max(map(len, text.split()), default=0)
    if longest * size * _WIDEST <= width or at_most(text, size) <= width:
        return quote(text)
    pieces: list[str] = []
    end = 0
    for word in _WORD.finditer(text):
        if at_most(word[0], size) > width and not (parted and word[0].strip(_MARKS).isalpha()):
            # Typst measures it: few of these are too wide in the end, and most words never come here.
            pieces += [quote(text[end : word.start()]), f'dg-long({quote(word[0])}, {pt(max(width, 1.0))})']
            end = word.end()
    return group([*pieces, quote(text[end:])]) if pieces else quote(text)


def at_most(word: str, size: float) -> float:
    """A width in points that the word exceeds in none of our typefaces; most words are a good deal narrower."""
    return size * sum(map(_WIDTHS.get, word, repeat(_WIDEST)))
