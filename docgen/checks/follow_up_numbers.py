"""The numbers in a follow-up's texts agree with the promise and with the counts (rule 1 of docs/rules.md).

An error where a comment restates the target with another number ("minst tre vandringar" for minst 4). A warning where
a comment counts the target's unit and no count, event or target has that number.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from docgen.checks.target_numbers import NounMatch, amounts, as_written, names_unit, promised_numbers
from docgen.checks.target_reached import spans
from docgen.checks.targets import reasonable
from docgen.errors import Finding, Severity
from docgen.model import Per, Precision, Status
from docgen.swedish import MONTHS, NumberKind, Qualifier, find_rates

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
_SENTENCE_END = re.compile(r'[.!?](?=\s|$)|\n')
_OTHER_TIME = re.compile(
    r'(?<!\w)(?:lova\w*|utlova\w*|mål\w*|planera\w*|året\s+(?:före|innan)|i\s+fjol|(?:förra|föregående|nästa)\s+(?:år|månad|vecka)\w*|'
    r'än|i\s+stället|ytterligare|fler|färre)(?!\w)',
    re.IGNORECASE,
)
"""What tells of something else than what was done in the follow-up's time."""
_LONGER_TIME = re.compile(
    r'(?<!\w)(?:hela|hittills|sammanlagt|totalt|inalles|året|åren|löftestiden|löftesperioden)(?!\w)', re.IGNORECASE
)
"""What tells, in a follow-up of a part of the promise's time, of more than that part: "under hela 2024"."""
_DID = re.compile(r'(?<!\w)(?:gick|gjorde|genomförde|höll|ordnade|arrangerade|startade)\s+$', re.IGNORECASE)
_VERB = (
    r'(?:var|gick|gjorde|genomförde|höll|ordnade|arrangerade|startade|arbetade|patrullerade|lade|ägnade|fick|blev|nådde|'
    r'kom\s+upp\s+i|gjordes|hölls|genomfördes)'
)
_DID_ABOUT = re.compile(
    rf'(?<!\w){_VERB}\s+(?:[\w-]+\s+){{0,3}}?(?:i\s+)?(?:(?:samman|samt)lagt\s+|totalt\s+)?$', re.IGNORECASE
)
_VERB_AFTER = re.compile(rf'\s+[\w-]+\s+{_VERB}(?!\w)', re.IGNORECASE)
_QUALIFYING = re.compile(
    r'(?<!\w)(?:mer\s+än|fler\s+än|över|drygt|minst|åtminstone|nästan|närmare|knappt|cirka|ca|ungefär|omkring)\s+$',
    re.IGNORECASE,
)
_HOPED = re.compile(
    r'(?<!\w)(?:inte|aldrig|ej|skulle|ska|hopp\w*|trodde|tänkt\w*|behöv\w*|löftet|kravet|kan|kunde|avsatt\w*|avsåg)(?!\w)',
    re.IGNORECASE,
)
"""What may make "minst 120 timmar" the promise told once more, or a wish."""
_TO_ITS_END = re.compile(
    r'\s+(?:\w+\s+)?[\w-]+(?:\s+(?:gjordes|hölls|genomfördes|blev\s+av|tillsammans|totalt|sammanlagt))*'
    r'(?:\s+(?:under\s+(?:hela\s+)?(?:året|perioden|halvåret|(?:19|20)\d\d)|totalt|sammanlagt|tillsammans))*\s*(?:$|,\s*varav(?!\w))',
    re.IGNORECASE,
)
"""What follows a number that is of all: its noun, and at most words for the whole time."""
_PART_BEFORE = re.compile(
    rf'(?<!\w)(?:{"|".join(MONTHS)}|våren|sommaren|hösten|vintern|vecka|varav|av|dessutom|sedan|därefter|också|även|bara|den|'
    r'(?:första|andra|sista|ena)\s+\w+|\w*dag(?:en|ar|arna)?|kväll\w*|på|vid|i|och)(?!\w)',
    re.IGNORECASE,
)
"""What tells that a number is of a part: "i maj gjorde polisen 12 kontroller"."""


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where the follow-ups' texts disagree with promise or counts."""
    for key, follow_up in workspace.follow_ups.items():
        promise = workspace.promises.get(follow_up.promise)
        if promise is None:
            continue
        commitments = {commitment.id: commitment for commitment in promise.commitments}
        for index, outcome in enumerate(follow_up.outcomes):
            commitment = commitments.get(outcome.commitment)
            if commitment is not None:
                place = workspace.place('follow_up', key, 'outcomes', index, 'comment')
                told_in_part = follow_up.period != promise.period
                yield from _comment(commitment, follow_up, outcome, place, told_in_part=told_in_part)
                yield from _all_done(commitment, outcome, place)


def _comment(
    commitment: Commitment, follow_up: FollowUp, outcome: Outcome, place: Place, *, told_in_part: bool
) -> Iterator[Finding]:
    text = outcome.comment
    set_by_targets = promised_numbers(commitment)
    known = _known(commitment, follow_up, outcome, set_by_targets)
    for number in amounts(text):
        tied = next((claim for claim in set_by_targets if claim.noun_match(text, number) is NounMatch.SAME_NOUN), None)
        told_as_done = _promised_told_as_done(commitment, outcome, text, number)
        if tied is None or (number.value in known and not told_as_done) or _of_a_part(commitment, text, number):
            continue
        written = as_written(text, number)
        if number.qualifier in _RESTATING and not told_as_done:
            yield Finding(
                id='follow-up-number-disagrees',
                what=f"Löftet ”{commitment.id}” har måttalet {tied.words}, men kommentaren säger ”{written}”.",
                why="Uppföljningen ska återge löftet rätt.",
                do="Rätta kommentaren, eller måttalet om det är fel.",
                place=place,
            )
        elif (
            (told_as_done or tied.counted or _tells_the_whole(commitment, follow_up, outcome, text, number))
            and outcome.party is None
            and not (told_in_part and _LONGER_TIME.search(_sentence(text, number)))
            and any(count.number is not None for count in outcome.counts)
        ):
            yield Finding(
                id='follow-up-number-unknown',
                what=f"Kommentaren till ”{commitment.id}” säger ”{written}” om måttalet {tied.words}, "
                "men inget utfall har det talet.",
                why="Läsaren jämför kommentaren med utfallet bredvid.",
                do="Kontrollera kommentaren och talen under counts.",
                place=place,
                severity=Severity.WARNING,
            )


def _sentence(text: str, number: NumberInText) -> str:
    return _SENTENCE_END.split(text[: number.start])[-1] + _SENTENCE_END.split(text[number.end :], maxsplit=1)[0]


def _promised_told_as_done(commitment: Commitment, outcome: Outcome, text: str, number: NumberInText) -> bool:
    """Whether what was promised is told as done, where fewer were: "kommunen gick fyra vandringar" of three."""
    sentence = _SENTENCE_END.split(text[number.end :], maxsplit=1)[0]
    whole = _SENTENCE_END.split(text[: number.start])[-1]
    before = _QUALIFYING.sub('', whole)
    for position, target in enumerate(commitment.targets, start=1):
        own = [each.number for each in outcome.counts if each.target == position and each.sub_condition is None]
        exact = all(each.precision is Precision.EXACT for each in outcome.counts if each.target == position)
        total = sum(each for each in own if each is not None)
        if not own or None in own or not exact or number.value != target.number or total > number.value:
            continue
        if not names_unit(_next_words(sentence), target) or _OTHER_TIME.search(before + sentence):
            continue
        if before == whole and total < number.value and _DID.search(before) and _TO_ITS_END.match(sentence):
            return True
        done = _DID_ABOUT.search(before) or (not before.strip() and _VERB_AFTER.match(sentence))
        if done and not find_rates(sentence) and not _HOPED.search(before + sentence):
            return total * 4 < number.value * 3 or (number.qualifier is Qualifier.MORE_THAN and total <= number.value)
    return False


def _tells_the_whole(
    commitment: Commitment, follow_up: FollowUp, outcome: Outcome, text: str, number: NumberInText
) -> bool:
    """Whether a number of what is promised for each day, week, month or year is told of the whole time.

    More than there were is false of any part of it as well; fewer only where the clause tells of no part.

    Args:
        commitment: the commitment.
        follow_up: its days are those of the count.
        outcome: what was counted.
        text: the comment.
        number: one of its numbers, with a target's unit after it.
    """
    sentence = _SENTENCE_END.split(text[number.end :], maxsplit=1)[0]
    before = _SENTENCE_END.split(text[: number.start])[-1]
    for position, target in enumerate(commitment.targets, start=1):
        own = [each for each in outcome.counts if each.target == position and each.sub_condition is None]
        if target.per is Per.PERIOD or target.number is None or not names_unit(_next_words(sentence), target):
            continue
        if not own or any(each.number is None or each.precision is not Precision.EXACT for each in own):
            continue
        total = sum(Fraction(each.number) for each in own if each.number is not None and reasonable(each.number))
        asked = Fraction(target.number) * spans(follow_up.period, target.per) if follow_up.period.end else Fraction(0)
        if find_rates(sentence) or number.kind is NumberKind.PERCENT or abs(Fraction(number.value) - asked) < 1:
            continue
        shares = [
            total * Fraction(each.number) / 100
            for each in outcome.counts
            if each.target == position and each.sub_condition is not None and each.number is not None
        ]
        around = f'{_QUALIFYING.sub("", before)} {sentence}'
        if any(abs(Fraction(number.value) - share) <= 1 for share in shares) or _OTHER_TIME.search(around):
            continue
        value = Fraction(number.value)
        if number.qualifier is None:
            if value > total or (value < total and _TO_ITS_END.match(sentence) and not _PART_BEFORE.search(before)):
                return True
        elif number.qualifier is Qualifier.MORE_THAN and value >= total:
            return True
    return False


def _next_words(sentence: str) -> str:
    return ' '.join(re.split(r'[.,;:!?()]', sentence, maxsplit=1)[0].split()[:3])


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
    for part in ({each.place for each in outcome.events}, {each.date and each.date.month for each in outcome.events}):
        known |= {
            sum(each.count or 1 for each in outcome.events if same in (each.place, each.date and each.date.month))
            for same in part
        }
    return known
