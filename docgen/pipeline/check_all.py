"""Everything that would stop or blemish a build, found without making a PDF; one fault must not hide the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.checks import check as check_data
from docgen.engines import converter, engines
from docgen.errors import Finding, FindingsError, Severity, UsageError
from docgen.model import DocumentKind
from docgen.pipeline.document_steps import fill_words
from docgen.pipeline.prepared_document import prepare
from docgen.pipeline.unfinished_records import LEFT_OUT, needed_by, without_unfinished
from docgen.plan import plan
from docgen.render import check_template
from docgen.temporary import temporary_folder
from docgen.workspace import read
from docgen.workspace.file_names import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docgen.pipeline.prepared_document import PreparedDocument
    from docgen.pipeline.request import BuildRequest
    from docgen.workspace import Loaded, RecordKind, Workspace


_FOLDERS = ('agreements', 'promises', 'follow-ups')


def checked_workspace(
    root: Path, periods: Sequence[str] = (), *, draft: bool = False, engine: str | None = None
) -> tuple[Workspace, list[Finding]]:
    """Read and check the data, and give them with the warnings.

    Args:
        root: the workspace's folder.
        periods: what is asked for; everything without.
        draft: let texts and dates be missing.
        engine: the engine asked for; the workspace's own without.

    Raises:
        FindingsError: with all that can be told at once: of files that cannot be read, of the data in the others, of
            the engine and the templates.
        UsageError: `period-unknown`, before all else; where nothing is wrong with the data, `plan` tells it.
    """
    loaded = read(root, draft=draft)
    findings = data_findings(loaded, draft=draft, engine=engine)
    if loaded.workspace is None or any(each.severity is Severity.ERROR for each in findings):
        _require_periods(loaded, root, periods)
        rest = without_unfinished(loaded, findings, periods, draft=draft)
        if rest is None:
            raise FindingsError(findings)
        return rest
    return loaded.workspace, findings


@dataclass(frozen=True)
class CheckReport:
    """All that there is to mend or to look at before a build."""

    findings: tuple[Finding, ...]
    elsewhere: int = 0
    """How many findings there are in files that the periods asked for do not need."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What a build would refuse; the others are warnings."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)


def check(request: BuildRequest) -> CheckReport:
    """Give the findings of the data, of the templates, and of the filled Word files, of what a build would make.

    With periods: of what their documents depend on, files that all share included; the others are counted.

    Raises:
        UsageError: a wished period does not exist.
    """
    loaded = read(request.root, draft=request.draft)
    data = data_findings(loaded, draft=request.draft, engine=request.engine)
    _require_periods(loaded, request.root, request.periods)
    if not request.periods:
        return CheckReport(tuple(dict.fromkeys(_findings(request, loaded, data))))
    needed = needed_by(loaded.workspace, request.root, request.periods)
    here = [each for each in data if needed(each)]
    if request.draft:
        here = [each for each in _findings(request, loaded, data) if needed(each)]
    elif not any(each.severity is Severity.ERROR for each in here):
        found = [each for each in _findings(request, loaded, data) if each.id != LEFT_OUT]
        here += [each for each in found if needed(each)]
    return CheckReport(tuple(dict.fromkeys(here)), sum(not needed(each) for each in dict.fromkeys(data)))


def _findings(request: BuildRequest, loaded: Loaded, data: list[Finding]) -> list[Finding]:
    """Give the findings of the data and, where they let it be made, of all that is made of them."""
    periods, draft = request.periods, request.draft
    workspace, findings = loaded.workspace, data
    if workspace is None or any(each.severity is Severity.ERROR for each in data):
        rest = without_unfinished(loaded, data, periods, draft=draft) if draft or periods else None
        if rest is None:
            return data
        workspace, findings = rest
    engine = request.engine or workspace.settings.engine
    prepared = [
        prepare(workspace, job, engine=engine, draft=draft)
        for job in plan(workspace, periods, linked=not draft).documents
    ]
    faults = [*check_templates(prepared), *_unreadable_logos(workspace, prepared)]
    if engine == 'typst':
        from docgen.pipeline.template_check import construct_findings

        templates = dict.fromkeys(part.template for each in prepared for part in each.job.parts)
        faults += [found for each in templates for found in construct_findings(each, workspace.fonts)]
    if faults:
        return [*findings, *dict.fromkeys(faults)]
    with temporary_folder() as folder:
        for each in prepared:
            findings += fill_words(workspace, each, Path(folder))
    return findings


def _unreadable_logos(workspace: Workspace, prepared: Sequence[PreparedDocument]) -> list[Finding]:
    """The files beside signatures that are no pictures, which a build tells only at the signature page."""
    from docgen.pdf.write.logo import load_logo

    findings: list[Finding] = []
    for logo in sorted({signer['logo'] for each in prepared for signer in each.signers if signer['logo']}):
        try:
            load_logo(workspace.templates / logo)
        except FindingsError as error:
            findings += error.findings
    return findings


# What is said of a record that is not there, which may be false while files of its kind cannot be read.
_ABSENT: dict[RecordKind, frozenset[str]] = {
    'party': frozenset({'unknown-party', 'promiser-missing', 'outcome-party-outside', 'sender-outside-promise'}),
    'agreement': frozenset({'unknown-agreement'}),
    'promise': frozenset({'unknown-promise', 'unknown-previous-promise', 'continued-commitment-missing'}),
    'follow_up': frozenset({'follow-up-missing'}),
}
_KINDS: dict[RecordKind, tuple[DocumentKind, ...]] = {
    'agreement': (DocumentKind.AGREEMENT,),
    'promise': (DocumentKind.PROMISE, DocumentKind.PROMISE_SHORT),
    'follow_up': (DocumentKind.FOLLOW_UP,),
}
# What only the data of a document can decide.
_BY_CONTEXT = frozenset({'template-unknown-placeholder', 'template-not-a-list', 'template-too-nested'})


def data_findings(loaded: Loaded, *, draft: bool, engine: str | None) -> list[Finding]:
    """Give the findings of data and engine; where there is an error, also all that else can be known to be wrong.

    Args:
        loaded: what could be read.
        draft: let texts and dates be missing.
        engine: the engine asked for; the workspace's own without.
    """
    workspace = loaded.workspace
    findings = list(loaded.findings)
    if workspace is None:
        return findings
    untold = frozenset[str]().union(*(_ABSENT.get(kind, frozenset()) for kind in loaded.incomplete))
    findings += [each for each in check_data(workspace, draft=draft) if each.id not in untold]
    findings += _engine(workspace, engine)
    if not any(each.severity is Severity.ERROR for each in findings):
        return findings
    return list(dict.fromkeys([*findings, *_templates(loaded, workspace, draft=draft)]))


def _engine(workspace: Workspace, engine: str | None) -> list[Finding]:
    wanted = engine or workspace.settings.engine
    if wanted in engines():
        return []
    try:
        converter(wanted)
    except FindingsError as error:
        if engine is not None:
            return list(error.findings)
        return [replace(each, place=workspace.place('settings', '', 'engine')) for each in error.findings]
    return []


def _require_periods(loaded: Loaded, root: Path, periods: Sequence[str]) -> None:
    """Refuse a period that no file of the data is called after or names as its own, readable or not.

    Raises:
        UsageError: `period-unknown`.
    """
    if loaded.workspace is not None and not loaded.incomplete:
        plan(loaded.workspace, periods)
        return
    files = [file for folder in _FOLDERS for file in sorted((root / 'data' / folder).glob('*.yaml'))]
    unknown = []
    for period in periods:
        if named_in(files, period):
            continue
        unknown.append(
            Finding(
                'period-unknown',
                f"Det finns ingen period ”{period}” i data.",
                "Ingen fil för en överenskommelse, ett löfte eller en uppföljning heter så eller har det id:t.",
                f"De filer som finns är {', '.join(dict.fromkeys(file.stem for file in files)) or 'inga'}.",
            )
        )
    if unknown:
        raise UsageError(unknown)


def _templates(loaded: Loaded, workspace: Workspace, *, draft: bool) -> list[Finding]:
    """Check the templates against the documents that are without faults, and the others as files."""
    whole = None if loaded.incomplete & {'party', 'settings'} else _whole(workspace, draft=draft)
    jobs = plan(whole).documents if whole is not None else ()
    engine = workspace.settings.engine
    findings = check_templates([prepare(whole, job, engine=engine, draft=draft) for job in jobs]) if whole else []
    seen = {part.template for job in jobs for part in job.parts}
    for template in _used(loaded, workspace):
        if template not in seen:
            findings += [each for each in check_template(template, {}) if each.id not in _BY_CONTEXT]
    return findings


def _whole(workspace: Workspace, *, draft: bool) -> Workspace | None:
    """Give the workspace without the records that have errors, and those that need them."""
    while True:
        files = {each.place.file for each in check_data(workspace, draft=draft) if each.severity is Severity.ERROR}
        if not files:
            return workspace
        smaller = workspace.without(files)
        if smaller == workspace:
            return None
        workspace = smaller


def _used(loaded: Loaded, workspace: Workspace) -> list[Path]:
    kinds = {kind for record, those in _KINDS.items() if record in loaded.incomplete for kind in those}
    kinds |= {part.kind for job in plan(workspace).documents for part in job.parts}
    names = workspace.settings.templates
    return [workspace.templates / getattr(names, kind.value) for kind in DocumentKind if kind in kinds]


def check_templates(prepared: Iterable[PreparedDocument]) -> list[Finding]:
    """Give every finding of every template, in the order of the documents."""
    from docgen.render import check_template

    seen = set()
    findings: list[Finding] = []
    for each in prepared:
        for part, context in zip(each.job.parts, each.contexts, strict=True):
            if (part.template, part.kind) not in seen:
                seen.add((part.template, part.kind))
                findings += check_template(part.template, context)
    return _once(findings)


def _once(findings: Sequence[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))
