"""Whatever a text holds, the checks answer with findings that can be shown, never with a crash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.checks import check
from docgen.model import Comparator, Count, Per, Precision, Scope, Status
from docgen.workspace import load

if TYPE_CHECKING:
    from decimal import Decimal

WORKSPACE = load(Path(__file__).parents[2])
FRAGMENTS = [
    *('minst', 'högst', 'cirka', 'fyra', '4', '4,5', '20 %', '15–18 år', '1 000', '…', '"a"', '-', ',', '.', '\n'),
    *('trygghetsvandringar', 'vandring', 'möten', 'av de', 'löften', 'EPA- '),
]
WORDS = st.lists(st.sampled_from(FRAGMENTS), min_size=1).map(' '.join)
TEXTS = st.one_of(WORDS, st.text(st.characters(exclude_categories=('Cc', 'Cs')), min_size=1, max_size=80))
NUMBERS = st.none() | st.decimals(0, allow_nan=False, allow_infinity=False)


@settings(deadline=None, max_examples=50)
@given(
    TEXTS,
    TEXTS,
    NUMBERS,
    NUMBERS,
    st.sampled_from(Comparator),
    st.sampled_from(Per),
    st.sampled_from(Scope),
    st.sampled_from(Precision),
    st.sampled_from(Status),
)
def test_checks_never_crash(
    text: str,
    unit: str,
    number: Decimal | None,
    counted: Decimal | None,
    comparator: Comparator,
    per: Per,
    scope: Scope,
    precision: Precision,
    status: Status,
) -> None:
    workspace = WORKSPACE
    promise, follow_up = workspace.promises['2020'], workspace.follow_ups['2020']
    first = promise.commitments[0]
    change = {'comparator': comparator, 'number': number, 'unit': unit, 'per': per, 'scope': scope}
    target = first.targets[0].model_copy(update=change)
    first = first.model_copy(update={'short_text': text, 'text': text, 'targets': (target,)})
    outcome = follow_up.outcomes[0].model_copy(
        update={'status': status, 'comment': text, 'counts': (Count(number=counted, precision=precision),)}
    )
    promise = promise.model_copy(update={'commitments': (first, *promise.commitments[1:])})
    follow_up = follow_up.model_copy(update={'outcomes': (outcome, *follow_up.outcomes[1:]), 'summary': text})
    changed = replace(
        workspace,
        promises={**workspace.promises, '2020': promise},
        follow_ups={**workspace.follow_ups, '2020': follow_up},
    )
    for finding in check(changed):
        assert all((finding.id, finding.what, finding.why, finding.do, finding.place.line))
