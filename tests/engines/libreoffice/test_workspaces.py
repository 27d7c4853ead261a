"""The shipped templates through LibreOffice: conforming, complete, like the embedded engine's, the same every time."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pypdf
import pytest
from workbench import Workbench, furnish

from docgen.pdf.structure.page_text import read
from docgen.pdf.structure.tag_tree import Node, read_tree

if TYPE_CHECKING:
    from pathlib import Path


def pdfs(workbench: Workbench) -> dict[str, Path]:
    return {path.relative_to(workbench.output).as_posix(): path for path in sorted(workbench.output.rglob('*.pdf'))}


def test_as_many_pages_as_the_embedded_engine(by_office: Workbench, by_typst: Workbench) -> None:
    ours, theirs = (
        {name: len(pypdf.PdfReader(path).pages) for name, path in pdfs(each).items()} for each in (by_office, by_typst)
    )
    assert ours == theirs


def test_headings_lists_tables_and_figures_are_the_embedded_engines(by_office: Workbench, by_typst: Workbench) -> None:
    for name, path in pdfs(by_office).items():
        with pikepdf.open(path) as one, pikepdf.open(by_typst.output / name) as two:
            assert _counted(one) == _counted(two), name


def _counted(pdf: pikepdf.Pdf) -> dict[str, int]:
    kinds = ('H1', 'H2', 'H3', 'H4', 'L', 'LI', 'Lbl', 'Table', 'TR', 'TH', 'TD', 'Figure')
    nodes: list[Node] = [node for top in read_tree(pdf) for node in top.nodes()]
    return {kind: sum(node.role == kind for node in nodes) for kind in kinds}


def test_page_numbers_of_the_contents_are_right(by_office: Workbench) -> None:
    agreement = next(path for name, path in pdfs(by_office).items() if 'samverkan' in name)
    reader = pypdf.PdfReader(agreement)
    reading = read(agreement)
    entries = [line.rsplit('.', 1) for line in reader.pages[1].extract_text().splitlines() if '.....' in line]
    assert len(entries) > 5
    for title, page in entries:
        words = title.strip('. ').lstrip('0123456789.').strip()
        there = ''.join(run.text for run in reading.runs if run.page == int(page) - 1 and run.mark is not None)
        assert ' '.join(words.split()) in ' '.join(there.split())


def test_same_bytes_in_another_folder_profile_and_year(
    built_by_libreoffice: dict[str, Workbench], tmp_path: Path
) -> None:
    by_office = built_by_libreoffice['everything']
    faketime = shutil.which('faketime')
    if faketime is None:
        pytest.fail('faketime is not installed: make packages')
    again = furnish(by_office.root / 'data', tmp_path / 'ännu en mapp')
    command = again.command('build', '--engine', 'libreoffice')
    subprocess.run([faketime, '-f', '+1y', *command], check=True, capture_output=True)
    assert {name: path.read_bytes() for name, path in pdfs(again).items()} == {
        name: path.read_bytes() for name, path in pdfs(by_office).items()
    }


def test_the_workspace_can_choose_the_engine(office: str, minimal: Workbench) -> None:
    settings = minimal.root / 'data/workspace.yaml'
    settings.write_text(settings.read_text('utf-8') + '\nengine: libreoffice\n', 'utf-8')
    assert minimal.run('build').code == 0
    made = pypdf.PdfReader(next(minimal.output.rglob('*.pdf')))
    assert made.metadata is not None
    assert str(made.metadata.producer).startswith('docgen')
