"""Timestamps, over a file or within a signature: whether they prove the time that they say (RFC 3161)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_timestamp

from docgen.sign.certificate import subject_name
from docgen.sign.verifying.embedded_signatures import why_unreadable
from docgen.sign.verifying.forgiving_reader import HOSTILE
from docgen.sign.verifying.revocation_evidence import REVOKED, SOFT, UNASKED, WEAK, anchor_of, is_unknown, utc
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from asn1crypto.cms import SignedData
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import TimestampSignatureStatus as StampStatus
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.path import ValidationPath

    from docgen.sign.verifying.embedded_signatures import Embedded
    from docgen.sign.verifying.revocation_evidence import Evidence

S = TypeVar('S', 'StampStatus', 'StampStatus | None')
_NEAR = datetime.timedelta(minutes=5)
"""How far apart the clocks of two services may be."""
_OF_SIGNATURE = '1.2.840.113549.1.9.16.2.14'
"""The attribute that holds the timestamp over a signature (RFC 3161, appendix A)."""
_FORGEABLE = frozenset(('md2', 'md5', 'sha1'))
"""Digests for which two files can be made that share one (ETSI TS 119 312, 5)."""
FAULTY = {
    Verdict.BROKEN: "Tidsstämpeln i underskriften hör inte till den eller är skadad.",
    Verdict.VALID_BUT_UNTRUSTED: "Tidsstämpeln kommer från en tjänst som inte är betrodd här.",
    Verdict.EXPIRED: "Tidsstämplingstjänstens certifikat har gått ut.",
    Verdict.REVOKED: "Tidsstämplingstjänstens certifikat är spärrat.",
    Verdict.WEAK_ALGORITHM: "Tidsstämpeln är gjord med en metod som går att förfalska.",
    Verdict.UNSUITABLE_CERTIFICATE: "Tidsstämplingstjänstens certifikat är inte gjort för tidsstämplar.",
    Verdict.UNREADABLE: (
        "Tidsstämpeln uppger en senare tid än den som filen prövas för. Antingen går en klocka fel, eller så "
        "prövas filen för en tidigare dag."
    ),
}
"""Why a signature's timestamp does not hold, by what its own certificate comes to."""


@dataclass(frozen=True)
class Stamp:
    """A document timestamp that was judged."""

    end: int
    """Where the bytes that it covers end."""
    verdict: Verdict
    time: datetime.datetime | None
    """What it says; None when it cannot be read."""
    by: str
    anchor: str
    explanation: str = ''
    """Why it cannot be judged."""
    path: ValidationPath | None = None
    """From a trusted root to its certificate."""

    @property
    def trusted(self) -> bool:
        """Whether its time is proven."""
        return self.verdict is Verdict.VALID


async def judged_stamps(evidence: Evidence, found: Sequence[Embedded]) -> list[Stamp]:
    """Judge the document timestamps: the last for now, each other for the time that a later one proves."""
    judged: list[Stamp] = []
    moment: datetime.datetime | None = None
    for each in sorted(found, key=lambda one: one.end, reverse=True):
        if each.signature is None:
            continue
        try:
            status = await _document_stamp(evidence, each.signature, moment)
        except HOSTILE as error:  # this one cannot be judged; the others can
            judged.append(Stamp(each.end, Verdict.UNREADABLE, None, '', '', why_unreadable(error)))
            continue
        verdict = trust_of(status, each.signature.signed_data, evidence.stamp_roots, moment or evidence.at)
        by, time = subject_name(status.signing_cert), utc(status.timestamp)
        why = FAULTY[verdict] if verdict is Verdict.UNREADABLE else ''
        stamp = Stamp(each.end, verdict, time, by, anchor_of(status), why, status.validation_path)
        judged.append(stamp)
        if stamp.trusted:
            moment = stamp.time
    return judged


async def _document_stamp(
    evidence: Evidence, signature: EmbeddedPdfSignature, moment: datetime.datetime | None
) -> StampStatus:
    async def judge(context: ValidationContext) -> StampStatus:
        return await async_validate_pdf_timestamp(signature, context, skip_diff=True)

    return await _judged(evidence, judge, moment)


async def own_stamp(
    evidence: Evidence, signature: EmbeddedPdfSignature, moment: datetime.datetime | None
) -> StampStatus | None:
    """The timestamp within the signature, judged for the time that a later document timestamp proves, or now.

    Args:
        evidence: the certificates and revocation data to judge by.
        signature: the signature.
        moment: the time that a later document timestamp proves; None for the time of the evidence.
    """

    async def judge(context: ValidationContext) -> StampStatus | None:
        found = await generic_cms.collect_timing_info(signature.signer_info, context, signature.compute_digest)
        status: StampStatus | None = found.get('timestamp_validity')
        return status

    return await _judged(evidence, judge, moment)


async def _judged(
    evidence: Evidence, judge: Callable[[ValidationContext], Awaitable[S]], moment: datetime.datetime | None
) -> S:
    """Let what is known of revocation count; nothing being known does not: a last timestamp cannot hold its own."""
    status = await judge(evidence.context(moment or evidence.at, SOFT, retroactive=moment is not None, stamps=True))
    if status is None or status.trusted or status.revoked:
        return status
    return await judge(evidence.context(moment or evidence.at, UNASKED, retroactive=moment is not None, stamps=True))


def own_verdict_of(
    status: StampStatus | None,
    signature: EmbeddedPdfSignature,
    evidence: Evidence,
    moment: datetime.datetime | None,
) -> Verdict | None:
    """What the timestamp within a signature comes to; None if there is none.

    Args:
        status: what pyHanko found of it.
        signature: the signature.
        evidence: the certificates that are trusted, and the time.
        moment: the time that a later document timestamp proves; None for the time of the evidence.
    """
    if status is None:
        return None
    attributes = signature.signer_info['unsigned_attrs']
    tokens = [each for one in attributes if one['type'].dotted == _OF_SIGNATURE for each in one['values']]
    data = [each['content'] for each in tokens]
    judged = next((each for each in data if _time_in(each) == utc(status.timestamp)), data[0])
    return trust_of(status, judged, evidence.stamp_roots, moment or evidence.at)


def _time_in(data: SignedData) -> datetime.datetime:
    return utc(data['encap_content_info']['content'].parsed['gen_time'].native)


def trust_of(status: StampStatus, data: SignedData, roots: list[Certificate], moment: datetime.datetime) -> Verdict:
    """What a timestamp's own certificate comes to; UNREADABLE for one of a time that has not been yet.

    Args:
        status: what pyHanko found of the timestamp.
        data: the timestamp.
        roots: the certificates that are trusted.
        moment: the time to judge at.
    """
    if not (status.intact and status.valid):
        return Verdict.BROKEN
    if utc(status.timestamp) > moment + _NEAR:
        # The computer's clock is slow, or services contradict each other: no fault of the bytes.
        return Verdict.UNREADABLE
    stamped = data['encap_content_info']['content'].parsed['message_imprint']['hash_algorithm']['algorithm'].native
    if status.trust_problem_indic in WEAK or stamped in _FORGEABLE:
        return Verdict.WEAK_ALGORITHM
    if status.trusted:
        return Verdict.VALID
    if status.trust_problem_indic in REVOKED:
        return Verdict.REVOKED
    if moment > status.signing_cert.not_valid_after:
        return Verdict.EXPIRED
    if is_unknown(status, roots):
        return Verdict.VALID_BUT_UNTRUSTED
    return Verdict.UNSUITABLE_CERTIFICATE
