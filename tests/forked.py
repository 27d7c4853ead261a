"""Commands in processes of their own, forked from one that has loaded docgen: half a second less than starting anew."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

_MODULES = (
    'docgen.cli',
    'docgen.many.preload',
    'docgen.cli.verify',
    'docgen.sign.signing.signing',
    'docgen.sign.receiving.receive',
    'docgen.sign.publishing.publish',
    'docgen.sign.fixing.fix',
)
_LONGEST = 600
"""Seconds until a command is ended by a signal."""
_lock = threading.Lock()


def run(
    code: str, *arguments: str, cwd: Path | None = None, memory: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python code in a new process, which has the surroundings of this one, and nothing to read.

    Args:
        code: what `python -c` would be given; it may read `sys.argv`.
        arguments: what it finds there.
        cwd: where it runs, if not here.
        memory: the most bytes of addresses that it may take, if there is a bound.

    Returns:
        What became of it: the code is negative for a signal, and what it wrote is read as UTF-8.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, 'out'), Path(folder, 'err')
        wanted = {
            'code': code,
            'arguments': arguments,
            'cwd': os.fspath(cwd or Path.cwd()),
            'memory': memory,
            'out': str(out),
            'err': str(err),
            'environment': dict(os.environ),
        }
        with _lock:
            server = _server()
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(json.dumps(wanted) + '\n')
            server.stdin.flush()
            returned = int(server.stdout.readline())
        told = (each.read_text('utf-8', errors='replace') for each in (out, err))
        return subprocess.CompletedProcess(arguments, returned, *told)


@functools.cache
def _server() -> subprocess.Popen[str]:
    """The process that others are forked from: no thread runs in it, and it ends with this one."""
    server = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(server.communicate)  # the end of its input ends it
    return server


def _serve() -> None:
    from importlib import import_module

    sys.path.pop(0)  # the tests' own modules are not for docgen

    for name in _MODULES:
        import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(wanted: dict[str, Any]) -> None:
    """Be the process that was asked for, to its end."""
    import resource
    import time
    import traceback

    for number, (path, flags) in enumerate(
        (
            (os.devnull, os.O_RDONLY),
            (wanted['out'], os.O_WRONLY | os.O_CREAT),
            (wanted['err'], os.O_WRONLY | os.O_CREAT),
        )
    ):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(wanted['environment'])
    time.tzset()
    os.chdir(wanted['cwd'])
    signal.alarm(_LONGEST)
    if wanted['memory'] is not None:
        resource.setrlimit(resource.RLIMIT_AS, (wanted['memory'],) * 2)
    sys.argv = ['-c', *wanted['arguments']]
    ended = 0
    try:
        exec(compile(wanted['code'], '<forked>', 'exec'), {'__name__': '__main__'})
    except SystemExit as exit_:
        ended = exit_.code if isinstance(exit_.code, int) else int(exit_.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter itself tells it
        traceback.print_exc()
        ended = 1
    finally:
        with contextlib.suppress(Exception):
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(ended)


if __name__ == '__main__':
    _serve()
