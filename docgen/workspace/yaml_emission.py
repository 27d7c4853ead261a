"""Values as YAML text that `read_yaml` reads back as the same values: quoted only where YAML needs it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


_WIDTH = 118
"""Columns that folded text is wrapped at."""
_SHORT = 100
"""Characters of a list, or of a text that was written below its key, that stands on one line."""
_PLAIN = re.compile(r'[0-9A-Za-zÀ-ÖØ-öø-ÿ§(/][^\n\t]*')
_NUMBER = re.compile(r'[-+.]?\d[\d_.,eExXoOa-fA-F+-]*')
_WORDS_OF_YAML = frozenset(('null', 'true', 'false', '~', 'yes', 'no', 'on', 'off', '.nan', '.inf'))
_FLOW_SIGNS = frozenset(',[]{}')
_UNWRITABLE = re.compile('[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_STRANGE_START = re.compile('^[ \\t]*[\u00a0\u2000-\u200b\u202f\u205f\u3000]', re.MULTILINE)
"""Spaces that look like indentation and are none: only quotes hold them safely."""
_DIGITS = 15
"""As many signs of a number as `read_yaml` takes for a number."""


def scalar(value: object, *, flow: bool = False) -> str:
    """Write a value that is no list and no mapping on one line.

    Args:
        value: text, number, truth value or None.
        flow: whether it stands inside [ ] or { }.
    """
    match value:
        case None:
            return 'null'
        case bool():
            return 'true' if value else 'false'
        case int() | float() | Decimal():
            return _number(value)
        case _:
            return _text(str(value), flow=flow)


def block_text(text: str, indent: int, style: str | None) -> tuple[str, str] | None:
    """Write a text of several lines, or a long one that was folded, as header and body.

    Args:
        text: the text.
        indent: columns before each line.
        style: how it was written before: `>` keeps its lines wrapped.

    Returns:
        `|` or `>` and the lines below it, or None if only quotes can hold the text.
    """
    text = text.strip('\n')
    lines = text.split('\n')
    if not text.strip() or _UNWRITABLE.search(text) or _STRANGE_START.search(text) or lines[0][:1] in (' ', '\t'):
        return None
    margin = ' ' * indent
    if style == '>' and (folded := _folded(text, margin)) is not None:
        return '>', folded
    if '\n' not in text and not (style == '|' and len(text) > _SHORT):
        return None
    return '|', '\n'.join(margin + line if line.strip() else line.strip('\n') and margin + line for line in lines)


def block(value: object, indent: int) -> str:
    """Write a value that begins after a key's colon or on the line below it, with its leading space or line break."""
    if isinstance(value, dict) and value:
        margin = '\n' + ' ' * indent
        return ''.join(f'{margin}{key_text(key)}:{block(each, indent + 2)}' for key, each in value.items())
    if isinstance(value, list) and value:
        return _block_list(value, indent)
    if isinstance(value, (dict, list)):
        return ' {}' if isinstance(value, dict) else ' []'
    if isinstance(value, str) and (written := block_text(value, indent, None)):
        header, body = written
        return f' {header}\n{body}'
    return ' ' + scalar(value)


def list_item(value: object, column: int) -> str:
    """Write a list's item from its hyphen on, which stands in a column."""
    written = block(value, column + 2)
    if isinstance(value, (dict, list)) and written.startswith('\n'):
        return '- ' + written.lstrip('\n ')
    return '-' + written


def key_text(key: str) -> str:
    """Write a key, quoted where YAML needs it."""
    return scalar(key, flow=True)


def flow_list(values: Sequence[object]) -> str | None:
    """Write a list of short texts and numbers as [a, b], or give None if it is better written on several lines."""
    if any(isinstance(each, (dict, list)) or '\n' in str(each) for each in values):
        return None
    written = f'[{", ".join(scalar(each, flow=True) for each in values)}]'
    return written if len(written) <= _SHORT else None


def _block_list(values: list[object], indent: int) -> str:
    short = flow_list(values)
    if short is not None:
        return ' ' + short
    return ''.join('\n' + ' ' * indent + list_item(each, indent) for each in values)


def _number(value: float | Decimal) -> str:
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    written = str(int(exact)) if exact == exact.to_integral_value() else f'{exact.normalize():f}'
    return written if len(written) <= _DIGITS else f"'{written}'"


def _text(text: str, *, flow: bool) -> str:
    if _UNWRITABLE.search(text) or '\n' in text or '\t' in text:
        return _UNWRITABLE.sub(lambda found: f'\\u{ord(found[0]):04x}', json.dumps(text, ensure_ascii=False))
    return text if _is_plain(text, flow=flow) else "'" + text.replace("'", "''") + "'"


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text may stand without quotes and is no number, date or word of YAML's own."""
    if not _PLAIN.fullmatch(text) or text != text.strip() or text.lower() in _WORDS_OF_YAML:
        return False
    if ': ' in text or ' #' in text or text.endswith(':') or _NUMBER.fullmatch(text):
        return _is_day(text)
    return not (flow and (_FLOW_SIGNS & set(text) or ':' in text or '#' in text))


def _is_day(text: str) -> bool:
    return re.fullmatch(r'\d{4}-\d\d-\d\d', text) is not None


def _folded(text: str, margin: str) -> str | None:
    """Wrap paragraphs as folded text: only where that reads back as the same text."""
    paragraphs = text.split('\n\n')
    if any('\n' in each or not each or each != each.strip() or '  ' in each or '\t' in each for each in paragraphs):
        return None
    return '\n\n'.join('\n'.join(_wrapped(each, margin)) for each in paragraphs)


def _wrapped(paragraph: str, margin: str) -> list[str]:
    lines = [margin]
    for word in paragraph.split(' '):
        if len(lines[-1]) > len(margin) and len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(margin + word)
        else:
            lines[-1] += word if len(lines[-1]) == len(margin) else ' ' + word
    return lines
