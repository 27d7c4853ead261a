"""Verifying a signed PDF, ours or anybody's: a verdict for each signature and one for the file.

Nothing is concluded from a signature that is intact, valid and trusted alone: an appendix added after it leaves all
three true. What follows each signature is judged too, and who should have signed. Nothing is written.
"""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils.misc import PdfReadError

from docgen.errors import Finding, Place, UsageError, reason
from docgen.filesystem import read_file
from docgen.pdf.compare.background_thread import started
from docgen.pdf.compare.difference import DifferenceKind
from docgen.pdf.compare.difference_sentences import sentences
from docgen.pdf.compare.revision_views import UndrawableError, Views, compare_views
from docgen.sign.certificate import shown
from docgen.sign.pyhanko_log import without_log
from docgen.sign.verifying.appended.appended_check import account_for
from docgen.sign.verifying.appended.pdf_syntax import SyntaxFault
from docgen.sign.verifying.appended.revision import Revision, text_of
from docgen.sign.verifying.appended.signed_part import ContradictoryError, SignedPart
from docgen.sign.verifying.changes import changes
from docgen.sign.verifying.embedded_signatures import TooMuchError, find_signatures
from docgen.sign.verifying.expected_signatories import Expected, held_to, matched
from docgen.sign.verifying.forgiving_reader import HOSTILE
from docgen.sign.verifying.revocation_evidence import Evidence
from docgen.sign.verifying.signature_verdicts import certificate_of, judged
from docgen.sign.verifying.time_limit import OverdueError, within
from docgen.sign.verifying.verdict_sentences import ONLY_STAMPED, UNDRAWABLE
from docgen.sign.verifying.verdicts import DocumentVerdict, DocumentVerification, SignatureKind, SignatureVerification
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from docgen.pdf.compare.difference import Difference
    from docgen.records.event_details import SignatorySlot
    from docgen.sign.levels import Level
    from docgen.sign.trust import TrustRoot
    from docgen.sign.trusted_lists import TrustedLists
    from docgen.sign.verifying.appended.appended_check import Account
    from docgen.sign.verifying.embedded_signatures import SignedFile

_log = logging.getLogger(__name__)

LONGEST = 60.0
"""Seconds for one file; twice as many with the network."""
LARGEST = 300_000_000
"""Bytes."""
_HEAD = 1024
"""A PDF's header lies within its first bytes (ISO 32000-1, annex H)."""
_WORSE = frozenset((Verdict.BROKEN, Verdict.UNREADABLE, Verdict.CHANGED_AFTER_SIGNING))
_BLANK = b'\r\n\t \0'
"""What mail and storage systems may add to any file."""
_ONLY_PARTLY = "Filen som helhet går inte att öppna, men det som undertecknades är helt."


@dataclass(frozen=True)
class _Reading:
    """What the file says before who signed is held against who should have; `verdict` None leaves it to that."""

    verdict: DocumentVerdict | None = None
    explanation: str = ''
    title: str = ''
    pages: int = 0
    signatures: tuple[SignatureVerification, ...] = ()
    certificates: tuple[Any, ...] = ()
    changes: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    empty_fields: tuple[str, ...] = ()


def verify(
    path: Path,
    trust: Sequence[TrustRoot] = (),
    *,
    network: bool = False,
    expected: Sequence[SignatorySlot] | None = None,
    levels: Mapping[str, Level] | None = None,
    at: datetime.datetime | None = None,
    lists: TrustedLists | None = None,
) -> DocumentVerification:
    """Verify a file. A bad file gives a verdict that says why, never an exception.

    Args:
        path: the file.
        trust: issuers that are trusted; without any, no signature gets further than VALID_BUT_UNTRUSTED.
        network: ask the certificates' issuers whether they are revoked; else only what lies in the file counts.
        expected: the signatories' places (`VersionHistory.slots`); None when it is
            not known who should sign.
        levels: the level that each role's signature should have at least; '' is every signature's.
        at: verify for this moment (with time zone) instead of now.
        lists: trusted lists that say who makes qualified signatures; None leaves that unsaid.

    Raises:
        UsageError: `verify-file-missing`, the file cannot be read; `verify-moment`, `network` and `at` were both given.
    """
    from docgen import __version__

    if network and at is not None:
        raise UsageError(_moment_and_network())
    data = _bytes(path)
    _log.info("prövar underskrifterna i %s (%d byte)", path, len(data))
    moment = (at or datetime.datetime.now(datetime.UTC)).astimezone(datetime.UTC)
    read = _within_bounds(data, trust, moment, lists, network=network)
    people = None if expected is None else [Expected.of(each) for each in expected]
    told, missing = matched(read.signatures, read.certificates, people)
    told = tuple(held_to(each, levels or {}) for each in told)
    return DocumentVerification(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        verdict=read.verdict or _verdict(told, missing=bool(missing)),
        at=moment,
        network=network,
        trust=tuple(trust),
        software=f'docgen {__version__}',
        title=read.title,
        pages=read.pages,
        signatures=told,
        missing=missing,
        changes=read.changes,
        explanation=read.explanation,
        looked=read.looked,
        remarks=read.remarks,
        empty_fields=read.empty_fields,
        lists=lists,
    )


def _within_bounds(
    data: bytes, trust: Sequence[TrustRoot], moment: datetime.datetime, lists: TrustedLists | None, *, network: bool
) -> _Reading:
    if not data:
        return _Reading(DocumentVerdict.NOT_A_PDF, "Filen är tom.")
    if b'%PDF-' not in data[:_HEAD]:
        return _Reading(
            DocumentVerdict.NOT_A_PDF, "Filen börjar inte som en PDF. Den är av ett annat slag, eller skadad."
        )
    if len(data) > LARGEST:
        return _Reading(DocumentVerdict.UNREADABLE, "Filen är för stor för att prövas.")
    roots = [each.certificate for each in trust]
    try:
        with without_log():
            return within(LONGEST * (2 if network else 1), lambda: _read(data, roots, moment, lists, network=network))
    except OverdueError:
        return _Reading(DocumentVerdict.UNREADABLE, "Filen går inte att pröva inom rimlig tid.")
    except TooMuchError:
        return _Reading(DocumentVerdict.UNREADABLE, "Filen har orimligt många underskrifter.")
    except MemoryError:
        return _Reading(DocumentVerdict.UNREADABLE, "Filen ryms inte i datorns minne.")
    except Exception:  # noqa: BLE001 - a hostile file can make a library raise anything, and is then no whole PDF
        return _Reading(DocumentVerdict.DAMAGED, "Något i den är trasigt, eller så saknas slutet.")


def _read(
    data: bytes, roots: list[Any], moment: datetime.datetime, lists: TrustedLists | None, *, network: bool
) -> _Reading:
    found = find_signatures(data)
    if found.reader is not None and found.reader.encrypted:
        return _Reading(DocumentVerdict.ENCRYPTED, "Filen är krypterad.")
    title, pages = _title(data), _pages(found)
    if not found.signatures and found.reader is not None:
        return _Reading(DocumentVerdict.UNSIGNED, title=title, pages=pages)
    readers = (each.signature.reader for each in reversed(found.signatures) if each.signature is not None)
    reader = found.reader or next(readers, None)
    if reader is None and not any(each.broken for each in found.signatures):
        raise PdfReadError('neither the file nor any part of it can be opened')
    gaps = {each.gap for each in found.signatures}
    account = account_for(data, [each.end for each in found.signatures if not each.broken], gaps)
    # Drawing is done by other programs, while this one is busy with cryptography.
    looking = started(lambda: _views(data, account))
    evidence = Evidence(reader, roots, moment, network, lists, found.certificates)
    told = asyncio.run(judged(found, evidence, account, data))
    views = looking()
    certificates = tuple(certificate_of(each) for each in found.signatures)
    seen = views.differences if views is not None else ()
    told = _held_to_views(told, seen, account, len(data.rstrip(_BLANK)))
    changed = [each.covers for each in told if each.verdict is Verdict.CHANGED_AFTER_SIGNING]
    reading = _Reading(None, '', title, pages, tuple(told), certificates)
    if changed:
        signers = {each.field: each.signer for each in told if each.signer}
        what = changes(data, max(changed), account, seen, signers)
        why = '' if found.reader is not None else _ONLY_PARTLY
        return replace(reading, changes=what, explanation=why)
    if views is None and not any(each.verdict in _WORSE for each in told):
        return replace(reading, verdict=DocumentVerdict.UNREADABLE, explanation=UNDRAWABLE)
    if all(each.kind is SignatureKind.TIMESTAMP and each.verdict not in _WORSE for each in told):
        return replace(reading, verdict=DocumentVerdict.UNSIGNED, explanation=ONLY_STAMPED)
    remarks = sorted({(key.lstrip('/'), says) for step in account.steps for key, says in step.remarks.items()})
    looked = views.readers if views is not None and _is_sound(told, account.start) else ()
    return replace(reading, looked=looked, remarks=tuple(remarks), empty_fields=_empty_fields(account))


def _is_sound(told: Sequence[SignatureVerification], start: int) -> bool:
    """Whether the first signed state, which the pages are held against, is what somebody signed."""
    return not any(0 < each.covers <= start and each.verdict in (Verdict.BROKEN, Verdict.UNREADABLE) for each in told)


def _empty_fields(account: Account) -> tuple[str, ...]:
    """Fields that came after the first signature, and that are empty still."""
    added = {shown(name, 100) for step in account.steps for name in step.new_fields}
    return tuple(sorted(added - {shown(one.name, 100) for step in account.steps for one in step.signed}))


def _views(data: bytes, account: Account) -> Views | None:
    """What the pages show, held against the first signed state; None if that cannot be seen."""
    if not account.grown:
        return Views((), ())
    try:
        return compare_views(data[: account.start], data, account.shown)
    except UndrawableError:
        return None


def _held_to_views(
    told: Sequence[SignatureVerification], seen: Sequence[Difference], account: Account, size: int
) -> list[SignatureVerification]:
    """Whoever signed saw the pages as they were then; what shows otherwise came after."""
    found = list(told)
    for each in seen:
        since = size
        if each.kind is DifferenceKind.COVERED:
            # Whoever signed with the widget that covers saw the page with it.
            covering = [
                step.update.start + 1
                for step in account.steps
                if any(page == each.page for signed in step.signed for page, _ in signed.widgets)
            ]
            since = max(covering, default=size)
        why = sentences([each])[0]
        found = [_added_to(one, why) if 0 < one.covers < since else one for one in found]
    return found


def _added_to(each: SignatureVerification, what: str) -> SignatureVerification:
    if each.verdict in _WORSE:
        return each
    return replace(each, verdict=Verdict.CHANGED_AFTER_SIGNING, explanation=f'{what[:1].upper()}{what[1:]}')


def _pages(found: SignedFile) -> int:
    try:
        return int(found.reader.root['/Pages']['/Count']) if found.reader is not None else 0
    except HOSTILE:
        return 0


def _title(data: bytes) -> str:
    """What the file calls itself."""
    try:
        part = SignedPart(data)
    except (SyntaxFault, ContradictoryError, RecursionError):
        return ''
    title = Revision(part, {}, part.trailer).entry(part.trailer, '/Info', '/Title')
    return shown(text_of(title))


def _verdict(told: Sequence[SignatureVerification], *, missing: bool) -> DocumentVerdict:
    """The worst of the signatures, in the order of DocumentVerdict."""
    found = {DocumentVerdict(each.verdict.value) for each in told}
    if missing:
        found.add(DocumentVerdict.NOT_ALL_SIGNED)
    return next(verdict for verdict in DocumentVerdict if verdict in found)


def _bytes(path: Path) -> bytes:
    try:
        return read_file(path)
    except OSError as error:
        raise UsageError(
            Finding(
                'verify-file-missing',
                f"Filen {path.name or path} kan inte öppnas.",
                f"Orsak: {reason(error)}.",
                "Kontrollera namnet och mappen.",
                Place(path),
            )
        ) from error


def _moment_and_network() -> Finding:
    return Finding(
        'verify-moment',
        "--network och --at går inte att använda tillsammans.",
        "Utfärdarna kan bara svara på hur det är nu.",
        "Utelämna det ena.",
    )
