"""The next period of a promise or an agreement: a new file made of the old one, with all that must be looked at marked.

What belongs to the old period alone (days, reference numbers) is emptied, so that no check calls the new file finished.
Texts are kept, and every year and day in them is marked. Order and comments of the YAML stay.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.checks.record_texts import texts_of
from docgen.errors import Finding, FindingsError, UsageError
from docgen.model import Agreement, Period, Promise
from docgen.model.base import is_identifier
from docgen.starter.moved_years import following, marked, moved_id, moved_text, of_same_length
from docgen.starter.new_files import NewFile, exists_already, refuse_existing, write_new
from docgen.starter.next_comments import with_last_year
from docgen.starter.next_follow_up import follow_up_text
from docgen.temporary import clear_abandoned
from docgen.workspace import read
from docgen.workspace.changed_file import changed_text
from docgen.workspace.file_names import named_in

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docgen.model import Commitment, FollowUp, Outcome
    from docgen.workspace import Workspace

_FOLDERS = ('agreements', 'promises')
_EMPTIED = ('signed_on', 'published_on', 'decided_on', 'decided_by')
_MOVED = frozenset(('title', 'lead_in'))
_KEPT = frozenset(('signatories',))
_NULL = re.compile(r'^( *(?:- )?[a-z_]+:) null$', re.MULTILINE)
_SCHEMA = re.compile(r'# yaml-language-server:.*\n')
_HEADER = "# Gjord av docgen next {id}. Det som står tomt eller är märkt [se över: …] återstår; se docgen check.\n"
_OLD_HEADER = re.compile(r'^# Gjord av docgen next .*\n', re.MULTILINE)


@dataclass(frozen=True)
class NextRequest:
    """Which period is to have a next one."""

    root: Path
    """The workspace's folder."""
    period: str
    """Id of the promise or agreement that the new one follows."""
    new_id: str | None = None
    """Id of the new one; without, the old id with its years moved."""
    start: datetime.date | None = None
    """The new period's first day; without, the day after the old one's last."""
    end: datetime.date | None = None
    """Its last day; without, it is as long as the old one."""
    all_commitments: bool = False
    """Take along also the commitments that the follow-up says do not continue."""


@dataclass(frozen=True)
class NextReport:
    """What the new period begins with."""

    old_id: str
    new_id: str
    period: Period
    files: tuple[NewFile, ...]
    kept: tuple[Commitment, ...] = ()
    left: tuple[Commitment, ...] = ()
    """Commitments that do not continue, according to the follow-up."""
    undecided: tuple[Commitment, ...] = ()
    """Those of the kept ones of which the follow-up does not say whether they continue."""
    marks: int = 0
    """How many years and days are marked to be looked at."""


def next_period(request: NextRequest) -> NextReport:
    """Write the files of the next period.

    Raises:
        UsageError: as `planned_next`; or a file cannot be written (`next-unwritable`), and then none is.
        FindingsError: the data cannot be read.
    """
    clear_abandoned(request.root / 'data')
    report = planned_next(request)
    write_new(report.files)
    return report


def planned_next(request: NextRequest) -> NextReport:
    """Say what `next_period` would write, without writing it.

    Raises:
        UsageError: there is no such period (`period-unknown`), the new one exists (`next-exists`), or its days or name
            cannot be told from the old one (`next-period-needed`, `next-id-needed`, `next-period-reversed`).
        FindingsError: the data cannot be read, or the old file cannot be copied from (`data-layout`).
    """
    loaded = read(request.root, draft=True)
    workspace = loaded.workspace
    if workspace is not None and request.period in workspace.promises:
        return _next_promise(request, workspace, workspace.promises[request.period])
    if workspace is not None and request.period in workspace.agreements:
        return _next_agreement(request, workspace, workspace.agreements[request.period])
    files = [file for kind in _FOLDERS for file in sorted((request.root / 'data' / kind).glob('*.yaml'))]
    if workspace is None or (loaded.incomplete and named_in(files, request.period)):
        raise FindingsError(loaded.findings)
    names = [file.stem for file in files] if loaded.incomplete else [*workspace.agreements, *workspace.promises]
    known = ', '.join(names) or 'inga'
    raise UsageError(
        Finding(
            'period-unknown',
            f"Det finns inget löfte och ingen överenskommelse med id ”{request.period}”.",
            "Ett nytt år görs av det som finns.",
            f"De som finns är {known}.",
        )
    )


def _next_promise(request: NextRequest, workspace: Workspace, promise: Promise) -> NextReport:
    new_id, period = _new_name(request, promise, workspace.promises)
    final = workspace.final_follow_ups(promise.id)
    outcomes = [outcome for each in final or _latest_follow_up(workspace, promise.id) for outcome in each.outcomes]
    kept, left, undecided = _continuing(promise, outcomes, all_of_them=request.all_commitments)
    source = workspace.sources['promise', promise.id][0]
    data: Any = copy.deepcopy(source.data)
    _move(data, promise, period, new_id)
    data['agreement'] = _agreement(workspace, promise, period)
    data['previous'] = promise.id
    data['commitments'] = [each for each in data['commitments'] if each.get('id') in {one.id for one in kept}]
    for number, commitment in enumerate(data['commitments'], 1):
        commitment['number'] = number
        if 'deadline' in commitment:
            commitment['deadline'] = None
    text = with_last_year(_written(source.file, data, promise.id), promise, kept, outcomes)
    files = [NewFile(source.file.with_name(f'{new_id}.yaml'), text)]
    whole = workspace.root / 'data' / 'follow-ups' / f'{promise.id}.yaml'
    if not final and not whole.exists():
        files.insert(0, NewFile(whole, follow_up_text(workspace, promise)))
    refuse_existing(files)
    marks = text.count("[se över: ")
    return NextReport(promise.id, new_id, period, tuple(files), kept, left, undecided, marks)


def _next_agreement(request: NextRequest, workspace: Workspace, agreement: Agreement) -> NextReport:
    new_id, period = _new_name(request, agreement, workspace.agreements)
    source = workspace.sources['agreement', agreement.id][0]
    data: Any = copy.deepcopy(source.data)
    _move(data, agreement, period, new_id)
    text = _written(source.file, data, agreement.id)
    files = (NewFile(source.file.with_name(f'{new_id}.yaml'), text),)
    refuse_existing(files)
    return NextReport(agreement.id, new_id, period, files, marks=text.count("[se över: "))


def _new_name(request: NextRequest, old: Promise | Agreement, known: Iterable[str]) -> tuple[str, Period]:
    period = of_same_length(old.period, request.start) if request.start else following(old.period)
    start = request.start or (period.start if period else None)
    if start is None:
        raise UsageError(
            Finding(
                'next-period-needed',
                f"”{old.title}” gäller tills vidare, så docgen vet inte när nästa börjar.",
                "Den nya filen behöver en första dag.",
                "Ange den: --start ÅÅÅÅ-MM-DD, och --end om den har ett slut.",
            )
        )
    end = request.end or (period.end if period else None)
    if end is not None and end < start:
        raise UsageError(
            Finding(
                'next-period-reversed',
                f"Perioden skulle sluta {end}, före sin första dag {start}.",
                "En period slutar efter att den har börjat.",
                "Rätta --start eller --end.",
            )
        )
    period = Period(start=start, end=end)
    new_id = request.new_id or moved_id(old.id, old.period, period)
    if new_id is None or new_id == old.id:
        raise UsageError(
            Finding(
                'next-id-needed',
                f"Det går inte att se av ”{old.id}” vad nästa period ska heta.",
                "Namnet står i filnamn och mappar.",
                "Ange det: --id NAMN, med a–z, 0–9 och bindestreck.",
            )
        )
    if not is_identifier(new_id):
        raise UsageError(
            Finding(
                'next-id-unusable',
                f"--id är ”{new_id}”, men får bara innehålla a–z, 0–9 och bindestreck, högst 60 tecken.",
                "Namnet står i filnamn och mappar.",
                f"Skriv till exempel --id {moved_id(old.id, old.period, period) or period.start.year}.",
            )
        )
    if new_id in known:
        raise UsageError(exists_already(f"Det finns redan en period ”{new_id}”."))
    return new_id, period


def _move(data: Any, record: Promise | Agreement, period: Period, new_id: str) -> None:
    """Empty what belongs to the old period, move what names it, and mark the years and days of all other texts."""
    for path, text, technical in texts_of(record):
        *parents, last = path
        target = data
        try:
            for step in parents:
                target = target[step]
            if technical or path[0] in _KEPT or str(target[last]).strip('\n') != text:
                continue
        except (KeyError, IndexError, TypeError):
            continue  # the mark of a gap stands in no file
        target[last] = moved_text(text, record.period, period) if path[0] in _MOVED else marked(text)
    data['id'] = new_id
    data['period'] = {'start': period.start.isoformat()} | ({'end': period.end.isoformat()} if period.end else {})
    for key in _EMPTIED:
        if key in data:
            data[key] = None
    data.setdefault('signed_on', None)
    for each in data.get('reference_numbers') or ():
        each['number'] = None
    for each in data.get('signatories') or ():
        if 'date' in each:
            each['date'] = None


def _written(file: Path, data: Any, old_id: str) -> str:
    """Give the old file's text with the new data, and a line at its top that says where it comes from."""
    text = _NULL.sub(r'\1', changed_text(file, file.read_text('utf-8-sig'), data))
    header = _HEADER.format(id=old_id)
    schema, rest = _SCHEMA.match(text), _OLD_HEADER.sub('', text)
    if schema is None:
        return header + rest
    return schema[0] + header + rest.removeprefix(schema[0])


def _agreement(workspace: Workspace, promise: Promise, period: Period) -> str:
    """Give the agreement of the new promise: the same while it holds, else one of the same parties that does."""
    own = workspace.agreements.get(promise.agreement)
    if own is not None and own.period.covers(period.start):
        return promise.agreement
    for each in sorted(workspace.agreements.values(), key=lambda one: one.period.start, reverse=True):
        if each.period.covers(period.start) and set(each.parties) >= set(promise.parties):
            return each.id
    return promise.agreement


def _latest_follow_up(workspace: Workspace, promise_id: str) -> tuple[FollowUp, ...]:
    """Give the follow-up that reaches furthest into the promise's period, where none is for the whole of it."""
    return workspace.follow_ups_of(promise_id)[-1:]


def _continuing(
    promise: Promise, outcomes: Sequence[Outcome], *, all_of_them: bool
) -> tuple[tuple[Commitment, ...], tuple[Commitment, ...], tuple[Commitment, ...]]:
    """Sort the commitments into those that are kept, those that are left, and those nobody has decided on (kept)."""
    kept, left, undecided = [], [], []
    for commitment in promise.commitments:
        said = [each.continues for each in outcomes if each.commitment == commitment.id and each.continues is not None]
        if said and not any(said) and not all_of_them:
            left.append(commitment)
            continue
        kept.append(commitment)
        if outcomes and not said:
            undecided.append(commitment)
    return tuple(kept or promise.commitments), tuple(left if kept else ()), tuple(undecided)
