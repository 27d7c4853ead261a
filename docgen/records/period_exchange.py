"""Putting a period's files in place all at once, so that a build killed at any moment leaves the old set or the new.

A set is made complete in a work folder beside the output and then exchanged with the old one: in one step where the
system can exchange two folders (Linux, macOS), else (Windows) by two renames, which are undone where the second is
refused, and which the next command finishes where they were cut.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import tempfile
from typing import TYPE_CHECKING

from docgen import temporary
from docgen.errors import DocgenError, Finding, Place, RefusedError, UsageError, reason
from docgen.filesystem import (
    is_in_use,
    link_or_copy,
    make_durable,
    open_elsewhere,
    remove_tree,
)
from docgen.records.folder_exchange import exchange, finish_cut_renames
from docgen.records.record import KEPT_FOLDERS, carry_over_events

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from filelock import FileLock

_log = logging.getLogger(__name__)

PRIVATE = '.docgen'
"""The folder in the output that builds keep for themselves; nothing in it is needed by anyone else."""
_DISK_TROUBLE = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO))
_OWNER = 'owner.lock'


@contextlib.contextmanager
def work_folder(output: Path, option: str = '--output') -> Iterator[Path]:
    """Give an empty folder on the same file system as the output; remove it afterwards, and those of killed builds.

    Raises:
        UsageError: the output folder cannot be written; or meanwhile the disk gives out, or somebody removes it.
    """
    from filelock import FileLock

    private = output / PRIVATE
    try:
        private.mkdir(parents=True, exist_ok=True)
        # Cleaning and making must not run between another build's mkdtemp and its taking of the lock.
        with place_lock(output):
            finish_cut_renames(output)
            _remove_abandoned(private)
            folder = tempfile.mkdtemp(prefix='work-', dir=private)
            owner = FileLock(os.path.join(folder, _OWNER))  # noqa: PTH118
            owner.acquire()
    except OSError as error:
        raise unwritable(output, error, option) from error
    work = private / os.path.basename(folder)  # noqa: PTH119
    try:
        yield work
    except (OSError, DocgenError) as error:
        if not (work / _OWNER).exists():
            raise UsageError(_vanished(output)) from error
        if isinstance(error, OSError) and error.errno in _DISK_TROUBLE:
            raise unwritable(output, error, option) from error
        raise
    finally:
        owner.release()
        remove_tree(work, linked_from=output)


def _vanished(output: Path) -> Finding:
    return Finding(
        'output-vanished',
        f"Mappen {output}, eller något i den, försvann medan kommandot arbetade.",
        "Någon eller något annat tog bort den. Inget halvfärdigt har lagts där.",
        "Kör kommandot igen när inget annat program rör mappen. Fastställda och undertecknade filer som låg där hämtas "
        "ur versionshanteringen eller en säkerhetskopia.",
        Place(output),
    )


def clear_abandoned(output: Path) -> None:
    """Remove the work folders of killed commands, for a command that makes none of its own; let lie what cannot go."""
    temporary.clear_abandoned()
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
    sets = list(sets)
    try:
        for _, new, _ in sets:
            new.stat()  # if somebody has removed it with the output, the lock would make that anew
        with place_lock(output):
            for period, _, _ in sets:
                refuse_link(output / period)
            for period, new, _ in sets:  # before anything is exchanged, for one that is refused stops them all
                carry_over_events(output / period, new)
            pairs = []
            for period, new, made_before in sets:
                old = output / period
                pairs.append((new, old))
                _log.info("lägger nya filer på plats i %s", old)
                if old.exists():
                    link_other_files(old, new, made_before)
                    if any((new / name).exists() for name in KEPT_FOLDERS):
                        make_durable(new)
            exchange(*pairs)
    except OSError as error:
        raise unwritable(output, error) from error


def refuse_link(folder: Path) -> None:
    """Refuse a period's folder that is a link: an exchange would take the link's place, and leave what it leads to.

    Raises:
        RefusedError: `output-link`.
    """
    if folder.is_symlink():
        raise RefusedError(
            Finding(
                'output-link',
                f"{folder} är en länk till en annan mapp.",
                "docgen byter ut hela mappen i ett steg, och länken skulle då försvinna och det gamla bli kvar.",
                "Lägg själva mappen här i stället, eller ange en annan plats för allt med --output.",
                Place(folder),
            )
        )


def place_lock(output: Path) -> FileLock:
    """The lock that whoever exchanges a period's folder holds."""
    from filelock import FileLock

    return FileLock(output / PRIVATE / 'place.lock')


def unwritable(output: Path, error: OSError, option: str = '--output') -> UsageError:
    """The error for a file or folder that nothing can be written to.

    Args:
        output: the file or folder.
        error: what the system says.
        option: how the user names another folder.
    """
    held = open_elsewhere(output) if is_in_use(error) else None
    if held is not None:
        return UsageError(
            Finding(
                'output-in-use',
                f"{held.name} är öppen i ett annat program.",
                "De färdiga filerna kan inte sparas så länge; det som låg där förut är orört.",
                "Stäng filen i Word, pdf-läsaren eller det program som har den öppen, och kör kommandot igen.",
                Place(held),
            )
        )
    return UsageError(
        Finding(
            'output-unwritable',
            f"Det går inte att skriva i mappen {output}: {reason(error)}.",
            "De färdiga filerna kan inte sparas; det som låg där förut är orört.",
            f"Kontrollera att disken inte är full och att du får skriva där, eller välj en annan mapp med {option}.",
            Place(output),
        )
    )


def link_other_files(old: Path, new: Path, made_before: frozenset[str]) -> None:
    """Keep what others put in the folder: fixed and signed versions, notes.

    Args:
        old: the folder as it lies.
        new: the folder that takes its place.
        made_before: paths, with slashes, of what the build made last time.
    """
    for path in sorted(old.rglob('*')):
        name = path.relative_to(old).as_posix()
        target = new / name
        if name in made_before or target.exists() or path.is_dir():
            continue
        link_or_copy(path, target)


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
        remove_tree(folder, linked_from=private.parent)


def file_unwritable(file: Path, error: OSError, option: str) -> UsageError:
    """The error for a file of the user's choice that cannot be written.

    Args:
        file: as the user named it.
        error: what the system says.
        option: how the user names another file.
    """
    if is_in_use(error) or error.errno in _DISK_TROUBLE:
        return unwritable(file.parent, error, option)
    folder = file.parent
    if not folder.exists():
        what, do = f"Mappen {folder} finns inte.", f"Gör mappen, eller ange en annan plats med {option}."
    elif not folder.is_dir():
        what, do = f"{folder} är en fil och ingen mapp.", f"Ange en annan plats med {option}."
    else:
        what = f"Det går inte att skriva filen {file.name} i mappen {folder}: {reason(error)}."
        do = f"Kontrollera att du får skriva där, eller ange en annan plats med {option}."
    return UsageError(Finding('output-unwritable', what, f"Filen {file.name} kan inte sparas där.", do, Place(file)))
