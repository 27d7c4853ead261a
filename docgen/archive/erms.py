"""erms.xml: the case with a record for each version of its documents, as CITS ERMS 2.1 (FGS Ärendehantering 2.0) asks.

It is written so that it is valid under the schemas 2.1.2 and 3.0.0. What the workspace does not say is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.archive.case_data import type_of
from docgen.archive.mets import stable_uuid
from docgen.archive.xml_writer import Writer, as_bytes
from docgen.model import DocumentKind
from docgen.model.settings import Retention
from docgen.records.event_details import EventKind
from docgen.records.history import versions
from docgen.records.record import SIGNED_FOLDER
from docgen.swedish.clock import here

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from docgen.archive.case_data import Case, Organisation
    from docgen.archive.deliveries import DeliveryPlace
    from docgen.archive.package_contents import ArchivedFile
    from docgen.plan import DocumentJob
    from docgen.records.history import Signing, VersionHistory
    from docgen.records.record import PeriodRecord

ERMS_FILE = 'erms.xml'
"""In the data folder."""
ERMS_SCHEMA = 'ERMS_v3.xsd'
_NAMESPACE = 'https://DILCIS.eu/XML/ERMS'
_NUMBER = 'organisationsnummer'
_W = Writer(_NAMESPACE)


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
    root = _W.root('erms', {None: _NAMESPACE}, {_NAMESPACE: schema})
    _control(_W.add(root, 'control'), case, place, made)
    aggregation = _W.add(
        _W.add(root, 'aggregations'),
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
    _W.add(control, 'identification', case.creator.name, {'identificationType': 'arkivbildare'})
    _W.add(control, 'identification', place.object_id, {'identificationType': 'paket'})
    if place.previous_id:
        _W.add(control, 'identification', place.previous_id, {'identificationType': 'tidigare paket'})
    scheme = case.settings.classification.scheme if case.settings.classification else None
    if scheme:
        text = _W.add(_W.add(control, 'classificationSchema'), 'textualDescriptionOfClassificationSchema')
        _W.add(text, 'p', scheme)
    maintenance = _W.add(control, 'maintenanceInformation')
    _W.add(maintenance, 'maintenanceStatus', None, {'value': 'new' if place.number == 1 else 'revised'})
    agency = _W.add(maintenance, 'maintenanceAgency')
    if case.creator.number:
        _W.add(agency, 'agencyCode', case.creator.number, {'type': _NUMBER})
    _W.add(agency, 'agencyName', case.creator.name)
    event = _W.add(_W.add(maintenance, 'maintenanceHistory'), 'maintenanceEvent')
    _W.add(event, 'eventType', None, {'value': 'created'})
    _W.add(event, 'eventDateTime', made[0].isoformat(timespec='seconds'))
    _agent(event, 'deliverer', made[1], organisation=case.creator.name)


def _case(
    element: etree._Element, case: Case, place: DeliveryPlace, moment: datetime.datetime, record: PeriodRecord
) -> None:
    own = [number for party, number in case.numbers if party == case.own_name]
    # Without a number of its own the case is known by its UUID; `docgen check --archive` asks for the number.
    _W.add(element, 'objectId', own[0] if own else f"urn:uuid:{stable_uuid('case', case.creator.name, case.name)}")
    for party, number in case.numbers:
        if (party, number) != (case.own_name, own[0] if own else ''):
            _W.add(element, 'identification', number, {'identificationType': f'diarienummer: {party}'})
    if case.settings.classification:
        chosen = case.settings.classification
        codes = {'classificationCode': chosen.code, 'fullyQualifiedClassificationCode': chosen.code}
        _W.add(element, 'classification', chosen.title, codes)
    _W.add(element, 'title', case.title)
    dates = case.dates
    closed = dates.closed if dates else None
    _W.add(element, 'status', None, {'value': 'closed' if closed else 'open'})
    if place.previous_id:
        attributes = {'relationType': 'own_relation_definition', 'otherRelationType': 'ersätter paketet'}
        _W.add(element, 'relation', place.previous_id, attributes)
    _restrictions(element, case)
    _disposal(element, case, closed, moment)
    agents = _W.add(element, 'agents')
    _organisation(agents, 'creator', case.creator)
    for each in case.counterparts:
        _organisation(agents, 'counterpart', each)
    _agent(agents, 'other', case.contact.name, other='kontakt', role=case.contact.email)
    days = _W.add(element, 'dates')
    first = record.events[0].at if record.events else moment.isoformat(timespec='seconds')
    _W.add(days, 'date', first, {'dateType': 'created'})
    if dates and dates.opened:
        _W.add(days, 'date', _midnight(dates.opened), {'dateType': 'opened'})
    if closed:
        _W.add(days, 'date', _midnight(closed), {'dateType': 'closed'})


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
    element = _W.add(aggregation, 'record', None, attributes)
    _W.add(element, 'objectId', each.id)
    _W.add(element, 'title', history.fixed_from.title or job.title if history else job.title)
    for part in job.parts:
        if part.appendix:
            _W.add(element, 'otherTitle', f"{part.appendix}: {type_of(part)} {part.record}", {'titleType': 'bilaga'})
    _W.add(element, 'status', None, {'value': _status(each)})
    _W.add(element, 'runningNumber', str(number))
    for kind, other in _relations(each, all_of_them):
        _W.add(element, 'relation', other, {'relationType': kind})
    own = [one for one in files if one.document == job.file and one.version == each.version]
    _restrictions(element, case)
    if any(one.certificates and one.name.startswith(f'{SIGNED_FOLDER}/') for one in own):
        restriction = _W.add(element, 'restriction', None, {'restrictionType': 'gdpr'})
        _W.add(restriction, 'explanatoryText', "Underskrifternas certifikat kan innehålla personnummer.")
        _W.add(restriction, 'regulation', "EU 2016/679 (dataskyddsförordningen); lag 2018:218 3 kap. 10 §")
    _disposal(element, case, case.dates.closed if case.dates else None, moment)
    received = history is not None and history.latest(EventKind.RECEIVED, EventKind.SCANNED) is not None
    _W.add(element, 'direction', None, {'directionDefinition': 'incoming' if received else 'outgoing'})
    _signatories(_W.add(element, 'agents'), case, each)
    _record_dates(_W.add(element, 'dates'), each, moment)
    _actions(element, case, job)
    signatures = _W.add(element, 'eSignatures')
    electronic = [one for one in each.signings.values() if not one.by_pen]
    for _ in electronic:
        verified = {'present': 'true', 'dateeSignatureIsVerified': moment.isoformat(timespec='seconds')}
        _W.add(signatures, 'eSignature', None, verified)
    if not electronic:
        _W.add(signatures, 'eSignature', None, {'present': 'false'})
    _files(element, own)


def _signatories(agents: etree._Element, case: Case, each: _Handling) -> None:
    _organisation(agents, 'creator', case.creator)
    for other in case.counterparts:
        _organisation(agents, 'counterpart', other)
    for at, person in enumerate(each.job.signatories):
        kind = 'other_signatory' if at else 'main_signatory'
        _agent(agents, kind, person.name, organisation=case.parties[person.party], role=person.title)


def _record_dates(dates: etree._Element, each: _Handling, moment: datetime.datetime) -> None:
    created = each.history.fixed.at if each.history else moment.isoformat(timespec='seconds')
    _W.add(dates, 'date', created, {'dateType': 'created'})
    for at, person in enumerate(each.job.signatories):
        signing = each.signings.get(person.role)
        if signing is not None and signing.at:
            time = f'{signing.at}T00:00:00' if len(signing.at) == len('2021-03-11') else signing.at
            _W.add(dates, 'date', time, {'dateType': 'other_signature' if at else 'main_signature'})


def _actions(element: etree._Element, case: Case, job: DocumentJob) -> None:
    facts = case.facts[job.file]
    if facts.decided_on:
        action = _W.add(element, 'action')
        _W.add(action, 'actionText', f"{job.title} beslutades")
        _W.add(action, 'actionType', 'beslut')
        day = _midnight(facts.decided_on)
        _W.add(_W.add(action, 'dates'), 'actionDate', day, {'dateType': 'decision_date'})
        if facts.decided_by:
            _agent(_W.add(action, 'agents'), 'authorising_person', facts.decided_by)
    validity = _W.add(element, 'action')
    follow_up = job.kind is DocumentKind.FOLLOW_UP
    _W.add(validity, 'actionText', "Den tid som uppföljningen gäller" if follow_up else "Giltighetstid")
    _W.add(validity, 'actionType', 'uppföljd tid' if follow_up else 'giltighetstid')
    days = _W.add(validity, 'dates')
    _W.add(days, 'actionDate', _midnight(facts.valid_from), {'dateType': 'start'})
    if facts.valid_to:
        _W.add(days, 'actionDate', _midnight(facts.valid_to), {'dateType': 'end'})


def _files(element: etree._Element, files: Sequence[ArchivedFile]) -> None:
    if not files:
        return
    information = _W.add(element, 'additionalInformation')
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
        appendix = _W.add(information, 'appendix', None, attributes)
        if bears:
            _W.add(appendix, 'eSignature', None, {'present': 'true'})


def _restrictions(element: etree._Element, case: Case) -> None:
    for each in case.settings.restrictions:
        restriction = _W.add(element, 'restriction', None, {'restrictionType': each.kind.value})
        if each.explanation:
            _W.add(restriction, 'explanatoryText', each.explanation)
        _W.add(restriction, 'regulation', each.regulation)
        if each.assessed_on:
            day = _midnight(each.assessed_on)
            _W.add(_W.add(restriction, 'dates'), 'date', day, {'dateType': 'confidentiality_assessed'})


def _disposal(element: etree._Element, case: Case, closed: datetime.date | None, moment: datetime.datetime) -> None:
    settings = case.settings
    keep = settings.retention is Retention.PRESERVE
    disposal = _W.add(element, 'disposal', None, {'disposable': 'false' if keep else 'true'})
    _W.add(disposal, 'disposalAction', 'bevara' if keep else 'gallra')
    if settings.retention_decision:
        _W.add(disposal, 'disposalMandate', settings.retention_decision)
    dates = _W.add(disposal, 'dates')
    start = _midnight(closed or moment.astimezone(here()).date())
    _W.add(dates, 'disposalDate', start, {'dateType': 'retention_period_start'})
    if settings.destroy_year and not keep:
        _W.add(dates, 'disposalDate', f'{settings.destroy_year}-01-01T00:00:00', {'dateType': 'disposal_date'})


def _organisation(agents: etree._Element, kind: str, each: Organisation) -> None:
    _agent(agents, kind, each.formal_name or each.name, unit=each.unit, number=each.number)


def _agent(
    parent: etree._Element,
    kind: str,
    name: str,
    *,
    organisation: str | None = None,
    unit: str | None = None,
    number: str | None = None,
    role: str | None = None,
    other: str | None = None,
) -> None:
    agent = _W.add(parent, 'agent', None, {'agentType': kind, 'otherAgentType': other})
    _W.add(agent, 'name', name)
    if organisation:
        _W.add(agent, 'organisation', organisation)
    if unit:
        _W.add(agent, 'unitName', unit)
    if number:
        _W.add(agent, 'idNumber', number, {'idNumberType': _NUMBER})
    if role:
        _W.add(agent, 'role', role)


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


def _midnight(day: datetime.date) -> str:
    return f'{day.isoformat()}T00:00:00'
