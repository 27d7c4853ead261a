"""What an update must keep of the state before it: its trailer, its objects' generations, and nothing hidden in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.fault_kinds import Fault, FaultKind, FaultyError
from docgen.sign.verifying.appended.pdf_syntax import IndirectObject, Ref, Stream, exactly_alike, header_at, skip_space

if TYPE_CHECKING:
    from docgen.sign.verifying.appended.cross_references import Entry, Section
    from docgen.sign.verifying.appended.signed_part import SignedPart

_HIDDEN = re.compile(
    rb'\d[\0\t\n\f\r ]++\d++[\0\t\n\f\r ]*+obj(?![A-Za-z])|[\r\n][\0\t\f ]*+xref[\0\t\n\f\r ]'
    rb'|trailer[\0\t\n\f\r ]*+<<|startxref|endobj'
)
_COMMENT = re.compile(rb'%[^\r\n]*+')
_HIGHEST = 8_388_608
"""Object numbers end before this (annex C); pdfium takes a table for more as none, and searches."""
_LONGEST_IDENTITY = 64
"""Bytes: a digest."""
_HEXADECIMAL = re.compile(rb'[{]?[0-9A-Fa-f-]*[}]?\Z')
_LETTERS = re.compile(rb'[A-Za-z \0]')
_MOST_LETTERS = 0.7
"""Of an identifier's bytes; of 16 by chance, three in four are letters, blanks or zeros once in 100,000 files."""
_KEPT = frozenset(('/Size', '/Root', '/Info', '/ID', '/Prev'))
_OF_STREAM = frozenset(('/Type', '/W', '/Index', '/Length', '/Filter', '/DecodeParms'))


@dataclass(frozen=True)
class Update:
    """What one incremental update holds."""

    start: int
    """Its first byte that is no white space."""
    end: int
    """After its end-of-file mark."""
    objects: dict[int, Any]
    """By number: what is new or replaced."""
    trailer: dict[str, Any]
    comments: tuple[str, ...] = ()
    """What comments in it say, but for the usual ones."""


@dataclass
class TableState:
    """What the tables say up to here."""

    signed: SignedPart
    entries: dict[int, Entry]
    trailer: dict[str, Any]
    start_offset: int
    updates: list[Update] = field(default_factory=list)

    def in_use(self, number: int) -> bool:
        """Whether the document has an object."""
        entry = self.entries.get(number)
        return entry is not None and entry.kind != 'f'

    def may_hold_table(self, number: int) -> bool:
        """Whether a cross-reference stream may have this number: a new one, or that of another such stream.

        It is an object like any other, and would take the place of what has its number.
        """
        if not self.in_use(number):
            return True
        newest = next((each.objects[number] for each in reversed(self.updates) if number in each.objects), None)
        held = newest if newest is not None else self.signed.get(number)
        return isinstance(held, Stream) and held.entries.get('/Type') == '/XRef'


def require_kept(section: Section, state: TableState, at: int) -> None:
    """Require a trailer that leads on to the table before it, and says what that said.

    Args:
        section: the update's table.
        state: what the tables before it say.
        at: the byte to tell of.

    Raises:
        FaultyError: it does not.
    """
    trailer, before = section.trailer, state.trailer
    if '/Encrypt' in trailer:
        raise FaultyError(Fault(FaultKind.TRAILER, at, '/Encrypt'))
    known = _KEPT | (_OF_STREAM if section.stream_number is not None else frozenset())
    for key, value in trailer.items():
        if key not in known and (key not in before or not exactly_alike(before[key], value)):
            raise FaultyError(Fault(FaultKind.TRAILER, at, key))
    if section.stream_number is not None and not state.may_hold_table(section.stream_number):
        raise FaultyError(Fault(FaultKind.MISPLACED, at, str(section.stream_number)))
    previous = trailer.get('/Prev')
    data, start = state.signed.data, state.start_offset
    same = previous == start or (
        isinstance(previous, int) and skip_space(data, previous) == skip_space(data, start) < len(data)
    )
    if not same:
        raise FaultyError(Fault(FaultKind.CHAIN, at))
    if trailer.get('/Root') != before.get('/Root'):
        raise FaultyError(Fault(FaultKind.TRAILER, at, '/Root'))
    own, old = trailer.get('/ID'), before.get('/ID')
    if (isinstance(old, list) and old and (not isinstance(own, list) or own[:1] != old[:1])) or not (
        own == old or _is_identity(own)
    ):
        raise FaultyError(Fault(FaultKind.TRAILER, at, '/ID'))
    used = [number for number, entry in (*state.entries.items(), *section.entries.items()) if entry.kind != 'f']
    size = trailer.get('/Size')
    if not isinstance(size, int) or not max(used, default=0) < size <= _HIGHEST:
        raise FaultyError(Fault(FaultKind.TRAILER, at, '/Size'))


def _is_identity(value: Any) -> bool:
    """Whether a value is two identifiers (14.4), or nothing."""
    if value is None:
        return True
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(each, bytes) and len(each) <= _LONGEST_IDENTITY for each in value)
        and (len(set(value)) == 1 or _is_wordless(value[1]))
    )


def _is_wordless(identifier: bytes) -> bool:
    """Whether an identifier is a number or a digest, be it in hexadecimal digits, and no words."""
    letters = len(_LETTERS.findall(identifier))
    return letters <= _MOST_LETTERS * len(identifier) or _HEXADECIMAL.match(identifier) is not None


def require_nothing_hidden(data: bytes, found: IndirectObject) -> None:
    """Require that nothing within an object looks like another one to a reader that searches for them.

    Raises:
        FaultyError: something does.
    """
    header = header_at(data, found.start)
    body = data[header[2] if header else found.start : found.end - len(b'endobj')]
    # Some readers that search a file pass over comments, too.
    searched = (body, _COMMENT.sub(b' ', body)) if b'obj' in body or b'trailer' in body else (body,)
    if any(_HIDDEN.search(each) for each in searched) or body.count(b'endstream') > 1:
        raise FaultyError(Fault(FaultKind.CONCEALED, found.start, str(found.number)))


def require_generations(values: dict[int, Any], section: Section, state: TableState) -> None:
    """Require that objects and references keep their generations: `8 1 R` may lead to `8 0 obj` or to nothing.

    Args:
        values: the update's objects by number.
        section: its table.
        state: what the tables before it say.

    Raises:
        FaultyError: one has another generation.
    """

    def generation(number: int) -> int:
        entry = section.entries.get(number) or state.entries.get(number)
        return entry.second if entry is not None and entry.kind == 'n' else 0

    for number in values:
        before = state.entries.get(number)
        if before is None:
            wrong = generation(number) != 0
        else:
            wrong = generation(number) not in ((before.second,) if before.kind == 'n' else (0, before.second))
        if wrong:
            raise FaultyError(Fault(FaultKind.GENERATION, section.start, str(number)))
    waiting = list(values.values())
    while waiting:
        each = waiting.pop()
        if isinstance(each, Ref):
            used = section.entries.get(each.number) or state.entries.get(each.number)
            if used is not None and used.kind != 'f' and generation(each.number) != each.generation:
                raise FaultyError(Fault(FaultKind.GENERATION, section.start, str(each.number)))
        elif isinstance(each, dict):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, Stream):
            waiting.extend(each.entries.values())
