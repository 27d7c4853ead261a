"""`docgen fix` that is killed, runs twice at once, or meets a full or read-only disk: the old state or the new one."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from killing import dealings, killed, points
from workbench import Workbench, snapshot

from docgen.records.record import read_record

from ..conftest import copied
from ..set_down import sign_as

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PERIOD = '2024'
KILLS = 6
_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1


def _kept(output: Path) -> dict[str, str]:
    """The period's files but its record, which holds the time of day."""
    return {name: digest for name, digest in snapshot(output / PERIOD).items() if name != 'record.json'}


def _versions(output: Path) -> list[tuple[str, int]]:
    record = read_record(output / PERIOD)
    assert record is not None
    return [(each.document, each.version) for each in record.events]


def _leftovers(output: Path) -> list[str]:
    return sorted(
        path.name for path in (output / '.docgen').iterdir() if path.name not in ('place.lock', 'warnings.json')
    )


def test_a_fix_killed_at_any_moment_leaves_the_old_state_or_the_new(smallest: Workbench, tmp_path: Path) -> None:
    after = copied(smallest, tmp_path / 'after')
    total = dealings(after, 'fix', PERIOD)
    states = [(_kept(smallest.output), []), (_kept(after.output), _versions(after.output))]
    assert states[0] != states[1]
    seen = set()
    for number, point in enumerate(points(total, KILLS)):
        workbench = copied(smallest, tmp_path / f'kill-{number}')
        assert killed(workbench, point, 'fix', PERIOD)
        state = (_kept(workbench.output), _versions(workbench.output))
        assert state in states, f'after a kill before dealing {point} of {total}'
        seen.add(states.index(state))
        assert workbench.run('status').code == 0

        assert workbench.run('fix', PERIOD).code == 0
        assert (_kept(workbench.output), _versions(workbench.output)) == states[1]
        assert _leftovers(workbench.output) == []
        shutil.rmtree(workbench.root)
    assert seen == {0, 1}


def test_two_fixes_at_once_make_one_version(smallest: Workbench, tmp_path: Path) -> None:
    for number in range(3):
        workbench = copied(smallest, tmp_path / f'both-{number}')
        running = [
            subprocess.Popen(workbench.command('fix', PERIOD), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(2)
        ]
        told = [process.communicate(timeout=300)[1].decode() for process in running]
        codes = [process.returncode for process in running]
        assert 0 in codes, told
        for code, err in zip(codes, told, strict=True):
            assert code == 0 or (code == 7 and '[changed-meanwhile]' in err), err
        assert {version for _, version in _versions(workbench.output)} == {1}
        assert len(_versions(workbench.output)) == len(set(_versions(workbench.output)))
        assert workbench.run('status').code == 0
        assert _leftovers(workbench.output) == []


def _fixed_under(
    workbench: Workbench, limits: Callable[[], None], command: str = 'fix'
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        workbench.command(command, PERIOD),
        capture_output=True,
        encoding='utf-8',
        check=False,
        timeout=300,
        preexec_fn=limits,
    )


@pytest.mark.parametrize('most', [100, 40_000])
def test_a_disk_that_gives_out_is_told_and_leaves_the_old_state(smallest: Workbench, tmp_path: Path, most: int) -> None:
    """The limit of a file's size stands for the disk that is full: writing fails at some byte."""
    workbench = copied(smallest, tmp_path / 'workspace')
    assert workbench.run('build').code == 0  # so that only fixing writes
    before = snapshot(workbench.output / PERIOD)

    done = _fixed_under(workbench, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))

    assert done.returncode == 2, done.stderr
    assert '[output-unwritable]' in done.stderr
    assert 'Traceback' not in done.stderr
    assert snapshot(workbench.output / PERIOD) == before
    assert workbench.run('fix', PERIOD).code == 0


@pytest.mark.parametrize('most', [2_000, 45_000])
def test_a_build_on_a_disk_that_gives_out_is_told_too(minimal: Workbench, most: int) -> None:
    done = _fixed_under(minimal, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)), 'build')
    assert done.returncode == 2, done.stderr
    assert '[output-unwritable]' in done.stderr
    assert [path.name for path in minimal.output.iterdir()] == ['.docgen']


def _without_privileges() -> None:
    """Let not even root write where the mode forbids it."""
    ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.mark.parametrize('place', ['.', PERIOD, '.docgen'])
def test_a_folder_that_may_not_be_written_is_told(smallest: Workbench, tmp_path: Path, place: str) -> None:
    workbench = copied(smallest, tmp_path / 'workspace')
    (workbench.output / '.docgen').mkdir()
    before = snapshot(workbench.output / PERIOD)
    folder = workbench.output / place
    folder.chmod(0o555)
    try:
        done = _fixed_under(workbench, _without_privileges)
    finally:
        folder.chmod(0o755)
    assert done.returncode == 2, done.stderr
    assert '[output-unwritable]' in done.stderr
    assert "du har inte rätt till den" in done.stderr
    assert 'Traceback' not in done.stderr
    assert snapshot(workbench.output / PERIOD) == before


def test_write_protected_files_of_before_do_not_stop_a_new_version(smallest: Workbench, tmp_path: Path) -> None:
    workbench = copied(smallest, tmp_path / 'workspace')
    assert _fixed_under(workbench, _without_privileges).returncode == 0
    workbench.replace('promises/2024.yaml', 'introduction: Lillby', 'introduction: Hela Lillby')
    done = _fixed_under(workbench, _without_privileges)
    assert done.returncode == 0, done.stderr
    assert "fastställd som version 2" in done.stdout
    assert os.access(workbench.output / PERIOD / 'fixed', os.W_OK)


def test_nothing_is_fixed_beside_a_version_that_was_tampered_with(fixed_workspace: Workbench) -> None:
    path = sign_as(fixed_workspace, 'kommunen')
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    fixed_workspace.replace('promises/2021.yaml', 'Arbetet följer Link', 'Allt arbete följer Link')
    answer = fixed_workspace.run('fix', '2021', '--new-version')
    assert answer.code == 6
    assert answer.ids == ['record-file-changed']
    assert not (fixed_workspace.output / '2021/fixed/medborgarlofte-strangnas-2021-v2.pdf').exists()


def test_a_version_that_someone_signs_meanwhile_is_not_left_behind(fixed_workspace: Workbench) -> None:
    """What a new version builds on is checked once more when it is put in place."""
    from docgen.errors import RefusedError
    from docgen.records.period_update import update_period
    from docgen.records.signable_version import signable

    current = signable(fixed_workspace.output, '2021')
    unsigned = {current.history.current.file.replace('fixed/', 'signed/'): None}
    sign_as(fixed_workspace, 'kommunen')
    before = fixed_workspace.snapshot()
    with pytest.raises(RefusedError) as refused:
        update_period(fixed_workspace.output, '2021', {}, [], expected=unsigned)
    assert [each.id for each in refused.value.findings] == ['changed-meanwhile']
    assert fixed_workspace.snapshot() == before
