"""The descriptive metadata: Dublin Core 1.1, and the fields that Swedish case-record systems use (arende.xsd)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.archive.case_data import type_of
from docgen.archive.xml_writer import Writer, as_bytes
from docgen.model.settings import Retention
from docgen.records.record import SIGNED_FOLDER
from docgen.records.version_history import versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from docgen.archive.case_data import Case, Organisation
    from docgen.archive.deliveries import DeliveryPlace
    from docgen.archive.layout import Layout
    from docgen.archive.package_contents import ArchivedFile
    from docgen.plan import DocumentJob
    from docgen.records.record import PeriodRecord

_DC = 'http://purl.org/dc/elements/1.1/'
_DESCRIPTION = 'urn:docgen:description'
_CASE = 'urn:docgen:arende'
PERSONAL = "Certifikaten i filen kan innehålla undertecknarnas personnummer."


def dublin_core_xml(case: Case, layout: Layout, place: DeliveryPlace) -> bytes:
    """Give dc.xml: the case in Dublin Core.

    Args:
        case: what the package is about.
        layout: where the parts of the package lie.
        place: which delivery it is.
    """
    locations = {
        space: layout.schema(layout.descriptive, name)
        for space, name in ((_DESCRIPTION, 'description.xsd'), (_DC, 'dc.xsd'))
    }
    root = Writer(_DESCRIPTION).root('description', {None: _DESCRIPTION, 'dc': _DC}, locations)
    dc = Writer(_DC)
    dc.add(root, 'identifier', place.object_id)
    dc.add(root, 'identifier', place.name(case.name))
    for party, number in case.numbers:
        dc.add(root, 'identifier', f'{party}: {number}')
    dc.add(root, 'title', case.title)
    dc.add(root, 'creator', case.creator.name)
    for each in case.counterparts:
        dc.add(root, 'contributor', each.name)
    for job in case.documents:
        dc.add(root, 'description', f'{job.title} ({type_of(job)})')
    if case.latest_date:
        dc.add(root, 'date', case.latest_date)
    end = case.valid_to.isoformat() if case.valid_to else '..'
    if place.previous_id:
        dc.add(root, 'relation', f"Ersätter {place.previous_id}")
    dc.add(root, 'coverage', f'{case.valid_from.isoformat()}/{end}')
    dc.add(root, 'type', 'Text')
    dc.add(root, 'language', 'sv')
    dc.add(root, 'rights', case.settings.rights)
    dc.add(root, 'rights', case.settings.confidentiality)
    for restriction in case.settings.restrictions:
        dc.add(root, 'rights', f"{restriction.explanation or 'Begränsning'} ({restriction.regulation})")
    return as_bytes(root)


def case_record_xml(
    case: Case, record: PeriodRecord, files: Sequence[ArchivedFile], layout: Layout, place: DeliveryPlace
) -> bytes:
    """Give arende.xml: the case, its documents, signatories and files.

    Args:
        case: what the package is about.
        record: the period's record, which tells who has signed.
        files: the package's files.
        layout: where the parts of the package lie.
        place: which delivery it is.
    """
    writer = Writer(_CASE)
    root = writer.root('arende', {None: _CASE}, {_CASE: layout.schema(layout.descriptive, 'arende.xsd')})
    root.set('period', case.period)
    root.set('paket', place.object_id)
    root.set('leverans', str(place.number))
    if place.previous_id:
        root.set('ersatter', place.previous_id)
    for party, number in case.numbers:
        writer.add(root, 'arendenummer', number, {'part': party})
    writer.add(root, 'arendemening', case.title)
    if case.is_agreement:
        writer.add(root, 'avtalstyp', "överenskommelse")
    writer.add(root, 'giltigtFran', case.valid_from.isoformat())
    if case.valid_to is not None:
        writer.add(root, 'giltigtTill', case.valid_to.isoformat())
    _organisation(writer, root, 'arkivbildare', case.creator)
    for each in case.counterparts:
        _organisation(writer, root, 'motpart', each)
    settings = case.settings
    keep = {
        'atgard': "bevaras" if settings.retention is Retention.PRESERVE else "gallras",
        'ar': str(settings.destroy_year) if settings.destroy_year else None,
        'beslut': settings.retention_decision,
    }
    writer.add(root, 'bevarande', None, keep)
    writer.add(root, 'sekretess', settings.confidentiality)
    for restriction in settings.restrictions:
        facts = {'slag': restriction.kind.value, 'lagrum': restriction.regulation}
        writer.add(root, 'begransning', restriction.explanation or '', facts)
    writer.add(root, 'rattigheter', settings.rights)
    for job in case.documents:
        _document(writer, root, case, job, record, files)
    return as_bytes(root)


def _document(
    writer: Writer,
    root: etree._Element,
    case: Case,
    job: DocumentJob,
    record: PeriodRecord,
    files: Sequence[ArchivedFile],
) -> None:
    element = writer.add(root, 'handling')
    writer.add(element, 'titel', job.title)
    writer.add(element, 'handlingstyp', type_of(job))
    history = versions(record.events, job.file)
    signed = history[-1].signings if history else {}
    days = [each.day for each in signed.values() if each.day]
    if job.dated or days:
        writer.add(element, 'datum', (job.date if job.dated else max(days)).isoformat())
    in_print = {role: history[-1].other_day(role) for role in signed}
    for number, signatory in enumerate(job.signatories):
        found = signed.get(signatory.role)
        how = "saknas" if found is None else "penna" if found.by_pen else "elektronisk"
        other = in_print.get(signatory.role)
        day = found.day.isoformat() if found and found.day else None
        attributes = {
            'part': case.parties[signatory.party],
            'befattning': signatory.title,
            'sort': how,
            'datum': day,
            'datumIDokumentet': other.isoformat() if other else None,
        }
        writer.add(element, 'undertecknare' if number else 'huvudundertecknare', signatory.name, attributes)
    for each in files:
        if each.document == job.file:
            notice = PERSONAL if each.certificates and each.name.startswith(f'{SIGNED_FOLDER}/') else None
            attributes = {
                'variant': each.variant.value,
                'version': str(each.version) if each.version else None,
                'galler': ('nej' if each.superseded else 'ja') if each.version else None,
                'sha256': each.sha256,
                'personuppgifter': notice,
            }
            writer.add(element, 'fil', each.name, attributes)


def _organisation(writer: Writer, root: etree._Element, name: str, organisation: Organisation) -> None:
    writer.add(root, name, organisation.name, {'organisationsnummer': organisation.number})
