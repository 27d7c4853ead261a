"""How far every document has come: its version and state, who has signed, who is missing, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from docgen.errors import Finding, Severity, UsageError
from docgen.pipeline import BuildRequest
from docgen.pipeline.fixed_documents import changes
from docgen.pipeline.request import DRAFT_FOLDER
from docgen.records.record import KEPT_FOLDERS, NAME, read_record
from docgen.records.record_integrity import record_faults
from docgen.records.version_history import (
    State,
    VersionHistory,
    all_versions,
    latest_versions,
    replaced_versions,
    versions,
)
from docgen.sign.mixed_signing import told_of_mixed
from docgen.sign.next_steps import NextStep, command_to_fix, next_steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from docgen.records.record import PeriodRecord


@dataclass(frozen=True)
class Signer:
    """One who is to sign a version, or has."""

    role: str
    name: str
    title: str
    signed: bool
    at: str = ''
    """When: a day or a point of time in ISO 8601; empty if not signed or not known."""
    by_pen: bool = False


@dataclass(frozen=True)
class DocumentStatus:
    """One version of one document; a document without any is a draft of version 0."""

    period: str
    document: str
    title: str
    version: int
    state: State
    built: bool = True
    """False if the data have the document but no finished one lies in the output."""
    drafted: bool = False
    """Whether a draft of it lies in the output; told only while no finished one does."""
    latest: bool = True
    """False if there is a later version."""
    replaced: bool = False
    """Whether a later version is in force instead (`version_history.replaced_versions`)."""
    sealed: bool = False
    """Whether it bears the organisation's seal."""
    changed: bool = False
    """Whether the built document is another than the one that was fixed."""
    packaged: bool = False
    """Whether a package for the archive holds the version as it now is."""
    signers: tuple[Signer, ...] = ()
    next_steps: tuple[NextStep, ...] = ()


@dataclass(frozen=True)
class StatusRequest:
    """Which periods to tell of."""

    root: Path
    """The workspace's folder."""
    periods: tuple[str, ...] = ()
    """All without."""
    output: Path | None = None
    """The folder that holds the periods' folders; `output` in the workspace without."""


@dataclass(frozen=True)
class StatusReport:
    """All documents, period by period, and what is wrong with records and files."""

    documents: tuple[DocumentStatus, ...]
    faults: tuple[Finding, ...]
    """Tampering and loss: errors; each has its place."""
    warnings: tuple[Finding, ...] = ()


def status(request: StatusRequest) -> StatusReport:
    """Say how far the documents of some periods, or of all, have come. Changes no document and no record.

    Raises:
        UsageError: a period exists neither in the data nor in the output.
    """
    target = BuildRequest(request.root, output=request.output).target
    planned, warnings = _planned(request.root)
    known = sorted({*planned, *_recorded(target)})
    for period in request.periods:
        if period not in known:
            raise UsageError(_unknown(period, known))
    documents: list[DocumentStatus] = []
    faults: list[Finding] = []
    for period in known:
        if not request.periods or period in request.periods:
            documents += _period(target, period, planned.get(period, {}))
            faults += record_faults(target / period)
            warnings += _mixed(target / period)
    return StatusReport(tuple(documents), tuple(faults), tuple(warnings))


def _planned(root: Path) -> tuple[dict[str, dict[str, str]], list[Finding]]:
    """The titles of the documents that the data ask for, by period and file name."""
    from docgen.plan import plan
    from docgen.workspace import read

    loaded = read(root, draft=True)
    if loaded.workspace is None or any(each.severity is Severity.ERROR for each in loaded.findings):
        return {}, [_data_unreadable()]
    planned: dict[str, dict[str, str]] = {}
    for job in plan(loaded.workspace).documents:
        planned.setdefault(job.period, {})[job.file] = job.title
    return planned, []


def _recorded(target: Path) -> list[str]:
    if not target.is_dir():
        return []
    return [
        folder.name
        for folder in target.iterdir()
        if folder.name != DRAFT_FOLDER and any((folder / name).exists() for name in (NAME, *KEPT_FOLDERS))
    ]


def _period(target: Path, period: str, planned: Mapping[str, str]) -> list[DocumentStatus]:
    record = read_record(target / period)
    built = {each.file: each.title for each in record.documents} if record else {}
    fixed = {each.document: each.fixed_from.title for each in (all_versions(record) if record else ())}
    mattering = [each for each in (changes(target, record, remember=True) if record else ()) if each.matters]
    changed = {each.document.file for each in mattering}
    refused = any(each.history.bears_signatures for each in mattering)
    found: list[DocumentStatus] = []
    for document, title in {**fixed, **planned, **built}.items():
        history = versions(record.events, document) if record else []
        if record is not None and history:
            found += _versions(record, title, history, changed=document in changed, refused=refused)
        elif document in built:
            command = command_to_fix(period, document, None, refused=refused)
            fix = NextStep(command, "lås innehållet, så att det kan skrivas under och publiceras")
            found.append(DocumentStatus(period, document, title, 0, State.DRAFT, next_steps=(fix,)))
        else:
            drafted = (target / DRAFT_FOLDER / period / document).exists()
            build = f'docgen build {period}'
            steps = [NextStep(build, "gör dokumentet")]
            if drafted:
                check = NextStep('docgen check', "se vad som är kvar att fylla i och rätta i utkastet")
                steps = [check, NextStep(build, "gör dokumentet när utkastet är klart")]
            state = DocumentStatus(period, document, title, 0, State.DRAFT, built=False, drafted=drafted)
            found.append(replace(state, next_steps=tuple(steps)))
    return found


def _versions(
    record: PeriodRecord, title: str, history: Sequence[VersionHistory], *, changed: bool, refused: bool
) -> list[DocumentStatus]:
    found = []
    replaced = replaced_versions(record.events)
    for each in history:
        latest = each is history[-1]
        differs = latest and changed
        found.append(
            DocumentStatus(
                record.period,
                each.document,
                title,
                each.version,
                each.state,
                latest=latest,
                replaced=(each.document, each.version) in replaced,
                sealed=each.sealed,
                changed=differs,
                packaged=each.packaged,
                signers=_signers(each),
                next_steps=next_steps(record, each, changed=differs, refused=refused) if latest else (),
            )
        )
    return found


def _mixed(folder: Path) -> list[Finding]:
    record = read_record(folder)
    latest = latest_versions(record) if record else ()
    return [told_of_mixed(each, folder.name, folder / each.current.file) for each in latest if each.mixed]


def _signers(history: VersionHistory) -> tuple[Signer, ...]:
    """Everyone who is to sign, in signing order, with when they did."""
    done = history.signings
    signers = []
    for slot in history.slots:
        signing = done.get(slot.role)
        at, by_pen = (signing.at, signing.by_pen) if signing else ('', False)
        signers.append(Signer(slot.role, slot.name, slot.title, signing is not None, at, by_pen))
    return tuple(signers)


def _unknown(period: str, known: Sequence[str]) -> Finding:
    near = get_close_matches(period, known, 1)
    return Finding(
        'period-unknown',
        f"Det finns ingen period ”{period}”, varken i data eller bland de färdiga dokumenten.",
        "docgen visar perioder som har en överenskommelse, ett löfte eller en uppföljning.",
        f"Menade du {near[0]}?" if near else f"De perioder som finns är {', '.join(known) or 'inga'}.",
    )


def _data_unreadable() -> Finding:
    return Finding(
        'status-data-unreadable',
        "Data har fel, så dokument som inte är gjorda visas inte.",
        "Det som är gjort, fastställt och undertecknat visas ändå, för det står i record.json.",
        "Kör docgen check för att se felen.",
        severity=Severity.WARNING,
    )
