"""What differs between two promises or two agreements, by meaning: what is promised, by whom, when, and how it is put.

Commitments are the same when their ids are, whatever their numbers. Years that only follow the period are no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from docgen.changes.marked_texts import MarkedText, marked_texts
from docgen.changes.pairing import moved_ones
from docgen.checks.record_texts import is_gap
from docgen.context.target_text import target_text
from docgen.context.words_for_choices import PROMISERS, THEMES
from docgen.errors import Finding, FindingsError, UsageError
from docgen.model import Agreement, Commitment, FocusArea, Promise
from docgen.model.base import LOOK_OVER_MARK
from docgen.starter.moved_years import with_moved_years
from docgen.swedish import join_list, long_date, period_text
from docgen.workspace import read
from docgen.workspace.json_schemas import attribute_docs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docgen.model import Period, Record
    from docgen.workspace import Workspace


class Matter(StrEnum):
    """What a change is about."""

    TARGET = 'target'
    """What is counted, and how much is promised."""
    RESPONSIBILITY = 'responsibility'
    """Who promises, who takes part, who signs."""
    TIME = 'time'
    """When something is done or holds."""
    WHERE = 'where'
    """Where, and for whom."""
    WORDING = 'wording'
    """How it is put."""
    OTHER = 'other'
    """Theme, focus area, reference numbers and the like."""


class ItemKind(StrEnum):
    """What has happened to a commitment or a focus area."""

    NEW = 'new'
    DROPPED = 'dropped'
    CHANGED = 'changed'
    MOVED = 'moved'
    """Only its place among the others is another."""


@dataclass(frozen=True)
class DiffRequest:
    """Which two periods to compare."""

    root: Path
    """The workspace's folder."""
    old: str
    new: str


@dataclass(frozen=True)
class FieldChange:
    """One value that differs, in words; '' for what is not there."""

    path: tuple[str | int, ...]
    """The keys that lead to it in the new record."""
    label: str
    matter: Matter
    old: str
    new: str


@dataclass(frozen=True)
class ItemChange:
    """A commitment or a focus area that is new, gone, changed or moved."""

    kind: ItemKind
    id: str
    title: str
    number: int | None
    """Its number in the list; the old one of what is gone."""
    text: str = ''
    """What it says, of one that is new or gone."""
    fields: tuple[FieldChange, ...] = ()
    moved: bool = False
    """Whether its place among the others is another, too."""


@dataclass(frozen=True)
class PeriodDiff:
    """All that differs between two records of one kind."""

    old_title: str
    new_title: str
    items: tuple[ItemChange, ...]
    fields: tuple[FieldChange, ...]
    """Of the document as a whole."""
    to_look_over: tuple[MarkedText, ...] = ()
    """Texts of the new one that nobody has looked over since they came with it."""

    @property
    def empty(self) -> bool:
        """Whether nothing differs but years that follow the period."""
        return not self.items and not self.fields


_MATTERS = {
    'targets': Matter.TARGET,
    'promised_by': Matter.RESPONSIBILITY,
    'parties': Matter.RESPONSIBILITY,
    'functions': Matter.RESPONSIBILITY,
    'signatories': Matter.RESPONSIBILITY,
    'bodies': Matter.RESPONSIBILITY,
    'commitments': Matter.RESPONSIBILITY,
    'when': Matter.TIME,
    'deadline': Matter.TIME,
    'period': Matter.TIME,
    'validity': Matter.TIME,
    'places': Matter.WHERE,
    'target_group': Matter.WHERE,
    'theme': Matter.OTHER,
    'focus_area': Matter.OTHER,
    'agreement': Matter.OTHER,
    'grouping': Matter.OTHER,
    'reference_numbers': Matter.OTHER,
    'attachments': Matter.OTHER,
}
_ORDER = tuple(Matter)
"""What matters most to a reader stands first."""
# What follows from the period itself, or only orders the rest.
_UNTOLD = frozenset(('id', 'number', 'signed_on', 'published_on', 'decided_on', 'decided_by', 'previous'))
_ITEMS = frozenset(('commitments', 'focus_areas'))


def diff(request: DiffRequest) -> PeriodDiff:
    """Compare two promises or two agreements of a workspace.

    Raises:
        UsageError: there is no such period (`period-unknown`), or the two are of different kinds (`diff-kinds`).
        FindingsError: the data of one of them cannot be read.
    """
    workspace, old, new = both_records(request)
    return compared(workspace, old, new)


def both_records(request: DiffRequest) -> tuple[Workspace, Promise | Agreement, Promise | Agreement]:
    """Read the two records.

    Raises:
        UsageError, FindingsError: as `diff`.
    """
    loaded = read(request.root, draft=True)
    if loaded.workspace is None:
        raise FindingsError(loaded.findings)
    known: dict[str, Promise | Agreement] = {**loaded.workspace.agreements, **loaded.workspace.promises}
    for period in (request.old, request.new):
        if period not in known:
            if loaded.incomplete:
                raise FindingsError(loaded.findings)
            raise UsageError(
                Finding(
                    'period-unknown',
                    f"Det finns inget löfte och ingen överenskommelse med id ”{period}”.",
                    "Det går bara att jämföra det som finns.",
                    f"De som finns är {', '.join(known) or 'inga'}.",
                )
            )
    old, new = known[request.old], known[request.new]
    if type(old) is not type(new):
        raise UsageError(
            Finding(
                'diff-kinds',
                f"”{old.title}” och ”{new.title}” är olika slags dokument.",
                "Ett löfte jämförs med ett löfte, en överenskommelse med en överenskommelse.",
                "Ange två perioder av samma slag.",
            )
        )
    return loaded.workspace, old, new


def compared(workspace: Workspace, old: Promise | Agreement, new: Promise | Agreement) -> PeriodDiff:
    """Compare two records of one kind.

    Args:
        workspace: where their parties stand.
        old: the earlier one.
        new: the later one.
    """
    comparison = _Comparison(workspace, old.period, new.period)
    key = 'commitments' if isinstance(new, Promise) else 'focus_areas'
    items = comparison.items(getattr(old, key), getattr(new, key), key)
    return PeriodDiff(old.title, new.title, tuple(items), tuple(comparison.fields(old, new, ())), marked_texts(new))


class _Comparison:
    def __init__(self, workspace: Workspace, old: Period, new: Period) -> None:
        self.workspace = workspace
        self.old, self.new = old, new

    def items(self, old: Sequence[Any], new: Sequence[Any], key: str) -> Iterable[ItemChange]:
        """Give the items that differ: new ones first, in the new order, those that are gone last."""
        before = {each.id: each for each in old}
        moved = moved_ones([each.id for each in old], [each.id for each in new])
        for index, item in enumerate(new):
            number = getattr(item, 'number', None)
            if item.id not in before:
                yield ItemChange(ItemKind.NEW, item.id, item.title, number, _gist(item))
                continue
            found = self.fields(before[item.id], item, (key, index))
            fields = tuple(sorted(found, key=lambda each: _ORDER.index(each.matter)))
            if fields or item.id in moved:
                kind = ItemKind.CHANGED if fields else ItemKind.MOVED
                yield ItemChange(kind, item.id, item.title, number, '', fields, item.id in moved)
        for item in old:
            if item.id not in {each.id for each in new}:
                yield ItemChange(ItemKind.DROPPED, item.id, item.title, getattr(item, 'number', None), _gist(item))

    def fields(self, old: Any, new: Any, path: tuple[str | int, ...]) -> Iterable[FieldChange]:
        """Give the values of a record that differ, in the order of the model."""
        kind: type[Record] = type(new)
        labels = attribute_docs(kind)
        for key in type(new).model_fields:
            if key in _UNTOLD or (not path and key in _ITEMS and not isinstance(new, FocusArea)):
                continue
            before, after = self.words(key, getattr(old, key)), self.words(key, getattr(new, key))
            if key == 'reference_numbers':  # another year's are others: only those that are gone are told
                kept = {each.party for each in new.reference_numbers if not is_gap(each.number)}
                gone = [each for each in old.reference_numbers if each.party not in kept and not is_gap(each.number)]
                before, after = self.words(key, gone), ''
            if before == after or with_moved_years(before, self.old, self.new) == after:
                continue
            label = labels.get(key, key).partition('.')[0]
            yield FieldChange((*path, key), label, _MATTERS.get(key, Matter.WORDING), before, after)

    def words(self, key: str, value: Any) -> str:
        """Write a value as a reader would say it, without marks that it must be looked over."""
        return LOOK_OVER_MARK.sub(r'\1', self._words(key, value))

    def _words(self, key: str, value: Any) -> str:
        if value is None:
            return ''
        match key:
            case 'promised_by':
                return PROMISERS[value]
            case 'theme':
                return THEMES[value]
            case 'targets':
                return '; '.join(target_text(each) for each in value)
            case 'deadline':
                return long_date(value)
            case 'period':
                return period_text(value)
            case 'parties':
                return join_list([self._party(each) for each in value])
            case 'functions' | 'places' | 'attachments':
                return join_list(list(value))
        return self._many(key, value)

    def _many(self, key: str, value: Any) -> str:
        match key:
            case 'questions':
                return '\n\n'.join(f'{each.question} {each.answer}' for each in value)
            case 'reference_numbers':
                return '; '.join(f'{each.number} ({self._party(each.party)})' for each in value)
            case 'signatories':
                return '; '.join(f'{each.name}, {each.title} ({self._party(each.party)})' for each in value)
            case 'bodies':
                return '\n\n'.join(f'{each.name}: {each.members}. {each.task} {each.meets or ""}' for each in value)
            case 'commitments':
                return '\n\n'.join(text for group in type(value).model_fields for text in getattr(value, group))
        if isinstance(value, tuple):
            return '\n\n'.join(map(str, value))
        return str(getattr(value, 'value', value))

    def _party(self, party: str) -> str:
        known = self.workspace.parties.get(party)
        return known.name if known else party


def _gist(item: Commitment | FocusArea) -> str:
    return item.short_text if isinstance(item, Commitment) else item.problem
