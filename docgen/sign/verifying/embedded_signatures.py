"""The signatures of a PDF as they lie in it: fields, the bytes that each covers, and the gap that it leaves."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asn1crypto.parser import peek
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from docgen.sign.certificate_names import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_PADES = SigSeedSubFilter.PADES.value
_TIMESTAMP = SigSeedSubFilter.ETSI_RFC3161.value
_SUPPORTED = frozenset((_PADES, _TIMESTAMP, SigSeedSubFilter.ADOBE_PKCS7_DETACHED.value))
_MOST = 200
"""Signatures in one file: more is no document but an attempt to keep the computer busy."""


class TooMuchError(Exception):
    """The file holds more than can be verified within bounds."""


@dataclass(frozen=True)
class Embedded:
    """A filled signature field. `signature` is None when it cannot be read; `fault` says why, in Swedish."""

    field: str
    signature: EmbeddedPdfSignature | None
    fault: str = ''
    supported: bool = True

    @property
    def is_timestamp(self) -> bool:
        """Whether it is a document timestamp."""
        return self.signature is not None and self.signature.sig_object.get('/SubFilter') == _TIMESTAMP

    @property
    def is_pades(self) -> bool:
        """Whether it is in the form of PAdES (ETSI EN 319 142-1, 6.3)."""
        return self.signature is not None and self.signature.sig_object.get('/SubFilter') == _PADES

    @property
    def end(self) -> int:
        """Where the bytes that it covers end; 0 when unknown."""
        if self.signature is None or self.fault:
            return 0
        return int(self.signature.byte_range[2]) + int(self.signature.byte_range[3])


def opened(data: bytes, *, strict: bool) -> PdfFileReader:
    """Open a PDF; strict as the standard asks, or as forgiving as most viewers.

    Raises:
        PdfError, ValueError and whatever else pyHanko raises on a hostile file.
    """
    return PdfFileReader(io.BytesIO(data), strict=strict)


def signatures(reader: PdfFileReader, data: bytes) -> list[Embedded]:
    """Give the filled signature fields in the order that they were signed; those that cannot be read come first.

    Raises:
        TooMuchError: there are unreasonably many.
        PdfError, ValueError and whatever else pyHanko raises on a hostile form.
    """
    found = list(_found(reader, data))
    return sorted(found, key=lambda each: (each.end, each.field))


def empty_fields(reader: PdfFileReader) -> list[str]:
    """Give the names of the signature fields that nobody has signed."""
    return [str(name) for name, _, _ in enumerate_sig_fields(reader, filled_status=False)]


def _found(reader: PdfFileReader, data: bytes) -> Iterator[Embedded]:
    for number, (name, value, field) in enumerate(enumerate_sig_fields(reader, filled_status=True)):
        if number == _MOST:
            raise TooMuchError
        yield _embedded(reader, str(name), value, field, data)


def _embedded(reader: PdfFileReader, name: str, value: Any, field: Any, data: bytes) -> Embedded:
    try:
        kind = str(value.get_object().get('/SubFilter', ''))
        if kind not in _SUPPORTED:
            called = shown(kind.lstrip('/'), 60) or "utan namn"
            return Embedded(name, None, f"Den har formatet {called}, som docgen inte kan pröva.", supported=False)
        signature = EmbeddedPdfSignature(reader, field, name)
        # asn1crypto reads lazily: what cannot be read must show here.
        _ = signature.signer_info.native, signature.signed_data['certificates'].native
        return Embedded(name, signature, gap_fault(data, signature))
    # What the two libraries raise on hostile content; NotImplementedError is theirs, for algorithms they do not know.
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, NotImplementedError):
        return Embedded(name, None, "Underskriftens innehåll går inte att läsa.")


def gap_fault(data: bytes, signature: EmbeddedPdfSignature) -> str:
    """Say what is wrong with the part of the file that a signature leaves out; '' when it is the signature alone.

    Only the value of `/Contents` may be left out (ISO 32000-1, 12.8.1), else content can hide and change there.
    """
    try:
        numbers = [int(each) for each in signature.byte_range]
    except (TypeError, ValueError):
        return "Uppgiften om vilka byte den täcker går inte att läsa."
    if len(numbers) != 4 or numbers[0] != 0 or min(numbers) < 0:
        return "Den täcker inte filen från början i ett stycke."
    _, start, end, rest = numbers
    if end + rest > len(data):
        return "Filen är avkortad: den slutar före det sista som undertecknades."
    gap = data[start:end]
    if gap[:1] != b'<' or gap[-1:] != b'>':
        return "Luckan som den lämnar i filen är inte underskriften själv."
    content = signature.pkcs7_content
    if gap[1:-1].lower() != content.hex().encode():
        return "Luckan som den lämnar i filen innehåller annat än underskriften."
    try:
        length = peek(content)
    except ValueError:
        return "Underskriftens innehåll går inte att läsa."
    if any(content[length:]):
        return "Efter underskriften ligger dolda uppgifter i luckan."
    return ''
