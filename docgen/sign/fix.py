"""Fixing: the bytes of a period's documents are frozen as a version, with fields for those who are to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.build import BuildReport, BuildRequest, build
from docgen.build.amend import amend
from docgen.build.fingerprints import file_hash
from docgen.build.fixed import summed_up, what_differs
from docgen.build.history import (
    FIXED_FOLDER,
    SIGNED_FOLDER,
    EventKind,
    NewEvent,
    State,
    VersionHistory,
    version_name,
    versions,
)
from docgen.build.place import unwritable, work_folder
from docgen.errors import Finding, Place, RefusedError, SignatureError, UsageError
from docgen.sign.current import record_of, unknown_document
from docgen.sign.faults import record_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docgen.build.documents import Prepared
    from docgen.build.record import DocumentRecord, PeriodRecord
    from docgen.pdf.fields import SignatureSlot

GIT_IGNORE = '.gitignore'
_GIT_IGNORE = """# Skriven av docgen fix: git sparar det som är fastställt och bortser från det som docgen build gör om.
*
!.gitignore
!record.json
!fixed/
!fixed/*
!signed/
!signed/*
!public/
!public/*
"""


@dataclass(frozen=True)
class FixRequest:
    """What to fix."""

    root: Path
    """The workspace's folder."""
    period: str
    documents: tuple[str, ...] = ()
    """File names of built PDFs; all of the period without."""
    new_version: bool = False
    """Make a new version although the one before bears signatures, which it leaves behind."""
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
    left_behind: tuple[str, ...] = ()
    """Roles of those who signed the version before."""

    @property
    def differs(self) -> list[str]:
        """What differs from the version before, place by place, in Swedish."""
        return list(self.history.fixed.details['differs'])


@dataclass(frozen=True)
class FixReport:
    """What fixing gave."""

    documents: tuple[FixedDocument, ...]
    warnings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Wish:
    """A document that is to become a new version."""

    record: DocumentRecord
    before: VersionHistory | None
    differs: tuple[str, ...]

    @property
    def version(self) -> int:
        return self.before.version + 1 if self.before else 1

    @property
    def name(self) -> str:
        return f'{FIXED_FOLDER}/{version_name(self.record.file, self.version)}'

    @property
    def slots(self) -> list[dict[str, Any]]:
        from docgen.pdf.fields import field_name

        last = len(self.record.signatures) - 1
        return [
            {'field': field_name(each['role']), **each, 'closes': number == last}
            for number, each in enumerate(self.record.signatures)
        ]


def fix(request: FixRequest, progress: Callable[[str], None] = lambda _: None) -> FixReport:
    """Build a period, so that what is fixed is what the data give today, and freeze its documents.

    A document that is the same as in its latest version stays that version. All documents are frozen, or none.

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
    wishes = _wishes(target, record, chosen)
    if not request.new_version:
        _spare_signatures(target / request.period, wishes)
    if wishes:
        record = _freeze(request, target, record, wishes, progress)
    return _report(target, record, chosen, wishes, built)


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


def _wishes(target: Path, record: PeriodRecord, chosen: Sequence[DocumentRecord]) -> list[_Wish]:
    wishes = []
    for document in chosen:
        before = next(reversed(versions(record.events, document.file)), None)
        if before is None:
            wishes.append(_Wish(document, None, ()))
        elif before.fixed.details['base_sha256'] != document.sha256:
            folder = target / record.period
            wishes.append(_Wish(document, before, what_differs(folder, before, folder / document.file)))
    return wishes


def _spare_signatures(folder: Path, wishes: Sequence[_Wish]) -> None:
    """Raise RefusedError if a version that bears signatures would be left behind."""
    refused = [
        _signed(folder, wish, wish.before)
        for wish in wishes
        if wish.before and (wish.before.signed_roles or wish.before.latest(EventKind.SEALED))
    ]
    if refused:
        raise RefusedError(refused)


def _freeze(
    request: FixRequest,
    target: Path,
    record: PeriodRecord,
    wishes: Sequence[_Wish],
    progress: Callable[[str], None],
) -> PeriodRecord:
    from docgen.build.documents import judge_document
    from docgen.pdf.fields import add_signature_fields
    from docgen.plan import WORD_FOLDER

    folder = target / record.period
    prepared = _prepared(request, record)
    events = []
    files = {}
    expected: dict[str, str | None] = {}
    with work_folder(target) as work:
        try:
            for wish in wishes:
                document = wish.record
                progress(f"Fastställer {document.file}")
                if (
                    prepared[document.file].inputs != document.inputs
                    or file_hash(folder / document.file) != document.sha256
                ):
                    raise RefusedError(_changed(folder / document.file))
                frozen = work / wish.name.rpartition('/')[2]
                add_signature_fields(folder / document.file, [_slot(each) for each in wish.slots], frozen)
                judge_document(prepared[document.file], document.pages, folder / WORD_FOLDER, frozen)
                files[wish.name] = frozen
                expected |= _expected(folder, wish)
                events.append(_event(record, wish, file_hash(frozen)))
            if not (folder / GIT_IGNORE).exists():
                files[GIT_IGNORE] = work / GIT_IGNORE
                files[GIT_IGNORE].write_text(_GIT_IGNORE, encoding='utf-8', newline='\n')
        except OSError as error:
            raise unwritable(target, error) from error
        return amend(target, record.period, files, events, expected=expected)


def _prepared(request: FixRequest, record: PeriodRecord) -> dict[str, Prepared]:
    """What each document of the period was made from, by its file name."""
    from docgen.build.check_all import checked
    from docgen.build.documents import prepare
    from docgen.plan import plan

    workspace, _ = checked(request.root, (record.period,), engine=request.engine)
    return {
        job.file: prepare(workspace, job, engine=record.engine, draft=False)
        for job in plan(workspace, (record.period,), linked=False).documents
    }


def _slot(plain: dict[str, Any]) -> SignatureSlot:
    from docgen.pdf.fields import SignatureSlot

    left, bottom, right, top = plain['rectangle']
    return SignatureSlot(**{**plain, 'rectangle': (left, bottom, right, top)})


def _expected(folder: Path, wish: _Wish) -> dict[str, str | None]:
    """The files that the new version builds on; that nobody signs the version before meanwhile is among it."""
    expected: dict[str, str | None] = {wish.record.file: wish.record.sha256, wish.name: None}
    if wish.before:
        signed = f'{SIGNED_FOLDER}/{version_name(wish.record.file, wish.before.version)}'
        expected[signed] = file_hash(folder / signed) if (folder / signed).exists() else None
    return expected


def _event(record: PeriodRecord, wish: _Wish, sha256: str) -> NewEvent:
    document = wish.record
    return NewEvent(
        EventKind.FIXED,
        document.file,
        wish.version,
        wish.name,
        sha256,
        {
            'kind': document.kind,
            'title': document.title,
            'pages': document.pages,
            'base_sha256': document.sha256,
            'inputs': document.inputs,
            'engine': record.engine,
            'templates': document.templates,
            'words': document.words,
            'slots': wish.slots,
            'differs': list(wish.differs),
        },
    )


def _report(
    target: Path,
    record: PeriodRecord,
    chosen: Sequence[DocumentRecord],
    wishes: Sequence[_Wish],
    built: BuildReport,
) -> FixReport:
    made = {wish.record.file: wish for wish in wishes}
    documents = []
    for document in chosen:
        history = versions(record.events, document.file)[-1]
        wish = made.get(document.file)
        documents.append(
            FixedDocument(
                document.file,
                document.title,
                history,
                target / record.period / history.fixed.file,
                new=wish is not None,
                left_behind=tuple(wish.before.signed_roles) if wish and wish.before else (),
            )
        )
    names = {f'{target / record.period / each.file}' for each in chosen}
    # What the build says of a document that is now fixed anew no longer holds.
    warnings = tuple(each for each in built.warnings if each.id != 'fixed-differs' or str(each.place.file) not in names)
    return FixReport(tuple(documents), warnings)


def _signed(folder: Path, wish: _Wish, before: VersionHistory) -> Finding:
    names = {slot['role']: slot['name'] for slot in before.slots}
    signers = [f"{names.get(role, role)} ({role})" for role in before.signed_roles]
    signed = f"undertecknad av {', '.join(signers)}" if signers else "försedd med organisationens sigill"
    published = " och publicerad" if before.state is State.PUBLISHED else ""
    return Finding(
        'fixed-version-signed',
        f"{wish.record.file} version {before.version} är {signed}{published}, och dokumentet har ändrats sedan dess: "
        f"{summed_up(wish.differs)}",
        f"Underskrifterna på version {before.version} följer inte med till en ny version: alla får skriva "
        "under på nytt. Den undertecknade filen ligger kvar.",
        f"Är det meningen, kör docgen fix {folder.name} --new-version. Annars ta tillbaka ändringen i data eller mall.",
        Place(folder / before.current.file),
    )


def _changed(path: Path) -> Finding:
    return Finding(
        'changed-meanwhile',
        f"{path.name} har ändrats av något annat medan kommandot arbetade.",
        "Det som fastställs ska vara det som data och mallar ger.",
        "Kör kommandot igen när inget annat bygge pågår.",
        Place(path),
    )
