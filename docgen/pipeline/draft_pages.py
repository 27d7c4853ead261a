"""One document of a draft, made again and again while its data are edited: only what has changed is made anew.

A build makes every document of a period and judges each. Whoever edits looks at one, and wants it at once: it is made
by the same steps, without the judgement, and its parts that are as they were are taken from the time before.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.engines import Source
from docgen.errors import FindingsError, Severity
from docgen.pipeline.check_all import check_templates
from docgen.pipeline.document_production import convert_parts
from docgen.pipeline.document_steps import assemble_document, fill_words
from docgen.pipeline.prepared_document import prepare
from docgen.records.fingerprints import file_hash, text_hash
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from docgen.engines import Converted
    from docgen.pipeline.prepared_document import PreparedDocument
    from docgen.plan import DocumentJob
    from docgen.workspace import Workspace

_MOST_PARTS = 16
"""Parts that are kept, those used last; a document has up to three."""


class DraftPages:
    """Makes single documents of drafts. Not for several threads at once.

    Args:
        folder: where they are kept; it may be emptied whenever nothing is being made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._inputs: dict[Path, str] = {}
        self._parts: dict[str, Converted] = {}

    def kept(self, job: DocumentJob) -> Path:
        """Give where a document lies, or will lie."""
        return self.folder / job.period / job.file

    def make(self, workspace: Workspace, job: DocumentJob) -> Path:
        """Make a document as it is now, marked as a draft, and give its file.

        Args:
            workspace: its data; texts and dates may be missing.
            job: the document, of the plan without links to finished ones.

        Raises:
            FindingsError: data or templates need mending; the file is as it was.
            ToolError: a font or program is missing; the file is as it was.
        """
        engine = workspace.settings.engine
        prepared = prepare(workspace, job, engine=engine, draft=True)
        out = self.kept(job)
        if self._inputs.get(out) == prepared.inputs and out.is_file():
            return out
        faults = check_templates([prepared])
        if faults:
            raise FindingsError(faults)
        out.parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(beside=self.folder) as name:
            work = Path(name)
            left_out = fill_words(workspace, prepared, work)
            if any(each.severity is Severity.ERROR for each in left_out):
                raise FindingsError(left_out)
            parts = self._converted(workspace, engine, prepared, work)
            assemble_document(workspace, prepared, parts, work / 'whole.pdf', draft=True)
            (work / 'whole.pdf').replace(out)
        self._inputs[out] = prepared.inputs
        return out

    def _converted(self, workspace: Workspace, engine: str, prepared: PreparedDocument, work: Path) -> list[Converted]:
        """Give the document's parts as PDF; only what is not as some part before is laid out."""
        job = prepared.job
        common = (engine, job.date.isoformat(), sorted(workspace.settings.fonts.items()), _own_fonts(workspace))
        made_of = [text_hash(*common, file_hash(work / part.word)) for part in job.parts]
        sources = {
            key: Source(work / part.word, (work / part.word).with_suffix('.pdf'), job.date)
            for key, part in zip(made_of, job.parts, strict=True)
            if key not in self._parts or not self._parts[key].pdf.is_file()
        }
        laid_out = convert_parts(workspace, engine, list(sources.values())) if sources else []
        for key, made in zip(sources, laid_out, strict=True):
            pdf = self.folder / f'part-{key[:32]}.pdf'
            made.pdf.replace(pdf)
            self._parts[key] = replace(made, pdf=pdf)
        for key in made_of:  # those used last stand last
            self._parts[key] = self._parts.pop(key)
        parts = [self._parts[key] for key in made_of]
        while len(self._parts) > _MOST_PARTS:
            self._parts.pop(next(iter(self._parts))).pdf.unlink(missing_ok=True)
        return parts


def _own_fonts(workspace: Workspace) -> list[tuple[str, int, int]]:
    """The workspace's own font files as they lie: another file under the same name is another font."""
    folder = workspace.templates / 'fonts'
    stats = [(path.name, path.stat()) for path in sorted(folder.iterdir())] if folder.is_dir() else []
    return [(name, stat.st_mtime_ns, stat.st_size) for name, stat in stats]
