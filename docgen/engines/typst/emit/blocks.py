"""Paragraphs, headings, contents and page breaks as Typst blocks, with the gaps between them as Word makes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.emit.block_sequence import Piece, form_of, framed, is_item, joins, pieces_of
from docgen.engines.typst.emit.contents import write_contents
from docgen.engines.typst.emit.lists import write_list
from docgen.engines.typst.emit.tables import write_table
from docgen.engines.typst.emit.text import InlineWriter
from docgen.engines.typst.emit.text_looks import dictionary, edges, fits_on_page, line_height, text_arguments
from docgen.engines.typst.emit.typst_code import call, group, pt, quote
from docgen.engines.typst.heading_levels import HeadingLevels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.engines.typst.emit.emit_state import EmitState


@dataclass(frozen=True)
class ReservedArea:
    """A reserved rectangle: its label in the Typst source, its size and its section."""

    name: str
    label: str
    width: float
    height: float
    section: int


class BlockWriter:
    """Writes blocks in order; headings are checked to follow on each other."""

    def __init__(self, state: EmitState, *, collapse: bool, artifact: bool = False) -> None:
        self.state = state
        self.rooms: list[ReservedArea] = []
        self._collapse, self._artifact = collapse, artifact
        self._levels = HeadingLevels()

    def blocks(self, blocks: Sequence[content.Block], *, page_start: bool, in_cell: str = '') -> str:
        """The blocks as one expression. At a page's start the first paragraph keeps its space before.

        Args:
            blocks: what stands one after the other.
            page_start: whether the first stands at the top of a page.
            in_cell: 'table' or 'layout' for what stands in a cell of such a table, else ''.
        """
        return group(self.statements(blocks, page_start=page_start, in_cell=in_cell))

    def statements(self, blocks: Sequence[content.Block], *, page_start: bool, in_cell: str = '') -> list[str]:
        """The same as expressions one by one; see `blocks`.

        Args:
            blocks: what stands one after the other.
            page_start: whether the first stands at the top of a page.
            in_cell: as for `blocks`.
        """
        statements: list[str] = []
        pieces = list(pieces_of(blocks))
        index, fresh = 0, page_start
        while index < len(pieces):
            piece = pieces[index]
            if isinstance(piece, content.PageBreak | content.ColumnBreak):
                self._refuse_break(in_cell=in_cell)
                columned = isinstance(piece, content.ColumnBreak) and self.state.columns > 1
                statements.append('colbreak()' if columned else 'pagebreak()')
                index, fresh = index + 1, True
                continue
            if form_of(piece, first=True).page_break_before and not (fresh and not statements):
                self._refuse_break(in_cell=in_cell)
                statements.append('pagebreak(weak: true)')
                fresh = True
            run = self._list_run(pieces, index)
            block, last = piece, index
            # What ends on the page before leaves no space on this one.
            above = self.gap(pieces[index - 1] if index and not fresh else None, block)
            if fresh and above and not in_cell:
                statements.append(f'v({pt(above)})')
                above = 0.0
            if run > index:
                last = run - 1
            following = pieces[last + 1] if last + 1 < len(pieces) else None
            below = self.gap(pieces[last], following)
            if run > index:
                items = [item for item in pieces[index:run] if isinstance(item, content.Paragraph)]
                statements.append(write_list(self, items, above, below))
            else:
                statements.append(
                    self._block(block, above, below, pieces[index - 1] if index else None, following, in_cell=in_cell)
                )
            index, fresh = last + 1, False
        return statements

    def _refuse_break(self, *, in_cell: str) -> None:
        if in_cell or self._artifact:
            self.state.refusals.add(
                'word-unknown-element',
                None,
                "en sidbrytning i en tabell, ett sidhuvud eller en sidfot",
                paragraph=self.state.paragraph,
            )

    def gap(self, above: Piece | None, below: Piece | None) -> float:
        """The space in points between two blocks (or an edge): the larger wish, none within a contextual style."""
        upper = form_of(above, first=False) if above is not None else None
        lower = form_of(below, first=True) if below is not None else None
        after = upper.after if upper is not None else 0.0
        before = lower.before if lower is not None else 0.0
        if upper is not None and lower is not None and upper.style and upper.style == lower.style:
            after = 0.0 if upper.contextual else after
            before = 0.0 if lower.contextual else before
        return max(after, before) if self._collapse or upper is None or lower is None else after + before

    @staticmethod
    def _list_run(pieces: list[Piece], start: int) -> int:
        end = start
        while end < len(pieces) and is_item(pieces[end]):
            piece = pieces[end]
            if end > start and isinstance(piece, content.Paragraph) and piece.format.page_break_before:
                break
            end += 1
        return end

    def _block(
        self,
        block: content.Block,
        above: float,
        below: float,
        previous: Piece | None,
        following: Piece | None,
        *,
        in_cell: str,
    ) -> str:
        if isinstance(block, content.Table):
            return write_table(self, block, above, below, artifact=self._artifact)
        if isinstance(block, content.Contents):
            return write_contents(self.state, block, above, below)
        if isinstance(block, content.Band):
            from docgen.engines.typst.emit.bands import write_band

            return write_band(self, block, below)
        self.state.paragraph = block.text
        if any(isinstance(inline, content.Mark) and inline.name == content.SIGNATURES for inline in block.inlines):
            return self._room(block, above, below, in_cell=in_cell)
        level = block.format.outline_level
        if level is not None and not self._artifact and block.text:
            return self._heading_block(block, level + 1, above, below, in_cell=in_cell)
        joined = joins(previous, block), joins(block, following)
        block, blocking = self._out_of_the_way(block)
        return (
            group([*blocking, self.paragraph(block, above, below, joined)])
            if blocking
            else self.paragraph(block, above, below, joined)
        )

    def _out_of_the_way(self, block: content.Paragraph) -> tuple[content.Paragraph, list[str]]:
        """The paragraph without what text stands above and below, and that, to come before it."""
        if not any(isinstance(inline, content.Floating) for inline in block.inlines):
            return block, []
        from docgen.engines.typst.emit.floating import across_text, in_the_way

        blocking: list[str] = []
        kept: list[content.Inline] = []
        for inline in block.inlines:
            if isinstance(inline, content.Floating) and across_text(self.state, inline):
                shown = InlineWriter(self.state, block.format, block.base, self).shown(inline.shown)
                found = in_the_way(self.state, inline, shown)
                if found is not None:
                    blocking.append(found)
                    continue
            kept.append(inline)
        return (replace(block, inlines=tuple(kept)) if blocking else block), blocking

    def paragraph(
        self, block: content.Paragraph, above: float, below: float, joined: tuple[bool, bool] = (False, False)
    ) -> str:
        """A paragraph in its block.

        Args:
            block: the paragraph.
            above: the space before it, in points.
            below: the space after it, in points.
            joined: whether it shares its frame with the one before and with the one after.
        """
        form = block.format
        body = self.body(block)
        if form.keep_lines and not fits_on_page(self.state, [block], self.state.text_width):
            form = replace(form, keep_lines=False)
        if joined[0]:
            above = 0.0
        return framed(form, body, above, below, joined)

    def body(self, block: content.Paragraph) -> str:
        """The paragraph's text with its own text and paragraph settings, without indents of the block."""
        form = block.format
        statements = self.settings(block)
        if not any(not isinstance(inline, content.Mark) for inline in block.inlines):
            height = line_height(self.state, block.mark, form)
            marks = InlineWriter(self.state, form, block.base, self).line(block.inlines, start=0)
            return group([marks, call('block', width='100%', height=pt(height))])
        line = self.line(block)
        if not any(not isinstance(inline, content.Mark | content.Floating) for inline in block.inlines):
            # What floats takes no room, but the line that it hangs on does.
            top, bottom = edges(self.state, block.mark, form)
            strut = call('box', width='0pt', height=pt(top + bottom), baseline=pt(bottom))
            line = group([strut, line])
        text = f'par({line})'
        if block.base.italic and form.alignment in ('left', 'both'):
            # LibreOffice keeps a twelfth of the line's height free for the lean of italics at the line's end.
            text = call('pad', text, right=pt(line_height(self.state, block.base, form) / 12))
        return group([*statements, text])

    def settings(self, block: content.Paragraph) -> list[str]:
        """The set rules of a paragraph."""
        form = block.format
        arguments = dict(text_arguments(self.state, block.base, form))
        if not form.hyphenate:
            arguments['hyphenate'] = 'false'
        if not form.widow_control:
            arguments['costs'] = '(widow: 0%, orphan: 0%)'
        statements = [f'set text({self.state.shelved(dictionary(arguments))})']
        if form.from_right:
            statements.append('set text(dir: rtl)')
        if form.alignment == 'both':
            statements.append('set par(justify: true)')
        elif form.alignment != 'left' or form.from_right:
            statements.append(f'set align({form.alignment})')
        if form.first > 0:
            statements.append(f'set par(first-line-indent: (amount: {pt(form.first)}, all: true))')
        elif form.first < 0:
            statements.append(f'set par(hanging-indent: {pt(-form.first)})')
        return statements

    def line(self, block: content.Paragraph) -> str:
        """The paragraph's inlines, with its label before them when it is not a list item."""
        form = block.format
        writer = InlineWriter(self.state, form, block.base, self)
        start = form.left + form.first
        inlines = writer.line(block.inlines, start=start)
        label = block.label
        if label is None or not label.text or is_item(block):
            return inlines
        shown = writer.text(label.text + ('' if label.follow == 'nothing' else ' '), label.format)
        width = max(-form.first, 0.0) if label.follow == 'tab' else 0.0
        return group([f'dg-label({pt(width)}, {shown})', inlines])

    def _heading_block(self, block: content.Paragraph, level: int, above: float, below: float, *, in_cell: str) -> str:
        if in_cell == 'table':
            self.state.refusals.add('word-heading-in-table', None, paragraph=block.text)
        level = self._levels.follow(block.text, level, self.state.refusals, listed=self.state.listed)
        # What a heading holds stands in the table of contents too: a bookmark must not, since it is one place.
        marks = [inline for inline in block.inlines if isinstance(inline, content.Mark)]
        block = replace(block, inlines=tuple(inline for inline in block.inlines if inline not in marks))
        line = InlineWriter(self.state, block.format, block.base, self).line(marks, start=0) if marks else ''
        own, told = 'it.body', self.line(block)
        if any(isinstance(inline, content.Tab) for inline in block.inlines):
            # What a tab makes is measured first; the outline needs plain words.
            own, told = told, quote(' '.join(block.text.split()))
        shown = framed(block.format, group([*self.settings(block), own]), above, below, (False, False))
        return group(
            [
                *([f'place({line})'] if marks else []),
                f'show heading: it => {shown}',
                f'heading(level: {level}, {told})',
            ]
        )

    def _room(self, block: content.Paragraph, above: float, below: float, *, in_cell: str) -> str:
        form = block.format
        others = [inline for inline in block.inlines if not isinstance(inline, content.Mark)]
        wrong = ''
        if in_cell or self._artifact:
            wrong = "stycket står i en tabell, ett sidhuvud eller en sidfot."
        elif others:
            wrong = "stycket är inte tomt."
        elif form.line_rule != 'exact':
            wrong = "stycket har inte exakt radavstånd."
        elif form.line > self.state.text_height:
            wrong = f"den är {form.line / 28.346:.1f} cm hög, men textytan {self.state.text_height / 28.346:.1f} cm."
        if wrong:
            wrong = wrong.replace('.', ',', wrong.count('.') - 1)
            self.state.refusals.add('word-signature-room', None, wrong, paragraph=block.text or content.SIGNATURES)
            return 'none'
        left = form.left + min(form.first, 0.0)
        room = ReservedArea(
            content.SIGNATURES,
            f'<dg-room-{self.state.section}-{len(self.rooms)}>',
            self.state.text_width - left - form.right,
            form.line,
            self.state.section,
        )
        self.rooms.append(room)
        inner = f'[#block(width: 100%, height: {pt(form.line)}, breakable: false){room.label}]'
        return framed(replace(form, keep_lines=True), inner, above, below, (False, False))
