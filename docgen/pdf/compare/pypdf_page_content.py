"""Drawing operators of each page as pypdf reads them, in two states of a file: a reader independent of the others."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any

from docgen.pdf.compare.difference import Difference, short
from docgen.pdf.compare.difference import DifferenceKind as Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_PAGES = 300


def differing_texts(before: bytes, after: bytes) -> list[Difference] | None:
    """Give the pages that pypdf finds drawn by other instructions or in other fonts; None if it cannot read them.

    Args:
        before: the older state.
        after: the newer state.
    """
    from pypdf import PdfReader

    try:
        old, new = PdfReader(io.BytesIO(before)), PdfReader(io.BytesIO(after))
        if len(old.pages) != len(new.pages):
            return [Difference(Kind.PAGE_COUNT, before=str(len(old.pages)), after=str(len(new.pages)))]
        pairs = zip(old.pages[:_MOST_PAGES], new.pages[:_MOST_PAGES], strict=True)
        return [
            _difference(number, one, other)
            for number, (one, other) in enumerate(pairs, start=1)
            if list(_drawn(one)) != list(_drawn(other))
        ]
    except Exception:  # noqa: BLE001 - pypdf raises what it likes on files that it does not understand
        return None


def _drawn(page: Any) -> Iterator[bytes]:
    """What decides the text of a page: its instructions, its boxes, and its fonts with their mappings to letters."""
    contents = page.get_contents()
    yield contents.get_data() if contents is not None else b''
    yield repr((page.mediabox, page.cropbox, page.rotation)).encode()
    resources = page.get('/Resources')
    fonts = resources.get_object().get('/Font') if resources is not None else None
    for name, font in (fonts.get_object() if fonts is not None else {}).items():
        entries = font.get_object()
        mapping = entries.get('/ToUnicode')
        said = mapping.get_object().get_data() if mapping is not None else b''
        plain = {key: _plain(entries.raw_get(key)) for key in entries if key != '/ToUnicode'}
        yield f'{name} {plain}'.encode() + hashlib.sha256(said).digest()


def _plain(value: Any) -> str:
    """A value as text; of a reference only where it leads to."""
    number = getattr(value, 'idnum', None)
    if number is not None:
        return f'{number} {value.generation} R'
    if isinstance(value, list):
        return ' '.join(_plain(each) for each in value)
    entry = getattr(value, 'raw_get', None)
    return ' '.join(f'{key} {_plain(entry(key))}' for key in value) if entry is not None else repr(value)


def _difference(number: int, one: Any, other: Any) -> Difference:
    was, now = one.extract_text(), other.extract_text()
    if was != now:
        return Difference(Kind.TEXT, number, before=short(was), after=short(now))
    return Difference(Kind.PAGE_CONTENT, number)
