"""Bounds for a package that may be hostile: which names and sizes it may hold before anything of it is read."""

from __future__ import annotations

import re
import unicodedata

from docgen.archive.verdicts import PackageError, PackageVerdict

LARGEST = 20_000_000_000
"""Bytes that a package may hold."""
MOST_FILES = 50_000
_SMALL = 50_000_000
_EXPANSION = 100
"""A zip that holds more than _SMALL bytes, and this many times its own size, is a bomb: text packs to a tenth."""
_CONTROL = re.compile(r'[\x00-\x1f]')
_DRIVE = re.compile(r'^[A-Za-z]:')


class NameRegister:
    """The names and sizes of the files met so far in a package.

    Attributes:
        bytes: the sum of their sizes, unpacked.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self._taken: set[str] = set()

    def take(self, name: str, size: int) -> None:
        """Count a file of `size` bytes.

        Raises:
            PackageError: UNSAFE, some file systems take its name and one before for the same; TOO_LARGE.
        """
        key = unicodedata.normalize('NFC', name).casefold()
        if key in self._taken:
            raise unsafe_name(name, "finns två gånger i paketet")
        self._taken.add(key)
        self.bytes += size
        if self.bytes > LARGEST or len(self._taken) > MOST_FILES:
            raise PackageError(
                PackageVerdict.TOO_LARGE,
                f"Paketet skulle packas upp till minst {self.bytes} byte i {len(self._taken)} filer.",
            )

    def require_compression(self, size: int) -> None:
        """Refuse a zip of `size` bytes that would unpack to more than texts and pictures do.

        Raises:
            PackageError: TOO_LARGE.
        """
        if self.bytes > _SMALL and self.bytes > _EXPANSION * size:
            raise PackageError(
                PackageVerdict.TOO_LARGE, f"Filen är {size} byte men skulle packas upp till minst {self.bytes} byte."
            )


def safe_name(name: str) -> str:
    """Give a file's name in a package without './' before it and '/' after it.

    Raises:
        PackageError: UNSAFE, it is absolute, leads out, or is written so that some system might take it for that.
    """
    parts = name.removesuffix('/').split('/')
    if parts[0] == '.':
        parts = parts[1:]
    if _CONTROL.search(name) or '\\' in name or _DRIVE.match(name):
        raise unsafe_name(name, "har tecken som inte får finnas i ett namn")
    if name.startswith('/') or any(part in ('', '.', '..') for part in parts):
        raise unsafe_name(name, "pekar ut ur paketet")
    return '/'.join(parts)


def unsafe_name(name: str, why: str) -> PackageError:
    """Give the error for a name that some system would take for a way out of the package; why in Swedish."""
    return PackageError(PackageVerdict.UNSAFE, f"”{ascii(name)[1:-1]}” {why}.", ascii(name)[1:-1])
