"""Targets that make no sense in themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .workspaces import Files

WALKS = {'comparator': 'at_least', 'number': 4, 'unit': 'trygghetsvandringar'}


@pytest.mark.parametrize(
    ('changes', 'finding_id', 'line'),
    [
        ({'comparator': 'yes_no'}, 'target-number-refused', 'number: 4'),
        ({'average': True}, 'target-average', 'average: true'),
        ({'scope': 'per_place'}, 'target-places-missing', 'scope: per_place'),
        ({'sub_conditions': [{'comparator': 'yes_no', 'text': 'på kvällen'}]}, 'sub-condition-yes-no', ''),
        ({'sub_conditions': [{'comparator': 'at_least', 'text': 'på kvällen'}]}, 'target-number-missing', ''),
        (
            {'sub_conditions': [{'comparator': 'at_least', 'number': 4.5, 'text': 'på kvällen'}]},
            'sub-condition-exceeds',
            'number: 4.5',
        ),
        (
            {'sub_conditions': [{'comparator': 'at_least', 'number': 101, 'unit': '%', 'text': 'på kvällen'}]},
            'target-percent',
            'number: 101',
        ),
    ],
)
def test_impossible_target(files: Files, changes: dict[str, Any], finding_id: str, line: str) -> None:
    files.commitment['targets'] = [WALKS | changes]
    seen = [each for each in files.seen() if not each.id.startswith(('number-', 'target-not'))]
    assert [(each.id, each.severity) for each in seen] == [(finding_id, 'error')]
    assert line in seen[0].line
    assert seen[0].what.startswith("Löftet ”lofte-1” har ")


def test_number_is_missing(files: Files) -> None:
    files.commitment['targets'] = [{'comparator': 'at_least', 'unit': 'trygghetsvandringar'}]
    assert 'target-number-missing' in {each.id for each in files.seen()}


@pytest.mark.parametrize(
    ('target', 'found'),
    [
        ({'comparator': 'at_least', 'number': 0, 'unit': 'vandringar'}, [('target-empty', 'warning')]),
        ({'comparator': 'at_most', 'number': 0, 'unit': 'olyckor'}, []),
        ({'comparator': 'at_least', 'number': 100, 'unit': '%'}, []),
    ],
)
def test_nothing_and_all_may_be_promised_but_not_at_least_nothing(
    files: Files, target: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    files.commitment['targets'] = [target]
    seen = [each for each in files.seen() if not each.id.startswith(('number-', 'target-not'))]
    assert [(each.id, each.severity) for each in seen] == found


def test_target_stands_twice(files: Files) -> None:
    files.commitment['targets'] = [WALKS, dict(WALKS)]
    assert files.only('target-twice').key == 'commitments[1].targets[2]'


def test_unit_is_missing(files: Files) -> None:
    files.commitment['targets'] = [{'comparator': 'at_least', 'number': 4}]
    assert files.only('target-unit-missing').severity == 'warning'


def test_one_needs_a_singular(files: Files) -> None:
    files.commitment |= {
        'short_text': 'Kommunen genomför en gemensam kampanj för föräldrar under våren.',
        'text': 'Kommunen genomför en gemensam kampanj för föräldrar under våren.',
        'targets': [{'comparator': 'exactly', 'number': 1, 'unit': 'ljusmanifestationsdagarnas'}],
    }
    assert files.only('target-unit-one-missing').severity == 'error'
    files.commitment['targets'][0]['unit_one'] = 'en dag'
    assert files.seen() == []


def test_an_outcome_of_one_needs_a_singular(files: Files) -> None:
    files.followed['targets'] = [{'comparator': 'at_least', 'number': 1, 'unit': 'ljusmanifestationsdagarnas'}]
    files.outcome['counts'] = [{'number': 1}]
    assert 'count-unit-one-missing' in {each.id for each in files.seen()}
    files.followed['targets'][0]['unit_one'] = 'en dag'
    assert 'count-unit-one-missing' not in {each.id for each in files.seen()}


@pytest.mark.parametrize('number', ['1e999999', '1e-999999'])
def test_absurd_number_is_told_at_once(files: Files, number: str) -> None:
    files.followed['targets'][0]['number'] = number
    files.outcome['counts'] = [{'number': number}]
    assert {'target-number-too-large', 'count-too-large'} <= {each.id for each in files.seen()}
