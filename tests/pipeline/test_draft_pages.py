"""The draft beside a form is the very file that a build gives, and what has not changed is not made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.errors import FindingsError
from docgen.pipeline.draft_pages import DraftPages
from docgen.plan import plan
from docgen.workspace import load

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

    from docgen.plan import DocumentJob

FULL = 'medborgarlofte-strangnas-2021.pdf'


def job_of(workbench: Workbench) -> DocumentJob:
    jobs = plan(load(workbench.root, draft=True), linked=False).documents
    return next(each for each in jobs if each.file == FULL)


def test_a_page_beside_a_form_is_of_the_file_that_a_build_gives(workspace: Workbench, tmp_path: Path) -> None:
    pages = DraftPages(tmp_path / 'pages')
    pages.folder.mkdir()

    def made() -> bytes:
        return pages.make(load(workspace.root, draft=True), job_of(workspace)).read_bytes()

    first = made()
    appendix = {path.name for path in pages.folder.glob('part-*.pdf')}
    workspace.replace('promises/2021.yaml', 'title: Trygghetsvandringar', 'title: Trygga vandringar')
    second = made()
    assert second != first
    assert len(appendix) == 2
    assert len({path.name for path in pages.folder.glob('part-*.pdf')} - appendix) == 1
    assert made() == second
    assert workspace.run('build', '2021', '--draft').code == 0
    assert (workspace.output / 'utkast/2021' / FULL).read_bytes() == second
    assert {path.name for path in pages.folder.iterdir() if path.is_dir()} == {'2021'}


def test_what_a_template_hinders_leaves_the_last_page(workspace: Workbench, tmp_path: Path) -> None:
    pages = DraftPages(tmp_path / 'pages')
    pages.folder.mkdir()
    job = job_of(workspace)
    before = pages.make(load(workspace.root, draft=True), job).read_bytes()
    workspace.add_paragraph('medborgarlofte.docx', '{{ finns_inte }}')
    with pytest.raises(FindingsError) as told:
        pages.make(load(workspace.root, draft=True), job)
    assert [each.id for each in told.value.findings] == ['template-unknown-placeholder']
    assert pages.kept(job).read_bytes() == before
