"""Verification of a package on its own: without the workspace that made it, and without network.

Every file against the list, the lists against their schemas, the PDFs and signatures anew, and what PREMIS tells
against record.json. A bad package gives a verdict that says why, never an exception.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docgen.archive.document_check import record_differences
from docgen.archive.file_list import compare_files, read_file_list, sizes_told
from docgen.archive.foreign_package import foreign_observations, is_foreign
from docgen.archive.history_check import (
    PREMIS_FILE,
    PackageRecord,
    premis_event_differences,
    premis_object_differences,
    read_package_record,
    record_contradictions,
    uppermost,
)
from docgen.archive.layout import SOURCE_FOLDER
from docgen.archive.metadata_check import metadata_observations, schema_observations
from docgen.archive.package_description import build_of, is_same_build, package_parts, software_of, source_told
from docgen.archive.package_reader import open_package
from docgen.archive.pdf_verification import verify_pdfs
from docgen.archive.record_check import record_inconsistencies
from docgen.archive.restore import source_note
from docgen.archive.seal import is_sealed, seal_doubt, seal_observations
from docgen.archive.source_check import case_of, source_differences, unpacked_source
from docgen.archive.verdicts import Observation, PackageError, PackageVerdict, PackageVerification
from docgen.errors import DocgenError
from docgen.records.record import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from docgen.archive.case_data import Case
    from docgen.archive.conformance import JudgedPdf
    from docgen.archive.file_list import ListedFile
    from docgen.archive.package_reader import PackageFile
    from docgen.sign.trust import TrustRoot
    from docgen.sign.verifying.detached_seal_check import SealCheck
    from docgen.workspace import Workspace

_log = logging.getLogger(__name__)


@dataclass
class _Verification:
    """A check under way."""

    path: Path
    contents: Mapping[str, PackageFile]
    trust: Sequence[TrustRoot]
    progress: Callable[[str], None]
    network: bool
    observations: list[Observation] = field(default_factory=list)
    sums: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    """Files that are other than they are listed, or gone."""
    listed: Mapping[str, ListedFile] = field(default_factory=dict)
    """The same, as they are listed: what only follows from the change is not told once more."""
    pdfs: int = 0
    signatures: int = 0
    events: int = 0
    software: str = ''
    compared: bool = False
    same_build: bool = False
    """This very build of docgen made the package, by what it says itself."""
    source_differs: bool = False
    seal: SealCheck | None = None
    seal_doubt: str = ''


def verify_package(
    path: Path,
    trust: Sequence[TrustRoot] = (),
    progress: Callable[[str], None] = lambda _: None,
    *,
    network: bool = False,
) -> PackageVerification:
    """Check a package: a folder, a tar or a zip. It is only read; a PDF at a time is copied to a temporary folder.

    Args:
        path: the package.
        trust: issuers that are trusted; without any, a package with signatures gets no further than
            SIGNATURE_UNPROVEN. What lies in the package is never trusted for being there.
        progress: called with each step, in Swedish.
        network: ask the certificates' issuers whether they are revoked; else only what lies in the package counts.

    Raises:
        UsageError: `package-missing`, the package cannot be opened; `output-unwritable`, the temporary folder is full.
    """
    try:
        with open_package(path) as contents:
            check = _Verification(path, contents, trust, progress, network)
            try:
                _run(check)
            except PackageError as error:
                check.observations.append(error.observation)
            except DocgenError:
                raise
            except Exception:  # noqa: BLE001 - a hostile package can make a library raise anything
                _log.info('%s', path, exc_info=True)
                what = "Paketet går inte att pröva till slut."
                check.observations.append(Observation(PackageVerdict.STRUCTURE_INVALID, what))
            return PackageVerification(
                path,
                tuple(dict.fromkeys(check.observations)),
                files=len(contents),
                bytes=sum(each.size for each in contents.values()),
                pdfs=check.pdfs,
                signatures=check.signatures,
                events=check.events,
                software=check.software,
                compared=check.compared,
                source_differs=check.source_differs,
                seal=check.seal,
                seal_doubt=check.seal_doubt,
            )
    except PackageError as error:
        return PackageVerification(path, (error.observation,))


def _run(check: _Verification) -> None:
    if is_foreign(check.contents):
        check.progress("Jämför kontrollsummor")
        check.observations += foreign_observations(check.contents)
        return
    check.progress("Läser förteckningen")
    list_of_files = read_file_list(check.contents)
    check.observations += list_of_files.observations
    check.progress("Jämför kontrollsummor")
    for name, sha256, wrong in compare_files(check.contents, list_of_files):
        if sha256:
            check.sums[name] = sha256
        if wrong is not None:
            check.observations.append(wrong)
            if wrong.verdict in (PackageVerdict.FILE_CHANGED, PackageVerdict.FILE_MISSING):
                check.changed.append(name)
    check.listed = sizes_told(check.contents, list_of_files, check.changed)
    parts = package_parts(check.contents)
    root, check.same_build = parts.root, is_same_build(check.contents, parts)
    if is_sealed(check.contents, root):
        check.progress("Prövar förseglingen")
        check.seal, wrong_seal = seal_observations(check.contents, root, check.sums, check.trust, network=check.network)
        check.observations += wrong_seal
    check.observations += schema_observations(check.contents, list_of_files.mets)
    package_record = read_package_record(check.contents)
    if isinstance(package_record, Observation):
        check.observations.append(package_record)
        _events(check, None, described=bool(list_of_files.mets))
        _pdfs(check, None)
        return
    check.events = len(package_record.record.events)
    check.observations += record_contradictions(package_record, check.sums, check.listed)
    _events(check, package_record, described=bool(list_of_files.mets))
    _metadata(check, package_record, _pdfs(check, package_record))


def _pdfs(check: _Verification, package_record: PackageRecord | None) -> Mapping[str, JudgedPdf]:
    check.progress("Prövar PDF-filerna och underskrifterna i dem")
    found = verify_pdfs(
        check.path,
        check.contents,
        package_record,
        check.sums,
        check.trust,
        network=check.network,
        same_build=check.same_build,
    )
    check.observations += found.observations
    check.pdfs, check.signatures = found.documents, found.signatures
    return found.judged


def _metadata(check: _Verification, package_record: PackageRecord, judged: Mapping[str, JudgedPdf]) -> None:
    """Hold the package's own data, record, PDFs and metadata against each other, value by value."""
    check.progress("Jämför uppgifterna")
    parts = package_parts(check.contents)
    if package_record.folder != parts.data:
        what = f"Filen ska ligga i {parts.data}."
        check.observations.append(Observation(PackageVerdict.STRUCTURE_INVALID, what, f'{package_record.folder}{NAME}'))
        return
    source = f'{parts.data}{SOURCE_FOLDER}/'
    with unpacked_source(check.contents, source) as folder:
        read = case_of(folder, source, package_record.record.period)
        if isinstance(read, Observation):
            check.observations.append(read)
            return
        workspace, case = read
        check.seal_doubt = seal_doubt(check.seal, case.organisations) if check.seal else ''
        check.observations += record_inconsistencies(package_record)
        check.observations += record_differences(package_record, case, judged)
        _source(check, package_record, workspace, case, judged)
    check.software = software_of(check.contents, parts)
    build = build_of(check.contents, parts, check.software)
    if build and not check.same_build:
        check.software += f' (bygge {build})'
    found = metadata_observations(check.contents, package_record, case, check.sums, judged, check.listed)
    check.compared = all(each.verdict is not PackageVerdict.NOT_COMPARED for each in found)
    check.observations += found


def _source(
    check: _Verification,
    package_record: PackageRecord,
    workspace: Workspace,
    case: Case,
    judged: Mapping[str, JudgedPdf],
) -> None:
    """Hold the documents against what the data and templates give, if the package says that they give them."""
    check.source_differs, note = source_told(check.contents, package_parts(check.contents))
    if check.source_differs is (note == source_note(())):
        what = "Filen säger både att paketets uppgifter ger de arkiverade dokumenten, och att de inte gör det."
        check.observations.append(Observation(PackageVerdict.CONTRADICTION, what, PREMIS_FILE))
    if not check.source_differs:
        check.observations += source_differences(workspace, case, package_record, judged, same_build=check.same_build)


def _events(check: _Verification, package_record: PackageRecord | None, *, described: bool) -> None:
    name = uppermost(check.contents, PREMIS_FILE)
    if name is None:
        if described:
            check.observations.append(
                Observation(PackageVerdict.STRUCTURE_INVALID, "PREMIS saknas: händelserna går inte att pröva.")
            )
        return
    premis = check.contents[name].read()
    try:
        check.observations += premis_object_differences(premis, name, check.sums, check.listed)
        if package_record is not None:
            check.observations += premis_event_differences(premis, name, package_record.record)
    except ValueError as error:
        _log.info('%s: %s', name, error)
        check.observations.append(
            Observation(PackageVerdict.STRUCTURE_INVALID, "Filen är ingen XML som kan läsas.", name)
        )
