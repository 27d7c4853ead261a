"""What a template's loops do to pages and numbers is told before there is anything to build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from engines.typst.builder import blank

from docgen.engines.typst.read.document import read_with_faults
from docgen.pipeline.template_loops import loop_findings
from docgen.word import open_package

if TYPE_CHECKING:
    from pathlib import Path

LOOP, END = "{%p for area in agreement.focus_areas %}", "{%p endfor %}"


def told(lines: list[str], tmp_path: Path) -> list[tuple[str, str | None]]:
    """The findings of a template of these paragraphs: "1. x" is numbered, "• x" a bullet, "---" a page break."""
    document: Any = blank()
    for line in lines:
        if line == '---':
            document.add_page_break()
        elif line.startswith(('1. ', '• ')):
            document.add_paragraph(line[2:].strip(), style='List Number' if line[0] == '1' else 'List Bullet')
        else:
            document.add_paragraph(line)
    path = tmp_path / 'mall.docx'
    document.save(str(path))
    read, _ = read_with_faults(open_package(path))
    return [(each.id, each.place.paragraph) for each in loop_findings(read, path)]


@pytest.mark.parametrize(
    ('lines', 'place'),
    [
        ([LOOP, "Område", '---', END], LOOP),
        ([LOOP, "{%p for x in area.goals %}", "Mål", END, "Slut", '---', END], LOOP),
        ([LOOP, '---', "Område", END], None),
        ([LOOP, "{%p if not loop.last %}", '---', "{%p endif %}", END], None),
        (["Text", '---', LOOP, "Område", END], None),
    ],
    ids=['last', 'last after another loop', 'first', 'on a condition', 'outside'],
)
def test_a_page_break_last_in_a_loop(lines: list[str], place: str | None, tmp_path: Path) -> None:
    expected = [] if place is None else [('template-page-break-last-in-loop', place)]
    assert told(lines, tmp_path) == expected


@pytest.mark.parametrize(
    ('lines', 'runs_on'),
    [
        ([LOOP, "Område", "{%p for x in area.goals %}", "1. Mål", END, END], True),
        ([LOOP, "Område", "1. Ett", "1. Två", END], True),
        ([LOOP, "1. Ett mål", END], False),
        ([LOOP, "1. Rubrik", "Text om den", END], False),
        ([LOOP, "Område", "{%p for x in area.goals %}", "• Mål", END, END], False),
        ([LOOP, "{%p for x in area.goals %}", "1. Mål", END, END], False),
    ],
    ids=['inner loop', 'two in a round', 'the list itself', 'one with its text', 'bullets', 'nothing between'],
)
def test_a_numbered_list_that_counts_on(lines: list[str], runs_on: bool, tmp_path: Path) -> None:
    assert [ident for ident, _ in told(lines, tmp_path)] == (['template-list-runs-on'] if runs_on else [])
