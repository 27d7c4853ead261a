"""A seal beside what it seals: a detached CAdES signature (ETSI EN 319 122-1) over the bytes of any file.

With a timestamp it holds the issuers' certificates and what they said of revocation as well (level B-LT), so that it
can be checked when nobody answers any more (`docgen.sign.verifying.detached_seal_check`).
Message ids: those of `docgen.sign.signing.credentials`, `certificate_checks`, `certificate_chain` and
`timestamp_authority`; `seal-failed`, `seal-without-proof`.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
from typing import TYPE_CHECKING

from docgen.errors import Finding, Severity, SignatureError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto.cms import ContentInfo
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import Signer
    from pyhanko_certvalidator import ValidationContext

    from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile
    from docgen.sign.trust import TrustRoot


def make_seal(
    content: bytes,
    credential: CertificateFile | CardInReader,
    tsa: str | None = None,
    trust: Sequence[TrustRoot] = (),
) -> tuple[bytes, tuple[Finding, ...]]:
    """Give a seal over content, as DER, and warnings of what will not be provable of it.

    Args:
        content: what is sealed.
        credential: whose certificate and key.
        tsa: address of a timestamp authority (RFC 3161); without one only the clock here tells when it was set, and
            nobody is asked about revocation.
        trust: issuers that are trusted: only what is traced to one of them can be asked about.

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
            return asyncio.run(_sealed(content, signer, moment, tsa, [each.certificate for each in trust]))
        except SignatureError:
            raise
        except Exception as error:
            raise SignatureError(_failed("Certifikatet gick inte att använda till det.")) from error


async def _sealed(
    content: bytes, signer: Signer, moment: datetime.datetime, tsa: str | None, roots: list[Certificate]
) -> tuple[bytes, tuple[Finding, ...]]:
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    from docgen.sign.bounded_http import BoundedSession
    from docgen.sign.signing.certificate_chain import check_chain
    from docgen.sign.signing.timestamp_authority import Authority

    warnings: tuple[Finding, ...] = (_without_proof(),)
    async with BoundedSession() as session:
        chain = await check_chain(signer, roots, session, strict=False, accept_untrusted=True) if tsa else None
        signed = await signer.async_sign_general_data(
            content,
            'sha256',
            use_cades=True,
            timestamper=Authority(tsa, session) if tsa else None,
            signed_attr_settings=PdfCMSSignedAttributes(signing_time=moment),
        )
        if chain is not None:
            await _ask_about_stamp(content, signed, chain.context)
            _hold_revocation_data(signed, chain.context)
            warnings = chain.warnings
    written: bytes = signed.dump()
    return written, warnings


async def _ask_about_stamp(content: bytes, signed: ContentInfo, context: ValidationContext) -> None:
    """Let a context collect what the issuers say of the timestamp authority too, as far as they say anything."""
    from pyhanko.sign.validation import async_validate_detached_cms
    from pyhanko_certvalidator.errors import PathError, ValidationError

    with contextlib.suppress(PathError, ValidationError, OSError, ValueError):
        await async_validate_detached_cms(content, signed['content'], context, context)


def _hold_revocation_data(signed: ContentInfo, context: ValidationContext) -> None:
    """Lay what the issuers answered beside the signature, which does not cover it (EN 319 122-1, 5.5.3; RFC 5940)."""
    from asn1crypto.cms import OtherRevocationInfoFormat, RevocationInfoChoice, RevocationInfoChoices

    lists = [RevocationInfoChoice('crl', each) for each in context.crls]
    answers = [
        OtherRevocationInfoFormat({'other_rev_info_format': 'ocsp_response', 'other_rev_info': each})
        for each in context.ocsps
    ]
    if lists or answers:
        data = signed['content']
        data['version'] = 'v5' if answers else data['version']
        data['crls'] = RevocationInfoChoices([*lists, *(RevocationInfoChoice('other', each) for each in answers)])


def _without_proof() -> Finding:
    return Finding(
        'seal-without-proof',
        "Förseglingen har ingen tidsstämpel och inga besked om ifall certifikatet är spärrat.",
        "Den går inte att styrka när certifikatet har gått ut, eller när utgivaren inte längre svarar.",
        "Ange en tidsstämplingstjänst med --tsa.",
        severity=Severity.WARNING,
    )


def _failed(why: str) -> Finding:
    return Finding(
        'seal-failed',
        "Förseglingen kunde inte göras.",
        f"Orsak: {why}",
        "Kontrollera certifikatet med docgen sign, eller välj ett annat.",
    )
