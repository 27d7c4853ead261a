"""Every commitment is followed up once, in full (rule 4 of docs/rules.md).

Errors: a commitment without outcome, one followed up twice, or both as a whole and per party; an outcome of an unknown
commitment. Warnings: a party left out, a deviation without reason, a commitment that "continues" but is not in the next
promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.checks.finding_words import instead, listed
from docgen.checks.parties import promising_parties
from docgen.errors import Finding, Severity
from docgen.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.model import FollowUp, Outcome, Promise
    from docgen.workspace import Workspace

_DEVIATIONS = (Status.PARTLY_DONE, Status.NOT_DONE, Status.NOT_STARTED, Status.DROPPED)


def findings(workspace: Workspace) -> Iterator[Finding]:
    """What the follow-ups leave out or say twice."""
    for key, follow_up in workspace.follow_ups.items():
        promise = workspace.promises.get(follow_up.promise)
        if promise is None:
            continue
        yield from _coverage(workspace, key, follow_up, promise)
        commitments = {commitment.id: commitment for commitment in promise.commitments}
        for index, outcome in enumerate(follow_up.outcomes):
            commitment = commitments.get(outcome.commitment)
            if commitment is None:
                yield Finding(
                    id='unknown-commitment',
                    what=f"Uppföljningen har ett utfall för ”{outcome.commitment}”, "
                    f"som inte finns i ”{promise.title}”.",
                    why="Utfallet hör till ett löfte vars text upprepas.",
                    do=instead(outcome.commitment, commitments),
                    place=workspace.place('follow_up', key, 'outcomes', index, 'commitment'),
                )
                continue
            yield from _party(workspace, key, index, outcome, promise)
            yield from _deviation(workspace, key, index, outcome, promise)


def _coverage(workspace: Workspace, key: str, follow_up: FollowUp, promise: Promise) -> Iterator[Finding]:
    for commitment in promise.commitments:
        found = [(index, each) for index, each in enumerate(follow_up.outcomes) if each.commitment == commitment.id]
        if not found:
            if _elsewhere(workspace, follow_up, commitment.id):
                continue
            yield Finding(
                id='outcome-missing',
                what=f"Löftet ”{commitment.id}” (nummer {commitment.number}) i ”{promise.title}” följs inte upp.",
                why="Invånarna ska få veta hur det gick med varje löfte.",
                do=f"Lägg till ett utfall med commitment: {commitment.id}",
                place=workspace.place('follow_up', key, 'outcomes'),
            )
            continue
        seen: dict[str | None, int] = {}
        for index, outcome in found:
            place = workspace.place('follow_up', key, 'outcomes', index, 'commitment')
            if outcome.party in seen:
                line = workspace.place('follow_up', key, 'outcomes', seen[outcome.party]).line
                whom = f" för ”{outcome.party}”" if outcome.party else ''
                yield Finding(
                    id='outcome-twice',
                    what=f"Löftet ”{commitment.id}” följs upp två gånger{whom}; först på rad {line}.",
                    why="Läsaren kan inte veta vilket utfall som gäller.",
                    do="Slå ihop dem, eller ange party om utfallet skiljer sig mellan parterna.",
                    place=place,
                )
            seen.setdefault(outcome.party, index)
        if None in seen and len(seen) > 1:
            yield Finding(
                id='outcome-mixed',
                what=f"Löftet ”{commitment.id}” har både ett gemensamt utfall och utfall för en part.",
                why="Antingen gäller ett utfall alla, eller så har varje part sitt.",
                do="Ange party på alla utfall för löftet, eller på inget.",
                place=workspace.place('follow_up', key, 'outcomes', seen[None], 'commitment'),
            )
        left_out = [each for each in promising_parties(workspace, promise, commitment) if each not in seen]
        if None not in seen and left_out and not _elsewhere(workspace, follow_up, commitment.id):
            yield Finding(
                id='outcome-party-missing',
                what=f"Löftet ”{commitment.id}” följs upp för {listed(str(each) for each in seen)} "
                f"men inte för {listed(left_out)}.",
                why="När utfallet redovisas per part ska alla som lovat vara med.",
                do="Lägg till ett utfall med party, eller ta bort party om utfallet gäller alla.",
                place=workspace.place('follow_up', key, 'outcomes', found[0][0], 'party'),
                severity=Severity.WARNING,
            )


def _elsewhere(workspace: Workspace, follow_up: FollowUp, commitment: str) -> bool:
    """Whether another party's follow-up of the same days has an outcome for the commitment."""
    return any(
        outcome.commitment == commitment
        for each in workspace.follow_ups_of(follow_up.promise)
        if each.id != follow_up.id and each.period == follow_up.period
        for outcome in each.outcomes
    )


def _party(workspace: Workspace, key: str, index: int, outcome: Outcome, promise: Promise) -> Iterator[Finding]:
    if outcome.party in workspace.parties and outcome.party not in promise.parties:
        yield Finding(
            id='outcome-party-outside',
            what=f"Utfallet för ”{outcome.commitment}” gäller ”{outcome.party}”, som inte är part i ”{promise.title}”.",
            why="Den som följs upp ska ha lovat något.",
            do=instead(str(outcome.party), promise.parties),
            place=workspace.place('follow_up', key, 'outcomes', index, 'party'),
        )


def _deviation(workspace: Workspace, key: str, index: int, outcome: Outcome, promise: Promise) -> Iterator[Finding]:
    if outcome.status in _DEVIATIONS and outcome.reason is None:
        yield Finding(
            id='reason-missing',
            what=f"Löftet ”{outcome.commitment}” genomfördes inte fullt ut, men skälet saknas.",
            why="Invånarna vill veta varför ett löfte inte hölls.",
            do="Lägg till reason: pandemic, other_priority, resources, changed_need eller other.",
            place=workspace.place('follow_up', key, 'outcomes', index, 'status'),
            severity=Severity.WARNING,
        )
    if outcome.continues is None:
        return
    place = workspace.place('follow_up', key, 'outcomes', index, 'continues')
    for later in workspace.promises.values():
        if later.previous != promise.id:
            continue
        names = [commitment.id for commitment in later.commitments]
        if not outcome.continues:
            if outcome.commitment in names:
                yield Finding(
                    id='dropped-commitment-continues',
                    what=f"Löftet ”{outcome.commitment}” sägs inte fortsätta, men finns i ”{later.title}”.",
                    why="Läsaren ser ”Fortsätter löftet? Nej” i bilagan till ett löfte som har det.",
                    do="Skriv continues: true, eller ge löftet ett nytt id om det är ett annat.",
                    place=place,
                    severity=Severity.WARNING,
                )
            continue
        if outcome.commitment not in names:
            yield Finding(
                id='continued-commitment-missing',
                what=f"Löftet ”{outcome.commitment}” sägs fortsätta men finns inte i ”{later.title}”.",
                why="Ett löfte som fortsätter har samma id i nästa medborgarlöfte.",
                do=f"Skriv continues: false, eller ge löftet samma id i båda. {instead(outcome.commitment, names)}",
                place=place,
                severity=Severity.WARNING,
            )
