"""The web folder of a period, with links to the PDFs as they were just built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.context import follow_up_context, promise_context
from docgen.model import DocumentKind
from docgen.plan import WEB_FOLDER
from docgen.web import PublishedFile, web_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docgen.build.run import BuiltDocument
    from docgen.plan import DocumentJob, WebJob
    from docgen.workspace import Workspace


def write_web(
    workspace: Workspace, job: WebJob, built: Mapping[str, BuiltDocument], period_folder: Path, *, draft: bool
) -> list[Path]:
    """Write the page and the lists of one promise.

    Args:
        workspace: where the promise lies.
        job: the promise and the documents to link to.
        built: the documents by file name; their sizes go into the links.
        period_folder: the period's folder; the files come in `webb/` below it.
        draft: whether gaps are allowed.
    """
    promise = workspace.promises[job.promise]
    full = job.documents[DocumentKind.PROMISE]
    appendix = "Bilaga 1" if len(full.parts) > 1 else ''
    context = promise_context(workspace, promise, full_file=full.file, appendix=appendix, draft=draft)
    follow_up = None
    if job.follow_up is not None:
        follow_up = follow_up_context(workspace, workspace.follow_ups[job.follow_up], draft=draft)
    files: dict[str, Any] = dict.fromkeys(kind.value for kind in DocumentKind)
    for kind, document in job.documents.items():
        size = built[document.file].record.bytes
        files[kind.value] = PublishedFile(document.title, document.file, size, _address(workspace, job, document))
    updated = promise.published_on or promise.signed_on or promise.period.start
    folder = period_folder / WEB_FOLDER
    folder.mkdir()
    written = []
    for name, content in web_files(context, follow_up, files, updated).items():
        path = folder / name
        path.write_text(content, encoding='utf-8', newline='\n')
        written.append(path)
    return written


def _address(workspace: Workspace, job: WebJob, document: DocumentJob) -> str:
    if workspace.settings.web_folder:
        return f'{workspace.settings.web_folder.rstrip("/")}/{document.file}'
    return f'../{document.file}' if document.period == job.period else f'../../{document.period}/{document.file}'
