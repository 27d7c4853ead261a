"""A file system as Windows has it, on any system: what is write-protected or open elsewhere stays where it is."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import filesystem
from docgen.records import folder_exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


class Windows:
    """Which files other programs have open, and how many renames are still refused for a moment."""

    def __init__(self) -> None:
        self.open: set[Path] = set()
        self.moments = 0
        self.refused_places: set[Path] = set()

    @contextmanager
    def holding(self, path: Path) -> Iterator[None]:
        """A program has a file open; it keeps it open also where the folder above gets another name."""
        self.open.add(path)
        yield
        self.open.discard(path)

    def _refuse(self, path: Path, winerror: int) -> None:
        error = PermissionError(13, 'Permission denied', str(path))
        error.winerror = winerror  # type: ignore[attr-defined]
        raise error

    def check_rename(self, source: Path, target: Path) -> None:
        """Refuse as Windows does a file that is open or a folder that holds one."""
        if self.moments:
            self.moments -= 1
            self._refuse(source, 32)
        if target in self.refused_places:
            self._refuse(target, 5)
        if any(source == each or source in each.parents for each in self.open):
            self._refuse(source, 32 if source.is_file() else 5)

    def check_unlink(self, path: Path) -> None:
        """Refuse a file that is open or write-protected."""
        if path in self.open:
            self._refuse(path, 32)
        if not path.is_symlink() and path.exists() and not path.stat().st_mode & stat.S_IWRITE:
            self._refuse(path, 5)


def as_on_windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    """Let this process find its files as on Windows."""
    windows = Windows()
    rename, replace, unlink = os.rename, os.replace, os.unlink

    def checked_rename(source: Any, target: Any, **more: Any) -> None:
        windows.check_rename(Path(source), Path(target))
        rename(source, target, **more)

    def checked_replace(source: Any, target: Any, **more: Any) -> None:
        windows.check_rename(Path(source), Path(target))
        windows.check_unlink(Path(target))
        replace(source, target, **more)

    def checked_unlink(path: Any, **more: Any) -> None:
        if 'dir_fd' not in more:
            windows.check_unlink(Path(path))
        unlink(path, **more)

    monkeypatch.setattr(os, 'rename', checked_rename)
    monkeypatch.setattr(os, 'replace', checked_replace)
    monkeypatch.setattr(os, 'unlink', checked_unlink)
    monkeypatch.setattr(filesystem, '_PATIENCE', (0.0, 0.0))
    monkeypatch.setattr(folder_exchange, 'exchange_at_once', lambda one, other: False)
    return windows
