"""Records of Windows' drawings in other words, where the converter passes over what Windows and Office write."""

from __future__ import annotations

import struct

_HEADER, _RESTORE, _SAVE, _SELECT, _RECTANGLE, _BIT_BLOCK, _FONT, _COLOUR_MATCHING = 1, 34, 33, 37, 43, 76, 82, 98
_STOCK = 0x80000000
_WHITE_PEN, _BLACK_PEN, _NO_PEN = 6, 7, 8
_PENS = {_STOCK | pen: _STOCK | pen + 1 for pen in (_WHITE_PEN, _BLACK_PEN, _NO_PEN)}
"""Windows' own pens (MS-EMF 2.1.31) by the numbers that the converter knows them by: one too high."""
_LEAVE_AS_IS, _FILL = 0x00AA0029, 0x00F00021
"""What a block transfer without a picture does: nothing, or fill with the brush (the raster operations D and P)."""
_BLOCK_LENGTH = 100
_FONT_HEIGHT = 12
_EM_OF_CELL = 0.87
"""A height above nought is that of the line's cell; the letters' em is this part of it in the fonts of Office."""


def plain_emf(data: bytes) -> bytes:
    """An EMF that draws the same by records that the converter knows.

    A rectangle filled by a block transfer without a picture, as Excel writes the lines of a table, is a rectangle
    without an outline; a transfer that changes nothing, and how colours are to be matched, are left out. Windows' own
    pens get the numbers that the converter has for them.
    """
    kept: list[bytes] = []
    at = 0
    while at + 8 <= len(data):
        kind, length = struct.unpack_from('<II', data, at)
        if length < 8 or at + length > len(data):
            return data
        kept.extend(_plain(kind, data[at : at + length]))
        at += length
    if not kept or len(kept[0]) < 56:
        return data
    body = b''.join(kept)
    # The header counts the file's bytes and records.
    return body[:48] + struct.pack('<II', len(body), len(kept)) + body[56:]


def _plain(kind: int, record: bytes) -> list[bytes]:
    if kind == _COLOUR_MATCHING:
        return []
    if kind == _SELECT and len(record) == 12:
        (chosen,) = struct.unpack_from('<I', record, 8)
        return [struct.pack('<III', _SELECT, 12, _PENS.get(chosen, chosen))]
    if kind == _FONT and len(record) >= _FONT_HEIGHT + 4:
        (height,) = struct.unpack_from('<i', record, _FONT_HEIGHT)
        if height > 0:
            em = struct.pack('<i', -max(1, round(height * _EM_OF_CELL)))
            return [record[:_FONT_HEIGHT] + em + record[_FONT_HEIGHT + 4 :]]
    if kind != _BIT_BLOCK or len(record) < _BLOCK_LENGTH or any(struct.unpack_from('<4I', record, 84)):
        return [record]
    left, top, width, height, operation = struct.unpack_from('<4iI', record, 24)
    if operation == _LEAVE_AS_IS:
        return []
    if operation != _FILL:
        return [record]
    return [
        struct.pack('<II', _SAVE, 8),
        struct.pack('<III', _SELECT, 12, _PENS[_STOCK | _NO_PEN]),
        struct.pack('<II4i', _RECTANGLE, 24, left, top, left + width, top + height),
        struct.pack('<IIi', _RESTORE, 12, -1),
    ]
