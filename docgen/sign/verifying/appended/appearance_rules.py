"""What the widget of a field may look like: a plain picture in a rectangle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.empty_field_rules import look_says_nothing
from docgen.sign.verifying.appended.fault_kinds import FaultKind
from docgen.sign.verifying.appended.pdf_syntax import Stream, SyntaxFault
from docgen.sign.verifying.appended.stream_filters import unpacked

if TYPE_CHECKING:
    from docgen.sign.verifying.appended.revision import Box, Revision, Step

_NOTHING = re.compile(rb'(?:[\0\t\n\f\r ]|%[^\r\n]*+|[qQn](?![^\0\t\n\f\r ])|/Tx[ \r\n]+BMC|EMC)*+\Z')
_ELSEWHERE = frozenset(('/OC', '/Ref', '/PS', '/OPI', '/Alternates', '/F'))
"""What makes a look, or a picture in it, come from elsewhere, or be another one on paper (8.10.4, 8.11, 14.11.5)."""
_MOST_PICTURES = 200
NEVER = frozenset(('/A', '/AA', '/AF', '/OC', '/AS', '/Popup', '/Contents', '/RV', '/Opt', '/PMD', '/RC'))
"""What a field may not say, whoever signs it: what acts, hides, or says something else than a signature."""
_SHOWN = 32 | 8 | 16 | 256
"""Annotation flags (12.5.3) under which a widget looks otherwise at another zoom, turned, or under the pointer."""


def require_plain(step: Step, widget: dict[str, Any], name: str, *, person: bool) -> None:
    """Require one look of a widget and no more; none where no person signs.

    Args:
        step: the update that wrote it; faults are set down in it.
        widget: its dictionary.
        name: its field's.
        person: a person signs in the field, now or in an update that follows.
    """
    appearance = step.new.entry(widget, '/AP')
    look = step.new.entry(appearance, '/N') if isinstance(appearance, dict) else None
    box = box_of(step.new.entry(widget, '/Rect'))
    draws = isinstance(look, Stream) and not draws_nothing(look)
    shows = draws and (box is None or has_area(box))
    flags = step.new.entry(widget, '/F') or 0
    captions = step.new.entry(widget, '/MK')
    odd = (
        (appearance is not None and not isinstance(appearance, dict))
        or (isinstance(appearance, dict) and set(appearance) - {'/N'})
        or (look is not None and not (isinstance(look, Stream) and is_plain(look, step.new)))
        or (isinstance(look, Stream) and not person and not draws and not look_says_nothing(look, step.new))
        or (captions is not None and not isinstance(captions, dict))
        or (isinstance(captions, dict) and set(captions) - ({'/R', '/BC', '/BG'} if person else {'/R'}))
        or not isinstance(flags, int)
        or not NEVER.isdisjoint(widget)
    )
    if odd:
        step.fault(FaultKind.FIELD_ODD, name)
    elif shows and flags & _SHOWN:
        step.fault(FaultKind.FIELD_ODD, name, entry='/F')
    if draws and not person:  # be it in no space: a reader may give it some
        step.fault(FaultKind.FIELD_SHOWS, name)


def is_plain(look: Stream, revision: Revision) -> bool:
    """Whether a look is the same picture on every screen and on paper.

    Args:
        look: what a widget shows.
        revision: the state of the file that it lies in.
    """
    named = look.entries.get('/Type', '/XObject'), look.entries.get('/Subtype', '/Form')
    if named != ('/XObject', '/Form'):
        return False
    waiting, seen = [look], 0
    while waiting and seen < _MOST_PICTURES:
        each, seen = waiting.pop(), seen + 1
        if not _ELSEWHERE.isdisjoint(each.entries):
            return False
        pictures = revision.entry(each.entries, '/Resources', '/XObject')
        inner = pictures.values() if isinstance(pictures, dict) else ()
        waiting += [one for one in map(revision.resolved, inner) if isinstance(one, Stream)]
    return not waiting


def draws_nothing(look: Stream) -> bool:
    """Whether a look leaves no mark."""
    try:
        return _NOTHING.match(unpacked(look)) is not None
    except SyntaxFault:
        return False


def box_of(value: Any) -> Box | None:
    """Give a rectangle as left, bottom, right, top; None if it is none."""
    if not (isinstance(value, list) and len(value) == 4 and all(isinstance(each, int | float) for each in value)):
        return None
    left, bottom, right, top = (float(each) for each in value)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def has_area(box: Box) -> bool:
    """Whether anything can show in a rectangle."""
    return box[2] > box[0] and box[3] > box[1]
