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
    with_no_break_spaces,
)
from docgen.context.target_text import count_text, target_text
from docgen.context.words_for_choices import REASONS, STATUSES
from docgen.model import Commitment, DocumentKind, FollowUp, Outcome, Status
from docgen.swedish import join_list, long_date, number_words, percent, period_text, plural

if TYPE_CHECKING:
    from docgen.model import Period
    from docgen.workspace import Workspace


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
    statistics = _statistics(in_order)
    context['follow_up'] = {
        'title': follow_up.title,
        'promise_title': promise.title,
        'period': period_text(follow_up.period),
        'period_from': long_date(follow_up.period.start),
        'period_to': long_date(follow_up.period.end) if follow_up.period.end else '',
        'dated': day_text(follow_up.dated, 'dated'),
        'sender': workspace.parties[follow_up.sender].name,
        'introduction': paragraphs(follow_up.introduction),
        'summary': paragraphs(follow_up.summary),
        'conclusions': paragraphs(follow_up.conclusions),
        'total': len(in_order),
        'total_note': _total_note(in_order, commitments),
        'chart_text': _chart_text(in_order),
        'statistics': list(statistics),
        'outcomes': [_outcome(workspace, each, commitments[each.commitment], follow_up.period) for each in in_order],
    }
    context['promise'] = {
        'title': promise.title,
        'period': period_text(promise.period),
        'agreement_title': workspace.agreements[promise.agreement].title,
    }
    return with_no_break_spaces(context)


def _statistics(outcomes: list[Outcome]) -> list[Context]:
    counts = Counter(outcome.status for outcome in outcomes)
    present = [status for status in STATUSES if counts[status]]
    shares = _shares([counts[status] for status in present])
    return [
        {**STATUSES[status], 'count': counts[status], 'share': percent(share)}
        for status, share in zip(present, shares, strict=True)
    ]


def _shares(counts: list[int]) -> list[int]:
    """Give whole percentages that add up to 100: what rounding down leaves goes to the largest remainders."""
    total = sum(counts)
    shares = [100 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda each: (-(100 * counts[each] % total), each))
    for each in by_remainder[: 100 - sum(shares)] if counts else []:
        shares[each] += 1
    return shares


def _total_note(outcomes: list[Outcome], commitments: dict[str, Commitment]) -> str:
    """Say why there are more outcomes than commitments; empty when there are as many."""
    times = Counter(commitments[outcome.commitment].number for outcome in outcomes)
    several = [str(number) for number, count in times.items() if count > 1]
    if not several:
        return ''
    numbers = join_list(several)
    return (
        f"Löfte {numbers} redovisas för varje part för sig. "
        f"Därför är det {number_words(len(outcomes))} utfall av {number_words(len(times))} löften."
    )


def _chart_text(outcomes: list[Outcome]) -> str:
    counts = Counter(outcome.status for outcome in outcomes)
    parts = [
        f"{number_words(counts[status])} {_in_number(status, counts[status])}" for status in STATUSES if counts[status]
    ]
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
    }[status]
    return plural(count, one, many)


def _outcome(workspace: Workspace, outcome: Outcome, commitment: Commitment, period: Period) -> Context:
    rows = _result_rows(outcome, commitment, period)
    return {
        'number': commitment.number,
        'title': commitment.title,
        'party': workspace.parties[outcome.party].name if outcome.party else '',
        'commitment_text': paragraphs(commitment.text),
        'promised_by': promised_by(workspace, commitment),
        'status': dict(STATUSES[outcome.status]),
        'targets': [target_text(target) for target in commitment.targets],
        'results': [row['result'] for row in rows],
        'result_rows': list(rows),
        'events': [
            {
                'date': long_date(event.date) if event.date else '',
                'place': event.place or '',
                'count': str(event.count) if event.count else '',
                'text': event.text,
            }
            for event in outcome.events
        ],
        'comment': paragraphs(outcome.comment),
        'reason': REASONS[outcome.reason] if outcome.reason else '',
        'substitute': paragraphs(outcome.substitute),
        'next_step': paragraphs(outcome.next_step),
        'continues': "Ja" if outcome.continues else "Nej",
        'assessed_by': one_line(outcome.assessed_by or ''),
    }


def _result_rows(outcome: Outcome, commitment: Commitment, period: Period) -> list[dict[str, ContextValue]]:
    """One row for each target; a target that nobody counted shows the status in words."""
    rows: list[dict[str, ContextValue]] = []
    for position, target in enumerate(commitment.targets, 1):
        reached = [count_text(count, target, period) for count in outcome.counts if count.target == position]
        rows.append(
            {
                'target': sentence_case(target_text(target)),
                'result': sentence_case('; '.join(reached) or STATUSES[outcome.status]['word'].lower()),
            }
        )
    return rows
