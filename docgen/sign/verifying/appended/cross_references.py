"""Cross-reference sections (ISO 32000-1, 7.5.4 and 7.5.8): tables and streams, which say where each object lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from docgen.sign.verifying.appended.pdf_syntax import (
    IndirectObject,
    Stream,
    SyntaxFault,
    header_at,
    read_indirect,
    read_value,
    skip_blank,
    skip_space,
)
from docgen.sign.verifying.appended.stream_filters import unpacked

_XREF = re.compile(rb'xref[\0\t\n\f\r ]')
_SUBSECTION = re.compile(rb'(\d{1,10})[ \t]+(\d{1,10})[ \t]*(?:\r\n|\r|\n)')
_ENTRY = re.compile(rb'(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)')
_LOOSE_ENTRY = re.compile(rb'[\0\t\n\f\r ]*(\d{1,10})[ \t]+(\d{1,5})[ \t]*([nf])[\0\t\n\f\r ]*')
_TRAILER = re.compile(rb'trailer(?![^\0\t\n\f\r ()<>\[\]{}/%])')
_MOST = 8_000_000
"""Entries of one section; the standard allows no higher object number (annex C)."""


class Entry(NamedTuple):
    """Where an object lies.

    `kind` is `n`: at byte `place`, with generation `second`. `c`: in the object stream `place`, `second` from its
    beginning. `f`: nowhere.
    """

    kind: str
    place: int
    second: int


@dataclass(frozen=True)
class Section:
    """A table with its trailer, or a cross-reference stream, which is both."""

    entries: dict[int, Entry]
    trailer: dict[str, Any]
    start: int
    end: int
    stream_number: int | None = None
    """The number of the cross-reference stream's own object; None for a table."""


def no_length(_: Any) -> None:
    """Know no stream lengths: a cross-reference stream has its own."""


def read_section(data: bytes, at: int, *, strict: bool) -> Section:
    """Read the section that begins at a byte.

    Args:
        data: the file.
        at: the byte that `startxref` or `/Prev` names; white space before the section is passed over.
        strict: demand entries of exactly 20 bytes and no key twice.

    Raises:
        SyntaxFault: there is none.
    """
    at = skip_space(data, at)
    if _XREF.match(data, at):
        return _table(data, at, strict=strict)
    if header_at(data, at) is None:
        raise SyntaxFault(at)
    found = read_indirect(data, at, no_length, strict=strict)
    if not is_reference_stream(found):
        raise SyntaxFault(at)
    return stream_section(found)


def is_reference_stream(found: IndirectObject) -> bool:
    """Whether an object is a cross-reference stream."""
    return isinstance(found.value, Stream) and found.value.entries.get('/Type') == '/XRef'


def _table(data: bytes, start: int, *, strict: bool) -> Section:
    entries: dict[int, Entry] = {}
    following = skip_blank if strict else skip_space
    at = following(data, start + len(b'xref'))
    while not _TRAILER.match(data, at):
        head = _SUBSECTION.match(data, at) or (None if strict else re.compile(rb'(\d+)\s+(\d+)\s+').match(data, at))
        if head is None:
            raise SyntaxFault(at)
        first, count = int(head[1]), int(head[2])
        if count > _MOST:
            raise SyntaxFault(at)
        at = head.end()
        for number in range(first, first + count):
            entry = (_ENTRY if strict else _LOOSE_ENTRY).match(data, at)
            if entry is None or (strict and number in entries):
                raise SyntaxFault(at)
            entries[number] = Entry(entry[3].decode(), int(entry[1]), int(entry[2]))
            at = entry.end()
        at = following(data, at)
    trailer, end = read_value(data, following(data, at + len(b'trailer')), strict=strict)
    if not isinstance(trailer, dict) or (strict and not data.startswith(b'<<', following(data, at + len(b'trailer')))):
        raise SyntaxFault(at)
    return Section(entries, trailer, start, end)


def stream_section(found: IndirectObject) -> Section:
    """Read the entries of a cross-reference stream.

    Raises:
        SyntaxFault: it is malformed.
    """
    stream = found.value
    data = unpacked(stream)
    widths, size = stream.entries.get('/W'), stream.entries.get('/Size')
    index = stream.entries.get('/Index', [0, size])
    good = isinstance(widths, list) and len(widths) == 3 and isinstance(index, list) and len(index) % 2 == 0
    if not good or not all(isinstance(each, int) and each >= 0 for each in (*widths, *index)):
        raise SyntaxFault(found.start)
    one, two, three = widths
    width = one + two + three
    if not 0 < width <= 32 or sum(index[1::2]) * width > len(data) or sum(index[1::2]) > _MOST:
        raise SyntaxFault(found.start)
    entries: dict[int, Entry] = {}
    at = 0
    for first, count in zip(index[::2], index[1::2], strict=True):
        for number in range(first, first + count):
            kind = int.from_bytes(data[at : at + one], 'big') if one else 1
            place = int.from_bytes(data[at + one : at + one + two], 'big')
            second = int.from_bytes(data[at + one + two : at + width], 'big')
            if number in entries or kind > 2:
                raise SyntaxFault(found.start)
            entries[number] = Entry('fnc'[kind], place, second)
            at += width
    return Section(entries, stream.entries, found.start, found.end, found.number)
