"""Each signature of an opened file: its bytes, what follows it, its certificate and its time, in one verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import read_certification_data
from pyhanko.sign.validation.status import SignatureCoverageLevel

from docgen.sign.certificate_names import issuer_name, serial_number, shown, subject_name
from docgen.sign.levels import Level
from docgen.sign.verifying.allowed_changes import strict_policy
from docgen.sign.verifying.certificate_validation import judge
from docgen.sign.verifying.revocation_evidence import utc
from docgen.sign.verifying.timestamp_validation import judged_stamps
from docgen.sign.verifying.verdicts import Revocation, SignatureKind, SignatureVerification
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import DiffPolicy

    from docgen.sign.verifying.certificate_validation import Judgement
    from docgen.sign.verifying.embedded_signatures import Embedded
    from docgen.sign.verifying.revocation_evidence import Evidence
    from docgen.sign.verifying.timestamp_validation import Stamp

HOSTILE = (
    PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, NotImplementedError,
    RecursionError, OverflowError,
)  # fmt: skip
"""What pyHanko and asn1crypto raise on what is not as it should be, or (NotImplementedError) not known to them."""
_Fault = tuple[Verdict, str] | None


async def judged(found: Sequence[Embedded], evidence: Evidence) -> list[SignatureVerification]:
    """Judge the signatures of a file in the order that they were set."""
    policy = strict_policy()
    faults = {id(each): _fault(each, policy) for each in found}
    readable = [each for each in found if not _is(faults[id(each)], Verdict.BROKEN, Verdict.UNSUPPORTED)]
    stamps = await judged_stamps(evidence, [each for each in readable if each.is_timestamp])
    told = []
    for each in found:
        fault = faults[id(each)]
        if each not in readable:
            told.append(_unreadable(each, fault, evidence.reader))
        elif each.is_timestamp:
            told.append(_stamp(each, fault, stamps))
        else:
            told.append(await _signature(each, fault, evidence, stamps))
    return told


def certificate_of(each: Embedded) -> Certificate | None:
    """Give a signature's own certificate; None when it cannot be read."""
    try:
        return each.signature.signer_cert if each.signature is not None else None
    except HOSTILE:
        return None


def _fault(each: Embedded, policy: DiffPolicy) -> _Fault:
    """What is wrong with the bytes that a signature covers, or with what follows them; None when nothing is."""
    signature = each.signature
    if not each.supported:
        return Verdict.UNSUPPORTED, each.fault
    if signature is None or each.fault:
        return Verdict.BROKEN, each.fault
    try:
        signature.compute_integrity_info(diff_policy=policy)  # type: ignore[no-untyped-call]
        covers, result, allowed = signature.coverage, signature.diff_result, signature.docmdp_level
    except HOSTILE:
        return Verdict.BROKEN, "Det går inte att läsa vad den täcker."
    if covers is None or covers < SignatureCoverageLevel.ENTIRE_REVISION:
        return Verdict.BROKEN, "Den täcker inte hela den del av filen som den hör till."
    if not isinstance(result, DiffResult) or result.modification_level is ModificationLevel.OTHER:
        return Verdict.CHANGED_AFTER_SIGNING, "Efter underskriften har filen ändrats."
    if allowed is not None and result.modification_level.value > allowed.value:
        return Verdict.CHANGED_AFTER_SIGNING, "Underskriften stängde filen, men någon har skrivit under efter den."
    return None


async def _signature(
    each: Embedded, fault: _Fault, evidence: Evidence, stamps: Sequence[Stamp]
) -> SignatureVerification:
    signature = each.signature
    if signature is None:
        return _unreadable(each, fault, evidence.reader)
    try:
        judgement = await judge(evidence, signature, stamps)
        claimed = signature.self_reported_timestamp
    except HOSTILE:
        return _unreadable(each, (Verdict.BROKEN, "Underskriften är felaktigt uppbyggd."), evidence.reader)
    verdict, explanation = judgement.verdict, judgement.explanation
    if fault is not None and verdict is not Verdict.BROKEN:
        verdict, explanation = fault
    certificate = certificate_of(each)
    return SignatureVerification(
        field=shown(each.field),
        kind=_kind(each, evidence.reader),
        verdict=verdict,
        explanation=explanation,
        **_of(certificate),
        anchor=judgement.anchor,
        level=_level(each, judgement, evidence, stamps),
        claimed_at=utc(claimed) if claimed is not None else None,
        proven_at=judgement.proven_at,
        timestamped_by=judgement.timestamped_by,
        revocation=judgement.revocation if verdict is not Verdict.BROKEN else Revocation.NOT_CHECKED,
        revoked_at=judgement.revoked_at,
        covers=each.end,
        covers_all=signature.coverage is SignatureCoverageLevel.ENTIRE_FILE,
    )


def _stamp(each: Embedded, fault: _Fault, stamps: Sequence[Stamp]) -> SignatureVerification:
    signature = each.signature
    stamp = next((one for one in stamps if signature and one.revision == signature.signed_revision), None)
    verdict, explanation = (stamp.verdict, '') if stamp is not None else (Verdict.BROKEN, '')
    if fault is not None and verdict is not Verdict.BROKEN:
        verdict, explanation = fault
    return SignatureVerification(
        field=shown(each.field),
        kind=SignatureKind.TIMESTAMP,
        verdict=verdict,
        explanation=explanation,
        **_of(certificate_of(each)),
        anchor=stamp.anchor if stamp else '',
        proven_at=stamp.time if stamp and stamp.trusted else None,
        claimed_at=stamp.time if stamp else None,
        timestamped_by=stamp.by if stamp else '',
        covers=each.end,
        covers_all=signature is not None and signature.coverage is SignatureCoverageLevel.ENTIRE_FILE,
    )


def _unreadable(each: Embedded, fault: _Fault, reader: PdfFileReader) -> SignatureVerification:
    verdict, explanation = fault or (Verdict.BROKEN, '')
    return SignatureVerification(
        field=shown(each.field),
        kind=SignatureKind.TIMESTAMP if each.is_timestamp else _kind(each, reader),
        verdict=verdict,
        explanation=explanation,
        **_of(certificate_of(each)),
        covers=each.end,
    )


def _kind(each: Embedded, reader: PdfFileReader) -> SignatureKind:
    try:
        certification = read_certification_data(reader)
        if certification is not None and each.signature is not None:
            seal = certification.author_sig.get_object()
            if seal.container_ref == each.signature.sig_object.container_ref:
                return SignatureKind.SEAL
    except HOSTILE:
        pass
    return SignatureKind.SIGNATURE


def _level(each: Embedded, judgement: Judgement, evidence: Evidence, stamps: Sequence[Stamp]) -> Level | None:
    """The level that the signature reaches: a proof that is not trusted does not count if another is (6.3)."""
    signature = each.signature
    if signature is None or not each.is_pades:
        return None
    if not judgement.has_timestamp:
        return Level.B
    if not _has_own_proofs(each, judgement, evidence):
        return Level.T
    later = any(stamp.revision > signature.signed_revision and stamp.verdict is not Verdict.BROKEN for stamp in stamps)
    return Level.LTA if later else Level.LT


def _has_own_proofs(each: Embedded, judgement: Judgement, evidence: Evidence) -> bool:
    """Whether the file holds the revocation data for this signature: listed as its own, or enough to have judged by."""
    signature = each.signature
    if signature is None or not evidence.holds_proofs:
        return False
    if judgement.verdict is Verdict.VALID and judgement.revocation is Revocation.NOT_REVOKED and not evidence.network:
        return True
    return evidence.lists_as_own(signature)


def _of(certificate: Certificate | None) -> dict[str, Any]:
    """What a certificate says of its holder and issuer."""
    if certificate is None:
        return {}
    try:
        return {
            'signer': subject_name(certificate),
            'issuer': issuer_name(certificate),
            'serial': serial_number(certificate),
            'valid_from': utc(certificate.not_valid_before),
            'valid_to': utc(certificate.not_valid_after),
        }
    except HOSTILE:
        return {}


def _is(fault: _Fault, *verdicts: Verdict) -> bool:
    return fault is not None and fault[0] in verdicts
