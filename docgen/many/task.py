"""One job in one workspace, done in this process: whatever happens becomes an `Outcome`."""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import DocgenError, ExitCode, Finding, Place, Severity
from docgen.many.workspace_outcome import Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.many.workspace_outcome import Task
    from docgen.sign.status import DocumentStatus

_log = logging.getLogger(__name__)


def run_task(task: Task) -> Outcome:
    """Do the task and give what came of it; no exception but those that end a process leaves this function."""
    from docgen.pipeline.forked_map import use_one_process

    if task.alone:
        use_one_process()
    begun, used = time.monotonic(), time.process_time()
    try:
        outcome = _JOBS[task.job](task)
    except DocgenError as error:
        outcome = Outcome(task.root, error.exit_code, error.findings, _municipality(task))
    except Exception:  # noqa: BLE001 one workspace's bug must not end the others' work
        _log.exception('a bug in %s of %s', task.job, task.root)
        outcome = Outcome(task.root, ExitCode.BUG, (_bug(task),), _municipality(task))
    return replace(
        outcome,
        job=task.job,
        draft=task.draft,
        seconds=time.monotonic() - begun,
        processor_seconds=time.process_time() - used,
        peak_memory=_peak_memory(),
    )


def _build(task: Task) -> Outcome:
    from docgen.pipeline import BuildRequest, build

    root = Path(task.root)
    report = build(BuildRequest(root, draft=task.draft, engine=task.engine))
    unchanged = sum(each.unchanged for each in report.documents)
    files = _below(root, [*(each.path for each in report.documents), *report.web])
    done = Outcome(task.root, ExitCode.DONE, report.warnings, documents=len(report.documents), unchanged=unchanged)
    return _with_states(replace(done, files=files), root)


def _check(task: Task) -> Outcome:
    from docgen.pipeline import BuildRequest
    from docgen.pipeline.check_all import check

    report = check(BuildRequest(Path(task.root), draft=task.draft, engine=task.engine))
    code = ExitCode.FINDINGS if report.errors else ExitCode.DONE
    return Outcome(task.root, code, report.findings, _municipality(task))


def _status(task: Task) -> Outcome:
    from docgen.pipeline.check_all import data_findings
    from docgen.workspace import read

    root = Path(task.root)
    found = data_findings(read(root), draft=False, engine=None)
    errors = sum(each.severity is Severity.ERROR for each in found)
    return _with_states(Outcome(task.root, ExitCode.DONE, data_errors=errors), root)


def _web(task: Task) -> Outcome:
    from docgen.pipeline import BuildRequest, build_web

    root = Path(task.root)
    report = build_web(BuildRequest(root, draft=task.draft))
    files = _below(root, report.web)
    return Outcome(task.root, ExitCode.DONE, municipality=_municipality(task), documents=len(files), files=files)


def _verify(task: Task) -> Outcome:
    """Verify the latest signed version of every document."""
    from docgen.sign.verifying.verdicts import DocumentVerdict
    from docgen.sign.verifying.verify_request import VerifyRequest, verify_request

    root = Path(task.root)
    findings: list[Finding] = []
    signed = [each for each in _documents(root) if each.latest and any(one.signed for one in each.signers)]
    for each in signed:
        request = VerifyRequest(
            root=root, period=each.period, document=each.document, rebuild=False, network=task.network
        )
        try:
            found = verify_request(request).verification
        except DocgenError as error:
            findings += error.findings
            continue
        if found.verdict is not DocumentVerdict.VALID:
            findings.append(_not_valid(root, each, found.verdict.value))
    code = ExitCode.SIGNATURE if findings else ExitCode.DONE
    return replace(_with_states(Outcome(task.root, code, tuple(findings)), root), documents=len(signed))


def _archive(task: Task) -> Outcome:
    """Package every period whose documents all are signed; a package that is there already is left as it is."""
    from docgen.archive.package import ArchiveRequest, archive

    root = Path(task.root)
    documents = _documents(root)
    signable = [each for each in documents if each.latest and each.version]
    periods = dict.fromkeys(each.period for each in signable)
    done = Outcome(task.root, ExitCode.DONE, municipality=_municipality(task))
    for period in periods:
        if any(not each.state.all_have_signed for each in signable if each.period == period):
            continue
        try:
            report = archive(ArchiveRequest(root, period))
        except DocgenError as error:
            done = replace(done, exit_code=error.exit_code, findings=(*done.findings, *error.findings))
            continue
        files = (*done.files, *_below(root, [report.path]))
        unchanged = done.unchanged + (not report.new)
        findings = (*done.findings, *report.warnings)
        done = replace(done, documents=len(files), files=files, unchanged=unchanged, findings=findings)
    return replace(_with_states(done, root), documents=done.documents)


def _register(task: Task) -> Outcome:
    from docgen.many.register import register_entry
    from docgen.workspace import read

    loaded = read(Path(task.root))
    errors = tuple(each for each in loaded.findings if each.severity is Severity.ERROR)
    entry = register_entry(loaded.workspace, task.root) if loaded.workspace is not None else None
    code = ExitCode.FINDINGS if errors else ExitCode.DONE
    name = entry.municipality if entry else _municipality(task)
    return Outcome(task.root, code, loaded.findings, name, register=entry)


_JOBS: dict[Job, Callable[[Task], Outcome]] = {
    Job.BUILD: _build,
    Job.CHECK: _check,
    Job.STATUS: _status,
    Job.WEB: _web,
    Job.VERIFY: _verify,
    Job.ARCHIVE: _archive,
    Job.REGISTER: _register,
}


def _documents(root: Path) -> tuple[DocumentStatus, ...]:
    from docgen.sign.status import StatusRequest, status

    return status(StatusRequest(root)).documents


def _with_states(outcome: Outcome, root: Path) -> Outcome:
    """Add how far the documents have come, and what is wrong with records and kept files."""
    from docgen.sign.status import StatusRequest, status

    report = status(StatusRequest(root))
    states: dict[str, int] = {}
    missing: dict[str, None] = {}
    not_built = 0
    for each in report.documents:
        not_built += not each.built
        if each.latest:
            states[each.state.value] = states.get(each.state.value, 0) + each.built
            missing.update((one.name, None) for one in each.signers if each.version and not one.signed)
    code = ExitCode.SIGNATURE if report.faults else outcome.exit_code
    return replace(
        outcome,
        exit_code=code,
        findings=tuple(dict.fromkeys((*outcome.findings, *report.warnings, *report.faults))),
        municipality=outcome.municipality or _name(root),
        documents=outcome.documents or sum(states.values()),
        states={state: count for state, count in states.items() if count},
        missing=tuple(missing),
        not_built=not_built,
    )


def _municipality(task: Task) -> str:
    return _name(Path(task.root))


def _name(root: Path) -> str:
    """Give the municipality's own name, '' where the data do not tell it."""
    from docgen.workspace import read

    try:
        workspace = read(root, draft=True).workspace
    except (DocgenError, OSError):
        return ''
    party = workspace.parties.get(workspace.settings.municipality) if workspace else None
    return party.name if party else ''


def _below(root: Path, paths: list[Path] | tuple[Path, ...]) -> tuple[str, ...]:
    base = root.absolute()
    return tuple(each.absolute().relative_to(base).as_posix() for each in paths if each.absolute().is_relative_to(base))


def _peak_memory() -> int:
    if sys.platform == 'win32':
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == 'darwin' else peak * 1024


def _bug(task: Task) -> Finding:
    return Finding(
        'many-bug',
        f"Ett fel i docgen stoppade arbetet i {task.root}.",
        "Det är inte dina filer som är fel. De andra arbetsytorna har gjorts som vanligt.",
        f"Kör docgen --workspace {task.root} {task.job.value} och skicka det som visas till den som sköter docgen.",
        Place(Path(task.root)),
    )


def _not_valid(root: Path, document: DocumentStatus, verdict: str) -> Finding:
    return Finding(
        'many-not-valid',
        f"{document.period}: {document.document} är inte giltig ({verdict}).",
        "Underskrifterna i filen gick inte att godta, eller inte att pröva till slut.",
        f"Kör docgen --workspace {root} verify --period {document.period} för att se varför.",
        Place(root / 'output' / document.period),
    )
