"""The PREMIS events of a package: those of record.json in order, and the making and validation of its documents."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.archive.layout import BUILT_FOLDER
from docgen.records.event_details import EventKind, Fixed, Packaged, Received, Scanned, Signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.archive.package_contents import ArchivedFile
    from docgen.archive.reports import Validation
    from docgen.records.event_details import PenSignature, ReceivedSignature
    from docgen.records.events import Event
    from docgen.records.record import PeriodRecord

RECORD_EVENT = 'record.json SHA-256'
"""The type of identifier of an event that is in record.json: its digest, as `Event.digest` gives it."""
OWN_EVENT = 'UUID'
"""The type of identifier of an event that record.json does not list, but that its documents show."""
SUCCESS = 'success'
WARNING = 'warning'
"""What an event came to, in PREMIS."""
_NAMESPACE = uuid.UUID('5b0f3c0e-5a3c-5d0b-9f53-2f6d1a4c7e10')
_DETAILS = {
    EventKind.FIXED: "Innehållet låstes som version {version}.",
    EventKind.SEALED: "Organisationens sigill sattes.",
    EventKind.SIGNED: "Undertecknades elektroniskt av {name}.",
    EventKind.RECEIVED: "Undertecknad fil togs emot, undertecknad av {names}.",
    EventKind.SCANNED: "Skannat exemplar lades in, undertecknat för hand av {names}.",
    EventKind.REFRESHED: "En ny tidsstämpel med färska spärrbesked sattes över filen.",
    EventKind.VERIFIED: "Underskrifterna prövades.",
    EventKind.PUBLISHED: "Publik kopia gjordes.",
    EventKind.PACKAGED: "Följde med i arkivpaketet {package}.",
}
_BUILT = (
    ('rendered', "Mallarna fylldes i med uppgifterna."),
    ('converted', "Word-filerna gjordes till PDF."),
    ('judged', "Filen prövades mot PDF/A-2a, PDF/UA-1 och uppgifterna."),
)


@dataclass(frozen=True)
class PremisEvent:
    """One PREMIS event."""

    identifier_type: str
    identifier: str
    kind: str
    at: str
    detail: str
    outcome: str
    note: str
    files: tuple[str, ...]
    """Names of files in the package."""
    signatory: str = ''
    """Name of the person who did it, where a person did."""
    software: str = ''
    """"docgen 0.1.0"."""


def premis_events(
    record: PeriodRecord,
    files: Sequence[ArchivedFile],
    validations: Sequence[Validation],
    at: str,
    software: str,
    packaged: tuple[str, str],
) -> Iterator[PremisEvent]:
    """Give the PREMIS events of a period's documents, in order.

    Args:
        record: the period's record.
        files: the package's files.
        validations: what verifying for the package came to.
        at: the moment that the package stands for, ISO 8601.
        software: what makes the package.
        packaged: whether the packaged data and templates give the archived documents, SUCCESS or WARNING, and that in
            Swedish.
    """
    known = {each.name for each in files}
    yield from _making(record, known, at)
    for event in record.events:
        yield _recorded(event, known)
    for each in validations:
        yield _own(
            'validated',
            at,
            each.report,
            "Underskrifterna prövades inför arkiveringen.",
            each.verdict,
            (each.report,) if each.report in known else (),
            software,
            each.sentence,
        )
    yield _own('packaged', at, record.period, "Paketet gjordes.", packaged[0], (), software, packaged[1])


def _making(record: PeriodRecord, known: set[str], at: str) -> Iterator[PremisEvent]:
    """How each document was made: a build notes no time, so that it is the same every time; it was before fixing."""
    fixed = {event.document: event for event in reversed(record.events) if event.kind is EventKind.FIXED}
    for document in record.documents:
        event = fixed.get(document.file)
        name = f'{BUILT_FOLDER}/{document.file}'
        targets = [name, event.file if event else '']
        software = event.software if event else f'docgen {record.version}'
        for kind, detail in _BUILT:
            built = event.details.base_sha256 if event and isinstance(event.details, Fixed) else document.sha256
            note = f"Senast vid den angivna tiden. SHA-256 för den byggda filen: {built}."
            yield _own(
                kind,
                event.at if event else at,
                f'{document.file} {document.sha256}',
                detail,
                SUCCESS,
                tuple(each for each in targets if each in known),
                software,
                note,
            )


def _recorded(event: Event, known: set[str]) -> PremisEvent:
    details = event.details
    signed: Iterable[ReceivedSignature | PenSignature] = ()
    if isinstance(details, Received):
        signed = details.signatures
    elif isinstance(details, Scanned):
        signed = details.signatories
    signer = details.name if isinstance(details, Signed) else ''
    names = [each.name or each.role for each in signed]
    detail = _DETAILS[event.kind].format(
        version=event.version,
        name=signer,
        names=', '.join(names),
        package=details.package if isinstance(details, Packaged) else '',
    )
    return PremisEvent(
        RECORD_EVENT,
        event.digest(),
        event.kind.value,
        event.at,
        detail,
        getattr(details, 'verdict', '') or SUCCESS,
        f'Händelse {event.number} i record.json. SHA-256 för filen efter händelsen: {event.sha256}.',
        (event.file,) if event.file in known else (),
        signer,
        event.software,
    )


def _own(
    kind: str, at: str, about: str, detail: str, outcome: str, files: tuple[str, ...], software: str, note: str
) -> PremisEvent:
    identifier = str(uuid.uuid5(_NAMESPACE, f'{kind} {about} {at}'))
    return PremisEvent(OWN_EVENT, identifier, kind, at, detail, outcome, note, files, software=software)
