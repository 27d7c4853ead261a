"""Status against counts, and rule 3: a vague number never makes a commitment done by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .workspaces import Files

ABOUT = {'counts': [{'number': 5, 'precision': 'about'}]}


def test_about_is_not_done_until_a_person_says_so(files: Files) -> None:
    files.outcome |= ABOUT
    seen = files.only('done-without-assessor')
    assert (seen.severity, seen.line) == ('error', 'status: done')
    assert seen.what == (
        "Löftet ”lofte-1” sägs vara genomfört, "
        "men måttalet minst 4 trygghetsvandringar har det ungefärliga utfallet cirka 5."
    )
    files.outcome['assessed_by'] = 'kommunpolisen'
    assert files.seen() == []


def test_target_without_number_needs_a_person(files: Files) -> None:
    files.followed |= {'targets': [{'comparator': 'all', 'unit': 'boende'}], 'short_text': PLAIN, 'text': PLAIN}
    files.outcome['counts'] = []
    seen = files.only('done-without-assessor')
    assert seen.what.endswith("men uppföljningen har inget tal för måttalet alla boende.")


def test_target_that_is_done_or_not_needs_a_person(files: Files) -> None:
    files.followed |= {
        'targets': [{'comparator': 'yes_no', 'unit': 'regelbundna möten'}],
        'short_text': PLAIN,
        'text': PLAIN,
    }
    files.outcome['counts'] = []
    seen = files.only('done-without-assessor')
    assert seen.what == (
        "Löftet ”lofte-1” sägs vara genomfört, men måttalet är att det görs (regelbundna möten), "
        "och det avgör inget tal."
    )
    assert seen.do == "Skriv vem som bedömt utfallet, till exempel assessed_by: kommunpolisen"


def test_commitment_without_target_needs_a_person(files: Files) -> None:
    files.followed |= {'targets': [], 'short_text': PLAIN, 'text': PLAIN}
    files.outcome['counts'] = []
    assert "löftet saknar måttal" in files.only('done-without-assessor').what


PLAIN = 'Kommunen går på trygghetsvandring med alla som bor på orten.'


@pytest.mark.parametrize(
    ('target', 'count', 'finding_id'),
    [
        ({}, {'number': 4}, None),
        ({}, {'number': 3}, 'done-but-missed'),
        ({}, {'number': 4, 'precision': 'at_least'}, None),
        ({}, {'number': 3, 'precision': 'more_than'}, 'done-without-assessor'),
        ({}, {'precision': 'unknown'}, 'done-without-assessor'),
        ({'comparator': 'exactly'}, {'number': 4}, None),
        ({'comparator': 'exactly'}, {'number': 5}, None),
        ({'comparator': 'exactly'}, {'number': 4, 'precision': 'more_than'}, None),
        ({'comparator': 'at_most'}, {'number': 4}, None),
        ({'comparator': 'at_most'}, {'number': 5}, 'done-but-missed'),
        ({'comparator': 'at_most'}, {'number': 4, 'precision': 'at_least'}, 'done-without-assessor'),
        ({'per': 'week'}, {'number': 208}, None),
        ({'per': 'week'}, {'number': 207}, 'done-but-missed'),
        ({'per': 'week', 'average': True}, {'number': 209}, 'done-but-missed'),
        ({'per': 'week', 'average': True}, {'number': 210}, None),
        ({'per': 'month'}, {'number': 48}, None),
        ({'comparator': 'none', 'number': None}, {'number': 1}, 'done-but-missed'),
        ({'comparator': 'none', 'number': None}, {'number': 0}, 'done-without-assessor'),
        ({'comparator': 'yes_no', 'number': None}, {'number': 0}, 'done-but-missed'),
    ],
)
def test_done_against_count(
    files: Files, target: dict[str, Any], count: dict[str, Any], finding_id: str | None
) -> None:
    # 2020 has 366 days: 52 whole weeks, and four a week on average are 209.14.
    wanted = {key: value for key, value in (files.followed['targets'][0] | target).items() if value is not None}
    word = {'at_least': 'minst', 'exactly': 'exakt', 'at_most': 'högst'}.get(wanted['comparator'])
    often = {'day': ' varje dag', 'week': ' varje vecka', 'month': ' varje månad'}.get(wanted.get('per', ''), '')
    text = f'Kommunen genomför {word} fyra trygghetsvandringar{often} tillsammans med Polisen.' if word else PLAIN
    files.followed |= {'targets': [wanted], 'short_text': text, 'text': text}
    files.outcome |= {'counts': [count], 'comment': 'Det gick bra.'}
    assert [each.id for each in files.seen()] == ([finding_id] if finding_id else [])


def test_missed_but_judged_done_is_a_warning(files: Files) -> None:
    files.outcome |= {'counts': [{'number': 3}], 'assessed_by': 'BRÅ', 'comment': 'Den fjärde ersattes.'}
    seen = files.only('done-but-missed')
    assert seen.severity == 'warning'
    assert seen.what.endswith("men utfallet är 3 och måttalet minst 4 trygghetsvandringar.")


@pytest.mark.parametrize(('fewest', 'ids'), [(4, []), (3, ['done-but-missed'])])
def test_each_place_counts_for_itself(files: Files, fewest: int, ids: list[str]) -> None:
    files.followed['places'] = ['Torget', 'Hamnen']
    files.followed['targets'][0]['scope'] = 'per_place'
    files.outcome['counts'] = [{'number': 8, 'place': 'Torget'}, {'number': fewest, 'place': 'Hamnen'}]
    files.outcome['comment'] = 'Det gick bra.'
    assert [each.id for each in files.seen()] == ids


def test_places_add_up_to_a_total(files: Files) -> None:
    files.followed['places'] = ['Torget', 'Hamnen']
    files.outcome['counts'] = [{'number': 2, 'place': 'Torget'}, {'number': 3, 'place': 'Hamnen'}]
    assert files.seen() == []


def test_reached_but_not_done(files: Files) -> None:
    files.outcome |= {'status': 'partly_done', 'reason': 'other'}
    seen = files.only('met-but-not-done')
    assert (seen.severity, seen.line) == ('warning', 'status: partly_done')


def test_not_started_with_events(files: Files) -> None:
    files.outcome |= {
        'status': 'not_started',
        'reason': 'other',
        'counts': [],
        'events': [{'text': 'vandring på torget'}],
    }
    assert files.only('started-but-not-started').severity == 'warning'
