"""The lines that a section draws around its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.emit.typst_code import call, group, pt, stroke

if TYPE_CHECKING:
    from docgen.engines.typst.formats import Page
    from docgen.engines.typst.sections import PageBorders


def page_borders(borders: PageBorders, page: Page) -> str:
    """The lines as what lies behind the page."""
    top, right, bottom, left = borders.edges
    if borders.from_paper:
        near = [(edge.space if edge else 0.0) for edge in borders.edges]
    else:
        room = (page.top, page.right, page.bottom, page.left)
        near = [
            margin - (edge.space + edge.width if edge else 0.0)
            for margin, edge in zip(room, borders.edges, strict=True)
        ]
    width, height = page.width - near[1] - near[3], page.height - near[0] - near[2]
    corners = {
        'top': (top, near[3], near[0], (width, 0.0)),
        'right': (right, page.width - near[1], near[0], (0.0, height)),
        'bottom': (bottom, near[3], page.height - near[2], (width, 0.0)),
        'left': (left, near[3], near[0], (0.0, height)),
    }
    lines = [
        call(
            'place',
            'top + left',
            call('line', end=f'({pt(end[0])}, {pt(end[1])})', stroke=stroke(edge, side)),
            dx=pt(x),
            dy=pt(y),
        )
        for side, (edge, x, y, end) in corners.items()
        if edge is not None
    ]
    drawn = group(lines)
    if borders.pages == 'allPages':
        return drawn
    chosen = (drawn, 'none') if borders.pages == 'firstPage' else ('none', drawn)
    return f'context dg-first({chosen[0]}, {chosen[1]})'
