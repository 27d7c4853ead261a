"""A command in a process of its own with a bound on its memory: what came of it, and how much it took."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import forked

if TYPE_CHECKING:
    from pathlib import Path

MEMORY = 500_000_000
"""Bytes of resident memory that no input may make docgen take."""
_ADDRESSES = 4 * 2**30
_ID = re.compile(r'\[([a-z0-9-]+)\]$', re.MULTILINE)
_CODE = """
import pathlib, re, sys
from docgen.cli import main
try:
    main(sys.argv[1:])
finally:
    # Not getrusage: what it tells begins with the peak of the process that this one was forked from.
    told = pathlib.Path('/proc/self/status').read_text()
    print('\\npeak', int(re.search(r'VmHWM:\\s+(\\d+)', told)[1]) * 1024, file=sys.stderr)
"""


@dataclass(frozen=True)
class Measured:
    """What a command told, and the most memory that it held (resident, bytes)."""

    code: int
    ids: tuple[str, ...]
    text: str
    peak: int


def measured(*arguments: str, cwd: Path | None = None) -> Measured:
    """Run docgen. What takes more than the bound fails the test; what never ends never passes it."""
    done = forked.run(_CODE, *arguments, cwd=cwd, memory=_ADDRESSES)
    text = done.stdout + done.stderr
    assert 'peak ' in done.stderr, f'ended with {done.returncode}: {text[-2000:]}'
    peak = int(done.stderr.rpartition('peak ')[2])
    return Measured(done.returncode, tuple(_ID.findall(done.stderr)), text, peak)


def answered(found: Measured) -> None:
    """Hold what a command told to what every answer must be: its own exit code, no traceback, bounded memory."""
    assert found.code in (0, 2, 3, 4, 5, 6, 7), found.text
    assert 'Traceback' not in found.text, found.text
    assert found.peak < MEMORY, found.text
