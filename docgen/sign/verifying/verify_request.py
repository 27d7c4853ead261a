"""`docgen verify`: a file verified with what the workspace knows of it, compared with the data, told in a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, UsageError
from docgen.filesystem import read_file
from docgen.pipeline import BuildRequest
from docgen.records.event_details import EventKind, SignatureOutcome
from docgen.records.event_details import Verified as VerifiedEvent
from docgen.records.events import NewEvent
from docgen.records.fingerprints import file_hash
from docgen.records.period_update import update_period
from docgen.records.record import SIGNED_FOLDER
from docgen.records.signed_originals import Signing
from docgen.records.version_history import version_name
from docgen.sign.trust import load_trust, workspace_trust
from docgen.sign.trusted_lists import load_trusted_lists
from docgen.sign.verifying.rebuilt_comparison import rebuilt
from docgen.sign.verifying.verdicts import DocumentVerdict
from docgen.sign.verifying.verify import LARGEST, verify
from docgen.sign.verifying.workspace_version import Belonging, belonging, latest_to_sign
from docgen.swedish import join_list
from docgen.temporary import temporary_folder
from docgen.workspace import read_wording

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from docgen.records.event_details import SignatorySlot
    from docgen.sign.levels import Level
    from docgen.sign.trust import TrustRoot
    from docgen.sign.verifying.verdicts import DocumentVerification

_WITHOUT_SIGNATURES = {
    EventKind.PUBLISHED: "Det är kopian för webben, som inte ska ha några underskrifter.",
    EventKind.VERIFIED: "Det är rapporten från en tidigare prövning, inte dokumentet självt.",
}
"""Files of ours in which nobody's signature is missing, by the event that they were made in."""
_DERIVED = frozenset((EventKind.SCANNED, EventKind.VERIFIED, EventKind.PUBLISHED, EventKind.PACKAGED))


@dataclass(frozen=True)
class VerifyRequest:
    """What to verify, and what to hold it against."""

    file: Path | None = None
    """The file; without, the period's document as it now is."""
    root: Path | None = None
    """The workspace's folder; None outside a workspace."""
    period: str | None = None
    """Hold the file against this period's document, and build that anew."""
    document: str | None = None
    """Which of the period's documents; needed when several are to be signed."""
    trust: tuple[Path, ...] = ()
    """Certificates of issuers to trust beside those of the workspace."""
    network: bool = False
    level: Level | None = None
    """What every signature should have at least."""
    at: datetime.datetime | None = None
    save: bool = False
    """Keep the report in the period's folder and the verdict in its record."""
    output: Path | None = None
    trusted_lists: Path | None = None
    """A folder of the EU's trusted lists, which say whether signatures are qualified."""
    list_signers: tuple[Path, ...] = ()
    """Certificates that the list of the lists is signed with, if not those that docgen knows."""
    rebuild: bool = True
    """Build what a period's document is held against; else only its signatories and levels are known from there."""


@dataclass(frozen=True)
class VerifyReport:
    """A verification, and the report that was kept, if one was."""

    verification: DocumentVerification
    saved: Path | None = None


def verify_request(request: VerifyRequest, progress: Callable[[str], None] = lambda _: None) -> VerifyReport:
    """Verify a file, with the signatories and levels of the version that it is.

    Raises:
        UsageError: `verify-file-missing`, `verify-needs-file`, `verify-needs-workspace`, `verify-save-needs-version`,
            `verify-moment`; the period or document does not exist, or nothing of it is fixed; `trust-missing`;
            as `load_trusted_lists`.
        FindingsError: `trust-unreadable`.
        RefusedError, SignatureError: the period's record is not as it should be; as `signable_version.signable`.
    """
    if request.root is None and (request.period is not None or request.save):
        raise UsageError(_needs_workspace())
    trust = _trust(request)
    lists = None
    if request.trusted_lists is not None:
        lists = load_trusted_lists(request.trusted_lists, load_trust(request.list_signers))
    file = request.file or _current(request)
    progress("Prövar underskrifterna")
    known = _known(request, file)
    found = verify(
        file,
        trust,
        network=request.network,
        expected=_expected(known),
        levels=_levels(request, known),
        at=request.at,
        lists=lists,
    )
    if known is not None:
        found = _told(found, known)
    asked = request.rebuild and request.period is not None
    if known is not None and known.known and request.root is not None and asked and found.pages:
        progress("Bygger om av data och mallar")
        compared = _fixed_path(known) if EventKind.SCANNED in _events_of(known, found) else file
        signed = bool(found.signatures)
        found = replace(found, rebuild=rebuilt(request.root, compared.read_bytes(), known, signed=signed))
    return VerifyReport(found, _save(request, known, found) if request.save else None)


def _expected(known: Belonging | None) -> list[SignatorySlot] | None:
    """The slots of those whose signatures should be in the file; None when it is not known who should sign."""
    if known is None or not known.history.slots:
        return None
    by_pen = {role for role, each in known.history.signings.items() if each.by_pen}
    return [slot for slot in known.history.slots if slot.role not in by_pen]


def _fixed_path(known: Belonging) -> Path:
    return known.folder / known.history.fixed.file


def _events_of(known: Belonging, found: DocumentVerification) -> set[EventKind]:
    """What happened when the file was made."""
    return {event.kind for event in known.history.events if event.sha256 == found.sha256}


def _told(found: DocumentVerification, known: Belonging) -> DocumentVerification:
    """What the record adds to a verification."""
    if not known.known:
        order = list(DocumentVerdict)
        worse = order.index(found.verdict) < order.index(DocumentVerdict.OTHER_DOCUMENT)
        why = (
            f"Den börjar inte med någon version som är fastställd för {known.period}, och record.json nämner den inte."
        )
        return found if worse else replace(found, verdict=DocumentVerdict.OTHER_DOCUMENT, explanation=why)
    by_pen = tuple(f"{slot.name} ({slot.role})" for slot in known.history.pen_slots)
    if by_pen:
        pen = (
            f"Enligt record.json har {join_list(list(by_pen))} skrivit under för hand. Det går inte att pröva här: "
            "pappret är originalet, och det skannade är en kopia av det."
        )
        found = replace(found, explanation=' '.join(filter(None, (found.explanation, pen))), by_pen=by_pen)
    events = _events_of(known, found)
    what = next((text for kind, text in _WITHOUT_SIGNATURES.items() if kind in events), None)
    if what and found.verdict is DocumentVerdict.UNSIGNED and not by_pen and EventKind.FIXED not in events:
        where = f"{what} Originalet är {known.period}/{known.history.current.file}."
        found = replace(found, explanation=where, missing=())
    days = _days_in_document(found, known)
    told = tuple(replace(each, day_in_document=days.get(each.role)) for each in found.signatures)
    return replace(found, signatures=told, document=known.name, derived=bool(events & _DERIVED))


def _days_in_document(found: DocumentVerification, known: Belonging) -> dict[str, datetime.date]:
    """By role, the day that the document has in print for a signature, where that is another than the signature's."""
    signings = known.history.signings
    for each in found.signatures:
        at = each.claimed_at or each.proven_at
        if each.role and each.role not in signings and at is not None:
            signings = {**signings, each.role: Signing(each.role, by_pen=False, at=at.isoformat())}
    history = replace(known.history, known=signings)
    days = {each.role: history.other_day(each.role) for each in found.signatures if each.role}
    return {role: day for role, day in days.items() if day is not None}


def _trust(request: VerifyRequest) -> tuple[TrustRoot, ...]:
    own = workspace_trust(request.root) if request.root is not None else ()
    return tuple({each.fingerprint: each for each in (*own, *load_trust(request.trust))}.values())


def _levels(request: VerifyRequest, known: Belonging | None) -> dict[str, Level]:
    levels = dict(known.levels) if known is not None else {}
    if request.level is not None:
        levels[''] = request.level
    return levels


def _target(request: VerifyRequest, root: Path) -> Path:
    return BuildRequest(root, output=request.output).target


def _current(request: VerifyRequest) -> Path:
    from docgen.records.signable_version import signable

    if request.period is None or request.root is None:
        raise UsageError(
            Finding(
                'verify-needs-file',
                "Det framgår inte vilken fil som ska prövas.",
                "Ange en PDF, eller en period vars undertecknade dokument ska prövas.",
                "Skriv till exempel docgen verify FIL.pdf, eller docgen verify --period 2021.",
            )
        )
    return signable(_target(request, request.root), request.period, request.document).path


def _known(request: VerifyRequest, file: Path) -> Belonging | None:
    """The version that a file is; with a period named, the version that it should be."""
    if request.root is None:
        return None
    output = _target(request, request.root)
    try:
        data = read_file(file, LARGEST)
    except OSError:
        data = b''  # verify tells
    if request.period is None:
        return belonging(output, data)
    from docgen.records.signable_version import record_of

    record_of(output, request.period)  # tells what is wrong with a period that has no record
    own = belonging(output, data, request.period)
    if own is None:
        elsewhere = belonging(output, data)
        if elsewhere is not None:
            raise UsageError(_other_period(file, request.period, elsewhere))
    return own or latest_to_sign(output, request.period)


def _save(request: VerifyRequest, known: Belonging | None, found: DocumentVerification) -> Path:
    from docgen.sign.verifying.validation_report import write_report

    if known is None or request.root is None or not known.known:
        raise UsageError(
            Finding(
                'verify-save-needs-version',
                "Rapporten går inte att spara i perioden.",
                "Filen är ingen av de versioner som har fastställts där.",
                "Ange perioden med --period, eller spara rapporten någon annanstans med --report FIL.pdf.",
                Place(found.path),
            )
        )
    version = version_name(known.history.document, known.history.version).removesuffix('.pdf')
    name = f'{SIGNED_FOLDER}/{version}-validering.pdf'
    with temporary_folder() as folder:
        report = Path(folder) / 'report.pdf'
        write_report(found, report, read_wording(request.root))
        event = NewEvent(
            known.history.document,
            known.history.version,
            name,
            file_hash(report),
            VerifiedEvent(
                verdict=found.verdict.value,
                report=name,
                verified_sha256=found.sha256,
                signatures=tuple(
                    SignatureOutcome(field=each.field, verdict=each.verdict.value) for each in found.signatures
                ),
            ),
        )
        current = known.history.current
        update_period(
            known.folder.parent, known.period, {name: report}, [event], expected={current.file: current.sha256}
        )
    return known.folder / name


def _needs_workspace() -> Finding:
    return Finding(
        'verify-needs-workspace',
        "--period och --save går bara att använda i en arbetsyta.",
        "Där finns uppgifterna om vad som har fastställts och vilka som ska skriva under.",
        "Gå till arbetsytans mapp, ange den med --workspace, eller utelämna --period och --save.",
    )


def _other_period(file: Path, period: str, elsewhere: Belonging) -> Finding:
    return Finding(
        'verify-other-period',
        f"{file.name} hör inte till {period}: den är {elsewhere.name}.",
        "Filen skulle hållas mot en annan periods uppgifter.",
        f"Ange --period {elsewhere.period}, eller utelämna den.",
        Place(file),
    )
