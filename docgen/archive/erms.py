"""erms.xml: the case with a record for each version of its documents, as CITS ERMS 2.1 (FGS Ärendehantering 2.0) asks.

It is valid under the schema 3.0.0, and keeps to what 2.1.2 has too. What the workspace does not say is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.archive.case_data import type_of
from docgen.archive.erms_elements import (
    NAMESPACE,
    NUMBER,
    W,
    add_agent,
    add_disposal,
    add_organisation,
    add_restrictions,
    midnight,
)
from docgen.archive.mets import stable_uuid
from docgen.archive.xml_writer import as_bytes
from docgen.model import DocumentKind
from docgen.records.event_details import EventKind
from docgen.records.record import SIGNED_FOLDER
from docgen.records.version_history import versions

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from docgen.archive.case_data import Case
    from docgen.archive.deliveries import DeliveryPlace
    from docgen.archive.package_contents import ArchivedFile
    from docgen.plan import DocumentJob
    from docgen.records.record import PeriodRecord
    from docgen.records.signed_originals import Signing
    from docgen.records.version_history import VersionHistory

ERMS_FILE = 'erms.xml'
"""In the data folder."""
ERMS_SCHEMA = 'ERMS_v3.xsd'


@dataclass(frozen=True)
class _Handling:
    """One version of a document: a record in ERMS."""

    job: DocumentJob
    history: VersionHistory | None
    """None for a document that is not fixed."""
    newest: int

    @property
    def version(self) -> int:
        return self.history.version if self.history else 0

    @property
    def id(self) -> str:
        """What it is known by: medborgarlofte-strangnas-2021-v1."""
        return _id(self.job, self.version)

    @property
    def signings(self) -> Mapping[str, Signing]:
        return self.history.signings if self.history else {}


def erms_xml(
    case: Case,
    record: PeriodRecord,
    files: Sequence[ArchivedFile],
    place: DeliveryPlace,
    made: tuple[datetime.datetime, str],
    schema: str,
) -> bytes:
    """Give erms.xml.

    Args:
        case: what the package is about.
        record: the period's record.
        files: the files of the data folder, this one left out.
        place: which delivery it is.
        made: the moment that the package stands for, and what software made it.
        schema: the way from the data folder to the enclosed schema.
    """
    root = W.root('erms', {None: NAMESPACE}, {NAMESPACE: schema})
    _control(W.add(root, 'control'), case, place, made)
    aggregation = W.add(
        W.add(root, 'aggregations'),
        'aggregation',
        None,
        {'systemIdentifier': str(stable_uuid('case', case.creator.name, case.name)), 'aggregationType': 'caseFile'},
    )
    _case(aggregation, case, place, made[0], record)
    handlings = list(_handlings(case, record))
    for number, each in enumerate(handlings, start=1):
        _record(aggregation, case, each, handlings, number, files, made[0])
    return as_bytes(root)


def _control(control: etree._Element, case: Case, place: DeliveryPlace, made: tuple[datetime.datetime, str]) -> None:
    W.add(control, 'identification', case.creator.name, {'identificationType': 'arkivbildare'})
    W.add(control, 'identification', place.object_id, {'identificationType': 'paket'})
    if place.previous_id:
        W.add(control, 'identification', place.previous_id, {'identificationType': 'tidigare paket'})
    scheme = case.settings.classification.scheme if case.settings.classification else None
    if scheme:
        text = W.add(W.add(control, 'classificationSchema'), 'textualDescriptionOfClassificationSchema')
        W.add(text, 'p', scheme)
    maintenance = W.add(control, 'maintenanceInformation')
    W.add(maintenance, 'maintenanceStatus', None, {'value': 'new' if place.number == 1 else 'revised'})
    agency = W.add(maintenance, 'maintenanceAgency')
    if case.creator.number:
        W.add(agency, 'agencyCode', case.creator.number, {'type': NUMBER})
    W.add(agency, 'agencyName', case.creator.name)
    event = W.add(W.add(maintenance, 'maintenanceHistory'), 'maintenanceEvent')
    W.add(event, 'eventType', None, {'value': 'created'})
    W.add(event, 'eventDateTime', made[0].isoformat(timespec='seconds'))
    add_agent(event, 'deliverer', made[1], organisation=case.creator.name)


def _case(
    element: etree._Element, case: Case, place: DeliveryPlace, moment: datetime.datetime, record: PeriodRecord
) -> None:
    own = [number for party, number in case.numbers if party == case.own_name]
    # Without a number of its own the case is known by its UUID; `docgen check --archive` asks for the number.
    W.add(element, 'objectId', own[0] if own else f"urn:uuid:{stable_uuid('case', case.creator.name, case.name)}")
    for party, number in case.numbers:
        if (party, number) != (case.own_name, own[0] if own else ''):
            W.add(element, 'identification', number, {'identificationType': f'diarienummer: {party}'})
    if case.settings.classification:
        chosen = case.settings.classification
        codes = {'classificationCode': chosen.code, 'fullyQualifiedClassificationCode': chosen.code}
        W.add(element, 'classification', chosen.title, codes)
    W.add(element, 'title', case.title)
    dates = case.dates
    closed = dates.closed if dates else None
    W.add(element, 'status', None, {'value': 'closed' if closed else 'open'})
    if place.previous_id:
        attributes = {'relationType': 'own_relation_definition', 'otherRelationType': 'ersätter paketet'}
        W.add(element, 'relation', place.previous_id, attributes)
    add_restrictions(element, case)
    add_disposal(element, case, closed, moment)
    agents = W.add(element, 'agents')
    add_organisation(agents, 'creator', case.creator)
    for each in case.counterparts:
        add_organisation(agents, 'counterpart', each)
    add_agent(agents, 'other', case.contact.name, other='kontakt', role=case.contact.email)
    days = W.add(element, 'dates')
    first = record.events[0].at if record.events else moment.isoformat(timespec='seconds')
    W.add(days, 'date', first, {'dateType': 'created'})
    if dates and dates.opened:
        W.add(days, 'date', midnight(dates.opened), {'dateType': 'opened'})
    if closed:
        W.add(days, 'date', midnight(closed), {'dateType': 'closed'})


def _record(
    aggregation: etree._Element,
    case: Case,
    each: _Handling,
    all_of_them: Sequence[_Handling],
    number: int,
    files: Sequence[ArchivedFile],
    moment: datetime.datetime,
) -> None:
    job, history = each.job, each.history
    attributes = {
        'systemIdentifier': str(stable_uuid('record', case.creator.name, each.id)),
        'recordType': type_of(job),
    }
    element = W.add(aggregation, 'record', None, attributes)
    W.add(element, 'objectId', each.id)
    W.add(element, 'title', history.fixed_from.title or job.title if history else job.title)
    for part in job.parts:
        if part.appendix:
            W.add(element, 'otherTitle', f"{part.appendix}: {type_of(part)} {part.record}", {'titleType': 'bilaga'})
    W.add(element, 'status', None, {'value': _status(each)})
    W.add(element, 'runningNumber', str(number))
    for kind, other in _relations(each, all_of_them):
        W.add(element, 'relation', other, {'relationType': kind})
    own = [one for one in files if one.document == job.file and one.version == each.version]
    add_restrictions(element, case)
    if any(one.certificates and one.name.startswith(f'{SIGNED_FOLDER}/') for one in own):
        restriction = W.add(element, 'restriction', None, {'restrictionType': 'gdpr'})
        W.add(restriction, 'explanatoryText', "Underskrifternas certifikat kan innehålla personnummer.")
        W.add(restriction, 'regulation', "EU 2016/679 (dataskyddsförordningen); lag 2018:218 3 kap. 10 §")
    add_disposal(element, case, case.dates.closed if case.dates else None, moment)
    received = history is not None and history.latest(EventKind.RECEIVED, EventKind.SCANNED) is not None
    W.add(element, 'direction', None, {'directionDefinition': 'incoming' if received else 'outgoing'})
    _signatories(W.add(element, 'agents'), case, each)
    _record_dates(W.add(element, 'dates'), each, moment)
    _actions(element, case, job)
    signatures = W.add(element, 'eSignatures')
    electronic = [one for one in each.signings.values() if not one.by_pen]
    for _ in electronic:
        verified = {'present': 'true', 'dateeSignatureIsVerified': moment.isoformat(timespec='seconds')}
        W.add(signatures, 'eSignature', None, verified)
    if not electronic:
        W.add(signatures, 'eSignature', None, {'present': 'false'})
    _files(element, own)


def _signatories(agents: etree._Element, case: Case, each: _Handling) -> None:
    add_organisation(agents, 'creator', case.creator)
    for other in case.counterparts:
        add_organisation(agents, 'counterpart', other)
    for at, person in enumerate(each.job.signatories):
        kind = 'other_signatory' if at else 'main_signatory'
        add_agent(agents, kind, person.name, organisation=case.parties[person.party], role=person.title)


def _record_dates(dates: etree._Element, each: _Handling, moment: datetime.datetime) -> None:
    created = each.history.fixed.at if each.history else moment.isoformat(timespec='seconds')
    W.add(dates, 'date', created, {'dateType': 'created'})
    for at, person in enumerate(each.job.signatories):
        signing = each.signings.get(person.role)
        if signing is not None and signing.at:
            time = f'{signing.at}T00:00:00' if len(signing.at) == len('2021-03-11') else signing.at
            W.add(dates, 'date', time, {'dateType': 'other_signature' if at else 'main_signature'})


def _actions(element: etree._Element, case: Case, job: DocumentJob) -> None:
    facts = case.facts[job.file]
    if facts.decided_on:
        action = W.add(element, 'action')
        W.add(action, 'actionText', f"{job.title} beslutades")
        W.add(action, 'actionType', 'beslut')
        day = midnight(facts.decided_on)
        W.add(W.add(action, 'dates'), 'actionDate', day, {'dateType': 'decision_date'})
        if facts.decided_by:
            add_agent(W.add(action, 'agents'), 'authorising_person', facts.decided_by)
    validity = W.add(element, 'action')
    follow_up = job.kind is DocumentKind.FOLLOW_UP
    W.add(validity, 'actionText', "Den tid som uppföljningen gäller" if follow_up else "Giltighetstid")
    W.add(validity, 'actionType', 'uppföljd tid' if follow_up else 'giltighetstid')
    days = W.add(validity, 'dates')
    W.add(days, 'actionDate', midnight(facts.valid_from), {'dateType': 'start'})
    if facts.valid_to:
        W.add(days, 'actionDate', midnight(facts.valid_to), {'dateType': 'end'})


def _files(element: etree._Element, files: Sequence[ArchivedFile]) -> None:
    if not files:
        return
    information = W.add(element, 'additionalInformation')
    signed = any(each.certificates for each in files)
    for each in files:
        bears = each.certificates and each.name.startswith(f'{SIGNED_FOLDER}/')
        attributes = {
            'name': each.name.rpartition('/')[2],
            'description': each.variant.value + (', ersatt' if each.superseded else ''),
            'fileFormat': each.format.mime,
            'path': each.name,
            'eSignatureHasExisted': 'true' if signed and not bears and each.name.startswith('public/') else None,
        }
        appendix = W.add(information, 'appendix', None, attributes)
        if bears:
            W.add(appendix, 'eSignature', None, {'present': 'true'})


def _handlings(case: Case, record: PeriodRecord) -> Iterator[_Handling]:
    for job in case.documents:
        found = versions(record.events, job.file)
        if not found:
            yield _Handling(job, None, 0)
        for history in found:
            yield _Handling(job, history, found[-1].version)


def _status(each: _Handling) -> str:
    if each.history is None:
        return 'prepared'
    return 'in_progress' if each.history.missing_slots else 'closed'


def _relations(each: _Handling, all_of_them: Sequence[_Handling]) -> Iterator[tuple[str, str]]:
    """Its earlier and later versions, and the short version, full version or follow-up that belongs to it."""
    for other in all_of_them:
        if other.job is each.job:
            if other.version == each.version - 1 and each.version > 1:
                yield 'replaces', other.id
            elif other.version == each.version + 1:
                yield 'is_replaced_with', other.id
        elif other.version == other.newest and other.job.record == each.job.record:
            kinds = each.job.kind, other.job.kind
            if kinds == (DocumentKind.PROMISE_SHORT, DocumentKind.PROMISE):
                yield 'is_version_of', other.id
            elif kinds == (DocumentKind.PROMISE, DocumentKind.PROMISE_SHORT):
                yield 'has_version', other.id
            elif DocumentKind.FOLLOW_UP in kinds:
                yield ('reference' if kinds[0] is DocumentKind.FOLLOW_UP else 'referenced_by'), other.id


def _id(job: DocumentJob, version: int) -> str:
    stem = job.file.removesuffix('.pdf')
    return f'{stem}-v{version}' if version else stem
