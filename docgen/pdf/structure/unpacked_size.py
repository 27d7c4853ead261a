"""What the streams of a PDF unpack to, found out before anything unpacks them: small files can hold much."""

from __future__ import annotations

import base64
import io
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Name

from docgen.pdf.structure.drawing_work import draws_too_much
from docgen.pdf.structure.trial_drawing import is_drawn_within_bounds

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECE = 1 << 20
_AS_TEXT = frozenset((Name.ASCII85Decode, Name.ASCIIHexDecode))
_GROWTH = {Name.LZWDecode: 100, Name.RunLengthDecode: 64}
"""How many times larger a stream may become: text as good as never grows more by LZW; run lengths cannot (7.4.5)."""
_FONTS = (Name.Type1C, Name.CIDFontType0C, Name.OpenType)
_HELD = (Name.EmbeddedFile, Name.ObjStm, Name.XRef)
_PICTURES = frozenset((Name.DCTDecode, Name.JPXDecode, Name.CCITTFaxDecode, Name.JBIG2Decode))
_MOST_PIXELS = 100_000_000
_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError, RuntimeError)


def unpacks_within(data: bytes, *, drawing: int, picture: int, all_together: int) -> bool:
    """Tell whether no picture unpacks to more bytes than `picture`, no other stream to more than `drawing`, nor all.

    Nor may a page draw too much, or take too long to draw.

    Found out without unpacking, since small files can hold much. What cannot be told is taken for too much: streams
    packed several times over, but for being written as text, and broken files.

    Args:
        data: the file.
        drawing: the most bytes for a stream that is no picture.
        picture: the most bytes for a picture.
        all_together: the most bytes for all streams.
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
            return is_drawn_within_bounds(pdf, data)
    except (*_BROKEN, pikepdf.PasswordError):
        return False


def unpacks_to_too_much(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a stream of an opened file unpacks to more than any page, font or picture holds, or a page draws so.

    Packing that is wrapped in packing, of whatever kind, is followed no further than the bound. What is packed as a
    picture, or broken, is for its reader to judge.
    """
    left = _MOST_TOGETHER
    for each in pdf.objects:
        if not isinstance(each, pikepdf.Stream):
            continue
        is_picture = each.get('/Subtype') == Name.Image
        is_held = '/Length1' in each or each.get('/Type') in _HELD or each.get('/Subtype') in _FONTS
        most = _MOST_OF_A_PICTURE if is_picture else _MOST_OF_A_STREAM if is_held else _MOST_OF_A_DRAWING
        size = _unpacked_size(each, most)
        if size is None:
            return True
        left -= 0 if is_picture else size
        if left < 0:
            return True
    return draws_too_much(pdf)


_MOST_OF_A_STREAM = 60_000_000
_MOST_OF_A_DRAWING = 16_000_000
_MOST_OF_A_PICTURE = 150_000_000
_MOST_TOGETHER = 250_000_000


def _unpacked_size(stream: pikepdf.Stream, most: int) -> int | None:
    """The bytes of a stream when every filter but a picture's is taken off; None for more than `most`."""
    try:
        data = bytes(stream.read_raw_bytes())
    except _BROKEN:
        return 0
    for name in _filters(stream):
        try:
            unpack = _UNPACKING.get(str(name))  # a name of bytes that are no text has no str
            if unpack is None:
                break
            unpacked = unpack(data, most)
        except _BROKEN:
            break  # readers take what came before the fault
        if unpacked is None:
            return None
        data = unpacked
    return len(data) if len(data) <= most else None


def _flate(data: bytes, most: int) -> bytes | None:
    unpacking = zlib.decompressobj()
    pieces: list[bytes] = []
    size = 0
    while data and not unpacking.eof:
        try:
            pieces.append(unpacking.decompress(data, _PIECE))
        except zlib.error:
            break
        size += len(pieces[-1])
        if size > most:
            return None
        data = unpacking.unconsumed_tail
    return b''.join(pieces)


def _hexadecimal(data: bytes, most: int) -> bytes | None:  # noqa: ARG001 - becomes no larger
    digits = data.split(b'>')[0].translate(None, b'\0\t\n\f\r ')
    return bytes.fromhex((digits + b'0' * (len(digits) % 2)).decode('ascii'))


def _base_85(data: bytes, most: int) -> bytes | None:
    text = data.split(b'~>')[0].strip().removeprefix(b'<~')
    return base64.a85decode(text) if len(text) + 3 * text.count(b'z') <= most else None


def _run_lengths(data: bytes, most: int) -> bytes | None:
    """ISO 32000-1, 7.4.5."""
    unpacked, place = bytearray(), 0
    while place < len(data) and data[place] != _END_OF_RUNS:
        length = data[place]
        if length < _END_OF_RUNS:
            unpacked += data[place + 1 : place + 2 + length]
            place += 2 + length
        else:
            unpacked += data[place + 1 : place + 2] * (2 * _END_OF_RUNS + 1 - length)
            place += 2
        if len(unpacked) > most:
            return None
    return bytes(unpacked)


_END_OF_RUNS = 128
_CLEAR, _END, _FIRST = 256, 257, 258
_WIDEST = 12


def _lzw(data: bytes, most: int) -> bytes | None:
    """ISO 32000-1, 7.4.4. Whether codes grow one entry early is told elsewhere: what comes out larger is taken."""
    early, late = _lzw_by(data, most, 1), _lzw_by(data, most, 0)
    return None if early is None or late is None else max(early, late, key=len)


def _lzw_by(data: bytes, most: int, early: int) -> bytes | None:
    table = [bytes((each,)) for each in range(_CLEAR)] + [b'', b'']
    unpacked, known, before = bytearray(), list(table), b''
    held, bits, width = 0, 0, 9
    for byte in data:
        held, bits = held << 8 | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == _END:
            break
        if code == _CLEAR:
            known, before, width = list(table), b'', 9
            continue
        if code > len(known) or (code == len(known) and not before):
            break
        piece = known[code] if code < len(known) else before + before[:1]
        unpacked += piece
        if len(unpacked) > most:
            return None
        if before and len(known) < 1 << _WIDEST:
            known.append(before + piece[:1])
            width = min(_WIDEST, (len(known) + early).bit_length())
        before = piece
    return bytes(unpacked)


_UNPACKING: dict[str, Callable[[bytes, int], bytes | None]] = {
    name: unpack
    for names, unpack in (
        (('/FlateDecode', '/Fl'), _flate),
        (('/ASCIIHexDecode', '/AHx'), _hexadecimal),
        (('/ASCII85Decode', '/A85'), _base_85),
        (('/RunLengthDecode', '/RL'), _run_lengths),
        (('/LZWDecode', '/LZW'), _lzw),
    )
    for name in names
}
"""By their names, and by the short ones, which readers take too."""


def _filters(stream: pikepdf.Stream) -> list[Any]:
    """The names of a stream's filters, the outermost first; what is no name and no list of names filters nothing."""
    filters = stream.get('/Filter')
    if isinstance(filters, Array):
        return list(filters.as_list())
    return [filters] if isinstance(filters, Name) else []


def _size(stream: pikepdf.Stream, most: int) -> int | None:
    """The unpacked size, or None when it is more than `most` or unknown."""
    names = _filters(stream)
    if any(name in _PICTURES for name in names) and len(names) == 1:
        return _picture(stream)
    raw = stream.read_raw_bytes()
    while names and names[0] in _AS_TEXT:
        if names[0] == Name.ASCII85Decode:
            raw = base64.a85decode(raw.split(b'~>')[0].removeprefix(b'<~'))
        else:
            digits = raw.split(b'>')[0].translate(None, b'\0\t\n\f\r ')
            raw = bytes.fromhex((digits + b'0' * (len(digits) % 2)).decode('ascii'))
        names = names[1:]
    if len(names) == 1 and names[0] in _PICTURES:
        return _picture(stream)
    if len(names) == 1 and names[0] in _GROWTH:
        size = len(raw) * _GROWTH[names[0]]
        return size if size <= most else None
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
