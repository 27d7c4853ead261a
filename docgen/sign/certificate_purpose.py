"""What a certificate is for, by what it says itself: the same answer before signing and when a signature is judged."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

SHORTEST_RSA = 2048
"""Bits: shorter keys can be broken (ETSI TS 119 312, 8.4)."""
_FOR_OTHER_THINGS = frozenset(('server_auth', 'time_stamping', 'ocsp_signing', 'code_signing'))
_USAGES = frozenset(('digital_signature', 'non_repudiation'))


class Unfit(StrEnum):
    """Why a certificate is not one to sign documents with."""

    SHORT_KEY = 'short-key'
    """Its RSA key can be broken."""
    ISSUER = 'issuer'
    """It is an issuer's, for certificates."""
    NO_USAGE = 'no-usage'
    """It does not say what it is for (RFC 5280, 4.2.1.3)."""
    OTHER_USAGE = 'other-usage'
    """It says that it is not for signatures: neither digitalSignature nor nonRepudiation."""
    OTHER_PURPOSE = 'other-purpose'
    """It is only for servers, timestamps, programs or answers about revocation (RFC 5280, 4.2.1.12)."""


def unfit_to_sign(certificate: Certificate) -> Unfit | None:
    """Say why nothing should be signed with a certificate; None if it may be."""
    if has_short_key(certificate):
        return Unfit.SHORT_KEY
    if certificate.ca:
        return Unfit.ISSUER
    usage = certificate.key_usage_value
    if usage is None:
        return Unfit.NO_USAGE
    if _USAGES.isdisjoint(usage.native):
        return Unfit.OTHER_USAGE
    return Unfit.OTHER_PURPOSE if is_for_other_things(certificate) else None


def has_short_key(certificate: Certificate) -> bool:
    """Whether the key is an RSA key of fewer bits than hold today."""
    key = certificate.public_key
    return bool(key.algorithm in ('rsa', 'rsassa_pss') and key.bit_size < SHORTEST_RSA)


def is_for_other_things(certificate: Certificate) -> bool:
    """Whether all purposes that a certificate names are others than a person's."""
    purposes = certificate.extended_key_usage_value
    return purposes is not None and bool(purposes.native) and set(purposes.native) <= _FOR_OTHER_THINGS
