"""Ending what docgen has started when docgen itself is ended from outside.

A request to end (SIGTERM, SIGHUP) unwinds the stack; for a kill, a small process that outlives docgen ends the programs
and removes their temporary folder.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each line names the process group that runs and the file that it may leave. The input ends when docgen does, however
# it does. What is killed may still write for a moment, and make the folder anew.
_SCRIPT = """
group=
while read -r line left; do
  if [ "$line" = end ]; then exit; fi
  group=$line; last=$left
done
for again in 1 2 3 4 5 6 7 8 9 10; do
  if [ -n "$group" ]; then kill -s KILL -- "-$group"; rm -f -- "$last"; fi
  rm -rf -- "$1"
  sleep 1
  if [ ! -e "$1" ]; then break; fi
done
"""
# The program that is started tells of itself before it becomes what it is to be, so that nobody can be killed between
# starting it and telling. The subshell takes the signal of a watcher that is gone.
_ANNOUNCED = '(echo "$$ $0" >&0); exec "$@" </dev/null'
_ENDINGS = ('SIGTERM', 'SIGHUP')


class Watcher:
    """Knows which process group to end and which file to remove if docgen is killed."""

    def __init__(self, process: subprocess.Popen[bytes] | None) -> None:
        self._process = process

    def followed(self, arguments: list[str], leftover: Path | None) -> tuple[list[str], IO[bytes] | int]:
        """Give what to start a program with, leader of its own group: arguments and standard input.

        `leftover` is a file that the program may leave when it is killed.
        """
        if self._process is None or self._process.stdin is None:
            return arguments, subprocess.DEVNULL
        return ['/bin/sh', '-c', _ANNOUNCED, str(leftover or ''), *arguments], self._process.stdin

    def forget(self) -> None:
        """No process group runs now."""
        self._tell('\n')

    def end(self) -> None:
        """There is nothing left to watch."""
        self._tell('end\n')
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
            self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process is not None and self._process.stdin is not None:
            # It may have been killed itself; the program runs as well without it.
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write(line.encode())
                self._process.stdin.flush()


@contextlib.contextmanager
def watched_folder(prefix: str) -> Iterator[tuple[Path, Watcher]]:
    """A temporary folder that goes in the end, by the watcher should docgen be killed. Windows has no watcher."""
    folder = Path(tempfile.mkdtemp(prefix=prefix)).resolve()
    process = _start(folder) if sys.platform != 'win32' else None
    watcher = Watcher(process)
    try:
        yield folder, watcher
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        watcher.end()


def _start(folder: Path) -> subprocess.Popen[bytes]:
    # A session of its own: what ends docgen's whole group must not end the watcher.
    return subprocess.Popen(  # noqa: S603
        ['/bin/sh', '-c', _SCRIPT, 'docgen', str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextlib.contextmanager
def unwinding() -> Iterator[None]:
    """While this lasts, a request to end the process ends it as Ctrl-C does: with all that must be put in order.

    Raises:
        SystemExit: with 128 and the signal's number, as shells count.
    """
    kinds = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
    # Only the main thread may set handlers, and whoever has set others knows what to do.
    mine = threading.current_thread() is threading.main_thread()
    changed = [kind for kind in kinds if mine and signal.getsignal(kind) is signal.SIG_DFL]
    for kind in changed:
        signal.signal(kind, _end)
    try:
        yield
    finally:
        for kind in changed:
            signal.signal(kind, signal.SIG_DFL)


def _end(number: int, _frame: object) -> NoReturn:
    # Once is enough: a second request must not cut short what the first has set going.
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(128 + number)
