"""Trusted lists (ETSI TS 119 612) of the test PKI: a list of the lists, and a state's, signed as the EU's are."""

from __future__ import annotations

import base64
import datetime
from typing import TYPE_CHECKING, Any

from lxml import etree
from signxml.algorithms import DigestAlgorithm
from signxml.xades.xades import XAdESSigner

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki
    from pki.credential import Credential

_T = 'http://uri.etsi.org/02231/v2#'
_S = 'http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#'
_A = 'http://uri.etsi.org/02231/v2/additionaltypes#'
_URI = 'http://uri.etsi.org/TrstSvc'
_STARTS = datetime.datetime(2016, 7, 2, tzinfo=datetime.UTC)
ISSUER = 'Testmyndigheten kvalificerade certifikat'
STAMPER = 'Testmyndigheten kvalificerade tidsstämplar'


def qualifies(*qualifiers: str) -> str:
    """Let the list say of every certificate with non-repudiation what these qualifiers say (5.5.9.2)."""
    named = ''.join(f'<s:Qualifier uri="{_URI}/TrustedList/SvcInfoExt/{each}"/>' for each in qualifiers)
    return (
        f'<ServiceInformationExtensions><Extension Critical="true"><s:Qualifications xmlns:s="{_S}">'
        f'<s:QualificationElement><s:Qualifiers>{named}</s:Qualifiers><s:CriteriaList assert="all">'
        '<s:KeyUsage><s:KeyUsageBit name="nonRepudiation">true</s:KeyUsageBit></s:KeyUsage>'
        '</s:CriteriaList></s:QualificationElement></s:Qualifications></Extension></ServiceInformationExtensions>'
    )


QUALIFIED = qualifies('QCStatement', 'QCForESig', 'QCWithQSCD')


def lay_lists(folder: Path, pki: Pki, *, signer: Credential | None = None, **how: Any) -> Path:
    """Lay a list of the lists and Sweden's in a folder.

    Args:
        folder: where.
        pki: whose services are listed.
        signer: who signs Sweden's list, if not the one that the list of the lists names.
        how: as for `state_list`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'eu-lotl.xml').write_bytes(list_of_lists(pki))
    (folder / 'SE.xml').write_bytes(state_list(pki, signer or pki.erik, **how))
    return folder


def list_of_lists(pki: Pki, *, address: str = 'http://exempel.se/SE.xml', signer: Credential | None = None) -> bytes:
    """The list of the lists, signed by the test PKI's seal; it names Erik as who signs Sweden's list."""
    pointer = (
        '<PointersToOtherTSL><OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity><DigitalId>'
        f'<X509Certificate>{_encoded(pki.erik.certificate_der)}</X509Certificate>'
        f'</DigitalId></ServiceDigitalIdentity></ServiceDigitalIdentities><TSLLocation>{address}</TSLLocation>'
        '<AdditionalInformation><OtherInformation><SchemeTerritory>SE</SchemeTerritory></OtherInformation>'
        f'<OtherInformation><a:MimeType xmlns:a="{_A}">application/vnd.etsi.tsl+xml</a:MimeType></OtherInformation>'
        '</AdditionalInformation></OtherTSLPointer></PointersToOtherTSL>'
    )
    return _signed(_list('EUlistofthelists', 'EU', 'Testkommissionen', pointer, ''), signer or pki.seal)


def state_list(
    pki: Pki,
    signer: Credential,
    *,
    said: str = QUALIFIED,
    status: str = 'granted',
    issued: datetime.datetime | None = None,
    since: datetime.datetime = _STARTS,
) -> bytes:
    """Sweden's list, with the intermediate as issuer and the timestamp authority.

    Args:
        pki: whose services are listed.
        signer: who signs it.
        said: the issuer's extensions.
        status: the issuer's status.
        issued: when the list was; now by itself.
        since: when the issuer's status began.
    """
    from asn1crypto import pem

    _, _, issuer = pem.unarmor(pki.intermediates.read_bytes())
    services = _service('CA/QC', ISSUER, issuer, status, said, since) + _service(
        'TSA/QTST', STAMPER, pki.tsa_certificate, 'granted', '', _STARTS
    )
    providers = (
        '<TrustServiceProviderList><TrustServiceProvider><TSPInformation/>'
        f'<TSPServices>{services}</TSPServices></TrustServiceProvider></TrustServiceProviderList>'
    )
    return _signed(_list('EUgeneric', 'SE', 'Testtillsynen', '', providers, issued), signer)


def _service(kind: str, name: str, certificate: bytes, status: str, said: str, since: datetime.datetime) -> str:
    return (
        f'<TSPService><ServiceInformation><ServiceTypeIdentifier>{_URI}/Svctype/{kind}</ServiceTypeIdentifier>'
        f'<ServiceName><Name xml:lang="en">{name}</Name></ServiceName><ServiceDigitalIdentity><DigitalId>'
        f'<X509Certificate>{_encoded(certificate)}</X509Certificate></DigitalId></ServiceDigitalIdentity>'
        f'<ServiceStatus>{_URI}/TrustedList/Svcstatus/{status}</ServiceStatus>'
        f'<StatusStartingTime>{since:%Y-%m-%dT%H:%M:%SZ}</StatusStartingTime>{said}</ServiceInformation></TSPService>'
    )


def _list(
    kind: str,
    territory: str,
    operator: str,
    pointers: str,
    providers: str,
    issued: datetime.datetime | None = None,
) -> bytes:
    moment = issued or datetime.datetime.now(datetime.UTC)
    due = moment + datetime.timedelta(days=180)
    return (
        f'<TrustServiceStatusList xmlns="{_T}" Id="lista" TSLTag="http://uri.etsi.org/19612/TSLTag"><SchemeInformation>'
        '<TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>42</TSLSequenceNumber>'
        f'<TSLType>{_URI}/TrustedList/TSLType/{kind}</TSLType>'
        f'<SchemeOperatorName><Name xml:lang="sv">{operator}</Name></SchemeOperatorName>'
        '<SchemeInformationURI><URI xml:lang="en">http://exempel.se</URI></SchemeInformationURI>'
        f'<SchemeTerritory>{territory}</SchemeTerritory>{pointers}'
        f'<ListIssueDateTime>{moment:%Y-%m-%dT%H:%M:%SZ}</ListIssueDateTime>'
        f'<NextUpdate><dateTime>{due:%Y-%m-%dT%H:%M:%SZ}</dateTime></NextUpdate>'
        f'</SchemeInformation>{providers}</TrustServiceStatusList>'
    ).encode()


def _signed(content: bytes, who: Credential) -> bytes:
    signer = XAdESSigner(signature_algorithm='ecdsa-sha256', digest_algorithm=DigestAlgorithm.SHA256)
    signed = signer.sign(etree.fromstring(content), key=who.key.read_bytes(), cert=who.certificate.read_text('ascii'))
    return etree.tostring(signed)


def _encoded(certificate: bytes) -> str:
    return base64.b64encode(certificate).decode('ascii')
