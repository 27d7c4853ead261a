"""The signatures of a PDF, found in every way that they can be: by the form's fields, and by searching its bytes.

A signature whose field was emptied or whose form was taken away still lies in the file, and tells that it was there.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from asn1crypto.parser import peek
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import extract_contents

from docgen.sign.certificate import shown
from docgen.sign.verifying.forgiving_reader import HOSTILE, TIMESTAMP, SignatureByBytes, opened
from docgen.sign.verifying.unprotected_parts import unprotected_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_PADES = SigSeedSubFilter.PADES.value
_SUPPORTED = frozenset((_PADES, TIMESTAMP, SigSeedSubFilter.ADOBE_PKCS7_DETACHED.value))
WITH_SHA1 = frozenset(('/adbe.pkcs7.sha1', '/adbe.x509.rsa_sha1'))
"""Formats that rest on SHA-1 by their definition (ISO 32000-1, 12.8.3.2 and 12.8.3.3)."""
_JUDGED_BY = ('sid', 'digest_algorithm', 'signed_attrs', 'signature_algorithm', 'signature')
"""The parts of a SignerInfo that a signature is judged by (RFC 5652, 5.3)."""
_MOST = 200
"""Signatures in one file: more is no document but an attempt to keep the computer busy."""
_RANGE = re.compile(
    rb'/ByteRange[\0\t\n\f\r ]*\[[\0\t\n\f\r ]*0[\0\t\n\f\r ]+(\d{1,10})'
    rb'[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]*\]'
)
_KEY = re.compile(rb'/([^\0\t\n\f\r ()<>\[\]{}/%]*)[\0\t\n\f\r ]*\Z')
_HASHED = re.compile(rb'#([0-9A-Fa-f]{2})')
_ENDING = re.compile(rb'startxref[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+%%EOF[\0\t\n\f\r ]*\Z')
COPY = "Den är en avskrift av underskriften i ett annat fält."
CUT = "Filen är avkortad: den slutar före det sista som undertecknades."


class TooMuchError(Exception):
    """The file holds more than can be verified within bounds."""


@dataclass(frozen=True)
class Embedded:
    """A signature or timestamp that lies in the file. All texts are Swedish."""

    field: str
    signature: EmbeddedPdfSignature | None
    """None when it cannot be read."""
    end: int = 0
    """Where the bytes that it covers end; 0 when that is not known."""
    form: str = ''
    """Its format: the name in `/SubFilter`."""
    broken: str = ''
    """Why it does not stand, if its bytes alone show that."""
    unreadable: str = ''
    """Why it cannot be judged, if so."""
    detached: bool = False
    """The file as a whole does not have it in any field, or cannot be opened; the part that it covers has."""
    value: Any = None
    """Its dictionary."""

    @property
    def gap(self) -> tuple[int, int, int] | None:
        """What it says to cover, in bytes: where the part that it leaves out begins and ends, and where all ends."""
        return _range(self.value)

    @property
    def is_timestamp(self) -> bool:
        """Whether it is a document timestamp."""
        return self.form == TIMESTAMP

    @property
    def is_pades(self) -> bool:
        """Whether it is in the form of PAdES (ETSI EN 319 142-1, 6.3)."""
        return self.form == _PADES


@dataclass(frozen=True)
class SignedFile:
    """A file with what was found in it."""

    signatures: tuple[Embedded, ...]
    """In the order that they were set; those of which that is not known come first."""
    reader: PdfFileReader | None
    """None when the file as a whole cannot be opened."""

    @property
    def certificates(self) -> list[Certificate]:
        """What the signatures bring along."""
        found: list[Certificate] = []
        for each in self.signatures:
            if each.signature is not None:
                with suppress(*HOSTILE):
                    found += [each.signature.signer_cert, *each.signature.other_embedded_certs]
        return found


def find_signatures(data: bytes) -> SignedFile:
    """Find the signatures of a file.

    Raises:
        TooMuchError: there are unreasonably many.
    """
    reader: PdfFileReader | None
    try:
        whole = opened(data)
        if whole.encrypted:
            return SignedFile((), whole)
        found, reader = list(_in_fields(whole, data)), whole
    except HOSTILE:
        found, reader = [], None
    found = list(_without_copies(found, data))
    known = {each.gap for each in found}
    in_fields = {each[:2] for each in known if each is not None}
    for start, end, last in sorted(set(_ranges(data))):
        # What names the gap of a signature that is in a field, and another end, is not where that signature is.
        if (start, end, last) not in known and (last <= len(data) or (start, end) not in in_fields):
            found += _by_bytes(data, start, end, last)
        if len(found) > _MOST:
            raise TooMuchError
    return SignedFile(tuple(sorted(found, key=lambda each: (each.end, each.field))), reader)


def _without_copies(found: Sequence[Embedded], data: bytes) -> Iterator[Embedded]:
    """Tell of what says to be a signature, but is a copy of another's dictionary: only one field has the gap itself."""
    fields: dict[Any, list[str]] = {}
    for each in found:
        if each.gap is not None and not each.broken:
            fields.setdefault(each.gap, []).append(each.field)
    for each in found:
        sharing = fields.get(each.gap, []) if each.gap is not None and not each.broken else []
        if len(sharing) < 2 or each.field == _owner(sharing, each.gap, data):
            yield each
        else:
            yield replace(each, signature=None, end=0, broken=COPY)


def _owner(fields: Sequence[str], gap: Any, data: bytes) -> str:
    """The field that had the signature when it was made: the first of them in the part that it covers."""
    try:
        then = {shown(str(name)) for name, _, _ in enumerate_sig_fields(opened(data[: gap[2]]), filled_status=True)}
    except HOSTILE:
        then = set()
    return next((each for each in fields if each in then), fields[0])


def ends_revision(data: bytes, end: int) -> bool:
    """Whether a state of the file ends at a byte, so that what is signed up to there is a whole one."""
    return end == len(data) or _ENDING.search(data, max(0, end - 200), end) is not None


def _in_fields(reader: PdfFileReader, data: bytes) -> Iterator[Embedded]:
    for number, (name, value, field) in enumerate(enumerate_sig_fields(reader, filled_status=True)):
        if number == _MOST:
            raise TooMuchError
        yield _embedded(reader, shown(str(name)), value, field, data)


def _ranges(data: bytes) -> Iterator[tuple[int, int, int]]:
    """By search: each gap that is a hexadecimal string after `/Contents`, and where the signed bytes end."""
    for number, found in enumerate(_RANGE.finditer(data)):
        if number > 10 * _MOST:
            raise TooMuchError
        start, end, rest = (int(each) for each in found.groups())
        if start < end <= len(data) and data[start : start + 1] == b'<' and _names_contents(data, start):
            yield start, end, end + rest


def _range(value: Any) -> tuple[int, int, int] | None:
    try:
        _, start, end, rest = (int(each) for each in value['/ByteRange'])
    except HOSTILE:
        return None
    return start, end, end + rest


def _by_bytes(data: bytes, start: int, end: int, last: int) -> Iterator[Embedded]:
    """A signature that the file as a whole does not have in any field, from the part that it covers."""
    if last > len(data):
        yield Embedded('', None, broken=CUT)
        return
    if not ends_revision(data, last):
        return  # an attached file's own, or a part of a page's text
    try:
        found = list(_in_fields(opened(data[:last]), data))
    except HOSTILE:
        found = []
    for each in found:
        if _range(each.value) == (start, end, last):
            yield replace(each, detached=True)


def _embedded(reader: PdfFileReader, name: str, value: Any, field: Any, data: bytes) -> Embedded:
    try:
        entries = value.get_object()
        form = str(entries['/SubFilter']) if '/SubFilter' in entries else ''
        if not form and entries.get('/Type') == '/DocTimeStamp':
            form = TIMESTAMP
    except HOSTILE:
        return Embedded(name, None, unreadable="Underskriftens uppgifter går inte att läsa.")
    broken = _range_fault(data, entries)
    ends = _range(entries)
    end = ends[2] if ends is not None and ends[2] <= len(data) else 0
    if broken:
        return Embedded(name, None, end, form, broken, value=entries)
    if form not in _SUPPORTED | WITH_SHA1:
        called = shown(form.lstrip('/'), 60) or "utan namn"
        return Embedded(
            name, None, end, form, '', f"Den har formatet {called}, som docgen inte kan pröva.", value=entries
        )
    try:
        if form in WITH_SHA1:
            return Embedded(name, None, end, form, _gap_fault(data, entries, extract_contents(entries)), value=entries)
        signature = SignatureByBytes(reader, field, name)
        # asn1crypto reads lazily: what cannot be read must show here.
        _ = [signature.signer_info[key].native for key in _JUDGED_BY]
        _ = signature.signed_data['certificates'].native
        broken = _gap_fault(data, entries, signature.pkcs7_content)
        content = signature.pkcs7_content
        unreadable = '' if broken else unprotected_fault(content[: peek(content)], stamp=form == TIMESTAMP)
    except HOSTILE as error:
        return Embedded(name, None, end, form, unreadable=why_unreadable(error), value=entries)
    return Embedded(name, signature, end, form, broken, unreadable, value=entries)


def why_unreadable(error: Exception) -> str:
    """Say why a signature cannot be judged, by what a library said of it."""
    told = f'{type(error).__name__} {error}'.lower()
    if 'signer_infos should contain exactly one' in told:
        return "Den har flera undertecknare i samma underskrift, eller ingen, vilket docgen inte kan pröva."
    if 'message digest not found' in told:
        return "Den säger inte, eller säger flera gånger, vilket innehåll den gäller."
    if 'does not match selected signer' in told:
        return "Den uppger sig vara gjord med ett annat certifikat än det som ligger i den."
    if isinstance(error, NotImplementedError) or 'algorithm' in told or 'digest' in told or 'hash' in told:
        return "Den är gjord med en metod som docgen inte känner till."
    if 'multivalued' in told or 'attribute' in told:
        return "En av uppgifterna i underskriften går inte att läsa."
    return "Underskriftens innehåll är inte skrivet så att docgen kan läsa det."


def _range_fault(data: bytes, entries: Any) -> str:
    """Say what is wrong with the part of the file that a signature leaves out; '' when it is one string in `/Contents`.

    Only the value of `/Contents` may be left out (ISO 32000-1, 12.8.1), else content can hide and change there.
    """
    try:
        numbers = [int(each) for each in entries['/ByteRange']]
    except HOSTILE:
        return "Uppgiften om vilka byte den täcker går inte att läsa."
    if len(numbers) != 4 or numbers[0] != 0 or min(numbers) < 0:
        return "Den täcker inte filen från början i ett stycke."
    _, start, end, rest = numbers
    if end + rest > len(data):
        return CUT
    if data[start : start + 1] != b'<' or data[end - 1 : end] != b'>' or end <= start + 1:
        return "Luckan som den lämnar i filen är inte underskriften själv."
    if not _names_contents(data, start):
        return "Luckan som den lämnar i filen är en annan uppgift än underskriften."
    if not data[start + 1 : end - 1].strip(b'0\0\t\n\f\r '):
        return "Underskriften är tom: platsen för den är fylld med nollor."
    if not ends_revision(data, end + rest):
        return "Den täcker inte hela den del av filen som den hör till."
    return ''


def _names_contents(data: bytes, start: int) -> bool:
    """Whether the key `/Contents` stands before a byte."""
    key = _KEY.search(data, max(0, start - 60), start)
    return key is not None and _HASHED.sub(lambda found: bytes([int(found[1], 16)]), key[1]) == b'Contents'


def _gap_fault(data: bytes, entries: Any, content: bytes) -> str:
    """Say what lies in the gap besides the signature; '' for nothing but zeros that fill it."""
    _, start, end, _ = (int(each) for each in entries['/ByteRange'])
    if data[start + 1 : end - 1].lower() != content.hex().encode():
        return "Luckan som den lämnar i filen innehåller annat än underskriften."
    try:
        length = peek(content)
    except ValueError:
        return "Underskriftens innehåll går inte att läsa."
    if any(content[length:]):
        return "Efter underskriften ligger dolda uppgifter i luckan."
    return ''
