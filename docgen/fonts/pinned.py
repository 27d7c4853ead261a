"""The fonts of the pinned packages, which are there wherever docgen is.

Only TrueType files are given out: reportlab, which draws signature blocks, cannot embed CFF outlines.
"""

from __future__ import annotations

import atexit
import hashlib
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import Finding, ToolError
from docgen.filesystem import is_own, link_visibly, remove_tree
from docgen.fonts.font_file import Face, read_face

if TYPE_CHECKING:
    from filelock import FileLock

REGULAR, SEMIBOLD, BOLD = 400, 600, 700

_LOCK = '.lock'
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
    """The TrueType file of a family's regular, bold, italic or bold italic.

    Args:
        family: a family of the pinned packages.
        bold: its bold face.
        italic: its italic face.

    Raises:
        ToolError: `font-missing`.
    """
    return file_of(family, BOLD if bold else REGULAR, italic=italic)


def file_of(family: str, weight: int, *, italic: bool) -> Path:
    """The TrueType file of a family at weight 400, 600 or 700.

    Args:
        family: a family of the pinned packages.
        weight: 400, 600 or 700.
        italic: its italic face.

    Raises:
        ToolError: `font-missing`.
    """
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
    """Measures and characters of one font file, read straight from its tables.

    Args:
        family: a family of the pinned packages.
        weight: 400, 600 or 700.
        italic: its italic face.

    Raises:
        ToolError: `font-missing`.
    """
    return read_face(file_of(family, weight, italic=italic))


@cache
def files() -> tuple[Path, ...]:
    """Every font file that documents may use, in a fixed order."""
    return tuple(file_of(family, weight, italic=italic) for family in _PACKAGES for weight, italic in _SUFFIXES)


@cache
def folder() -> Path:
    """A folder holding exactly `files()`, for engines that take folders; it lives as long as the process.

    The packages' own folders hold each face twice, as TrueType and as CFF, and weights nobody uses: an engine
    that scans them starts slower and picks either one.
    """
    return folder_of(files())


@cache
def folder_of(paths: tuple[Path, ...]) -> Path:
    """A folder holding exactly these files; it lives as long as the process.

    A process that is killed leaves its folder behind; the next one removes it.
    """
    place = Path(tempfile.mkdtemp(prefix=_FOLDER))
    lock = _lock(place)
    lock.acquire()
    atexit.register(_remove, place, lock)
    for left in place.parent.glob(f'{_FOLDER}*'):
        if left != place and left.suffix != _LOCK and _abandoned(left):
            remove_tree(left)
    for path in paths:
        name = path.name if not (place / path.name).exists() else f'{len(path.parts)}-{path.parent.name}-{path.name}'
        link_visibly(path, place / name)
    return place


def _remove(place: Path, lock: FileLock) -> None:
    remove_tree(place)
    lock.release()  # Windows removes no file that is open
    Path(lock.lock_file).unlink(missing_ok=True)


def _lock(place: Path) -> FileLock:
    """The lock that whoever uses a folder holds for as long as the process lives, however it ends."""
    from filelock import FileLock

    return FileLock(place.with_suffix(_LOCK))


def _abandoned(place: Path) -> bool:
    """Whether a folder is ours and its process is gone."""
    from filelock import Timeout

    try:
        status = place.lstat()
        if not is_own(status) or time.time() - status.st_mtime < _SETTLED:
            return False
        lock = _lock(place)
        lock.acquire(blocking=False)
    except (OSError, Timeout):
        return False
    lock.release()
    Path(lock.lock_file).unlink(missing_ok=True)
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
