"""A promise's commitments as a table: one line for each commitment and target, and back into the promise's data."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from docgen.context.target_text import target_text
from docgen.context.words_for_choices import PROMISERS, THEMES
from docgen.model import Comparator, Per, Scope
from docgen.swedish import join_list, slug
from docgen.tables.table import CellKind, Column, Row, Table, TableChange, is_clearing, shown
from docgen.workspace.yaml_update import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.model import Promise
    from docgen.tables.table import ReadRow
    from docgen.workspace import Workspace

SHEET = "Löften"
_YES_NO = {'true': "Ja", 'false': "Nej"}
_COMPARATORS = {
    Comparator.AT_LEAST.value: "Minst",
    Comparator.EXACTLY.value: "Exakt",
    Comparator.AT_MOST.value: "Högst",
    Comparator.ALL.value: "Alla",
    Comparator.NONE.value: "Inga",
    Comparator.YES_NO.value: "Görs eller görs inte",
}
_PER = {
    Per.PERIOD.value: "Hela löftesperioden",
    Per.DAY.value: "Dag",
    Per.WEEK.value: "Vecka",
    Per.MONTH.value: "Månad",
    Per.YEAR.value: "År",
}
_SCOPES = {Scope.TOTAL.value: "Sammanlagt", Scope.PER_PLACE.value: "På varje plats"}
_EXPLANATION = (
    "Varje rad är ett löfte och ett av dess mått. Grå celler är låsta.",
    "Det som gäller hela löftet skrivs på löftets första rad.",
    "En tom cell ändrar inget som står i data. Skriv – (ett streck) i cellen för att ta bort uppgiften.",
    "Ett mått tas bort med – under Jämförelse; ett helt löfte med Ja under Ta bort på dess första rad.",
    "Ett nytt löfte skrivs på en tom rad sist: Löfte-id kan vara tomt, då görs det av rubriken.",
    "Ett nytt mått till ett löfte skrivs på en tom rad sist, med löftets id.",
    "Frågor och svar och delvillkor skrivs i YAML-filen; de finns kvar när tabellen läses in.",
)
_OF_COMMITMENT = (
    'number', 'title', 'short_text', 'text', 'promised_by', 'parties', 'theme', 'focus_area', 'functions', 'places',
    'target_group', 'when', 'deadline', 'condition',
)  # fmt: skip
_OF_TARGET = ('comparator', 'number', 'unit', 'unit_one', 'per', 'average', 'scope')
_HELD = (('targets', "mått"), ('questions', "frågor med svar"))
_REQUIRED = frozenset(('number', 'title', 'short_text', 'text', 'promised_by', 'theme'))
_DEFAULTS = {'per': Per.PERIOD.value, 'average': False, 'scope': Scope.TOTAL.value}


def columns(workspace: Workspace, promise: Promise) -> tuple[Column, ...]:
    """Give the table's columns; the focus areas are those of the promise's agreement."""
    agreement = workspace.agreements.get(promise.agreement)
    areas = {each.id: each.title for each in agreement.focus_areas} if agreement else {}
    choice, whole, listed = CellKind.CHOICE, CellKind.WHOLE, CellKind.LIST
    promisers = {key.value: word for key, word in PROMISERS.items()}
    themes = {key.value: word for key, word in THEMES.items()}
    return (
        Column('id', "Löfte-id", "Löftets namn i data, detsamma år efter år.", locked=True, width=20),
        Column('number', "Nr", "Löftets nummer i listan.", whole, width=5),
        Column('title', "Rubrik", "Kort rubrik.", width=28),
        Column('short_text', "Kort text", "Så som löftet står i listan på webben.", width=44),
        Column('text', "Text", "Den fullständiga texten.", width=60),
        Column('promised_by', "Vem som lovar", "Polisen, kommunen eller båda.", choice, promisers, width=22),
        Column('parties', "Parter", "Parternas id, om det inte är alla av slaget.", listed, width=16),
        Column('theme', "Tema", "Vad löftet handlar om.", choice, themes, width=20),
        Column('focus_area', "Område", "Prioriterat område i överenskommelsen.", choice, areas, width=22),
        Column('functions', "Deltar", "Funktioner som deltar, med semikolon emellan.", listed, width=24),
        Column('places', "Platser", "Platser, med semikolon emellan.", listed, width=24),
        Column('target_group', "Målgrupp", "Vilka löftet är till för.", width=20),
        Column('when', "När", "När det görs, i ord.", width=20),
        Column('deadline', "Senast", "Sista dag, ÅÅÅÅ-MM-DD.", CellKind.DAY, width=12),
        Column('condition', "Villkor", "Till exempel om önskemål finns.", width=20),
        Column('target', "Mått nr", "Vilket av löftets mått.", whole, locked=True, width=7, target=True),
        Column('comparator', "Jämförelse", "Hur utfallet jämförs.", choice, _COMPARATORS, width=14, target=True),
        Column('target_number', "Tal", "Talet, med siffror.", CellKind.NUMBER, width=8, target=True),
        Column('unit', "Enhet", "Vad som räknas: trygghetsvandringar, timmar, %.", width=20, target=True),
        Column('unit_one', "Enhet i ental", "Om talet kan vara ett: trygghetsvandring.", width=18, target=True),
        Column('per', "Per", "Under vilken tid talet gäller.", choice, _PER, width=16, target=True),
        Column('average', "Genomsnitt", "Om talet är ett genomsnitt.", choice, _YES_NO, width=11, target=True),
        Column('scope', "Var", "Sammanlagt, eller på var och en av platserna.", choice, _SCOPES, width=15, target=True),
        Column('remove', "Ta bort", "Ja tar bort löftet eller måttet.", choice,
               {'true': "Ja"}, width=8, target=True, clearable=False),
    )  # fmt: skip


def commitment_table(workspace: Workspace, promise: Promise, data: Any) -> Table:
    """Give the table of a promise's commitments.

    Args:
        workspace: where its agreement stands.
        promise: the promise.
        data: the promise as it stands in its file.
    """
    rows = [row for index in range(len(data['commitments'])) for row in _rows(promise, data, index)]
    return Table(SHEET, columns(workspace, promise), tuple(rows), _EXPLANATION, empty_rows=20)


def with_commitment_rows(
    workspace: Workspace, promise: Promise, data: Any, rows: Sequence[ReadRow]
) -> tuple[Any, list[TableChange], list[str], list[tuple[int, str]]]:
    """Put a table's values into a promise.

    Args:
        workspace: where its agreement stands.
        promise: the promise.
        data: the promise as it stands in its file; it is not changed.
        rows: the table as it was read.

    Returns:
        The new data; each value that differs; sentences about lines that are missing; and the number of each line
        that has no place in the promise, with a sentence.
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


def _rows(promise: Promise, data: Any, index: int) -> Iterator[Row]:
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
            values['asked'] = target_text(promise.commitments[index].targets[number])
        yield Row(values, first=number == 0)


def _column(key: str) -> str:
    return 'target_number' if key == 'number' else key


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
        self.strange: list[tuple[int, str]] = []
        self.seen: set[str] = set()
        self._new: list[Any] = []
        self._gone: list[Any] = []
        self._gone_targets: list[tuple[Any, Any]] = []

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
                    self.strange.append((row.number, f"Cell {where}: ”{heading}” skrivs på löftets första rad."))
        self._target(commitment, row, about, first=first)

    def finished(self) -> Any:
        """Give the data without what was to be removed."""
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
                (row.number, f"Rad {row.number} hör inte till något löfte, och har ingen rubrik till ett nytt.")
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
            self.strange.append((row.number, f"Rad {row.number}: löftet har inget mått {number}."))
            return
        target = targets[number - 1] if number is not None else None
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
        for key in _OF_TARGET:
            self._set(target, key, row, _column(key), about, default=_DEFAULTS.get(key))

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
        if not any(each is owner or owner in (each.get('targets') or ()) for each in self._new):
            before, after = shown(old, column), shown(value, column)
            self.changes.append(TableChange(row.cells[column_key].name, about, column.heading, before, after))
        if value is None and key not in _REQUIRED:
            owner.pop(key, None)
        else:
            owner[key] = value
