"""What lies in a signature's CMS where no digest reaches, and so can be changed by anybody without a key (RFC 5652).

Only the signed attributes and, through them, the file are protected. All else is what the signature is judged by, or
what is known to belong there; a signature that holds anything more cannot be judged.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from asn1crypto.cms import ContentInfo
from asn1crypto.core import Void
from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from asn1crypto.parser import parse
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from docgen.sign.verifying.cms_forms import (
    AdobesRevocationData,
    CertificateReferences,
    CertificateValues,
    HashesOfParts,
    RevocationReferences,
    RevocationValues,
)
from docgen.sign.verifying.forgiving_reader import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_DER = "Den är inte kodad på det enda sätt som formatet tillåter (DER), så program kan läsa den olika."
CONTENT = "Den bär ett eget innehåll inne i sig, vid sidan av filen."
_OTHER_FORM = "Den bär ett certifikat eller spärruppgifter i en form som docgen inte kan pröva."
_ALGORITHM = "Den beskriver sin metod på ett sätt som docgen inte kan pröva."
_STAMPS = frozenset((
    '1.2.840.113549.1.9.16.2.14',  # signature-time-stamp (RFC 3161, appendix A)
    '1.2.840.113549.1.9.16.2.25', '1.2.840.113549.1.9.16.2.26',  # CAdES-C time-stamps (ETSI EN 319 122-2, A.1.5)
    '1.2.840.113549.1.9.16.2.27', '1.2.840.113549.1.9.16.2.48', '0.4.0.1733.2.4',  # archive-time-stamp, 1 to 3
    '1.3.6.1.4.1.311.3.3.1',  # the same as the first, by Microsoft
))  # fmt: skip
_HASHES_OF_PARTS = frozenset(('0.4.0.1733.2.5', '0.4.0.19122.1.4', '0.4.0.19122.1.5'))
"""What an archive-time-stamp says that it covers (ETSI EN 319 122-1, 5.5.2)."""
_MOST_ALGORITHMS = 10
_SHAKEN = 512
"""Bits."""
_DIGESTS = frozenset((16, 20, 28, 32, 48, 64))
"""Bytes of a digest."""
_DEEPEST = 7
"""Levels from the message to the values of attributes: what lies deeper is others' encoding."""


_FORMS: dict[str, Any] = {
    '1.2.840.113549.1.9.16.2.21': CertificateReferences,
    '1.2.840.113549.1.9.16.2.22': RevocationReferences,
    '1.2.840.113549.1.9.16.2.23': CertificateValues,
    '1.2.840.113549.1.9.16.2.24': RevocationValues,
    '1.2.840.113549.1.9.16.2.44': CertificateReferences,
    '1.2.840.113549.1.9.16.2.45': RevocationReferences,
    '1.2.840.113583.1.1.8': AdobesRevocationData,
}
"""What may stand among the unsigned attributes beside timestamps (ETSI EN 319 122-2, annex A; ISO 32000-1, 12.8.3.3),
and how it is written."""


def unprotected_fault(content: bytes, *, stamp: bool = False) -> str:
    """Say in Swedish what a signature holds that neither it nor anything known protects; '' for nothing.

    Args:
        content: the signature (CMS), without what fills its place.
        stamp: it is a timestamp, which carries what it says within it.

    Raises:
        HOSTILE: it cannot be read.
    """
    if not stamp and not _is_der(content, 0):
        return NOT_DER
    message = ContentInfo.load(content)['content']
    if not stamp and not isinstance(message['encap_content_info']['content'], Void):
        return CONTENT
    return next(_faults(message, 0), '')


def _faults(message: Any, depth: int) -> Iterator[str]:
    (signer,) = message['signer_infos']
    algorithms = [*message['digest_algorithms'], signer['digest_algorithm']]
    method = signer['signature_algorithm']
    worded = method['algorithm'].native != 'rsassa_pss' and method['parameters'].native is not None
    if worded or len(algorithms) > _MOST_ALGORITHMS or not all(map(_is_plain, algorithms)):
        yield _ALGORITHM
    certificates = message['certificates']
    if not isinstance(certificates, Void) and any(each.name != 'certificate' for each in certificates):
        yield _OTHER_FORM
    lists = message['crls']
    if not isinstance(lists, Void) and not all(map(_is_revocation_data, lists)):
        yield _OTHER_FORM
    attributes = signer['unsigned_attrs']
    for each in () if isinstance(attributes, Void) else attributes:
        if not _is_known(each, depth):
            kind = each['type'].dotted
            yield (
                f"Den bär en uppgift utanför det som är undertecknat ({kind}), som vem som helst kan ha lagt dit och "
                "som docgen inte kan pröva."
            )


def _is_plain(algorithm: Any) -> bool:
    """Whether a digest is by a method with a name, and without words beside it."""
    name, more = algorithm['algorithm'].native, algorithm['parameters'].native
    # A number is the length that SHAKE256 gives (RFC 8419, 2.3).
    return not name[:1].isdigit() and (more is None or (name.startswith('shake256') and more == _SHAKEN))


def _is_revocation_data(choice: Any) -> bool:
    if choice.name == 'crl':
        return _reads(CertificateList, choice.chosen.dump())
    other = choice.chosen
    known = other['other_rev_info_format'].dotted == '1.3.6.1.5.5.7.16.2'
    return known and _reads(OCSPResponse, other['other_rev_info'].dump())


def _is_known(attribute: Any, depth: int) -> bool:
    kind = attribute['type'].dotted
    values = [bytes(each) for each in _values(attribute['values'].dump())]
    if kind in _STAMPS:
        return depth == 0 and bool(values) and all(map(_is_stamp, values))
    if kind in _HASHES_OF_PARTS:
        return depth > 0 and len(values) == 1 and _holds_digests(HashesOfParts, values[0])
    form = _FORMS.get(kind)
    if form in (CertificateReferences, RevocationReferences) and not _holds_digests(form, *values[:1]):
        return False
    return form is not None and len(values) == 1 and _reads(form, values[0])


def _is_stamp(value: bytes) -> bool:
    """Whether a value is a timestamp that is whole, whatever it was set over."""
    try:
        message = ContentInfo.load(value, strict=True)['content']
        held = message['encap_content_info']
        if held['content_type'].native != 'tst_info' or any(_faults(message, 1)):
            return False
        signer = extract_signer_info(message)
        digest = hashlib.new(
            signer['digest_algorithm']['algorithm'].native, bytes(held['content']), usedforsecurity=False
        )
        certificate = extract_certificate_info(message).signer_cert
        return all(validate_sig_integrity(signer, certificate, 'tst_info', digest.digest()))
    except HOSTILE:
        return False


def _reads(form: Any, value: bytes) -> bool:
    try:
        return _has_no_more(form.load(value, strict=True).native)
    except HOSTILE:
        return False


def _has_no_more(read: Any) -> bool:
    """Whether a value holds only what its form knows: asn1crypto gives further fields their number as name."""
    if isinstance(read, dict):
        return not any(key.isdigit() for key in read) and all(map(_has_no_more, read.values()))
    return not isinstance(read, list) or all(map(_has_no_more, read))


def _holds_digests(form: Any, value: bytes = b'') -> bool:
    """Whether all that is neither a name nor a number in a value is as long as a digest."""

    def right(held: Any) -> bool:
        if isinstance(held, bytes):
            return len(held) in _DIGESTS
        if isinstance(held, dict):
            return all(map(right, held.values()))
        return not isinstance(held, list) or all(map(right, held))

    try:
        read = form.load(value, strict=True).native
        return right(read) and _has_no_more(read)
    except HOSTILE:
        return False


def _values(encoded: bytes) -> Iterator[bytes]:
    """The values in a set."""
    content = parse(encoded, strict=True)[4]
    while content:
        *_, header, inner, trailer = parse(content)
        yield header + inner + trailer
        content = content[len(header) + len(inner) + len(trailer) :]


def _is_der(encoded: bytes, depth: int) -> bool:
    """Whether lengths are written in the one way that DER allows (X.690, 10.1), and strings in one piece (10.2)."""
    at = 0
    while at < len(encoded):
        class_, method, tag, header, inner, trailer = parse(encoded[at:])
        if trailer or header != _header(header, len(inner)):
            return False
        if class_ == 0 and method == 1 and tag not in (16, 17):
            return False
        # Certificates and revocation data ([0] and [1] of the message) are as their issuers wrote them.
        others = depth == 3 and class_ == 2
        if method == 1 and depth < _DEEPEST and not others and not _is_der(inner, depth + 1):
            return False
        at += len(header) + len(inner)
    return True


def _header(header: bytes, length: int) -> bytes:
    """A header as DER would have it, with the same tag."""
    if length < 128:
        return header[:1] + bytes([length]) if header[0] & 31 != 31 else header
    size = (length.bit_length() + 7) // 8
    return header[:1] + bytes([128 | size]) + length.to_bytes(size, 'big') if header[0] & 31 != 31 else header
