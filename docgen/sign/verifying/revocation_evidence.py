"""What a file, the trusted roots and the network give to judge certificates by, for any moment."""

from __future__ import annotations

import contextlib
import datetime
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from asn1crypto.x509 import Certificate
from cryptography.exceptions import InvalidSignature
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

from docgen.sign.certificate import is_issued_by, subject_name
from docgen.sign.verifying.forgiving_reader import HOSTILE
from docgen.sign.verifying.qualification import anchors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import SignatureStatus

    from docgen.sign.trusted_lists import TrustedLists

HARD, SOFT, UNASKED = 'hard-fail', 'soft-fail', 'none'
"""How pyHanko treats revocation: it must be known, it counts if known, it is left out of account."""
FOR_SIGNATURES = KeyUsageConstraints(key_usage={'non_repudiation', 'digital_signature'}, match_all_key_usages=False)
"""Either will do: issuers of short-lived certificates for signing portals set only the second."""
REVOKED = frozenset((AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.REVOKED_CA_NO_POE, AdESFailure.REVOKED))
WEAK = frozenset((AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE))


class TolerantValidator(DefaultSignatureValidator):
    """Takes a proof whose method does not fit the key of its issuer for what it is, none: anybody can lay one there."""

    def validate_signature(self, *args: Any, **kwargs: Any) -> None:
        """Raise InvalidSignature where pyHanko cannot say."""
        try:
            super().validate_signature(*args, **kwargs)
        except (AssertionError, TypeError, ValueError) as error:
            raise InvalidSignature from error


@dataclass(frozen=True)
class Asked:
    """What the network gave: lists and answers, and since when the signer's certificate is revoked, if it is."""

    lists: tuple[Any, ...] = ()
    answers: tuple[Any, ...] = ()
    revoked: datetime.datetime | None = None
    refusals: tuple[str, ...] = ()
    """What was out of bounds, in Swedish."""


@dataclass
class Evidence:
    """All times are UTC."""

    reader: PdfFileReader | None
    roots: list[Certificate]
    at: datetime.datetime
    network: bool
    trusted: TrustedLists | None = None
    embedded: Sequence[Certificate] = ()
    """What the signatures bring along."""
    certificates: list[Certificate] = field(default_factory=list)
    lists: list[Any] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    _for_stamps: list[Certificate] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take up what the file itself holds of certificates and revocation data (ETSI EN 319 142-1, 5.4.2)."""
        self._for_stamps = [*self.roots, *anchors(self.trusted, stamps=True)]
        try:
            store = self.reader.root['/DSS'] if self.reader is not None else {}
        except HOSTILE:
            return
        # One that cannot be read proves nothing, and harms no other.
        self.certificates += [
            Certificate.load(each)
            for each in _stored(store, '/Certs', DecodePurpose.CERTIFICATE, lambda data: Certificate.load(data).subject)
        ]
        self.certificates = _without_impostors(self.certificates, [*self.roots, *self.embedded])
        self.lists += _stored(
            store, '/CRLs', DecodePurpose.CRL, lambda data: CertificateList.load(data)['tbs_cert_list']
        )
        self.answers += _stored(
            store, '/OCSPs', DecodePurpose.OCSP_RESPONSE, lambda data: OCSPResponse.load(data)['response_status'].native
        )

    @property
    def stamp_roots(self) -> list[Certificate]:
        """What timestamp authorities are traced to: the roots, and the services of trusted lists."""
        return self._for_stamps

    def with_listed_issuers(self) -> Evidence:
        """Give the same for one who also trusts the issuers of the trusted lists."""
        roots = [*self.roots, *anchors(self.trusted, stamps=False)]
        return Evidence(self.reader, roots, self.at, self.network, self.trusted, self.embedded)

    @property
    def holds_proofs(self) -> bool:
        """Whether the file holds any revocation data."""
        return bool(self.lists or self.answers)

    def with_own(self, signature: EmbeddedPdfSignature) -> Evidence:
        """Give this evidence with what a signature itself brings along of revocation data: in its list of them (RFC
        5652, 5.1) or in Adobe's attribute (ISO 32000-1, 12.8.3.3.2).

        Args:
            signature: the signature.
        """
        own = copy(self)
        own.lists, own.answers = list(self.lists), list(self.answers)
        for each in signature.signed_data['crls'] or ():
            if each.name == 'crl':
                own.lists.append(each.chosen.dump())
            elif each.chosen['other_rev_info_format'].native == 'ocsp_response':
                own.answers.append(each.chosen['other_rev_info'].dump())
        for each in signature.signer_info['signed_attrs']:
            if each['type'].native == 'adobe_revocation_info_archival':
                for held in each['values']:
                    own.lists += [one.dump() for one in held['crl'] or ()]
                    own.answers += [one.dump() for one in held['ocsp'] or ()]
        return own

    async def ask(self, signature: EmbeddedPdfSignature) -> Asked:
        """Fetch revocation data for a signer, if the network may be asked; what it does not give stays unknown."""
        if not self.network:
            return Asked()
        from docgen.sign.bounded_http import BoundedSession, fetcher_backend

        async with BoundedSession() as session:
            context = ValidationContext(
                trust_roots=self.roots,
                other_certs=self.certificates,
                crls=self.lists,
                ocsps=self.answers,
                allow_fetching=True,
                revocation_mode=SOFT,
                signature_validator=TolerantValidator(),
                fetcher_backend=fetcher_backend(session),
            )
            status = await async_validate_pdf_signature(
                signature,
                context,
                self.context(self.at, SOFT, stamps=True),
                key_usage_settings=FOR_SIGNATURES,
                skip_diff=True,
            )
        refusals = tuple(dict.fromkeys(each.sentence for each in session.refusals))
        return Asked(tuple(context.crls), tuple(context.ocsps), revoked_since(status), refusals)

    def context(
        self,
        moment: datetime.datetime,
        mode: str,
        *,
        retroactive: bool = False,
        more: Asked | None = None,
        stamps: bool = False,
    ) -> ValidationContext:
        """Give pyHanko's context for a moment.

        Args:
            moment: the time to judge certificates at.
            mode: how much must be known of revocation, by pyHanko's name for it.
            retroactive: let data count that were issued after the moment.
            more: what the network gave, besides what the file holds.
            stamps: judge timestamp authorities.
        """
        return ValidationContext(
            trust_roots=self.stamp_roots if stamps else self.roots,
            other_certs=self.certificates,
            moment=moment,
            crls=[*self.lists, *(more.lists if more else ())],
            ocsps=[*self.answers, *(more.answers if more else ())],
            revocation_mode=mode,
            retroactive_revinfo=retroactive,
            signature_validator=TolerantValidator(),
        )


def is_unknown(status: SignatureStatus, roots: list[Certificate]) -> bool:
    """Whether a certificate cannot be traced to any of the roots."""
    certificate = status.signing_cert
    no_chain = status.trust_problem_indic is AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND
    return no_chain or not roots or bool(certificate.issuer == certificate.subject)


def anchor_of(status: SignatureStatus) -> str:
    """Give the name of the root that a trusted certificate was traced to."""
    path = status.validation_path
    if path is None or not status.trusted:
        return ''
    root = path.first
    return subject_name(root) if hasattr(root, 'subject') else ''


def revoked_since(status: SignatureStatus) -> datetime.datetime | None:
    """Give when a signer's certificate was revoked, if it was."""
    details = status.revocation_details
    return utc(details.revocation_date) if details is not None else None


def utc(moment: datetime.datetime) -> datetime.datetime:
    """Give a moment in UTC; one without a time zone is taken to be in UTC."""
    return moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _without_impostors(laid: Sequence[Certificate], others: Sequence[Certificate]) -> list[Certificate]:
    """Give the certificates that lie beside signatures without those that take the place of real ones for pyHanko.

    Anybody can lay one there with the name, and the number, of an issuer.

    Args:
        laid: the certificates.
        others: the roots, and what the signatures bring along.
    """
    at_hand = [*others, *laid]

    def issues(issuer: Certificate) -> bool:
        issued = (each for each in at_hand if each.issuer == issuer.subject and each.dump() != issuer.dump())
        return any(is_issued_by(each, issuer) for each in issued)

    def is_real(certificate: Certificate) -> bool:
        named = [each for each in at_hand if each.subject == certificate.issuer]
        if named and not any(is_issued_by(certificate, each) for each in named):
            return False
        key = certificate.public_key.dump()
        alike = [each for each in at_hand if each.subject == certificate.subject and each.public_key.dump() != key]
        return not any(map(issues, alike)) or issues(certificate)

    return [each for each in laid if is_real(each)]


def _stored(store: Any, key: str, purpose: DecodePurpose, parse: Callable[[bytes], object]) -> list[bytes]:
    """What a list of the document security store holds, without what cannot be parsed."""
    found: list[bytes] = []
    try:
        listed = list(store[key])
    except HOSTILE:
        return found
    for reference in listed:
        with contextlib.suppress(*HOSTILE):
            data = reference.get_object().read_data(purpose)
            parse(data)
            found.append(data)
    return found
