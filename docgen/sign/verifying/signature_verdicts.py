"""Each signature of an opened file: its bytes, what follows it, its certificate and its time, in one verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyhanko.sign.fields import FieldMDPSpec, MDPPerm
from pyhanko.sign.validation.pdf_embedded import read_certification_data

from docgen.sign.certificate import (
    is_personal,
    is_self_issued,
    issuer_name,
    serial_number,
    shown,
    subject_name,
)
from docgen.sign.verifying.certificate_validation import judge
from docgen.sign.verifying.embedded_signatures import WITH_SHA1, why_unreadable
from docgen.sign.verifying.forgiving_reader import HOSTILE
from docgen.sign.verifying.qualification import qualification_of
from docgen.sign.verifying.revocation_evidence import utc
from docgen.sign.verifying.sha1_signatures import judge_with_sha1
from docgen.sign.verifying.signature_level import level_of
from docgen.sign.verifying.signature_remarks import remarks, said_in
from docgen.sign.verifying.timestamp_validation import judged_stamps
from docgen.sign.verifying.verdicts import Revocation, SignatureKind, SignatureVerification
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    from docgen.sign.trusted_lists import TrustedLists
    from docgen.sign.verifying.appended.appended_check import Account
    from docgen.sign.verifying.certificate_validation import Judgement
    from docgen.sign.verifying.embedded_signatures import Embedded, SignedFile
    from docgen.sign.verifying.qualification import Qualification
    from docgen.sign.verifying.revocation_evidence import Evidence
    from docgen.sign.verifying.timestamp_validation import Stamp

_Fault = tuple[Verdict, str] | None
_REMOVED = "Underskriften finns i filen, men har tagits bort ur det som filen visar."
_SPOILT = "Det som följer efter underskriften är skadat."
_NOT_ASKED = "Filen säger inte om certifikatet, eller någon utgivares, var spärrat, och utgivarna har inte tillfrågats."
_NOT_ANSWERED = "Varken filen eller utgivarna har sagt om certifikatet, eller någon utgivares, var spärrat."
CHANGED = "Efter underskriften har filen ändrats."


async def judged(found: SignedFile, evidence: Evidence, account: Account, data: bytes) -> list[SignatureVerification]:
    """Judge the signatures of a file in the order that they were set.

    Args:
        found: the signatures.
        evidence: what certificates are judged by.
        account: what lies after the first of them.
        data: the file.
    """
    faults = {id(each): _fault(each, account, whole=found.reader is not None) for each in found.signatures}
    readable = [each for each in found.signatures if each.signature is not None and not each.broken]
    stamps = await judged_stamps(evidence, [each for each in readable if each.is_timestamp])
    told = []
    for each in found.signatures:
        fault = faults[id(each)]
        if each.form in WITH_SHA1 and not each.broken:
            told.append(_with_sha1(each, fault, evidence.reader, data))
        elif each not in readable:
            told.append(_unreadable(each, fault, evidence.reader))
        elif each.is_timestamp:
            told.append(_stamp(each, fault, stamps, len(data), evidence.trusted))
        else:
            told.append(await _signature(each, fault, evidence, stamps, len(data)))
    return told


def certificate_of(each: Embedded) -> Certificate | None:
    """Give a signature's own certificate; None when it cannot be read."""
    try:
        return each.signature.signer_cert if each.signature is not None else None
    except HOSTILE:
        return None


def _fault(each: Embedded, account: Account, *, whole: bool) -> _Fault:
    """What is wrong with the bytes that a signature covers, or with what follows them; None when nothing is."""
    if each.broken:
        return Verdict.BROKEN, each.broken
    if each.unreadable:
        return Verdict.UNREADABLE, each.unreadable
    if each.detached:
        return Verdict.CHANGED_AFTER_SIGNING, _REMOVED if whole else _SPOILT
    if account.untold == 'contradictory':
        return Verdict.UNREADABLE, "Filen kan läsas på två sätt (hybrid-xref) som visar olika saker."
    if account.after(each.end):
        return Verdict.CHANGED_AFTER_SIGNING, ' '.join((CHANGED, *allowed_by(each)))
    if account.untold:
        return Verdict.UNREADABLE, "Det går inte att säga vad som har lagts till efter underskriften."
    return lock_fault(each, account)


def allowed_by(each: Embedded) -> Iterator[str]:
    """Say what a signature that certifies the file allows afterwards, where that is more than docgen takes."""
    try:
        level = each.signature.docmdp_level if each.signature is not None else None
    except HOSTILE:
        return
    if level in (MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE):
        notes = " och att anteckningar görs" if level is MDPPerm.ANNOTATE else ""
        yield f"Den tillåter att formulär fylls i{notes}, men docgen godtar bara fler underskrifter: stäm av det nya."


def lock_fault(each: Embedded, account: Account) -> _Fault:
    """Give the verdict and why, when more follows a signature than it allows; None when it allows what follows.

    A signature may close the file or fields of it (ISO 32000-1, 12.8.2.2 and 12.8.2.4).
    """
    if each.signature is None:
        return None
    try:
        closed = each.signature.docmdp_level is MDPPerm.NO_CHANGES
        fields = each.signature.fieldmdp or _lock_of(each)
    except HOSTILE:
        return Verdict.UNREADABLE, "Det går inte att läsa vad underskriften tillåter efteråt."
    for step in account.steps_after(each.end):
        people, stamps = ({one.name for one in step.signed if one.timestamp is stamp} for stamp in (False, True))
        shown = [name for name, shows in step.new_fields.items() if shows and name not in stamps]
        if closed and people:
            return Verdict.CHANGED_AFTER_SIGNING, "Underskriften stängde filen, men någon har skrivit under efter den."
        if closed and step.new_fields.keys() - people - stamps:
            return Verdict.CHANGED_AFTER_SIGNING, "Underskriften stängde filen, men den har fått ett nytt fält efteråt."
        filled = [one.name for one in step.signed if one.existing or not one.timestamp]
        if fields is not None and any(fields.is_locked(name) for name in (*filled, *shown)):
            return Verdict.CHANGED_AFTER_SIGNING, "Underskriften låste fältet, men någon har skrivit under i det."
    return None


def _lock_of(each: Embedded) -> FieldMDPSpec | None:
    """What the field says that its signature locks, where the signature itself does not say it (12.7.4.5)."""
    lock = each.signature.sig_field.get('/Lock') if each.signature is not None else None
    return FieldMDPSpec.from_pdf_object(lock) if lock is not None and '/Action' in lock else None


async def _signature(
    each: Embedded, fault: _Fault, evidence: Evidence, stamps: Sequence[Stamp], size: int
) -> SignatureVerification:
    signature = each.signature
    if signature is None:
        return _unreadable(each, fault, evidence.reader)
    try:
        judgement, qualification = await _judged(evidence, signature, each.end, stamps)
        level = level_of(each, judgement, evidence, stamps)
        claimed = signature.self_reported_timestamp
    except HOSTILE as error:
        return _unreadable(each, (Verdict.UNREADABLE, why_unreadable(error)), evidence.reader)
    verdict, explanation = judgement.verdict, judgement.explanation
    if fault is not None and verdict is not Verdict.BROKEN:
        verdict, explanation = fault
    if verdict is Verdict.REVOCATION_UNKNOWN and not explanation:
        explanation = _NOT_ANSWERED if evidence.network else _NOT_ASKED
    certificate = certificate_of(each)
    return SignatureVerification(
        field=shown(each.field),
        kind=_kind(each, evidence.reader),
        verdict=verdict,
        explanation=explanation,
        remarks=remarks(each, certificate, claimed, evidence.at) if verdict is not Verdict.BROKEN else (),
        **_of(certificate),
        anchor=judgement.anchor,
        level=level,
        claimed_at=utc(claimed) if claimed is not None else None,
        proven_at=judgement.proven_at,
        timestamped_by=judgement.timestamped_by,
        revocation=judgement.revocation if verdict is not Verdict.BROKEN else Revocation.NOT_CHECKED,
        revoked_at=judgement.revoked_at,
        covers=each.end,
        covers_all=each.end == size,
        qualification=qualification,
        place=said_in(each, '/Location'),
        reason=said_in(each, '/Reason'),
    )


async def _judged(
    evidence: Evidence, signature: EmbeddedPdfSignature, end: int, stamps: Sequence[Stamp]
) -> tuple[Judgement, Qualification | None]:
    """The judgement by the roots that are trusted here; an issuer that only a trusted list knows counts for the
    certificates that it says are qualified."""
    judgement = await judge(evidence, signature, end, stamps)
    if evidence.trusted is None:
        return judgement, None
    if judgement.verdict is Verdict.VALID_BUT_UNTRUSTED:
        listed = await judge(evidence.with_listed_issuers(), signature, end, stamps)
        found = qualification_of(evidence.trusted, listed.path, listed.proven_at or evidence.at)
        return (listed, found) if found.list is not None else (judgement, found)
    return judgement, qualification_of(evidence.trusted, judgement.path, judgement.proven_at or evidence.at)


def _stamp(
    each: Embedded, fault: _Fault, stamps: Sequence[Stamp], size: int, lists: TrustedLists | None
) -> SignatureVerification:
    stamp = next((one for one in stamps if one.end == each.end), None)
    verdict, explanation = (stamp.verdict, stamp.explanation) if stamp is not None else (Verdict.UNREADABLE, '')
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
        covers_all=each.end == size,
        qualification=qualification_of(lists, stamp.path, stamp.time, stamp=True)
        if lists is not None and stamp is not None and stamp.time is not None
        else None,
    )


def _with_sha1(each: Embedded, fault: _Fault, reader: PdfFileReader | None, data: bytes) -> SignatureVerification:
    verdict, explanation, certificate = judge_with_sha1(each, data)
    if fault is not None and verdict is not Verdict.BROKEN:
        verdict, explanation = fault
    return SignatureVerification(
        field=shown(each.field),
        kind=_kind(each, reader),
        verdict=verdict,
        explanation=explanation,
        **_of(certificate),
        covers=each.end,
        covers_all=each.end == len(data),
    )


def _unreadable(each: Embedded, fault: _Fault, reader: PdfFileReader | None) -> SignatureVerification:
    verdict, explanation = fault or (Verdict.UNREADABLE, '')
    return SignatureVerification(
        field=shown(each.field),
        kind=SignatureKind.TIMESTAMP if each.is_timestamp else _kind(each, reader),
        verdict=verdict,
        explanation=explanation,
        **_of(certificate_of(each)),
        covers=each.end,
    )


def _kind(each: Embedded, reader: PdfFileReader | None) -> SignatureKind:
    try:
        certification = read_certification_data(reader) if reader is not None else None
        if certification is not None and each.signature is not None:
            seal = certification.author_sig.get_object()
            certifies = seal.container_ref == each.signature.sig_object.container_ref
            if certifies and not is_personal(each.signature.signer_cert):  # whom Acrobat lets "certify" is no seal
                return SignatureKind.SEAL
    except HOSTILE:
        pass
    return SignatureKind.SIGNATURE


def _of(certificate: Certificate | None) -> dict[str, Any]:
    """What a certificate says of its holder and issuer."""
    if certificate is None:
        return {}
    try:
        return {
            'signer': subject_name(certificate),
            'issuer': issuer_name(certificate),
            'self_issued': is_self_issued(certificate),
            'serial': serial_number(certificate),
            'valid_from': utc(certificate.not_valid_before),
            'valid_to': utc(certificate.not_valid_after),
        }
    except HOSTILE:
        return {}
