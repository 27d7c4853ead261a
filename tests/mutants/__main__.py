"""Do the tests notice when the code is wrong? Small faults, one at a time, each against the tests that cover it.

    python -m tests.mutants checks context --count 40      (or: make mutants ROOMS="checks context")

Two faults are tried at a time, each in a copy of the project of its own. What has been tried is kept in .mutants/, so
that a run which was ended goes on where it stopped; `--survivors` tries again what no test noticed.
"""

from __future__ import annotations

import argparse
import functools
import json
import queue
import shutil
import subprocess
import sys
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / 'tests'))

from mutants.covering import Covering, environment, map_room, tests_of  # noqa: E402
from mutants.faults import Fault, sample_faults  # noqa: E402

KEPT = PROJECT / '.mutants'
AT_ONCE = 2
NOTICED, SURVIVED, HUNG, HARMLESS = 'noticed', 'survived', 'hung', 'harmless'
PATIENCE = 300, 10
"""Seconds that any run may take, and how many times as long as without a fault, before it counts as hanging."""


class Trial(NamedTuple):
    """A fault that was tried.

    Attributes:
        file: the changed file, below the project.
        fault: what was changed.
        outcome: NOTICED, SURVIVED, HUNG (a test that hangs has noticed), or HARMLESS (harmless.yaml says why).
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
    parser.add_argument('--remap', action='store_true', help='run the tests anew to see which cover what')
    asked = parser.parse_args()
    KEPT.mkdir(exist_ok=True)
    trials = {}
    for room in asked.rooms or sorted(
        {path.parent.relative_to(PROJECT / 'docgen').as_posix() for path in _modules('')}
    ):
        trials[room] = _try_room(room, asked)
    print(f'\n{"room":<28}{"tried":>8}{"harmless":>10}{"noticed":>9}{"share of the rest":>20}')
    for room, tried in trials.items():
        harmless = sum(trial.outcome == HARMLESS for trial in tried)
        noticed = sum(trial.outcome in {NOTICED, HUNG} for trial in tried)
        share = noticed / max(1, len(tried) - harmless)
        print(f'{room:<28}{len(tried):>8}{harmless:>10}{noticed:>9}{share:>20.0%}')
    for trial in (trial for tried in trials.values() for trial in tried if trial.outcome == SURVIVED):
        print(f'\n{trial.file}:{trial.fault.line}  {trial.fault.kind}\n  - {_short(trial.fault.before)}')
        print(f'  + {trial.fault.after}')


def _short(code: str) -> str:
    return ' / '.join(line.strip() for line in code.splitlines()[:3])


def _rooms() -> list[str]:
    return sorted({path.parent.relative_to(PROJECT / 'docgen').as_posix() for path in _modules('')} - {'.'})


def _modules(room: str) -> list[Path]:
    return sorted(path for path in (PROJECT / 'docgen' / room).rglob('*.py') if path.read_text('utf-8').strip())


def _sample(room: str, seed: int, count: int) -> Iterator[tuple[str, Fault]]:
    """Spread the faults of a room over its files by their length, the same for a seed."""
    modules = {path: path.read_text('utf-8') for path in _modules(room)}
    length = sum(map(len, modules.values()))
    for path, source in modules.items():
        share = round(count * len(source) / length)
        own_seed = seed + zlib.crc32(path.name.encode())
        yield from ((path.relative_to(PROJECT).as_posix(), fault) for fault in sample_faults(source, own_seed, share))


def _try_room(room: str, asked: argparse.Namespace) -> list[Trial]:
    name = room.replace('/', '-')
    kept = KEPT / f'{name}.jsonl'
    known = _read_known(kept)
    sample = list(_sample(room, asked.seed, asked.count))
    todo = [
        (file, fault)
        for file, fault in sample
        if (outcome := known.get((file, fault.source))) is None or (asked.survivors and outcome == SURVIVED)
    ]
    if todo:
        with tempfile.TemporaryDirectory() as folder, kept.open('a', encoding='utf-8') as log:
            copies = [_copy_project(Path(folder) / str(at)) for at in range(AT_ONCE)]
            if asked.remap:
                (KEPT / f'{name}.json').unlink(missing_ok=True)
            covering = map_room(room, copies[0], KEPT / f'{name}.json')
            for done, trial in enumerate(_try_each(room, todo, covering, copies), 1):
                known[trial.file, trial.fault.source] = trial.outcome
                print(json.dumps([trial.file, trial.fault.source, trial.outcome]), file=log, flush=True)
                where = f'{trial.file}:{trial.fault.line}'
                print(f'{room} {done}/{len(todo)}  {trial.outcome:<9}{where}  {trial.fault.kind}', flush=True)
    return [
        Trial(file, fault, HARMLESS if outcome == SURVIVED and _is_harmless(file, fault) else outcome)
        for file, fault in sample
        for outcome in [known[file, fault.source]]
    ]


@functools.cache
def _harmless() -> list[dict[str, str]]:
    from ruamel.yaml import YAML

    entries: list[dict[str, str]] = YAML(typ='safe').load(Path(__file__).with_name('harmless.yaml')) or []
    assert all(entry['reason'] for entry in entries)
    return entries


def _is_harmless(file: str, fault: Fault) -> bool:
    """Say whether the list of faults that make no difference names this one."""
    return any(entry['file'] == file and entry['after'] == fault.after for entry in _harmless())


def _read_known(kept: Path) -> dict[tuple[str, str], str]:
    """Give the outcome of each changed module that was tried before."""
    lines = kept.read_text('utf-8').splitlines() if kept.exists() else []
    return {(file, source): outcome for file, source, outcome in map(json.loads, lines)}


def _copy_project(folder: Path) -> Path:
    tracked = subprocess.run(['git', 'ls-files', '-z'], cwd=PROJECT, capture_output=True, check=True).stdout
    for name in filter(None, tracked.decode().split('\0')):
        if (PROJECT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, folder / name)
    for name in ('.venv', '.tools'):
        (folder / name).symlink_to((PROJECT / name).resolve())
    return folder


def _try_each(room: str, todo: list[tuple[str, Fault]], covering: Covering, copies: list[Path]) -> Iterator[Trial]:
    free: queue.Queue[Path] = queue.Queue()
    for copy in copies:
        free.put(copy)

    def tried(file: str, fault: Fault) -> Trial:
        copy = free.get()
        try:
            return Trial(file, fault, _try(room, file, fault, covering, copy))
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as threads:
        yield from threads.map(tried, *zip(*todo, strict=True))


def _try(room: str, file: str, fault: Fault, covering: Covering, copy: Path) -> str:
    """Put a fault into the copy, run the tests until one notices, and take it out again."""
    changed = copy / file
    unchanged = changed.read_text('utf-8')
    try:
        changed.write_text(fault.source, 'utf-8')
        chosen = sorted(
            covering.lines.get(file, {}).get(fault.line, []), key=lambda test: covering.seconds.get(test, 0)
        )
        outcome = _run(chosen, covering, copy) if chosen else SURVIVED
        if outcome == SURVIVED:  # what a set-up for many tests ran is told of the first of them alone
            outcome = _run(tests_of(room, copy), covering, copy)
    finally:
        changed.write_text(unchanged, 'utf-8')
    return outcome


def _run(tests: list[str], covering: Covering, copy: Path) -> str:
    least, times = PATIENCE
    known = [covering.seconds.get(test) for test in tests]
    usual = sum(each for each in known if each) if all(known) else sum(covering.seconds.values())
    with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf-8') as names:
        names.write('\n'.join(tests))
        names.flush()
        command = [sys.executable, '-m', 'pytest', '-n', '0', '-x', '-q', '-p', 'no:cacheprovider', f'@{names.name}']
        try:
            ended = subprocess.run(
                command,
                cwd=copy,
                env=environment(copy),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                timeout=least + times * usual,
            )
        except subprocess.TimeoutExpired:
            return HUNG
    return SURVIVED if ended.returncode == 0 else NOTICED


if __name__ == '__main__':
    main()
