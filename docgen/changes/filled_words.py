"""The filled Word files of records as they are today, made in a folder of their own for whoever compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.changes.period_diff import both_records
from docgen.changes.word_redline import write_redline
from docgen.model import DocumentKind, Promise
from docgen.pipeline.check_all import checked_workspace
from docgen.pipeline.document_steps import fill_words
from docgen.pipeline.prepared_document import prepare
from docgen.plan import plan

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from docgen.changes.period_diff import DiffRequest
    from docgen.context import Context
    from docgen.plan import PartJob
    from docgen.workspace import Workspace


@dataclass(frozen=True)
class FilledPart:
    """One filled Word file, and what it was filled with."""

    period: str
    part: PartJob
    context: Context
    docx: Path


def filled_parts(
    root: Path, periods: Collection[str], folder: Path, *, marked: bool = False
) -> tuple[Workspace, list[FilledPart]]:
    """Fill the templates of some periods; texts and dates may be missing.

    Args:
        root: the workspace's folder.
        periods: which; all if none are named.
        folder: where to write.
        marked: say in the documents that they are drafts.

    Raises:
        FindingsError: data or templates need mending.
        UsageError: there is no such period.
    """
    workspace, _ = checked_workspace(root, tuple(periods), draft=True)
    engine = workspace.settings.engine
    found = []
    for job in plan(workspace, tuple(periods), linked=False).documents:
        prepared = prepare(workspace, job, engine=engine, draft=marked)
        into = folder / job.period
        into.mkdir(exist_ok=True)
        fill_words(workspace, prepared, into)
        found += [
            FilledPart(job.period, part, context, into / part.word)
            for part, context in zip(job.parts, prepared.contexts, strict=True)
        ]
    return workspace, found


def write_period_redline(request: DiffRequest, work: Path, out: Path) -> int:
    """Write the Word file of the newer period's document, with what differs from the older one's as tracked changes.

    Args:
        request: the two periods.
        work: an empty folder to work in.
        out: where to write.

    Returns:
        How many tracked changes there are.

    Raises:
        FindingsError: data or templates need mending.
        UsageError: there is no such period, or the two are of different kinds.
    """
    _, _, new = both_records(request)
    kind = DocumentKind.PROMISE if isinstance(new, Promise) else DocumentKind.AGREEMENT
    _, parts = filled_parts(request.root, (request.old, request.new), work)
    files = {each.period: each.docx for each in parts if each.part.kind is kind and each.part.record == each.period}
    return write_redline(files[request.old], files[request.new], out)
