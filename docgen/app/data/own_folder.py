"""The page's own folder in a workspace: the history of saves, and which page runs. Git ignores it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NAME = '.docgen'


def own_folder(root: Path) -> Path:
    """Give the folder, made if need be, readable by its owner only where the system knows of owners."""
    folder = root / _NAME
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        (folder / '.gitignore').write_text('*\n', 'ascii')
    return folder
