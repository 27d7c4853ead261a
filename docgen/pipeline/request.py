"""What a build is asked for, and what it gives."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import Finding, UsageError

if TYPE_CHECKING:
    from docgen.records.record import DocumentRecord
    from docgen.workspace import Workspace

DRAFT_FOLDER = 'utkast'
"""Drafts lie apart, so that a draft never takes a finished document's place."""


@dataclass(frozen=True)
class BuildRequest:
    """What to build, from where, to where."""

    root: Path
    periods: tuple[str, ...] = ()
    draft: bool = False
    engine: str | None = None
    output: Path | None = None

    @property
    def target(self) -> Path:
        """The folder that holds the periods' folders."""
        output = (self.output or self.root / 'output').absolute()
        return output / DRAFT_FOLDER if self.draft else output

    @property
    def finished(self) -> Path:
        """The folder that holds the finished periods' folders, also when a draft is asked for."""
        return self.target.parent if self.draft else self.target


@dataclass(frozen=True)
class BuiltDocument:
    """One PDF after a build."""

    path: Path
    record: DocumentRecord
    unchanged: bool


@dataclass(frozen=True)
class BuildReport:
    """What a build gave."""

    documents: tuple[BuiltDocument, ...]
    web: tuple[Path, ...]
    warnings: tuple[Finding, ...] = ()
    workspace: Workspace | None = field(default=None, compare=False, repr=False)
    """The data, read and checked, for whoever goes on with them; None where the records alone gave the answer."""

    @property
    def unchanged(self) -> bool:
        """Whether nothing at all had to be made."""
        return all(each.unchanged for each in self.documents)


def require_apart(target: Path, root: Path) -> None:
    """Refuse to put results among what they are made from, where they would be taken for data.

    Args:
        target: the folder for results.
        root: the workspace's.

    Raises:
        UsageError: `output-among-data`.
    """
    for name in ('data', 'templates'):
        if Path(os.path.realpath(target)).is_relative_to(os.path.realpath(root / name)):
            raise UsageError(
                Finding(
                    'output-among-data',
                    f"Resultatet kan inte läggas i mappen {name}.",
                    "Där ligger det som dokumenten görs av, och resultatet skulle tas för data.",
                    "Välj en annan mapp med --output, till exempel output.",
                )
            )
