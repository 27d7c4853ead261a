"""Workspaces for all tests: a fresh one to spoil, and three that are built once and only read."""

from __future__ import annotations

import gc
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from once import made_once
from pki.fixtures import pki  # noqa: F401 - a fixture for every folder
from told import listen
from web.browser import chromium  # noqa: F401 - a fixture for every folder
from workbench import PROJECT, Workbench, furnish
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from pathlib import Path

gc.set_threshold(50_000, 10, 10)  # Seldom, as in a command of docgen; seldomer would let garbage fill gigabytes.
listen()
settings.register_profile('any machine', deadline=None)
settings.load_profile('any machine')
_LONGEST = (
    'archive/test_damage.py',
    'verapdf/test_mutants.py',
    'app/test_every_page.py',
    'app/test_as_a_person.py',
    'foreign/test_foreign_files.py',
    'receiving/test_receive.py',
    'publishing/test_publish.py',
    'verifying/test_forgeries.py',
    'verifying/test_manipulations.py',
    'receiving/test_scan.py',
    'verifying/test_verify.py',
    'fixing/test_fix.py',
    'verifying/test_other_signers.py',
    'receiving/test_scanned_pages.py',
    'foreign/test_mutants.py',
    'sign/test_whole_way.py',
    'libreoffice/test_workspaces.py',
    'agreement/test_engines_agree.py',
)
"""Files that take long. A file is run whole by one process, so that these go first and the short ones fill the gaps."""


class _ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """A file is run whole by one process, and so are whole folders whose set-up would be made by each.

    That is signed packages in `archive`, and in `verapdf` a Java that grows faster as it runs.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition('::')[0]
        folder = file.rpartition('/')[0]
        return folder if folder in ('tests/archive', 'tests/verapdf') else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Let pytest-xdist spread the tests so."""
    return _ByFile(config, log)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: one of them mostly waits for a program, a browser or the disk."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first; see `_LONGEST`."""
    ranks = {name: rank for rank, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: ranks.get('/'.join(item.path.parts[-2:]), len(ranks)))


def pytest_collection_finish() -> None:
    """Let no look of the garbage collector pass the tests themselves and all that they import: these stay anyway."""
    gc.freeze()


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
    return _built(PROJECT / 'data', tmp_path_factory, 'shipped')


@pytest.fixture(scope='session')
def everything(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The workspace that uses every field and value of the model, built. Read only."""
    return _built(PROJECT / 'tests/workspaces/everything/data', tmp_path_factory, 'everything')


@pytest.fixture(scope='session')
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The smallest workspace, built. Read only."""
    return _built(PROJECT / 'tests/workspaces/minimal/data', tmp_path_factory, 'smallest')


@pytest.fixture(scope='session')
def built_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbench]:
    """The three workspaces, built by LibreOffice. Read only."""
    data = {'shipped': PROJECT / 'data'} | {
        name: PROJECT / 'tests/workspaces' / name / 'data' for name in ('everything', 'minimal')
    }
    return {
        name: _built(each, tmp_path_factory, f'libreoffice-{name}', '--engine', 'libreoffice')
        for name, each in data.items()
    }


def _built(data: Path, factory: pytest.TempPathFactory, name: str, *options: str) -> Workbench:
    """Give a workspace that the first test process to need it builds for all."""

    def build(folder: Path) -> None:
        answer = furnish(data, folder / 'workspace').run('build', *options)
        assert answer.code == 0, answer.err

    return Workbench(made_once(factory, name, build) / 'workspace')
