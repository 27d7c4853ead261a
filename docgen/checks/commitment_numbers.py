"""The numbers of a commitment agree between targets, short text, full text, answers (rules 1 and 5 of docs/rules.md).

Words and digits are the same ("fyra", "4", "4 stycken"). Errors: a text says another number than the target, or
the short text has a number that the full text lacks. Warnings: a text that leaves out the target's number or the
word "minst", a promised number without a target.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from docgen.checks.finding_words import snippet
from docgen.checks.target_numbers import BOUNDS, NounMatch, amounts, as_written, promised_numbers
from docgen.errors import Finding, Severity
from docgen.swedish import NumberKind, find_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docgen.checks.target_numbers import PromisedNumber
    from docgen.errors import Place
    from docgen.model import Commitment
    from docgen.swedish import NumberInText
    from docgen.workspace import Workspace

    _Placing = Callable[..., Place]

_WHY = "Listan på webben, det fullständiga löftet och uppföljningen ska säga samma sak."
_SHORT = "den korta texten"
_FULL = "den fullständiga texten"


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where the numbers of a commitment disagree."""
    for promise in workspace.promises.values():
        for index, commitment in enumerate(promise.commitments):
            place = partial(workspace.place, 'promise', promise.id, 'commitments', index)
            set_by_targets = promised_numbers(commitment, promise.period)
            short, full = commitment.short_text, commitment.text
            yield from _against_targets(commitment, set_by_targets, short, _SHORT, place('short_text'))
            yield from _against_targets(commitment, set_by_targets, full, _FULL, place('text'))
            for number, claim in contradictions(set_by_targets, commitment.title, bare=True):
                yield _disagrees(commitment, claim, commitment.title, number, "rubriken", place('title'))
            for position, question in enumerate(commitment.questions):
                for number, claim in contradictions(set_by_targets, question.answer):
                    name = f"svaret på ”{question.question}”"
                    where = place('questions', position, 'answer')
                    yield _disagrees(commitment, claim, question.answer, number, name, where)
            yield from _against_full_text(commitment, set_by_targets, place)
            yield from _ages_and_times(commitment, place)


def contradictions(
    set_by_targets: Sequence[PromisedNumber], text: str, *, bare: bool = False
) -> Iterator[tuple[NumberInText, PromisedNumber]]:
    """The numbers with "minst" or "högst" that are about a target and say another number than every target does.

    Args:
        set_by_targets: the numbers of the targets.
        text: where they may stand.
        bare: whether a number without such a word is held to the targets too, as in a title.
    """
    for number in amounts(text):
        tied = [claim for claim in set_by_targets if claim.noun_match(text, number) is NounMatch.SAME_NOUN]
        says = any(claim.says(number, text) for claim in set_by_targets)
        if bare and number.qualifier is None:
            says = any(claim.same_value(number) for claim in set_by_targets)
        elif number.qualifier not in BOUNDS:
            continue
        if tied and not says:
            yield number, tied[0]


def _against_targets(
    commitment: Commitment, set_by_targets: list[PromisedNumber], text: str, name: str, place: Place
) -> Iterator[Finding]:
    told: set[int] = set()
    numbers = amounts(text)
    for claim in set_by_targets:
        if any(claim.says(number, text) for number in numbers):
            continue
        same = [
            number
            for number in numbers
            if claim.same_value(number) and claim.noun_match(text, number) is not NounMatch.OTHER_NOUN
        ]
        if claim.comparator == 'exactly' and any(number.qualifier is None for number in same):
            continue
        if any(number.qualifier is None for number in same):
            yield _dropped(commitment, claim, text, same[0], name, place)
            continue
        other = _other_number(set_by_targets, claim, text, numbers)
        if other is not None:
            told.add(other.start)
            yield _disagrees(commitment, claim, text, other, name, place)
        elif claim.number != 1:  # "en kampanj" says one without a numeral
            yield from _left_out(commitment, claim, numbers, name, place)
    for number, claim in contradictions(set_by_targets, text):
        if number.start not in told:
            yield _disagrees(commitment, claim, text, number, name, place)


def _other_number(
    set_by_targets: list[PromisedNumber], claim: PromisedNumber, text: str, numbers: Sequence[NumberInText]
) -> NumberInText | None:
    """The number that stands where the claim's should, first one with the unit, then one with no noun but "minst"."""
    free = [number for number in numbers if not any(each.says(number, text) for each in set_by_targets)]
    tied = [number for number in free if claim.noun_match(text, number) is NounMatch.SAME_NOUN]
    bare = [
        number for number in free if claim.noun_match(text, number) is NounMatch.NO_NOUN and number.qualifier in BOUNDS
    ]
    return next(iter([number for number in tied if number.qualifier is not None] + tied + bare), None)


def _against_full_text(
    commitment: Commitment, set_by_targets: list[PromisedNumber], place: _Placing
) -> Iterator[Finding]:
    """The short text has no number of its own."""
    full = ' \n'.join([commitment.text, *(each.answer for each in commitment.questions)])
    in_full = amounts(full)
    for number in amounts(commitment.short_text):
        if any(claim.says(number) for claim in set_by_targets):
            continue
        if any(claim.noun_match(commitment.short_text, number) is NounMatch.SAME_NOUN for claim in set_by_targets):
            continue  # told as a disagreement with the target
        written = as_written(commitment.short_text, number)
        bound = number.qualifier in BOUNDS
        same = [each for each in in_full if each.value == number.value and each.kind is number.kind]
        if not same:
            yield Finding(
                id='number-not-in-full-text',
                what=f"Den korta texten i löftet ”{commitment.id}” säger ”{written}”, "
                "men talet finns inte i den fullständiga texten.",
                why=_WHY,
                do="Rätta den text som har fel, eller lägg till talet i den fullständiga texten.",
                place=place('short_text'),
                severity=Severity.ERROR if bound else Severity.WARNING,
            )
        elif bound and all(each.qualifier not in (number.qualifier, None) for each in same):
            yield Finding(
                id='number-not-in-full-text',
                what=f"Den korta texten i löftet ”{commitment.id}” säger ”{written}”, "
                f"men den fullständiga säger ”{as_written(full, same[0])}”.",
                why=_WHY,
                do="Rätta den text som har fel.",
                place=place('short_text'),
            )
        elif bound and not set_by_targets:
            yield Finding(
                id='number-without-target',
                what=f"Löftet ”{commitment.id}” säger ”{written}” men har inget måttal med ett tal.",
                why="Utan måttal kan uppföljningen inte visa utfallet mot det som lovades.",
                do="Lägg till ett måttal under targets.",
                place=place('targets'),
                severity=Severity.WARNING,
            )


def _ages_and_times(commitment: Commitment, place: _Placing) -> Iterator[Finding]:
    """An age, a date or a time of the short text stands in the full text or in the commitment's facts."""
    facts = (commitment.text, *(each.answer for each in commitment.questions), commitment.target_group, commitment.when)
    known = {number.value for fact in (*facts, commitment.condition) if fact for number in find_numbers(fact)}
    if commitment.deadline is not None:
        known |= {Decimal(commitment.deadline.day), Decimal(commitment.deadline.year)}
    text = commitment.short_text
    for number in find_numbers(text):
        if number.kind in (NumberKind.AGE, NumberKind.DATE, NumberKind.TIME) and number.value not in known:
            yield Finding(
                id='number-not-in-full-text',
                what=f"Den korta texten i löftet ”{commitment.id}” säger ”{snippet(text, number.start, number.end)}”, "
                f"men {text[number.start : number.end]} finns inte i den fullständiga texten.",
                why=_WHY,
                do="Rätta den text som har fel, eller lägg till uppgiften i den fullständiga texten.",
                place=place('short_text'),
                severity=Severity.WARNING,
            )


def _disagrees(
    commitment: Commitment, claim: PromisedNumber, text: str, number: NumberInText, name: str, place: Place
) -> Finding:
    return Finding(
        id='number-disagrees',
        what=f"Löftet ”{commitment.id}” har måttalet {claim.words}, men {name} säger ”{as_written(text, number)}”.",
        why=_WHY,
        do="Rätta den som har fel.",
        place=place,
    )


def _dropped(
    commitment: Commitment, claim: PromisedNumber, text: str, number: NumberInText, name: str, place: Place
) -> Finding:
    word = claim.words.split(' ', 1)[0]
    return Finding(
        id='qualifier-dropped',
        what=f"Löftet ”{commitment.id}” har måttalet {claim.words}, "
        f"men {name} säger bara ”{text[number.start : number.end]}”.",
        why=f"Utan ”{word}” lovar texten något annat.",
        do=f"Skriv ”{word} {text[number.start : number.end]}”.",
        place=place,
        severity=Severity.WARNING,
    )


def _left_out(
    commitment: Commitment, claim: PromisedNumber, numbers: Sequence[NumberInText], name: str, place: Place
) -> Iterator[Finding]:
    in_full = any(claim.says(number, commitment.text) for number in amounts(commitment.text))
    if name == _SHORT and not numbers and not in_full:
        return
    yield Finding(
        id='target-not-in-text',
        what=f"Löftet ”{commitment.id}” har måttalet {claim.words}, men {name} nämner det inte.",
        why="Den som bara läser den texten vet inte vad som är lovat.",
        do="Skriv in måttalet i texten, eller bortse från detta om det är avsikten.",
        place=place,
        severity=Severity.WARNING,
    )
