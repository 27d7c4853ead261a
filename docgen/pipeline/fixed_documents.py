"""What a build says of documents that are fixed: their versions stay as they are, also when the data have changed."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import Finding, JudgementError, Place, Severity
from docgen.filesystem import replace
from docgen.records.period_exchange import PRIVATE
from docgen.records.record import PeriodRecord, read_record
from docgen.records.version_history import State, VersionHistory, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docgen.records.record import DocumentRecord

_TOLD = 3
_UNSEEN = "Det syns ingen skillnad; mall, teckensnitt eller docgen är i en annan version."
_STATES = {
    State.FIXED: "fastställd",
    State.PARTLY_SIGNED: "delvis undertecknad",
    State.SIGNED: "undertecknad",
    State.PUBLISHED: "publicerad",
}


@dataclass(frozen=True)
class Change:
    """A built document that is no longer the one that its latest version was made from."""

    document: DocumentRecord
    history: VersionHistory
    differs: tuple[str, ...]
    """What a reader sees differ, place by place, in Swedish; nothing if only the file's inside does."""

    @property
    def matters(self) -> bool:
        """Whether anyone should do something: not if a signed or published version looks as it did."""
        in_use = self.history.bears_signatures or self.history.state is State.PUBLISHED
        return bool(self.differs) or not in_use


def changes(output: Path, record: PeriodRecord, *, remember: bool = False) -> list[Change]:
    """Give the built documents of a period that differ from their latest versions. Opens PDFs only where hashes do.

    Args:
        output: the folder that holds the periods' folders.
        record: the period's record.
        remember: keep what differs in the folder that builds have for themselves, so that it is known the next time.
    """
    found = []
    for document in record.documents if record.events else ():
        history = versions(record.events, document.file)
        if history and history[-1].fixed_from.base_sha256 != document.sha256:
            memory = output / PRIVATE / f'differs-{history[-1].fixed.sha256[:16]}-{document.sha256[:16]}.json'
            differs = _recalled(memory) if remember else None
            if differs is None:
                differs = _differs(output / record.period, document, history[-1])
                if remember:
                    _remember(memory, differs)
            found.append(Change(document, history[-1], differs))
    return found


def fixed_differs(output: Path, periods: Iterable[str]) -> list[Finding]:
    """Warn of each built document that differs from its fixed version.

    Args:
        output: the folder that holds the periods' folders.
        periods: which of them.
    """
    findings: list[Finding] = []
    for period in periods:
        record = read_record(output / period)
        found = changes(output, record, remember=True) if record else ()
        findings += [_finding(output / period, change) for change in found if change.matters]
    return findings


def summarised_differences(differs: Sequence[str], most: int = _TOLD) -> str:
    """Give the first differences in a sentence, and say how many more there are."""
    if not differs:
        return _UNSEEN
    more = len(differs) - most
    rest = f" … och {more} {'ställe' if more == 1 else 'ställen'} till" if more > 0 else ""
    return f"{'; '.join(differs[:most])}{rest}."


def _differs(folder: Path, document: DocumentRecord, history: VersionHistory) -> tuple[str, ...]:
    from docgen.pdf.compare.difference_sentences import sentences
    from docgen.pdf.compare.reader_differences import differences

    try:
        return sentences(differences(folder / history.fixed.file, folder / document.file))
    except JudgementError:
        return (f"{history.fixed.file} går inte att läsa, så docgen kan inte säga vad (se docgen status)",)


def _recalled(memory: Path) -> tuple[str, ...] | None:
    with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
        return tuple(map(str, json.loads(memory.read_text(encoding='utf-8'))))
    return None


def _remember(memory: Path, differs: Sequence[str]) -> None:
    """Write it down, and forget what was known of the same version; where that is not possible, do without."""
    with contextlib.suppress(OSError):
        for old in memory.parent.glob(f'{memory.name.rpartition("-")[0]}-*'):
            old.unlink()
        new = memory.with_name(f'{memory.name}.{os.getpid()}')
        new.write_text(json.dumps(differs, ensure_ascii=False), encoding='utf-8')
        replace(new, memory)


def _finding(folder: Path, change: Change) -> Finding:
    name, version, following = change.document.file, change.history.version, change.history.version + 1
    what = f"{name} är ändrad sedan version {version} fastställdes: {summarised_differences(change.differs)}"
    if change.history.bears_signatures:
        holds = change.history.state.all_have_signed
        stays = "gäller tills en ny version gör det" if holds else "ligger kvar som den är"
        why = f"Version {version} är {_STATES[change.history.state]} och {stays}."
        otherwise = "behöver inget göras" if holds else f"fortsätter ni att skriva under version {version}"
        do = (
            f"Ska ändringen gälla: kör docgen fix {folder.name} --new-version för version {following}, "
            f"som alla får skriva under på nytt. Annars {otherwise}."
        )
    else:
        why = f"Version {version} är {_STATES[change.history.state]} och ligger kvar som den är."
        do = f"Kör docgen fix {folder.name} för version {following}."
    return Finding('fixed-differs', what, why, do, Place(folder / name), Severity.WARNING)
