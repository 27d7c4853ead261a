"""What the picture of a signature, a timestamp or a field hides of the page that an earlier signatory saw: added
legitimately, it may still lie over the text.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name

from docgen.pdf.compare.difference import Difference
from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.compare.vanished_ink import any_marked, lost
from docgen.pdf.structure.page_pictures import pictures
from docgen.pdf.structure.pdf_file import unpacks_within

if TYPE_CHECKING:
    from collections.abc import Iterator

_DPI = 100
_MOST_PAGES = 50
_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError, RuntimeError)
_DRAWING, _PICTURE, _LARGEST = 15_000_000, 200_000_000, 800_000_000


class UndrawableError(Exception):
    """The pages cannot be drawn, or not within bounds, so that nobody can tell what is hidden on them."""


def hidden_by_signatures(before: bytes, after: bytes) -> tuple[Difference, ...]:
    """Give the pages on which something that showed does not show any more.

    Args:
        before: the file as an earlier signatory signed it.
        after: the file with what came later.

    Raises:
        UndrawableError: something has come, but it cannot be seen what it hides.
    """
    if len(before) >= len(after):
        return ()
    try:
        pages = _newly_covered(before, after)
        if not pages:
            return ()
        if len(pages) > _MOST_PAGES or not unpacks_within(
            after, drawing=_DRAWING, picture=_PICTURE, all_together=_LARGEST
        ):
            raise UndrawableError
        return tuple(_hidden(before, after, pages))
    except (*_BROKEN, pikepdf.PasswordError, pypdfium2.PdfiumError) as error:
        raise UndrawableError from error


def _newly_covered(before: bytes, after: bytes) -> list[int]:
    """The pages, from 0, where a signature field shows something that it did not."""
    old = _shown(before)
    return [page for page, pictured in _shown(after).items() if pictured - old.get(page, set())]


def _shown(data: bytes) -> dict[int, set[tuple[str, bytes]]]:
    """What the signature fields show on each page: the name of each, and a digest of its picture."""
    found: dict[int, set[tuple[str, bytes]]] = {}
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        for number, page in enumerate(pdf.pages):
            annotations = page.obj.get('/Annots')
            for each in annotations if isinstance(annotations, Array) else ():
                if isinstance(each, Dictionary) and _is_signature(each) and _has_room(each) and '/AP' in each:
                    name = str(each.get('/T', each.get('/Parent', Dictionary()).get('/T')))
                    found.setdefault(number, set()).add((name, _picture(each)))
    return found


def _is_signature(widget: pikepdf.Object) -> bool:
    field = widget if '/FT' in widget else widget.get('/Parent', Dictionary())
    return bool(field.get('/FT') == Name.Sig)


def _has_room(widget: pikepdf.Object) -> bool:
    left, bottom, right, top = (float(edge) for edge in widget['/Rect'])
    return left != right and bottom != top


def _picture(widget: pikepdf.Object) -> bytes:
    normal = widget['/AP'].get('/N')
    raw = normal.read_raw_bytes() if isinstance(normal, pikepdf.Stream) else b''
    return hashlib.sha256(raw + widget['/AP'].unparse() + bytes('/V' in widget)).digest()


def _hidden(before: bytes, after: bytes, pages: list[int]) -> Iterator[Difference]:
    with tempfile.TemporaryDirectory(prefix='docgen-verify-') as folder:
        old, new = Path(folder) / 'before.pdf', Path(folder) / 'after.pdf'
        old.write_bytes(before)
        new.write_bytes(after)
        for page, was, now in zip(pages, pictures(old, _DPI, pages), pictures(new, _DPI, pages), strict=True):
            if was.size == now.size and any_marked(lost(was, now)):
                yield Difference(Kind.COVERED, page + 1)
