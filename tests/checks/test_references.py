"""What points to nothing is named, with the nearest name that exists."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .workspaces import Files


def test_unknown_party_names_the_nearest(files: Files) -> None:
    files.follow_up['sender'] = 'polissen'
    seen = files.only('unknown-party')
    assert (seen.severity, seen.file, seen.line) == ('error', '2020.yaml', 'sender: polissen')
    assert seen.what == "Parten ”polissen” finns inte bland parterna."
    assert seen.do == "Menade du ”polisen”?"


def test_unknown_party_without_a_near_name_lists_those_there_are(files: Files) -> None:
    files.promise['reference_numbers'] = [{'party': 'xyz', 'number': 'A 1'}]
    assert files.only('unknown-party').do == "Det finns ”brand”, ”polisen” och ”vik”."


def test_unknown_party_of_a_document_and_its_signatory(files: Files) -> None:
    files.promise['parties'] = ['vik', 'polis']
    files.promise['signatories'][1]['party'] = 'polis'
    files.outcome['party'] = 'polis'
    assert [(each.id, each.line) for each in files.seen() if each.id != 'outcome-party-missing'] == [
        ('unknown-party', 'party: polis'),
        ('unknown-party', '- polis'),
        ('unknown-party', '- party: polis'),
    ]


def test_workspace_whose_municipality_is_not_one(files: Files) -> None:
    files['workspace']['municipality'] = 'polisen'
    seen = files.only('settings-municipality')
    assert (seen.file, seen.line) == ('workspace.yaml', 'municipality: polisen')
    assert seen.do == "Det finns ”vik”."


def test_workspace_whose_municipality_is_unknown(files: Files) -> None:
    files['workspace']['municipality'] = 'vikk'
    assert files.only('unknown-party').line == 'municipality: vikk'


def test_unknown_agreement(files: Files) -> None:
    files.promise['agreement'] = '2020-2024'
    seen = files.only('unknown-agreement')
    assert seen.line == 'agreement: 2020-2024'
    assert seen.do == "Det finns ”2020-2023”. Har filen tagits bort? Lägg då tillbaka data/agreements/2020-2024.yaml."


def test_agreement_that_is_gone_is_asked_back(files: Files) -> None:
    del files.data['agreements/2020-2023']
    assert {(each.id, each.do) for each in files.seen()} == {
        ('unknown-agreement', "Lägg tillbaka data/agreements/2020-2023.yaml, eller skriv den.")
    }


def test_unknown_focus_area(files: Files) -> None:
    files.commitment['focus_area'] = 'torg'
    seen = files.only('unknown-focus-area')
    assert (seen.line, seen.do) == ('focus_area: torg', "Menade du ”torget”?")


def test_known_focus_area(files: Files) -> None:
    files.commitment['focus_area'] = 'torget'
    assert files.seen() == []


def test_list_by_focus_area_with_a_commitment_outside(files: Files) -> None:
    files.promise['grouping'] = 'focus_area'
    for each in files.promise['commitments'][1:]:
        each['focus_area'] = 'torget'
    seen = files.only('focus-area-missing')
    assert (seen.severity, seen.line) == ('warning', '- id: lofte-1')


def test_commitment_of_a_party_outside_the_promise(files: Files) -> None:
    files.commitment['parties'] = ['brand']
    seen = files.only('party-outside-promise')
    assert seen.what == "Löftet ”lofte-1” nämner parten ”brand”, som inte är part i ”Medborgarlöfte 2021”."


def test_an_unknown_party_that_promises_what_a_text_gives_to_another(files: Files) -> None:
    files.promise['parties'] += ['brand', 'brandkaren']
    files.commitment |= {'promised_by': 'other', 'parties': ['brandkaren'], 'short_text': 'Kommunen övar brandskydd.'}
    assert 'unknown-party' in [each.id for each in files.seen()]


def test_unknown_previous_promise(files: Files) -> None:
    files.promise['previous'] = '2002'
    seen = files.only('unknown-previous-promise')
    assert seen.do == "Det finns ”2020”. Har filen tagits bort? Lägg då tillbaka data/promises/2002.yaml."


def test_promise_that_is_its_own_previous(files: Files) -> None:
    files.promise['previous'] = '2021'
    assert "anger sig självt" in files.only('unknown-previous-promise').what


def test_previous_promise_without_follow_up(files: Files) -> None:
    del files.data['follow-ups/2020']
    seen = files.only('follow-up-missing')
    assert (seen.severity, seen.line) == ('error', "previous: '2020'")


def test_follow_up_of_an_unknown_promise(files: Files) -> None:
    files.follow_up['promise'] = '2019'
    assert {each.id for each in files.seen()} == {'unknown-promise', 'follow-up-missing'}


def test_two_follow_ups_of_one_promise_are_one_of_them_final(files: Files) -> None:
    files.follow_up['period'] = {'start': '2020-01-01', 'end': '2020-06-30'}
    later = copy.deepcopy(files.follow_up) | {'id': '2020-host', 'period': {'start': '2020-07-01', 'end': '2020-12-31'}}
    files.data['follow-ups/2020-host'] = later
    assert 'follow-up-final-missing' in {each.id for each in files.seen()}
    files.follow_up['final'] = True
    assert not {each.id for each in files.seen()} & {'follow-up-final-missing', 'follow-up-final-twice'}
    later['final'] = True
    assert 'follow-up-final-twice' in {each.id for each in files.seen()}
