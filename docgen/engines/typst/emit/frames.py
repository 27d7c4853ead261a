"""A paragraph's block in Typst: indents, space around it, lines at its edges, fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.emit.block_sequence import frame
from docgen.engines.typst.emit.typst_code import call, pt, rgb, stroke

if TYPE_CHECKING:
    from docgen.engines.typst.formats import Border, ParagraphFormat


def framed(form: ParagraphFormat, body: str, above: float, below: float, joined: tuple[bool, bool]) -> str:
    """The body as a block with the paragraph's indents, lines and fill; `joined` as in `BlockWriter.paragraph`."""
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
    return call(
        'block',
        body,
        width='100%',
        stroke='(' + ', '.join(f'{side}: {stroke(line)}' for side, line in sides.items()) + ')',
        inset='(' + ', '.join(f'{side}: {pt(value)}' for side, value in inset.items()) + ')',
        **({'fill': rgb(form.shade)} if form.shade else {}),
        **({'outset': '(' + ', '.join(f'{k}: {pt(v)}' for k, v in outset.items()) + ')'} if outset else {}),
    )
