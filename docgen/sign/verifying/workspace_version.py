"""Which document and version of a workspace a file is, and who should have signed it: by its bytes, not by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.records.record import NAME, read_record
from docgen.records.version_history import VersionHistory, all_versions
from docgen.sign.levels import Level

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Belonging:
    """A version of a document that a file is, or was made from."""

    period: str
    folder: Path
    history: VersionHistory
    starts_with_fixed: bool
    """Whether the fixed version's bytes are the file's first: what shows which data were signed."""
    known: bool = True
    """Whether it is this version's file at all; else only what it is held against."""

    @property
    def name(self) -> str:
        """The version as it is called: medborgarlofte-strangnas-2021-v1."""
        return f'{self.history.document.removesuffix(".pdf")}-v{self.history.version}'

    @property
    def levels(self) -> dict[str, Level]:
        """The level that each role's signature had when it was recorded."""
        known = tuple(Level)
        return {role: Level(each.level) for role, each in self.history.signings.items() if each.level in known}


def belonging(output: Path, data: bytes, period: str | None = None) -> Belonging | None:
    """Find the version that a file's bytes begin with, or that an event of the records tells of.

    Args:
        output: the folder that holds the periods' folders.
        data: the file.
        period: look in this period alone.
    """
    from hashlib import sha256

    digest = sha256(data).hexdigest()
    for folder, history in _versions(output, period):
        if _starts(data, folder / history.fixed.file):
            return Belonging(folder.name, folder, history, starts_with_fixed=True)
        if any(event.sha256 == digest for event in history.events):
            return Belonging(folder.name, folder, history, starts_with_fixed=False)
    return None


def latest_to_sign(output: Path, period: str) -> Belonging | None:
    """Give the latest version of the period's one document with signatories, for a file that is no version of it."""
    found = [
        Belonging(folder.name, folder, history, starts_with_fixed=False, known=False)
        for folder, history in _versions(output, period)
        if history.slots
    ]
    return found[-1] if len({each.history.document for each in found}) == 1 else None


def _versions(output: Path, period: str | None) -> Iterator[tuple[Path, VersionHistory]]:
    for record_file in sorted(output.glob(f'{"*" if period is None else period}/{NAME}')):
        record = read_record(record_file.parent)
        for history in all_versions(record) if record else ():
            yield record_file.parent, history


def _starts(data: bytes, fixed: Path) -> bool:
    try:
        return data.startswith(fixed.read_bytes())
    except OSError:
        return False
