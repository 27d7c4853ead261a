"""What a promise's texts say of itself: how often something is done, how many commitments there are, who promises.

Errors: a text that says another rate than the target ("varje månad" for a number a year). Warnings: a text that leaves
the target's rate out, a lead-in that counts the commitments wrongly, a commitment that begins with a party that does
not give it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.checks.finding_words import listed, snippet, target_in_words
from docgen.checks.parties import promising_parties
from docgen.checks.target_numbers import NounMatch, amounts, promised_numbers
from docgen.errors import Finding, Severity
from docgen.model import Per
from docgen.swedish import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.errors import Place
    from docgen.model import Commitment, Promise, Target
    from docgen.workspace import Workspace

_PER = {
    Per.DAY: r'dag(?:en)?|dygn(?:et)?',
    Per.WEEK: r'vecka(?:n)?',
    Per.MONTH: r'månad(?:en)?',
    Per.YEAR: r'år(?:et)?',
}
_RATE = re.compile(
    r'(?<!\w)(?:varje|per|i|om)\s+(?:'
    + '|'.join(f'(?P<{per.name}>{words})' for per, words in _PER.items())
    + r')(?!\w)(?!\s+(?:som|då|när)\b)',
    re.IGNORECASE,
)
_ONCE = {
    Per.DAY: r'dagligen|dagliga|dygn|dag\b|dagen',
    Per.WEEK: r'vecka|veckan|veckovis|veckoliga|veckor',
    Per.MONTH: r'månad|månaden|månadsvis|månatlig|månader',
    Per.YEAR: r'år|året|årligen|årlig|årsvis',
}
_CLAUSE = re.compile(r'[.;:!?()\n,]|\s(?:och|samt|men|varav)\s')
_NEAR = 70
_YEAR_DAYS = 366
_HOW_MANY = re.compile(
    r'(?<!\w)(?:ger|lovar|är|har|innehåller|omfattar|består av|våra|dessa|de här|följande)\s+(?:dig\s+|er\s+)?'
    r'(?P<number>\d+|[a-zåäö]+)\s+(?:konkreta\s+|gemensamma\s+)?löften(?!\w)(?!\s+(?:som|från|ur|i)\b)',
    re.IGNORECASE,
)


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where a promise's texts say something else of it than its data."""
    for promise in workspace.promises.values():
        for name in ('lead_in', 'introduction', 'purpose'):
            place = workspace.place('promise', promise.id, name)
            yield from _how_many(promise, getattr(promise, name) or '', place)
        for index, commitment in enumerate(promise.commitments):
            for key in ('short_text', 'text'):
                place = workspace.place('promise', promise.id, 'commitments', index, key)
                yield from _rates(promise, commitment, getattr(commitment, key), place)
            place = workspace.place('promise', promise.id, 'commitments', index, 'promised_by')
            yield from _promiser(workspace, promise, commitment, place)


def _how_many(promise: Promise, text: str, place: Place) -> Iterator[Finding]:
    for found in _HOW_MANY.finditer(text):
        number = parse_number(found['number'])
        if number is not None and number != len(promise.commitments):
            yield Finding(
                id='commitments-counted-wrong',
                what=f"Texten säger ”{found['number']} löften”, men ”{promise.title}” har {len(promise.commitments)}.",
                why="Läsaren räknar löftena i listan.",
                do="Rätta talet.",
                place=place,
                severity=Severity.WARNING,
            )


def _rates(promise: Promise, commitment: Commitment, text: str, place: Place) -> Iterator[Finding]:
    for target in commitment.targets:
        alone = commitment.model_copy(update={'targets': (target.model_copy(update={'sub_conditions': ()}),)})
        told = False
        for number in amounts(text):
            if not any(claim.noun_match(text, number) is NounMatch.SAME_NOUN for claim in promised_numbers(alone)):
                continue
            clause = _CLAUSE.split(text[number.end : number.end + _NEAR], maxsplit=1)[0]
            rate = _RATE.search(clause)
            told = True
            if rate is None:
                continue
            said = next(per for per in _PER if rate[per.name])
            if said is not target.per and not _same(said, target, promise):
                words = snippet(text, number.start, number.end + rate.end(), 5)
                yield _another_rate(commitment, target, words, place)
        if told and not _names_rate(target, text):
            yield Finding(
                id='rate-not-in-text',
                what=f"Löftet ”{commitment.id}” har måttalet {target_in_words(target)}, "
                "men texten säger inte hur ofta.",
                why="Utan det lovar texten något annat än det som räknas.",
                do="Skriv ut det, till exempel ”varje månad”, eller ändra per i måttalet.",
                place=place,
                severity=Severity.WARNING,
            )


def _same(said: Per, target: Target, promise: Promise) -> bool:
    """Whether a year is the whole of what is promised."""
    days = promise.period.days
    return {said, target.per} == {Per.YEAR, Per.PERIOD} and days is not None and days <= _YEAR_DAYS


def _names_rate(target: Target, text: str) -> bool:
    if target.per not in _ONCE or target.per is Per.YEAR:
        return True
    return re.search(rf'(?<!\w)(?:{_ONCE[target.per]})', text, re.IGNORECASE) is not None


def _another_rate(commitment: Commitment, target: Target, said: str, place: Place) -> Finding:
    return Finding(
        id='rate-disagrees',
        what=f"Löftet ”{commitment.id}” har måttalet {target_in_words(target)}, men texten säger ”{said}”.",
        why="Läsaren tror att mer eller mindre är lovat än det som räknas.",
        do="Rätta texten, eller per i måttalet.",
        place=place,
    )


def _promiser(workspace: Workspace, promise: Promise, commitment: Commitment, place: Place) -> Iterator[Finding]:
    promising = promising_parties(workspace, promise, commitment)
    if not promising or not set(promising) <= set(promise.parties) & set(workspace.parties):
        return  # told by `docgen.checks.references` and `docgen.checks.parties`
    first = commitment.short_text.lstrip('*_ ').casefold()
    for party_id, party in workspace.parties.items():
        names = {party.name.casefold(), party.short_name.casefold()}
        if (
            party_id in promising
            or not promising
            or not any(re.match(rf'{re.escape(each)}\b', first) for each in names)
        ):
            continue
        if any({workspace.parties[each].short_name.casefold()} & names for each in promising):
            continue
        yield Finding(
            id='promiser-disagrees',
            what=f"Löftet ”{commitment.id}” ges av {listed(promising)}, men texten börjar med ”{party.short_name}”.",
            why="Dokumentet skulle säga att den ena lovar och den andra gör.",
            do="Rätta promised_by eller parties, eller texten.",
            place=place,
            severity=Severity.WARNING,
        )
