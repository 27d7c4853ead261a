"""The dates and years that the texts tell: days that exist (rule 4 of docs/rules.md), and years that are of the period.

Errors: a day that does not exist. Warnings: a title, lead-in, follow-up's introduction or commitment that names other
years only than those of its period, and a validity that begins or ends another day than the period.
"""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from docgen.checks.finding_words import snippet
from docgen.checks.order_of_dates import span
from docgen.checks.record_texts import RecordEntry, record_entries, texts_of
from docgen.errors import Finding, Severity
from docgen.model import Agreement, FollowUp, Promise
from docgen.swedish import MONTHS, days_named, find_dates, years_with_places

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from docgen.checks.record_texts import Path
    from docgen.model import Period
    from docgen.workspace import Workspace

_STROKE = re.compile(r'(?<![\w/:§.,-])(?P<day>\d{1,2})/(?P<month>1[0-2]|0?[1-9])\s+(?P<year>(?:19|20)\d\d)(?![\w/-])')
_SENTENCE_END = re.compile(r'(?<=[.!?])\s+(?=[A-ZÅÄÖ])')
_FROM = re.compile(r'(?:från(?: och med)?|fr\.? ?o\.? ?m\.?)\s+$', re.IGNORECASE)
_WHOLE = re.compile(r'(?P<first>(?:19|20)\d\d-\d\d-\d\d)\s*(?:–|-|till)\s*(?P<last>(?:19|20)\d\d-\d\d-\d\d)')
_VALID_FOR = re.compile(
    r'gäller\s+(?:för\s+|under\s+|hela\s+|(?:kalender|verksamhets|läs)?år(?:et|en)?\s+)*'
    r'(?=(?:19|20)\d\d(?![-\d])|\d\d/\d\d)',
    re.IGNORECASE,
)
_OF_THIS = re.compile(
    r'(?:(?:det här|detta|här) är\b[^.!?\n]*?|\bmedborgarlöfte(?:t)?\s+(?:för\s+)?)'
    r'(?:(?:19|20)\d\d(?:[/–]\d\d)?|\d\d/\d\d)'
    r'(?=\s+(?:är|gäller|omfattar|innehåller|har)\b|[.!])',
    re.IGNORECASE,
)
"""A document that says of itself what year it is of."""
_IN_MONTH = re.compile(rf'(?<!\w)i\s+(?:{"|".join(MONTHS)})\s+(?:19|20)\d\d', re.IGNORECASE)
_DONE = re.compile(
    r'(?<!\w)(?:\w{2,}ades?|var|hade|gjordes?|gick|kom|fick|blev|såg|skedde|hölls|genomfördes?)(?!\w)', re.IGNORECASE
)
_UNTIL = re.compile(r'(?:till(?: och med)?|t\.? ?o\.? ?m\.?)\s+$', re.IGNORECASE)
# "Fler än under 2021" compares with another year; "under 2021" is when something is promised to be done.
PROMISED_FOR = re.compile(
    r'(?<!än )(?:under|hela|våren|sommaren|hösten|vintern|senast|till och med|före|innan|säsongen|'
    r'(?:läs|skol|verksamhets)året)\s+'
    rf'(?:(?:den\s+)?\d{{1,2}}\s+(?:{"|".join(MONTHS)})\s+|(?:läs|skol)året\s+)?(?:(?:19|20)\d\d|\d\d/\d\d)(?!\w)',
    re.IGNORECASE,
)


def findings(workspace: Workspace) -> Iterator[Finding]:
    """What the texts of each document say of days and years."""
    for each in record_entries(workspace):
        yield from _impossible(each)
        if isinstance(each.record, Agreement | Promise):
            yield from _validity(each, each.record)
        if isinstance(each.record, Agreement | Promise | FollowUp):
            yield from _years(each, each.record)


def _impossible(entry: RecordEntry) -> Iterator[Finding]:
    for path, text, technical in texts_of(entry.record):
        if technical:
            continue
        yield from _impossible_short(entry, path, text)
        for date in find_dates(text):
            if date.exists:
                continue
            month = f"{MONTHS[date.month - 1]}{f' {date.year}' if date.year else ''}"
            yield Finding(
                id='text-impossible-date',
                what=f"Texten har ett datum som inte finns: ”{snippet(text, date.start, date.end)}”.",
                why=f"{month.capitalize()} har {date.days} dagar.",
                do="Rätta datumet.",
                place=entry.place(*path),
            )


def _impossible_short(entry: RecordEntry, path: Path, text: str) -> Iterator[Finding]:
    """A day with a stroke and a year after it, "31/11 2025"; without the year it may be a fraction or a number."""
    for found in _STROKE.finditer(text):
        month, year = int(found['month']), int(found['year'])
        days = calendar.monthrange(year, month)[1]
        if int(found['day']) > days:
            yield Finding(
                id='text-impossible-date',
                what=f"Texten har ett datum som inte finns: ”{snippet(text, found.start(), found.end())}”.",
                why=f"{MONTHS[month - 1].capitalize()} {year} har {days} dagar.",
                do="Rätta datumet.",
                place=entry.place(*path),
            )


def _validity(entry: RecordEntry, document: Agreement | Promise) -> Iterator[Finding]:
    period = document.period
    for sentence in _SENTENCE_END.split(document.validity):
        if 'gäller' not in sentence.lower():
            continue
        both = _WHOLE.search(sentence)
        if both and (both['first'], both['last']) != (period.start.isoformat(), str(period.end)):
            yield _other_days(entry, document, both[0])
            continue
        for day in days_named(sentence):
            if day.date is None and day.year is not None:
                continue  # no such day: told by `_impossible`
            before = sentence[: day.start]
            said = day.date or sentence[day.start : day.end].strip()
            if _FROM.search(before) and not day.may_be(period.start):
                yield _other_day(entry, document, said, f"börjar {period.start}")
            elif _UNTIL.search(before) and not (period.end and day.may_be(period.end)):
                yield _other_day(entry, document, said, f"slutar {period.end}" if period.end else "har inget slut")


def _other_days(entry: RecordEntry, document: Agreement | Promise, days: str) -> Finding:
    return Finding(
        id='validity-disagrees',
        what=f"Texten om giltighet säger {days}, men perioden i ”{document.title}” är {span(document.period)}.",
        why="Dokumentet skulle säga två olika saker om när det gäller.",
        do="Rätta texten eller period.",
        place=entry.place('validity'),
        severity=Severity.WARNING,
    )


def _other_day(entry: RecordEntry, document: Agreement | Promise, day: datetime.date | str, period: str) -> Finding:
    return Finding(
        id='validity-disagrees',
        what=f"Texten om giltighet nämner {day}, men perioden i ”{document.title}” {period}.",
        why="Dokumentet skulle säga två olika saker om när det gäller.",
        do="Rätta texten eller period.",
        place=entry.place('validity'),
        severity=Severity.WARNING,
    )


def _years(entry: RecordEntry, document: Agreement | Promise | FollowUp) -> Iterator[Finding]:
    for path, text in _about_the_period(document):
        years = years_with_places(text)
        if years and not any(_meets(each.first, each.last, document.period) for each in years):
            named = ' och '.join(dict.fromkeys(text[each.start : each.end] for each in years))
            yield Finding(
                id='year-outside-period',
                what=f"Texten nämner {named}, men perioden är {span(document.period)}: "
                f"”{snippet(text, years[0].start, years[0].end, 30)}”.",
                why="Så blir det ofta när en fil har kopierats från året före.",
                do="Rätta årtalet i texten, eller period.",
                place=entry.place(*path),
                severity=Severity.WARNING,
            )


def _about_the_period(document: Agreement | Promise | FollowUp) -> Iterator[tuple[Path, str]]:
    """Give the texts that are about the document's own period, each with where it stands."""
    yield ('title',), document.title
    if isinstance(document, FollowUp):
        yield ('introduction',), document.introduction
        if re.match(r'Under (?:19|20)\d\d\b', document.summary):
            yield ('summary',), document.summary
        return
    if _VALID_FOR.search(document.validity):
        yield ('validity',), document.validity
    for name in ('introduction', 'background', 'purpose'):
        if found := _OF_THIS.search(getattr(document, name, None) or ''):
            yield (name,), found[0]
    if isinstance(document, Promise):
        yield ('lead_in',), document.lead_in
        yield from _promised(document)


def _promised(promise: Promise) -> Iterator[tuple[Path, str]]:
    """Give what a commitment says that something is to be done at a time, and its questions and answers that do."""
    for index, commitment in enumerate(promise.commitments):
        for key in ('short_text', 'text', 'when'):
            text = getattr(commitment, key) or ''
            if PROMISED_FOR.search(text):
                yield ('commitments', index, key), text
        for position, question in enumerate(commitment.questions):
            for key in ('question', 'answer'):
                text = getattr(question, key)
                if (PROMISED_FOR.search(text) or _IN_MONTH.search(text)) and not _DONE.search(text):
                    yield ('commitments', index, 'questions', position, key), text


def _meets(first: int, last: int, period: Period) -> bool:
    return last >= period.start.year and (period.end is None or first <= period.end.year)
