"""Pictures of Windows' own drawing language (EMF, WMF) as SVG, where all that they show can be drawn."""

from __future__ import annotations

import re
import struct
import zlib

from docgen.engines.typst.read.metafile_records import plain_emf

_WMF = (b'\xd7\xcd\xc6\x9a', b'\x01\x00\x09\x00', b'\x02\x00\x09\x00')
_EMF_MARK = slice(40, 44)
_MOST = 32 << 20
"""Bytes: what is larger is no picture of a document."""
_HOSTILE = (
    ArithmeticError, AttributeError, LookupError, MemoryError, OSError, RuntimeError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip
"""What the converter, and Pillow's typesetting under it, raise on a file that is not as it should be."""
_RASTER_COPY = re.compile(rb'<metadata.*?</metadata>', re.DOTALL)


def metafile_kind(data: bytes) -> str:
    """'EMF' or 'WMF' by the file's first bytes, '' for another kind."""
    if data[_EMF_MARK] == b' EMF':
        return 'EMF'
    return 'WMF' if data.startswith(_WMF) else ''


def as_svg(data: bytes) -> bytes | None:
    """The picture as SVG of paths, bitmaps, and text that names its fonts (`emit.picture_text`).

    None where a part of it would be left out or drawn otherwise than in Windows, where text names no font or only
    numbers of a font's signs, or where the converter does not run (`docs/libraries.md`).
    """
    try:
        from metafile_render import MetafileError, render_metafile
    except ImportError:
        return None
    if len(data) > _MOST:
        return None
    try:
        made = render_metafile(
            plain_emf(data) if metafile_kind(data) == 'EMF' else data, output_format='svg', backend='replay'
        )
    except (MetafileError, *_HOSTILE):
        return None
    # Its copy in pixels, for programs that show no SVG, would only make the document larger.
    svg = _RASTER_COPY.sub(b'', made.data)
    return None if made.partial or b'font-family=""' in svg else svg
