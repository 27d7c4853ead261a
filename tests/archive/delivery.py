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
from workbench import Answer

from docgen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench


METS = '{http://www.loc.gov/METS/}'
PREMIS = '{http://www.loc.gov/premis/v3}'
HREF = '{http://www.w3.org/1999/xlink}href'
DATA = 'representations/rep1/data'
SIGNED = f'{DATA}/signed/medborgarlofte-strangnas-2021-v1.pdf'
FIXED = f'{DATA}/fixed/medborgarlofte-strangnas-2021-v1.pdf'


def run(*arguments: str) -> Answer:
    """Run `docgen` outside any workspace."""
    result = CliRunner().invoke(main, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


class Package:
    """A package's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        return self.folder / name

    def premis(self) -> etree._ElementTree:
        return etree.parse(self.path('metadata/preservation/premis.xml'))

    def write(self, name: str, tree: etree._ElementTree) -> None:
        self.path(name).write_bytes(etree.tostring(tree, xml_declaration=True, encoding='UTF-8'))

    def record(self) -> Any:
        return json.loads(self.path(f'{DATA}/record.json').read_text('utf-8'))

    def write_record(self, record: Any) -> None:
        self.path(f'{DATA}/record.json').write_text(json.dumps(record, ensure_ascii=False), 'utf-8')

    def list_anew(self) -> None:
        """Make the lists say what the files now are, the inner list first; files that are gone are struck."""
        for name in ('representations/rep1/METS.xml', 'METS.xml'):
            tree = etree.parse(self.path(name))
            for each in list(tree.iter(f'{METS}file', f'{METS}mdRef')):
                where = each if each.get(HREF) else each.find(f'{METS}FLocat')
                path = self.path(name).parent / unquote(where.get(HREF))
                if not path.exists():
                    each.getparent().remove(each)
                    continue
                content = path.read_bytes()
                each.set('CHECKSUM', hashlib.sha256(content).hexdigest())
                each.set('SIZE', str(len(content)))
            self.write(name, tree)


@pytest.fixture(scope='session')
def delivered(package: Any) -> Package:
    """The package of the published period. Read only."""
    return Package(package.path)


@pytest.fixture
def own(delivered: Package, tmp_path: Path) -> Package:
    """The package, to be spoiled as the test likes."""
    return Package(shutil.copytree(delivered.folder, tmp_path / delivered.folder.name))


@pytest.fixture(scope='session')
def unsigned(smallest: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The smallest workspace's package, with the built documents. Read only."""
    target = tmp_path_factory.mktemp('unsigned')
    period = next(each.parent.name for each in sorted(smallest.output.glob('*/record.json')))
    answer = smallest.run('archive', period, '--unsigned', '--to', str(target))
    assert answer.code == 0, answer.err
    return Package(next(each for each in target.iterdir() if not each.name.startswith('.')))


@pytest.fixture
def small(unsigned: Package, tmp_path: Path) -> Package:
    """The small package, to be spoiled as the test likes."""
    return Package(shutil.copytree(unsigned.folder, tmp_path / 'paket'))
