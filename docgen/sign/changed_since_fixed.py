"""Whether what would be signed is still what the data and templates give: asked before anyone puts their name to it.

Message id: `fixed-differs`, as a build says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import DocgenError, Finding, Place, Severity
from docgen.pipeline.check_all import checked_workspace
from docgen.pipeline.prepared_document import prepare
from docgen.plan import plan
from docgen.records.fingerprints import code_fingerprint
from docgen.records.signable_version import signable

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline.prepared_document import PreparedDocument
    from docgen.records.signable_version import SignableVersion

_COMPARED_OF_SIGNATORIES = ('role', 'party', 'name', 'title')


def changes_since_fixed(root: Path, output: Path, period: str, document: str | None = None) -> list[Finding]:
    """Warn when data or templates have changed since the version that is being signed was fixed. Makes no document.

    Where the workspace cannot be read nothing is said. A new docgen makes documents of the same data by other code;
    then only other signatories count, for nothing else can be compared without making the document.

    Args:
        root: the workspace's folder.
        output: the folder that holds the periods' folders.
        period: the period's name.
        document: the built PDF's file name; without, the only one that has signatories.

    Raises:
        UsageError, RefusedError, SignatureError: as `docgen.records.signable_version.signable`.
    """
    current = signable(output, period, document)
    try:
        today = _today(root, current)
    except DocgenError:
        return []
    return [_warning(current)] if today is not None and _differs(today, current) else []


def _today(root: Path, current: SignableVersion) -> PreparedDocument | None:
    """What the document would be made from if it were built now."""
    period, engine = current.record.period, current.history.fixed_from.engine
    workspace, _ = checked_workspace(root, (period,), engine=engine)
    jobs = plan(workspace, (period,), linked=False).documents
    job = next((each for each in jobs if each.file == current.history.document), None)
    return prepare(workspace, job, engine=engine, draft=False) if job else None


def _differs(today: PreparedDocument, current: SignableVersion) -> bool:
    then = current.history.fixed_from
    if today.inputs == then.inputs:
        return False
    if then.code_fingerprint == code_fingerprint():
        return True
    now = sorted([each[key] for key in _COMPARED_OF_SIGNATORIES] for each in today.signers)
    return now != sorted([getattr(slot, key) for key in _COMPARED_OF_SIGNATORIES] for slot in current.history.slots)


def _warning(current: SignableVersion) -> Finding:
    history, period = current.history, current.record.period
    anew = " --new-version" if history.bears_signatures else ""
    return Finding(
        'fixed-differs',
        f"Data eller mallar har ändrats sedan {history.document} version {history.version} fastställdes.",
        f"Det som skrivs under är version {history.version} som den ligger, utan ändringarna.",
        f"Ska ändringarna med: kör docgen fix {period}{anew} och skriv under version {history.version + 1} i stället. "
        "Annars behöver inget göras; docgen build visar vad som skiljer.",
        Place(current.path),
        Severity.WARNING,
    )
