"""What the computer stands in the way with is told as such, never as a fault of docgen's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from workbench import COMMAND, snapshot

if TYPE_CHECKING:
    from workbench import Workbench


def _run(workbench: Workbench, command: str, cwd: Path | None = None) -> tuple[int, str]:
    docgen = f'"{COMMAND[0]}" --workspace "{workbench.root}"'
    done = subprocess.run(
        ['/bin/sh', '-c', command.replace('docgen', docgen)], cwd=cwd, capture_output=True, check=False
    )
    told = (done.stdout + done.stderr).decode('utf-8', 'replace')
    assert 'Traceback' not in told, told
    assert "fel i docgen" not in told, told
    return done.returncode, told


@pytest.mark.skipif(not Path('/dev/full').exists(), reason='no device that is always full')
def test_where_standard_output_takes_no_more(minimal: Workbench) -> None:
    code, told = _run(minimal, 'docgen check > /dev/full')
    assert code == 2
    assert "disken är full" in told


@pytest.mark.skipif(not Path('/dev/full').exists(), reason='no device that is always full')
def test_where_standard_error_takes_no_more(minimal: Workbench) -> None:
    """What cannot be told is not another fault: the exit code is still the answer's own."""
    assert _run(minimal, 'docgen fix 9999 2> /dev/full')[0] == 2
    assert _run(minimal, 'docgen build >&- 2>&- <&-')[0] == 0


def test_where_too_few_files_may_be_open(minimal: Workbench) -> None:
    code, told = _run(minimal, 'ulimit -n 5; docgen check')
    assert code in (0, 2, 4), told


def test_a_workspace_that_is_not_there_is_not_its_parent(minimal: Workbench) -> None:
    done = subprocess.run(
        [*COMMAND, '--workspace', str(minimal.root / 'stavfel'), 'check'], capture_output=True, check=False
    )
    assert (done.returncode, b'[workspace-missing]' in done.stderr) == (3, True)


def test_a_folder_that_is_gone(minimal: Workbench, tmp_path: Path) -> None:
    gone = tmp_path / 'borta'
    gone.mkdir()
    code, told = _run(minimal, f'cd "{gone}"; rmdir "{gone}"; docgen check --json')
    assert code in (0, 2), told


def test_a_date_in_the_surroundings_changes_nothing(smallest: Workbench, minimal: Workbench) -> None:
    code, told = _run(minimal, 'SOURCE_DATE_EPOCH=x docgen build')
    assert code == 0, told
    assert minimal.snapshot() == smallest.snapshot()


@pytest.mark.parametrize('command', ['build', 'verify', 'status'])
def test_too_little_memory_is_said_before_a_library_ends_the_process(minimal: Workbench, command: str) -> None:
    argument = str(minimal.template('medborgarlofte.docx')) if command == 'verify' else ''
    code, told = _run(minimal, f'ulimit -v 250000; docgen {command} {argument}')
    assert code == 4
    assert '[memory-short]' in told
    assert not minimal.output.exists()


_REMOVED_MIDWAY = """
import shutil, sys
gone, seen, *arguments = sys.argv[1:]
left = [seen]

def look(event, values):
    if left and event in ('open', 'os.mkdir') and left[0] in str(values[0]):
        left.clear()
        shutil.rmtree(gone)

sys.addaudithook(look)
from docgen.cli import main
main(arguments)
"""


@pytest.mark.parametrize(
    ('gone', 'seen', 'code', 'told'),
    [
        ('output', '/words/', 2, 'output-vanished'),
        ('output', '/done/', 2, 'output-vanished'),
        ('output', '/sets/', 2, 'output-vanished'),
        ('data', 'promises/2024.yaml', 3, 'file-unreadable'),
    ],
)
def test_a_folder_that_somebody_removes_meanwhile(
    minimal: Workbench, gone: str, seen: str, code: int, told: str
) -> None:
    command = [sys.executable, '-c', _REMOVED_MIDWAY, str(minimal.root / gone), seen]
    command += ['--workspace', str(minimal.root), 'build']
    done = subprocess.run(command, capture_output=True, encoding='utf-8', check=False)
    assert (done.returncode, f'[{told}]' in done.stderr) == (code, True), done.stderr
    assert 'Traceback' not in done.stderr
    assert [each for each in minimal.output.rglob('*') if each.is_file()] == []
    if gone == 'output':
        assert minimal.run('build').code == 0


def test_names_that_are_no_text(minimal: Workbench) -> None:
    strange = os.fsdecode(b'\xff.yaml')
    (minimal.root / 'data/promises' / strange).write_text('x', 'utf-8')
    assert _run(minimal, 'docgen check')[0] == 3
    (minimal.root / 'data/promises' / strange).unlink()
    code, told = _run(minimal, f'docgen inspect "{os.fsdecode(bytes([255]))}.pdf"')
    assert code == 2
    assert re.search(r'\\udcff|\ufffd', told)


def test_names_longer_than_the_file_system_takes(minimal: Workbench) -> None:
    code, told = _run(minimal, f'docgen build --output "{"x" * 300}"', minimal.root)
    assert code == 2
    assert "namnet är för långt" in told


def test_results_are_not_put_among_data(minimal: Workbench) -> None:
    before = snapshot(minimal.root / 'data')
    (minimal.root / 'genom').symlink_to('templates')
    (minimal.root / 'krets').symlink_to('krets')
    assert minimal.run('build', '--output', str(minimal.root / 'krets')).ids[-1:] == ['output-unwritable']
    for folder in ('data', 'data/promises', 'templates/ut', 'genom'):
        answer = minimal.run('build', '--output', str(minimal.root / folder))
        assert (answer.code, answer.ids) == (2, ['output-among-data'])
    assert snapshot(minimal.root / 'data') == before


def test_schemas_that_cannot_be_written(minimal: Workbench) -> None:
    (minimal.root / 'data/schemas').write_text('', 'utf-8')
    assert _run(minimal, 'docgen schema')[0] == 2
