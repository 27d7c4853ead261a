"""A name in a certificate that only looks like a signatory's is not the signatory's, and it is told why."""

from __future__ import annotations

import datetime

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from docgen.sign.verifying.expected_signatories import Expected, matched
from docgen.sign.verifying.verdicts import SignatureKind, SignatureVerification
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

ANNA = Expected('Underskrift-kommunen', 'kommunen', 'Lillby', 'Anna Exempel (S)', 'kommunchef')
_KEY = ec.generate_private_key(ec.SECP256R1())


def certificate(common: str, **more: str) -> asn1.Certificate:
    oids = {'given': NameOID.GIVEN_NAME, 'surname': NameOID.SURNAME, 'organisation': NameOID.ORGANIZATION_NAME}
    parts = [x509.NameAttribute(oids[key], value) for key, value in more.items()]
    subject = x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)] if common else parts)
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(subject, subject, _KEY.public_key(), 5, start, start + datetime.timedelta(days=9))
    made = builder.sign(_KEY, hashes.SHA256())
    return asn1.Certificate.load(made.public_bytes(serialization.Encoding.DER))


def signed(by: asn1.Certificate, field: str = ANNA.field) -> SignatureVerification:
    found = SignatureVerification(field, SignatureKind.SIGNATURE, Verdict.VALID, signer='någon')
    return matched([found], [by], [ANNA])[0][0]


@pytest.mark.parametrize(
    'made',
    [
        certificate('Anna Exempel'),
        certificate('ANNA  EXEMPEL', organisation='Lillby'),
        certificate('a.exempel', given='Anna', surname='Exempel'),
        certificate('', given='Anna', surname='Exempel'),
    ],
    ids=range(4),
)
def test_who_is_meant_is_known(made: asn1.Certificate) -> None:
    assert signed(made).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ('name', 'words'),
    [
        ('Anna Ex\u0435mpel', "flera alfabet"),
        ('\u0391nna Exempel', "flera alfabet"),
        ('\uff21nna Exempel', "flera alfabet"),
        ('Anna Exempel\0.annan', "tecken som inte syns"),
        ('Anna\u200b Exempel', "tecken som inte syns"),
        ('\u202elepmexE annA', "tecken som inte syns"),
        ('Anna Exempel\u00ad', "tecken som inte syns"),
        ('Anna Exempel' + ' ' * 200 + 'Annan', "Här ska"),
        ('Anna Exempel, Lillby', "Här ska"),
        ('Anna Exempel (M)', "Här ska"),
        ('Exempel Anna', "Här ska"),
        ('Anna Exempe1', "Här ska"),
    ],
)
@pytest.mark.parametrize('field', [ANNA.field, 'Portal-1'])
def test_who_only_looks_so_is_unexpected(name: str, words: str, field: str) -> None:
    try:
        made = certificate(name)
    except ValueError:  # too long for the library that makes it: then no issuer makes it either
        assert len(name) > 64
        return
    found = signed(made, field)
    assert found.verdict is Verdict.UNEXPECTED_SIGNER
    assert words in found.explanation or field != ANNA.field
    assert "mer än en gång" not in found.explanation


def test_who_signs_twice_is_told_so() -> None:
    anna = certificate('Anna Exempel')
    found = SignatureVerification(ANNA.field, SignatureKind.SIGNATURE, Verdict.VALID, signer='Anna Exempel')
    told, missing = matched([found, found], [anna, anna], [ANNA])
    assert [each.verdict for each in told] == [Verdict.VALID, Verdict.UNEXPECTED_SIGNER]
    assert "mer än en gång" in told[1].explanation
    assert missing == ()


@pytest.mark.parametrize(
    ('made', 'verdict'),
    [
        (certificate('Olle Obehörig', given='Olle', surname='Obehörig'), Verdict.UNEXPECTED_SIGNER),
        (certificate('Lillby kommun', organisation='Lillby kommun'), Verdict.VALID),
    ],
    ids=['person', 'organisation'],
)
def test_a_seal_is_an_organisations(made: asn1.Certificate, verdict: Verdict) -> None:
    found = SignatureVerification('Sigill', SignatureKind.SEAL, Verdict.VALID, signer='någon')
    assert matched([found], [made], [ANNA])[0][0].verdict is verdict
