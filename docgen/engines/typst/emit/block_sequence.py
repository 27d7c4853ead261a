"""Blocks one after the other: page breaks between them, the gap from one to the next, frames they share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content
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
