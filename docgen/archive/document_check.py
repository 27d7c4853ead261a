"""The PDFs of a package held against what its data and its record say: titles, pages, signatories, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.archive.value_differences import differs
from docgen.archive.verdicts import Observation, PackageVerdict
from docgen.records.event_details import Published, Received, Refreshed, Sealed, Signed
from docgen.records.version_history import all_versions
from docgen.sign.verifying.verdicts import DocumentVerdict

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.archive.case_data import Case
    from docgen.archive.conformance import JudgedPdf
    from docgen.archive.history_check import PackageRecord
    from docgen.plan import DocumentJob
    from docgen.records.events import Event
    from docgen.records.record import DocumentRecord
    from docgen.records.version_history import VersionHistory
    from docgen.sign.verifying.verdicts import DocumentVerification

_RECORD = 'record.json'
_STABLE = ('sha256', 'bytes', 'pages', 'title')
_STABLE_OF_SIGNATURE = (
    *('field', 'kind', 'signer', 'role', 'party', 'title', 'issuer', 'serial', 'valid_from', 'valid_to'),
    *('claimed_at', 'timestamped_by', 'covers', 'covers_all'),
)
"""What verifying gives whichever issuers are trusted, and whenever."""
_OF_TRUST = 'message', 'advice', 'missing', 'changes', 'remarks'
_OF_TRUST_IN_SIGNATURE = 'verdict', 'level', 'anchor', 'proven_at', 'revocation', 'revoked_at', 'message', 'explanation'
"""What the same issuers give besides, as long as the verdict is the same."""


def record_differences(
    package_record: PackageRecord, case: Case, judged: Mapping[str, JudgedPdf]
) -> Iterator[Observation]:
    """Hold what record.json says of each document against the data and the PDFs.

    Args:
        package_record: the package's record.
        case: what the package's own data say.
        judged: what inspecting each PDF came to, by its path in the package.
    """
    folder, record = package_record.folder, package_record.record
    jobs = {job.file: job for job in case.documents}
    recorded = {each.file: each for each in record.documents}
    for file in dict.fromkeys((*jobs, *recorded)):
        if file not in recorded:
            yield _wrong(folder + _RECORD, f"Handlingen {file} finns i data men saknas bland documents.")
        elif file not in jobs:
            yield _wrong(folder + _RECORD, f"Handlingen {file} står bland documents men finns inte i data.")
        else:
            yield from _recorded(folder, recorded[file], jobs[file], judged)
    in_place = {each.file: each for each in record.events}
    for history in all_versions(record):
        yield from _version(folder, history, jobs.get(history.document), judged, in_place)


def _recorded(
    folder: str, document: DocumentRecord, job: DocumentJob, judged: Mapping[str, JudgedPdf]
) -> Iterator[Observation]:
    name, place = folder + _RECORD, f'documents/{document.file}'
    yield from _value(name, f'{place}/title', document.title, job.title)
    yield from _value(name, f'{place}/kind', document.kind, job.kind.value)
    names = {each.role: (each.name, each.title) for each in job.signatories}
    for each in document.signatures:
        role = str(each.get('role', ''))
        expected = names.get(role, ('', ''))
        yield from _value(name, f'{place}/signatures/{role}/name', each.get('name'), expected[0])
        yield from _value(name, f'{place}/signatures/{role}/title', each.get('title'), expected[1])
    built = judged.get(f'{folder}built/{document.file}')
    if built is not None and built.readable:
        yield from _value(name, f'{place}/pages', document.pages, built.plain['pages'])
        yield from _value(name, f'{place}/bytes', document.bytes, built.plain['bytes'])
        yield from _value(f'{folder}built/{document.file}', 'Titeln', built.plain['title'], job.title)


def _version(
    folder: str,
    history: VersionHistory,
    job: DocumentJob | None,
    judged: Mapping[str, JudgedPdf],
    in_place: Mapping[str, Event],
) -> Iterator[Observation]:
    """One fixed version: its file, its public copy, and the places for signatures that it was fixed with.

    `in_place` is the event that gave each file as it now is: a new version's public copy takes the old one's place.
    """
    name, fixed = folder + _RECORD, history.fixed_from
    place = f'händelse {history.fixed.number}'
    pdf = judged.get(folder + history.fixed.file)
    if pdf is not None and pdf.readable:
        yield from _value(name, f'{place}, title', fixed.title, pdf.plain['title'])
        yield from _value(name, f'{place}, pages', fixed.pages, pdf.plain['pages'])
    slots = {each.role: each for each in fixed.slots}
    for event in history.events:
        details = event.details
        if isinstance(details, Signed) and details.role in slots:
            yield from _value(name, f'händelse {event.number}, name', details.name, slots[details.role].name)
        copy = judged.get(folder + event.file)
        last = in_place[event.file] is event
        if isinstance(details, Published) and last and copy is not None and copy.readable:
            for key in ('title', 'pages', 'bytes'):
                yield from _value(name, f'händelse {event.number}, {key}', getattr(details, key), copy.plain[key])
            yield from _public_copy(folder, event, details, history, copy)
    if job is None:
        return
    yield from _value(name, f'{place}, title', fixed.title, job.title)
    yield from _value(name, f'{place}, kind', fixed.document_kind, job.kind.value)
    names = {each.role: each for each in job.signatories}
    for slot in fixed.slots:
        person = names.get(slot.role)
        yield from _value(name, f'{place}, slots/{slot.role}/name', slot.name, person.name if person else '')
        yield from _value(name, f'{place}, slots/{slot.role}/title', slot.title, person.title if person else '')


def _public_copy(
    folder: str, event: Event, details: Published, history: VersionHistory, copy: JudgedPdf
) -> Iterator[Observation]:
    """What a public copy is a copy of, and what it says in place of the signatures."""
    from docgen.pdf.judge.text_checks import Haystack

    name, place = folder + _RECORD, f'händelse {event.number}'
    before = [each for each in history.events if each.number < event.number and each.file == details.original.file]
    if before and details.original.sha256:
        yield from _value(name, f'{place}, original/sha256', details.original.sha256, before[-1].sha256)
    elif details.original.file:
        yield _wrong(name, f"{place}: {details.original.file} är ingen fil som fanns när kopian gjordes.")
    slots = {each.role: each.name for each in history.fixed_from.slots}
    haystack = Haystack('\n'.join(copy.texts))
    for each in details.signatures:
        yield from _value(name, f'{place}, signatures/{each.role}/name', each.name, slots.get(each.role, ''))
        if not haystack.holds(each.text):
            yield _wrong(name, f"{place}: ”{each.text}” står inte i {event.file}.")
    told = {each.role for each in details.signatures} | set(details.unsigned)
    if told and told != set(slots):
        yield from _value(name, f'{place}, signatures', ', '.join(sorted(told)), ', '.join(sorted(slots)))


def signature_differences(
    name: str,
    history: VersionHistory,
    found: DocumentVerification,
    report: Mapping[str, Any],
    report_name: str,
    at: datetime.datetime | None = None,
    *,
    same_build: bool = True,
) -> Iterator[Observation]:
    """Hold a signed file's own signatures against the record's events and against the report that goes along.

    Args:
        name: the signed file.
        history: its version.
        found: what verifying it came to.
        report: the report (JSON) in the package; empty if there is none.
        report_name: its path.
        at: the moment that the report was made for; None where that is not known.
        same_build: this very build of docgen made the package, and its reports.
    """
    from docgen.sign.verifying.verification_text import plain

    mine = plain(found)
    yield from _signature_events(name, history, {each['field']: each for each in mine['signatures']})
    if not report:
        return
    if at is not None:
        yield from _value(report_name, 'verified_at', report.get('verified_at', ''), at.isoformat(timespec='seconds'))
    yield from _value(report_name, 'file', report.get('file'), history.current.file)
    if report.get('verdict') not in [*DocumentVerdict]:
        yield _wrong(report_name, f"verdict är ”{report.get('verdict')}”, som inte är något utlåtande.")
    same_entries = same_build and report.get('software') == mine['software']
    if same_entries:
        yield from _entries(report_name, '', report, mine)
        yield from _value(report_name, 'rebuild', report.get('rebuild'), None)
    alike = all(report.get(key) == mine[key] for key in ('trust', 'verdict', 'network'))
    for key in (*_STABLE, *(_OF_TRUST if alike else ())):
        yield from _value(report_name, key, report.get(key, ''), mine[key])
    signatures = report.get('signatures')
    listed = signatures if isinstance(signatures, list) else []
    yield from _value(report_name, 'signatures', len(listed), len(mine['signatures']))
    for number, (one, other) in enumerate(zip(listed, mine['signatures'], strict=False), start=1):
        for key in (*_STABLE_OF_SIGNATURE, *(_OF_TRUST_IN_SIGNATURE if alike else ())):
            value = one.get(key) if isinstance(one, dict) else ''
            yield from _value(report_name, f'signatures[{number}]/{key}', value, other[key])
        if same_entries and isinstance(one, dict):
            yield from _entries(report_name, f'signatures[{number}]/', one, other)


def _entries(name: str, place: str, present: Mapping[str, Any], expected: Mapping[str, Any]) -> Iterator[Observation]:
    """What one version of docgen writes in a report has one set of entries."""
    for key in sorted({*present} ^ {*expected}):
        yield _wrong(name, f"{place}{key} {'saknas' if key in expected else 'ska inte finnas'}.")


def _signature_events(name: str, history: VersionHistory, signatures: Mapping[str, Any]) -> Iterator[Observation]:
    """Hold the record's events of signing against the signatures in the file, by their fields."""
    for event in history.events:
        details = event.details
        told: Sequence[Any] = details.signatures if isinstance(details, Received) else ()
        if isinstance(details, Sealed | Signed | Refreshed):
            told = (details,)
        for each in told:
            place = f'händelse {event.number}, {each.field}'
            real = signatures.get(each.field)
            if real is None:
                if each.field:
                    yield _wrong(_RECORD, f"{place}: underskriften finns inte i {name}.")
                continue
            for key in ('signer', 'issuer', 'serial', 'timestamped_by'):
                value = getattr(each, key, '')
                if value:
                    yield from _value(_RECORD, f'{place}/{key}', value, real[key])
            if each.time and each.time not in (real['claimed_at'], real['proven_at']):
                expected = real['claimed_at'] or real['proven_at']
                yield from _value(_RECORD, f'{place}/time', each.time, expected)


def _value(name: str, place: str, present: Any, expected: Any) -> Iterator[Observation]:
    one, other = '' if present is None else str(present), '' if expected is None else str(expected)
    if one != other:
        yield _wrong(name, differs(place, one, other))


def _wrong(name: str, what: str) -> Observation:
    return Observation(PackageVerdict.CONTRADICTION, what, name)
