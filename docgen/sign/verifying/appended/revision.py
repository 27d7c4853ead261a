"""One revision of a PDF (the signed part, or it with some of its incremental updates), and the step to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.fault_kinds import Fault, FaultKind, Happened
from docgen.sign.verifying.appended.pdf_syntax import Ref, Stream, exactly_alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.sign.verifying.appended.signed_part import SignedPart
    from docgen.sign.verifying.appended.update_rules import Update

_DEEPEST = 40
_MOST_PAGES = 100_000
_FITS = frozenset(('/XYZ', '/Fit', '/FitH', '/FitV', '/FitR', '/FitB', '/FitBH', '/FitBV'))

_PDF_DOC = {
    **dict(enumerate('˘ˇˆ˙˝˛˚˜', start=0x18)),
    **dict(enumerate('•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž', start=0x80)),
    0xA0: '€',
}
"""Where PDFDocEncoding (annex D.3) differs from Latin-1."""

Box = tuple[float, float, float, float]
SignedGap = tuple[int, int, int]
"""Bytes: where the part that a signature leaves out begins and ends, and where what it covers ends."""


class Revision:
    """The objects of a state of the file."""

    def __init__(self, signed: SignedPart, newer: dict[int, Any], trailer: dict[str, Any]) -> None:
        """Lay `newer`, objects by number, over the signed part."""
        self.signed, self.newer, self.trailer = signed, newer, trailer
        self._pages: list[Ref] | None = None

    def followed_by(self, update: Update) -> Revision:
        """Give the state after an update."""
        return Revision(self.signed, {**self.newer, **update.objects}, update.trailer)

    def get(self, number: int) -> Any:
        """Give an object's value; None for one that is not there."""
        return self.newer[number] if number in self.newer else self.signed.get(number)

    def has(self, number: int) -> bool:
        """Whether there is such an object."""
        return number in self.newer or self.signed.has(number)

    def resolved(self, value: Any) -> Any:
        """Give what a reference leads to; any other value as it is."""
        for _ in range(_DEEPEST):
            if not isinstance(value, Ref):
                return value
            value = self.get(value.number)
        return None

    def entry(self, holder: Any, *keys: str) -> Any:
        """Give what keys lead to, one after the other, through dictionaries and references; None if nothing."""
        for key in keys:
            holder = self.resolved(holder)
            if not isinstance(holder, dict):
                return None
            holder = holder.get(key)
        return self.resolved(holder)

    @property
    def catalog(self) -> dict[str, Any]:
        """The document's root."""
        root = self.resolved(self.trailer.get('/Root'))
        return root if isinstance(root, dict) else {}

    @property
    def pages(self) -> list[Ref]:
        """The pages in their order."""
        if self._pages is None:
            self._pages = list(self._leaves(self.catalog.get('/Pages'), set()))
        return self._pages

    def _leaves(self, node: Any, seen: set[int], depth: int = 0) -> Iterator[Ref]:
        if not isinstance(node, Ref) or node.number in seen or depth > _DEEPEST or len(seen) > _MOST_PAGES:
            return
        seen.add(node.number)
        entries = self.resolved(node)
        children = self.entry(entries, '/Kids')
        if isinstance(children, list):
            for child in children:
                yield from self._leaves(child, seen, depth + 1)
        elif isinstance(entries, dict):
            yield node


@dataclass
class SignedField:
    """A field that was signed or stamped in a step."""

    name: str
    timestamp: bool
    existing: bool
    """Whether the field was there before."""
    widgets: list[tuple[int, Box]] = field(default_factory=list)
    """Page from 1 and rectangle of each widget that shows; points, origin lower left, before the page is turned."""
    gap: SignedGap | None = None
    """What its value says to cover; None if it says nothing that can be."""


@dataclass
class Step:
    """What one update changed, and what is to be said of it."""

    old: Revision
    new: Revision
    update: Update
    changed: frozenset[int]
    """Objects that were there before and are other now."""
    added: frozenset[int]
    """Objects that were not there before."""
    persons: frozenset[int] = frozenset()
    """Fields in which a person has signed when the file ends: what such a field said before, that signature covers."""
    faults: list[Fault] = field(default_factory=list)
    signed: list[SignedField] = field(default_factory=list)
    new_fields: dict[str, bool] = field(default_factory=dict)
    """Names of new fields, with whether they show."""
    remarks: dict[str, str] = field(default_factory=dict)
    """Harmless entries that signing programs change, by their keys, with the words that they say now, if any."""
    field_entries: set[str] = field(default_factory=set)
    """Such entries in fields that were not signed in this step, which need not be told."""
    proofs: bool = False
    """Whether proofs for signatures were added."""
    widgets: dict[int, str] = field(default_factory=dict)
    """The widgets that may be laid on a page in this step, with their field's name."""
    _roles: dict[int, set[str]] = field(default_factory=dict)
    _holders: dict[int, set[int]] = field(default_factory=dict)

    @classmethod
    def between(cls, old: Revision, new: Revision, update: Update, persons: frozenset[int]) -> Step:
        """Find which objects an update adds and changes.

        Args:
            old: the file before the update.
            new: the file after it.
            update: the objects that it adds or writes anew.
            persons: fields in which a person has signed when the file ends.
        """
        numbers = update.objects
        changed = frozenset(
            each for each in numbers if old.has(each) and not exactly_alike(old.get(each), numbers[each])
        )
        added = frozenset(each for each in numbers if not old.has(each))
        return cls(old, new, update, changed, added, persons)

    def fault(
        self,
        kind: FaultKind,
        name: str = '',
        page: int = 0,
        happened: Happened = Happened.CHANGED,
        entry: str = '',
    ) -> None:
        """Set down a fault.

        Args:
            kind: what is wrong.
            name: what it is wrong with, such as a key; '' where the kind says all.
            page: from 1; 0 where it is on none.
            happened: what became of it.
            entry: which entry of it, by its key; '' where it is none alone.
        """
        self.faults.append(Fault(kind, self.update.start, name, page, happened, entry))

    def fault_of_entry(
        self, kind: FaultKind, name: str, old: dict[str, Any], new: dict[str, Any], key: str, **more: Any
    ) -> None:
        """Set down a fault of one entry of a dictionary, with what it said and says.

        Args:
            kind: what is wrong.
            name: what it is wrong with, as the kind says.
            old: the dictionary before.
            new: the dictionary after.
            key: the entry's.
            more: what else a `Fault` says.
        """
        happened = Happened.ADDED if key not in old else Happened.REMOVED if key not in new else Happened.CHANGED
        before, after = (said(revision.entry(each, key)) for revision, each in ((self.old, old), (self.new, new)))
        self.faults.append(
            Fault(kind, self.update.start, name, happened=happened, entry=key, before=before, after=after, **more)
        )

    def judged(self, value: Any, role: str, holder: int | None = None) -> None:
        """Set down that the object which a reference leads to was judged in a role.

        Args:
            value: the reference; anything else needs no judgement of its own.
            role: a key of `object_rules.REACHED_BY`.
            holder: the only object that may lead to it, if there is only one.
        """
        if isinstance(value, Ref):
            self._roles.setdefault(value.number, set()).add(role)
            if holder is not None:
                self._holders.setdefault(value.number, set()).add(holder)

    def roles(self, number: int) -> set[str]:
        """The roles that an object was judged in."""
        return self._roles.get(number, set())

    def holders(self, number: int) -> set[int]:
        """The objects that may lead to it; empty if that is no matter."""
        return self._holders.get(number, set())

    def same(self, before: Any, after: Any) -> bool:
        """Whether two values of the older and the newer state are alike, be they direct or by reference.

        Where both are the same reference, the object that it leads to is judged as an object.
        """
        return _alike(self.old, before, self.new, after, 0)

    def other_keys(self, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
        """Give the keys whose values are not alike."""
        return [key for key in sorted({*before, *after}) if not self.same(before.get(key), after.get(key))]


def _alike(old: Revision, before: Any, new: Revision, after: Any, depth: int) -> bool:
    if isinstance(before, Ref) and isinstance(after, Ref) and before == after:
        return True
    if depth > _DEEPEST:
        return False
    before, after = old.resolved(before), new.resolved(after)
    if isinstance(before, dict) and isinstance(after, dict):
        keys = {*before, *after}
        return all(_alike(old, before.get(key), new, after.get(key), depth + 1) for key in keys)
    if isinstance(before, list) and isinstance(after, list):
        pairs = zip(before, after, strict=False)
        return len(before) == len(after) and all(_alike(old, one, new, other, depth + 1) for one, other in pairs)
    if isinstance(before, Stream) and isinstance(after, Stream):
        return before.raw == after.raw and _alike(old, before.entries, new, after.entries, depth + 1)
    return bool(before == after) and type(before) is type(after)


def references(value: Any, key: str = '') -> Iterator[tuple[str, int, bool]]:
    """Give each reference within a value: the innermost key that it stands under, the number, and whether it is the
    page of a destination (12.3.2.2)."""
    if isinstance(value, Ref):
        yield key, value.number, False
    elif isinstance(value, Stream):
        yield from references(value.entries, key)
    elif isinstance(value, dict):
        for inner, each in value.items():
            yield from references(each, inner)
    elif isinstance(value, list):
        destination = len(value) > 1 and isinstance(value[1], str) and value[1] in _FITS
        for place, each in enumerate(value):
            if destination and place == 0 and isinstance(each, Ref):
                yield key, each.number, True
            else:
                yield from references(each, key)


def gap_of(revision: Revision, value: dict[str, Any]) -> SignedGap | None:
    """Give what a signature's dictionary says to cover (12.8.1); None if it says nothing that can be."""
    numbers = revision.entry(value, '/ByteRange')
    found = [revision.resolved(each) for each in numbers] if isinstance(numbers, list) else []
    if len(found) != 4 or not all(isinstance(each, int) for each in found):
        return None
    return found[1], found[2], found[2] + found[3]


def said(value: Any) -> str:
    """Give what a value says as text: of a text string itself, of a name, a number or a list of them as in the file,
    without slashes; '' of anything else."""
    if isinstance(value, bytes):
        return text_of(value)
    if isinstance(value, list):
        return ' '.join(map(said, value)) if all(isinstance(each, int | float | str) for each in value) else ''
    return str(value).removeprefix('/') if isinstance(value, int | float | str) else ''


def text_of(value: Any) -> str:
    """Give a text string as text (7.9.2.2)."""
    if not isinstance(value, bytes):
        return ''
    if value.startswith(b'\xfe\xff'):
        return value[2:].decode('utf_16_be', 'replace')
    if value.startswith(b'\xff\xfe'):
        return value[2:].decode('utf_16_le', 'replace')
    if value.startswith(b'\xef\xbb\xbf'):
        return value[3:].decode('utf-8', 'replace')
    return value.decode('latin-1').translate(_PDF_DOC)
