"""What the document security store may become after a signature: it gets more proofs, and holds nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asn1crypto import cms, crl, ocsp
from asn1crypto.parser import peek

from docgen.sign.verifying.appended.description_rules import is_date
from docgen.sign.verifying.appended.empty_field_rules import PACKED, PARAMETERS
from docgen.sign.verifying.appended.fault_kinds import FaultKind
from docgen.sign.verifying.appended.pdf_syntax import Ref, Stream, SyntaxFault
from docgen.sign.verifying.appended.stream_filters import unpacked
from docgen.sign.verifying.appended.timestamp_rules import is_certificate
from docgen.sign.verifying.appended.value_shapes import array, dictionary, either, one_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.sign.verifying.appended.revision import Revision, Step

_LISTS = ('/Certs', '/CRLs', '/OCSPs')
_OF_ONE = ('/Cert', '/CRL', '/OCSP')
_SIGNATURE_NAME = re.compile(r'/[0-9A-Fa-f]{40}\Z')
_SHAPE = dictionary({
    '/Length': whole(0, 10**9), '/Filter': either(PACKED, array(PACKED, 1)),
    '/DecodeParms': either(one_of(None), PARAMETERS, array(PARAMETERS, 1)), '/DL': whole(0, 10**9),
})  # fmt: skip
"""What the stream of a proof says of itself."""
_CERTIFICATE = {'/Certs', '/Cert'}
_LIST = {'/CRLs', '/CRL'}
_ANSWER = {'/OCSPs', '/OCSP'}


def judge_proofs(step: Step, before: Any, after: Any) -> None:
    """Judge the document security store (ISO 32000-2, 12.8.4.3): proofs may be added, and nothing else is in it.

    Args:
        step: the update; faults are set down in it.
        before: the catalog's `/DSS` before the update, or a reference to it.
        after: the same after it.
    """
    step.judged(after, 'proofs')
    old, new = step.old.resolved(before), step.new.resolved(after)
    old = old if isinstance(old, dict) else {}
    if new is None and not old:
        return
    if not isinstance(new, dict):
        step.fault(FaultKind.PROOFS, '/DSS')
        return
    if before is None and not new:  # a store without proofs says nothing, and nobody needs it
        step.fault(FaultKind.PROOFS, '/DSS')
    if new != old or not step.changed.isdisjoint(number for _, number in _inside(new)):
        step.proofs = True
    for key in sorted(set(new) - {'/Type', '/VRI', *_LISTS}):
        step.fault(FaultKind.PROOFS, key)
    if new.get('/Type', '/DSS') != '/DSS':
        step.fault(FaultKind.PROOFS, '/Type')
    for key in _LISTS:
        _proofs(step, key, old.get(key), new.get(key))
        if _lost(step, old.get(key), new.get(key)):
            step.fault(FaultKind.PROOFS, key)
    _judge_each(step, old.get('/VRI'), new.get('/VRI'))


def _inside(entries: dict[str, Any]) -> Iterator[tuple[str, int]]:
    return ((key, value.number) for key, value in entries.items() if isinstance(value, Ref))


def _judge_each(step: Step, before: Any, after: Any) -> None:
    """Judge the proofs that are listed for one signature each."""
    step.judged(after, 'proofs_by_signature')
    old, new = step.old.resolved(before), step.new.resolved(after)
    old = old if isinstance(old, dict) else {}
    if new is None and not old:
        return
    if not isinstance(new, dict):
        step.fault(FaultKind.PROOFS, '/VRI')
        return
    for name in sorted(set(old) - set(new)):
        step.fault(FaultKind.PROOFS, name)
    for name, value in new.items():
        if name == '/Type' and value == '/VRI':
            continue
        step.judged(value, 'proofs_of_signature')
        entries = step.new.resolved(value)
        known = isinstance(entries, dict) and not set(entries) - {'/Type', '/TU', '/TS', *_OF_ONE}
        known = known and entries.get('/Type', '/VRI') == '/VRI'
        if not _SIGNATURE_NAME.match(name) or not known:
            step.fault(FaultKind.PROOFS, name)
            continue
        for key in _OF_ONE:
            _proofs(step, key, step.old.entry(old, name, key), entries.get(key))
        made = step.new.entry(entries, '/TU')
        if made is not None and not is_date(made):
            step.fault(FaultKind.PROOFS, '/TU')
        step.judged(entries.get('/TS'), 'proof_list')
        stamp = step.new.entry(entries, '/TS')
        if stamp is not None and not is_proof(stamp, '/TS', step.new):
            step.fault(FaultKind.PROOFS, '/TS')


def is_proof(value: Any, key: str, revision: Revision) -> bool:
    """Whether a value is a stream of one certificate, list, answer or timestamp in DER, and no more.

    Args:
        value: the value.
        key: the key that it is listed under, which says what it must be.
        revision: the state of the file that it lies in.
    """
    if not isinstance(value, Stream) or not _SHAPE(revision, value.entries):
        return False
    try:
        data = unpacked(value)
        length = peek(data)
        return not data[length:].strip(b'\r\n\0 ') and _reads(data[:length], key)
    except (SyntaxFault, ValueError, TypeError, KeyError):
        return False


def _reads(data: bytes, key: str) -> bool:
    """Whether bytes can be read as what a key says, as far as those parts go which a judge of it needs.

    Raises:
        ValueError: they are something else; so do a TypeError and a KeyError say.
    """
    if key in _CERTIFICATE:
        return is_certificate(data)
    if key in _LIST:
        listed = crl.CertificateList.load(data)
        body = listed['tbs_cert_list']
        return (
            bool(body['issuer'].native) and body['this_update'].native is not None and bool(listed['signature'].native)
        )
    if key in _ANSWER:
        return _answers(data)
    return bool(cms.ContentInfo.load(data)['content_type'].native == 'signed_data')


def _answers(data: bytes) -> bool:
    """Whether an answer (OCSP) can be read, be it in its envelope or bare."""
    try:
        answer = ocsp.OCSPResponse.load(data)
        if answer['response_status'].native != 'successful':
            return bool(answer['response_bytes'].native is None)
        basic = answer['response_bytes']['response'].parsed
    except (ValueError, TypeError, KeyError):
        basic = ocsp.BasicOCSPResponse.load(data)
    body = basic['tbs_response_data']
    return body['produced_at'].native is not None and len(body['responses']) > 0


def _proofs(step: Step, key: str, before: Any, value: Any) -> None:
    """Judge the list of proofs under a key; `before` is what it was."""
    step.judged(value, 'proof_list')
    listed, old = step.new.resolved(value), step.old.resolved(before)
    if listed is None:
        return
    if not isinstance(listed, list):
        step.fault(FaultKind.PROOFS, 'proof_list')
        return
    known = old if isinstance(old, list) else []
    for each in listed:
        proof = step.new.resolved(each)
        kept = each in known and not (isinstance(each, Ref) and each.number in step.changed | step.added)
        if kept or (proof is None and isinstance(each, Ref)):
            continue
        if not is_proof(proof, key, step.new):
            step.fault(FaultKind.PROOFS, 'proof_list')


def _lost(step: Step, before: Any, after: Any) -> bool:
    """Whether a proof is gone from a list, be it written in another object now."""
    return bool(_contents(step.old, before) - _contents(step.new, after))


def _contents(revision: Revision, value: Any) -> set[bytes]:
    listed = revision.resolved(value)
    proofs = (revision.resolved(each) for each in listed) if isinstance(listed, list) else ()
    return {_unpacked(each) for each in proofs if isinstance(each, Stream)}


def _unpacked(stream: Stream) -> bytes:
    try:
        return unpacked(stream)
    except SyntaxFault:
        return stream.raw
