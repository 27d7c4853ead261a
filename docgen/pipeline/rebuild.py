"""A period's documents made once more, only to see whether they come out the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import FindingsError

if TYPE_CHECKING:
    from pathlib import Path


def rebuilt_hashes(root: Path, period: str, work: Path, *, engine: str | None) -> dict[str, str]:
    """Make a period's documents and give the SHA-256 of each by its file name.

    They are not judged, since bytes that are the same have been, and nothing that they link to is made.

    Args:
        root: the workspace's folder.
        period: the period.
        work: a folder to work in; it must not exist.
        engine: the engine; the workspace's own if None.

    Raises:
        FindingsError: data or templates need mending.
        ToolError: a font or program is missing.
        UsageError: the period does not exist.
    """
    from docgen.pipeline.check_all import check_templates, checked_workspace
    from docgen.pipeline.document_production import BuildRun, produce_documents
    from docgen.pipeline.prepared_document import prepare
    from docgen.plan import plan

    workspace, _ = checked_workspace(root, (period,), engine=engine)
    chosen = engine or workspace.settings.engine
    jobs = [each for each in plan(workspace, (period,), linked=False).documents if each.period == period]
    prepared = [prepare(workspace, job, engine=chosen, draft=False) for job in jobs]
    faults = check_templates(prepared)
    if faults:
        raise FindingsError(faults)
    words, pages, done = (work / name for name in ('words', 'pages', 'done'))
    for folder in (words, pages, done):
        folder.mkdir(parents=True)
    run = BuildRun(
        workspace,
        chosen,
        draft=False,
        words=words,
        pages=pages,
        done=done,
        progress=lambda _: None,
        judged=False,
    )
    return {name: record.sha256 for name, record in produce_documents(run, prepared, []).items()}
