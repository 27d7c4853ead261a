"""The condition for packaging a period: every document is fixed and signed by all, unless the user waives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, SignatureError, UsageError
from docgen.records.fingerprints import file_hash
from docgen.records.version_history import versions

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.records.record import PeriodRecord


def require_complete(folder: Path, record: PeriodRecord, *, unsigned: bool) -> None:
    """Refuse a period that is not fixed and signed by all.

    Args:
        folder: the period's folder.
        record: its record.
        unsigned: ask only that the built documents are there as they were built.

    Raises:
        UsageError: `archive-not-fixed`, `archive-not-signed`.
        SignatureError: `archive-built-changed`, with `unsigned`.
    """
    if unsigned:
        changed = [each.file for each in record.documents if not _is(folder / each.file, each.sha256)]
        if changed:
            raise SignatureError([_changed(folder, name) for name in changed])
        return
    latest = {each.file: versions(record.events, each.file) for each in record.documents}
    missing = [name for name, found in latest.items() if not found]
    if missing:
        raise UsageError(_not_fixed(record.period, missing))
    waiting = [found[-1] for found in latest.values() if found[-1].missing_roles]
    if waiting:
        raise UsageError([_not_signed(record.period, each.document, each.missing_roles) for each in waiting])


def _is(path: Path, sha256: str) -> bool:
    try:
        return file_hash(path) == sha256
    except OSError:
        return False


def _not_fixed(period: str, names: list[str]) -> Finding:
    return Finding(
        'archive-not-fixed',
        f"{', '.join(names)} är inte {'fastställd' if len(names) == 1 else 'fastställda'}.",
        "Arkivet ska ha det som gäller, och det som inte är fastställt kan ändras i morgon.",
        f"Kör docgen fix {period}. Ska det arkiveras som det är: --unsigned.",
    )


def _not_signed(period: str, document: str, roles: list[str]) -> Finding:
    return Finding(
        'archive-not-signed',
        f"{document} är inte undertecknad av {', '.join(roles)}.",
        "Arkivet ska ha det undertecknade originalet.",
        f"Se läget med docgen status {period}. Ska det arkiveras som det är: --unsigned.",
    )


def _changed(folder: Path, name: str) -> Finding:
    return Finding(
        'archive-built-changed',
        f"{name} saknas eller är inte den fil som docgen byggde.",
        "Paketet ska hålla det som uppgifterna ger.",
        f"Kör docgen build {folder.name}.",
        Place(folder / name),
    )
