"""The follow-up that a new year begins with: one outcome for each commitment and party, with nothing said yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.context.target_text import target_text
from docgen.model import Comparator, PartyKind, Promiser, Scope
from docgen.starter.moved_years import moved_text
from docgen.starter.next_comments import with_comments
from docgen.swedish import join_list
from docgen.workspace.yaml_update import written

if TYPE_CHECKING:
    from docgen.model import Commitment, Promise
    from docgen.workspace import Workspace

_HEADER = """# yaml-language-server: $schema=../schemas/follow-up.json
# Uppföljningen. Fyll i den här, eller i Excel: docgen follow-up {id} --excel uppfoljning.xlsx
# status: done (genomfört), partly_done (delvis), not_done (ej genomfört), ongoing (pågår), not_started (ej påbörjat)
# eller dropped (utgår).
"""
_KINDS = {
    Promiser.POLICE: (PartyKind.POLICE,),
    Promiser.MUNICIPALITY: (PartyKind.MUNICIPALITY,),
    Promiser.OTHER: (PartyKind.OTHER,),
}


def follow_up_text(workspace: Workspace, promise: Promise) -> str:
    """Give the YAML of a follow-up of a whole promise in which every status is open."""
    data: dict[str, Any] = {
        'id': promise.id,
        'title': _title(workspace, promise),
        'promise': promise.id,
        'period': {'start': promise.period.start.isoformat()},
        'dated': None,
        'sender': _sender(workspace, promise),
        'introduction': None,
        'summary': None,
        'outcomes': [],
    }
    if promise.period.end:
        data['period']['end'] = promise.period.end.isoformat()
    comments: dict[tuple[str | int, ...], str] = {}
    for commitment in promise.commitments:
        comments['outcomes', len(data['outcomes'])] = (
            f"Löfte {commitment.number}, {commitment.title}: {join_list([*map(target_text, commitment.targets)])}"
        ).rstrip(': ')
        data['outcomes'] += empty_outcomes(workspace, promise, commitment)
    return with_comments(_HEADER.format(id=promise.id) + written(data).replace(': null\n', ':\n'), comments)


def empty_outcomes(workspace: Workspace, promise: Promise, commitment: Commitment) -> list[dict[str, Any]]:
    """Give a commitment's outcomes, one for each party that promised it, without status, numbers and comment.

    Args:
        workspace: the data.
        promise: the promise that is followed up.
        commitment: one of its commitments.
    """
    parties = promising_parties(workspace, promise, commitment)
    counts: list[dict[str, Any]] = []
    for position, target in enumerate(commitment.targets, 1):
        if target.comparator is Comparator.YES_NO:
            continue
        places = commitment.places if target.scope is Scope.PER_PLACE else (None,)
        counts += [{'target': position, 'number': None} | ({'place': place} if place else {}) for place in places]
    return [
        {'commitment': commitment.id}
        | ({'party': party} if len(parties) > 1 else {})
        | {'status': None}
        | ({'counts': [dict(each) for each in counts]} if counts else {})
        | {'comment': None}
        for party in parties or ('',)
    ]


def promising_parties(workspace: Workspace, promise: Promise, commitment: Commitment) -> tuple[str, ...]:
    """Give the ids of the parties that a commitment binds.

    Args:
        workspace: the data.
        promise: the promise.
        commitment: one of its commitments.
    """
    if commitment.parties:
        return commitment.parties
    kinds = _KINDS.get(commitment.promised_by, (PartyKind.MUNICIPALITY, PartyKind.POLICE))
    return tuple(
        each for each in promise.parties if each in workspace.parties and workspace.parties[each].kind in kinds
    )


def _title(workspace: Workspace, promise: Promise) -> str:
    before = next(iter(workspace.final_follow_ups(promise.previous)), None)
    earlier = workspace.promises.get(promise.previous or '')
    if before is not None and earlier is not None:
        return moved_text(before.title, earlier.period, promise.period)
    return f"Uppföljning av {promise.title[:1].lower()}{promise.title[1:]}"


def _sender(workspace: Workspace, promise: Promise) -> str:
    before = next(iter(workspace.final_follow_ups(promise.previous)), None)
    return before.sender if before is not None else workspace.settings.municipality
