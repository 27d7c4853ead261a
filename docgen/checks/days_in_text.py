"""Days that a text tells, against the data: weekdays, the days of what was done, the years that a text is about.

Warnings: a weekday that the day is not; an event whose text tells another day than its date; a comment that tells as
done what lies after the follow-up, or of another season than its events; a title with other years than the period; a
promise that names another agreement's years.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.checks.finding_words import snippet
from docgen.checks.order_of_dates import span
from docgen.checks.record_texts import record_entries, texts_of
from docgen.checks.target_numbers import names_unit
from docgen.errors import Finding, Severity
from docgen.model import Agreement, FollowUp, Promise
from docgen.swedish import MONTHS, find_dates, find_years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.checks.record_texts import Path, RecordEntry
    from docgen.model import Period
    from docgen.workspace import Workspace

_WEEKDAYS = ('måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag')
_WEEKDAY = re.compile(rf'(?<!\w)(?P<name>{"|".join(_WEEKDAYS)})(?:en)?\s+(?:den\s+)?$', re.IGNORECASE)
_MOVED = re.compile(
    r'(?<!\w)(?:från|i stället|istället|flytta\w*|inställ\w*|ersätt\w*|planera\w*|tänkt\w*)', re.IGNORECASE
)
_TO_COME = re.compile(
    r'(?<!\w)(?:nästa|plan\w*|ska|skall|kommer|fortsätt\w*|blir|hålls|görs|sker|återuppta\w*|senast|inför|till|börjar|'
    r'genomförs|publiceras|redovisas|följs)(?!\w)',
    re.IGNORECASE,
)
_AGREEMENT = re.compile(
    r'överenskommelse\w*\s+(?:för\s+)?(?:åren\s+)?(?P<first>(?:19|20)\d\d)\s*[–-]\s*(?P<last>(?:19|20)\d\d)',
    re.IGNORECASE,
)

_SEASONS = {
    'våren': range(2, 7),
    'sommaren': range(5, 10),
    'hösten': range(8, 13),
    'vintern': (10, 11, 12, 1, 2, 3, 4),
}
_IN_SEASON = re.compile(
    r'(?<!\w)(?:alla|samtliga)\s+[^.!?\n]{0,120}?(?:gjordes|genomfördes|hölls|skedde|blev\s+av|ägde\s+rum)\s+(?:på|under)\s+'
    r'(?P<season>' + '|'.join(_SEASONS) + r')(?!\w)',
    re.IGNORECASE,
)

_MONTH = re.compile(rf'(?<!\w)(?:i|till|under)\s+(?P<month>{"|".join(MONTHS)})(?!\w)', re.IGNORECASE)
_WAS_DONE = re.compile(
    r'(?<!\w)(?:gjorde|gjordes|hölls|höll|genomförde|genomfördes|blev\s+(?:gjord\w*|av)|gick|ordnade)(?!\w)',
    re.IGNORECASE,
)


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where the days and years of texts are other than those of the data."""
    for entry in record_entries(workspace):
        for path, text, technical in texts_of(entry.record):
            if not technical:
                yield from _weekdays(entry, path, text)
        record = entry.record
        if isinstance(record, FollowUp):
            yield from _events(entry, record)
            yield from _comments(entry, record)
            yield from _seasons(entry, record)
            yield from _months(entry, record)
        if isinstance(record, Agreement | Promise):
            yield from _title(entry, record.title, record.period)
        if isinstance(record, Promise) and record.agreement in workspace.agreements:
            yield from _agreement(entry, record, workspace.agreements[record.agreement])


def _weekdays(entry: RecordEntry, path: Path, text: str) -> Iterator[Finding]:
    for date in find_dates(text):
        named = _WEEKDAY.search(text[: date.start])
        if named is None or date.date is None:
            continue
        real = _WEEKDAYS[date.date.weekday()]
        if named['name'].lower() != real:
            yield _warning(
                entry,
                path,
                'text-weekday',
                f"”{snippet(text, named.start(), date.end)}”: den dagen är en {real}.",
                "Läsaren vet inte vilken av dagarna som gäller.",
                "Rätta veckodagen eller datumet.",
            )


def _events(entry: RecordEntry, follow_up: FollowUp) -> Iterator[Finding]:
    for index, outcome in enumerate(follow_up.outcomes):
        for position, event in enumerate(outcome.events):
            days = [each.date for each in find_dates(event.text) if each.date]
            if len(days) != 1 or _MOVED.search(event.text):
                continue
            outside = event.date is None and not follow_up.period.covers(days[0])
            if outside or (event.date is not None and event.date != days[0]):
                expected = f"men händelsen är daterad {event.date}" if event.date else "men uppföljningen gäller "
                yield _warning(
                    entry,
                    ('outcomes', index, 'events', position, 'text'),
                    'event-text-date',
                    f"Händelsens text säger {days[0]}, {expected}{'' if event.date else span(follow_up.period)}.",
                    "Läsaren ser två olika dagar.",
                    "Rätta texten eller date.",
                )


def _comments(entry: RecordEntry, follow_up: FollowUp) -> Iterator[Finding]:
    """What is told without any word of what is to come, but lies after the day that the follow-up was ready."""
    if follow_up.dated is None:
        return
    for index, outcome in enumerate(follow_up.outcomes):
        for sentence in re.finditer(r'[^.!?\n]+', outcome.comment):
            if _TO_COME.search(sentence[0]):
                continue
            late = next((each for each in find_dates(sentence[0]) if each.date and each.date > follow_up.dated), None)
            if late is not None:
                yield _warning(
                    entry,
                    ('outcomes', index, 'comment'),
                    'comment-date-later',
                    f"Kommentaren nämner {late.date}, men uppföljningen är daterad {follow_up.dated}.",
                    "Det som har gjorts kan inte ha hänt senare. Ofta är det årtalet som är fel.",
                    "Rätta datumet, eller skriv att det ska ske.",
                )


def _months(entry: RecordEntry, follow_up: FollowUp) -> Iterator[Finding]:
    """What is told as done in a month that the follow-up is not of: "tre gjordes i augusti" of January to June."""
    first, last = follow_up.period.start, follow_up.period.end
    if last is None or first.year != last.year:
        return
    for index, outcome in enumerate(follow_up.outcomes):
        for sentence in re.finditer(r'[^.!?\n]+', outcome.comment):
            words = re.sub(r'(?<!\w)från\s+\w+\s+till(?!\w)', 'under', sentence[0])
            if _TO_COME.search(words) or _MOVED.search(words) or find_years(words) or not _WAS_DONE.search(words):
                continue
            for found in _MONTH.finditer(words):
                if not first.month <= MONTHS.index(found['month'].lower()) + 1 <= last.month:
                    yield _warning(
                        entry,
                        ('outcomes', index, 'comment'),
                        'comment-date-later',
                        f"Kommentaren säger ”{found[0]}”, men uppföljningen gäller {span(follow_up.period)}.",
                        "Det som redovisas ska ha gjorts under den tiden.",
                        "Rätta månaden, eller uppföljningens period.",
                    )
                    break


def _seasons(entry: RecordEntry, follow_up: FollowUp) -> Iterator[Finding]:
    """All that was done, told of another season than the days of the events."""
    promise = entry.workspace.promises.get(follow_up.promise)
    commitments = {each.id: each for each in promise.commitments} if promise else {}
    for index, outcome in enumerate(follow_up.outcomes):
        targets = commitments[outcome.commitment].targets if outcome.commitment in commitments else ()
        for found in _IN_SEASON.finditer(outcome.comment):
            months = _SEASONS[found['season'].lower()]
            if not any(names_unit(found[0], target) for target in targets):
                continue
            other = next((each.date for each in outcome.events if each.date and each.date.month not in months), None)
            if other is not None:
                yield _warning(
                    entry,
                    ('outcomes', index, 'comment'),
                    'comment-season',
                    f"Kommentaren säger ”{found[0].strip()}”, men en händelse är daterad {other}.",
                    "Läsaren ser händelserna med sina dagar.",
                    "Rätta kommentaren, eller händelsens date.",
                )


def _title(entry: RecordEntry, title: str, period: Period) -> Iterator[Finding]:
    for first, last in find_years(title):
        if first == last or period.end is None or last < period.start.year or first > period.end.year:
            continue  # another time altogether is told by `docgen.checks.dates_in_text`
        if (first, last) != (period.start.year, period.end.year):
            yield _warning(
                entry,
                ('title',),
                'title-years',
                f"Titeln säger {first}–{last}, men perioden är {span(period)}.",
                "Läsaren ser två olika tider för samma dokument.",
                "Rätta titeln eller period.",
            )


def _agreement(entry: RecordEntry, promise: Promise, agreement: Agreement) -> Iterator[Finding]:
    """The years of the agreement that the promise builds on, where its texts name none but others."""
    for path, text, technical in texts_of(promise):
        if technical or path[0] == 'title':
            continue
        named = [(int(each['first']), int(each['last'])) for each in _AGREEMENT.finditer(text)]
        years = (agreement.period.start.year, agreement.period.end.year if agreement.period.end else None)
        if named and not any(first == years[0] and years[1] in (last, None) for first, last in named):
            yield _warning(
                entry,
                path,
                'agreement-years',
                f"Texten nämner överenskommelsen {named[0][0]}–{named[0][1]}, men löftet bygger på "
                f"”{agreement.title}”.",
                "Så blir det ofta när en fil har kopierats från en tidigare period.",
                "Rätta åren i texten, eller agreement.",
            )


def _warning(entry: RecordEntry, path: Path, finding_id: str, what: str, why: str, do: str) -> Finding:
    return Finding(finding_id, what, why, do, entry.place(*path), Severity.WARNING)
