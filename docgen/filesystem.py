"""What systems do differently with files: renaming, deleting, write-protecting, linking, flushing, each said once.

On Windows a file that another program has open can be neither renamed nor deleted, nor can a folder above it be
renamed; programs that index or check files for viruses hold them for a moment. A write-protected file cannot be
deleted, and the protection belongs to the file: all names that are linked to it have it or lack it together.
Everywhere else names can be taken from files that are in use or write-protected.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

READ_ONLY = 0o444
_ACCESS_DENIED, _SHARING_VIOLATION, _LOCK_VIOLATION = 5, 32, 33
_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 2.0)
"""Seconds to wait before each new try: about five in all."""
_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


LARGEST_FILE = 300_000_000
"""Bytes; nothing that is read whole is larger."""


def read_file(path: Path, most: int = LARGEST_FILE) -> bytes:
    """Read a regular file; a queue or a device, which may never end, is refused before anything is read of it.

    Args:
        path: the file, or a link to it.
        most: bytes that it may have.

    Raises:
        OSError: as reading does; ENXIO for what is no regular file, EOVERFLOW for what is too large.
    """
    # Opening a queue would wait for someone to write into it.
    handle = os.open(path, os.O_RDONLY | getattr(os, 'O_NONBLOCK', 0) | getattr(os, 'O_BINARY', 0))
    with open(handle, 'rb') as file:  # noqa: PTH123 - a file that is open already
        known = os.fstat(handle)
        if stat.S_ISDIR(known.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(known.st_mode):
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
        if known.st_size > most:
            raise OSError(errno.EOVERFLOW, os.strerror(errno.EOVERFLOW), str(path))
        return file.read()


def require_regular(path: Path) -> None:
    """Refuse what is no regular file, before a library opens it.

    Raises:
        OSError: as `read_file`.
    """
    known = path.stat()
    if not stat.S_ISREG(known.st_mode) and not stat.S_ISDIR(known.st_mode):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))


def is_in_use(error: OSError) -> bool:
    """Whether Windows refused because another program has the file open, or may have (it says access denied then)."""
    return getattr(error, 'winerror', None) in (_ACCESS_DENIED, _SHARING_VIOLATION, _LOCK_VIOLATION)


def rename(source: Path, target: Path) -> None:
    """Rename a file or folder; where another program is in the way, try again for some seconds.

    Raises:
        OSError: it cannot be renamed, and is where it was.
    """
    _patiently(lambda: source.rename(target))


def replace(source: Path, target: Path) -> None:
    """Let a file take another's place, which may be write-protected; where a program is in the way, try again.

    Raises:
        OSError: it cannot, and both are as they were.
    """

    def once() -> None:
        try:
            source.replace(target)
        except PermissionError:
            if not _is_protected(target):
                raise
            target.chmod(stat.S_IWRITE | stat.S_IREAD)
            try:
                source.replace(target)
            except OSError:
                target.chmod(READ_ONLY)
                raise

    _patiently(once)


def protect(path: Path) -> None:
    """Write-protect a file."""
    path.chmod(READ_ONLY)


def remove_tree(folder: Path, linked_from: Path | None = None) -> bool:
    """Remove a folder with all that is in it, write-protected files too, as far as the system lets us.

    Args:
        folder: what to remove; not being there is well.
        linked_from: a folder whose files may be the same ones by another name; those stay write-protected.

    Returns:
        Whether it is gone. What another program has open stays.
    """
    others: dict[tuple[int, int], Path] | None = None
    for place, folders, names in os.walk(folder, topdown=False):
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 - many files, and nothing but a name is needed
            try:
                os.unlink(path)  # noqa: PTH108
            except PermissionError:
                if others is None:
                    others = _protected_files(linked_from, folder) if linked_from else {}
                _unlink_protected(path, others)
            except OSError:
                continue
        for name in folders:
            _remove_folder(os.path.join(place, name))  # noqa: PTH118
    _remove_folder(str(folder))
    return not os.path.lexists(folder)


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name, or a copy where the file system has no hard links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def link_visibly(source: Path, target: Path) -> None:
    """Let a file be found in another place too, by programs that do not follow every kind of link.

    Symbolic links are cheapest and lead across disks, but Windows lets few users make them, and what runs there does
    not always see them: there it is a hard link, or a copy.
    """
    if sys.platform == 'win32':
        link_or_copy(source, target)
        return
    try:
        target.symlink_to(source.absolute())
    except OSError:
        shutil.copyfile(source, target)


def is_own(status: os.stat_result) -> bool:
    """Whether a folder in a place for temporary files is this user's; on Windows that place is each user's own."""
    if sys.platform == 'win32':
        return stat.S_ISDIR(status.st_mode)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()


def open_elsewhere(folder: Path) -> Path | None:
    """Give a file in a folder that another program has open, so that it can be named; None where none is found.

    Windows refuses to rename such a file even to its own name, which changes nothing where it is not refused.
    """
    for path in sorted(folder.rglob('*')) if folder.is_dir() else [folder]:
        try:
            path.rename(path)
        except OSError as error:
            if is_in_use(error) and not path.is_dir():
                return path
    return None


def make_durable(folder: Path) -> None:
    """Have the disk hold a folder with all that is in it, so that a loss of power cannot take it back.

    Windows writes what is closed on its own, and lets nobody ask for it through a name.
    """
    flush_names(*(path for path in folder.rglob('*') if not path.is_symlink()), folder)


def flush_names(*paths: Path) -> None:
    """Have the disk hold files' contents, and the names in folders; on Windows nothing, as `make_durable`."""
    for path in paths if sys.platform != 'win32' else ():
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def exchange_at_once(one: Path, other: Path) -> bool:
    """Let two folders change places in one step where the system can (Linux, macOS); False where it cannot.

    Raises:
        OSError: the system can, but one of them may not be renamed.
    """
    if sys.platform == 'win32':
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if sys.platform == 'linux' and hasattr(libc, 'renameat2'):
        failed = libc.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    elif sys.platform == 'darwin' and hasattr(libc, 'renamex_np'):
        failed = libc.renamex_np(*paths, _RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() in _FORBIDDEN:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed


def _patiently(action: Callable[[], object]) -> None:
    for wait in (*_PATIENCE, None):
        try:
            action()
        except PermissionError as error:
            if wait is None or not is_in_use(error):
                raise
            time.sleep(wait)
        else:
            return


def _is_protected(path: Path) -> bool:
    try:
        return not path.stat().st_mode & stat.S_IWRITE
    except OSError:
        return False


def _protected_files(folder: Path, left_out: Path) -> dict[tuple[int, int], Path]:
    """The write-protected files of a folder by what makes them the same file."""
    found = {}
    for path in folder.rglob('*'):
        if left_out in path.parents or not path.is_file() or not _is_protected(path):
            continue
        known = path.stat()
        found[known.st_dev, known.st_ino] = path
    return found


def _unlink_protected(path: str, others: dict[tuple[int, int], Path]) -> None:
    """Take a write-protected file's name away, and protect it anew by the name that remains."""
    try:
        known = os.stat(path)  # noqa: PTH116
        if known.st_mode & stat.S_IWRITE:
            return  # in use, which waiting does not end here: whoever comes next removes it
        os.chmod(path, stat.S_IWRITE | stat.S_IREAD)  # noqa: PTH101
    except OSError:
        return
    other = others.get((known.st_dev, known.st_ino))
    try:
        os.unlink(path)  # noqa: PTH108
    except OSError:
        os.chmod(path, READ_ONLY)  # noqa: PTH101
    if other is not None:
        other.chmod(READ_ONLY)


def _remove_folder(path: str) -> None:
    try:
        if os.path.islink(path):  # noqa: PTH114
            os.unlink(path)  # noqa: PTH108
        else:
            os.rmdir(path)  # noqa: PTH106
    except OSError:
        return
