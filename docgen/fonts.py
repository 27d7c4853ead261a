"""The fonts a document may use: the pinned font packages, never what happens to be installed.

Only TrueType files are given out: reportlab cannot embed CFF outlines, and all engines must set the same glyphs.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import struct
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from docgen.errors import Finding, ToolError

REGULAR, SEMIBOLD, BOLD = 400, 600, 700

_FOLDER = 'docgen-fonts-'
_SETTLED = 3600
"""Seconds after which a folder has been locked if its process ever will."""

_PACKAGES = {
    'Source Sans Pro': ('font_source_sans_pro', 'SourceSansPro'),
    'Source Serif Pro': ('font_source_serif_pro', 'SourceSerifPro'),
}
_SUFFIXES = {
    (REGULAR, False): 'Regular',
    (REGULAR, True): 'It',
    (SEMIBOLD, False): 'Semibold',
    (SEMIBOLD, True): 'SemiboldIt',
    (BOLD, False): 'Bold',
    (BOLD, True): 'BoldIt',
}


@dataclass(frozen=True)
class Face:
    """One font file's vertical measures, in units of the font size, and the characters it can show.

    `ascent` and `descent` (positive) are hhea's, as Word on the Mac and LibreOffice read them; in our fonts they
    equal OS/2's usWinAscent and usWinDescent, which Word on Windows reads. `line_gap` is hhea's.
    """

    ascent: float
    descent: float
    line_gap: float
    characters: frozenset[int]


def families() -> tuple[str, ...]:
    """The families that can be asked for by name in Word and in code."""
    return tuple(_PACKAGES)


@cache
def resolve(name: str) -> tuple[str, int] | None:
    """The family and base weight behind a font name as Word writes it, or None when there is no such font.

    Word knows a third weight as a family of its own: "Source Sans Pro Semibold".
    """
    folded = ' '.join(name.split()).casefold()
    for family in _PACKAGES:
        if folded == family.casefold():
            return family, REGULAR
        if folded in (f'{family} semibold'.casefold(), f'{family} semi bold'.casefold()):
            return family, SEMIBOLD
    return None


def ttf(family: str, bold: bool = False, italic: bool = False) -> Path:  # noqa: FBT001, FBT002
    """The TrueType file of a family's regular, bold, italic or bold italic. Raises ToolError `font-missing`."""
    return file_of(family, BOLD if bold else REGULAR, italic=italic)


def file_of(family: str, weight: int, *, italic: bool) -> Path:
    """The TrueType file of a family at weight 400, 600 or 700. Raises ToolError `font-missing`."""
    if family not in _PACKAGES or (weight, italic) not in _SUFFIXES:
        raise missing(family)
    package, stem = _PACKAGES[family]
    path = _folder(package) / f'{stem}-{_SUFFIXES[weight, italic]}.ttf'
    if not path.is_file():
        raise missing(family)
    return path


def missing(family: str) -> ToolError:
    """The error for a font that no pinned package holds."""
    return ToolError(
        Finding(
            'font-missing',
            f"Teckensnittet ”{family}” finns inte.",
            "Ett ersatt teckensnitt ändrar rader och sidor, därför byts det aldrig ut i tysthet.",
            f"Välj något av {', '.join(_PACKAGES)} i mallens formatmallar.",
        )
    )


@cache
def face(family: str, weight: int, *, italic: bool) -> Face:
    """Measures and characters of one font file, read straight from its tables (OpenType 1.9: hhea, cmap)."""
    data = file_of(family, weight, italic=italic).read_bytes()
    tables = _tables(data)
    (per_em,) = struct.unpack_from('>H', data, tables['head'] + 18)
    ascent, descent, gap = struct.unpack_from('>hhh', data, tables['hhea'] + 4)
    return Face(ascent / per_em, -descent / per_em, gap / per_em, frozenset(_characters(data, tables['cmap'])))


def files() -> tuple[Path, ...]:
    """Every font file that documents may use, in a fixed order."""
    return tuple(file_of(family, weight, italic=italic) for family in _PACKAGES for weight, italic in _SUFFIXES)


@cache
def folder() -> Path:
    """A folder holding exactly `files()`, for engines that take folders; it lives as long as the process.

    The packages' own folders hold each face twice, as TrueType and as CFF, and weights nobody uses: an engine
    that scans them starts slower and picks either one. A process that is killed leaves its folder behind; the next
    one removes it.
    """
    place = Path(tempfile.mkdtemp(prefix=_FOLDER))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    _lock(place)
    for left in place.parent.glob(f'{_FOLDER}*'):
        if left != place and _abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
    for path in files():
        try:
            (place / path.name).symlink_to(path)
        except OSError:
            shutil.copyfile(path, place / path.name)
    return place


def _lock(place: Path) -> int | None:
    """Lock a folder for as long as the process lives, however it ends; None when someone else holds it."""
    if sys.platform == 'win32':
        return None
    import fcntl

    handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _abandoned(place: Path) -> bool:
    """Whether a folder is ours and its process is gone."""
    if sys.platform == 'win32':
        return False
    try:
        status = place.lstat()
        if status.st_uid != os.getuid() or time.time() - status.st_mtime < _SETTLED:
            return False
        handle = _lock(place)
    except OSError:
        return False
    if handle is None:
        return False
    os.close(handle)
    return True


@cache
def fingerprint() -> str:
    """A hash of every font file's content, for the build's cache."""
    digest = hashlib.sha256()
    for path in files():
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ToolError(
            Finding(
                'font-package-missing',
                f"Teckensnittspaketet {package.replace('_', '-')} är inte installerat.",
                "Dokumenten sätts bara med de teckensnitt som följer med docgen.",
                f"Installera det med: pip install {package.replace('_', '-')}",
            )
        )
    return Path(spec.origin).parent / 'files'


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from('>H', data, 4)
    return {
        data[entry : entry + 4].decode('latin-1'): int(struct.unpack_from('>I', data, entry + 8)[0])
        for entry in range(12, 12 + 16 * count, 16)
    }


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
