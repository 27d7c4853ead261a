"""What differs between the forms of two PDFs: fields, what they hold and show, who signed, what they do themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 20
_MOST = 5000
_LONGEST = 80


def _filled_in(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    before, after = dict(_values(old)), dict(_values(new))
    for name in sorted(set(after) - set(before)):
        yield f"Formulärfältet ”{short(name)}” har lagts till."
    for name in sorted(set(before) - set(after)):
        yield f"Formulärfältet ”{short(name)}” har tagits bort."
    for name in sorted(set(before) & set(after)):
        if before[name] != after[name]:
            was, now = short(before[name]), short(after[name])
            yield f"Formulärfältet ”{short(name)}” har ändrats från ”{was}” till ”{now}”."


def _signed(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    before, after = ({name for name, field in _form(each) if _is_signed(field)} for each in (old, new))
    for name in sorted(after - before):
        yield f"Någon har skrivit under i fältet ”{short(name)}”."
    for name in sorted(before - after):
        yield f"Underskriften i fältet ”{short(name)}” har tagits bort."


def _pictured(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    before, after = (dict(_signature_pictures(each)) for each in (old, new))
    for name in sorted(after):
        if name not in before and after[name]:
            yield f"Fältet ”{short(name)}” har lagts till, med en bild på sidan."
        elif name in before and after[name] != before[name]:
            yield f"Det som syns i fältet ”{short(name)}” har bytts ut."


def _signature_pictures(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """What each signature field shows, and where; '' for one that shows nothing."""
    for name, field in _form(pdf):
        if field.get('/FT') == Name.Sig and '/Rect' in field:
            appearance = field.get('/AP')
            drawn = appearance.get('/N') if isinstance(appearance, Dictionary) else None
            left, bottom, right, top = (float(edge) for edge in field['/Rect'])
            if isinstance(drawn, pikepdf.Stream) and left != right and bottom != top:
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


def _actions(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    before = dict(_acting(old))
    for holder, sentence in _acting(new):
        if holder not in before:
            yield sentence
    form, was = (each.Root.get('/AcroForm', Dictionary()) for each in (new, old))
    if form.get('/NeedAppearances') and not was.get('/NeedAppearances'):
        yield "Filen säger åt läsprogrammet att rita om det som syns i fälten."


def _acting(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    for name, field in _form(pdf):
        if '/A' in field or '/AA' in field:
            yield f'field {name}', f"Fältet ”{short(name)}” har fått en åtgärd som körs när det används."
    for number, page in enumerate(pdf.pages[:_MOST], start=1):
        if '/AA' in page.obj:
            yield f'page {number}', f"Sidan {number} har fått en åtgärd som körs när den visas."


def short(text: str) -> str:
    """Give a text of the file on one line, cut when it is long."""
    flat = ' '.join(''.join(sign if sign.isprintable() else ' ' for sign in text).split())
    return flat if len(flat) <= _LONGEST else f'{flat[:_LONGEST].rstrip()} …'


FORM_CHANGES = (_filled_in, _signed, _pictured, _actions)
"""Each gives Swedish sentences for an older and a newer file, and may raise what pikepdf does on broken ones."""
