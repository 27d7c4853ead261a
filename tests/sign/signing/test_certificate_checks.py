"""Whether a certificate may be used is answered alike before signing and when the signature is judged."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any

import pytest
from asn1crypto import algos, keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from docgen.errors import SignatureError
from docgen.sign.signing.certificate_checks import require_usable
from docgen.sign.trust import load_trust
from docgen.sign.verifying.verdicts import DocumentVerdict as Verdict
from docgen.sign.verifying.verify import verify
from sign import manipulations as made

if TYPE_CHECKING:
    from pathlib import Path

_NOW = datetime.datetime.now(datetime.UTC)
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Anna Exempel")])


class Issuer:
    """One who issues a certificate of any kind."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Provutgivaren")])
        constraints = x509.BasicConstraints(ca=True, path_length=None)
        self.certificate = _built(
            self.name, self.name, self.key.public_key(), self.key, (constraints, _usage('key_cert_sign'))
        )

    def issue(self, key: rsa.RSAPrivateKey, *extensions: x509.ExtensionType) -> x509.Certificate:
        return _built(_NAME, self.name, key.public_key(), self.key, extensions)


def _built(
    subject: x509.Name,
    issuer: x509.Name,
    public: rsa.RSAPublicKey,
    key: rsa.RSAPrivateKey,
    extensions: tuple[x509.ExtensionType, ...],
) -> x509.Certificate:
    day = datetime.timedelta(days=1)
    builder = x509.CertificateBuilder(issuer, subject, public, x509.random_serial_number(), _NOW - day, _NOW + 30 * day)
    for each in extensions:
        builder = builder.add_extension(each, critical=isinstance(each, x509.KeyUsage | x509.BasicConstraints))
    return builder.sign(key, hashes.SHA256())


def _usage(*names: str) -> x509.KeyUsage:
    all_names = (
        'digital_signature', 'content_commitment', 'key_encipherment', 'data_encipherment', 'key_agreement',
        'key_cert_sign', 'crl_sign', 'encipher_only', 'decipher_only',
    )  # fmt: skip
    return x509.KeyUsage(**{each: each in names for each in all_names})


def _purpose(*purposes: x509.ObjectIdentifier) -> x509.ExtendedKeyUsage:
    return x509.ExtendedKeyUsage(purposes)


_SIGNING = _usage('content_commitment')
TABLE = {
    'non-repudiation': (2048, (_SIGNING,), '', Verdict.VALID),
    'digital signature alone': (2048, (_usage('digital_signature'),), '', Verdict.VALID),
    'a short key': (1024, (_SIGNING,), 'certificate-key-too-short', Verdict.WEAK_ALGORITHM),
    'for keys only': (
        2048,
        (_usage('key_encipherment'),),
        'certificate-not-for-signing',
        Verdict.UNSUITABLE_CERTIFICATE,
    ),
    'for servers only': (
        2048,
        (_usage('digital_signature'), _purpose(ExtendedKeyUsageOID.SERVER_AUTH)),
        'certificate-not-for-signing',
        Verdict.UNSUITABLE_CERTIFICATE,
    ),
    'for mail and persons': (
        2048,
        (_SIGNING, _purpose(ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION)),
        '',
        Verdict.VALID,
    ),
}


@pytest.fixture(scope='module')
def issuer() -> Issuer:
    return Issuer()


def signed_by(certificate: asn1.Certificate, key: keys.PrivateKeyInfo, issuer: Issuer, **how: Any) -> bytes:
    store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(_asn1(issuer.certificate))
    signer = signers.SimpleSigner(certificate, key, store, **how)
    out = io.BytesIO()
    metadata = PdfSignatureMetadata(field_name='A', signer_key_usage=set())
    signers.PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(made.blank())), output=out)
    return out.getvalue()


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def _key_info(key: rsa.RSAPrivateKey) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def verdict(content: bytes, issuer: Issuer, folder: Path) -> Verdict:
    file, root = folder / 'fil.pdf', folder / 'root.pem'
    file.write_bytes(content)
    root.write_bytes(issuer.certificate.public_bytes(Encoding.PEM))
    return verify(file, load_trust([root])).verdict


@pytest.mark.parametrize('name', TABLE)
def test_signing_refuses_what_verifying_would_reject(name: str, issuer: Issuer, tmp_path: Path) -> None:
    bits, extensions, refusal, expected = TABLE[name]
    key = rsa.generate_private_key(65537, bits)
    certificate = _asn1(issuer.issue(key, *extensions))
    if refusal:
        with pytest.raises(SignatureError) as refused:
            require_usable(certificate, _NOW)
        assert refused.value.findings[0].id == refusal
    else:
        require_usable(certificate, _NOW)
    assert verdict(signed_by(certificate, _key_info(key), issuer), issuer, tmp_path) is expected


def test_a_certificate_that_does_not_say_what_it_is_for_is_refused(issuer: Issuer) -> None:
    certificate = _asn1(issuer.issue(rsa.generate_private_key(65537, 2048)))
    with pytest.raises(SignatureError) as refused:
        require_usable(certificate, _NOW)
    assert "key usage saknas" in refused.value.findings[0].why


def test_a_key_that_is_only_for_pss_signs(issuer: Issuer, tmp_path: Path) -> None:
    """As a .p12 file: pyHanko does not take the method from the key by itself."""
    from docgen.sign.signing.credentials import by_its_key

    key = rsa.generate_private_key(65537, 2048)
    certificate = only_for_pss(issuer.issue(key, _SIGNING), issuer)
    store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(_asn1(issuer.certificate))
    signer = by_its_key(signers.SimpleSigner(certificate, _key_info(key), store))
    out = io.BytesIO()
    metadata = PdfSignatureMetadata(field_name='A', signer_key_usage=set())
    signers.PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(made.blank())), output=out)
    assert verdict(out.getvalue(), issuer, tmp_path) is Verdict.VALID


def only_for_pss(certificate: x509.Certificate, issuer: Issuer) -> asn1.Certificate:
    """The same certificate with its key marked as one for PSS alone (RFC 4055, 1.2), signed anew."""
    found = _asn1(certificate)
    body = found['tbs_certificate']
    info = body['subject_public_key_info']
    body['subject_public_key_info'] = keys.PublicKeyInfo({
        'algorithm': keys.PublicKeyAlgorithm({'algorithm': 'rsassa_pss'}),
        'public_key': info['public_key'].parsed,
    })  # fmt: skip
    signature = issuer.key.sign(body.dump(force=True), padding.PKCS1v15(), hashes.SHA256())
    algorithm = algos.SignedDigestAlgorithm({'algorithm': 'sha256_rsa'})
    made_anew = asn1.Certificate(
        {'tbs_certificate': body, 'signature_algorithm': algorithm, 'signature_value': signature}
    )
    return asn1.Certificate.load(made_anew.dump(force=True))
