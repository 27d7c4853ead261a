"""Work that takes a while: done one at a time in the background, seen from any page, and left as one likes."""

from __future__ import annotations

import itertools
import logging
import threading
import traceback
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docgen.errors import DocgenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.errors import Finding

    Progress = Callable[[str], None]

_LOG = logging.getLogger(__name__)
_MOST = 30
PATIENCE = 1.0
"""Seconds that an answer waits for work before it shows the work's own page instead."""


@dataclass
class Job:
    """A piece of work. What it gives is read when `done` is set."""

    number: int
    title: str
    """What is being done, in Swedish."""
    back: str
    """The address that the work was asked for on."""
    stage: str = "Börjar"
    done: threading.Event = field(default_factory=threading.Event)
    address: str = ''
    """Where what it gave is shown."""
    said: str = ''
    """What was done, in Swedish."""
    warnings: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    """Why it could not be done."""
    bug: str = ''
    """The log of a bug of docgen's own."""

    @property
    def failed(self) -> bool:
        """Whether it ended without a result."""
        return bool(self.refused or self.bug)


@dataclass(frozen=True)
class Result:
    """What a piece of work gave."""

    address: str
    said: str
    warnings: tuple[Finding, ...] = ()


class Jobs:
    """The work of one page. One thing at a time: neither pdfium nor a build is made for two threads."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, 'docgen-work')
        self._numbers = itertools.count(1)
        self._jobs: dict[int, Job] = {}

    def start(self, title: str, back: str, work: Callable[[Progress], Result]) -> Job:
        """Begin a piece of work, and wait a moment for it.

        Args:
            title: what is done, in Swedish.
            back: the address of the page that asked.
            work: does it; gets a function that is told each stage.
        """
        job = Job(next(self._numbers), title, back)
        self._jobs[job.number] = job
        for number in [each for each, old in self._jobs.items() if old.done.is_set()][:-_MOST]:
            del self._jobs[number]
        self._worker.submit(self._run, job, work)
        job.done.wait(PATIENCE)
        return job

    def now(self, work: Callable[[], Any]) -> Any:
        """Do something short in its turn, and give its result or raise what it raised."""
        return self._worker.submit(work).result()

    def soon(self, work: Callable[[], Any]) -> Future[Any]:
        """Do something in its turn without waiting."""
        return self._worker.submit(work)

    def job(self, number: int) -> Job | None:
        """Give a piece of work by its number."""
        return self._jobs.get(number)

    def recent(self) -> list[Job]:
        """Give what is being done and what has been done, newest first."""
        return sorted(self._jobs.values(), key=lambda job: -job.number)

    def forget(self, number: int) -> None:
        """Take finished work off the lists."""
        job = self._jobs.get(number)
        if job is not None and job.done.is_set():
            del self._jobs[number]

    def close(self) -> None:
        """End when what is being done is done; what waits is dropped."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    @staticmethod
    def _run(job: Job, work: Callable[[Progress], Result]) -> None:
        def progress(stage: str) -> None:
            job.stage = stage

        try:
            result = work(progress)
            job.address, job.said, job.warnings = result.address, result.said, tuple(result.warnings)
        except DocgenError as error:
            job.refused = error.findings
        except Exception:  # noqa: BLE001 a bug must end in words, whatever it is
            _LOG.exception('work failed: %s', job.title)
            job.bug = traceback.format_exc()
        finally:
            job.done.set()
