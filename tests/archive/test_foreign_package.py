"""Packages that other software made: checksums of any kind are counted, and nothing else is blamed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from archive.delivery import run
from docgen.archive.verdicts import HEADLINES, PackageVerdict
from docgen.archive.verify import verify_package

if TYPE_CHECKING:
    from pathlib import Path

_CONTENT = b'Protokoll'


def _mets(kind: str, checksum: str, address: str, size: int = len(_CONTENT)) -> str:
    return (
        '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" OBJID="x"><metsHdr>'
        '<agent ROLE="CREATOR" TYPE="OTHER" OTHERTYPE="SOFTWARE"><name>Paketeraren</name><note>7.1</note></agent>'
        '</metsHdr><dmdSec ID="d"><mdRef LOCTYPE="URL" MDTYPE="DC" xlink:href="https://exempel.se/dc"/></dmdSec>'
        f'<fileSec><fileGrp><file ID="f" SIZE="{size}" CHECKSUM="{checksum}" CHECKSUMTYPE="{kind}">'
        f'<FLocat LOCTYPE="URL" xlink:href="{address}"/></file></fileGrp></fileSec></mets>'
    )


def _csip(folder: Path, kind: str, checksum: str) -> None:
    (folder / 'representations/rep1/data').mkdir(parents=True)
    (folder / 'representations/rep1/data/protokoll två.txt').write_bytes(_CONTENT)
    inner = _mets(kind, checksum, 'data/protokoll%20tv%C3%A5.txt')
    (folder / 'representations/rep1/METS.xml').write_text(inner, 'utf-8')
    digest, size = hashlib.sha512(inner.encode()).hexdigest(), len(inner.encode())
    (folder / 'METS.xml').write_text(_mets('SHA-512', digest, 'representations/rep1/METS.xml', size), 'utf-8')


def _fgs(folder: Path, kind: str, checksum: str) -> None:
    (folder / 'content').mkdir(parents=True)
    (folder / 'content/protokoll två.txt').write_bytes(_CONTENT)
    (folder / 'sip.xml').write_text(_mets(kind, checksum, 'file:///content/protokoll%20två.txt'), 'utf-8')


def _bag(folder: Path, kind: str, checksum: str) -> None:
    (folder / 'data').mkdir(parents=True)
    (folder / 'data/protokoll två.txt').write_bytes(_CONTENT)
    (folder / 'bagit.txt').write_text('BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n', 'utf-8')
    manifest = folder / f'manifest-{kind.replace("-", "").lower()}.txt'
    manifest.write_text(f'{checksum} *data/protokoll två.txt\n', 'utf-8')


_MAKERS = pytest.mark.parametrize(('make', 'counted'), [(_csip, 2), (_fgs, 1), (_bag, 1)])


@_MAKERS
@pytest.mark.parametrize('kind', ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'])
def test_a_whole_package_is_not_blamed(tmp_path: Path, make: object, counted: int, kind: str) -> None:
    assert callable(make)
    folder = tmp_path / 'paket'
    make(folder, kind, hashlib.new(kind.replace('-', ''), _CONTENT).hexdigest().upper())
    answer = run('archive', 'verify', str(folder))
    assert answer.code == 6
    assert HEADLINES[PackageVerdict.NOT_BY_DOCGEN] in answer.out
    assert f"räknade för {counted} av paketets " in answer.out
    assert "alla stämmer" in answer.out
    assert [each.verdict for each in verify_package(folder).observations] == [PackageVerdict.NOT_BY_DOCGEN]
    assert run('archive', 'list', str(tmp_path), '--fixity').code == 0


@_MAKERS
def test_a_file_that_was_changed_is_told(tmp_path: Path, make: object, counted: int) -> None:
    assert callable(make)
    make(tmp_path / 'paket', 'SHA-512', hashlib.sha512(b'Protokolx').hexdigest())
    found = verify_package(tmp_path / 'paket')
    assert [each.verdict for each in found.observations] == [PackageVerdict.FILE_CHANGED, PackageVerdict.NOT_BY_DOCGEN]
    assert found.observations[0].file.endswith('protokoll två.txt')
    assert f"{counted} av paketets" in found.observations[1].what
    assert "1 av dem stämmer inte" in found.observations[1].what
    assert run('archive', 'list', str(tmp_path), '--fixity').code == 6


def test_a_file_of_a_bag_that_is_gone_or_came_is_told_and_an_unknown_checksum_is_not_counted(tmp_path: Path) -> None:
    _bag(tmp_path / 'paket', 'SHA-256', hashlib.sha256(_CONTENT).hexdigest())
    (tmp_path / 'paket/data/protokoll två.txt').rename(tmp_path / 'paket/data/annat.txt')
    verdicts = [each.verdict for each in verify_package(tmp_path / 'paket').observations]
    assert verdicts == [PackageVerdict.FILE_ADDED, PackageVerdict.FILE_MISSING, PackageVerdict.NOT_BY_DOCGEN]
    _fgs(tmp_path / 'annat', 'CRC32', '1234abcd')
    (told,) = verify_package(tmp_path / 'annat').observations
    assert told.verdict is PackageVerdict.NOT_BY_DOCGEN
    assert "ingen kontrollsumma" in told.what
