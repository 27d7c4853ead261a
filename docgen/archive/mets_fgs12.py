"""sip.xml of a package, as FGS Paketstruktur 1.2 asks (Riksarkivet, RAFGS1V1.2 with RAFGS1V1.2A20171025).

The rules followed are those that Riksarkivet's own schemas hold, CSPackageMETS.xsd and CSPackageExtensionMETS.xsd 1.2:
which agents, identifiers and attributes must be there, and what they may say. Where they leave a choice, such as which
element has an attribute of the extension, it falls as in packages that Swedish archives take in; docs/archive.md says
which. One file names every other file of the package, with size and SHA-256.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.archive.layout import FGS_1_2 as LAYOUT
from docgen.archive.mets import (
    METS,
    WRITER,
    archived_mets_files,
    file_attributes,
    format_registry_attributes,
    link_attributes,
    stable_id,
)
from docgen.archive.xml_writer import XLINK, as_bytes
from docgen.errors import Finding, FindingsError, Place
from docgen.model.settings import RestrictionKind, Retention

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

    from docgen.archive.case_data import Case, Organisation
    from docgen.archive.mets import Inventory, MetsFile, MetsHeader

EXTENSION = 'ExtensionMETS'
PROFILE = 'http://xml.ra.se/e-arkiv/METS/CommonSpecificationSwedenPackageProfile.xml'
_PUBLISHED = 'http://xml.ra.se/e-arkiv/METS'
_PACKAGE = 'file:///'
"""What an address in the package begins with; the rest is the path from sip.xml."""
_SOFTWARE = {'TYPE': 'OTHER', 'OTHERTYPE': 'SOFTWARE'}
_DIGITS = 10
"""Digits of a Swedish organisation number."""


def require_agreement(case: Case, root: Path) -> None:
    """Refuse a package that cannot name the agreement it is delivered by: sip.xml must have one (altRecordID, 1..n).

    Raises:
        FindingsError: `archive-agreement-missing`.
    """
    if case.settings.agreement:
        return
    raise FindingsError(
        Finding(
            'archive-agreement-missing',
            "Överenskommelsen om leverans är inte angiven.",
            "FGS Paketstruktur 1.2 kräver att paketet säger efter vilken överenskommelse det levereras.",
            "Fråga arkivet om beteckningen och skriv in den: archive: agreement. Eller välj --profile fgs-2.0.",
            Place(root / 'data' / 'workspace.yaml'),
        )
    )


def fgs_1_2_mets_files(inventory: Inventory) -> dict[str, bytes]:
    """Give sip.xml by its path in the package."""
    content = archived_mets_files(inventory.files, LAYOUT.data)
    system = [*inventory.documentation, *inventory.schemas]
    root = _root(inventory)
    _header(root, inventory.header)
    described = (inventory.dublin_core, 'DC', None), (inventory.case_record, 'OTHER', "Ärendets uppgifter")
    for each, kind, label in described:
        section = WRITER.add(root, 'dmdSec', None, {'ID': stable_id('dmd', each.name)})
        _reference(section, inventory.header, each, kind, label)
    administrative = WRITER.add(root, 'amdSec', None, {'ID': stable_id('amdSec', inventory.premis.name)})
    section = WRITER.add(administrative, 'digiprovMD', None, {'ID': stable_id('amd', inventory.premis.name)})
    _reference(section, inventory.header, inventory.premis, 'PREMIS', None)
    group = WRITER.add(WRITER.add(root, 'fileSec'), 'fileGrp', None, {'ID': stable_id('group'), 'USE': 'FILES'})
    for each in (*content, *system):
        attributes = {
            'ID': stable_id('file', each.name),
            **file_attributes(each),
            'CREATED': inventory.header.at,
            **format_registry_attributes(each, EXTENSION),
            f'{{{EXTENSION}}}ORIGINALFILENAME': each.original_name or None,
            'USE': 'SUPERSEDED' if each.superseded else None,
        }
        WRITER.add(WRITER.add(group, 'file', None, attributes), 'FLocat', None, link_attributes(each.name, _PACKAGE))
    top = WRITER.add(WRITER.add(root, 'structMap', None, {'LABEL': 'Profilestructmap'}), 'div', None, {'LABEL': 'sip'})
    ids = {
        'DMDID': ' '.join(stable_id('dmd', each.name) for each, _, _ in described),
        'ADMID': stable_id('amd', inventory.premis.name),
    }
    WRITER.add(top, 'div', None, {'LABEL': LAYOUT.descriptive, **ids})
    for label, parts in ((LAYOUT.data, content), (LAYOUT.schemas, system)):
        division = WRITER.add(top, 'div', None, {'LABEL': label})
        for each in parts:
            WRITER.add(division, 'fptr', None, {'FILEID': stable_id('file', each.name)})
    return {LAYOUT.top: as_bytes(root)}


def _root(inventory: Inventory) -> etree._Element:
    """The root: the package's identity, what it is, and which of the profile's optional facts are known."""
    case = inventory.header.case
    prefixes: dict[str | None, str] = {'mets': METS, 'ext': EXTENSION, 'xlink': XLINK}
    locations = {METS: f'{_PUBLISHED}/CSPackageMETS.xsd', EXTENSION: f'{_PUBLISHED}/CSPackageExtensionMETS.xsd'}
    root = WRITER.root('mets', prefixes, locations)
    root.set('OBJID', inventory.header.place.object_id)
    root.set('LABEL', case.title)
    root.set('TYPE', 'Single records')
    root.set('PROFILE', PROFILE)
    optional = {
        'ARCHIVALNAME': case.creator.name,
        'APPRAISAL': 'No' if case.settings.retention is Retention.PRESERVE else 'Yes',
        'ACCESSRESTRICT': _access_restriction(case, inventory),
        'PACKAGENUMBER': str(inventory.header.place.number),
        'STARTDATE': case.valid_from.isoformat(),
        'ENDDATE': case.valid_to.isoformat() if case.valid_to else None,
    }
    for name, value in optional.items():
        if value is not None:
            root.set(f'{{{EXTENSION}}}{name}', value)
    return root


def _access_restriction(case: Case, inventory: Inventory) -> str | None:
    """Give ACCESSRESTRICT: the signatories' certificates may hold personal identity numbers."""
    secret = any(each.kind is RestrictionKind.CONFIDENTIAL for each in case.settings.restrictions)
    personal = any(each.certificates for each in inventory.files)
    personal = personal or any(each.kind is RestrictionKind.GDPR for each in case.settings.restrictions)
    if secret and personal:
        return 'Secrecy and PuL'  # the list of the schema has no newer word for both
    return 'Secrecy' if secret else 'GDPR' if personal else None


def _header(root: etree._Element, header: MetsHeader) -> None:
    """Three agents at least, and the agreement (CSPackageMETS.xsd, agent 3..n and altRecordID 1..n)."""
    case = header.case
    attributes = {
        'CREATEDATE': header.at,
        'RECORDSTATUS': header.place.status.value,
        f'{{{EXTENSION}}}OAISSTATUS': 'SIP',
        f'{{{EXTENSION}}}AGREEMENTFORM': 'AGREEMENT',
    }
    top = WRITER.add(root, 'metsHdr', None, attributes)
    name, _, version = header.software.partition(' ')
    delivering = _code(case.creator)
    _agent(top, {'ROLE': 'ARCHIVIST', 'TYPE': 'ORGANIZATION'}, case.creator.name, delivering)
    _agent(top, {'ROLE': 'ARCHIVIST', **_SOFTWARE}, name, version)
    _agent(top, {'ROLE': 'CREATOR', 'TYPE': 'ORGANIZATION'}, case.creator.name, delivering)
    _agent(top, {'ROLE': 'CREATOR', **_SOFTWARE}, name, version)
    _agent(top, {'ROLE': 'PRESERVATION', 'TYPE': 'ORGANIZATION'}, case.institution.name, _code(case.institution))
    contact = WRITER.add(top, 'agent', None, {'ROLE': 'CREATOR', 'TYPE': 'INDIVIDUAL'})
    WRITER.add(contact, 'name', case.contact.name)
    for note in filter(None, (case.contact.email, case.contact.phone)):
        WRITER.add(contact, 'note', note)
    WRITER.add(top, 'altRecordID', case.settings.agreement, {'TYPE': 'SUBMISSIONAGREEMENT'})
    WRITER.add(top, 'metsDocumentID', LAYOUT.top)


def _agent(header: etree._Element, attributes: dict[str, str | None], name: str, note: str) -> None:
    agent = WRITER.add(header, 'agent', None, attributes)
    WRITER.add(agent, 'name', name)
    if note:
        WRITER.add(agent, 'note', note)


def _code(organisation: Organisation) -> str:
    """An identity code with the prefix that says what it is: ORG:2120000316, or Local: for what is none of ours."""
    digits = (organisation.number or '').replace('-', '')
    if len(digits) == _DIGITS and digits.isdecimal():
        return f'ORG:{digits}'
    return f'Local:{organisation.number}' if organisation.number else ''


def _reference(section: etree._Element, header: MetsHeader, each: MetsFile, kind: str, label: str | None) -> None:
    attributes = {
        **link_attributes(each.name, _PACKAGE),
        'MDTYPE': kind,
        **file_attributes(each),
        'CREATED': header.at,
        'LABEL': label,
    }
    WRITER.add(section, 'mdRef', None, attributes)
