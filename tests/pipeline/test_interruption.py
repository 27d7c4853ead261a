"""Builds that are killed, that run at once, that share a folder with others' files, or that the judge refuses."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from docx import Document
from killing import dealings, killed, points
from workbench import PROJECT, Workbench, furnish, snapshot

from docgen import errors
from docgen.cli import main
from docgen.engines import registry
from docgen.engines.typst.engine import TypstConverter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.engines.protocol import Converted, Source

PERIODS = ('2024', '2024-2025')
KILLS = 6


@pytest.fixture
def other(tmp_path: Path) -> Workbench:
    """The smallest workspace with other words in every document."""
    other = furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path / 'other')
    other.replace('agreements/2024-2025.yaml', 'background: Lillby', 'background: Hela Lillby')
    other.replace('promises/2024.yaml', 'lead_in: \'Polisen och', 'lead_in: \'Både Polisen och')
    other.replace('promises/2024.yaml', 'introduction: Lillby', 'introduction: Hela Lillby')
    return other


def _sets(output: Path) -> dict[str, dict[str, str]]:
    return {period: snapshot(output / period) for period in PERIODS}


def _leftovers(output: Path) -> list[str]:
    return sorted(
        path.name for path in output.iterdir() if path.name not in PERIODS and path.name != '.docgen'
    ) + sorted(path.name for path in (output / '.docgen').glob('work-*'))


def test_a_build_killed_at_any_moment_leaves_the_old_set_or_the_new(
    minimal: Workbench, other: Workbench, tmp_path: Path
) -> None:
    output = tmp_path / 'output'
    arguments = ('build', '--output', str(output))
    expected, totals = [], []
    for workbench in (minimal, other, minimal):
        totals.append(dealings(workbench, *arguments, folder=output))
        expected.append(_sets(output))
    assert all(expected[0][period] != expected[1][period] for period in PERIODS)
    assert expected[0] == expected[2]
    kills = 0
    for number, point in enumerate(points(min(totals), KILLS)):
        kills += killed((other, minimal)[number % 2], point, *arguments, folder=output)
        now = _sets(output)
        for period in PERIODS:
            assert now[period] in [sets[period] for sets in expected], f'{period} after a kill before {point}'
    # How much the first process does itself depends on how much the second one took.
    assert kills > KILLS // 3

    assert other.process(*arguments).code == 0
    assert minimal.process(*arguments).code == 0
    assert _sets(output) == expected[0]
    assert _leftovers(output) == []


def _kill(process: subprocess.Popen[bytes], *, group: bool) -> None:
    if process.poll() is None:
        if group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def test_ctrl_c_ends_in_words_and_leaves_nothing_behind(smallest: Workbench, minimal: Workbench) -> None:
    shutil.copytree(smallest.output, minimal.output)
    before = minimal.snapshot()
    minimal.replace('promises/2024.yaml', 'introduction: Lillby', 'introduction: Hela Lillby')
    process = subprocess.Popen(minimal.command('build'), stderr=subprocess.PIPE, start_new_session=True)
    while process.poll() is None and not list(minimal.output.glob('.docgen/work-*/words')):
        time.sleep(0.001)
    os.killpg(process.pid, signal.SIGINT)

    _, told = process.communicate(timeout=300)

    assert process.returncode == 128 + signal.SIGINT
    assert "Avbrutet. Inget har bytts ut." in told.decode()
    assert 'Traceback' not in told.decode()
    assert minimal.snapshot() == before


def test_two_builds_at_once_leave_whole_sets(minimal: Workbench, other: Workbench, tmp_path: Path) -> None:
    whole = []
    for number, workbench in enumerate((minimal, other)):
        assert workbench.run('build', '--output', str(tmp_path / f'alone-{number}')).code == 0
        whole.append(_sets(tmp_path / f'alone-{number}'))
    output = tmp_path / 'output'
    for order in ((minimal, other), (other, minimal), (minimal, minimal)):
        running = [
            subprocess.Popen(
                workbench.command('build', '--output', str(output)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for workbench in order
        ]
        for process in running:
            _, told = process.communicate(timeout=300)
            assert process.returncode == 0, told.decode()
        for period, found in _sets(output).items():
            assert found in [sets[period] for sets in whole]
        assert _leftovers(output) == []


@pytest.mark.parametrize('changed', [True, False], ids=['something to do', 'nothing to do'])
def test_leftovers_of_a_build_that_lost_its_power_are_removed(
    smallest: Workbench, minimal: Workbench, *, changed: bool
) -> None:
    shutil.copytree(smallest.output, minimal.output)
    abandoned = minimal.output / '.docgen' / 'work-abandoned'
    (abandoned / 'sets' / '2024').mkdir(parents=True)
    (abandoned / 'sets' / '2024' / 'half.pdf').write_bytes(b'%PDF-1.7')
    if changed:
        minimal.replace('promises/2024.yaml', 'purpose: Löftet', 'purpose: Det här löftet')
    assert minimal.run('build').code == 0
    assert _leftovers(minimal.output) == []


def test_an_exchange_by_two_renames_that_was_cut_between_them_is_undone(
    smallest: Workbench, minimal: Workbench
) -> None:
    """Where the system cannot exchange two folders at once, a cut leaves the old set aside."""
    shutil.copytree(smallest.output, minimal.output)
    before = _sets(minimal.output)
    (minimal.output / '2024').rename(minimal.output / '.docgen-old-2024')
    assert minimal.run('build').code == 0
    assert _sets(minimal.output) == before
    assert _leftovers(minimal.output) == []


def test_what_others_put_in_a_period_is_kept(smallest: Workbench, minimal: Workbench) -> None:
    shutil.copytree(smallest.output, minimal.output)
    period = minimal.output / '2024'
    (period / 'anteckning.txt').write_text('Fråga kommunjuristen.', 'utf-8')
    fixed = period / 'fixed' / 'medborgarlofte-lillby-2024.pdf'
    fixed.parent.mkdir()
    shutil.copy(period / 'medborgarlofte-lillby-2024.pdf', fixed)
    fixed.chmod(0o444)
    content = fixed.read_bytes()
    minimal.replace('promises/2024.yaml', 'introduction: Lillby', 'introduction: Hela Lillby')

    answer = minimal.run('build')

    assert answer.code == 0, answer.err
    assert (period / 'medborgarlofte-lillby-2024.pdf').read_bytes() != content
    assert fixed.read_bytes() == content
    assert fixed.stat().st_mode & 0o777 == 0o444
    assert (period / 'anteckning.txt').read_text('utf-8') == 'Fråga kommunjuristen.'
    assert 'fixed/medborgarlofte-lillby-2024.pdf' not in (period / 'record.json').read_text('utf-8')


class _Forgetful:
    """An engine that loses a paragraph on the way, as engines have been seen to do."""

    name = 'forgetful'
    conforms = True

    def convert(self, sources: Sequence[Source]) -> list[Converted]:
        for source in sources:
            document = Document(str(source.docx))
            for paragraph in document.paragraphs:
                if paragraph.text.startswith('Polisen kontrollerar farten'):
                    paragraph.text = ''
            copy = source.docx.with_name(f'lost-{source.docx.name}')
            document.save(str(copy))
        lost = [type(each)(each.docx.with_name(f'lost-{each.docx.name}'), each.pdf, each.date) for each in sources]
        return TypstConverter().convert(lost)


def test_a_document_that_lost_a_text_is_judged_and_the_old_one_stays(
    smallest: Workbench, minimal: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(smallest.output, minimal.output)
    before = minimal.snapshot()
    monkeypatch.setitem(registry._ENGINES, 'forgetful', _Forgetful)

    answer = minimal.run('build', '--engine', 'forgetful')

    assert answer.code == 5
    assert set(answer.ids) == {'judge-text'}
    assert "Inget har bytts ut" in answer.err
    assert "medborgarlofte-lillby-2024.pdf: Texten ”Polisen kontrollerar farten" in answer.err
    assert minimal.snapshot() == before


class _Broken:
    """An engine with a bug of its own."""

    name = 'broken'
    conforms = True

    def convert(self, sources: Sequence[Source]) -> list[Converted]:
        raise RuntimeError(f'no idea what to do with {len(sources)} files')


def test_a_bug_ends_in_words_and_exit_code_1(
    smallest: Workbench, minimal: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(smallest.output, minimal.output)
    before = minimal.snapshot()
    monkeypatch.setitem(registry._ENGINES, 'broken', _Broken)
    monkeypatch.setattr(errors._Secrets, 'read', False)  # another test may have signed in this process

    result = CliRunner().invoke(main, ['--workspace', str(minimal.root), 'build', '--engine', 'broken'])

    assert result.exit_code == 1
    assert 'RuntimeError: no idea what to do' in result.stderr
    assert "Det här är ett fel i docgen, inte i dina filer. Inget har bytts ut." in result.stderr
    assert minimal.snapshot() == before
