"""One value of a package is changed, with its checksums mended or not: it is told by name, with both values."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from values.changes import changes
from values.told import anew, files_of, listed_anew, told, verified_pdfs

import docgen
from archive.delivery import Package
from docgen.archive.conformance import judge_pdf
from docgen.archive.document_check import record_differences
from docgen.archive.history_check import PackageRecord, read_package_record
from docgen.archive.metadata_check import metadata_observations
from docgen.archive.package_description import package_parts
from docgen.archive.package_reader import open_package
from docgen.archive.record_check import record_inconsistencies
from docgen.archive.source_check import case_of, source_differences, unpacked_source
from docgen.archive.verdicts import Observation, PackageVerdict
from docgen.archive.verify import verify_package
from docgen.records.events import _event, last_digest
from docgen.records.fingerprints import build_fingerprint
from docgen.sign.trust import load_trust

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pki.authority import Pki

    from docgen.archive.conformance import JudgedPdf

METS = 'METS.xml'
INNER = 'representations/rep1/METS.xml'
CASE = 'metadata/descriptive/arende.xml'
CORE = 'metadata/descriptive/dc.xml'
PREMIS = 'metadata/preservation/premis.xml'
RECORD = 'record.json'
README = 'documentation/README.txt'
REPORT = 'representations/rep1/data/reports/medborgarlofte-strangnas-2021-v1-validering.json'
XML = [
    (METS, '/*/@OBJID'),
    (METS, '/*/@LABEL'),
    (METS, '/*/@TYPE'),
    (METS, '/*/@PROFILE'),
    (METS, '//*[local-name()="metsHdr"]/@CREATEDATE'),
    (METS, '//*[local-name()="metsHdr"]/@RECORDSTATUS'),
    (METS, '//*[local-name()="agent"][@ROLE="ARCHIVIST"]/*[local-name()="name"]'),
    (METS, '//*[local-name()="agent"][@ROLE="PRESERVATION"]/*[local-name()="name"]'),
    (METS, '//*[local-name()="agent"][@OTHERTYPE="SOFTWARE"]/*[local-name()="name"]'),
    (METS, '//*[local-name()="dmdSec"]/@STATUS'),
    (METS, '//*[local-name()="mdRef"]/@MDTYPE'),
    (METS, '//*[local-name()="fptr"]/@FILEID'),
    (METS, '//*[local-name()="div"]/@DMDID'),
    (METS, '//*[local-name()="div"]/@ADMID'),
    (METS, '//*[local-name()="fileGrp"]/@USE'),
    (INNER, '//*[local-name()="file"]/@MIMETYPE'),
    (INNER, '//*[local-name()="file"]/@CREATED'),
    (INNER, '//@*[local-name()="FORMATREGISTRYKEY"]'),
    (CASE, '/*/@period'),
    (CASE, '//*[local-name()="arendenummer"]'),
    (CASE, '//*[local-name()="arendemening"]'),
    (CASE, '//*[local-name()="giltigtFran"]'),
    (CASE, '//*[local-name()="giltigtTill"]'),
    (CASE, '//*[local-name()="motpart"]'),
    (CASE, '//*[local-name()="bevarande"]/@atgard'),
    (CASE, '//*[local-name()="sekretess"]'),
    (CASE, '//*[local-name()="rattigheter"]'),
    (CASE, '//*[local-name()="handlingstyp"]'),
    (CASE, '//*[local-name()="huvudundertecknare"]'),
    (CASE, '//*[local-name()="huvudundertecknare"]/@datum'),
    (CASE, '//*[local-name()="fil"]/@variant'),
    (CORE, '//*[local-name()="title"]'),
    (CORE, '//*[local-name()="contributor"]'),
    (CORE, '//*[local-name()="coverage"]'),
    (CORE, '//*[local-name()="rights"]'),
    (CORE, '//*[local-name()="identifier"]'),
    (PREMIS, '//*[local-name()="formatName"]'),
    (PREMIS, '//*[local-name()="eventDetail"]'),
    (PREMIS, '//*[local-name()="eventOutcome"]'),
    (PREMIS, '//*[local-name()="linkingAgentIdentifierValue"]'),
    (PREMIS, '//*[local-name()="otherRightsNote"]'),
    (PREMIS, '//*[local-name()="originalName"]'),
    (PREMIS, '//*[local-name()="agentName"]'),
]
JSON = [
    (('documents', 0, 'title'), 'Medborgarlöfte 2022'),
    (('documents', 0, 'kind'), 'agreement'),
    (('documents', 0, 'signatures', 0, 'name'), 'Annan Exempel'),
    (('period',), '2020'),
    (('version',), '9.9.9'),
    (('engine',), 'libreoffice'),
    (('events', 0, 'details', 'slots', 0, 'name'), 'Annan Exempel'),
    (('events', 0, 'details', 'title'), 'Medborgarlöfte 2022'),
    (('events', 0, 'at'), '2020-01-01T00:00:00+00:00'),
    (('events', 5, 'details', 'pages'), 99),
    (('events', 2, 'details', 'name'), 'Annan Exempel'),
    (('events', 0, 'details', 'kind'), 'agreement'),
    (('events', 4, 'details', 'original', 'sha256'), '0' * 64),
    (('events', 4, 'details', 'signatures', 0, 'text'), 'Undertecknad av Annan Exempel'),
    (('events', 0, 'details', 'templates', 'medborgarlofte.docx'), '0' * 64),
    (('events', 0, 'details', 'signed_on'), '2021-03-12'),
    (('documents', 0, 'signatures', 0, 'date'), '2021-03-12'),
    (('documents', 0, 'signatures', 0, 'page'), 9),
    (('documents', 0, 'templates', 'medborgarlofte.docx'), '0' * 64),
    (('documents', 0, 'sha256'), '0' * 64),
    (('files', 'word/medborgarlofte-strangnas-2021.docx'), '0' * 64),
    (('published', 'medborgarlofte-strangnas-2021.pdf'), '0' * 64),
    (('linked_periods',), ['2020', '2021', '2030']),
    (('draft',), True),
]
YAML = [
    ('data/promises/2021.yaml', 'title: Medborgarlöfte 2021', 'title: Medborgarlöfte 2022', 'Medborgarlöfte 2022'),
    ('data/promises/2021.yaml', 'KS/2021:64-045', 'KS/2021:64-046', 'KS/2021:64-046'),
    ('data/promises/2021.yaml', 'end: 2021-12-31', 'end: 2022-12-31', '2022-12-31'),
    ('data/parties.yaml', 'Polismyndigheten', 'Tullverket', 'Tullverket'),
    ('data/promises/2021.yaml', 'Ju tidigare vuxna reagerar', 'Ju senare vuxna reagerar', 'Ju senare vuxna reagerar'),
    ('data/follow-ups/2020.yaml', 'ett på våren och ett', 'två på våren och ett', 'två på våren'),
]


@pytest.fixture(scope='module')
def judged(package: Any) -> dict[str, JudgedPdf]:
    """What inspecting each PDF of the package came to: the PDFs are not changed here."""
    pdfs = (path for path in package.path.rglob('*.pdf'))
    return {path.relative_to(package.path).as_posix(): judge_pdf(path) for path in pdfs}


@pytest.fixture(scope='module')
def spoiled(package: Any, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A copy that each test changes and puts right again."""
    folder = tmp_path_factory.mktemp('values') / 'strangnas-2021'
    return Package(shutil.copytree(package.path, folder))


def compared(package: Package, judged: dict[str, JudgedPdf]) -> list[Observation]:
    """What comparing all values says, without judging the PDFs and signatures over again."""
    with open_package(package.folder) as contents:
        record = read_package_record(contents)
        assert isinstance(record, PackageRecord), record
        parts = package_parts(contents)
        source = f'{parts.data}source/'
        with unpacked_source(contents, source) as folder:
            read = case_of(folder, source, record.record.period)
            if isinstance(read, Observation):
                return [read]
            workspace, case = read
            found = [*record_inconsistencies(record), *record_differences(record, case, judged)]
            found += source_differences(workspace, case, record, judged)
        sums = {name: each.sha256() for name, each in contents.items()}
        return [*found, *metadata_observations(contents, record, case, sums, judged)]


@pytest.fixture
def change(spoiled: Package) -> Iterator[Any]:
    """Writes a file of the package, and puts all as it was."""
    before: dict[Path, bytes] = {}

    def write(name: str, content: bytes) -> None:
        for each in (name, METS, INNER):
            before.setdefault(spoiled.path(each), spoiled.path(each).read_bytes())
        spoiled.path(name).write_bytes(content)
        spoiled.list_anew()

    yield write
    for path, content in before.items():
        path.write_bytes(content)


def test_nothing_is_said_of_a_package_as_it_was_made(spoiled: Package, judged: dict[str, JudgedPdf]) -> None:
    assert compared(spoiled, judged) == []


@pytest.mark.parametrize(('name', 'where'), XML)
def test_a_value_in_the_metadata(
    spoiled: Package, judged: dict[str, JudgedPdf], change: Any, name: str, where: str
) -> None:
    tree = etree.parse(spoiled.path(name))
    matches: Any = tree.xpath(where)
    found = matches[0]
    value = str(getattr(found, 'text', found))
    other = f'{value[:-1]}{"x" if value[-1] != "x" else "y"}'
    if isinstance(found, etree._Element):
        found.text = other
    else:
        found.getparent().set(found.attrname, other)
    change(name, etree.tostring(tree, xml_declaration=True, encoding='UTF-8'))
    told = [each for each in compared(spoiled, judged) if each.file == name]
    assert {each.verdict for each in told} == {PackageVerdict.CONTRADICTION}
    assert any(other[-30:] in each.what and value[-30:] in each.what for each in told), told


def _record_with(spoiled: Package, path: tuple[str | int, ...], value: object) -> bytes:
    record = spoiled.record()
    place: Any = record
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    events: list[Any] = []
    for each in record['events']:
        each['previous'] = events[-1].digest() if events else ''
        events.append(_event(each))
    record['last_event'] = last_digest(events)
    return json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True).encode() + b'\n'


@pytest.mark.parametrize(('path', 'value'), JSON)
def test_a_value_in_the_record_with_its_chain_mended(
    spoiled: Package, judged: dict[str, JudgedPdf], change: Any, path: tuple[str | int, ...], value: object
) -> None:
    change(f'representations/rep1/data/{RECORD}', _record_with(spoiled, path, value))
    told = compared(spoiled, judged)
    shown = value[-1] if isinstance(value, list) else str(value)
    assert any(shown.casefold() in each.what.casefold() for each in told), told


@pytest.mark.parametrize(('name', 'old', 'new', 'shown'), YAML)
def test_a_value_in_the_data(
    spoiled: Package, judged: dict[str, JudgedPdf], change: Any, name: str, old: str, new: str, shown: str
) -> None:
    file = f'representations/rep1/data/source/{name}'
    content = spoiled.path(file).read_text('utf-8')
    assert old in content
    change(file, content.replace(old, new).encode())
    told = compared(spoiled, judged)
    assert any(shown in each.what and 'men ska vara' in each.what for each in told), told


def test_a_text_that_is_taken_out_of_the_data_still_stands_in_the_document(
    spoiled: Package, judged: dict[str, JudgedPdf], change: Any
) -> None:
    file = 'representations/rep1/data/source/data/follow-ups/2020.yaml'
    content = spoiled.path(file).read_text('utf-8')
    gone = next(line for line in content.split('\n') if 'next_step: Kommunen och Polisen bokar mötena' in line)
    change(file, content.replace(f'{gone}\n', '').encode())
    told = [each.what for each in compared(spoiled, judged)]
    assert any('bokar mötena' in each and 'varken uppgifterna eller mallarna ger' in each for each in told), told


def test_every_change_of_dublin_core_is_told(spoiled: Package, judged: dict[str, JudgedPdf], pki: Pki) -> None:
    files = files_of(spoiled.folder)
    verified = verified_pdfs(spoiled.folder, load_trust([pki.roots]))
    assert told(files, judged, verified) == []
    for each in changes(CORE, files[CORE]):
        assert told(listed_anew({**files, CORE: each.content}, {CORE}), judged, verified), each


@pytest.mark.parametrize(('key', 'value'), [('proven_at', '2021-03-11T12:00:00+00:00'), ('anchor', 'Någon annan')])
def test_a_value_in_the_report_of_signatures(
    spoiled: Package, judged: dict[str, JudgedPdf], pki: Pki, key: str, value: str
) -> None:
    files = files_of(spoiled.folder)
    verified = verified_pdfs(spoiled.folder, load_trust([pki.roots]))
    report: Any = json.loads(files[REPORT])
    report['signatures'][0][key] = value
    changed = anew({**files, REPORT: json.dumps(report).encode()}, judged)
    assert changed is not None
    found = told(changed, judged, verified)
    assert [each.file for each in found] == [REPORT]
    assert value in found[0].what


def test_a_template_that_is_another(spoiled: Package, judged: dict[str, JudgedPdf], change: Any) -> None:
    file = 'representations/rep1/data/source/templates/medborgarlofte.docx'
    change(file, spoiled.path(file.replace('medborgarlofte', 'uppfoljning')).read_bytes())
    assert file in {each.file for each in compared(spoiled, judged)}


@pytest.mark.parametrize('name', ['mets.xsd', 'premis-v3-0.xsd', 'arende.xsd', 'dc.xsd'])
def test_a_schema_that_is_not_the_published_one(
    spoiled: Package, judged: dict[str, JudgedPdf], change: Any, name: str
) -> None:
    file = f'schemas/{name}'
    published = spoiled.path(file).read_bytes()
    other = published.replace(b'required', b'optional') + b'\n'
    change(file, other)
    (told,) = (each.what for each in compared(spoiled, judged) if each.file == file)
    assert told.startswith("Schemat är inte det publicerade: dess SHA-256 är ”")
    assert all(hashlib.sha256(each).hexdigest() in told for each in (published, other))


def test_a_word_of_the_readme(spoiled: Package, judged: dict[str, JudgedPdf], change: Any) -> None:
    change(README, spoiled.path(README).read_bytes().replace('Strängnäs'.encode(), 'Strängnös'.encode()))
    told = [each.what for each in compared(spoiled, judged) if each.file == README]
    assert any('Strängnös' in each and 'Strängnäs' in each for each in told), told


@pytest.mark.parametrize('name', [CASE, CORE, README, 'schemas/dc.xsd'])
def test_a_file_that_is_gone_from_the_package_and_its_list(small: Package, name: str) -> None:
    file = name if small.path(name).exists() else name.replace('metadata/descriptive', small.layout.descriptive)
    file = file if small.path(file).exists() else f'{small.layout.schemas}/{name.rpartition("/")[2]}'
    small.path(file).unlink()
    small.list_anew()
    found = verify_package(small.folder)
    assert PackageVerdict.FILE_MISSING in {each.verdict for each in found.observations}
    assert file in {each.file for each in found.observations}
    assert not found.ok


def test_a_package_that_says_another_version_made_it(small: Package) -> None:
    version = small.path(small.top).read_bytes()
    small.path(small.top).write_bytes(version.replace(docgen.__version__.encode(), b'0.0.9'))
    found = verify_package(small.folder)
    assert found.verdict is PackageVerdict.NOT_COMPARED
    assert not found.ok
    assert any('0.0.9' in each.what and docgen.__version__ in each.what for each in found.observations)


def test_a_package_that_another_build_of_the_version_made(small: Package) -> None:
    premis = small.path(small.premis_file).read_text('utf-8')
    assert build_fingerprint() in premis
    small.path(small.premis_file).write_text(premis.replace(build_fingerprint(), 'abcdef012345'), 'utf-8')
    small.list_anew()
    found = verify_package(small.folder)
    assert found.verdict is PackageVerdict.NOT_COMPARED
    assert found.software == f'docgen {docgen.__version__} (bygge abcdef012345)'
    assert any('abcdef012345' in each.what and build_fingerprint() in each.what for each in found.observations)


def test_a_checksum_of_the_list_that_is_wrong_is_told_with_both_values(small: Package) -> None:
    core = small.path(CORE if small.path(CORE).exists() else f'{small.layout.descriptive}/dc.xml')
    right = hashlib.sha256(core.read_bytes()).hexdigest()
    top = small.path(small.top).read_text('utf-8')
    small.path(small.top).write_text(top.replace(right, '0' * 64), 'utf-8')
    told = [each.what for each in verify_package(small.folder).observations if each.file == small.top]
    assert any(right in each and '0' * 64 in each for each in told), told


def test_a_file_that_is_gone_is_told_once(small: Package) -> None:
    (gone,) = small.data('source/templates').glob('medborgarlofte.docx')
    gone.unlink()
    found = verify_package(small.folder).observations
    assert found[0].verdict is PackageVerdict.FILE_MISSING
    assert {each.file for each in found if each.verdict is PackageVerdict.CONTRADICTION} <= {
        gone.relative_to(small.folder).as_posix(),
        f'{small.layout.data}/source/data',
    }


def test_a_package_that_does_not_say_what_made_it(small: Package) -> None:
    version = small.path(small.top).read_bytes()
    small.path(small.top).write_bytes(version.replace(b'OTHERTYPE="SOFTWARE"', b'OTHERTYPE="software"'))
    found = {each.verdict for each in verify_package(small.folder).observations}
    assert found & {PackageVerdict.CONTRADICTION, PackageVerdict.STRUCTURE_INVALID}
    assert PackageVerdict.NOT_COMPARED not in found


def test_a_file_that_is_listed_but_belongs_to_nothing(small: Package) -> None:
    small.path(f'{small.layout.documentation}/brev.txt').write_text('hej', 'utf-8')
    found = verify_package(small.folder)
    assert found.verdict is PackageVerdict.FILE_ADDED
