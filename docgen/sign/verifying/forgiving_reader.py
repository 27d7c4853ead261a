"""pyHanko's reader of a file, opened as forgiving as viewers are, and faster where there are object streams."""

from __future__ import annotations

import io
import zlib
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

TIMESTAMP = SigSeedSubFilter.ETSI_RFC3161.value
"""The format of a document timestamp."""
_KEY_ON_A_CURVE = '1.2.840.10045.2.1'
"""The kind of key, which iText 5 names in place of the method (ECDSA)."""
HOSTILE = (
    PdfError, ValueError, TypeError, LookupError, AttributeError, AssertionError, NotImplementedError,
    RecursionError, OverflowError, zlib.error,
)  # fmt: skip
"""What pyHanko and asn1crypto raise on what is not as it should be, or (NotImplementedError) not known to them."""


class ObjectStreamReader(PdfFileReader):
    """Reads the head of each object stream once, which pyHanko does for every object in it."""

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        heads: dict[int, Any] = self.__dict__.setdefault('_heads', {})
        if stmnum not in heads:
            heads[stmnum] = self._head(stmnum)
        data, places = heads[stmnum]
        if not (0 <= idx < len(places)) or places[idx][0] != idnum:
            return super()._get_object_from_stream(idnum, stmnum, idx)  # type: ignore[no-untyped-call]
        stream = io.BytesIO(data)
        stream.seek(places[idx][1])
        return generic.read_object(stream, generic.Reference(idnum, 0, self))

    def _head(self, number: int) -> tuple[bytes, list[tuple[int, int]]]:
        stream: Any = generic.Reference(number, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream.get('/Type') != '/ObjStm':
            return b'', []
        data = stream.read_data(DecodePurpose.OBJECT_STREAM)
        first, count = int(stream['/First']), int(stream['/N'])
        try:
            head = [int(each) for each in data[:first].split()[: 2 * count]]
        except ValueError:
            return b'', []
        return data, [(one, first + place) for one, place in zip(head[::2], head[1::2], strict=False)]


class SignatureByBytes(EmbeddedPdfSignature):
    """What a signature covers is found by its bytes, and what kind it is by its format."""

    def __init__(self, reader: PdfFileReader, field: Any, name: str) -> None:
        """Read it.

        Raises:
            NotImplementedError: it is made by a method that has no name here.
            PdfError, ValueError and whatever else pyHanko raises on what it cannot read.
        """
        super().__init__(reader, field, name)
        method = self.signer_info['signature_algorithm']
        if method['algorithm'].dotted == _KEY_ON_A_CURVE:
            digest = self.signer_info['digest_algorithm']['algorithm'].native
            self.signer_info['signature_algorithm'] = {'algorithm': f'{digest}_ecdsa'}
        elif method['algorithm'].native[0].isdigit():
            raise NotImplementedError  # among HOSTILE: told as unreadable, not as broken

    def evaluate_signature_coverage(self) -> SignatureCoverageLevel:
        """Leave what is covered to `embedded_signatures`, which looks at the bytes."""
        return SignatureCoverageLevel.ENTIRE_REVISION

    @property
    def sig_object_type(self) -> generic.NameObject:
        """The type that the format has, whatever `/Type` says."""
        stamp = self.sig_object.get('/SubFilter') == TIMESTAMP
        return generic.NameObject('/DocTimeStamp' if stamp else '/Sig')


def opened(data: bytes) -> PdfFileReader:
    """Open a PDF as forgiving as most viewers where the standard's letter does not hold.

    Raises:
        PdfError, ValueError and whatever else pyHanko raises on a hostile file.
    """
    try:
        reader = ObjectStreamReader(io.BytesIO(data), strict=True)
        _ = reader.root
        if not reader.xrefs.hybrid_xrefs_present:
            return reader
    except HOSTILE:
        pass
    return ObjectStreamReader(io.BytesIO(data), strict=False)
