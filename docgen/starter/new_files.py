"""New files put beside others: all of them or none, and never over one that is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, UsageError, reason
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class NewFile:
    """A file that is to be written."""

    path: Path
    text: str


def refuse_existing(files: Iterable[NewFile]) -> None:
    """Raise UsageError (`next-exists`) if one of the files is there already."""
    for each in files:
        if each.path.exists():
            raise UsageError(
                exists_already(f"Filen {each.path.name} finns redan i {each.path.parent.name}.", each.path)
            )


def exists_already(what: str, file: Path | None = None) -> Finding:
    """Say that something would be written over."""
    return Finding(
        'next-exists',
        what,
        "docgen next skriver aldrig över något.",
        "Ange ett annat namn med --id, eller fortsätt i filen som finns.",
        Place(file),
    )


def write_new(files: Iterable[NewFile]) -> None:
    """Write all or none: each is made beside its place, and takes it, in the order given, only when all are made.

    Whoever is killed between two of them leaves the first ones whole; the next run finds them there.

    Raises:
        UsageError: one is there already (`next-exists`), or cannot be written (`next-unwritable`).
    """
    files = list(files)
    placed: list[Path] = []
    try:
        for each in files:
            each.path.parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(beside=files[0].path.parent.parent) as work:
            for number, each in enumerate(files):
                (work / str(number)).write_text(each.text, 'utf-8', newline='')
            for number, each in enumerate(files):
                refuse_existing([each])
                (work / str(number)).rename(each.path)
                placed.append(each.path)
    except (OSError, UsageError) as error:
        for path in placed:
            path.unlink(missing_ok=True)
        if isinstance(error, UsageError):
            raise
        raise UsageError(
            Finding(
                'next-unwritable',
                f"Det går inte att skriva i mappen data: {reason(error)}.",
                "Det nya årets filer kan inte sparas; inget är ändrat.",
                "Kontrollera att disken inte är full och att du får skriva där.",
            )
        ) from error
