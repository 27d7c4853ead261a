"""Objects of a PDF read from its bytes by the letter of ISO 32000-1, 7.3: the reader that forgives nothing.

Libraries mend what is wrong, each in its own way, and a file can show one thing in one reader and another in the next.
Here the same bytes have one meaning or none. Numbers are `int` or `float`, strings `bytes`, names `str` with their
slash and `#xx` resolved, `true` and `false` the texts `TRUE` and `FALSE`, null `None`, arrays and dictionaries `list`
and `dict`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

TRUE, FALSE = 'true', 'false'
WHITE = b'\0\t\n\f\r '
_DEEPEST = 60
_BLANK = re.compile(rb'[\0\t\n\f\r ]*')
_SPACE = re.compile(rb'(?:[\0\t\n\f\r ]|%[^\r\n]*)*')
_TOKEN = re.compile(
    rb'(?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*)'
    rb'|(?P<ref>\d{1,10}[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>\[\]{}/%]))'
    rb'|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?![^\0\t\n\f\r ()<>\[\]{}/%]))'
    rb'|(?P<open><<)|(?P<close>>>)|(?P<begin>\[)|(?P<end>\])'
    rb'|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*)>'
    rb'|(?P<literal>\()'
    rb'|(?P<word>true|false|null)(?![^\0\t\n\f\r ()<>\[\]{}/%])'
)
_IN_LITERAL = re.compile(rb'[^()\\\r]*')
_ESCAPES = {b'n': b'\n', b'r': b'\r', b't': b'\t', b'b': b'\b', b'f': b'\f', b'(': b'(', b')': b')', b'\\': b'\\'}
_HASHED = re.compile(rb'#([0-9A-Fa-f]{2})')
_HEADER = re.compile(rb'(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj(?![^\0\t\n\f\r ()<>\[\]{}/%])')
_CLOSING = re.compile(rb'(?:\r\n|\n|\r)?[\0\t\n\f\r ]*endstream(?![^\0\t\n\f\r ()<>\[\]{}/%])')
_ENDOBJ = re.compile(rb'endobj(?![^\0\t\n\f\r ()<>\[\]{}/%])')


class SyntaxFault(Exception):  # noqa: N818 - a fault of the file
    """The bytes are no object of a PDF; `doubled` is the key that a dictionary holds twice, if that is why."""

    def __init__(self, at: int, doubled: str = '') -> None:
        """Say where."""
        super().__init__(f'at byte {at}')
        self.at, self.doubled = at, doubled


class Ref(NamedTuple):
    """A reference to an indirect object."""

    number: int
    generation: int


@dataclass(frozen=True)
class Stream:
    """A dictionary and the bytes that follow it, as they lie in the file."""

    entries: dict[str, Any]
    raw: bytes


@dataclass(frozen=True)
class IndirectObject:
    """An object as it lies in the file: its number, its value, where its header begins and what follows `endobj`."""

    number: int
    generation: int
    value: Any
    start: int
    end: int


def exactly_alike(one: Any, other: Any) -> bool:
    """Whether two values are the same, numbers written as whole ones or as fractions included: a program that asks for
    a whole number takes `90.0` for none."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(exactly_alike(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(exactly_alike, one, other))
    if isinstance(one, Stream):
        return one.raw == other.raw and exactly_alike(one.entries, other.entries)
    return bool(one == other)


def skip_blank(data: bytes, at: int) -> int:
    """Give where white space ends."""
    found = _BLANK.match(data, at)
    return found.end() if found else at


def skip_space(data: bytes, at: int) -> int:
    """Give where the next token begins: after white space and comments."""
    found = _SPACE.match(data, at)
    return found.end() if found else at


def read_value(data: bytes, at: int, *, strict: bool = True, depth: int = 0) -> tuple[Any, int]:
    """Read one object.

    Args:
        data: the bytes.
        at: where it begins, white space and comments allowed.
        strict: refuse keys that a dictionary holds twice; else the last counts, as most readers have it.
        depth: how many arrays and dictionaries lie around it.

    Returns:
        The object, and where it ends.

    Raises:
        SyntaxFault: it is none.
    """
    at = skip_space(data, at)
    token = _TOKEN.match(data, at)
    if token is None or depth > _DEEPEST:
        raise SyntaxFault(at)
    kind, text, end = token.lastgroup, token.group(), token.end()
    if kind == 'name':
        return _name(text), end
    if kind == 'ref':
        number, generation, _ = text.replace(b'\0', b' ').split()
        return Ref(int(number), int(generation)), end
    if kind == 'number':
        return (float(text) if b'.' in text else int(text)), end
    if kind == 'open':
        return _dictionary(data, end, depth, strict=strict)
    if kind == 'begin':
        return _array(data, end, depth, strict=strict)
    if kind == 'hex':
        digits = token['hex'].translate(None, WHITE)
        return bytes.fromhex((digits + b'0' * (len(digits) % 2)).decode('ascii')), end
    if kind == 'literal':
        return _literal(data, end)
    if kind == 'word':
        return (None if text == b'null' else text.decode('ascii')), end
    raise SyntaxFault(at)


def _name(text: bytes) -> str:
    return _HASHED.sub(lambda found: bytes([int(found[1], 16)]), text).decode('latin-1')


def _dictionary(data: bytes, at: int, depth: int, *, strict: bool) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while True:
        at = skip_space(data, at)
        token = _TOKEN.match(data, at)
        if token is None:
            raise SyntaxFault(at)
        if token.lastgroup == 'close':
            return found, token.end()
        if token.lastgroup != 'name':
            raise SyntaxFault(at)
        key = _name(token.group())
        if strict and key in found:
            raise SyntaxFault(at, key)
        found[key], at = read_value(data, token.end(), strict=strict, depth=depth + 1)


def _array(data: bytes, at: int, depth: int, *, strict: bool) -> tuple[list[Any], int]:
    found: list[Any] = []
    while True:
        at = skip_space(data, at)
        if data[at : at + 1] == b']':
            return found, at + 1
        value, at = read_value(data, at, strict=strict, depth=depth + 1)
        found.append(value)


def _literal(data: bytes, at: int) -> tuple[bytes, int]:
    parts: list[bytes] = []
    open_ = 1
    while True:
        plain = _IN_LITERAL.match(data, at)
        if plain is None or plain.end() >= len(data):
            raise SyntaxFault(at)
        parts.append(plain.group())
        at = plain.end()
        sign = data[at : at + 1]
        if sign == b'(':
            open_ += 1
            parts.append(sign)
            at += 1
        elif sign == b')':
            open_ -= 1
            at += 1
            if not open_:
                return b''.join(parts), at
            parts.append(sign)
        elif sign == b'\r':
            parts.append(b'\n')
            at += 2 if data[at + 1 : at + 2] == b'\n' else 1
        else:
            text, at = _escaped(data, at + 1)
            parts.append(text)


def _escaped(data: bytes, at: int) -> tuple[bytes, int]:
    """What follows a backslash in a string (7.3.4.2)."""
    sign = data[at : at + 1]
    if sign in _ESCAPES:
        return _ESCAPES[sign], at + 1
    octal = re.compile(rb'[0-7]{1,3}').match(data, at)
    if octal:
        return bytes([int(octal.group(), 8) & 255]), octal.end()
    if sign in (b'\r', b'\n'):
        return b'', at + (2 if data[at : at + 2] == b'\r\n' else 1)
    return sign, at + 1


def header_at(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Give number, generation and end of the object header that begins at a byte; None if there is none."""
    found = _HEADER.match(data, at)
    return (int(found[1]), int(found[2]), found.end()) if found else None


def read_indirect(data: bytes, at: int, length_of: Any, *, strict: bool = True) -> IndirectObject:
    """Read an object from its header to after its `endobj`.

    Args:
        data: the bytes.
        at: where its header begins.
        length_of: gives the number that a reference in `/Length` leads to, or None.
        strict: as for `read_value`; also demand that a stream is as long as it says, and `endobj`.

    Raises:
        SyntaxFault: there is no such object.
    """
    header = header_at(data, at)
    if header is None:
        raise SyntaxFault(at)
    number, generation, position = header
    value, position = read_value(data, position, strict=strict)
    position = skip_space(data, position)
    if isinstance(value, dict) and data.startswith(b'stream', position):
        value, position = _stream(data, position + len(b'stream'), value, length_of, strict=strict)
        position = skip_space(data, position)
    ending = _ENDOBJ.match(data, position)
    if ending is None and strict:
        raise SyntaxFault(position)
    return IndirectObject(number, generation, value, at, ending.end() if ending else position)


def _stream(data: bytes, at: int, entries: dict[str, Any], length_of: Any, *, strict: bool) -> tuple[Stream, int]:
    if data.startswith(b'\r\n', at):
        at += 2
    elif data[at : at + 1] == b'\n' or (data[at : at + 1] == b'\r' and not strict):
        at += 1
    elif strict:
        raise SyntaxFault(at)
    length = entries.get('/Length')
    if isinstance(length, Ref):
        length = length_of(length)
    if isinstance(length, int) and 0 <= length <= len(data) - at:
        closing = _CLOSING.match(data, at + length)
        if closing is not None:
            return Stream(entries, data[at : at + length]), closing.end()
    if strict:
        raise SyntaxFault(at)
    end = data.find(b'endstream', at)
    if end < 0:
        raise SyntaxFault(at)
    return Stream(entries, data[at:end].removesuffix(b'\n').removesuffix(b'\r')), end + len(b'endstream')
