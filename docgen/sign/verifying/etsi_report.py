"""The verdict for other systems: a validation report after ETSI TS 119 102-2, with a report of each signature.

Its indications are those of ETSI EN 319 102-1, 5.1.3; docgen's own verdict stands beside each of them. Certificates are
named by their digests: they may hold personal identity numbers.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pyhanko.generated.etsi import ts_11910202 as etsi
from pyhanko.generated.etsi import xades
from pyhanko.generated.w3c import xmldsig_core
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.formats.dataclass.serializers.config import SerializerConfig
from xsdata.models.datatype import XmlDateTime

from docgen.sign.certificate import shown
from docgen.sign.verifying.embedded_signatures import TooMuchError, find_signatures
from docgen.sign.verifying.forgiving_reader import HOSTILE
from docgen.sign.verifying.signature_verdicts import certificate_of
from docgen.sign.verifying.validation_report import put_in_place
from docgen.sign.verifying.verdicts import DocumentVerdict, SignatureKind
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict
from docgen.sign.verifying.verification_text import explanation

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from docgen.sign.verifying.embedded_signatures import Embedded
    from docgen.sign.verifying.verdicts import DocumentVerification, SignatureVerification

_PASSED = 'urn:etsi:019102:mainindication:total-passed'
_FAILED = 'urn:etsi:019102:mainindication:total-failed'
_INDETERMINATE = 'urn:etsi:019102:mainindication:indeterminate'
_INDICATIONS: dict[Verdict, tuple[str, str]] = {
    Verdict.VALID: (_PASSED, ''),
    Verdict.BROKEN: (_FAILED, 'HASH_FAILURE'),
    Verdict.CHANGED_AFTER_SIGNING: (_FAILED, 'FORMAT_FAILURE'),
    Verdict.UNREADABLE: (_INDETERMINATE, 'GENERIC'),
    Verdict.WEAK_ALGORITHM: (_INDETERMINATE, 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'),
    Verdict.REVOKED: (_INDETERMINATE, 'REVOKED_NO_POE'),
    Verdict.NOT_YET_VALID: (_INDETERMINATE, 'NOT_YET_VALID'),
    Verdict.EXPIRED: (_INDETERMINATE, 'OUT_OF_BOUNDS_NO_POE'),
    Verdict.UNEXPECTED_SIGNER: (_INDETERMINATE, 'SIG_CONSTRAINTS_FAILURE'),
    Verdict.VALID_BUT_UNTRUSTED: (_INDETERMINATE, 'NO_CERTIFICATE_CHAIN_FOUND'),
    Verdict.UNSUITABLE_CERTIFICATE: (_INDETERMINATE, 'CHAIN_CONSTRAINTS_FAILURE'),
    Verdict.TIMESTAMP_INVALID: (_INDETERMINATE, 'SIG_CONSTRAINTS_FAILURE'),
    Verdict.TIMESTAMP_MISSING: (_INDETERMINATE, 'SIG_CONSTRAINTS_FAILURE'),
    Verdict.REVOCATION_UNKNOWN: (_INDETERMINATE, 'TRY_LATER'),
}
"""Main indication and sub-indication for each verdict on a signature."""
_DIGEST = 'http://www.w3.org/2001/04/xmlenc#sha256'
_OWN = 'urn:docgen:verdict'
_LONGEST = 10_000
"""Characters of a sentence, which may quote the file."""
_NAMESPACES = {
    'vr': 'http://uri.etsi.org/19102/v1.2.1#',
    'XAdES': 'http://uri.etsi.org/01903/v1.3.2#',
    'ds': 'http://www.w3.org/2000/09/xmldsig#',
}


def write_etsi_report(found: DocumentVerification, data: bytes, out: Path) -> None:
    """Write the report; a file that is there is replaced at once or not at all.

    Args:
        found: what the verification came to.
        data: the bytes of the file that was verified.
        out: where to write.

    Raises:
        UsageError: `output-unwritable`.
    """
    put_in_place(etsi_report(found, data), out, '--report-xml')


def etsi_report(found: DocumentVerification, data: bytes) -> bytes:
    """Give the report as XML in UTF-8.

    Args:
        found: what the verification came to.
        data: the bytes of the file that was verified.
    """
    try:
        embedded = find_signatures(data).signatures if found.signatures else ()
    except (*HOSTILE, TooMuchError):
        embedded = ()
    objects: dict[str, etsi.ValidationObjectType] = {}
    reports = [
        _signature(one, each, found, data, objects) for one, each in zip(embedded, found.signatures, strict=True)
    ] or [_none(found, data)]
    report = etsi.ValidationReport(
        signature_validation_report=tuple(reports),
        signature_validation_objects=etsi.ValidationObjectListType(tuple(objects.values())) if objects else None,
    )
    rendered = XmlSerializer(config=SerializerConfig(indent='  ')).render(report, ns_map=dict(_NAMESPACES))
    return rendered.encode()


def _signature(
    embedded: Embedded,
    each: SignatureVerification,
    found: DocumentVerification,
    data: bytes,
    objects: dict[str, etsi.ValidationObjectType],
) -> etsi.SignatureValidationReportType:
    main, sub = _INDICATIONS[each.verdict]
    if each.kind is SignatureKind.SIGNATURE and found.verdict is DocumentVerdict.NOT_ALL_SIGNED and main == _PASSED:
        main, sub = _INDETERMINATE, 'SIG_CONSTRAINTS_FAILURE'
    return etsi.SignatureValidationReportType(
        signature_identifier=etsi.SignatureIdentifierType(
            digest_alg_and_value=_digest(_signed_attributes(embedded)),
            signature_value=xmldsig_core.SignatureValue(_value(embedded)),
            hash_only=False,
            doc_hash_only=False,
        ),
        validation_time_info=etsi.ValidationTimeInfoType(
            validation_time=_time(found.at),
            best_signature_time=_proof(each, found),
        ),
        signers_document=etsi.SignersDocumentType(digest_alg_and_value=_digest(_signed_bytes(embedded, data))),
        signer_information=_signer(embedded, each, objects),
        signature_validation_process=etsi.SignatureValidationProcessType(
            signature_validation_process_id='urn:docgen:validationprocess'
        ),
        signature_validation_status=etsi.ValidationStatusType(
            main_indication=main,
            sub_indication=(f'urn:etsi:019102:subindication:{sub}',) if sub else (),
            associated_validation_report_data=(_own_words(each.verdict.value, explanation(each), found),),
        ),
    )


def _none(found: DocumentVerification, data: bytes) -> etsi.SignatureValidationReportType:
    """The report on a file in which no signature can be judged."""
    return etsi.SignatureValidationReportType(
        validation_time_info=etsi.ValidationTimeInfoType(validation_time=_time(found.at)),
        signers_document=etsi.SignersDocumentType(digest_alg_and_value=_digest(data)),
        signature_validation_status=etsi.ValidationStatusType(
            main_indication='urn:etsi:019102:mainindication:noSignatureFound',
            associated_validation_report_data=(_own_words(found.verdict.value, found.explanation, found),),
        ),
    )


def _own_words(verdict: str, why: str, found: DocumentVerification) -> etsi.ValidationReportDataType:
    """docgen's verdict on the signature and on the file, why, and what was changed."""
    told = {'signature': verdict, 'document': found.verdict.value, 'explanation': why, 'software': found.software}
    data = [
        etsi.TypedDataType(type_value=f'{_OWN}:{key}', value=shown(text, _LONGEST))
        for key, text in told.items()
        if text
    ]
    data += [etsi.TypedDataType(type_value=f'{_OWN}:change', value=shown(each, _LONGEST)) for each in found.changes]
    data += [etsi.TypedDataType(type_value=f'{_OWN}:missing', value=shown(each.name)) for each in found.missing]
    data += [etsi.TypedDataType(type_value=f'{_OWN}:pages-compared-by', value=each) for each in found.looked]
    return etsi.ValidationReportDataType(
        additional_validation_report_data=etsi.AdditionalValidationReportDataType(tuple(data))
    )


def _signer(
    embedded: Embedded, each: SignatureVerification, objects: dict[str, etsi.ValidationObjectType]
) -> etsi.SignerInformationType | None:
    certificate = certificate_of(embedded)
    if certificate is None:
        return None
    encoded = certificate.dump()
    name = f'certificate-{hashlib.sha256(encoded).hexdigest()}'
    objects[name] = etsi.ValidationObjectType(
        id=name,
        object_type='urn:etsi:019102:validationObject:certificate',
        validation_object_representation=etsi.ValidationObjectRepresentationType(digest_alg_and_value=_digest(encoded)),
    )
    return etsi.SignerInformationType(
        signer_certificate=etsi.VOReferenceType(voreference=(name,)), signer=shown(each.signer) or None
    )


def _proof(each: SignatureVerification, found: DocumentVerification) -> etsi.POEType:
    """The time that is proven, else the time of the validation itself."""
    return etsi.POEType(poetime=_time(each.proven_at or found.at), type_of_proof='urn:etsi:019102:poetype:validation')


def _signed_bytes(embedded: Embedded, data: bytes) -> bytes:
    """The bytes that a signature covers; the whole file where that cannot be read."""
    try:
        _, start, rest, length = (int(number) for number in embedded.value['/ByteRange'])
    except HOSTILE:
        return data
    return data[:start] + data[rest : rest + length]


def _signed_attributes(embedded: Embedded) -> bytes:
    try:
        return bytes(embedded.signature.signer_info['signed_attrs'].dump()) if embedded.signature is not None else b''
    except HOSTILE:
        return b''


def _value(embedded: Embedded) -> bytes:
    try:
        return bytes(embedded.signature.signer_info['signature'].native) if embedded.signature is not None else b''
    except HOSTILE:
        return b''


def _digest(data: bytes) -> xades.DigestAlgAndValueType:
    return xades.DigestAlgAndValueType(
        digest_method=xmldsig_core.DigestMethod(algorithm=_DIGEST),
        digest_value=xmldsig_core.DigestValue(hashlib.sha256(data).digest()),
    )


def _time(moment: datetime.datetime) -> XmlDateTime:
    return XmlDateTime.from_datetime(moment.replace(microsecond=0))
