"""The level of PAdES (ETSI EN 319 142-1, 6.3) that a signature reaches, by what the file holds for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature

from docgen.sign.levels import Level
from docgen.sign.verifying.certificate_validation import can_be_revoked
from docgen.sign.verifying.revocation_evidence import FOR_SIGNATURES
from docgen.sign.verifying.verdicts import Revocation
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    from docgen.sign.verifying.certificate_validation import Judgement
    from docgen.sign.verifying.embedded_signatures import Embedded
    from docgen.sign.verifying.revocation_evidence import Evidence
    from docgen.sign.verifying.timestamp_validation import Stamp

_NO_PROOF = frozenset((Verdict.BROKEN, Verdict.UNREADABLE, Verdict.WEAK_ALGORITHM))
_KNOWN = frozenset((Revocation.NOT_REVOKED, Revocation.REVOKED))
_NAMING_THE_CERTIFICATE = frozenset(('signing_certificate', 'signing_certificate_v2'))
"""A signature of the levels holds one of these (ETSI EN 319 142-1, 6.3)."""


async def level_of(each: Embedded, judgement: Judgement, evidence: Evidence, stamps: Sequence[Stamp]) -> Level | None:
    """Give the level that a signature reaches; None for one of another format, or that misses what all levels have.

    Args:
        each: the signature.
        judgement: what its certificate and time came to.
        evidence: what the file holds.
        stamps: the file's timestamps; one that is not trusted counts too: it may be elsewhere.

    Raises:
        HOSTILE: the signature cannot be read.
    """
    signature = each.signature
    if signature is None or not each.is_pades or _NAMING_THE_CERTIFICATE.isdisjoint(_signed_attributes(signature)):
        return None
    if not judgement.has_timestamp:
        return Level.B
    judged_by_file = judgement.verdict in (Verdict.VALID, Verdict.REVOKED) and judgement.revocation in _KNOWN
    known = evidence.holds_proofs and judged_by_file and not evidence.network
    if not known and not await _proofs_enclosed(evidence, signature, judgement.used_at or evidence.at):
        return Level.T
    later = any(stamp.end > each.end and stamp.verdict not in _NO_PROOF for stamp in stamps)
    return Level.LTA if later else Level.LT


def _signed_attributes(signature: EmbeddedPdfSignature) -> set[str]:
    return {each['type'].native for each in signature.signer_info['signed_attrs']}


async def _proofs_enclosed(evidence: Evidence, signature: EmbeddedPdfSignature, moment: datetime.datetime) -> bool:
    """Whether the file holds what shows that the signer's certificate was not revoked, by its issuer's own word.

    Whom to trust is no question here: who is named as issuer is taken for one.

    Args:
        evidence: what the file holds.
        signature: the signature.
        moment: when it was made, as far as that is known.

    Raises:
        HOSTILE: it cannot be read.
    """
    if not evidence.holds_proofs:
        return False
    context = evidence.by_named_issuers(signature, moment)
    status = await async_validate_pdf_signature(
        signature, context, context, key_usage_settings=FOR_SIGNATURES, skip_diff=True
    )
    return bool(status.trusted) and can_be_revoked(signature.signer_cert)
