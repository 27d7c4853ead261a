"""The PDFs of a package looked at: whether each follows PDF/A, and whether the signatures in the signed ones hold.

Each look stands alone, so two processes share them where the system allows. Each opens the package for itself: a file
that two processes have open together has one place of reading.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docgen.archive.conformance import judge_pdf
from docgen.archive.document_check import signature_differences
from docgen.archive.layout import SOURCE_FOLDER
from docgen.archive.package_description import read_json
from docgen.archive.package_reader import open_package
from docgen.archive.reports import report_name, reported_for
from docgen.archive.verdicts import Observation, PackageVerdict
from docgen.pipeline.forked_map import map_in_two_processes
from docgen.records.event_details import Scanned
from docgen.records.period_exchange import unwritable
from docgen.records.version_history import all_versions
from docgen.sign.verifying.verdicts import DocumentVerdict
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from docgen.archive.conformance import JudgedPdf
    from docgen.archive.history_check import PackageRecord
    from docgen.archive.package_reader import PackageFile
    from docgen.records.version_history import VersionHistory
    from docgen.sign.trust import TrustRoot

UNPROVEN = frozenset((
    DocumentVerdict.UNREADABLE,
    DocumentVerdict.EXPIRED,
    DocumentVerdict.VALID_BUT_UNTRUSTED,
    DocumentVerdict.UNSUITABLE_CERTIFICATE,
    DocumentVerdict.TIMESTAMP_INVALID,
    DocumentVerdict.TIMESTAMP_MISSING,
    DocumentVerdict.REVOCATION_UNKNOWN,
))  # fmt: skip
"""What leaves a signature unproven but not disproven."""


@dataclass(frozen=True)
class VerifiedPdfs:
    """What looking at all PDFs of a package came to."""

    judged: Mapping[str, JudgedPdf]
    """What inspecting each came to, by its path in the package."""
    observations: tuple[Observation, ...]
    documents: int
    """How many were held to PDF/A, each content once."""
    signatures: int
    """With timestamps."""


def verify_pdfs(
    package: Path,
    contents: Mapping[str, PackageFile],
    record: PackageRecord | None,
    sums: Mapping[str, str],
    trust: Sequence[TrustRoot],
    *,
    network: bool = False,
    same_build: bool = True,
) -> VerifiedPdfs:
    """Inspect every PDF of a package, each content once, and verify every version that is signed electronically.

    Scans as they came in, and pictures in templates, need not be PDF/A.

    Args:
        package: where it lies.
        contents: its files.
        record: its record, which says who had signed what; without it no signatures are looked for.
        sums: SHA-256 of every file as it now is, by its path.
        trust: issuers that are trusted.
        network: ask the certificates' issuers whether they are revoked.
        same_build: this very build of docgen made the package.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
        UsageError: `output-unwritable`, the temporary folder is full.
    """
    alike: dict[str, list[str]] = {}
    for name in contents:
        if name.lower().endswith('.pdf'):
            alike.setdefault(sums.get(name, ''), []).append(name)
    verifying = (
        [
            partial(_verified, package, record, each, trust, network=network, same_build=same_build)
            for each in _signed(record)
        ]
        if record is not None
        else []
    )
    # The largest first, so that nobody waits long for the last.
    names = sorted((each[0] for each in alike.values()), key=lambda name: -contents[name].size)
    told = map_in_two_processes(_done, [*verifying, *(partial(_inspected, package, name) for name in names)])
    judged = {name: pdf for each in told for name, pdf in each.judged.items()}
    judged = {name: judged[each[0]] for each in alike.values() for name in each}
    observations = [each for one in told for each in one.observations]
    free = _need_not_be_pdf_a(contents, record)
    held = [name for each in alike.values() if (name := next((one for one in each if one not in free), ''))]
    observations += [
        Observation(PackageVerdict.NOT_CONFORMING, judged[name].not_pdf_a, name)
        for name in held
        if judged[name].not_pdf_a
    ]
    return VerifiedPdfs(judged, tuple(observations), len(held), sum(each.signatures for each in told))


def _done(look: Callable[[], VerifiedPdfs]) -> VerifiedPdfs:
    return look()


def _inspected(package: Path, name: str) -> VerifiedPdfs:
    with open_package(package) as contents, _as_file(contents[name]) as pdf:
        return VerifiedPdfs({name: judge_pdf(pdf)}, (), 1, 0)


def _verified(
    package: Path,
    record: PackageRecord,
    history: VersionHistory,
    trust: Sequence[TrustRoot],
    *,
    network: bool,
    same_build: bool,
) -> VerifiedPdfs:
    """Verify a version that someone has signed electronically, held to who had signed it then."""
    from docgen.sign.verifying.verdict_sentences import headline
    from docgen.sign.verifying.verify import verify

    name = record.folder + history.current.file
    with open_package(package) as contents:
        if name not in contents:
            what = "Den undertecknade filen finns inte i paketet."
            return VerifiedPdfs({}, (Observation(PackageVerdict.SIGNATURE_INVALID, what, name),), 0, 0)
        with _as_file(contents[name]) as pdf:
            found = verify(pdf, trust, expected=history.electronic_slots, network=network)
        report = f'{record.folder}{report_name(history.current.file)}.json'
        plain = read_json(contents, report)
    at = reported_for(record.record)
    observations = list(signature_differences(name, history, found, plain, report, at, same_build=same_build))
    if not found.ok:
        unproven = found.verdict in UNPROVEN
        verdict = PackageVerdict.SIGNATURE_UNPROVEN if unproven else PackageVerdict.SIGNATURE_INVALID
        what = ' '.join(filter(None, (headline(found), found.explanation)))
        observations.insert(0, Observation(verdict, what, name))
    return VerifiedPdfs({}, tuple(observations), 0, len(found.signatures))


def _signed(record: PackageRecord) -> Iterator[VersionHistory]:
    return (each for each in all_versions(record.record) if each.holds_electronic_signatures)


def _need_not_be_pdf_a(contents: Iterable[str], record: PackageRecord | None) -> set[str]:
    """Paths of what was received as it is."""
    if record is None:
        return set()
    source = f'{record.folder}{SOURCE_FOLDER}/'
    scans = [each.details for each in record.record.events if isinstance(each.details, Scanned)]
    named = [*(one.file for each in scans for one in each.originals), *(each.original for each in scans)]
    return {record.folder + each for each in named} | {name for name in contents if name.startswith(source)}


@contextlib.contextmanager
def _as_file(content: PackageFile) -> Iterator[Path]:
    """A content as a file that is gone afterwards."""
    with temporary_folder() as folder:
        path = Path(folder) / PurePosixPath(content.name).name
        try:
            content.copy_to(path)
        except OSError as error:
            raise unwritable(Path(folder), error) from error
        yield path
