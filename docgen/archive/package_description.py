"""A package described anew: what its own data, record and files say that its metadata should be.

Only the version of docgen that wrote a package writes it in the same words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docgen
from docgen.archive.bagit import bag_files
from docgen.archive.conformance import conformance_reports
from docgen.archive.erms import ERMS_FILE
from docgen.archive.file_list import NONE_CHANGED, parse_untrusted_xml
from docgen.archive.layout import CSIP, FGS_1_2
from docgen.archive.metadata import Delivery, erms_file, metadata_files, moment_of
from docgen.archive.package_contents import DataFile, archived_files
from docgen.archive.premis import BUILD
from docgen.archive.premis_events import WARNING
from docgen.archive.reports import Validation, report_name
from docgen.archive.seal import is_sealed
from docgen.archive.verdicts import PackageError
from docgen.model.settings import ArchiveProfile
from docgen.records.fingerprints import build_fingerprint
from docgen.records.version_history import latest_versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from docgen.archive.case_data import Case
    from docgen.archive.conformance import JudgedPdf
    from docgen.archive.file_list import ListedFile
    from docgen.archive.history_check import PackageRecord
    from docgen.archive.package_reader import PackageFile

_METS = '{http://www.loc.gov/METS/}'
_PREMIS = '{http://www.loc.gov/premis/v3}'


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


def build_of(contents: Mapping[str, PackageFile], parts: PackageParts, software: str) -> str:
    """Give the build of the software that made a package, as PREMIS tells it; '' if it does not say.

    Without a PREMIS that can be read nothing says that another build made it, and this one is taken for it.

    Args:
        contents: the package's files.
        parts: where its parts lie.
        software: what made it: "docgen 0.1.0".
    """
    tree = _premis(contents, parts)
    if tree is None:
        return build_fingerprint()
    for agent in tree.iter(f'{_PREMIS}agent'):
        name = f"{agent.findtext(f'{_PREMIS}agentName')} {agent.findtext(f'{_PREMIS}agentVersion')}"
        note = agent.findtext(f'{_PREMIS}agentNote') or ''
        if agent.findtext(f'{_PREMIS}agentType') == 'software' and name == software and note.startswith(BUILD):
            return note.removeprefix(BUILD).strip()
    return ''


def is_same_build(contents: Mapping[str, PackageFile], parts: PackageParts) -> bool:
    """Whether this very build of docgen made a package, by what it says itself.

    Args:
        contents: the package's files.
        parts: where its parts lie.
    """
    ours = f'docgen {docgen.__version__}'
    return software_of(contents, parts) == ours and build_of(contents, parts, ours) == build_fingerprint()


def _premis(contents: Mapping[str, PackageFile], parts: PackageParts) -> etree._Element | None:
    layout = FGS_1_2 if parts.profile is ArchiveProfile.FGS_1_2 else CSIP
    try:
        return parse_untrusted_xml(contents[f'{parts.root}{layout.preservation}/premis.xml'].read())
    except (KeyError, ValueError):
        return None


def described_anew(
    contents: Mapping[str, PackageFile],
    package_record: PackageRecord,
    case: Case,
    sums: Mapping[str, str],
    judged: Mapping[str, JudgedPdf],
    software: str,
    listed: Mapping[str, ListedFile] = NONE_CHANGED,
) -> tuple[Delivery, dict[str, bytes]]:
    """Give what a package's metadata are written from, and each of its files that docgen writes, by its path.

    Args:
        contents: the package's files.
        package_record: its record.
        case: what its own data say of the case.
        sums: SHA-256 of every file as it now is, by its path.
        judged: what inspecting each PDF of its data folder came to, by its path in the package.
        software: what is said to have made it: "docgen 0.1.0".
        listed: changed files, and files that are gone, that are to be described as they
            are listed, not as they now are.

    Raises:
        UsageError: `archive-undated`.
        PackageError: DAMAGED or TOO_LARGE.
    """
    parts = package_parts(contents)
    record = package_record.record
    moment = moment_of(record, case)
    inspected = {name.removeprefix(parts.data): each for name, each in judged.items()}
    sizes = {name: each.size for name, each in contents.items()}
    sizes |= {name: each.bytes for name, each in listed.items() if each.bytes is not None}
    sums = {**sums, **{name: each.sha256 for name, each in listed.items()}}
    files = [
        DataFile(name.removeprefix(parts.data), sizes[name], sums.get(name, ''), each.start)
        for name, each in contents.items()
        if name.startswith(parts.data)
    ]
    gone = (name for name in listed if name.startswith(parts.data) and name not in contents)
    files += [DataFile(name.removeprefix(parts.data), sizes.get(name, 0), sums[name], _nothing) for name in gone]
    delivery = Delivery(
        case,
        record,
        archived_files(files, record, inspected),
        list(_validations(contents, parts, package_record)),
        parts.profile,
        moment,
        software,
        build_of(contents, parts, software) or build_fingerprint(),
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
        size = sum(sizes[name] for name in contents if name.startswith(parts.root))
        count = sum(name.startswith(parts.root) for name in contents)
        expected |= bag_files(case, moment, delivery.software, size, count)
    return delivery, expected


def _nothing(most: int) -> bytes:  # noqa: ARG001
    """What is known of the content of a file that is gone."""
    return b''


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
    tree = _premis(contents, parts)
    if tree is None:
        return False, ''
    told = [each for each in tree.iter(f'{_PREMIS}event') if each.findtext(f'{_PREMIS}eventType') == 'packaged']
    if not told:
        return False, ''
    outcome = told[-1].findtext(f'.//{_PREMIS}eventOutcome') or ''
    return outcome == WARNING, told[-1].findtext(f'.//{_PREMIS}eventOutcomeDetailNote') or ''
