"""`docgen archive list --fixity`: what changed in a folder of packages since the last run, resumable."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from archive.delivery import Package, run
from docgen.archive.fixity import NAME, FixityState, run_fixity

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Answer, Workbench


@pytest.fixture(scope='session')
def made(smallest: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One package as a folder and as a tar. Read only."""
    folder = tmp_path_factory.mktemp('made')
    period = next(each.parent.name for each in sorted(smallest.output.glob('*/record.json')))
    for form in ('folder', 'tar'):
        answer = smallest.run('archive', period, '--unsigned', '--as', form, '--to', str(folder))
        assert answer.code == 0, answer.err
    return folder


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    """Three packages: the folders a and b, and c.tar."""
    folder = tmp_path / 'arkiv'
    (folder / 'del').mkdir(parents=True)
    package = next(each for each in made.iterdir() if each.is_dir() and not each.name.startswith('.'))
    shutil.copytree(package, folder / 'a')
    shutil.copytree(package, folder / 'del/b')
    shutil.copy(package.with_name(f'{package.name}.tar'), folder / 'c.tar')
    return folder


def _states(folder: Path) -> dict[str, FixityState]:
    return {each.package: each.state for each in run_fixity(folder)}


def _list(folder: Path, *options: str) -> Answer:
    return run('archive', 'list', str(folder), '--fixity', *options)


def test_the_first_run_finds_all_new_and_the_next_unchanged(archive: Path) -> None:
    assert _states(archive) == dict.fromkeys(('a', 'c.tar', 'del/b'), FixityState.NEW)
    assert _states(archive) == dict.fromkeys(('a', 'c.tar', 'del/b'), FixityState.UNCHANGED)
    assert _list(archive).code == 0


def test_what_happened_since_is_told_package_by_package(archive: Path) -> None:
    _states(archive)
    with (archive / 'a/documentation/README.txt').open('a') as file:
        file.write('x')
    (archive / 'del/b/METS.xml').write_bytes((archive / 'del/b/METS.xml').read_bytes() + b'\n')
    (archive / 'c.tar').unlink()
    answer = _list(archive, '--json')
    assert answer.code == 6
    assert answer.json['fixity'] == [
        {
            'package': 'a',
            'state': 'damaged',
            'told': ['documentation/README.txt: är ändrad', 'documentation/README.txt: är en annan än förra gången'],
        },
        {'package': 'del/b', 'state': 'changed', 'told': ['METS.xml: är en annan än förra gången']},
        {'package': 'c.tar', 'state': 'missing', 'told': ['Paketet fanns vid en tidigare körning.']},
    ]


def test_a_damaged_package_that_is_mended_is_unchanged_again(archive: Path) -> None:
    _states(archive)
    readme = archive / 'a/documentation/README.txt'
    whole = readme.read_bytes()
    readme.write_bytes(b'x')
    assert _states(archive)['a'] is FixityState.DAMAGED
    assert _states(archive)['a'] is FixityState.DAMAGED
    readme.write_bytes(whole)
    assert _states(archive)['a'] is FixityState.UNCHANGED


def test_a_file_that_was_exchanged_with_its_checksum_is_seen(archive: Path) -> None:
    _states(archive)
    (archive / 'a/documentation/README.txt').write_bytes(b'x')
    Package(archive / 'a').list_anew()
    assert _states(archive)['a'] is FixityState.CHANGED


def test_a_cut_file_is_unreadable_and_the_others_are_still_read(archive: Path) -> None:
    _states(archive)
    content = (archive / 'c.tar').read_bytes()
    (archive / 'c.tar').write_bytes(content[: len(content) // 2])
    assert _states(archive) == {
        'a': FixityState.UNCHANGED,
        'c.tar': FixityState.UNREADABLE,
        'del/b': FixityState.UNCHANGED,
    }


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(archive: Path) -> None:
    _states(archive)
    broken_off = run_fixity(archive)
    assert next(broken_off).package == 'a'
    del broken_off
    (archive / 'a/METS.xml').unlink()  # is not looked at again in this run
    assert _states(archive) == dict.fromkeys(('a', 'c.tar', 'del/b'), FixityState.UNCHANGED)
    assert _states(archive)['a'] is FixityState.UNREADABLE


def test_progress_counts_the_packages(archive: Path) -> None:
    told: list[str] = []
    list(run_fixity(archive, told.append))
    assert [each.partition(',')[0] for each in told] == [f"Kontrollsummor: paket {number} av 3" for number in (1, 2, 3)]


def test_the_findings_can_be_kept_elsewhere(archive: Path, tmp_path: Path) -> None:
    assert _list(archive, '--state', str(tmp_path / 'fynd.sqlite')).code == 0
    assert not (archive / NAME).exists()


def test_findings_that_cannot_be_kept_are_said(archive: Path, tmp_path: Path) -> None:
    (tmp_path / 'fynd').write_text('not a database' * 100)
    answer = _list(archive, '--state', str(tmp_path / 'fynd'))
    assert (answer.code, answer.ids) == (2, ['fixity-unwritable'])
