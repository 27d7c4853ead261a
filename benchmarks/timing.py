"""Commands run and measured from outside: wall clock, processor time, and the memory of the whole process tree."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass
class Series:
    """The runs of one command: seconds of wall clock and of processor, and the peak of memory in megabytes."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: float | None = None

    @property
    def seconds(self) -> float:
        """The median of the wall clock."""
        return statistics.median(self.wall)

    @property
    def processor_seconds(self) -> float:
        """The median of the processor time of all processes."""
        return statistics.median(self.processor)


def run(command: Sequence[str | Path], folder: Path, series: Series, *, watch: float | None = None) -> None:
    """Run a command to its end.

    Args:
        command: the program and its arguments.
        folder: where it runs.
        series: gets the times, or with `watch` the memory too.
        watch: look at the memory every so many seconds; often is precise, and slows the command down.

    Raises:
        RuntimeError: the command failed; the message holds what it said.
    """
    # A user's second run finds compiled modules, and so does every run here.
    environment = {name: value for name, value in os.environ.items() if name != 'PYTHONDONTWRITEBYTECODE'}
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        ended = threading.Event()
        watcher = threading.Thread(target=watch_memory, args=(process.pid, ended, watch, series))
        if watch:
            watcher.start()
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        ended.set()
        if watch:
            watcher.join()
    if process.returncode:
        msg = f'{command[0]} ended with {process.returncode}: {said.decode(errors="replace")[-2000:]}'
        raise RuntimeError(msg)
    series.wall.append(wall)
    series.processor.append(usage.ru_utime + usage.ru_stime)


def watch_memory(process: int, ended: threading.Event, interval: float | None, series: Series) -> None:
    """Note the most memory that a process and all that it has started use, until it has ended."""
    while not ended.wait(interval):
        megabytes = sum(_proportional_kilobytes(each) for each in process_tree(process)) / 1000
        series.megabytes = max(series.megabytes or 0.0, megabytes)


def process_tree(process: int) -> Iterator[int]:
    """Give a process and all that it has started, itself first (Linux)."""
    yield process
    try:
        threads = list(Path(f'/proc/{process}/task').iterdir())
        children = [child for thread in threads for child in (thread / 'children').read_text().split()]
    except OSError:
        return
    for child in children:
        yield from process_tree(int(child))


def _proportional_kilobytes(process: int) -> float:
    """Memory that processes share counts for each by its share (Linux, proc(5): smaps_rollup, Pss)."""
    try:
        for line in Path(f'/proc/{process}/smaps_rollup').read_text().splitlines():
            if line.startswith('Pss:'):
                return float(line.split()[1]) * 1.024
    except OSError:
        pass
    return 0.0
