"""A promise's commitments as a table: one line for each commitment and target, and back into the promise's data."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from docgen.model import Per, Scope
from docgen.swedish import join_list, slug
from docgen.tables.commitment_columns import EXPLANATION, SHEET, columns
from docgen.tables.table import CellKind, NoPlace, Row, Table, TableChange, is_clearing, shown
from docgen.workspace.yaml_update import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.model import Promise
    from docgen.tables.table import Column, ReadRow
    from docgen.workspace import Workspace

_OF_COMMITMENT = (
    'number', 'title', 'short_text', 'text', 'promised_by', 'parties', 'theme', 'focus_area', 'functions', 'places',
    'target_group', 'when', 'deadline', 'condition',
)  # fmt: skip
_OF_TARGET = ('comparator', 'number', 'unit', 'unit_one', 'per', 'average', 'scope')
_OF_PART = ('comparator', 'number', 'unit', 'text')
_HELD = (('targets', "mått"), ('questions', "frågor med svar"))
_REQUIRED = frozenset(('number', 'title', 'short_text', 'text', 'promised_by', 'theme'))
_DEFAULTS = {'per': Per.PERIOD.value, 'average': False, 'scope': Scope.TOTAL.value}


def commitment_table(workspace: Workspace, promise: Promise, data: Any) -> Table:
    """Give the table of a promise's commitments.

    Args:
        workspace: where its agreement stands.
        promise: the promise.
        data: the promise as it stands in its file.
    """
    rows = [row for index in range(len(data['commitments'])) for row in _rows(data, index)]
    return Table(SHEET, columns(workspace, promise), tuple(rows), EXPLANATION, empty_rows=20)


def with_commitment_rows(
    workspace: Workspace, promise: Promise, data: Any, rows: Sequence[ReadRow]
) -> tuple[Any, list[TableChange], list[str], list[NoPlace]]:
    """Put a table's values into a promise.

    Args:
        workspace: where its agreement stands.
        promise: the promise.
        data: the promise as it stands in its file; it is not changed.
        rows: the table as it was read.

    Returns:
        The new data; each value that differs; sentences about lines that are missing; and the lines and cells
        that have no place in the promise.
    """
    reading = _Reading(columns(workspace, promise), copy.deepcopy(data))
    for row in rows:
        reading.take(row)
    notes = [
        f"Raden för löftet ”{each.get('title') or each.get('id')}” saknas; löftet är kvar."
        for each in data['commitments']
        if each.get('id') not in reading.seen
    ]
    return reading.finished(), reading.changes, notes, reading.strange


def _rows(data: Any, index: int) -> Iterator[Row]:
    written = data['commitments'][index]
    common = {key: written.get(key) for key in _OF_COMMITMENT}
    targets = written.get('targets') or [None]
    for number, target in enumerate(targets):
        values: dict[str, Any] = {'id': written.get('id')}
        if number == 0:
            values |= common
        if target is not None:
            values['target'] = number + 1
            values |= {_column(key): target.get(key, _DEFAULTS.get(key)) for key in _OF_TARGET}
        yield Row(values, first=number == 0)
        for position, part in enumerate((target or {}).get('sub_conditions') or (), 1):
            of_part = {_column(key): part.get(key) for key in _OF_PART}
            yield Row(
                {'id': written.get('id'), 'target': number + 1, 'sub_condition': position, **of_part}, first=False
            )


def _column(key: str) -> str:
    """Give the column of a target's value, or of a sub-condition's."""
    return {'number': 'target_number', 'text': 'part'}.get(key, key)


def _with_measures(commitment: Any) -> Iterator[Any]:
    """Give a commitment, its targets and their sub-conditions."""
    yield commitment
    for target in commitment.get('targets') or ():
        yield target
        yield from target.get('sub_conditions') or ()


def _whole(commitment: Any) -> str:
    """Say what goes with a commitment: "Trygghetsvandringar (1 mått, 2 frågor med svar)"."""
    held = [f"{len(commitment[key])} {word}" for key, word in _HELD if commitment.get(key)]
    return f"{commitment.get('title')}{f' ({join_list(held)})' if held else ''}"


class _Reading:
    """Takes over the table's lines one after the other."""

    def __init__(self, columns_: Sequence[Column], data: Any) -> None:
        self.columns = {column.key: column for column in columns_}
        self.data = data
        self.changes: list[TableChange] = []
        self.strange: list[NoPlace] = []
        self.seen: set[str] = set()
        self._new: list[Any] = []
        self._gone: list[Any] = []
        self._gone_targets: list[tuple[Any, Any]] = []
        self._gone_parts: list[tuple[Any, Any]] = []
        self._own_rows: list[Any] = []
        """The targets whose own line has come: later ones with their number are of sub-conditions."""

    def take(self, row: ReadRow) -> None:
        commitment = self._commitment(row)
        if commitment is None:
            return
        about = str(commitment.get('title') or row.value('title') or commitment.get('id'))
        first = commitment['id'] not in self.seen
        self.seen.add(commitment['id'])
        if row.value('remove') and first:
            self._gone.append(commitment)
            self.changes.append(TableChange(row.cells['remove'].name, about, "Löftet", _whole(commitment), ''))
            return
        if commitment in self._gone:
            return
        if first:
            for key in _OF_COMMITMENT:
                self._set(commitment, key, row, key, about, default=None)
        else:
            for key in _OF_COMMITMENT:
                if row.clears(key) or (row.value(key) is not None and not same(commitment.get(key), row.value(key))):
                    where, heading = row.cells[key].name, self.columns[key].heading
                    self.strange.append(NoPlace(row.number, f"Cell {where}: ”{heading}” skrivs på löftets första rad."))
        self._target(commitment, row, about, first=first)

    def finished(self) -> Any:
        """Give the data without what was to be removed."""
        for target, part in self._gone_parts:
            target['sub_conditions'].remove(part)
            if not target['sub_conditions']:
                del target['sub_conditions']
        for commitment, target in self._gone_targets:
            commitment['targets'].remove(target)
            if not commitment['targets']:
                del commitment['targets']
        self.data['commitments'] = [each for each in self.data['commitments'] if each not in self._gone]
        return self.data

    def _commitment(self, row: ReadRow) -> Any:
        wanted = str(row.value('id') or '') or (slug(str(row.value('title'))) if row.value('title') else '')
        known = next((each for each in self.data['commitments'] if each.get('id') == wanted), None)
        if known is not None:
            return known
        if not wanted or row.value('title') is None:
            self.strange.append(
                NoPlace(row.number, f"Rad {row.number} hör inte till något löfte, och har ingen rubrik till ett nytt.")
            )
            return None
        made = {'id': wanted, 'number': len(self.data['commitments']) + 1, 'theme': None, 'promised_by': None}
        made |= {'title': None, 'short_text': None, 'text': None}
        self.data['commitments'].append(made)
        self._new.append(made)
        text = str(row.value('short_text') or row.value('text') or '')
        self.changes.append(TableChange(row.cells['title'].name, str(row.value('title')), "Nytt löfte", '', text))
        return made

    def _target(self, commitment: Any, row: ReadRow, about: str, *, first: bool) -> None:
        number = row.value('target')
        targets = commitment.get('targets') or []
        there = any(row.value(_column(key)) is not None for key in _OF_TARGET)
        if number is not None and not 1 <= number <= len(targets):
            self.strange.append(NoPlace(row.number, f"Rad {row.number}: löftet har inget mått {number}."))
            return
        target = targets[number - 1] if number is not None else None
        if row.value('sub_condition') is not None or row.value('part') is not None:
            self._part(target or (targets[-1] if targets else None), row, about)
            return
        if target is not None and (row.clears('comparator') or (row.value('remove') and not first)):
            self._gone_targets.append((commitment, target))
            held = [shown(target[key], self.columns[_column(key)]) for key in _OF_TARGET if key in target]
            name = row.cells['target'].name
            self.changes.append(TableChange(name, about, f"Mått {number}", ' '.join(held), ''))
            return
        if target is None:
            if not there:
                return
            target = {'comparator': None}
            commitment['targets'] = [*targets, target]
        self._own_rows.append(target)
        for key in _OF_TARGET:
            self._set(target, key, row, _column(key), about, default=_DEFAULTS.get(key))

    def _part(self, target: Any, row: ReadRow, about: str) -> None:
        """Take a line of a sub-condition: one that is there, or a new one of the target that the line names."""
        number = row.value('sub_condition')
        if target is None or (number is None and not any(each is target for each in self._own_rows)):
            what = f"Cell {row.cells['part'].name}: ”Varav” skrivs på en egen rad efter måttet, inte på måttets."
            self.strange.append(NoPlace(row.number, what))
            return
        if any(gone is target for _, gone in self._gone_targets):
            return
        parts = target.get('sub_conditions') or []
        if number is not None and not 1 <= number <= len(parts):
            self.strange.append(NoPlace(row.number, f"Rad {row.number}: måttet har inget delvillkor {number}."))
            return
        if number is None:
            part: Any = {'comparator': None, 'text': None}
            target['sub_conditions'] = [*parts, part]
        else:
            part = parts[number - 1]
            if row.clears('comparator') or row.clears('part') or row.value('remove'):
                self._gone_parts.append((target, part))
                held = [shown(part[key], self.columns[_column(key)]) for key in _OF_PART if key in part]
                name = row.cells['sub_condition'].name
                self.changes.append(TableChange(name, about, f"Delvillkor {number}", ' '.join(held), ''))
                return
        for key in _OF_PART:
            self._set(part, key, row, _column(key), about, default=None)

    def _set(self, owner: Any, key: str, row: ReadRow, column_key: str, about: str, *, default: Any) -> None:
        if column_key not in row.cells or (row.value(column_key) is None and not row.clears(column_key)):
            return
        column, value, old = self.columns[column_key], row.value(column_key), owner.get(key)
        if column.kind is CellKind.LIST and value is None and key in owner:
            value = []
        if value is None and default is not None:
            value = default
        if (
            same(old, value)
            or (row.clears(column_key) and is_clearing(old))
            or (old is None and (same(value, default) or value == []))
        ):
            return
        if same(old or None, value or None) and column.kind is CellKind.LIST:
            return
        if not any(each is owner for made in self._new for each in _with_measures(made)):
            before, after = shown(old, column), shown(value, column)
            self.changes.append(TableChange(row.cells[column_key].name, about, column.heading, before, after))
        if value is None and key not in _REQUIRED:
            owner.pop(key, None)
        else:
            owner[key] = value
