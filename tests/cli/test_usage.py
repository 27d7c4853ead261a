"""The command line itself: help, unknown words, folders that cannot be written, JSON, and what a pipe gets."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from workbench import COMMAND, PROJECT, Workbench

from docgen.cli import main
from docgen.errors import reason

HEAVY = frozenset(
    'babel docx docxtpl filelock jinja2 lxml pikepdf PIL pydantic pypdf pypdfium2 reportlab typst'.split()  # noqa: SIM905
)
"""Libraries that cost more to load than the help takes to read."""


def test_help_is_swedish_and_lists_the_commands_in_the_order_of_the_work() -> None:
    done = subprocess.run([*COMMAND, '--help'], capture_output=True, encoding='utf-8', check=True)
    places = [done.stdout.index(f'  {command} ') for command in ('init', 'build', 'check', 'web', 'schema', 'doctor')]
    assert places == sorted(places)
    assert "Gör periodernas dokument" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    assert _heavy_libraries_of('--help') == set()


def test_a_build_with_nothing_to_do_loads_nothing_heavy(
    built_workspace: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('TMPDIR', str(tmp_path))  # what other tests have in the system's place is looked at with a lock
    assert _heavy_libraries_of('--workspace', str(built_workspace.root), 'build') == set()


def _heavy_libraries_of(*arguments: str) -> frozenset[str]:
    code = (
        'import sys, json\nfrom docgen.cli import main\n'
        'main(sys.argv[1:], standalone_mode=False)\n'
        'print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))'
    )
    with tempfile.TemporaryDirectory() as empty:  # what others have left among the temporary files is cleared away
        done = subprocess.run(
            [sys.executable, '-c', code, *arguments],
            env={**os.environ, 'TMPDIR': empty, 'TEMP': empty, 'TMP': empty},
            capture_output=True,
            encoding='utf-8',
            check=True,
        )
    return HEAVY & set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize('command', ['init', 'build', 'check', 'web', 'schema', 'doctor'])
def test_every_command_explains_itself(workspace: Workbench, command: str) -> None:
    answer = workspace.run(command, '--help')
    assert answer.code == 0
    assert len(answer.out.splitlines()) > 5


def test_an_unknown_command_names_the_nearest(workspace: Workbench) -> None:
    answer = workspace.run('biuld')
    assert answer.code == 2
    assert answer.ids == ['command-unknown']
    assert "Kommandot ”biuld” finns inte." in answer.err
    assert "Menade du build?" in answer.err


@pytest.mark.parametrize('command', ['build', 'check', 'web'])
def test_an_unknown_period_names_those_that_exist(workspace: Workbench, command: str) -> None:
    answer = workspace.run(command, '20211')
    assert answer.code == 2
    assert answer.ids == ['period-unknown']
    assert "Det finns ingen period ”20211”" in answer.err
    assert "Menade du 2021?" in answer.err
    assert not workspace.output.exists()


def test_a_period_that_is_a_path_is_unknown(workspace: Workbench) -> None:
    answer = workspace.run('build', '../../etc')
    assert answer.code == 2
    assert answer.ids == ['period-unknown']
    assert "2020, 2020-2023, 2021" in answer.err


def test_an_unknown_engine_names_those_that_exist(built_workspace: Workbench) -> None:
    before = built_workspace.snapshot()
    answer = built_workspace.run('build', '--engine', 'ordbehandlaren')
    assert answer.code == 3
    assert answer.ids == ['engine-unknown']
    assert "typst" in answer.err
    assert built_workspace.snapshot() == before


def test_a_folder_without_data_is_no_workspace(tmp_path: Path) -> None:
    answer = Workbench(tmp_path).run('build')
    assert answer.code == 3
    assert answer.ids == ['workspace-missing']
    assert "data/workspace.yaml saknas" in answer.err
    assert answer.err.startswith("Inget har gjorts: här finns ingen arbetsyta.")


@pytest.mark.parametrize(
    ('words', 'told'),
    [
        ('template fix nix.docx', "nix.docx finns inte."),
        ('compare README.md', "README.md går inte att använda som den är."),
        ('template fix README.md', "README.md går inte att använda som den är."),
    ],
)
def test_a_refusal_begins_with_what_has_to_be_mended(
    workspace: Workbench, monkeypatch: pytest.MonkeyPatch, words: str, told: str
) -> None:
    monkeypatch.chdir(workspace.root)
    (workspace.root / 'README.md').write_text('# Hej', 'utf-8')
    answer = workspace.run(*words.split())
    assert answer.err.startswith(f"Inget har gjorts: {told}")


def test_what_is_advised_names_the_workspace_that_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / 'en by'
    shutil.copytree(PROJECT / 'tests/workspaces/minimal/data', root / 'data')
    shutil.copytree(PROJECT / 'templates', root / 'templates')
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ['--workspace', 'en by', 'status']).stdout
    advised = [line.strip() for line in told.splitlines() if line.startswith('  docgen')]
    assert advised
    assert all(each.startswith('docgen --workspace "en by" build ') for each in advised)
    assert 'docgen --workspace "en by" build ' in CliRunner().invoke(main, ['--workspace', 'en by', 'web']).stderr
    monkeypatch.chdir(root)
    assert '  docgen build ' in CliRunner().invoke(main, ['--workspace', str(root), 'status']).stdout


def test_the_workspace_is_found_from_a_folder_inside_it(workspace: Workbench) -> None:
    done = subprocess.run(
        [*COMMAND, 'check'],
        cwd=workspace.root / 'data' / 'promises',
        capture_output=True,
        encoding='utf-8',
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "0 fel" in done.stdout


def test_an_output_that_cannot_be_written_is_told(minimal: Workbench) -> None:
    minimal.output.write_text('a file where the folder should be', 'utf-8')
    answer = minimal.run('build')
    assert answer.code == 2
    assert 'output-unwritable' in answer.ids, answer.err
    assert "Det går inte att skriva" in answer.err
    assert re.search(r"en fil, inte en mapp|finns redan något", answer.err)
    assert minimal.output.read_text('utf-8') == 'a file where the folder should be'


def test_an_output_below_a_file_is_told_as_json(minimal: Workbench) -> None:
    (minimal.root / 'anteckningar').write_text('')
    answer = minimal.run('build', '--json', '--output', str(minimal.root / 'anteckningar/x'))
    assert answer.code == answer.json['exit_code'] == 2
    assert answer.json['findings'][-1]['id'] == 'output-unwritable'


def test_web_before_build_says_what_to_run(minimal: Workbench) -> None:
    answer = minimal.run('web')
    assert answer.code == 2
    assert answer.ids == ['web-needs-build']
    assert "docgen build" in answer.err


def test_schema_writes_every_schema(workspace: Workbench) -> None:
    for file in (workspace.root / 'data/schemas').iterdir():
        file.unlink()
    answer = workspace.run('schema')
    assert answer.code == 0
    assert len(answer.out.splitlines()) == len(list((workspace.root / 'data/schemas').glob('*.json'))) == 6


def test_doctor_tells_versions_fonts_engines_and_workspace(workspace: Workbench) -> None:
    answer = workspace.run('doctor')
    assert answer.code == 0
    for name in ('docgen', 'Python', 'typst', 'pikepdf', "teckensnitt Source Sans Pro", "motor", str(workspace.root)):
        assert name in answer.out


def test_doctor_outside_a_workspace_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    alone = CliRunner().invoke(main, ['doctor'])
    assert (alone.exit_code, "docgen init MAPP" in alone.stdout) == (0, True)
    answer = Workbench(tmp_path).run('doctor', '--json')
    assert answer.code == answer.json['exit_code'] == 3
    assert [line['name'] for line in answer.json['lines'] if not line['well']] == ["arbetsyta"]
    assert "--workspace" in answer.json['lines'][-1]['do']


def test_a_pipe_gets_no_progress_and_no_colours(shipped: Workbench) -> None:
    answer = shipped.process('build')
    assert answer.code == 0
    assert '\x1b' not in answer.out + answer.err
    assert '\r' not in answer.out + answer.err


def test_a_closed_pipe_is_no_bug(shipped: Workbench) -> None:
    command = ' '.join(f"'{word}'" for word in shipped.command('build', '--json'))
    done = subprocess.run(
        f'{command} | true; echo ${{PIPESTATUS[0]}}',
        shell=True,
        executable='/bin/bash',
        capture_output=True,
        encoding='utf-8',
        check=True,
    )
    assert 'Traceback' not in done.stderr
    assert done.stdout.strip() == '0'


@pytest.mark.skipif(not Path('/dev/full').exists(), reason='no device that is always full')
def test_a_full_disk_is_said_in_swedish() -> None:
    with pytest.raises(OSError, match='No space left') as caught, Path('/dev/full').open('wb', buffering=0) as full:
        full.write(b'x')
    assert reason(caught.value) == "disken är full"


def test_why_a_data_file_cannot_be_read_is_said_in_swedish(workspace: Workbench) -> None:
    parties = workspace.root / 'data/parties.yaml'
    parties.unlink()
    assert "Filen går inte att läsa: den finns inte." in workspace.run('check').err
    parties.mkdir()
    assert "Filen går inte att läsa: det är en mapp, inte en fil." in workspace.run('check').err
    parties.rmdir()
    parties.symlink_to(parties)
    answer = workspace.run('check')
    assert "Filen går inte att läsa: länkarna går i cirkel." in answer.err
    assert 'levels of symbolic links' not in answer.err
