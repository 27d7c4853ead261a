"""FGS Paketstruktur 1.2: sip.xml as Riksarkivet's schemas ask, and what an archive reads out of it."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from archive.delivery import METS, Package, knowing_the_agreement, run
from docgen.archive.schemas import CASE, DESCRIPTION, FGS_1_2, PREMIS, schema_faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench import Workbench

EXT = '{ExtensionMETS}'
XSI = '{http://www.w3.org/2001/XMLSchema-instance}'


@pytest.fixture(scope='session')
def profile() -> str:
    """The only one here."""
    return 'fgs-1.2'


@pytest.fixture(scope='session')
def sip(delivered: Package) -> Any:
    """sip.xml. Read only."""
    return etree.parse(delivered.path('sip.xml')).getroot()


def test_its_xml_follows_the_schemas(delivered: Package) -> None:
    for name, schema in (
        ('sip.xml', FGS_1_2),
        ('metadata/premis.xml', PREMIS),
        ('metadata/dc.xml', DESCRIPTION),
        ('metadata/arende.xml', CASE),
    ):
        assert schema_faults(delivered.path(name).read_bytes(), schema) == [], name


@pytest.mark.parametrize('name', ['premis.xml', 'dc.xml', 'arende.xml'])
def test_the_schemas_lie_where_the_metadata_say(delivered: Package, name: str) -> None:
    root: Any = etree.parse(delivered.path(f'metadata/{name}')).getroot()
    words = root.get(f'{XSI}schemaLocation').split()
    assert len(words) >= 2
    for place in words[1::2]:
        assert delivered.path(f'metadata/{place}').is_file(), place


def test_the_list_names_the_schema_of_each_of_its_namespaces(sip: Any) -> None:
    words = sip.get(f'{XSI}schemaLocation').split()
    assert [place.rpartition('/')[2] for place in words[1::2]] == ['CSPackageMETS.xsd', 'CSPackageExtensionMETS.xsd']
    assert set(words[::2]) <= set(sip.nsmap.values())


def test_every_file_is_listed_once_and_stands_in_the_structure(delivered: Package, sip: Any) -> None:
    references = [*sip.iter(f'{METS}FLocat', f'{METS}mdRef')]
    listed = sorted(each.get('{http://www.w3.org/1999/xlink}href') for each in references)
    there = sorted(
        f'file:///{path.relative_to(delivered.folder).as_posix()}'
        for path in delivered.folder.rglob('*')
        if path.is_file() and path.name != 'sip.xml'
    )
    assert listed == there
    known = {each.get('ID') for each in sip.iter() if each.get('ID')}
    pointed = [each.get('FILEID') for each in sip.iter(f'{METS}fptr')]
    pointed += [
        one for each in sip.iter(f'{METS}div') for key in ('DMDID', 'ADMID') for one in (each.get(key) or '').split()
    ]
    assert sorted(pointed) == sorted(set(pointed))
    assert set(pointed) <= known
    assert len(pointed) == len(references)


def test_it_says_what_the_archive_must_know(sip: Any) -> None:
    assert sip.get('PROFILE') == 'http://xml.ra.se/e-arkiv/METS/CommonSpecificationSwedenPackageProfile.xml'
    assert sip.get('LABEL') == "Medborgarlöfte 2021"
    assert (sip.get(f'{EXT}STARTDATE'), sip.get(f'{EXT}ENDDATE')) == ('2021-01-01', '2021-12-31')
    assert (sip.get(f'{EXT}ARCHIVALNAME'), sip.get(f'{EXT}APPRAISAL')) == ("Strängnäs kommun", 'No')
    assert sip.get(f'{EXT}ACCESSRESTRICT') == 'GDPR'
    header = sip.find(f'{METS}metsHdr')
    assert header.get(f'{EXT}OAISSTATUS') == 'SIP'
    agents = [
        (each.get('ROLE'), each.get('TYPE'), each.findtext(f'{METS}name')) for each in header.iter(f'{METS}agent')
    ]
    assert agents == [
        ('ARCHIVIST', 'ORGANIZATION', "Strängnäs kommun"),
        ('ARCHIVIST', 'OTHER', 'docgen'),
        ('CREATOR', 'ORGANIZATION', "Strängnäs kommun"),
        ('CREATOR', 'OTHER', 'docgen'),
        ('PRESERVATION', 'ORGANIZATION', "Strängnäs kommun"),
        ('CREATOR', 'INDIVIDUAL', "Trygghets- och säkerhetsenheten"),
    ]
    agreement = header.find(f'{METS}altRecordID')
    assert (agreement.get('TYPE'), agreement.text) == ('SUBMISSIONAGREEMENT', 'Dnr 2024-17')


def test_the_archives_choices_are_told(smallest: Workbench, tmp_path: Path) -> None:
    ready = knowing_the_agreement(smallest, tmp_path / 'workspace')
    with (ready.root / 'data/workspace.yaml').open('a', encoding='utf-8') as file:
        file.write('  creator_number: 212000-0316\n  institution: Kommunarkivet\n  institution_number: KA 7\n')
        file.write('  retention: destroy\n')
    period = min(path.name for path in ready.output.iterdir())
    answer = ready.run('archive', period, '--unsigned', '--profile', 'fgs-1.2', '--to', str(tmp_path), '--json')
    assert answer.code == 0, answer.err
    list_of_files = Path(answer.json['path']) / 'sip.xml'
    sip = etree.parse(list_of_files).getroot()
    organisations = sip.iterfind(f'.//{METS}agent[@TYPE="ORGANIZATION"]')
    notes = {each.get('ROLE'): each.findtext(f'{METS}note') for each in organisations}
    assert notes == {'ARCHIVIST': 'ORG:2120000316', 'CREATOR': 'ORG:2120000316', 'PRESERVATION': 'Local:KA 7'}
    assert sip.get(f'{EXT}APPRAISAL') == 'Yes'
    assert sip.get(f'{EXT}ACCESSRESTRICT') is None
    assert answer.json['sha256'] == hashlib.sha256(list_of_files.read_bytes()).hexdigest()


def test_without_an_agreement_nothing_is_made(smallest: Workbench, tmp_path: Path) -> None:
    period = min(path.name for path in smallest.output.iterdir() if path.name != '.docgen')
    answer = smallest.run('archive', period, '--unsigned', '--profile', 'fgs-1.2', '--to', str(tmp_path / 'arkiv'))
    assert (answer.code, answer.ids) == (3, ['archive-agreement-missing'])
    assert 'data/workspace.yaml' in answer.err
    assert not (tmp_path / 'arkiv').exists()


@pytest.mark.parametrize('form', ['tar', 'zip'])
def test_one_file_is_the_same_every_time_and_valid(smallest: Workbench, tmp_path: Path, form: str) -> None:
    made = []
    for name in 'a', 'b':
        ready = knowing_the_agreement(smallest, tmp_path / name / 'workspace')
        period = min(path.name for path in ready.output.iterdir())
        target = tmp_path / name / 'arkiv'
        request = ('archive', period, '--unsigned', '--profile', 'fgs-1.2', '--as', form, '--to', str(target))
        answer = ready.run(*request)
        assert answer.code == 0, answer.err
        made += [path for path in target.iterdir() if path.suffix == f'.{form}']
    first, second = made
    assert first.read_bytes() == second.read_bytes()
    answer = run('archive', 'verify', str(first), '--json')
    assert (answer.code, answer.json['verdict'], answer.json['observations']) == (0, 'valid', [])


def _without_the_agreement(root: Any) -> None:
    agreement = next(root.iter(f'{METS}altRecordID'))
    agreement.getparent().remove(agreement)


def _without_who_delivers(root: Any) -> None:
    header = root.find(f'{METS}metsHdr')
    for agent in header.findall(f'{METS}agent')[2:]:
        header.remove(agent)


def _another_type(root: Any) -> None:
    root.set('TYPE', 'Textual works – Digital')


def _another_restriction(root: Any) -> None:
    root.set(f'{EXT}ACCESSRESTRICT', 'Hemligt')


def _a_time_for_a_day(root: Any) -> None:
    root.set(f'{EXT}STARTDATE', '2021-01-01T00:00:00')


def _a_file_without_size(root: Any) -> None:
    del next(root.iter(f'{METS}file')).attrib['SIZE']


def _a_kind_of_metadata_of_our_own(root: Any) -> None:
    next(root.iter(f'{METS}mdRef')).set('OTHERMDTYPE', 'ARENDE')


@pytest.mark.parametrize(
    'damage',
    [
        _without_the_agreement,
        _without_who_delivers,
        _another_type,
        _another_restriction,
        _a_time_for_a_day,
        _a_file_without_size,
        _a_kind_of_metadata_of_our_own,
    ],
)
def test_what_riksarkivets_schemas_forbid_is_found(small: Package, damage: Callable[[Any], None]) -> None:
    tree = etree.parse(small.path('sip.xml'))
    damage(tree.getroot())
    small.write('sip.xml', tree)
    answer = run('archive', 'verify', str(small.folder), '--json')
    assert (answer.code, answer.json['verdict']) == (6, 'structure-invalid')
    assert {each['file'] for each in answer.json['observations']} == {'sip.xml'}


def test_a_package_that_lost_its_list_is_still_in_the_register(small: Package) -> None:
    small.path('sip.xml').unlink()
    rows = run('archive', 'list', str(small.folder.parent), '--json').json['packages']
    assert [each['package'] for each in rows] == ['paket']
    assert rows[0]['title'].startswith("Går inte att läsa")


def test_the_extension_is_the_published_file() -> None:
    shipped = files('docgen.archive').joinpath('schemas/CSPackageExtensionMETS.xsd').read_bytes()
    published = 'ffb8d07441cc58032d89304a934af3c6a55faba41499d5d2fcb6909415c2f1c0'
    assert hashlib.sha256(shipped).hexdigest() == published
