"""What a file says of itself after a signature: document information, XMP, proofs for signatures, versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asn1crypto.parser import peek
from lxml import etree

from docgen.sign.verifying.appended.fault_kinds import FaultKind
from docgen.sign.verifying.appended.pdf_syntax import Ref, Stream, SyntaxFault
from docgen.sign.verifying.appended.revision import text_of
from docgen.sign.verifying.appended.stream_filters import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.sign.verifying.appended.revision import Revision, Step

_DATES_IN_XMP = frozenset((
    '{http://ns.adobe.com/xap/1.0/}ModifyDate',
    '{http://ns.adobe.com/xap/1.0/}MetadataDate',
))  # fmt: skip
_NAMES_IN_XMP = frozenset((
    '{http://ns.adobe.com/pdf/1.3/}Producer',
    '{http://ns.adobe.com/xap/1.0/mm/}InstanceID',
    '{http://ns.adobe.com/xap/1.0/mm/}VersionID',
))  # fmt: skip
_EXTENSIONS = '{http://www.aiim.org/pdfa/ns/extension/}'
"""Descriptions of schemas, which some programs write in another form or in part; they say nothing of the document."""
_RDF = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}'
_DESCRIPTION = f'{_RDF}Description'
_LARGEST = 5_000_000
_LISTS = ('/Certs', '/CRLs', '/OCSPs')
_OF_ONE = ('/Cert', '/CRL', '/OCSP')
_OF_PROOF = frozenset(('/Length', '/Filter', '/DecodeParms', '/DL'))
_SIGNATURE_NAME = re.compile(r'/[0-9A-Fa-f]{40}\Z')
_DATE = re.compile(r"(?:D:)?\d{4,14}(?:Z?|[+-]\d\d'?(?:\d\d'?)?|Z00'00'?)\Z")
_XMP_DATE = re.compile(r'[\d:TZ.+ -]{4,40}\Z')
_MOST_NAMING = 100
"""Letters of an identifier."""
_VERSION = re.compile(r'/[12]\.\d\Z')
_EXTENSION = '/DeveloperExtensions'
_OF_EXTENSION = frozenset(('/Type', '/BaseVersion', '/ExtensionLevel', '/URL', '/ExtensionRevision'))


def judge_information(step: Step) -> None:
    """Judge the document information: a program that appends may write when, and what it is called (14.3.3)."""
    before, after = step.old.trailer.get('/Info'), step.new.trailer.get('/Info')
    step.judged(after, 'information')
    old, new = step.old.resolved(before), step.new.resolved(after)
    if new is None and old is not None and after is None:
        step.fault(FaultKind.INFORMATION, '/Info')
        return
    old, new = (each if isinstance(each, dict) else {} for each in (old, new))
    for key in step.other_keys(old, new):
        if key == '/Producer' and isinstance(step.new.entry(new, key), bytes):
            step.remarks.add(key)
        elif key == '/ModDate' and is_date(step.new.entry(new, key)):
            continue
        elif _said(step.old, old, key) != _said(step.new, new, key):
            step.fault(FaultKind.INFORMATION, key)


def is_date(value: Any) -> bool:
    """Whether a value is a date (7.9.4), and so says nothing else."""
    return _DATE.match(text_of(value)) is not None


def _said(revision: Revision, entries: dict[str, Any], key: str) -> Any:
    value = revision.entry(entries, key)
    return text_of(value) if isinstance(value, bytes) else value


def judge_metadata(step: Step, before: Any, after: Any) -> None:
    """Judge the XMP packet: it may be written anew with other dates, but says the same.

    Args:
        step: the update; faults are set down in it.
        before: the catalog's `/Metadata` before the update, or a reference to it.
        after: the same after it.
    """
    step.judged(after, 'metadata')
    old, new = step.old.resolved(before), step.new.resolved(after)
    if old == new:
        return
    if not isinstance(new, Stream):
        step.fault(FaultKind.METADATA)
        return
    try:
        said = _packet(old) if isinstance(old, Stream) else []
        says = _packet(new)
    except (SyntaxFault, ValueError, etree.XMLSyntaxError):
        step.fault(FaultKind.METADATA)
        return
    described = {text for name, texts in said if name.startswith(_EXTENSIONS) for text in texts}
    describes = {text for name, texts in says if name.startswith(_EXTENSIONS) for text in texts}
    kept, now = ([each for each in told if _counts(*each)] for told in (said, says))
    strange = set(new.entries) - {'/Type', '/Subtype', '/Length', '/Filter', '/DecodeParms'}
    before = old.entries if isinstance(old, Stream) else {}
    kinds = (('/Type', '/Metadata'), ('/Subtype', '/XML'))
    renamed = any(new.entries.get(key, before.get(key, kind)) not in (kind, before.get(key)) for key, kind in kinds)
    dropped = any(key in before and key not in new.entries for key, _ in kinds)
    if kept != now or describes - described or strange or renamed or dropped:
        step.fault(FaultKind.METADATA)


def _packet(stream: Stream) -> list[tuple[str, tuple[str, ...]]]:
    """Each property with its texts; XMP may be written with elements or with attributes (ISO 16684-1, 7.9.2.2)."""
    data = unpacked(stream)
    if len(data) > _LARGEST:
        raise SyntaxFault(0)
    packet = etree.fromstring(data.strip(b'\0'), etree.XMLParser(resolve_entities=False, no_network=True))
    return sorted(_said_in(packet))


def _said_in(packet: etree._Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    roots = list(packet.iter(f'{_RDF}RDF'))
    for beside in packet if packet not in roots else ():
        if isinstance(beside.tag, str) and beside not in roots:
            yield str(beside.tag), tuple(sorted(_texts(beside)))
    # Which document it is about; several descriptions may be written as one.
    for about in {description.get(f'{_RDF}about', '') for root in roots for description in root.iter(_DESCRIPTION)}:
        if about:
            yield f'about {about}', ()
    for description in (each for root in roots for each in root):
        if not isinstance(description.tag, str):
            continue
        if description.tag != _DESCRIPTION:
            yield str(description.tag), tuple(sorted(_texts(description)))
            continue
        for name, value in description.attrib.items():
            yield str(name), (str(value).strip(),)
        for element in description:
            if isinstance(element.tag, str):
                yield element.tag, tuple(sorted(_texts(element)))


def _texts(element: etree._Element) -> Iterator[str]:
    for each in element.iter('*'):
        text = (each.text or '').strip()
        if text:
            yield text
        behind = (each.tail or '').strip()
        if behind:
            yield behind
        yield from (str(value).strip() for name, value in each.attrib.items() if not str(name).startswith(_RDF))


def _counts(name: str, texts: tuple[str, ...]) -> bool:
    """Whether a property must stay as it is: dates of writing and what a file is called inside need not."""
    if name in _DATES_IN_XMP:
        return not all(_XMP_DATE.match(each) for each in texts)
    if name in _NAMES_IN_XMP:
        return any(len(each) > _MOST_NAMING for each in texts)
    return not name.startswith((_EXTENSIONS, _RDF))


def judge_versions(step: Step, key: str, after: Any) -> None:
    """Judge `/Version` and `/Extensions` of the catalog (7.2.2, 7.12), which a program may raise for what it writes.

    Args:
        step: the update; faults are set down in it.
        key: `/Version` or `/Extensions`.
        after: the catalog's entry after the update.
    """
    step.judged(after, 'extensions')
    value = step.new.resolved(after)
    step.remarks.add(key)
    if key == '/Version':
        if not (isinstance(value, str) and _VERSION.match(value)):
            step.fault(FaultKind.CATALOG, key)
        return
    for name, each in value.items() if isinstance(value, dict) else ():
        entries = step.new.resolved(each)
        for one in entries if isinstance(entries, list) else [entries]:
            said = step.new.resolved(one)
            known = isinstance(said, dict) and not set(said) - _OF_EXTENSION
            known = known and said.get('/Type', _EXTENSION) == _EXTENSION
            if name != '/Type' and not known:
                step.fault(FaultKind.CATALOG, key)
    if not isinstance(value, dict):
        step.fault(FaultKind.CATALOG, key)


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
    if new != old or not step.changed.isdisjoint(number for _, number in _inside(new)):
        step.proofs = True
    for key in sorted(set(new) - {'/Type', '/VRI', *_LISTS}):
        step.fault(FaultKind.PROOFS, key)
    if new.get('/Type', '/DSS') != '/DSS':
        step.fault(FaultKind.PROOFS, '/Type')
    for key in _LISTS:
        _proofs(step, old.get(key), new.get(key))
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
            _proofs(step, step.old.entry(old, name, key), entries.get(key))


def _is_proof(stream: Stream) -> bool:
    """Whether a stream holds what certificates, lists and answers are: one value in DER, and no more."""
    try:
        data = unpacked(stream)
        length = peek(data)
    except (SyntaxFault, ValueError):
        return False
    return data.startswith(b'0') and not data[length:].strip(b'\r\n\0 ')


def _proofs(step: Step, before: Any, value: Any) -> None:
    """Judge a list of proofs; `before` is what it was."""
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
        if not isinstance(proof, Stream) or set(proof.entries) - _OF_PROOF or not _is_proof(proof):
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
