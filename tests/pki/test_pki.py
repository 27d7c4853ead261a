"""The test PKI is what it says: pyHanko signs with it, and judges each certificate as its name tells."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pikepdf
import pkcs11
import pytest
from pki.authority import PERSONAL_NUMBER
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, signers, timestamps
from pyhanko.sign.ades.report import AdESStatus
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

if TYPE_CHECKING:
    from pki.authority import Pki
    from pki.credential import Credential


def blank_page() -> io.BytesIO:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made


def root_of(pki: Pki) -> Any:
    return load_cert_from_pemder(str(pki.roots / 'root.pem'))  # type: ignore[no-untyped-call]


def trust(pki: Pki) -> ValidationContext:
    return ValidationContext(trust_roots=[root_of(pki)], allow_fetching=True, revocation_mode='require')


def signer_of(credential: Credential) -> Any:
    passphrase = credential.passphrase_file.read_text('utf-8').rstrip('\n').encode()
    return signers.SimpleSigner.load_pkcs12(str(credential.p12), passphrase=passphrase)  # type: ignore[no-untyped-call]


def sign(signer: Any, tsa_url: str | None = None, context: ValidationContext | None = None) -> io.BytesIO:
    """B-B; B-T with a timestamp authority; B-LTA with both."""
    metadata = PdfSignatureMetadata(
        field_name='Underskrift',
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=context is not None,
        use_pades_lta=context is not None,
        validation_context=context,
    )
    stamper = timestamps.HTTPTimeStamper(tsa_url, timeout=1) if tsa_url else None
    signed = io.BytesIO()
    pdf_signer = signers.PdfSigner(metadata, signer, timestamper=stamper)
    pdf_signer.sign_pdf(IncrementalPdfFileWriter(blank_page()), output=signed)
    return signed


def status_of(signed: io.BytesIO, pki: Pki) -> Any:
    signature = PdfFileReader(signed).embedded_signatures[0]
    return validate_pdf_signature(signature, trust(pki), trust(pki))


def offline(signed: io.BytesIO, pki: Pki, moment: datetime) -> AdESStatus:
    """What a verifier that has nothing but the file and the root says at this moment."""
    never = RevinfoOnlineFetchingRule.LOCAL_ONLY
    policy = CertValidationPolicySpec(SimpleTrustManager.build([root_of(pki)]), CertRevTrustPolicy(REQUIRE_REVINFO))
    spec = SignatureValidationSpec(policy, RevocationInfoGatheringSpec(never))
    timing = ValidationTimingInfo(moment, moment, point_in_time_validation=True)
    signature = PdfFileReader(signed).embedded_signatures[0]
    result = asyncio.run(ades_lta_validation(signature, PdfSignatureValidationSpec(spec), timing))
    return result.ades_subindic.status


def services(asked: list[str]) -> set[str]:
    return {path.split('/')[2] for path in asked}


@pytest.mark.parametrize('label', ['anna', 'erik'])
def test_a_signature_with_archive_timestamp_is_valid_offline(pki: Pki, label: str) -> None:
    with pki.server.watch() as asked:
        signed = sign(signer_of(getattr(pki, label)), pki.tsa_url, trust(pki))
    assert services(asked) == {'ocsp', 'crls', 'tsa'}
    with pki.server.watch() as asked:
        assert offline(signed, pki, datetime.now(UTC)) is AdESStatus.PASSED
    assert asked == []


def test_the_archive_timestamp_holds_after_the_certificates_have_ended(pki: Pki) -> None:
    signed = sign(signer_of(pki.erik), pki.tsa_url, trust(pki))
    assert offline(signed, pki, datetime.now(UTC) + timedelta(days=730)) is AdESStatus.PASSED
    after_the_authority_has_ended_too = datetime.now(UTC) + timedelta(days=2000)
    assert offline(signed, pki, after_the_authority_has_ended_too) is AdESStatus.INDETERMINATE


@pytest.mark.parametrize('label', ['anna', 'erik', 'olle', 'seal'])
def test_a_certificate_that_nothing_is_wrong_with_is_trusted(pki: Pki, label: str) -> None:
    status = status_of(sign(signer_of(getattr(pki, label))), pki)
    assert status.bottom_line, status.pretty_print_details()


@pytest.mark.parametrize(
    ('label', 'problem'),
    [
        ('revoked', 'REVOKED_NO_POE'),
        ('expired', 'OUT_OF_BOUNDS_NO_POE'),
        ('not_yet_valid', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'),
        ('self_signed', 'CHAIN_CONSTRAINTS_FAILURE'),
        ('untrusted', 'NO_CERTIFICATE_CHAIN_FOUND'),
    ],
)
def test_a_bad_certificate_is_bad_in_the_way_that_its_name_tells(pki: Pki, label: str, problem: str) -> None:
    credential: Credential = getattr(pki, label)
    assert credential.name == "Anna Exempel"
    status = status_of(sign(signer_of(credential)), pki)
    assert (status.intact, status.valid, status.bottom_line) == (True, True, False)
    assert status.trust_problem_indic.name == problem
    assert status.revoked == (label == 'revoked')


def test_a_timestamp_of_an_unknown_authority_is_not_trusted(pki: Pki) -> None:
    status = status_of(sign(signer_of(pki.anna), pki.untrusted_tsa_url), pki)
    assert status.trusted
    assert not status.timestamp_validity.trusted


def test_the_token_signs_with_the_key_on_it(pki: Pki) -> None:
    token = pkcs11.lib(str(pki.token.library)).get_token(token_label=pki.token.label)
    with token.open(user_pin=pki.token.pin_file.read_text('utf-8').strip()) as session:
        intermediate = load_cert_from_pemder(str(pki.intermediates))  # type: ignore[no-untyped-call]
        signer = PKCS11Signer(session, cert_label=pki.token.key_label, ca_chain=[intermediate])
        signed = sign(signer)
    assert status_of(signed, pki).bottom_line


def test_the_token_does_not_open_with_another_pin(pki: Pki) -> None:
    token = pkcs11.lib(str(pki.token.library)).get_token(token_label=pki.token.label)
    with pytest.raises(pkcs11.exceptions.PinIncorrect):
        token.open(user_pin=pki.token.wrong_pin_file.read_text('utf-8').strip())


@pytest.mark.parametrize('fault', ['tsa_that_hangs', 'tsa_with_rubbish', 'tsa_that_refuses', 'tsa_of_nobody'])
def test_an_authority_that_fails_ends_the_signing_within_its_time(pki: Pki, fault: str) -> None:
    # What is no timestamp at all, pyHanko lets the ASN.1 parser complain about.
    with pytest.raises((timestamps.TimestampRequestError, ValueError)):
        sign(signer_of(pki.anna), getattr(pki, fault))


def test_services_can_be_turned_off_for_a_while(pki: Pki) -> None:
    signed = sign(signer_of(pki.anna))
    with pki.server.down('ocsp', 'crls'):
        assert not status_of(signed, pki).bottom_line
    assert status_of(signed, pki).bottom_line


def test_services_can_be_put_at_another_time(pki: Pki) -> None:
    then = datetime.now(UTC).replace(microsecond=0) - timedelta(days=20)
    with pki.server.at(then):
        signed = sign(signer_of(pki.anna), pki.tsa_url)
    assert status_of(signed, pki).timestamp_validity.timestamp == then


def test_a_personal_identity_number_lies_in_the_signature(pki: Pki) -> None:
    subject = signer_of(pki.anna).signing_cert.subject.native
    assert (subject['common_name'], subject['serial_number']) == ("Anna Exempel", PERSONAL_NUMBER)
    assert PERSONAL_NUMBER.encode().hex().encode() in sign(signer_of(pki.anna)).getvalue().lower()
