"""The status of a follow-up's outcome that its numbers give, proposed in the form; none where a person must judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.checks.target_reached import Reached, reached
from docgen.model import Count, Period, Target
from docgen.workspace.yaml_source import as_json

if TYPE_CHECKING:
    from collections.abc import Mapping

MET, MISSED, JUDGED = (
    "Talet når målet: genomfört.",
    "Talet når inte målet.",
    "Talet avgör inte: skriv vem som har bedömt.",
)


def proposed_status(commitment: Mapping[str, Any], outcome: Mapping[str, Any], period: object, promised: object) -> str:
    """Say what the counts of an outcome come to, held against the commitment's targets; empty without counts.

    Args:
        commitment: as its file says it.
        outcome: likewise.
        period: the days that are followed up.
        promised: the promise's own period.
    """
    if not outcome.get('counts'):
        return ''
    try:
        span, whole = (Period.model_validate_json(as_json(each)) for each in (period, promised))
        targets = [Target.model_validate_json(as_json(each)) for each in commitment.get('targets') or ()]
        counts = [Count.model_validate_json(as_json(each)) for each in outcome.get('counts') or ()]
    except ValueError:
        return ''
    verdicts = []
    for number, target in enumerate(targets, 1):
        own = [each for each in counts if each.target == number]
        verdicts.append(reached(target, own, span, whole) if own else Reached.OPEN)
    if not verdicts:
        return ''
    if Reached.MISSED in verdicts:
        return MISSED
    return MET if all(each in (Reached.MET, Reached.EXCEEDED) for each in verdicts) else JUDGED
