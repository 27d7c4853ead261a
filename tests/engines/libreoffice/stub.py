"""A script in LibreOffice's place that behaves as badly as the program sometimes does."""

from __future__ import annotations

from pathlib import Path

_NOTE = 'echo $$ $(cut -d" " -f22 /proc/$$/stat) >> "{}"'
"""In sh: the process's number and when it started, since a busy machine soon gives the number to another."""


class Stub:
    """A script in the program's place. It notes its own process and those it starts in `pids`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / 'soffice'
        self.pids = folder / 'pids'
        self.runs = folder / 'runs'

    def behave(self, *lines: str) -> None:
        """Do this, in sh, when started."""
        start = f'#!/bin/sh\n{_NOTE.format(self.pids)}\necho run >> "{self.runs}"\n'
        self.path.write_text(start + '\n'.join(lines) + '\n', 'utf-8')
        self.path.chmod(0o755)

    def hang(self) -> str:
        """A line that sleeps in a child process which does not end when asked to."""
        return f'(trap "" TERM INT HUP; sh -c \'{_NOTE.format(self.pids)}; exec sleep 600\') & wait'

    @property
    def started(self) -> int:
        """How often it was started."""
        return len(self.runs.read_text().split())

    def alive(self) -> list[int]:
        """Which of its processes still run."""
        found = [line.split() for line in self.pids.read_text().splitlines()]
        return [int(pid) for pid, start in found if _runs(pid, start)]


def _runs(pid: str, start: str) -> bool:
    try:
        state, *rest = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    except OSError:
        return False
    return state not in ('Z', 'X') and rest[18] == start
