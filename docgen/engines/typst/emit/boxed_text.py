"""The text in a text box or a form, upright or turned, which must find room in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.emit.typst_code import call, pt, quote

if TYPE_CHECKING:
    from docgen.engines.typst.emit.emit_state import Blocks


def text_in(writer: Blocks, box: content.TextBox, within: float) -> str:
    """A box's blocks as one expression.

    Args:
        writer: of the blocks.
        box: whose text it is.
        within: how much of the box's width and height the rectangle for text has.
    """
    top, right, bottom, left = box.insets
    across = max(box.width * within - left - right, 1.0)
    down = max(box.height * within - top - bottom, 1.0)
    width, room = (down, across) if box.flow else (across, down)
    state = writer.state
    outer, state.text_width = state.text_width, width
    body = writer.blocks(box.blocks, page_start=False, in_cell='layout')
    state.text_width = outer
    if not box.grows:
        name = quote(next((each.text for each in box.blocks if isinstance(each, content.Paragraph) and each.text), ''))
        body = f'dg-box({pt(width)}, {pt(room)}, {name}, {body})'
    if not box.flow:
        return f'align({box.vertical}, {body})' if box.vertical != 'top' else body
    held = call('block', f'align({box.vertical} + left, {body})', width=pt(width), height=pt(room))
    return call('rotate', f'{box.flow}deg', held, reflow='true')
