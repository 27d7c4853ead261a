"""What was changed in a file after it was signed, in words: what shows, what is attached, what the bytes hold."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import JudgementError
from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.compare.difference_sentences import sentences
from docgen.sign.verifying.appended.fault_kinds import Fault, FaultKind
from docgen.sign.verifying.appended.fault_sentences import fault_sentences
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docgen.pdf.compare.difference import Difference
    from docgen.sign.verifying.appended.appended_check import Account

_MOST = 25
"""Sentences; what is more is told by its number."""
_DRAWING, _PICTURE, _LARGEST = 15_000_000, 60_000_000, 400_000_000
"""Bytes: a scanned page in colour fits; what draws lines for as long would take gigabytes to compare."""
_CONTROL, _UNREAD = re.compile(r'[\0-\x08\x0b\x0c\x0e-\x1f]'), "tecken som inte går att läsa"
_VAGUE = frozenset((Kind.LOOKS, Kind.PAGE_CONTENT))
"""What says less than words of the same page do."""

_NOT_SIGNED = frozenset((FaultKind.SIGNATURE_REUSED, FaultKind.SIGNATURE_MISSING))
"""What is wrong with a field that looks signed, and is not."""


def changes(
    data: bytes, end: int, account: Account, seen: Iterable[Difference], signers: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Tell in Swedish what differs between a signed state of a file and what became of it, one sentence each.

    Args:
        data: the file.
        end: where the bytes end that were signed.
        account: what lies after the first signature.
        seen: what differs on the pages since the first signature.
        signers: by the name of a field, who has signed in it.
    """
    from docgen.pdf.compare.object_changes import object_changes
    from docgen.pdf.structure.unpacked_size import unpacks_within

    found: list[str] = []
    faults = account.after(end) or list(_late_fields(account, end))
    before = data[:end]
    if unpacks_within(data, drawing=_DRAWING, picture=_PICTURE, all_together=_LARGEST):
        try:
            differing = [*object_changes(before, data), *_read_otherwise(before, data), *seen]
        except (JudgementError, RuntimeError, OSError, ValueError):
            differing = [*seen, *object_changes(before, data)]
        unsigned = {each.name for each in faults if each.kind in _NOT_SIGNED}
        differing = [each for each in differing if each.kind is not Kind.SIGNED or each.name not in unsigned]
        differing = [_readable(each) for each in differing]
        told = {each.name for each in faults if each.kind is FaultKind.CATALOG}
        differing = [each for each in differing if each.kind not in _OF_CATALOG or each.name not in told]
        found += _whole(sentences(_most_telling(differing)))
        faults = [each for each in faults if not _is_told(each, differing)]
    else:
        found.append("Filens inre är orimligt stort eller skadat, så det går inte att säga allt som har ändrats.")
    found += fault_sentences(faults, data, signers)
    if not found:
        found.append("Något har lagts till eller ändrats efter underskriften som inte går att läsa.")
    if len(found) > _MOST:
        found = [*found[:_MOST], f"Och {len(found) - _MOST} ändringar till."]
    return tuple(dict.fromkeys(found))


def _readable(each: Difference) -> Difference:
    """A difference without signs that no reader shows: a font whose letters were taken away gives such."""
    before, after = (_UNREAD if _CONTROL.search(text) else text for text in (each.before, each.after))
    return replace(each, before=before, after=after)


def _late_fields(account: Account, end: int) -> Iterator[Fault]:
    """The fields that came later and are empty."""
    for step in account.steps_after(end):
        for name in sorted(set(step.new_fields) - {each.name for each in step.signed}):
            yield Fault(FaultKind.FIELD_LATE, step.update.start, name)


def _most_telling(differing: list[Difference]) -> list[Difference]:
    """Without what another difference of the same page says better."""
    told = {each.page for each in differing if each.kind not in _VAGUE}
    replaced = {each.page for each in differing if each.kind is Kind.PAGE_CONTENT}
    counted = any(each.kind in (Kind.PAGES_ADDED, Kind.PAGES_REMOVED) for each in differing)
    return [
        each
        for each in differing
        if not (each.kind is Kind.LOOKS and each.page in told | replaced)
        and not (each.kind is Kind.PAGE_COUNT and counted)
    ]


_OF_CATALOG = frozenset((Kind.CATALOG_ADDED, Kind.CATALOG_REMOVED, Kind.CATALOG_CHANGED))
"""What a fault of the same entry says better."""
_SAID_BY = {FaultKind.INFORMATION: (Kind.INFORMATION,)}
_SAID_OF_PAGE = {
    FaultKind.PAGES: (Kind.PAGES_ADDED, Kind.PAGES_REMOVED),
    FaultKind.ANNOTATION: (Kind.ANNOTATION_ADDED, Kind.ANNOTATION_REMOVED, Kind.ANNOTATION_CHANGED),
}
"""Differences that say more than a fault of the same entry, or of the same page."""


def _is_told(fault: Fault, differing: Iterable[Difference]) -> bool:
    """Whether a difference says the same in better words."""
    if fault.kind is FaultKind.OBJECT and fault.name == 'pages':
        return any(each.kind in _SAID_OF_PAGE[FaultKind.PAGES] for each in differing)
    return any(
        (each.kind in _SAID_BY.get(fault.kind, ()) and each.name == fault.name)
        or (each.kind in _SAID_OF_PAGE.get(fault.kind, ()) and each.page == fault.page)
        for each in differing
    )


def _whole(told: Iterable[str]) -> list[str]:
    return [f'{each[:1].upper()}{each[1:]}'.removesuffix('.') + '.' for each in told]


def _read_otherwise(before: bytes, after: bytes) -> tuple[Difference, ...]:
    """What differs in the running text, headers and footers."""
    from docgen.pdf.compare.reader_differences import differences

    with temporary_folder() as folder:
        old, new = Path(folder) / 'before.pdf', Path(folder) / 'after.pdf'
        old.write_bytes(before)
        new.write_bytes(after)
        return differences(old, new)
