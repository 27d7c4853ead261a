"""Putting a period's files in place all at once, so that a build killed at any moment leaves the old set or the new.

A set is made complete in a work folder beside the output and then exchanged with the old one: in one step where the
system can exchange two folders (Linux, macOS), else by two renames that the next build finishes if they were cut.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import logging
import os
import shutil
import sys
import tempfile
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, UsageError, reason
from docgen.records.events import KEPT_FOLDERS
from docgen.records.record import carry_over_events

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from filelock import FileLock

_log = logging.getLogger(__name__)

PRIVATE = '.docgen'
"""The folder in the output that builds keep for themselves; nothing in it is needed by anyone else."""
_DISK_TROUBLE = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO))
_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_OWNER = 'owner.lock'
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextlib.contextmanager
def work_folder(output: Path) -> Iterator[Path]:
    """Give an empty folder on the same file system as the output; remove it afterwards, and those of killed builds.

    Raises:
        UsageError: the output folder cannot be written, or the disk gives out while the folder is in use.
    """
    from filelock import FileLock

    private = output / PRIVATE
    try:
        private.mkdir(parents=True, exist_ok=True)
        # Cleaning and making must not run between another build's mkdtemp and its taking of the lock.
        with place_lock(output):
            _finish_cut_renames(output)
            _remove_abandoned(private)
            folder = tempfile.mkdtemp(prefix='work-', dir=private)
            owner = FileLock(os.path.join(folder, _OWNER))  # noqa: PTH118
            owner.acquire()
    except OSError as error:
        raise unwritable(output, error) from error
    work = private / os.path.basename(folder)  # noqa: PTH119
    try:
        yield work
    except OSError as error:
        if error.errno in _DISK_TROUBLE:
            raise unwritable(output, error) from error
        raise
    finally:
        owner.release()
        shutil.rmtree(work, ignore_errors=True)


def clear_abandoned(output: Path) -> None:
    """Remove the work folders of killed commands, for a command that makes none of its own; let lie what cannot go."""
    private = output / PRIVATE
    if next(private.glob('work-*'), None) is not None:
        with contextlib.suppress(OSError), place_lock(output):
            _remove_abandoned(private)


def put_in_place(sets: Iterable[tuple[str, Path, frozenset[str]]], output: Path) -> None:
    """Exchange each period's folder with its new set.

    Args:
        sets: period, folder of the new set, and the old set's own files; all else in the old folder is kept.
        output: the folder that holds the periods' folders.

    Raises:
        UsageError: the output folder cannot be written.
        RefusedError: a folder holds fixed or signed files whose record cannot be read.
    """
    try:
        with place_lock(output):
            sets = list(sets)
            for period, new, _ in sets:  # before anything is exchanged, for one that is refused stops them all
                carry_over_events(output / period, new)
            for period, new, made_before in sets:
                old = output / period
                _log.info("lägger nya filer på plats i %s", old)
                if not old.exists():
                    new.rename(old)
                    continue
                link_other_files(old, new, made_before)
                if any((new / name).exists() for name in KEPT_FOLDERS):
                    make_durable(new)
                exchange(new, old)
    except OSError as error:
        raise unwritable(output, error) from error


def place_lock(output: Path) -> FileLock:
    """The lock that whoever exchanges a period's folder holds."""
    from filelock import FileLock

    return FileLock(output / PRIVATE / 'place.lock')


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name, or a copy where the file system has no hard links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def unwritable(output: Path, error: OSError) -> UsageError:
    """The error for a folder that nothing can be written to."""
    return UsageError(
        Finding(
            'output-unwritable',
            f"Det går inte att skriva i mappen {output}: {reason(error)}.",
            "De färdiga filerna kan inte sparas; det som låg där förut är orört.",
            "Kontrollera att disken inte är full och att du får skriva där, eller välj en annan mapp med --output.",
            Place(output),
        )
    )


def link_other_files(old: Path, new: Path, made_before: frozenset[str]) -> None:
    """Keep what others put in the folder: fixed and signed versions, notes."""
    for path in sorted(old.rglob('*')):
        name = path.relative_to(old).as_posix()
        target = new / name
        if name in made_before or target.exists() or path.is_dir():
            continue
        link_or_copy(path, target)


def make_durable(folder: Path) -> None:
    """Have the disk hold a folder with all that is in it, so that a loss of power cannot take it back.

    Windows writes what is closed on its own, and lets nobody ask for it through a name.
    """
    if sys.platform == 'win32':
        return
    for path in (*folder.rglob('*'), folder):
        if path.is_symlink():
            continue
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def exchange(new: Path, old: Path) -> None:
    """Let two folders change places, in one step where the system can; the caller holds `place_lock`."""
    if _exchanged_at_once(new, old):
        return
    aside = old.with_name(f'{PRIVATE}-old-{old.name}')
    old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)


def _exchanged_at_once(new: Path, old: Path) -> bool:
    if sys.platform == 'win32':
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(new), os.fsencode(old)
    if sys.platform == 'linux' and hasattr(libc, 'renameat2'):
        failed = libc.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    elif sys.platform == 'darwin' and hasattr(libc, 'renamex_np'):
        failed = libc.renamex_np(*paths, _RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() in _FORBIDDEN:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(old))
    return not failed


def _finish_cut_renames(output: Path) -> None:
    for aside in output.glob(f'{PRIVATE}-old-*'):
        place = output / aside.name.removeprefix(f'{PRIVATE}-old-')
        if place.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(place)


def _remove_abandoned(private: Path) -> None:
    from filelock import FileLock, Timeout

    for folder in private.glob('work-*'):
        lock = FileLock(folder / _OWNER)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            continue
        except OSError:
            continue
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)
