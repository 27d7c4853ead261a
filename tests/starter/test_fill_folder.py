"""Where a new workspace may be put, and what is left when it cannot be, or when the run is killed."""

from __future__ import annotations

import os
import pty
import random
import resource
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from workbench import COMMAND, Workbench, snapshot

from docgen.errors import UsageError
from docgen.starter.fill_folder import fill_folder

from .filling import ARGUMENTS, begun

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 8


def _write(root: Path) -> None:
    (root / 'data').mkdir()
    (root / 'data' / 'workspace.yaml').write_text('name: x\n', 'utf-8')
    (root / 'templates').mkdir()
    (root / '.gitignore').write_text('x\n', 'utf-8')


@pytest.mark.parametrize('name', ['anteckning.txt', '.dold', 'data/annat.yaml'])
def test_a_folder_that_is_not_empty_is_refused_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text('mitt', 'utf-8')
    before = snapshot(tmp_path)
    answer = Workbench(tmp_path).run('init', str(tmp_path), *ARGUMENTS)
    assert (answer.code, answer.ids) == (2, ['init-not-empty'])
    assert f"{tmp_path} är inte en tom mapp." in answer.err
    assert snapshot(tmp_path) == before


def test_a_workspace_is_not_made_twice(tmp_path: Path) -> None:
    workbench = begun(tmp_path / 'lillby')
    before = snapshot(workbench.root)
    answer = workbench.run('init', str(workbench.root), *ARGUMENTS, '--json')
    assert answer.code == answer.json['exit_code'] == 2
    assert [each['id'] for each in answer.json['findings']] == ['init-not-empty']
    assert "är redan en arbetsyta" in answer.json['findings'][0]['what']
    assert snapshot(workbench.root) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / 'lillby').write_text('mitt', 'utf-8')
    answer = Workbench(tmp_path).run('init', str(tmp_path / 'lillby'), *ARGUMENTS)
    assert (answer.code, answer.ids) == (2, ['init-not-empty'])
    assert (tmp_path / 'lillby').read_text('utf-8') == 'mitt'


def test_a_link_that_leads_nowhere_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / 'lillby').symlink_to(tmp_path / 'borta')
    answer = Workbench(tmp_path).run('init', str(tmp_path / 'lillby'), *ARGUMENTS)
    assert (answer.code, answer.ids) == (2, ['init-not-empty'])


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / 'fil').write_text('mitt', 'utf-8')
    answer = Workbench(tmp_path).run('init', str(tmp_path / 'fil' / 'lillby'), *ARGUMENTS)
    assert (answer.code, answer.ids) == (2, ['init-unwritable'])
    assert f"Det går inte att skriva i mappen {tmp_path / 'fil' / 'lillby'}" in answer.err
    assert (tmp_path / 'fil').read_text('utf-8') == 'mitt'


@pytest.mark.parametrize('there', [False, True])
def test_when_the_disk_gives_out_nothing_is_left(tmp_path: Path, there: bool) -> None:
    """A limit on how large a file may be stands for a disk that gives out in the midst of writing."""
    target = tmp_path / 'lillby'
    if there:
        target.mkdir()
    before = snapshot(tmp_path)
    done = subprocess.run(
        [*COMMAND, 'init', str(target), *ARGUMENTS],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding='utf-8',
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 2, done.stderr
    assert '[init-unwritable]' in done.stderr
    assert snapshot(tmp_path) == before


def test_the_folder_where_one_stands_stays_the_same_folder(tmp_path: Path) -> None:
    inode = tmp_path.stat().st_ino
    command = [*COMMAND, 'init', '.', *ARGUMENTS]
    done = subprocess.run(
        command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, encoding='utf-8', check=False
    )
    assert done.returncode == 0, done.stderr
    assert tmp_path.stat().st_ino == inode
    assert "  docgen check " in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {'.gitattributes', '.gitignore', 'data', 'templates'}


@pytest.mark.parametrize('there', [False, True])
def test_a_run_that_is_killed_leaves_all_or_nothing_and_the_next_one_all(
    tmp_path: Path,
    there: bool,
) -> None:
    whole = snapshot(begun(tmp_path / 'whole').root)
    chance = random.Random(20270101)
    killed = 0
    for number in range(KILLS):
        target = tmp_path / str(number) / 'lillby'
        target.parent.mkdir()
        if there:
            target.mkdir()
        command = [*COMMAND, 'init', str(target), *ARGUMENTS]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        while process.poll() is None and not list(target.parent.rglob('root')):
            time.sleep(0.0005)
        time.sleep(chance.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        if (target / 'data').exists():
            assert snapshot(target) == whole
        else:
            assert not (target / 'templates').exists() or (target / '.docgen-complete').exists()
            again = Workbench(tmp_path).run('init', str(target), *ARGUMENTS)
            assert again.code == 0 or again.ids == ['init-not-empty'], again.err
            assert snapshot(target) == whole
        shutil.rmtree(target.parent)
    assert killed > KILLS / 3


def test_what_was_killed_while_it_was_put_in_place_is_put_there_by_the_next(tmp_path: Path) -> None:
    fill_folder(tmp_path, _write)
    whole = snapshot(tmp_path)
    complete = tmp_path / '.docgen-complete'
    complete.mkdir()
    (tmp_path / 'data').rename(complete / 'data')
    with pytest.raises(UsageError) as caught:
        fill_folder(tmp_path, _write)
    assert [each.id for each in caught.value.findings] == ['init-not-empty']
    assert snapshot(tmp_path) == whole


def test_what_a_killed_run_left_unfinished_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / '.docgen-init-borta' / 'root' / 'data').mkdir(parents=True)
    fill_folder(tmp_path, _write)
    assert {path.name for path in tmp_path.iterdir()} == {'.gitignore', 'data', 'templates'}


def test_a_run_whose_work_is_taken_away_places_nothing_half(tmp_path: Path) -> None:
    def overtaken(root: Path) -> None:
        _write(root)
        fill_folder(tmp_path, _write)

    with pytest.raises(UsageError) as caught:
        fill_folder(tmp_path, overtaken)
    assert [each.id for each in caught.value.findings] == ['init-unwritable']
    assert {path.name for path in tmp_path.iterdir()} == {'.gitignore', 'data', 'templates'}


def _on_a_terminal(target: Path, answers: bytes) -> tuple[int, str]:
    """Run the command on a terminal and give each question its line."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, 'init', str(target)], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    told, lines = b'', answers.splitlines(keepends=True)
    end = time.monotonic() + 300
    while time.monotonic() < end:
        try:
            told += os.read(ours, 4096)
        except OSError:
            break
        if lines and told.endswith(b': '):
            os.write(ours, lines.pop(0))
    os.close(ours)
    return process.wait(300), told.decode()


def test_on_a_terminal_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    answers = "Lillby kommun\nlillby\nLokalpolisområde Lillby\n2031\n".encode()
    code, told = _on_a_terminal(tmp_path / 'x', answers)
    assert code == 0, told
    assert "Kommunens fullständiga namn" in told
    assert "[lillby-kommun]" in told
    assert (tmp_path / 'x/data/promises/2031.yaml').is_file()
    assert "name: lillby\n" in (tmp_path / 'x/data/workspace.yaml').read_text('utf-8')


def test_a_question_that_is_not_answered_ends_in_words(tmp_path: Path) -> None:
    code, told = _on_a_terminal(tmp_path / 'x', b"Lillby kommun\n\x04")
    assert code == 128 + signal.SIGINT, told
    assert "Avbrutet. Inget har bytts ut." in told
    assert 'Traceback' not in told
    assert list(tmp_path.iterdir()) == []
