"""Blocks one after the other: page breaks between them, the gap from one to the next, the frames around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.emit.typst_code import call, pt, rgb, stroke
from docgen.engines.typst.formats import ParagraphFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.engines.typst.formats import Border

Piece = content.Block | content.PageBreak | content.ColumnBreak
_BREAKS = frozenset((content.PageBreak, content.ColumnBreak))


def is_item(block: Piece) -> bool:
    """Whether a block is an item of a list: a labelled paragraph that is no heading."""
    return (
        isinstance(block, content.Paragraph)
        and block.label is not None
        and bool(block.label.text)
        and block.format.outline_level is None
    )


def form_of(block: Piece, *, first: bool) -> ParagraphFormat:
    """The paragraph format that decides the space before (`first`) or after a block."""
    if isinstance(block, content.Paragraph):
        return block.format
    if isinstance(block, content.Contents):
        return block.levels[block.first - 1 if first else -1][0]
    if isinstance(block, content.Band):
        return form_of(block.blocks[0 if first else -1], first=first)
    return ParagraphFormat()


def frame(form: ParagraphFormat) -> tuple[Border | None, ...]:
    """The paragraph's borders: top, bottom, left, right."""
    return form.border_top, form.border_bottom, form.border_left, form.border_right


def joins(above: Piece | None, below: Piece | None) -> bool:
    """Whether Word draws one frame around both: same borders, fill and indents."""
    if not isinstance(above, content.Paragraph) or not isinstance(below, content.Paragraph):
        return False
    one, two = above.format, below.format
    same = (frame(one), one.border_between, one.shade, one.left, one.right) == (
        frame(two),
        two.border_between,
        two.shade,
        two.left,
        two.right,
    )
    return same and bool(one.shade or any(frame(one))) and not (is_item(above) or is_item(below))


def pieces_of(blocks: Sequence[content.Block]) -> list[Piece]:
    """The blocks with each paragraph cut at its page breaks; what is empty around a break takes no line."""
    out: list[Piece] = []
    for block in blocks:
        if not isinstance(block, content.Paragraph) or not _BREAKS.intersection(map(type, block.inlines)):
            out.append(block)
            continue
        rest = list(block.inlines)
        first = True
        while _BREAKS.intersection(map(type, rest)):
            at = next(index for index, inline in enumerate(rest) if type(inline) in _BREAKS)
            found = rest[at]
            if any(not isinstance(inline, content.Mark) for inline in rest[:at]):
                out.append(replace(block, inlines=tuple(rest[:at]), label=block.label if first else None))
            out.append(content.PageBreak() if isinstance(found, content.PageBreak) else content.ColumnBreak())
            rest, first = rest[at + 1 :], False
        if any(not isinstance(inline, content.Mark) for inline in rest):
            tail = replace(block.format, before=0.0, page_break_before=False)
            out.append(replace(block, inlines=tuple(rest), label=None, format=tail))
    return out


def framed(form: ParagraphFormat, body: str, above: float, below: float, joined: tuple[bool, bool]) -> str:
    """The body as a block with the paragraph's indents, lines and fill.

    Args:
        form: the paragraph's format.
        body: its Typst source.
        above: the space before it, in points.
        below: the space after it, in points.
        joined: whether it shares its frame with the one before and with the one after.
    """
    left, right = form.left + min(form.first, 0.0), form.right
    ruled = form.shade or any(frame(form))
    outer = {'above': pt(above), 'below': pt(below)}
    if joined[1]:
        outer['below'] = '0pt'
    if form.keep_next:
        outer['sticky'] = 'true'
    if form.keep_lines:
        outer['breakable'] = 'false'
    if ruled:
        body = _in_frame(form, body, below, joined)
    if left < 0 or right < 0:
        body = call('pad', body, left=pt(left), right=pt(right))
    elif left or right:
        outer['inset'] = f'(left: {pt(left)}, right: {pt(right)})'
    return call('block', body, width='100%', **outer)


def _in_frame(form: ParagraphFormat, body: str, below: float, joined: tuple[bool, bool]) -> str:
    top: Border | None = form.border_between if joined[0] else form.border_top
    bottom: Border | None = None if joined[1] else form.border_bottom
    sides = {'top': top, 'bottom': bottom, 'left': form.border_left, 'right': form.border_right}
    inset = {
        'top': top.space + top.width if top else 0.0,
        'bottom': (bottom.space + bottom.width if bottom else 0.0) + (below if joined[1] else 0.0),
    }
    # A stroke lies with its middle on the block's edge, and Word measures a line's space from its inner side.
    outset = {side: line.space + line.width / 2 for side, line in sides.items() if line and side in ('left', 'right')}
    body = _inner_lines(body, sides, inset)
    return call(
        'block',
        body,
        width='100%',
        stroke='(' + ', '.join(f'{side}: {stroke(_outer(line))}' for side, line in sides.items()) + ')',
        inset='(' + ', '.join(f'{side}: {pt(value)}' for side, value in inset.items()) + ')',
        **({'fill': rgb(form.shade)} if form.shade else {}),
        **({'outset': '(' + ', '.join(f'{k}: {pt(v)}' for k, v in outset.items()) + ')'} if outset else {}),
    )


def _outer(line: Border | None) -> Border | None:
    """The outermost of an edge's lines."""
    return replace(line, width=line.lines[0], lines=()) if line is not None and line.lines else line


def _inner_lines(body: str, sides: dict[str, Border | None], inset: dict[str, float]) -> str:
    """The body in a block for each further line of its edges; `inset` keeps only what is outside of them."""
    depth = max((len(line.lines) for line in sides.values() if line is not None), default=0)
    for level in range(depth - 1, 1, -2):
        edges = {side: line for side, line in sides.items() if line is not None and level < len(line.lines)}
        strokes = ', '.join(
            f'{side}: {stroke(replace(line, width=line.lines[level], lines=()))}' for side, line in edges.items()
        )
        named: dict[str, str] = {}
        if level == depth - 1:
            spaces = {side: line.space + line.lines[level] for side, line in edges.items() if side in ('top', 'bottom')}
            named['inset'] = (
                '(' + ', '.join(f'{side}: {pt(value)}' for side, value in spaces.items()) + (')' if spaces else ':)')
            )
        body = call('block', body, width='100%', above='0pt', below='0pt', stroke=f'({strokes})', **named)
        for side, line in edges.items():
            if side in inset:
                inset[side] = line.lines[level - 1] + line.lines[level - 2]
    return body
