"""A picture's bytes as the typesetter takes them: PNG, JPEG or SVG; other bitmaps become PNG, metafiles SVG."""

from __future__ import annotations

import io
import warnings
from typing import Any

from lxml import etree

from docgen.engines.typst.read.metafiles import as_svg, metafile_kind

_SMALL = 1 << 26
"""Pixels: what is larger is no picture of a document but a trap."""
_BITMAPS = frozenset({'GIF', 'BMP', 'TIFF', 'WEBP'})


_ORIENTATION = 274
_SVG_HEAD = 1000
_SVG_ELEMENTS = frozenset(('svg', 'g', 'path', 'rect', 'circle', 'ellipse', 'polygon'))
_SVG_ATTRIBUTES = frozenset(
    'width height viewBox version id fill d x y cx cy r rx ry points transform'.split()  # noqa: SIM905
)


class UnknownPictureError(Exception):
    """The picture is of a kind that cannot be set; its message is the kind's name, '' when nobody can tell."""


class BrokenPictureError(Exception):
    """The picture's file is cut or damaged."""


def as_picture(data: bytes) -> bytes:
    """The picture as PNG, JPEG or SVG, by its content and not by its name.

    Raises:
        UnknownPictureError: of a kind that is not taken, or a metafile that cannot be drawn alike everywhere.
        BrokenPictureError: the file is damaged.
    """
    from PIL import Image, UnidentifiedImageError

    if is_plain_svg(data):
        return data

    if kind := metafile_kind(data):
        drawn = as_svg(data)
        if drawn is None:
            raise UnknownPictureError(kind)
        return drawn
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('error')
            picture = Image.open(io.BytesIO(data))
            kind = picture.format or ''
            if picture.width * picture.height > _SMALL:
                raise UnknownPictureError(kind)
            if kind in ('WMF', 'EMF'):
                raise UnknownPictureError(kind)
            picture.load()
    except UnidentifiedImageError as error:
        raise UnknownPictureError('') from error
    except (OSError, SyntaxError, ValueError, EOFError, Warning, Image.DecompressionBombError) as error:
        raise BrokenPictureError from error
    if kind in ('PNG', 'JPEG', 'MPO'):
        return data
    if kind not in _BITMAPS:
        raise UnknownPictureError(kind)
    written = io.BytesIO()
    # What Pillow packs differs between systems' zlib; not packed, the same picture gives the same bytes everywhere.
    picture.convert('RGBA').save(written, 'PNG', compress_level=0)
    return written.getvalue()


def is_plain_svg(data: bytes) -> bool:
    """Whether a file is an SVG of filled paths: no text, whose look would depend on fonts, and nothing from outside."""
    if b'<svg' not in data[:_SVG_HEAD]:
        return False
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    information: Any = root.getroottree().docinfo
    if information.doctype:
        return False
    return all(
        isinstance(each.tag, str)
        and etree.QName(each).localname in _SVG_ELEMENTS
        and set(each.attrib) <= _SVG_ATTRIBUTES
        for each in root.iter()
    )


def upright(data: bytes) -> bytes | None:
    """The picture turned as its camera says it is to be seen (EXIF), as PNG; None when it stands upright already."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if not data.startswith(b'\xff\xd8\xff'):
        return None
    try:
        picture = Image.open(io.BytesIO(data))
        if picture.getexif().get(_ORIENTATION, 1) == 1:
            return None
        turned = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        return None
    written = io.BytesIO()
    turned.save(written, 'PNG', compress_level=0)
    return written.getvalue()


def ending(data: bytes) -> str:
    """'png', 'svg' or 'jpg', by which the typesetter knows the picture."""
    if b'<svg' in data[:_SVG_HEAD]:
        return 'svg'
    return 'png' if data.startswith(b'\x89PNG\r\n\x1a\n') else 'jpg'
