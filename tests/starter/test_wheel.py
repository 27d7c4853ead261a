"""The wheel holds what `docgen init` needs: installed far from any repository, it makes a workspace and its drafts."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, snapshot

from .filling import ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence


def _run(command: Sequence[str | Path], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, encoding='utf-8', check=False, timeout=300
    )
    assert done.returncode == 0, f'{done.stdout}\n{done.stderr}'
    return done.stdout


@pytest.fixture(scope='module')
def docgen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as installed from the wheel in a fresh environment; its libraries are those of the tests."""
    folder = tmp_path_factory.mktemp('wheel')
    _run([sys.executable, '-m', 'hatchling', 'build', '-t', 'wheel', '-d', folder], PROJECT)
    (wheel,) = folder.glob('*.whl')
    _run([sys.executable, '-m', 'venv', folder / 'venv'], folder)
    python = folder / 'venv/bin/python'
    _run([python, '-m', 'pip', 'install', '--quiet', '--no-index', '--no-deps', wheel], folder)
    purelib = Path(_run([python, '-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'], folder).strip())
    # Files ending in .pth in a folder that is added so are not read: the editable docgen stays out.
    (purelib / 'libraries.pth').write_text(f'{sysconfig.get_path("purelib")}\n', 'utf-8')
    where = _run([python, '-c', 'import docgen; print(docgen.__file__)'], folder).strip()
    assert Path(where) == purelib / 'docgen/__init__.py'
    return folder / 'venv/bin/docgen'


def test_the_wheel_makes_a_workspace_and_its_drafts(docgen: Path, tmp_path: Path) -> None:
    _run([docgen, 'init', 'lillby', *ARGUMENTS], tmp_path)

    assert snapshot(tmp_path / 'lillby/templates') == snapshot(PROJECT / 'templates')
    assert (tmp_path / 'lillby/.gitignore').read_bytes() == (PROJECT / '.gitignore').read_bytes()
    assert (tmp_path / 'lillby/data/trust/README.md').is_file()
    built = json.loads(_run([docgen, '--workspace', 'lillby', 'build', '--draft', '--json'], tmp_path))
    assert [Path(each['path']).suffix for each in built['documents']] == ['.pdf'] * 3
    assert all(Path(each['path']).is_file() for each in built['documents'])


def test_the_wheel_says_which_packages_it_brings(docgen: Path) -> None:
    """The bill of materials is CycloneDX by that standard's own schema, and holds what `uv.lock` pins."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    from test_libraries import installed

    (bill,) = docgen.parents[1].glob('lib/python*/site-packages/docgen-*.dist-info/sboms/docgen.cdx.json')
    content = json.loads(bill.read_text('utf-8'))
    listed = {each['name']: each['version'] for each in content['components']}
    assert listed == installed()
    # The validator parses each address by the whole grammar of IRIs, a tenth of a second each: one of 1,500 is enough.
    files = [file for each in content['components'] for file in each.pop('externalReferences')]
    assert len({file['url'] for file in files}) == len(files)
    assert {tuple(file) for file in files} == {('type', 'url', 'hashes')}
    content['components'][0]['externalReferences'] = files[:1]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(content)) is None


def test_an_installation_that_lacks_a_file_says_so(docgen: Path, tmp_path: Path) -> None:
    lost = next(docgen.parents[1].glob('lib/python*/site-packages/docgen/starter/shipped/data/trust/README.md'))
    content = lost.read_bytes()
    lost.unlink()
    try:
        done = subprocess.run(
            [docgen, 'init', 'lillby', *ARGUMENTS],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding='utf-8',
            check=False,
        )
    finally:
        lost.write_bytes(content)
    assert done.returncode == 4, done.stderr
    assert '[starter-missing]' in done.stderr
    assert list(tmp_path.iterdir()) == []
