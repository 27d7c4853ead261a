"""How large a PDF becomes when its streams are unpacked, found out without doing so: small files can hold much."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Array, Name

_PIECE = 1 << 20
_PICTURES = frozenset((Name.DCTDecode, Name.JPXDecode, Name.CCITTFaxDecode, Name.JBIG2Decode))
_MOST_PIXELS = 100_000_000
_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError, RuntimeError)


def unfolds_within(data: bytes, *, drawing: int, picture: int, all_together: int) -> bool:
    """Tell whether no picture unpacks to more bytes than `picture`, no other stream to more than `drawing`, nor all.

    What cannot be told is taken for too much: streams packed several times over or in rare ways, and broken files.
    """
    left = all_together
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            for each in pdf.objects:
                if isinstance(each, pikepdf.Stream):
                    most = picture if each.get('/Subtype') == Name.Image else drawing
                    size = _size(each, min(most, left))
                    if size is None:
                        return False
                    left -= size
    except (*_BROKEN, pikepdf.PasswordError):
        return False
    return True


def _size(stream: pikepdf.Stream, most: int) -> int | None:
    """The unpacked size, or None when it is more than `most` or unknown."""
    filters = stream.get('/Filter', Array())
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
    if any(name in _PICTURES for name in names) and len(names) == 1:
        return _picture(stream)
    raw = stream.read_raw_bytes()
    if not names:
        return len(raw) if len(raw) <= most else None
    if names != [Name.FlateDecode]:
        return None
    return _inflated(raw, most)


def _inflated(raw: bytes, most: int) -> int | None:
    unpacking, size = zlib.decompressobj(), 0
    try:
        while raw and not unpacking.eof:
            size += len(unpacking.decompress(raw, _PIECE))
            if size > most:
                return None
            raw = unpacking.unconsumed_tail
    except zlib.error:
        return size  # readers take what came before the fault
    return size


def _picture(stream: pikepdf.Stream) -> int | None:
    pixels = int(stream.get('/Width', 0)) * int(stream.get('/Height', 0))
    return 0 if pixels <= _MOST_PIXELS else None
