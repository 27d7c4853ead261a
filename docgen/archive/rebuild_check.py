"""Trial build from the data and templates in a package: do they give the archived documents?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import DocgenError, Finding, Severity
from docgen.pipeline import BuildRequest, build
from docgen.records.fingerprints import file_hash
from docgen.records.history import versions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docgen.records.record import PeriodRecord


def source_warnings(
    source: Path, record: PeriodRecord, work: Path, progress: Callable[[str], None]
) -> tuple[Finding, ...]:
    """Build the period from the package's own data and templates, and warn of documents that come out otherwise.

    Args:
        source: the package's folder of data and templates.
        record: the period's record.
        work: an empty folder, or one that can be made.
        progress: called with each step, in Swedish.
    """
    progress("Bygger om av paketets egna uppgifter")
    try:
        build(BuildRequest(source, (record.period,), engine=record.engine, output=work))
    except DocgenError as error:
        return (_differs(record.period, f"De går inte att bygga: {error.findings[0].what}"),)
    different = [
        name for name, sha256 in expected_documents(record).items() if _hash(work / record.period / name) != sha256
    ]
    return (_differs(record.period, f"Det gäller {', '.join(different)}."),) if different else ()


def source_note(warnings: Sequence[Finding]) -> str:
    """Say for a package's metadata what building from its own data came to."""
    told = ' '.join(f"Observera: {each.what} {each.why}" for each in warnings)
    return told or "Samma version av docgen gör exakt de fastställda filerna av paketets data och mallar."


def expected_documents(record: PeriodRecord) -> dict[str, str]:
    """Give the SHA-256 of each document as it was built before it was fixed; as it is built for one that is not."""
    expected = {}
    for document in record.documents:
        found = versions(record.events, document.file)
        expected[document.file] = found[-1].fixed_from.base_sha256 if found else document.sha256
    return expected


def _hash(path: Path) -> str:
    return file_hash(path) if path.is_file() else ''


def _differs(period: str, which: str) -> Finding:
    return Finding(
        'archive-source-differs',
        "De uppgifter och mallar som följer med ger inte exakt de arkiverade dokumenten.",
        f"{which} Data, mallar, teckensnitt eller docgen är ändrade sedan dess.",
        f"Stämmer det ändå är paketet giltigt. Annars: återställ data till det som fastställdes, eller kör "
        f"docgen fix {period}.",
        severity=Severity.WARNING,
    )
