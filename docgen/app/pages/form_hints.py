"""What a form tells while it is filled in: how an entry will read, what its numbers come to, the promise before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.app.forms.fields import ITEM
from docgen.checks.target_reached import Reached, reached
from docgen.context.target_text import sub_condition_text, target_text
from docgen.context.words_for_choices import STATUSES
from docgen.model import Count, Period, SubCondition, Target
from docgen.workspace.yaml_source import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgen.app.pages.record_addresses import Part
    from docgen.app.server.visit import Visit
    from docgen.model import Record

MET, MISSED, JUDGED = (
    "Talet når målet: genomfört.",
    "Talet når inte målet.",
    "Talet avgör inte: skriv vem som har bedömt.",
)


def sentence(model: type[Record], data: Mapping[str, Any]) -> str:
    """Give the sentence of a target or a part of one; empty as long as it lacks something, and for all else."""
    try:
        if model is Target:
            return _capital(target_text(Target.model_validate_json(as_json(_without_tokens(data)))))
        if model is SubCondition:
            return sub_condition_text(SubCondition.model_validate_json(as_json(_without_tokens(data))))
    except ValueError:
        return ''
    return ''


def sentences(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the sentence of each target of a commitment, by its name in HTML."""
    for each in data.get('targets') or ():
        yield f'targets.{each[ITEM]}', sentence(Target, each)


def target_sentences(commitment: Mapping[str, Any]) -> list[str]:
    """Give how a commitment's targets read."""
    targets = commitment.get('targets')
    dicts = [each for each in targets if isinstance(each, dict)] if isinstance(targets, list) else []
    return [text for text in (sentence(Target, each) for each in dicts) if text]


def _without_tokens(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_tokens(each) for key, each in data.items() if key != ITEM}
    return [_without_tokens(each) for each in data] if isinstance(data, list) else data


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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


def last_year(visit: Visit, part: Part) -> list[tuple[str, str]]:
    """Give labels and texts of the same commitment in the promise before; nothing if it is new."""
    workspace = visit.desk.state().workspace
    previous = part.file.data.get('previous')
    promise = workspace.promises.get(str(previous)) if workspace and previous else None
    if workspace is None or promise is None:
        return []
    before = next((each for each in promise.commitments if each.id == part.data.get('id')), None)
    if before is None:
        return []
    told = [("Löftet", before.short_text), *(("Mått", target_text(each)) for each in before.targets)]
    for follow_up in workspace.follow_ups_of(promise.id):
        for outcome in follow_up.outcomes:
            if outcome.commitment == before.id:
                party = workspace.parties.get(outcome.party or '')
                told.append(
                    (party.name if party else "Utfall", f"{STATUSES[outcome.status]['word']}. {outcome.comment}")
                )
    return told
