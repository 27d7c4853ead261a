"""What goes to pipes and files is UTF-8 on every system, and only a console is a terminal."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

from workbench import COMMAND

from docgen.cli import process_setup

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

OLD_WINDOWS = {'PYTHONIOENCODING': 'cp1252', 'PYTHONUTF8': '0'}
"""A pipe as Python opens it on Windows: its code page has no arrow, no tick and no ≥."""


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    import os

    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, env={**os.environ, **OLD_WINDOWS},
        check=False,
    )  # fmt: skip


def test_a_pipe_in_windows_code_page_gets_utf8(tmp_path: Path) -> None:
    done = _run(tmp_path, '--help')
    assert done.returncode == 0
    assert "Gör periodernas dokument" in done.stdout.decode('utf-8')
    told = _run(tmp_path, 'build', '--json')
    assert json.loads(told.stdout.decode('utf-8'))['exit_code'] == told.returncode
    said = _run(tmp_path, 'build')
    assert '→' in said.stderr.decode('utf-8')


class _Null(io.StringIO):
    """Windows' NUL, as Python tells of it."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 0


def test_nul_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_setup, '_has_console_mode', lambda _: False)
    with monkeypatch.context() as windows:
        windows.setattr(sys, 'platform', 'win32')
        assert not process_setup.is_terminal(_Null())
    assert process_setup.is_terminal(_Null())
    assert not process_setup.is_terminal(io.StringIO())
    assert not process_setup.is_terminal(None)
    closed = io.StringIO()
    closed.close()
    assert not process_setup.is_terminal(closed)


def test_a_passphrase_is_not_waited_for_where_nobody_can_give_it(tmp_path: Path) -> None:
    done = _run(tmp_path, 'init', 'ny')
    assert done.returncode == 2
    assert '[init-missing-value]' in done.stderr.decode('utf-8')
