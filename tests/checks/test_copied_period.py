"""A file that began as a copy of another period's: whatever still says so is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, Workbench, furnish

from docgen.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return furnish(PROJECT / 'data', tmp_path / 'ws')


def copied(bench: Workbench, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Copy the promise of 2021 to 2022 with some changes, and give what is found in the copy, by id and key."""
    data = bench.root / 'data'
    text = (data / 'promises/2021.yaml').read_text('utf-8')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (data / 'promises/2022.yaml').write_text(text, 'utf-8')
    answer = bench.run('check', '--json')
    return [(each['id'], each['key']) for each in answer.json['findings'] if each['file'].endswith('2022.yaml')]


def test_a_copy_with_another_id_alone(bench: Workbench) -> None:
    found = copied(bench, ("id: '2021'", "id: '2022'"))
    assert ('id-of-another-year', 'id') in found
    assert {key for finding, key in found if finding == 'copied-from-other-period'} >= {
        'signed_on', 'published_on', 'reference_numbers[1].number', 'reference_numbers[2].number',
        'signatories[1].date', 'signatories[2].date',
    }  # fmt: skip


def test_a_copy_with_id_period_and_title_changed(bench: Workbench) -> None:
    found = copied(
        bench,
        ("id: '2021'", "id: '2022'"),
        ("title: Medborgarlöfte 2021", "title: Medborgarlöfte 2022"),
        ("start: 2021-01-01", "start: 2022-01-01"),
        ("end: 2021-12-31", "end: 2022-12-31"),
    )
    assert 'id-of-another-year' not in dict(found)
    assert ('year-outside-period', 'lead_in') in found
    assert ('copied-from-other-period', 'lead_in') not in found  # told once
    assert {key for finding, key in found if finding == 'copied-from-other-period'} >= {
        'signed_on', 'situation_picture', 'validity', 'commitments[7].text',
    }  # fmt: skip


def test_two_districts_of_one_period_may_share_days_and_numbers(bench: Workbench) -> None:
    found = copied(
        bench, ("id: '2021'", "id: 2021-norra"), ("title: Medborgarlöfte 2021", "title: Medborgarlöfte 2021, norra")
    )
    assert not {'copied-from-other-period', 'id-of-another-year'} & set(dict(found))


def test_a_year_in_the_situation_picture_is_found_without_the_file_it_came_from(bench: Workbench) -> None:
    line = bench.replace('promises/2021.yaml', "under 2021. Unga", "under 2019. Unga")
    bench.replace('promises/2021.yaml', "aktiviteterna under 2020 ställdes", "aktiviteterna ställdes")
    answer = bench.run('check', '--json')
    [found] = [each for each in answer.json['findings'] if each['id'] == 'year-outside-period']
    assert (found['key'], found['line'] <= line) == ('situation_picture', True)


def test_a_mark_stops_a_build_but_not_a_draft(bench: Workbench) -> None:
    bench.replace('promises/2021.yaml', "under 2021. Unga", "under [se över: 2020]. Unga")
    answer = bench.run('check')
    assert (answer.code, answer.ids) == (ExitCode.FINDINGS, ['text-to-look-over'])
    assert bench.run('check', '--draft').code == ExitCode.DONE
