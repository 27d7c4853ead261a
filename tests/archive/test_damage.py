"""Each damage that a package can come to harm by, and the verdict that it gets."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import stat
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from golden import assert_as_kept
from lxml import etree
from sign.forgeries_of_signatures import FORGERIES

from archive.delivery import FIXED, METS, PREMIS, SIGNED, Package, run
from docgen.archive.history_check import premis_event_differences
from docgen.archive.package_reader import open_package
from docgen.archive.verdicts import PackageError, PackageVerdict
from docgen.archive.verify import verify_package
from docgen.records.record import read_record
from docgen.sign.trust import load_trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pki.authority import Pki

    from docgen.archive.verdicts import Observation

_GIGABYTE = 1 << 30
OBSERVATIONS = Path(__file__).with_name('damage.json')
"""All that is said of each damage: no look may fall silent because another one speaks."""


def _told(observations: Iterable[Observation]) -> list[str]:
    """What is said, words with digits left out; of values that contradict each other, that there are some."""
    contradicting = PackageVerdict.CONTRADICTION
    plain = (each.verdict if each.verdict is contradicting else f'{each.verdict}: {each.what}' for each in observations)
    return sorted({re.sub(r'\S*\d\S*', '#', each) for each in plain})


def _pdf(package: Package) -> Path:
    return next(package.data('built').glob('*.pdf'))


def _flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _flipped(package: Package) -> None:
    _flip_a_byte(_pdf(package))


def _removed(package: Package) -> None:
    _pdf(package).unlink()


def _added(package: Package) -> None:
    package.data('built/tillagg.txt').write_text('x', 'utf-8')


def _struck_from_the_list(package: Package) -> None:
    tree = etree.parse(package.path(package.top))
    group = next(tree.iter(f'{METS}fileGrp'))
    group.remove(group[0])
    package.write(package.top, tree)


def _other_checksum_in_the_list(package: Package) -> None:
    tree = etree.parse(package.path(package.top))
    next(tree.iter(f'{METS}file')).set('CHECKSUM', '0' * 64)
    package.write(package.top, tree)


def _list_is_no_xml(package: Package) -> None:
    package.path(package.top).write_bytes(package.path(package.top).read_bytes()[:-20])


def _list_breaks_its_schema(package: Package) -> None:
    tree = etree.parse(package.path(package.top))
    etree.SubElement(tree.getroot(), f'{METS}annat')
    package.write(package.top, tree)


def _list_with_entities(package: Package) -> None:
    text = package.path(package.top).read_text('utf-8')
    bomb = '<!DOCTYPE mets [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    package.path(package.top).write_text(text.replace('<mets', f'{bomb}<mets', 1), 'utf-8')


def _file_and_checksum(package: Package) -> None:
    with _pdf(package).open('ab') as file:
        file.write(b'\n')
    package.list_anew()


def _symlink(package: Package) -> None:
    path = _pdf(package)
    path.rename(package.folder.parent / 'utanfor.pdf')
    path.symlink_to(package.folder.parent / 'utanfor.pdf')


def _without_premis(package: Package) -> None:
    package.path(package.premis_file).unlink()
    package.list_anew()


def _nothing_that_lists(package: Package) -> None:
    package.path(package.top).unlink()


@pytest.mark.parametrize(
    ('damage', 'verdict'),
    [
        (_flipped, PackageVerdict.FILE_CHANGED),
        (_removed, PackageVerdict.FILE_MISSING),
        (_added, PackageVerdict.FILE_ADDED),
        (_struck_from_the_list, PackageVerdict.FILE_ADDED),
        (_other_checksum_in_the_list, PackageVerdict.FILE_CHANGED),
        (_list_is_no_xml, PackageVerdict.STRUCTURE_INVALID),
        (_list_breaks_its_schema, PackageVerdict.STRUCTURE_INVALID),
        (_list_with_entities, PackageVerdict.STRUCTURE_INVALID),
        (_file_and_checksum, PackageVerdict.CONTRADICTION),
        (_symlink, PackageVerdict.UNSAFE),
        (_without_premis, PackageVerdict.STRUCTURE_INVALID),
        (_nothing_that_lists, PackageVerdict.NOT_A_PACKAGE),
    ],
)
def test_damage(
    small: Package, damage: Callable[[Package], None], verdict: PackageVerdict, request: pytest.FixtureRequest
) -> None:
    damage(small)
    found = verify_package(small.folder)
    assert found.verdict is verdict
    assert_as_kept(OBSERVATIONS, request.node.name, _told(found.observations))


def test_the_small_package_is_valid_before_it_is_damaged(unsigned: Package) -> None:
    assert verify_package(unsigned.folder).observations == ()


def _signed_flipped(package: Package) -> None:
    content = bytearray(package.data(SIGNED).read_bytes())
    content[2000] ^= 1
    package.data(SIGNED).write_bytes(content)
    package.list_anew()


def _signed_file_gone(package: Package) -> None:
    package.data(SIGNED).unlink()
    package.list_anew()


def _signature_stripped(package: Package) -> None:
    shutil.copyfile(package.data(FIXED), package.data(SIGNED))
    package.list_anew()


def _forged(name: str) -> Callable[[Package], None]:
    """A forgery of the signed file by whoever makes all the rest agree with it: record, PREMIS and lists."""

    def damage(package: Package) -> None:
        signed = package.data(SIGNED)
        old = hashlib.sha256(signed.read_bytes()).hexdigest()
        size = signed.stat().st_size
        signed.write_bytes(FORGERIES[name](signed.read_bytes()))
        new = hashlib.sha256(signed.read_bytes()).hexdigest()
        record = json.loads(json.dumps(package.record()).replace(old, new))
        before = ''
        for event in record['events']:
            event['previous'] = before
            plain = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
            before = hashlib.sha256(plain.encode()).hexdigest()
        record['last_event'] = before
        package.write_record(record)
        premis = package.path(package.premis_file)
        told = premis.read_text('utf-8').replace(old, new).replace(f'>{size}<', f'>{signed.stat().st_size}<')
        premis.write_text(told, 'utf-8')
        package.list_anew()

    return damage


def _event_out_of_premis(package: Package) -> None:
    tree = package.premis()
    event = next(each for each in tree.iter(f'{PREMIS}event') if each.findtext(f'{PREMIS}eventType') == 'signed')
    tree.getroot().remove(event)
    package.write(package.premis_file, tree)
    package.list_anew()


def _event_out_of_the_record(package: Package) -> None:
    record = package.record()
    del record['events'][1]
    package.write_record(record)
    package.list_anew()


@pytest.mark.parametrize(
    ('damage', 'verdict'),
    [
        (_signed_flipped, PackageVerdict.SIGNATURE_INVALID),
        (_signed_file_gone, PackageVerdict.SIGNATURE_INVALID),
        (_signature_stripped, PackageVerdict.SIGNATURE_INVALID),
        (_forged('content added'), PackageVerdict.SIGNATURE_INVALID),
        (_forged('a table in the place of a tag'), PackageVerdict.SIGNATURE_INVALID),
        (_forged('other information'), PackageVerdict.SIGNATURE_INVALID),
        (_event_out_of_premis, PackageVerdict.EVENTS_DIFFER),
        (_event_out_of_the_record, PackageVerdict.RECORD_BROKEN),
    ],
)
def test_damage_to_a_signed_package_whose_list_was_mended(
    own: Package,
    pki: Pki,
    damage: Callable[[Package], None],
    verdict: PackageVerdict,
    request: pytest.FixtureRequest,
) -> None:
    damage(own)
    found = verify_package(own.folder, load_trust([pki.roots]))
    assert found.verdict is verdict, found.observations
    assert_as_kept(OBSERVATIONS, request.node.name, _told(found.observations))


def test_events_in_another_order_differ(delivered: Package) -> None:
    tree = delivered.premis()
    first, second = [each for each in tree.iter(f'{PREMIS}event') if each.findtext(f'{PREMIS}eventType') == 'signed'][
        :2
    ]
    second.addnext(first)
    record = read_record(delivered.data(''))
    assert record is not None
    found = list(premis_event_differences(etree.tostring(tree), 'premis.xml', record))
    assert [each.verdict for each in found] == [PackageVerdict.EVENTS_DIFFER]


def _zip(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('paket/METS.xml', b'<mets/>')
        for name, content in members:
            archive.writestr(name, content)
    return path


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo('paket/lank')
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    'member',
    [
        '../utanfor',
        'paket/../../utanfor',
        '/etc/utanfor',
        'C:/utanfor',
        'paket\\..\\utanfor',
        'paket/METS.XML',
        _link(),
    ],
    ids=str,
)
def test_a_zip_that_leads_out_of_itself_is_not_unpacked(tmp_path: Path, member: str | zipfile.ZipInfo) -> None:
    (tmp_path / 'inne').mkdir()
    path = _zip(tmp_path / 'inne/paket.zip', (member, b'x'))
    assert verify_package(path).verdict is PackageVerdict.UNSAFE
    assert [each.name for each in tmp_path.rglob('*')] == ['inne', 'paket.zip']


@pytest.mark.parametrize('name', ['../utanfor', '/etc/utanfor', 'paket/lank', 'paket/enhet'])
def test_a_tar_that_leads_out_of_itself_is_not_unpacked(tmp_path: Path, name: str) -> None:
    path = tmp_path / 'paket.tar'
    with tarfile.open(path, 'w') as archive:
        info = tarfile.TarInfo('paket/METS.xml')
        info.size = 7
        archive.addfile(info, io.BytesIO(b'<mets/>'))
        info = tarfile.TarInfo(name)
        info.linkname = '/etc/passwd'
        info.type = {'lank': tarfile.SYMTYPE, 'enhet': tarfile.FIFOTYPE}.get(name[6:], tarfile.REGTYPE)
        archive.addfile(info)
    assert verify_package(path).verdict is PackageVerdict.UNSAFE


def test_a_gigabyte_in_a_small_zip_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / 'paket.zip'
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr('paket/METS.xml', b'<mets/>')
        with archive.open('paket/bomb', 'w', force_zip64=True) as file:
            for _ in range(_GIGABYTE >> 24):
                file.write(bytes(1 << 24))
    assert path.stat().st_size < _GIGABYTE / 100
    assert verify_package(path).verdict is PackageVerdict.TOO_LARGE


@pytest.mark.parametrize('form', ['tar', 'zip'])
@pytest.mark.parametrize('kept', [0.3, 0.66, 0.95])
def test_a_file_that_is_cut_off_is_damaged(unsigned: Package, tmp_path: Path, form: str, kept: float) -> None:
    file = tmp_path / f'paket.{form}'
    shutil.make_archive(str(tmp_path / 'paket'), form, unsigned.folder.parent, unsigned.folder.name)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * kept)])
    assert verify_package(file).verdict is PackageVerdict.DAMAGED


def _read_whole(file: Path) -> None:
    with open_package(file) as contents:
        for each in contents.values():
            each.sha256()


def test_bytes_lost_or_turned_anywhere_in_a_zip_are_told_as_damage(unsigned: Package, tmp_path: Path) -> None:
    file = tmp_path / 'paket.zip'
    shutil.make_archive(str(tmp_path / 'paket'), 'zip', unsigned.folder.parent, unsigned.folder.name)
    content = file.read_bytes()
    for number in range(60):
        at = len(content) * number // 60
        length = 1 + number * 37
        for spoiled in (content[:at] + content[at + length :], content[:at] + bytes(length) + content[at + length :]):
            file.write_bytes(spoiled)
            with pytest.raises(PackageError) as found:
                _read_whole(file)
            assert found.value.observation.verdict in (PackageVerdict.DAMAGED, PackageVerdict.NOT_A_PACKAGE)


def test_a_zip_whose_every_file_begins_elsewhere_is_damaged(unsigned: Package, tmp_path: Path) -> None:
    file = tmp_path / 'paket.zip'
    shutil.make_archive(str(tmp_path / 'paket'), 'zip', unsigned.folder.parent, unsigned.folder.name)
    content = file.read_bytes()
    file.write_bytes(content[:4] + content[60_000:])
    assert verify_package(file).verdict is PackageVerdict.DAMAGED


def test_an_encrypted_zip_is_told_and_not_asked_for_a_password(tmp_path: Path) -> None:
    path = _zip(tmp_path / 'paket.zip', ('paket/hemligt.txt', b'x'))
    content = bytearray(path.read_bytes())
    content[content.rindex(b'PK\x01\x02') + 8] |= 1
    path.write_bytes(content)
    found = verify_package(path)
    assert found.verdict is PackageVerdict.DAMAGED
    assert 'krypterad' in found.observations[0].what


def test_a_report_that_is_gone_with_its_line_in_the_list(own: Package) -> None:
    for ending in ('pdf', 'json'):
        own.data(f'reports/medborgarlofte-strangnas-2021-v1-validering.{ending}').unlink()
    own.list_anew()
    found = verify_package(own.folder)
    missing = [each for each in found.observations if each.verdict is PackageVerdict.FILE_MISSING]
    assert {each.file.rpartition('.')[2] for each in missing} == {'pdf', 'json'}


@pytest.mark.parametrize('content', [b'', b'%PDF-1.7\n', b'hej\n' * 1000])
def test_another_file_is_no_package(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / 'fil.tar'
    path.write_bytes(content)
    answer = run('archive', 'verify', str(path), '--json')
    assert (answer.code, answer.json['verdict']) == (6, 'not-a-package')
