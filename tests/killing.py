"""Ends `docgen` by SIGKILL between two of its own dealings with files: at the same points in every run, on any machine.

A kill after a time would fall somewhere else on a busy machine, and on a fast one mostly before anything happens.
"""

from __future__ import annotations

import random
import signal
from typing import TYPE_CHECKING

import forked

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from workbench import Workbench

DEALINGS = frozenset({'open', 'os.mkdir', 'os.rename', 'os.link', 'os.remove', 'os.rmdir', 'os.chmod', 'ctypes.dlsym'})
"""Python's audit events that a kill may come before."""
_COUNTED = """
import os, signal, sys
kinds, folder, point, *arguments = sys.argv[1:]
first, dealings, last = os.getpid(), 0, int(point)
KINDS = set(kinds.split(','))

def count(event, values):
    global dealings
    if event not in KINDS or os.getpid() != first:
        return
    text = ' '.join(os.fsdecode(each) for each in values if isinstance(each, (str, bytes, os.PathLike)))
    if folder in text or 'renameat2' in text or 'renamex_np' in text:
        dealings += 1
        if dealings == last:
            os.kill(first, signal.SIGKILL)

sys.addaudithook(count)
from docgen.cli import main
try:
    main(arguments)
finally:
    print('dealings', dealings, file=sys.stderr)
"""


def dealings(workbench: Workbench, *arguments: str, folder: Path | None = None) -> int:
    """Run a command to its end and count its dealings with files of its output folder, or of another."""
    done = _run(workbench, 0, arguments, folder)
    assert done.returncode == 0, done.stderr
    return int(done.stderr.rpartition('dealings ')[2])


def killed(workbench: Workbench, point: int, *arguments: str, folder: Path | None = None) -> bool:
    """Run a command and kill it before its dealing of that number; False if it ended before."""
    done = _run(workbench, point, arguments, folder)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def points(total: int, count: int) -> list[int]:
    """Choose where to kill: half of the kills anywhere, half in the last quarter, where things are put in place."""
    if count >= total:
        return list(range(1, total + 1))
    chance = random.Random(total)
    early = chance.sample(range(1, total), count // 2)
    last = range(total - total // 4, total + 1)
    late = chance.sample(last, min(len(last), count - count // 2))
    return sorted({*early, *late})


def _run(
    workbench: Workbench, point: int, arguments: tuple[str, ...], folder: Path | None
) -> subprocess.CompletedProcess[str]:
    counted = (','.join(DEALINGS), str(folder or workbench.output), str(point))
    return forked.run(_COUNTED, *counted, '--workspace', str(workbench.root), *arguments)
