"""A follow-up's texts say as many commitments to be kept as its table of outcomes shows (rule 1 of docs/rules.md).

An error where they differ: "fem löften genomfördes" above a table with three.

Only what is plainly a number of commitments with a status is read: "tre löften genomfördes, två till en del", "fem av
åtta löften hölls", "alla löften är genomförda", "44 procent av löftena". A commitment that each party accounts for by
itself may be counted as one or as several.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from docgen.checks.finding_words import snippet
from docgen.errors import Finding
from docgen.model import Status
from docgen.swedish import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docgen.model import FollowUp
    from docgen.workspace import Workspace

_NUMBER = (
    r'(?P<number>\d+|noll|ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|'
    r'arton|nitton|tjugo|inget|inga|alla|samtliga|hälften|(?:de )?flesta)'
)
_NOUN = r'(?:löfte\w*|löften\w*|åtagande\w*|utfall\w*)'
_CLAIM = re.compile(
    rf'(?<!\w){_NUMBER}(?P<percent>\s*(?:%|procent))?'
    rf'(?:(?:\s+av(?:\s+(?:de|våra|totalt|sammanlagt|alla))?(?:\s+\w+)?)?\s+(?P<noun>{_NOUN}))?(?!\w)',
    re.IGNORECASE,
)
_SENTENCE = re.compile(r'[^.!?\n]+')
_IMPLICIT = re.compile(
    r'\s+(?:har|hade|blev|är|var|kunde|pågår|pågick|utgår|utgick|genomfördes|hölls|uppfylldes|nåddes|infriades|delvis|'
    r'till|påbörjades|ej|inte|ställdes)\b',
    re.IGNORECASE,
)
"""What follows a number that is about commitments without saying so again: "tre löften hölls, två pågår"."""
_QUALIFIED = re.compile(
    r'(?:minst|högst|fler än|mer än|färre än|cirka|ca|drygt|nästan|ungefär|löfte|nummer)\s+$', re.IGNORECASE
)
# The first that fits decides: "hölls delvis" is not "hölls".
_STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = tuple(
    (status, re.compile(pattern, re.IGNORECASE))
    for status, pattern in (
        (Status.NOT_APPLICABLE, r'villkor\w*\b.*\binföll|inte aktuell|ej aktuell'),
        (Status.NOT_STARTED, r'(?:inte|ej|aldrig)\b(?:\s+\w+)?\s+(?:påbörja|starta|börja)\w*'),
        (Status.DROPPED, r'\b(?:utgår|utgick|utgått|ströks|stryks)\b'),
        (Status.PARTLY_DONE, r'\b(?:delvis|till en del|till viss del|i delar)\b'),
        (
            Status.NOT_DONE,
            (
                r'(?:inte|ej|aldrig)\b(?:\s+\w+)?\s+(?:genomför|uppfyll|håll|höll|infria|nå)\w*|'
                r'(?:genomför|uppfyll|höll|nåd)\w*\s+(?:inte|aldrig)\b|blev inte av|ställdes in'
            ),
        ),
        (Status.ONGOING, r'\b(?:pågår|pågick|fortgår)\b'),
        (
            Status.DONE,
            r'\b(?:genomför(?:des|t|da|ts)|uppfyll(?:t|da|des|ts)|hölls|hållits|hållna|infriad\w*|nåddes|är klara?)\b',
        ),
    )
)
_ACTIVE = re.compile(
    r'\b(?:genomförde|uppfyllde|höll|klarade|infriade|genomfört|uppfyllt|hållit|klarat)\W+(?:\w+\W+){0,3}$',
    re.IGNORECASE,
)
"""What stands before the number: "vi genomförde fem av åtta löften"."""


class _Said(NamedTuple):
    text: str
    status: Status
    start: int
    end: int
    number: str
    percent: bool


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where a follow-up's texts and its table say different numbers."""
    for key, follow_up in workspace.follow_ups.items():
        for name in ('introduction', 'summary', 'conclusions'):
            text = getattr(follow_up, name) or ''
            for said in _claims(text):
                possible, holds = _table(follow_up, said)
                if holds(said):
                    continue
                yield Finding(
                    id='summary-disagrees',
                    what=f"Texten säger ”{snippet(text, said.start, said.end, 30)}”, men i tabellen är det "
                    f"{' eller '.join(map(str, possible))} med status {said.status.value}.",
                    why="Läsaren räknar i tabellen och ser att det inte stämmer.",
                    do="Rätta talet i texten, eller status i utfallen.",
                    place=workspace.place('follow_up', key, name),
                )


def _claims(text: str) -> Iterator[_Said]:
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        numbers = [each for each in _CLAIM.finditer(words) if not _QUALIFIED.search(words[: each.start()])]
        about = bool(re.search(_NOUN, text[: sentence.end()], re.IGNORECASE))
        for place, each in enumerate(numbers):
            end = numbers[place + 1].start() if place + 1 < len(numbers) else len(words)
            rest = words[each.end() : end]
            if re.match(r'\s+som\b', rest):
                continue  # "de fyra löften som inte nådde fram" may be any of several statuses
            if not each['noun'] and not (about and _IMPLICIT.match(rest)):
                continue
            status = next((status for status, pattern in _STATUSES if pattern.search(rest)), None)
            if status is None and each['noun'] and _ACTIVE.search(words[: each.start()]):
                status = Status.DONE
            if status is not None:
                start = sentence.start() + each.start()
                whole = sentence.start() + min(end, each.end() + 40)
                yield _Said(text, status, start, whole, each['number'].lower(), bool(each['percent']))


def _table(follow_up: FollowUp, said: _Said) -> tuple[list[int], Callable[[_Said], bool]]:
    """Give how many have the status by the table, and the test that the text must pass."""
    counted = [each for each in follow_up.outcomes if each.status is not Status.NOT_APPLICABLE]
    outcomes = follow_up.outcomes if said.status is Status.NOT_APPLICABLE else counted
    with_status = [each.commitment for each in outcomes if each.status is said.status]
    times = Counter(each.commitment for each in outcomes)
    whole = [each for each, count in Counter(with_status).items() if count == times[each]]
    possible = sorted({len(with_status), len(whole), len(set(with_status))})
    totals = (len(outcomes), len(times))
    word = said.number.removeprefix('de ')

    def holds(said: _Said) -> bool:
        if said.percent:
            shares = {Decimal(100 * part) / total for part in possible for total in totals if total}
            return parse_number(said.number) in {each.quantize(Decimal(1), ROUND_HALF_UP) for each in shares}
        if word in ('alla', 'samtliga'):
            return len(with_status) == len(outcomes)
        if word == 'flesta':
            return any(2 * part > total for part in possible for total in totals)
        if word == 'hälften':
            return any(2 * part == total for part in possible for total in totals)
        number = {'inget': 0, 'inga': 0, 'en': 1, 'ett': 1}.get(word, parse_number(word))
        return number in possible

    return possible, holds
