"""What an issuer has said, in lists and answers at hand, of when a certificate was revoked: that holds for ever.

One good answer is enough for pyHanko, be there another that names the certificate, and what is out of date is passed
over. But a revocation is never taken back (RFC 5280, 5.3.1); only a hold is, which is left to pyHanko.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from asn1crypto.ocsp import OCSPResponse
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID

from docgen.sign.certificate import is_issued_by
from docgen.sign.verifying.revocation_evidence import utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asn1crypto.x509 import Certificate

_SPOILT = (
    ValueError,
    TypeError,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.ExtensionNotFound,
    x509.DuplicateExtension,
)
"""What is raised on what is not as it should be: nobody's word."""
_HOLDS = datetime.timedelta(days=1)
"""How long an answer counts that does not say when the next one comes."""
_DIGESTS: dict[str, hashes.HashAlgorithm] = {
    'sha1': hashes.SHA1(),  # noqa: S303 - responders of old files
    'sha256': hashes.SHA256(),
    'sha384': hashes.SHA384(),
    'sha512': hashes.SHA512(),
}
_HELD = frozenset(('certificate_hold', 'remove_from_crl'))
_NOT_FOR_EVER = frozenset((x509.ReasonFlags.certificate_hold, x509.ReasonFlags.remove_from_crl))


def issuers_of(certificate: Certificate, named: Iterable[Certificate]) -> list[Certificate]:
    """Give those among certificates whose key signed a certificate: not whoever has the issuer's name.

    Args:
        certificate: the certificate.
        named: certificates, of anybody.
    """
    own = certificate.dump()
    return [
        each
        for each in named
        if each.subject == certificate.issuer and each.dump() != own and is_issued_by(certificate, each)
    ]


def revoked_by_statement(
    certificate: Certificate, issuers: Iterable[Certificate], lists: Iterable[Any], answers: Iterable[Any]
) -> datetime.datetime | None:
    """Give the earliest time at which its issuer says that a certificate was revoked; None if none says so.

    Args:
        certificate: the certificate.
        issuers: those that signed it (`issuers_of`).
        lists: revocation lists, DER or read by asn1crypto.
        answers: OCSP responses, DER or read by asn1crypto.
    """
    loaded = [_loaded(each) for each in issuers]
    said = [*_by_lists(certificate, loaded, lists), *_by_answers(certificate, loaded, answers)]
    return min(said, default=None)


def covered_by_statement(
    certificate: Certificate,
    issuers: Iterable[Certificate],
    lists: Iterable[bytes],
    answers: Iterable[bytes],
    moment: datetime.datetime,
) -> bool:
    """Tell whether its issuer says at all whether a certificate was revoked, in something that held at a moment.

    Args:
        certificate: the certificate.
        issuers: those that signed it (`issuers_of`).
        lists: revocation lists, DER.
        answers: OCSP responses, DER.
        moment: the moment, or any before what was said.
    """
    loaded, own = [_loaded(each) for each in issuers], _loaded(certificate)
    return any(_covers(own, loaded, each, moment) for each in lists) or any(
        _answers(certificate, loaded, each, moment) for each in answers
    )


def _covers(
    certificate: x509.Certificate, issuers: list[x509.Certificate], proof: bytes, moment: datetime.datetime
) -> bool:
    try:
        found = x509.load_der_x509_crl(proof)
        ends = found.next_update_utc
        return (
            (ends is None or ends >= moment)
            and all(_concerns(each, certificate) for each in found.extensions)
            and any(_is_list_of(found, issuer) for issuer in issuers)
        )
    except _SPOILT:
        return False


def _concerns(extension: x509.Extension[Any], certificate: x509.Certificate) -> bool:
    """Whether a list with an extension can tell of a certificate (RFC 5280, 5.2)."""
    value = extension.value
    if isinstance(value, x509.DeltaCRLIndicator):
        return False
    if not isinstance(value, x509.IssuingDistributionPoint):
        return not extension.critical
    partly = value.only_contains_ca_certs or value.only_contains_attribute_certs or value.only_some_reasons
    if partly or value.indirect_crl:
        return False
    points = [each.value for each in certificate.extensions if isinstance(each.value, x509.CRLDistributionPoints)]
    named = {name for each in points for point in each for name in point.full_name or ()}
    return not value.full_name or not named or not named.isdisjoint(value.full_name)


def _answers(certificate: Certificate, issuers: list[x509.Certificate], proof: Any, moment: datetime.datetime) -> bool:
    try:
        said = [
            each
            for each in _said_of(certificate, issuers, proof)
            if each['cert_status'].name != 'unknown'
            and utc(each['next_update'].native or each['this_update'].native + _HOLDS) >= moment
        ]
    except _SPOILT:
        return False
    return bool(said)


def _loaded(certificate: Certificate) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate.dump())


def _bytes(proof: Any) -> bytes:
    return proof if isinstance(proof, bytes) else bytes(proof.dump())


def _by_lists(
    certificate: Certificate, issuers: list[x509.Certificate], lists: Iterable[Any]
) -> Iterator[datetime.datetime]:
    for each in lists:
        try:
            found = x509.load_der_x509_crl(_bytes(each))
            entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if entry is None or not any(_is_list_of(found, issuer) for issuer in issuers):
                continue
            if any(isinstance(one.value, x509.CertificateIssuer) for one in entry.extensions):
                continue  # of another issuer's certificate with the same number
            reason = next((one.value.reason for one in entry.extensions if isinstance(one.value, x509.CRLReason)), None)
        except _SPOILT:
            continue
        if reason not in _NOT_FOR_EVER:
            yield utc(entry.revocation_date_utc)


def _is_list_of(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        return found.issuer == issuer.subject and found.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    except _SPOILT:
        return False


def _by_answers(
    certificate: Certificate, issuers: list[x509.Certificate], answers: Iterable[Any]
) -> Iterator[datetime.datetime]:
    for each in answers:
        try:
            for one in _said_of(certificate, issuers, each):
                if one['cert_status'].name == 'revoked':
                    details = one['cert_status'].chosen
                    if details['revocation_reason'].native not in _HELD:
                        yield utc(details['revocation_time'].native)
        except _SPOILT:
            continue


def _said_of(certificate: Certificate, issuers: list[x509.Certificate], proof: Any) -> list[Any]:
    """What an OCSP response that an issuer stands behind says of a certificate.

    Read by asn1crypto: cryptography refuses times with fractions, which responders write.
    """
    answer = OCSPResponse.load(_bytes(proof))
    if answer['response_status'].native != 'successful':
        return []
    basic = answer.basic_ocsp_response
    said = basic['tbs_response_data']['responses']
    found = [each for each in said if each['cert_id']['serial_number'].native == certificate.serial_number]
    return found if found and any(_is_answer_of(basic, issuer) for issuer in issuers) else []


def _is_answer_of(basic: Any, issuer: x509.Certificate) -> bool:
    """Whether an issuer signed an answer, or somebody to whom it gave that (RFC 6960, 4.2.2.2)."""
    given = [x509.load_der_x509_certificate(each.dump()) for each in basic['certs'] or ()]
    for each in (issuer, *given):
        try:
            if each is not issuer:
                each.verify_directly_issued_by(issuer)
                usage = each.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
                produced = utc(basic['tbs_response_data']['produced_at'].native)
                if ExtendedKeyUsageOID.OCSP_SIGNING not in usage or each.not_valid_after_utc < produced:
                    continue
            _require_signed(basic, each.public_key())
        except _SPOILT:
            continue
        return True
    return False


def _require_signed(basic: Any, key: Any) -> None:
    """Raise InvalidSignature unless an answer is signed with a key, in one of the usual ways."""
    digest = _DIGESTS.get(basic['signature_algorithm'].hash_algo)
    signature, signed = basic['signature'].native, basic['tbs_response_data'].dump()
    if isinstance(key, EllipticCurvePublicKey) and digest is not None:
        key.verify(signature, signed, ECDSA(digest))
    elif isinstance(key, RSAPublicKey) and digest is not None:
        key.verify(signature, signed, PKCS1v15(), digest)
    else:
        raise InvalidSignature  # an answer signed in another way is left to pyHanko
