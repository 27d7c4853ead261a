"""When a signature was made, whose it is and whether the certificate held then: judged by pyHanko, asked in steps.

A signature is judged for the time that trusted timestamps prove, with the revocation data that lie in the file, so
that it stays valid when its certificate has ended (ETSI EN 319 102-1, 5.6). Without a timestamp it is judged for now.
"""

from __future__ import annotations

import datetime
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from docgen.sign.names import subject_name
from docgen.sign.verdicts import Revocation
from docgen.sign.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureStatus
    from pyhanko.sign.validation.status import TimestampSignatureStatus as StampStatus

    from docgen.sign.embedded import Embedded

S = TypeVar('S', 'StampStatus', 'StampStatus | None')
_HARD, _SOFT, _UNASKED = 'hard-fail', 'soft-fail', 'none'
"""How pyHanko treats revocation: it must be known, it counts if known, it is left out of account."""
_FOR_SIGNATURES = KeyUsageConstraints(key_usage={'non_repudiation', 'digital_signature'}, match_all_key_usages=False)
"""Either will do: issuers of short-lived certificates for signing portals set only the second."""
_REVOKED = frozenset((AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.REVOKED_CA_NO_POE, AdESFailure.REVOKED))
_WEAK = frozenset((AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE))
_NO_CHAIN = AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND
_NEAR = datetime.timedelta(minutes=5)
"""How far apart the clocks of two services may be."""


@dataclass(frozen=True)
class Stamp:
    """A document timestamp that was judged."""

    revision: int
    verdict: Verdict
    time: datetime.datetime
    by: str
    anchor: str

    @property
    def trusted(self) -> bool:
        """Whether its time is proven."""
        return self.verdict is Verdict.VALID


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


@dataclass(frozen=True)
class _Asked:
    """What the network gave: lists and answers, and since when the signer's certificate is revoked, if it is."""

    lists: tuple[Any, ...] = ()
    answers: tuple[Any, ...] = ()
    revoked: datetime.datetime | None = None


@dataclass
class Prover:
    """Judges the signatures of one file. All times are UTC."""

    reader: PdfFileReader
    roots: list[Certificate]
    at: datetime.datetime
    network: bool
    certificates: list[Certificate] = field(default_factory=list)
    lists: list[Any] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    _own: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Take up what the file itself holds of certificates and revocation data (ETSI EN 319 142-1, 5.4.2)."""
        try:
            store = DocumentSecurityStore.read_dss(self.reader)
        except NoDSSFoundError:
            return
        self._own = frozenset(str(each) for each in store.vri_entries or {})
        self.certificates += store.load_certs()
        self.lists += [_read(each, DecodePurpose.CRL) for each in store.crls]
        self.answers += [_read(each, DecodePurpose.OCSP_RESPONSE) for each in store.ocsps]

    @property
    def holds_proofs(self) -> bool:
        """Whether the file holds any revocation data."""
        return bool(self.lists or self.answers)

    def lists_as_own(self, signature: EmbeddedPdfSignature) -> bool:
        """Whether the file names proofs for this very signature (ETSI EN 319 142-1, 5.4.2.3: VRI)."""
        content = signature.pkcs7_content
        names = (DocumentSecurityStore.sig_content_identifier(each) for each in (content, content.hex().encode()))
        return any(str(each) in self._own for each in names)

    async def stamps(self, found: Sequence[Embedded]) -> list[Stamp]:
        """Judge the document timestamps: the last for now, each other for the time that a later one proves."""
        judged: list[Stamp] = []
        moment: datetime.datetime | None = None
        for each in sorted(found, key=lambda one: one.end, reverse=True):
            if each.signature is None:
                continue
            status = await self._stamp(each.signature, moment)
            stamp = _stamp_judged(status, each.signature.signed_revision, self.roots, moment or self.at)
            judged.append(stamp)
            if stamp.trusted:
                moment = stamp.time
        return judged

    async def judge(self, signature: EmbeddedPdfSignature, stamps: Sequence[Stamp]) -> Judgement:
        """Judge one signature whose integrity holds."""
        later = min(
            (each for each in stamps if each.trusted and each.revision > signature.signed_revision),
            key=lambda each: each.time,
            default=None,
        )
        own = await self._own_stamp(signature, later.time if later else None)
        own_verdict = _trust_of(own, self.roots, later.time if later else self.at) if own is not None else None
        proofs = [(later.time, later.by)] if later else []
        if own is not None and own_verdict is Verdict.VALID:
            proofs.append((utc(own.timestamp), subject_name(own.signing_cert)))
        proven, by = min(proofs) if proofs else (None, '')
        if own is not None and not by:
            by = subject_name(own.signing_cert)
        # A timestamp that is whole but of an unknown authority proves nothing, yet says when the certificate was used.
        told = utc(own.timestamp) if own is not None and own_verdict is Verdict.VALID_BUT_UNTRUSTED else None
        judged = await self._certificate(signature, proven, told)
        verdict, explanation = judged.verdict, judged.explanation
        if own_verdict not in (None, Verdict.VALID) and verdict in (Verdict.VALID, Verdict.REVOCATION_UNKNOWN):
            verdict, explanation = Verdict.TIMESTAMP_INVALID, _FAULTY_STAMP[own_verdict or Verdict.BROKEN]
        return Judgement(
            verdict,
            proven,
            by,
            own is not None or later is not None,
            judged.anchor,
            judged.revocation,
            judged.revoked_at,
            explanation,
        )

    async def _certificate(
        self, signature: EmbeddedPdfSignature, proven: datetime.datetime | None, told: datetime.datetime | None
    ) -> Judgement:
        """Judge a signer's certificate for the proven time, else for now; `told` is a time that is not proven."""
        asked = await self._ask_network(signature)
        # What was answered a moment ago must not seem to come from the future.
        moment = proven or (datetime.datetime.now(datetime.UTC) if self.network else self.at)
        strict = await self._status(signature, moment, _HARD, proven=proven is not None, more=asked)
        if not (strict.intact and strict.valid):
            return Judgement(Verdict.BROKEN)
        if strict.trusted:
            known = Revocation.NOT_REVOKED if _can_be_revoked(signature.signer_cert) else Revocation.NOT_OFFERED
            return Judgement(Verdict.VALID, anchor=_anchor(strict), revocation=known)
        if strict.trust_problem_indic in _WEAK:
            return Judgement(Verdict.WEAK_ALGORITHM)
        lenient = await self._status(signature, moment, _SOFT, proven=proven is not None, more=asked)
        since = _revoked_since(strict) or _revoked_since(lenient)
        if since is not None:
            return Judgement(Verdict.REVOKED, revocation=Revocation.REVOKED, revoked_at=since)
        unasked = await self._status(signature, moment, _UNASKED, proven=proven is not None, more=_Asked())
        if not unasked.trusted:
            return Judgement(await self._fault(signature, unasked, proven, told))
        if asked.revoked is not None and proven is not None and proven < asked.revoked:
            # Only now it is revoked, and the signature is proven to be older: revocation does not reach back.
            why = "Certifikatet har spärrats efter att underskriften gjordes, vilket inte rubbar den."
            return Judgement(Verdict.VALID, anchor=_anchor(unasked), revocation=Revocation.NOT_REVOKED, explanation=why)
        return Judgement(Verdict.REVOCATION_UNKNOWN, anchor=_anchor(unasked), revocation=Revocation.UNKNOWN)

    async def _fault(
        self,
        signature: EmbeddedPdfSignature,
        status: PdfSignatureStatus,
        proven: datetime.datetime | None,
        told: datetime.datetime | None,
    ) -> Verdict:
        """Why a certificate that is not revoked is not trusted."""
        certificate = signature.signer_cert
        if told is not None and proven is None:
            # Nobody trusted says when, but somebody does: were the issuers trusted, would it have held then?
            status = await self._status(signature, told, _UNASKED, proven=True, more=_Asked())
        unknown = status.trust_problem_indic is _NO_CHAIN or not self.roots or _is_its_own_issuer(certificate)
        used = proven or (told if unknown and told is not None else self.at)
        if used < certificate.not_valid_before:
            return Verdict.NOT_YET_VALID
        if used > certificate.not_valid_after:
            return Verdict.EXPIRED
        return Verdict.VALID_BUT_UNTRUSTED if unknown else Verdict.UNSUITABLE_CERTIFICATE

    async def _status(
        self,
        signature: EmbeddedPdfSignature,
        moment: datetime.datetime,
        mode: str,
        *,
        proven: bool,
        more: _Asked,
    ) -> PdfSignatureStatus:
        # An answer from the network is younger than the moment that is asked about, if only by the time that it took.
        context = self._context(moment, mode, retroactive=proven or bool(more.lists or more.answers), more=more)
        return await async_validate_pdf_signature(
            signature, context, self._context(moment, _SOFT), key_usage_settings=_FOR_SIGNATURES, skip_diff=True
        )

    async def _ask_network(self, signature: EmbeddedPdfSignature) -> _Asked:
        """Fetch revocation data for a signer, if the network may be asked; what it does not give stays unknown."""
        if not self.network:
            return _Asked()
        context = ValidationContext(
            trust_roots=self.roots,
            other_certs=self.certificates,
            crls=self.lists,
            ocsps=self.answers,
            allow_fetching=True,
            revocation_mode=_SOFT,
        )
        async with aclosing(context):
            status = await async_validate_pdf_signature(
                signature,
                context,
                self._context(self.at, _SOFT),
                key_usage_settings=_FOR_SIGNATURES,
                skip_diff=True,
            )
        return _Asked(tuple(context.crls), tuple(context.ocsps), _revoked_since(status))

    async def _stamp(self, signature: EmbeddedPdfSignature, moment: datetime.datetime | None) -> StampStatus:
        async def judge(context: ValidationContext) -> StampStatus:
            return await async_validate_pdf_timestamp(signature, context, skip_diff=True)

        return await self._judged_stamp(judge, moment)

    async def _own_stamp(self, signature: EmbeddedPdfSignature, moment: datetime.datetime | None) -> StampStatus | None:
        """The timestamp within the signature, judged for the time that a later document timestamp proves, or now."""

        async def judge(context: ValidationContext) -> StampStatus | None:
            found = await generic_cms.collect_timing_info(signature.signer_info, context, signature.compute_digest)
            status: StampStatus | None = found.get('timestamp_validity')
            return status

        return await self._judged_stamp(judge, moment)

    async def _judged_stamp(
        self, judge: Callable[[ValidationContext], Awaitable[S]], moment: datetime.datetime | None
    ) -> S:
        """Let what is known of revocation count; nothing being known does not: a last timestamp cannot hold its own."""
        status = await judge(self._context(moment or self.at, _SOFT, retroactive=moment is not None))
        if status is None or status.trusted or status.revoked:
            return status
        return await judge(self._context(moment or self.at, _UNASKED, retroactive=moment is not None))

    def _context(
        self,
        moment: datetime.datetime,
        mode: str,
        *,
        retroactive: bool = False,
        more: _Asked | None = None,
    ) -> ValidationContext:
        return ValidationContext(
            trust_roots=self.roots,
            other_certs=self.certificates,
            moment=moment,
            crls=[*self.lists, *(more.lists if more else ())],
            ocsps=[*self.answers, *(more.answers if more else ())],
            revocation_mode=mode,
            retroactive_revinfo=retroactive,
        )


_FAULTY_STAMP = {
    Verdict.BROKEN: "Tidsstämpeln i underskriften hör inte till den eller är skadad.",
    Verdict.VALID_BUT_UNTRUSTED: "Tidsstämpeln kommer från en tjänst som inte är betrodd här.",
    Verdict.EXPIRED: "Tidsstämplingstjänstens certifikat har gått ut.",
    Verdict.REVOKED: "Tidsstämplingstjänstens certifikat är spärrat.",
    Verdict.WEAK_ALGORITHM: "Tidsstämpeln är gjord med en metod som går att förfalska.",
    Verdict.UNSUITABLE_CERTIFICATE: "Tidsstämplingstjänstens certifikat är inte gjort för tidsstämplar.",
}


def _stamp_judged(status: StampStatus, revision: int, roots: list[Certificate], moment: datetime.datetime) -> Stamp:
    verdict = _trust_of(status, roots, moment)
    return Stamp(revision, verdict, utc(status.timestamp), subject_name(status.signing_cert), _anchor(status))


def _trust_of(status: StampStatus, roots: list[Certificate], moment: datetime.datetime) -> Verdict:
    """What a timestamp's own certificate comes to."""
    if not (status.intact and status.valid):
        return Verdict.BROKEN
    if utc(status.timestamp) > moment + _NEAR:
        # Nothing later can be proven earlier: the services contradict each other.
        return Verdict.BROKEN
    if status.trusted:
        return Verdict.VALID
    if status.trust_problem_indic in _WEAK:
        return Verdict.WEAK_ALGORITHM
    if status.trust_problem_indic in _REVOKED:
        return Verdict.REVOKED
    if moment > status.signing_cert.not_valid_after:
        return Verdict.EXPIRED
    if status.trust_problem_indic is _NO_CHAIN or not roots or _is_its_own_issuer(status.signing_cert):
        return Verdict.VALID_BUT_UNTRUSTED
    return Verdict.UNSUITABLE_CERTIFICATE


def _revoked_since(status: PdfSignatureStatus) -> datetime.datetime | None:
    details = status.revocation_details
    return utc(details.revocation_date) if details is not None else None


def _can_be_revoked(certificate: Certificate) -> bool:
    return bool(certificate.ocsp_urls or certificate.crl_distribution_points)


def _is_its_own_issuer(certificate: Certificate) -> bool:
    return bool(certificate.issuer == certificate.subject)


def _anchor(status: SignatureStatus) -> str:
    path = status.validation_path
    if path is None or not status.trusted:
        return ''
    root = path.first
    return subject_name(root) if hasattr(root, 'subject') else ''


def _read(reference: Any, purpose: DecodePurpose) -> bytes:
    data: bytes = reference.get_object().read_data(purpose)
    return data


def utc(moment: datetime.datetime) -> datetime.datetime:
    """Give a moment in UTC; one without a time zone is taken to be in UTC."""
    return moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
