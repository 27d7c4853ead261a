"""Files from the browser: kept apart under names of our own until they are taken in."""

from __future__ import annotations

import secrets
import shutil
from typing import TYPE_CHECKING

from docgen.app.data.saving import own_folder
from docgen.errors import Finding, UsageError
from docgen.swedish import slug

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.datastructures import UploadFile

    from docgen.app.page_state import Desk

_MOST_KEPT = 20
_ENDINGS = ('.pdf', '.png', '.jpg', '.jpeg', '.tif', '.tiff', '.docx', '.xlsx', '.csv', '.zip', '.tar')
_LONGEST_NAME = 80


def keep(desk: Desk, uploads: Sequence[UploadFile]) -> tuple[str, list[Path]]:
    """Keep uploaded files in a folder of their own, and give its name and their paths.

    A file's own name is only a label: of it, letters a–z, figures, hyphens and a known ending remain.

    Raises:
        UsageError: no file was chosen.
    """
    if not uploads:
        raise UsageError(no_file())
    name, folder = place(desk)
    paths = []
    for number, upload in enumerate(uploads, 1):
        before = f'{number:02}-' if len(uploads) > 1 else ''  # several stay in their order
        path = folder / f'{before}{safe_name(upload.filename or "")}'
        with path.open('wb') as out:
            upload.file.seek(0)
            shutil.copyfileobj(upload.file, out)
        paths.append(path)
    return name, paths


def place(desk: Desk) -> tuple[str, Path]:
    """Make a folder for files that are shown for a while, and give its name and path; the oldest one goes."""
    folder = _folder(desk)
    for old in sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime)[: -_MOST_KEPT + 1]:
        shutil.rmtree(old, ignore_errors=True)
    name = secrets.token_hex(8)
    (folder / name).mkdir()
    return name, folder / name


def kept(desk: Desk, name: str) -> list[Path]:
    """Give the files of an upload by its name; none if they are gone."""
    folder = _folder(desk) / name
    if not name.isalnum() or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file())


def drop(desk: Desk, name: str) -> None:
    """Remove an upload."""
    if name.isalnum():
        shutil.rmtree(_folder(desk) / name, ignore_errors=True)


def safe_name(name: str) -> str:
    """Give a file name of ours for one from elsewhere: no folders, no signs, a known ending."""
    last = name.replace('\\', '/').rpartition('/')[2]
    stem, dot, ending = last.rpartition('.')
    kind = f'.{ending.lower()}' if dot else ''
    return (slug(stem if dot else last)[:_LONGEST_NAME] or 'fil') + (kind if kind in _ENDINGS else '.bin')


def no_file() -> Finding:
    """Say that a file is missing."""
    return Finding(
        'upload-missing',
        "Ingen fil är vald.",
        "Utan en fil finns inget att göra.",
        "Gå tillbaka, välj filen och försök igen.",
    )


def _folder(desk: Desk) -> Path:
    folder = own_folder(desk.root) / 'received'
    folder.mkdir(exist_ok=True)
    return folder
