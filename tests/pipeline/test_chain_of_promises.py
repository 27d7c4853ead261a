"""Promises that follow each other year by year: each leads to the one before, and its page to that one's follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.workspace import load

if TYPE_CHECKING:
    from workbench import Workbench

FOLLOW_UP = """\
id: '2021'
title: Uppföljning av medborgarlöftet 2021
promise: '2021'
period: {start: 2021-01-01, end: 2021-12-31}
dated: 2022-02-16
sender: strangnas
introduction: Här redovisas löftet för 2021.
summary: Arbetet med löftena pågår.
outcomes:
"""
OUTCOME = """\
  - commitment: %s
    status: ongoing
    comment: Arbetet pågår enligt plan.
    continues: true
"""


@pytest.fixture
def three_years(built_workspace: Workbench) -> Workbench:
    """The shipped workspace as built, and then the follow-up of 2021 and the promise for 2022."""
    data = built_workspace.root / 'data'
    commitments = load(built_workspace.root).promises['2021'].commitments
    follow_up = FOLLOW_UP + ''.join(OUTCOME % each.id for each in commitments)
    (data / 'follow-ups' / '2021.yaml').write_text(follow_up, 'utf-8')
    promise = (data / 'promises' / '2021.yaml').read_text('utf-8')
    promise = promise.replace("previous: '2020'", "previous: '2021'").replace('2021-', '2022-')
    promise = promise.replace("id: '2021'", "id: '2022'").replace('Medborgarlöfte 2021', 'Medborgarlöfte 2022')
    (data / 'promises' / '2022.yaml').write_text(promise, 'utf-8')
    return built_workspace


def test_the_newest_promise_alone_can_be_built(three_years: Workbench) -> None:
    answer = three_years.run('build', '2022')

    assert answer.code == 0, answer.err
    folder = three_years.output / '2022'
    assert (folder / 'medborgarlofte-strangnas-2022.pdf').is_file()
    page = (folder / 'webb' / 'sida.html').read_text('utf-8')
    assert 'uppfoljning-medborgarlofte-strangnas-2021.pdf' in page
    assert three_years.run('web', '2022').code == 0
    assert 'oförändrat' in three_years.run('build', '2022').out


def test_a_draft_of_the_newest_promise_drafts_no_other_period(three_years: Workbench) -> None:
    answer = three_years.run('build', '--draft', '2022')

    assert answer.code == 0, answer.err
    drafts = three_years.output / 'utkast'
    assert {path.name for path in drafts.iterdir() if not path.name.startswith('.')} == {'2022'}
    page = (drafts / '2022' / 'webb' / 'sida.html').read_text('utf-8')
    assert 'samverkansoverenskommelse-strangnas-2020-2023.pdf' in page  # finished, and linked as it lies there
    assert 'uppfoljning-medborgarlofte-strangnas-2021.pdf' not in page  # not made yet: no link that leads nowhere
