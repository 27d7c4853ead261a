"""What is begun for a new year holds up neither drafts of it nor documents that do not need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, Workbench, furnish

from docgen.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    """The shipped workspace when the year 2022 has just been begun: its promise, and the follow-up of 2021."""
    bench = furnish(PROJECT / 'data', tmp_path / 'ws')
    assert bench.run('next', '2021').code == ExitCode.DONE
    return bench


def test_a_draft_is_made_without_the_follow_up_that_is_only_begun(bench: Workbench) -> None:
    answer = bench.run('build', '2022', '--draft')
    assert answer.code == ExitCode.DONE
    assert answer.ids.count('unfinished-left-out') == 1
    assert "2021.yaml är inte färdig" in answer.err
    # What is wrong, not only missing, stops a draft still.
    bench.replace('follow-ups/2021.yaml', 'status:\n', 'status: klart\n')
    assert bench.run('build', '2022', '--draft').code == ExitCode.FINDINGS


def test_an_agreement_and_a_promise_that_do_not_need_it_are_built_but_not_all(bench: Workbench) -> None:
    for period in ('2020-2023', '2021'):
        answer = bench.run('build', period)
        assert (answer.code, set(answer.ids)) == (ExitCode.DONE, {'unfinished-left-out'}), answer.err
    assert (bench.output / '2021/webb/lista.html').exists()
    for arguments in ((), ('2022',)):
        assert bench.run('build', *arguments).code == ExitCode.FINDINGS
    assert bench.run('check', '2021').code == ExitCode.FINDINGS
    assert "oförändrad" in bench.run('build', '2021').out


def test_the_next_promise_needs_the_follow_up(bench: Workbench) -> None:
    new = bench.root / 'data/promises/2022.yaml'
    text = (PROJECT / 'data/promises/2021.yaml').read_text('utf-8')
    new.write_text(
        text.replace('2021', '2022').replace("previous: '2020'", "previous: '2021'"),
        'utf-8',
    )
    answer = bench.run('build', '2022')
    assert answer.code == ExitCode.FINDINGS
    assert 'data-missing' in answer.ids
