"""`--all`: every workspace on its own, one table, the worst exit code; a fault in one stops no other."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from workbench import COMMAND

from docgen.errors import ExitCode
from docgen.many.process_pool import run_in_processes
from docgen.many.result_words import result_word
from docgen.many.workspace_outcome import Job, Outcome, Task, worst
from docgen.records.version_history import State
from many.deadly import DeadlyTask

if TYPE_CHECKING:
    from pathlib import Path


def _docgen(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True, check=False, timeout=300)


def test_the_whole_county_is_built_but_for_what_cannot_be(county: Path, tmp_path: Path) -> None:
    page = tmp_path / 'översikt.html'
    answer = _docgen('build', '--all', county, '--html', page, '--json')
    assert answer.returncode == 3, answer.stderr
    told = {each['workspace'].rpartition('/')[2]: each for each in json.loads(answer.stdout)['workspaces']}
    assert {name: each['exit_code'] for name, each in told.items()} == {'lillby': 0, 'storå kommun': 0, 'trasby': 3}
    assert told['trasby']['findings'][0]['id'] == 'data-missing'
    assert not (county / 'trasby' / 'output').exists()
    for name in ('lillby', 'storå kommun'):
        assert told[name]['municipality'] == "Lillby kommun"
        assert all((county / name / file).is_file() for file in told[name]['files'])
        assert told[name]['documents'] == sum(file.endswith('.pdf') for file in told[name]['files']) > 0

    overview: Any = lxml.html.fromstring(page.read_bytes())
    rows = [[cell.text_content() for cell in row] for row in overview.xpath('//tbody/tr')]
    assert [row[2] for row in rows] == ["klar", "klar", "behöver rättas"]
    assert overview.xpath('//caption')[0].text == "Antal arbetsytor: 3. Klara: 2. Att se över: 1."
    links = overview.xpath('//td//a/@href')
    assert len(links) == told['lillby']['documents'] * 2
    assert any('stor%C3%A5%20kommun' in link for link in links)

    again = json.loads(_docgen('build', '--all', county, '--json').stdout)['workspaces']
    assert [each['unchanged'] for each in again] == [told['lillby']['documents'], told['lillby']['documents'], 0]


def test_the_register_tells_who_has_what_and_how_it_went(county: Path, tmp_path: Path) -> None:
    table, page = tmp_path / 'register.csv', tmp_path / 'register.html'
    answer = _docgen('overview', county, '--csv', table, '--html', page)
    assert answer.returncode == 3
    assert "3 kommuner, varav 2 med överenskommelse, 2 med medborgarlöfte" in answer.stdout
    assert table.read_bytes().startswith('\ufeff'.encode())
    rows = list(csv.DictReader(table.read_text('utf-8-sig').splitlines(), delimiter=';'))
    assert [row['kommun'] for row in rows if row['överenskommelse'].startswith("ofärdig: ")] == ['trasby']
    assert "data-" not in answer.stderr
    assert "ofärdig: " in page.read_text('utf-8')


def test_a_workspace_is_done_only_when_all_in_it_is_published(county: Path) -> None:
    answer = _docgen('status', '--all', county)
    lines = answer.stdout.splitlines()
    assert answer.returncode == 0
    assert lines[0].startswith("lillby")
    assert [each for each in ("inget är gjort", "inte gjorda") if each in lines[0]] == ["inget är gjort", "inte gjorda"]
    assert "ofärdig" in lines[2]
    assert "fel i data" in lines[2]
    assert lines[-1].startswith("0 av 3 arbetsytor är klara")
    told = {State.PUBLISHED.value: 6}
    assert result_word(Outcome('x', ExitCode.DONE, states=told, job=Job.STATUS)) == "klar"
    assert result_word(Outcome('x', ExitCode.DONE, states=told, job=Job.STATUS, not_built=1)) == "pågår"
    assert result_word(Outcome('x', ExitCode.DONE, job=Job.VERIFY)) == "inget är undertecknat"


def test_options_of_one_workspace_are_refused_beside_all(county: Path) -> None:
    answer = _docgen('build', '2024', '--all', county, '--output', county)
    assert answer.returncode == 2
    assert "[many-with-one]" in answer.stderr
    assert "--output" in answer.stderr


def test_ctrl_c_ends_all_and_what_remains_is_done_by_the_next_run(county: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, 'build', '--all', str(county), '--jobs', '1'], stderr=subprocess.PIPE, text=True
    ) as running:
        while not (county / 'lillby' / 'output').exists() and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=300)
    assert running.returncode == 130, err
    assert "Avbrutet" in err
    answer = _docgen('build', '--all', county)
    assert answer.returncode == 3
    assert "2 av 3 arbetsytor är klara." in answer.stdout


def test_a_process_that_is_killed_takes_nothing_with_it(county: Path, tmp_path: Path) -> None:
    tasks = [
        DeadlyTask(Job.CHECK, str(county / 'lillby')),
        DeadlyTask(Job.CHECK, str(county / 'lillby'), marker=str(tmp_path / 'once')),
        Task(Job.CHECK, str(county / 'storå kommun')),
    ]
    outcomes = run_in_processes(tasks, 2)
    assert [each.exit_code for each in outcomes] == [ExitCode.BUG, ExitCode.DONE, ExitCode.DONE]
    assert [each.attempts for each in outcomes] == [2, 2, 1]
    assert [each.id for each in outcomes[0].findings] == ['many-worker-died']
    assert str(signal.SIGKILL.value) in outcomes[0].findings[0].what


@pytest.mark.parametrize(
    ('codes', 'expected'),
    [((), 0), ((0, 3), 3), ((3, 6, 0), 6), ((1, 6), 1), ((5, 4), 5), ((2, 3), 2)],
)
def test_the_worst_exit_code_is_told(codes: tuple[int, ...], expected: int) -> None:
    assert worst(Outcome(os.sep, ExitCode(code)) for code in codes) == expected
