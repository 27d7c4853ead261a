"""METS.xml of a package and of its representation, as E-ARK CSIP 2.1.0 and SIP 2.1.0 (FGS Paketstruktur 2.0) ask.

Every file of the package but METS.xml itself is named in one of the two, with size and SHA-256.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from docgen.archive.markup import XLINK, Writer, as_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lxml import etree

    from docgen.archive.case import Case, Organisation
    from docgen.archive.contents import ArchivedFile
    from docgen.archive.formats import Format

METS = 'http://www.loc.gov/METS/'
CSIP = 'https://DILCIS.eu/XML/METS/CSIPExtensionMETS'
SIP = 'https://DILCIS.eu/XML/METS/SIPExtensionMETS'
PROFILE = 'https://earksip.dilcis.eu/profile/E-ARK-SIP.xml'
REPRESENTATION = 'rep1'
_NAMESPACE = uuid.UUID('0c4a1f3e-6b7d-5c2f-a1e8-3d9b7f6e5c40')
_W = Writer(METS)
_NOTE = f'{{{CSIP}}}NOTETYPE'


@dataclass(frozen=True)
class Part:
    """A file that a METS.xml names."""

    name: str
    """Path from that METS.xml."""
    format: Format
    bytes: int
    sha256: str
    archived: bool = False
    """Whether it is one of the records, whose format SIP asks for."""


@dataclass(frozen=True)
class Header:
    """What both METS.xml say of themselves. Times are ISO 8601."""

    case: Case
    at: str
    software: str


def part(path: Path, name: str) -> Part:
    """Describe a file that was made for the package."""
    from docgen.archive.formats import format_of

    content = path.read_bytes()
    return Part(name, format_of(path), len(content), hashlib.sha256(content).hexdigest())


def package_mets(
    header: Header,
    descriptive: Sequence[tuple[Part, str]],
    preservation: Part,
    schemas: Sequence[Part],
    documentation: Sequence[Part],
    representation: Part,
) -> bytes:
    """Give the METS.xml of the package.

    Args:
        header: what it says of itself.
        descriptive: each file of descriptive metadata and its METS type: DC, or OTHER.
        preservation: premis.xml.
        schemas: the schemas.
        documentation: what explains the package.
        representation: the METS.xml of the representation.
    """
    case = header.case
    root = _root(header, case.name, 'schemas')
    for each, kind in descriptive:
        _described(root, header, each, kind)
    _preserved(root, header, preservation)
    section = _W.add(root, 'fileSec', None, {'ID': _id('fileSec', case.name)})
    groups = {'Schemas': schemas, 'Documentation': documentation, f'Representations/{REPRESENTATION}': [representation]}
    for use, parts in groups.items():
        _group(section, header, use, parts)
    top = _structure(root, case.name)
    _metadata_div(top, [each for each, _ in descriptive], preservation)
    for use in ('Schemas', 'Documentation'):
        _W.add(_div(top, use), 'fptr', None, {'FILEID': _id('group', use)})
    use = f'Representations/{REPRESENTATION}'
    _W.add(_div(top, 'Representations'), 'fptr', None, {'FILEID': _id('group', use)})
    link = {f'{{{XLINK}}}title': _id('group', use), **_href(representation.name)}
    _W.add(_div(top, use), 'mptr', None, link)
    return as_bytes(root)


def representation_mets(header: Header, files: Sequence[ArchivedFile]) -> bytes:
    """Give the METS.xml of the representation, which names every archived file."""
    root = _root(header, REPRESENTATION, '../../schemas')
    section = _W.add(root, 'fileSec', None, {'ID': _id('fileSec', REPRESENTATION)})
    parts = [Part(f'data/{each.name}', each.format, each.bytes, each.sha256, archived=True) for each in files]
    _group(section, header, 'Data', parts)
    top = _structure(root, REPRESENTATION)
    _metadata_div(top, [], None)
    _W.add(_div(top, 'Data'), 'fptr', None, {'FILEID': _id('group', 'Data')})
    return as_bytes(root)


def _root(header: Header, identifier: str, schemas: str) -> etree._Element:
    prefixes = {None: METS, 'xlink': XLINK, 'csip': CSIP, 'sip': SIP}
    locations = {
        METS: f'{schemas}/mets.xsd',
        XLINK: f'{schemas}/xlink.xsd',
        CSIP: f'{schemas}/DILCISExtensionMETS.xsd',
        SIP: f'{schemas}/DILCISExtensionSIPMETS.xsd',
    }
    root = _W.root('mets', prefixes, locations)
    root.set('OBJID', identifier)
    root.set('LABEL', header.case.title)
    root.set('TYPE', 'Textual works – Digital')
    root.set(f'{{{CSIP}}}CONTENTINFORMATIONTYPE', 'MIXED')
    root.set('PROFILE', PROFILE)
    top = _W.add(
        root,
        'metsHdr',
        None,
        {'CREATEDATE': header.at, 'RECORDSTATUS': 'NEW', f'{{{CSIP}}}OAISPACKAGETYPE': 'SIP'},
    )
    _software(top, header.software)
    case = header.case
    _organisation(top, 'ARCHIVIST', case.creator)
    # Whoever delivers must be named by a code (SIP 2.1.0, SIP14–SIP17).
    _organisation(top, 'CREATOR', replace(case.creator, number=case.creator.number or f'local:{case.name}'))
    _organisation(top, 'PRESERVATION', case.institution)
    if case.settings.agreement:
        _W.add(top, 'altRecordID', case.settings.agreement, {'TYPE': 'SUBMISSIONAGREEMENT'})
    return root


def _software(header: etree._Element, software: str) -> None:
    name, _, version = software.partition(' ')
    agent = _W.add(header, 'agent', None, {'ROLE': 'CREATOR', 'TYPE': 'OTHER', 'OTHERTYPE': 'SOFTWARE'})
    _W.add(agent, 'name', name)
    _W.add(agent, 'note', version, {_NOTE: 'SOFTWARE VERSION'})


def _organisation(header: etree._Element, role: str, organisation: Organisation) -> None:
    agent = _W.add(header, 'agent', None, {'ROLE': role, 'TYPE': 'ORGANIZATION'})
    _W.add(agent, 'name', organisation.name)
    if organisation.number:
        _W.add(agent, 'note', organisation.number, {_NOTE: 'IDENTIFICATIONCODE'})


def _described(root: etree._Element, header: Header, each: Part, kind: str) -> None:
    section = _W.add(root, 'dmdSec', None, {'ID': _id('dmd', each.name), 'CREATED': header.at, 'STATUS': 'CURRENT'})
    _reference(section, header, each, kind, 'ARENDE' if kind == 'OTHER' else None)


def _preserved(root: etree._Element, header: Header, each: Part) -> None:
    section = _W.add(_W.add(root, 'amdSec'), 'digiprovMD', None, {'ID': _id('amd', each.name), 'STATUS': 'CURRENT'})
    _reference(section, header, each, 'PREMIS', None)


def _reference(section: etree._Element, header: Header, each: Part, kind: str, other: str | None) -> None:
    attributes = {**_href(each.name), 'MDTYPE': kind, 'OTHERMDTYPE': other, **_facts(each), 'CREATED': header.at}
    _W.add(section, 'mdRef', None, attributes)


def _group(section: etree._Element, header: Header, use: str, parts: Sequence[Part]) -> None:
    kind = {f'{{{CSIP}}}CONTENTINFORMATIONTYPE': 'MIXED'} if use.startswith('Representations') else {}
    group = _W.add(section, 'fileGrp', None, {'ID': _id('group', use), 'USE': use, **kind})
    for each in parts:
        registry = {}
        if each.archived and each.format.pronom:
            registry = {
                f'{{{SIP}}}FILEFORMATNAME': each.format.name,
                f'{{{SIP}}}FILEFORMATVERSION': each.format.version or None,
                f'{{{SIP}}}FORMATREGISTRY': 'PRONOM',
                f'{{{SIP}}}FORMATREGISTRYKEY': each.format.pronom,
            }
        facts = {'ID': _id('file', each.name), **_facts(each), 'CREATED': header.at, **registry}
        _W.add(_W.add(group, 'file', None, facts), 'FLocat', None, _href(each.name))


def _structure(root: etree._Element, label: str) -> etree._Element:
    structure = _W.add(root, 'structMap', None, {'ID': _id('map', label), 'TYPE': 'PHYSICAL', 'LABEL': 'CSIP'})
    return _W.add(structure, 'div', None, {'ID': _id('div', label), 'LABEL': label})


def _metadata_div(top: etree._Element, described: Sequence[Part], preserved: Part | None) -> None:
    ids = {
        'DMDID': ' '.join(_id('dmd', each.name) for each in described) or None,
        'ADMID': _id('amd', preserved.name) if preserved else None,
    }
    _W.add(top, 'div', None, {'ID': _id('div', 'Metadata'), 'LABEL': 'Metadata', **ids})


def _div(top: etree._Element, label: str) -> etree._Element:
    return _W.add(top, 'div', None, {'ID': _id('div', label), 'LABEL': label})


def _href(name: str) -> dict[str, str | None]:
    return {'LOCTYPE': 'URL', f'{{{XLINK}}}type': 'simple', f'{{{XLINK}}}href': quote(name)}


def _facts(each: Part) -> dict[str, str | None]:
    return {
        'MIMETYPE': each.format.mime,
        'SIZE': str(each.bytes),
        'CHECKSUM': each.sha256,
        'CHECKSUMTYPE': 'SHA-256',
    }


def _id(*parts: str) -> str:
    """An identifier that is an NCName and the same every time."""
    return f'uuid-{uuid.uuid5(_NAMESPACE, " ".join(parts))}'
