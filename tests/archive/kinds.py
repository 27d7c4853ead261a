"""A package of every kind of period, for judges that others wrote: signed, signed by pen, not signed, and so on."""

from __future__ import annotations

import datetime
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sign.conftest import copied
from sign.receiving.test_scan import SIGNED_BY, scanned

from docgen.archive.pack import Form, pack

if TYPE_CHECKING:
    from workbench import Workbench

    from archive.conftest import Package

KINDS = ('signed', 'by pen', 'not signed', 'promise with follow-up', 'agreement')
_PICTURES = ('png', 'jpg', 'tif')


@pytest.fixture(scope='module')
def kinds(
    package: Package,
    fixed: Workbench,
    shipped: Workbench,
    smallest: Workbench,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """A package of each kind, as a folder, after FGS 2.0: the judges know no other. Read only."""
    folder = tmp_path_factory.mktemp('kinds')
    small = copied(smallest, folder / 'smallest')
    return {
        'signed': package.path,
        'by pen': archived(_by_pen(copied(fixed, folder / 'by-pen'), folder), '2021'),
        'not signed': archived(small, '2024', '--unsigned'),
        'promise with follow-up': archived(copied(shipped, folder / 'shipped'), '2020', '--unsigned'),
        'agreement': archived(small, '2024-2025', '--unsigned'),
    }


def archived(workbench: Workbench, period: str, *options: str) -> Path:
    """Run `docgen archive`, and give the package."""
    answer = workbench.run('archive', period, '--to', str(workbench.root / 'arkiv'), '--json', *options)
    assert answer.code == 0, answer.err
    return Path(answer.json['path'])


def in_one_file(package: Path, folder: Path) -> dict[Form, Path]:
    """Give a package as a tar and as a zip, as `--as` does."""
    moment = datetime.datetime(2021, 3, 11, 12, tzinfo=datetime.UTC)
    found = {form: folder / f'{package.name}.{form.value}' for form in (Form.TAR, Form.ZIP)}
    for form, path in found.items():
        pack(package, path, form, moment)
    return found


def unpacked(package: Path, folder: Path) -> Path:
    """Unpack a tar or a zip with Python's own programs, and give the folder in it."""
    folder.mkdir()
    if package.suffix == '.tar':
        with tarfile.open(package) as tar:
            tar.extractall(folder, filter='data')
    else:
        with zipfile.ZipFile(package) as packed:
            packed.extractall(folder)
    (only,) = folder.iterdir()
    return only


def _by_pen(workbench: Workbench, folder: Path) -> Workbench:
    """Print the promise, and take its pages back from the scanner, as pictures of several kinds."""
    copy = folder / 'utskrift.pdf'
    assert workbench.run('print', '2021', '--out', str(copy)).code == 0
    pages = []
    for number, sheet in enumerate(scanned(copy)):
        pages.append(folder / f'sida-{number:02}.{_PICTURES[number % len(_PICTURES)]}')
        sheet.save(pages[-1], dpi=(100, 100))
    answer = workbench.run('receive', '2021', '--scan', *map(str, pages), *SIGNED_BY)
    assert answer.code == 0, answer.err
    return workbench
