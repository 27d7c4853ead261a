"""What a command came to in one workspace, in plain values that travel between processes and machines."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from docgen.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.errors import Finding
    from docgen.many.register import RegisterEntry


class Job(StrEnum):
    """What is done in every workspace."""

    BUILD = 'build'
    """The documents of all periods; what is unchanged is left."""
    CHECK = 'check'
    """Data and templates, without making anything."""
    STATUS = 'status'
    """How far each document has come."""
    WEB = 'web'
    """The web lists, of documents that are built."""
    VERIFY = 'verify'
    """The signatures of every document that somebody has signed."""
    ARCHIVE = 'archive'
    """A package of every period whose documents are all signed."""
    REGISTER = 'register'
    """What a national register tells of the municipality."""


@dataclass(frozen=True)
class Task:
    """One job in one workspace.

    `root` is a folder, or with `cluster` the address of one in an object store ("s3://bucket/lillby").
    """

    job: Job
    root: str
    draft: bool = False
    engine: str | None = None
    network: bool = False
    alone: bool = True
    """Use no second processor for one workspace: the others need it."""


@dataclass(frozen=True)
class Outcome:
    """What came of a task. Sizes in bytes, times in seconds."""

    root: str
    exit_code: ExitCode
    findings: tuple[Finding, ...] = ()
    municipality: str = ''
    """Its name; '' where the workspace could not be read."""
    documents: int = 0
    """Built, verified or packaged, as the job is."""
    unchanged: int = 0
    """How many of them lay there already."""
    states: dict[str, int] = field(default_factory=dict)
    """How many documents have come how far, by `docgen.records.version_history.State`."""
    missing: tuple[str, ...] = ()
    """Who has not signed yet, of documents that are fixed."""
    files: tuple[str, ...] = ()
    """What was made, as paths below the workspace's folder."""
    register: RegisterEntry | None = None
    seconds: float = 0.0
    processor_seconds: float = 0.0
    """Of the process that did it, as far as the work took it."""
    peak_memory: int = 0
    """Of the process that did it; 0 where the system does not tell."""
    attempts: int = 1
    job: Job | None = None
    """What was done; None where it could not be begun."""
    draft: bool = False
    data_errors: int = 0
    """For the status: how many errors the data have, which hold up the documents but are no fault of the command."""
    not_built: int = 0
    """How many documents the data ask for that are not made."""

    @property
    def errors(self) -> int:
        """How many findings must be mended."""
        return sum(each.severity == 'error' for each in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings someone should look at."""
        return len(self.findings) - self.errors


_FROM_BEST_TO_WORST = (
    ExitCode.DONE,
    ExitCode.FINDINGS,
    ExitCode.USAGE,
    ExitCode.REFUSED,
    ExitCode.TOOL,
    ExitCode.JUDGEMENT,
    ExitCode.SIGNATURE,
    ExitCode.BUG,
)


def worst(outcomes: Iterable[Outcome]) -> ExitCode:
    """Give the exit code that weighs most: a bug, then a signature that does not hold, down to findings and done."""
    return max((each.exit_code for each in outcomes), key=_FROM_BEST_TO_WORST.index, default=ExitCode.DONE)
