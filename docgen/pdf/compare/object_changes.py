"""What differs between two revisions of a PDF apart from what its pages say: attachments, comments, forms, actions."""

from __future__ import annotations

import contextlib
import io
import logging
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf.compare.difference import Difference, short
from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.compare.difference_sentences import CATALOG_ENTRIES, INFORMATION_ENTRIES
from docgen.pdf.compare.form_changes import FORM_CHANGES
from docgen.swedish import join_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Look = Callable[[pikepdf.Pdf, pikepdf.Pdf], Iterator[Difference]]

_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError, RuntimeError)
_MOST = 5000
_MOST_NUMBERS = 20
"""Pages that are told of by number."""


def object_changes(before: bytes, after: bytes) -> tuple[Difference, ...]:
    """Give what differs; what cannot be read is passed over.

    Args:
        before: the older file, or the older part of the newer one.
        after: the newer file.
    """
    try:
        with (
            pikepdf.open(io.BytesIO(before), suppress_warnings=True) as old,
            pikepdf.open(io.BytesIO(after), suppress_warnings=True) as new,
        ):
            found: list[Difference] = []
            for look in (_pages, _attachments, _annotations, *FORM_CHANGES, _title, _scripts, _catalog):
                found += _seen(look, old, new)
            return tuple(dict.fromkeys(found))
    except (*_BROKEN, pikepdf.PasswordError):
        return ()


def _seen(
    look: Callable[[pikepdf.Pdf, pikepdf.Pdf], Iterator[Difference]], old: pikepdf.Pdf, new: pikepdf.Pdf
) -> list[Difference]:
    try:
        return list(look(old, new))
    except _BROKEN:
        return []


def _pages(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    before, after = len(old.pages), len(new.pages)
    if after > before:
        yield Difference(Kind.PAGES_ADDED, after=str(after - before), name=_added(old, new))
    elif after < before:
        yield Difference(Kind.PAGES_REMOVED, before=str(before - after))
    for number, (one, other) in enumerate(zip(old.pages[:_MOST], new.pages[:_MOST], strict=False), start=1):
        if _painting(one) != _painting(other):
            yield Difference(Kind.PAGE_CONTENT, number)


def _added(old: pikepdf.Pdf, new: pikepdf.Pdf) -> str:
    """The numbers of the pages that are no page of the older file: "3", "3 och 5"; '' where that is not certain."""
    known = {page.obj.objgen for page in old.pages}
    numbers = [str(place) for place, page in enumerate(new.pages, start=1) if page.obj.objgen not in known]
    certain = len(numbers) == len(new.pages) - len(old.pages) and len(numbers) <= _MOST_NUMBERS
    return join_list(numbers) if certain else ''


def _painting(page: pikepdf.Page) -> tuple[object, ...]:
    contents = page.obj.get('/Contents')
    streams = list(contents) if isinstance(contents, Array) else [contents]
    raw = tuple(each.read_raw_bytes() for each in streams if isinstance(each, pikepdf.Stream))
    boxes = tuple(str(page.obj.get(key)) for key in ('/Rotate', '/MediaBox', '/CropBox'))
    return raw, boxes


def _attachments(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    before, after = set(old.attachments), set(new.attachments)
    for name in sorted(after - before):
        yield Difference(Kind.ATTACHMENT_ADDED, name=short(name))
    for name in sorted(before - after):
        yield Difference(Kind.ATTACHMENT_REMOVED, name=short(name))


def _annotations(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    for number, (one, other) in enumerate(zip(old.pages[:_MOST], new.pages[:_MOST], strict=False), start=1):
        before, after = _comments(one), _comments(other)
        for kind in sorted(set(after) | set(before)):
            if len(after.get(kind, ())) > len(before.get(kind, ())):
                yield Difference(Kind.ANNOTATION_ADDED, number, kind)
            elif len(after.get(kind, ())) < len(before.get(kind, ())):
                yield Difference(Kind.ANNOTATION_REMOVED, number, kind)
            elif after[kind] != before[kind]:
                yield Difference(Kind.ANNOTATION_CHANGED, number, kind)


def _comments(page: pikepdf.Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    annotations = page.obj.get('/Annots')
    for each in list(annotations)[:_MOST] if isinstance(annotations, Array) else ():
        if isinstance(each, Dictionary) and each.get('/Subtype') != Name.Widget:
            words = f'{each.get("/Rect")!s} {each.get("/Contents")!s}'
            found.setdefault(str(each.get('/Subtype')), []).append(words)
    return found


def _title(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    for key in INFORMATION_ENTRIES:
        before, after = (str(each.trailer.get('/Info', Dictionary()).get(key, '')) for each in (old, new))
        if before != after:
            yield Difference(Kind.INFORMATION, name=key, before=short(before), after=short(after))
    with (
        _without_warnings(),
        old.open_metadata(update_docinfo=False) as one,
        new.open_metadata(update_docinfo=False) as other,
    ):
        before, after = (str(each.get('dc:title', '')) for each in (one, other))
    if before != after:
        yield Difference(Kind.METADATA_TITLE, before=short(before), after=short(after))


@contextlib.contextmanager
def _without_warnings() -> Iterator[None]:
    """A packet that is no XMP says nothing, and is told of elsewhere: pikepdf need not log it as well."""
    log = logging.getLogger('pikepdf')
    before, log.disabled = log.disabled, True
    logging.getLogger('pikepdf.models.metadata._xmp').disabled = True
    try:
        yield
    finally:
        log.disabled = before
        logging.getLogger('pikepdf.models.metadata._xmp').disabled = before


def _scripts(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    was, now = ('/JavaScript' in each.Root.get('/Names', Dictionary()) for each in (old, new))
    if now and not was:
        yield Difference(Kind.PROGRAM_ADDED)


def _catalog(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Difference]:
    for key in sorted({*old.Root.keys(), *new.Root.keys()} & CATALOG_ENTRIES):
        if key not in old.Root:
            yield Difference(Kind.CATALOG_ADDED, name=key)
        elif key not in new.Root:
            yield Difference(Kind.CATALOG_REMOVED, name=key)
        elif old.Root[key].unparse() != new.Root[key].unparse():
            yield Difference(Kind.CATALOG_CHANGED, name=key)
