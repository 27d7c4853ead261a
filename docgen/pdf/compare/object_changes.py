"""What differs between two PDFs apart from what the pages say: attachments, comments, forms, actions, the title."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf.compare.form_changes import FORM_CHANGES, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError, RuntimeError)
_MOST = 5000
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
            for look in (_pages, _attachments, _annotations, *FORM_CHANGES, _title, _scripts, _catalog):
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
        yield f"Filen ”{short(name)}” har bilagts."
    for name in sorted(before - after):
        yield f"Den bilagda filen ”{short(name)}” har tagits bort."


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


def _title(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[str]:
    names = {'/Title': "Titeln", '/Author': "Författaren", '/Subject': "Ämnet", '/Keywords': "Nyckelorden"}
    for key, name in names.items():
        before, after = (str(each.trailer.get('/Info', Dictionary()).get(key, '')) for each in (old, new))
        if before != after:
            yield f"{name} i filens uppgifter har ändrats från ”{short(before)}” till ”{short(after)}”."
    with old.open_metadata(update_docinfo=False) as one, new.open_metadata(update_docinfo=False) as other:
        before, after = (str(each.get('dc:title', '')) for each in (one, other))
    if before != after:
        yield f"Titeln i filens metadata har ändrats från ”{short(before)}” till ”{short(after)}”."


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
