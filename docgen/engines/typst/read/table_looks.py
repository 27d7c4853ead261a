"""What a table's style and its own properties decide for each cell (ECMA-376 part 1, 17.4 and 17.7.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docgen.engines.typst.read.paragraph_properties import read_paragraph
from docgen.engines.typst.read.run_properties import read_run
from docgen.engines.typst.read.styles import merged
from docgen.engines.typst.read.wordml import Layer, attribute, border, child, children, local, points, shade, w

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.formats import Border
    from docgen.engines.typst.read.refusals import Refusals
    from docgen.engines.typst.read.styles import Styles

_SIDES = {'top': 'top', 'bottom': 'bottom', 'left': 'left', 'start': 'left', 'right': 'right', 'end': 'right'}


@dataclass
class Spot:
    """A cell while the grid is being laid."""

    element: etree._Element | None
    """None for a place in the grid that the row leaves out."""
    row: int
    column: int
    columns: int
    rows: int = 1


@dataclass
class Look:
    """What one part of a table style, or the table itself, decides."""

    borders: dict[str, Border | None] = field(default_factory=dict)
    margins: dict[str, float] = field(default_factory=dict)
    shade: str | None = None
    vertical: str | None = None
    paragraph: Layer = field(default_factory=dict)
    run: Layer = field(default_factory=dict)

    def over(self, below: Look) -> Look:
        """This look on top of another."""
        return Look(
            {**below.borders, **self.borders},
            {**below.margins, **self.margins},
            self.shade if self.shade is not None else below.shade,
            self.vertical or below.vertical,
            merged(below.paragraph, self.paragraph),
            merged(below.run, self.run),
        )


def read_look(properties: etree._Element | None, borders: str, margins: str, refusals: Refusals) -> Look:
    """What these table or cell properties decide.

    Args:
        properties: the w:tblPr or w:tcPr; None decides nothing.
        borders: the name of the element that holds its borders.
        margins: the name of the element that holds its margins.
        refusals: takes what the engine cannot set.
    """
    look = Look()
    for edge in children(properties, borders):
        name = local(edge)
        if name in ('tl2br', 'tr2bl'):
            if border(edge, refusals) is not None:
                refusals.add('word-unknown-property', edge, "diagonal linje i tabellcell")
            continue
        look.borders[_SIDES.get(name, name)] = border(edge, refusals)
    for side in children(properties, margins):
        look.margins[_SIDES.get(local(side), local(side))] = max(points(side, 'w') or 0.0, 0.0)
    fill = child(properties, 'shd')
    if fill is not None:
        look.shade = shade(fill, refusals)
    vertical = child(properties, 'vAlign')
    if vertical is not None:
        look.vertical = {'center': 'horizon', 'bottom': 'bottom'}.get(attribute(vertical) or '', 'top')
    return look


def style_parts(properties: etree._Element | None, styles: Styles, refusals: Refusals) -> dict[str, Look]:
    """The looks of a table's style by the part they are for ('firstRow', 'band1Horz' …); '' is the whole table.

    Args:
        properties: the table's w:tblPr; without a style in it the default one is read.
        styles: the document's styles.
        refusals: takes what the engine cannot set.
    """
    ident = attribute(child(properties, 'tblStyle')) or styles.default('table')
    parts: dict[str, Look] = {}

    def add(kind: str, element: etree._Element) -> None:
        table, cell = child(element, 'tblPr'), child(element, 'tcPr')
        look = read_look(cell, 'tcBorders', 'tcMar', refusals).over(
            read_look(table, 'tblBorders', 'tblCellMar', refusals)
        )
        look.paragraph = read_paragraph(child(element, 'pPr'), refusals)
        look.run = read_run(child(element, 'rPr'), {}, refusals)
        parts[kind] = look.over(parts.get(kind, Look()))

    for style in styles.chain(ident):
        add('', style)
        for conditional in style.iterfind(w('tblStylePr')):
            kind = attribute(conditional, 'type') or ''
            add('' if kind == 'wholeTable' else kind, conditional)
    return parts


def flags(look: etree._Element | None) -> dict[str, bool]:
    """Which parts of its style a table asks for (w:tblLook, 17.4.55)."""
    bits = 0
    try:
        bits = int(attribute(look) or '04A0', 16)
    except ValueError:
        bits = 0x04A0
    names = {'firstRow': 0x20, 'lastRow': 0x40, 'firstColumn': 0x80, 'lastColumn': 0x100, 'noHBand': 0x200}
    wanted = {}
    for name, bit in (*names.items(), ('noVBand', 0x400)):
        stated = attribute(look, name)
        wanted[name] = stated in ('1', 'true', 'on') if stated is not None else bool(bits & bit)
    return wanted


def conditional(spot: Spot, rows: int, columns: int, flags: dict[str, bool], parts: dict[str, Look]) -> list[Look]:
    """The looks that apply to a cell, weakest first (17.7.6).

    Args:
        spot: the cell in its grid.
        rows: how many the table has.
        columns: how many the table has.
        flags: which parts the table asks for, by their names in w:tblLook.
        parts: the style's looks, by the part they are for.
    """
    first, last = flags['firstRow'] and spot.row == 0, flags['lastRow'] and spot.row + spot.rows == rows
    left = flags['firstColumn'] and spot.column == 0
    right = flags['lastColumn'] and spot.column + spot.columns == columns
    band_row, band_column = spot.row - flags['firstRow'], spot.column - flags['firstColumn']
    names = [
        (not flags['noVBand'] and not left and not right, f'band{1 + band_column % 2}Vert'),
        (not flags['noHBand'] and not first and not last, f'band{1 + band_row % 2}Horz'),
        (left, 'firstCol'),
        (right, 'lastCol'),
        (first, 'firstRow'),
        (last, 'lastRow'),
        (first and right, 'neCell'),
        (first and left, 'nwCell'),
        (last and right, 'seCell'),
        (last and left, 'swCell'),
    ]
    return [parts[name] for applies, name in names if applies and name in parts]
