"""`docgen diff`: what is new, gone, changed and moved, by meaning; as text, as a page, as tracked changes in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html
from workbench import PROJECT, Workbench, furnish

from docgen.changes.filled_words import write_period_redline
from docgen.changes.period_diff import DiffRequest, ItemKind, Matter, diff
from docgen.changes.word_pieces import PieceKind, word_pieces
from docgen.errors import ExitCode

from .redlines import texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    """Two years of which the second differs from the first in what each test changes."""
    bench = furnish(PROJECT / 'data', tmp_path / 'ws')
    copy = (bench.root / 'data/promises/2021.yaml').read_text('utf-8')
    (bench.root / 'data/promises/2022.yaml').write_text(
        copy.replace("'2021'", "'2022'").replace('2021-', '2022-').replace('2021', '2022'), 'utf-8'
    )
    return bench


def test_years_that_follow_the_period_are_no_change(bench: Workbench) -> None:
    assert diff(DiffRequest(bench.root, '2021', '2022')).empty
    assert "Inget skiljer sig" in bench.run('diff', '2021', '2022').out


def test_a_target_a_responsibility_and_a_wording_are_told_apart(bench: Workbench) -> None:
    bench.replace(
        'promises/2022.yaml',
        "number: 4\n        unit: trygghetsvandringar",
        "number: 6\n        unit: trygghetsvandringar",
    )
    bench.replace(
        'promises/2022.yaml',
        "promised_by: police\n    title: Narkotikasök",
        "promised_by: joint\n    title: Narkotikasök",
    )
    bench.replace(
        'promises/2022.yaml',
        "Polisen söker efter narkotika med hund på skolor i före",
        "Polisen letar efter narkotika med hund på skolor i före",
    )
    found = diff(DiffRequest(bench.root, '2021', '2022'))
    told = {(item.id, field.matter): (field.old, field.new) for item in found.items for field in item.fields}
    assert told['trygghetsvandringar', Matter.TARGET] == (
        "minst fyra trygghetsvandringar under löftesperioden",
        "minst sex trygghetsvandringar under löftesperioden",
    )
    assert told['narkotikasok-skolor', Matter.RESPONSIBILITY] == ("Polisen", "Polisen och kommunen tillsammans")
    assert ('narkotikasok-skolor', Matter.WORDING) in told
    text = bench.run('diff', '2021', '2022').out
    assert "Mått (måttal): minst fyra trygghetsvandringar" in text
    assert "[− söker][+ letar]" in text


def test_what_is_new_gone_or_moved_is_told_by_its_id(bench: Workbench) -> None:
    path = bench.root / 'data/promises/2022.yaml'
    before, first, *others = path.read_text('utf-8').split('  - id: ')
    last, _, after = others[-1].partition('\nfollow_up:')
    others[-1] = last + '\n\n'
    new = first.replace('tidig-upptackt', 'ny-punkt', 1)
    path.write_text(before + '  - id: '.join(['', *others[1:], first, new]) + 'follow_up:' + after, 'utf-8')
    kinds = {each.id: each.kind for each in diff(DiffRequest(bench.root, '2021', '2022')).items}
    assert kinds == {
        'tidig-upptackt': ItemKind.MOVED,
        'ny-punkt': ItemKind.NEW,
        'narkotikasok-skolor': ItemKind.DROPPED,
    }


def test_what_a_new_period_lacks_and_what_nobody_has_looked_over_are_told(bench: Workbench) -> None:
    (bench.root / 'data/promises/2022.yaml').unlink()
    assert bench.run('next', '2021').code == ExitCode.DONE
    found = diff(DiffRequest(bench.root, '2021', '2022'))
    assert ('reference_numbers',) in [each.path for each in found.fields]
    told = bench.run('diff', '2021', '2022').out
    assert "KS/2021:64-045" in told
    assert f"Märkt att ses över ({len(found.to_look_over)})" in told
    marks = (bench.root / 'data/promises/2022.yaml').read_text('utf-8').count('[se över: ')
    assert 0 < len(found.to_look_over) <= marks


def test_a_file_that_somebody_may_have_written_in_is_not_written_over(bench: Workbench, tmp_path: Path) -> None:
    word, page = tmp_path / 'a.docx', tmp_path / 'a.html'
    both = ('diff', '2020', '2021', '--word', str(word), '--html', str(page))
    word.write_bytes(b'')
    page.write_text('<!DOCTYPE html><p>Docgens.')
    assert bench.run(*both).code == ExitCode.DONE
    made = word.read_bytes()
    assert bench.run(*both).ids == ['file-exists']
    assert bench.run('diff', '2020', '2021', '--html', str(word)).ids == ['file-exists']
    assert word.read_bytes() == made
    assert bench.run(*both, '--replace').code == ExitCode.DONE


def test_the_page_says_in_words_what_colours_show(bench: Workbench, tmp_path: Path) -> None:
    page = tmp_path / 'diff.html'
    assert bench.run('diff', '2020', '2021', '--html', str(page)).code == ExitCode.DONE
    tree = html.parse(str(page)).getroot()
    assert tree.get('lang') == 'sv'
    assert [each.text_content() for each in tree.iter('h1')] == ["Medborgarlöfte 2020 → Medborgarlöfte 2021"]
    assert all(each.text_content().strip() for each in tree.iter('ins', 'del'))
    assert any("borttaget:" in each.text_content() for each in tree.iter('del'))


@pytest.mark.parametrize(('old', 'new'), [('2020', '2021'), ('2021', '2020')])
def test_accepting_all_gives_the_new_document_rejecting_all_the_old(tmp_path: Path, old: str, new: str) -> None:
    out = tmp_path / 'redline.docx'
    made = write_period_redline(DiffRequest(PROJECT, old, new), tmp_path, out)
    assert made > 100
    name = 'medborgarlofte-strangnas-{0}.docx'
    assert texts(out) == texts(tmp_path / new / name.format(new))
    assert texts(out, accept=False) == texts(tmp_path / old / name.format(old))


def test_the_pieces_of_a_text_hold_both_wordings() -> None:
    old, new = "Vi håller minst två möten under året.", "Vi håller minst fyra möten på skolor under året."
    pieces = word_pieces(old, new)
    assert ''.join(each.text for each in pieces if each.kind is not PieceKind.NEW) == old
    assert ''.join(each.text for each in pieces if each.kind is not PieceKind.OLD) == new
    assert [(each.kind.value, each.text) for each in pieces if each.kind is not PieceKind.BOTH] == [
        ('old', "två"), ('new', "fyra"), ('new', " på skolor"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ('arguments', 'finding'),
    [(('2021', '2020-2023'), 'diff-kinds'), (('2021', '2031'), 'period-unknown')],
)
def test_what_cannot_be_compared(bench: Workbench, arguments: tuple[str, str], finding: str) -> None:
    answer = bench.run('diff', *arguments)
    assert (answer.code, answer.ids) == (ExitCode.USAGE, [finding])
