"""Publishing: the copies that everyone may see, without certificates, and the web pages that lead to them."""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import DocgenError, Finding, Place, Severity, SignatureError, UsageError
from docgen.pipeline import BuildRequest, build_web
from docgen.records.event_details import Published, PublishedOriginal, PublishedSignature
from docgen.records.events import NewEvent
from docgen.records.period_exchange import unwritable, work_folder
from docgen.records.period_update import update_period
from docgen.records.public_copies import outdated_pages
from docgen.records.record import PUBLIC_FOLDER
from docgen.records.record_integrity import record_faults
from docgen.records.signable_version import not_fixed, record_of, unknown_document
from docgen.records.version_history import VersionHistory, latest_versions, versions
from docgen.sign.publishing.public_copies import make_copy
from docgen.sign.publishing.public_text import original, signature_notes
from docgen.sign.publishing.publishable import require_publishable
from docgen.swedish import join_list
from docgen.swedish.clock import here
from docgen.workspace import read_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docgen.model import Wording
    from docgen.model.wording import PublicCopyWording
    from docgen.pipeline import BuildReport
    from docgen.records.events import Event
    from docgen.records.record import PeriodRecord
    from docgen.sign.publishing.public_copies import Copy

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PublishRequest:
    """What to publish."""

    root: Path
    """The workspace's folder."""
    period: str
    documents: tuple[str, ...] = ()
    """File names of built PDFs; all that are fixed without."""
    unsigned: bool = False
    """Publish also what not all have signed; the copy and the record say so."""
    accept_untrusted: bool = False
    """Publish also where the signatures are whole but their issuers not known here; the record says so."""
    network: bool = False
    """Ask the issuers whether a certificate was revoked."""
    date: datetime.date | None = None
    """The day of publication; today without."""
    output: Path | None = None


@dataclass(frozen=True)
class PublishedDocument:
    """A public copy after publishing."""

    document: str
    path: Path
    event: Event
    facts: Published
    """What the event tells of the copy."""
    new: bool
    """False if this very copy was there before; nothing was then written."""


@dataclass(frozen=True)
class PublishReport:
    """What publishing gave."""

    documents: tuple[PublishedDocument, ...]
    not_fixed: tuple[str, ...]
    """Documents of the period that cannot be published yet."""
    web: tuple[Path, ...]
    """Web files that now lead to the copies."""
    warnings: tuple[Finding, ...]


def publish(request: PublishRequest, progress: Callable[[str], None] = lambda _: None) -> PublishReport:
    """Make the public copies of a period's latest versions, and let the web pages lead to them.

    All copies are put in place, or none. The same versions give the same bytes. Where a web page cannot be made again,
    because data or templates have changed since the build, a warning says so.

    Raises:
        FindingsError: a fixed sentence of the workspace cannot be used.
        UsageError: nothing is fixed, a document does not exist or not all have signed it, the day lies before the last
            signature, or the folder cannot be written.
        RefusedError: the record cannot be read, or another command changed something meanwhile.
        SignatureError: a fixed or signed file is missing or was changed, or its signatures do not hold.
        JudgementError: a copy did not pass the judge.
    """
    output = BuildRequest(request.root, output=request.output).target
    record = record_of(output, request.period)
    chosen = _chosen(record, request.documents)
    folder = output / request.period
    wording = read_wording(request.root)
    faults = [each for each in record_faults(folder) if not _derived(each, folder)]
    if faults:
        raise SignatureError(faults)
    unsigned = [_unsigned(record.period, each, wording.public_copy) for each in chosen if each.missing_roles]
    if unsigned and not request.unsigned:
        raise UsageError(unsigned)
    needless = request.unsigned and not unsigned and any(each.slots for each in chosen)
    day = _day(request, chosen)
    _log.info("publicerar %s", ', '.join(each.document for each in chosen))
    with work_folder(output) as work:
        try:
            copies = [_copy(request, folder, each, work, wording, progress) for each in chosen]
        except OSError as error:
            raise unwritable(output, error) from error
        record = _put(output, record, copies, day, wording)
    progress("Gör om webbsidorna")
    web, warnings = _lead_there(request, output)
    fixed = {each.document for each in latest_versions(record)}
    return PublishReport(
        tuple(_published(record, each, folder) for each in copies),
        tuple(each.file for each in record.documents if each.file not in fixed),
        web,
        (*([_needless(folder)] if needless else []), *warnings),
    )


def _chosen(record: PeriodRecord, names: Sequence[str]) -> list[VersionHistory]:
    latest = {each.document: each for each in latest_versions(record)}
    if not latest:
        raise UsageError(not_fixed(record.period))
    if not names:
        return list(latest.values())
    chosen = {}
    built = [each.file for each in record.documents]
    for each in names:
        name = f'{each.rpartition("/")[2].removesuffix(".pdf")}.pdf'
        if name not in latest:
            raise UsageError(
                not_fixed(record.period, name) if name in built else unknown_document(record.period, each, built)
            )
        chosen[name] = latest[name]
    return list(chosen.values())


def _derived(fault: Finding, folder: Path) -> bool:
    """Whether it is a public copy that is missing or changed, which is made again here."""
    return fault.place.file is not None and fault.place.file.parent == folder / PUBLIC_FOLDER


def _day(request: PublishRequest, chosen: Sequence[VersionHistory]) -> datetime.date:
    day = request.date or datetime.datetime.now(here()).date()
    signed = [one.day for each in chosen for one in each.signings.values() if one.day]
    if request.date and signed and request.date < max(signed):
        raise UsageError(_too_early(request.date, max(signed)))
    return day


def _copy(
    request: PublishRequest,
    folder: Path,
    history: VersionHistory,
    work: Path,
    wording: Wording,
    progress: Callable[[str], None],
) -> Copy:
    progress(f"Publicerar {history.document}")
    verdict = require_publishable(
        request.root,
        folder / history.current.file,
        history,
        accept_untrusted=request.accept_untrusted,
        network=request.network,
    )
    return make_copy(history, folder, work, verdict, wording)


def _put(
    output: Path, record: PeriodRecord, copies: Sequence[Copy], day: datetime.date, wording: Wording
) -> PeriodRecord:
    """Put in place what is new or was lost, and write down what is new."""
    files = {each.name: each.made for each in copies if each.there != each.sha256}
    events = [_event(each, day, wording) for each in copies if each.new]
    if not files and not events:
        return record
    expected: dict[str, str | None] = {each.history.current.file: each.history.current.sha256 for each in copies}
    expected |= {each.name: each.there for each in copies}
    return update_period(output, record.period, files, events, expected=expected, known=len(record.events))


def _event(copy: Copy, day: datetime.date, wording: Wording) -> NewEvent:
    history = copy.history
    source = original(history)
    return NewEvent(
        history.document,
        history.version,
        copy.name,
        copy.sha256,
        Published(
            title=copy.title,
            bytes=copy.made.stat().st_size,
            pages=copy.pages,
            published_on=day.isoformat(),
            original=PublishedOriginal(file=source.file, sha256=source.sha256),
            signatures=tuple(
                PublishedSignature(role=slot.role, name=slot.name, text=' '.join(note.lines))
                for slot, note in zip(history.slots, signature_notes(history, wording.public_copy), strict=True)
            ),
            unsigned=tuple(history.missing_roles),
            verdict=copy.verdict,
        ),
    )


def _published(record: PeriodRecord, copy: Copy, folder: Path) -> PublishedDocument:
    history = versions(record.events, copy.history.document)[-1]
    event, facts = next(
        (each, each.details) for each in reversed(history.events) if isinstance(each.details, Published)
    )
    return PublishedDocument(history.document, folder / copy.name, event, facts, copy.new)


def _lead_there(request: PublishRequest, output: Path) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Make the web pages again that were made before the copies they should link to, each period that can be made."""
    web: dict[Path, None] = {}
    warnings: list[Finding] = []
    failed: dict[str, DocgenError] = {}
    outdated = outdated_pages(output)
    for period in outdated:
        if period not in outdated_pages(output):
            continue  # made together with one that links to it
        try:
            report = _web(request, output, period)
        except DocgenError as error:
            if error.findings[0].id != 'period-unknown':  # what is no longer in the data has no page
                failed[period] = error
            continue
        web |= dict.fromkeys(path for path in report.web if path.parents[1].name in outdated)
        warnings += [each for each in report.warnings if each.id == 'fixed-differs']
    if failed:
        warnings.append(_not_led(output, list(failed), next(iter(failed.values()))))
    return tuple(web), tuple(dict.fromkeys(warnings))


def _web(request: PublishRequest, output: Path, period: str) -> BuildReport:
    """Make one period's pages again, by the engine that made its documents if the workspace's did not."""
    try:
        return build_web(BuildRequest(request.root, (period,), output=request.output))
    except UsageError:
        engine = record_of(output, period).engine
        return build_web(BuildRequest(request.root, (period,), engine=engine, output=request.output))


def _unsigned(period: str, history: VersionHistory, wording: PublicCopyWording) -> Finding:
    missing = join_list([f"{slot.name} ({slot.role})" for slot in history.missing_slots])
    return Finding(
        'publish-unsigned',
        f"{history.document} version {history.version} är inte undertecknad av {missing}.",
        "Den publika filen ska visa ett dokument som gäller.",
        f"Se läget med docgen status {period}. Ska den ut ändå: kör med --unsigned, "
        f"så står ”{wording.not_signed}” i filen.",
    )


def _needless(folder: Path) -> Finding:
    return Finding(
        'publish-unsigned-needless',
        "--unsigned behövdes inte: alla har skrivit under.",
        "Filen är publicerad som undertecknad.",
        "Utelämna --unsigned nästa gång, så att kommandot säger till om någon saknas.",
        Place(folder),
        Severity.WARNING,
    )


def _too_early(day: datetime.date, signed: datetime.date) -> Finding:
    return Finding(
        'publish-too-early',
        f"Publiceringsdagen {day.isoformat()} ligger före den sista underskriften, {signed.isoformat()}.",
        "Det undertecknade dokumentet fanns inte då.",
        "Ange en senare dag med --date, eller utelämna den så gäller dagens datum.",
    )


def _not_led(output: Path, periods: Sequence[str], error: DocgenError) -> Finding:
    return Finding(
        'web-outdated',
        f"Webbsidorna för {join_list(list(periods))} länkar inte till de publika filerna än: {error.findings[0].what}",
        "De publika filerna är klara, men webbsidorna görs av dagens data och mallar.",
        f"Kör docgen build {' '.join(periods)}.",
        Place(output),
        Severity.WARNING,
    )
