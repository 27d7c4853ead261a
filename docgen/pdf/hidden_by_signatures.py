"""What a later signature's picture hides of the page that an earlier signatory saw: added legitimately, it may still
lie over the text.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops, ImageFilter

from docgen.pdf.page_pictures import pictures
from docgen.pdf.unfolding import unfolds_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

_DPI = 100
_DARK, _LIGHT = 150, 210
"""Grey levels: darker than the one is printed, lighter than the other is paper."""
_SPECKS = 3
"""Pixels that drawing the same page twice may differ in."""
_MOST_PAGES = 50
_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError, RuntimeError)
_DRAWING, _PICTURE, _LARGEST = 15_000_000, 60_000_000, 400_000_000


def hidden_by_signatures(before: bytes, after: bytes) -> tuple[str, ...]:
    """Say in Swedish on which pages something that showed does not show any more; what cannot be drawn is passed over.

    Args:
        before: the file as an earlier signatory signed it.
        after: the file with the later signatures.
    """
    try:
        pages = [page for page, names in _shown(after).items() if names - _shown(before).get(page, set())]
        if not pages or not unfolds_within(after, drawing=_DRAWING, picture=_PICTURE, all_together=_LARGEST):
            return ()
        return tuple(_hidden(before, after, pages[:_MOST_PAGES]))
    except (*_BROKEN, pikepdf.PasswordError, pypdfium2.PdfiumError):
        return ()


def _shown(data: bytes) -> dict[int, set[str]]:
    """The names of the signatures that show on each page."""
    found: dict[int, set[str]] = {}
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        for number, page in enumerate(pdf.pages):
            annotations = page.obj.get('/Annots')
            for each in annotations if isinstance(annotations, Array) else ():
                if isinstance(each, Dictionary) and _is_signature(each) and _has_room(each):
                    found.setdefault(number, set()).add(
                        str(each.get('/T', each.get('/Parent', Dictionary()).get('/T')))
                    )
    return found


def _is_signature(widget: pikepdf.Object) -> bool:
    field = widget if '/FT' in widget else widget.get('/Parent', Dictionary())
    return bool(field.get('/FT') == Name.Sig and '/V' in field)


def _has_room(widget: pikepdf.Object) -> bool:
    left, bottom, right, top = (float(edge) for edge in widget['/Rect'])
    return left != right and bottom != top


def _hidden(before: bytes, after: bytes, pages: list[int]) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix='docgen-verify-') as folder:
        old, new = Path(folder) / 'before.pdf', Path(folder) / 'after.pdf'
        old.write_bytes(before)
        new.write_bytes(after)
        for page, was, now in zip(pages, pictures(old, _DPI, pages), pictures(new, _DPI, pages), strict=True):
            if was.size == now.size and _lost(was, now) > _SPECKS:
                yield f"På sidan {page + 1} döljer en senare underskrift det som stod där."


def _lost(was: Image, now: Image) -> int:
    """How many pixels were printed and are paper now, also around them."""
    near = now.filter(ImageFilter.MinFilter(3))
    dark = was.point([255 if level < _DARK else 0 for level in range(256)])
    light = near.point([255 if level > _LIGHT else 0 for level in range(256)])
    return ImageChops.multiply(dark, light).histogram()[255]
