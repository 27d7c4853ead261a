"""METS.xml of a package and of its representation, as E-ARK CSIP 2.1.0 and SIP 2.1.0 (FGS Paketstruktur 2.0) ask.

Every file of the package but METS.xml itself is named in one of the two, with size and SHA-256.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.archive.layout import CSIP as LAYOUT
from docgen.archive.mets import (
    METS,
    WRITER,
    archived_mets_files,
    file_attributes,
    format_registry_attributes,
    link_attributes,
    mets_file,
    stable_id,
)
from docgen.archive.xml_writer import XLINK, as_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from docgen.archive.case_data import Organisation
    from docgen.archive.mets import Inventory, MetsFile, MetsHeader
    from docgen.model.settings import Contact

CSIP = 'https://DILCIS.eu/XML/METS/CSIPExtensionMETS'
SIP = 'https://DILCIS.eu/XML/METS/SIPExtensionMETS'
PROFILE = 'https://earksip.dilcis.eu/profile/E-ARK-SIP.xml'
_REPRESENTATION = 'rep1'
_USE = f'Representations/{_REPRESENTATION}'
_INNER = f'representations/{_REPRESENTATION}/METS.xml'
_CONTENT = 'citserms_v2_1'
"""CITS ERMS 2.1: erms.xml lies among the data."""
_NOTE = f'{{{CSIP}}}NOTETYPE'


def csip_mets_files(inventory: Inventory) -> dict[str, bytes]:
    """Give both METS.xml by their paths in the package."""
    inner = _representation(inventory)
    return {_INNER: inner, LAYOUT.top: _package(inventory, mets_file(_INNER, inventory.present.get(_INNER, inner)))}


def _package(inventory: Inventory, representation: MetsFile) -> bytes:
    header = inventory.header
    case = header.case
    root = _root(header, header.place.object_id, LAYOUT.schemas)
    described = [inventory.dublin_core, inventory.case_record]
    for each, kind in zip(described, ('DC', 'OTHER'), strict=True):
        _described(root, header, each, kind)
    _preserved(root, header, inventory.premis)
    section = WRITER.add(root, 'fileSec', None, {'ID': stable_id('fileSec', case.name)})
    groups = {'Schemas': inventory.schemas, 'Documentation': inventory.documentation, _USE: [representation]}
    for use, parts in groups.items():
        _group(section, header, use, parts)
    top = _structure(root, case.name)
    _metadata_div(top, described, inventory.premis)
    for use in ('Schemas', 'Documentation'):
        WRITER.add(_div(top, use), 'fptr', None, {'FILEID': stable_id('group', use)})
    WRITER.add(_div(top, 'Representations'), 'fptr', None, {'FILEID': stable_id('group', _USE)})
    pointer = {f'{{{XLINK}}}title': stable_id('group', _USE), **link_attributes(representation.name)}
    WRITER.add(_div(top, _USE), 'mptr', None, pointer)
    return as_bytes(root)


def _representation(inventory: Inventory) -> bytes:
    """The METS.xml of the representation, which names every archived file."""
    header = inventory.header
    root = _root(header, _REPRESENTATION, '../../schemas')
    section = WRITER.add(root, 'fileSec', None, {'ID': stable_id('fileSec', _REPRESENTATION)})
    _group(section, header, 'Data', archived_mets_files(inventory.files, 'data'))
    top = _structure(root, _REPRESENTATION)
    _metadata_div(top, [], None)
    WRITER.add(_div(top, 'Data'), 'fptr', None, {'FILEID': stable_id('group', 'Data')})
    return as_bytes(root)


def _root(header: MetsHeader, name: str, schemas: str) -> etree._Element:
    prefixes = {None: METS, 'xlink': XLINK, 'csip': CSIP, 'sip': SIP}
    locations = {
        METS: f'{schemas}/mets.xsd',
        XLINK: f'{schemas}/xlink.xsd',
        CSIP: f'{schemas}/DILCISExtensionMETS.xsd',
        SIP: f'{schemas}/DILCISExtensionSIPMETS.xsd',
    }
    root = WRITER.root('mets', prefixes, locations)
    root.set('OBJID', name)
    root.set('LABEL', header.case.title)
    root.set('TYPE', 'Textual works – Digital')
    root.set(f'{{{CSIP}}}CONTENTINFORMATIONTYPE', _CONTENT)
    root.set('PROFILE', PROFILE)
    top = WRITER.add(
        root,
        'metsHdr',
        None,
        {'CREATEDATE': header.at, 'RECORDSTATUS': header.place.status.value, f'{{{CSIP}}}OAISPACKAGETYPE': 'SIP'},
    )
    _software(top, header.software)
    case = header.case
    _organisation(top, 'ARCHIVIST', case.creator)
    _organisation(top, 'CREATOR', case.creator)
    _contact(top, case.contact)
    _organisation(top, 'PRESERVATION', case.institution)
    if case.settings.agreement:
        WRITER.add(top, 'altRecordID', case.settings.agreement, {'TYPE': 'SUBMISSIONAGREEMENT'})
    return root


def _contact(header: etree._Element, contact: Contact) -> None:
    """The one to turn to (SIP 2.1.0, SIP21–SIP25)."""
    agent = WRITER.add(header, 'agent', None, {'ROLE': 'CREATOR', 'TYPE': 'INDIVIDUAL'})
    WRITER.add(agent, 'name', contact.name)
    WRITER.add(agent, 'note', contact.email)
    if contact.phone:
        WRITER.add(agent, 'note', contact.phone)


def _software(header: etree._Element, software: str) -> None:
    name, _, version = software.partition(' ')
    agent = WRITER.add(header, 'agent', None, {'ROLE': 'CREATOR', 'TYPE': 'OTHER', 'OTHERTYPE': 'SOFTWARE'})
    WRITER.add(agent, 'name', name)
    WRITER.add(agent, 'note', version, {_NOTE: 'SOFTWARE VERSION'})


def _organisation(header: etree._Element, role: str, organisation: Organisation) -> None:
    agent = WRITER.add(header, 'agent', None, {'ROLE': role, 'TYPE': 'ORGANIZATION'})
    WRITER.add(agent, 'name', organisation.name)
    if organisation.number:
        WRITER.add(agent, 'note', organisation.number, {_NOTE: 'IDENTIFICATIONCODE'})


def _described(root: etree._Element, header: MetsHeader, each: MetsFile, kind: str) -> None:
    attributes = {'ID': stable_id('dmd', each.name), 'CREATED': header.at, 'STATUS': 'CURRENT'}
    section = WRITER.add(root, 'dmdSec', None, attributes)
    _reference(section, header, each, kind, 'ARENDE' if kind == 'OTHER' else None)


def _preserved(root: etree._Element, header: MetsHeader, each: MetsFile) -> None:
    attributes = {'ID': stable_id('amd', each.name), 'STATUS': 'CURRENT'}
    section = WRITER.add(WRITER.add(root, 'amdSec'), 'digiprovMD', None, attributes)
    _reference(section, header, each, 'PREMIS', None)


def _reference(section: etree._Element, header: MetsHeader, each: MetsFile, kind: str, other: str | None) -> None:
    attributes = {
        **link_attributes(each.name),
        'MDTYPE': kind,
        'OTHERMDTYPE': other,
        **file_attributes(each),
        'CREATED': header.at,
    }
    WRITER.add(section, 'mdRef', None, attributes)


def _group(section: etree._Element, header: MetsHeader, use: str, parts: Sequence[MetsFile]) -> None:
    typed = use.startswith('Representations') or use == 'Data'
    kind = {f'{{{CSIP}}}CONTENTINFORMATIONTYPE': _CONTENT} if typed else {}
    group = WRITER.add(section, 'fileGrp', None, {'ID': stable_id('group', use), 'USE': use, **kind})
    for each in parts:
        attributes = {
            'ID': stable_id('file', each.name),
            'USE': 'SUPERSEDED' if each.superseded else None,
            **file_attributes(each),
            'CREATED': header.at,
            **format_registry_attributes(each, SIP),
        }
        WRITER.add(WRITER.add(group, 'file', None, attributes), 'FLocat', None, link_attributes(each.name))


def _structure(root: etree._Element, label: str) -> etree._Element:
    attributes = {'ID': stable_id('map', label), 'TYPE': 'PHYSICAL', 'LABEL': 'CSIP'}
    return _div(WRITER.add(root, 'structMap', None, attributes), label)


def _metadata_div(top: etree._Element, described: Sequence[MetsFile], preserved: MetsFile | None) -> None:
    ids = {
        'DMDID': ' '.join(stable_id('dmd', each.name) for each in described) or None,
        'ADMID': stable_id('amd', preserved.name) if preserved else None,
    }
    WRITER.add(top, 'div', None, {'ID': stable_id('div', 'Metadata'), 'LABEL': 'Metadata', **ids})


def _div(top: etree._Element, label: str) -> etree._Element:
    return WRITER.add(top, 'div', None, {'ID': stable_id('div', label), 'LABEL': label})
