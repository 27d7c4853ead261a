"""How far headers and footers reach into the page: no further than their margins, or as far as they are measured.

Word lets a header that is higher than its margin push the text down. To measure it, the whole section has to stand
within Typst's `context`, which lays it out anew in each of its rounds and takes an eighth longer. Where headers and
footers seem to fit, the section is therefore written without, and says in the result whether they did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.emit.table_rows import row_heights
from docgen.engines.typst.emit.text_looks import likely_height
from docgen.engines.typst.emit.typst_code import group, pt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.engines.typst.emit.emit_state import Blocks
    from docgen.engines.typst.sections import Section

FITS = '<dg-fits>'
"""The label of what a section says: whether its headers and footers fitted."""


def seem_to_fit(writer: Blocks, section: Section) -> bool:
    """Whether the section's headers and footers seem to fit into the margins; only Typst knows for certain."""
    page = section.page
    headers = (section.header, section.first_header, section.even_header or ())
    footers = (section.footer, section.first_footer, section.even_footer or ())
    return all(page.header + _height(writer, blocks, page.text_width) <= page.top for blocks in headers) and all(
        page.footer + _height(writer, blocks, page.text_width) <= page.bottom for blocks in footers
    )


def fitting(section: Section) -> tuple[list[str], list[str]]:
    """What defines the heights and what begins the section's text, where headers and footers seem to fit."""
    page = section.page
    definitions = [f'let dg-later-top = {pt(page.top)}', f'let dg-bottom = {pt(page.bottom)}']
    heights = [*_measures(section), f'let dg-fit = dg-later-top == {pt(page.top)} and dg-bottom == {pt(page.bottom)}']
    fits = f'[#metadata(dg-fit and dg-top(dg-first-header) == {pt(page.top)}){FITS}]'
    return definitions, ['v(0pt)', 'context ' + group([*heights, fits])]


def measured(section: Section) -> tuple[list[str], list[str]]:
    """What defines the heights and what begins the section's text; both stand within `context`."""
    return _measures(section), ['v(dg-top(dg-first-header) - dg-later-top)']


def _measures(section: Section) -> list[str]:
    page = section.page
    heads, feet = ['dg-header-body'], ['dg-footer-body', 'dg-first-footer']
    if section.even_header is not None:
        heads.append('dg-even-header')
        feet.insert(1, 'dg-even-footer')
    tops = ', '.join(f'dg-top({each})' for each in heads)
    foot = ', '.join(f'dg-tall({each})' for each in feet)
    width = pt(page.text_width)
    return [
        f'let dg-tall(body) = if body == none {{ 0pt }} else {{ measure(width: {width}, body).height }}',
        f'let dg-top(body) = calc.max({pt(page.top)}, {pt(page.header)} + dg-tall(body))',
        f'let dg-later-top = calc.max({tops})',
        f'let dg-bottom = calc.max({pt(page.bottom)}, {pt(page.footer)} + calc.max({foot}))',
    ]


def _height(writer: Blocks, blocks: Sequence[content.Block], width: float) -> float:
    return sum(
        sum(row_heights(writer, block))
        if isinstance(block, content.Table)
        else likely_height(writer.state, (block,), width)
        for block in blocks
    )
