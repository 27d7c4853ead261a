"""What a file holds besides its pages: attachments, comments, links, fields, programs, what it says about itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf.structure import tags
from docgen.pdf.structure.pdf_file import open_any_pdf

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

_OPENING, _ACTION = "Något som sker när filen öppnas", "Något som sker av sig självt när filen används"
_PROGRAM, _XFA = "Ett program (JavaScript)", "Ett formulär av annat slag (XFA)"
_LAYERS = "Lager som kan döljas och visas"
_DOES_SOMETHING = frozenset((_OPENING, _ACTION, _PROGRAM, _XFA, _LAYERS))
_LEADS_SOMEWHERE = frozenset((Name.URI, Name.GoTo))
"""Actions that show a web page or a place in the file (ISO 32000-1, 12.6.4), and only when somebody asks for it."""


@dataclass(frozen=True)
class OtherDifference:
    """One difference, as a Swedish sentence."""

    text: str
    harmless: bool
    """Whether it neither takes away what was sent nor makes the file do anything."""

    def __str__(self) -> str:
        return self.text


def other_differences(sent: Path, came_back: Path) -> tuple[OtherDifference, ...]:
    """Say what differs besides the pages; signature fields and signatures do not count.

    Raises:
        JudgementError: one of the files cannot be opened (see `docgen.pdf.structure.pdf_file`).
    """
    before, after = (dict(_content(open_any_pdf(pdf))) for pdf in (sent, came_back))
    come, gone = ([each[key] for key in each if key not in other] for each, other in ((after, before), (before, after)))
    found = [OtherDifference(f"{text} har kommit till.", harmless=text not in _DOES_SOMETHING) for text in come]
    found += [OtherDifference(f"{text} är borta.", harmless=False) for text in gone]
    found += _said(sent, came_back)
    return tuple(dict.fromkeys(found))


def _said(sent: Path, came_back: Path) -> Iterator[OtherDifference]:
    """What differs in what the files say about themselves; portals write this anew when they rewrite a file."""
    before, after = open_any_pdf(sent), open_any_pdf(came_back)
    for name, read in (("Titeln", _title), ("Språket", _language)):
        one, other = read(before), read(after)
        if one != other:
            yield OtherDifference(f"{name} ”{one}” har blivit ”{other}”.", harmless=True)
    if '/StructTreeRoot' in before.Root and '/StructTreeRoot' not in after.Root:
        yield OtherDifference("Taggarna är borta, så filen kan inte läsas upp rätt.", harmless=True)


def _title(pdf: pikepdf.Pdf) -> str:
    return str(pdf.docinfo.get('/Title', ''))


def _language(pdf: pikepdf.Pdf) -> str:
    return str(pdf.Root.get('/Lang', ''))


def _content(pdf: pikepdf.Pdf) -> Iterator[tuple[object, str]]:
    """Every thing with a key that two files share only when they have the same."""
    try:
        yield from _attachments(pdf)
        yield from _programs(pdf)
        yield from _fields(pdf)
        for number, page in enumerate(pdf.pages, 1):
            yield from _annotations(number, page.obj)
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError) as error:
        yield ('broken', str(error)), f"Ett skadat objekt ({error})"


def _attachments(pdf: pikepdf.Pdf) -> Iterator[tuple[object, str]]:
    for name, attached in pdf.attachments.items():
        content = attached.get_file().read_bytes()
        yield ('attachment', name, hashlib.sha256(content).digest()), f"Bilagan ”{name}”"


def _programs(pdf: pikepdf.Pdf) -> Iterator[tuple[object, str]]:
    if '/OpenAction' in pdf.Root:
        yield 'open', _OPENING
    if '/AA' in pdf.Root or any(_acts(each) for each in _acting(pdf)):
        yield 'actions', _ACTION
    if '/OCProperties' in pdf.Root:
        yield 'layers', _LAYERS
    scripts = tags.read_name_tree(pdf.Root.get('/Names', Dictionary()).get('/JavaScript'))
    for name in scripts:
        yield ('script', name), _PROGRAM


def _acting(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """All that may hold an action: pages, what lies on them, and fields."""
    for page in pdf.pages:
        yield page.obj
        annotations = page.obj.get('/Annots')
        yield from annotations if isinstance(annotations, Array) else ()
    form = pdf.Root.get('/AcroForm')
    if isinstance(form, Dictionary):
        yield from form.get('/Fields', Array())


def _acts(holder: pikepdf.Object) -> bool:
    """Whether something runs by itself, or a click does more than lead somewhere."""
    if '/AA' in holder:
        return True
    action = holder.get('/A')
    return action is not None and (action.get('/S') not in _LEADS_SOMEWHERE or '/Next' in action)


def _fields(pdf: pikepdf.Pdf) -> Iterator[tuple[object, str]]:
    form = pdf.Root.get('/AcroForm')
    if not isinstance(form, Dictionary):
        return
    if '/XFA' in form:
        yield 'xfa', _XFA
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
