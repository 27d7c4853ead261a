"""An outcome's status agrees with its counts (rule 3 of docs/rules.md).

"Genomfört" is never said by a vague number alone, by a time that is too short, or by a sub-condition that nobody has
counted.

Errors: "genomfört" where the counts miss a target, or where they do not decide it, without a person named in
`assessed_by`; a condition that "never arose" for a commitment without condition, or beside counts and events. Warnings:
the counts miss the target but a person has judged it done; the counts reach every target but the status says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.checks.finding_words import shown, target_in_words
from docgen.checks.order_of_dates import span
from docgen.checks.spans_of_events import spans_unmet
from docgen.checks.target_reached import Reached, own_number_reached, sub_condition_reached, too_short
from docgen.checks.targets import is_share
from docgen.errors import Finding, Severity
from docgen.model import Comparator, Precision, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.errors import Place
    from docgen.model import Commitment, Count, FollowUp, Outcome, Promise, Target
    from docgen.workspace import Workspace

_BELOW = {
    Status.PARTLY_DONE: "delvis genomfört",
    Status.NOT_DONE: "ej genomfört",
    Status.NOT_STARTED: "ej påbörjat",
    Status.DROPPED: "utgå",
}
_SPANS_SHOWN = 6
_PRECISION = {
    Precision.EXACT: '',
    Precision.ABOUT: "cirka ",
    Precision.MORE_THAN: "fler än ",
    Precision.AT_LEAST: "minst ",
    Precision.UNKNOWN: '',
}


@dataclass(frozen=True)
class _Judged:
    """A target, or one of its sub-conditions, and what the numbers say of it."""

    words: str
    counts: tuple[Count, ...]
    verdict: Reached
    because: str
    """Why the numbers do not decide, if they do not."""


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where status and counts disagree, or a person must say."""
    for key, follow_up in workspace.follow_ups.items():
        promise = workspace.promises.get(follow_up.promise)
        if promise is None:
            continue
        commitments = {each.id: each for each in promise.commitments}
        for index, outcome in enumerate(follow_up.outcomes):
            commitment = commitments.get(outcome.commitment)
            if commitment is None:
                continue
            place = workspace.place('follow_up', key, 'outcomes', index, 'status')
            judged = list(_judged(outcome, commitment, follow_up, promise))
            if outcome.status is Status.DONE:
                yield from _done(outcome, commitment, judged, place)
                yield from _empty_spans(outcome, commitment, follow_up, place)
            elif outcome.status is Status.NOT_APPLICABLE:
                yield from _not_applicable(outcome, commitment, place)
            elif outcome.status in _BELOW:
                yield from _below(outcome, commitment, judged, place)


def _judged(outcome: Outcome, commitment: Commitment, follow_up: FollowUp, promise: Promise) -> Iterator[_Judged]:
    for number, target in enumerate(commitment.targets, start=1):
        counts = tuple(count for count in outcome.counts if count.target == number)
        own = tuple(count for count in counts if count.sub_condition is None)
        verdict = own_number_reached(target, counts, follow_up.period, promise.period)
        yield _Judged(target_in_words(target), own, verdict, _undecided(target, own, follow_up, promise))
        for position, condition in enumerate(target.sub_conditions, start=1):
            part = tuple(count for count in counts if count.sub_condition == position)
            words = f"varav {target_in_words(condition)} {condition.text}"
            because = f"delvillkoret ”{words}” är inte redovisat" if not part else f"delvillkoret ”{words}” är osäkert"
            yield _Judged(words, part, sub_condition_reached(condition, position, counts), because)


def _done(outcome: Outcome, commitment: Commitment, verdicts: list[_Judged], place: Place) -> Iterator[Finding]:
    judged = outcome.assessed_by is not None
    for each in verdicts:
        if each.verdict is Reached.MISSED:
            yield Finding(
                id='done-but-missed',
                what=f"Löftet ”{commitment.id}” sägs vara genomfört, "
                f"men utfallet är {_counted(each.counts)} och måttalet {each.words}.",
                why="Läsaren ser båda talen och att de inte går ihop.",
                do="Kontrollera talet, eller välj partly_done eller not_done."
                + ('' if judged else " Skriv vem som bedömt utfallet (assessed_by) om det ändå är genomfört."),
                place=place,
                severity=Severity.WARNING if judged else Severity.ERROR,
            )
        elif each.verdict is Reached.OPEN and not judged:
            yield _unjudged(commitment, each.because, place)
            return
    if not commitment.targets and not judged:
        yield _unjudged(commitment, "löftet saknar måttal", place)


def _empty_spans(outcome: Outcome, commitment: Commitment, follow_up: FollowUp, place: Place) -> Iterator[Finding]:
    """A number for each month or the like that the sum reaches, but not each month as the events tell it."""
    if outcome.assessed_by is not None:
        return
    for number, target in enumerate(commitment.targets, start=1):
        unmet = spans_unmet(number, target, outcome, follow_up.period, alone=len(commitment.targets) == 1)
        if unmet:
            more = f" med flera ({len(unmet)})" if len(unmet) > _SPANS_SHOWN else ''
            shown_first = ", ".join(unmet[:_SPANS_SHOWN]) + more
            yield _unjudged(
                commitment, f"måttalet {target_in_words(target)} nås enligt händelserna inte i {shown_first}", place
            )
            return


def _not_applicable(outcome: Outcome, commitment: Commitment, place: Place) -> Iterator[Finding]:
    if commitment.condition is None:
        yield Finding(
            id='not-applicable-without-condition',
            what=f"Villkoret för löftet ”{commitment.id}” sägs inte ha inträffat, men löftet har inget villkor.",
            why="Ett löfte utan villkor gäller alltid. Det är genomfört eller inte.",
            do="Skriv villkoret under condition i löftet, eller välj not_done eller dropped.",
            place=place,
        )
    elif outcome.events or any(count.number for count in outcome.counts):
        yield Finding(
            id='not-applicable-but-done',
            what=f"Villkoret ”{commitment.condition}” i löftet ”{commitment.id}” sägs inte ha inträffat, "
            "men uppföljningen har händelser eller tal.",
            why="Läsaren ser att något är gjort.",
            do="Välj done, partly_done eller ongoing, eller ta bort det som inte hör dit.",
            place=place,
        )


def _unjudged(commitment: Commitment, because: str, place: Place) -> Finding:
    return Finding(
        id='done-without-assessor',
        what=f"Löftet ”{commitment.id}” sägs vara genomfört, men {because}.",
        why="Talen avgör inte själva om löftet är genomfört. En människa måste ha bedömt det.",
        do="Skriv vem som bedömt utfallet, till exempel assessed_by: kommunpolisen",
        place=place,
    )


def _undecided(target: Target, counts: Sequence[Count], follow_up: FollowUp, promise: Promise) -> str:
    if target.comparator is Comparator.YES_NO:
        unit = f" ({target.unit})" if target.unit else ''
        return f"måttalet är att det görs{unit}, och det avgör inget tal"
    if target.number is None and counts:
        return f"måttalet {target_in_words(target)} har inget tal att räkna mot"
    if not counts:
        return f"uppföljningen har inget tal för måttalet {target_in_words(target)}"
    if any(count.number is None for count in counts):
        return f"utfallet för måttalet {target_in_words(target)} är okänt"
    if too_short(target, follow_up.period):
        return (
            f"måttalet {target_in_words(target)} räknas på en längre tid än uppföljningen gäller, "
            f"{span(follow_up.period)}"
        )
    if not follow_up.period.includes(promise.period) and all(each.precision is Precision.EXACT for each in counts):
        return (
            f"måttalet {target_in_words(target)} gäller {span(promise.period)}, och uppföljningen en del av den tiden"
        )
    if is_share(target.unit) and len(counts) > 1 and all(each.precision is Precision.EXACT for each in counts):
        return (
            f"måttalet {target_in_words(target)} gäller allt tillsammans, och andelarna "
            f"{_counted(counts, target.unit)} går inte att lägga ihop"
        )
    return f"måttalet {target_in_words(target)} har det ungefärliga utfallet {_counted(counts, target.unit)}"


def _counted(counts: Sequence[Count], unit: str | None = None) -> str:
    """Say what was counted: "45 % i Torget, 45 % i Hamnen"; of units, only a share's is told with each number."""
    words = []
    share = " %" if is_share(unit) else ""
    for count in counts:
        number = "okänt" if count.number is None else f"{shown(count.number)}{share}"
        words.append(f"{_PRECISION[count.precision]}{number}{f' i {count.place}' if count.place else ''}")
    return ", ".join(words)


def _nothing_done(outcome: Outcome) -> bool:
    """Whether everything that was counted is none, and nothing is told to have been done."""
    none = all(each.number == 0 and each.precision is Precision.EXACT for each in outcome.counts)
    return bool(outcome.counts) and none and not outcome.events and outcome.substitute is None


def _below(outcome: Outcome, commitment: Commitment, verdicts: list[_Judged], place: Place) -> Iterator[Finding]:
    kept = (Reached.MET, Reached.EXCEEDED)
    if outcome.party is None and verdicts and all(each.verdict in kept for each in verdicts):
        first = verdicts[0]
        yield Finding(
            id='met-but-not-done',
            what=f"Löftet ”{commitment.id}” sägs vara {_BELOW[outcome.status]}, "
            f"men utfallet är {_counted(first.counts)} och måttalet {first.words}.",
            why="Läsaren ser att måttalet är uppnått.",
            do="Kontrollera talet, eller välj status: done. Förklara annars i kommentaren vad som saknas.",
            place=place,
            severity=Severity.WARNING,
        )
    elif outcome.status is Status.PARTLY_DONE and _nothing_done(outcome):
        yield Finding(
            id='partly-but-nothing',
            what=f"Löftet ”{commitment.id}” sägs vara delvis genomfört, men utfallet är {_counted(outcome.counts)} "
            "och inget som gjordes står med.",
            why="Läsaren ser att inget är gjort.",
            do="Kontrollera talet, välj not_done, eller skriv under events vad som gjordes.",
            place=place,
            severity=Severity.WARNING,
        )
    elif outcome.status is Status.NOT_STARTED and (outcome.events or any(count.number for count in outcome.counts)):
        yield Finding(
            id='started-but-not-started',
            what=f"Löftet ”{commitment.id}” sägs vara ej påbörjat, men uppföljningen har händelser eller tal.",
            why="Läsaren ser att något är gjort.",
            do="Välj ongoing, partly_done eller not_done.",
            place=place,
            severity=Severity.WARNING,
        )
