"""A task that kills the process that takes it, as the system does when memory runs out."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from docgen.many.workspace_outcome import Task


@dataclass(frozen=True)
class DeadlyTask(Task):
    """Kills every process that receives it, or with `marker` only the first one."""

    marker: str = ''

    def __reduce__(self) -> tuple[object, ...]:
        return _received, (os.getpid(), self.job, self.root, self.marker)


def _received(sender: int, job: object, root: str, marker: str) -> DeadlyTask:
    """Where the task arrives; in the process that made it, nothing happens."""
    if os.getpid() != sender and not (marker and Path(marker).exists()):
        if marker:
            Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return DeadlyTask(job, root, marker=marker)  # type: ignore[arg-type]
