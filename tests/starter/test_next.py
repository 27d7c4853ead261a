"""`docgen next`: what a new year's file takes along, what it leaves open, and what nobody can mistake for finished."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, Workbench, furnish

from docgen.errors import ExitCode
from docgen.model import Period
from docgen.starter.moved_years import following, marked, moved_id, moved_text
from docgen.workspace import read
from docgen.workspace.yaml_source import read_yaml

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return furnish(PROJECT / 'data', tmp_path / 'ws')


def period(start: str, end: str) -> Period:
    return Period(start=datetime.date.fromisoformat(start), end=datetime.date.fromisoformat(end))


@pytest.mark.parametrize(
    ('old', 'new', 'old_id', 'new_id'),
    [
        (('2021-01-01', '2021-12-31'), ('2022-01-01', '2022-12-31'), '2021', '2022'),
        (('2020-01-01', '2021-12-31'), ('2022-01-01', '2023-12-31'), '2020-2021', '2022-2023'),
        (('2021-10-01', '2022-10-31'), ('2022-11-01', '2023-11-30'), '2021-2022', '2022-2023'),
        (('2019-07-01', '2019-12-31'), ('2020-01-01', '2020-06-30'), 'host-2019', 'host-2020'),
        (('2023-09-15', '2024-02-20'), ('2024-02-21', '2024-07-28'), '2023-2024', '2024'),
    ],
)
def test_the_period_after(old: tuple[str, str], new: tuple[str, str], old_id: str, new_id: str) -> None:
    assert following(period(*old)) == period(*new)
    assert moved_id(old_id, period(*old), period(*new)) == new_id


@pytest.mark.parametrize(
    ('text', 'moved'),
    [
        ("Medborgarlöfte 2021", "Medborgarlöfte 2022–2023"),
        ("Polisen och kommunen lovar under 2021:", "Polisen och kommunen lovar under 2022–2023:"),
        ("Löfte 2021, efter löftet 2019", "Löfte 2022–2023, efter löftet [se över: 2019]"),
        ("Löfte januari 2021", "Löfte [se över: januari 2022–2023]"),
    ],
)
def test_a_title_follows_its_period(text: str, moved: str) -> None:
    assert moved_text(text, period('2021-01-01', '2021-12-31'), period('2022-01-01', '2023-12-31')) == moved


def test_years_and_days_are_marked_but_not_ages_and_addresses() -> None:
    text = (
        "Under 2021 och den 3 maj, för 15–18-åringar och 2 000 elever: https://kommunen.example/2021/lofte, 2021-04-01."
    )
    assert marked(text) == (
        "Under [se över: 2021] och [se över: den 3 maj], för 15–18-åringar och 2 000 elever: "
        "https://kommunen.example/2021/lofte, [se över: 2021-04-01]."
    )
    assert marked(marked(text)) == marked(text)


def test_the_next_year_takes_the_commitments_and_leaves_open_what_is_last_years(bench: Workbench) -> None:
    goal = '      - comparator: yes_no\n        unit: narkotikasök med hund på skolor\n'
    bench.replace(
        'promises/2021.yaml', f'    targets:\n{goal}', f'    condition: Om rektorn ber om det\n    targets:\n{goal}'
    )
    answer = bench.run('next', '2021')
    assert answer.code == ExitCode.DONE
    new = bench.root / 'data/promises/2022.yaml'
    text = new.read_text('utf-8')
    assert 'narkotikasök med hund på skolor, om rektorn ber om det. Utfall' in text
    data = read_yaml(new).data
    assert isinstance(data, dict)
    assert (data['id'], data['title'], data['previous']) == ('2022', "Medborgarlöfte 2022", '2021')
    assert (data['signed_on'], data['published_on']) == (None, None)
    assert "# Förra löftet (2021): minst fyra trygghetsvandringar under löftesperioden. Utfall: " in text
    assert text.startswith('# yaml-language-server: $schema=../schemas/promise.json\n# Gjord av docgen next 2021.')
    assert "till och med [se över: den 31 december 2021]" in text
    follow_up = read_yaml(bench.root / 'data/follow-ups/2021.yaml').data
    assert isinstance(follow_up, dict)
    outcomes = follow_up['outcomes']
    assert isinstance(outcomes, list)
    assert {each['status'] for each in outcomes if isinstance(each, dict)} == {None}
    assert len(outcomes) == 12  # one for each commitment and party


def test_nothing_of_it_passes_for_finished(bench: Workbench) -> None:
    bench.run('next', '2021')
    answer = bench.run('check')
    assert answer.code == ExitCode.FINDINGS
    assert "Nyckeln ”status” är tom." in answer.err
    # Also when what is empty has been filled in, the marks are left.
    new = bench.root / 'data/promises/2022.yaml'
    new.write_text(
        new.read_text('utf-8')
        .replace('number:\n', 'number: KS 2022:1\n')
        .replace('signed_on:\n', 'signed_on: 2022-03-01\n'),
        'utf-8',
    )
    (bench.root / 'data/follow-ups/2021.yaml').unlink()
    answer = bench.run('check')
    assert answer.code == ExitCode.FINDINGS
    assert set(answer.ids) >= {'text-to-look-over'}


def test_what_does_not_continue_stays_behind(bench: Workbench) -> None:
    loaded = read(bench.root).workspace
    assert loaded is not None
    ends = [each.commitment for each in loaded.follow_ups['2020'].outcomes if each.continues is False]
    assert ends
    bench.replace('promises/2021.yaml', "id: '2021'", "id: '2031'")  # out of the way
    (bench.root / 'data/promises/2021.yaml').unlink()
    answer = bench.run('next', '2020', '--json')
    assert answer.code == ExitCode.DONE
    whole = bench.run('next', '2020', '--id', '2021-alla', '--all', '--json')
    assert set(whole.json['kept']) - set(answer.json['kept']) == set(answer.json['left']) <= set(ends)
    assert answer.json['left']


def test_nothing_is_written_over(bench: Workbench) -> None:
    answer = bench.run('next', '2020')
    assert (answer.code, answer.ids) == (ExitCode.USAGE, ['next-exists'])
    answer = bench.run('next', '2020', '--dry-run', '--id', '2029')
    assert answer.code == ExitCode.DONE
    assert not (bench.root / 'data/promises/2029.yaml').exists()


def test_an_agreement_has_a_next_too_and_it_may_begin_on_another_day(bench: Workbench) -> None:
    answer = bench.run('next', '2020-2023', '--start', '2023-07-01', '--end', '2026-06-30', '--json')
    assert (answer.json['new'], answer.json['end']) == ('2023-2026', '2026-06-30')
    text = (bench.root / 'data/agreements/2023-2026.yaml').read_text('utf-8')
    assert "title: Samverkansöverenskommelse 2023–2026" in text


@pytest.mark.parametrize(
    ('arguments', 'finding'),
    [
        (('2019',), 'period-unknown'),
        (('2021', '--start', '2023-01-01', '--end', '2022-01-01'), 'next-period-reversed'),
        (('2021', '--id', 'Å 2'), 'next-id-unusable'),
        (('2021', '--id', '../2022'), 'next-id-unusable'),
        (('2021', '--start', '2021-06-01', '--end', '2021-12-31'), 'next-id-needed'),
    ],
)
def test_what_cannot_be_told_is_asked_for(bench: Workbench, arguments: tuple[str, ...], finding: str) -> None:
    answer = bench.run('next', *arguments)
    assert (answer.code, answer.ids) == (ExitCode.USAGE, [finding])


def test_an_unknown_period_is_told_before_what_is_unfinished_elsewhere(bench: Workbench) -> None:
    (bench.root / 'data/promises/2022.yaml').write_text("agreement: 2020-2023\n", 'utf-8')
    unknown = bench.run('next', '2019')
    assert (unknown.code, unknown.ids) == (ExitCode.USAGE, ['period-unknown'])
    assert '2022' in unknown.err
    assert bench.run('next', '2022').code == ExitCode.FINDINGS


def test_a_file_that_cannot_be_copied_without_loss_is_named(bench: Workbench) -> None:
    file = bench.root / 'data/agreements/2020-2023.yaml'
    text = json.dumps(read_yaml(file).data, ensure_ascii=False)
    file.write_text(text, 'utf-8')
    answer = bench.run('next', '2020-2023')
    assert (answer.code, answer.ids) == (ExitCode.FINDINGS, ['data-layout'])
    assert file.read_text('utf-8') == text
