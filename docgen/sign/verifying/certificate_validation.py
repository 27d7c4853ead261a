"""When a signature was made, whose it is and whether the certificate held then: judged by pyHanko, asked in steps.

A signature is judged for the time that trusted timestamps prove, with the revocation data that lie in the file, so
that it stays valid when its certificate has ended (ETSI EN 319 102-1, 5.6). Without a timestamp it is judged for now.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asn1crypto import x509
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature

from docgen.sign.certificate import has_short_key, is_for_other_things, subject_name
from docgen.sign.verifying.revocation_evidence import (
    FOR_SIGNATURES,
    HARD,
    SOFT,
    UNASKED,
    WEAK,
    Asked,
    anchor_of,
    is_unknown,
    revoked_since,
    utc,
)
from docgen.sign.verifying.revocation_statements import issuers_of, revoked_by_statement
from docgen.sign.verifying.timestamp_validation import FAULTY, own_stamp, own_verdict_of
from docgen.sign.verifying.verdicts import Revocation
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus
    from pyhanko_certvalidator.path import ValidationPath

    from docgen.sign.verifying.revocation_evidence import Evidence
    from docgen.sign.verifying.timestamp_validation import Stamp


_PROVES_NOTHING = (Verdict.VALID_BUT_UNTRUSTED, Verdict.EXPIRED, Verdict.WEAK_ALGORITHM, Verdict.UNSUITABLE_CERTIFICATE)
_OF_ISSUER = "Det är utgivarens certifikat som är spärrat, inte undertecknarens."
_HOLDS = frozenset((Verdict.VALID, Verdict.REVOCATION_UNKNOWN, Verdict.VALID_BUT_UNTRUSTED))


@dataclass(frozen=True)
class Judgement:
    """What the certificate and the time of one signature come to."""

    verdict: Verdict
    proven_at: datetime.datetime | None = None
    timestamped_by: str = ''
    has_timestamp: bool = False
    anchor: str = ''
    revocation: Revocation = Revocation.NOT_CHECKED
    revoked_at: datetime.datetime | None = None
    explanation: str = ''
    path: ValidationPath | None = None
    """From a trusted root to the certificate."""
    used_at: datetime.datetime | None = None
    """The time that a timestamp proves, or says; None without any."""


async def judge(evidence: Evidence, signature: EmbeddedPdfSignature, end: int, stamps: Sequence[Stamp]) -> Judgement:
    """Judge one signature.

    Args:
        evidence: what certificates are judged by.
        signature: the signature, by its cryptography.
        end: where the bytes that it covers end: only timestamps that cover more prove its time.
        stamps: the file's timestamps.

    Raises:
        HOSTILE: it cannot be read.
    """
    proving = [(each.time, each) for each in stamps if each.trusted and each.time is not None and each.end > end]
    later_time, later = min(proving, key=lambda pair: pair[0]) if proving else (None, None)
    own = await own_stamp(evidence, signature, later_time)
    own_verdict = own_verdict_of(own, signature, evidence, later_time)
    proofs = [(later_time, later.by)] if later is not None and later_time is not None else []
    if own is not None and own_verdict is Verdict.VALID:
        proofs.append((utc(own.timestamp), subject_name(own.signing_cert)))
    proven, by = min(proofs) if proofs else (None, '')
    if own is not None and not by:
        by = subject_name(own.signing_cert)
    # A timestamp that is whole but of an unknown authority proves nothing, yet says when the certificate was used.
    told = utc(own.timestamp) if own is not None and own_verdict is Verdict.VALID_BUT_UNTRUSTED else None
    judged = await _certificate(evidence.with_own(signature), signature, proven, told)
    verdict, explanation = judged.verdict, judged.explanation
    if verdict in _HOLDS and is_for_other_things(signature.signer_cert):
        verdict, explanation = Verdict.UNSUITABLE_CERTIFICATE, "Certifikatet är bara till för servrar eller program."
    if verdict in _HOLDS and has_short_key(signature.signer_cert):
        verdict, explanation = Verdict.WEAK_ALGORITHM, "Undertecknarens nyckel är så kort att den går att knäcka."
    # A later timestamp that is trusted proves the time as well as one within that is not.
    harmless = {None, Verdict.VALID, *(_PROVES_NOTHING if later is not None else ())}
    if own_verdict is Verdict.UNREADABLE and verdict in _HOLDS:
        verdict, explanation = Verdict.UNREADABLE, FAULTY[own_verdict]
    if own_verdict not in harmless and verdict in (Verdict.VALID, Verdict.REVOCATION_UNKNOWN):
        verdict, explanation = Verdict.TIMESTAMP_INVALID, FAULTY[own_verdict or Verdict.BROKEN]
    return Judgement(
        verdict,
        proven,
        by,
        (own is not None and own_verdict is not Verdict.BROKEN) or later is not None,
        judged.anchor,
        judged.revocation,
        judged.revoked_at,
        explanation,
        judged.path,
        proven or (utc(own.timestamp) if own is not None and own_verdict is not Verdict.BROKEN else None),
    )


async def _certificate(
    evidence: Evidence,
    signature: EmbeddedPdfSignature,
    proven: datetime.datetime | None,
    told: datetime.datetime | None,
) -> Judgement:
    """Judge a signer's certificate for the proven time, else for now; `told` is a time that is not proven."""
    asked = await evidence.ask(signature)
    # What was answered a moment ago must not seem to come from the future.
    moment = proven or (datetime.datetime.now(datetime.UTC) if evidence.network else evidence.at)
    strict = await _status(evidence, signature, moment, HARD, proven=proven is not None, more=asked)
    if not (strict.intact and strict.valid):
        return Judgement(Verdict.BROKEN)
    if strict.trusted:
        stated = _stated_revocation(evidence, signature, strict, asked, moment)
        if stated is not None:
            return stated
        known = Revocation.NOT_REVOKED if can_be_revoked(signature.signer_cert) else Revocation.NOT_OFFERED
        return Judgement(Verdict.VALID, anchor=anchor_of(strict), revocation=known, path=strict.validation_path)
    if strict.trust_problem_indic in WEAK:
        return Judgement(Verdict.WEAK_ALGORITHM)
    lenient = await _status(evidence, signature, moment, SOFT, proven=proven is not None, more=asked)
    since = revoked_since(strict) or revoked_since(lenient)
    if since is not None:
        details = strict.revocation_details or lenient.revocation_details
        why = _OF_ISSUER if details is not None and details.ca_revoked else ''
        return Judgement(Verdict.REVOKED, revocation=Revocation.REVOKED, revoked_at=since, explanation=why)
    unasked = await _status(evidence, signature, moment, UNASKED, proven=proven is not None, more=Asked())
    if not unasked.trusted:
        return Judgement(await _fault(evidence, signature, unasked, proven, told))
    stated = _stated_revocation(evidence, signature, unasked, asked, moment)
    if stated is not None:
        return stated
    if asked.revoked is not None and proven is not None and proven < asked.revoked:
        # Only now it is revoked, and the signature is proven to be older: revocation does not reach back.
        why = "Certifikatet har spärrats efter att underskriften gjordes, vilket inte rubbar den."
        verdict, known = Verdict.VALID, Revocation.NOT_REVOKED
    else:
        why = ' '.join(asked.refusals[:3])
        verdict, known = Verdict.REVOCATION_UNKNOWN, Revocation.UNKNOWN
    return Judgement(
        verdict, anchor=anchor_of(unasked), revocation=known, explanation=why, path=unasked.validation_path
    )


def _stated_revocation(
    evidence: Evidence,
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    asked: Asked,
    moment: datetime.datetime,
) -> Judgement | None:
    """The judgement where its issuer says that the signer's certificate, or one above it, was revoked by a moment;
    None if nobody says so."""
    lists, answers = [*evidence.lists, *asked.lists], [*evidence.answers, *asked.answers]
    if not lists and not answers:
        return None
    named = [*evidence.roots, *evidence.certificates, *signature.other_embedded_certs]
    above = [each for each in status.validation_path or () if isinstance(each, x509.Certificate)]
    for each in (signature.signer_cert, *above):
        since = revoked_by_statement(each, issuers_of(each, named), lists, answers)
        if since is not None and since <= moment:
            why = '' if each.dump() == signature.signer_cert.dump() else _OF_ISSUER
            return Judgement(Verdict.REVOKED, revocation=Revocation.REVOKED, revoked_at=since, explanation=why)
    return None


async def _fault(
    evidence: Evidence,
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    proven: datetime.datetime | None,
    told: datetime.datetime | None,
) -> Verdict:
    """Why a certificate that is not revoked is not trusted."""
    certificate = signature.signer_cert
    if told is not None and proven is None:
        # Nobody trusted says when, but somebody does: were the issuers trusted, would it have held then?
        status = await _status(evidence, signature, told, UNASKED, proven=True, more=Asked())
    unknown = is_unknown(status, evidence.roots)
    used = proven or (told if unknown and told is not None else evidence.at)
    if used < certificate.not_valid_before:
        return Verdict.NOT_YET_VALID
    if used > certificate.not_valid_after:
        return Verdict.EXPIRED
    return Verdict.VALID_BUT_UNTRUSTED if unknown else Verdict.UNSUITABLE_CERTIFICATE


async def _status(
    evidence: Evidence,
    signature: EmbeddedPdfSignature,
    moment: datetime.datetime,
    mode: str,
    *,
    proven: bool,
    more: Asked,
) -> PdfSignatureStatus:
    # An answer from the network is younger than the moment that is asked about, if only by the time that it took.
    context = evidence.context(moment, mode, retroactive=proven or bool(more.lists or more.answers), more=more)
    return await async_validate_pdf_signature(
        signature,
        context,
        evidence.context(moment, SOFT, stamps=True),
        key_usage_settings=FOR_SIGNATURES,
        skip_diff=True,
    )


def can_be_revoked(certificate: Certificate) -> bool:
    """Whether its issuer says where to ask."""
    return bool(certificate.ocsp_urls or certificate.crl_distribution_points)
