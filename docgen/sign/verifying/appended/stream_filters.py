"""What a stream holds once it is unpacked: as far as tables, object streams, metadata and empty looks need it."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.pdf_syntax import SyntaxFault

if TYPE_CHECKING:
    from docgen.sign.verifying.appended.pdf_syntax import Stream

_MOST_UNPACKED = 60_000_000
"""Bytes of an object stream or a cross-reference stream."""


def unpacked(stream: Stream) -> bytes:
    """Give a stream's bytes without their packing.

    Raises:
        SyntaxFault: they are packed in another way than by Flate, with or without a PNG predictor, or too large.
    """
    filters, parameters = stream.entries.get('/Filter'), stream.entries.get('/DecodeParms')
    if isinstance(filters, list) and len(filters) <= 1:
        filters = filters[0] if filters else None
        parameters = parameters[0] if isinstance(parameters, list) and parameters else parameters
    if filters is None:
        return stream.raw
    if filters not in ('/FlateDecode', '/Fl') or not isinstance(parameters, dict | None):
        raise SyntaxFault(0)
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(stream.raw, _MOST_UNPACKED)
    except zlib.error as error:
        raise SyntaxFault(0) from error
    if unpacking.unconsumed_tail:
        raise SyntaxFault(0)
    return _unpredicted(data, parameters or {})


def _unpredicted(data: bytes, parameters: dict[str, Any]) -> bytes:
    """Undo a PNG predictor (7.4.4.4), with which cross-reference streams are packed."""
    predictor = parameters.get('/Predictor', 1)
    if predictor == 1:
        return data
    colours, bits = parameters.get('/Colors', 1), parameters.get('/BitsPerComponent', 8)
    columns = parameters.get('/Columns', 1)
    if not (isinstance(columns, int) and 0 < columns < 10_000 and predictor >= 10 and colours == 1 and bits == 8):
        raise SyntaxFault(0)
    before, rows = bytearray(columns), []
    for start in range(0, len(data) - columns, columns + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + columns])
        _undo_row(kind, row, before)
        rows.append(bytes(row))
        before = row
    return b''.join(rows)


def _undo_row(kind: int, row: bytearray, before: bytearray) -> None:
    for place, value in enumerate(row):
        left, up = (row[place - 1] if place else 0), before[place]
        corner = before[place - 1] if place else 0
        if kind == 1:
            added = left
        elif kind == 2:
            added = up
        elif kind == 3:
            added = (left + up) // 2
        elif kind == 4:
            guess = left + up - corner
            added = min((left, up, corner), key=lambda each: abs(guess - each))
        else:
            added = 0
        row[place] = (value + added) & 255
