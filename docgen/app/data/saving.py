"""Saving a file of the data: only if it is as it was, whole or not at all, and so that it can be undone."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import threading
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = '.docgen'
_MOST = 500
"""Saves that are kept for undoing."""
_UNFINISHED = '.docgen-unfinished'
NO_FILE = 'ingen'
"""The version of a file that is not there."""


def own_folder(root: Path) -> Path:
    """Give the folder, made if need be, readable by its owner only where the system knows of owners.

    Raises:
        UsageError: `own-folder-linked`, it leads elsewhere.
    """
    folder = root / _NAME
    if folder.is_symlink() or (folder.is_dir() and any(each.is_symlink() for each in folder.iterdir())):
        raise UsageError(_linked(folder))
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        (folder / '.gitignore').write_text('*\n', 'ascii')
    return folder


class ChangedMeanwhileError(Exception):
    """The file is another than when the form was opened; nothing was written."""


@dataclass(frozen=True)
class Save:
    """One save, with all that is needed to undo it."""

    number: int
    at: str
    """UTC in ISO 8601."""
    file: str
    """By its path in the workspace, with slashes."""
    what: str
    """In Swedish."""
    before: str | None
    """The file's text before; None if there was no file."""
    after: str
    """The version that the save gave, as `version` tells it."""


def version(file: Path) -> str:
    """Give the SHA-256 of a file, or NO_FILE."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return NO_FILE


class Saves:
    """The history of saves of one workspace. One page runs for a workspace, so a lock in this process is enough."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = own_folder(root) / 'history'
        self.folder.mkdir(exist_ok=True)
        self._lock = threading.RLock()

    def clear_unfinished(self) -> None:
        """Remove what a killed save left: files beside the real ones that were never put in place."""
        for file in [*(self.root / 'data').rglob('*' + _UNFINISHED), *self.folder.glob('*' + _UNFINISHED)]:
            with contextlib.suppress(OSError):
                file.unlink()

    def save(self, file: Path, text: str | None, opened: str, what: str) -> Save:
        """Put a text in a file's place; None removes the file.

        Args:
            file: a file of the workspace.
            text: its whole new text.
            opened: the file's version when the form was opened.
            what: what is saved, in Swedish.

        Raises:
            ChangedMeanwhileError: the file has changed since; it is untouched.
            OSError: the file cannot be written; it is untouched.
        """
        with self._lock:
            if version(file) != opened:
                raise ChangedMeanwhileError
            before = file.read_bytes().decode('utf-8-sig') if opened != NO_FILE else None
            content = None if text is None else text.encode()
            after = NO_FILE if content is None else hashlib.sha256(content).hexdigest()
            at = datetime.datetime.now(datetime.UTC).isoformat(timespec='seconds')
            name = file.relative_to(self.root).as_posix()
            kept = Save(self._next_number(), at, name, what, before, after)
            # First what can undo it, then the thing itself: killed in between, a save is noted that never was.
            _write(self.folder / f'{kept.number:06}.json', json.dumps(asdict(kept), ensure_ascii=False).encode())
            if content is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                _write(file, content)
            self._thin_out()
            return kept

    def undo(self, number: int) -> Save:
        """Give back a file as it was before a save, if nobody has changed it since.

        Raises:
            ChangedMeanwhileError: it has changed since.
            KeyError: there is no such save.
        """
        with self._lock:
            done = next((each for each in self.all() if each.number == number), None)
            if done is None:
                raise KeyError(number)
            return self.save(self.root / done.file, done.before, done.after, f"Ångrade: {done.what}")

    def all(self) -> list[Save]:
        """Give every save, newest first. One that never reached its file is left out."""
        found = []
        for file in sorted(self.folder.glob('*.json'), reverse=True):
            with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
                found.append(Save(**json.loads(file.read_text('utf-8'))))
        inside = self.root.resolve() / 'data'
        # The history came with the workspace, perhaps from someone else: it may name no file but the data's.
        return [each for each in found if (self.root / each.file).resolve().is_relative_to(inside)]

    def can_undo(self, save: Save) -> bool:
        """Whether the file is as the save left it."""
        return version(self.root / save.file) == save.after

    def _next_number(self) -> int:
        return max((int(file.stem) for file in self._files()), default=0) + 1

    def _files(self) -> Iterator[Path]:
        return (file for file in self.folder.glob('*.json') if file.stem.isdecimal())

    def _thin_out(self) -> None:
        for file in sorted(self._files())[:-_MOST]:
            file.unlink(missing_ok=True)


def _linked(folder: Path) -> Finding:
    return Finding(
        'own-folder-linked',
        f"Mappen {folder.name} i arbetsytan, eller något i den, är en länk till en annan plats.",
        "Sidan skulle skriva utanför arbetsytan.",
        f"Ta bort mappen {folder.name} och öppna sidan igen; då görs den på nytt.",
        Place(folder),
    )


def _write(file: Path, content: bytes) -> None:
    """Write beside the file, then exchange: whoever is killed leaves the old file or the new one."""
    beside = file.with_name(file.name + _UNFINISHED)
    with beside.open('wb') as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    if file.exists():
        with contextlib.suppress(OSError):
            beside.chmod(file.stat().st_mode & 0o777)
    beside.replace(file)
