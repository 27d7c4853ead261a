"""Everything that would stop or blemish a build, found without making a PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import Finding, FindingsError, Severity
from docgen.pipeline.document_steps import fill_words, prepare
from docgen.pipeline.partial_findings import data_findings
from docgen.pipeline.template_checks import check_templates
from docgen.plan import plan
from docgen.workspace import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.pipeline.document_steps import Prepared
    from docgen.workspace import Workspace


def checked(
    root: Path, periods: Sequence[str] = (), *, draft: bool = False, engine: str | None = None
) -> tuple[Workspace, list[Finding]]:
    """Read and check the data, and give them with the warnings.

    Args:
        root: the workspace's folder.
        periods: whose templates to look at when something is wrong; all without.
        draft: let texts and dates be missing.
        engine: the engine asked for; the workspace's own without.

    Raises:
        FindingsError: with all that can be told at once: of files that cannot be read, of the data in the others, of
            the engine, the periods and the templates.
    """
    loaded = read(root, draft=draft)
    findings = data_findings(loaded, periods, draft=draft, engine=engine)
    if loaded.workspace is None or any(each.severity is Severity.ERROR for each in findings):
        raise FindingsError(findings)
    return loaded.workspace, findings


def check_all(root: Path, periods: Sequence[str] = (), *, draft: bool = False) -> list[Finding]:
    """Give the findings of the data, of the templates, and of the filled Word files.

    Args:
        root: the workspace's folder.
        periods: whose templates to look at; all without. The data are always checked as a whole.
        draft: let texts and dates be missing.

    Raises:
        UsageError: a wished period does not exist, and nothing else is wrong.
    """
    try:
        workspace, findings = checked(root, periods, draft=draft)
    except FindingsError as error:
        return list(error.findings)
    engine = workspace.settings.engine
    prepared = [
        prepare(workspace, job, engine=engine, draft=draft)
        for job in plan(workspace, periods, linked=not draft).documents
    ]
    faults = [*check_templates(prepared), *_unreadable_logos(workspace, prepared)]
    if faults:
        return [*findings, *faults]
    with tempfile.TemporaryDirectory() as folder:
        for each in prepared:
            findings += fill_words(workspace, each, Path(folder))
    return list(dict.fromkeys(findings))


def _unreadable_logos(workspace: Workspace, prepared: Sequence[Prepared]) -> list[Finding]:
    """The files beside signatures that are no pictures, which a build tells only at the signature page."""
    from docgen.pdf.write.logo import load_logo

    findings: list[Finding] = []
    for logo in sorted({signer['logo'] for each in prepared for signer in each.signers if signer['logo']}):
        try:
            load_logo(workspace.templates / logo)
        except FindingsError as error:
            findings += error.findings
    return findings
