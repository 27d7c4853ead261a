"""Which documents a period has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from workbench import PROJECT

from docgen.errors import UsageError
from docgen.model import DocumentKind
from docgen.plan import plan
from docgen.workspace import Workspace, load

SHIPPED = load(PROJECT)
EVERYTHING = load(PROJECT / 'tests/workspaces/everything')
MINIMAL = load(PROJECT / 'tests/workspaces/minimal')


def _files(period: str) -> dict[str, list[str]]:
    return {
        job.file: [part.template.name for part in job.parts] for job in plan(SHIPPED).documents if job.period == period
    }


def test_an_agreements_period_has_the_agreement() -> None:
    assert _files('2020-2023') == {
        'samverkansoverenskommelse-strangnas-2020-2023.pdf': ['samverkansoverenskommelse.docx']
    }


def test_a_promise_has_a_full_and_a_short_version_and_the_follow_up_before_as_appendix() -> None:
    assert _files('2021') == {
        'medborgarlofte-strangnas-2021.pdf': ['medborgarlofte.docx', 'uppfoljning.docx'],
        'medborgarlofte-strangnas-2021-kort.pdf': ['medborgarlofte-kort.docx'],
    }
    full = next(job for job in plan(SHIPPED).documents if job.file == 'medborgarlofte-strangnas-2021.pdf')
    appendix = full.parts[1]
    assert (appendix.record, appendix.appendix, appendix.page_prefix) == ('2020', "Bilaga 1", "B1-")


def test_the_first_promise_has_no_appendix_and_its_follow_up_stands_on_its_own() -> None:
    assert _files('2020') == {
        'medborgarlofte-strangnas-2020.pdf': ['medborgarlofte.docx'],
        'medborgarlofte-strangnas-2020-kort.pdf': ['medborgarlofte-kort.docx'],
        'uppfoljning-medborgarlofte-strangnas-2020.pdf': ['uppfoljning.docx'],
    }


def test_only_the_agreement_and_the_full_promise_are_signed() -> None:
    for workspace in (SHIPPED, EVERYTHING, MINIMAL):
        for job in plan(workspace).documents:
            assert bool(job.signatories) == (job.kind in (DocumentKind.AGREEMENT, DocumentKind.PROMISE))


def test_documents_are_dated_by_the_data() -> None:
    dates = {job.file: job.date.isoformat() for job in plan(SHIPPED).documents}
    assert dates['medborgarlofte-strangnas-2021.pdf'] == '2021-03-11'
    assert dates['samverkansoverenskommelse-strangnas-2020-2023.pdf'] == '2020-03-04'
    assert dates['uppfoljning-medborgarlofte-strangnas-2020.pdf'] == '2021-02-17'
    assert all(job.dated for job in plan(SHIPPED).documents)


def test_a_document_that_the_data_do_not_date_takes_its_periods_first_day_and_says_so() -> None:
    agreement, promise = SHIPPED.agreements['2020-2023'], SHIPPED.promises['2021']
    undated = replace(
        SHIPPED,
        agreements={agreement.id: agreement.model_copy(update={'signed_on': None})},
        promises=SHIPPED.promises | {promise.id: promise.model_copy(update={'signed_on': None})},
    )
    jobs = {job.file: job for job in plan(undated).documents}
    for file in ('samverkansoverenskommelse-strangnas-2020-2023.pdf', 'medborgarlofte-strangnas-2021.pdf'):
        job = jobs[file]
        assert (job.date.month, job.date.day, job.dated) == (1, 1, False)


def test_a_wish_takes_in_the_periods_that_its_web_page_links_to() -> None:
    """The links tell the files' sizes, so the files must be there."""
    assert plan(SHIPPED, ['2021']).periods == ('2020', '2020-2023', '2021')
    assert plan(SHIPPED, ['2020']).periods == ('2020', '2020-2023')
    assert plan(SHIPPED, ['2020-2023']).periods == ('2020-2023',)
    assert plan(SHIPPED).periods == plan(SHIPPED).all_periods == ('2020', '2020-2023', '2021')


def test_the_web_page_of_a_promise_shows_the_follow_up_before() -> None:
    jobs = {job.promise: job for job in plan(SHIPPED).web}
    assert [each.record for each in jobs['2020'].own] == [each.record for each in jobs['2021'].previous] == ['2020']
    assert jobs['2020'].previous == jobs['2021'].own == ()
    assert {each.kind for each in jobs['2021'].linked} == set(DocumentKind)


@pytest.mark.parametrize('workspace', [SHIPPED, EVERYTHING, MINIMAL])
def test_no_two_files_of_a_period_share_a_name(workspace: Workspace) -> None:
    made = plan(workspace)
    files = [(job.period, job.file) for job in made.documents]
    words = [(job.period, part.word) for job in made.documents for part in job.parts]
    assert len(set(files)) == len(files)
    assert len(set(words)) == len(words)


def test_an_unknown_period_is_told_with_those_that_exist() -> None:
    with pytest.raises(UsageError) as caught:
        plan(SHIPPED, ['2021', '2019-2022'])
    (finding,) = caught.value.findings
    assert finding.id == 'period-unknown'
    assert '2019-2022' in finding.what
