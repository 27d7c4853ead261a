"""What an outcome's counts point to, and whether they can be: a target, one of its sub-conditions, a place.

Errors: a count of no target or sub-condition, one whose number and precision do not go together, a part that is larger
than the whole, two counts of the same thing, one of something that nobody can name in the singular. Warnings: a place
that the commitment does not have, or that is left out.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docgen.checks.finding_words import instead, listed, shown, target_in_words
from docgen.checks.target_numbers import names_unit
from docgen.checks.targets import is_invariable, is_share, reasonable
from docgen.errors import Finding, Severity
from docgen.model import Precision, Scope
from docgen.swedish import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docgen.errors import Place
    from docgen.model import Commitment, Count, Outcome, SubCondition, Target
    from docgen.workspace import Workspace


def findings(workspace: Workspace) -> Iterator[Finding]:
    """What is wrong with the counts of every outcome."""
    for key, follow_up in workspace.follow_ups.items():
        promise = workspace.promises.get(follow_up.promise)
        commitments = {} if promise is None else {each.id: each for each in promise.commitments}
        for index, outcome in enumerate(follow_up.outcomes):
            commitment = commitments.get(outcome.commitment)
            if commitment is not None:
                yield from _counts(workspace, key, index, outcome, commitment)


def _counts(workspace: Workspace, key: str, index: int, outcome: Outcome, commitment: Commitment) -> Iterator[Finding]:
    seen: set[tuple[int, int | None, str | None]] = set()
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
        place = partial(workspace.place, 'follow_up', key, *path)
        condition = _condition(target, count)
        if count.sub_condition is not None and condition is None:
            yield _unknown_condition(outcome, target, place('sub_condition'))
            continue
        unit = count.unit or (condition.unit if condition else None) or (None if condition else target.unit)
        yield from _part(outcome, target, condition, count, place)
        limit = 100 if is_share(unit) else None
        if count.number is not None and (not reasonable(count.number) or (limit and count.number > limit)):
            yield Finding(
                id='count-too-large',
                what=f"Utfallet för ”{outcome.commitment}” är {shown(count.number)} {unit or ''}".rstrip()
                + ", som är orimligt.",
                why="En andel är högst 100 %, och mycket stora eller små tal är skrivfel.",
                do="Kontrollera talet.",
                place=workspace.place('follow_up', key, *path, 'number'),
            )
        if (count.target, count.sub_condition, count.place) in seen:
            yield Finding(
                id='count-twice',
                what=f"Utfallet för ”{outcome.commitment}” har två tal för måttalet {target_in_words(target)}"
                + (f" i {count.place}." if count.place else "."),
                why="Läsaren kan inte veta vilket tal som gäller.",
                do="Behåll ett av dem, eller ange place om de gäller olika platser.",
                place=workspace.place('follow_up', key, *path),
            )
        seen.add((count.target, count.sub_condition, count.place))
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
    yield from _events(outcome, commitment, partial(workspace.place, 'follow_up', key, 'outcomes', index))


def _events(outcome: Outcome, commitment: Commitment, place: Callable[..., Place]) -> Iterator[Finding]:
    """Whether the events that name a target's unit are more than the outcome counts of it."""
    for number, target in enumerate(commitment.targets, start=1):
        own = [each for each in outcome.counts if each.target == number and each.sub_condition is None]
        if not own or any(each.number is None or each.precision is not Precision.EXACT for each in own):
            continue
        total = sum(each.number for each in own if each.number is not None)
        told = sum(each.count or 1 for each in outcome.events if names_unit(each.text, target))
        if told > total:
            yield Finding(
                id='events-exceed-count',
                what=f"Utfallet för ”{outcome.commitment}” är {shown(total)} {target.unit}, men händelserna är {told}.",
                why="Läsaren räknar händelserna och ser ett annat tal.",
                do="Kontrollera talet under counts och antalet i händelserna.",
                place=place('events'),
                severity=Severity.WARNING,
            )


def _places(workspace: Workspace, key: str, index: int, outcome: Outcome, commitment: Commitment) -> Iterator[Finding]:
    for number, target in enumerate(commitment.targets, start=1):
        counted = [each.place for each in outcome.counts if each.target == number and not each.sub_condition]
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


def _condition(target: Target, count: Count) -> SubCondition | None:
    if count.sub_condition is None or count.sub_condition > len(target.sub_conditions):
        return None
    return target.sub_conditions[count.sub_condition - 1]


def _unknown_condition(outcome: Outcome, target: Target, place: Place) -> Finding:
    has = f"bara {len(target.sub_conditions)}" if target.sub_conditions else "inga"
    return Finding(
        id='count-unknown-sub-condition',
        what=f"Utfallet för ”{outcome.commitment}” gäller ett delvillkor, men måttalet {target_in_words(target)} "
        f"har {has} delvillkor.",
        why="Talet hålls mot delvillkoret.",
        do="Rätta sub_condition, eller lägg till delvillkoret i löftet.",
        place=place,
    )


def _part(
    outcome: Outcome, target: Target, condition: SubCondition | None, count: Count, place: Callable[..., Place]
) -> Iterator[Finding]:
    """What is wrong with one count in itself: a part larger than the whole, a unit of its own, one of something."""
    if condition is None and count.unit is not None and count.unit != target.unit:
        yield Finding(
            id='count-unit',
            what=f"Utfallet för ”{outcome.commitment}” räknas i {count.unit}, "
            f"men måttalet {target_in_words(target)} i {target.unit or 'något annat'}.",
            why="Tal i olika enheter går inte att jämföra.",
            do="Ta bort unit, eller räkna i måttalets enhet.",
            place=place('unit'),
        )
    counted = condition is None and count.number == 1 and target.unit and not is_invariable(target.unit)
    if counted and target.unit and one_of(target.unit, target.unit_one) is None:
        yield Finding(
            id='count-unit-one-missing',
            what=f"Utfallet för ”{outcome.commitment}” är ett, men det framgår inte vad en av {target.unit} heter.",
            why=f"Dokumentet skulle skriva ”1 {target.unit}”.",
            do="Lägg till unit_one i löftets mått, till exempel unit_one: en trafikkontroll.",
            place=place('number'),
        )
    if condition is not None and count.number is not None and reasonable(count.number):
        unit = count.unit or condition.unit
        whole = [
            each.number
            for each in outcome.counts
            if each.target == count.target and each.sub_condition is None and each.number is not None
        ]
        exact = all(each.precision is Precision.EXACT for each in outcome.counts if each.target == count.target)
        if not is_share(unit) and whole and exact and count.number > sum(whole):
            yield Finding(
                id='sub-count-exceeds',
                what=f"Utfallet för ”{outcome.commitment}” är {shown(sum(whole))}, men delvillkoret har talet "
                f"{shown(count.number)}.",
                why="En del kan inte vara större än det hela.",
                do="Kontrollera båda talen.",
                place=place('number'),
            )
