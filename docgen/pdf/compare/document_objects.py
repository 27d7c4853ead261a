"""What a file holds besides its pages: attachments, comments, links, fields, programs, what it says about itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.pdf.compare.difference import Difference
from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.structure import tags
from docgen.pdf.structure.pdf_file import open_any_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LEADS_SOMEWHERE = frozenset((Name.URI, Name.GoTo))
"""Actions that show a web page or a place in the file (ISO 32000-1, 12.6.4), and only when somebody asks for it."""


def other_differences(sent: Path, came_back: Path) -> tuple[Difference, ...]:
    """Give what differs besides the pages; signature fields and signatures do not count.

    Args:
        sent: the older file.
        came_back: the newer one, perhaps written anew by another program.

    Raises:
        JudgementError: one of the files cannot be opened (see `docgen.pdf.structure.pdf_file`).
    """
    before, after = (dict(_content(open_any_pdf(pdf))) for pdf in (sent, came_back))
    found = [come for key, (come, _) in after.items() if key not in before]
    found += [gone for key, (_, gone) in before.items() if key not in after]
    found += _said(sent, came_back)
    return tuple(dict.fromkeys(found))


def _said(sent: Path, came_back: Path) -> Iterator[Difference]:
    """What differs in what the files say about themselves; portals write this anew when they rewrite a file."""
    before, after = open_any_pdf(sent), open_any_pdf(came_back)
    for kind, read in ((Kind.TITLE, _title), (Kind.LANGUAGE, _language)):
        one, other = read(before), read(after)
        if one != other:
            yield Difference(kind, before=one, after=other)
    if '/StructTreeRoot' in before.Root and '/StructTreeRoot' not in after.Root:
        yield Difference(Kind.TAGS_REMOVED)


def _title(pdf: pikepdf.Pdf) -> str:
    return str(pdf.docinfo.get('/Title', ''))


def _language(pdf: pikepdf.Pdf) -> str:
    return str(pdf.Root.get('/Lang', ''))


_Thing = tuple[object, tuple[Difference, Difference]]
"""A key that two files share only when they have the same, and the differences if it has come and if it is gone."""


def _content(pdf: pikepdf.Pdf) -> Iterator[_Thing]:
    try:
        yield from _attachments(pdf)
        yield from _programs(pdf)
        yield from _fields(pdf)
        for number, page in enumerate(pdf.pages, 1):
            yield from _annotations(number, page.obj)
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError) as error:
        damaged = Difference(Kind.DAMAGED)
        yield ('broken', str(error)), (damaged, damaged)


def _both(come: Kind, gone: Kind, page: int = 0, name: str = '', said: str = '') -> tuple[Difference, Difference]:
    return Difference(come, page, name, after=said), Difference(gone, page, name, before=said)


def _behaviour(name: str) -> tuple[Difference, Difference]:
    return _both(Kind.BEHAVIOUR_ADDED, Kind.BEHAVIOUR_REMOVED, name=name)


def _attachments(pdf: pikepdf.Pdf) -> Iterator[_Thing]:
    for name, attached in pdf.attachments.items():
        content = attached.get_file().read_bytes()
        key = 'attachment', name, hashlib.sha256(content).digest()
        yield key, _both(Kind.ATTACHMENT_ADDED, Kind.ATTACHMENT_REMOVED, name=name)


def _programs(pdf: pikepdf.Pdf) -> Iterator[_Thing]:
    if '/OpenAction' in pdf.Root:
        yield 'open', _behaviour('opening')
    if '/AA' in pdf.Root or any(_acts(each) for each in _acting(pdf)):
        yield 'actions', _behaviour('action')
    if '/OCProperties' in pdf.Root:
        yield 'layers', _behaviour('layers')
    for name in tags.read_name_tree(pdf.Root.get('/Names', Dictionary()).get('/JavaScript')):
        yield ('script', name), _behaviour('program')


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


def _fields(pdf: pikepdf.Pdf) -> Iterator[_Thing]:
    form = pdf.Root.get('/AcroForm')
    if not isinstance(form, Dictionary):
        return
    if '/XFA' in form:
        yield 'xfa', _behaviour('xfa')
    for field in form.get('/Fields', Array()):
        if field.get('/FT') != Name.Sig:
            name = str(field.get('/T', ''))
            yield ('field', name, str(field.get('/V', ''))), _both(Kind.FIELD_ADDED, Kind.FIELD_REMOVED, name=name)


def _annotations(page: int, holder: pikepdf.Object) -> Iterator[_Thing]:
    annotations = holder.get('/Annots')
    for annotation in annotations if isinstance(annotations, Array) else ():
        kind = str(annotation.get('/Subtype', ''))
        if kind in ('/Widget', '/Popup'):
            continue
        place = tuple(round(float(edge)) for edge in annotation.get('/Rect', ()))
        action = annotation.get('/A', Dictionary())
        target = str(action.get('/URI', action.get('/S', ''))) if isinstance(action, Dictionary) else ''
        said = str(annotation.get('/Contents', ''))
        come_and_gone = _both(Kind.ANNOTATION_ADDED, Kind.ANNOTATION_REMOVED, page, kind, said[:60])
        yield (page, kind, place, target, said), come_and_gone
