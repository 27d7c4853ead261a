"""Maps a function over items in this process and one forked child, where the system allows a safe fork.

Making documents is bound by the processor, and one Python process uses one core. A copy of this process has data,
templates and libraries ready at once, which a newly started one had to load again.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar('Item')
Result = TypeVar('Result')
_TICKET = 4
"""Bytes of an item's number. Reading few bytes from a pipe is atomic, so that no number is given out twice."""
_MOST = 4096 // _TICKET
"""As many numbers as surely fit into a pipe before anyone reads (POSIX: PIPE_BUF)."""
_PR_SET_PDEATHSIG = 1
"""From Linux's <sys/prctl.h>: the signal that a process gets when the one that made it ends."""


_one_process = False


def use_one_process() -> None:
    """Do all work in this process from now on: where many workspaces are built side by side, no processor is idle."""
    global _one_process  # noqa: PLW0603 a decision for the whole process, made once when it starts
    _one_process = True


def map_in_two_processes(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Do the work for every item and give the results in the items' order, whoever did it.

    Each process takes the next item that nobody has taken, so put the longest first. Results must be picklable. What
    the second process did not deliver, because it was killed or its work raised, is done again in this one, so that
    exceptions arise here. Systems without a safe fork, and machines with one core, do everything in this process.
    """
    if not 1 < len(items) <= _MOST or not _can_part():
        return [work(item) for item in items]
    tickets, issued = os.pipe()
    os.write(issued, b''.join(number.to_bytes(_TICKET, 'big') for number in range(len(items))))
    os.close(issued)
    answers, answered = os.pipe()
    first = os.getpid()
    gc.freeze()  # what both have is looked through by neither: a look would also copy each page of memory
    second = os.fork()
    if second == 0:
        _second_process(work, items, tickets, answered, first)
    os.close(answered)
    try:
        results = {number: work(items[number]) for number in _taken(tickets)}
        results |= _answer(answers)
    except BaseException:
        os.kill(second, signal.SIGKILL)
        raise
    finally:
        os.close(tickets)
        os.close(answers)
        os.waitpid(second, 0)
        gc.unfreeze()
    return [results[number] if number in results else work(item) for number, item in enumerate(items)]


def _can_part() -> bool:
    """Whether a fork is safe and of use: other threads do not live on in the copy, but the locks they hold do."""
    if sys.platform != 'linux' or _one_process:
        return False
    try:
        threads = len(list(Path('/proc/self/task').iterdir()))
    except OSError:
        return False
    return threads == 1 and len(os.sched_getaffinity(0)) > 1


def _taken(tickets: int) -> Iterator[int]:
    while ticket := os.read(tickets, _TICKET):
        yield int.from_bytes(ticket, 'big')


def _second_process(
    work: Callable[[Item], Result], items: Sequence[Item], tickets: int, answered: int, first: int
) -> NoReturn:
    """Work and answer, then end without what belongs to the first process: its output buffers and exit handlers."""
    try:
        # A copy that outlives a killed first process would hold the lock on its work folder, which then is not cleared.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        results = {}
        if os.getppid() == first:  # not killed before that was asked for
            for number in _taken(tickets):
                results[number] = work(items[number])
        with os.fdopen(answered, 'wb') as pipe:
            pickle.dump(results, pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _answer(answers: int) -> dict[int, Result]:
    with os.fdopen(answers, 'rb', closefd=False) as pipe:
        content = pipe.read()
    try:
        results: dict[int, Result] = pickle.loads(content)  # noqa: S301
    except (EOFError, pickle.UnpicklingError):
        return {}
    return results
