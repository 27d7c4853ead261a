"""The numbers in a follow-up's texts agree with the promise and with the counts (rule 1 of docs/rules.md).

An error where a comment restates the target with another number ("minst tre vandringar" for minst 4). Warnings
where a comment counts the target's unit and no count, event or target has that number, and where the summary
counts the commitments wrongly.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from docgen.checks.target_numbers import NounMatch, amounts, as_written, names_unit, promised_numbers
from docgen.checks.targets import reasonable
from docgen.errors import Finding, Severity
from docgen.model import Status
from docgen.swedish import Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from docgen.checks.target_numbers import PromisedNumber
    from docgen.errors import Place
    from docgen.model import Commitment, FollowUp, Outcome
    from docgen.swedish import NumberInText
    from docgen.workspace import Workspace

# "Drygt nio" tells an outcome, "minst tio" what was promised.
_RESTATING = (Qualifier.AT_LEAST, Qualifier.AT_MOST)
_OF = re.compile(r'\s+av\s+(?:(?:de|våra|totalt|sammanlagt)\s+)?')
_NOT_ALL = (Status.NOT_DONE, Status.NOT_STARTED, Status.PARTLY_DONE, Status.DROPPED)
_ALL = re.compile(
    r'(?<!inte )(?<!ej )(?<!\w)(?:alla|samtliga)\s+(?P<what>(?:\w+\s+){0,2}?\w+)\s+(?:genomfördes|gjordes|hölls|'
    r'blev av|är genomförda|är gjorda|har genomförts|har gjorts)(?!\w)(?!\s+(?:inte|delvis))',
    re.IGNORECASE,
)
_NONE = re.compile(
    r'(?<!\w)(?:(?:inga|ingen|inget|noll)\s+(?P<what>(?!fler|ytterligare|andra|nya)(?:\w+\s+)?\w+)\s+(?:genomfördes|gjordes|hölls|blev\s+av)'
    r'|(?:alla|samtliga)\s+(?P<all>(?:\w+\s+)?\w+)\s+(?:ställdes\s+in|blev\s+inställda|uteblev))(?=(?:\s+under\s+(?:hela\s+)?(?:året|perioden|(?:19|20)\d\d))?\s*(?:[.!\n]|$))',
    re.IGNORECASE,
)
"""A whole clause that says that nothing was done of something; "ingen vandring blev av i maj" is of a part."""
_COMMITMENTS = re.compile(r'\s+löften(?:a)?\b(?!\s+som)')


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where the follow-ups' texts disagree with promise or counts."""
    for key, follow_up in workspace.follow_ups.items():
        promise = workspace.promises.get(follow_up.promise)
        if promise is None:
            continue
        yield from _summary(workspace, key, follow_up, len(promise.commitments))
        commitments = {commitment.id: commitment for commitment in promise.commitments}
        for index, outcome in enumerate(follow_up.outcomes):
            commitment = commitments.get(outcome.commitment)
            if commitment is not None:
                place = workspace.place('follow_up', key, 'outcomes', index, 'comment')
                yield from _comment(commitment, follow_up, outcome, place)
                yield from _all_done(commitment, outcome, place)


def _comment(commitment: Commitment, follow_up: FollowUp, outcome: Outcome, place: Place) -> Iterator[Finding]:
    text = outcome.comment
    set_by_targets = promised_numbers(commitment)
    known = _known(commitment, follow_up, outcome, set_by_targets)
    for number in amounts(text):
        tied = next((claim for claim in set_by_targets if claim.noun_match(text, number) is NounMatch.SAME_NOUN), None)
        if tied is None or number.value in known or _of_a_part(commitment, text, number):
            continue
        written = as_written(text, number)
        if number.qualifier in _RESTATING:
            yield Finding(
                id='follow-up-number-disagrees',
                what=f"Löftet ”{commitment.id}” har måttalet {tied.words}, men kommentaren säger ”{written}”.",
                why="Uppföljningen ska återge löftet rätt.",
                do="Rätta kommentaren, eller måttalet om det är fel.",
                place=place,
            )
        elif tied.counted and outcome.party is None and any(count.number is not None for count in outcome.counts):
            yield Finding(
                id='follow-up-number-unknown',
                what=f"Kommentaren till ”{commitment.id}” säger ”{written}” om måttalet {tied.words}, "
                "men inget utfall har det talet.",
                why="Läsaren jämför kommentaren med utfallet bredvid.",
                do="Kontrollera kommentaren och talen under counts.",
                place=place,
                severity=Severity.WARNING,
            )


def _of_a_part(commitment: Commitment, text: str, number: NumberInText) -> bool:
    """Whether it is the first of "tre av fyra kontroller gjordes på kvällstid", a share that `comparisons` holds."""
    conditions = [condition.text.lower() for target in commitment.targets for condition in target.sub_conditions]
    rest = text[number.end :].split('.', 1)[0].lower()
    return re.match(r'\s+av\s+\w+\s', rest) is not None and any(condition in rest for condition in conditions)


def _all_done(commitment: Commitment, outcome: Outcome, place: Place) -> Iterator[Finding]:
    """A comment that says that all of what a target counts was done, or nothing, where the outcome says otherwise."""
    for found in _NONE.finditer(outcome.comment):
        for number, target in enumerate(commitment.targets, start=1):
            own = [each.number for each in outcome.counts if each.target == number and not each.sub_condition]
            if names_unit(found['what'] or found['all'], target) and any(own):
                yield Finding(
                    id='comment-disagrees',
                    what=f"Kommentaren till ”{commitment.id}” säger ”{found[0]}”, men utfallet är ett annat.",
                    why="Läsaren ser båda.",
                    do="Rätta kommentaren, eller talet under counts.",
                    place=place,
                    severity=Severity.WARNING,
                )
    if outcome.status not in _NOT_ALL:
        return
    for found in _ALL.finditer(outcome.comment):
        if any(names_unit(found['what'], target) for target in commitment.targets):
            yield Finding(
                id='comment-disagrees',
                what=f"Kommentaren till ”{commitment.id}” säger ”{found[0]}”, men status är {outcome.status.value}.",
                why="Läsaren ser båda.",
                do="Rätta kommentaren, eller status.",
                place=place,
                severity=Severity.WARNING,
            )


def _known(
    commitment: Commitment, follow_up: FollowUp, outcome: Outcome, set_by_targets: list[PromisedNumber]
) -> set[Decimal | int]:
    """The numbers that may stand in the comment: of targets, counts, what is left, events, and the promise's text."""
    targets = [claim.number for claim in set_by_targets if reasonable(claim.number)]
    counts = [
        count.number
        for each in follow_up.outcomes
        if each.commitment == commitment.id
        for count in each.counts
        if count.number is not None and reasonable(count.number)
    ]
    events = [event.count or 1 for event in outcome.events]
    known: set[Decimal | int] = {*targets, *counts, *events, len(events), sum(events), sum(counts)}
    known |= {abs(target - count) for target in targets for count in counts}
    known |= {number.value for number in amounts(commitment.text)}
    return known


def _summary(workspace: Workspace, key: str, follow_up: FollowUp, total: int) -> Iterator[Finding]:
    for name in ('introduction', 'summary'):
        text: str = getattr(follow_up, name)
        numbers = amounts(text)
        for part, whole in pairwise(numbers):
            if whole.value == total or not _part_of_commitments(text, part, whole):
                continue
            yield Finding(
                id='summary-total',
                what=f"Texten säger ”{text[part.start : whole.end]} löften”, men medborgarlöftet har {total}.",
                why="Läsaren räknar löftena i listan.",
                do="Rätta talet.",
                place=workspace.place('follow_up', key, name),
                severity=Severity.WARNING,
            )


def _part_of_commitments(text: str, part: NumberInText, whole: NumberInText) -> bool:
    between = text[part.end : whole.start]
    return _OF.fullmatch(between) is not None and _COMMITMENTS.match(text, whole.end) is not None
