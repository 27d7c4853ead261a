"""Folders that all test processes share: the first that needs one makes it, the others wait and then only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Give the folder of that name in this run, made by `make` if no test process has made it yet.

    Args:
        factory: pytest's own; its folder for the run is the same for every process.
        name: what the folder is for; one name, one content.
        make: fills the folder, which is there and empty.
    """
    base = factory.getbasetemp()
    run = base.parent if base.name.startswith('popen-') else base  # pytest-xdist gives each process a folder of its own
    folder, done = run / f'shared-{name}', run / f'shared-{name}.done'
    with FileLock(run / f'shared-{name}.lock'):
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
