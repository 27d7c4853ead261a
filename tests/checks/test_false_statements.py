"""What a follow-up might say that is not true: each is found, with the line that says it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from .workspaces import Files

PLAIN = 'Kommunen går på trygghetsvandring med alla som bor på orten.'
PER_YEAR = {'comparator': 'at_least', 'number': 4, 'unit': 'kontroller', 'per': 'year'}
MAY_TO_JULY = {'start': '2020-05-01', 'end': '2020-07-31'}
PARTS = {
    'comparator': 'at_least',
    'number': 4,
    'unit': 'kontroller',
    'sub_conditions': [{'comparator': 'at_least', 'number': 20, 'unit': '%', 'text': 'på kvällstid'}],
}


def _target(files: Files, **target: Any) -> Files:
    files.followed |= {'targets': [target], 'short_text': PLAIN, 'text': PLAIN}
    files.outcome['comment'] = 'Det gick bra.'
    return files


def _part_year(files: Files, count: dict[str, Any], **target: Any) -> Files:
    _target(files, **(PER_YEAR | target))
    files.follow_up |= {'period': MAY_TO_JULY, 'dated': '2020-08-20', 'final': True}
    files.outcome['counts'] = [count]
    return files


def _conditions(files: Files, *counts: dict[str, Any]) -> None:
    _target(files, **PARTS)
    files.outcome['counts'] = list(counts)


def _another(files: Files, **changes: Any) -> Files:
    files.data['follow-ups/other'] = copy.deepcopy(files.follow_up) | {'id': 'annan'} | changes
    return files


def _statuses(files: Files, summary: str) -> Files:
    files.follow_up['summary'] = summary
    return files


FALSE: dict[str, tuple[Callable[[Files], object], str]] = {
    'nothing of four a year, in three months': (lambda f: _part_year(f, {'number': 0}), 'done-without-assessor'),
    'nothing of a hundred a year, in three months': (
        lambda f: _part_year(f, {'number': 0}, number=100),
        'done-without-assessor',
    ),
    'the whole year in three months': (lambda f: _part_year(f, {'number': 4}), 'done-without-assessor'),
    'on average, in three months': (lambda f: _part_year(f, {'number': 1}, average=True), 'done-without-assessor'),
    'at most four a year, in three months': (
        lambda f: _part_year(f, {'number': 1}, comparator='at_most'),
        'done-without-assessor',
    ),
    'at most four for the promise, in three months': (
        lambda f: _part_year(f, {'number': 1}, comparator='at_most', per='period'),
        'done-without-assessor',
    ),
    'exactly four for the promise, in three months': (
        lambda f: _part_year(f, {'number': 4}, comparator='exactly', per='period'),
        'done-without-assessor',
    ),
    'too many a year, already in three months': (
        lambda f: _part_year(f, {'number': 5}, comparator='at_most'),
        'done-but-missed',
    ),
    'a share that nobody counted': (lambda f: _conditions(f, {'number': 50}), 'done-without-assessor'),
    'a share that is too small': (
        lambda f: _conditions(f, {'number': 50}, {'sub_condition': 1, 'number': 12}),
        'done-but-missed',
    ),
    'a part that is too small a share': (
        lambda f: _conditions(f, {'number': 50}, {'sub_condition': 1, 'number': 9, 'unit': 'st'}),
        'done-but-missed',
    ),
    'a share that is about right': (
        lambda f: _conditions(f, {'number': 50}, {'sub_condition': 1, 'number': 20, 'precision': 'about'}),
        'done-without-assessor',
    ),
    'a part larger than the whole': (
        lambda f: _conditions(f, {'number': 50}, {'sub_condition': 1, 'number': 60, 'unit': 'st'}),
        'sub-count-exceeds',
    ),
    'a sub-condition that is not there': (
        lambda f: _conditions(f, {'number': 50}, {'sub_condition': 2, 'number': 60}),
        'count-unknown-sub-condition',
    ),
    'hours for checks': (
        lambda f: files_count(f, {'number': 50, 'unit': 'timmar'}),
        'count-unit',
    ),
    'a condition that never arose, where there is none': (
        lambda f: f.outcome.update({'status': 'not_applicable', 'counts': []}),
        'not-applicable-without-condition',
    ),
    'a condition that never arose, with what was done': (
        lambda f: (f.followed.update({'condition': 'om önskemål finns'}), f.outcome.update(status='not_applicable')),
        'not-applicable-but-done',
    ),
    'done in part, with nothing done': (
        lambda f: f.outcome.update({'status': 'partly_done', 'reason': 'resources', 'counts': [{'number': 0}]}),
        'partly-but-nothing',
    ),
    'five kept, in words': (lambda f: _statuses(f, 'Fem löften genomfördes.'), 'summary-disagrees'),
    'three kept, in figures': (lambda f: _statuses(f, '3 löften är genomförda.'), 'summary-disagrees'),
    'one kept': (lambda f: _statuses(f, 'Ett löfte genomfördes i sin helhet.'), 'summary-disagrees'),
    'half of them kept': (lambda f: _statuses(f, 'Hälften av löftena är genomförda.'), 'summary-disagrees'),
    'some kept in part': (lambda f: _statuses(f, 'Tre löften hölls, och ett hölls delvis.'), 'summary-disagrees'),
    'none kept': (lambda f: _statuses(f, 'Inget löfte genomfördes.'), 'summary-disagrees'),
    'so many of so many': (lambda f: _statuses(f, 'Vi genomförde tre av fyra löften.'), 'summary-disagrees'),
    'a share of them': (lambda f: _statuses(f, '75 procent av löftena genomfördes.'), 'summary-disagrees'),
    'two accounts of the same days': (lambda f: _another(f), 'follow-up-twice'),
    'a whole that is less than its part': (
        lambda f: _another(
            f, period=MAY_TO_JULY, outcomes=[each | {'counts': [{'number': 9}]} for each in f.follow_up['outcomes']]
        ),
        'follow-ups-disagree',
    ),
    'the same days told twice': (
        lambda f: (
            f.follow_up.update(period={'start': '2020-01-01', 'end': '2020-06-30'}, final=False),
            _another(f, period={'start': '2020-06-01', 'end': '2020-12-31'}, final=False),
        ),
        'follow-ups-overlap',
    ),
    'an appendix of a part of the year': (
        lambda f: f.follow_up.update(period={'start': '2020-01-01', 'end': '2020-06-30'}),
        'appendix-covers-part',
    ),
    'copies on paper of an electronic original': (
        lambda f: f.promise.update(signing='electronic', copies='Löftet upprättas i två exemplar.'),
        'copies-but-electronic',
    ),
    'copies that are taken before anyone has signed': (
        lambda f: f.promise.update(signing='paper', copies='Parterna har tagit var sitt exemplar.'),
        'copies-already',
    ),
    'copies without saying how it is signed': (
        lambda f: f.promise.update(copies='Löftet upprättas i två exemplar.'),
        'signing-method-missing',
    ),
}


def files_count(files: Files, count: dict[str, Any]) -> None:
    files.outcome['counts'] = [count]


@pytest.mark.parametrize(('say', 'finding_id'), FALSE.values(), ids=FALSE.keys())
def test_what_is_not_true_is_found(files: Files, say: Callable[[Files], object], finding_id: str) -> None:
    say(files)
    assert finding_id in [each.id for each in files.seen()]


ABOUT_THE_TEXTS = ('appendix-covers-part', 'target-not-in-text')
TRUE: dict[str, Callable[[Files], object]] = {
    'judged by a person': lambda f: (_part_year(f, {'number': 1}), f.outcome.update(assessed_by='BRÅ')),
    'going on': lambda f: (_part_year(f, {'number': 1}), f.outcome.update(status='ongoing')),
    'a share that is large enough': lambda f: _conditions(f, {'number': 50}, {'sub_condition': 1, 'number': 24}),
    'a part that is a large enough share': lambda f: _conditions(
        f, {'number': 50}, {'sub_condition': 1, 'number': 10, 'unit': 'st'}
    ),
    'more than the exact number': lambda f: (
        _target(f, comparator='exactly', number=2, unit='kampanjer'),
        f.outcome.update(counts=[{'number': 3}]),
    ),
    'a condition that never arose': lambda f: (
        f.followed.update(condition='om önskemål finns'),
        f.outcome.update(status='not_applicable', counts=[], comment='Ingen bad om en vandring.'),
        _statuses(f, 'Tre löften genomfördes. I ett inföll inte villkoret.'),
    ),
    'a part of the year, and all of it': lambda f: (
        f.data.update({'follow-ups/part': copy.deepcopy(f.follow_up) | {'id': 'del', 'final': False}}),
        f.data['follow-ups/part'].update(period={'start': '2020-10-01', 'end': '2020-12-31'}),
    ),
    'nothing said of the next year': lambda f: f.outcome.pop('continues', None),
    'all kept': lambda f: _statuses(f, 'Alla löften genomfördes. Fyra löften, två av dem på våren, är genomförda.'),
    'something else counted': lambda f: _statuses(f, 'Två trygghetsvandringar genomfördes, tre delvis i mörker.'),
    'each party by itself': lambda f: _another(
        f, sender='polisen', title='Polisens uppföljning av medborgarlöftet 2020'
    ),
}


@pytest.mark.parametrize('say', TRUE.values(), ids=TRUE.keys())
def test_what_is_true_may_be_said(files: Files, say: Callable[[Files], object]) -> None:
    say(files)
    told = [each for each in files.seen() if each.id not in ABOUT_THE_TEXTS]
    assert told == []
