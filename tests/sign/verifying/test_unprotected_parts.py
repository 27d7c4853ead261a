"""What anybody can write into a signature's own bytes, where no digest reaches, is not passed over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from asn1crypto import cms, core, parser, pdf
from asn1crypto.x509 import Certificate

from docgen.sign.verifying.embedded_signatures import find_signatures
from docgen.sign.verifying.unprotected_parts import CONTENT, NOT_DER

if TYPE_CHECKING:
    from collections.abc import Callable

    from pki.authority import Pki

    from sign.verifying.conftest import Lab

_SAYS = "TILLÄGG: gäller inte"


def _edited(content: bytes, edit: Callable[[Any], bytes | None]) -> bytes:
    """A file with the bytes of its last signature edited."""
    start, end = (int(each) for each in re.findall(rb'/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)', content)[-1])
    message = cms.ContentInfo.load(bytes.fromhex(content[start + 1 : end - 1].decode()))
    made = edit(message['content']) or message.dump(force=True)
    whole = made if made.startswith(b'\x30') else message.dump(force=True)
    return content[: start + 1] + whole.hex().encode().ljust(end - start - 2, b'0') + content[end - 1 :]


def _with_attribute(kind: str, *values: Any) -> Callable[[Any], None]:
    def edit(message: Any) -> None:
        signer = message['signer_infos'][0]
        before = [] if isinstance(signer['unsigned_attrs'], core.Void) else list(signer['unsigned_attrs'])
        signer['unsigned_attrs'] = cms.CMSAttributes([*before, cms.CMSAttribute({'type': kind, 'values': values})])

    return edit


def _beyond_its_form() -> Any:
    return pdf.RevocationInfoArchival({'other_rev_info': [{'type': '1.2.3', 'value': _SAYS.encode()}]})


def _reference_of_words() -> Any:
    return core.SequenceOf([core.SequenceOf([core.OctetString(_SAYS.encode())], spec=core.OctetString)], spec=core.Any)


def _other_certificate(message: Any) -> None:
    other = cms.OtherCertificateFormat({'other_cert_format': '1.2.3.4', 'other_cert': core.UTF8String(_SAYS)})
    message['certificates'].append(cms.CertificateChoices(name='other', value=other))


def _other_revocation_data(message: Any) -> None:
    other = cms.OtherRevocationInfoFormat(
        {'other_rev_info_format': '1.2.3.4', 'other_rev_info': core.UTF8String(_SAYS)}
    )
    message['crls'] = cms.RevocationInfoChoices([cms.RevocationInfoChoice(name='other', value=other)])


def _method_with_words(message: Any) -> None:
    message['digest_algorithms'] = cms.DigestAlgorithms([{'algorithm': 'md5', 'parameters': core.UTF8String(_SAYS)}])


def _method_with_a_number(message: Any) -> None:
    spoken = int.from_bytes(_SAYS.encode(), 'big')
    message['digest_algorithms'] = cms.DigestAlgorithms(
        [{'algorithm': 'shake256_len', 'parameters': core.Integer(spoken)}]
    )


def _own_content(message: Any) -> None:
    message['encap_content_info'] = {'content_type': 'data', 'content': _SAYS.encode()}


def _without_length(message: Any) -> bytes:
    whole = cms.ContentInfo({'content_type': 'signed_data', 'content': message}).dump(force=True)
    content: bytes = parser.parse(whole)[4]
    return b'\x30\x80' + content + b'\0\0'


@pytest.mark.parametrize(
    ('edit', 'why'),
    [
        (_with_attribute('1.2.3.4.5', core.UTF8String(_SAYS)), "1.2.3.4.5"),
        (_with_attribute('1.2.3.4.6', core.Integer(1, implicit=0)), "1.2.3.4.6"),
        (_with_attribute('1.2.840.113549.1.9.16.2.23', core.UTF8String(_SAYS)), "9.16.2.23"),
        (_with_attribute('1.2.840.113549.1.9.16.2.24', core.Integer(1)), "9.16.2.24"),
        (_with_attribute('1.2.840.113583.1.1.8', _beyond_its_form()), "113583.1.1.8"),
        (_with_attribute('1.2.840.113549.1.9.16.2.21', _reference_of_words()), "9.16.2.21"),
        (_with_attribute('0.4.0.1733.2.5', core.OctetString(bytes(20))), "0.4.0.1733.2.5"),
        (_other_certificate, "certifikat eller spärruppgifter"),
        (_other_revocation_data, "certifikat eller spärruppgifter"),
        (_method_with_words, "metod"),
        (_method_with_a_number, "metod"),
        (_own_content, CONTENT),
        (_without_length, NOT_DER),
    ],
    ids=[
        'unknown',
        'unknown form',
        'certificates that are none',
        'proofs that are none',
        'other data of Adobe',
        'references of words',
        'hashes of no stamp',
        'other certificate',
        'other proof',
        'method with words',
        'method with a number',
        'content',
        'another encoding',
    ],
)
def test_what_nobody_signed_makes_a_signature_one_that_cannot_be_judged(
    edit: Callable[[Any], bytes | None], why: str, lab: Lab
) -> None:
    *before, last = find_signatures(_edited(lab.portal, edit)).signatures
    assert why in last.unreadable
    assert (last.broken, last.detached) == ('', False)
    assert not any(each.broken or each.unreadable for each in before)


def test_what_belongs_there_harms_nothing(lab: Lab, pki: Pki) -> None:
    certificate = Certificate.load(pki.erik.certificate_der)
    stamp = next(each for each in find_signatures(lab.signed).signatures if each.is_timestamp)
    assert stamp.signature is not None
    token = cms.ContentInfo.load(stamp.signature.pkcs7_content)
    for edit in (
        _with_attribute('1.2.840.113549.1.9.16.2.23', core.SequenceOf([certificate], spec=Certificate)),
        _with_attribute('0.4.0.1733.2.4', token),
        lambda message: message['certificates'].append(cms.CertificateChoices(name='certificate', value=certificate)),
    ):
        assert not any(each.broken or each.unreadable for each in find_signatures(_edited(lab.portal, edit)).signatures)
