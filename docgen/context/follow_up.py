"""The context of the follow-up's template, on its own or as an appendix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docgen.context.promise import promised_by
from docgen.context.shared_context import (
    Context,
    ContextValue,
    day_text,
    one_line,
    paragraphs,
    sentence_case,
    shared_context,
    title_in_text,
    with_no_break_spaces,
)
from docgen.context.target_text import count_text, sub_condition_result, sub_condition_text, target_text
from docgen.context.words_for_choices import REASONS, STATUSES
from docgen.model import Commitment, DocumentKind, FollowUp, Outcome, Status
from docgen.swedish import join_list, long_date, number_words, percent, period_text, plural

if TYPE_CHECKING:
    from docgen.model.wording import FollowUpWording
    from docgen.workspace import Workspace

_UNTRIED = frozenset((Status.NOT_STARTED, Status.DROPPED, Status.NOT_APPLICABLE))
"""The statuses with which nobody expects a number."""


def follow_up_context(
    workspace: Workspace, follow_up: FollowUp, *, appendix: str = '', page_prefix: str = '', draft: bool = False
) -> Context:
    """Give all that the follow-up's template may use; templates/README.md explains each name.

    Args:
        workspace: where the follow-up lies.
        follow_up: the follow-up.
        appendix: "Bilaga 1" when it is made as an appendix.
        page_prefix: "B1-" when it is made as an appendix.
        draft: whether gaps are allowed.
    """
    promise = workspace.promises[follow_up.promise]
    context = shared_context(
        workspace,
        follow_up,
        kind=DocumentKind.FOLLOW_UP.value,
        title=follow_up.title,
        date=follow_up.dated,
        date_key='dated',
        draft=draft,
        appendix=appendix,
        page_prefix=page_prefix,
    )
    commitments = {each.id: each for each in promise.commitments}
    in_order = sorted(follow_up.outcomes, key=lambda each: commitments[each.commitment].number)
    applicable = [each for each in in_order if each.status is not Status.NOT_APPLICABLE]
    words = workspace.wording.follow_up
    statistics, sum_of_shares = _statistics(in_order)
    outcomes: list[Context] = [_outcome(workspace, each, commitments[each.commitment], follow_up) for each in in_order]
    _side_by_side(outcomes)
    sender = workspace.parties[follow_up.sender]
    context['follow_up'] = {
        'title': follow_up.title,
        'promise_title': promise.title,
        'period': period_text(follow_up.period),
        'period_from': long_date(follow_up.period.start),
        'period_to': long_date(follow_up.period.end) if follow_up.period.end else '',
        'dated': day_text(follow_up.dated, 'dated'),
        'sender': sender.name,
        'introduction': paragraphs(follow_up.introduction),
        'summary': paragraphs(follow_up.summary),
        'conclusions': paragraphs(follow_up.conclusions),
        'total': len(applicable),
        'total_note': _total_note(in_order, commitments, words),
        'share_note': '' if sum_of_shares in (0, 100) else words.rounded.format(sum=percent(sum_of_shares)),
        'chart_text': _chart_text(applicable),
        'statistics': list(statistics),
        'outcomes': list(outcomes),
        'any_targets': any(each['result_rows'] for each in outcomes),
        'any_results': any(each['any_results'] for each in outcomes),
    }
    context['promise'] = {
        'title': promise.title,
        'title_in_text': title_in_text(promise.title),
        'period': period_text(promise.period),
        'agreement_title': workspace.agreements[promise.agreement].title,
    }
    return with_no_break_spaces(context)


def _statistics(outcomes: list[Outcome]) -> tuple[list[Context], int]:
    """How many outcomes have each status and what share of them that is, and what the shares add up to.

    Each share is its own, rounded half up: 4 of 9 is 44 %. A condition that never arose is no share of anything.
    """
    counts = Counter(outcome.status for outcome in outcomes)
    total = sum(count for status, count in counts.items() if status is not Status.NOT_APPLICABLE)
    rows: list[Context] = []
    added = 0
    for status, words in STATUSES.items():
        if not counts[status]:
            continue
        share = (200 * counts[status] + total) // (2 * total) if status is not Status.NOT_APPLICABLE else None
        added += share or 0
        rows.append(
            {
                **words,
                'count': counts[status],
                'share': "–" if share is None else percent(share),
                'counted': share is not None,
            }
        )
    return rows, added


def _total_note(outcomes: list[Outcome], commitments: dict[str, Commitment], words: FollowUpWording) -> str:
    """Say why there are more or fewer outcomes in the table than commitments; empty when there are as many."""
    counted = [each for each in outcomes if each.status is not Status.NOT_APPLICABLE]
    times = Counter(commitments[outcome.commitment].number for outcome in counted)
    several = [str(number) for number, count in times.items() if count > 1]
    said = []
    if several:
        said.append(words.per_party_one.format(numbers=join_list(several)))
        said.append(words.per_party.format(outcomes=number_words(len(counted)), commitments=number_words(len(times))))
    left_out = len(outcomes) - len(counted)
    if left_out == 1:
        said.append(words.not_applicable_one)
    elif left_out:
        said.append(words.not_applicable.format(count=sentence_case(number_words(left_out))))
    return ' '.join(said)


def _chart_text(outcomes: list[Outcome]) -> str:
    counts = Counter(outcome.status for outcome in outcomes)
    parts = [
        f"{number_words(counts[status])} {_in_number(status, counts[status])}" for status in STATUSES if counts[status]
    ]
    if not parts:
        return "Stapeldiagram utan utfall."
    return f"Stapeldiagram över {number_words(len(outcomes))} utfall: {join_list(parts)}."


def _in_number(status: Status, count: int) -> str:
    """Say the status of outcomes (ett utfall, flera utfall)."""
    one, many = {
        Status.DONE: ("genomfört", "genomförda"),
        Status.PARTLY_DONE: ("delvis genomfört", "delvis genomförda"),
        Status.ONGOING: ("pågår", "pågår"),
        Status.NOT_STARTED: ("ej påbörjat", "ej påbörjade"),
        Status.NOT_DONE: ("ej genomfört", "ej genomförda"),
        Status.DROPPED: ("utgår", "utgår"),
        Status.NOT_APPLICABLE: ("vars villkor inte inföll", "vars villkor inte inföll"),
    }[status]
    return plural(count, one, many)


def _outcome(workspace: Workspace, outcome: Outcome, commitment: Commitment, follow_up: FollowUp) -> Context:
    rows = _result_rows(workspace, outcome, commitment, follow_up)
    return {
        'number': commitment.number,
        'title': commitment.title,
        'party': workspace.parties[outcome.party].name if outcome.party else '',
        'commitment_text': paragraphs(commitment.text),
        'promised_by': promised_by(workspace, commitment),
        'status': dict(STATUSES[outcome.status]),
        'targets': [target_text(target, commitment.condition) for target in commitment.targets],
        'results': [row['result'] for row in rows if row['result']],
        'result_rows': list(rows),
        'any_results': any(row['result'] for row in rows),
        'parties': [],
        'events': [
            {
                'date': long_date(event.date) if event.date else '',
                'place': event.place or '',
                'count': str(event.count) if event.count else '',
                'times': f"{event.count} gånger" if event.count and event.count > 1 else '',
                'text': event.text,
            }
            for event in outcome.events
        ],
        'event_dates': any(event.date for event in outcome.events),
        'event_places': any(event.place for event in outcome.events),
        'event_counts': any(event.count for event in outcome.events),
        'comment': paragraphs(outcome.comment),
        'reason': REASONS[outcome.reason] if outcome.reason else '',
        'substitute': paragraphs(outcome.substitute),
        'next_step': paragraphs(outcome.next_step),
        'continues': '' if outcome.continues is None else "Ja" if outcome.continues else "Nej",
        'assessed_by': one_line(outcome.assessed_by or ''),
    }


def _side_by_side(outcomes: list[Context]) -> None:
    """Give the first of several outcomes of one commitment a row for each party's status and figures."""
    for number, times in Counter(str(each['number']) for each in outcomes).items():
        if times > 1:
            own = [each for each in outcomes if str(each['number']) == number]
            own[0]['parties'] = [
                {'party': each['party'], 'status': each['status'], 'result_rows': each['result_rows']} for each in own
            ]


def _result_rows(
    workspace: Workspace, outcome: Outcome, commitment: Commitment, follow_up: FollowUp
) -> list[dict[str, ContextValue]]:
    """One row for each target and each sub-condition; its result is empty where only the status tells."""
    rows: list[dict[str, ContextValue]] = []
    period, wording = follow_up.period, workspace.wording
    promised = workspace.promises[follow_up.promise].period
    earlier = [
        each.period
        for each in workspace.follow_ups.values()
        if each.promise == follow_up.promise and each.period.start < period.start
    ]
    for position, target in enumerate(commitment.targets, 1):
        counts = [count for count in outcome.counts if count.target == position]
        reached = [
            count_text(each, target, period, promised, wording, earlier=earlier)
            for each in counts
            if not each.sub_condition
        ]
        asked = target_text(target, commitment.condition, with_parts=False)
        to_count = target.number is not None and outcome.status not in _UNTRIED
        result = '; '.join(reached) or (wording.follow_up.not_counted if to_count else '')
        rows.append({'target': sentence_case(asked), 'result': sentence_case(result)})
        for number, condition in enumerate(target.sub_conditions, 1):
            # Where the rows of a commitment are stacked in one cell, a share by itself would stand beside another line.
            result = f"{sub_condition_result(condition, number, counts, wording)} {condition.text}"
            rows.append({'target': f"Varav {sub_condition_text(condition)}", 'result': sentence_case(result)})
    return rows
