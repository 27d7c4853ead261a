"""Freezing: a built document gets its signature fields, is judged once more, and becomes a version that stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, RefusedError
from docgen.model import DocumentKind
from docgen.records.event_details import Fixed, SignatorySlot
from docgen.records.events import NewEvent
from docgen.records.fingerprints import code_fingerprint, file_hash
from docgen.records.period_exchange import unwritable, work_folder
from docgen.records.period_update import update_period
from docgen.records.record import FIXED_FOLDER, SIGNED_FOLDER
from docgen.records.version_history import VersionHistory, version_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docgen.model import Agreement, Promise
    from docgen.pdf.write.signature_fields import SignatureSlot
    from docgen.pipeline.prepared_document import PreparedDocument
    from docgen.plan import DocumentJob
    from docgen.records.record import DocumentRecord, PeriodRecord
    from docgen.workspace import Workspace

_GIT_FILES = {
    '.gitignore': """# Skriven av docgen fix: git sparar det som är fastställt, inte det som byggs om.
*
!.gitignore
!.gitattributes
!record.json
!fixed/
!fixed/**
!signed/
!signed/**
!public/
!public/**
""",
    '.gitattributes': """# Skriven av docgen fix: git får inte ändra radslut, för då är filerna inte längre desamma.
* -text
""",
}
"""What lets a workspace that is kept in git keep its records, and keep them byte by byte."""


@dataclass(frozen=True)
class VersionToFix:
    """A document that is to become a new version."""

    record: DocumentRecord
    before: VersionHistory | None
    differs: tuple[str, ...]
    """From the version before, place by place, in Swedish."""

    @property
    def version(self) -> int:
        """The number of the version that it becomes."""
        return self.before.version + 1 if self.before else 1

    @property
    def name(self) -> str:
        """The path of the frozen file in the period's folder."""
        return f'{FIXED_FOLDER}/{version_name(self.record.file, self.version)}'

    @property
    def slots(self) -> tuple[SignatorySlot, ...]:
        """Who signs where, in signing order."""
        from docgen.pdf.write.signature_fields import field_name

        last = len(self.record.signatures) - 1
        return tuple(
            SignatorySlot(field=field_name(each['role']), **each, closes=number == last)
            for number, each in enumerate(self.record.signatures)
        )


def freeze(
    root: Path,
    target: Path,
    record: PeriodRecord,
    chosen: Sequence[VersionToFix],
    progress: Callable[[str], None],
    *,
    workspace: Workspace | None = None,
) -> PeriodRecord:
    """Freeze documents of a period, all or none: fields, judgement, write-protected files, events.

    Args:
        root: the workspace's folder.
        target: the folder that holds the periods' folders.
        record: the period as it was just built.
        chosen: what to freeze.
        progress: is told what is being done.
        workspace: the data, if they have just been read and checked.

    Raises:
        JudgementError: a document with its fields did not pass the build's judge.
        RefusedError: data or files were changed meanwhile.
        UsageError: the output folder cannot be written.
    """
    from docgen.pdf.write.signature_fields import add_signature_fields
    from docgen.pipeline.document_steps import judge_document
    from docgen.pipeline.prepared_document import is_told_by
    from docgen.plan import WORD_FOLDER

    folder = target / record.period
    data = workspace or _workspace(root, record)
    wording, prepared = data.wording.signature_block, _prepared(data, record)
    events = []
    files = {}
    expected: dict[str, str | None] = {}
    with work_folder(target) as work:
        try:
            for planned in chosen:
                document = planned.record
                progress(f"Fastställer {document.file}")
                made_from, built = prepared.get(document.file), folder / document.file
                if made_from is None or not is_told_by(made_from, document) or file_hash(built) != document.sha256:
                    raise RefusedError(_changed(built))
                frozen = work / planned.name.rpartition('/')[2]
                add_signature_fields(built, [_field_of(each) for each in planned.slots], frozen, wording)
                judge_document(made_from, document.pages, folder / WORD_FOLDER, frozen)
                files[planned.name] = frozen
                expected |= _expected(planned)
                events.append(_event(record, planned, file_hash(frozen), _signed_on(data, made_from.job)))
            for name, content in _GIT_FILES.items():
                if not (folder / name).exists():
                    files[name] = work / name
                    files[name].write_text(content, encoding='utf-8', newline='\n')
        except OSError as error:
            raise unwritable(target, error) from error
        return update_period(target, record.period, files, events, expected=expected)


def _workspace(root: Path, record: PeriodRecord) -> Workspace:
    from docgen.pipeline.check_all import checked_workspace

    return checked_workspace(root, (record.period,), engine=record.engine)[0]


def _prepared(workspace: Workspace, record: PeriodRecord) -> dict[str, PreparedDocument]:
    """What each document of the period was made from, by its file name."""
    from docgen.pipeline.prepared_document import prepare
    from docgen.plan import plan

    return {
        job.file: prepare(workspace, job, engine=record.engine, draft=False)
        for job in plan(workspace, (record.period,), linked=False).documents
    }


def _field_of(slot: SignatorySlot) -> SignatureSlot:
    from docgen.pdf.write.signature_fields import SignatureSlot

    return SignatureSlot(**slot.model_dump(exclude={'place', 'date'}))


def _expected(planned: VersionToFix) -> dict[str, str | None]:
    """The files that the new version builds on; that nobody signs the version before meanwhile is among it."""
    expected: dict[str, str | None] = {planned.record.file: planned.record.sha256, planned.name: None}
    if planned.before:
        signed = f'{SIGNED_FOLDER}/{version_name(planned.record.file, planned.before.version)}'
        expected |= {signed: None, signed.replace('.pdf', '-skannad.pdf'): None}
        expected |= {event.file: event.sha256 for event in planned.before.events}
    return expected


def _signed_on(workspace: Workspace, job: DocumentJob) -> str:
    """The day that the document as a whole says it is signed; '' for none, and where nobody signs it."""
    if not job.signatories:
        return ''
    documents = workspace.agreements if job.kind is DocumentKind.AGREEMENT else workspace.promises
    document: Agreement | Promise = documents[job.record]
    return document.signed_on.isoformat() if document.signed_on else ''


def _event(record: PeriodRecord, planned: VersionToFix, sha256: str, signed_on: str) -> NewEvent:
    document = planned.record
    return NewEvent(
        document.file,
        planned.version,
        planned.name,
        sha256,
        Fixed(
            document_kind=document.kind,
            title=document.title,
            pages=document.pages,
            base_sha256=document.sha256,
            inputs=document.inputs,
            code_fingerprint=code_fingerprint(),
            engine=record.engine,
            templates=document.templates,
            words=document.words,
            slots=planned.slots,
            differs=planned.differs,
            signed_on=signed_on,
        ),
    )


def _changed(path: Path) -> Finding:
    return Finding(
        'changed-meanwhile',
        f"{path.name} har ändrats av något annat medan kommandot arbetade.",
        "Det som fastställs ska vara det som data och mallar ger.",
        "Kör kommandot igen när inget annat bygge pågår.",
        Place(path),
    )
