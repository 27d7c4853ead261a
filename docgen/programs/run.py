"""One run of an outside program from start to end, within bounds of time, memory and output."""

from __future__ import annotations

import contextlib
import subprocess
import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from docgen.programs.process import PAUSE, started
from docgen.programs.watchdog import watched_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class Ending(Enum):
    """How a run ended."""

    BY_ITSELF = 'by-itself'
    """The program ended; its exit status says how."""
    TOO_LONG = 'too-long'
    """It took longer than it may, and was killed."""
    TOO_MUCH = 'too-much'
    """It wrote more than it may, and was killed."""


@dataclass(frozen=True)
class Result:
    """What a program gave: `status` is its exit status (negative for a signal), None when it was killed by us."""

    ending: Ending
    status: int | None
    output: bytes
    errors: bytes

    @property
    def succeeded(self) -> bool:
        """Whether the program ended by itself with exit status 0."""
        return self.status == 0


def run(
    command: Sequence[str | Path],
    *,
    timeout: float,
    output_limit: int,
    memory: int | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Result:
    """Run a program to its end. No process that it started is left afterwards, not even when docgen is killed.

    Args:
        command: the program, by path or by its name in the search path, and its arguments.
        timeout: seconds that it may take.
        output_limit: bytes that it may write to standard output, and as many to standard error.
        memory: bytes of address space that each of its processes may take. Not held on Windows and macOS.
        environment: its whole environment; None gives it docgen's.
        folder: its working directory; None gives it an empty one that goes with the run.

    Raises:
        OSError: the program is not there or cannot be started.
    """
    with watched_folder('docgen-program-') as (own, watcher):
        place = own / 'work'
        place.mkdir()
        output, errors = own / 'output', own / 'errors'
        deadline = time.monotonic() + timeout
        ending = Ending.BY_ITSELF
        with (
            output.open('wb') as told,
            errors.open('wb') as complained,
            started(
                command,
                watcher=watcher,
                output=told,
                errors=complained,
                environment=environment,
                folder=folder or place,
                memory=memory,
            ) as process,
        ):
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(PAUSE)
                if max(output.stat().st_size, errors.stat().st_size) > output_limit:
                    ending = Ending.TOO_MUCH
                elif process.returncode is None and time.monotonic() > deadline:
                    ending = Ending.TOO_LONG
                if process.returncode is not None or ending is not Ending.BY_ITSELF:
                    break
            status = process.returncode if ending is Ending.BY_ITSELF else None
        return Result(ending, status, _start_of(output, output_limit), _start_of(errors, output_limit))


def _start_of(file: Path, limit: int) -> bytes:
    with file.open('rb') as stream:
        return stream.read(limit)
