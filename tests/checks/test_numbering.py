"""Ids, numbers and folder names are unique and in sequence."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .workspaces import Files


def test_commitment_id_twice(files: Files) -> None:
    files.promise['commitments'][2]['id'] = 'lofte-1'
    seen = files.only('commitment-id-twice')
    assert (seen.severity, seen.line) == ('error', '- id: lofte-1')
    assert seen.what.startswith("Två löften har id ”lofte-1”; det första står på rad ")


def test_commitment_numbers_follow_the_list(files: Files) -> None:
    files.promise['commitments'][2]['number'] = 4
    seen = files.only('commitment-number')
    assert seen.what == "Löftet ”lofte-3” står på plats 3 i listan men har nummer 4."
    assert seen.line == 'number: 4'


def test_focus_area_id_twice(files: Files) -> None:
    areas = files['agreements/2020-2023']['focus_areas']
    areas.append(copy.deepcopy(areas[0]))
    assert files.only('focus-area-id-twice').line == '- id: torget'


def test_agreement_and_promise_of_the_same_year_share_a_folder(files: Files) -> None:
    files['agreements/2020-2023']['id'] = '2021'
    files['promises/2020']['agreement'] = files.promise['agreement'] = '2021'
    assert files.seen() == []


def test_promise_named_like_the_short_version_of_another(files: Files) -> None:
    files.data['promises/2021-kort'] = copy.deepcopy(files.promise) | {'id': '2021-kort'}
    (seen,) = [each for each in files.seen() if each.id == 'file-name-taken']
    assert seen.line == 'id: 2021-kort'
    assert seen.what == "Medborgarlöftena ”2021” och ”2021-kort” skulle ge två filer med samma namn."
