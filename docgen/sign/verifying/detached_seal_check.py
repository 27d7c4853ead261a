"""A detached seal checked: whether it seals these bytes, who set it, and whether the certificate was revoked.

It is judged for the time that a trusted timestamp proves, else for now, by the revocation data that lie in the seal
(`docgen.sign.detached_seal`) and, where the network may be asked, by what its issuer answers.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from asn1crypto.cms import ContentInfo, SignedData
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from docgen.sign.certificate import (
    folded,
    is_personal,
    issuer_name,
    organisation_names,
    subject_name,
    unfit_to_sign,
)
from docgen.sign.pyhanko_log import without_log
from docgen.sign.verifying.revocation_evidence import (
    FOR_SIGNATURES,
    HARD,
    SOFT,
    UNASKED,
    Asked,
    TolerantValidator,
    revoked_since,
    utc,
)
from docgen.sign.verifying.unprotected_parts import unprotected_fault
from docgen.sign.verifying.verdicts import Revocation

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from pyhanko.sign.validation.status import StandardCMSSignatureStatus

    from docgen.sign.trust import TrustRoot


class SealVerdict(StrEnum):
    """What is to be said of a seal; where several hold, the one that stands first here."""

    BROKEN = 'broken'
    """It is no seal over these bytes."""
    UNREADABLE = 'unreadable'
    """It holds more than its signature protects, so that it cannot be told what was sealed."""
    NOT_TRUSTED = 'not-trusted'
    """Not a byte was changed since, but no trusted issuer vouches for who set it, or its certificate had expired."""
    UNSUITABLE = 'unsuitable'
    """Not a byte was changed since, but the certificate is for other things, such as servers, or its key is short."""
    REVOKED = 'revoked'
    """Not a byte was changed since, but the certificate was revoked when the seal was set, or that cannot be told."""
    REVOCATION_UNKNOWN = 'revocation-unknown'
    """Not a byte was changed since, and a trusted issuer vouches for who set it, but nobody says whether the
    certificate was revoked."""
    HOLDS = 'holds'
    """Not a byte was changed since, a trusted issuer vouches for who set it, and the certificate was not revoked, or
    is of a kind that cannot be."""


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
    revocation: Revocation = Revocation.NOT_CHECKED
    revoked_at: datetime.datetime | None = None
    asked: bool = False
    """The issuer was asked on the network; else only what lies in the seal was looked at."""
    names: frozenset[str] = frozenset()
    """What the certificate calls an organisation, folded (`certificate.organisation_names`)."""
    personal: bool = False
    """Whether the certificate names a person, or no organisation."""

    def is_of(self, organisations: Iterable[str]) -> bool:
        """Tell whether the certificate is one of these organisations', by the names that signing goes by."""
        return not self.names.isdisjoint(folded(each.partition(',')[0]) for each in organisations)


def check_seal(content: bytes, seal: bytes, trust: Sequence[TrustRoot], *, network: bool = False) -> SealCheck:
    """Check a seal.

    Args:
        content: what it should seal.
        seal: the seal, as DER. It may be hostile.
        trust: issuers that are trusted.
        network: ask the certificate's issuer whether it is revoked; else only what lies in the seal counts.
    """
    try:
        signed = ContentInfo.load(seal, strict=True)
        if signed['content_type'].native != 'signed_data':
            return SealCheck(SealVerdict.BROKEN)
        evidence = _Evidence.of(content, signed['content'], [each.certificate for each in trust])
        evidence = replace(evidence, more=unprotected_fault(seal))
        with without_log():
            return asyncio.run(_judged(evidence, network=network))
    except Exception:  # noqa: BLE001 - hostile data can make a library raise anything
        return SealCheck(SealVerdict.BROKEN)


async def _judged(evidence: _Evidence, *, network: bool) -> SealCheck:
    found = await evidence.status(None, UNASKED)
    names = subject_name(found.signing_cert), issuer_name(found.signing_cert)
    if not (found.intact and found.valid):
        return SealCheck(SealVerdict.BROKEN, *names)
    stamped = found.timestamp_validity
    proven = utc(stamped.timestamp) if stamped and stamped.valid and stamped.trusted else None
    certificate = found.signing_cert
    told = SealCheck(
        SealVerdict.NOT_TRUSTED,
        *names,
        found.signer_reported_dt,
        proven,
        names=organisation_names(certificate),
        personal=is_personal(certificate) or not certificate.subject.native.get('organization_name'),
    )
    if evidence.more:
        return replace(told, verdict=SealVerdict.UNREADABLE)
    if not (await evidence.status(proven, UNASKED)).trusted:
        return told
    if unfit_to_sign(certificate) is not None:
        return replace(told, verdict=SealVerdict.UNSUITABLE)
    asked = await evidence.ask() if network else Asked()
    told = replace(told, asked=network)
    strict = await evidence.status(proven, HARD, asked)
    if strict.trusted:
        offers = certificate.ocsp_urls or certificate.crl_distribution_points
        known = Revocation.NOT_REVOKED if offers else Revocation.NOT_OFFERED
        return replace(told, verdict=SealVerdict.HOLDS, revocation=known)
    since = revoked_since(strict) or revoked_since(await evidence.status(proven, SOFT, asked)) or asked.revoked
    if since is None:
        return replace(told, verdict=SealVerdict.REVOCATION_UNKNOWN, revocation=Revocation.UNKNOWN)
    if proven is not None and proven < since:
        # Revocation does not reach back.
        return replace(told, verdict=SealVerdict.HOLDS, revocation=Revocation.NOT_REVOKED, revoked_at=since)
    return replace(told, verdict=SealVerdict.REVOKED, revocation=Revocation.REVOKED, revoked_at=since)


@dataclass(frozen=True)
class _Evidence:
    """A seal with what it is judged by."""

    content: bytes
    data: SignedData
    roots: list[Any]
    lists: list[Any] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    more: str = ''
    """What it holds that nothing protects, in Swedish."""

    @classmethod
    def of(cls, content: bytes, data: SignedData, roots: list[Any]) -> _Evidence:
        """Take up the revocation data that lie in the seal (RFC 5652, 10.2.1; RFC 5940)."""
        held = list(data['crls'] or ())
        answers = [each.chosen for each in held if each.name == 'other']
        known = [each['other_rev_info'] for each in answers if each['other_rev_info_format'].native == 'ocsp_response']
        return cls(content, data, roots, [each.chosen for each in held if each.name != 'other'], known)

    async def status(
        self, moment: datetime.datetime | None, mode: str, asked: Asked | None = None
    ) -> StandardCMSSignatureStatus:
        """Judge for a moment, or for now, with as much known of revocation as a mode asks for."""
        more = asked or Asked()
        lists, answers = [*self.lists, *more.lists], [*self.answers, *more.answers]

        def context(at: datetime.datetime | None, by: str) -> ValidationContext:
            # An answer is younger than the moment that it is about, if only by the time that it took.
            return ValidationContext(
                trust_roots=self.roots,
                moment=at,
                crls=lists,
                ocsps=answers,
                revocation_mode=by,
                allow_fetching=False,
                retroactive_revinfo=at is not None,
                signature_validator=TolerantValidator(),
            )

        signer, stamps = context(moment, mode), context(None, SOFT)
        return await async_validate_detached_cms(
            self.content, self.data, signer, stamps, key_usage_settings=FOR_SIGNATURES
        )

    async def ask(self) -> Asked:
        """Fetch revocation data from the issuers; what they do not give stays unknown."""
        from docgen.sign.bounded_http import BoundedSession, fetcher_backend

        async with BoundedSession() as session:
            context = ValidationContext(
                trust_roots=self.roots,
                crls=self.lists,
                ocsps=self.answers,
                allow_fetching=True,
                revocation_mode=SOFT,
                fetcher_backend=fetcher_backend(session),
            )
            stamps = ValidationContext(trust_roots=self.roots, revocation_mode=SOFT, allow_fetching=False)
            status = await async_validate_detached_cms(
                self.content, self.data, context, stamps, key_usage_settings=FOR_SIGNATURES
            )
        return Asked(tuple(context.crls), tuple(context.ocsps), revoked_since(status))
