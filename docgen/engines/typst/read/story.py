"""A story (body, header, footer, note) as blocks: paragraphs, tables of contents and tables, in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from docgen.engines.typst import content
from docgen.engines.typst.formulas import Formula
from docgen.engines.typst.read.frames import floating_frame, placed_table
from docgen.engines.typst.read.inlines import InlineReader
from docgen.engines.typst.read.story_part import StoryPart, check_control, refuse
from docgen.engines.typst.read.tables import first_text, read_table
from docgen.engines.typst.read.wordml import attribute, child, local, names, namespace, w
from docgen.word import W, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from docgen.engines.typst.read.fields import Instruction
    from docgen.engines.typst.read.wordml import Layer

_IGNORED = names(
    'sectPr bookmarkEnd proofErr permStart permEnd sdtPr sdtEndPr tcPr tblPr tblGrid trPr tblPrEx customXmlPr'
)
_MAX_NESTING = 3
_SHOWN = ('t', 'tab', 'br', 'cr', 'noBreakHyphen', 'softHyphen', 'sym', 'drawing', 'footnoteReference')


class StoryReader:
    """Reads the blocks of one part."""

    def __init__(self, part: StoryPart) -> None:
        self.part = part
        self._inlines = InlineReader(part)
        self._marks: list[content.Mark] = []
        self._initial: tuple[content.Inline, ...] = ()
        self._framed: list[tuple[etree._Element, content.Paragraph]] = []
        """Paragraphs in frames, which hang on the next one outside."""
        self._placed: list[tuple[etree._Element, content.Floating]] = []
        """Tables that float, which hang on the next paragraph."""
        if part.read_box is None:
            part.read_box = lambda element, look: StoryReader(part).blocks(element, table_run=look)

    def blocks(
        self,
        elements: Iterable[etree._Element],
        *,
        table_paragraph: Layer | None = None,
        table_run: Layer | None = None,
        depth: int = 0,
    ) -> tuple[content.Block, ...]:
        """The blocks of these elements.

        Args:
            elements: what stands one after the other.
            table_paragraph: what a table style gives the paragraphs.
            table_run: what a table style gives the runs.
            depth: how many tables they stand in.
        """
        return tuple(
            block
            for element in elements
            for block in self.block(element, table_paragraph or {}, table_run or {}, depth)
        )

    def last_frames(self) -> Iterator[content.Block]:
        """The frames that nothing stands after, on a line of no height at the end of the story."""
        if self._framed:
            _, last = self._framed[-1]
            form = replace(last.format, line_rule='exact', line=0.1, before=0.0, after=0.0, border_top=None,
                           border_bottom=None, border_left=None, border_right=None, shade='')  # fmt: skip
            yield self._with_frames(replace(last, format=form, inlines=(), label=None, text=''))

    def finish(self) -> None:
        """Refuse what is still open when the story ends."""
        self._inlines.finish()
        if self._initial:
            self.part.refusals.add('word-unknown-property', None, "anfang")
        for properties, _ in self._framed:
            self.part.refusals.add('word-unknown-property', properties, "ram utan ett stycke efter sig")
        for table, _ in self._placed:
            self.part.refusals.add('word-floating-table', table, first_text(table), paragraph=first_text(table))

    def block(
        self, element: etree._Element, table_paragraph: Layer, table_run: Layer, depth: int
    ) -> Iterator[content.Block]:
        """The blocks that one element of the story gives: none, one, or the ones it wraps.

        Args:
            element: what stands in the story.
            table_paragraph: what a table style gives the paragraphs.
            table_run: what a table style gives the runs.
            depth: how many tables they stand in.
        """
        name = local(element)
        if namespace(element) != W:
            refuse(element, self.part.refusals)
        elif name == 'p':
            for made in self._paragraph(element, table_paragraph, table_run):
                yield _at_decimal_stop(made) if depth else made
        elif name == 'tbl':
            yield from self._table(element, depth)
        elif name == 'sdt':
            inner = check_control(element, self.part.refusals)
            yield from self.blocks(
                inner if inner is not None else (),
                table_paragraph=table_paragraph,
                table_run=table_run,
                depth=depth,
            )
        elif name == 'customXml':
            yield from self.blocks(element, table_paragraph=table_paragraph, table_run=table_run, depth=depth)
        elif name == 'bookmarkStart':
            if (mark := attribute(element, 'name') or '') not in ('', '_GoBack'):
                self._marks.append(content.Mark(mark))
        elif name not in _IGNORED:
            refuse(element, self.part.refusals)

    def _table(self, element: etree._Element, depth: int) -> Iterator[content.Block]:
        self.part.refusals.context = first_text(element)
        if depth >= _MAX_NESTING:
            self.part.refusals.add('word-nesting-too-deep', element)
            return
        table = read_table(element, self, depth)
        if table is None:
            return
        placed = placed_table(child(element, 'tblPr', 'tblpPr'), table, self.part.room) if depth == 0 else None
        if placed is None:
            yield table
        else:
            self._placed.append((element, placed))

    def _paragraph(self, element: etree._Element, table_paragraph: Layer, table_run: Layer) -> Iterator[content.Block]:
        properties = child(element, 'pPr')
        text = self.part.refusals.context = paragraph_text(element)
        passed = self._inlines.in_contents
        form, layer = self.part.styles.paragraph(properties, table_paragraph)
        if form.shade:
            table_run = {**table_run, 'backdrop': form.shade}
        inlines = self._inlines.paragraph(element, form.style, table_run)
        if self._marks and not self._inlines.in_contents:
            inlines, self._marks = (*self._marks, *inlines), []
        found = self._inlines.contents
        shown = any(not isinstance(inline, content.Mark) for inline in inlines)
        if (side := _side_of_formulas(inlines)) is not None:
            form = replace(form, alignment=side, first=0.0)
        for instruction in found:
            yield self._contents(instruction)
        if (passed or found or self._inlines.in_contents) and not shown:
            return
        if child(properties, 'sectPr') is not None and not inlines:
            # Word's own section break stands in an empty paragraph that takes no room of its own before a new page.
            return
        mark = child(properties, 'rPr')
        self._check_mark(mark)
        label = None
        if shown:
            label = self.part.styles.label(layer, properties, table_run)
        if form.from_right and ((label and label.text) or any(isinstance(each, content.Tab) for each in inlines)):
            self.part.refusals.add('word-unknown-property', element, 'w:bidi')
        made = content.Paragraph(
            format=form,
            base=self.part.styles.text_format(form.style, {}, table_run),
            mark=self.part.styles.text(form.style, mark, table_run),
            inlines=inlines,
            label=label,
            text=text,
        )
        if layer.get('initial'):
            self._initial = _raised(inlines)
            self.part.refusals.warn('word-look-left-out', "Den nedsänkta anfangen", paragraph=text)
            return
        if self._initial:
            made = replace(made, inlines=(*self._initial, *made.inlines))
            self._initial = ()
        if (frame := layer.get('frame')) is not None:
            self._framed.append((frame, made))
            return
        yield self._with_frames(made)

    def _with_frames(self, paragraph: content.Paragraph) -> content.Paragraph:
        """The paragraph with the frames that stand before it, one for neighbours whose frame is the same."""
        frames: list[tuple[etree._Element, list[content.Paragraph]]] = []
        for properties, framed in self._framed:
            if frames and frames[-1][0].items() == properties.items():
                frames[-1][1].append(framed)
            else:
                frames.append((properties, [framed]))
        self._framed = []
        floats = [floating_frame(each, inside, paragraph.text, self.part.room) for each, inside in frames]
        floats += [each for _, each in self._placed]
        self._placed = []
        return replace(paragraph, inlines=(*floats, *paragraph.inlines)) if floats else paragraph

    def _check_mark(self, mark: etree._Element | None) -> None:
        for name in ('ins', 'del', 'moveFrom', 'moveTo') if mark is not None else ():
            change = child(mark, name)
            if change is not None:
                self.part.refusals.add('word-tracked-change', change)

    def _contents(self, instruction: Instruction) -> content.Contents:
        styles = self.part.styles
        first, last = instruction.levels()
        looks = []
        for level in range(1, last + 1):
            ident = styles.named(f'toc {level}') or styles.default('paragraph')
            layer = {**styles.default_paragraph, **styles.style_paragraph(ident), 'style': ident}
            looks.append((styles.paragraph_format(layer), styles.text_format(ident, {}, {})))
        return content.Contents(first, last, tuple(looks))


def _side_of_formulas(inlines: tuple[content.Inline, ...]) -> Literal['left', 'center', 'right'] | None:
    """Where formulas on lines of their own stand, in a paragraph that holds nothing else."""
    sides = [each.side for each in inlines if isinstance(each, Formula)]
    others = any(not isinstance(each, Formula | content.Mark | content.LineBreak) for each in inlines)
    return (sides[0] or None) if sides and not others else None


def _raised(inlines: tuple[content.Inline, ...]) -> tuple[content.Inline, ...]:
    """A drop cap's letters as they stand on the first line: as large, but not lowered into the lines below."""
    return tuple(
        replace(each, format=replace(each.format, raised=0.0)) if isinstance(each, content.Text) else each
        for each in inlines
    )


def bookmark_runs(tree: etree._Element) -> dict[str, list[etree._Element]]:
    """What stands in the runs inside each bookmark, by name; a paragraph's end within it as its w:p."""
    return _inside_bookmarks(tree, 'p', *_SHOWN)


def bookmark_texts(tree: etree._Element) -> dict[str, str]:
    """The text inside each bookmark, by name, as a reference to it shows it."""
    return {
        bookmark: ''.join((node.text or '') if local(node) == 't' else ' ' for node in nodes)
        for bookmark, nodes in _inside_bookmarks(tree, 't', 'tab').items()
    }


def _inside_bookmarks(tree: etree._Element, *wanted: str) -> dict[str, list[etree._Element]]:
    """The elements of some names inside each bookmark, by its name; the first of a name counts."""
    found: dict[str, list[etree._Element]] = {}
    opened: dict[str, str] = {}
    for node in tree.iter(w('bookmarkStart'), w('bookmarkEnd'), *map(w, wanted)):
        name = local(node)
        if name == 'bookmarkStart':
            bookmark = attribute(node, 'name') or ''
            if bookmark and bookmark not in found:
                opened[attribute(node, 'id') or ''] = bookmark
                found[bookmark] = []
        elif name == 'bookmarkEnd':
            opened.pop(attribute(node, 'id') or '', None)
        else:
            for bookmark in opened.values():
                found[bookmark].append(node)
    return found


def _at_decimal_stop(block: content.Block) -> content.Block:
    """In a cell whose first tab stop is a decimal one, Word puts the number there without a tab."""
    if not isinstance(block, content.Paragraph) or block.format.alignment != 'left' or not block.text:
        return block
    stops = block.format.tabs
    if not stops or stops[0].kind != 'decimal' or any(isinstance(each, content.Tab) for each in block.inlines):
        return block
    return replace(block, inlines=(content.Tab(block.base), *block.inlines))
