"""A paragraph's block in Typst: indents, space around it, lines at its edges, fill."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst.emit.block_sequence import frame
from docgen.engines.typst.emit.typst_code import call, pt, rgb, stroke

if TYPE_CHECKING:
    from docgen.engines.typst.formats import Border, ParagraphFormat


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
