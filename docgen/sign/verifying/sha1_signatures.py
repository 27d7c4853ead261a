"""Signatures in the two formats that rest on SHA-1 by their definition (ISO 32000-1, 12.8.3.2 and 12.8.3.3).

They are judged as far as that goes: broken, or whole but made by an algorithm that can be forged.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from asn1crypto.cms import ContentInfo
from asn1crypto.core import OctetString
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from docgen.sign.verifying.embedded_signatures import why_unreadable
from docgen.sign.verifying.forgiving_reader import HOSTILE
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from docgen.sign.verifying.embedded_signatures import Embedded


def judge_with_sha1(each: Embedded, data: bytes) -> tuple[Verdict, str, Certificate | None]:
    """Give the verdict on a signature in one of the formats, why, and its certificate.

    Args:
        each: the signature.
        data: the file.
    """
    try:
        _, start, rest, length = (int(number) for number in each.value['/ByteRange'])
        digest = hashlib.sha1(data[:start] + data[rest : rest + length], usedforsecurity=False).digest()
        content = bytes.fromhex(data[start + 1 : rest - 1].decode('ascii'))
        if each.form == '/adbe.x509.rsa_sha1':
            whole, certificate = _bare(each.value, content, digest)
        else:
            whole, certificate = _packed(content, digest)
    except (*HOSTILE, UnicodeDecodeError) as error:
        return Verdict.UNREADABLE, why_unreadable(error), None
    if not whole:
        return Verdict.BROKEN, '', certificate
    return Verdict.WEAK_ALGORITHM, f"Formatet {each.form.lstrip('/')} bygger på SHA-1.", certificate


def _bare(entries: Any, content: bytes, digest: bytes) -> tuple[bool, Certificate]:
    """A signature by RSA alone, with the certificate beside it."""
    stored = entries['/Cert']
    first = stored[0] if isinstance(stored, list) else stored
    encoded = getattr(first, 'original_bytes', None) or bytes(first)
    key = x509.load_der_x509_certificate(encoded).public_key()
    if not isinstance(key, RSAPublicKey):
        raise NotImplementedError  # among HOSTILE: only RSA keys sign in this form, any other is told as unreadable
    certificate = Certificate.load(encoded)
    try:
        key.verify(OctetString.load(content).native, digest, PKCS1v15(), Prehashed(hashes.SHA1()))  # noqa: S303
    except InvalidSignature:
        return False, certificate
    return True, certificate


def _packed(content: bytes, digest: bytes) -> tuple[bool, Certificate]:
    """A CMS message whose content is the digest of the file."""
    signed = ContentInfo.load(content)['content']
    certificate = extract_certificate_info(signed).signer_cert
    inner = bytes(signed['encap_content_info']['content'].native)
    signer = extract_signer_info(signed)
    own = hashlib.new(signer['digest_algorithm']['algorithm'].native, inner, usedforsecurity=False).digest()
    intact, valid = validate_sig_integrity(signer, certificate, 'data', own)
    return inner == digest and intact and valid, certificate
