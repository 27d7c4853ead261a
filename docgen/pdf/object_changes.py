"""What differs between two PDFs apart from what the pages say: attachments, comments, forms, actions, the title."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError, RuntimeError)
_DEEPEST = 20
_MOST = 5000
_LONGEST = 80
_SIGNATURE_KEYS = frozenset(('/AcroForm', '/DSS', '/Extensions', '/Metadata', '/Pages', '/Perms', '/Type', '/Version'))
_CATALOG = {
    '/OpenAction': "en åtgärd som körs när filen öppnas",
    '/AA': "åtgärder som körs när filen skrivs ut eller stängs",
    '/Outlines': "bokmärkena",
    '/PageLabels': "sidnumreringen",
    '/StructTreeRoot': "taggarna",
    '/OCProperties': "lager som kan döljas och visas",
    '/Lang': "språket",
    '/URI': "länkarnas början",
    '/Collection': "en portfölj av filer",
}
_ANNOTATIONS = {
    '/Text': "anteckning",
    '/FreeText': "textruta",
    '/Highlight': "överstrykning",
    '/Stamp': "stämpel",
    '/Ink': "frihandsteckning",
    '/Link': "länk",
    '/Square': "ruta",
    '/Line': "linje",
    '/FileAttachment': "bilagd fil",
    '/Redact': "maskering",
    '/StrikeOut': "överkorsning",
    '/Popup': "popup",
}


def object_changes(before: bytes, after: bytes) -> tuple[str, ...]:
    """Say in Swedish what differs, one sentence each; what cannot be read is passed over.

    Args:
        before: the older file, or the older part of the newer one.
        after: the newer file.
    """
    try:
        with (
            pikepdf.open(io.BytesIO(before), suppress_warnings=True) as old,
            pikepdf.open(io.BytesIO(after), suppress_warnings=True) as new,
        ):
            found: list[str] = []
            for look in (_pages, _attachments, _annotations, _fields, _signed, _title, _scripts, _catalog):
                found += _seen(look, old, new)
            return tuple(dict.fromkeys(found))
    except (*_BROKEN, pikepdf.PasswordError):
        return ()


def _seen(look: Callable[[pikepdf.Pdf, pikepdf.Pdf], Iterator[str]], old: pikepdf.Pdf, new: pikepdf.Pdf) -> list[str]:
    try:
        return list(look(old, new))
    except _BROKEN:
        return []


def _pages(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    before, after = len(old.pages), len(new.pages)
    if after > before:
        added = after - before
        yield f"{'En sida' if added == 1 else f'{added} sidor'} har lagts till."
    elif after < before:
        gone = before - after
        yield f"{'En sida' if gone == 1 else f'{gone} sidor'} har tagits bort."
    for number, (one, other) in enumerate(zip(old.pages[:_MOST], new.pages[:_MOST], strict=False), start=1):
        if _painting(one) != _painting(other):
            yield f"Sidan {number} har fått annat innehåll."


def _painting(page: pikepdf.Page) -> tuple[object, ...]:
    contents = page.obj.get('/Contents')
    streams = list(contents) if isinstance(contents, Array) else [contents]
    raw = tuple(each.read_raw_bytes() for each in streams if isinstance(each, pikepdf.Stream))
    boxes = tuple(str(page.obj.get(key)) for key in ('/Rotate', '/MediaBox', '/CropBox'))
    return raw, boxes


def _attachments(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    before, after = set(old.attachments), set(new.attachments)
    for name in sorted(after - before):
        yield f"Filen ”{_short(name)}” har bilagts."
    for name in sorted(before - after):
        yield f"Den bilagda filen ”{_short(name)}” har tagits bort."


def _annotations(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    for number, (one, other) in enumerate(zip(old.pages[:_MOST], new.pages[:_MOST], strict=False), start=1):
        before, after = _comments(one), _comments(other)
        for kind in sorted(set(after) | set(before)):
            what = _ANNOTATIONS.get(kind, "kommentar")
            if len(after.get(kind, ())) > len(before.get(kind, ())):
                yield f"Sidan {number} har fått en {what}."
            elif len(after.get(kind, ())) < len(before.get(kind, ())):
                yield f"En {what} har tagits bort på sidan {number}."
            elif after[kind] != before[kind]:
                yield f"En {what} har ändrats på sidan {number}."


def _comments(page: pikepdf.Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    annotations = page.obj.get('/Annots')
    for each in list(annotations)[:_MOST] if isinstance(annotations, Array) else ():
        if isinstance(each, Dictionary) and each.get('/Subtype') != Name.Widget:
            words = f'{each.get("/Rect")!s} {each.get("/Contents")!s}'
            found.setdefault(str(each.get('/Subtype')), []).append(words)
    return found


def _fields(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    before, after = dict(_values(old)), dict(_values(new))
    for name in sorted(set(after) - set(before)):
        yield f"Formulärfältet ”{_short(name)}” har lagts till."
    for name in sorted(set(before) - set(after)):
        yield f"Formulärfältet ”{_short(name)}” har tagits bort."
    for name in sorted(set(before) & set(after)):
        if before[name] != after[name]:
            was, now = _short(before[name]), _short(after[name])
            yield f"Formulärfältet ”{_short(name)}” har ändrats från ”{was}” till ”{now}”."


def _signed(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    before, after = ({name for name, field in _form(each) if _is_signed(field)} for each in (old, new))
    for name in sorted(after - before):
        yield f"Någon har skrivit under i fältet ”{_short(name)}”."
    for name in sorted(before - after):
        yield f"Underskriften i fältet ”{_short(name)}” har tagits bort."


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


def _title(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    names = {'/Title': "Titeln", '/Author': "Författaren", '/Subject': "Ämnet", '/Keywords': "Nyckelorden"}
    for key, name in names.items():
        before, after = (str(each.trailer.get('/Info', Dictionary()).get(key, '')) for each in (old, new))
        if before != after:
            yield f"{name} i filens uppgifter har ändrats från ”{_short(before)}” till ”{_short(after)}”."
    with old.open_metadata(update_docinfo=False) as one, new.open_metadata(update_docinfo=False) as other:
        before, after = (str(each.get('dc:title', '')) for each in (one, other))
    if before != after:
        yield f"Titeln i filens metadata har ändrats från ”{_short(before)}” till ”{_short(after)}”."


def _scripts(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    if '/JavaScript' in new.Root.get('/Names', Dictionary()) and '/JavaScript' not in old.Root.get(
        '/Names', Dictionary()
    ):
        yield "Ett program (JavaScript) har lagts till."


def _catalog(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    for key in sorted({*old.Root.keys(), *new.Root.keys()} - _SIGNATURE_KEYS):
        what = _CATALOG.get(key)
        if what is None:
            continue
        if key not in old.Root:
            yield f"Tillagt: {what}."
        elif key not in new.Root:
            yield f"Borttaget: {what}."
        elif old.Root[key].unparse() != new.Root[key].unparse():
            yield f"Ändrat: {what}."


def _short(text: str) -> str:
    flat = ' '.join(''.join(sign if sign.isprintable() else ' ' for sign in text).split())
    return flat if len(flat) <= _LONGEST else f'{flat[:_LONGEST].rstrip()} …'
