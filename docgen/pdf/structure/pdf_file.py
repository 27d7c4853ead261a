"""Opening a PDF for reading or rework, with every way it can be broken named in Swedish.

Message ids: `pdf-missing`, `pdf-encrypted`, `pdf-unreadable`, `pdf-without-pages`, `pdf-untagged`."""

from __future__ import annotations

import base64
import io
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Name

from docgen.errors import Finding, JudgementError, Place, reason
from docgen.filesystem import read_file

if TYPE_CHECKING:
    from pathlib import Path


def open_pdf(path: Path) -> pikepdf.Pdf:
    """Open a tagged PDF wholly in memory, so that its own path may be written to while it is open.

    Raises:
        JudgementError: `pdf-missing`, `pdf-encrypted`, `pdf-unreadable`, `pdf-without-pages` or `pdf-untagged`.
    """
    pdf = open_any_pdf(path)
    if not isinstance(pdf.Root.get('/StructTreeRoot'), pikepdf.Dictionary):
        raise _unfit(
            path,
            'pdf-untagged',
            "saknar taggar",
            "Utan taggar kan filen inte läsas upp och inte uppfylla PDF/UA.",
            "Skapa filen på nytt med en motor som skriver taggad PDF.",
        )
    return pdf


_DAMAGED = "Något i den är trasigt, eller så saknas slutet."


def open_any_pdf(path: Path) -> pikepdf.Pdf:
    """Open a PDF, tagged or not, wholly in memory.

    Raises:
        JudgementError: `pdf-missing`, `pdf-encrypted`, `pdf-unreadable` or `pdf-without-pages`.
    """
    again = "Skapa filen på nytt; hjälper det inte är den skadad."
    try:
        pdf = pikepdf.open(io.BytesIO(read_file(path)), suppress_warnings=True)
    except OSError as error:
        raise _unfit(path, 'pdf-missing', "kan inte öppnas", f"Orsak: {reason(error)}.", again) from error
    except pikepdf.PasswordError as error:
        raise _unfit(
            path,
            'pdf-encrypted',
            "är krypterad",
            "En krypterad fil får inte arkiveras som PDF/A.",
            "Spara filen utan lösenord.",
        ) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise _unfit(path, 'pdf-unreadable', "är ingen hel PDF", _DAMAGED, again) from error
    if pdf.is_encrypted:
        raise _unfit(
            path,
            'pdf-encrypted',
            "är krypterad",
            "En krypterad fil får inte arkiveras som PDF/A.",
            "Spara filen utan lösenord.",
        )
    try:
        pages = len(pdf.pages)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise _unfit(path, 'pdf-unreadable', "är ingen hel PDF", _DAMAGED, again) from error
    if pages == 0:
        raise _unfit(path, 'pdf-without-pages', "har inga sidor", "Det finns inget att läsa.", again)
    return pdf


def save_pdf(pdf: pikepdf.Pdf, out: Path) -> None:
    """Write with the same bytes for the same content: the file's `/ID` is a digest of what it holds."""
    buffer = io.BytesIO()
    if '/ID' in pdf.trailer:
        del pdf.trailer['/ID']
    pdf.save(
        buffer,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    out.write_bytes(buffer.getbuffer())


def _unfit(path: Path, finding_id: str, what: str, why: str, todo: str) -> JudgementError:
    return JudgementError(
        Finding(id=finding_id, what=f"Filen {path.name} {what}.", why=why, do=todo, place=Place(file=path))
    )


_PIECE = 1 << 20
_AS_TEXT = frozenset((Name.ASCII85Decode, Name.ASCIIHexDecode))
_GROWTH = {Name.LZWDecode: 100, Name.RunLengthDecode: 64}
"""How many times larger a stream may become: text as good as never grows more by LZW; run lengths cannot (7.4.5)."""
_PICTURES = frozenset((Name.DCTDecode, Name.JPXDecode, Name.CCITTFaxDecode, Name.JBIG2Decode))
_MOST_PIXELS = 100_000_000
_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError, RuntimeError)


def unpacks_within(data: bytes, *, drawing: int, picture: int, all_together: int) -> bool:
    """Tell whether no picture unpacks to more bytes than `picture`, no other stream to more than `drawing`, nor all.

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
    except (*_BROKEN, pikepdf.PasswordError):
        return False
    return True


def unpacks_to_too_much(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a stream of an opened file unpacks to more than any page, font or picture holds.

    Packing that is wrapped in packing is followed piece by piece, no further than the bound. What is packed in other
    ways, or broken, is for its reader to judge.
    """
    left = _MOST_TOGETHER
    for each in pdf.objects:
        if not isinstance(each, pikepdf.Stream):
            continue
        is_picture = each.get('/Subtype') == Name.Image
        size = _unpacked_size(each, _MOST_OF_A_PICTURE if is_picture else _MOST_OF_A_STREAM)
        if size is None:
            return True
        left -= 0 if is_picture else size
        if left < 0:
            return True
    return False


_MOST_OF_A_STREAM = 60_000_000
_MOST_OF_A_PICTURE = 150_000_000
_MOST_TOGETHER = 250_000_000


def _unpacked_size(stream: pikepdf.Stream, most: int) -> int | None:
    """The bytes of a stream when all leading Flate filters are taken off; None for more than `most`."""
    filters = stream.get('/Filter', Array())
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
    try:
        data = bytes(stream.read_raw_bytes())
        for name in names:
            if name != Name.FlateDecode:
                break
            unpacking = zlib.decompressobj()
            data = unpacking.decompress(data, most)
            if unpacking.unconsumed_tail:
                return None
    except (*_BROKEN, zlib.error):
        return 0
    return len(data)


def _size(stream: pikepdf.Stream, most: int) -> int | None:
    """The unpacked size, or None when it is more than `most` or unknown."""
    filters = stream.get('/Filter', Array())
    names: list[Any] = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
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
