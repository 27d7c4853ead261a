"""A follow-up's own texts say the same of how many commitments were kept as its table of outcomes.

An error where they differ: "fem löften genomfördes" above a table with three. A warning where a text speaks so of goals
or measures. Only what is plainly a number of commitments with a status is read, by `docgen.checks.status_claims`. A
commitment that each party accounts for by itself may be counted as one or as several. A warning also where a short
sentence of a comment says another status than the outcome's, and where a text tells another number of commitments than
there are: "de sju löftena" of six, all or those whose condition arose.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docgen.checks.finding_words import snippet
from docgen.checks.status_claims import FRACTIONS, Claim, claims, status_in
from docgen.checks.target_numbers import amounts
from docgen.errors import Finding, Severity
from docgen.model import Status
from docgen.swedish import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.model import FollowUp
    from docgen.swedish import NumberInText
    from docgen.workspace import Workspace

_OF_THE_COMMITMENT = re.compile(
    r'(?:(?:(?:(?<=,\s)(?:och|men|så|alltså)\s+|(?<=;\s))(?:löftet|åtagandet)|(?:Därmed|Alltså|Nu)(?=\s+\w+\s+(?:löftet|åtagandet)(?!\w))|Löftet|Åtagandet|Mål(?:tal)?et(?=\s+(?:är|nå|uppnå|uppfyll|infria)))\s+|Vi\s+(?=\w+\s+inte\b[^.!?\n]*\b(?:löftet|målet)[.!]))'
    r'(?P<rest>[^.!?\n]{1,60})[.!]'
)
_MOST_WORDS = 5
"""A longer sentence says more than a status: "Löftet genomfördes inte på våren utan på hösten"."""
_NEAR = Fraction(1, 20)
_AGREES = {
    Status.NOT_DONE: (Status.NOT_DONE, Status.NOT_STARTED, Status.DROPPED, Status.PARTLY_DONE, Status.ONGOING),
    Status.ONGOING: (Status.ONGOING, Status.PARTLY_DONE, Status.DONE),
}
"""What a comment may say of an outcome in other words: what is not started is not done either."""


_OF = re.compile(r'\s+av\s+(?:(?:de|våra|totalt|sammanlagt)\s+)?')
_COMMITMENTS = re.compile(r'\s+löften(?:a)?\b(?!\s+som)')
_SENTENCE_END = re.compile(r'[.!?](?=\s|$)|\n')
_TELLS_ALL = re.compile(
    r'(?<!\w)(?:redovisa(?:r|s)|hade|har|innehåll(?:er|it)|innehöll|består\s+av|omfatta(?:r|de)|alla|samtliga)\s+(?:vi\s+|våra\s+|de\s+)?$',
    re.IGNORECASE,
)


class _Table(NamedTuple):
    """How many outcomes have a status, counted in the ways that a reader may count."""

    parts: list[int]
    totals: tuple[int, ...]
    every: bool


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where a follow-up's texts and its table say different things."""
    for key, follow_up in workspace.follow_ups.items():
        yield from _totals(workspace, key, follow_up)
        for name in ('introduction', 'summary', 'conclusions'):
            text = getattr(follow_up, name) or ''
            for claim in claims(text):
                table = _table(follow_up, claim.status)
                if _holds(claim, table):
                    continue
                yield Finding(
                    id='summary-disagrees',
                    what=f"Texten säger ”{snippet(text, claim.start, claim.end, 30)}”, men i tabellen är det "
                    f"{' eller '.join(map(str, table.parts))} med status {claim.status.value}.",
                    why="Läsaren räknar i tabellen och ser att det inte stämmer.",
                    do="Rätta talet i texten, eller status i utfallen.",
                    place=workspace.place('follow_up', key, name),
                    severity=Severity.ERROR if claim.plain else Severity.WARNING,
                )
        for index, outcome in enumerate(follow_up.outcomes):
            for said in _OF_THE_COMMITMENT.finditer(outcome.comment):
                status = status_in(said['rest']) if len(said['rest'].split()) <= _MOST_WORDS else None
                if status is None or outcome.status in _AGREES.get(status, (status,)):
                    continue
                yield Finding(
                    id='comment-disagrees',
                    what=f"Kommentaren till ”{outcome.commitment}” säger ”{said[0]}”, men status är "
                    f"{outcome.status.value}.",
                    why="Läsaren ser båda.",
                    do="Rätta kommentaren, eller status.",
                    place=workspace.place('follow_up', key, 'outcomes', index, 'comment'),
                    severity=Severity.WARNING,
                )


def _table(follow_up: FollowUp, status: Status) -> _Table:
    counted = [each for each in follow_up.outcomes if each.status is not Status.NOT_APPLICABLE]
    outcomes = follow_up.outcomes if status is Status.NOT_APPLICABLE else counted
    with_status = [each.commitment for each in outcomes if each.status is status]
    times = Counter(each.commitment for each in outcomes)
    whole = [each for each, count in Counter(with_status).items() if count == times[each]]
    possible = sorted({len(with_status), len(whole), len(set(with_status))})
    return _Table(possible, (len(outcomes), len(times)), len(with_status) == len(outcomes))


def _holds(claim: Claim, table: _Table) -> bool:
    word = claim.number
    shares = {Fraction(part, total) for part in table.parts for total in table.totals if total}
    if claim.percent:
        number = parse_number(word)
        places = Decimal(1) if number is None else Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))
        exact = {Decimal(100 * each.numerator) / each.denominator for each in shares}
        return number in {each.quantize(places, ROUND_HALF_UP) for each in exact}
    if word in ('alla', 'inte alla'):
        return table.every == (word == 'alla')
    if word.startswith('utom '):
        left_out = _counted(word.removeprefix('utom '))
        return any(part == total - (left_out or 0) for part in table.parts for total in table.totals)
    if word == 'båda':
        return table.every and 2 in table.totals
    if word in ('flesta', 'nästan alla'):
        return any(each > Fraction(1, 2) for each in shares)
    if word == 'färre än hälften':
        return any(each < Fraction(1, 2) for each in shares)
    if word in FRACTIONS:
        return any(abs(each - FRACTIONS[word]) <= (_NEAR if word != 'hälften' else 0) for each in shares)
    return _counted(word) in table.parts


def _counted(word: str) -> Decimal | int | None:
    return {'inget': 0, 'inga': 0, 'en': 1, 'ett': 1}.get(word, parse_number(word))


def _totals(workspace: Workspace, key: str, follow_up: FollowUp) -> Iterator[Finding]:
    promise = workspace.promises.get(follow_up.promise)
    if promise is None:
        return
    total = len(promise.commitments)
    without = {each.commitment for each in follow_up.outcomes if each.status is Status.NOT_APPLICABLE}
    tried = total - len(without)
    for name in ('introduction', 'summary'):
        text: str = getattr(follow_up, name)
        numbers = amounts(text)
        for number in numbers:
            if number.value in (total, tried) or not _all_commitments(text, number):
                continue
            yield Finding(
                id='summary-total',
                what=f"Texten säger ”{snippet(text, number.start, number.end, 20)}”, "
                f"men medborgarlöftet har {total} löften.",
                why="Läsaren räknar löftena i listan.",
                do="Rätta talet.",
                place=workspace.place('follow_up', key, name),
                severity=Severity.WARNING,
            )
        for part, whole in pairwise(numbers):
            if whole.value in (total, tried) or not _part_of_commitments(text, part, whole):
                continue
            yield Finding(
                id='summary-total',
                what=f"Texten säger ”{text[part.start : whole.end]} löften”, men medborgarlöftet har {total}.",
                why="Läsaren räknar löftena i listan.",
                do="Rätta talet.",
                place=workspace.place('follow_up', key, name),
                severity=Severity.WARNING,
            )


def _all_commitments(text: str, number: NumberInText) -> bool:
    """Whether a number is of all commitments: "de sju löftena", "vi redovisar sju löften", not "de två om trafik"."""
    before = _SENTENCE_END.split(text[: number.start])[-1]
    rest = _SENTENCE_END.split(text[number.end :], maxsplit=1)[0]
    of_some = r'(?!\s+(?:som|om|i|på|vid|för|från|av|med|där)(?!\w)(?!\s+(?:medborgarlöftet|(?:19|20)\d\d)))'
    known = re.match(rf'\s+löftena(?!\w){of_some}', rest)
    named = re.match(rf'\s+löften(?!\w){of_some}', rest)
    if number.qualifier is not None or re.search(r'(?:19|20)\d\d|året\s+(?:före|innan)|(?:förra|nästa)\s+år', before):
        return bool(named and re.fullmatch(r'Medborgarlöftet\s+(?:19|20)\d\d\s+(?:hade|har)\s+', before))
    return bool(
        (known and re.search(r'(?<!\w)(?<!av )(?:de|våra|alla|samtliga)\s+$', before, re.IGNORECASE))
        or (named and _TELLS_ALL.search(before))
    )


def _part_of_commitments(text: str, part: NumberInText, whole: NumberInText) -> bool:
    between = text[part.end : whole.start]
    return _OF.fullmatch(between) is not None and _COMMITMENTS.match(text, whole.end) is not None
