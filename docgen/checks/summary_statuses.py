"""A follow-up's own texts say the same of how many commitments were kept as its table of outcomes.

An error where they differ: "fem löften genomfördes" above a table with three. A warning where a text speaks so of goals
or measures. Only what is plainly a number of commitments with a status is read, by `docgen.checks.status_claims`. A
commitment that each party accounts for by itself may be counted as one or as several. A warning also where a short
sentence of a comment says another status than the outcome's.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from docgen.checks.finding_words import snippet
from docgen.checks.status_claims import FRACTIONS, Claim, claims, status_in
from docgen.errors import Finding, Severity
from docgen.model import Status
from docgen.swedish import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.model import FollowUp
    from docgen.workspace import Workspace

_OF_THE_COMMITMENT = re.compile(
    r'(?:(?:Löftet|Åtagandet|Mål(?:tal)?et(?=\s+(?:är|nå|uppnå|uppfyll|infria)))\s+|Vi\s+(?=\w+\s+inte\b[^.!?\n]*\b(?:löftet|målet)[.!]))'
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


class _Table(NamedTuple):
    """How many outcomes have a status, counted in the ways that a reader may count."""

    parts: list[int]
    totals: tuple[int, ...]
    every: bool


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where a follow-up's texts and its table say different things."""
    for key, follow_up in workspace.follow_ups.items():
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
