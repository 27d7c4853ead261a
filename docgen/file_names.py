"""Names of files, told alike on every system: which are no user's, which some system cannot have, in what order."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DEVICES = frozenset(
    ('con', 'prn', 'aux', 'nul', *(f'{port}{digit}' for port in ('com', 'lpt') for digit in range(1, 10)))
)
_MAX_PATH = 259
"""Characters, where Windows' long paths are off."""
_SYSTEM_FILES = frozenset(('thumbs.db', 'desktop.ini'))


def is_aside(name: str) -> bool:
    """Whether a file is none of the user's: Word's mark of an open document (~$), a hidden or a system's file."""
    return name.startswith(('~', '.')) or name.lower() in _SYSTEM_FILES


def is_device_name(name: str) -> bool:
    """Whether Windows takes a file's name for one of its devices, whatever follows the first full stop."""
    return name.partition('.')[0].rstrip(' ').lower() in _DEVICES


def longest_path() -> int | None:
    """The most characters that a path may have; None where there is no such bound to reckon with."""
    if sys.platform != 'win32':
        return None
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r'SYSTEM\CurrentControlSet\Control\FileSystem') as key:
            enabled = bool(winreg.QueryValueEx(key, 'LongPathsEnabled')[0])
    except OSError:
        enabled = False
    return None if enabled else _MAX_PATH


def require_short_paths(target: Path, names: Iterable[str], option: str) -> None:
    """Refuse a folder so deep that the system could not have the files in it, before anything is made.

    Args:
        target: the folder.
        names: paths of the files in it, with slashes.
        option: what chooses another folder, for the message: --output.

    Raises:
        UsageError: `path-too-long`.
    """
    bound = longest_path()
    if bound is None:
        return
    length = len(str(target.resolve())) + 1 + max(map(len, names), default=0)
    if length > bound:
        raise UsageError(
            Finding(
                'path-too-long',
                f"Sökvägarna till de färdiga filerna blir upp till {length} tecken långa.",
                f"Windows tillåter {bound} så länge långa sökvägar inte är påslagna på datorn.",
                f"Flytta arbetsytan till en mapp med kortare sökväg, eller välj en annan mapp med {option}.",
                Place(target),
            )
        )


def sorted_files(folder: Path, pattern: str = '*') -> list[Path]:
    """Give the files below a folder in one order on every system: by their paths in it, written with slashes.

    Args:
        folder: where to look; not being there is being empty.
        pattern: which names.
    """
    found = [path for path in folder.rglob(pattern) if path.is_file()] if folder.is_dir() else []
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())
