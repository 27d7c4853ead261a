"""Fields as they open and close among a story's runs: where what stands in them goes, and what each shows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.read.fields import NAMED_VALUES, NUMBERS, PROPERTIES, STORED, OpenField, understood
from docgen.engines.typst.read.numbering import spelled
from docgen.engines.typst.read.wordml import attribute, child, local, number, on, w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from docgen.engines.typst.formats import TextFormat
    from docgen.engines.typst.read.fields import Instruction
    from docgen.engines.typst.read.story_part import StoryPart
    from docgen.engines.typst.read.wordml import Layer

# References repeat their bookmark's text: more than this is no document but a trap.
_MAX_REFERRED = 200_000
_SPELLINGS = {'': 'decimal', 'i': 'lowerRoman', 'I': 'upperRoman', 'a': 'lowerLetter', 'A': 'upperLetter'}


class FieldReader(ABC):
    """Keeps a story's open fields between its paragraphs, because a table of contents spans many.

    What is put while a field is open belongs to the field; else it goes to the paragraph that is being read.
    """

    def __init__(self, part: StoryPart) -> None:
        self._part = part
        self._fields: list[OpenField] = []
        self._sink: list[content.Inline] = []
        self._style = ''
        self._table: Layer = {}
        self._referred = 0
        self.contents: list[Instruction] = []
        """Tables of contents found in the paragraph just read."""

    @property
    def in_contents(self) -> bool:
        """Whether the stored lines of a table of contents are being passed over."""
        return any(opened.kind == 'TOC' and opened.in_result for opened in self._fields)

    def finish(self) -> None:
        """Refuse what is still open at the end of the story."""
        for opened in self._fields:
            self._part.refusals.add('word-field-unfinished', opened.element)

    def _put(self, inline: content.Inline) -> None:
        if self.in_contents:
            return
        top = next((each for each in reversed(self._fields) if not each.shown_as_stored), None)
        if top is None:
            self._sink.append(inline)
        elif top.in_result:
            top.inlines.append(inline)
        elif not isinstance(inline, content.Mark):
            self._part.refusals.add('word-field-unfinished', top.element)

    def _put_link(
        self, target: str, inlines: Iterable[content.Inline], node: etree._Element, *, internal: bool
    ) -> None:
        inlines = tuple(inlines)
        if self.in_contents or not inlines:
            return
        if not target or target == '_top':
            self._part.refusals.add('word-link-without-target', node)
        elif internal and target not in self._part.bookmarks:
            self._part.refusals.add('word-bookmark-missing', node, target)
        else:
            self._put(content.Link(target, internal, inlines))

    def _field_mark(self, node: etree._Element, name: str) -> None:
        if name == 'instrText':
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction += node.text or ''
            return
        kind = attribute(node, 'fldCharType')
        if kind == 'begin':
            self._fields.append(OpenField(node))
        elif not self._fields:
            self._part.refusals.add('word-field-unfinished', node)
        elif kind == 'separate':
            self._fields[-1].in_result = True
            self._note_contents(self._fields[-1])
        else:
            self._close(node)

    def _note_contents(self, opened: OpenField) -> None:
        instruction = understood(opened.instruction)
        if opened.kind == 'TOC' and not opened.placed:
            opened.placed = True
            if instruction is None or self._part.artifact:
                self._part.refusals.add('word-unknown-field', opened.element, opened.instruction.strip())
            else:
                self.contents.append(instruction)

    def _close(self, node: etree._Element) -> None:
        opened = self._fields.pop()
        instruction = understood(opened.instruction)
        if opened.kind == 'TOC':
            self._note_contents(opened)
        elif self.in_contents:
            return
        elif instruction is None and (opened.kind in STORED or opened.locked):
            for inline in opened.inlines:
                self._put(inline)
        elif opened.kind == 'FORMCHECKBOX':
            self._put(content.Text("☒" if _is_checked(opened.element) else "☐", self._look(opened)))
        elif instruction is None:
            self._part.refusals.add('word-unknown-field', node, opened.instruction.strip())
        elif instruction.kind == 'XE':
            if opened.inlines:
                self._part.refusals.add('word-unknown-field', node, opened.instruction.strip())
        elif instruction.kind == 'HYPERLINK':
            internal = not instruction.argument
            target = instruction.argument or instruction.switches.get('l', '')
            self._put_link(target, opened.inlines, node, internal=internal)
        else:
            self._put_value(instruction, opened, node)

    def _look(self, opened: OpenField) -> TextFormat:
        return opened.format or self._part.styles.text(self._style, None, self._table)

    def _put_value(self, instruction: Instruction, opened: OpenField, node: etree._Element) -> None:
        form = self._look(opened)
        if instruction.kind in NUMBERS:
            self._put(content.Field(instruction.kind, form, numbering=instruction.numbering))
            return
        if instruction.kind in PROPERTIES | NAMED_VALUES or instruction.kind == 'SEQ':
            self._put_known(instruction, opened, form)
            return
        target = instruction.argument
        if target not in self._part.bookmarks:
            self._part.refusals.add('word-bookmark-missing', node, target)
            return
        if instruction.kind == 'REF':
            self._referred += len(self._part.bookmarks[target])
            if self._referred > _MAX_REFERRED:
                self._part.refusals.add('word-document-too-large', node, "korsreferenserna upprepar för mycket text.")
                return
        shown: tuple[content.Inline, ...]
        if instruction.kind == 'PAGEREF':
            shown = (content.Field('PAGEREF', form, target),)
        else:
            shown = self._referred_inlines(instruction, form, node)
        if 'h' in instruction.switches and shown:
            shown = (content.Link(target, internal=True, inlines=shown),)
        for inline in shown:
            self._put(inline)

    def _referred_inlines(
        self, instruction: Instruction, form: TextFormat, node: etree._Element
    ) -> tuple[content.Inline, ...]:
        """What a reference repeats: text, breaks and hyphens, each run in its own look or in the field's."""
        nodes = self._part.bookmark_runs.get(instruction.argument, [])
        while nodes and local(nodes[-1]) == 'p':
            nodes = nodes[:-1]
        while nodes and local(nodes[0]) == 'p':
            nodes = nodes[1:]
        if any(local(each) in ('p', 'drawing', 'footnoteReference') for each in nodes):
            self._part.refusals.add('word-unknown-field', node, f'REF {instruction.argument} med flera stycken')
            return ()
        kept, self._sink, fields, self._fields = self._sink, [], self._fields, []
        for each in nodes:
            run = next(each.iterancestors(w('r')), None)
            own = self._part.styles.text(self._style, child(run, 'rPr'), self._table)
            look = replace(form, caps=own.caps, small_caps=own.small_caps) if instruction.keeps_look else own
            self._run_child(each, local(each), look)
        inlines, self._sink, self._fields = tuple(self._sink), kept, fields
        return inlines

    def _put_known(self, instruction: Instruction, opened: OpenField, form: TextFormat) -> None:
        """A value that stands in the file: a property of the document, or the next number of its captions."""
        part = self._part
        stored = ''.join(each.text for each in opened.inlines if isinstance(each, content.Text))
        if instruction.kind in PROPERTIES:
            value = part.properties.get(instruction.kind, '')
        elif instruction.kind in NAMED_VALUES:
            value = part.properties.get(f'{instruction.kind} {instruction.argument.casefold()}', '')
        elif 'h' in instruction.switches:
            # Counts, and shows nothing.
            _count(part.sequences if part.sequences is not None else {}, instruction)
            return
        elif part.sequences is not None:
            value = spelled(_count(part.sequences, instruction), _SPELLINGS[instruction.numbering])
        else:
            value = ''
        value = instruction.capitalised(value)
        if not value or (value != stored and _is_referred_to(opened.element)):
            part.refusals.add('word-unknown-field', opened.element, opened.instruction.strip())
        else:
            self._put(content.Text(value, form))

    @abstractmethod
    def _run_child(self, node: etree._Element, name: str, form: TextFormat) -> None:
        """Put what an element of a run shows: a reference repeats the elements that its bookmark spans.

        Args:
            node: the element.
            name: its local name.
            form: the run's format.
        """


def _is_checked(begin: etree._Element) -> bool:
    """Whether a form's box is ticked: as somebody left it, else as its author did."""
    for name in ('checked', 'default'):
        if (said := child(begin, 'ffData', 'checkBox', name)) is not None:
            return on(said)
    return False


def _count(sequences: dict[str, int], instruction: Instruction) -> int:
    """Step a numbering of captions: to the next number, to the one that is said, or nowhere for a repeated one."""
    name, switches = instruction.argument, instruction.switches
    if 'r' in switches:
        sequences[name] = number(switches['r'])
    elif 'c' not in switches:
        sequences[name] = sequences.get(name, 0) + 1
    return sequences.get(name, 0)


def _is_referred_to(element: etree._Element) -> bool:
    """Whether a cross-reference may repeat what stands in this paragraph, as the file has it stored."""
    paragraph = next(element.iterancestors(w('p')), None)
    marks = paragraph.iter(w('bookmarkStart')) if paragraph is not None else ()
    return any(not (attribute(mark, 'name') or '').startswith(('_GoBack', '_Toc')) for mark in marks)
