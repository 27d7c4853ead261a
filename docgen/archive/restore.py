"""Building again from a package: its data and templates taken out, and whether they give the archived documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.archive.file_list import compare_files, read_file_list
from docgen.archive.history_check import PackageRecord, read_package_record
from docgen.archive.layout import SOURCE_FOLDER
from docgen.archive.package_reader import open_package
from docgen.archive.verdicts import ADVICE, HEADLINES, Observation, PackageError, PackageVerdict
from docgen.errors import DocgenError, Finding, Place, Severity, SignatureError, UsageError
from docgen.filesystem import rename
from docgen.pipeline.prepared_document import prepare
from docgen.pipeline.rebuild import rebuilt_hashes
from docgen.plan import plan
from docgen.records.period_exchange import unwritable
from docgen.records.version_history import versions
from docgen.temporary import clear_abandoned, temporary_folder
from docgen.workspace import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from docgen.archive.package_reader import PackageFile
    from docgen.records.record import PeriodRecord


def source_warnings(
    source: Path, record: PeriodRecord, work: Path, progress: Callable[[str], None]
) -> tuple[Finding, ...]:
    """Warn of documents that the package's own data and templates do not give, byte for byte.

    Where all that a document is made from has the very hash that it was made from (data, templates, fonts, libraries
    and code), it comes out the same, as in a build that skips what is unchanged. Else the period is built.

    Args:
        source: the package's folder of data and templates.
        record: the period's record.
        work: an empty folder, or one that can be made.
        progress: called with each step, in Swedish.
    """
    progress("Prövar om paketets egna uppgifter ger dokumenten")
    try:
        if _made_of(source, record):
            return ()
        made = rebuilt_hashes(source, record.period, work, engine=record.engine)
    except DocgenError as error:
        return (_differs(record.period, f"De går inte att bygga: {error.findings[0].what}"),)
    different = [name for name, sha256 in expected_documents(record).items() if made.get(name) != sha256]
    return (_differs(record.period, f"Det gäller {', '.join(different)}."),) if different else ()


def _made_of(source: Path, record: PeriodRecord) -> bool:
    """Whether every document was made from just what lies in a folder, by the code and the libraries that run now."""
    workspace = load(source)
    jobs = {job.file: job for job in plan(workspace, (record.period,), linked=False).documents}
    for document in record.documents:
        found = versions(record.events, document.file)
        inputs = found[-1].fixed_from.inputs if found else document.inputs
        job = jobs.get(document.file)
        if job is None or prepare(workspace, job, engine=record.engine, draft=record.draft).inputs != inputs:
            return False
    return True


def source_note(warnings: Sequence[Finding]) -> str:
    """Say for a package's metadata what building from its own data came to."""
    told = ' '.join(f"Observera: {each.what} {each.why}" for each in warnings)
    return told or "Samma version av docgen gör exakt de fastställda filerna av paketets data och mallar."


def expected_documents(record: PeriodRecord) -> dict[str, str]:
    """Give the SHA-256 of each document as it was built before it was fixed; as it is built for one that is not."""
    expected = {}
    for document in record.documents:
        found = versions(record.events, document.file)
        expected[document.file] = found[-1].fixed_from.base_sha256 if found else document.sha256
    return expected


def _differs(period: str, which: str) -> Finding:
    return Finding(
        'archive-source-differs',
        "De uppgifter och mallar som följer med ger inte exakt de arkiverade dokumenten.",
        f"{which} Data, mallar, teckensnitt eller docgen är ändrade sedan dess.",
        f"Stämmer det ändå är paketet giltigt. Annars: återställ data till det som fastställdes, eller kör "
        f"docgen fix {period}.",
        severity=Severity.WARNING,
    )


@dataclass(frozen=True)
class RestoredWorkspace:
    """A workspace that was taken out of a package."""

    root: Path
    period: str
    files: int
    engine: str
    """The engine that built the archived documents."""
    software: str
    """The version that built the archived documents: the same one gives the same bytes."""
    documents: dict[str, str]
    """SHA-256 of each archived document as it was built, by file name."""


def restore_workspace(package: Path, target: Path) -> RestoredWorkspace:
    """Write the data and templates of a package to a folder of their own, all of them or nothing.

    Args:
        package: the package, a folder, tar or zip. Files that its documents were made from must be as listed.
        target: the folder; it must not exist, or be empty.

    Raises:
        UsageError: `package-missing`; `unpack-not-empty`, something lies in the folder; `output-unwritable`.
        SignatureError: `package-not-whole`, the package cannot be read safely, or its data are not as they were.
    """
    target = target.absolute()
    clear_abandoned(target.parent)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(_not_empty(target))
    try:
        with open_package(package) as contents:
            return _restored(package, contents, target)
    except PackageError as error:
        raise SignatureError(_not_whole(package, error.observation)) from error


def _restored(package: Path, contents: Mapping[str, PackageFile], target: Path) -> RestoredWorkspace:
    package_record = read_package_record(contents)
    if not isinstance(package_record, PackageRecord):
        raise SignatureError(_not_whole(package, package_record))
    sources = f'{package_record.folder}{SOURCE_FOLDER}/'
    names = [name for name in contents if name.startswith(sources)]
    if not names:
        raise PackageError(PackageVerdict.FILE_MISSING, "Data och mallar saknas i paketet.", sources)
    for name, _, wrong in compare_files(contents, read_file_list(contents)):
        if wrong is not None and name.startswith(sources):
            raise PackageError(wrong.verdict, wrong.what, wrong.file)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(beside=target.parent) as work:
            root = work / target.name
            for name in names:
                place = root / name.removeprefix(sources)
                place.parent.mkdir(parents=True, exist_ok=True)
                contents[name].copy_to(place)
            if target.exists():
                target.rmdir()
            rename(root, target)
    except OSError as error:
        raise unwritable(target, error) from error
    record = package_record.record
    documents = expected_documents(record)
    return RestoredWorkspace(target, record.period, len(names), record.engine, f'docgen {record.version}', documents)


def _not_empty(target: Path) -> Finding:
    return Finding(
        'unpack-not-empty',
        f"{target} är inte en tom mapp.",
        "Data och mallar ur paketet ska ligga för sig, så att inget blandas med det och inget skrivs över.",
        "Ange en mapp som är tom eller som inte finns.",
        Place(target),
    )


def _not_whole(package: Path, observation: Observation) -> Finding:
    where = f"{observation.file}: " if observation.file else ""
    return Finding(
        'package-not-whole',
        f"{HEADLINES[observation.verdict]} {where}{observation.what}",
        "Det som är ändrat eller skadat ger inte de dokument som arkiverades; inget har packats upp.",
        ADVICE[observation.verdict],
        Place(package),
    )
