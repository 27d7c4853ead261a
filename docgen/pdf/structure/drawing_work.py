"""How much the pages of a PDF ask of whoever draws or reads them, found out before anyone does.

Forms that draw forms that draw forms make millions of objects of three thousand bytes; a page with hundreds of
thousands of texts keeps its reader at work for hours, since each text is sought among all of the page's characters; and
marks within marks within marks end the process itself, which no reader counts. What cannot be counted (patterns,
shades, glyphs that are drawings, colours that mix) is told apart, so that `trial_drawing` can try it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_OPERATORS = 600_000
"""Of one page; a reader holds some 600 bytes for each, and a dense table has ten thousand."""
_MOST_SEEKING = 3_000_000_000
"""Texts of a page by the bytes of its drawing: eight nanoseconds each."""
_MOST_TOGETHER = 20_000_000
"""Operators of all pages."""
_ORDINARY = 400_000
"""Operators of all pages that need no trial: if each paints a whole page, it takes about a minute."""
_DEEPEST = 30
"""Forms in each other."""
_DEEPEST_MARKS = 1000
"""Marked contents, or saved states, in each other; ISO 19005-2 allows 28 states (6.1.13)."""
_NESTING = re.compile(rb'(?<![^\s\])>])(?:(q|BDC|BMC)|(Q|EMC))(?![^\s\[(</])')
_OPERATOR = re.compile(rb'(?<![^\s\])>])[A-Za-z\'"][A-Za-z0-9*]{0,2}(?![^\s\[(</])')
_FORM = re.compile(rb'/([^\s/\[\]<>(){}%]+)\s+Do(?![^\s\[(</])')
_PLAIN_MIXING = (Name.Normal, Name.Compatible)
_TEXTS = (b'Tj', b'TJ', b"'", b'"')
_BROKEN = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError, RuntimeError)


class Demand(Enum):
    """What the pages of a file ask of whoever draws them."""

    ORDINARY = 'ordinary'
    UNCOUNTED = 'uncounted'
    """A page holds what may take any time, or cannot be read to its end."""
    TOO_MUCH = 'too-much'
    """A page, or all of them, draws more than any document's."""


@dataclass(frozen=True)
class _Work:
    """What drawing something once takes, forms that it draws counted each time."""

    operators: int = 0
    texts: int = 0
    bytes: int = 0
    depth: int = 0
    uncounted: bool = False

    def plus(self, other: _Work, times: int = 1) -> _Work:
        return _Work(
            self.operators + times * other.operators,
            self.texts + times * other.texts,
            self.bytes + times * other.bytes,
            self.depth + other.depth,
            self.uncounted or other.uncounted,
        )

    @property
    def is_too_much(self) -> bool:
        seeking = self.texts * self.bytes
        return self.operators > _MOST_OPERATORS or seeking > _MOST_SEEKING or self.depth > _DEEPEST_MARKS


def drawing_demand(pdf: pikepdf.Pdf) -> Demand:
    """Tell what drawing an opened file would take.

    Its streams must be known to unpack to no more than fits (`docgen.pdf.structure.unpacked_size`).
    """
    forms: dict[tuple[int, int], _Work] = {}
    together = 0
    uncounted = False
    try:
        for page in pdf.pages:
            work = _page(page.obj, forms)
            together += work.operators
            if work.is_too_much or together > _MOST_TOGETHER:
                return Demand.TOO_MUCH
            uncounted = uncounted or work.uncounted
    except _BROKEN:
        return Demand.UNCOUNTED
    return Demand.UNCOUNTED if uncounted or together > _ORDINARY else Demand.ORDINARY


def draws_too_much(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a page of an opened file draws more than any document's page; see `drawing_demand`."""
    return drawing_demand(pdf) is Demand.TOO_MUCH


def _page(page: Any, forms: dict[tuple[int, int], _Work]) -> _Work:
    contents = page.get('/Contents')
    pieces = contents.as_list() if isinstance(contents, Array) else [contents]
    drawn = b'\n'.join(_bytes(each) for each in pieces if isinstance(each, Stream))
    work = _drawing(drawn, page.get('/Resources'), forms, 0)
    for look in _looks(page):
        work = work.plus(_form(look, None, forms, 1))
    return work


def _drawing(drawn: bytes, resources: Any, forms: dict[tuple[int, int], _Work], depth: int) -> _Work:
    texts = sum(map(drawn.count, _TEXTS))
    work = _Work(_operators(drawn), texts, len(drawn), _nesting(drawn), _has_uncounted(resources))
    named = resources.get('/XObject') if isinstance(resources, Dictionary) else None
    if not isinstance(named, Dictionary) or depth > _DEEPEST:
        return work
    for name, times in Counter(_FORM.findall(drawn)).items():
        form = named.get(Name('/' + name.decode('latin-1')))
        if isinstance(form, Stream) and form.get('/Subtype') == Name.Form:
            work = work.plus(_form(form, resources, forms, depth + 1), times)
    return work


def _has_uncounted(resources: Any) -> bool:
    """Whether there are patterns, shades, drawings in place of letters, or colours that mix with what lies below."""
    if not isinstance(resources, Dictionary):
        return False
    if any(resources.get(each) for each in ('/Pattern', '/Shading')):
        return True
    fonts, states = (
        [each for each in dict(named.items()).values() if isinstance(each, Dictionary)]
        if isinstance(named := resources.get(kind), Dictionary)
        else []
        for kind in ('/Font', '/ExtGState')
    )
    return any(each.get('/Subtype') == Name.Type3 for each in fonts) or any(
        each.get('/BM', Name.Normal) not in _PLAIN_MIXING or isinstance(each.get('/SMask'), Dictionary)
        for each in states
    )


def _form(form: Stream, resources: Any, forms: dict[tuple[int, int], _Work], depth: int) -> _Work:
    if form.objgen not in forms:
        forms[form.objgen] = _Work()  # one that draws itself, which no reader follows
        forms[form.objgen] = _drawing(_bytes(form), form.get('/Resources', resources), forms, depth)
    return forms[form.objgen]


def _looks(page: Any) -> Iterator[Stream]:
    """The appearances of a page's fields and annotations."""
    listed = page.get('/Annots')
    for annotation in listed.as_list() if isinstance(listed, Array) else ():
        look = annotation.get('/AP') if isinstance(annotation, Dictionary) else None
        normal = look.get('/N') if isinstance(look, Dictionary) else None
        if isinstance(normal, Stream):
            yield normal
        elif isinstance(normal, Dictionary):
            yield from (each for each in dict(normal.items()).values() if isinstance(each, Stream))


def _operators(drawn: bytes) -> int:
    """Their number; for what is short the most that it can hold, since counting takes time."""
    at_most = len(drawn) // 2
    return at_most if at_most < _MOST_OPERATORS // 4 else sum(1 for _ in _OPERATOR.finditer(drawn))


def _nesting(drawn: bytes) -> int:
    if sum(map(drawn.count, (b'BDC', b'BMC', b'q'))) <= _DEEPEST_MARKS // _DEEPEST:
        return 0
    depth = deepest = 0
    for each in _NESTING.finditer(drawn):
        depth += 1 if each[1] else -1
        deepest = max(deepest, depth)
    return deepest


def _bytes(stream: Stream) -> bytes:
    try:
        return stream.read_bytes()
    except _BROKEN:
        return b''
