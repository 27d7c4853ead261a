"""A folder made complete out of sight and then put in place, so that whoever is killed leaves all of it or nothing.

A new folder is written beside its place and takes it in one rename. A folder that is there already, which may be where
the user stands or all that the user may write to, stays the same folder: its contents are made in a folder inside it.
When that is complete it gets the name that says so, and then its entries move out; whoever is killed between two of
them has the next run move the rest.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, UsageError, reason
from docgen.filesystem import remove_tree, rename
from docgen.temporary import clear_abandoned, temporary_folder

if TYPE_CHECKING:
    from collections.abc import Callable

_UNFINISHED = '.docgen-init-'
_COMPLETE = '.docgen-complete'
_LAST = 'data'
"""What makes a folder a workspace: before it is there, no other command takes the folder for one."""


def fill_folder(target: Path, write: Callable[[Path], None]) -> None:
    """Have a folder filled.

    Args:
        target: the folder; it must not exist, or be empty.
        write: writes everything to an empty folder.

    Raises:
        UsageError: `init-not-empty`; `init-unwritable`. What `write` raises goes through. Nothing is changed then.
    """
    try:
        clear_abandoned(target.parent)
        if target.is_dir():
            _finish(target)
        if target.is_symlink() or target.exists():
            _refuse_unless_empty(target)
            _fill(target, write)
        else:
            _make(target, write)
    except OSError as error:
        raise _unwritable(target, error) from error


def _make(target: Path, write: Callable[[Path], None]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder(beside=target.parent) as work:
        root = work / 'root'
        root.mkdir()
        write(root)
        rename(root, target)


def _fill(target: Path, write: Callable[[Path], None]) -> None:
    for abandoned in list(target.glob(f'{_UNFINISHED}*')):
        # Moved first: a run that after all is still at work in it then ends, instead of placing what is half removed.
        aside = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=target))
        rename(abandoned, aside / 'abandoned')
        remove_tree(aside)
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=target) as work:
        root = Path(work) / 'root'
        root.mkdir()
        write(root)
        rename(root, target / _COMPLETE)
    _finish(target)


def _finish(target: Path) -> None:
    complete = target / _COMPLETE
    if not complete.is_dir():
        return
    for entry in sorted(complete.iterdir(), key=lambda each: each.name == _LAST):
        with contextlib.suppress(FileNotFoundError):  # another run, finishing the same, was faster
            rename(entry, target / entry.name)
    with contextlib.suppress(FileNotFoundError):
        complete.rmdir()


def _refuse_unless_empty(target: Path) -> None:
    if target.is_dir() and all(path.name.startswith(_UNFINISHED) for path in target.iterdir()):
        return
    known = (target / 'data' / 'workspace.yaml').is_file()
    raise UsageError(
        Finding(
            'init-not-empty',
            f"{target} är redan en arbetsyta." if known else f"{target} är inte en tom mapp.",
            "En ny arbetsyta ska ligga för sig, så att inget blandas med den och inget skrivs över.",
            "Ange en mapp som är tom eller som inte finns."
            + (f" Den som finns visar du med docgen --workspace {target} check." if known else ""),
            Place(target),
        )
    )


def _unwritable(target: Path, error: OSError) -> UsageError:
    return UsageError(
        Finding(
            'init-unwritable',
            f"Det går inte att skriva i mappen {target}: {reason(error)}.",
            "Arbetsytan kan inte sparas där.",
            "Kontrollera att disken inte är full och att du får skriva där, eller ange en annan mapp.",
            Place(target),
        )
    )
