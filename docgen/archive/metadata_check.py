"""Every value of a package's metadata held against the others: the package is described anew from its data and record.

What the package's own YAML, record.json and files give is compared with its METS, Dublin Core, case, PREMIS, README,
reports and schemas, value by value. Only the version of docgen that wrote a package writes it in the same words.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import docgen
from docgen.archive import schemas
from docgen.archive.conformance import CONFORMANCE, CONFORMANCE_TEXT
from docgen.archive.erms import ERMS_FILE
from docgen.archive.file_list import NONE_CHANGED
from docgen.archive.history_check import PREMIS_FILE, uppermost
from docgen.archive.layout import CSIP, FGS_1_2, SOURCE_FOLDER
from docgen.archive.package_description import build_of, described_anew, package_parts, software_of
from docgen.archive.seal import SEAL_FOLDER
from docgen.archive.value_differences import differs, value_differences
from docgen.archive.verdicts import Observation, PackageVerdict
from docgen.errors import UsageError
from docgen.records.fingerprints import build_fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.archive.case_data import Case
    from docgen.archive.conformance import JudgedPdf
    from docgen.archive.file_list import ListedFile
    from docgen.archive.history_check import PackageRecord
    from docgen.archive.metadata import Delivery
    from docgen.archive.package_reader import PackageFile

_log = logging.getLogger(__name__)
_VERSION = re.compile(r'docgen \d+(\.\w+)*')
_SCHEMAS = {
    PREMIS_FILE: schemas.PREMIS,
    'dc.xml': schemas.DESCRIPTION,
    'arende.xml': schemas.CASE,
    ERMS_FILE: schemas.ERMS,
}


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
    listed: Mapping[str, ListedFile] = NONE_CHANGED,
) -> list[Observation]:
    """Describe a package anew, and tell every value that is another in it.

    What another version or build of docgen wrote may be worded otherwise though nobody changed it: that is
    NOT_COMPARED.

    Args:
        contents: the package's files.
        package_record: its record.
        case: what its own data say of the case.
        sums: SHA-256 of every file as it now is, by its path.
        judged: what inspecting each PDF of its data folder came to, by its path in the package.
        listed: changed files as they are listed: what only follows from their change is not told.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
    """
    ours = f'docgen {docgen.__version__}'
    told = software_of(contents, package_parts(contents))
    software = told if _VERSION.fullmatch(told) else ours
    found = list(_differences(contents, package_record, case, sums, judged, software, listed))
    if software == ours:
        build = build_of(contents, package_parts(contents), ours)
        if build == build_fingerprint():
            return found
        what = f"Ett annat bygge av {ours} gjorde paketet: {differs('dess bygge i PREMIS', build, build_fingerprint())}"
        found.insert(0, Observation(PackageVerdict.NOT_COMPARED, what))
    return [replace(each, verdict=PackageVerdict.NOT_COMPARED) for each in found]


def _differences(
    contents: Mapping[str, PackageFile],
    package_record: PackageRecord,
    case: Case,
    sums: Mapping[str, str],
    judged: Mapping[str, JudgedPdf],
    software: str,
    listed: Mapping[str, ListedFile],
) -> Iterator[Observation]:
    parts = package_parts(contents)
    known_from = contents, package_record, case, sums, judged, software
    try:
        delivery, expected = described_anew(*known_from)
        # Where a file is as it should be, it is the list that was changed.
        listed = {name: each for name, each in listed.items() if not _is_as_expected(contents, name, expected)}
        as_listed = described_anew(*known_from, listed)[1] if listed else expected
    except UsageError as error:
        yield Observation(PackageVerdict.CONTRADICTION, error.findings[0].what, f'{parts.data}record.json')
        return
    changed = frozenset(each.removeprefix(parts.data) for each in listed)
    for name, content in expected.items():
        as_now = set(_compared(contents, name, content, changed))
        # What holds of the files either as they are or as they are listed follows from a change that is told.
        yield from (each for each in _compared(contents, name, as_listed[name], changed) if each in as_now)
    for name in _reports(delivery):
        if parts.data + name not in contents:
            what = "Utlåtandet ska finnas i paketet men saknas."
            yield Observation(PackageVerdict.FILE_MISSING, what, parts.data + name)
    known = {*expected, *(parts.data + name for name in _known_data(package_record, delivery))}
    free = (f'{parts.data}{SOURCE_FOLDER}/', f'{parts.root}{SEAL_FOLDER}/', 'manifest-', 'tagmanifest-')
    for name in contents:
        if name not in known and not name.startswith(free):
            yield Observation(PackageVerdict.FILE_ADDED, "Filen hör inte till ett paket av det här slaget.", name)


def _is_as_expected(contents: Mapping[str, PackageFile], name: str, expected: Mapping[str, bytes]) -> bool:
    return name in contents and name in expected and contents[name].read() == expected[name]


def _compared(
    contents: Mapping[str, PackageFile], name: str, content: bytes, changed: frozenset[str]
) -> Iterator[Observation]:
    if name not in contents:
        yield Observation(PackageVerdict.FILE_MISSING, "Filen ska finnas i paketet men saknas.", name)
        return
    present = contents[name].read()
    if changed and name.endswith((CONFORMANCE, CONFORMANCE_TEXT)):
        present, content = _without_files(name, present, changed), _without_files(name, content, changed)
    if name.endswith('.xsd'):
        if present != content:
            found, published = (hashlib.sha256(each).hexdigest() for each in (present, content))
            what = f"Schemat är inte det publicerade: {differs('dess SHA-256', found, published)}"
            yield Observation(PackageVerdict.CONTRADICTION, what, name)
        return
    for what in value_differences(name, present, content):
        yield Observation(PackageVerdict.CONTRADICTION, what, name)


def _without_files(name: str, report: bytes, files: frozenset[str]) -> bytes:
    """A report of conformance without what it says of changed files, which it was not written of."""
    if name.endswith(CONFORMANCE_TEXT):
        left_out = {each.encode() for each in files}
        return b'\n\n'.join(each for each in report.split(b'\n\n') if each.partition(b'\n')[0] not in left_out)
    try:
        told = json.loads(report)
        told['files'] = [{} if each['file'] in files else each for each in told['files']]
    except (ValueError, KeyError, TypeError, RecursionError):
        return report
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True).encode() + b'\n'


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
