"""`docgen archive verify`: a package checked without workspace and network."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from archive.delivery import Package, run
from docgen.archive.verdicts import ADVICE, HEADLINES, PackageVerdict

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki


def test_a_signed_package_is_valid_to_whoever_trusts_the_issuers(delivered: Package, pki: Pki) -> None:
    answer = run('archive', 'verify', str(delivered.folder), '--trust', str(pki.roots), '--json')
    assert answer.json['observations'] == []
    assert (answer.code, answer.json['verdict']) == (0, 'valid')
    files = [each for each in delivered.folder.rglob('*') if each.is_file()]
    assert answer.json['files'] == len(files)
    assert answer.json['bytes'] == sum(each.stat().st_size for each in files)
    assert answer.json['pdfs'] >= 3
    assert answer.json['signatures'] >= 2
    assert answer.json['events'] == len(delivered.record()['events'])


def test_the_issuers_in_the_package_are_not_trusted_for_being_there(delivered: Package) -> None:
    assert list(delivered.data('source').rglob('*.pem'))
    answer = run('archive', 'verify', str(delivered.folder))
    assert answer.code == 6
    assert HEADLINES[PackageVerdict.SIGNATURE_UNPROVEN] in answer.out
    assert '--trust' in answer.out


@pytest.mark.parametrize('form', ['tar', 'zip'])
def test_one_file_is_checked_like_the_folder(unsigned: Package, tmp_path: Path, form: str) -> None:
    folder = unsigned.folder
    answer = run('archive', 'verify', shutil.make_archive(str(tmp_path / 'paket'), form, folder.parent, folder.name))
    assert answer.code == 0, answer.out
    assert HEADLINES[PackageVerdict.VALID] in answer.out


def test_checking_leaves_the_package_as_it_was(small: Package) -> None:
    before = {each: each.stat().st_mtime_ns for each in small.folder.rglob('*')}
    run('archive', 'verify', str(small.folder))
    assert {each: each.stat().st_mtime_ns for each in small.folder.rglob('*')} == before


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    answer = run('archive', 'verify', str(tmp_path / 'borta'))
    assert (answer.code, answer.ids) == (2, ['package-missing'])


def test_every_verdict_has_its_words() -> None:
    assert set(HEADLINES) == set(ADVICE) == set(PackageVerdict)
