"""Drafts: UTKAST on every page, gaps marked where a text or a date is not there yet, and still conforming."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from pdf.sight import assert_conforms
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench


def _text(pdf: Path) -> str:
    return ' '.join(' '.join(page.extract_text() for page in PdfReader(pdf).pages).split())


@pytest.fixture
def unfinished(minimal: Workbench) -> Workbench:
    """An empty text, a missing one, and no day of signing."""
    minimal.replace('promises/2024.yaml', 'purpose: Löftet ska öka tryggheten i Lillby.', 'purpose:')
    minimal.replace('promises/2024.yaml', 'situation_picture: Många störs av hög fart genom samhället.\n', '')
    minimal.replace('promises/2024.yaml', 'signed_on: 2024-01-15\n', '')
    return minimal


def test_a_draft_marks_its_gaps_and_every_page(unfinished: Workbench) -> None:
    answer = unfinished.run('build', '--draft')

    assert answer.code == 0, answer.err
    drafts = sorted(unfinished.output.glob('utkast/*/*.pdf'))
    assert len(drafts) == 3
    for path in drafts:
        for page in PdfReader(path).pages:
            assert 'UTKAST' in page.extract_text()
        assert_conforms(path)
    full = _text(unfinished.output / 'utkast/2024/medborgarlofte-lillby-2024.pdf')
    for gap in ('[saknas: syftet]', '[saknas: lägesbilden]', '[saknas: dagen för undertecknandet]'):
        assert gap in full
    record = json.loads((unfinished.output / 'utkast/2024/record.json').read_text('utf-8'))
    assert record['draft'] is True


def test_what_a_draft_may_lack_a_final_document_may_not(unfinished: Workbench) -> None:
    answer = unfinished.run('build')
    assert answer.code == 3
    assert answer.ids.count('data-missing') == 2
    assert "”purpose” är tom" in answer.err
    assert "”situation_picture” saknas" in answer.err
    assert not unfinished.output.exists()


def test_a_final_document_needs_its_day_of_signing(minimal: Workbench) -> None:
    minimal.replace('promises/2024.yaml', 'signed_on: 2024-01-15\n', '')
    answer = minimal.run('build')
    assert answer.code == 3
    assert 'missing-date' in answer.ids
    assert 'signed_on' in answer.err


def test_a_draft_still_refuses_what_is_wrong(minimal: Workbench) -> None:
    minimal.replace('promises/2024.yaml', 'signed_on: 2024-01-15', 'signed_on: 2024-02-30')
    minimal.replace('promises/2024.yaml', 'purpose: ', 'purpos: ')
    answer = minimal.run('build', '--draft')
    assert answer.code == 3
    assert {'data-impossible-date', 'data-unknown-key'} <= set(answer.ids)


def test_a_draft_never_takes_the_finished_documents_place(smallest: Workbench, unfinished: Workbench) -> None:
    import shutil

    shutil.copytree(smallest.output, unfinished.output)
    before = unfinished.snapshot()
    assert unfinished.run('build', '--draft').code == 0
    after = unfinished.snapshot()
    assert {name: digest for name, digest in after.items() if not name.startswith('utkast/')} == before


def test_a_second_draft_is_unchanged(unfinished: Workbench) -> None:
    assert unfinished.run('build', '--draft').code == 0
    assert "Allt är oförändrat" in unfinished.run('build', '--draft').out
    assert "inte gjord; utkast finns" in unfinished.process('status', COLUMNS='200').out


def test_a_draft_with_nothing_to_do_warns_of_the_same_and_of_no_other_period(unfinished: Workbench) -> None:
    assert unfinished.run('build', '--draft').code == 0
    told = [unfinished.run('build', '--draft', '2024', '--json').json for _ in range(2)]
    assert all(each['unchanged'] for each in told[1]['documents'])
    assert {each['path'] for each in told[0]['documents']} == {each['path'] for each in told[1]['documents']}
    assert told[0]['findings'] == told[1]['findings'] != []


def test_a_draft_without_signatories_shows_a_place_for_each_party(minimal: Workbench) -> None:
    file = minimal.root / 'data/promises/2024.yaml'
    before, found, after = file.read_text('utf-8').partition('signatories:\n')
    rest = after[re.match(r'(?:[ -].*\n)*', after).end() :]  # type: ignore[union-attr]
    assert found
    file.write_text(before + rest, 'utf-8')

    answer = minimal.run('build', '--draft')

    assert answer.code == 0, answer.err
    assert 'signatory-nameless' in answer.ids
    full = _text(minimal.output / 'utkast/2024/medborgarlofte-lillby-2024.pdf')
    assert full.count('[saknas: undertecknarens namn]') >= 2
    assert minimal.run('build').code == 3


def test_a_draft_only_warns_that_nobody_has_judged(workspace: Workbench) -> None:
    workspace.replace('follow-ups/2020.yaml', '    assessed_by', '    # assessed_by')
    assert workspace.run('check').code == 3
    answer = workspace.run('check', '--draft')
    assert answer.code == 0, answer.err
    assert 'done-without-assessor' in answer.ids
