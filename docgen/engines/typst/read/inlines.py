"""What stands inside a paragraph: runs, fields, links, pictures, bookmarks and footnotes, by allow-list."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.read.drawings import picture_link, read_drawing
from docgen.engines.typst.read.fields import OpenField
from docgen.engines.typst.read.formulas import MATH, UnknownFormulaError, read_formulas
from docgen.engines.typst.read.open_fields import FieldReader
from docgen.engines.typst.read.story_part import IGNORED, StoryPart, check_control, refuse
from docgen.engines.typst.read.symbols import is_symbol_font, shown
from docgen.engines.typst.read.wordml import MC, R, attribute, child, local, names, namespace, w
from docgen.word import W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml import etree

    from docgen.engines.typst.formats import TextFormat
    from docgen.engines.typst.read.wordml import Layer

_WRAPPERS = names('smartTag customXml sdtContent')
_SIGNS = {'noBreakHyphen': '\u2011', 'softHyphen': '\u00ad'}
_SPACES = str.maketrans('\t\r\n', '   ')
_LEFTWARD = frozenset(('R', 'AL', 'RLE', 'RLO', 'RLI'))
_PRIVATE = re.compile('[\ue000-\uf8ff]')


class InlineReader(FieldReader):
    """Reads one story's paragraphs."""

    def __init__(self, part: StoryPart) -> None:
        super().__init__(part)
        self._notes: set[str] = set()

    def paragraph(self, element: etree._Element, style: str, table: Layer) -> tuple[content.Inline, ...]:
        """The paragraph's inlines; text inside a table of contents' stored result is passed over.

        Args:
            element: the paragraph (w:p).
            style: its style's id.
            table: what a table style gives its runs.
        """
        self._sink, self._style, self._table, self.contents = [], style, table, []
        self._children(element)
        for opened in [each for each in self._fields if each.kind != 'TOC' and not each.shown_as_stored]:
            self._part.refusals.add('word-field-unfinished', opened.element)
            self._fields.remove(opened)
        return tuple(_joined(self._sink))

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
        elif namespace(node) == MATH:
            self._formula(node)
        elif not own or name not in IGNORED:
            refuse(node, self._part.refusals)

    def _formula(self, node: etree._Element) -> None:
        size = self._part.styles.text(self._style, None, self._table).size
        try:
            for index, formula in enumerate(read_formulas(node, size)):
                if index:
                    self._put(content.LineBreak())
                self._put(formula)
        except UnknownFormulaError:
            self._part.refusals.add('word-math', node)

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
            if name in IGNORED and not (name == 'endnoteRef' and self._part.endnote is not None):
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
            drawn = read_drawing(node, self._part) if name == 'drawing' else _older_drawing(node, self._part)
            target = picture_link(node, self._part) if isinstance(drawn, content.Image) else ''
            if drawn is not None and target:
                self._put_link(target, [drawn], node, internal=False)
            elif drawn is not None:
                self._put(drawn)
        elif name == 'object' and any(local(each) == 'imagedata' for each in node.iter()):
            # Word shows the picture of an embedded object; what is in it, nobody opens.
            if (shown := _older_drawing(node, self._part)) is not None:
                self._put(shown)
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
        if not text.isascii() and any(unicodedata.bidirectional(each) in _LEFTWARD for each in text):
            self._part.refusals.add('word-unknown-property', node, 'w:bidi')
            return
        if is_symbol_font(form.font) or _PRIVATE.search(text):
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

    def _endnote(self, node: etree._Element, form: TextFormat) -> None:
        own = attribute(node, 'customMarkFollows') in ('1', 'true', 'on')
        mark = ''.join(each.text or '' for each in node.itersiblings(w('t'))) if own else ''
        if self._part.endnotes is None:
            refuse(node, self._part.refusals)
        elif (reference := self._part.endnotes.refer(attribute(node, 'id') or '', mark, node)) is not None:
            for inline in reference.in_text(form):
                self._put(inline)

    def _own_mark(self, _node: etree._Element, form: TextFormat) -> None:
        if self._part.endnote is not None:
            self._put(self._part.endnote.before_note(form))

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

    def _simple_field(self, node: etree._Element) -> None:
        self._fields.append(OpenField(node, attribute(node, 'instr') or '', in_result=True))
        self._children(node)
        self._close(node)


def _joined(inlines: Iterable[content.Inline]) -> Iterator[content.Inline]:
    """The inlines with neighbours of one look as one: a word that Word has cut into runs is a word still."""
    waiting: content.Text | None = None
    for each in inlines:
        if waiting is not None and isinstance(each, content.Text) and each.format == waiting.format:
            waiting = content.Text(waiting.text + each.text, each.format)
            continue
        if waiting is not None:
            yield waiting
        waiting = each if isinstance(each, content.Text) else None
        if waiting is None:
            yield each
    if waiting is not None:
        yield waiting


def _older_drawing(node: etree._Element, part: StoryPart) -> content.Inline | None:
    from docgen.engines.typst.read.vml import read_pict

    return read_pict(node, part)


def _is_own_mark(node: etree._Element) -> bool:
    """Whether the text is the mark of the note that its run refers to."""
    before = node.getprevious()
    return (
        before is not None
        and local(before) in ('footnoteReference', 'endnoteReference')
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


_READERS: dict[str, Callable[[InlineReader, etree._Element, TextFormat], None]] = {
    't': InlineReader._text,
    'footnoteReference': InlineReader._footnote,
    'endnoteReference': InlineReader._endnote,
    'endnoteRef': InlineReader._own_mark,
    'AlternateContent': InlineReader._alternate,
    'ptab': InlineReader._across,
    'sym': InlineReader._symbol,
}
