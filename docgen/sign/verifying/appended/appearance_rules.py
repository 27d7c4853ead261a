"""What the widget of a field may look like: a plain picture in a rectangle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.pdf_syntax import Stream, SyntaxFault
from docgen.sign.verifying.appended.stream_filters import unpacked

if TYPE_CHECKING:
    from docgen.sign.verifying.appended.revision import Box, Revision

_NOTHING = re.compile(rb'(?:[\0\t\n\f\r ]|%[^\r\n]*+|[qQn](?![^\0\t\n\f\r ])|/Tx[ \r\n]+BMC|EMC)*+\Z')
_OF_LOOK = frozenset((
    '/Type', '/Subtype', '/FormType', '/BBox', '/Matrix', '/Resources', '/Length', '/Filter', '/DecodeParms', '/Group',
    '/Name', '/LastModified', '/StructParent', '/StructParents',
))  # fmt: skip
"""What a look may say besides what it draws; so not what is drawn from another file, in a layer, or only by a printer
(8.10.4, 8.11, 14.11.5)."""
_ELSEWHERE = frozenset(('/OC', '/Ref', '/PS', '/OPI', '/Alternates', '/F'))
"""What makes a picture within a look come from elsewhere, or be another one on paper."""
_MOST_PICTURES = 200


def is_plain(look: Stream, revision: Revision, *, person: bool) -> bool:
    """Whether a look is the same picture on every screen and on paper.

    Args:
        look: what a widget shows.
        revision: the state of the file that it lies in.
        person: a person signed with it, whose program may note what it likes beside the picture.
    """
    named = look.entries.get('/Type', '/XObject'), look.entries.get('/Subtype', '/Form')
    if (not person and set(look.entries) - _OF_LOOK) or named != ('/XObject', '/Form'):
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
