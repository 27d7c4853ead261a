"""Text in other columns, or between other margins, than the page that it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.content import Paragraph, opened
from docgen.engines.typst.emit.typst_code import array, call, group, pt

if TYPE_CHECKING:
    from docgen.engines.typst import content
    from docgen.engines.typst.emit.emit_state import Blocks

_MAX_MEASURED = 150
"""Blocks: to find where columns of the same height end, each must be measured with those before it."""


def write_band(writer: Blocks, band: content.Band, below: float) -> str:
    """The blocks in their columns, between their margins.

    Args:
        writer: writes the blocks.
        band: what is written.
        below: the space after it, in points.
    """
    state = writer.state
    outer = state.page, state.columns, state.text_width, state.column_width
    page = outer[0] or band.page
    state.page, state.columns = band.page, band.columns
    width = (band.page.text_width - (band.columns - 1) * band.gutter) / band.columns
    state.text_width = state.column_width = width
    statements = writer.statements(band.blocks, page_start=False)
    state.page, state.columns, state.text_width, state.column_width = outer
    gutter = pt(band.gutter)
    name = next((each.text for each in opened(band.blocks) if isinstance(each, Paragraph) and each.text), '')
    if any('pagebreak(' in each for each in statements):
        state.refusals.add('word-section-break', None, "före en sidbrytning", paragraph=name)
    if band.columns == 1:
        body = group(statements)
    elif not band.balanced:
        body = call('columns', str(band.columns), group(statements), gutter=gutter)
    elif any(each == 'colbreak()' for each in statements):
        body = _broken(statements, band, gutter)
    else:
        if len(statements) > _MAX_MEASURED:
            state.refusals.add('word-section-break', None, "i spalter av samma höjd", paragraph=name)
        elif len(statements) > 1 or band.blocks:
            state.refusals.warn('word-columns-by-paragraph', '', paragraph=name)
        body = call('dg-balanced', str(band.columns), gutter, array(statements))
    sides = call('pad', body, left=pt(band.page.left - page.left), right=pt(band.page.right - page.right))
    if band.ends_here:
        mark = f'dg-stay-{len(state.stays)}'
        state.stays.append((band.ends_here, name))
        sides = group([f'[#metadata(none)<{mark}-start>]', sides, f'[#metadata(none)<{mark}-end>]'])
    return call('block', sides, width='100%', above='0pt', below=pt(below))


def _broken(statements: list[str], band: content.Band, gutter: str) -> str:
    """Columns that end where the author has put a break."""
    parts: list[list[str]] = [[]]
    for each in statements:
        if each == 'colbreak()' and len(parts) < band.columns:
            parts.append([])
        else:
            parts[-1].append(each)
    parts += [[] for _ in range(band.columns - len(parts))]
    widths = array(['1fr'] * band.columns)
    return call('grid', *(group(part) if part else '[]' for part in parts), columns=widths, column_gutter=gutter)
