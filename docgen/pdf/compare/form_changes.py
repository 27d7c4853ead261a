"""What differs between the forms of two PDFs: what fields hold and show, which are signed, actions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf.compare.difference import Difference, short
from docgen.pdf.compare.difference import DifferenceKind as Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(rb'^(?:[ \t\r\n\0]|%[^\r\n]*|[qQ](?=[ \t\r\n]|\Z))*+[^ \t\r\n\0]')
"""Anything in what draws a picture but comments and states kept and restored."""
_DEEPEST = 20
_MOST = 5000


def _filled_in(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    before, after = dict(_values(old)), dict(_values(new))
    for name in sorted(set(after) - set(before)):
        yield Difference(Kind.FIELD_ADDED, name=short(name))
    for name in sorted(set(before) - set(after)):
        yield Difference(Kind.FIELD_REMOVED, name=short(name))
    for name in sorted(set(before) & set(after)):
        if before[name] != after[name]:
            yield Difference(Kind.FIELD_VALUE, name=short(name), before=short(before[name]), after=short(after[name]))


def _signed(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    before, after = ({name for name, field in _form(each) if _is_signed(field)} for each in (old, new))
    for name in sorted(after - before):
        yield Difference(Kind.SIGNED, name=short(name))
    for name in sorted(before - after):
        yield Difference(Kind.SIGNATURE_REMOVED, name=short(name))


def _pictured(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    before, after = (dict(_signature_pictures(each)) for each in (old, new))
    for name in sorted(after):
        if name not in before and after[name]:
            yield Difference(Kind.FIELD_PICTURE_ADDED, name=short(name))
        elif name in before and after[name] != before[name]:
            yield Difference(Kind.FIELD_PICTURE_CHANGED, name=short(name))


def _signature_pictures(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """What each signature field shows, and where; '' for one that shows nothing."""
    for name, field in _form(pdf):
        if field.get('/FT') == Name.Sig and '/Rect' in field:
            appearance = field.get('/AP')
            drawn = appearance.get('/N') if isinstance(appearance, Dictionary) else None
            left, bottom, right, top = (float(edge) for edge in field['/Rect'])
            shows = left != right and bottom != top
            if shows and isinstance(drawn, pikepdf.Stream) and _MARK.search(drawn.read_bytes()):
                yield name, f'{left} {bottom} {right} {top} {drawn.read_raw_bytes().hex()}'
            else:
                yield name, ''


def _is_signed(field: pikepdf.Object) -> bool:
    value = field.get('/V')
    if field.get('/FT') != Name.Sig or not isinstance(value, Dictionary):
        return False
    return value.get('/SubFilter') != Name('/ETSI.RFC3161')


def _values(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    for name, field in _form(pdf):
        if '/FT' in field and field.get('/FT') != Name.Sig:
            value = field.get('/V')
            yield name, '' if value is None else str(value)


def _form(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    form = pdf.Root.get('/AcroForm')
    fields = form.get('/Fields') if isinstance(form, Dictionary) else None
    if isinstance(fields, Array):
        yield from _within(fields, '', 0)


def _within(fields: Array, prefix: str, depth: int) -> Iterator[tuple[str, pikepdf.Object]]:
    for each in list(fields)[:_MOST]:
        if not isinstance(each, Dictionary) or depth > _DEEPEST:
            continue
        name = '.'.join(filter(None, (prefix, str(each.get('/T', '')))))
        yield name, each
        children = each.get('/Kids')
        if isinstance(children, Array):
            yield from _within(children, name, depth + 1)


def _actions(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    before = dict(_acting(old))
    yield from (difference for holder, difference in _acting(new) if holder not in before)
    form, was = (each.Root.get('/AcroForm', Dictionary()) for each in (new, old))
    if form.get('/NeedAppearances') and not was.get('/NeedAppearances'):
        yield Difference(Kind.FIELDS_REDRAWN)


def _acting(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Difference]]:
    for name, field in _form(pdf):
        if '/A' in field or '/AA' in field:
            yield f'field {name}', Difference(Kind.FIELD_ACTION, name=short(name))
    for number, page in enumerate(pdf.pages[:_MOST], start=1):
        if '/AA' in page.obj:
            yield f'page {number}', Difference(Kind.PAGE_ACTION, number)


FORM_CHANGES = (_filled_in, _signed, _pictured, _actions)
"""Each gives the differences between an older and a newer file, and may raise what pikepdf does on broken ones."""
