"""Packaging of a period: files gathered, verified and described in a work folder, then put in place at once.

The same period gives the same bytes: no clock is read. A package stands for the moment of the period's last event.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import docgen
from docgen.archive.bagit import make_bag
from docgen.archive.case_data import Case, read_case
from docgen.archive.completeness import require_complete
from docgen.archive.conformance import conformance_reports, judge_pdfs
from docgen.archive.deliveries import delivery_place
from docgen.archive.erms import ERMS_FILE
from docgen.archive.layout import SOURCE_FOLDER
from docgen.archive.metadata import Delivery, erms_file, metadata_files, moment_of
from docgen.archive.pack import Form, pack
from docgen.archive.package_contents import archived_files, as_packaged, data_files, gather, paths_to_be
from docgen.archive.package_description import package_parts
from docgen.archive.package_reader import open_package
from docgen.archive.packaged_event import record_packaging
from docgen.archive.privacy import require_private
from docgen.archive.profiles import PROFILES
from docgen.archive.reports import reported_for, write_validations
from docgen.archive.requirements import require_consistent_rights
from docgen.archive.restore import source_note, source_warnings
from docgen.archive.seal import SEAL_FOLDER, is_sealed, seal_package
from docgen.archive.verdicts import PackageError
from docgen.errors import Finding, Place, RefusedError, SignatureError, UsageError
from docgen.file_names import require_short_paths, sorted_files
from docgen.filesystem import make_durable, rename
from docgen.model.settings import ArchiveProfile
from docgen.pipeline import BuildRequest
from docgen.records.event_details import Packaged
from docgen.records.fingerprints import build_fingerprint, file_hash
from docgen.records.period_exchange import clear_abandoned, place_lock, unwritable, work_folder
from docgen.records.record import read_record
from docgen.records.record_integrity import record_faults
from docgen.records.signable_version import record_of
from docgen.records.version_history import latest_versions
from docgen.sign.trust import workspace_trust
from docgen.workspace import read_wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docgen.records.record import PeriodRecord
    from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile

_log = logging.getLogger(__name__)

FOLDER = 'arkiv'
"""Where packages lie in the workspace unless told otherwise."""


@dataclass(frozen=True)
class ArchiveRequest:
    """What to make a package of, and where."""

    root: Path
    """The workspace's folder."""
    period: str
    unsigned: bool = False
    """Take along the built documents, and do not ask that all are fixed and signed."""
    profile: ArchiveProfile | None = None
    """As the workspace chooses without."""
    form: Form = Form.FOLDER
    to: Path | None = None
    """The folder to put the package in; `arkiv` in the workspace without."""
    output: Path | None = None
    """The folder that holds the periods' folders; `output` in the workspace without."""
    seal: CertificateFile | CardInReader | None = None
    """What to seal the package with; without it, nothing but its own checksums speaks for it."""
    tsa: str | None = None
    """Address of a timestamp authority (RFC 3161) for the seal."""


@dataclass(frozen=True)
class ArchiveReport:
    """The package that was made."""

    path: Path
    profile: ArchiveProfile
    form: Form
    files: int
    """Records and what belongs to them; metadata and schemas are not counted."""
    bytes: int
    """All of the package."""
    sha256: str
    """Of the one file; for a folder, of its METS file or its manifest, which names all the others."""
    new: bool
    """False if this very package was there before."""
    warnings: tuple[Finding, ...]


def archive(request: ArchiveRequest, progress: Callable[[str], None] = lambda _: None) -> ArchiveReport:
    """Make the package of a period.

    Args:
        request: what to make it of, and where.
        progress: called with each step, in Swedish.

    Raises:
        UsageError: the period is not built, not fixed or not signed by all; or the folder cannot be written.
        FindingsError: the data need mending; a personal identity number stands where everyone may look.
        SignatureError: a fixed or signed file is missing or was changed, or its signatures do not hold.
        RefusedError: another package of that name is there, or the record cannot be read.
    """
    _log.info("gör arkivpaketet av %s", request.period)
    target = (request.to or request.root / FOLDER).absolute()
    output = BuildRequest(request.root, output=request.output).target
    for each in (target, output):
        clear_abandoned(each)
    record = record_of(output, request.period)
    require_complete(output / request.period, record, unsigned=request.unsigned)
    case = read_case(request.root, request.period)
    profile = request.profile or case.settings.profile
    require_consistent_rights(case, request.root)
    for require in PROFILES[profile].requirements:
        require(case, request.root)
    names = paths_to_be(request.root, output / request.period, case, PROFILES[profile].layout.data)
    require_short_paths(target, names, '--to')
    with work_folder(target, '--to') as work:
        try:
            return _make_package(request, case, profile, output, target, work, progress)
        except OSError as error:
            raise unwritable(target, error, '--to') from error


def _make_package(
    request: ArchiveRequest,
    case: Case,
    profile: ArchiveProfile,
    output: Path,
    target: Path,
    work: Path,
    progress: Callable[[str], None],
) -> ArchiveReport:
    noted = record_of(output, request.period)
    place_in_order = delivery_place(as_packaged(noted), case.name, profile)
    package = work / 'package' / place_in_order.name(case.name)
    layout = PROFILES[profile].layout
    data = package / layout.data
    data.mkdir(parents=True)
    progress("Samlar filerna")
    gather(request.root, output / request.period, noted, data, built=request.unsigned)
    record = _checked_record(data)
    moment = moment_of(record, case)
    warnings = source_warnings(data / SOURCE_FOLDER, record, work / 'rebuilt', progress)
    progress("Prövar underskrifterna")
    trust = workspace_trust(data / SOURCE_FOLDER)
    validations, doubts = write_validations(
        latest_versions(record),
        data,
        trust,
        reported_for(record) if record.events else moment,
        read_wording(data / SOURCE_FOLDER),
    )
    progress("Prövar filernas standarder")
    judged = judge_pdfs(data)
    for name, content in conformance_reports(judged).items():
        _write(data / name, content)
    files = archived_files(data_files(data), record, judged)
    progress("Skriver metadata")
    sealed = request.seal is not None
    software = f'docgen {docgen.__version__}'
    told = bool(warnings), source_note(warnings)
    delivery = Delivery(case, record, files, validations, profile, moment, software, build_fingerprint(), sealed, *told)
    erms = erms_file(delivery)
    if erms is not None:
        _write(data / ERMS_FILE, erms)
        delivery = replace(delivery, files=archived_files(data_files(data), record, judged))
    for name, content in metadata_files(delivery).items():
        _write(package / name, content)
    require_private(package)
    if request.seal is not None:
        progress("Förseglar")
        doubts += seal_package(package, request.seal, request.tsa, trust, case.organisations)
    made = _in_form(package, profile, request.form, delivery, work)
    new = _put_in_place(made, target / made.name, target)
    place = target / made.name
    sha256 = file_hash(_manifest_file(place, profile))
    details = Packaged(
        package=made.name,
        package_sha256=sha256,
        profile=profile.value,
        object_id=delivery.place.object_id,
    )
    return ArchiveReport(
        place,
        profile,
        request.form,
        len(delivery.files),
        sum(path.stat().st_size for path in _files(place)),
        sha256,
        new,
        (*warnings, *doubts, *record_packaging(output, noted, details)),
    )


def _checked_record(data: Path) -> PeriodRecord:
    """The record as it was copied, once every file that it speaks of is there as it says."""
    faults = record_faults(data)
    record = read_record(data)
    if faults or record is None:
        raise SignatureError(faults)
    return record


def _in_form(
    package: Path,
    profile: ArchiveProfile,
    form: Form,
    delivery: Delivery,
    work: Path,
) -> Path:
    """Give the package the layout and form that were asked for."""
    if profile is ArchiveProfile.BAGIT:
        bagged = work / 'bag' / package.name
        bagged.mkdir(parents=True)
        make_bag(bagged, package, delivery.case, delivery.moment, delivery.software)
        package = bagged
    if form is Form.FOLDER:
        return package
    packed = work / f'{package.name}.{form.value}'
    pack(package, packed, form, delivery.moment)
    return packed


def _put_in_place(made: Path, place: Path, target: Path) -> bool:
    """Let a finished package appear under its name; False if it was there already.

    Raises:
        RefusedError: `archive-exists`, another one of that name is there.
    """
    if made.is_dir():
        make_durable(made)
    with place_lock(target):
        if not place.exists():
            rename(made, place)
            return True
    if _content(place) == _content(made) or _same_but_seal(place, made):
        return False
    raise RefusedError(
        Finding(
            'archive-exists',
            f"Det finns redan ett annat paket som heter {place.name}.",
            "Det kan vara levererat, så docgen skriver aldrig över ett paket.",
            "Flytta undan det gamla, eller välj en annan mapp med --to.",
            Place(place),
        )
    )


def _same_but_seal(place: Path, made: Path) -> bool:
    """Whether two sealed packages hold the same: no seal is set twice alike."""
    try:
        with open_package(place) as one, open_package(made) as other:
            found = [
                {name: each.sha256() for name, each in contents.items() if not _of_seal(name)}
                for contents in (one, other)
            ]
            sealed = all(is_sealed(each, package_parts(each).root) for each in (one, other))
    except (PackageError, UsageError):
        return False
    return sealed and found[0] == found[1]


def _of_seal(name: str) -> bool:
    """Whether a file is of the seal, or a file of a bag that counts it."""
    folder, _, file = name.rpartition('/')
    return folder in (SEAL_FOLDER, f'data/{SEAL_FOLDER}') or (
        not folder and file in ('manifest-sha256.txt', 'tagmanifest-sha256.txt', 'bag-info.txt')
    )


def _content(place: Path) -> dict[str, str]:
    return {path.relative_to(place.parent).as_posix(): file_hash(path) for path in _files(place)}


def _files(place: Path) -> list[Path]:
    return sorted_files(place) if place.is_dir() else [place]


def _manifest_file(place: Path, profile: ArchiveProfile) -> Path:
    if not place.is_dir():
        return place
    return place / PROFILES[profile].manifest


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
