"""A program that is missing, hangs, crashes or lies is named; what was built before stays, and no process is left."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Answer, Workbench

    from engines.libreoffice.stub import Stub

# $DOCGEN_JOBS holds one URL a line, without ending; $DOCGEN_LOG is what docgen follows.
BEGIN = 'echo start >> "$DOCGEN_LOG"; url=$(head -1 "$DOCGEN_JOBS"); echo "load $url" >> "$DOCGEN_LOG"'
FINISH = 'for u in $(cat "$DOCGEN_JOBS"); do echo "load $u"; echo "made $u"; done >> "$DOCGEN_LOG"'
WRITE = 'for u in $(cat "$DOCGEN_JOBS"); do head -c 5000 /dev/urandom > "${u#file://}.pdf"; done'


@pytest.fixture
def built(smallest: Workbench, minimal: Workbench) -> Workbench:
    """The smallest workspace as it lies after a build with the embedded engine."""
    shutil.copytree(smallest.output, minimal.output)
    return minimal


def build(workbench: Workbench, stub: Stub) -> Answer:
    before = workbench.snapshot()
    answer = workbench.process(
        'build', '--engine', 'libreoffice', DOCGEN_SOFFICE=str(stub.path), DOCGEN_SOFFICE_TIMEOUT='1'
    )
    assert workbench.snapshot() == before
    assert 'Traceback' not in answer.err
    assert stub.alive() == []
    return answer


def test_missing_program_is_named_with_the_command_that_installs_it(built: Workbench, tmp_path: Path) -> None:
    before = built.snapshot()
    answer = built.process('build', '--engine', 'libreoffice', DOCGEN_SOFFICE=str(tmp_path / 'nowhere'))
    assert (answer.code, answer.ids[0]) == (4, 'libreoffice-missing')
    assert 'apt-get install' in answer.err
    assert built.snapshot() == before


def test_program_that_never_begins_is_stopped(built: Workbench, stub: Stub) -> None:
    stub.behave(stub.hang())
    answer = build(built, stub)
    assert (answer.code, answer.ids[0]) == (4, 'libreoffice-not-starting')
    assert 'kom inte i gång på 1 sekunder' in answer.err
    assert stub.started == 2


def test_program_that_hangs_in_a_file_is_stopped_and_the_file_named(built: Workbench, stub: Stub) -> None:
    stub.behave(BEGIN, stub.hang())
    answer = build(built, stub)
    assert answer.code == 5
    assert set(answer.ids) - {'party-does-not-sign'} == {'libreoffice-timeout'}
    assert 'medborgarlofte-lillby-2024.docx på 1 sekunder' in answer.err


def test_program_killed_in_mid_conversion_is_tried_again_and_the_file_named(built: Workbench, stub: Stub) -> None:
    stub.behave(BEGIN, 'kill -9 $$')
    answer = build(built, stub)
    assert answer.code == 5
    assert 'libreoffice-crashed' in answer.ids
    assert 'medborgarlofte-lillby-2024.docx' in answer.err
    assert stub.started > 1


def test_program_that_does_nothing_and_says_all_is_well(built: Workbench, stub: Stub) -> None:
    stub.behave('exit 0')
    answer = build(built, stub)
    assert (answer.code, answer.ids[0]) == (4, 'libreoffice-not-starting')
    assert 'avslutades utan att göra någon PDF' in answer.err
    assert 'medborgarlofte-lillby-2024.docx' in answer.err


def test_program_that_says_done_without_a_file(built: Workbench, stub: Stub) -> None:
    stub.behave(BEGIN, FINISH, 'exit 0')
    answer = build(built, stub)
    assert answer.code == 5
    assert 'libreoffice-no-pdf' in answer.ids


def test_program_that_stores_noise(built: Workbench, stub: Stub) -> None:
    stub.behave(BEGIN, WRITE, FINISH, 'echo end >> "$DOCGEN_LOG"')
    answer = build(built, stub)
    assert answer.code == 5
    assert 'libreoffice-pdf-unsound' in answer.ids


def test_program_that_ends_and_leaves_a_child_behind(built: Workbench, stub: Stub) -> None:
    stub.behave(stub.hang().removesuffix(' wait'), 'sleep 0.3; exit 0')
    answer = build(built, stub)
    assert answer.code == 4


def test_one_crash_costs_nothing_but_time(office: str, built: Workbench, stub: Stub) -> None:
    stub.behave(f'[ $(wc -l < "{stub.runs}") -gt 1 ] && exec "{office}" "$@"', BEGIN, 'kill -9 $$')
    answer = built.process('build', '--engine', 'libreoffice', DOCGEN_SOFFICE=str(stub.path))
    assert answer.code == 0, answer.err
    assert stub.started == 2
    assert stub.alive() == []
