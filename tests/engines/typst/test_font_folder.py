"""The folder of fonts that a killed process leaves behind is removed by the next; one in use is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MAKE = 'from docgen import fonts; print(fonts.folder(), flush=True); input()'
LONG_AGO = (0, 0)


def _started(temporary: Path) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen(
        [sys.executable, '-c', MAKE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, 'TMPDIR': str(temporary)},
    )
    assert process.stdout is not None
    folder = Path(process.stdout.readline().strip())
    assert len(list(folder.iterdir())) > 1
    os.utime(folder, LONG_AGO)
    return process, folder


def _ended(process: subprocess.Popen[str]) -> None:
    process.communicate('\n')


def test_what_a_killed_process_left_is_removed_and_what_is_in_use_stays(tmp_path: Path) -> None:
    killed, left = _started(tmp_path)
    killed.kill()
    killed.communicate()
    assert left.is_dir()
    alive, used = _started(tmp_path)
    last, own = _started(tmp_path)

    assert not left.exists()
    assert used.is_dir()

    _ended(alive)
    _ended(last)
    assert not own.exists()
    assert list(tmp_path.iterdir()) == []
