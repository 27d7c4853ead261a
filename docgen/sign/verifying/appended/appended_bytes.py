"""Every byte after a signed part: an object that a table lists at that place, a table, a trailer, or white space.

Whoever searches the file for objects must find the very ones that the tables lead to; then no reader, however it mends
files, meets another document than the others.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from docgen.sign.verifying.appended.comments import comment_at, comments_between, comments_within, is_usual, words_of
from docgen.sign.verifying.appended.cross_references import (
    Entry,
    Section,
    is_reference_stream,
    read_section,
    stream_section,
)
from docgen.sign.verifying.appended.fault_kinds import Fault, FaultKind, FaultyError
from docgen.sign.verifying.appended.pdf_syntax import (
    WHITE,
    IndirectObject,
    Ref,
    Stream,
    SyntaxFault,
    header_at,
    read_indirect,
    read_value,
    skip_blank,
    skip_space,
)
from docgen.sign.verifying.appended.signed_part import SignedPart, packed_objects
from docgen.sign.verifying.appended.update_rules import (
    TableState,
    Update,
    require_generations,
    require_kept,
    require_nothing_hidden,
)

EARLY = 2
"""White-space bytes by which an offset may come before its object: DSS and node-signpdf write so."""
_TELLING = re.compile(rb'obj|xref|trailer|stream|%PDF|<<|/Root')
_START = re.compile(rb'startxref[\0\t\n\f\r ]+(\d{1,12})[\0\t\n\f\r ]*(?=%%EOF)')
_END = re.compile(rb'%%EOF(?=[\0\t\n\f\r ]|\Z)')
_OF_CONTAINER = frozenset(('/Type', '/N', '/First', '/Filter', '/DecodeParms', '/Length'))
_MOST_UPDATES = 1000


def read_updates(data: bytes, signed: SignedPart) -> tuple[list[Update], Fault | None]:
    """Read what follows a signed part, update by update.

    Args:
        data: the whole file.
        signed: its first bytes.

    Returns:
        The updates up to the first fault, and that fault; None if every byte is accounted for.
    """
    at = len(signed.data)
    if signed.start_offset is None:
        return [], (None if _rest_is_blank(data, at) else Fault(FaultKind.CHAIN, at))
    state = TableState(signed, dict(signed.entries), signed.trailer, signed.start_offset)
    try:
        while not _rest_is_blank(data, at):
            if len(state.updates) == _MOST_UPDATES:
                return state.updates, Fault(FaultKind.BYTES, at)
            at = _read_update(data, at, state)
    except FaultyError as error:
        return state.updates, _within(error.fault, at, data)
    except SyntaxFault as error:
        kind = FaultKind.DOUBLED_KEY if error.doubled else FaultKind.SYNTAX
        return state.updates, _within(Fault(kind, error.at, error.doubled), at, data)
    return state.updates, None


def _within(fault: Fault, start: int, data: bytes) -> Fault:
    """The fault, placed in the update that it was found in: a place in something packed, or one that the file itself
    names, is none in the file, and whoever signed before the update must be told of it."""
    return fault if start <= fault.at <= len(data) else replace(fault, at=start)


def _rest_is_blank(data: bytes, at: int) -> bool:
    said: list[bytes] = []
    return _space(data, at, said) == len(data) and all(map(is_usual, said))


def _space(data: bytes, at: int, said: list[bytes]) -> int:
    """After white space and comments in which no reader finds anything; these are added to `said`."""
    while True:
        at = skip_blank(data, at)
        comment = comment_at(data, at)
        if not comment or _TELLING.search(comment):
            return at
        said.append(comment)
        at += len(comment)


def _read_update(data: bytes, start: int, state: TableState) -> int:
    objects: dict[int, IndirectObject] = {}
    table: Section | None = None
    said: list[bytes] = []
    at = start
    while True:
        at = _space(data, at, said)
        mark = _START.match(data, at)
        if mark is not None:
            break
        if header_at(data, at) is not None:
            found = read_indirect(data, at, lambda reference: _length(data, start, reference, state))
            if isinstance(found.value, Ref):  # some readers follow it, to some it is nothing
                raise FaultyError(Fault(FaultKind.SYNTAX, at, str(found.number)))
            if found.number in objects:
                raise FaultyError(Fault(FaultKind.DOUBLED_OBJECT, at, str(found.number)))
            objects[found.number] = found
            at = found.end
        elif data.startswith(b'xref', at) and table is None:
            table = read_section(data, at, strict=True)
            at = table.end
        else:
            nothing = at >= len(data) and objects
            raise FaultyError(Fault(FaultKind.UNFINISHED if nothing else FaultKind.BYTES, start if said else at))
    end = _END.match(data, mark.end())
    if end is None:
        raise FaultyError(Fault(FaultKind.BYTES, mark.end()))
    section = _section(data, int(mark[1]), objects, table)
    require_kept(section, state, at)
    values = _placed(data, section, objects, state)
    for found in objects.values():
        require_nothing_hidden(data, found)
    require_generations(values, section, state)
    values.pop(section.stream_number or -1, None)
    said += [each for found in objects.values() for each in comments_within(data, found)]
    if table is not None:
        said += comments_between(data, table.start, table.end)
    told = tuple(dict.fromkeys(words_of(each) for each in said if not is_usual(each)))
    state.updates.append(Update(skip_blank(data, start), end.end(), values, section.trailer, told))
    state.entries.update(section.entries)
    state.trailer, state.start_offset = section.trailer, int(mark[1])
    return end.end()


def _length(data: bytes, start: int, reference: Ref, state: TableState) -> int | None:
    """A stream's length that lies in an object of its own, here or before."""
    pattern = rb'(?<![0-9])%d[\0\t\n\f\r ]+%d[\0\t\n\f\r ]+obj[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+endobj' % reference
    found = re.compile(pattern).search(data, start)
    if found is not None:
        return int(found[1])
    for update in reversed(state.updates):
        if reference.number in update.objects:
            value = update.objects[reference.number]
            return value if isinstance(value, int) else None
    value = state.signed.get(reference.number)
    return value if isinstance(value, int) else None


def _section(data: bytes, offset: int, objects: dict[int, IndirectObject], table: Section | None) -> Section:
    """The cross-reference section of the update, which `startxref` must lead to."""
    streams = [each for each in objects.values() if is_reference_stream(each)]
    if table is not None:
        if streams or '/XRefStm' in table.trailer:
            raise FaultyError(Fault(FaultKind.TRAILER, table.start, '/XRefStm'))
        section = table
    elif len(streams) == 1:
        section = stream_section(streams[0])
    else:
        raise FaultyError(Fault(FaultKind.UNFINISHED, offset))
    if not _leads_to(data, offset, section.start):
        raise FaultyError(Fault(FaultKind.CHAIN, section.start))
    return section


def _leads_to(data: bytes, offset: int, place: int) -> bool:
    return offset <= place <= offset + EARLY and not data[offset:place].strip(WHITE)


def _placed(data: bytes, section: Section, objects: dict[int, IndirectObject], state: TableState) -> dict[int, Any]:
    """The update's objects by number; each lies where its table says, and each that lies there is listed."""
    values: dict[int, Any] = {}
    containers = {
        number: _container(each)
        for number, each in objects.items()
        if isinstance(each.value, Stream) and each.value.entries.get('/Type') == '/ObjStm'
    }
    for number, entry in section.entries.items():
        found = objects.get(number)
        if entry.kind == 'f':
            if number and state.in_use(number):
                raise FaultyError(Fault(FaultKind.FREED, section.start, str(number)))
        elif entry.kind == 'n' and found is not None:
            if not _leads_to(data, entry.place, found.start) or found.generation != entry.second:
                raise FaultyError(Fault(FaultKind.MISPLACED, found.start, str(number)))
            values[number] = found.value
        elif entry.kind == 'c' and entry.place in containers:
            values[number] = _packed(*containers[entry.place], number, entry, section)
        elif state.entries.get(number) != entry:
            raise FaultyError(Fault(FaultKind.MISPLACED, section.start, str(number)))
    _require_listed(section, objects, containers)
    return values


def _require_listed(
    section: Section, objects: dict[int, IndirectObject], containers: dict[int, tuple[bytes, list[tuple[int, int]]]]
) -> None:
    """Each object that lies in the update, or in an object stream of it, must stand in the update's table."""
    for number, found in objects.items():
        entry_of = section.entries.get(number)
        listed = entry_of is not None and entry_of.kind == 'n'
        if not listed and number != section.stream_number:
            raise FaultyError(Fault(FaultKind.UNLISTED, found.start, str(number)))
    for container, (_, table) in containers.items():
        for place, (number, _) in enumerate(table):
            if section.entries.get(number) != Entry('c', container, place):
                raise FaultyError(Fault(FaultKind.UNLISTED, objects[container].start, str(number)))


def _container(found: IndirectObject) -> tuple[bytes, list[tuple[int, int]]]:
    if set(found.value.entries) - _OF_CONTAINER:
        raise FaultyError(Fault(FaultKind.SYNTAX, found.start, str(found.number)))
    data, table = packed_objects(found.value)
    head = found.value.entries['/First']
    before = data[head : min((place for _, place in table), default=len(data))]
    if len(data[:head].split()) != 2 * len(table) or before.strip(WHITE):
        raise FaultyError(Fault(FaultKind.SYNTAX, found.start, str(found.number)))
    return data, table


def _packed(data: bytes, table: list[tuple[int, int]], number: int, entry: Entry, section: Section) -> Any:
    """One object of an object stream."""
    if not (entry.second < len(table) and table[entry.second][0] == number):
        raise FaultyError(Fault(FaultKind.MISPLACED, section.start, str(number)))
    start = table[entry.second][1]
    value, end = read_value(data, start)
    following = min((place for _, place in table if place > start), default=len(data))
    if end > following or skip_space(data, end) < following or isinstance(value, Ref):
        raise FaultyError(Fault(FaultKind.SYNTAX, section.start, str(number)))
    return value
