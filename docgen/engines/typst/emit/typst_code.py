"""Writing Typst code: the one place where the document's text becomes a literal, and the measures' notation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.engines.typst.formats import Border

_ESCAPES = str.maketrans({'\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t'})


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
    """A colour of six hexadecimal digits."""
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
