"""Whether a field that no person signed says something, in entries that no page shows but some programs do."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.description_rules import is_date
from docgen.sign.verifying.appended.pdf_syntax import TRUE, Ref, Stream
from docgen.sign.verifying.appended.revision import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.sign.verifying.appended.revision import Revision, Step

CALLED = frozenset(('timestamp', 'document timestamp', 'tidsstämpel', 'signature', 'underskrift', 'signature field'))
"""What a field that no person signed may be called besides its name: `/TU` is shown and read aloud."""
_WORDLESS = (
    '/Q', '/H', '/MK', '/BS', '/Border', '/StructParent', '/SV', '/DR', '/Rect', '/P', '/Subtype', '/Type', '/FT',
)  # fmt: skip
_OTHERWISE = frozenset(('/DR', '/P'))
"""What leads to words that are the page's, or a font's."""
_OF_STAMP = frozenset(('/Contents', '/ByteRange', '/M', '/Cert', '/Prop_Build'))
_DRAWN_WITH = frozenset(('/Font', '/Encoding', '/ProcSet'))
_APPEARANCE = re.compile(
    r'(?:\s|/[\w+.-]{1,30}\s+[\d.]+\s+Tf(?!\S)|/(?:Device|Cal)(?:RGB|Gray|CMYK)\s+(?:cs|CS)(?!\S)'
    r'|[+-]?[\d.]+(?!\S)|(?:T[cwzLsrmd]|[gGkK]|rg|RG|scn?|SCN?|q|Q)(?!\S))*\Z'
)
"""A default appearance (12.7.3.3): a font, a size, a colour."""
_IDENTIFIER = re.compile(r'[\w.:{}-]{1,64}\Z')
_DEEPEST = 20
_NAMED_INSIDE = frozenset(('/Font', '/FontDescriptor', '/Page', '/Catalog', '/Encoding'))
"""What has texts in it that are no words."""
_UPWARD = frozenset(('/P', '/Parent', '/Pg'))
_BUILD = re.compile(r'(?=.*\d)[\w .:,/()+-]{1,40}\Z')
"""A program's version or day, as `/Prop_Build` holds it."""


def says_nothing(revision: Revision, entries: dict[str, Any], names: frozenset[str]) -> bool:
    """Whether a field's or widget's dictionary says no more than what kind of field it is and where.

    Args:
        revision: the state of the file that it lies in.
        entries: the dictionary.
        names: of the form's fields, which a lock may name.
    """
    resources = revision.entry(entries, '/DR')
    locked = revision.entry(entries, '/Lock', '/Fields')
    owner = entries.get('/P')
    return (
        not any(has_words(entries.get(key), None if key in _OTHERWISE else revision) for key in _WORDLESS)
        and (owner is None or isinstance(owner, Ref))
        and (not isinstance(resources, dict) or not set(resources) - _DRAWN_WITH)
        and _APPEARANCE.match(_text(revision, entries, '/DA')) is not None
        and (not _text(revision, entries, '/NM') or _IDENTIFIER.match(_text(revision, entries, '/NM')) is not None)
        and all(text_of(revision.resolved(each)).split('.')[0] in names for each in locked or ())
    )


def is_like(name: str, names: Iterable[str]) -> bool:
    """Whether a field's name reads as another's: but for its spaces, marks without width, and capitals."""
    return _read_as(name) in {_read_as(each) for each in names}


def _read_as(name: str) -> str:
    plain = unicodedata.normalize('NFKC', name).casefold()
    return ''.join(sign for sign in plain if unicodedata.category(sign)[0] not in 'CZ')


def stamp_says_nothing(value: dict[str, Any], revision: Revision) -> bool:
    """Whether a timestamp's dictionary is no more than it: anybody can have one, and says nothing with it.

    Args:
        value: the dictionary.
        revision: the state of the file that it lies in.
    """
    day, certificate = revision.entry(value, '/M'), revision.entry(value, '/Cert')
    listed = [revision.resolved(each) for each in certificate] if isinstance(certificate, list) else [certificate]
    return (
        not any(has_words(each, revision) for key, each in value.items() if key not in _OF_STAMP)
        and (day is None or is_date(day))
        and all(each is None or (isinstance(each, bytes) and each.startswith(b'0\x82')) for each in listed)
        and all(_BUILD.match(each) for each in _all_texts(value.get('/Prop_Build'), revision))
    )


def _all_texts(value: Any, revision: Revision, depth: int = 0) -> Iterator[str]:
    value = revision.resolved(value)
    if isinstance(value, bytes):
        yield text_of(value)
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for each in value.values() if isinstance(value, dict) else value:
            yield from _all_texts(each, revision, depth + 1)


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
        return (key not in old or kinds <= {'/Sig'}) and _APPEARANCE.match(_text(step.new, new, key)) is not None
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


def look_says_nothing(look: Stream, revision: Revision) -> bool:
    """Whether what describes a look beside its picture is no words.

    Args:
        look: what a widget shows.
        revision: the state of the file that it lies in.
    """
    day = look.entries.get('/LastModified')
    others = {key: value for key, value in look.entries.items() if key != '/LastModified'}
    return not has_words(others, revision) and (day is None or is_date(revision.resolved(day)))


def _text(revision: Revision, entries: dict[str, Any], key: str) -> str:
    return text_of(revision.entry(entries, key))


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
