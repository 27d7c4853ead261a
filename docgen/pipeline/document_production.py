"""From prepared documents to finished PDFs in the work folder: fill, convert, finish, judge, in up to two processes."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from docgen.engines import Source, converter
from docgen.errors import DocgenError, Finding, FindingsError, JudgementError, Severity, ToolError
from docgen.model import DocumentKind
from docgen.pipeline.document_steps import fill_words, finish_document, preload
from docgen.pipeline.forked_map import map_in_two_processes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docgen.engines import Converted
    from docgen.pipeline.prepared_document import PreparedDocument
    from docgen.records.record import DocumentRecord
    from docgen.workspace import Workspace

_log = logging.getLogger(__name__)

# Engines that convert documents one by one as fast as all at once; others start a program, which costs seconds.
_ONE_BY_ONE = frozenset(('typst',))


@dataclass(frozen=True)
class BuildRun:
    """What is the same for all documents of a build: the data, the engine, and the work folder's parts."""

    workspace: Workspace
    engine: str
    draft: bool
    words: Path
    pages: Path
    done: Path
    progress: Callable[[str], None]
    judged: bool = True
    """Judge each result; not where only its bytes are compared with those of one that was judged."""


@dataclass(frozen=True)
class _GroupResult:
    """What became of some documents. Plain values, because they may come from another process."""

    missing_texts: tuple[Finding, ...] = ()
    told: tuple[Finding, ...] = ()
    """What the engine warned of."""
    records: tuple[tuple[str, DocumentRecord], ...] = ()
    error: tuple[type[DocgenError], tuple[Finding, ...]] | None = None


def produce_documents(
    run: BuildRun, prepared: Sequence[PreparedDocument], warnings: list[Finding]
) -> dict[str, DocumentRecord]:
    """Make every document and give its record by its file name.

    Args:
        run: the build.
        prepared: the documents.
        warnings: gets what the templates leave out of the data, and what the engine warns of.

    Raises:
        FindingsError: with every defect of every document.
        ToolError: a font or a program is missing, and nothing else is wrong.
        JudgementError: with every document that did not pass.
    """
    in_turn = sorted(prepared, key=_quickness)
    groups = [[each] for each in in_turn] if run.engine in _ONE_BY_ONE else [in_turn]
    if len(groups) > 1:
        converter(run.engine)
        preload(run.workspace, prepared)
    by_group = map_in_two_processes(partial(_make_group, run), groups)
    order = {each.job.file: number for number, each in enumerate(prepared)}
    outcomes = sorted(
        zip(groups, by_group, strict=True), key=lambda made: min(order[each.job.file] for each in made[0])
    )
    records: dict[str, DocumentRecord] = {}
    errors = []
    for _, outcome in outcomes:
        warnings += (*outcome.missing_texts, *outcome.told)
        records |= dict(outcome.records)
        if outcome.error is not None:
            errors.append(outcome.error)
    _raise_together(errors, warnings)
    return records


def _quickness(prepared: PreparedDocument) -> tuple[bool, int]:
    """Sorts what takes long first, so that two processes end at about the same time."""
    return prepared.job.kind is DocumentKind.PROMISE_SHORT, -len(prepared.job.parts)


def _make_group(run: BuildRun, group: Sequence[PreparedDocument]) -> _GroupResult:
    missing_texts: list[Finding] = []
    told: list[Finding] = []
    records = []
    try:
        run.progress(f"Fyller i {', '.join(each.job.file for each in group)}")
        for each in group:
            _log.info("fyller i %s av %s", ', '.join(part.word for part in each.job.parts), each.job.file)
            missing_texts += fill_words(run.workspace, each, run.words)
        if any(finding.severity is Severity.ERROR for finding in missing_texts):
            return _GroupResult(tuple(missing_texts))
        sources = [
            Source(run.words / part.word, (run.pages / part.word).with_suffix('.pdf'), each.job.date)
            for each in group
            for part in each.job.parts
        ]
        run.progress("Gör PDF")
        _log.info("gör PDF med %s av %s", run.engine, ', '.join(source.docx.name for source in sources))
        made = convert_parts(run.workspace, run.engine, sources)
        told = [_in_template(each, group, group[0]) for one in made for each in one.warnings]
        if empty := [each for each in told if each.id == 'word-document-empty']:
            raise FindingsError(replace(each, severity=Severity.ERROR) for each in empty)
        converted = iter(made)
        for each in group:
            run.progress(f"Sätter ihop och kontrollerar {each.job.file}")
            _log.info("sätter ihop och kontrollerar %s", each.job.file)
            out = run.done / each.job.file
            parts = [next(converted) for _ in each.job.parts]
            record = finish_document(run.workspace, each, parts, run.words, out, draft=run.draft, judged=run.judged)
            records.append((each.job.file, record))
            _log.info("%s är klar: %d sidor, SHA-256 %s", each.job.file, record.pages, record.sha256)
    except DocgenError as error:
        finished = {file for file, _ in records}
        current = next((each for each in group if each.job.file not in finished), group[0])
        findings = tuple(_in_template(finding, group, current) for finding in error.findings)
        return _GroupResult(tuple(missing_texts), tuple(told), tuple(records), (type(error), findings))
    return _GroupResult(tuple(missing_texts), tuple(told), tuple(records))


def _in_template(finding: Finding, group: Sequence[PreparedDocument], current: PreparedDocument) -> Finding:
    """Point at the template, which the user can open, where a step knew only the filled file in the work folder."""
    place = finding.place
    if place.file is None:
        file = None if finding.id.startswith('judge-') else current.job.parts[0].template
    else:
        templates = {part.word: part.template for each in group for part in each.job.parts}
        file = templates.get(place.file.name, place.file)
    return replace(finding, place=replace(place, file=file))


def convert_parts(workspace: Workspace, engine: str, sources: Sequence[Source]) -> list[Converted]:
    """Have each Word file laid out as a tagged PDF that conforms, or can be made to.

    Args:
        workspace: whose fonts there are.
        engine: its name.
        sources: the filled Word files, and where their PDFs go.

    Raises:
        FindingsError: with every refusal of every file.
        ToolError: the engine's program or a font is missing.
    """
    chosen = converter(engine, workspace.fonts)
    converted = chosen.convert(sources)
    if not chosen.conforms:
        from docgen.engines.libreoffice.normalise import normalise

        for source in sources:
            normalise(source.pdf, source.docx)
    return converted


def _raise_together(
    errors: Sequence[tuple[type[DocgenError], tuple[Finding, ...]]], warnings: Sequence[Finding]
) -> None:
    """Raise one error for all; what a user can mend goes before what a judge refused for it."""
    mendable = [(kind, findings) for kind, findings in errors if kind is not JudgementError]
    found = [finding for _, findings in mendable or errors for finding in findings]
    if any(finding.severity is Severity.ERROR for finding in warnings):
        raise FindingsError(dict.fromkeys([*found, *warnings]))
    if mendable:
        kind = ToolError if all(kind is ToolError for kind, _ in mendable) else FindingsError
        raise kind(dict.fromkeys(found))
    if errors:
        raise JudgementError(found)
