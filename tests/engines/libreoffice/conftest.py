"""LibreOffice for the tests: the installed one, workspaces built with it, and a script in its place."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, Workbench, furnish

from engines.libreoffice.stub import Stub

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope='session')
def office() -> str:
    """The installed program; `make test` installs it."""
    found = shutil.which('soffice')
    if found is None:
        pytest.fail('LibreOffice is not installed: make packages')
    return found


@pytest.fixture(scope='session', params=['shipped', 'everything', 'minimal'])
def by_office(office: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A workspace built by LibreOffice. Read only."""
    name = str(request.param)
    data = PROJECT / 'data' if name == 'shipped' else PROJECT / 'tests/workspaces' / name / 'data'
    workbench = furnish(data, tmp_path_factory.mktemp(f'office-{name}'))
    answer = workbench.process('build', '--engine', 'libreoffice')
    assert answer.code == 0, answer.err
    return workbench


@pytest.fixture(scope='session')
def by_typst(by_office: Workbench, request: pytest.FixtureRequest) -> Workbench:
    """The same workspace built by the embedded engine. Read only."""
    name = by_office.root.name.removeprefix('office-').rstrip('0123456789')
    built: Workbench = request.getfixturevalue({'minimal': 'smallest'}.get(name, name))
    return built


@pytest.fixture
def stub(tmp_path: Path) -> Stub:
    folder = tmp_path / 'stub'
    folder.mkdir()
    return Stub(folder)
