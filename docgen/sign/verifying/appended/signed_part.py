"""The part of a file that was signed first, read as readers read it: by its tables, or by a search where they fail.

Its bytes are what was signed, so nothing in it has been altered since; what readers forgave then is forgiven here.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from docgen.sign.verifying.appended.cross_references import Entry, Section, read_section
from docgen.sign.verifying.appended.pdf_syntax import (
    Ref,
    Stream,
    SyntaxFault,
    header_at,
    read_indirect,
    read_value,
    skip_space,
)
from docgen.sign.verifying.appended.stream_filters import unpacked

_START = re.compile(rb'startxref[\0\t\n\f\r ]+(\d{1,12})')
_OBJECT = re.compile(rb'(?<![0-9])(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj(?![^\0\t\n\f\r ()<>\[\]{}/%])')
_MOST_SECTIONS = 500
_EARLY = 2
"""White-space bytes by which an offset may come too early: DSS and node-signpdf write so."""


class ContradictoryError(Exception):
    """A table and its hidden twin (hybrid-reference file, 7.5.8.4) lead to different objects."""


class SignedPart:
    """The objects of a file's first bytes."""

    def __init__(self, data: bytes) -> None:
        """Read the tables.

        Raises:
            SyntaxFault: there is nothing to be read.
            ContradictoryError: it can be read in two ways that show different things.
        """
        self.data = data
        self.start_offset = _last_start(data)
        self.hybrid = False
        self._objects: dict[int, Any] = {}
        self._containers: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
        self._reading: set[int] = set()
        try:
            self.entries, self.trailer = self._by_tables()
            whole = isinstance(self.get(self.trailer['/Root'].number), dict)
        except (SyntaxFault, KeyError, AttributeError):
            whole = False
        if not whole:
            self._objects.clear()
            self.entries, self.trailer = self._by_search()

    def get(self, number: int) -> Any:
        """Give an object's value; None for one that is not there or cannot be read."""
        if number not in self._objects:
            if number in self._reading:
                return None
            self._reading.add(number)
            try:
                self._objects[number] = self._read(number)
            except SyntaxFault:
                self._objects[number] = None
            finally:
                self._reading.discard(number)
        return self._objects[number]

    def has(self, number: int) -> bool:
        """Whether the tables say that an object is in use."""
        entry = self.entries.get(number)
        return entry is not None and entry.kind != 'f'

    def is_same_by_search(self) -> bool:
        """Whether a reader that finds no tables, and searches for objects, finds those that the tables lead to."""
        last = {int(found[1]): found.start() for found in _OBJECT.finditer(self.data)}
        listed = {number: entry for number, entry in self.entries.items() if entry.kind != 'f'}
        for number, place in last.items():
            entry = listed.get(number)
            if entry is None or entry.kind != 'n' or not entry.place <= place <= entry.place + _EARLY:
                return False
        return True

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The objects that are in use."""
        return frozenset(number for number, entry in self.entries.items() if entry.kind != 'f')

    def _read(self, number: int) -> Any:
        entry = self.entries.get(number)
        if entry is None or entry.kind == 'f':
            return None
        if entry.kind == 'c':
            return self._read_packed(number, entry)
        at = skip_space(self.data, entry.place)
        header = header_at(self.data, at)
        if header is None or header[0] != number:
            raise SyntaxFault(at)
        return read_indirect(self.data, at, self._length, strict=False).value

    def _read_packed(self, number: int, entry: Entry) -> Any:
        if entry.place not in self._containers:
            container = self.get(entry.place)
            if not isinstance(container, Stream):
                raise SyntaxFault(0)
            self._containers[entry.place] = packed_objects(container)
        data, table = self._containers[entry.place]
        at = next((offset for one, offset in table if one == number), None)
        if at is None:
            raise SyntaxFault(0)
        return read_value(data, at, strict=False)[0]

    def _length(self, reference: Ref) -> int | None:
        value = self.get(reference.number)
        return value if isinstance(value, int) else None

    def _by_tables(self) -> tuple[dict[int, Entry], dict[str, Any]]:
        if self.start_offset is None:
            raise SyntaxFault(0)
        entries: dict[int, Entry] = {}
        newest: dict[str, Any] | None = None
        at: Any = self.start_offset
        seen: set[int] = set()
        while isinstance(at, int) and at not in seen and len(seen) < _MOST_SECTIONS:
            seen.add(at)
            section = read_section(self.data, at, strict=False)
            own = dict(section.entries)
            if isinstance(section.trailer.get('/XRefStm'), int) and section.stream_number is None:
                self.hybrid = True
                self._add_hidden(own, read_section(self.data, section.trailer['/XRefStm'], strict=False))
            for number, entry in own.items():
                entries.setdefault(number, entry)
            newest = section.trailer if newest is None else newest
            at = section.trailer.get('/Prev')
        return entries, newest or {}

    @staticmethod
    def _add_hidden(own: dict[int, Entry], hidden: Section) -> None:
        for number, entry in hidden.entries.items():
            known = own.get(number)
            if known is not None and known.kind != 'f' and entry.kind != 'f' and known != entry:
                raise ContradictoryError
            if known is None or known.kind == 'f':
                own[number] = entry

    def _by_search(self) -> tuple[dict[int, Entry], dict[str, Any]]:
        """Do as readers do when the tables are of no use: the last object of each number counts."""
        self.hybrid = False
        entries = {int(found[1]): Entry('n', found.start(), int(found[2])) for found in _OBJECT.finditer(self.data)}
        trailer: dict[str, Any] = {}
        for found in re.finditer(rb'trailer', self.data):
            try:
                value, _ = read_value(self.data, found.end(), strict=False)
            except SyntaxFault:
                continue
            if isinstance(value, dict):
                trailer |= value
        self.entries, self.trailer = entries, trailer
        for number in list(entries):
            value = self.get(number)
            if not isinstance(value, Stream):
                continue
            if value.entries.get('/Type') == '/XRef':
                trailer |= {key: value.entries[key] for key in ('/Root', '/Info', '/ID') if key in value.entries}
            elif value.entries.get('/Type') == '/ObjStm':
                for one, _ in packed_objects(value)[1]:
                    entries.setdefault(one, Entry('c', number, 0))
        if not isinstance(trailer.get('/Root'), Ref):
            raise SyntaxFault(0)
        return entries, trailer


def packed_objects(container: Stream) -> tuple[bytes, list[tuple[int, int]]]:
    """Give an object stream's unpacked bytes, and the number and place of each object in them (7.5.7).

    Raises:
        SyntaxFault: it is malformed.
    """
    data = unpacked(container)
    first, count = container.entries.get('/First'), container.entries.get('/N')
    if not (isinstance(first, int) and isinstance(count, int) and 0 <= first <= len(data)):
        raise SyntaxFault(0)
    try:
        numbers = [int(each) for each in data[:first].split()[: 2 * count]]
    except ValueError as error:
        raise SyntaxFault(0) from error
    if len(numbers) != 2 * count:
        raise SyntaxFault(0)
    return data, [(one, first + place) for one, place in zip(numbers[::2], numbers[1::2], strict=True)]


def _last_start(data: bytes) -> int | None:
    at = data.rfind(b'startxref')
    found = _START.match(data, at) if at >= 0 else None
    return int(found[1]) if found else None
