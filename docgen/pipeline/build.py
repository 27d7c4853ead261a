"""The main job: from a workspace to each period's folder of finished files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen import __version__
from docgen.errors import Finding, FindingsError, RefusedError, UsageError
from docgen.file_names import require_short_paths
from docgen.filesystem import link_or_copy, remove_tree
from docgen.pipeline.kept_warnings import keep_warnings, kept_warnings
from docgen.pipeline.request import BuildReport, BuildRequest, BuiltDocument, require_apart
from docgen.pipeline.unfinished_records import LEFT_OUT
from docgen.records.fingerprints import code_fingerprint, file_hash, text_hash, workspace_inputs
from docgen.records.period_exchange import clear_abandoned, put_in_place, work_folder
from docgen.records.public_copies import linked_copies, public_copies
from docgen.records.record import NAME, WEB_FOLDER, DocumentRecord, PeriodRecord, read_record, unreadable_record

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline.prepared_document import PreparedDocument
    from docgen.plan import Plan

_WORK = '.docgen/work-12345678/sets'
"""Where a period's set is made, with as many characters as the real name has."""
_log = logging.getLogger(__name__)

Progress = Callable[[str], None]


def build(request: BuildRequest, progress: Progress = lambda _: None) -> BuildReport:
    """Build what is asked for; what is unchanged is left as it lies.

    Raises:
        FindingsError: data or templates need mending; nothing was written.
        ToolError: a font or program is missing; nothing was written.
        JudgementError: a document did not pass; nothing was put in place.
        UsageError: an unknown period, or an output folder that cannot be written.
        RefusedError: a period has fixed or signed files, but its record cannot be read.
    """
    untouched = _untouched(request)
    if untouched is not None:
        _log.info("inget är ändrat sedan förra bygget i %s", request.target)
        clear_abandoned(request.target)
        return untouched
    return _Build(request, progress).run()


def build_web(request: BuildRequest) -> BuildReport:
    """Make the web files again from documents that are already built.

    Raises:
        FindingsError: the data need mending; nothing was written.
        UsageError: a document is not built, or the data have changed since it was.
    """
    return _Build(request, lambda _: None).web()


def _workspace_hash(request: BuildRequest) -> str:
    return text_hash(workspace_inputs(request.root), code_fingerprint(), request.engine, request.draft)


def _untouched(request: BuildRequest) -> BuildReport | None:
    """Answer from the records alone when neither data, templates, code nor results have changed since."""
    if not request.target.is_dir():
        return None
    wanted = _workspace_hash(request)
    report = BuildReport((), ())
    periods = _recorded_periods(request)
    copies = public_copies(request.finished, periods)
    for period in periods:
        folder = request.target / period
        record = read_record(folder)
        if record is None or record.workspace != record.seal(wanted) or not record.intact(folder):
            return None
        if record.published != linked_copies(record.linked_periods, copies):
            return None
        documents = tuple(BuiltDocument(folder / each.file, each, unchanged=True) for each in record.documents)
        report = replace(report, documents=report.documents + documents, web=report.web + _web_paths(folder, record))
    warned = kept_warnings(request, wanted)
    if not report.documents or warned is None:
        return None
    return replace(report, warnings=tuple(dict.fromkeys((*warned, *_warnings(request, periods)))))


def _recorded_periods(request: BuildRequest) -> list[str]:
    """Give the periods that the wish covers, according to the records of the last build; a draft brings no others."""
    if request.periods and request.draft:
        return sorted(set(request.periods))
    if not request.periods:
        records = (read_record(folder) for folder in sorted(request.target.iterdir()))
        return next((record.all_periods for record in records if record), [])
    records = (read_record(request.target / period) for period in request.periods)
    linked = {name for record in records for name in (record.linked_periods if record else ())}
    return sorted(linked | set(request.periods))


def _warnings(request: BuildRequest, periods: Sequence[str]) -> list[Finding]:
    records = () if request.draft else (read_record(request.target / period) for period in periods)
    if not any(record.events for record in records if record):
        return []  # nothing is fixed, and what tells of versions need not be loaded
    from docgen.pipeline.fixed_documents import fixed_differs

    return fixed_differs(request.target, periods)


def _web_paths(folder: Path, record: PeriodRecord) -> tuple[Path, ...]:
    return tuple(folder / name for name in sorted(record.files) if name.startswith(f'{WEB_FOLDER}/'))


class _Build:
    def __init__(self, request: BuildRequest, progress: Progress) -> None:
        self.request = request
        self.progress = progress
        self.target = request.target
        self.warnings: list[Finding] = []

    def run(self) -> BuildReport:
        prepared = self._prepare()
        with work_folder(self.target) as work:
            built = self._documents(prepared, work)
            put_in_place(self._sets(self.plan, built, work), self.target)
        return self._report(built)

    def web(self) -> BuildReport:
        """Make the web files again; every document must be as it was built."""
        prepared = self._prepare()
        built = {}
        for each in prepared:
            known = self._reusable(each, read_record(self.target / each.job.period))
            if known is None:
                raise UsageError(_not_built(each, draft=self.request.draft))
            built[each.job.file] = BuiltDocument(self.target / each.job.period / each.job.file, known, unchanged=True)
        with work_folder(self.target) as work:
            put_in_place(self._sets(self.plan, built, work), self.target)
        return self._report(built)

    def _prepare(self) -> list[PreparedDocument]:
        """Read and check the data, plan, and gather what each document is made from."""
        from docgen.pipeline.check_all import checked_workspace
        from docgen.pipeline.prepared_document import prepare
        from docgen.plan import plan

        self.progress("Läser data")
        request = self.request
        self.workspace, warnings = checked_workspace(
            request.root, request.periods, draft=request.draft, engine=request.engine
        )
        self.engine = request.engine or self.workspace.settings.engine
        self.warnings += warnings
        self.plan = plan(self.workspace, self.request.periods, linked=not self.request.draft)
        require_apart(self.target, request.root)
        _require_short_paths(self.target, self.plan)
        # Putting in place would refuse it too, but only when all is made.
        unreadable = [unreadable_record(self.target / period) for period in self.plan.periods]
        if any(unreadable):
            raise RefusedError(each for each in unreadable if each)
        return [
            prepare(self.workspace, job, engine=self.engine, draft=self.request.draft) for job in self.plan.documents
        ]

    def _documents(self, prepared: Sequence[PreparedDocument], work: Path) -> dict[str, BuiltDocument]:
        """Give each document by its file name, made in the work folder or taken over from the old set."""
        old = {period: read_record(self.target / period) for period in self.plan.periods}
        built: dict[str, BuiltDocument] = {}
        to_make = []
        for each in prepared:
            known = self._reusable(each, old[each.job.period])
            if known is None:
                to_make.append(each)
            else:
                path = self.target / each.job.period / each.job.file
                built[each.job.file] = BuiltDocument(path, known, unchanged=True)
        if to_make:
            built |= self._make(to_make, work)
        return built

    def _reusable(self, prepared: PreparedDocument, record: PeriodRecord | None) -> DocumentRecord | None:
        from docgen.pipeline.prepared_document import is_told_by
        from docgen.plan import WORD_FOLDER

        known = record.document(prepared.job.file) if record else None
        if record is None or known is None or not is_told_by(prepared, known):
            return None
        folder = self.target / prepared.job.period
        names = [prepared.job.file, *(f'{WORD_FOLDER}/{word}' for word in known.words)]
        files = {name: record.files[name] for name in names if name in record.files}
        return known if len(files) == len(names) and replace(record, files=files).intact(folder) else None

    def _make(self, prepared: Sequence[PreparedDocument], work: Path) -> dict[str, BuiltDocument]:
        from docgen.pipeline.check_all import check_templates
        from docgen.pipeline.document_production import BuildRun, produce_documents

        words, pages, done = (work / name for name in ('words', 'pages', 'done'))
        for folder in (words, pages, done):
            folder.mkdir()
        _log.info("gör %d dokument med motorn %s i %s", len(prepared), self.engine, work)
        faults = check_templates(prepared)
        if faults:
            raise FindingsError([*faults, *self.warnings])
        run = BuildRun(self.workspace, self.engine, self.request.draft, words, pages, done, self.progress)
        records = produce_documents(run, prepared, self.warnings)
        return {name: BuiltDocument(done / name, record, unchanged=False) for name, record in records.items()}

    def _sets(self, plan: Plan, built: dict[str, BuiltDocument], work: Path) -> list[tuple[str, Path, frozenset[str]]]:
        """Make each period's new folder complete; leave out those that would be as they are."""
        from docgen.pipeline.web_folder import write_web
        from docgen.plan import WORD_FOLDER

        sets = []
        workspace_hash = _workspace_hash(self.request)
        left_out = sorted(each.what for each in self.warnings if each.id == LEFT_OUT)
        if left_out:  # a build of more must not take this for all there is
            workspace_hash = text_hash(workspace_hash, left_out)
        finished = self.request.finished if self.request.draft else None
        copies = public_copies(self.request.finished, plan.all_periods)
        for period in plan.periods:
            staged = work / 'sets' / period
            staged.mkdir(parents=True)
            jobs = [job for job in plan.documents if job.period == period]
            for job in jobs:
                document = built[job.file]
                words = self.target / period / WORD_FOLDER if document.unchanged else work / 'words'
                link_or_copy(document.path, staged / job.file)
                for part in job.parts:
                    link_or_copy(words / part.word, staged / WORD_FOLDER / part.word)
            for web in plan.web:
                if web.period == period:
                    write_web(self.workspace, web, built, staged, copies=copies, finished=finished)
            record = PeriodRecord(
                period=period,
                draft=self.request.draft,
                engine=self.engine,
                version=__version__,
                workspace='',
                all_periods=list(plan.all_periods),
                linked_periods=plan.linked_periods(period),
                documents=tuple(built[job.file].record for job in jobs),
                files={
                    path.relative_to(staged).as_posix(): file_hash(path)
                    for path in sorted(staged.rglob('*'))
                    if path.is_file()
                },
                published=linked_copies(plan.linked_periods(period), copies),
            )
            record = replace(record, workspace=record.seal(workspace_hash))
            record.write(staged)
            before = read_record(self.target / period)
            if before == record and before.intact(self.target / period):
                remove_tree(staged)
                continue
            sets.append((period, staged, frozenset((*before.files, NAME) if before else ())))
        return sets

    def _report(self, built: dict[str, BuiltDocument]) -> BuildReport:
        jobs = sorted(self.plan.documents, key=lambda job: job.period)  # as a build tells that finds all unchanged
        documents = tuple(replace(built[job.file], path=self.target / job.period / job.file) for job in jobs)
        web: tuple[Path, ...] = ()
        for period in self.plan.periods:
            record = read_record(self.target / period)
            web += _web_paths(self.target / period, record) if record else ()
        self.warnings = list(dict.fromkeys(self.warnings))
        keep_warnings(self.request, _workspace_hash(self.request), self.warnings)
        self.warnings += _warnings(self.request, self.plan.periods)
        return BuildReport(documents, web, tuple(dict.fromkeys(self.warnings)), self.workspace)


def _require_short_paths(target: Path, plan: Plan) -> None:
    """Refuse a folder so deep that the system could not have the files in it, before anything is made.

    Raises:
        UsageError: `path-too-long`.
    """
    from docgen.plan import WORD_FOLDER

    # The longest ones are those of the work folder, where each period's set is made complete.
    names = (f'{_WORK}/{each.period}/{WORD_FOLDER}/{part.word}' for each in plan.documents for part in each.parts)
    require_short_paths(target, names, '--output')


def _not_built(prepared: PreparedDocument, *, draft: bool) -> Finding:
    return Finding(
        'web-needs-build',
        f"{prepared.job.file} är inte gjord av dagens data och mallar.",
        "Webblistornas länkar visar PDF-filernas storlek, och de måste stämma.",
        f"Kör docgen build {prepared.job.period}{' --draft' if draft else ''} först.",
    )
