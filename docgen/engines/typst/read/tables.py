"""Tables on their grid, with merged cells and each cell's resolved look (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst.content import Cell, Row, Table
from docgen.engines.typst.drawn_content import Place
from docgen.engines.typst.read.styles import merged
from docgen.engines.typst.read.table_headers import cut_below_headers, find_heads
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
    'tblOverlap tblW jc tblInd tblBorders tblCellMar shd tblpPr'
)
_ROW_KNOWN = names('cnfStyle divId trHeight tblHeader cantSplit jc gridBefore gridAfter wBefore wAfter')
_CELL_KNOWN = names(
    'cnfStyle tcW gridSpan vMerge tcBorders shd tcMar vAlign noWrap hideMark textDirection tcFitText headers'
)
_TRACKED = names('ins del cellIns cellDel cellMerge tblPrChange trPrChange tcPrChange tblGridChange')
_MAX_COLUMNS = 63
_LEAST_WIDTH = 10.0
_STALE = 0.05


def read_table(element: etree._Element, story: Story, depth: int) -> Table | None:
    """The table on its grid, or None with the reason noted.

    Args:
        element: the table (w:tbl).
        story: reads what stands in the cells.
        depth: how many tables it stands in.
    """
    refusals = story.part.refusals
    properties = child(element, 'tblPr')
    _check(properties, _TABLE_IGNORED, refusals)
    rows = list(_rows(element))
    spots = _grid(element, rows, refusals)
    if not spots:
        return None
    count = max(spot.column + spot.columns for spot in spots)
    widths = _widths(element, count, spots, story.part.room)
    parts = style_parts(properties, story.part.styles, refusals)
    own = read_look(properties, 'tblBorders', 'tblCellMar', story.part.refusals)
    # A table's own fill is painted by its cells; Word's tblPr shade shows nowhere else.
    whole = own.over(parts.get('', Look()))
    wanted = flags(child(properties, 'tblLook'))
    cells = []
    for spot in spots:
        looks = conditional(spot, len(rows), count, wanted, parts)
        cells.append(_cell(spot, len(rows), count, whole, looks, story, depth))
    cells = cut_below_headers(cells, described := tuple(_row(row, refusals) for row in rows), element, refusals)
    text = first_text(element)
    heads = find_heads(described, cells, count, wanted, artifact=story.part.artifact)
    if heads.taken:
        refusals.warn('word-table-header-taken', text, paragraph=text)
    headers, layout = heads.rows, heads.layout
    if headers is None:
        refusals.add(
            'word-table-without-header',
            element,
            f"Tabellen som börjar med ”{text}” saknar rubrikrad.",
            paragraph=text,
        )
    elif headers == len(described) and not layout and not story.part.artifact:
        refusals.add('word-table-only-header', element, text, paragraph=text)
    described = tuple(replace(row, header=index < (headers or 0)) for index, row in enumerate(described))
    return Table(
        widths=widths,
        rows=described,
        cells=tuple(cells),
        alignment={'center': 'center', 'right': 'right', 'end': 'right'}.get(
            attribute(child(properties, 'jc')) or '', 'left'
        ),
        indent=_indent(properties, whole, story),
        text=text,
        layout=layout,
        row_headers=heads.first_column,
        floating=_floating(child(properties, 'tblpPr')),
        fitted=attribute(child(properties, 'tblLayout'), 'type') != 'fixed',
    )


def _floating(properties: etree._Element | None) -> Place | None:
    """Where a floating table stands across the page; None for one in the text."""
    if properties is None:
        return None
    relative = {'page': 'page', 'margin': 'margin'}.get(attribute(properties, 'horzAnchor') or '', 'column')
    align = {'inside': 'left', 'outside': 'right'}.get(spec := attribute(properties, 'tblpXSpec') or '', spec)
    return Place(relative, points(properties, 'tblpX') or 0.0, align)


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
    """Each cell in its place; where a row begins or ends inside the grid, cells without content fill it."""
    spots: list[Spot] = []
    open_merges: dict[int, Spot] = {}
    lengths = []
    for index, row in enumerate(rows):
        column = _skipped(row, 'gridBefore')
        if column:
            spots.append(Spot(None, index, 0, column))
            _close(open_merges, 0, column)
        for cell in _cells(row):
            span = max(number(attribute(child(cell, 'tcPr', 'gridSpan')), 1), 1)
            merge = child(cell, 'tcPr', 'vMerge')
            above = open_merges.get(column)
            if child(cell, 'tcPr', 'hMerge') is not None:
                refusals.add(
                    'word-table-broken', table, "celler är sammanslagna som i Word 97", paragraph=first_text(table)
                )
                return []
            if merge is not None and attribute(merge) != 'restart' and above is not None and above.columns == span:
                above.rows += 1
            else:
                spot = Spot(cell, index, column, span)
                spots.append(spot)
                _close(open_merges, column, column + span)
                if merge is not None:
                    open_merges[column] = spot
            column += span
            if column > _MAX_COLUMNS:
                refusals.add('word-table-broken', table, "den har för många kolumner", paragraph=first_text(table))
                return []
        lengths.append(column)
        _close(open_merges, column, _MAX_COLUMNS)
    count = max(lengths, default=0)
    if not count:
        refusals.add('word-table-broken', table, "den har inga celler", paragraph=first_text(table))
        return []
    for index, length in enumerate(lengths):
        if length < count:
            spots.append(Spot(None, index, length, count - length))
    return sorted(spots, key=lambda spot: (spot.row, spot.column))


def _skipped(row: etree._Element, name: str) -> int:
    return min(max(number(attribute(child(row, 'trPr', name)), 0), 0), _MAX_COLUMNS)


def _close(open_merges: dict[int, Spot], start: int, stop: int) -> None:
    for covered in [column for column in open_merges if start <= column < stop]:
        del open_merges[covered]


def _widths(table: etree._Element, count: int, spots: list[Spot], room: float) -> tuple[float, ...]:
    """The columns' widths; what the file leaves open shares what is left of the table's own width, or of `room`."""
    grid = child(table, 'tblGrid')
    widths = [points(column, 'w') or 0.0 for column in (grid.iterfind(w('gridCol')) if grid is not None else ())]
    widths = (widths + [0.0] * count)[:count]
    whole = _preferred(child(table, 'tblPr', 'tblW'), room) or room
    for spot in spots:
        if spot.columns == 1 and spot.element is not None:
            # Word trusts the cells' own widths more than the grid, which other programs leave stale.
            wanted = _preferred(child(spot.element, 'tcPr', 'tcW'), whole)
            widths[spot.column] = wanted or widths[spot.column]
    open_columns = [index for index, width in enumerate(widths) if width <= 0]
    if open_columns:
        rest = whole - sum(width for width in widths if width > 0)
        share = max(rest / len(open_columns), _LEAST_WIDTH)
        widths = [width if width > 0 else share for width in widths]
    if attribute(child(table, 'tblPr', 'tblW'), 'type') == 'pct' and abs(sum(widths) - whole) > _STALE * whole:
        return tuple(width * whole / sum(widths) for width in widths)
    return tuple(widths)


def _preferred(element: etree._Element | None, whole: float) -> float:
    """A preferred width in points (17.18.90); 0 when it leaves the width to the layout."""
    kind, value = attribute(element, 'type') or 'dxa', attribute(element, 'w') or ''
    if kind == 'pct' or value.endswith('%'):
        share = number(value.rstrip('%')) / (100 if value.endswith('%') else 5000)
        return whole * share if 0 < share <= 1 else 0.0
    return max(points(element, 'w') or 0.0, 0.0) if kind == 'dxa' else 0.0


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
    if spot.element is None:
        return Cell(spot.row, spot.column, spot.rows, spot.columns, (), '', 'top', (0.0,) * 4, (None,) * 4)
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
    if look.shade:
        run = {**run, 'backdrop': look.shade}
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
