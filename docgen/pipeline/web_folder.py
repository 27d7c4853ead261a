"""The web folder of a period, with links to the public copies, and to the PDFs just built where there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.context import follow_up_context, promise_context
from docgen.model import DocumentKind
from docgen.plan import RESULT_LIST, follow_up_suffix
from docgen.records.record import WEB_FOLDER, read_record
from docgen.swedish import join_list, long_date
from docgen.web import Files, FollowUpPage, PublishedFile, web_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from docgen.pipeline.request import BuiltDocument
    from docgen.plan import DocumentJob, WebJob
    from docgen.records.public_copies import PublicCopy
    from docgen.records.record import DocumentRecord
    from docgen.workspace import Workspace


def write_web(
    workspace: Workspace,
    job: WebJob,
    built: Mapping[str, BuiltDocument],
    period_folder: Path,
    *,
    copies: Mapping[str, PublicCopy],
    finished: Path | None,
) -> list[Path]:
    """Write the page and the lists of one promise.

    Args:
        workspace: where the promise lies.
        job: the promise and the documents to link to.
        built: the documents by file name; their sizes go into the links.
        period_folder: the period's folder; the files come in `webb/` below it.
        copies: the public copies by the document's file name; links lead to these, but in a draft to its own documents.
        finished: in a draft, the folder of the finished periods, whose documents the page links to as they lie there.
    """
    draft = finished is not None
    promise = workspace.promises[job.promise]
    full = job.documents[DocumentKind.PROMISE]
    context = promise_context(workspace, promise, full_file=full.full_file, appendices=full.appendices, draft=draft)
    published: dict[str, PublishedFile] = {}
    for document in job.linked:
        copy = copies.get(document.file)
        note = '' if draft else _note(workspace, document, copy)
        if document.file in built and (draft or copy is None):
            size, address = built[document.file].record.bytes, _address(workspace, job, document)
            published[document.file] = PublishedFile(document.title, document.file, size, address, note)
        elif copy is not None:
            address = _address(workspace, job, document, copy.file, '../../../' if draft else '../../')
            published[document.file] = PublishedFile(copy.title, document.file, copy.bytes, address, note)
        elif finished is not None and (record := _finished(finished, document)):
            address = _address(workspace, job, document, periods='../../../')
            published[document.file] = PublishedFile(document.title, document.file, record.bytes, address)

    def pages(jobs: Sequence[DocumentJob]) -> list[FollowUpPage]:
        return [
            FollowUpPage(
                follow_up_context(workspace, workspace.follow_ups[each.record], draft=draft),
                published.get(each.file),
                f'{RESULT_LIST}{follow_up_suffix(workspace, workspace.follow_ups[each.record])}',
            )
            for each in jobs
        ]

    by_kind = {kind: published.get(each.file) for kind, each in job.documents.items()}
    files = Files(
        published[full.file],
        by_kind.get(DocumentKind.PROMISE_SHORT),
        by_kind.get(DocumentKind.AGREEMENT),
        tuple(published[each.file] for each in job.own if each.file in published),
        tuple(published[each.file] for each in job.previous if each.file in published),
    )
    days = [promise.published_on, *(copies[each.file].published_on for each in job.linked if each.file in copies)]
    updated = max((day for day in days if day is not None), default=None)
    own, previous = pages(job.own), pages(job.previous)
    folder = period_folder / WEB_FOLDER
    folder.mkdir()
    written = []
    texts = web_files(
        context,
        files,
        workspace.wording,
        own=own,
        previous=previous,
        updated=updated,
        new_window=workspace.settings.new_window,
    )
    for name, content in texts.items():
        path = folder / name
        path.write_text(content, encoding='utf-8', newline='\n')
        written.append(path)
    return written


def _note(workspace: Workspace, document: DocumentJob, copy: PublicCopy | None) -> str:
    """Say who has signed a document and when, as far as its public copy tells; '' where nobody signs it."""
    words = workspace.wording.web_page
    if not document.signatories:
        return ''
    if copy is None:
        return words.not_published
    signatures = []
    for each in copy.signatures:
        if each.day is None:
            text = words.signed_by_pen.format(name=each.name, party=each.party)
        else:
            form = words.signed_by_pen_on if each.by_pen else words.signed_electronically
            text = form.format(name=each.name, party=each.party, day=long_date(each.day))
            if each.day_in_document is not None:
                text = words.other_day_in_document.format(signature=text, day=long_date(each.day_in_document))
        signatures.append(text)
    said = [words.signed.format(signatures='; '.join(signatures))] if signatures else []
    if copy.missing:
        said.append(words.not_signed_by.format(names=join_list(list(copy.missing))))
    return ' '.join(said)


def _finished(folder: Path, document: DocumentJob) -> DocumentRecord | None:
    record = read_record(folder / document.period)
    return record.document(document.file) if record else None


def _address(workspace: Workspace, job: WebJob, document: DocumentJob, file: str = '', periods: str = '../../') -> str:
    """Where a link leads: on the website if it has a folder for the PDFs, else from the page to the file.

    Args:
        workspace: names the website's folder.
        job: the page.
        document: what is linked to.
        file: its path in its period's folder; the built PDF's if not given.
        periods: the way from the page to the folder of all periods.
    """
    if workspace.settings.web_folder:
        return f'{workspace.settings.web_folder.rstrip("/")}/{document.file}'
    place = file or document.file
    return f'../{place}' if document.period == job.period else f'{periods}{document.period}/{place}'
