"""What stands inside a paragraph: runs, fields, links, pictures, bookmarks and footnotes, by allow-list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.read.drawings import read_drawing
from docgen.engines.typst.read.fields import NAMED_VALUES, NUMBERS, PROPERTIES, OpenField, understood
from docgen.engines.typst.read.story_part import IGNORED, StoryPart, check_control, refuse
from docgen.engines.typst.read.symbols import is_symbol_font, shown
from docgen.engines.typst.read.vml import read_pict
from docgen.engines.typst.read.wordml import MC, R, attribute, child, local, names, namespace, w
from docgen.word import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml import etree

    from docgen.engines.typst.formats import TextFormat
    from docgen.engines.typst.read.fields import Instruction
    from docgen.engines.typst.read.shared_properties import Layer

_WRAPPERS = names('smartTag customXml sdtContent')
# References repeat their bookmark's text: more than this is no document but a trap.
_MAX_REFERRED = 200_000
_SIGNS = {'noBreakHyphen': '\u2011', 'softHyphen': '\u00ad'}
_SPACES = str.maketrans('\t\r\n', '   ')


class InlineReader:
    """Reads one story's paragraphs; open fields are kept between them, because a table of contents spans many."""

    def __init__(self, part: StoryPart) -> None:
        self._part = part
        self._fields: list[OpenField] = []
        self._sink: list[content.Inline] = []
        self._style = ''
        self._table: Layer = {}
        self._referred = 0
        self._notes: set[str] = set()
        self.contents: list[Instruction] = []
        """Tables of contents found in the paragraph just read."""

    @property
    def in_contents(self) -> bool:
        """Whether the stored lines of a table of contents are being passed over."""
        return any(opened.kind == 'TOC' and opened.in_result for opened in self._fields)

    def paragraph(self, element: etree._Element, style: str, table: Layer) -> tuple[content.Inline, ...]:
        """The paragraph's inlines; text inside a table of contents' stored result is passed over."""
        self._sink, self._style, self._table, self.contents = [], style, table, []
        self._children(element)
        for opened in [opened for opened in self._fields if opened.kind != 'TOC']:
            self._part.refusals.add('word-field-unfinished', opened.element)
            self._fields.remove(opened)
        return tuple(self._sink)

    def finish(self) -> None:
        """Refuse what is still open at the end of the story."""
        for opened in self._fields:
            self._part.refusals.add('word-field-unfinished', opened.element)

    def _children(self, element: etree._Element) -> None:
        for node in element:
            self._node(node)

    def _node(self, node: etree._Element) -> None:
        name, own = local(node), namespace(node) == W
        if own and name == 'r':
            self._run(node)
        elif own and name == 'hyperlink':
            self._hyperlink(node)
        elif own and name == 'bookmarkStart':
            self._bookmark(node)
        elif own and name == 'fldSimple':
            self._simple_field(node)
        elif own and name == 'sdt':
            inner = check_control(node, self._part.refusals)
            if inner is not None:
                self._children(inner)
        elif own and name in _WRAPPERS:
            self._children(node)
        elif not own or name not in IGNORED:
            refuse(node, self._part.refusals)

    def _put(self, inline: content.Inline) -> None:
        if self.in_contents:
            return
        top = self._fields[-1] if self._fields else None
        if top is None:
            self._sink.append(inline)
        elif top.in_result:
            top.inlines.append(inline)
        elif not isinstance(inline, content.Mark):
            self._part.refusals.add('word-field-unfinished', top.element)

    def _bookmark(self, node: etree._Element) -> None:
        name = attribute(node, 'name') or ''
        if name and name != '_GoBack' and not self.in_contents:
            # A bookmark inside a field's result still marks its place in the text.
            self._sink.append(content.Mark(name))

    def _run(self, run: etree._Element) -> None:
        form: TextFormat | None = None
        for node in run:
            name = local(node)
            if namespace(node) not in (W, MC):
                refuse(node, self._part.refusals)
                continue
            if name in IGNORED:
                continue
            if name in ('fldChar', 'instrText'):
                self._field_mark(node, name)
                continue
            if form is None:
                form = self._part.styles.text(self._style, child(run, 'rPr'), self._table)
            if self._fields and self._fields[-1].format is None:
                self._fields[-1].format = form
            self._run_child(node, name, form)
        if self._fields and self._fields[-1].format is None:
            self._fields[-1].format = self._part.styles.text(self._style, child(run, 'rPr'), self._table)

    def _run_child(self, node: etree._Element, name: str, form: TextFormat) -> None:
        if name in _SIGNS:
            self._put(content.Text(_SIGNS[name], form))
        elif name == 'tab':
            self._put(content.Tab(form))
        elif name in ('br', 'cr'):
            self._break(node)
        elif name in ('drawing', 'pict'):
            drawn = read_drawing(node, self._part) if name == 'drawing' else read_pict(node, self._part)
            if drawn is not None:
                self._put(drawn)
        elif name in _READERS:
            _READERS[name](self, node, form)
        else:
            refuse(node, self._part.refusals)

    def _break(self, node: etree._Element) -> None:
        kind = attribute(node, 'type') or 'textWrapping'
        if kind == 'page':
            self._put(content.PageBreak())
        elif kind == 'column':
            self._put(content.ColumnBreak())
        else:
            self._put(content.LineBreak())

    def _alternate(self, node: etree._Element, form: TextFormat) -> None:
        """A drawing as newer programs read it, or as older ones do where the newer way is not known here."""
        choices = {local(each): each for each in node}
        newer, older = choices.get('Choice'), choices.get('Fallback')
        known = newer is not None and newer.get('Requires') in ('wps', 'wp14', 'w14', 'wpg', 'wpc', 'wpi', 'cx', 'cx1')
        for each in newer if known and newer is not None else older if older is not None else ():
            self._run_child(each, local(each), form)

    def _symbol(self, node: etree._Element, form: TextFormat) -> None:
        try:
            character = chr(int(attribute(node, 'char') or '', 16))
        except (ValueError, OverflowError):
            character = '\uf000'
        text = shown(character, attribute(node, 'font') or '')
        if text is None:
            self._part.refusals.add('word-symbol-character', node)
        else:
            self._put(content.Text(text, form))

    def _text(self, node: etree._Element, form: TextFormat) -> None:
        text = (node.text or '').translate(_SPACES)
        if not text or _is_own_mark(node):
            return
        if is_symbol_font(form.font) or any('\ue000' <= each <= '\uf8ff' for each in text):
            signs = [shown(each, form.font) for each in text]
            if None in signs:
                self._part.refusals.add('word-symbol-character', node)
                return
            text = ''.join(each or '' for each in signs)
            if is_symbol_font(form.font):
                form = replace(form, font=self._part.styles.text(self._style, None, self._table).font)
        self._put(content.Text(text, form))

    def _across(self, node: etree._Element, form: TextFormat) -> None:
        edge = attribute(node, 'alignment') or 'left'
        leader = {'dot': '.', 'hyphen': '-', 'underscore': '_', 'middleDot': '·'}.get(
            attribute(node, 'leader') or '', ''
        )
        self._put(content.Tab(form, edge if edge in ('left', 'center', 'right') else 'left', leader))

    def _footnote(self, node: etree._Element, form: TextFormat) -> None:
        ident = attribute(node, 'id') or ''
        note = self._part.footnotes.get(ident)
        if note is None or self._part.read_note is None or ident in self._notes:
            self._part.refusals.add('word-unknown-element', node, "fotnoten")
            return
        self._notes.add(ident)
        mark = ''
        if attribute(node, 'customMarkFollows') in ('1', 'true', 'on'):
            mark = ''.join(each.text or '' for each in node.itersiblings(w('t')))
        blocks = self._part.read_note(note)
        self._put(content.Footnote(_without_mark(blocks, mark), form, mark))

    def _hyperlink(self, node: etree._Element) -> None:
        ident, anchor = str(node.get(f'{{{R}}}id', '')), attribute(node, 'anchor') or ''
        relationship = self._part.relationships.get(ident)
        target = relationship.target if relationship is not None else ''
        kept, self._sink = self._sink, []
        self._children(node)
        inlines, self._sink = tuple(self._sink), kept
        if target:
            self._put_link(target + (f'#{anchor}' if anchor else ''), inlines, node, internal=False)
        else:
            self._put_link(anchor, inlines, node, internal=True)

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

    def _simple_field(self, node: etree._Element) -> None:
        self._fields.append(OpenField(node, attribute(node, 'instr') or '', in_result=True))
        self._children(node)
        self._close(node)

    def _field_mark(self, node: etree._Element, name: str) -> None:
        if name == 'instrText':
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction += node.text or ''
            return
        kind = attribute(node, 'fldCharType')
        if child(node, 'ffData') is not None:
            self._part.refusals.add('word-unknown-field', node, "för formulär")
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

    def _put_value(self, instruction: Instruction, opened: OpenField, node: etree._Element) -> None:
        form = opened.format or self._part.styles.text(self._style, None, self._table)
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
        elif part.sequences is not None:
            count = part.sequences[instruction.argument] = part.sequences.get(instruction.argument, 0) + 1
            value = str(count)
        else:
            value = ''
        if not value or (value != stored and _is_referred_to(opened.element)):
            part.refusals.add('word-unknown-field', opened.element, opened.instruction.strip())
        else:
            self._put(content.Text(value, form))


def _is_own_mark(node: etree._Element) -> bool:
    """Whether the text is the mark of the footnote that its run refers to."""
    before = node.getprevious()
    return (
        before is not None
        and local(before) == 'footnoteReference'
        and attribute(before, 'customMarkFollows') in ('1', 'true', 'on')
    )


def _without_mark(blocks: tuple[content.Block, ...], mark: str) -> tuple[content.Block, ...]:
    """A note's blocks without its own mark typed before its text: the mark is set there as a number would be."""
    first = blocks[0] if blocks else None
    if not mark or not isinstance(first, content.Paragraph):
        return blocks
    inlines = list(first.inlines)
    while inlines and isinstance(inlines[0], content.Text) and inlines[0].text.strip() in ('', mark):
        inlines.pop(0)
    if inlines and isinstance(inlines[0], content.Text) and inlines[0].text.startswith(mark):
        inlines[0] = replace(inlines[0], text=inlines[0].text[len(mark) :].lstrip())
    return (replace(first, inlines=tuple(inlines)), *blocks[1:])


def _is_referred_to(element: etree._Element) -> bool:
    """Whether a cross-reference may repeat what stands in this paragraph, as the file has it stored."""
    paragraph = next(element.iterancestors(w('p')), None)
    marks = paragraph.iter(w('bookmarkStart')) if paragraph is not None else ()
    return any(not (attribute(mark, 'name') or '').startswith(('_GoBack', '_Toc')) for mark in marks)


_READERS: dict[str, Callable[[InlineReader, etree._Element, TextFormat], None]] = {
    't': InlineReader._text,
    'footnoteReference': InlineReader._footnote,
    'AlternateContent': InlineReader._alternate,
    'ptab': InlineReader._across,
    'sym': InlineReader._symbol,
}
