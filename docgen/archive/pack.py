"""One file of a package's folder, .tar or .zip: the same folder gives the same bytes on every machine.

Files lie in it uncompressed, sorted by name, with one time and without owners: what compresses differs from one
version of its library to the next, and PDFs are compressed already.
"""

from __future__ import annotations

import shutil
import stat
import tarfile
import zipfile
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

_FILE_MODE = 0o644
_FOLDER_MODE = 0o755
_UNIX = 3
_ZIP_BEGINS = 1980


class Form(StrEnum):
    """What a package is on the disk."""

    FOLDER = 'folder'
    """A folder of files."""
    TAR = 'tar'
    """One file, POSIX.1-2001 (pax)."""
    ZIP = 'zip'
    """One file, ZIP without compression."""


def pack(folder: Path, out: Path, form: Form, moment: datetime.datetime) -> None:
    """Write a folder to one file; its own name is the first part of all names in it.

    Args:
        folder: the package.
        out: the file to write.
        form: TAR or ZIP.
        moment: the time that every file in it gets, UTC; a ZIP cannot say a year before 1980.
    """
    paths = sorted([folder, *folder.rglob('*')], key=lambda each: each.relative_to(folder.parent).as_posix())
    if form is Form.TAR:
        _tar(folder, paths, out, moment)
    else:
        _zip(folder, paths, out, moment)


def _tar(folder: Path, paths: list[Path], out: Path, moment: datetime.datetime) -> None:
    with tarfile.open(out, 'w', format=tarfile.PAX_FORMAT) as archive:
        for path in paths:
            info = tarfile.TarInfo(path.relative_to(folder.parent).as_posix())
            info.mtime = int(moment.timestamp())
            if path.is_dir():
                info.type, info.mode = tarfile.DIRTYPE, _FOLDER_MODE
                archive.addfile(info)
                continue
            info.size, info.mode = path.stat().st_size, _FILE_MODE
            with path.open('rb') as content:
                archive.addfile(info, content)


def _zip(folder: Path, paths: list[Path], out: Path, moment: datetime.datetime) -> None:
    time = (max(moment.year, _ZIP_BEGINS), *moment.timetuple()[1:6])
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_STORED) as archive:
        for path in paths:
            name = path.relative_to(folder.parent).as_posix()
            if path.is_dir():
                info = zipfile.ZipInfo(f'{name}/', time)
                info.create_system, info.external_attr = _UNIX, (stat.S_IFDIR | _FOLDER_MODE) << 16
                archive.writestr(info, b'')
                continue
            info = zipfile.ZipInfo(name, time)
            info.create_system, info.external_attr = _UNIX, (stat.S_IFREG | _FILE_MODE) << 16
            info.file_size = path.stat().st_size
            with path.open('rb') as content, archive.open(info, 'w') as target:
                shutil.copyfileobj(content, target)
