"""Receiving a PDF that somebody signed elsewhere: it must be what was fixed, with signatures and their proofs added.

Message ids: `received-broken-signature`, `received-differs`, `received-encrypted`, `received-lost-signature`,
`received-not-archivable`, `received-not-pdf`, `received-old-version`, `received-other-period`, `received-rewritten`,
`received-unsigned`, `received-unreadable`, `received-untrusted`, `signer-unexpected`.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, SignatureError
from docgen.pipeline import BuildRequest
from docgen.records.event_details import Received, ReceivedSignature, Refreshed, Signed
from docgen.records.events import NewEvent
from docgen.records.period_exchange import clear_abandoned, work_folder
from docgen.records.period_update import update_period
from docgen.records.record import SIGNED_FOLDER
from docgen.records.signable_version import SignableVersion, signable
from docgen.records.version_history import VersionHistory, version_name, version_of
from docgen.sign.mixed_signing import require_one_way
from docgen.sign.printed_date_mismatch import BeforeKeeping, differences, require_kept
from docgen.sign.receiving.file_owner import owner_of_bytes, owner_of_text
from docgen.sign.receiving.received_changes import (
    COMPARED,
    Comparison,
    compare_if_readable,
    first_sentences,
    only_signatures_added,
)
from docgen.sign.receiving.received_file import archival_warnings, read_received, require_readable, unfit, unsigned
from docgen.sign.receiving.received_signatures import checked_signatures, received_signing
from docgen.sign.trust import workspace_trust
from docgen.sign.verifying.verdicts import DocumentVerdict
from docgen.sign.verifying.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.sign.trust import TrustRoot

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReceiveRequest:
    """What to receive, and what to put up with."""

    root: Path
    """The workspace's folder; its `data/trust` says who is trusted."""
    period: str
    file: Path
    document: str | None = None
    accept_rewritten: bool = False
    """Accept a file with more than signatures added, or written anew, if it shows and holds all that was fixed."""
    accept_untrusted: bool = False
    """Accept signatures with certificates from issuers that are not trusted here."""
    network: bool = False
    """Ask the issuers whether a certificate was revoked."""
    before_keeping: BeforeKeeping | None = None
    """Is asked where a day or place is another than the document has in print. None goes on."""
    output: Path | None = None
    """The folder that holds the periods' folders; `output` in the workspace without."""

    @property
    def target(self) -> Path:
        """The folder that holds the periods' folders."""
        return BuildRequest(self.root, output=self.output).target


@dataclass(frozen=True)
class ReceiveReport:
    """What was received."""

    document: str
    version: int
    path: Path
    sha256: str
    signatures: tuple[ReceivedSignature, ...]
    missing: tuple[str, ...]
    """Names of those who have not signed yet."""
    rewritten: bool = False
    additions: tuple[str, ...] = ()
    """What has come besides signatures, in Swedish."""
    warnings: tuple[Finding, ...] = ()
    already: bool = False
    """The same file was received before, or made here: nothing was written."""
    differs: tuple[Finding, ...] = ()
    """Where days and places are others than the document has in print; those that `before_keeping` was told."""


def receive(request: ReceiveRequest) -> ReceiveReport:
    """Store the file as signed/<document>-v<version>.pdf with an event; on any error nothing has changed.

    Raises:
        UsageError: the file is not there, or `signable` finds nothing.
        SignatureError: the file is not the fixed version with signatures, or a signature does not hold.
        RefusedError: `mixed-signing`, another command changed the period meanwhile, or `signing-stopped`, whoever was
            asked said no.
        FindingsError: a file in `data/trust` cannot be read.
    """
    clear_abandoned(request.target)
    current = signable(request.target, request.period, request.document)
    trust = workspace_trust(request.root)
    content = read_received(request.file)
    _log.info("tar emot %s (%d byte) till %s", request.file, len(content), request.period)
    sha256 = hashlib.sha256(content).hexdigest()
    again = _received_before(request, current, sha256)
    if again is not None:
        return again
    require_one_way(current.history, request.period, current.path, pen=False)
    with work_folder(request.target) as work:
        copy = work / 'received.pdf'
        # What is judged and stored is one copy, whatever becomes of the file meanwhile.
        copy.write_bytes(content)
        return _receive(request, current, trust, copy, content, sha256)


def _receive(
    request: ReceiveRequest,
    current: SignableVersion,
    trust: tuple[TrustRoot, ...],
    copy: Path,
    content: bytes,
    sha256: str,
) -> ReceiveReport:
    from docgen.pdf.compare.page_differences import comparable, is_scan

    history = current.history
    verification = verify(copy, trust, network=request.network, expected=history.slots)
    require_readable(request.file, verification)
    if not comparable(content):
        why = "Filen innehåller orimligt mycket, eller är packad på ett sätt som docgen inte packar upp."
        raise SignatureError(unfit(request.file, 'received-not-pdf', "går inte att pröva", why))
    untouched = content.startswith(current.path.read_bytes()) and only_signatures_added(current.fixed_path, content)
    comparison = compare_if_readable(current.fixed_path, copy, history.slots)
    if comparison is None:
        raise SignatureError(unfit(request.file, 'received-not-pdf', "går inte att läsa", "Sidorna är skadade."))
    if verification.verdict is DocumentVerdict.UNSIGNED and is_scan(copy):
        raise SignatureError(unsigned(request.file, request.period, "Sidorna är bilder, som av ett skannat papper."))
    if comparison.changed:
        raise SignatureError(_differs(request, current, content, copy, comparison))
    if verification.verdict is DocumentVerdict.UNSIGNED:
        raise SignatureError(unsigned(request.file, request.period))
    signatures, warnings = checked_signatures(
        verification, history, file=request.file, trusted=bool(trust), accept_untrusted=request.accept_untrusted
    )
    if not untouched and not request.accept_rewritten:
        raise SignatureError(_rewritten(request, current, content, comparison))
    details = Received(
        signatures=signatures,
        rewritten=not untouched,
        compared=() if untouched else COMPARED,
        additions=comparison.added,
        verdict=verification.verdict.value,
    )
    new = [each for each in signatures if each.role not in history.signings]
    differs = differences(history, [received_signing(each) for each in new if each.time], request.file, made=True)
    require_kept(differs, request.before_keeping)
    name = f'{SIGNED_FOLDER}/{version_name(history.document, history.version)}'
    event = NewEvent(history.document, history.version, name, sha256, details)
    expected: dict[str, str | None] = {name: None, current.name: history.current.sha256}
    record = update_period(request.target, request.period, {name: copy}, [event], expected=expected)
    now = version_of(record.events, history)
    warned = (*warnings, *archival_warnings(request.file, copy))
    return replace(_report(request, now, details, sha256, warned), differs=tuple(differs))


def _report(
    request: ReceiveRequest,
    history: VersionHistory,
    details: Received,
    sha256: str,
    warnings: tuple[Finding, ...] = (),
    *,
    already: bool = False,
) -> ReceiveReport:
    return ReceiveReport(
        history.document,
        history.version,
        request.target / request.period / history.current.file,
        sha256,
        details.signatures,
        history.missing_names,
        details.rewritten,
        details.additions,
        warnings,
        already,
    )


def _received_before(request: ReceiveRequest, current: SignableVersion, sha256: str) -> ReceiveReport | None:
    history = current.history
    if sha256 == history.fixed.sha256:
        raise SignatureError(unsigned(request.file, request.period))
    for event in history.events:
        if event.sha256 == sha256 and isinstance(event.details, Signed | Received | Refreshed):
            return _report(request, history, _as_received(event.details), sha256, already=True)
    return None


def _as_received(details: Signed | Received | Refreshed) -> Received:
    """What a file that was made here is told of as, when it comes back."""
    if isinstance(details, Received):
        return details
    own = [ReceivedSignature.model_validate(details.plain())] if isinstance(details, Signed) else []
    return Received(signatures=tuple(own))


def _differs(
    request: ReceiveRequest, current: SignableVersion, content: bytes, copy: Path, comparison: Comparison
) -> Finding:
    """Say what a file is that does not show what was fixed: another version or period, or something changed."""
    history = current.history
    owner = owner_of_bytes(request.target, content) or owner_of_text(request.target, copy)
    expected = version_name(history.document, history.version)
    if owner is not None and owner.history.fixed.sha256 == history.fixed.sha256:
        owner = None
    if owner is not None and owner.history.document == history.document:
        return Finding(
            'received-old-version',
            f"{request.file.name} är {owner}, men den som gäller är version {history.version}.",
            first_sentences(comparison.changed),
            "Skicka den version som gäller till portalen och låt alla skriva under den.",
            Place(request.file),
        )
    if owner is not None:
        return Finding(
            'received-other-period',
            f"{request.file.name} är {owner}.",
            f"Här väntas {expected}.",
            f"Kör docgen receive {owner.period} med filen.",
            Place(request.file),
        )
    return Finding(
        'received-differs',
        f"Din fil är inte den fastställda {expected} med underskrifter. {first_sentences(comparison.changed)}",
        "Bara det som har fastställts får vara undertecknat.",
        f"Ta reda på vem som har ändrat filen. Ska ändringen gälla, ändra i data och kör docgen fix {request.period}; "
        "alla skriver då under på nytt.",
        Place(request.file),
    )


def _rewritten(request: ReceiveRequest, current: SignableVersion, content: bytes, comparison: Comparison) -> Finding:
    kept = content.startswith(current.fixed_path.read_bytes())
    what = "Portalen har lagt till annat än underskrifter i" if kept else "Portalen har skrivit om"
    added = first_sentences(comparison.added) if comparison.added else "Sidorna visar detsamma och har samma text."
    return Finding(
        'received-rewritten',
        f"{what} {request.file.name}. {added}",
        "Filen går därför inte att föra tillbaka till den fastställda byte för byte; allt som fastställdes finns "
        "dock kvar.",
        "Ställ in portalen så att den bara lägger till underskrifter. Eller granska filen och ange --accept-rewritten; "
        "det antecknas.",
        Place(request.file),
    )
