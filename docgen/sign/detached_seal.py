"""A seal beside what it seals: a detached CAdES signature (ETSI EN 319 122-1) over the bytes of any file.

Message ids: those of `docgen.sign.signing.credentials`, `certificate_checks` and `timestamp_authority`; `seal-failed`.
"""

from __future__ import annotations

import asyncio
import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from docgen.errors import Finding, SignatureError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyhanko.sign.signers import Signer
    from pyhanko.sign.validation.status import StandardCMSSignatureStatus

    from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile
    from docgen.sign.trust import TrustRoot


class SealVerdict(StrEnum):
    """What is to be said of a seal."""

    HOLDS = 'holds'
    """Not a byte was changed since, and a trusted issuer vouches for who set it. Revocation is not looked up."""
    NOT_TRUSTED = 'not-trusted'
    """Not a byte was changed since, but no trusted issuer vouches for who set it, or its certificate had expired."""
    BROKEN = 'broken'
    """It is no seal over these bytes."""


@dataclass(frozen=True)
class SealCheck:
    """A seal that was checked."""

    verdict: SealVerdict
    signer: str = ''
    issuer: str = ''
    claimed_at: datetime.datetime | None = None
    """What the sealer's clock said."""
    proven_at: datetime.datetime | None = None
    """What a timestamp proves that holds under a trusted issuer."""


def make_seal(content: bytes, credential: CertificateFile | CardInReader, tsa: str | None = None) -> bytes:
    """Give a seal over content, as DER.

    Args:
        content: what is sealed.
        credential: whose certificate and key.
        tsa: address of a timestamp authority (RFC 3161); without one only the clock here tells when it was set.

    Raises:
        SignatureError: the ids of this module's docstring.
    """
    from docgen.sign.signing.certificate_checks import require_usable
    from docgen.sign.signing.credentials import open_signer

    moment = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    with open_signer(credential) as signer:
        if signer.signing_cert is None:
            raise SignatureError(_failed("Certifikatet saknas."))
        require_usable(signer.signing_cert, moment)
        try:
            return asyncio.run(_sealed(content, signer, moment, tsa))
        except SignatureError:
            raise
        except Exception as error:
            raise SignatureError(_failed("Certifikatet gick inte att använda till det.")) from error


def check_seal(content: bytes, seal: bytes, trust: Sequence[TrustRoot]) -> SealCheck:
    """Check a seal, without network.

    Args:
        content: what it should seal.
        seal: the seal, as DER. It may be hostile.
        trust: issuers that are trusted.
    """
    from asn1crypto.cms import ContentInfo

    from docgen.sign.certificate import issuer_name, subject_name
    from docgen.sign.pyhanko_log import without_log

    try:
        signed = ContentInfo.load(seal, strict=True)
        if signed['content_type'].native != 'signed_data':
            return SealCheck(SealVerdict.BROKEN)
        data = signed['content']
        with without_log():
            found = asyncio.run(_status(content, data, trust, None))
        stamped = found.timestamp_validity
        proven = stamped.timestamp if stamped and stamped.valid and stamped.trusted else None
        if proven is not None:
            with without_log():
                found = asyncio.run(_status(content, data, trust, proven))
    except Exception:  # noqa: BLE001 - hostile data can make a library raise anything
        return SealCheck(SealVerdict.BROKEN)
    names = subject_name(found.signing_cert), issuer_name(found.signing_cert)
    if not (found.intact and found.valid):
        return SealCheck(SealVerdict.BROKEN, *names)
    verdict = SealVerdict.HOLDS if found.trusted else SealVerdict.NOT_TRUSTED
    return SealCheck(verdict, *names, found.signer_reported_dt, proven)


async def _sealed(content: bytes, signer: Signer, moment: datetime.datetime, tsa: str | None) -> bytes:
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    from docgen.sign.bounded_http import BoundedSession
    from docgen.sign.signing.timestamp_authority import Authority

    attributes = PdfCMSSignedAttributes(signing_time=moment)
    async with BoundedSession() as session:
        authority = Authority(tsa, session) if tsa else None
        signed = await signer.async_sign_general_data(
            content, 'sha256', use_cades=True, timestamper=authority, signed_attr_settings=attributes
        )
    written: bytes = signed.dump()
    return written


async def _status(
    content: bytes, data: object, trust: Sequence[TrustRoot], moment: datetime.datetime | None
) -> StandardCMSSignatureStatus:
    from pyhanko.sign.validation import async_validate_detached_cms
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    roots = [each.certificate for each in trust]
    context = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode='soft-fail')
    stamps = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode='soft-fail')
    usage = KeyUsageConstraints(key_usage={'non_repudiation', 'digital_signature'}, match_all_key_usages=False)
    return await async_validate_detached_cms(content, data, context, stamps, key_usage_settings=usage)


def _failed(why: str) -> Finding:
    return Finding(
        'seal-failed',
        "Förseglingen kunde inte göras.",
        f"Orsak: {why}",
        "Kontrollera certifikatet med docgen sign, eller välj ett annat.",
    )
