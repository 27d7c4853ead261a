"""How long a document says that it holds, and years that it tells as past, against its period.

"Överenskommelsen gäller i tre år" of four; "den fyraåriga överenskommelsen" of three; "har arbetat tillsammans sedan
2052", "i mätningen 2031 svarade" in a document of 2025; a next step in a month before the follow-up was ready. Warnings
all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.checks.finding_words import snippet
from docgen.checks.order_of_dates import span
from docgen.checks.record_texts import record_entries, texts_of
from docgen.errors import Finding, Severity
from docgen.model import Agreement, FollowUp, Promise
from docgen.swedish import MONTHS, find_dates, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.checks.record_texts import Path, RecordEntry
    from docgen.model import Period
    from docgen.workspace import Workspace

_NUMBER = r'\d+|ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv'
_AGREEMENT, _PROMISE = r'(?:samverkans)?överenskommelsen', r'(?:medborgar)?löftet'
_LASTS = (
    r'(?<!\w)(?:{own}|den|det|detta|denna)\s+(?:gäller|ska\s+gälla|löper|sträcker\s+sig|är\s+giltigt?)\s+'
    r'(?:i|under|över|för)\s+(?P<number>{number})\s+(?P<unit>år|månader|månad)(?!\w)'
    r'(?!\s+(?:i\s+taget|åt\s+gången|till|framåt\s+i\s+taget))'
)
_SO_MANY_YEARS = (
    r'(?<!\w)(?:den(?:na)?|det(?:ta)?|en|ett|vår[at]?)\s+'
    r'(?P<number>ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio)årig[at]?\s+{own}(?!\w)'
)
_OF = {
    kind: tuple(re.compile(words.format(own=own, number=_NUMBER), re.IGNORECASE) for words, own in patterns)
    for kind, patterns in {
        Agreement: ((_LASTS, _AGREEMENT), (_SO_MANY_YEARS, f'{_AGREEMENT}?')),
        Promise: ((_LASTS, _PROMISE), (_SO_MANY_YEARS, f'{_PROMISE}?')),
    }.items()
}
"""How a document says how long it holds: with a verb, and with an adjective of years."""
_LATER = re.compile(
    r'(?<!\w)(?:därefter|sedan|förläng\w*|tidigare|förra|föregående|nästa|nya|kommande|annars|minst|högst|längst)(?!\w)',
    re.IGNORECASE,
)
"""What makes a length another than that of this document's whole time."""
_SINCE = re.compile(
    r'(?<!\w)(?:ända\s+)?sedan\s+(?:(?:år|hösten|våren|sommaren|vintern|början\s+av)\s+)*(?P<year>(?:19|20)\d\d)(?![\w–/-])',
    re.IGNORECASE,
)
_PAST = (
    r'(?:svarade|visade|uppgav|kände|anmäldes|gjordes|hölls|genomfördes|infördes|startade|började|bildades|inrättades|'
    r'ökade|minskade|skedde|drabbades|var|hade|gick)'
)
_PAST_IN = re.compile(
    rf'(?:^|(?<=[.!?,]\s)|(?<=\n))(?:I\s+(?:[\w-]+\s+)?|Under\s+(?:år\s+)?|Hösten\s+|Våren\s+|År\s+)(?P<year>(?:19|20)\d\d)\s+{_PAST}(?!\w)'
)
_TO_COME = re.compile(
    r'(?<!\w)(?:ska|skall|kommer|görs|hålls|genomförs|planeras|startar|börjar|fortsätter|ordnas|blir)(?!\w)',
    re.IGNORECASE,
)
_WHEN = re.compile(rf'(?<!\w)(?P<month>{"|".join(MONTHS)})\s+(?P<year>(?:19|20)\d\d)(?!\w)', re.IGNORECASE)
_SENTENCE = re.compile(r'[^.!?\n]+')
_MONTH_DAYS = 30.44


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where a text's length of time or its past is not that of the document's period."""
    for entry in record_entries(workspace):
        record = entry.record
        if isinstance(record, FollowUp):
            yield from _next_steps(entry, record)
        if not isinstance(record, Agreement | Promise | FollowUp):
            continue
        for path, text, technical in texts_of(record):
            if not technical and path[0] != 'title':
                yield from _not_yet(entry, record, path, text)
                if not isinstance(record, FollowUp) and path[0] != 'commitments':
                    yield from _lengths(entry, record, path, text)


def _lengths(entry: RecordEntry, document: Agreement | Promise, path: Path, text: str) -> Iterator[Finding]:
    lasts, adjective = _OF[type(document)]
    for sentence in _SENTENCE.finditer(text):
        for pattern in (lasts, adjective):
            for found in pattern.finditer(sentence[0]):
                pronoun = pattern is lasts and found[0].lower().startswith('de')
                if _LATER.search(sentence[0]) or (pronoun and path[0] != 'validity'):
                    continue
                number = {'en': 1, 'ett': 1}.get(found['number'].lower()) or parse_number(found['number']) or 0
                months = int(number) * (12 if pattern is adjective or found['unit'].lower() == 'år' else 1)
                if not _so_long(document.period, months):
                    yield _warning(
                        entry,
                        path,
                        'validity-disagrees',
                        f"Texten säger ”{found[0]}”, men perioden i ”{document.title}” är {span(document.period)}.",
                        "Dokumentet skulle säga två olika saker om när det gäller.",
                        "Rätta texten eller period.",
                    )


def _so_long(period: Period, months: int) -> bool:
    """Whether a period is so many months, give or take one: a promise is often made some weeks into its year."""
    return period.days is not None and abs(period.days / _MONTH_DAYS - months) <= 1


def _not_yet(entry: RecordEntry, document: Agreement | Promise | FollowUp, path: Path, text: str) -> Iterator[Finding]:
    """Years that a text tells as past, and that have not come when the document is written."""
    period = document.period
    if isinstance(document, FollowUp):
        written = document.dated or period.end
    else:
        written = max(filter(None, (document.signed_on, period.start)))
    if written is None:
        return
    for pattern in (_SINCE, _PAST_IN):
        for found in pattern.finditer(text):
            if int(found['year']) > written.year:
                yield _warning(
                    entry,
                    path,
                    'year-to-come',
                    f"Texten säger ”{snippet(text, found.start(), found.end(), 5)}”, men dokumentet är från "
                    f"{written.year}.",
                    "Det året har inte kommit när dokumentet skrivs.",
                    "Rätta årtalet.",
                )


def _next_steps(entry: RecordEntry, follow_up: FollowUp) -> Iterator[Finding]:
    """A next step that is told as to come, in a month or on a day before the follow-up was ready."""
    ready = follow_up.dated or follow_up.period.end
    if ready is None:
        return
    for index, outcome in enumerate(follow_up.outcomes):
        for sentence in _SENTENCE.finditer(outcome.next_step or ''):
            dates = find_dates(sentence[0])
            days = [each.date for each in dates if each.date]
            months = [
                (int(each['year']), MONTHS.index(each['month'].lower()) + 1)
                for each in _WHEN.finditer(sentence[0])
                if not any(date.start <= each.start() < date.end for date in dates)
            ]
            passed = (months or days) and all(each < (ready.year, ready.month) for each in months)
            if passed and all(each < ready for each in days) and _TO_COME.search(sentence[0]):
                said = snippet(sentence[0], 0, len(sentence[0])).strip()
                yield _warning(
                    entry,
                    ('outcomes', index, 'next_step'),
                    'next-step-passed',
                    f"Nästa steg säger ”{said}”, men uppföljningen är från {ready}.",
                    "Det som ska hända kan inte ligga före den dagen. Ofta är det årtalet som är fel.",
                    "Rätta tiden, eller skriv vad som händer nu.",
                )


def _warning(entry: RecordEntry, path: Path, finding_id: str, what: str, why: str, do: str) -> Finding:
    return Finding(finding_id, what, why, do, entry.place(*path), Severity.WARNING)
