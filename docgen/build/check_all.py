"""Everything that would stop or blemish a build, found without making a PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.build.documents import fill_words, prepare
from docgen.build.template_checks import check_templates
from docgen.checks import check
from docgen.errors import Finding, FindingsError, Severity
from docgen.plan import plan
from docgen.workspace import load

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_all(root: Path, periods: Sequence[str] = (), *, draft: bool = False) -> list[Finding]:
    """Give the findings of the data, of the templates, and of the filled Word files.

    Args:
        root: the workspace's folder.
        periods: whose templates to look at; all without. The data are always checked as a whole.
        draft: let texts and dates be missing.

    Raises:
        UsageError: a wished period does not exist.
    """
    try:
        workspace = load(root, draft=draft)
    except FindingsError as error:
        return list(error.findings)
    findings = check(workspace, draft=draft)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return findings
    engine = workspace.settings.engine
    prepared = [
        prepare(workspace, job, engine=engine, draft=draft)
        for job in plan(workspace, periods, linked=not draft).documents
    ]
    faults = check_templates(prepared)
    if faults:
        return [*findings, *faults]
    with tempfile.TemporaryDirectory() as folder:
        for each in prepared:
            findings += fill_words(workspace, each, Path(folder))
    return list(dict.fromkeys(findings))
