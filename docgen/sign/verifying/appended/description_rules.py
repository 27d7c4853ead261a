"""What a file says of itself after a signature: document information, versions and extensions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.fault_kinds import FaultKind
from docgen.sign.verifying.appended.revision import text_of

if TYPE_CHECKING:
    from docgen.sign.verifying.appended.revision import Revision, Step

LONGEST_PRODUCER = 300
"""Letters that a program's name may have; iText writes it twice, with its licence."""
_DATE = re.compile(r"(?:D:)?\d{4,14}(?:Z?|[+-]\d\d'?(?:\d\d'?)?|Z00'00'?)\Z")
_VERSIONS = frozenset((*(f'/1.{minor}' for minor in range(8)), '/2.0'))
_HEADER = re.compile(rb'%PDF-(\d\.\d)')
_EXTENSION = '/DeveloperExtensions'
_OF_EXTENSION = frozenset(('/Type', '/BaseVersion', '/ExtensionLevel', '/URL', '/ExtensionRevision'))
_ADDRESS = re.compile(
    r'https?://(?:[a-z]{3}\.)?(?:iso|etsi|pdfa|adobe|pdfxt?)\.(?:org|com)'
    r'(?:/(?:standard|deliver|etsi_(?:ts|en|tr)|(?:ts|en|tr)?_?\d[\d_.v]{0,18}[a-z]?(?:\.html?|\.pdf)?))*/?\Z'
)
"""Of those who describe extensions."""
_DEVELOPER = re.compile(r'/[A-Z][A-Z0-9_]{3}\Z')
"""A developer's registered prefix (annex E)."""
_REVISION = re.compile(r':\d{4}\Z')


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
        if key == '/Producer' and is_producer(step.new.entry(new, key)):
            step.remarks[key] = text_of(step.new.entry(new, key))
        elif key == '/ModDate' and is_date(step.new.entry(new, key)):
            step.remarks[key] = ''
        elif not _is_same_text(step.old.entry(old, key), step.new.entry(new, key)):
            step.fault_of_entry(FaultKind.INFORMATION, key, old, new, key)


def is_date(value: Any) -> bool:
    """Whether a value is a date (7.9.4), and so says nothing else."""
    return _DATE.match(text_of(value)) is not None


def is_producer(value: Any) -> bool:
    """Whether a value can be the name of a program."""
    return isinstance(value, bytes) and len(text_of(value)) <= LONGEST_PRODUCER


def _is_same_text(one: Any, other: Any) -> bool:
    """Whether two values are the same text, be it in another coding."""
    if not (isinstance(one, bytes) and isinstance(other, bytes)) or text_of(one) != text_of(other):
        return False
    # Readers of PDF 1.7 show these two as other letters.
    return not other.startswith((b'\xef\xbb\xbf', b'\xff\xfe')) or one[:2] == other[:2]


def judge_versions(step: Step, key: str, after: Any) -> None:
    """Judge `/Version` and `/Extensions` of the catalog (7.2.2, 7.12), which a program may raise for what it writes.

    Args:
        step: the update; faults are set down in it.
        key: `/Version` or `/Extensions`.
        after: the catalog's entry after the update.
    """
    step.judged(after, 'extensions')
    value = step.new.resolved(after)
    step.remarks[key] = ''
    if key == '/Version':
        if value not in _VERSIONS or value < _header_version(step.old):
            step.fault(FaultKind.CATALOG, key)
        return
    before = step.old.entry(step.old.catalog, key)
    for name, each in value.items() if isinstance(value, dict) else ():
        entries = step.new.resolved(each)
        listed = entries if isinstance(entries, list) else [entries]
        if isinstance(before, dict) and step.same(before.get(name), each):
            continue
        if name == '/Type':
            known = each == '/Extensions'
        else:
            known = _DEVELOPER.match(name) is not None and all(_is_extension(step.new, one) for one in listed)
        if not known:
            step.fault(FaultKind.CATALOG, key)
    if not isinstance(value, dict):
        step.fault(FaultKind.CATALOG, key)


def _header_version(revision: Revision) -> str:
    """As a name, which the catalog may raise and lower again, but not below it."""
    header = _HEADER.search(revision.signed.data, 0, 1100)
    return f'/{header[1].decode()}' if header else ''


def _is_extension(revision: Revision, value: Any) -> bool:
    """Whether a value describes an extension of the format, and says nothing else."""
    said = revision.resolved(value)
    if not isinstance(said, dict) or set(said) - _OF_EXTENSION:
        return False
    address, edition = (revision.entry(said, key) for key in ('/URL', '/ExtensionRevision'))
    return (
        said.get('/Type', _EXTENSION) == _EXTENSION
        and revision.entry(said, '/BaseVersion') in _VERSIONS
        and isinstance(revision.entry(said, '/ExtensionLevel'), int)
        and (address is None or _ADDRESS.match(text_of(address)) is not None)
        and (edition is None or _REVISION.match(text_of(edition)) is not None)
    )
