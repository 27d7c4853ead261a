"""What a certificate says of itself: whose it is, by whom, and what it is for. Never a personal number."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate, Name

_NUMBER = re.compile(r'(?<!\d)(?:\d{2})?\d{6}\s?[-+–]?\s?\d{4}(?!\d)')
"""A Swedish personal identity number or anything like one (SKV 704): better to hide too much."""
_ADDED = re.compile(r'\s*\([^()]*\)\s*$')
HIDDEN = "[personnummer]"
SHORTEST_RSA = 2048
"""Bits: shorter keys can be broken (ETSI TS 119 312, 8.4)."""
SHORTEST_ON_A_CURVE = 224
"""Bits: as hard to break as the shortest RSA key (NIST SP 800-57, part 1, table 2)."""
_FOR_OTHER_THINGS = frozenset(('server_auth', 'time_stamping', 'ocsp_signing', 'code_signing'))
_SIMPLE_MARKS = str.maketrans('”“„"', '’’’’')
_UNSEEN = frozenset(('Cc', 'Cf', 'Cs', 'Co', 'Cn'))
_ALPHABETS = frozenset(('LATIN', 'CYRILLIC', 'GREEK', 'ARMENIAN', 'CHEROKEE', 'FULLWIDTH', 'MATHEMATICAL'))
"""With letters that look alike, by the first word of their names in Unicode."""
_USAGES = frozenset(('digital_signature', 'non_repudiation'))


def masked(text: str) -> str:
    """Give a text with HIDDEN in place of every personal identity number."""
    return _NUMBER.sub(HIDDEN, text)


def subject_name(certificate: Certificate) -> str:
    """Give the name of a certificate's holder: the common name, else given name and surname, else the organisation."""
    return _name(certificate.subject)


def issuer_name(certificate: Certificate) -> str:
    """Give the name of a certificate's issuer."""
    return _name(certificate.issuer)


def serial_number(certificate: Certificate) -> str:
    """Give the certificate's own serial number in hexadecimal."""
    return f'{certificate.serial_number:x}'


def is_self_issued(certificate: Certificate) -> bool:
    """Tell whether a certificate is signed with its own key, so that nobody but its holder vouches for it."""
    return is_issued_by(certificate, certificate)


def is_issued_by(certificate: Certificate, issuer: Certificate) -> bool:
    """Tell whether a certificate is signed with another's key, whatever names they bear beside.

    Args:
        certificate: the certificate.
        issuer: whose key it may be.
    """
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        own, other = (x509.load_der_x509_certificate(each.dump()) for each in (certificate, issuer))
        own.verify_directly_issued_by(other)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def is_named(certificate: Certificate, name: str) -> bool:
    """Tell whether a certificate's holder has this name: the common name, or given name and surname.

    Letters' case, repeated spaces and ways to write the same letter in Unicode do not matter. What the data add within
    parentheses after the name, as the party in "Lennart Exempel (S)", is no part of it.
    """
    parts = _parts(certificate.subject)
    full = f"{parts.get('given_name', '')} {parts.get('surname', '')}"
    return folded(_ADDED.sub('', name)) in {folded(parts.get('common_name', '')), folded(full)} - {''}


def is_personal(certificate: Certificate) -> bool:
    """Tell whether a certificate's holder is a person: its subject has a surname."""
    return 'surname' in _parts(certificate.subject)


def organisation_names(certificate: Certificate) -> frozenset[str]:
    """Give the names, folded, by which a certificate may be an organisation's.

    The subject's common name, and its organisation when it names no person.
    """
    parts = _parts(certificate.subject)
    organisation = '' if 'surname' in parts else parts.get('organization_name', '')
    return frozenset(map(folded, (parts.get('common_name', ''), organisation))) - {''}


def folded(name: str) -> str:
    """Give a name as it is compared."""
    return ' '.join(unicodedata.normalize('NFC', name).split()).casefold()


def deceives(certificate: Certificate) -> str:
    """Say in Swedish what makes a holder's name look like another; '' for a name that is what it looks like."""
    name = ' '.join(_parts(certificate.subject).get(key, '') for key in ('common_name', 'given_name', 'surname'))
    if any(unicodedata.category(sign) in _UNSEEN for sign in name):
        return "Namnet i certifikatet har tecken som inte syns."
    scripts = {unicodedata.name(sign, '').partition(' ')[0] for sign in name if sign.isalpha()}
    if len(scripts & _ALPHABETS) > 1:
        return "Namnet i certifikatet blandar bokstäver ur flera alfabet som liknar varandra."
    return ''


def _name(name: Name) -> str:
    parts = _parts(name)
    full = f"{parts.get('given_name', '')} {parts.get('surname', '')}".strip()
    chosen = parts.get('common_name') or full or parts.get('organization_name') or "okänd"
    return masked(shown(chosen))


def shown(text: str, most: int = 200) -> str:
    """Give a text of anybody's without what could deceive the eye or a terminal, and not too long.

    Control characters, and marks that turn the direction of writing, are left out; marks of quotation become simple
    ones, so that a name within them does not end them and go on as docgen's own words.
    """
    plain = ''.join(sign for sign in text if unicodedata.category(sign) not in _UNSEEN)
    flat = ' '.join(plain.translate(_SIMPLE_MARKS).split())
    return flat if len(flat) <= most else f'{flat[:most].rstrip()} …'


def _parts(name: Name) -> dict[str, str]:
    return {
        key: ' '.join(map(str, value)) if isinstance(value, list) else str(value) for key, value in name.native.items()
    }


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
    """Whether the key has fewer bits than hold today: RSA under SHORTEST_RSA, on a curve under SHORTEST_ON_A_CURVE."""
    key = certificate.public_key
    if key.algorithm in ('rsa', 'rsassa_pss'):
        return bool(key.bit_size < SHORTEST_RSA)
    try:
        return bool(key.algorithm == 'ec' and key.bit_size < SHORTEST_ON_A_CURVE)
    except (ValueError, KeyError):  # a curve without a name here, whose signature cannot be judged either
        return False


def is_for_other_things(certificate: Certificate) -> bool:
    """Whether all purposes that a certificate names are others than a person's."""
    purposes = certificate.extended_key_usage_value
    return purposes is not None and bool(purposes.native) and set(purposes.native) <= _FOR_OTHER_THINGS
