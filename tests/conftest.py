"""Workspaces for all tests: a fresh one to spoil, and three that are built once and only read."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from pki.fixtures import pki  # noqa: F401 - a fixture for every folder
from web.browser import chromium  # noqa: F401 - a fixture for every folder
from workbench import PROJECT, Workbench, furnish

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workspace(tmp_path: Path) -> Workbench:
    """The shipped workspace, not built, to be changed as the test likes."""
    return furnish(PROJECT / 'data', tmp_path / 'workspace')


@pytest.fixture
def minimal(tmp_path: Path) -> Workbench:
    """The smallest workspace that builds, not built: for tests that build anew."""
    return furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path / 'minimal')


@pytest.fixture
def built_workspace(workspace: Workbench, shipped: Workbench) -> Workbench:
    """The shipped workspace as it lies after a build, to be changed as the test likes."""
    shutil.copytree(shipped.output, workspace.output)
    return workspace


@pytest.fixture(scope='session')
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The shipped workspace, built. Read only."""
    return _built(furnish(PROJECT / 'data', tmp_path_factory.mktemp('shipped')))


@pytest.fixture(scope='session')
def everything(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The workspace that uses every field and value of the model, built. Read only."""
    data = PROJECT / 'tests/workspaces/everything/data'
    return _built(furnish(data, tmp_path_factory.mktemp('everything')))


@pytest.fixture(scope='session')
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The smallest workspace, built. Read only."""
    data = PROJECT / 'tests/workspaces/minimal/data'
    return _built(furnish(data, tmp_path_factory.mktemp('smallest')))


def _built(workbench: Workbench) -> Workbench:
    answer = workbench.run('build')
    assert answer.code == 0, answer.err
    return workbench
