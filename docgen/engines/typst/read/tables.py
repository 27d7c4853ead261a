"""Tables on their grid, with merged cells and each cell's resolved look (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.content import Cell, Row, Table
from docgen.engines.typst.read.styles import merged
from docgen.engines.typst.read.table_looks import Look, Spot, conditional, flags, read_look, style_parts
from docgen.engines.typst.read.wordml import attribute, child, children, local, names, number, on, points, w
from docgen.word import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from docgen.engines.typst.formats import Border
    from docgen.engines.typst.read.refusals import Refusals
    from docgen.engines.typst.read.story_part import Story

EDGES = ('top', 'right', 'bottom', 'left')
_TABLE_IGNORED = names(
    'tblStyle tblStyleRowBandSize tblStyleColBandSize tblLayout tblLook tblCaption tblDescription '
    'tblOverlap tblW jc tblInd tblBorders tblCellMar shd'
)
_ROW_KNOWN = names('cnfStyle divId trHeight tblHeader cantSplit jc')
_CELL_KNOWN = names('cnfStyle tcW gridSpan vMerge tcBorders shd tcMar vAlign noWrap hideMark textDirection tcFitText')
_TRACKED = names('ins del cellIns cellDel cellMerge tblPrChange trPrChange tcPrChange tblGridChange')
_MAX_COLUMNS = 63


def read_table(element: etree._Element, story: Story, depth: int) -> Table | None:
    """The table on its grid, or None with the reason noted."""
    refusals = story.part.refusals
    properties = child(element, 'tblPr')
    _check(properties, _TABLE_IGNORED, refusals)
    rows = list(_rows(element))
    spots = _grid(element, rows, refusals)
    if not spots:
        return None
    count = max(spot.column + spot.columns for spot in spots)
    widths = _widths(element, count, spots)
    if widths is None:
        refusals.add('word-table-broken', element, "kolumnerna saknar bredd", paragraph=first_text(element))
        return None
    parts = style_parts(properties, story.part.styles, refusals)
    own = read_look(properties, 'tblBorders', 'tblCellMar', story.part.refusals)
    # A table's own fill is painted by its cells; Word's tblPr shade shows nowhere else.
    whole = own.over(parts.get('', Look()))
    wanted = flags(child(properties, 'tblLook'))
    cells = []
    for spot in spots:
        looks = conditional(spot, len(rows), count, wanted, parts)
        cells.append(_cell(spot, len(rows), count, whole, looks, story, depth))
    described = tuple(_row(row, refusals) for row in rows)
    header = 0
    while header < len(described) and described[header].header:
        header += 1
    text = first_text(element)
    if not story.part.artifact and not header:
        refusals.add(
            'word-table-without-header',
            element,
            f"Tabellen som börjar med ”{text}” saknar rubrikrad.",
            paragraph=text,
        )
    if not story.part.artifact and header == len(described):
        refusals.add('word-table-only-header', element, text, paragraph=text)
    return Table(
        widths=widths,
        rows=described,
        cells=tuple(cells),
        alignment={'center': 'center', 'right': 'right', 'end': 'right'}.get(
            attribute(child(properties, 'jc')) or '', 'left'
        ),
        indent=_indent(properties, whole, story),
        text=text,
    )


def _wrapped(node: etree._Element) -> Iterable[etree._Element]:
    return children(node, 'sdtContent') if local(node) == 'sdt' else node


def _rows(table: Iterable[etree._Element]) -> Iterator[etree._Element]:
    for node in table:
        if local(node) == 'tr':
            yield node
        elif local(node) in ('sdt', 'customXml'):
            yield from _rows(_wrapped(node))


def _cells(row: Iterable[etree._Element]) -> Iterator[etree._Element]:
    for node in row:
        if local(node) == 'tc':
            yield node
        elif local(node) in ('sdt', 'customXml'):
            yield from _cells(_wrapped(node))


def _grid(table: etree._Element, rows: list[etree._Element], refusals: Refusals) -> list[Spot]:
    spots: list[Spot] = []
    open_merges: dict[int, Spot] = {}
    lengths = set()
    for index, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            span = max(number(attribute(child(cell, 'tcPr', 'gridSpan')), 1), 1)
            merge = child(cell, 'tcPr', 'vMerge')
            above = open_merges.get(column)
            if merge is not None and attribute(merge) != 'restart' and above is not None and above.columns == span:
                above.rows += 1
            else:
                spot = Spot(cell, index, column, span)
                spots.append(spot)
                for covered in range(column, min(column + span, _MAX_COLUMNS + 1)):
                    open_merges.pop(covered, None)
                if merge is not None:
                    open_merges[column] = spot
            column += span
            if column > _MAX_COLUMNS:
                break
        lengths.add(column)
    if len(lengths) != 1 or max(lengths) > _MAX_COLUMNS or 0 in lengths:
        refusals.add('word-table-broken', table, "raderna är olika långa", paragraph=first_text(table))
        return []
    return spots


def _widths(table: etree._Element, count: int, spots: list[Spot]) -> tuple[float, ...] | None:
    grid = child(table, 'tblGrid')
    widths = [points(column, 'w') or 0.0 for column in (grid.iterfind(w('gridCol')) if grid is not None else ())]
    widths = (widths + [0.0] * count)[:count]
    for spot in spots:
        wanted = child(spot.element, 'tcPr', 'tcW')
        if spot.columns == 1 and attribute(wanted, 'type') == 'dxa':
            # Word trusts the cells' own widths more than the grid, which other programs leave stale.
            widths[spot.column] = points(wanted, 'w') or widths[spot.column]
    if any(width <= 0 for width in widths):
        return None
    return tuple(widths)


def _indent(properties: etree._Element | None, whole: Look, story: Story) -> float:
    indent = points(child(properties, 'tblInd'), 'w') or 0.0
    # Up to Word 2010 the text of the first column, not the table's edge, stands at the margin.
    return indent if story.part.styles.modern_tables else indent - whole.margins.get('left', 5.4)


def _row(row: etree._Element, refusals: Refusals) -> Row:
    properties = child(row, 'trPr')
    _check(properties, _ROW_KNOWN, refusals)
    height = child(properties, 'trHeight')
    header, whole = child(properties, 'tblHeader'), child(properties, 'cantSplit')
    return Row(
        height=points(height) or 0.0,
        exact=attribute(height, 'hRule') == 'exact',
        header=header is not None and on(header),
        whole=whole is not None and on(whole),
    )


def _cell(spot: Spot, rows: int, columns: int, whole: Look, looks: list[Look], story: Story, depth: int) -> Cell:
    properties = child(spot.element, 'tcPr')
    _check(properties, _CELL_KNOWN, story.part.refusals)
    if attribute(child(properties, 'textDirection')) not in ('lrTb', None):
        story.part.refusals.add('word-unknown-property', spot.element, "textriktning")
    own = read_look(properties, 'tcBorders', 'tcMar', story.part.refusals)
    style = Look()
    for look in looks:
        style = look.over(style)
    look = own.over(style).over(Look(margins=whole.margins, shade=whole.shade, vertical=whole.vertical))
    paragraph, run = merged(whole.paragraph, style.paragraph), merged(whole.run, style.run)
    return Cell(
        row=spot.row,
        column=spot.column,
        rows=spot.rows,
        columns=spot.columns,
        blocks=story.blocks(spot.element, table_paragraph=paragraph, table_run=run, depth=depth + 1),
        shade=look.shade or '',
        vertical=look.vertical or 'top',
        margins=(
            look.margins.get('top', 0.0),
            look.margins.get('right', 5.4),
            look.margins.get('bottom', 0.0),
            look.margins.get('left', 5.4),
        ),
        borders=_edges(spot, rows, columns, whole, looks, own),
    )


def _edges(
    spot: Spot, rows: int, columns: int, whole: Look, looks: list[Look], own: Look
) -> tuple[Border | None, Border | None, Border | None, Border | None]:
    outer = {
        'top': spot.row == 0,
        'right': spot.column + spot.columns == columns,
        'bottom': spot.row + spot.rows == rows,
        'left': spot.column == 0,
    }
    found: list[Border | None] = []
    for edge in EDGES:
        inside = 'insideH' if edge in ('top', 'bottom') else 'insideV'
        value = whole.borders.get(edge if outer[edge] else inside)
        for look in looks:
            if edge in look.borders:
                value = look.borders[edge]
        if edge in own.borders:
            value = own.borders[edge]
        found.append(value)
    return found[0], found[1], found[2], found[3]


def _check(properties: etree._Element | None, known: frozenset[str], refusals: Refusals) -> None:
    for node in properties if properties is not None else ():
        name = local(node)
        if name in _TRACKED:
            refusals.add('word-tracked-change', node)
        elif name not in known or not str(node.tag).startswith(f'{{{W}}}'):
            refusals.add('word-unknown-property', node, f'w:{name}', paragraph=first_text(node))


def first_text(element: etree._Element) -> str:
    """The first text in the table that the element is or stands in; '' outside any."""
    table: etree._Element | None = element
    while table is not None and table.tag != w('tbl'):
        table = table.getparent()
    if table is None:
        return ''
    return next((text.text for text in table.iter(w('t')) if text.text and text.text.strip()), '').strip()
