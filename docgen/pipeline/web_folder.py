"""The web folder of a period, with links to the public copies, and to the PDFs just built where there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.context import follow_up_context, promise_context
from docgen.model import DocumentKind
from docgen.records.record import WEB_FOLDER, read_record
from docgen.web import PublishedFile, web_files

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    context = promise_context(workspace, promise, full_file=full.full_file, appendix=full.appendix, draft=draft)
    follow_up = None
    if job.follow_up is not None:
        follow_up = follow_up_context(workspace, workspace.follow_ups[job.follow_up], draft=draft)
    files: dict[str, Any] = dict.fromkeys(kind.value for kind in DocumentKind)
    periods = '../../../' if draft else '../../'
    for kind, document in job.documents.items():
        copy = copies.get(document.file)
        if document.file in built and (draft or copy is None):
            size = built[document.file].record.bytes
            found = PublishedFile(document.title, document.file, size, _address(workspace, job, document))
        elif copy is not None:
            address = _address(workspace, job, document, copy.file, periods)
            found = PublishedFile(copy.title, document.file, copy.bytes, address)
        elif finished is not None and (record := _finished(finished, document)):
            address = _address(workspace, job, document, periods=periods)
            found = PublishedFile(document.title, document.file, record.bytes, address)
        else:
            continue
        files[kind.value] = found
    updated = promise.published_on or promise.signed_on or promise.period.start
    folder = period_folder / WEB_FOLDER
    folder.mkdir()
    written = []
    for name, content in web_files(context, follow_up, files, updated, workspace.wording).items():
        path = folder / name
        path.write_text(content, encoding='utf-8', newline='\n')
        written.append(path)
    return written


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
