"""A delivered package that a test may spoil, as somebody does who also knows how to mend the list of files."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from lxml import etree
from sign.conftest import copied
from workbench import Answer

from docgen.archive.layout import CSIP, FGS_1_2
from docgen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

    from docgen.archive.layout import Layout

METS = '{http://www.loc.gov/METS/}'
PREMIS = '{http://www.loc.gov/premis/v3}'
HREF = '{http://www.w3.org/1999/xlink}href'
SIGNED = 'signed/medborgarlofte-strangnas-2021-v1.pdf'
FIXED = 'fixed/medborgarlofte-strangnas-2021-v1.pdf'
AGREEMENT = '\narchive:\n  agreement: Dnr 2024-17\n'
"""What FGS 1.2 must know."""
_LAYOUTS = {'fgs-2.0': CSIP, 'fgs-1.2': FGS_1_2}


def run(*arguments: str) -> Answer:
    """Run `docgen` outside any workspace."""
    result = CliRunner().invoke(main, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


class Package:
    """A package's folder."""

    def __init__(self, folder: Path, layout: Layout = CSIP) -> None:
        self.folder = folder
        self.layout = layout

    def copied(self, to: Path) -> Package:
        """The same package elsewhere."""
        return Package(shutil.copytree(self.folder, to), self.layout)

    def path(self, name: str) -> Path:
        return self.folder / name

    def data(self, name: str) -> Path:
        return self.folder / self.layout.data / name

    @property
    def top(self) -> str:
        """The uppermost list."""
        return self.layout.top

    @property
    def lists(self) -> list[str]:
        """All lists, the uppermost last."""
        inner = 'representations/rep1/METS.xml'
        return [inner, self.top] if self.path(inner).exists() else [self.top]

    @property
    def premis_file(self) -> str:
        return f'{self.layout.preservation}/premis.xml'

    def premis(self) -> etree._ElementTree:
        return etree.parse(self.path(self.premis_file))

    def write(self, name: str, tree: etree._ElementTree) -> None:
        self.path(name).write_bytes(etree.tostring(tree, xml_declaration=True, encoding='UTF-8'))

    def record(self) -> Any:
        return json.loads(self.data('record.json').read_text('utf-8'))

    def write_record(self, record: Any) -> None:
        self.data('record.json').write_text(json.dumps(record, ensure_ascii=False), 'utf-8')

    def list_anew(self) -> None:
        """Make the lists say what the files now are, the inner list first; files that are gone are struck."""
        for name in self.lists:
            tree = etree.parse(self.path(name))
            for each in list(tree.iter(f'{METS}file', f'{METS}mdRef')):
                where = each if each.get(HREF) else each.find(f'{METS}FLocat')
                path = self.path(name).parent / unquote(where.get(HREF).removeprefix('file:///'))
                if not path.exists():
                    each.getparent().remove(each)
                    continue
                content = path.read_bytes()
                each.set('CHECKSUM', hashlib.sha256(content).hexdigest())
                each.set('SIZE', str(len(content)))
            self.write(name, tree)


def knowing_the_agreement(workbench: Workbench, to: Path) -> Workbench:
    """A copy of a workspace that can deliver by any profile."""
    ready = copied(workbench, to)
    with (ready.root / 'data/workspace.yaml').open('a', encoding='utf-8') as file:
        file.write(AGREEMENT)
    return ready


def _package(
    workbench: Workbench, request: tuple[str, ...], made: dict[tuple[str, ...], Path], folder: Path
) -> Package:
    if request not in made:
        ready = knowing_the_agreement(workbench, folder / 'workspace')
        target = folder / 'arkiv'
        answer = ready.run('archive', *request, '--to', str(target))
        assert answer.code == 0, answer.err
        made[request] = next(each for each in target.iterdir() if not each.name.startswith('.'))
    return Package(made[request], _LAYOUTS[request[-1]])


@pytest.fixture(scope='session')
def delivered(
    published: Workbench,
    profile: str,
    packages_made: dict[tuple[str, ...], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Package:
    """The package of the published period. Read only."""
    return _package(published, ('2021', '--profile', profile), packages_made, tmp_path_factory.mktemp('delivered'))


@pytest.fixture
def own(delivered: Package, tmp_path: Path) -> Package:
    """The package, to be spoiled as the test likes."""
    return delivered.copied(tmp_path / delivered.folder.name)


@pytest.fixture(scope='session')
def unsigned(
    smallest: Workbench,
    profile: str,
    packages_made: dict[tuple[str, ...], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Package:
    """The smallest workspace's package, with the built documents. Read only."""
    period = next(each.parent.name for each in sorted(smallest.output.glob('*/record.json')))
    request = (period, '--unsigned', '--profile', profile)
    return _package(smallest, request, packages_made, tmp_path_factory.mktemp('unsigned'))


@pytest.fixture
def small(unsigned: Package, tmp_path: Path) -> Package:
    """The small package, to be spoiled as the test likes."""
    return unsigned.copied(tmp_path / 'paket')
