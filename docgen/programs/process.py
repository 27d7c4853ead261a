"""A started program with all it starts itself: one process group, which is ended with whoever started it."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.programs.watchdog import Watcher

_log = logging.getLogger(__name__)

Process = subprocess.Popen[bytes]
"""A started program."""
PAUSE = 0.02
"""Seconds between two looks at a program that works."""
_DYING = 1.0
"""Seconds that killed processes are waited for at most: some systems leave the dead in their group for long."""
_WITHIN_MEMORY = 'ulimit -v "$0" 2>/dev/null; exec "$@"'


@contextlib.contextmanager
def started(
    command: Sequence[str | Path],
    *,
    watcher: Watcher,
    output: IO[bytes],
    errors: IO[bytes] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    memory: int | None = None,
    leftover: Path | None = None,
) -> Iterator[Process]:
    """Start a program with an empty standard input; when the block ends, nothing that it started is left.

    Args:
        command: the program, by path or by its name in the search path, and its arguments.
        watcher: what ends the program should docgen itself be killed; from `watched_folder`.
        output: the open file that takes the program's standard output.
        errors: the one for its standard error; None puts both into `output`.
        environment: the program's whole environment; None gives it docgen's.
        folder: the program's working directory.
        memory: bytes of address space that each of its processes may take. Not held on Windows and macOS.
        leftover: a file that the program may leave when it is killed, such as a socket; it is removed.

    Raises:
        OSError: the program cannot be started.
    """
    arguments = [str(part) for part in command]
    _require_program(arguments[0])
    _log.info("startar %s", ' '.join(arguments))
    if memory is not None and sys.platform != 'win32':
        arguments = ['/bin/sh', '-c', _WITHIN_MEMORY, str(memory // 1024), *arguments]
    arguments, given = watcher.followed(arguments, leftover)
    try:
        # A program may start others: a session of its own makes them one group to end.
        process = subprocess.Popen(  # noqa: S603
            arguments,
            env=None if environment is None else dict(environment),
            cwd=folder,
            stdin=given,
            stdout=output,
            stderr=subprocess.STDOUT if errors is None else errors,
            start_new_session=sys.platform != 'win32',
        )
        try:
            yield process
        finally:
            _end(process)
            _log.info("%s slutade med kod %s", Path(arguments[0]).name, process.returncode)
    finally:
        watcher.forget()
        if leftover is not None:
            leftover.unlink(missing_ok=True)


def _require_program(program: str) -> None:
    """A shell stands before the program, so that what is missing or no program must be seen here."""
    import shutil

    if shutil.which(program) is None:
        number = errno.EACCES if Path(program).exists() else errno.ENOENT
        raise OSError(number, os.strerror(number), program)


def _end(process: Process) -> None:
    if sys.platform == 'win32':
        subprocess.run(  # noqa: S603
            ['taskkill', '/T', '/F', '/PID', str(process.pid)],  # noqa: S607
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    else:
        # The group may outlive its leader, so it is killed also after the leader has ended.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    _await_group(process.pid)


def _await_group(group: int) -> None:
    """Wait for those that the leader had started: what is killed may still write for a moment."""
    if sys.platform == 'win32':
        return
    deadline = time.monotonic() + _DYING
    with contextlib.suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            time.sleep(PAUSE)
