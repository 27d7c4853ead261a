"""What lies in a file beside a signature to prove that its certificate held: what counts, and what is nobody's word."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any

import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation.dss import DocumentSecurityStore

from docgen.sign.trust import load_trust
from docgen.sign.verifying.verify import verify
from sign import manipulations as made
from sign.other_signers import Signing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pki.authority import Pki

_NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
_DAYS = datetime.timedelta(days=1)
_DER = serialization.Encoding.DER


class Issuers:
    """The issuers of the test certificates, and what they say of Anna's."""

    def __init__(self, pki: Pki) -> None:
        self.pki = pki
        self.anna = x509.load_der_x509_certificate(pki.anna.certificate_der)
        self.issuer = x509.load_pem_x509_certificate(pki.intermediates.read_bytes())
        self.key, self.root_key = (self._key(each) for each in ('interm.p-256', 'root.rsa-2048'))
        root = x509.load_der_x509_certificate(pki.root_der.read_bytes())
        self.root_list = self.revocation_list(self.root_key, root.subject)
        self.signed = Signing(made.blank(), pki).sign(pki.anna).content

    def _key(self, name: str) -> Any:
        return serialization.load_pem_private_key((self.pki.folder / f'keys/{name}.pem').read_bytes(), None)

    def revocation_list(self, key: Any, issuer: x509.Name, revoked: bool = False, old: int = 0) -> bytes:
        """A list that is as many days old."""
        made = _NOW - _DAYS / 24 - old * _DAYS
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer)
        builder = builder.last_update(made).next_update(made + (5 if old else 30) * _DAYS)
        if revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(self.anna.serial_number)
            builder = builder.add_revoked_certificate(entry.revocation_date(made - 2 * _DAYS).build())
        return builder.sign(key, hashes.SHA256()).public_bytes(_DER)

    def own_list(self, *, revoked: bool = False) -> bytes:
        return self.revocation_list(self.key, self.issuer.subject, revoked)

    def answer(self, key: Any = None, status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD) -> bytes:
        revoked = status is ocsp.OCSPCertStatus.REVOKED
        builder = ocsp.OCSPResponseBuilder().add_response(
            self.anna, self.issuer, hashes.SHA1(), status, _NOW + _DAYS / 1440, _NOW + 3 * _DAYS,
            _NOW - 2 * _DAYS if revoked else None, None,
        )  # fmt: skip
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, self.named_alike(key) if key else self.issuer)
        return builder.sign(key or self.key, hashes.SHA256()).public_bytes(_DER)

    def named_alike(self, key: Any) -> x509.Certificate:
        """A certificate with the issuer's name, of somebody else."""
        builder = x509.CertificateBuilder().subject_name(self.issuer.subject).issuer_name(self.issuer.subject)
        builder = builder.public_key(key.public_key()).serial_number(self.issuer.serial_number)
        builder = builder.not_valid_before(_NOW - _DAYS).not_valid_after(_NOW + 30 * _DAYS)
        return builder.sign(key, hashes.SHA256())

    def beside(
        self, lists: list[bytes], answers: list[bytes], laid: Sequence[x509.Certificate], *, chain: bool
    ) -> bytes:
        """The signed file with these proofs, named as the signature's own."""
        out = io.BytesIO(self.signed)
        start = self.signed.rindex(b'/Contents <') + len(b'/Contents <')
        DocumentSecurityStore.add_dss(
            out,
            sig_contents=self.signed[start : self.signed.index(b'>', start)],
            certs=[Certificate.load(each.public_bytes(_DER)) for each in laid],
            crls=[asn1_crl.CertificateList.load(each) for each in [*lists, *([self.root_list] if chain else [])]],
            ocsps=[asn1_ocsp.OCSPResponse.load(each) for each in answers],
        )
        return out.getvalue()


@pytest.fixture(scope='module')
def issuers(pki: Pki) -> Issuers:
    return Issuers(pki)


def _verdict(
    issuers: Issuers,
    file: Path,
    lists: list[bytes],
    answers: list[bytes],
    laid: Sequence[x509.Certificate] = (),
    *,
    chain: bool = True,
) -> tuple[str, str]:
    """What verifying comes to; without `chain` nobody tells of the issuer's own certificate."""
    file.write_bytes(issuers.beside(lists, answers, laid, chain=chain))
    (found,) = verify(file, load_trust([issuers.pki.roots])).signatures
    return found.verdict.value, str(found.level)


def test_the_issuers_word_counts(issuers: Issuers, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    assert _verdict(issuers, file, [issuers.own_list()], []) == ('valid', 'B-LT')
    assert _verdict(issuers, file, [], [issuers.answer()]) == ('valid', 'B-LT')
    assert _verdict(issuers, file, [issuers.own_list()], [], chain=False) == ('revocation-unknown', 'B-T')


def test_what_is_nobodys_word_gives_no_level_and_does_no_harm(issuers: Issuers, tmp_path: Path) -> None:
    """Be it named as the signature's own, and be it in the issuer's name with a key of another kind."""
    file, stranger = tmp_path / 'fil.pdf', ec.generate_private_key(ec.SECP256R1())
    nobody = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Vem som helst")])
    unknown = ('revocation-unknown', 'B-T')
    assert _verdict(issuers, file, [issuers.revocation_list(stranger, nobody)], []) == unknown
    assert _verdict(issuers, file, [issuers.revocation_list(stranger, issuers.issuer.subject)], []) == unknown
    assert _verdict(issuers, file, [issuers.revocation_list(issuers.root_key, issuers.issuer.subject)], []) == unknown
    assert _verdict(issuers, file, [], [issuers.answer(stranger)]) == unknown


def test_a_certificate_of_the_issuers_name_that_is_not_by_it_does_no_harm(issuers: Issuers, tmp_path: Path) -> None:
    """Anybody can lay one beside the signature: with the issuer's name and number, and a list by its key."""
    file, stranger = tmp_path / 'fil.pdf', ec.generate_private_key(ec.SECP256R1())
    laid = [issuers.named_alike(stranger)]
    listed = issuers.revocation_list(stranger, issuers.issuer.subject, revoked=True)
    assert _verdict(issuers, file, [listed], [], laid) == ('revocation-unknown', 'B-T')
    assert _verdict(issuers, file, [listed], [issuers.answer()], laid) == ('valid', 'B-LT')


def test_what_is_out_of_date_still_tells_that_it_was_revoked(issuers: Issuers, tmp_path: Path) -> None:
    file, old = tmp_path / 'fil.pdf', issuers.revocation_list(issuers.key, issuers.issuer.subject, True, 20)
    assert _verdict(issuers, file, [old], [issuers.answer()])[0] == 'revoked'


def test_one_good_answer_does_not_outweigh_that_it_is_revoked(issuers: Issuers, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    good, revoked = issuers.answer(), issuers.answer(status=ocsp.OCSPCertStatus.REVOKED)
    assert _verdict(issuers, file, [issuers.own_list(revoked=True)], [good])[0] == 'revoked'
    assert _verdict(issuers, file, [], [revoked, good])[0] == 'revoked'
    assert _verdict(issuers, file, [], [good, revoked])[0] == 'revoked'


def test_a_timestamp_over_a_digest_that_can_be_forged_proves_nothing(pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(Signing(made.blank(), pki).sign(pki.anna, stamped=False).stamp('sha1').content)
    signature, stamp = verify(file, load_trust([pki.roots])).signatures
    assert (signature.proven_at, str(signature.level)) == (None, 'B-B')
    assert stamp.verdict.value == 'weak-algorithm'


def test_a_clock_that_is_slow_breaks_no_signature(pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(Signing(made.blank(), pki).sign(pki.anna).stamp().content)
    found = verify(file, load_trust([pki.roots]), at=_NOW - _DAYS)
    assert [each.verdict.value for each in found.signatures] == ['unreadable', 'unreadable']
    assert all("senare tid" in each.explanation for each in found.signatures)


def test_a_trusted_timestamp_over_the_file_stands_in_for_an_unknown_one_within(pki: Pki, tmp_path: Path) -> None:
    file = tmp_path / 'fil.pdf'
    file.write_bytes(Signing(made.blank(), pki).sign(pki.anna, tsa=pki.untrusted_tsa_url).stamp().content)
    assert verify(file, load_trust([pki.roots])).signatures[0].verdict.value == 'revocation-unknown'


def test_what_a_signature_brings_along_of_its_issuers_word_counts(issuers: Issuers, tmp_path: Path) -> None:
    """In Adobe's attribute, as other programs write it."""
    signing = Signing(made.blank(), issuers.pki)
    how = {**signing.asking, 'subfilter': SigSeedSubFilter.ADOBE_PKCS7_DETACHED}
    file = tmp_path / 'fil.pdf'
    file.write_bytes(signing.sign(issuers.pki.anna, **how).content)
    (found,) = verify(file, load_trust([issuers.pki.roots])).signatures
    assert (found.verdict.value, found.level) == ('valid', None)
