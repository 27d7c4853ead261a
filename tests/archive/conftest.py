"""Signed workspaces, shared with the tests of signing, and the package made of one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from sign.conftest import copied, fixed_of, sign, signed  # noqa: F401 - fixtures for every file here

from archive.delivery import delivered, own, small, unsigned  # noqa: F401

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench import Workbench

NAME = 'strangnas-2021'
DATA = 'representations/rep1/data'


@dataclass(frozen=True)
class Package:
    """A package as a folder, read only."""

    path: Path

    def xml(self, name: str) -> Any:
        """One of its XML files."""
        return etree.fromstring((self.path / name).read_bytes())

    def texts(self, file: str, name: str) -> list[str]:
        """The texts of all elements by a local name, in order."""
        found: Iterator[Any] = self.xml(file).iter(f'{{*}}{name}')
        return [each.text or '' for each in found]


@pytest.fixture(scope='session')
def fixed(shipped: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The shipped workspace, its appendix too, with `docgen fix 2021` run. Read only."""
    return fixed_of(shipped, tmp_path_factory, 'fixed-with-appendix')


@pytest.fixture(scope='session')
def published(signed: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:  # noqa: F811
    """The signed workspace with its public copies. Read only: to make a package is noted in the record."""
    workbench = copied(signed, tmp_path_factory.mktemp('published') / 'workspace')
    answer = workbench.run('publish', '2021')
    assert answer.code == 0, answer.err
    return workbench


@pytest.fixture(scope='session')
def package(published: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package of the published period, in FGS 2.0. Read only."""
    folder = tmp_path_factory.mktemp('package')
    answer = copied(published, folder / 'workspace').run('archive', '2021', '--to', str(folder))
    assert answer.code == 0, answer.err
    return Package(folder / NAME)


@pytest.fixture(scope='session', params=['fgs-2.0', 'fgs-1.2'])
def profile(request: pytest.FixtureRequest) -> str:
    """Each profile in turn; whatever is checked of a package holds for both."""
    return str(request.param)


@pytest.fixture(scope='session')
def packages_made() -> dict[tuple[str, ...], Path]:
    """Packages that tests have had made so far, by what they were made of: each is made once for all files here."""
    return {}


@pytest.fixture
def published_workspace(published: Workbench, tmp_path: Path) -> Workbench:
    """The published workspace, to be changed as the test likes."""
    return copied(published, tmp_path / 'workspace')


@pytest.fixture
def own_package(package: Package, tmp_path: Path) -> Package:
    """The package, to be damaged as the test likes."""
    return Package(Path(shutil.copytree(package.path, tmp_path / NAME)))
