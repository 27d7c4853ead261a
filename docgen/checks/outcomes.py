"""Every commitment is followed up once, in full: rule 4 of the domain, and what an outcome's counts point to.

Errors: a commitment without outcome, one followed up twice, or both as a whole and per party; an outcome of an
unknown commitment; a count that points to no target, or whose number and precision do not go together. Warnings: a
party or a place left out, a deviation without reason, a commitment that "continues" but is not in the next
promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.checks.finding_words import instead, listed, shown, target_in_words
from docgen.checks.parties import promising_parties
from docgen.checks.targets import reasonable
from docgen.errors import Finding, Severity
from docgen.model import Precision, Scope, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.model import Commitment, FollowUp, Outcome, Promise
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
            yield from _counts(workspace, key, index, outcome, commitment)
            yield from _deviation(workspace, key, index, outcome, promise)


def _coverage(workspace: Workspace, key: str, follow_up: FollowUp, promise: Promise) -> Iterator[Finding]:
    for commitment in promise.commitments:
        found = [(index, each) for index, each in enumerate(follow_up.outcomes) if each.commitment == commitment.id]
        if not found:
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
        if None not in seen and left_out:
            yield Finding(
                id='outcome-party-missing',
                what=f"Löftet ”{commitment.id}” följs upp för {listed(str(each) for each in seen)} "
                f"men inte för {listed(left_out)}.",
                why="När utfallet redovisas per part ska alla som lovat vara med.",
                do="Lägg till ett utfall med party, eller ta bort party om utfallet gäller alla.",
                place=workspace.place('follow_up', key, 'outcomes', found[0][0], 'party'),
                severity=Severity.WARNING,
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


def _counts(workspace: Workspace, key: str, index: int, outcome: Outcome, commitment: Commitment) -> Iterator[Finding]:
    seen: set[tuple[int, str | None]] = set()
    for position, count in enumerate(outcome.counts):
        path = ('outcomes', index, 'counts', position)
        if count.target > len(commitment.targets):
            has = f"bara {len(commitment.targets)}" if commitment.targets else "inga"
            yield Finding(
                id='count-unknown-target',
                what=f"Utfallet för ”{outcome.commitment}” gäller måttal {count.target}, men löftet har {has} måttal.",
                why="Talet hålls mot löftets måttal.",
                do="Rätta target, eller lägg till måttalet i löftet.",
                place=workspace.place('follow_up', key, *path, 'target'),
            )
            continue
        if (count.number is None) != (count.precision is Precision.UNKNOWN):
            missing = count.number is None
            yield Finding(
                id='count-number',
                what=f"Utfallet för ”{outcome.commitment}” saknar tal."
                if missing
                else f"Utfallet för ”{outcome.commitment}” har talet {shown(count.number or 0)} men sägs vara okänt.",
                why="Ett tal är antingen känt (exact, about, more_than, at_least) eller okänt (unknown).",
                do="Skriv number, eller precision: unknown." if missing else "Ta bort number, eller ändra precision.",
                place=workspace.place('follow_up', key, *path),
            )
        target = commitment.targets[count.target - 1]
        limit = 100 if target.unit in ('%', 'procent') else None
        if count.number is not None and (not reasonable(count.number) or (limit and count.number > limit)):
            yield Finding(
                id='count-too-large',
                what=f"Utfallet för ”{outcome.commitment}” är {shown(count.number)} {target.unit or ''}".rstrip()
                + ", som är orimligt.",
                why="En andel är högst 100 %, och mycket stora eller små tal är skrivfel.",
                do="Kontrollera talet.",
                place=workspace.place('follow_up', key, *path, 'number'),
            )
        if (count.target, count.place) in seen:
            yield Finding(
                id='count-twice',
                what=f"Utfallet för ”{outcome.commitment}” har två tal för måttalet {target_in_words(target)}"
                + (f" i {count.place}." if count.place else "."),
                why="Läsaren kan inte veta vilket tal som gäller.",
                do="Behåll ett av dem, eller ange place om de gäller olika platser.",
                place=workspace.place('follow_up', key, *path),
            )
        seen.add((count.target, count.place))
        if count.place is not None and commitment.places and count.place not in commitment.places:
            yield Finding(
                id='count-unknown-place',
                what=f"Utfallet för ”{outcome.commitment}” gäller platsen ”{count.place}”, som inte står i löftet.",
                why="Talet redovisas för var och en av löftets platser.",
                do=instead(count.place, commitment.places),
                place=workspace.place('follow_up', key, *path, 'place'),
                severity=Severity.WARNING,
            )
    yield from _places(workspace, key, index, outcome, commitment)


def _places(workspace: Workspace, key: str, index: int, outcome: Outcome, commitment: Commitment) -> Iterator[Finding]:
    for number, target in enumerate(commitment.targets, start=1):
        counted = [count.place for count in outcome.counts if count.target == number]
        left_out = [place for place in commitment.places if place not in counted]
        if target.scope is Scope.PER_PLACE and counted and left_out:
            yield Finding(
                id='count-place-missing',
                what=f"Måttalet {target_in_words(target)} i ”{outcome.commitment}” "
                f"redovisas inte för {listed(left_out)}.",
                why="Löftet gäller varje plats för sig.",
                do="Lägg till ett tal med place för var och en av platserna.",
                place=workspace.place('follow_up', key, 'outcomes', index, 'counts'),
                severity=Severity.WARNING,
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
    if not outcome.continues:
        return
    place = workspace.place('follow_up', key, 'outcomes', index, 'continues')
    for later in workspace.promises.values():
        if later.previous != promise.id:
            continue
        names = [commitment.id for commitment in later.commitments]
        if outcome.commitment not in names:
            yield Finding(
                id='continued-commitment-missing',
                what=f"Löftet ”{outcome.commitment}” sägs fortsätta men finns inte i ”{later.title}”.",
                why="Ett löfte som fortsätter har samma id i nästa medborgarlöfte.",
                do=f"Skriv continues: false, eller ge löftet samma id i båda. {instead(outcome.commitment, names)}",
                place=place,
                severity=Severity.WARNING,
            )
