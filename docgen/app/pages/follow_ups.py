"""Uppföljning: begin one, fill it in as a table or one outcome at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.app.data.record_files import RecordFile, record_files
from docgen.app.data.saving import NO_FILE, ChangedMeanwhileError
from docgen.app.forms.kinds import Kind, questions
from docgen.app.forms.values import read, shown
from docgen.app.pages import record_form, record_lists
from docgen.app.pages.form_hints import proposed_status, target_sentences
from docgen.app.pages.record_addresses import (
    OUTCOMES,
    Part,
    follow_ups_of,
    item_index,
    period_file,
    period_trail,
    replaced,
)
from docgen.app.pages.record_lists import RecordList
from docgen.errors import FindingsError
from docgen.model import Count, Outcome
from docgen.starter.next_follow_up import follow_up_text

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.forms.kinds import Choice
    from docgen.app.server.visit import Visit

_STATUSES = next(each.choices for each in questions(Outcome) if each.key == 'status')
_PRECISIONS = next(each.choices for each in questions(Count) if each.key == 'precision')


def follow_ups(visit: Visit) -> Response:
    """Show a promise's follow-ups, or offer to begin one."""
    period = visit.part('period')
    promise = period_file(visit, 'promise')
    found = follow_ups_of(visit, period)
    return visit.page(
        'follow_ups',
        f"Uppföljning av {promise.title}",
        period=period,
        trail=period_trail(period),
        files=found,
        commitments=len(promise.data.get('commitments') or ()),
    )


def begin(visit: Visit) -> Response:
    """Begin a follow-up: one outcome for each commitment, the rest is asked for."""
    period = visit.part('period')
    promise = period_file(visit, 'promise')
    path = visit.desk.root / 'data' / 'follow-ups' / f'{promise.path.stem}.yaml'
    workspace = visit.desk.state().workspace
    written = workspace.promises.get(promise.id) if workspace else None
    if workspace is None or written is None:
        raise FindingsError(visit.desk.state().of_file(promise.path) or visit.desk.state().errors())
    try:
        text = follow_up_text(workspace, written)
        visit.desk.saves.save(path, text, NO_FILE, f"Ny uppföljning av {promise.title}")
    except ChangedMeanwhileError:
        return visit.go(f'/period/{period}/uppfoljning', "Det finns redan en uppföljning. Inget är gjort.")
    return visit.go(f'/period/{period}/uppfoljning/{path.stem}', "Uppföljningen är påbörjad. Fyll i hur det gick.")


def table(visit: Visit) -> Response:
    """Show a follow-up as a table."""
    file = _file(visit)
    return _table_page(visit, file, _outcomes(file))


def _table_page(visit: Visit, file: RecordFile, outcomes: list[dict[str, Any]], *, conflict: bool = False) -> Response:
    """The table with the outcomes as they are filled in; where the file is another meanwhile, with what it says."""
    state = visit.desk.state()
    address = _address(file)
    promised = next(
        (each.data.get('period') for each in record_files(visit.desk.root, 'promise') if each.id == file.id), None
    )
    rows = []
    differences = []
    for index, outcome in enumerate(outcomes):
        commitment = _commitment(visit, file, outcome)
        count = _first_count(outcome)
        title = str(commitment.get('title') or outcome.get('commitment') or '')
        differences += [(title, *each) for each in _differences(_outcomes(file)[index], outcome)]
        rows.append({
            'index': index,
            'of': _key(outcome),
            'title': title,
            'party': str(outcome.get('party') or ''),
            'sentences': target_sentences(commitment),
            'countable': bool(commitment.get('targets')) or bool(count),
            'number': shown(Kind.NUMBER, count.get('number')),
            'precision': str(count.get('precision') or 'exact'),
            'status': str(outcome.get('status') or ''),
            'proposed': proposed_status(commitment, outcome, file.data.get('period'), promised),
            'assessed_by': shown(Kind.LINE, outcome.get('assessed_by')),
            'comment': shown(Kind.TEXT, outcome.get('comment')),
            'findings': state.of_file(file.path, f'outcomes[{index + 1}]'),
        })  # fmt: skip
    others = [each for each in state.of_file(file.path) if not (each.place.key or '').startswith('outcomes[')]
    return visit.page(
        'follow_up_table',
        file.title,
        status=409 if conflict else 200,
        errors=conflict,
        conflict=conflict,
        differences=differences,
        period=file.id,
        trail=period_trail(file.id, (f'/period/{file.id}/uppfoljning', "Uppföljning")),
        rows=rows,
        record=str(file.data.get('id') or file.id),
        findings=[*file.unreadable, *others],
        address=address,
        opened=file.version,
        statuses=_STATUSES,
        precisions=_PRECISIONS,
    )


def take_table(visit: Visit) -> Response:
    """Save the table: what was not touched stays as it is."""
    file = _file(visit)
    outcomes = [_filled(visit, _row_of(visit, index, each), each) for index, each in enumerate(_outcomes(file))]
    part = Part(file, _address(file), file.title, (), period=file.id)
    try:
        note = record_form.save(visit, part, replaced(file.data, ('outcomes',), outcomes), visit.typed('opened'))
    except ChangedMeanwhileError:
        return _table_page(visit, file, outcomes, conflict=True)
    return visit.go(part.address, note)


def _key(outcome: dict[str, Any]) -> str:
    """What tells an outcome from the others of its follow-up, should their order change."""
    return f'{outcome.get("commitment")}|{outcome.get("party")}'


def _row_of(visit: Visit, index: int, outcome: dict[str, Any]) -> int:
    """The row that was filled in for an outcome: its own, unless the file has another order than the form had."""
    rows = [int(name.removesuffix('.of')) for name in visit.form if re.fullmatch(r'[0-9]{1,4}\.of', name)]
    meant = [row for row in rows if visit.typed(f'{row}.of') == _key(outcome)]
    return index if index in meant or not rows else meant[0] if meant else -1


def _differences(theirs: dict[str, Any], mine: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What the file says otherwise than what was typed: label, the file's, the typed."""
    shown_so = [
        (
            ("Uppnått tal", shown(Kind.NUMBER, _first_count(each).get('number'))),
            ("Hur säkert", _label(_PRECISIONS, _first_count(each).get('precision') or 'exact')),
            ("Utfall", _label(_STATUSES, each.get('status'))),
            ("Vem har bedömt", shown(Kind.LINE, each.get('assessed_by'))),
            ("Kommentar", shown(Kind.TEXT, each.get('comment'))),
        )
        for each in (theirs, mine)
    ]
    return [(label, old, new) for (label, old), (_, new) in zip(*shown_so, strict=True) if old != new]


def _label(choices: tuple[Choice, ...], value: object) -> str:
    return next((each.label for each in choices if each.value == value), str(value or ''))


def show_main(visit: Visit) -> Response:
    """Show the form of a follow-up's own fields."""
    return record_form.show(visit, _main(visit))


def take_main(visit: Visit) -> Response:
    """Take it."""
    return record_form.take(visit, _main(visit))


def show_outcome(visit: Visit) -> Response:
    """Show the form of one outcome."""
    return record_form.show(visit, _list(visit).item(visit, visit.part('item')))


def take_outcome(visit: Visit) -> Response:
    """Take it."""
    return record_form.take(visit, _list(visit).item(visit, visit.part('item')))


def show_list(visit: Visit) -> Response:
    """Show the outcomes in order."""
    return record_lists.show(visit, _list(visit))


def change_list(visit: Visit) -> Response:
    """Add, move, copy or remove one."""
    return record_lists.change(visit, _list(visit))


def _file(visit: Visit) -> RecordFile:
    found = [each for each in follow_ups_of(visit, visit.part('period')) if each.path.stem == visit.part('file')]
    if not found:
        raise visit.missing("Uppföljningen finns inte.")
    return found[0]


def _address(file: RecordFile) -> str:
    return f'/period/{file.id}/uppfoljning/{file.path.stem}'


def _trail(file: RecordFile) -> Any:
    return period_trail(file.id, (f'/period/{file.id}/uppfoljning', "Uppföljning"), (_address(file), file.title))


def _main(visit: Visit) -> Part:
    file = _file(visit)
    title = f"Uppgifter om {file.title[:1].lower()}{file.title[1:]}"
    return Part(file, f'{_address(file)}/uppgifter', title, _trail(file), (), ('outcomes',), file.id)


def _list(visit: Visit) -> RecordList:
    file = _file(visit)
    names = tuple(_name(visit, file, each) for each in _outcomes(file))
    return RecordList(OUTCOMES, file, f'{_address(file)}/utfall', _trail(file), file.id, names)


def _name(visit: Visit, file: RecordFile, outcome: dict[str, Any]) -> str:
    """What an outcome is called: as the commitment that it is of."""
    return str(_commitment(visit, file, outcome).get('title') or outcome.get('commitment') or '')


def _outcomes(file: RecordFile) -> list[dict[str, Any]]:
    found = file.data.get('outcomes')
    return [each if isinstance(each, dict) else {} for each in found] if isinstance(found, list) else []


def _commitment(visit: Visit, file: RecordFile, outcome: dict[str, Any]) -> dict[str, Any]:
    promise = next((each for each in record_files(visit.desk.root, 'promise') if each.id == file.id), None)
    items = promise.data.get('commitments') if promise else None
    index = item_index(items if isinstance(items, list) else [], str(outcome.get('commitment')))
    found = items[index] if items and index is not None else {}
    return found if isinstance(found, dict) else {}


def _first_count(outcome: dict[str, Any]) -> dict[str, Any]:
    counts = outcome.get('counts')
    return counts[0] if isinstance(counts, list) and counts and isinstance(counts[0], dict) else {}


def _filled(visit: Visit, index: int, outcome: dict[str, Any]) -> dict[str, Any]:
    """Give an outcome with what the table's row says of it."""
    filled = dict(outcome)
    if index < 0:
        return filled  # the form had no row for it
    for key, kind in (('status', Kind.LINE), ('assessed_by', Kind.LINE), ('comment', Kind.TEXT)):
        _put(filled, key, kind, visit.typed(f'{index}.{key}'))
    if f'{index}.number' in visit.form:
        count = dict(_first_count(outcome))
        _put(count, 'number', Kind.NUMBER, visit.typed(f'{index}.number'))
        if visit.typed(f'{index}.precision') != str(count.get('precision') or 'exact'):
            count['precision'] = visit.typed(f'{index}.precision')
        if count != _first_count(outcome):
            rest = list(outcome.get('counts') or [])[1:]
            filled['counts'] = [{'target': 1, **count}, *rest]
    order = [key for key in Outcome.model_fields if key in filled]
    return {key: filled[key] for key in [*order, *(key for key in filled if key not in order)]}


def _put(data: dict[str, Any], key: str, kind: Kind, typed: str) -> None:
    if typed == shown(kind, data.get(key)):
        return
    value = read(kind, typed)
    if value == '':
        data.pop(key, None)
    else:
        data[key] = value
