"""`docgen compare`: a Word file that came back with changes and comments, and the values of the data they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from workbench import PROJECT, Workbench, furnish

from docgen.changes.edited_word import Fate, compare_word
from docgen.changes.filled_words import filled_parts
from docgen.errors import ExitCode
from docgen.workspace.yaml_source import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

NAME = 'medborgarlofte-strangnas-2021.docx'


@pytest.fixture(scope='module')
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('filled')
    filled_parts(PROJECT, ('2021',), folder)
    return folder / '2021' / NAME


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return furnish(PROJECT / 'data', tmp_path / 'ws')


class Editor:
    """Somebody with Word."""

    def __init__(self, docx: Path) -> None:
        self.document = Document(str(docx))

    def paragraph(self, text: str) -> Any:
        cells = [cell for table in self.document.tables for row in table.rows for cell in row.cells]
        every = [*self.document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
        return next(each for each in every if text in each.text.replace('\u00a0', ' '))

    def replace(self, old: str, new: str) -> Any:
        found = self.paragraph(old)
        found.runs[0].text = found.text.replace('\u00a0', ' ').replace(old, new)
        for run in found.runs[1:]:
            run.text = ''
        return found

    def save(self, path: Path) -> Path:
        self.document.save(str(path))
        return path


def test_each_change_is_told_with_its_value_and_written_there(bench: Workbench, filled: Path) -> None:
    editor = Editor(filled)
    editor.replace("Tre frågor är", "Fyra frågor är")
    editor.replace("Löfte 5: Kommunen genomför minst fyra", "Löfte 5: Kommunen genomför minst fem")
    editor.replace("Hundförare, områdespolis", "Hundförare, kommunpolis, områdespolis")
    editor.paragraph("Medborgarlöftet ska visa").insert_paragraph_before("Ett nytt stycke i inledningen.")
    file = editor.save(bench.root / 'tillbaka.docx')
    answer = bench.run('compare', str(file), '--write', '--json')
    assert [each['places'][0].rpartition(', ')[2] for each in answer.json['changes'] if each['places']] == [
        'situation_picture', 'commitments[5].short_text', 'commitments[2].functions',
    ]  # fmt: skip
    data: Any = read_yaml(bench.root / 'data/promises/2021.yaml').data
    assert "Fyra frågor är särskilt viktiga under 2021." in data['situation_picture']
    assert data['situation_picture'].count('\n\n') == 1
    assert data['commitments'][4]['short_text'].startswith("Kommunen genomför minst fem trygghetsvandringar")
    assert data['commitments'][1]['functions'] == ['hundförare', 'kommunpolis', 'områdespolis', 'rektor', 'elevhälsa']
    before = (PROJECT / 'data/promises/2021.yaml').read_text('utf-8').splitlines()
    after = (bench.root / 'data/promises/2021.yaml').read_text('utf-8').splitlines()
    assert len([line for line in before if line not in after]) == 3
    # "minst fem" where the target says four, in a value that the check could read before
    assert answer.code == ExitCode.FINDINGS
    assert [each['key'] for each in answer.json['findings'] if each['severity'] == 'error'] == [
        'commitments[5].short_text'
    ]


def test_comments_are_told_with_author_and_value_also_where_the_text_is_changed(filled: Path, tmp_path: Path) -> None:
    editor = Editor(filled)
    changed = editor.replace(
        "Polisen söker efter narkotika med hund på skolor i kommunen", "Polisen letar på skolor i kommunen"
    )
    editor.document.add_comment(changed.runs, text="Är det rätt ord?", author="Anna Exempel", initials='AE')
    report = compare_word(PROJECT, editor.save(tmp_path / 'a.docx'))
    [comment] = report.comments
    assert (comment.author, comment.text) == ("Anna Exempel", "Är det rätt ord?")
    assert comment.labels == ("Narkotikasök med hund på skolor: Löftets text",)
    assert [each.key for each in comment.places] == ['commitments[2].text']


def test_what_is_computed_or_the_templates_is_told_but_not_written(filled: Path, tmp_path: Path) -> None:
    editor = Editor(filled)
    editor.replace(
        "Minst fyra trygghetsvandringar under löftesperioden", "Minst fem trygghetsvandringar under löftesperioden"
    )
    editor.replace("Frågor och svar", "Frågor med svar")
    editor.replace("Lägesbild", "Lägesbilden")
    report = compare_word(PROJECT, editor.save(tmp_path / 'a.docx'))
    fates = [(each.fate, each.value) for each in report.changes]
    assert (Fate.COMPUTED, None) in fates
    assert (Fate.UNKNOWN, None) in fates
    # Not a text added to what stands before the heading.
    assert [each.fate for each in report.changes if each.new == "Lägesbilden"] == [Fate.UNKNOWN]


def test_tracked_changes_count_as_accepted(filled: Path, tmp_path: Path) -> None:
    from docgen.changes.word_redline import write_redline

    editor = Editor(filled)
    editor.replace("Tre frågor är", "Fyra frågor är")
    edited, tracked = editor.save(tmp_path / 'a.docx'), tmp_path / 'b.docx'
    assert write_redline(filled, edited, tracked) == 2
    report = compare_word(PROJECT, tracked)
    assert [each.fate for each in report.changes] == [Fate.WRITABLE]
    assert str(report.changes[0].value).count("Fyra frågor är") == 1


def test_a_file_that_is_unchanged_and_one_that_is_something_else(
    bench: Workbench, filled: Path, tmp_path: Path
) -> None:
    assert compare_word(PROJECT, filled).changes == ()
    _, drafts = filled_parts(PROJECT, ('2021',), tmp_path, marked=True)
    draft = next(each.docx for each in drafts if each.docx.name == NAME)
    assert draft.read_bytes() != filled.read_bytes()
    assert compare_word(PROJECT, draft).changes == ()
    other = Document()
    other.add_paragraph("Protokoll från ett annat möte.")
    other.save(str(tmp_path / 'annat.docx'))
    answer = bench.run('compare', str(tmp_path / 'annat.docx'))
    assert (answer.code, answer.ids) == (ExitCode.USAGE, ['compare-unknown-file'])
