"""Several follow-ups of one promise: each of its own days or its own party, and none that takes back another's figures.

Errors: two by the same sender of the same days, two final ones by the same sender. Warnings: days that are told twice,
an appendix that accounts for a part of the promise only, a whole that is less than one of its parts.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from docgen.checks.finding_words import shown
from docgen.checks.order_of_dates import span
from docgen.checks.targets import is_share
from docgen.errors import Finding, Severity
from docgen.model import Precision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from docgen.model import FollowUp, Period, Promise
    from docgen.workspace import Workspace


def findings(workspace: Workspace) -> Iterator[Finding]:
    """What the follow-ups of each promise say twice or against each other."""
    for promise in workspace.promises.values():
        own = workspace.follow_ups_of(promise.id)
        for first, second in combinations(own, 2):
            if first.sender == second.sender:
                yield from _same_days(workspace, promise, first, second)
            yield from _less_than_part(workspace, first, second)
            yield from _less_than_part(workspace, second, first)
        yield from _finals(workspace, promise)


def _same_days(workspace: Workspace, promise: Promise, first: FollowUp, second: FollowUp) -> Iterator[Finding]:
    if first.period == second.period:
        yield Finding(
            id='follow-up-twice',
            what=f"Uppföljningarna ”{first.id}” och ”{second.id}” gäller samma löfte, samma tid och samma avsändare.",
            why="Läsaren kan inte veta vilken som gäller, och filerna skulle få samma namn.",
            do="Ta bort den ena, eller rätta period eller sender.",
            place=workspace.place('follow_up', second.id, 'period'),
        )
    elif _overlap(first.period, second.period) and not any(
        each.period.includes(promise.period) or each.final for each in (first, second)
    ):
        yield Finding(
            id='follow-ups-overlap',
            what=f"Uppföljningarna ”{first.id}” ({span(first.period)}) och ”{second.id}” ({span(second.period)}) "
            "gäller delvis samma dagar.",
            why="Det som gjordes de dagarna skulle räknas två gånger.",
            do="Rätta period, eller skriv final: true i den som gäller hela löftet.",
            place=workspace.place('follow_up', second.id, 'period'),
            severity=Severity.WARNING,
        )


def _overlap(first: Period, second: Period) -> bool:
    return first.covers(second.start) or second.covers(first.start)


def _finals(workspace: Workspace, promise: Promise) -> Iterator[Finding]:
    finals = workspace.final_follow_ups(promise.id)
    senders: dict[str, str] = {}
    for each in finals:
        if each.sender in senders:
            yield Finding(
                id='follow-up-final-twice',
                what=f"Både ”{senders[each.sender]}” och ”{each.id}” är slutlig uppföljning av ”{promise.title}”.",
                why="Den slutliga uppföljningen blir bilaga till nästa löfte.",
                do="Skriv final: true i den ena och final: false i den andra.",
                place=workspace.place('follow_up', each.id, 'final'),
            )
        senders.setdefault(each.sender, each.id)
        if promise.period.end is None or each.period.includes(promise.period):
            continue
        for later in workspace.promises.values():
            if later.previous == promise.id:
                yield Finding(
                    id='appendix-covers-part',
                    what=f"Bilagan till ”{later.title}” är uppföljningen ”{each.title}”, som bara gäller "
                    f"{span(each.period)} av löftesperioden {span(promise.period)}.",
                    why="Läsaren får inte veta hur det gick under resten av tiden.",
                    do="Skriv en uppföljning för hela löftesperioden, eller bortse från detta om bilagan säger varför.",
                    place=workspace.place('follow_up', each.id, 'period'),
                    severity=Severity.WARNING,
                )


def _less_than_part(workspace: Workspace, whole: FollowUp, part: FollowUp) -> Iterator[Finding]:
    if whole.period == part.period or not whole.period.includes(part.period):
        return
    parts = {key: number for key, (number, _) in _figures(workspace, part).items()}
    for key, (number, index) in _figures(workspace, whole).items():
        if key in parts and number < parts[key]:
            yield Finding(
                id='follow-ups-disagree',
                what=f"Uppföljningen ”{whole.id}” har talet {shown(number)} för löftet ”{key[0]}”, "
                f"men ”{part.id}”, som gäller en del av samma tid, har {shown(parts[key])}.",
                why="Det hela kan inte vara mindre än en del av det.",
                do="Kontrollera båda talen.",
                place=workspace.place('follow_up', whole.id, 'outcomes', index, 'counts'),
                severity=Severity.WARNING,
            )


def _figures(
    workspace: Workspace, follow_up: FollowUp
) -> dict[tuple[str, str | None, int, str | None], tuple[Decimal, int]]:
    """Give the exact counts, with the outcome's place in the list, by what they count; shares cannot be compared."""
    targets = {
        (commitment.id, number): target
        for commitment in workspace.promises[follow_up.promise].commitments
        for number, target in enumerate(commitment.targets, start=1)
    }
    return {
        (outcome.commitment, outcome.party, count.target, count.place): (count.number, index)
        for index, outcome in enumerate(follow_up.outcomes)
        for count in outcome.counts
        if count.number is not None and count.precision is Precision.EXACT and count.sub_condition is None
        if (target := targets.get((outcome.commitment, count.target))) and not is_share(target.unit)
    }
