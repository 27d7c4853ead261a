"""Doing work on a hostile file within bounded time."""

from __future__ import annotations

import ctypes
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar('T')
_GRACE = 5.0


class OverdueError(Exception):
    """The work was not done in time."""


class _Stop(BaseException):
    """Raised inside the work; not an Exception, so that nothing in a library takes it for a fault of the file."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """Do work in a thread of its own and give what it gives; break it off when the time is up.

    Raises:
        OverdueError: it took too long. Work in Python code has been stopped then.
        Exception: what the work raises.
    """
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised again in the caller's thread
            failures.append(error)

    thread = threading.Thread(target=run, name='docgen bounded', daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_Stop))
        thread.join(_GRACE)
        raise OverdueError
    if failures:
        raise failures[0]
    return results[0]
