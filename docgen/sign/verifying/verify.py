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
from docgen.pdf.compare.covered_content import UndrawableError, hidden_by_signatures
from docgen.pdf.compare.difference_sentences import sentences
from docgen.sign.certificate_names import shown
from docgen.sign.pyhanko_log import without_log
from docgen.sign.verifying.changes import changes
from docgen.sign.verifying.embedded_signatures import TooMuchError, opened, signatures
from docgen.sign.verifying.expected_signatories import Expected, held_to, matched
from docgen.sign.verifying.revocation_evidence import Evidence
from docgen.sign.verifying.signature_verdicts import HOSTILE, certificate_of, judged
from docgen.sign.verifying.time_limit import OverdueError, within
from docgen.sign.verifying.verdicts import DocumentVerdict, DocumentVerification, SignatureKind, SignatureVerification
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pyhanko.pdf_utils.reader import PdfFileReader

    from docgen.pdf.compare.difference import Difference
    from docgen.records.event_details import SignatorySlot
    from docgen.sign.levels import Level
    from docgen.sign.trust import TrustRoot
    from docgen.sign.verifying.embedded_signatures import Embedded

_log = logging.getLogger(__name__)

LONGEST = 60.0
"""Seconds for one file; twice as many with the network."""
LARGEST = 300_000_000
"""Bytes."""
_HEAD = 1024
"""A PDF's header lies within its first bytes (ISO 32000-1, annex H)."""
_WORSE = frozenset((Verdict.BROKEN, Verdict.UNSUPPORTED, Verdict.CHANGED_AFTER_SIGNING))
_END, _BLANK = b'%%EOF', b'\r\n\t \0'
"""What a PDF ends with, and what mail and storage systems may add to any file."""


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


def verify(
    path: Path,
    trust: Sequence[TrustRoot] = (),
    *,
    network: bool = False,
    expected: Sequence[SignatorySlot] | None = None,
    levels: Mapping[str, Level] | None = None,
    at: datetime.datetime | None = None,
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

    Raises:
        UsageError: `verify-file-missing`, the file cannot be read; `verify-moment`, `network` and `at` were both given.
    """
    from docgen import __version__

    if network and at is not None:
        raise UsageError(_moment_and_network())
    data = _bytes(path)
    _log.info("prövar underskrifterna i %s (%d byte)", path, len(data))
    moment = (at or datetime.datetime.now(datetime.UTC)).astimezone(datetime.UTC)
    read = _within_bounds(data, trust, moment, network=network)
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
    )


def _within_bounds(data: bytes, trust: Sequence[TrustRoot], moment: datetime.datetime, *, network: bool) -> _Reading:
    if not data:
        return _Reading(DocumentVerdict.NOT_A_PDF, "Filen är tom.")
    if b'%PDF-' not in data[:_HEAD]:
        return _Reading(
            DocumentVerdict.NOT_A_PDF, "Filen börjar inte som en PDF. Den är av ett annat slag, eller skadad."
        )
    if len(data) > LARGEST:
        return _Reading(DocumentVerdict.UNSUPPORTED, "Filen är för stor för att prövas.")
    roots = [each.certificate for each in trust]
    try:
        with without_log():
            return within(LONGEST * (2 if network else 1), lambda: _read(data, roots, moment, network=network))
    except OverdueError:
        return _Reading(DocumentVerdict.UNSUPPORTED, "Filen går inte att pröva inom rimlig tid.")
    except TooMuchError:
        return _Reading(DocumentVerdict.UNSUPPORTED, "Filen har orimligt många underskrifter.")
    except MemoryError:
        return _Reading(DocumentVerdict.UNSUPPORTED, "Filen ryms inte i datorns minne.")
    except Exception:  # noqa: BLE001 - a hostile file can make a library raise anything, and is then no whole PDF
        return _Reading(DocumentVerdict.DAMAGED, "Något i den är trasigt, eller så saknas slutet.")


def _read(data: bytes, roots: list[Any], moment: datetime.datetime, *, network: bool) -> _Reading:
    try:
        return _read_opened(opened(data, strict=True), data, roots, moment, network=network)
    except PdfReadError:
        # Many programs write what the standard does not allow and every viewer takes.
        return _read_opened(opened(data, strict=False), data, roots, moment, network=network)


def _read_opened(
    reader: PdfFileReader, data: bytes, roots: list[Any], moment: datetime.datetime, *, network: bool
) -> _Reading:
    if reader.encrypted:
        return _Reading(DocumentVerdict.ENCRYPTED, "Filen är krypterad.")
    if reader.xrefs.hybrid_xrefs_present:
        return _Reading(
            DocumentVerdict.UNSUPPORTED, "Filen kan läsas på två sätt (hybrid-xref) som kan visa olika saker."
        )
    title, pages = _title(data), int(reader.root['/Pages']['/Count'])
    found = signatures(reader, data)
    if not found:
        return _Reading(DocumentVerdict.UNSIGNED, title=title, pages=pages)
    told = asyncio.run(judged(found, Evidence(reader, roots, moment, network=network)))
    certificates = tuple(certificate_of(each) for each in found)
    tail = _tail(reader, data, found)
    if tail:
        what = f"Efter filens slut ligger {len(tail)} byte som ingen har undertecknat."
        told = [_added_to(each, what) for each in told]
        return _Reading(None, '', title, pages, tuple(told), certificates, (what,))
    try:
        covered, seen_by = _hidden(data, told)
    except UndrawableError:
        why = "Det går inte att se om något döljer det som undertecknades: sidorna är orimligt stora eller skadade."
        return _Reading(DocumentVerdict.UNSUPPORTED, why, title, pages, tuple(told), certificates)
    if covered:
        hidden = sentences(covered)
        told = [each if each.covers > seen_by else _added_to(each, hidden[0]) for each in told]
        return _Reading(None, '', title, pages, tuple(told), certificates, hidden)
    return _Reading(None, '', title, pages, tuple(told), certificates, _changes(data, found, told))


def _tail(reader: PdfFileReader, data: bytes, found: Sequence[Embedded]) -> bytes:
    """What lies after the last revision that the file's tables tell of: who looks for objects would find it there."""
    covered = max(each.end for each in found)
    last = reader.last_startxref
    end = data.find(_END, last) + len(_END) if last is not None and last >= covered else 0
    return data[max(end, covered) :].strip(_BLANK).removeprefix(_END).strip(_BLANK)


def _hidden(data: bytes, told: Sequence[SignatureVerification]) -> tuple[tuple[Difference, ...], int]:
    """What later pictures hide of what those saw who signed, and where the last of their signatures ends.

    Whoever signed last saw what lay over the page by then. Nothing is said where worse is known already.

    Raises:
        UndrawableError: it cannot be seen.
    """
    people = [each.covers for each in told if each.kind is not SignatureKind.TIMESTAMP]
    if not people or any(each.verdict in _WORSE for each in told):
        return (), 0
    first, last = min(people), max(people)
    since_last = hidden_by_signatures(data[:last], data)
    if since_last:
        return since_last, last
    since_first = hidden_by_signatures(data[:first], data)
    return since_first, max((each for each in people if each < last), default=0)


def _added_to(each: SignatureVerification, what: str) -> SignatureVerification:
    if each.verdict in _WORSE:
        return each
    return replace(each, verdict=Verdict.CHANGED_AFTER_SIGNING, explanation=what)


def _changes(data: bytes, found: Sequence[Embedded], told: Sequence[SignatureVerification]) -> tuple[str, ...]:
    """What was changed since the last signature that the change came after."""
    ends = [
        each.end
        for each, verification in zip(found, told, strict=True)
        if verification.verdict is Verdict.CHANGED_AFTER_SIGNING
    ]
    return changes(data[: max(ends)], data) if ends else ()


def _title(data: bytes) -> str:
    try:
        # Reading metadata changes what a reader holds of them, and they are compared: a reader for this alone.
        title = opened(data, strict=False).document_meta_view.title
    except HOSTILE:
        return ''
    return shown(str(title)) if title else ''


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
