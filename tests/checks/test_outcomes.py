"""Every commitment is followed up once, and counts point to targets."""

from __future__ import annotations

from typing import Any

import pytest

from .workspaces import Files, outcome


def test_commitment_without_outcome(files: Files) -> None:
    del files.follow_up['outcomes'][1]
    seen = files.only('outcome-missing')
    assert (seen.severity, seen.file) == ('error', '2020.yaml')
    assert seen.what == "Löftet ”lofte-2” (nummer 2) i ”Medborgarlöfte 2020” följs inte upp."


def test_outcome_of_an_unknown_commitment(files: Files) -> None:
    files.follow_up['outcomes'].append(outcome(1, commitment='lofte-44'))
    seen = files.only('unknown-commitment')
    assert (seen.severity, seen.line, seen.do) == ('error', '- commitment: lofte-44', "Menade du ”lofte-4”?")


def test_commitment_followed_up_twice(files: Files) -> None:
    files.follow_up['outcomes'].append(outcome(1))
    assert files.only('outcome-twice').line == '- commitment: lofte-1'


def test_each_party_may_have_its_outcome(files: Files) -> None:
    files.outcome['party'] = 'vik'
    files.follow_up['outcomes'].append(outcome(1, party='polisen'))
    assert files.seen() == []


def test_party_followed_up_twice(files: Files) -> None:
    files.outcome['party'] = 'vik'
    files.follow_up['outcomes'] += [outcome(1, party='polisen'), outcome(1, party='polisen')]
    assert "för ”polisen”" in files.only('outcome-twice').what


def test_outcome_for_all_and_for_one(files: Files) -> None:
    files.follow_up['outcomes'].append(outcome(1, party='polisen'))
    assert files.only('outcome-mixed').severity == 'error'


def test_one_party_is_left_out(files: Files) -> None:
    files.outcome['party'] = 'vik'
    seen = files.only('outcome-party-missing')
    assert seen.severity == 'warning'
    assert seen.what == "Löftet ”lofte-1” följs upp för ”vik” men inte för ”polisen”."


def test_outcome_of_a_party_outside_the_promise(files: Files) -> None:
    files.outcome['party'] = 'brand'
    assert {each.id for each in files.seen()} == {'outcome-party-outside', 'outcome-party-missing'}


@pytest.mark.parametrize(
    ('counts', 'finding_id', 'severity'),
    [
        ([{'number': 5}, {'target': 2, 'number': 5}], 'count-unknown-target', 'error'),
        ([{'precision': 'about'}], 'count-number', 'error'),
        ([{'number': 5, 'precision': 'unknown'}], 'count-number', 'error'),
        ([{'number': 5}, {'number': 5}], 'count-twice', 'error'),
        ([{'number': 5, 'place': 'Vik'}], 'count-unknown-place', 'warning'),
    ],
)
def test_counts_that_do_not_fit(files: Files, counts: list[dict[str, Any]], finding_id: str, severity: str) -> None:
    files.followed['places'] = ['Torget', 'Hamnen']
    files.outcome |= {'counts': counts, 'assessed_by': 'kommunpolisen'}
    seen = files.only(finding_id)
    assert seen.severity == severity


def test_unknown_count_has_no_number(files: Files) -> None:
    files.outcome |= {'counts': [{'precision': 'unknown'}], 'assessed_by': 'kommunpolisen', 'comment': 'Flera.'}
    assert files.seen() == []


def test_place_without_count(files: Files) -> None:
    files.followed['places'] = ['Torget', 'Hamnen']
    files.followed['targets'][0]['scope'] = 'per_place'
    files.outcome['counts'] = [{'number': 5, 'place': 'Torget'}]
    assert files.only('count-place-missing').what.endswith("redovisas inte för ”Hamnen”.")
    files.followed['targets'][0]['sub_conditions'] = [{'comparator': 'at_least', 'number': 1, 'text': 'på kvällen'}]
    files.outcome['counts'].append({'number': 1, 'place': 'Hamnen', 'sub_condition': 1})
    assert 'count-place-missing' in [each.id for each in files.seen()]


def test_share_over_100_percent(files: Files) -> None:
    files.followed |= {
        'targets': [{'comparator': 'at_least', 'number': 80, 'unit': '%'}],
        'short_text': 'Kommunen svarar på minst 80 % av alla anmälningar inom en vecka.',
        'text': 'Kommunen svarar på minst 80 procent av alla anmälningar inom en vecka.',
    }
    files.outcome |= {'counts': [{'number': 101}], 'comment': 'Nästan alla fick svar.'}
    assert files.only('count-too-large').line == '- number: 101'


@pytest.mark.parametrize(
    ('status', 'number'), [('not_done', 0), ('partly_done', 2), ('not_started', 0), ('dropped', 0), ('ongoing', 2)]
)
def test_deviation_without_reason(files: Files, status: str, number: int) -> None:
    files.outcome |= {'status': status, 'counts': [{'number': number}], 'comment': 'Det gick inte.'}
    if status != 'ongoing':
        assert files.only('reason-missing').line == f'status: {status}'
    files.outcome['reason'] = 'pandemic'
    assert files.seen() == []


def test_commitment_that_continues_is_in_the_next_promise(files: Files) -> None:
    files.outcome['continues'] = True
    assert files.seen() == []
    files.commitment['id'] = 'vandringar'
    assert files.only('continued-commitment-missing').line == 'continues: true'
