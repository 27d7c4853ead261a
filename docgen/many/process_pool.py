"""Tasks on this machine, several at a time, each in a process of its own.

A process does one workspace and ends, so that memory never grows, and one that is killed or crashes takes nothing with
it: its task is tried once more, and the others go on. On Linux the processes are forked from a server that has loaded
the libraries once; elsewhere each loads them anew.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import ExitCode, Finding, Place
from docgen.many.task import run_task
from docgen.many.workspace_outcome import Job, Outcome, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

MOST_ATTEMPTS = 2


@dataclass(frozen=True)
class _Running:
    index: int
    attempt: int
    process: BaseProcess
    answers: Connection
    begun: float


class InterruptedWorkError(Exception):
    """Ctrl-C: the processes are ended. `outcomes` are those of the workspaces that were done before."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__(f'interrupted after {len(outcomes)} workspaces')
        self.outcomes = tuple(outcomes)


def usable_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1


def run_in_processes(
    tasks: Sequence[Task], jobs: int, done: Callable[[Outcome], None] = lambda _: None
) -> list[Outcome]:
    """Do the tasks, and give their outcomes in the tasks' order.

    Args:
        tasks: what to do.
        jobs: how many at a time, from 1.
        done: called with each outcome as it comes, in any order.

    Raises:
        InterruptedWorkError: Ctrl-C.
    """
    context = _context(tasks)
    waiting = deque((index, 1) for index in range(len(tasks)))
    running: dict[Connection, _Running] = {}
    outcomes: dict[int, Outcome] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                index, attempt = waiting.popleft()
                begun = _started(context, tasks[index], index, attempt)
                running[begun.answers] = begun
            for ready in wait(list(running)):
                ended = running.pop(ready)  # type: ignore[call-overload]
                outcome = _outcome(ended)
                if outcome is None and ended.attempt < MOST_ATTEMPTS:
                    waiting.append((ended.index, ended.attempt + 1))
                    continue
                outcomes[ended.index] = outcome or _died(tasks[ended.index], ended)
                done(outcomes[ended.index])
    except KeyboardInterrupt:
        raise InterruptedWorkError([outcomes[index] for index in sorted(outcomes)]) from None
    finally:
        for each in running.values():
            each.process.terminate()
        for each in running.values():
            each.process.join()
    return [outcomes[index] for index in range(len(tasks))]


def _context(tasks: Sequence[Task]) -> ForkServerContext | SpawnContext:
    """How processes begin. The server that they are forked from is started by the first, with this environment."""
    if sys.platform != 'linux':
        return multiprocessing.get_context('spawn')
    context = multiprocessing.get_context('forkserver')
    context.set_forkserver_preload(['docgen.many.preload'])
    os.environ['DOCGEN_PRELOADED_JOBS'] = ','.join(sorted({task.job.value for task in tasks}))
    building = [task.root for task in tasks if task.job in (Job.BUILD, Job.ARCHIVE)]
    if building:
        os.environ['DOCGEN_PRELOADED_WORKSPACE'] = building[0]
    return context


def _started(context: ForkServerContext | SpawnContext, task: Task, index: int, attempt: int) -> _Running:
    answers, answered = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, answered), daemon=False)
    process.start()
    answered.close()
    return _Running(index, attempt, process, answers, time.monotonic())


def _work(task: Task, answered: Connection) -> None:
    """In the new process: do the task and send its outcome."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the first one decides
    answered.send(run_task(task))
    answered.close()


def _outcome(ended: _Running) -> Outcome | None:
    """Read what a process sent; None if it ended before it had sent anything whole."""
    try:
        outcome: Outcome = ended.answers.recv()
    except (EOFError, OSError):
        return None
    finally:
        ended.answers.close()
        ended.process.join()
    return replace(outcome, attempts=ended.attempt)


def _died(task: Task, ended: _Running) -> Outcome:
    code = ended.process.exitcode
    how = f"av signal {-code}" if code is not None and code < 0 else f"med kod {code}"
    finding = Finding(
        'many-worker-died',
        f"Arbetet i {task.root} avbröts {MOST_ATTEMPTS} gånger utan svar: processen avslutades {how}.",
        "Något avslutade processen, till exempel systemet när minnet tog slut. Det som låg i output är orört.",
        "Kör om med färre åt gången (--jobs 1). Händer det igen: kör arbetsytan för sig.",
        Place(Path(task.root)),
    )
    seconds = time.monotonic() - ended.begun
    return Outcome(task.root, ExitCode.BUG, (finding,), seconds=seconds, attempts=ended.attempt)
