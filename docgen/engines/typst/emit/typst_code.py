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


def stroke(border: Border | None) -> str:
    """A border's line, or none."""
    if border is None:
        return 'none'
    return f'(paint: {rgb(border.colour)}, thickness: {pt(border.width)}, dash: "{border.dash}")'


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
