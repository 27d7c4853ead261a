"""`python -m benchmarks.many`: many municipalities with `--all`, how fast, and what is left when something goes wrong.

Every run is a command of its own in a folder of made-up municipalities (docs/many.md says what each should come to).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.machine import machine
from benchmarks.municipalities import MOST, SHIPPED, make_workspaces
from benchmarks.timing import Series, process_tree, watch_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DOCGEN = [sys.executable, '-c', 'from docgen.cli import main; main()']
_SCHEDULER = [sys.executable, '-m', 'distributed.cli.dask_scheduler', '--port', '0', '--no-dashboard']
_WORKER = [sys.executable, '-m', 'distributed.cli.dask_worker', '--nthreads', '1', '--no-dashboard']


def main() -> None:
    """Measure, try and print."""
    parser = argparse.ArgumentParser(prog='python -m benchmarks.many', description=__doc__)
    parser.add_argument('--sets', type=int, default=24, help=f'municipalities, at most {MOST}')
    parser.add_argument('--only', choices=('speed', 'pool', 'cluster', 'store'), help='one part of it')
    options = parser.parse_args()
    print(*machine(None)[:2], sep='\n', flush=True)
    # A shell's background job ignores Ctrl-C, and so would the commands that are to be interrupted.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name, part in (('speed', _speed), ('pool', _pool), ('cluster', _cluster), ('store', _store)):
        if options.only in (None, name):
            with tempfile.TemporaryDirectory(prefix='docgen-benchmarks-') as folder:
                county = Path(folder) / 'county'
                make_workspaces(county, options.sets)
                print(f'\n{name}: {options.sets} municipalities', flush=True)
                part(county, options.sets)


def _speed(county: Path, sets: int) -> None:
    """One process, two, and nothing to do."""
    walls = []
    for jobs in (1, 2):
        _clear(county)
        series = Series()
        answer = _answer([*_DOCGEN, 'build', '--all', county, '--jobs', str(jobs), '--json'], series)
        walls.append(series.seconds)
        _told(f'{jobs} at a time', answer, series, sets)
    print(f'two at a time against one: {walls[0] / walls[1]:.2f} times as fast')
    series = Series()
    answer = _answer([*_DOCGEN, 'build', '--all', county, '--jobs', '2', '--json'], series)
    _told('nothing changed', answer, series, sets)


def _pool(county: Path, sets: int) -> None:
    """A workspace that is broken, a worker killed, the command interrupted, and run again."""
    broken = _break_one(county)
    command = [*_DOCGEN, 'build', '--all', county, '--jobs', '2', '--json']
    series = Series()
    with _started(command) as process, _measured(process, series):
        _when(lambda: _done(county) >= sets // 4, process)
        _kill_a_worker(process)
        _when(lambda: _done(county) >= sets // 2, process)
        process.send_signal(signal.SIGINT)
        process.communicate()
    done, half = _done(county), _unfinished(county)
    print(f'one worker killed, then interrupted: code {process.returncode}, {done} done, {half} half done', flush=True)
    print(f'    until then {series.seconds:.0f} s and {series.megabytes or 0:.0f} MB', flush=True)
    series = Series()
    _told('run again', _answer(command, series), series, sets)
    assert not (county / broken / 'output').exists()
    series = Series()
    _told('and once more', _answer(command, series), series, sets)
    for root in sorted(county.iterdir())[: min(sets, 6)]:
        shutil.rmtree(root / 'output', ignore_errors=True)
    series = Series()
    with _started(command) as process, _measured(process, series):
        _when(lambda: _done(county) > sets - 6, process)
        _kill_a_worker(process)
        said, _ = process.communicate()
    _told('six made anew, one worker killed', (json.loads(said), process.returncode), series, sets)


def _cluster(county: Path, sets: int) -> None:
    """Two Dask workers: a plain run, one worker killed, the scheduler killed, and run again."""
    with _running_cluster(2) as (address, _, _):
        series = Series()
        answer = _answer([*_DOCGEN, 'build', '--all', county, '--scheduler', address, '--json'], series)
        _told('two workers', answer, series, sets)
    _clear(county)
    with _running_cluster(2) as (address, _, workers):
        said, code = _with(county, address, sets // 3, lambda: _kill_all(workers[0]))
        print(f'one of two workers killed: {_summary(json.loads(said), code)}')
    _clear(county)
    with _running_cluster(2) as (address, scheduler, _):
        begun = time.monotonic()
        said, code = _with(county, address, sets // 3, lambda: _kill_all(scheduler))
        seconds = time.monotonic() - begun
        print(f'the scheduler killed: {_summary(json.loads(said), code)}; the command ended after {seconds:.0f} s')
        time.sleep(5)
    print(f'    afterwards {_done(county)} done, {_unfinished(county)} half done')
    with _running_cluster(2) as (address, _, _):
        series = Series()
        answer = _answer([*_DOCGEN, 'build', '--all', county, '--scheduler', address, '--json'], series)
        _told('a new scheduler, run again', answer, series, sets)


def _store(county: Path, sets: int) -> None:
    """The same through fsspec: an address of files, and where moto is installed an S3 store on this machine."""
    with _running_cluster(2) as (address, _, workers):
        where = f'file://{county}'
        series = Series()
        answer = _answer([*_DOCGEN, 'build', '--all', where, '--scheduler', address, '--json'], series)
        _told('file://, two workers', answer, series, sets)
        _clear(county)
        said, code = _with(county, address, sets // 3, lambda: _kill_all(workers[0]), where)
        print(f'file://, one of two workers killed: {_summary(json.loads(said), code)}')
    with (
        contextlib.suppress(ImportError),
        _object_store(county) as (where, environment),
        _running_cluster(2, environment) as (address, _, _),
    ):
        command = [*_DOCGEN, 'build', '--all', where, '--scheduler', address, '--json']
        for name in ('s3://, two workers', 's3://, nothing changed'):
            series = Series()
            _told(name, _answer(command, series, environment), series, sets)


@contextlib.contextmanager
def _object_store(county: Path) -> Iterator[tuple[str, dict[str, str]]]:
    import fsspec
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address='127.0.0.1', port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        'FSSPEC_S3_ENDPOINT_URL': f'http://{host}:{port}',
        'FSSPEC_S3_KEY': 'made-up',
        'FSSPEC_S3_SECRET': 'made-up',
    }
    system = fsspec.filesystem('s3', endpoint_url=f'http://{host}:{port}', key='made-up', secret='made-up')
    system.mkdir('county')
    for root in sorted(county.iterdir()):
        for name in ('data', 'templates'):
            system.put(str(root / name), f'county/{root.name}/{name}', recursive=True)
    try:
        yield 's3://county', environment
    finally:
        server.stop()


def _with(county: Path, address: str, number: int, act: Callable[[], None], where: str = '') -> tuple[str, int]:
    """Build the county on a cluster, act when so many are done, and give what was said and the exit code."""
    with _started([*_DOCGEN, 'build', '--all', where or county, '--scheduler', address, '--json']) as command:
        _when(lambda: _done(county) >= number, command)
        act()
        said, _ = command.communicate()
    return said, command.returncode


@contextlib.contextmanager
def _running_cluster(
    number: int, environment: dict[str, str] | None = None
) -> Iterator[tuple[str, subprocess.Popen[str], list[subprocess.Popen[str]]]]:
    """A scheduler and workers, each a process of its own, as docs/many.md says to start them."""
    kept = {**os.environ, **(environment or {})}
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        scheduler = stack.enter_context(_started(_SCHEDULER, kept, folder, stderr=subprocess.PIPE))
        address = ''
        assert scheduler.stderr is not None
        while not address:
            found = re.search(r'Scheduler at:\s+(tcp://\S+)', scheduler.stderr.readline())
            address = found[1] if found else ''
        threading.Thread(target=scheduler.stderr.read, daemon=True).start()
        workers = [
            stack.enter_context(_started([*_WORKER, address], kept, folder, stderr=subprocess.DEVNULL))
            for _ in range(number)
        ]
        try:
            _joined(address, number)
            yield address, scheduler, workers
        finally:
            for each in (*workers, scheduler):
                _kill_all(each)


def _joined(address: str, number: int) -> None:
    import distributed

    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(number)


@contextlib.contextmanager
def _started(
    command: list[Any], environment: dict[str, str] | None = None, folder: str | Path = SHIPPED, stderr: int = -3
) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [str(each) for each in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        start_new_session=True,
    ) as process:
        yield process


def _answer(command: list[Any], series: Series, environment: dict[str, str] | None = None) -> tuple[Any, int]:
    with _started(command, {**os.environ, **(environment or {})}) as process, _measured(process, series):
        said, _ = process.communicate()
    return json.loads(said), process.returncode


@contextlib.contextmanager
def _measured(process: subprocess.Popen[str], series: Series) -> Iterator[None]:
    """Note the wall clock's seconds and the most memory of a command and all that it starts."""
    ended, begun = threading.Event(), time.perf_counter()
    watcher = threading.Thread(target=watch_memory, args=(process.pid, ended, 0.5, series))
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
        series.wall.append(time.perf_counter() - begun)


def _told(name: str, answer: tuple[Any, int], series: Series, sets: int) -> None:
    spaces = answer[0]['workspaces']
    processor = sum(each['processor_seconds'] for each in spaces) / sets
    print(
        f'{name}: {series.seconds:.1f} s, {series.seconds / sets:.3f} s each, {processor:.3f} processor s each, '
        f'{series.megabytes or 0:.0f} MB in all; load {os.getloadavg()[0]:.0f}\n    {_summary(*answer)}',
        flush=True,
    )


def _summary(answer: Any, code: int) -> str:
    """Say the exit code and how many workspaces came to what, and what was said of those that failed."""
    spaces = answer['workspaces']
    codes = sorted({each['exit_code'] for each in spaces})
    counts = ', '.join(f'{sum(each["exit_code"] == one for each in spaces)} with {one}' for one in codes)
    again = sum(each['attempts'] > 1 for each in spaces)
    unchanged = sum(each['documents'] > 0 and each['unchanged'] == each['documents'] for each in spaces)
    ids = sorted({one['id'] for each in spaces for one in each['findings'] if one['severity'] == 'error'})
    memory = max(each['peak_memory'] for each in spaces) / 1e6
    told = f'code {code}; {counts}; {again} tried twice; {unchanged} unchanged; largest process {memory:.0f} MB'
    return f'{told}; {", ".join(ids)}' if ids else told


def _break_one(county: Path) -> str:
    root = sorted(county.iterdir())[len(list(county.iterdir())) // 2]
    file = root / 'data/workspace.yaml'
    file.write_text(file.read_text('utf-8').replace('municipality: ', 'kommun: ', 1), 'utf-8')
    return root.name


def _clear(county: Path) -> None:
    for root in county.iterdir():
        shutil.rmtree(root / 'output', ignore_errors=True)


def _done(county: Path) -> int:
    return sum((root / 'output/2021/record.json').is_file() for root in county.iterdir())


def _unfinished(county: Path) -> int:
    """Workspaces with a PDF that no record names: there must be none."""
    return sum(
        any(not (pdf.parent / 'record.json').is_file() for pdf in root.glob('output/*/*.pdf'))
        for root in county.iterdir()
    )


def _when(true: Callable[[], bool], command: subprocess.Popen[str]) -> None:
    while not true() and command.poll() is None:
        time.sleep(0.02)


def _kill_a_worker(command: subprocess.Popen[str]) -> None:
    """Kill one of the processes that build: those that a process forks which the command has started."""
    workers: list[int] = []
    while not workers and command.poll() is None:
        workers = [one for each in list(process_tree(command.pid))[1:] for one in list(process_tree(each))[1:]]
    os.kill(workers[0], signal.SIGKILL)


def _kill_all(process: subprocess.Popen[str]) -> None:
    for each in reversed(list(process_tree(process.pid))):
        with contextlib.suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


if __name__ == '__main__':
    main()
