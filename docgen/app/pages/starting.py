"""Nytt: a new promise, agreement or follow-up. Three questions, then what it will be, then it is made."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from docgen.app.data.record_files import FOLDERS, RecordFile, record_files
from docgen.app.data.saving import NO_FILE, ChangedMeanwhileError
from docgen.app.forms.kinds import Kind
from docgen.app.forms.values import read, shown
from docgen.errors import DocgenError, Finding, UsageError
from docgen.starter.next_period import NextRequest, planned_next
from docgen.swedish import slug
from docgen.workspace.yaml_update import written

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.visit import Visit

_YEARS = range(1900, 3000)
KINDS = {'promise': "Medborgarlöfte", 'agreement': "Samverkansöverenskommelse"}


def ask(visit: Visit) -> Response:
    """Ask what is to be made: step by step, with what was answered in the address."""
    kind, copied = visit.asked('slag'), visit.asked('av')
    files = record_files(visit.desk.root, kind) if kind in KINDS else []
    source = next((each for each in files if each.path.stem == copied), None)
    start, end = (_day(visit.asked(name)) for name in ('fran', 'till'))
    wrong = [visit.asked(name) for name, day in (('fran', start), ('till', end)) if visit.asked(name) and not day]
    ready = kind in KINDS and bool(start) and bool(end) and start <= end
    return visit.page(
        'starting',
        "Nytt",
        kinds=KINDS,
        kind=kind if kind in KINDS else '',
        files=sorted(files, key=lambda each: each.id, reverse=True),
        source=source,
        start=shown(Kind.DATE, start) or visit.asked('fran'),
        end=shown(Kind.DATE, end) or visit.asked('till'),
        wrong=wrong,
        reversed=bool(start) and bool(end) and start > end,
        plan=_plan(visit, kind, source, start, end) if ready else None,
        promises=[each for each in record_files(visit.desk.root, 'promise') if _unfollowed(visit, each)],
    )


def make(visit: Visit) -> Response:
    """Make what was asked for."""
    kind = visit.typed('slag')
    start, end = _day(visit.typed('fran')), _day(visit.typed('till'))
    if kind not in KINDS or not start or not end or start > end:
        raise UsageError(_incomplete())
    source = next((each for each in record_files(visit.desk.root, kind) if each.path.stem == visit.typed('av')), None)
    planned = _plan(visit, kind, source, start, end)
    if planned['findings']:
        raise UsageError(planned['findings'])
    try:
        for path, text in planned['files']:
            visit.desk.saves.save(path, text, NO_FILE, f"Ny fil: {planned['title']}")
    except ChangedMeanwhileError:
        raise UsageError(_there(planned['id'])) from None
    return visit.go(
        f'/period/{planned["id"]}', f"{planned['title']} är påbörjat. Gå igenom det som är märkt eller tomt."
    )


def _unfollowed(visit: Visit, promise: RecordFile) -> bool:
    return all(each.id != promise.id for each in record_files(visit.desk.root, 'follow_up'))


def _plan(visit: Visit, kind: str, source: RecordFile | None, start: str, end: str) -> dict[str, Any]:
    """Say what will be made: the files, and what is taken along; or what hinders it."""
    days = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    plan: dict[str, Any] = {
        'start': start,
        'end': end,
        'findings': (),
        'kept': (),
        'left': (),
        'undecided': (),
        'marks': 0,
    }
    if source is None:
        return plan | _empty(visit, kind, start, end)
    try:
        report = planned_next(NextRequest(visit.desk.root, source.id, None, *days))
    except DocgenError as error:
        return plan | {'id': '', 'title': KINDS[kind], 'files': [], 'names': [], 'findings': error.findings}
    return plan | {
        'id': report.new_id,
        'title': f"{KINDS[kind]} {report.new_id}",
        'files': [(each.path, each.text) for each in report.files],
        'names': [each.path.relative_to(visit.desk.root).as_posix() for each in report.files],
        'kept': [each.title for each in report.kept],
        'left': [each.title for each in report.left],
        'undecided': [each.title for each in report.undecided],
        'marks': report.marks,
    }


def _empty(visit: Visit, kind: str, start: str, end: str) -> dict[str, Any]:
    """A file with nothing but its name, title and period."""
    whole_years = start.endswith('-01-01') and end.endswith('-12-31')
    years = start[:4] if start[:4] == end[:4] else f'{start[:4]}-{end[:4]}'
    name = slug(years if whole_years else f'{start}-till-{end}')
    title = f"{KINDS[kind]} {years.replace('-', '–')}"
    path = visit.desk.root / 'data' / FOLDERS[kind] / f'{name}.yaml'
    schema = f'# yaml-language-server: $schema=../schemas/{kind}.json\n'
    text = schema + written({'id': name, 'title': title, 'period': {'start': start, 'end': end}})
    taken = path.exists() or name in {each.id for each in record_files(visit.desk.root, 'promise', 'agreement')}
    return {
        'id': name,
        'title': title,
        'files': [(path, text)],
        'names': [path.relative_to(visit.desk.root).as_posix()],
        'findings': (_there(name),) if taken else (),
    }


def _day(typed: str) -> str:
    """Give the day that was typed, in ISO 8601; empty if it is none, or of a year that no promise is for."""
    try:
        day = datetime.date.fromisoformat(str(read(Kind.DATE, typed)))
    except ValueError:
        return ''
    return day.isoformat() if day.year in _YEARS else ''


def _incomplete() -> Finding:
    return Finding(
        'new-incomplete',
        "Det framgår inte vad som ska göras.",
        "Slag, första dag och sista dag behövs, och den första dagen får inte ligga efter den sista.",
        "Gå tillbaka till Nytt och svara på frågorna.",
    )


def _there(name: str) -> Finding:
    return Finding(
        'new-there',
        f"Det finns redan en fil för {name}.",
        "Den som finns skrivs aldrig över.",
        "Ändra den som finns, eller välj en annan tid.",
    )
