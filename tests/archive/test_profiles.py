"""The profiles and forms of a package: BagIt, and one file that is the same on every machine."""

from __future__ import annotations

import datetime
import hashlib
import os
import stat
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
from workbench import snapshot

from archive.conftest import NAME
from docgen.archive.pack import Form, pack

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

    from archive.conftest import Package

MOMENT = datetime.datetime(2021, 3, 11, 12, 0, 1, tzinfo=datetime.UTC)


def test_a_bag_holds_the_package_and_its_manifests(
    published_workspace: Workbench, package: Package, tmp_path: Path
) -> None:
    answer = published_workspace.run('archive', '2021', '--profile', 'bagit', '--as', 'zip', '--to', str(tmp_path))
    assert answer.code == 0, answer.err
    with zipfile.ZipFile(tmp_path / f'{NAME}.zip') as file:
        file.extractall(tmp_path / 'out')
    bag = tmp_path / 'out' / NAME
    assert snapshot(bag / 'data') == snapshot(package.path)
    assert (bag / 'bagit.txt').read_text('utf-8').splitlines()[0] == 'BagIt-Version: 1.0'
    for manifest in ('manifest-sha256.txt', 'tagmanifest-sha256.txt'):
        for line in (bag / manifest).read_text('utf-8').splitlines():
            digest, _, name = line.partition('  ')
            assert hashlib.sha256((bag / name).read_bytes()).hexdigest() == digest
    files = [path for path in (bag / 'data').rglob('*') if path.is_file()]
    oxum = f'Payload-Oxum: {sum(path.stat().st_size for path in files)}.{len(files)}'
    assert oxum in (bag / 'bag-info.txt').read_text('utf-8')


@pytest.mark.parametrize('form', [Form.TAR, Form.ZIP])
def test_one_file_is_the_same_whatever_the_disk_says(
    package: Package, own_package: Package, tmp_path: Path, form: Form
) -> None:
    for path in own_package.path.rglob('*'):
        path.chmod(0o700)
        os.utime(path, (1, 1))
    for folder, name in ((package.path, 'a'), (own_package.path, 'b')):
        pack(folder, tmp_path / name, form, MOMENT)
    assert (tmp_path / 'a').read_bytes() == (tmp_path / 'b').read_bytes()


def test_a_tar_holds_the_package(package: Package, tmp_path: Path) -> None:
    pack(package.path, tmp_path / 'a.tar', Form.TAR, MOMENT)
    with tarfile.open(tmp_path / 'a.tar') as file:
        assert {(each.uid, each.gid, each.uname, each.mtime) for each in file} == {(0, 0, '', MOMENT.timestamp())}
        file.extractall(tmp_path / 'out', filter='data')
    assert snapshot(tmp_path / 'out' / NAME) == snapshot(package.path)


def test_a_zip_holds_the_package(package: Package, tmp_path: Path) -> None:
    pack(package.path, tmp_path / 'a.zip', Form.ZIP, MOMENT)
    with zipfile.ZipFile(tmp_path / 'a.zip') as file:
        assert {each.compress_type for each in file.infolist()} == {zipfile.ZIP_STORED}
        assert stat.S_ISDIR(file.infolist()[0].external_attr >> 16)
        file.extractall(tmp_path / 'out')
    assert snapshot(tmp_path / 'out' / NAME) == snapshot(package.path)
