"""Workspaces whose period 2021 is fixed: one that is only read, and copies of it to sign, change and tamper with."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from workbench import Workbench

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope='session')
def fixed(shipped: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The shipped workspace, built, with `docgen fix 2021` run. Read only."""
    workbench = copied(shipped, tmp_path_factory.mktemp('fixed') / 'workspace')
    answer = workbench.run('fix', '2021')
    assert answer.code == 0, answer.err
    return workbench


@pytest.fixture
def fixed_workspace(fixed: Workbench, tmp_path: Path) -> Workbench:
    """The shipped workspace as it lies after `docgen fix 2021`, to be changed as the test likes."""
    return copied(fixed, tmp_path / 'workspace')


def copied(workbench: Workbench, root: Path) -> Workbench:
    """Copy a workspace with its output, but without the folder that builds keep for themselves."""
    shutil.copytree(workbench.root, root, ignore=shutil.ignore_patterns('.docgen'))
    return Workbench(root)
