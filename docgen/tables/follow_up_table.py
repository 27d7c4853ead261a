"""A follow-up as a table: one line for each commitment, party and target, and back into the follow-up's data."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from docgen.context.target_text import sub_condition_text, target_text
from docgen.context.words_for_choices import PRECISIONS, REASONS, STATUSES
from docgen.model import Count, Precision, Scope
from docgen.starter.next_follow_up import empty_outcomes
from docgen.tables.table import CellKind, Column, NoPlace, Row, Table, TableChange, is_clearing, shown
from docgen.workspace.yaml_update import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.model import Commitment, Promise
    from docgen.tables.table import ReadRow
    from docgen.workspace import Workspace

SHEET = "Uppföljning"
_YES_NO = {'true': "Ja", 'false': "Nej"}
_PRECISIONS = {
    precision.value: "Räknat" if precision is Precision.EXACT else words.capitalize()
    for precision, words in PRECISIONS.items()
}
_STATUSES = {status.value: each['word'] for status, each in STATUSES.items()}
_REASONS = {each.value: word for each, word in REASONS.items()}
COLUMNS = (
    Column('commitment', "Löfte-id", "Löftets namn i data.", locked=True, width=20),
    Column('number', "Nr", "Löftets nummer.", CellKind.WHOLE, locked=True, width=5),
    Column('title', "Löfte", "Löftets rubrik.", locked=True, width=30),
    Column('party', "Part", "Vems utfall det är, när parterna redovisas var för sig.", locked=True, width=14),
    Column('target', "Mått nr", "Vilket av löftets mått.", CellKind.WHOLE, locked=True, width=7, target=True),
    Column('sub_condition', "Delvillkor nr", "Vilket delvillkor.", CellKind.WHOLE, locked=True, width=10, target=True),
    Column('asked', "Mått", "Vad som är lovat.", locked=True, width=34, target=True),
    Column('place', "Plats", "Platsen, där måttet gäller på varje plats.", locked=True, width=14, target=True),
    Column(
        'reached',
        "Tal",
        "Vad som nåddes, med siffror. Tomt om ingen har räknat.",
        CellKind.NUMBER,
        width=9,
        target=True,
    ),
    Column('precision', "Säkerhet", "Hur säkert talet är.", CellKind.CHOICE, _PRECISIONS, width=12, target=True),
    Column('status', "Status", "Hur det gick.", CellKind.CHOICE, _STATUSES, width=18),
    Column('assessed_by', "Bedömt av", "Krävs för Genomfört när talet är ungefärligt eller saknas.", width=20),
    Column('comment', "Kommentar", "Vad som gjordes, så att en invånare förstår det.", width=50),
    Column('reason', "Skäl", "Varför löftet inte hölls i sin helhet.", CellKind.CHOICE, _REASONS, width=18),
    Column('substitute', "Gjordes i stället", "Om något annat gjordes.", width=30),
    Column('next_step', "Nästa steg", "Vad som händer nu.", width=30),
    Column('continues', "Fortsätter", "Om löftet fortsätter i nästa period.", CellKind.CHOICE, _YES_NO, width=10),
)
_BY_KEY = {column.key: column for column in COLUMNS}
_OF_OUTCOME = ('status', 'assessed_by', 'comment', 'reason', 'substitute', 'next_step', 'continues')
_LOCKED_WORDS = ('number', 'title', 'asked')
"""Locked, and no part of what tells a line."""
_REQUIRED = ('status', 'comment')
_KEY = ('commitment', 'party_id', 'target', 'sub_condition', 'place')
"""What tells a line from all others."""
_EXPLANATION = (
    "Varje rad är ett mått i ett löfte. Grå celler är låsta.",
    "Status, kommentar och det övriga om löftet skrivs på löftets första rad.",
    "En tom cell ändrar inget som står i data. Skriv – (ett streck) i cellen för att ta bort uppgiften.",
    "Läs in tabellen med docgen follow-up … --from FIL. docgen visar först vad som ändras.",
    "Händelser (datum och plats) skrivs i YAML-filen; de finns kvar när tabellen läses in.",
)


def follow_up_table(workspace: Workspace, promise: Promise, data: Any) -> Table:
    """Give the table of a follow-up.

    Args:
        workspace: where the parties stand.
        promise: what is followed up.
        data: the follow-up as it stands in its file.
    """
    outcomes = _with_missing(workspace, promise, data)
    rows = [row for commitment in promise.commitments for row in _rows(workspace, commitment, outcomes)]
    return Table(SHEET, COLUMNS, tuple(rows), _EXPLANATION)


def with_follow_up_rows(
    workspace: Workspace, promise: Promise, data: Any, rows: Sequence[ReadRow]
) -> tuple[Any, list[TableChange], list[str], list[NoPlace]]:
    """Put a table's values into a follow-up.

    Args:
        workspace: where the parties stand.
        promise: what is followed up.
        data: the follow-up as it stands in its file; it is not changed.
        rows: the table as it was read.

    Returns:
        The new data; each value that differs; sentences about lines that are missing; and what has no place in
        the follow-up: whole lines and single cells.
    """
    new = copy.deepcopy(data)
    new['outcomes'] = _with_missing(workspace, promise, data)
    rows_of = (_rows(workspace, commitment, new['outcomes']) for commitment in promise.commitments)
    placed = {tuple(row.values[key] for key in _KEY): row for its_rows in rows_of for row in its_rows}
    names = {workspace.parties[party].name: party for party in promise.parties if party in workspace.parties}
    changes: list[TableChange] = []
    notes: list[str] = []
    strange: list[NoPlace] = []
    seen = set()
    for row in rows:
        party = names.get(str(row.value('party') or ''), row.value('party')) or ''
        key = (row.value('commitment'), party, row.value('target'), row.value('sub_condition'), row.value('place'))
        if key not in placed:
            strange.append(NoPlace(row.number, f"Rad {row.number} hör inte till något mått i löftet."))
            continue
        if key in seen:
            strange.append(NoPlace(row.number, f"Rad {row.number} gäller samma mått som en tidigare rad."))
            continue
        seen.add(key)
        known = placed[key]
        outcome = new['outcomes'][known.values['index']]
        about = ', '.join(filter(None, (str(known.values['title']), str(row.value('party') or ''))))
        strange += _without_place(outcome, row, known)
        changes += _take_outcome(outcome, row, about) if known.first else ()
        changes += _take_count(outcome, row, about, known)
    notes += [
        f"Raden för {row.values['title']}, {row.values['asked'] or 'utan mått'}, saknas; det som står i data är kvar."
        for key, row in placed.items()
        if key not in seen
    ]
    if not changes:
        new = copy.deepcopy(data)
    return new, changes, notes, strange


def _with_missing(workspace: Workspace, promise: Promise, data: Any) -> list[Any]:
    """Give the outcomes with an empty one for each commitment that has none."""
    outcomes = copy.deepcopy(data.get('outcomes') or [])
    for commitment in promise.commitments:
        if not any(each.get('commitment') == commitment.id for each in outcomes):
            for each in empty_outcomes(workspace, promise, commitment):
                outcomes.append({key: value for key, value in each.items() if key != 'counts'})
    return outcomes


def _rows(workspace: Workspace, commitment: Commitment, outcomes: Sequence[Any]) -> Iterator[Row]:
    for index, outcome in enumerate(outcomes):
        if outcome.get('commitment') != commitment.id:
            continue
        party = outcome.get('party') or ''
        named = workspace.parties[party].name if party in workspace.parties else party
        common = {
            'index': index,
            'commitment': commitment.id,
            'number': commitment.number,
            'title': commitment.title,
            'party': named or None,
            'party_id': party,
        }
        for number, line in enumerate(_lines(commitment, outcome)):
            own = {key: outcome.get(key) for key in _OF_OUTCOME} if number == 0 else {}
            yield Row({**common, **line, **own}, first=number == 0)


def _lines(commitment: Commitment, outcome: Any) -> Iterator[dict[str, Any]]:
    """Give what stands on each line about a target; one line without a target where there is none."""
    counts = outcome.get('counts') or []
    knows_parts = 'sub_condition' in Count.model_fields
    for position, target in enumerate(commitment.targets, 1):
        places = commitment.places if target.scope is Scope.PER_PLACE and commitment.places else (None,)
        for place in places:
            yield _line(counts, position, None, place, target_text(target, commitment.condition))
            for part, condition in enumerate(target.sub_conditions if knows_parts else (), 1):
                yield _line(counts, position, part, place, f"varav {sub_condition_text(condition)}")
    if not commitment.targets:
        yield _line([], None, None, None, '')


def _line(counts: Sequence[Any], target: int | None, part: int | None, place: str | None, asked: str) -> dict[str, Any]:
    count: Any = next((each for each in counts if _same_count(each, target, part, place)), {})
    return {
        'target': target,
        'sub_condition': part,
        'asked': asked,
        'place': place,
        'reached': count.get('number'),
        'precision': (count.get('precision') or Precision.EXACT.value)
        if count.get('number') is not None
        else count.get('precision'),
    }


def _same_count(count: Any, target: int | None, part: int | None, place: str | None) -> bool:
    same_place = place is None or count.get('place') == place
    return bool((count.get('target') or 1) == target and count.get('sub_condition') == part and same_place)


def _without_place(outcome: Any, row: ReadRow, known: Row) -> Iterator[NoPlace]:
    """What is written where nothing is read: in a locked cell, not on the first line, as a number of nothing."""
    for key in _LOCKED_WORDS:
        value, own = row.value(key), known.values[key]
        if value is not None and ' '.join(str(value).split()) != ' '.join(str(own or '').split()):
            cell, heading = row.cells[key], _BY_KEY[key].heading
            yield NoPlace(row.number, f"Cell {cell.name}: ”{heading}” är låst och säger annat än data.", cell, heading)
    for key in () if known.first else _OF_OUTCOME:
        value = row.value(key)
        if row.clears(key) or (value is not None and not same(outcome.get(key), value)):
            what = f"Cell {row.cells[key].name}: ”{_BY_KEY[key].heading}” skrivs på löftets första rad."
            yield NoPlace(row.number, what)
    for key in ('reached', 'precision') if known.values['target'] is None else ():
        if row.value(key) is not None:
            what = f"Cell {row.cells[key].name}: Löftet har inget mått som ”{_BY_KEY[key].heading}” kan gälla."
            yield NoPlace(row.number, what)


def _take_outcome(outcome: Any, row: ReadRow, about: str) -> Iterator[TableChange]:
    for key in _OF_OUTCOME:
        value = row.value(key)
        old = outcome.get(key)
        if (value is None and not row.clears(key)) or same(old, value) or (row.clears(key) and is_clearing(old)):
            continue
        column = _BY_KEY[key]
        yield TableChange(row.cells[key].name, about, column.heading, shown(old, column), shown(value, column))
        if value is None and key not in _REQUIRED:
            outcome.pop(key, None)
        else:
            outcome[key] = value


def _take_count(outcome: Any, row: ReadRow, about: str, known: Row) -> Iterator[TableChange]:
    target, part, place = (known.values[key] for key in ('target', 'sub_condition', 'place'))
    if target is None:
        return
    counts = outcome.get('counts') or []
    count = next((each for each in counts if _same_count(each, target, part, place)), None)
    before: Any = count or {}
    number, precision = row.value('reached'), row.value('precision')
    if precision is None and not row.clears('precision') and not row.clears('reached'):
        precision = before.get('precision')
    if number is None and not row.clears('reached') and precision != Precision.UNKNOWN.value:
        number = before.get('number')
    if number is not None and precision is None:
        precision = Precision.EXACT.value
    if same(before.get('number'), number) and (before.get('precision') or Precision.EXACT.value) == (
        precision or Precision.EXACT.value
    ):
        return
    for key, value, old in (
        ('reached', number, before.get('number')),
        ('precision', precision, before.get('precision')),
    ):
        column = _BY_KEY[key]
        if not same(old, value) and not (key == 'precision' and old is None and value == Precision.EXACT.value):
            yield TableChange(row.cells[key].name, about, column.heading, shown(old, column), shown(value, column))
    if number is None and precision in (None, Precision.EXACT.value):
        outcome['counts'] = [each for each in counts if each is not count]
    else:
        made = dict(before) or (
            {'target': target} | ({'sub_condition': part} if part else {}) | ({'place': place} if place else {})
        )
        made |= {'number': number, 'precision': precision}
        outcome['counts'] = [made if each is count else each for each in counts] + ([] if count else [made])
    if not outcome['counts']:
        del outcome['counts']
