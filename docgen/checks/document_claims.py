"""What a text says of its own document: the day it was signed, how many parties and signatories, what time it is for.

Warnings: another day of signing than the data's; another number of parties or of those who sign; a follow-up that tells
of other months than its period's; a commitment that is to be done by another day than its deadline.
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
from docgen.swedish import MONTHS, days_named, find_dates, parse_number

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from docgen.checks.record_texts import Path, RecordEntry
    from docgen.model import Commitment
    from docgen.workspace import Workspace

_SENTENCE = re.compile(r'[^.!?\n]+')
_SIGNED = re.compile(
    r'(?<!\w)(?:undertecknade?s|undertecknats?|undertecknad|undertecknandet|skrevs\s+under|skrivits\s+under|skrivs\s+under)'
    r'(?!\w)',
    re.IGNORECASE,
)
_AGREEMENT = re.compile(r'(?<!\w)(?:samverkans)?överenskommelse(?:n)?(?!\w)', re.IGNORECASE)
_PROMISE = re.compile(r'(?<!\w)(?:medborgar)?löftet(?!\w)|(?<!\w)dokumentet(?!\w)', re.IGNORECASE)
_OTHER = re.compile(r'(?:löfte|löftet|överenskommelse|överenskommelsen)\s+(?:för\s+)?(?:19|20)\d\d', re.IGNORECASE)
"""Another document by its year."""
_PARTIES = re.compile(
    r'(?<!\w)(?:(?:de|alla|samtliga|våra|alla\s+de)\s+(?P<number>\d+|två|tre|fyra|fem|sex|sju|åtta)\s+parter(?:na)?'
    r'|(?P<both>båda|bägge)\s+parter(?:na)?)(?!\w)',
    re.IGNORECASE,
)
_SIGNATORIES = re.compile(
    r'(?<!\w)(?:undertecknas|undertecknades|undertecknats|undertecknat|skrivs\s+under|skrevs\s+under)\s+av\s+'
    r'(?P<number>\d+|en|två|tre|fyra|fem|sex|sju|åtta)\s+(?:person(?:er)?|undertecknare|företrädare|chefer)(?!\w)',
    re.IGNORECASE,
)
_MONTH = '|'.join(MONTHS)
_TIME = re.compile(
    rf'(?<!\w)(?:(?P<first>{_MONTH})\s*(?:–|-|till(?:\s+och\s+med)?|t\.?o\.?m\.?)\s*(?P<last>{_MONTH})'
    r'|(?P<which>första|andra|tredje|fjärde)\s+(?P<part>halvår|tertial|kvartal)(?:et)?'
    r'|(?P<name>halvår|tertial|kvartal)\s+(?P<number>[1-4]))(?!\w)',
    re.IGNORECASE,
)
_PARTS = {'halvår': 6, 'tertial': 4, 'kvartal': 3}
_ORDER = ('första', 'andra', 'tredje', 'fjärde')
_IS_FOR = re.compile(
    r'(?:uppföljning\w*|redovisning\w*|rapport\w*|den)\s+(?:gäller|avser|omfattar|täcker|handlar\s+om)', re.IGNORECASE
)
_NEXT = re.compile(r'[.,;!?\n]|\s(?:som|där|bygger|skrevs|gjordes)\s')
"""Where what follows "uppföljningen gäller" goes on to something else."""
_KIND = re.compile(r'(?<!\w)(?P<kind>halvårs|tertial|tertials|kvartals|års)uppföljning', re.IGNORECASE)
_LENGTHS = {'halvårs': 6, 'tertial': 4, 'tertials': 4, 'kvartals': 3, 'års': 12}
_BY = re.compile(r'(?:senast|före|innan|till\s+och\s+med|klar\w*)\s+(?:den\s+)?$', re.IGNORECASE)


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where a document says something else of itself than its data."""
    for entry in record_entries(workspace):
        record = entry.record
        if isinstance(record, FollowUp):
            yield from _time(entry, record)
        if not isinstance(record, Agreement | Promise):
            continue
        for path, text, technical in texts_of(record):
            if technical or path[0] in ('title', 'signatories'):
                continue
            if path[0] != 'commitments':
                yield from _signed(entry, record, path, text)
                yield from _parties(entry, record, path, text)
        if isinstance(record, Promise):
            for index, commitment in enumerate(record.commitments):
                yield from _deadline(entry, commitment, ('commitments', index))


def _signed(entry: RecordEntry, document: Agreement | Promise, path: Path, text: str) -> Iterator[Finding]:
    """The day of signing that a sentence tells, of the document that it names: this one, or a promise's agreement."""
    for sentence in _SENTENCE.finditer(text):
        told = _SIGNED.search(sentence[0])
        days = [
            each for each in find_dates(sentence[0]) if each.date is not None and told and each.start > told.start()
        ]
        if told is None or len(days) != 1 or _OTHER.search(sentence[0]):
            continue
        before = sentence[0][: told.end()]
        own = _AGREEMENT if isinstance(document, Agreement) else _PROMISE
        meant: Agreement | Promise | None = document
        if not own.search(before) and isinstance(document, Promise) and _AGREEMENT.search(before):
            meant = entry.workspace.agreements.get(document.agreement)
        elif not own.search(before) and told[0].lower() != 'undertecknandet':
            continue  # another paper
        known: set[datetime.date] = set()
        if meant is not None:
            known = {day for day in (meant.signed_on, *(each.date for each in meant.signatories)) if day}
        if known and meant is not None and days[0].date not in known:
            yield _warning(
                entry,
                path,
                'signed-day-disagrees',
                f"Texten säger ”{snippet(sentence[0], told.start(), days[0].end, 5)}”, men enligt uppgifterna "
                f"undertecknas ”{meant.title}” {' och '.join(sorted(map(str, known)))}.",
                "Läsaren ser två olika dagar för underskriften.",
                "Rätta texten, eller signed_on och signatories.",
            )


def _parties(entry: RecordEntry, document: Agreement | Promise, path: Path, text: str) -> Iterator[Finding]:
    for found in _PARTIES.finditer(text):
        number = 2 if found['both'] else parse_number(found['number'])
        if number != len(document.parties):
            yield _warning(
                entry,
                path,
                'parties-counted-wrong',
                f"Texten säger ”{found[0]}”, men ”{document.title}” har {len(document.parties)} parter.",
                "Läsaren ser parterna och räknar dem.",
                "Rätta texten, eller parties.",
            )
    for found in _SIGNATORIES.finditer(text):
        number = 1 if found['number'].lower() == 'en' else parse_number(found['number'])
        if document.signatories and number != len(document.signatories):
            yield _warning(
                entry,
                path,
                'parties-counted-wrong',
                f"Texten säger ”{found[0]}”, men {len(document.signatories)} skriver under ”{document.title}”.",
                "Läsaren ser underskrifterna och räknar dem.",
                "Rätta texten, eller signatories.",
            )


def _time(entry: RecordEntry, follow_up: FollowUp) -> Iterator[Finding]:
    """The months that a follow-up says that it is for, in its title or by "uppföljningen gäller"."""
    told = [('title', follow_up.title)]
    told += [
        ('introduction', _NEXT.split(follow_up.introduction[said.end() :], maxsplit=1)[0])
        for said in _IS_FOR.finditer(follow_up.introduction)
    ]
    period = follow_up.period
    for key, text in told:
        kind = _KIND.search(text)
        if kind and period.end is not None:
            months = 12 * (period.end.year - period.start.year) + period.end.month - period.start.month + 1
            if months != _LENGTHS[kind['kind'].lower()]:
                yield _other_time(entry, follow_up, key, kind[0])
        for found in _TIME.finditer(text):
            if period.end is not None and _months(found) != (period.start.month, period.end.month):
                yield _other_time(entry, follow_up, key, found[0])
                break


def _other_time(entry: RecordEntry, follow_up: FollowUp, key: str, said: str) -> Finding:
    return _warning(
        entry,
        (key,),
        'follow-up-months',
        f"Texten säger ”{said}”, men uppföljningen gäller {span(follow_up.period)}.",
        "Läsaren vet inte vilken tid talen är för.",
        "Rätta texten, eller period.",
    )


def _months(found: re.Match[str]) -> tuple[int, int]:
    if found['first']:
        return MONTHS.index(found['first'].lower()) + 1, MONTHS.index(found['last'].lower()) + 1
    length = _PARTS[(found['part'] or found['name']).lower()]
    number = int(found['number']) if found['number'] else _ORDER.index(found['which'].lower()) + 1
    return length * (number - 1) + 1, length * number


def _deadline(entry: RecordEntry, commitment: Commitment, path: Path) -> Iterator[Finding]:
    """A day by which a target's unit is to be done, other than the deadline."""
    if commitment.deadline is None:
        return
    for key in ('short_text', 'text', 'when'):
        for sentence in _SENTENCE.finditer(getattr(commitment, key) or ''):
            by = [each for each in days_named(sentence[0]) if each.exists and _BY.search(sentence[0][: each.start])]
            about = key == 'when' or any(names_unit(sentence[0], target) for target in commitment.targets)
            if by and about and not any(each.may_be(commitment.deadline) for each in by):
                said = by[0].date or sentence[0][by[0].start : by[0].end].strip()
                yield _warning(
                    entry,
                    (*path, key),
                    'deadline-disagrees',
                    f"Texten säger att det görs senast {said}, men deadline är {commitment.deadline}.",
                    "Läsaren ser två olika dagar.",
                    "Rätta texten eller deadline.",
                )


def _warning(entry: RecordEntry, path: Path, finding_id: str, what: str, why: str, do: str) -> Finding:
    return Finding(finding_id, what, why, do, entry.place(*path), Severity.WARNING)
