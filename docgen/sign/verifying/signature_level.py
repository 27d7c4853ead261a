"""The level of PAdES (ETSI EN 319 142-1, 6.3) that a signature reaches, by what the file holds for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.sign.levels import Level
from docgen.sign.verifying.certificate_validation import can_be_revoked
from docgen.sign.verifying.revocation_statements import covered_by_statement, issuers_of
from docgen.sign.verifying.verdicts import Revocation
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    from docgen.sign.verifying.certificate_validation import Judgement
    from docgen.sign.verifying.embedded_signatures import Embedded
    from docgen.sign.verifying.revocation_evidence import Evidence
    from docgen.sign.verifying.timestamp_validation import Stamp

_NO_PROOF = frozenset((Verdict.BROKEN, Verdict.UNREADABLE, Verdict.WEAK_ALGORITHM))
_KNOWN = frozenset((Revocation.NOT_REVOKED, Revocation.REVOKED))
_DEEPEST = 8
_NAMING_THE_CERTIFICATE = frozenset(('signing_certificate', 'signing_certificate_v2'))
"""A signature of the levels holds one of these (ETSI EN 319 142-1, 6.3)."""


def level_of(each: Embedded, judgement: Judgement, evidence: Evidence, stamps: Sequence[Stamp]) -> Level | None:
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
    if not known and not _proofs_enclosed(evidence, signature, judgement.used_at or evidence.at):
        return Level.T
    later = any(stamp.end > each.end and stamp.verdict not in _NO_PROOF for stamp in stamps)
    return Level.LTA if later else Level.LT


def _signed_attributes(signature: EmbeddedPdfSignature) -> set[str]:
    return {each['type'].native for each in signature.signer_info['signed_attrs']}


def _proofs_enclosed(evidence: Evidence, signature: EmbeddedPdfSignature, moment: datetime.datetime) -> bool:
    """Whether the file holds the issuers' own word on whether the signer's certificate, and theirs, were revoked.

    Whom to trust is no question here: whose key signed a certificate is taken for its issuer.
    """
    named = [*evidence.roots, *evidence.certificates, *signature.other_embedded_certs]
    certificate = signature.signer_cert
    return can_be_revoked(certificate) and _is_covered(certificate, named, evidence, moment, 0)


def _is_covered(
    certificate: Certificate, named: Sequence[Certificate], evidence: Evidence, moment: datetime.datetime, depth: int
) -> bool:
    """Whether a certificate is told of, and those above it as far as they are at hand and can be revoked."""
    issuers = issuers_of(certificate, named)
    if not covered_by_statement(certificate, issuers, evidence.lists, evidence.answers, moment):
        return False
    return any(
        depth == _DEEPEST
        or not can_be_revoked(each)
        or not issuers_of(each, named)
        or _is_covered(each, named, evidence, moment, depth + 1)
        for each in issuers
    )
