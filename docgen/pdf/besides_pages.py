"""What a file holds besides its pages: attachments, comments, links, fields, programs, what it says about itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf import tags
from docgen.pdf.source import open_any_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KINDS = {
    '/Text': "En kommentar",
    '/FreeText': "En kommentar",
    '/Highlight': "En överstrykning",
    '/StrikeOut': "En genomstrykning",
    '/Underline': "En understrykning",
    '/Stamp': "En stämpel",
    '/Ink': "En teckning",
    '/Link': "En länk",
    '/FileAttachment': "En bilaga",
    '/Redact': "En maskering",
}


def other_differences(sent: Path, came_back: Path) -> tuple[str, ...]:
    """Say in Swedish what differs besides the pages; signature fields and signatures do not count.

    Raises:
        JudgementError: one of the files cannot be opened (see `docgen.pdf.source`).
    """
    before, after = (dict(_content(open_any_pdf(pdf))) for pdf in (sent, came_back))
    found = [f"{after[key]} har kommit till." for key in after if key not in before]
    found += [f"{before[key]} är borta." for key in before if key not in after]
    return tuple(dict.fromkeys(found))


def _content(pdf: pikepdf.Pdf) -> Iterator[tuple[object, str]]:
    """Every thing with a key that two files share only when they have the same."""
    try:
        yield from _attachments(pdf)
        yield from _programs(pdf)
        yield from _fields(pdf)
        for number, page in enumerate(pdf.pages, 1):
            yield from _annotations(number, page.obj)
        title = str(pdf.docinfo.get('/Title', ''))
        yield ('title', title), f"Titeln ”{title}”" if title else "En tom titel"
        language = str(pdf.Root.get('/Lang', ''))
        yield ('language', language), f"Språkuppgiften ”{language}”" if language else "Inget språk angivet"
        if not isinstance(pdf.Root.get('/StructTreeRoot'), Dictionary):
            yield 'untagged', "Att filen saknar taggar, så att den inte kan läsas upp,"
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError) as error:
        yield ('broken', str(error)), f"Ett skadat objekt ({error})"


def _attachments(pdf: pikepdf.Pdf) -> Iterator[tuple[object, str]]:
    for name, attached in pdf.attachments.items():
        content = attached.get_file().read_bytes()
        yield ('attachment', name, hashlib.sha256(content).digest()), f"Bilagan ”{name}”"


def _programs(pdf: pikepdf.Pdf) -> Iterator[tuple[object, str]]:
    if '/OpenAction' in pdf.Root:
        yield 'open', "Något som sker när filen öppnas"
    if '/AA' in pdf.Root:
        yield 'actions', "Något som sker av sig självt när filen används"
    scripts = tags.read_name_tree(pdf.Root.get('/Names', Dictionary()).get('/JavaScript'))
    for name in scripts:
        yield ('script', name), "Ett program (JavaScript)"


def _fields(pdf: pikepdf.Pdf) -> Iterator[tuple[object, str]]:
    form = pdf.Root.get('/AcroForm')
    if not isinstance(form, Dictionary):
        return
    if '/XFA' in form:
        yield 'xfa', "Ett formulär av annat slag (XFA)"
    for field in form.get('/Fields', Array()):
        if field.get('/FT') != Name.Sig:
            name = str(field.get('/T', ''))
            yield ('field', name, str(field.get('/V', ''))), f"Formulärfältet ”{name}”"


def _annotations(page: int, holder: pikepdf.Object) -> Iterator[tuple[object, str]]:
    annotations = holder.get('/Annots')
    for annotation in annotations if isinstance(annotations, Array) else ():
        kind = str(annotation.get('/Subtype', ''))
        if kind in ('/Widget', '/Popup'):
            continue
        place = tuple(round(float(edge)) for edge in annotation.get('/Rect', ()))
        action = annotation.get('/A', Dictionary())
        target = str(action.get('/URI', action.get('/S', ''))) if isinstance(action, Dictionary) else ''
        said = str(annotation.get('/Contents', ''))
        words = f"{_KINDS.get(kind, 'En anteckning')} på sidan {page}"
        if said and kind != '/Link':
            words += f" (”{said[:60]}”)"
        yield (page, kind, place, target, said), words
