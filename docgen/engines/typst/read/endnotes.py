"""Endnotes: numbered as they are referred to, and set after the text (ECMA-376 part 1, 17.11)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.drawn_content import Rule
from docgen.engines.typst.read.numbering import spelled
from docgen.engines.typst.read.wordml import attribute, child, number, w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from docgen.engines.typst.formats import TextFormat
    from docgen.engines.typst.read.refusals import Refusals

_NUMBERED = frozenset({'decimal', 'lowerRoman', 'upperRoman', 'lowerLetter', 'upperLetter'})
_THICKNESS, _LENGTH, _ROOM = 0.5, 144.0, 6.0
"""Of the line that Word draws between the text and the notes, and the room above and below it, in points."""


@dataclass(frozen=True)
class Reference:
    """One endnote's place among them all, and its mark."""

    number: int
    mark: str

    def in_text(self, form: TextFormat) -> tuple[content.Inline, ...]:
        """The mark where the text refers to the note, leading to it."""
        shown = (content.Text(self.mark, form),)
        return content.Mark(self._name('from')), content.Link(self._name('to'), internal=True, inlines=shown, note=True)

    def before_note(self, form: TextFormat) -> content.Inline:
        """The mark before the note, leading back to the text."""
        return content.Link(self._name('from'), internal=True, inlines=(content.Text(self.mark, form),))

    def target(self) -> content.Mark:
        """The place that the mark in the text leads to."""
        return content.Mark(self._name('to'))

    def _name(self, end: str) -> str:
        # No bookmark of Word's has a space in its name.
        return f'endnote {self.number} {end}'


class Endnotes:
    """A document's endnotes while its text is read."""

    def __init__(
        self,
        notes: etree._Element | None,
        settings: etree._Element | None,
        body: etree._Element,
        refusals: Refusals,
    ) -> None:
        """Begin a document.

        Args:
            notes: the root of its part with endnotes; None where it has none.
            settings: the root of its settings part; None where it has none.
            body: the root of its main part.
            refusals: takes what the engine cannot set.
        """
        self._notes = {
            attribute(each, 'id') or '': each
            for each in (notes.iterfind(w('endnote')) if notes is not None else ())
            if each.get(w('type')) in (None, 'normal')
        }
        self._waiting: list[tuple[Reference, etree._Element]] = []
        self._said = [
            *(found for each in body.iter(w('sectPr')) if (found := child(each, 'endnotePr')) is not None),
            *(found for found in (child(settings, 'endnotePr'),) if found is not None),
        ]
        self._sections = sum(1 for _ in body.iter(w('sectPr')))
        self._refusals = refusals
        self._referred = 0
        self._number = max(number(self._setting('numStart'), 1), 1) - 1

    def _setting(self, name: str) -> str:
        return next((said for each in self._said if (said := attribute(child(each, name)))), '')

    def refer(self, ident: str, mark: str, where: etree._Element) -> Reference | None:
        """The note that the text refers to, with its mark; None with the reason noted.

        Args:
            ident: the note's id.
            mark: its own mark; '' where it takes the next number.
            where: the element that refers to it.
        """
        note = self._notes.pop(ident, None)
        form = self._setting('numFmt') or 'lowerRoman'
        apart = self._setting('numRestart') == 'eachSect' or self._setting('pos') == 'sectEnd'
        if note is None or form not in _NUMBERED or (apart and self._sections > 1):
            self._refusals.add('word-unknown-element', where, "slutnoter efter varje avsnitt eller med ovanliga nummer")
            return None
        self._referred += 1
        if not mark:
            self._number += 1
            mark = spelled(self._number, form)
        reference = Reference(self._referred, mark)
        self._waiting.append((reference, note))
        return reference

    def blocks(self, read: Callable[[etree._Element, Reference], tuple[content.Block, ...]]) -> Iterator[content.Block]:
        """The line and the notes that the text so far refers to, in order; each is given once.

        Args:
            read: gives the blocks of a note.
        """
        waiting, self._waiting = self._waiting, []
        for index, (reference, note) in enumerate(waiting):
            blocks = read(note, reference)
            first = blocks[0] if blocks else None
            if not isinstance(first, content.Paragraph):
                self._refusals.add('word-unknown-element', note, "tabell först i en slutnot")
                continue
            if not index:
                line = (Rule(_THICKNESS, '000000', _LENGTH),)
                form = replace(first.format, before=_ROOM, after=_ROOM, contextual=False, left=0.0, first=0.0)
                yield replace(first, format=form, inlines=line, label=None, text='')
            yield replace(first, inlines=(reference.target(), *first.inlines))
            yield from blocks[1:]
