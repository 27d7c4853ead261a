"""Every value of a package's metadata held against the others: the package is described anew from its data and record.

What the package's own YAML, record.json and files give is compared with its METS, Dublin Core, case, PREMIS, README,
reports and schemas, value by value. Only the version of docgen that wrote a package writes it in the same words.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import docgen
from docgen.archive import schemas
from docgen.archive.bagit import bag_files
from docgen.archive.conformance import CONFORMANCE, CONFORMANCE_TEXT, conformance_reports
from docgen.archive.erms import ERMS_FILE
from docgen.archive.file_list import parse_untrusted_xml
from docgen.archive.history_check import PREMIS_FILE, uppermost
from docgen.archive.layout import CSIP, FGS_1_2, SOURCE_FOLDER
from docgen.archive.metadata import Delivery, erms_file, metadata_files, moment_of
from docgen.archive.package_contents import DataFile, archived_files
from docgen.archive.premis_events import WARNING
from docgen.archive.reports import Validation, report_name
from docgen.archive.seal import SEAL_FOLDER, is_sealed
from docgen.archive.value_differences import value_differences
from docgen.archive.verdicts import Observation, PackageError, PackageVerdict
from docgen.errors import UsageError
from docgen.model.settings import ArchiveProfile
from docgen.records.version_history import latest_versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.archive.case_data import Case
    from docgen.archive.conformance import JudgedPdf
    from docgen.archive.history_check import PackageRecord
    from docgen.archive.package_reader import PackageFile

_log = logging.getLogger(__name__)
_METS = '{http://www.loc.gov/METS/}'
_PREMIS = '{http://www.loc.gov/premis/v3}'
_VERSION = re.compile(r'docgen \d+(\.\w+)*')
_SCHEMAS = {
    PREMIS_FILE: schemas.PREMIS,
    'dc.xml': schemas.DESCRIPTION,
    'arende.xml': schemas.CASE,
    ERMS_FILE: schemas.ERMS,
}


@dataclass(frozen=True)
class PackageParts:
    """Where the parts of a package lie, as its own files show."""

    profile: ArchiveProfile
    root: str
    """Path of the package in a bag, with '/' last; '' where there is no bag."""
    data: str
    """Path of the data folder, with '/' last."""


def package_parts(contents: Mapping[str, PackageFile]) -> PackageParts:
    """Find the parts of a package by its uppermost file."""
    if 'bagit.txt' in contents:
        return PackageParts(ArchiveProfile.BAGIT, 'data/', f'data/{CSIP.data}/')
    if FGS_1_2.top in contents:
        return PackageParts(ArchiveProfile.FGS_1_2, '', f'{FGS_1_2.data}/')
    return PackageParts(ArchiveProfile.FGS_2_0, '', f'{CSIP.data}/')


def software_of(contents: Mapping[str, PackageFile], parts: PackageParts) -> str:
    """Give the software that METS says made the package: "docgen 0.1.0"; '' if it does not say."""
    top = parts.root + (FGS_1_2.top if parts.profile is ArchiveProfile.FGS_1_2 else CSIP.top)
    try:
        tree = parse_untrusted_xml(contents[top].read())
    except (KeyError, ValueError):
        return ''
    agents = (each for each in tree.iter(f'{_METS}agent') if each.get('OTHERTYPE') == 'SOFTWARE')
    return next((f"{each.findtext(f'{_METS}name')} {each.findtext(f'{_METS}note')}" for each in agents), '')


def schema_observations(contents: Mapping[str, PackageFile], mets: Sequence[str]) -> Iterator[Observation]:
    """Hold a package's XML files to their schemas.

    Args:
        contents: the package's files.
        mets: its METS files, those of a bag's package too.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
    """
    inside = (each for each in contents if each.rpartition('/')[2] == CSIP.top)  # a bag holds a package
    held = {
        name: schemas.FGS_1_2 if name.rpartition('/')[2] == FGS_1_2.top else schemas.METS for name in (*mets, *inside)
    }
    for name, schema in _SCHEMAS.items():
        found = uppermost(contents, name)
        if found is not None:
            held[found] = schema
    for name, schema in held.items():
        faults = schemas.schema_faults(contents[name].read(), schema)
        for fault in faults:
            _log.info('%s: %s: %s', name, schema, fault.message)
        for line in dict.fromkeys(fault.line for fault in faults):
            where = f" på rad {line}" if line else ""
            yield Observation(PackageVerdict.STRUCTURE_INVALID, f"Följer inte schemat {schema}{where}.", name)


def metadata_observations(
    contents: Mapping[str, PackageFile],
    package_record: PackageRecord,
    case: Case,
    sums: Mapping[str, str],
    judged: Mapping[str, JudgedPdf],
) -> list[Observation]:
    """Describe a package anew, and tell every value that is another in it.

    What another version of docgen wrote may be worded otherwise though nobody changed it: that is NOT_COMPARED.

    Args:
        contents: the package's files.
        package_record: its record.
        case: what its own data say of the case.
        sums: SHA-256 of every file as it now is, by its path.
        judged: what inspecting each PDF of its data folder came to, by its path in the package.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
    """
    ours = f'docgen {docgen.__version__}'
    told = software_of(contents, package_parts(contents))
    software = told if _VERSION.fullmatch(told) else ours
    found = list(_differences(contents, package_record, case, sums, judged, software))
    return found if software == ours else [replace(each, verdict=PackageVerdict.NOT_COMPARED) for each in found]


def _differences(
    contents: Mapping[str, PackageFile],
    package_record: PackageRecord,
    case: Case,
    sums: Mapping[str, str],
    judged: Mapping[str, JudgedPdf],
    software: str,
) -> Iterator[Observation]:
    parts = package_parts(contents)
    record = package_record.record
    try:
        moment = moment_of(record, case)
    except UsageError as error:
        yield Observation(PackageVerdict.CONTRADICTION, error.findings[0].what, f'{parts.data}record.json')
        return
    inspected = {name.removeprefix(parts.data): each for name, each in judged.items()}
    files = [
        DataFile(name.removeprefix(parts.data), each.size, sums.get(name, ''), each.start)
        for name, each in contents.items()
        if name.startswith(parts.data)
    ]
    delivery = Delivery(
        case,
        record,
        archived_files(files, record, inspected),
        list(_validations(contents, parts, package_record)),
        parts.profile,
        moment,
        software,
        is_sealed(contents, parts.root),
        *source_told(contents, parts),
    )
    outside = {
        name.removeprefix(parts.root): each.read()
        for name, each in contents.items()
        if name.startswith(parts.root) and not name.startswith(parts.data)
    }
    expected = {parts.root + name: content for name, content in metadata_files(delivery, outside).items()}
    erms = erms_file(delivery)
    if erms is not None:
        expected[parts.data + ERMS_FILE] = erms
    reports = conformance_reports({name: each for name, each in inspected.items() if name.endswith('.pdf')})
    expected |= {parts.data + name: content for name, content in reports.items()}
    if parts.profile is ArchiveProfile.BAGIT:
        size = sum(each.size for name, each in contents.items() if name.startswith(parts.root))
        count = sum(name.startswith(parts.root) for name in contents)
        expected |= bag_files(case, moment, delivery.software, size, count)
    for name, content in expected.items():
        yield from _compared(contents, name, content)
    for name in _reports(delivery):
        if parts.data + name not in contents:
            what = "Utlåtandet ska finnas i paketet men saknas."
            yield Observation(PackageVerdict.FILE_MISSING, what, parts.data + name)
    known = {*expected, *(parts.data + name for name in _known_data(package_record, delivery))}
    free = (f'{parts.data}{SOURCE_FOLDER}/', f'{parts.root}{SEAL_FOLDER}/', 'manifest-', 'tagmanifest-')
    for name in contents:
        if name not in known and not name.startswith(free):
            yield Observation(PackageVerdict.FILE_ADDED, "Filen hör inte till ett paket av det här slaget.", name)


def _compared(contents: Mapping[str, PackageFile], name: str, content: bytes) -> Iterator[Observation]:
    if name not in contents:
        yield Observation(PackageVerdict.FILE_MISSING, "Filen ska finnas i paketet men saknas.", name)
        return
    present = contents[name].read()
    if name.endswith('.xsd'):
        if present != content:
            what = "Schemat är inte det publicerade: innehållet är ett annat."
            yield Observation(PackageVerdict.CONTRADICTION, what, name)
        return
    for what in value_differences(name, present, content):
        yield Observation(PackageVerdict.CONTRADICTION, what, name)


def _validations(
    contents: Mapping[str, PackageFile], parts: PackageParts, package_record: PackageRecord
) -> Iterator[Validation]:
    """What the package's reports say that verifying came to, for each version that should have a report."""
    for history in latest_versions(package_record.record):
        if history.electronic_slots:
            base = report_name(history.current.file)
            plain = read_json(contents, f'{parts.data}{base}.json')
            verdict, sentence = str(plain.get('verdict', '')), str(plain.get('message', ''))
            yield Validation(history.document, history.version, verdict, sentence, f'{base}.pdf')


def read_json(contents: Mapping[str, PackageFile], name: str) -> dict[str, Any]:
    """Give a JSON object of a package; an empty one if there is none."""
    try:
        found = json.loads(contents[name].read())
    except (KeyError, ValueError, RecursionError, PackageError):
        return {}
    return found if isinstance(found, dict) else {}


def source_told(contents: Mapping[str, PackageFile], parts: PackageParts) -> tuple[bool, str]:
    """Give what PREMIS says that building from the package's own data came to: whether it differs, and a sentence.

    Args:
        contents: the package's files.
        parts: where its parts lie.
    """
    layout = FGS_1_2 if parts.profile is ArchiveProfile.FGS_1_2 else CSIP
    try:
        tree = parse_untrusted_xml(contents[f'{parts.root}{layout.preservation}/premis.xml'].read())
    except (KeyError, ValueError):
        return False, ''
    told = [each for each in tree.iter(f'{_PREMIS}event') if each.findtext(f'{_PREMIS}eventType') == 'packaged']
    if not told:
        return False, ''
    outcome = told[-1].findtext(f'.//{_PREMIS}eventOutcome') or ''
    return outcome == WARNING, told[-1].findtext(f'.//{_PREMIS}eventOutcomeDetailNote') or ''


def _known_data(package_record: PackageRecord, delivery: Delivery) -> Iterator[str]:
    """The paths in the data folder that the record and the reports account for; data and templates left out."""
    from docgen.records.event_details import Scanned, Verified

    yield from ('record.json', CONFORMANCE, CONFORMANCE_TEXT)
    for document in package_record.record.documents:
        yield f'built/{document.file}'
    for event in package_record.record.events:
        yield event.file
        if isinstance(event.details, Scanned):
            yield event.details.original
            yield from (each.file for each in event.details.originals)
        if isinstance(event.details, Verified):
            yield event.details.report
            yield event.details.report.removesuffix('.pdf') + '.json'
    yield from _reports(delivery)


def _reports(delivery: Delivery) -> Iterator[str]:
    for each in delivery.validations:
        yield each.report
        yield each.report.removesuffix('.pdf') + '.json'
