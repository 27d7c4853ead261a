"""Folders for what is made out of sight: each goes in the end, and what a killed process left goes with the next one.

Whoever uses a folder holds a lock that the system lets go of when the process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.filesystem import is_own, remove_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filelock import FileLock

_PREFIX = 'docgen-work-'
_OWNER = 'owner.lock'
_TRIES = 3
_CLEARED: set[Path] = set()


@contextlib.contextmanager
def temporary_folder(beside: Path | None = None) -> Iterator[Path]:
    """Give an empty folder, and remove it afterwards; nobody else may read it.

    Args:
        beside: the folder that it lies in, under a name that begins with a dot: for what is then to be moved to a
            place there. None is where the system has temporary files.

    Raises:
        OSError: no folder can be made there.
    """
    place, owner = _made(Path(tempfile.gettempdir()) if beside is None else beside, '' if beside is None else '.')
    try:
        yield place / 'work'
    finally:
        owner.release()  # Windows removes no file that is open
        remove_tree(place)


def clear_abandoned(folder: Path | None = None) -> None:
    """Remove what killed processes left in a folder, for whoever finds that there is nothing to do or refuses to.

    Args:
        folder: None is where the system has temporary files.
    """
    if folder is not None:
        _remove_abandoned(folder, f'.{_PREFIX}')
    else:
        _remove_abandoned(Path(tempfile.gettempdir()), _PREFIX)


def _made(parent: Path, dot: str) -> tuple[Path, FileLock]:
    from filelock import FileLock

    # The system's place may have thousands of entries, so it is looked through once; a folder of the user's, each time.
    if dot or parent not in _CLEARED:
        _CLEARED.add(parent)
        _remove_abandoned(parent, f'{dot}{_PREFIX}')
    for last in (False,) * (_TRIES - 1) + (True,):
        place = Path(tempfile.mkdtemp(prefix=f'{dot}{_PREFIX}', dir=parent))
        owner = FileLock(place / _OWNER)
        try:
            owner.acquire(blocking=False)
            (place / 'work').mkdir()
        except OSError:
            # Another process took it for abandoned in the moment before it was locked.
            if last or place.exists():
                raise
            continue
        return place, owner
    raise AssertionError


def _remove_abandoned(parent: Path, prefix: str) -> None:
    left = list(parent.glob(f'{prefix}*'))
    if not left:  # as nearly always, and a lock costs more to load than such a command takes
        return
    from filelock import FileLock, Timeout

    for place in left:
        try:
            if not is_own(place.lstat()):
                continue
            lock = FileLock(place / _OWNER)
            lock.acquire(blocking=False)
        except (OSError, Timeout):
            continue
        lock.release()
        remove_tree(place)
