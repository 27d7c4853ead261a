"""What a file that began as a copy still says of the period it was copied from.

Errors: a text with a mark that somebody must look it over (a warning in a draft). Warnings: an id and a period of
different years; a reference number of another year than the period's; a day, a reference number or a signatory's date
that is also another period's; a sentence that stands in another period's document and names a year of that period; a
text in which every year that something is to be done lies outside the period.

Two documents of one and the same period under different titles (two districts, say) may share days and numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from docgen.checks.dates_in_text import PROMISED_FOR
from docgen.checks.finding_words import snippet
from docgen.checks.order_of_dates import span
from docgen.checks.record_texts import RecordEntry, record_entries, texts_of
from docgen.errors import Finding, Severity
from docgen.model import Agreement, FollowUp, Promise
from docgen.model.base import LOOK_OVER_MARK
from docgen.swedish import find_years, years_with_places

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from docgen.checks.record_texts import Path
    from docgen.model import Period
    from docgen.workspace import Workspace

_YEAR = re.compile(r'(?<!\d)(?:19|20)\d\d(?!\d)')
_SENTENCE_END = re.compile(r'(?<=[.!?:])\s+|\n\s*\n')
_FEWEST_WORDS = 4
_ALREADY_LOOKED_AT = frozenset(('title', 'lead_in', 'commitments', 'outcomes'))
"""Where `dates_in_text` looks for years of other periods."""
_PAST = re.compile(r'\b(?:\w{2,}ades?|var|hade|gjordes?|gick|kom|fick|blev|såg|skedde|hölls|visade)\b', re.IGNORECASE)
"""What tells of what has been: "anmälda brott ökade under 2019"."""
_DAYS = {
    'signed_on': "Dagen för undertecknandet",
    'published_on': "Dagen för webbsidan",
    'decided_on': "Beslutsdagen",
    'dated': "Uppföljningens datum",
}


def findings(workspace: Workspace, *, draft: bool = False) -> Iterator[Finding]:
    """What is marked to be looked over, and what is another period's."""
    documents = [each for each in record_entries(workspace) if isinstance(each.record, Agreement | Promise | FollowUp)]
    for each in record_entries(workspace):
        yield from _marks(each, draft=draft)
    for each in documents:
        yield from _years_in_id(each)
        yield from _years_in_texts(each)
        yield from _years_in_numbers(each, documents)
        for other in documents:
            if type(other.record) is type(each.record) and _came_before(other, each) and _comparable(other, each):
                yield from _same_days(each, other)
                yield from _same_numbers(each, other)
                yield from _same_sentences(each, other)


def _marks(document: RecordEntry, *, draft: bool) -> Iterator[Finding]:
    for path, text, _ in texts_of(document.record):
        found = LOOK_OVER_MARK.findall(text)
        if found:
            named = ', '.join(f"”{each}”" for each in dict.fromkeys(found))
            yield Finding(
                id='text-to-look-over',
                what=f"Texten är märkt att ses över: {named}.",
                why="Den kom med från perioden före, och ingen har sagt att den stämmer för den här.",
                do="Rätta texten, och ta bort märket [se över: …].",
                place=document.place(*path),
                severity=Severity.WARNING if draft else Severity.ERROR,
            )


def _years_in_id(document: RecordEntry) -> Iterator[Finding]:
    record = _record(document)
    years = [int(year) for year in _YEAR.findall(record.id)]
    outside = [year for year in years if not _meets(year, year, record.period)]
    if outside:
        yield _warning(
            'id-of-another-year',
            f"Namnet ”{record.id}” är ett annat år än perioden {span(record.period)}.",
            "Så blir det när en fil har kopierats och bara det ena har ändrats.",
            "Rätta id, eller period.",
            document,
            ('id',),
        )


def _years_in_texts(document: RecordEntry) -> Iterator[Finding]:
    record = _record(document)
    if isinstance(record, FollowUp):
        return  # which looks back, and may name any year
    for path, text, technical in texts_of(record):
        years = years_with_places(text)
        if technical or path[0] in _ALREADY_LOOKED_AT or not years or LOOK_OVER_MARK.search(text):
            continue
        told = [each for each in _SENTENCE_END.split(text) if PROMISED_FOR.search(each) and not _PAST.search(each)]
        if not told:
            continue
        if not any(_meets(each.first, each.last, record.period) for each in years):
            start, end = years[0].start, years[0].end
            yield _warning(
                'year-outside-period',
                f"Texten nämner {text[start:end]}, men perioden är {span(record.period)}: "
                f"”{snippet(text, start, end, 30)}”.",
                "Så blir det ofta när en fil har kopierats från året före.",
                "Rätta årtalet i texten, eller period.",
                document,
                path,
            )


def _same_days(document: RecordEntry, other: RecordEntry) -> Iterator[Finding]:
    record, before = _record(document), _record(other)
    for key, name in _DAYS.items():
        day: datetime.date | None = getattr(record, key, None)
        if day is not None and day == getattr(before, key, None):
            yield _copied(document, (key,), f"{name} {day}", before.title)
    if isinstance(record, Agreement | Promise) and isinstance(before, Agreement | Promise):
        days = {each.date for each in before.signatories if each.date}
        for index, signatory in enumerate(record.signatories):
            if signatory.date in days:
                path = ('signatories', index, 'date')
                yield _copied(
                    document, path, f"Dagen då {signatory.name} skriver under, {signatory.date},", before.title
                )


def _same_numbers(document: RecordEntry, other: RecordEntry) -> Iterator[Finding]:
    record, before = _record(document), _record(other)
    known = {(each.party, each.number) for each in before.reference_numbers}
    for index, each in enumerate(record.reference_numbers):
        if (each.party, each.number) in known:
            path = ('reference_numbers', index, 'number')
            yield _copied(document, path, f"Diarienumret {each.number}", before.title)


def _years_in_numbers(document: RecordEntry, documents: list[RecordEntry]) -> Iterator[Finding]:
    """A reference number of a year when no case about the period can have been opened.

    A case is opened in the period's first year or the year before; which of them, the party's numbers of earlier
    periods tell.
    """
    record = _record(document)
    first = record.period.start.year
    ready = record.dated if isinstance(record, FollowUp) else record.signed_on
    last = max(day.year for day in (record.period.start, record.period.end, ready) if day)
    usual: dict[str, set[int]] = {}
    for other in documents:
        before = _record(other)
        if type(before) is type(record) and _came_before(other, document) and _comparable(other, document):
            for number in before.reference_numbers:
                offsets = {year - before.period.start.year for year in _number_years(number.number)}
                usual.setdefault(number.party, set()).update(offsets)
    for index, each in enumerate(record.reference_numbers):
        years = _number_years(each.number)
        if not years or any(first <= year <= last or year - first in usual.get(each.party, {-1}) for year in years):
            continue
        yield _warning(
            'reference-number-year',
            f"Diarienumret {each.number} är från {years[0]}, men perioden är {span(record.period)}.",
            "Så blir det när en fil har kopierats från en annan period och numret inte bytts.",
            "Kontrollera numret. Stämmer det kan det stå kvar.",
            document,
            ('reference_numbers', index, 'number'),
        )


def _number_years(number: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(number)]


def _same_sentences(document: RecordEntry, other: RecordEntry) -> Iterator[Finding]:
    """A sentence of the other document that names a year of its period, and none of this one's."""
    record, before = _record(document), _record(other)
    told = {sentence for _, text, technical in texts_of(before) if not technical for sentence in _sentences(text)}
    for path, text, technical in texts_of(record):
        if technical or path[0] in ('title', 'lead_in'):
            continue
        for sentence in _sentences(text):
            years = find_years(sentence)
            if sentence not in told or any(_meets(first, last, record.period) for first, last in years):
                continue
            if any(_meets(first, last, before.period) for first, last in years):
                begins = sentence if len(sentence) <= 80 else f"{sentence[:77]}…"
                yield _copied(document, path, f"Meningen ”{begins}”", before.title)


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(text):
        flat = ' '.join(sentence.split())
        if flat.count(' ') + 1 >= _FEWEST_WORDS and _YEAR.search(flat):
            yield flat


def _copied(document: RecordEntry, path: Path, what: str, title: str) -> Finding:
    return _warning(
        'copied-from-other-period',
        f"{what} är detsamma som i ”{title}”." if what.startswith("Diarie") else f"{what} är densamma som i ”{title}”.",
        "Så blir det när en fil har kopierats från en annan period och inte ändrats.",
        "Rätta det, eller låt det stå om det verkligen är samma.",
        document,
        path,
    )


def _came_before(other: RecordEntry, document: RecordEntry) -> bool:
    """Whether the other is the likelier original: its period began earlier, or its name comes first."""
    return (_record(other).period.start, other.id) < (_record(document).period.start, document.id)


def _comparable(one: RecordEntry, other: RecordEntry) -> bool:
    first, second = _record(one), _record(other)
    if isinstance(first, FollowUp) and isinstance(second, FollowUp) and first.promise == second.promise:
        return first.period == second.period and first.title == second.title
    return first.period != second.period or first.title == second.title


def _record(document: RecordEntry) -> Agreement | Promise | FollowUp:
    return cast('Agreement | Promise | FollowUp', document.record)


def _meets(first: int, last: int, period: Period) -> bool:
    return last >= period.start.year and (period.end is None or first <= period.end.year)


def _warning(finding_id: str, what: str, why: str, do: str, document: RecordEntry, path: Path) -> Finding:
    return Finding(finding_id, what, why, do, document.place(*path), Severity.WARNING)
