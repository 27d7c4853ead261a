"""A pytest plugin that collects tests once and tries each fault in a forked copy of the process.

Nothing is imported or collected for a fault: the copy gives the loaded functions the changed code, and runs the tests
chosen until one fails. A fault in what runs when a module is imported is tried by a pytest of its own.
"""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from _pytest.runner import runtestprotocol

from mutants.swapping import Functions, import_everything, loaded_functions, swap

if TYPE_CHECKING:
    import pytest

NOTICED, SURVIVED, HUNG = 'noticed', 'survived', 'hung'
PATIENCE = 60, 10
"""Seconds that a trial may take beside so many times as long as its tests take, before it counts as hanging."""


class Task(NamedTuple):
    """One fault to try.

    Attributes:
        file: the changed file, below the project.
        source: its whole changed text.
        tests: to run, in this order.
        seconds: that these take without the fault.
        imported: whether the changed line runs when the module is imported.
    """

    file: str
    source: str
    tests: list[str]
    seconds: float
    imported: bool


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try the faults in the file that DOCGEN_FAULTS names, and add a line with the outcome of each to its log."""
    if session.testsfailed:
        raise session.Failed('not all tests could be collected')
    job = json.loads(Path(os.environ['DOCGEN_FAULTS']).read_text('utf-8'))
    import_everything()
    trials = _Trials(session)
    gc.collect()
    gc.freeze()
    for at, each in enumerate(job['tasks'], 1):
        if time.time() > job['until']:
            break
        task = Task(*each)
        outcome, by = trials.try_one(task)
        with Path(job['log']).open('a', encoding='utf-8') as log:
            log.write(json.dumps([task.file, task.source, outcome, by]) + '\n')
        print(f'{at}/{len(job["tasks"])}  {outcome:<9}{task.file}  {by}', flush=True)
    return True


class _Trials:
    def __init__(self, session: pytest.Session) -> None:
        self._items = {item.nodeid: item for item in session.items}
        self._factory: Any = session.config._tmp_path_factory  # type: ignore[attr-defined]
        self._loaded: Functions = loaded_functions()
        self._passing: dict[str, bool] = {}

    def try_one(self, task: Task) -> tuple[str, str]:
        """Give the outcome of a fault, and the test that noticed it."""
        path = Path(task.file).resolve()
        unchanged, times = path.read_text('utf-8'), path.stat()
        tests = [test for test in task.tests if test in self._items]
        while True:
            try:
                path.write_text(task.source, 'utf-8')  # for what is started as a process of its own
                outcome, test = self._run(task, tests, unchanged)
            finally:
                path.write_text(unchanged, 'utf-8')
                os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
            if outcome != NOTICED or not test or self._passes(test):
                return outcome, test
            tests.remove(test)  # it fails in a copy of this process without any fault

    def _run(self, task: Task, tests: list[str], unchanged: str) -> tuple[str, str]:
        limit = PATIENCE[0] + PATIENCE[1] * task.seconds
        outcome, test = self._fork(task, tests, unchanged, limit)
        if outcome in (NOTICED, HUNG) or (outcome and not task.imported):
            return outcome, test
        return _run_anew(tests, limit)

    def _passes(self, test: str) -> bool:
        if test not in self._passing:
            self._passing[test] = self._fork(None, [test], '', 300)[0] == SURVIVED
        return self._passing[test]

    def _fork(self, task: Task | None, tests: list[str], unchanged: str, limit: float) -> tuple[str, str]:
        """Run tests in a copy of this process; '' as the outcome says that the module must be imported for this."""
        told, tell = os.pipe()
        folder = Path(tempfile.mkdtemp())
        child = os.fork()
        if child == 0:
            try:
                os.setsid()
                null = os.open(os.devnull, os.O_RDWR)
                for stream in (0, 1, 2):
                    os.dup2(null, stream)
                sys.dont_write_bytecode = True
                os.environ['PYTHONDONTWRITEBYTECODE'] = '1'
                if task and not swap(unchanged, task.source, self._loaded[str(Path(task.file).resolve())]):
                    os._exit(9)
                self._factory._basetemp = folder
                os.write(tell, self._first_failure([self._items[test] for test in tests]).encode())
            finally:
                os._exit(0)
        os.close(tell)
        ended = _wait(child, limit)
        with os.fdopen(told, 'rb') as answer:
            test = answer.read().decode() if ended is not None else ''
        shutil.rmtree(folder, ignore_errors=True)
        if ended is None:
            return HUNG, ''
        if ended == 9:
            return '', ''
        return (SURVIVED, '') if test == '-' else (NOTICED, test)

    @staticmethod
    def _first_failure(items: list[pytest.Item]) -> str:
        for item, following in zip(items, [*items[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return item.nodeid
        return '-'


def _wait(child: int, limit: float) -> int | None:
    """Give the exit code of a process, or end it with all that it started and give None."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _run_anew(tests: list[str], limit: float) -> tuple[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / 'tests.txt'
        names.write_text('\n'.join(tests), 'utf-8')
        command = [sys.executable, '-m', 'pytest', '-n', '0', '-x', '-p', 'no:cacheprovider', f'@{names}']
        child = subprocess.Popen(
            [*command, f'--basetemp={folder}/tests', '-rfE'],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            encoding='utf-8',
            errors='replace',
            start_new_session=True,
            env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1'},
        )
        try:
            said, _ = child.communicate(timeout=limit + 30)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            return HUNG, ''
    if child.returncode == 0:
        return SURVIVED, ''
    failed = re.search(r'^(?:FAILED|ERROR) (\S+\.py::.*?)(?: - .*)?$', said, re.MULTILINE)
    return NOTICED, failed[1] if failed else ''
