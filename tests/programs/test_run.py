"""An outside program runs within its bounds, and nothing that it started is left."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from docgen.programs import Ending, run

pytestmark = pytest.mark.skipif(sys.platform == 'win32', reason='the programs of these tests are those of POSIX')
LONG = 60.0


def works(note: Path) -> bool:
    """Whether the process of this number still does something: what is killed may lie dead until init takes it."""
    status = Path('/proc', note.read_text().strip(), 'status')
    return status.exists() and 'State:\tZ' not in status.read_text()


def test_gives_what_the_program_said_and_its_status() -> None:
    done = run(['sh', '-c', 'echo ut; echo fel >&2; exit 3'], timeout=LONG, output_limit=100)

    assert (done.ending, done.status, done.succeeded) == (Ending.BY_ITSELF, 3, False)
    assert (done.output, done.errors) == (b'ut\n', b'fel\n')


def test_a_program_that_is_not_there_is_an_error_of_the_system() -> None:
    with pytest.raises(FileNotFoundError):
        run(['/nowhere/at-all'], timeout=LONG, output_limit=100)


def test_what_takes_too_long_is_killed_with_what_it_has_started(tmp_path: Path) -> None:
    note = tmp_path / 'pid'
    done = run(['sh', '-c', f'sleep 600 & echo $! > {note}; wait'], timeout=0.5, output_limit=100)

    assert (done.ending, done.status) == (Ending.TOO_LONG, None)
    assert not works(note)


def test_what_ends_leaves_nothing_in_the_background(tmp_path: Path) -> None:
    note = tmp_path / 'pid'
    done = run(['sh', '-c', f'sleep 600 & echo $! > {note}'], timeout=LONG, output_limit=100)

    assert done.succeeded
    assert not works(note)


def test_what_writes_too_much_is_killed_and_its_beginning_kept() -> None:
    done = run(['sh', '-c', 'while :; do echo mer; done'], timeout=LONG, output_limit=1000)

    assert (done.ending, done.status) == (Ending.TOO_MUCH, None)
    assert len(done.output) == 1000


@pytest.mark.skipif(sys.platform != 'linux', reason='only Linux bounds the memory of a program')
def test_memory_is_bounded() -> None:
    wish = [sys.executable, '-c', 'bytearray(2**31)']

    assert not run(wish, timeout=LONG, output_limit=10_000, memory=2**29).succeeded
    assert b'MemoryError' in run(wish, timeout=LONG, output_limit=10_000, memory=2**29).errors


def test_it_works_in_an_empty_folder_that_goes() -> None:
    done = run(['sh', '-c', 'pwd; ls | wc -l; echo x > left'], timeout=LONG, output_limit=1000)
    place, count = done.output.decode().split()

    assert count == '0'
    assert not Path(place).exists()
