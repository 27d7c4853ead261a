"""A build that is ended while LibreOffice works leaves no process, no folder and no socket, however it is ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench import Workbench

    from engines.libreoffice.stub import Stub

PATIENCE = 300.0
KILLED_AT_ONCE = """
import os, signal, subprocess
from docgen.programs import watched_folder

with watched_folder('docgen-libreoffice-') as (folder, watcher):
    arguments, given = watcher.followed(['sleep', '300'], folder / 'no-socket')
    print(subprocess.Popen(arguments, stdin=given, start_new_session=True).pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def until(condition: Callable[[], object]) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def running(folder: Path) -> dict[Path, str]:
    """The command lines of all processes that were told of the folder, by their folder in /proc."""
    found = {}
    for process in Path('/proc').glob('[0-9]*'):
        with contextlib.suppress(OSError):
            told = process.joinpath('cmdline').read_bytes().replace(b'\0', b' ').decode('utf-8', 'replace')
            if str(folder) in told:
                found[process] = told
    return found


def sockets(folder: Path) -> set[Path]:
    """Where the processes that were told of the folder listen."""
    inodes = set()
    for process in running(folder):
        with contextlib.suppress(OSError):
            inodes |= {handle.readlink().name for handle in process.joinpath('fd').iterdir()}
    table = [line.split() for line in Path('/proc/net/unix').read_text().splitlines()[1:]]
    return {Path(line[7]) for line in table if len(line) > 7 and f'socket:[{line[6]}]' in inodes}


@pytest.mark.parametrize(
    ('number', 'group', 'code'),
    [
        pytest.param(signal.SIGTERM, False, 143, id='kill'),
        pytest.param(signal.SIGINT, True, 130, id='Ctrl-C'),
        pytest.param(signal.SIGHUP, True, 129, id='terminal closed'),
        pytest.param(signal.SIGKILL, False, -9, id='kill -9'),
    ],
)
def test_nothing_is_left_of_a_build_that_is_ended(
    office: str, minimal: Workbench, smallest: Workbench, tmp_path: Path, number: int, group: bool, code: int
) -> None:
    temporary = tmp_path / 'temporary'
    temporary.mkdir()
    process = subprocess.Popen(
        minimal.command('build', '--engine', 'libreoffice'),
        env={**os.environ, 'TMPDIR': str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert until(lambda: any('load' in log.read_text() for log in temporary.glob('docgen-libreoffice-*/run-*/log')))
    assert any('soffice.bin' in each for each in running(temporary).values())
    assert until(lambda: any('SingleOfficeIPC' in each.name for each in sockets(temporary)))
    listening = sockets(temporary)

    (os.killpg if group else os.kill)(process.pid, number)

    assert process.wait(PATIENCE) == code
    assert until(lambda: not running(temporary)), running(temporary)
    assert until(lambda: not list(temporary.glob('docgen-libreoffice-*')))
    assert until(lambda: not any(each.exists() for each in listening)), listening
    assert not list(minimal.output.glob('*/*.pdf'))
    if number != signal.SIGKILL:
        assert not list(minimal.output.glob('.docgen/work-*'))


@pytest.mark.parametrize('number', [signal.SIGTERM, signal.SIGKILL])
def test_a_program_that_would_run_on_is_ended_too(minimal: Workbench, stub: Stub, tmp_path: Path, number: int) -> None:
    stub.behave('echo start >> "$DOCGEN_LOG"', stub.hang())
    process = subprocess.Popen(
        minimal.command('build', '--engine', 'libreoffice'),
        env={**os.environ, 'TMPDIR': str(tmp_path), 'DOCGEN_SOFFICE': str(stub.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert until(lambda: stub.pids.exists() and len(stub.alive()) == 2)
    process.send_signal(number)
    process.wait(PATIENCE)
    assert until(lambda: not stub.alive())
    assert until(lambda: not list(tmp_path.glob('docgen-libreoffice-*')))


def test_a_program_is_ended_though_docgen_was_killed_as_it_started_it(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, '-c', KILLED_AT_ONCE],
        env={**os.environ, 'TMPDIR': str(tmp_path)},
        stdout=subprocess.PIPE,
        check=False,
        timeout=300,
    )
    assert ran.returncode == -signal.SIGKILL
    told = Path('/proc', ran.stdout.decode().strip(), 'cmdline')
    assert until(lambda: not told.exists() or told.read_bytes() == b'')
    assert until(lambda: not list(tmp_path.iterdir()))


def test_a_build_that_ends_by_itself_leaves_nothing_either(office: str, minimal: Workbench, tmp_path: Path) -> None:
    temporary = tmp_path / 'temporary'
    temporary.mkdir()
    assert minimal.process('build', '--engine', 'libreoffice', TMPDIR=str(temporary)).code == 0
    assert running(temporary) == {}
    assert list(temporary.glob('docgen-libreoffice-*')) == []
