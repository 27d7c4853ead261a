"""Targets and what was reached, as a reader meets them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from docgen.context.target_text import count_text, sub_condition_result, sub_condition_text, target_text
from docgen.model import Count, Period, SubCondition, Target, Wording
from docgen.swedish import one_of


def _target(**values: Any) -> Target:
    return Target.model_validate({'comparator': 'at_least', **values}, strict=False)


def _period(start: str, end: str | None) -> Period:
    day = datetime.date.fromisoformat
    return Period(start=day(start), end=day(end) if end else None)


def _plain(text: str) -> str:
    return text.replace('\u00a0', ' ')


TARGETS: dict[str, tuple[dict[str, Any], str]] = {
    'at least': ({'number': 4, 'unit': 'trygghetsvandringar'}, "minst fyra trygghetsvandringar under löftesperioden"),
    'exactly': ({'comparator': 'exactly', 'number': 2, 'unit': 'sök'}, "två sök under löftesperioden"),
    'at most': ({'comparator': 'at_most', 'number': 30, 'unit': 'dagar'}, "högst 30 dagar under löftesperioden"),
    'all': ({'comparator': 'all', 'unit': 'krogar'}, "alla krogar"),
    'none': ({'comparator': 'none', 'unit': 'ärenden'}, "inga ärenden"),
    'all per year': ({'comparator': 'all', 'unit': 'krogar', 'per': 'year'}, "alla krogar per år"),
    'yes or no': ({'comparator': 'yes_no', 'unit': 'möten i BRÅ'}, "möten i BRÅ"),
    'yes or no without words': ({'comparator': 'yes_no'}, "görs"),
    'per day': ({'number': 2, 'unit': 'kontroller', 'per': 'day'}, "minst två kontroller per dag"),
    'per week': ({'number': 10, 'unit': 'timmar', 'per': 'week'}, "minst tio timmar per vecka"),
    'per month': ({'number': 2, 'unit': 'träffar', 'per': 'month'}, "minst två träffar per månad"),
    'per year': ({'number': 500, 'unit': 'hembesök', 'per': 'year'}, "minst 500 hembesök per år"),
    'average': (
        {'number': Decimal('0.75'), 'unit': 'kontroller', 'per': 'day', 'average': True},
        "i genomsnitt minst 0,75 kontroller per dag",
    ),
    'per place': (
        {'number': 2, 'unit': 'sök', 'scope': 'per_place'},
        "minst två sök på varje plats under löftesperioden",
    ),
    'one': (
        {'number': 1, 'unit': 'timmar', 'unit_one': 'timme', 'per': 'week'},
        "minst en timme per vecka",
    ),
    'one without its own word': ({'number': 1, 'unit': 'hembesök', 'per': 'week'}, "minst ett hembesök per vecka"),
    'share': ({'number': 90, 'unit': '%'}, "minst 90 % under löftesperioden"),
    'money': ({'number': 25000, 'unit': 'kr'}, "minst 25 000 kr under löftesperioden"),
    'little money': ({'number': 4, 'unit': 'kr'}, "minst 4 kr under löftesperioden"),
    'pieces': ({'number': 4, 'unit': 'st'}, "minst 4 st under löftesperioden"),
    'distance': ({'number': 4, 'unit': 'km'}, "minst 4 km under löftesperioden"),
    'speed': ({'comparator': 'at_most', 'number': 4, 'unit': 'km/h'}, "högst 4 km/h under löftesperioden"),
    'twelve': ({'number': 12, 'unit': 'möten'}, "minst tolv möten under löftesperioden"),
    'thirteen': ({'number': 13, 'unit': 'möten'}, "minst 13 möten under löftesperioden"),
    'thousands': ({'number': 1500, 'unit': 'träffar'}, "minst 1 500 träffar under löftesperioden"),
    'whole number written with decimals': (
        {'number': Decimal('4.0'), 'unit': 'möten'},
        "minst fyra möten under löftesperioden",
    ),
    'without a unit': ({'number': 3}, "minst tre under löftesperioden"),
    'one sub-condition': (
        {
            'number': 50,
            'unit': 'kontroller',
            'sub_conditions': [{'comparator': 'at_least', 'number': 20, 'unit': '%', 'text': 'på kvällstid'}],
        },
        "minst 50 kontroller under löftesperioden, varav minst 20 % på kvällstid",
    ),
    'three sub-conditions': (
        {
            'comparator': 'all',
            'unit': 'krogar',
            'sub_conditions': [
                {'comparator': 'exactly', 'number': 2, 'unit': 'besök', 'text': 'på en fredag'},
                {'comparator': 'all', 'text': 'med utrymning'},
                {'comparator': 'none', 'text': 'aviserade'},
            ],
        },
        "alla krogar, varav två besök på en fredag, alla med utrymning och inga aviserade",
    ),
}


@pytest.mark.parametrize(('values', 'text'), TARGETS.values(), ids=TARGETS.keys())
def test_a_target_reads_as_a_phrase(values: dict[str, Any], text: str) -> None:
    assert _plain(target_text(_target(**values))) == text


def test_a_number_and_its_sign_stay_on_one_line() -> None:
    assert '20\u00a0%' in target_text(_target(number=20, unit='%'))


def test_a_sub_condition_without_a_number_reads_as_a_phrase() -> None:
    condition = SubCondition.model_validate({'comparator': 'none', 'text': 'på samma plats'}, strict=False)
    assert sub_condition_text(condition) == "inga på samma plats"


COUNTS: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, str | None], str]] = {
    'exact': ({'number': 5}, {'unit': 'möten'}, ('2021-01-01', '2021-12-31'), "fem möten"),
    'one': ({'number': 1}, {'unit': 'möten', 'unit_one': 'möte'}, ('2021-01-01', '2021-12-31'), "ett möte"),
    'about': ({'number': 40, 'precision': 'about'}, {'unit': 'timmar'}, ('2021-01-01', None), "cirka 40 timmar"),
    'more than': ({'number': 7, 'precision': 'more_than'}, {'unit': 'sök'}, ('2021-01-01', None), "fler än sju sök"),
    'at least': ({'number': 7, 'precision': 'at_least'}, {'unit': 'sök'}, ('2021-01-01', None), "minst sju sök"),
    'unknown': ({'precision': 'unknown'}, {'unit': 'sök'}, ('2021-01-01', '2021-12-31'), "okänt antal"),
    'none at all': ({'number': 0}, {'unit': 'sök'}, ('2021-01-01', '2021-12-31'), "noll sök"),
    'at a place': (
        {'number': 2, 'place': 'Mariefred'},
        {'unit': 'sök'},
        ('2021-01-01', '2021-12-31'),
        "två sök (Mariefred)",
    ),
    'unknown at a place': (
        {'precision': 'unknown', 'place': 'Mariefred'},
        {'unit': 'sök'},
        ('2021-01-01', '2021-12-31'),
        "okänt antal (Mariefred)",
    ),
    'a rate per month': (
        {'number': 31},
        {'unit': 'kontroller', 'per': 'month'},
        ('2021-01-01', '2021-12-31'),
        "31 kontroller, i genomsnitt 2,6 per månad",
    ),
    'a rate per day over the actual days': (
        {'number': 71},
        {'unit': 'kontroller', 'per': 'day'},
        ('2021-10-01', '2021-12-31'),
        "71 kontroller, i genomsnitt 0,77 per dag",
    ),
    'a rate in a leap year': (
        {'number': 366},
        {'unit': 'kontroller', 'per': 'day'},
        ('2020-01-01', '2020-12-31'),
        "366 kontroller, i genomsnitt 1 per dag",
    ),
    'a rate over one span exactly': (
        {'number': 4},
        {'unit': 'kontroller', 'per': 'year'},
        ('2021-01-01', '2021-12-31'),
        "fyra kontroller",
    ),
    'a rate without an end': (
        {'number': 31},
        {'unit': 'kontroller', 'per': 'month'},
        ('2021-01-01', None),
        "31 kontroller",
    ),
    'a share has no rate': (
        {'number': 24},
        {'unit': '%', 'per': 'month'},
        ('2021-01-01', '2021-12-31'),
        "24 %",
    ),
}


@pytest.mark.parametrize(('count', 'target', 'period', 'text'), COUNTS.values(), ids=COUNTS.keys())
def test_what_was_reached_reads_as_a_phrase(
    count: dict[str, Any], target: dict[str, Any], period: tuple[str, str | None], text: str
) -> None:
    reached = Count.model_validate(count, strict=False)
    assert _plain(count_text(reached, _target(number=1, **target), _period(*period))) == text


@pytest.mark.parametrize(
    ('number', 'asked', 'shown'),
    [
        (31, Decimal('2.5'), "2,6"),  # 2,583…
        (31, Decimal('2.6'), "2,58"),  # one decimal would seem to reach the target
        (25, 2, "2,1"),  # 2,083…
        (124, Decimal('10.3'), "10,33"),  # one decimal would seem only just to reach it
        (24, 2, "2"),
        (11, 1, "0,92"),
    ],
)
def test_an_average_has_no_more_decimals_than_the_target_needs(number: int, asked: Decimal, shown: str) -> None:
    target = _target(number=asked, unit='kontroller', per='month')
    text = _plain(
        count_text(Count.model_validate({'number': number}, strict=False), target, _period('2021-01-01', '2021-12-31'))
    )
    assert text.endswith(f", i genomsnitt {shown} per månad")


def _so_far(reached: int, start: str, end: str, **target: Any) -> str:
    count = Count.model_validate({'number': reached}, strict=False)
    asked = _target(**{'number': 60, 'unit': 'trafikkontroller', **target})
    return _plain(count_text(count, asked, _period(start, end), _period('2021-01-01', '2021-12-31')))


def test_a_time_shorter_than_the_target_gives_no_average() -> None:
    assert _so_far(15, '2021-05-01', '2021-07-31', per='year') == "15 av minst 60 hittills, en fjärdedel av året"
    assert _so_far(15, '2021-01-01', '2021-06-30', per='year') == "15 av minst 60 hittills, halva året"
    assert _so_far(15, '2021-01-01', '2021-01-10', per='year') == "15 av minst 60 hittills, 10 av årets 365 dagar"
    assert _so_far(3, '2021-02-01', '2021-02-07', per='month') == "tre av minst 60 hittills, sju av månadens 28 dagar"
    assert _so_far(0, '2021-02-01', '2021-02-03', per='week') == "noll av minst 60 hittills, tre av veckans sju dagar"
    assert _so_far(15, '2021-05-01', '2021-07-31') == "15 av minst 60 hittills"
    assert _so_far(1, '2021-05-01', '2021-07-31', comparator='at_most', number=3) == "en av högst tre hittills"


def test_more_than_the_exact_number_is_told_as_more() -> None:
    reached = _so_far(3, '2021-01-01', '2021-12-31', comparator='exactly', number=2, unit='kampanjer')
    assert reached == "tre kampanjer, fler än lovat"


def test_a_day_is_called_what_the_promise_calls_it() -> None:
    assert (
        target_text(_target(number=2, unit='kontroller', per='day', day_word='dygn')) == "minst två kontroller per dygn"
    )


def test_a_condition_stands_in_the_targets_wording() -> None:
    target = _target(number=1, unit='trygghetsvandringar')
    assert target_text(target, 'Om önskemål finns') == "minst en trygghetsvandring, om önskemål finns"


def test_a_sub_condition_has_an_outcome_of_its_own_or_is_told_as_not_counted() -> None:
    condition = SubCondition.model_validate(
        {'comparator': 'at_least', 'number': 20, 'unit': '%', 'text': 'på kvällstid'}, strict=False
    )
    whole = Count.model_validate({'number': 50}, strict=False)

    def said(**part: Any) -> str:
        counts = [whole, Count.model_validate({'sub_condition': 1, **part}, strict=False)]
        return _plain(sub_condition_result(condition, 1, counts, Wording()))

    assert said(number=24) == "24 %"
    assert said(number=12, unit='kontroller') == "tolv kontroller, 24 %"
    assert sub_condition_result(condition, 1, [whole], Wording()) == "inte redovisat"


@pytest.mark.parametrize(
    ('unit', 'one'),
    [
        ('trafikkontroller', "en trafikkontroll"), ('föräldramöten', "ett föräldramöte"),
        ('narkotikasök', "ett narkotikasök"),
        ('gemensamma informationskampanjer', "en gemensam informationskampanj"), ('timmar', "en timme"),
        ('riktade hembesök', "ett riktat hembesök"), ('insatser mot häleri', "en insats mot häleri"),
        ('ting', None),
    ],
)  # fmt: skip
def test_one_of_something_is_written_in_words(unit: str, one: str | None) -> None:
    assert one_of(unit) == one
    assert one_of(unit, 'ett ting') == "ett ting"
