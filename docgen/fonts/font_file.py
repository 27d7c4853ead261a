"""One font file read straight from its tables: names, weight, slant, measures, characters, right to embed.

OpenType 1.9: name, OS/2, head, hhea, cmap; collections (.ttc) hold several faces.
"""

from __future__ import annotations

import errno
import hashlib
import mmap
import struct
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE = 64 * 2**20
"""Bytes: larger files, for scripts that need tens of thousands of glyphs, are left aside."""
_FAMILY, _FULL_NAME, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY = 1, 4, 6, 16
_KINDS = (b'\x00\x01\x00\x00', b'OTTO', b'true')
_RESTRICTED, _PRINTABLE, _EDITABLE, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x0004, 0x0008, 0x0100, 0x0200
_ITALIC_BIT, _TYPOGRAPHIC_METRICS = 0x0001, 0x0080
_MOST_FACES = 64
_FEATURES = 1 << 16
Bytes = bytes | mmap.mmap


@dataclass(frozen=True)
class Face:
    """A face's vertical measures, in units of the font size, and the characters it can show.

    `ascent` and `descent` (positive) are hhea's, as Word on the Mac and LibreOffice read them; in our fonts they
    equal OS/2's usWinAscent and usWinDescent, which Word on Windows reads. `line_gap` is hhea's.
    """

    ascent: float
    descent: float
    line_gap: float
    characters: frozenset[int]
    small_capitals: bool = True
    """Whether it has small capitals of its own (the feature smcp)."""


@dataclass(frozen=True)
class FontFile:
    """One face in a file: `families` are the names, in lower case, that Word may call it by."""

    path: Path
    index: int
    families: frozenset[str]
    shown_family: str
    postscript: str
    weight: int
    italic: bool
    embeddable: bool

    @cached_property
    def face(self) -> Face:
        """Measures and characters."""
        return read_face(self.path, self.index)

    @cached_property
    def sha256(self) -> str:
        """The file's hash."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


_SHORT_OF = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


def read_font_files(path: Path) -> tuple[FontFile, ...]:
    """Every face in a file; none when it is no font or a damaged one.

    Raises:
        OSError: the system has no more open files or memory to give, which says nothing about the font.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            return ()
        # Of a machine's hundreds of fonts only the few tables with names are read.
        with path.open('rb') as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return tuple(_describe(path, index, data, start) for index, start in enumerate(_starts(data)))
    except (OSError, struct.error, KeyError, ValueError, IndexError) as error:
        if isinstance(error, OSError) and error.errno in _SHORT_OF:
            raise
        return ()


@cache
def read_face(path: Path, index: int = 0) -> Face:
    """Measures and characters of one face of a font file."""
    data = path.read_bytes()
    tables = _tables(data, _starts(data)[index])
    (per_em,) = struct.unpack_from('>H', data, tables['head'] + 18)
    ascent, descent, gap = struct.unpack_from('>hhh', data, tables['hhea'] + 4)
    if 'OS/2' in tables:
        (selection,) = struct.unpack_from('>H', data, tables['OS/2'] + 62)
        typographic = struct.unpack_from('>hhh', data, tables['OS/2'] + 68)
        upper, lower = struct.unpack_from('>HH', data, tables['OS/2'] + 74)
        if selection & _TYPOGRAPHIC_METRICS:
            ascent, descent, gap = typographic
        elif ascent == descent == 0:
            ascent, descent, gap = upper, -lower, 0
    # The list of features names each by its tag.
    small = 'GSUB' in tables and b'smcp' in data[tables['GSUB'] : tables['GSUB'] + _FEATURES]
    return Face(ascent / per_em, -descent / per_em, gap / per_em, frozenset(_characters(data, tables['cmap'])), small)


def _describe(path: Path, index: int, data: Bytes, start: int) -> FontFile:
    tables = _tables(data, start)
    names = _names(data, tables['name'])
    weight, kind = struct.unpack_from('>H2xH', data, tables['OS/2'] + 4)
    (selection,) = struct.unpack_from('>H', data, tables['OS/2'] + 62)
    italic = bool(selection & _ITALIC_BIT)
    regular = 'regular' in {name.casefold() for name in names.get(2, ())}
    families = [*names.get(_FAMILY, ())]
    if regular or not families:
        # A third weight is a family of its own by its full name; the typographic family holds all weights.
        families += names.get(_FULL_NAME, ())
    return FontFile(
        path=path,
        index=index,
        families=frozenset(folded(name) for name in families),
        shown_family=next(iter(names.get(_TYPOGRAPHIC_FAMILY, names.get(_FAMILY, ('',)))), ''),
        postscript=next(iter(names.get(_POSTSCRIPT, ('',))), ''),
        weight=weight,
        italic=italic,
        embeddable=_embeddable(kind),
    )


def folded(name: str) -> str:
    """A font's name as names are compared: one space between words, lower case."""
    return ' '.join(name.split()).casefold()


def _embeddable(kind: int) -> bool:
    """Whether OS/2 fsType lets a part of the font stand in a document; of several rights the widest counts."""
    if kind & (_NO_SUBSET | _BITMAP_ONLY):
        return False
    return not kind & _RESTRICTED or bool(kind & (_PRINTABLE | _EDITABLE))


def _starts(data: Bytes) -> list[int]:
    """Where each face's table directory begins. Raises ValueError for what is no font."""
    if data[:4] == b'ttcf':
        (count,) = struct.unpack_from('>I', data, 8)
        return list(struct.unpack_from(f'>{min(count, _MOST_FACES)}I', data, 12))
    if data[:4] in _KINDS:
        return [0]
    raise ValueError(data[:4])


def _tables(data: Bytes, start: int) -> dict[str, int]:
    (count,) = struct.unpack_from('>H', data, start + 4)
    return {
        data[entry : entry + 4].decode('latin-1'): int(struct.unpack_from('>I', data, entry + 8)[0])
        for entry in range(start + 12, start + 12 + 16 * count, 16)
    }


def _names(data: Bytes, table: int) -> dict[int, tuple[str, ...]]:
    """The name table's entries by their id, in the order of the file, each text once."""
    count, storage = struct.unpack_from('>HH', data, table + 2)
    found: dict[int, dict[str, None]] = {}
    for record in range(count):
        platform, _, _, ident, length, offset = struct.unpack_from('>6H', data, table + 6 + 12 * record)
        raw = data[table + storage + offset : table + storage + offset + length]
        text = raw.decode('utf_16_be' if platform in (0, 3) else 'mac_roman', errors='ignore').strip('\0 ')
        if text:
            found.setdefault(ident, {})[text] = None
    return {ident: tuple(texts) for ident, texts in found.items()}


def _characters(data: bytes, cmap: int) -> set[int]:
    (count,) = struct.unpack_from('>H', data, cmap + 2)
    found: set[int] = set()
    for record in range(count):
        platform, _, offset = struct.unpack_from('>HHI', data, cmap + 4 + 8 * record)
        start = cmap + offset
        (kind,) = struct.unpack_from('>H', data, start)
        if platform in (0, 3) and kind == 12:
            found |= _segmented_coverage(data, start)
        elif platform in (0, 3) and kind == 4:
            found |= _segment_mapping(data, start)
    return found


def _segmented_coverage(data: bytes, start: int) -> set[int]:
    (groups,) = struct.unpack_from('>I', data, start + 12)
    found: set[int] = set()
    for group in range(groups):
        first, last, _ = struct.unpack_from('>III', data, start + 16 + 12 * group)
        found.update(range(first, last + 1))
    return found


def _segment_mapping(data: bytes, start: int) -> set[int]:
    (doubled,) = struct.unpack_from('>H', data, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f'>{count}H', data, start + 14)
    starts = struct.unpack_from(f'>{count}H', data, start + 16 + doubled)
    deltas = struct.unpack_from(f'>{count}H', data, start + 16 + 2 * doubled)
    ranges = start + 16 + 3 * doubled
    offsets = struct.unpack_from(f'>{count}H', data, ranges)
    found: set[int] = set()
    for index in range(count):
        for code in range(starts[index], min(ends[index], 0xFFFE) + 1):
            glyph = code + deltas[index]
            if offsets[index]:
                at = ranges + 2 * index + offsets[index] + 2 * (code - starts[index])
                (glyph,) = struct.unpack_from('>H', data, at)
            if glyph % 0x10000:
                found.add(code)
    return found


def single_face_file(font: FontFile, folder: Path) -> Path:
    """The file of a face; one that is made of it in `folder` where it lies in a collection of several."""
    if font.path.suffix.lower() not in ('.ttc', '.otc'):
        return font.path
    from fontTools.ttLib import TTFont

    place = folder / f'{font.path.stem}-{font.index}.ttf'
    with TTFont(font.path, fontNumber=font.index, lazy=True, recalcTimestamp=False) as opened:
        opened.save(place)
    return place
