"""Paragraphs in a frame (w:framePr, ECMA-376 part 1, 17.3.1.11) and tables that float, as boxes at their places.

Older templates number their pages and place addresses so. A drop cap is a frame too, and is refused by its name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docgen.engines.typst.content import Field, Floating, Paragraph, Tab, Text, TextBox
from docgen.engines.typst.drawn_content import Place
from docgen.engines.typst.read.wordml import attribute, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from docgen.engines.typst.content import Inline, Table
    from docgen.engines.typst.formats import Border

_WIDE = 0.62
"""No text is wider than so much of its size a character; page numbers take three."""
_NUMBER = 3
_SPARE = 4.0
_FAR, _BESIDE = 36.0, 72.0
_WRAPS = {'around': 'square', 'auto': 'square', 'tight': 'square', 'through': 'square', None: 'square'}
_SIDES = {'inside': 'left', 'outside': 'right'}


def is_frame(properties: etree._Element) -> bool:
    """Whether it is a frame that can be set: no drop cap, and with a place that is known before its height."""
    drop = attribute(properties, 'dropCap')
    down = attribute(properties, 'yAlign')
    return drop in (None, 'none') and (down in (None, 'top', 'inline') or points(properties, 'h') is not None)


def floating_frame(properties: etree._Element, paragraphs: Sequence[Paragraph], beside: str, room: float) -> Floating:
    """The frame's paragraphs as a box that floats at the frame's place.

    Args:
        properties: the frame's w:framePr.
        paragraphs: what stands in it.
        beside: the text of the paragraph that it hangs on.
        room: the width between the margins, in points.
    """
    align = attribute(properties, 'xAlign') or ''
    align = _SIDES.get(align, align)
    relative = {'margin': 'margin', 'text': 'column'}.get(attribute(properties, 'hAnchor') or '', 'page')
    wrap = _WRAPS.get(attribute(properties, 'wrap'), 'topandbottom')
    width = points(properties, 'w') or 0.0
    if not width:
        width = min(max(_likely_width(each) for each in paragraphs) + _SPARE, room)
        paragraphs = [_aligned(each, align) for each in paragraphs]
        if _WIDE * 12 * len(beside) + width < room:
            # A short line ends before the frame, and nothing has to run around it.
            wrap = 'none'
    down = {'margin': 'margin', 'text': 'paragraph'}.get(attribute(properties, 'vAnchor') or '', 'page')
    height = points(properties, 'h') or 0.0
    exact = attribute(properties, 'hRule') == 'exact'
    line, insets = (_common_line(paragraphs) if exact else None), (0.0, 0.0, 0.0, 0.0)
    if line is not None:
        # Around a frame of a height of its own Word draws the paragraphs' lines along its edges.
        paragraphs = [replace(each, format=replace(each.format, **_NO_LINES)) for each in paragraphs]
        insets = (line.space, line.space, line.space, line.space)
    edge = attribute(properties, 'yAlign') or ''
    gap_across, gap_down = points(properties, 'hSpace') or 0.0, points(properties, 'vSpace') or 0.0
    return Floating(
        TextBox(
            width,
            height,
            tuple(paragraphs),
            fill='',
            line=(line.width, line.colour or '000000') if line is not None else None,
            insets=insets,
            grows=not exact,
            vertical='top',
        ),
        Place(relative, points(properties, 'x') or 0.0, align),
        Place(down, points(properties, 'y') or 0.0, '' if edge == 'inline' else edge),
        wrap,
        behind=False,
        distances=(gap_down, gap_across, gap_down, gap_across),
    )


_NO_LINES: dict[str, Any] = {f'border_{side}': None for side in ('top', 'bottom', 'left', 'right', 'between')}


def _common_line(paragraphs: Sequence[Paragraph]) -> Border | None:
    """The line on all four sides of all paragraphs; None where they differ."""
    lines = {
        (each.width, each.colour, each.dash, each.lines) if each is not None else None
        for paragraph in paragraphs
        for form in (paragraph.format,)
        for each in (form.border_top, form.border_bottom, form.border_left, form.border_right)
    }
    return paragraphs[0].format.border_top if len(lines) == 1 and paragraphs else None


def placed_table(properties: etree._Element | None, table: Table, room: float) -> Floating | None:
    """A floating table (w:tblpPr, 17.4.58) as a box at its place; None for one that stands in the text as it is.

    Args:
        properties: the table's w:tblpPr; None for a table that does not float.
        table: what floats.
        room: the width between the margins, in points.
    """
    if properties is None or table.floating is None:
        return None
    down, edge = points(properties, 'tblpY') or 0.0, attribute(properties, 'tblpYSpec') or ''
    anchor = {'page': 'page', 'margin': 'margin'}.get(attribute(properties, 'vertAnchor') or '', 'paragraph')
    width = sum(table.widths)
    if anchor == 'paragraph' and not edge and down <= _FAR and width > room - _BESIDE:
        return None
    box = TextBox(
        width,
        0.0,
        (replace(table, floating=None, indent=0.0, alignment='left'),),
        fill='',
        line=None,
        insets=(0.0, 0.0, 0.0, 0.0),
        grows=True,
        vertical='top',
    )
    top, right, bottom, left = (
        points(properties, f'{side}FromText') or 0.0 for side in ('top', 'right', 'bottom', 'left')
    )
    place = Place(anchor, down, '' if edge == 'inline' else {'inside': 'top', 'outside': 'bottom'}.get(edge, edge))
    return Floating(box, table.floating, place, 'square', behind=False, distances=(top, right, bottom, left))


def _likely_width(paragraph: Paragraph) -> float:
    return sum(_width(each) for each in paragraph.inlines) + paragraph.format.left + paragraph.format.right


def _width(inline: Inline) -> float:
    if isinstance(inline, Text):
        return _WIDE * inline.format.size * len(inline.text)
    if isinstance(inline, Field):
        return _WIDE * inline.format.size * _NUMBER
    return 36.0 if isinstance(inline, Tab) else 0.0


def _aligned(paragraph: Paragraph, align: str) -> Paragraph:
    if align not in ('center', 'right'):
        return paragraph
    return replace(paragraph, format=replace(paragraph.format, alignment='center' if align == 'center' else 'right'))
