"""`docgen archive PERIOD`: what lies in the package, that it is the same every time, and what is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import Workbench, snapshot

from archive.conftest import DATA
from docgen.archive.restore import source_warnings
from docgen.archive.schemas import CASE, DESCRIPTION, METS, PREMIS, schema_faults
from docgen.records.record import read_record

if TYPE_CHECKING:
    from archive.conftest import Package


def test_it_holds_all_that_the_archive_needs(package: Package) -> None:
    document = 'medborgarlofte-strangnas-2021'
    for name in (
        f'signed/{document}-v1.pdf',
        f'fixed/{document}-v1.pdf',
        f'fixed/{document}-kort-v1.pdf',
        f'public/{document}.pdf',
        'record.json',
        f'reports/{document}-v1-validering.pdf',
        'reports/conformance.json',
        'source/data/promises/2021.yaml',
        'source/templates/medborgarlofte.docx',
        'source/templates/logotyp-kommun.png',
    ):
        assert (package.path / DATA / name).is_file(), name
    assert (package.path / 'documentation/README.txt').is_file()


def test_its_xml_follows_the_published_schemas(package: Package) -> None:
    for name, schema in (
        ('METS.xml', METS),
        ('representations/rep1/METS.xml', METS),
        ('metadata/preservation/premis.xml', PREMIS),
        ('metadata/descriptive/dc.xml', DESCRIPTION),
        ('metadata/descriptive/arende.xml', CASE),
    ):
        assert schema_faults((package.path / name).read_bytes(), schema) == [], name


def test_every_file_is_listed_with_its_checksum(package: Package) -> None:
    listed = {}
    for folder in ('', 'representations/rep1/'):
        tree = package.xml(f'{folder}METS.xml')
        for element in tree.iter('{*}file', '{*}mdRef'):
            place = element if element.tag.endswith('mdRef') else element.find('{*}FLocat')
            listed[folder + place.get('{http://www.w3.org/1999/xlink}href')] = (
                element.get('CHECKSUM'),
                element.get('SIZE'),
            )
    there = {
        path.relative_to(package.path).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            str(path.stat().st_size),
        )
        for path in package.path.rglob('*')
        if path.is_file() and path != package.path / 'METS.xml'
    }
    assert listed == there


def test_a_package_that_is_there_is_never_overwritten(smallest: Workbench, tmp_path: Path) -> None:
    period = min(path.name for path in smallest.output.iterdir() if path.name != '.docgen')
    request = ('archive', period, '--unsigned', '--to', str(tmp_path), '--json')
    first, again = smallest.run(*request), smallest.run(*request)
    assert (first.json['new'], again.json['new']) == (True, False)
    assert first.json['sha256'] == again.json['sha256']
    (Path(first.json['path']) / 'METS.xml').write_text('ändrad', 'utf-8')
    before = snapshot(tmp_path)
    refused = smallest.run(*request)
    assert (refused.code, refused.json['findings'][0]['id']) == (7, 'archive-exists')
    assert snapshot(tmp_path) == before


def test_what_is_not_signed_is_refused(fixed: Workbench, tmp_path: Path) -> None:
    answer = fixed.run('archive', '2021', '--to', str(tmp_path))
    assert (answer.code, answer.ids) == (2, ['archive-not-signed'])
    answer = fixed.run('archive', '2020', '--to', str(tmp_path))
    assert (answer.code, answer.ids) == (2, ['archive-not-fixed'])
    assert list(tmp_path.iterdir()) == []


def test_unsigned_takes_along_the_built_documents(minimal: Workbench, tmp_path: Path) -> None:
    assert minimal.run('build').code == 0
    period = min(path.name for path in minimal.output.iterdir() if path.name != '.docgen')
    answer = minimal.run('archive', period, '--unsigned', '--to', str(tmp_path / 'a'), '--json')
    assert answer.code == 0, answer.err
    built = next((tmp_path / 'a').rglob('built'))
    for path in built.iterdir():
        assert path.read_bytes() == (minimal.output / period / path.name).read_bytes()
    next(minimal.output.joinpath(period).glob('*.pdf')).write_bytes(b'annat')
    answer = minimal.run('archive', period, '--unsigned', '--to', str(tmp_path / 'b'))
    assert (answer.code, answer.ids) == (6, ['archive-built-changed'])


def test_a_changed_signed_file_is_refused(published_workspace: Workbench, tmp_path: Path) -> None:
    file = published_workspace.output / '2021/signed/medborgarlofte-strangnas-2021-v1.pdf'
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b'\n%')
    answer = published_workspace.run('archive', '2021', '--to', str(tmp_path / 'arkiv'))
    assert (answer.code, answer.ids) == (6, ['record-file-changed'])


def test_other_data_than_those_of_the_documents_give_a_warning(published_workspace: Workbench, tmp_path: Path) -> None:
    record = read_record(published_workspace.output / '2021')
    assert record is not None
    published_workspace.replace('promises/2021.yaml', 'title: Medborgarlöfte 2021', 'title: Medborgarlöfte för 2021')
    found = source_warnings(published_workspace.root, record, tmp_path / 'rebuilt', lambda _: None)
    assert [each.id for each in found] == ['archive-source-differs']
