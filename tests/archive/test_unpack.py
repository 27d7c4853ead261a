"""`docgen archive unpack`: from the package alone, in an empty folder, the same documents again."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import pytest
from workbench import Workbench, snapshot

from archive.delivery import run
from docgen.archive.pack import Form

if TYPE_CHECKING:
    from pathlib import Path

    from archive.delivery import Package


def _source(package: Package) -> dict[str, str]:
    return snapshot(package.data('source'))


def test_the_documents_are_built_again_from_the_package_alone(delivered: Package, tmp_path: Path) -> None:
    root = tmp_path / 'tom'
    root.mkdir()
    unpacked = run('archive', 'unpack', str(delivered.folder), str(root), '--json')
    assert unpacked.code == 0, unpacked.err
    assert snapshot(root) == _source(delivered)
    assert unpacked.json['files'] == len([path for path in root.rglob('*') if path.is_file()])
    built = Workbench(root)
    answer = built.run('build', unpacked.json['period'], '--engine', unpacked.json['engine'])
    assert answer.code == 0, answer.err
    fixed = {
        each['document']: each['details']['base_sha256']
        for each in delivered.record()['events']
        if each['kind'] == 'fixed'
    }
    sums = {name: hashlib.sha256((built.output / '2021' / name).read_bytes()).hexdigest() for name in fixed}
    assert sums == fixed == unpacked.json['documents']
    assert len(sums) == 2


@pytest.mark.parametrize(('profile', 'form'), [('fgs-2.0', Form.TAR), ('fgs-2.0', Form.ZIP), ('bagit', Form.ZIP)])
def test_every_form_gives_its_data(smallest: Workbench, tmp_path: Path, profile: str, form: Form) -> None:
    request = ('--unsigned', '--profile', profile, '--as', form.value, '--to', str(tmp_path))
    made = smallest.run('archive', '2024', *request, '--json')
    told = run('archive', 'unpack', made.json['path'], str(tmp_path / 'prov'))
    assert told.code == 0, told.err
    assert f'{tmp_path / "prov"} build 2024 --engine typst' in told.out
    for path in (tmp_path / 'prov').rglob('*.yaml'):
        assert path.read_bytes() == (smallest.root / path.relative_to(tmp_path / 'prov')).read_bytes()
    assert (tmp_path / 'prov/data/promises/2024.yaml').is_file()
    assert not list(tmp_path.glob('.docgen-*'))


def test_changed_data_are_not_unpacked(small: Package, tmp_path: Path) -> None:
    data = small.data('source/data/promises/2024.yaml')
    data.write_text(data.read_text('utf-8').replace('Lillby', 'Storby'), 'utf-8')
    answer = run('archive', 'unpack', str(small.folder), str(tmp_path / 'prov'))
    assert (answer.code, answer.ids) == (6, ['package-not-whole'])
    assert 'promises/2024.yaml' in answer.err
    assert not (tmp_path / 'prov').exists()


def test_a_package_without_its_data_says_so(small: Package, tmp_path: Path) -> None:
    shutil.rmtree(small.data('source'))
    answer = run('archive', 'unpack', str(small.folder), str(tmp_path / 'prov'))
    assert (answer.code, answer.ids) == (6, ['package-not-whole'])
    assert "Data och mallar saknas" in answer.err


@pytest.mark.parametrize('folder', ['full', 'file.txt'])
def test_nothing_is_mixed_or_overwritten(unsigned: Package, tmp_path: Path, folder: str) -> None:
    (tmp_path / 'full').mkdir()
    (tmp_path / 'full/egen.txt').write_text('egen', 'utf-8')
    (tmp_path / 'file.txt').write_text('egen', 'utf-8')
    before = snapshot(tmp_path)
    answer = run('archive', 'unpack', str(unsigned.folder), str(tmp_path / folder))
    assert (answer.code, answer.ids) == (2, ['unpack-not-empty'])
    assert snapshot(tmp_path) == before


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / 'brev.zip').write_bytes(b'PK\x03\x04 inget paket')
    answer = run('archive', 'unpack', str(tmp_path / 'brev.zip'), str(tmp_path / 'prov'))
    assert (answer.code, answer.ids) == (6, ['package-not-whole'])
    answer = run('archive', 'unpack', str(tmp_path / 'saknas.zip'), str(tmp_path / 'prov'))
    assert (answer.code, answer.ids) == (2, ['package-missing'])
    assert not (tmp_path / 'prov').exists()
