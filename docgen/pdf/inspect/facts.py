"""Plain facts of an opened PDF: page sizes, signature fields, attachments, where it comes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

_MM = 25.4 / 72
_SIZES = {(210, 297): 'A4', (297, 420): 'A3', (148, 210): 'A5', (216, 279): 'Letter'}
_DEEPEST = 50


@dataclass(frozen=True)
class PageSize:
    """Pages of one size: millimetres as the reader sees them, and the size's name, '' when it has none."""

    pages: int
    width: int
    height: int
    name: str


@dataclass(frozen=True)
class SignatureField:
    """A place for an electronic signature, and the name that its signature gives; None when not signed."""

    field: str
    signer: str | None


def page_sizes(pdf: pikepdf.Pdf) -> tuple[PageSize, ...]:
    """The sizes in the order in which they first come."""
    sizes: Counter[tuple[int, int]] = Counter()
    for each in pdf.pages:
        left, bottom, right, top = (float(edge) for edge in each.cropbox)
        unit = float(each.obj.get('/UserUnit', 1)) * _MM
        size = round(abs(right - left) * unit), round(abs(top - bottom) * unit)
        sizes[size if int(each.get('/Rotate', 0)) % 180 == 0 else size[::-1]] += 1
    return tuple(PageSize(count, *size, _name(*size)) for size, count in sizes.items())


def signature_fields(pdf: pikepdf.Pdf) -> tuple[SignatureField, ...]:
    """Every signature field of the form; names as the signatures themselves give them, which proves nothing."""
    form = pdf.Root.get('/AcroForm')
    fields = form.get('/Fields') if isinstance(form, Dictionary) else None
    return tuple(_signatures(fields, '', 0)) if isinstance(fields, Array) else ()


def attachments(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The names of embedded files."""
    return tuple(sorted(pdf.attachments))


def made_with(pdf: pikepdf.Pdf) -> str:
    """The program that the file says it was written by."""
    info = pdf.trailer.get('/Info')
    if not isinstance(info, Dictionary):
        return ''
    names = [str(info[key]).strip() for key in ('/Creator', '/Producer') if isinstance(info.get(key), pikepdf.String)]
    return ', '.join(dict.fromkeys(filter(None, names)))


def _signatures(fields: Array, prefix: str, depth: int) -> Iterator[SignatureField]:
    for field in fields:
        if not isinstance(field, Dictionary) or depth > _DEEPEST:
            continue
        own = str(field.get('/T', ''))
        name = '.'.join(filter(None, (prefix, own)))
        if field.get('/FT') == Name.Sig:
            value = field.get('/V')
            yield SignatureField(name, str(value.get('/Name', '')) if isinstance(value, Dictionary) else None)
        children = field.get('/Kids')
        if isinstance(children, Array):
            yield from _signatures(children, name, depth + 1)


def _name(width: int, height: int) -> str:
    for (short, long), name in _SIZES.items():
        if abs(min(width, height) - short) <= 1 and abs(max(width, height) - long) <= 1:
            return name if height >= width else f"{name} liggande"
    return ''
