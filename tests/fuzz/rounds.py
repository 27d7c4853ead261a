"""Rounds of damage in a process with bounds: each command ends in words, with an exit code, within memory."""

from __future__ import annotations

import contextlib
import json
import re
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from click.testing import CliRunner
from sentences import faults_of_output

from docgen.cli import main
from fuzz.doors import DOORS

ENDS = frozenset({0, 2, 3, 4, 5, 6, 7})
"""Exit codes that say something; 1 is a fault of docgen's."""
SECONDS = 120
"""Nothing takes so long unless it hangs: the process is ended, and the round is told."""
MEMORY = 700_000_000
"""Resident bytes of a process that has run many rounds; one command alone is held to 500 MB in `bounds`."""
_ADDRESSES = 6 * 2**30


@dataclass(frozen=True)
class Fault:
    """A round whose answer is not what answers must be."""

    command: str
    what: str


def played(door: str, seed: int, number: int, base: Path, folder: Path) -> tuple[list[int], list[Fault]]:
    """Run a round in this process and give the exit codes, and what is wrong with the answers.

    Args:
        door: one of `DOORS`.
        seed: together with door and number it decides all that happens.
        number: the round.
        base: what `fuzz.base` made; not used by the doors that need none.
        folder: scratch space of this door alone.
    """
    codes, faults = [], []
    with contextlib.closing(DOORS[door](base, folder, Random(f'{door} {seed} {number}'))) as commands:
        for arguments in commands:
            _forget_peak()
            done = CliRunner().invoke(main, list(_with_workspace_first(arguments)))
            codes.append(done.exit_code)
            told = done.stdout + done.stderr
            wrong = []
            if done.exit_code not in ENDS:
                wrong.append(f'exit {done.exit_code} {done.exception!r}\n{told[-3000:]}')
            if (peak := _peak()) > MEMORY:
                wrong.append(f'{peak / 1e6:.0f} MB')
            if done.exit_code and not told.strip():
                wrong.append('says nothing')
            faults += [Fault(' '.join(arguments), each) for each in [*wrong, *faults_of_output(told)]]
    return codes, faults


def _with_workspace_first(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """`--workspace` stands before the command; doors may name it wherever it reads best."""
    if '--workspace' not in arguments:
        return arguments
    at = arguments.index('--workspace')
    return (*arguments[at : at + 2], *arguments[:at], *arguments[at + 2 :])


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        Path('/proc/self/clear_refs').write_text('5', 'ascii')


def _peak() -> int:
    told = Path('/proc/self/status').read_text('ascii', 'replace')
    found = re.search(r'VmHWM:\s+(\d+)', told)
    return int(found[1]) * 1024 if found else 0


def run_bounded(doors: list[str], seed: int, tasks: range, base: Path, folder: Path) -> None:
    """Run rounds within bounds and write a line of JSON for each, for the process that started this one.

    Args:
        doors: those that are tried in turn: task 7 of two doors is round 3 of the second one.
        seed: see `played`.
        tasks: what to run, by number.
        base: see `played`.
        folder: scratch space.
    """
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for task in tasks:
        number, door = task // len(doors), doors[task % len(doors)]
        signal.alarm(SECONDS)
        (folder / door).mkdir(exist_ok=True)
        codes, faults = played(door, seed, number, base, folder / door)
        told = [[each.command, each.what] for each in faults]
        sys.stdout.write(json.dumps({'task': task, 'door': door, 'codes': codes, 'faults': told}) + '\n')
        sys.stdout.flush()
