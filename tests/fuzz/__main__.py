"""Damages what comes in through a door, at random from a seed, and tells whether every answer was one.

    python -m tests.fuzz --door pdf --count 500 --seed 1

Doors: data, template, expression, pdf, scan, package, record, table, credential; several are tried in turn. A round
that is told is run again alone by `--first NUMBER --count 1` with the same seed. Linux only, for its bounds of memory.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS)] if str(TESTS) not in sys.path else []

from fuzz.base import base_with_own_authority  # noqa: E402
from fuzz.doors import DOORS, WITHOUT_BASE  # noqa: E402
from fuzz.rounds import run_bounded  # noqa: E402

BATCH = 100
"""Rounds in a process, so that a process that ends early takes few with it."""


def main() -> int:
    """Run the rounds, and give 1 if any answer was none."""
    asked = _asked()
    doors = len(asked.door)
    if asked.inside:
        run_bounded(asked.door, asked.seed, range(asked.first, asked.first + asked.count), asked.base, asked.inside)
        return 0
    with tempfile.TemporaryDirectory(prefix='docgen-fuzz-', ignore_cleanup_errors=True) as scratch:
        base = asked.base or Path(scratch, 'base')
        if not WITHOUT_BASE.issuperset(asked.door) and not base.exists():
            base.mkdir(parents=True)
            base_with_own_authority(base)
        codes, wrong = _all(asked, range(asked.first * doors, (asked.first + asked.count) * doors), base, Path(scratch))
    for door in asked.door:
        told = ', '.join(f'exit {code}: {count}' for code, count in sorted(codes[door].items()))
        rounds = f'{door}, seed {asked.seed}: {asked.count} rounds, {sum(codes[door].values())} commands'
        sys.stdout.write(f'{rounds}; {told}; {wrong[door]} faults\n')
    return 1 if sum(wrong.values()) else 0


def _all(
    asked: argparse.Namespace, tasks: range, base: Path, scratch: Path
) -> tuple[dict[str, Counter[int]], Counter[str]]:
    codes: dict[str, Counter[int]] = defaultdict(Counter)
    wrong: Counter[str] = Counter()
    task = tasks.start
    while task < tasks.stop:
        folder = scratch / f'from-{task}'
        folder.mkdir()
        command = [sys.executable, '-m', 'tests.fuzz', '--door', *asked.door, '--seed', str(asked.seed)]
        command += ['--first', str(task), '--count', str(min(BATCH, tasks.stop - task))]
        command += ['--base', str(base), '--inside', str(folder)]
        done = subprocess.run(command, cwd=TESTS.parent, capture_output=True, encoding='utf-8', check=False)
        for line in map(json.loads, done.stdout.splitlines()):
            task, door = line['task'] + 1, line['door']
            codes[door].update(line['codes'])
            for told, what in line['faults']:
                wrong[door] += 1
                sys.stdout.write(f'--- {door} {line["task"] // len(asked.door)}: docgen {told}\n{what}\n')
        if done.returncode:
            door = asked.door[task % len(asked.door)]
            wrong[door] += 1
            number = task // len(asked.door)
            sys.stdout.write(f'--- {door} {number}: the process ended with {done.returncode}\n{done.stderr[-2000:]}\n')
            task += 1
        sys.stdout.flush()
    return codes, wrong


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='python -m tests.fuzz', description=__doc__)
    parser.add_argument('--door', choices=sorted(DOORS), nargs='+', required=True)
    parser.add_argument('--count', type=int, default=100, help='rounds for each door')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--first', type=int, default=0, help='number of the first round')
    parser.add_argument('--base', type=Path, help='what is damaged, as an earlier run left it; else it is made')
    parser.add_argument('--inside', type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == '__main__':
    sys.exit(main())
