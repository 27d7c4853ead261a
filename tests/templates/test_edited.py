"""The shipped templates, edited as Word's users do, are still filled and set by the embedded engine."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from workbench import Workbench, furnish

from docgen.pipeline.prepared_document import prepare
from docgen.pipeline.template_preview import preview
from docgen.plan import plan
from docgen.workspace import load

from .shipped import ROOT
from .word_edits import EDITS, edited, formula, two_columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHOWN: dict[str, tuple[int, str]] = {
    'text_box': (0, "Ring 114 14"),
    'cover_page': (0, "Kommunens kansli"),
    'odd_and_even': (1, "Jämn sida"),
    'watermark': (0, "ARBETSMATERIAL"),
    'chart': (-1, "Söder"),
    'rounded_box_and_link': (0, "Tillsammans"),
    'address_frame': (0, "Box 1, 123 45 Provby"),
}
"""A page and what the edit put there, where it put words."""


@pytest.fixture(scope='module')
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    made = furnish(ROOT / 'tests/workspaces/everything/data', tmp_path_factory.mktemp('edited'))
    settings = made.root / 'data/workspace.yaml'
    settings.write_text(settings.read_text('utf-8') + "\nfonts:\n  Calibri: Source Sans Pro\n", 'utf-8')
    return made


def pages(bench: Workbench, name: str, data: bytes, folder: Path) -> list[str]:
    """The text of each page of a template with these bytes, filled and set."""
    path = bench.template(name)
    before = path.read_bytes()
    path.write_bytes(data)
    try:
        made = preview(path, load(bench.root, draft=True), folder, pictures=False)
    finally:
        path.write_bytes(before)
    pdf = pypdfium2.PdfDocument(made.pdf)
    texts = [sheet.get_textpage().get_text_range() for sheet in pdf]
    pdf.close()
    return texts


@pytest.mark.parametrize('edit', EDITS)
def test_an_edited_template_is_set(edit: Callable[[Any], None], bench: Workbench, tmp_path: Path) -> None:
    name = 'medborgarlofte-kort.docx' if edit is two_columns else 'medborgarlofte.docx'
    told = pages(bench, name, edited(bench.template(name).read_bytes(), edit), tmp_path)
    page, words = SHOWN.get(edit.__name__, (0, "Utkast"))
    assert words in told[page]


def test_a_built_document_may_hold_formulas(bench: Workbench) -> None:
    path = bench.template('medborgarlofte-kort.docx')
    before = path.read_bytes()
    path.write_bytes(edited(before, formula))
    try:
        workspace = load(bench.root)
        job = next(each for each in plan(workspace).documents if each.parts[0].template == path)
        prepared = prepare(workspace, job, engine='typst', draft=False)
    finally:
        path.write_bytes(before)
    assert 'NewCMMath' in prepared.fonts


def test_a_template_saved_by_libreoffice_is_set(bench: Workbench, tmp_path: Path) -> None:
    path = bench.template('medborgarlofte.docx')
    program = shutil.which('soffice')
    assert program is not None
    subprocess.run(
        [program, f'-env:UserInstallation={(tmp_path / "profile").as_uri()}', '--headless', '--convert-to',
         'docx:MS Word 2007 XML', '--outdir', str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    told = pages(bench, 'medborgarlofte.docx', (tmp_path / 'medborgarlofte.docx').read_bytes(), tmp_path)
    assert "Utkast" in told[0]
