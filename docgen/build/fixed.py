"""What a build says of documents that are fixed: their versions stay as they are, also when the data have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.build.history import State, VersionHistory, versions
from docgen.build.record import PeriodRecord, read_record
from docgen.errors import Finding, JudgementError, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docgen.build.record import DocumentRecord

_TOLD = 3
_NO_VISIBLE = "Det syns ingen skillnad; mall, teckensnitt eller docgen är i en annan version."


def changed_since_fixed(record: PeriodRecord) -> list[tuple[DocumentRecord, VersionHistory]]:
    """Give the built documents that are no longer those that their latest version was made from."""
    found = []
    for document in record.documents if record.events else ():
        history = versions(record.events, document.file)
        if history and history[-1].fixed.details.get('base_sha256') != document.sha256:
            found.append((document, history[-1]))
    return found


def fixed_differs(output: Path, periods: Iterable[str]) -> list[Finding]:
    """Warn of each built document that differs from its fixed version. Opens PDFs only where hashes differ.

    Args:
        output: the folder that holds the periods' folders.
        periods: which of them.
    """
    findings = []
    for period in periods:
        record = read_record(output / period)
        for document, history in changed_since_fixed(record) if record else ():
            findings.append(_finding(output / period, document, history))
    return findings


def what_differs(folder: Path, history: VersionHistory, built: Path) -> tuple[str, ...]:
    """Say what a reader would see differ between a version's fixed file and a built document, place by place."""
    from docgen.pdf.differences import differences

    try:
        return differences(folder / history.fixed.file, built)
    except JudgementError:
        return (f"{history.fixed.file} går inte att läsa, så docgen kan inte säga vad (se docgen status)",)


def summed_up(differs: Sequence[str], most: int = _TOLD) -> str:
    """Give the first differences in a sentence, and say how many more there are."""
    if not differs:
        return _NO_VISIBLE
    more = len(differs) - most
    rest = f" … och {more} {'ställe' if more == 1 else 'ställen'} till" if more > 0 else ""
    return f"{'; '.join(differs[:most])}{rest}."


def _finding(folder: Path, document: DocumentRecord, history: VersionHistory) -> Finding:
    differs = what_differs(folder, history, folder / document.file)
    version, following = history.version, history.version + 1
    what = f"{document.file} är ändrad sedan version {version} fastställdes: {summed_up(differs)}"
    if history.state is State.FIXED:
        why = f"Version {version} ligger kvar som den är; ingen har skrivit under den."
        do = f"Kör docgen fix {folder.name} för version {following}."
    else:
        why = f"Version {version} är {_STATES[history.state]} och gäller tills en ny version är det."
        do = (
            f"Ska ändringen gälla: kör docgen fix {folder.name} --new-version för version {following}, "
            "som alla får skriva under på nytt. Annars behöver inget göras."
        )
    return Finding('fixed-differs', what, why, do, Place(folder / document.file), Severity.WARNING)


_STATES = {
    State.PARTLY_SIGNED: "delvis undertecknad",
    State.SIGNED: "undertecknad",
    State.PUBLISHED: "publicerad",
}
