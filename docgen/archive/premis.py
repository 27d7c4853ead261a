"""premis.xml: the files of a package as objects, with their events, agents and rights.

PREMIS Data Dictionary 3.0 (Library of Congress, 2015).
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from docgen.archive.descriptive_metadata import PERSONAL
from docgen.archive.xml_writer import XSI, Writer, as_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from docgen.archive.case_data import Case
    from docgen.archive.deliveries import DeliveryPlace
    from docgen.archive.layout import Layout
    from docgen.archive.package_contents import ArchivedFile
    from docgen.archive.premis_events import PremisEvent

PREMIS = 'http://www.loc.gov/premis/v3'
_NAMESPACE = uuid.UUID('9d2e6f57-3a0d-5f8e-8d0c-6d5b2a1e4f70')
_W = Writer(PREMIS)
BUILD = "Paketet gjordes av bygge"
"""What stands before the build in the note of the software that made the package."""


def premis_xml(
    case: Case,
    files: Sequence[ArchivedFile],
    events: Sequence[PremisEvent],
    layout: Layout,
    place: DeliveryPlace,
    maker: tuple[str, str],
) -> bytes:
    """Give premis.xml.

    Args:
        case: what the package is about.
        files: the package's files, each an object.
        events: what happened to them, in order.
        layout: where the parts of the package lie.
        place: which delivery it is.
        maker: what software made the package, and which build of it.
    """
    schema = layout.schema(layout.preservation, 'premis-v3-0.xsd')
    root = _W.root('premis', {None: PREMIS}, {PREMIS: schema})
    root.set('version', '3.0')
    _entities(root, case, files, place)
    _representation(root, files, place)
    for each in files:
        _file(root, each, layout, place)
    for event in events:
        _event(root, event, {each.name: each for each in files})
    _agents(root, case, events, maker)
    _rights(root, case, files)
    return as_bytes(root)


def _entities(root: etree._Element, case: Case, files: Sequence[ArchivedFile], place: DeliveryPlace) -> None:
    """The intellectual entities: the case as it is delivered, and each document of it, version by version."""
    element = _W.add(root, 'object', None, {f'{{{XSI}}}type': 'intellectualEntity'})
    _identifier(element, 'object', 'OBJID', place.object_id)
    _significant(element, 'paket', place.name(case.name))
    _significant(element, 'arendemening', case.title)
    if place.previous_id:
        _relationship(element, 'derivation', 'supersedes', 'OBJID', place.previous_id)
    titles = {job.file: job.title for job in case.documents}
    versions = sorted({(each.document, each.version, each.superseded) for each in files if each.document})
    for document, version, superseded in versions:
        element = _W.add(root, 'object', None, {f'{{{XSI}}}type': 'intellectualEntity'})
        _identifier(element, 'object', 'handling', _entity(document, version))
        _significant(element, 'titel', titles.get(document, document))
        if version:
            _significant(element, 'version', str(version))
            _significant(element, 'galler', "nej" if superseded else "ja")
        _relationship(element, 'structural', 'is part of', 'OBJID', place.object_id)
        if version > 1:
            _relationship(element, 'derivation', 'supersedes', 'handling', _entity(document, version - 1))


def _representation(root: etree._Element, files: Sequence[ArchivedFile], place: DeliveryPlace) -> None:
    element = _W.add(root, 'object', None, {f'{{{XSI}}}type': 'representation'})
    _identifier(element, 'object', 'representation', f'{place.object_id}/rep1')
    _relationship(element, 'structural', 'represents', 'OBJID', place.object_id)
    for each in files:
        _relationship(element, 'structural', 'includes', 'UUID', _id(each))


def _relationship(element: etree._Element, kind: str, sort: str, of: str, value: str) -> None:
    relationship = _W.add(element, 'relationship')
    _W.add(relationship, 'relationshipType', kind)
    _W.add(relationship, 'relationshipSubType', sort)
    related = _W.add(relationship, 'relatedObjectIdentifier')
    _W.add(related, 'relatedObjectIdentifierType', of)
    _W.add(related, 'relatedObjectIdentifierValue', value)


def _entity(document: str, version: int) -> str:
    stem = document.removesuffix('.pdf')
    return f'{stem}-v{version}' if version else stem


def _file(root: etree._Element, each: ArchivedFile, layout: Layout, place: DeliveryPlace) -> None:
    element = _W.add(root, 'object', None, {f'{{{XSI}}}type': 'file'})
    _identifier(element, 'object', 'UUID', _id(each))
    _identifier(element, 'object', 'path', f'{layout.data}/{each.name}')
    _significant(element, 'variant', each.variant.value)
    if each.version:
        _significant(element, 'galler', "nej" if each.superseded else "ja")
    if each.certificates:
        _significant(element, 'personuppgifter', PERSONAL)
    characteristics = _W.add(element, 'objectCharacteristics')
    fixity = _W.add(characteristics, 'fixity')
    _W.add(fixity, 'messageDigestAlgorithm', 'SHA-256')
    _W.add(fixity, 'messageDigest', each.sha256)
    _W.add(characteristics, 'size', str(each.bytes))
    form = _W.add(characteristics, 'format')
    designation = _W.add(form, 'formatDesignation')
    _W.add(designation, 'formatName', each.format.name)
    if each.format.version:
        _W.add(designation, 'formatVersion', each.format.version)
    if each.format.pronom:
        registry = _W.add(form, 'formatRegistry')
        _W.add(registry, 'formatRegistryName', 'PRONOM')
        _W.add(registry, 'formatRegistryKey', each.format.pronom)
    if each.fault:
        _W.add(form, 'formatNote', each.fault)
    _W.add(element, 'originalName', each.original_name or each.name)
    _relationship(element, 'structural', 'is part of', 'representation', f'{place.object_id}/rep1')
    if each.document:
        _relationship(element, 'structural', 'represents', 'handling', _entity(each.document, each.version))


def _significant(element: etree._Element, kind: str, value: str) -> None:
    properties = _W.add(element, 'significantProperties')
    _W.add(properties, 'significantPropertiesType', kind)
    _W.add(properties, 'significantPropertiesValue', value)


def _event(root: etree._Element, event: PremisEvent, files: dict[str, ArchivedFile]) -> None:
    element = _W.add(root, 'event')
    _identifier(element, 'event', event.identifier_type, event.identifier)
    _W.add(element, 'eventType', event.kind)
    _W.add(element, 'eventDateTime', event.at)
    _W.add(_W.add(element, 'eventDetailInformation'), 'eventDetail', event.detail)
    outcome = _W.add(element, 'eventOutcomeInformation')
    _W.add(outcome, 'eventOutcome', event.outcome)
    if event.note:
        _W.add(_W.add(outcome, 'eventOutcomeDetail'), 'eventOutcomeDetailNote', event.note)
    _linking(element, 'Agent', 'software', event.software, 'executing program')
    if event.signatory:
        _linking(element, 'Agent', 'person', event.signatory, 'signatory')
    for name in event.files:
        _linking(element, 'Object', 'UUID', _id(files[name]))


def _agents(root: etree._Element, case: Case, events: Sequence[PremisEvent], maker: tuple[str, str]) -> None:
    organisations = {each.name: each for each in (case.creator, *case.counterparts, case.institution)}
    for organisation in organisations.values():
        element = _W.add(root, 'agent')
        _identifier(element, 'agent', 'organisation', organisation.name)
        if organisation.number:
            _identifier(element, 'agent', 'organisationsnummer', organisation.number)
        _W.add(element, 'agentName', organisation.name)
        _W.add(element, 'agentType', 'organization')
    for person in dict.fromkeys(event.signatory for event in events if event.signatory):
        element = _W.add(root, 'agent')
        _identifier(element, 'agent', 'person', person)
        _W.add(element, 'agentName', person)
        _W.add(element, 'agentType', 'person')
    for software in dict.fromkeys(event.software for event in events):
        element = _W.add(root, 'agent')
        _identifier(element, 'agent', 'software', software)
        name, _, version = software.partition(' ')
        _W.add(element, 'agentName', name)
        _W.add(element, 'agentType', 'software')
        if version:
            _W.add(element, 'agentVersion', version)
        if software == maker[0]:
            _W.add(element, 'agentNote', f'{BUILD} {maker[1]}')


def _rights(root: etree._Element, case: Case, files: Sequence[ArchivedFile]) -> None:
    """Rights statements: what holds for all files, each restriction, and what holds for those with certificates."""
    settings = case.settings
    personal = [each for each in files if each.certificates]
    others = [each for each in files if not each.certificates]
    statements = [
        ('rattigheter', settings.rights, others),
        ('sekretess', settings.confidentiality, files),
        *(
            (f'begransning-{number}', f"{each.explanation or each.kind.value} ({each.regulation})", files)
            for number, each in enumerate(settings.restrictions, start=1)
        ),
        ('personuppgifter', f"{PERSONAL} Den lämnas ut först efter prövning.", personal),
    ]
    for kind, text, concerned in statements:
        if not concerned:
            continue
        statement = _W.add(_W.add(root, 'rights'), 'rightsStatement')
        _identifier(statement, 'rightsStatement', 'local', f'{case.name}-{kind}')
        _W.add(statement, 'rightsBasis', 'other')
        other = _W.add(statement, 'otherRightsInformation')
        _W.add(other, 'otherRightsBasis', kind)
        _W.add(other, 'otherRightsNote', text)
        for each in concerned:
            _linking(statement, 'Object', 'UUID', _id(each))


def _identifier(element: etree._Element, of: str, kind: str, value: str) -> None:
    identifier = _W.add(element, f'{of}Identifier')
    _W.add(identifier, f'{of}IdentifierType', kind)
    _W.add(identifier, f'{of}IdentifierValue', value)


def _linking(element: etree._Element, to: str, kind: str, value: str, role: str | None = None) -> None:
    link = _W.add(element, f'linking{to}Identifier')
    _W.add(link, f'linking{to}IdentifierType', kind)
    _W.add(link, f'linking{to}IdentifierValue', value)
    if role:
        _W.add(link, f'linking{to}Role', role)


def _id(each: ArchivedFile) -> str:
    return str(uuid.uuid5(_NAMESPACE, f'{each.name} {each.sha256}'))
