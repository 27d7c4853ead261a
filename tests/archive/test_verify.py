"""`docgen archive verify`: a package checked without workspace and network."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas

from archive.delivery import Package, run
from docgen.archive.history_check import PackageRecord
from docgen.archive.package_reader import open_package
from docgen.archive.pdf_verification import verify_pdfs
from docgen.archive.verdicts import ADVICE, HEADLINES, PackageVerdict
from docgen.records.event_details import OriginalFile, Scanned
from docgen.records.events import NewEvent, appended
from docgen.records.record import PeriodRecord

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


def test_what_came_in_from_outside_need_not_be_pdf_a(tmp_path: Path) -> None:
    names = ('built/eget.pdf', 'signed/inkommen-1.pdf', 'signed/inkommen-2.pdf', 'source/templates/bild.pdf')
    for number, name in enumerate(names):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        canvas = Canvas(str(path))
        canvas.drawString(72, 720, f'Nummer {number}')
        canvas.save()
    (tmp_path / 'bagit.txt').touch()  # by which a package is known
    scan = Scanned(original=names[1], originals=(OriginalFile(file=names[2]),))
    events = appended((), [NewEvent('lofte.pdf', 1, 'signed/lofte-v1.pdf', 'a' * 64, scan)], 'docgen 0.1.0')
    record = PeriodRecord('2021', False, 'embedded', '0.1.0', '', ['2021'], ['2021'], (), {}, events=events)
    with open_package(tmp_path) as contents:
        sums = {name: each.sha256() for name, each in contents.items()}
        found = verify_pdfs(tmp_path, contents, PackageRecord(record, ''), sums, ())
    assert [(each.verdict, each.file) for each in found.observations] == [(PackageVerdict.NOT_CONFORMING, names[0])]
    assert found.documents == 1


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    answer = run('archive', 'verify', str(tmp_path / 'borta'))
    assert (answer.code, answer.ids) == (2, ['package-missing'])


def test_several_packages_are_told_of_one_by_one(small: Package, tmp_path: Path) -> None:
    packages = [str(small.folder), str(tmp_path / 'borta'), str(small.folder)]
    answer = run('archive', 'verify', *packages)
    assert answer.code == 2, answer.out
    assert "2 av 3 paket är giltiga." in answer.out
    assert 'package-missing' in answer.err
    told = run('archive', 'verify', *packages, '--json').json['packages']
    assert [each.get('verdict') for each in told] == ['valid', None, 'valid']
    assert [each['id'] for each in told[1]['findings']] == ['package-missing']


def test_every_verdict_has_its_words() -> None:
    assert set(HEADLINES) == set(ADVICE) == set(PackageVerdict)
