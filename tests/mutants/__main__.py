"""Do the tests notice when the code is wrong? Small faults, one at a time, each against the tests that cover it.

    python -m tests.mutants checks context --count 40      (or: make mutants ROOMS="checks context")

Two faults are tried at a time (`--at-once`), each in a copy of the project of its own. What has been tried is kept in
.mutants/, so that a run which was ended goes on where it stopped; `--survivors` tries again what no test noticed.
"""

from __future__ import annotations

import argparse
import functools
import json
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / 'tests'))

from mutants.covering import Covering, environment  # noqa: E402
from mutants.faults import Fault, sample_faults  # noqa: E402
from mutants.feared import feared  # noqa: E402
from mutants.swapping import same_code  # noqa: E402
from mutants.trying import HUNG, NOTICED, SURVIVED, Task  # noqa: E402

KEPT = PROJECT / '.mutants'
HARMLESS = 'harmless'
NOT_TRIED = 'not tried'
LONGEST = 120
"""Seconds of tests that one fault is given unless asked otherwise; the quickest are run first."""


class Trial(NamedTuple):
    """A fault that was tried.

    Attributes:
        file: the changed file, below the project.
        fault: what was changed.
        outcome: NOTICED, SURVIVED, HUNG (a test that hangs has noticed), HARMLESS (by harmless.toml) or NOT_TRIED.
    """

    file: str
    fault: Fault
    outcome: str


def main() -> None:
    """Try a sample of faults in each room named, and print a table and the survivors."""
    parser = argparse.ArgumentParser(prog='python -m tests.mutants', description=__doc__)
    parser.add_argument('rooms', nargs='*', help='folders below docgen/, such as checks or pdf/judge; all without any')
    parser.add_argument('--count', type=int, default=40, help='faults to a room')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--survivors', action='store_true', help='try again what no test noticed')
    parser.add_argument('--at-once', type=int, default=2, help='processes that try faults')
    parser.add_argument('--seconds', type=float, default=LONGEST, help='of tests that one fault is given')
    parser.add_argument('--minutes', type=float, default=1e6, help='end after so long; the next run goes on from there')
    parser.add_argument('--table', action='store_true', help='try nothing, tell what is known')
    asked = parser.parse_args()
    KEPT.mkdir(exist_ok=True)
    until = time.time() + 60 * asked.minutes
    trials = {room: _try_room(room, asked, until) for room in asked.rooms or _rooms()}
    print('\n| room | faults | not tried | harmless | noticed | survived | noticed of the rest |')
    print('|---|---|---|---|---|---|---|')
    for room, tried in trials.items():
        outcomes = [trial.outcome for trial in tried]
        noticed, survived = outcomes.count(NOTICED) + outcomes.count(HUNG), outcomes.count(SURVIVED)
        counts = (len(tried), outcomes.count(NOT_TRIED), outcomes.count(HARMLESS), noticed, survived)
        share = noticed / max(1, noticed + survived)
        print(f'| `{room}` | {" | ".join(map(str, counts))} | {share:.0%} |')
    for trial in (trial for tried in trials.values() for trial in tried if trial.outcome == SURVIVED):
        print(f'\n{trial.file}:{trial.fault.line}  {trial.fault.kind}\n  - {_short(trial.fault.before)}')
        print(f'  + {trial.fault.after}')


def _short(code: str) -> str:
    return ' / '.join(line.strip() for line in code.splitlines()[:3])


def _rooms() -> list[str]:
    return sorted(
        {path.parent.relative_to(PROJECT / 'docgen').as_posix() for path in (PROJECT / 'docgen').rglob('*.py')}
    )


def _modules(room: str) -> list[Path]:
    folder = PROJECT / 'docgen' / room
    found = folder.glob('*.py') if room == '.' else folder.rglob('*.py')
    return sorted(path for path in found if path.read_text('utf-8').strip())


def _sample(room: str, seed: int, count: int) -> Iterator[tuple[str, Fault]]:
    """Give what is feared in a room, and spread a sample over its files by their length, the same for a seed."""
    yield from ((file, fault) for file, fault in feared(PROJECT) if _lies_in(file, room))
    modules = {path: path.read_text('utf-8') for path in _modules(room)}
    length = sum(map(len, modules.values()))
    before = 0
    for path, source in modules.items():
        share = count * (before + len(source)) // length - count * before // length
        before += len(source)
        own_seed = seed + zlib.crc32(path.name.encode())
        for fault in sample_faults(source, own_seed, share):
            if not same_code(source, fault.source):
                yield path.relative_to(PROJECT).as_posix(), fault


def _lies_in(file: str, room: str) -> bool:
    folder = f'docgen/{room}'
    return file.startswith(f'{folder}/') or (room == '.' and file.count('/') == 1)


def _try_room(room: str, asked: argparse.Namespace, until: float) -> list[Trial]:
    log = KEPT / f'{room.replace("/", "-").replace(".", "top")}.jsonl'
    known = _read_known(log)
    sample = list(_sample(room, asked.seed, asked.count))
    todo = [
        (file, fault)
        for file, fault in sample
        if (outcome := known.get((file, fault.source))) is None
        or (asked.survivors and outcome == SURVIVED and not _is_harmless(file, fault))
    ]
    if todo and not asked.table and time.time() < until:
        _try_all(room, todo, log, until, asked)
        known = _read_known(log)
    return [Trial(file, fault, _outcome(file, fault, known)) for file, fault in sample]


def _outcome(file: str, fault: Fault, known: dict[tuple[str, str], str]) -> str:
    outcome = known.get((file, fault.source), NOT_TRIED)
    return HARMLESS if outcome == SURVIVED and _is_harmless(file, fault) else outcome


@functools.cache
def _harmless() -> list[dict[str, str]]:
    entries: list[dict[str, str]] = tomllib.loads(Path(__file__).with_name('harmless.toml').read_text('utf-8')).get(
        'fault', []
    )
    assert all(entry['reason'] for entry in entries)
    return entries


def _is_harmless(file: str, fault: Fault) -> bool:
    """Say whether the list of faults that make no difference names this one."""
    this = file, _short(fault.before), fault.after
    return any((entry['file'], entry['before'], entry['after']) == this for entry in _harmless())


def _read_known(log: Path) -> dict[tuple[str, str], str]:
    """Give the last outcome of each changed module that was tried before."""
    lines = log.read_text('utf-8').splitlines() if log.exists() else []
    return {(file, source): outcome for file, source, outcome, _ in map(json.loads, lines)}


def _copy_project(folder: Path) -> Path:
    tracked = subprocess.run(
        ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    ).stdout
    for name in filter(None, tracked.decode().split('\0')):
        if (PROJECT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, folder / name)
    for name in ('.venv', '.tools'):
        (folder / name).symlink_to((PROJECT / name).resolve())
    return folder


def _try_all(room: str, todo: list[tuple[str, Fault]], log: Path, until: float, asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copies = [_copy_project(Path(folder) / str(at)) for at in range(asked.at_once)]
        covering = Covering(room, copies[0], KEPT / 'covering', asked.at_once)
        tasks = [_task(file, fault, covering, asked.seconds) for file, fault in todo]
        print(f'{room}: {len(tasks)} faults, {sum(task.imported for task in tasks)} of them at import', flush=True)
        workers = [
            _start_worker(copy, tasks[at :: asked.at_once], log, until, Path(folder) / f'{at}.json')
            for at, copy in enumerate(copies)
        ]
        if max(worker.wait() for worker in workers):
            sys.exit(f'The tests of {room} could not be started.')


def _task(file: str, fault: Fault, covering: Covering, longest: float) -> Task:
    tests, imported = covering.choose(file, fault.line, (PROJECT / file).read_text('utf-8'))
    chosen: list[str] = []
    seconds = 0.0
    fixtures: set[str] = set()
    for test in tests:
        own, shared = covering.tests[test]
        seconds += own + sum(covering.fixtures.get(each, 0) for each in shared if each not in fixtures)
        fixtures |= set(shared)
        if seconds > longest and chosen:
            break
        chosen.append(test)
    return Task(file, fault.source, chosen, min(seconds, longest), imported)


def _start_worker(copy: Path, tasks: list[Task], log: Path, until: float, job: Path) -> subprocess.Popen[bytes]:
    files = sorted({test.partition('::')[0] for task in tasks for test in task.tests})
    job.write_text(json.dumps({'tasks': tasks, 'log': str(log), 'until': until}), 'utf-8')
    command = [
        sys.executable,
        '-m',
        'pytest',
        '-n',
        '0',
        '-s',
        '-p',
        'no:cacheprovider',
        '-p',
        'mutants.trying',
        *files,
    ]
    return subprocess.Popen(command, cwd=copy, env={**environment(copy), 'DOCGEN_FAULTS': str(job)})


if __name__ == '__main__':
    main()
