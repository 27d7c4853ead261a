"""A template filled with the workspace's own data, as PDF and as pictures of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.engines import Source, converter
from docgen.errors import Finding, FindingsError
from docgen.pipeline.template_check import fitting, kind_of, missing_template, sample_contexts
from docgen.plan import plan
from docgen.render import DocumentProperties, fill
from docgen.temporary import temporary_folder
from docgen.word import open_package

if TYPE_CHECKING:
    from docgen.workspace import Workspace

_DPI = 110


@dataclass(frozen=True)
class Preview:
    """The PDF, the picture of each page, and what a person should look at."""

    pdf: Path
    pictures: tuple[Path, ...]
    warnings: tuple[Finding, ...]


def preview(template: Path, workspace: Workspace, folder: Path, *, pictures: bool = True) -> Preview:
    """Fill a template, lay it out and draw its pages.

    Args:
        template: the Word file.
        workspace: whose data it is filled with, whose fonts and engine are used.
        folder: takes the PDF and the pictures.
        pictures: draw the pages too.

    Raises:
        FindingsError: what a build would refuse.
    """
    if not template.is_file():
        raise FindingsError(missing_template(template, workspace))
    contexts = sample_contexts(workspace)
    kind = kind_of(template, workspace)
    context = contexts.get(kind) if kind is not None else fitting(template, contexts.values())
    if context is None:
        open_package(template)  # what is no whole Word file is told as that
        raise FindingsError(
            Finding(
                'template-without-sample',
                f"Det finns inga data att fylla i {template.name} med.",
                "Förhandsvisningen görs av arbetsytans egna data, med luckor utmärkta.",
                "Lägg in ett dokument av det slaget i data, eller kör docgen template check.",
            )
        )
    document: Any = context['document']
    folder.mkdir(parents=True, exist_ok=True)
    dates = [job.date for job in plan(workspace, linked=False).documents]
    with temporary_folder() as work:
        filled = Path(work) / f'{template.stem}.docx'
        title = str(document['title'])
        fill(template, context, filled, DocumentProperties(title, "docgen", title, max(dates)))
        pdf = folder / f'{template.stem}.pdf'
        engine = converter(workspace.settings.engine, workspace.fonts)
        (made,) = engine.convert([Source(filled, pdf, max(dates))])
    return Preview(pdf, tuple(_drawn(pdf)) if pictures else (), made.warnings)


def _drawn(pdf: Path) -> list[Path]:
    from docgen.pdf.structure.page_pictures import pictures

    drawn = []
    for number, picture in enumerate(pictures(pdf, _DPI, colour=True), 1):
        file = pdf.with_name(f'{pdf.stem}-{number}.png')
        picture.save(file)
        drawn.append(file)
    return drawn
