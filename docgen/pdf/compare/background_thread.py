"""A call that runs in a background thread while the caller goes on; if docgen ends first, it is not waited for."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar('T')


def started(work: Callable[[], T]) -> Callable[[], T]:
    """Begin work in a thread of its own, and give a function that waits for what it gives or raises.

    Unlike an executor's, the thread does not hold up the end of the process: a library that draws a hostile page cannot
    be interrupted.
    """
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised again where the result is asked for
            failures.append(error)

    thread = threading.Thread(target=run, name='docgen looking', daemon=True)
    thread.start()

    def result() -> T:
        thread.join()
        if failures:
            raise failures[0]
        return results[0]

    return result
