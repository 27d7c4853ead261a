"""Where in the document a changed object belongs: its page, the field that it is the signature or a widget of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.fault_kinds import Fault, FaultKind
from docgen.sign.verifying.appended.field_words import fields_of_form
from docgen.sign.verifying.appended.pdf_syntax import Ref
from docgen.sign.verifying.appended.revision import references

if TYPE_CHECKING:
    from docgen.sign.verifying.appended.revision import Revision, Step

_MOST_PAGES = 500
_DEEPEST = 30
_STEPS = 4
_MOST_ELEMENTS = 300
_OF_FIELDS = frozenset((
    FaultKind.FIELD, FaultKind.FIELD_SHOWS, FaultKind.FIELD_ODD, FaultKind.FIELD_LATE, FaultKind.SIGNATURE_REMOVED,
    FaultKind.SIGNATURE_REUSED, FaultKind.SIGNATURE_MISSING,
))  # fmt: skip


def page_of(revision: Revision, number: int) -> int:
    """Give the page, from 1, whose content, resources, tag or annotation an object is; 0 if it is none's alone."""
    pages = revision.pages[:_MOST_PAGES]
    value = revision.get(number)
    own = [value.get('/Pg'), value.get('/P')] if isinstance(value, dict) else []
    for page, reference in enumerate(pages, start=1):
        if reference.number == number or reference in own:
            return page
        entries = revision.resolved(reference)
        held = [entries.get(key) for key in ('/Contents', '/Resources')] if isinstance(entries, dict) else []
        if _leads_to(revision, held, number):
            return page
    return _page_of_tag(revision, value) if isinstance(value, dict) and '/S' in value else 0


def _leads_to(revision: Revision, value: Any, number: int) -> bool:
    """Whether something leads to an object in a few steps, down and not up."""
    waiting, seen = [(value, 0)], set[int]()
    while waiting:
        each, depth = waiting.pop()
        for key, one, _ in references(each):
            if one == number:
                return True
            if one not in seen and depth < _STEPS and key not in ('/Parent', '/P'):
                seen.add(one)
                waiting.append((revision.get(one), depth + 1))
    return False


def _page_of_tag(revision: Revision, element: dict[str, Any]) -> int:
    """The page of the first content that a tag holds, or of the tags around it."""
    places = {each.number: page for page, each in enumerate(revision.pages[:_MOST_PAGES], start=1)}
    waiting, seen = [element.get('/K')], 0
    while waiting and seen < _MOST_ELEMENTS:
        each, seen = revision.resolved(waiting.pop(0)), seen + 1
        if isinstance(each, list):
            waiting = [*each, *waiting]
        elif isinstance(each, dict):
            target = revision.resolved(each.get('/Obj'))
            for owner in (each.get('/Pg'), target.get('/P') if isinstance(target, dict) else None):
                if isinstance(owner, Ref) and owner.number in places:
                    return places[owner.number]
            waiting = [each.get('/K'), *waiting]
    above: Any = element
    for _ in range(_DEEPEST):
        above = revision.resolved(above.get('/P')) if isinstance(above, dict) else None
        owner = above.get('/Pg') if isinstance(above, dict) else None
        if isinstance(owner, Ref) and owner.number in places:
            return places[owner.number]
    return 0


def field_of_signature(revision: Revision, number: int) -> str:
    """Give the name of the field whose value an object is; '' if it is none's."""
    return next((name for name, _, field in fields_of_form(revision) if field.get('/V') == Ref(number, 0)), '')


def field_name(revision: Revision, number: int) -> str:
    """Give the whole name of the field that an object is or is a widget of; '' if it is none."""
    return next((name for name, each, _ in fields_of_form(revision) if each == number), '')


def with_pages(step: Step) -> list[Fault]:
    """Give a step's faults, those of fields with the page where the field stands."""
    pages: dict[str, int] = {}
    if any(each.kind in _OF_FIELDS and not each.page for each in step.faults):
        for revision in (step.old, step.new):
            widgets = _widgets(revision)
            pages |= {name: widgets[number] for name, number, _ in fields_of_form(revision) if number in widgets}
    return [
        replace(each, page=pages.get(each.name, 0)) if each.kind in _OF_FIELDS and not each.page else each
        for each in step.faults
    ]


def _widgets(revision: Revision) -> dict[int, int]:
    """The page, from 1, that each annotation stands on, by its number."""
    found: dict[int, int] = {}
    for page, reference in enumerate(revision.pages[:_MOST_PAGES], start=1):
        annotations = revision.entry(reference, '/Annots')
        for each in annotations if isinstance(annotations, list) else ():
            if isinstance(each, Ref):
                found[each.number] = page
    return found
