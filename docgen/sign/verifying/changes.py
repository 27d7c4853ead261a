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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from docgen.pdf.compare.difference import Difference
    from docgen.sign.verifying.appended.appended_check import Account
    from docgen.sign.verifying.appended.revision import Box

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
        differing = _true_ones([_readable(each) for each in differing], faults, account)
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


def _true_ones(differing: Sequence[Difference], faults: Sequence[Fault], account: Account) -> list[Difference]:
    """Without what a fault says better, and what is not so: words that no change brought, but that a reader takes up in
    another order when a page is turned, or that the picture of somebody's whole signature shows."""
    unsigned = {each.name for each in faults if each.kind in _NOT_SIGNED}
    told = {each.name for each in faults if each.kind is FaultKind.CATALOG}
    replaced = {each.name for each in differing if each.kind in _OF_LOOKS}
    pictures = [
        place
        for step in account.steps
        for signed in step.signed
        if not signed.timestamp and signed.name not in replaced | unsigned
        for place in signed.widgets
    ]
    only_settings = bool(faults) and all(map(_is_setting, faults))
    return [
        each
        for each in differing
        if not (each.kind is Kind.SIGNED and each.name in unsigned)
        and not (each.kind in _OF_CATALOG and each.name in told)
        and not (only_settings and each.kind in _OF_PAGES)
        and not (each.kind is Kind.TEXT_ADDED and any(_lies_in(each, *place) for place in pictures))
    ]


def _is_setting(fault: Fault) -> bool:
    """Whether a fault leaves what pages are drawn with as it was: how they are shown, or said of the file."""
    if fault.kind is FaultKind.CATALOG:
        return fault.name not in _CONTENT_OF_CATALOG
    return fault.kind in _SETTINGS or (fault.kind is FaultKind.PAGE and fault.name in _SETTINGS_OF_PAGE)


def _lies_in(each: Difference, page: int, box: Box) -> bool:
    if each.box is None or each.page != page:
        return False
    left, bottom, right, top = each.box
    return box[0] - 1 <= left and right <= box[2] + 1 and box[1] - 1 <= bottom and top <= box[3] + 1


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
_OF_LOOKS = frozenset((Kind.FIELD_PICTURE_ADDED, Kind.FIELD_PICTURE_CHANGED))
_OF_PAGES = frozenset((
    Kind.TEXT, Kind.TEXT_ADDED, Kind.RUNNING_TEXT, Kind.MARGIN_TEXT, Kind.PAGE_CONTENT, Kind.LOOKS, Kind.HIDDEN,
    Kind.DRAWING_ADDED,
))  # fmt: skip
_SETTINGS = frozenset((FaultKind.VIEWER, FaultKind.INFORMATION, FaultKind.METADATA, FaultKind.WITHOUT_REASON))
_SETTINGS_OF_PAGE = frozenset((
    '/Rotate', '/UserUnit', '/Tabs', '/Dur', '/Trans', '/B', '/VP', '/LastModified', '/PieceInfo', '/Metadata', '/AA',
    '/StructParents', '/PZ', '/Thumb', '/ID',
))  # fmt: skip
_CONTENT_OF_CATALOG = frozenset((
    '/OCProperties', '/Pages', '/AcroForm', '/StructTreeRoot', '/NeedsRendering', '/Collection', '/Perms', '/DPartRoot',
))  # fmt: skip
"""What may change what pages show."""
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
