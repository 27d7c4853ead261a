"""Signatures in the two forms that rest on SHA-1 by definition, made by hand: broken, or whole but weak."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from asn1crypto import algos, cms, core, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from docgen.sign.trust import load_trust
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict
from docgen.sign.verifying.verify import verify
from sign import manipulations as made
from sign.raw_update import RawUpdate, file_size, root_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pki.authority import Pki
    from pki.credential import Credential

    from docgen.sign.verifying.verdicts import SignatureVerification

_ROOM = 6000


def signed_by_hand(content: bytes, form: str, sign: Callable[[bytes], bytes], certificate: bytes = b'') -> bytes:
    """Append a signature field whose `/Contents` is what `sign` gives for the signed bytes."""
    field, value, form_number = (file_size(content) + each for each in range(3))
    beside = b'/Cert <%s>' % certificate.hex().encode() if certificate else b''
    catalog = re.findall(rb'%d 0 obj\s*<<(.*?)>>\s*endobj' % root_number(content), content, re.DOTALL)[-1]
    objects = {
        value: b'<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s %s /ByteRange [0 %010d %010d %010d] '
        b'/Contents <%s> >>' % (form.encode(), beside, 0, 0, 0, b'0' * _ROOM),
        field: b'<< /Type /Annot /Subtype /Widget /FT /Sig /T (Hand) /Rect [0 0 0 0] /V %d 0 R >>' % value,
        form_number: b'<< /Fields [%d 0 R] /SigFlags 3 >>' % field,
        root_number(content): b'<<' + catalog + b' /AcroForm %d 0 R >>' % form_number,
    }
    out = RawUpdate(content, objects).written()
    start = out.index(b'/Contents <') + len(b'/Contents ')
    end = start + _ROOM + 2
    out = out.replace(b'[0 %010d %010d %010d]' % (0, 0, 0), b'[0 %010d %010d %010d]' % (start, end, len(out) - end))
    told = sign(out[:start] + out[end:]).hex().encode()
    return out[: start + 1] + told.ljust(_ROOM, b'0') + out[end - 1 :]


def key_of(who: Credential) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(who.key.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def bare(who: Credential) -> Callable[[bytes], bytes]:
    """RSA alone (12.8.3.2)."""
    return lambda data: core.OctetString(key_of(who).sign(data, padding.PKCS1v15(), hashes.SHA1())).dump()


def packed(who: Credential, signers: int = 1) -> Callable[[bytes], bytes]:
    """A CMS message around the digest (12.8.3.3.1)."""

    def sign(data: bytes) -> bytes:
        digest = hashlib.sha1(data, usedforsecurity=False).digest()
        certificate = x509.Certificate.load(who.certificate_der)
        number = cms.IssuerAndSerialNumber({'issuer': certificate.issuer, 'serial_number': certificate.serial_number})
        signer = cms.SignerInfo({
            'version': 'v1',
            'sid': cms.SignerIdentifier({'issuer_and_serial_number': number}),
            'digest_algorithm': algos.DigestAlgorithm({'algorithm': 'sha1'}),
            'signature_algorithm': algos.SignedDigestAlgorithm({'algorithm': 'sha1_rsa'}),
            'signature': key_of(who).sign(digest, padding.PKCS1v15(), hashes.SHA1()),
        })  # fmt: skip
        signed = cms.SignedData(
            {
                'version': 'v1',
                'digest_algorithms': [algos.DigestAlgorithm({'algorithm': 'sha1'})],
                'encap_content_info': {'content_type': 'data', 'content': digest},
                'certificates': [certificate],
                'signer_infos': [signer] * signers,
            }
        )
        return bytes(cms.ContentInfo({'content_type': 'signed_data', 'content': signed}).dump())

    return sign


def only(content: bytes, pki: Pki, tmp_path: Path) -> SignatureVerification:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(content)
    found = verify(file, load_trust([pki.roots])).signatures
    assert len(found) == 1
    return found[0]


def by_anna(form: str, pki: Pki) -> bytes:
    if form == 'adbe.x509.rsa_sha1':
        return signed_by_hand(made.blank(), form, bare(pki.anna), pki.anna.certificate_der)
    return signed_by_hand(made.blank(), form, packed(pki.anna))


FORMS = ('adbe.x509.rsa_sha1', 'adbe.pkcs7.sha1')


@pytest.mark.parametrize('form', FORMS)
def test_one_that_is_whole_is_weak_and_says_whose_it_is(form: str, pki: Pki, tmp_path: Path) -> None:
    found = only(by_anna(form, pki), pki, tmp_path)
    assert (found.verdict, found.signer) == (Verdict.WEAK_ALGORITHM, 'Anna Exempel')
    assert form in found.explanation


@pytest.mark.parametrize('form', FORMS)
def test_one_whose_bytes_were_changed_is_broken(form: str, pki: Pki, tmp_path: Path) -> None:
    content = by_anna(form, pki)
    gap = content.index(b'/Contents <') + 11
    filled = len(content[gap : gap + _ROOM].rstrip(b'0'))
    signature, padding_ = gap + filled - 20, gap + filled + 10
    for place in (20, signature, padding_):
        digit = b'1' if content[place : place + 1] != b'1' else b'2'
        changed = content[:place] + digit + content[place + 1 :]
        assert only(changed, pki, tmp_path).verdict is Verdict.BROKEN


@pytest.mark.parametrize('form', FORMS)
def test_what_is_added_after_one_is_told_first(form: str, pki: Pki, tmp_path: Path) -> None:
    content = by_anna(form, pki)
    changed = RawUpdate(content, {file_size(content): b'<< /Type /Page >>'}).written()
    assert only(changed, pki, tmp_path).verdict is Verdict.CHANGED_AFTER_SIGNING


def test_one_that_no_rule_covers_cannot_be_judged(pki: Pki, tmp_path: Path) -> None:
    by_two = signed_by_hand(made.blank(), 'adbe.pkcs7.sha1', packed(pki.anna, signers=2))
    another_kind_of_key = signed_by_hand(made.blank(), 'adbe.x509.rsa_sha1', bare(pki.anna), pki.erik.certificate_der)
    for content in (by_two, another_kind_of_key):
        found = only(content, pki, tmp_path)
        assert found.verdict is Verdict.UNREADABLE
        assert found.explanation
