"""Names of fields, and the fonts and words that a form's fields are drawn with."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.empty_field_rules import is_appearance
from docgen.sign.verifying.appended.pdf_syntax import TRUE, Ref, Stream
from docgen.sign.verifying.appended.revision import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.sign.verifying.appended.revision import Revision, Step

_DEEPEST = 20
_NAMED_INSIDE = frozenset(('/Font', '/FontDescriptor', '/Page', '/Catalog', '/Encoding'))
"""What has texts in it that are no words."""
_UPWARD = frozenset(('/P', '/Parent', '/Pg'))
_MOST = 20_000


def is_stamp(value: dict[str, Any]) -> bool:
    """Whether a field's value is a timestamp, and no person's signature."""
    return '/DocTimeStamp' in value.values() or value.get('/SubFilter') == '/ETSI.RFC3161'


def all_fields(revision: Revision, fields: Any) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Give each field and widget beneath some: its full name (12.7.3.2), its object's number, and its dictionary.

    Args:
        revision: the state of the file.
        fields: an array of them, or a reference to it.
    """
    listed = revision.resolved(fields)
    waiting = [('', each) for each in listed] if isinstance(listed, list) else []
    seen: set[int] = set()
    while waiting and len(seen) < _MOST:
        prefix, reference = waiting.pop()
        entries = revision.resolved(reference)
        if not isinstance(reference, Ref) or reference.number in seen or not isinstance(entries, dict):
            continue
        seen.add(reference.number)
        name = '.'.join(filter(None, (prefix, text_of(revision.entry(entries, '/T')))))
        yield name, reference.number, entries
        kids = revision.entry(entries, '/Kids')
        waiting += [(name, each) for each in kids] if isinstance(kids, list) else []


def fields_of_form(revision: Revision) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Give each field and widget of a state of the file, as `all_fields`."""
    return all_fields(revision, revision.entry(revision.catalog, '/AcroForm', '/Fields'))


def signed_by_persons(revision: Revision) -> frozenset[int]:
    """Give the numbers of the fields in which a person signed, as far as this state of the file says."""
    found = set()
    for _, number, entries in fields_of_form(revision):
        value = revision.entry(entries, '/V')
        if isinstance(value, dict) and not is_stamp(value):
            found.add(number)
    return frozenset(found)


def is_like(name: str, names: Iterable[str]) -> bool:
    """Whether a field's name reads as another's: but for its spaces, marks without width, and capitals."""
    return _read_as(name) in {_read_as(each) for each in names}


def _read_as(name: str) -> str:
    plain = unicodedata.normalize('NFKC', name).casefold()
    return ''.join(sign for sign in plain if unicodedata.category(sign)[0] not in 'CZ')


def default_appearance_stays(step: Step, old: dict[str, Any], new: dict[str, Any], key: str) -> bool:
    """Whether the fonts (`/DR`) and the look (`/DA`) that a form's fields are drawn with stay, where there are fields
    to be drawn: some viewers draw them anew. More fonts may come.

    Args:
        step: the update.
        old: the form before it.
        new: the form after it.
        key: `/DR` or `/DA`.
    """
    fields = step.old.entry(old, '/Fields')
    kinds = {step.old.entry(each, '/FT') for each in fields} if isinstance(fields, list) else set()
    if key == '/DA':
        return (key not in old or kinds <= {'/Sig'}) and (key not in new or is_appearance(step.new.entry(new, key)))
    before, after = step.old.entry(old, key), step.new.entry(new, key)
    if not _only_draws(step.new, after, before if isinstance(before, dict) else {}):
        return False
    if kinds <= {'/Sig'}:
        return True
    if not isinstance(before, dict):
        return bool(step.old.entry(old, "/NeedAppearances") != TRUE)
    for group in before:
        held, holds = step.old.entry(before, group), step.new.entry(after, group)
        if not isinstance(held, dict):
            if not step.same(held, holds):
                return False
        elif not isinstance(holds, dict) or not all(step.same(held[name], holds.get(name)) for name in held):
            return False
    return True


def _only_draws(revision: Revision, resources: Any, before: dict[str, Any]) -> bool:
    """Whether resources are fonts and codings, or groups that were there before."""
    if not isinstance(resources, dict | None):
        return False
    for group, held in (resources or {}).items():
        if group in before:
            continue
        each = revision.resolved(held)
        listed = [revision.resolved(one) for one in each.values()] if isinstance(each, dict) else None
        if group == '/ProcSet':
            known = isinstance(each, list) and all(isinstance(one, str) for one in each)
        elif group == '/Encoding':
            known = listed is not None and not any(isinstance(one, Stream) or has_words(one) for one in listed)
        else:
            known = group == '/Font' and listed is not None
            known = known and all(isinstance(one, dict) and one.get('/Type') == '/Font' for one in listed or ())
        if not known:
            return False
    return True


def has_words(value: Any, revision: Revision | None = None, depth: int = 0) -> bool:
    """Whether a value holds text, be it deep within.

    Args:
        value: any.
        revision: the state of the file, to follow references in; without it they are not followed.
        depth: how deep within.
    """
    if isinstance(value, Ref) and revision is not None:
        value = revision.resolved(value)
        if isinstance(value, dict) and value.get('/Type') in _NAMED_INSIDE:
            return False
    if isinstance(value, bytes) or depth > _DEEPEST:
        return True
    if isinstance(value, dict):
        return any(has_words(each, revision, depth + 1) for key, each in value.items() if key not in _UPWARD)
    return isinstance(value, list) and any(has_words(each, revision, depth + 1) for each in value)
