"""Dates are there and in order."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .workspaces import Files


def test_missing_date_of_signing(files: Files) -> None:
    del files.promise['signed_on']
    seen = files.only('missing-date')
    assert (seen.severity, seen.file) == ('error', '2021.yaml')
    assert seen.what == "”Medborgarlöfte 2021” saknar datum (signed_on)."


def test_missing_date_of_the_follow_up(files: Files) -> None:
    del files.follow_up['dated']
    assert files.only('missing-date').what == "”Uppföljning av medborgarlöftet 2020” saknar datum (dated)."


def test_draft_needs_no_dates(files: Files) -> None:
    del files.promise['signed_on']
    del files.follow_up['dated']
    assert files.seen(draft=True) == []


def test_draft_may_lack_the_follow_up(files: Files) -> None:
    del files.data['follow-ups/2020']
    assert files.only('follow-up-missing', draft=True).severity == 'warning'


def test_promise_reaches_outside_the_agreement(files: Files) -> None:
    files['agreements/2020-2023']['period']['end'] = '2021-06-30'
    seen = {each.id: (each.severity, each.line) for each in files.seen()}
    assert seen['promise-outside-agreement'] == ('warning', 'period:')


def test_agreement_until_further_notice_covers_every_promise(files: Files) -> None:
    del files['agreements/2020-2023']['period']['end']
    assert files.seen() == []


def test_signed_after_the_period(files: Files) -> None:
    files.promise['signed_on'] = '2022-01-01'
    for signatory in files.promise['signatories']:
        signatory['date'] = '2022-01-01'
    assert files.only('signed-after-period').line == "signed_on: '2022-01-01'"


def test_signed_before_the_decision(files: Files) -> None:
    files['agreements/2020-2023']['decided_on'] = '2020-03-01'
    assert files.only('signed-before-decision').severity == 'warning'


@pytest.mark.parametrize('dates', [('2021-03-10', '2021-03-12'), ('2021-03-09', '2021-03-10')])
def test_signatories_dates_and_the_date_of_signing_differ(files: Files, dates: tuple[str, str]) -> None:
    for signatory, date in zip(files.promise['signatories'], dates, strict=True):
        signatory['date'] = date
    assert files.only('signatory-date').severity == 'warning'


def test_signatories_may_sign_on_different_days(files: Files) -> None:
    files.promise['signatories'][0]['date'] = '2021-03-09'
    assert files.seen() == []


def test_deadline_outside_the_period(files: Files) -> None:
    files.commitment['deadline'] = '2022-01-01'
    seen = files.only('deadline-outside-period')
    assert (seen.severity, seen.line) == ('error', "deadline: '2022-01-01'")


def test_page_published_before_the_signing(files: Files) -> None:
    files.promise['published_on'] = '2021-03-10'
    assert files.only('published-before-signed').severity == 'warning'


def test_previous_promise_is_not_before(files: Files) -> None:
    files.data['promises/2020'] |= {'period': {'start': '2021-01-01', 'end': '2021-12-31'}, 'signed_on': '2021-03-11'}
    files.data['promises/2020'] |= {'title': 'Medborgarlöfte', 'lead_in': 'Vi lovar:'}
    files.follow_up |= {
        'period': {'start': '2021-01-01', 'end': '2021-12-31'},
        'title': 'Uppföljning',
        'dated': '2022-01-31',
    }
    for signatory in files['promises/2020']['signatories']:
        signatory['date'] = '2021-03-11'
    seen = {each.id: each.line for each in files.seen()}
    assert seen['previous-not-before'] == "previous: '2020'"


def test_previous_promise_of_a_copied_file_skips_a_year(files: Files) -> None:
    promise = copy.deepcopy(files.promise)
    promise |= {'id': '2022', 'title': 'Medborgarlöfte 2022', 'signed_on': '2022-03-11', 'lead_in': 'Vi lovar:'}
    promise['period'] = {'start': '2022-01-01', 'end': '2022-12-31'}
    for signatory in promise['signatories']:
        signatory['date'] = '2022-03-11'
    files.data['promises/2022'] = promise
    seen = files.only('previous-skips')
    assert (seen.severity, seen.file, seen.line) == ('warning', '2022.yaml', "previous: '2020'")
    assert seen.what == "”Medborgarlöfte 2022” anger ”2020” som löftet före, men ”2021” ligger emellan."
    assert seen.do.startswith("Skriv previous: '2021'")


def test_follow_up_needs_a_last_day(files: Files) -> None:
    del files.follow_up['period']['end']
    assert files.only('follow-up-without-end').severity == 'error'


def test_follow_up_dated_before_its_period_ends(files: Files) -> None:
    files.follow_up['dated'] = '2020-12-01'
    assert files.only('follow-up-too-early').line == "dated: '2020-12-01'"


def test_follow_up_reaches_outside_the_promise(files: Files) -> None:
    files.follow_up['period']['end'] = '2021-01-31'
    assert files.only('follow-up-outside-promise').severity == 'warning'


def test_appendix_dated_after_the_signing(files: Files) -> None:
    files.follow_up['dated'] = '2021-03-12'
    assert files.only('appendix-after-signing').file == '2020.yaml'


def test_event_in_the_wrong_year(files: Files) -> None:
    files.outcome['events'] = [{'date': '2012-05-04', 'text': 'vandring'}, {'date': '2020-05-04', 'text': 'vandring'}]
    seen = files.only('event-outside-period')
    assert (seen.severity, seen.line) == ('error', "- date: '2012-05-04'")
