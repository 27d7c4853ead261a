"""An outcome's status agrees with its counts, and "genomfört" is never said by a vague number alone: rule 3 of the
domain.

Errors: "genomfört" where the counts miss a target, or where they do not decide it, without a person named in
`assessed_by`. Warnings: the counts miss the target but a person has judged it done; the counts reach every target
but the status says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.checks.finding_words import shown, target_in_words
from docgen.checks.target_reached import Reached, reached
from docgen.errors import Finding, Severity
from docgen.model import Comparator, Precision, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.errors import Place
    from docgen.model import Commitment, Count, FollowUp, Outcome, Target
    from docgen.workspace import Workspace

_BELOW = {
    Status.PARTLY_DONE: "delvis genomfört",
    Status.NOT_DONE: "ej genomfört",
    Status.NOT_STARTED: "ej påbörjat",
}
_PRECISION = {
    Precision.EXACT: '',
    Precision.ABOUT: "cirka ",
    Precision.MORE_THAN: "fler än ",
    Precision.AT_LEAST: "minst ",
    Precision.UNKNOWN: '',
}


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where status and counts disagree, or a person must say."""
    for key, follow_up in workspace.follow_ups.items():
        promise = workspace.promises.get(follow_up.promise)
        commitments = {} if promise is None else {each.id: each for each in promise.commitments}
        for index, outcome in enumerate(follow_up.outcomes):
            commitment = commitments.get(outcome.commitment)
            if commitment is None:
                continue
            place = workspace.place('follow_up', key, 'outcomes', index, 'status')
            if outcome.status is Status.DONE:
                yield from _done(outcome, commitment, follow_up, place)
            elif outcome.status in _BELOW:
                yield from _below(outcome, commitment, follow_up, place)


def _verdicts(
    outcome: Outcome, commitment: Commitment, follow_up: FollowUp
) -> Iterator[tuple[Target, list[Count], Reached]]:
    for number, target in enumerate(commitment.targets, start=1):
        counts = [count for count in outcome.counts if count.target == number]
        yield target, counts, reached(target, counts, follow_up.period)


def _done(outcome: Outcome, commitment: Commitment, follow_up: FollowUp, place: Place) -> Iterator[Finding]:
    judged = outcome.assessed_by is not None
    for target, counts, verdict in _verdicts(outcome, commitment, follow_up):
        if verdict is Reached.MISSED:
            yield Finding(
                id='done-but-missed',
                what=f"Löftet ”{commitment.id}” sägs vara genomfört, "
                f"men utfallet är {_counted(counts)} och måttalet {target_in_words(target)}.",
                why="Läsaren ser båda talen och att de inte går ihop.",
                do="Kontrollera talet, eller välj partly_done eller not_done."
                + ('' if judged else " Skriv vem som bedömt utfallet (assessed_by) om det ändå är genomfört."),
                place=place,
                severity=Severity.WARNING if judged else Severity.ERROR,
            )
        elif verdict is Reached.OPEN and not judged:
            yield _unjudged(commitment, _undecided(target, counts), place)
            return
    if not commitment.targets and not judged:
        yield _unjudged(commitment, "löftet saknar måttal", place)


def _unjudged(commitment: Commitment, because: str, place: Place) -> Finding:
    return Finding(
        id='done-without-assessor',
        what=f"Löftet ”{commitment.id}” sägs vara genomfört, men {because}.",
        why="Talen avgör inte själva om löftet är genomfört. En människa måste ha bedömt det.",
        do="Skriv vem som bedömt utfallet, till exempel assessed_by: kommunpolisen",
        place=place,
    )


def _undecided(target: Target, counts: Sequence[Count]) -> str:
    if target.comparator is Comparator.YES_NO:
        unit = f" ({target.unit})" if target.unit else ''
        return f"måttalet är att det görs{unit}, och det avgör inget tal"
    if target.number is None and counts:
        return f"måttalet {target_in_words(target)} har inget tal att räkna mot"
    if not counts:
        return f"uppföljningen har inget tal för måttalet {target_in_words(target)}"
    if any(count.number is None for count in counts):
        return f"utfallet för måttalet {target_in_words(target)} är okänt"
    return f"måttalet {target_in_words(target)} har det ungefärliga utfallet {_counted(counts)}"


def _counted(counts: Sequence[Count]) -> str:
    words = []
    for count in counts:
        number = "okänt" if count.number is None else shown(count.number)
        words.append(f"{_PRECISION[count.precision]}{number}{f' i {count.place}' if count.place else ''}")
    return ", ".join(words)


def _below(outcome: Outcome, commitment: Commitment, follow_up: FollowUp, place: Place) -> Iterator[Finding]:
    verdicts = list(_verdicts(outcome, commitment, follow_up))
    if outcome.party is None and verdicts and all(verdict is Reached.MET for _, _, verdict in verdicts):
        target, counts, _ = verdicts[0]
        yield Finding(
            id='met-but-not-done',
            what=f"Löftet ”{commitment.id}” sägs vara {_BELOW[outcome.status]}, "
            f"men utfallet är {_counted(counts)} och måttalet {target_in_words(target)}.",
            why="Läsaren ser att måttalet är uppnått.",
            do="Kontrollera talet, eller välj status: done. Förklara annars i kommentaren vad som saknas.",
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
