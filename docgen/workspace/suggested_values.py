"""How to write a value of the wrong kind instead, with the value itself: a number in figures, a list in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMA = re.compile(r'(-?\d[\d ]*),(\d+)')
_YES = frozenset(('ja', 'sant', 'yes', 'on', '1', 'x'))
_NO = frozenset(('nej', 'falskt', 'no', 'off', '0'))
_LONGEST = 60


def rewritten(kind: str, key: str, value: object) -> str:
    """Say how to write the value.

    Args:
        kind: pydantic's name of the error, `int_type` or `tuple_type` for example.
        key: the value's key.
        value: what is written.
    """
    match kind.split('_', maxsplit=1)[0]:
        case 'int' | 'decimal':
            return _number(key, value, whole=kind.startswith('int'))
        case 'tuple' | 'list':
            return _list(key, value)
        case 'string':
            return _text(key, value)
        case 'bool':
            word = str(value).strip().lower()
            return f"Skriv {key}: {'true' if word in _YES else 'false' if word in _NO else 'true eller false'}."
        case 'date':
            return "Skriv datumet med år, månad och dag: 2021-03-11."
        case _:
            return "Skriv nycklarna på raderna under, två mellanslag längre in, eller kopiera från en annan fil."


def _number(key: str, value: object, *, whole: bool) -> str:
    written = str(value).strip()
    if isinstance(value, (dict, list)):
        return f"Skriv bara talet efter kolonet: {key}: 4."
    if whole and isinstance(value, float):
        return f"Skriv talet utan decimaler: {round(value)}."
    if comma := _COMMA.fullmatch(written):
        return f"Skriv decimaltecknet som punkt: {comma[1].replace(' ', '')}.{comma[2]}."
    from docgen.swedish import parse_number  # babel, which it loads, is slow to start

    number = parse_number(written.lower())
    example = '4' if number is None else f'{number:f}'
    return f"Skriv talet med siffror: {example}."


def _list(key: str, value: object) -> str:
    if isinstance(value, dict) or not isinstance(value, (str, int, float)):
        return f"Skriv {key}: och sedan varje post på en egen rad, som börjar med ett bindestreck."
    items: Sequence[str] = [each.strip() for each in str(value).split(',') if each.strip()]
    shown = ', '.join(items)
    return f"Skriv som en lista: {key}: [{shown if len(shown) <= _LONGEST else '…'}]."


def _text(key: str, value: object) -> str:
    if isinstance(value, bool):
        return f"Skriv {key}: 'ja' eller {key}: 'nej' inom citattecken, eller en annan text."
    if isinstance(value, (int, float)):
        return f"Skriv värdet inom citattecken: {key}: '{value}'."
    return f"Skriv texten direkt efter kolonet: {key}: Texten, inom citattecken om den börjar med [ eller {{."
