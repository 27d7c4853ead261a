"""Killed, or the disk full, while packaging: no package rather than a half one."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from workbench import COMMAND, snapshot

from archive.conftest import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

    from archive.conftest import Package

pytestmark = pytest.mark.skipif(sys.platform == 'win32', reason='signals and limits are POSIX')


def test_killed_while_packaging_there_is_no_package(
    published_workspace: Workbench, package: Package, tmp_path: Path
) -> None:
    """The next one cleans up, and gives the very package that was made elsewhere, earlier."""
    target = tmp_path / 'arkiv'
    process = subprocess.Popen(
        published_workspace.command('archive', '2021', '--to', str(target)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not list(target.glob('.docgen/work-*/package/*/representations/rep1/data/record.json')):
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert [path.name for path in target.iterdir()] == ['.docgen']
    assert list(target.glob('.docgen/work-*'))
    answer = published_workspace.run('archive', '2021', '--to', str(target))
    assert answer.code == 0, answer.err
    assert snapshot(target / NAME) == snapshot(package.path)
    assert not list(target.glob('.docgen/work-*'))
    inside = b''.join(path.read_bytes() for path in (target / NAME).rglob('*') if path.suffix in ('.json', '.xml'))
    assert str(tmp_path).encode() not in inside


def test_the_disk_full_leaves_no_package(published: Workbench, tmp_path: Path) -> None:
    """A limit on the size of files stands for a disk that gives out in the middle of the signed PDF."""

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = subprocess.run(
        [*COMMAND, '--workspace', str(published.root), 'archive', '2021', '--to', str(tmp_path)],
        preexec_fn=limited,
        env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1'},
        capture_output=True,
        encoding='utf-8',
        check=False,
        timeout=300,
    )
    assert done.returncode == 2, done.stderr
    assert '[output-unwritable]' in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ['.docgen']
    assert not list((tmp_path / '.docgen').glob('work-*'))
