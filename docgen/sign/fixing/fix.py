"""Fixing: the bytes of a period's documents are frozen as a version, with fields for those who are to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, RefusedError, SignatureError, UsageError
from docgen.pipeline import BuildReport, BuildRequest, build
from docgen.pipeline.fixed_documents import changes, summarised_differences
from docgen.records.record_integrity import record_faults
from docgen.records.signable_version import record_of, unknown_document
from docgen.records.version_history import State, VersionHistory, versions
from docgen.sign.fixing.freeze import VersionToFix, freeze

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docgen.records.record import DocumentRecord, PeriodRecord


_SIGNED_ANEW = "inget i innehållet; ny version för nya underskrifter"


@dataclass(frozen=True)
class FixRequest:
    """What to fix."""

    root: Path
    """The workspace's folder."""
    period: str
    documents: tuple[str, ...] = ()
    """File names of built PDFs; all of the period without."""
    new_version: bool = False
    """Make a new version although the one before bears signatures, which it leaves behind, or a seal; also when nothing
    has changed, as when the wrong person has signed."""
    engine: str | None = None
    output: Path | None = None


@dataclass(frozen=True)
class FixedDocument:
    """A document after fixing."""

    document: str
    title: str
    history: VersionHistory
    path: Path
    new: bool
    """False if this very document was fixed before; nothing was then written."""
    unseen: bool = False
    """Whether today's file differs from the version without it being seen; the version then stays."""
    left_behind: tuple[str, ...] = ()
    """Roles of those who signed the version before."""

    @property
    def differs(self) -> list[str]:
        """What differs from the version before, place by place, in Swedish."""
        return list(self.history.fixed_from.differs)


@dataclass(frozen=True)
class FixReport:
    """What fixing gave."""

    documents: tuple[FixedDocument, ...]
    warnings: tuple[Finding, ...]


def fix(request: FixRequest, progress: Callable[[str], None] = lambda _: None) -> FixReport:
    """Build a period, so that what is fixed is what the data give today, and freeze its documents.

    A document that is the same as in its latest version stays that version, unless it bears signatures and a new one is
    asked for. All documents are frozen, or none.

    Raises:
        FindingsError, ToolError, JudgementError: as a build; or a document with its fields did not pass the judge.
        UsageError: the period or a document does not exist, or the output folder cannot be written.
        RefusedError: the version before bears signatures and a new one was not asked for, the record cannot be read,
            or another command changed something meanwhile.
        SignatureError: a file of an earlier version is missing or was changed.
    """
    target = BuildRequest(request.root, output=request.output).target
    built = build(BuildRequest(request.root, (request.period,), engine=request.engine, output=request.output), progress)
    record = record_of(target, request.period)
    chosen = _chosen(record, request.documents)
    faults = record_faults(target / request.period)
    if faults:
        raise SignatureError(faults)
    to_fix = _to_fix(target, record, chosen, new_version=request.new_version, named=bool(request.documents))
    if not request.new_version:
        _spare_signatures(target / request.period, to_fix)
    if to_fix:
        record = freeze(request.root, target, record, to_fix, progress, workspace=built.workspace)
    return _report(target, record, chosen, to_fix, built)


def _chosen(record: PeriodRecord, names: Sequence[str]) -> list[DocumentRecord]:
    if not names:
        return list(record.documents)
    chosen = []
    for each in names:
        found = record.document(f'{each.rpartition("/")[2].removesuffix(".pdf")}.pdf')
        if found is None:
            raise UsageError(unknown_document(record.period, each, [one.file for one in record.documents]))
        chosen.append(found)
    return list({each.file: each for each in chosen}.values())


def _to_fix(
    target: Path, record: PeriodRecord, chosen: Sequence[DocumentRecord], *, new_version: bool, named: bool
) -> list[VersionToFix]:
    """Give the documents to freeze: those never fixed, and those that differ from their latest version.

    One that differs from a signed version in nothing that can be seen, as after an update of docgen, stays as it is
    unless a new version is asked for. Then one that bears signatures is also frozen anew when nothing differs; but
    where another signed one has changed, that one is meant, and the others only if they are named.
    """
    changed = {each.document.file: each for each in changes(target, record)}
    in_files = {each.file for each in chosen}
    elsewhere = any(each.history.bears_signatures for file, each in changed.items() if file in in_files)
    renewed = new_version and (named or not elsewhere)
    to_fix = []
    for document in chosen:
        change = changed.get(document.file)
        history = versions(record.events, document.file)
        if not history:
            to_fix.append(VersionToFix(document, None, ()))
        elif change is None and renewed and history[-1].bears_signatures:
            to_fix.append(VersionToFix(document, history[-1], (_SIGNED_ANEW,)))
        elif change is not None and (change.matters or new_version):
            to_fix.append(VersionToFix(document, change.history, change.differs))
    return to_fix


def _spare_signatures(folder: Path, to_fix: Sequence[VersionToFix]) -> None:
    """Raise RefusedError if a version that bears signatures would be left behind."""
    refused = [
        _signed(folder, planned, planned.before)
        for planned in to_fix
        if planned.before and planned.before.bears_signatures
    ]
    if refused:
        raise RefusedError(refused)


def _report(
    target: Path,
    record: PeriodRecord,
    chosen: Sequence[DocumentRecord],
    to_fix: Sequence[VersionToFix],
    built: BuildReport,
) -> FixReport:
    made = {planned.record.file: planned for planned in to_fix}
    documents = []
    for document in chosen:
        history = versions(record.events, document.file)[-1]
        planned = made.get(document.file)
        documents.append(
            FixedDocument(
                document.file,
                document.title,
                history,
                target / record.period / history.fixed.file,
                new=planned is not None,
                unseen=history.fixed_from.base_sha256 != document.sha256,
                left_behind=tuple(planned.before.signed_roles) if planned and planned.before else (),
            )
        )
    names = {f'{target / record.period / each.file}' for each in chosen}
    # What the build says of a document that is now fixed anew no longer holds.
    warnings = tuple(each for each in built.warnings if each.id != 'fixed-differs' or str(each.place.file) not in names)
    return FixReport(tuple(documents), warnings)


def _signed(folder: Path, planned: VersionToFix, before: VersionHistory) -> Finding:
    signers = [f"{before.names.get(role, role)} ({role})" for role in before.signed_roles]
    signed = f"undertecknad av {', '.join(signers)}" if signers else "försedd med organisationens sigill"
    published = " och publicerad" if before.state is State.PUBLISHED else ""
    return Finding(
        'fixed-version-signed',
        f"{planned.record.file} version {before.version} är {signed}{published}, och dokumentet har ändrats sedan "
        f"dess: {summarised_differences(planned.differs)}",
        f"Underskrifterna på version {before.version} följer inte med till en ny version: alla får skriva "
        "under på nytt. Den undertecknade filen ligger kvar.",
        f"Är det meningen, kör docgen fix {folder.name} --new-version. Annars ta tillbaka ändringen i data eller mall.",
        Place(folder / before.current.file),
    )
