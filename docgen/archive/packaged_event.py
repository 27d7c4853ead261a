"""The event PACKAGED in a period's record: which package holds its documents, and that package's SHA-256."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import DocgenError, Finding, Severity
from docgen.records.events import NewEvent
from docgen.records.period_update import update_period
from docgen.records.version_history import latest_versions

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.records.event_details import Packaged
    from docgen.records.record import PeriodRecord


def record_packaging(output: Path, record: PeriodRecord, details: Packaged) -> tuple[Finding, ...]:
    """Append to a period's record that every fixed document is in a package, unless it says so already.

    Args:
        output: the folder that holds the periods' folders.
        record: the period's record as the package was made from it.
        details: the package; its SHA-256 is `ArchiveReport.sha256`.

    Returns:
        A warning if it cannot be noted: the package is whole all the same.
    """
    events = [
        NewEvent(history.document, history.version, current.file, current.sha256, details)
        for history in latest_versions(record)
        for current in [history.current]
        if details not in history.packagings
    ]
    if events:
        try:
            update_period(output, record.period, {}, events, expected={}, known=len(record.events))
        except DocgenError as error:
            return (_not_noted(record.period, error),)
    return ()


def _not_noted(period: str, error: DocgenError) -> Finding:
    return Finding(
        'archive-not-noted',
        "Paketet är klart, men det gick inte att anteckna i record.json att det gjordes.",
        f"docgen status {period} säger därför inte att perioden är arkiverad. {error.findings[0].what}",
        f"Kör docgen archive {period} igen, så antecknas det; paketet rörs inte.",
        severity=Severity.WARNING,
    )
