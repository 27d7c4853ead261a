"""Incremental updates written byte by byte, so that each rule for them can be broken on its own."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass
class RawUpdate:
    """One update of a file. What is not set is as it should be."""

    content: bytes
    objects: dict[int, bytes] = field(default_factory=dict)
    """By number: what stands between `obj` and `endobj`."""
    keys: bytes = b''
    """More of the trailer's dictionary."""
    root: bytes = b''
    """In place of the trailer's `/Root 1 0 R`, the whole entry."""
    prev: int | None = None
    size: int | None = None
    between: bytes = b''
    """What lies between the objects and the table."""
    unlisted: frozenset[int] = frozenset()
    moved: dict[int, int] = field(default_factory=dict)
    """By number, how many bytes too late the table says that an object lies."""
    generations: dict[int, int] = field(default_factory=dict)
    freed: tuple[int, ...] = ()
    line_end: bytes = b' \n'
    ending: bytes = b'%%EOF\n'
    start: int | None = None
    """What `startxref` says."""
    doubled: dict[int, bytes] = field(default_factory=dict)
    """Objects written once more after the others, in the same update."""

    def written(self) -> bytes:
        """The file with the update."""
        out = self.content if self.content.endswith(b'\n') else self.content + b'\n'
        places: dict[int, int] = {}
        for number, body in [*self.objects.items(), *self.doubled.items()]:
            places[number] = len(out)
            out += b'%d %d obj\n%s\nendobj\n' % (number, self.generations.get(number, 0), body)
        out += self.between
        table = len(out)
        out += b'xref\n0 1\n0000000000 65535 f' + self.line_end
        for number in sorted({*places, *self.freed} - self.unlisted):
            kind, place = (b'f', 0) if number in self.freed else (b'n', places[number] + self.moved.get(number, 0))
            generation = self.generations.get(number, 0)
            out += b'%d 1\n%010d %05d %s' % (number, place, generation, kind) + self.line_end
        size = max([file_size(self.content), *(number + 1 for number in places)]) if self.size is None else self.size
        root = self.root or b'/Root %d 0 R' % root_number(self.content)
        previous = last_table(self.content) if self.prev is None else self.prev
        prev = b'/Prev %d' % previous if previous >= 0 else b''
        info = _kept(self.content, b'Info') if b'/Info' not in self.keys else b''
        identity = _identity(self.content) if b'/ID' not in self.keys else b''
        out += b'trailer\n<< /Size %d %s %s %s %s %s >>\n' % (size, root, prev, info, identity, self.keys)
        return out + b'startxref\n%d\n' % (table if self.start is None else self.start) + self.ending


def last_table(content: bytes) -> int:
    """Where the last table lies, as the file says."""
    return int(content[content.rindex(b'startxref') + 9 :].split()[0])


def root_number(content: bytes) -> int:
    """The catalog's number."""
    return int(re.findall(rb'/Root\s+(\d+)\s+0\s+R', content)[-1])


def file_size(content: bytes) -> int:
    """One more than the highest object number."""
    return max(int(each) for each in re.findall(rb'/Size\s+(\d+)', content))


def _kept(content: bytes, key: bytes) -> bytes:
    found = re.findall(rb'/%s\s+\d+\s+0\s+R' % key, content)
    return bytes(found[-1]) if found else b''


def _identity(content: bytes) -> bytes:
    found = re.findall(rb'/ID\s*\[\s*<[0-9A-Fa-f]*>\s*<[0-9A-Fa-f]*>\s*\]', content)
    return bytes(found[-1]) if found else b''


def edited(content: bytes, change: Callable[[pikepdf.Pdf], Iterable[pikepdf.Object]], **how: object) -> bytes:
    """Append an update with the objects that `change` altered or made, and gives.

    Args:
        content: the file.
        change: alters objects of the opened file.
        how: what else of the update is not as it should be, as in `RawUpdate`.
    """
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        objects = {each.objgen[0]: body(each) for each in change(pdf)}
    return RawUpdate(content, objects, **how).written()  # type: ignore[arg-type]


def body(value: pikepdf.Object) -> bytes:
    """What an object is written as."""
    if isinstance(value, pikepdf.Stream):
        entries = pikepdf.Dictionary(dict(value.stream_dict.items()))
        raw = value.read_raw_bytes()
        entries['/Length'] = len(raw)
        return bytes(entries.unparse(resolved=False)) + b'\nstream\n' + raw + b'\nendstream'
    return bytes(value.unparse(resolved=True))
