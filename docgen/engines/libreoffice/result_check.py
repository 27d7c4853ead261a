"""A look at a PDF that LibreOffice stored: it opens, has pages, and holds only fonts that were asked for, embedded.

The program's word is not enough: it has said "done" over files that were not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen import fonts
from docgen.engines.libreoffice import messages
from docgen.errors import JudgementError, ToolError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pypdf.generic import DictionaryObject

    from docgen.engines.protocol import Source

_FILES = ('/FontFile', '/FontFile2', '/FontFile3')


def look_at(pdf: Path, source: Source, font_files: Sequence[fonts.FontFile]) -> int:
    """The number of pages.

    Args:
        pdf: what LibreOffice stored.
        source: what it was made from, for messages.
        font_files: those that the Word file asks for, besides the pinned ones.

    Raises:
        JudgementError: `libreoffice-pdf-unsound`.
        ToolError: `font-substituted`.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(pdf)
        pages = len(reader.pages)
        used = dict(pair for page in reader.pages for pair in _fonts(page))
    except (PyPdfError, OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise JudgementError(messages.unsound(source, "Den går inte att läsa.")) from error
    if not pages:
        raise JudgementError(messages.unsound(source, "Den har inga sidor."))
    allowed = {family.replace(' ', '') for family in fonts.families()}
    allowed |= {each.postscript.partition('-')[0] for each in font_files}
    foreign = sorted(name for name in used if name.partition('-')[0] not in allowed)
    if foreign:
        raise ToolError([messages.substituted(source, name) for name in foreign])
    loose = sorted(name for name, embedded in used.items() if not embedded)
    if loose:
        raise JudgementError(messages.unsound(source, f"Teckensnittet {', '.join(loose)} är inte inbäddat."))
    return pages


def _fonts(page: DictionaryObject) -> Iterator[tuple[str, bool]]:
    """Each font of a page by its name without subset tag, and whether its file is in the PDF."""
    shelf = _resolved(_resolved(page.get('/Resources'), '/Font'))
    for entry in shelf.values():
        font = entry.get_object()
        kids = font.get('/DescendantFonts')
        lowest = kids.get_object()[0].get_object() if kids is not None else font
        descriptor = _resolved(lowest, '/FontDescriptor')
        name = str(font.get('/BaseFont', '')).lstrip('/')
        yield name.partition('+')[2] or name, any(key in descriptor for key in _FILES)


def _resolved(holder: object, key: str = '') -> DictionaryObject:
    from pypdf.generic import DictionaryObject

    found = holder.get_object() if hasattr(holder, 'get_object') else holder
    if key and isinstance(found, DictionaryObject):
        found = found.get(key)
        found = found.get_object() if found is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
