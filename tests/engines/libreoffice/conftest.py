"""LibreOffice for the tests: the installed one, workspaces built with it, and a script in its place."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from engines.libreoffice.stub import Stub

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench


@pytest.fixture(scope='session')
def office() -> str:
    """The installed program; `make test` installs it."""
    found = shutil.which('soffice')
    if found is None:
        pytest.fail('LibreOffice is not installed: make packages')
    return found


@pytest.fixture(scope='session', params=['shipped', 'everything', 'minimal'])
def in_both(request: pytest.FixtureRequest, built_by_libreoffice: dict[str, Workbench]) -> tuple[Workbench, Workbench]:
    """A workspace built by LibreOffice, and the same by the embedded engine. Read only."""
    name = str(request.param)
    return built_by_libreoffice[name], request.getfixturevalue({'minimal': 'smallest'}.get(name, name))


@pytest.fixture(scope='session')
def by_office(in_both: tuple[Workbench, Workbench]) -> Workbench:
    """A workspace built by LibreOffice. Read only."""
    return in_both[0]


@pytest.fixture(scope='session')
def by_typst(in_both: tuple[Workbench, Workbench]) -> Workbench:
    """The same workspace built by the embedded engine. Read only."""
    return in_both[1]


@pytest.fixture
def stub(tmp_path: Path) -> Stub:
    folder = tmp_path / 'stub'
    folder.mkdir()
    return Stub(folder)
