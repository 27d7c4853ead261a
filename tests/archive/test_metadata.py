"""What the metadata tell: the case, the files and their formats, the events with their times, who did them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from archive.conftest import DATA
from docgen.archive.file_formats import format_of

if TYPE_CHECKING:
    from pathlib import Path

    from archive.conftest import Package

PREMIS = 'metadata/preservation/premis.xml'
CASE = 'metadata/descriptive/arende.xml'


def test_the_case_has_the_fields_of_swedish_case_records(package: Package) -> None:
    assert package.texts(CASE, 'arendenummer') == ['KS/2021:64-045', 'A098.765/2021']
    assert package.texts(CASE, 'arendemening') == ['Medborgarlöfte 2021']
    assert package.texts(CASE, 'avtalstyp') == ['överenskommelse']
    assert package.texts(CASE, 'giltigtFran') + package.texts(CASE, 'giltigtTill') == ['2021-01-01', '2021-12-31']
    assert package.texts(CASE, 'motpart') == ['Polismyndigheten, Lokalpolisområde Södermanland norra']
    assert package.texts(CASE, 'huvudundertecknare') == ['Anna Exempel']
    assert package.xml(CASE).find('{*}bevarande').get('atgard') == 'bevaras'
    assert package.texts('metadata/descriptive/dc.xml', 'title') == ['Medborgarlöfte 2021']


def test_each_file_of_a_record_has_its_variant(package: Package) -> None:
    files = package.xml(CASE).iter('{*}fil')
    variants = {each.text: each.get('variant') for each in files}
    assert variants == {
        'signed/medborgarlofte-strangnas-2021-v1.pdf': 'signed',
        'fixed/medborgarlofte-strangnas-2021-v1.pdf': 'preservation',
        'public/medborgarlofte-strangnas-2021.pdf': 'public',
        'fixed/medborgarlofte-strangnas-2021-kort-v1.pdf': 'preservation',
        'public/medborgarlofte-strangnas-2021-kort.pdf': 'public',
    }


def test_premis_tells_every_event_of_the_record_with_its_time(package: Package) -> None:
    record = json.loads((package.path / DATA / 'record.json').read_text('utf-8'))
    told = [
        (each.findtext('{*}eventType'), each.findtext('{*}eventDateTime'))
        for each in package.xml(PREMIS).iter('{*}event')
        if each.findtext('{*}eventIdentifier/{*}eventIdentifierType') == 'record.json SHA-256'
    ]
    assert told == [(each['kind'], each['at']) for each in record['events']]
    kinds = package.texts(PREMIS, 'eventType')
    assert [kind for kind, _ in told] == ['fixed', 'fixed', 'signed', 'signed', 'published', 'published']
    assert kinds[:3] == ['rendered', 'converted', 'judged']
    assert kinds[-2:] == ['validated', 'packaged']


def test_premis_names_those_who_acted(package: Package) -> None:
    agents = package.texts(PREMIS, 'agentName')
    assert {'Strängnäs kommun', 'Anna Exempel', 'Erik Provsson', 'docgen'} <= set(agents)


def test_a_verdict_is_told_as_the_outcome(package: Package) -> None:
    outcomes = dict(zip(package.texts(PREMIS, 'eventType'), package.texts(PREMIS, 'eventOutcome'), strict=True))
    assert outcomes['validated'] == 'valid'


def test_formats_are_named_by_pronom(package: Package) -> None:
    formats, editions = {}, {}
    for each in package.xml(PREMIS).iter('{*}object'):
        name = each.findtext('{*}originalName')
        formats[name], editions[name] = each.findtext('.//{*}formatRegistryKey'), each.findtext('.//{*}formatVersion')
    assert editions['source/templates/medborgarlofte.docx'] == '2007 onwards'
    assert editions['source/data/promises/2021.yaml'] is None
    assert formats['signed/medborgarlofte-strangnas-2021-v1.pdf'] == 'fmt/476'
    assert formats['reports/medborgarlofte-strangnas-2021-v1-validering.pdf'] == 'fmt/476'
    assert formats['source/templates/medborgarlofte.docx'] == 'fmt/412'
    assert formats['source/data/promises/2021.yaml'] == 'fmt/818'
    assert formats['record.json'] == 'fmt/817'
    assert formats['source/templates/logotyp-kommun.png'] == 'fmt/11'


@pytest.mark.parametrize(
    ('kind', 'options', 'expected'),
    [
        ('png', {}, 'fmt/11'),
        ('png', {'icc_profile': b'x' * 200}, 'fmt/12'),
        ('jpg', {}, 'fmt/43'),
    ],
)
def test_a_picture_is_named_by_its_version(tmp_path: Path, kind: str, options: dict[str, Any], expected: str) -> None:
    path = tmp_path / f'bild.{kind}'
    Image.new('RGB', (4, 4)).save(path, **options)
    assert format_of(path).pronom == expected
    path.write_bytes(path.read_bytes()[:5])
    assert format_of(path).pronom == ''


def test_every_pdf_follows_its_standards(package: Package) -> None:
    report = json.loads((package.path / DATA / 'reports/conformance.json').read_text('utf-8'))
    standings = {(each['file'], one['conformity']) for each in report['files'] for one in each['standards']}
    assert {conformity for _, conformity in standings} == {'follows'}
    assert len(report['files']) == 6
