"""Names that not every system can have: refused everywhere, with the reason, so that a workspace can be moved."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, Workbench, furnish

from docgen.file_names import is_aside, is_device_name
from docgen.pipeline import BuildRequest, build
from docgen.workspace.file_names import file_name_findings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path / 'arbetsyta')


@pytest.mark.parametrize('name', ['con', 'prn', 'aux', 'nul', 'com1', 'lpt9'])
def test_an_id_that_is_a_device_on_windows_is_refused_with_the_reason(name: str, workbench: Workbench) -> None:
    workbench.replace('workspace.yaml', 'name: lillby', f'name: {name}')
    answer = workbench.run('check', '--json')
    assert answer.code == 3
    (finding,) = [each for each in answer.json['findings'] if each['id'] == 'data-reserved-name']
    assert name in finding['what']
    assert 'Windows' in finding['what']


@pytest.mark.parametrize('name', ['CON', 'nul.yaml', 'Com3.docx', 'aux .txt', 'lpt1.tar.gz'])
def test_a_device_is_one_whatever_follows_and_however_it_is_written(name: str) -> None:
    assert is_device_name(name)


@pytest.mark.parametrize('name', ['console', 'com10', 'com', 'auxilium.yaml', 'mina-con', 'lpt0'])
def test_what_only_begins_like_a_device_is_none(name: str) -> None:
    assert not is_device_name(name)


def test_files_that_windows_cannot_have_or_tell_apart_are_named(tmp_path: Path) -> None:
    for name in ('Logotyp.png', 'logotyp.PNG', 'aux.docx', '~$aux.docx', '.con', 'under/logotyp.png'):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('x')
    found = [(each.id, each.place.file.name if each.place.file else '') for each in file_name_findings(tmp_path)]
    assert found == [('file-name-device', 'aux.docx'), ('file-name-case', 'logotyp.PNG')]


def test_words_mark_of_an_open_file_changes_nothing(workbench: Workbench) -> None:
    assert build(BuildRequest(workbench.root, ('2024',))).documents
    for name in (
        'data/~$2024.yaml',
        'data/promises/~$2024.yaml',
        'data/promises/._2024.yaml',
        'templates/~$lofte.docx',
    ):
        (workbench.root / name).write_bytes(b'\x03abc')
    assert is_aside('~$lofte.docx')
    answer = workbench.run('build', '2024')
    assert answer.code == 0, answer.err
    assert "oförändrat" in answer.out


def test_a_folder_too_deep_for_windows_is_told_before_anything_is_made(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module('docgen.file_names')
    monkeypatch.setattr(module, 'longest_path', lambda: 259)
    deep = workbench.root / '/'.join(['en-ganska-lang-mapp'] * 9)
    answer = workbench.run('build', '--output', str(deep))
    assert (answer.code, answer.ids) == (2, ['path-too-long'])
    assert '259' in answer.err
    assert not deep.exists()
    monkeypatch.setattr(module, 'longest_path', lambda: None)
    assert workbench.run('build', '2024', '--output', str(deep)).code == 0
    monkeypatch.setattr(module, 'longest_path', lambda: 259)
    answer = workbench.run('archive', '2024', '--unsigned', '--output', str(deep), '--to', str(deep / 'arkiv'))
    assert (answer.code, answer.ids) == (2, ['path-too-long'])
    assert '--to' in answer.err
    assert not (deep / 'arkiv').exists()
