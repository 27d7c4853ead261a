"""Which workspaces a folder holds, or a list names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.errors import UsageError
from docgen.many.find import find_workspaces

if TYPE_CHECKING:
    from pathlib import Path


def _workspace(folder: Path) -> Path:
    (folder / 'data').mkdir(parents=True)
    (folder / 'data' / 'workspace.yaml').touch()
    return folder


def test_workspaces_are_found_at_every_depth_but_not_inside_one_another_nor_behind_links(tmp_path: Path) -> None:
    first, second = _workspace(tmp_path / 'b' / 'lillby'), _workspace(tmp_path / 'a')
    _workspace(first / 'output' / 'kopia')
    _workspace(first / 'kopia')
    _workspace(tmp_path / '.gömd' / 'storby')
    (tmp_path / 'länk').symlink_to(first.parent, target_is_directory=True)
    assert find_workspaces(tmp_path) == (second, first)


def test_a_list_names_workspaces_relative_to_itself_each_once(tmp_path: Path) -> None:
    lillby = _workspace(tmp_path / 'alla' / 'lillby')
    (tmp_path / 'lista.txt').write_text('# länets kommuner\n\nalla/lillby\r\nalla/lillby\n', 'utf-8')
    assert find_workspaces(tmp_path / 'lista.txt') == (lillby,)


@pytest.mark.parametrize(
    ('content', 'ids', 'lines'),
    [
        (b'lillby\n# \nstorby\n', ['many-not-a-workspace', 'many-not-a-workspace'], [1, 3]),
        (b'# tom\n', ['many-list-unreadable'], [None]),
        ('lillby å'.encode('latin-1'), ['many-list-unreadable'], [None]),
    ],
)
def test_a_list_with_faults_is_told_by_line(
    tmp_path: Path, content: bytes, ids: list[str], lines: list[int | None]
) -> None:
    (tmp_path / 'lista.txt').write_bytes(content)
    with pytest.raises(UsageError) as raised:
        find_workspaces(tmp_path / 'lista.txt')
    assert [each.id for each in raised.value.findings] == ids
    assert [each.place.line for each in raised.value.findings] == lines


@pytest.mark.parametrize('name', ['', 'finns-inte'])
def test_a_folder_without_workspaces_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as raised:
        find_workspaces(tmp_path / name)
    assert [each.id for each in raised.value.findings] == ['many-nothing-found']
