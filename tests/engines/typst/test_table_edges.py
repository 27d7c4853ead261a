"""What stands at a table's edges: lines within and around it, merged cells, rows that begin or end inside the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.engines.typst.read.refusals import Refusals
from docgen.engines.typst.read.table_looks import Look, Spot, conditional, flags, read_look
from docgen.engines.typst.read.tables import _edges, _grid, _widths

from .builder import element

if TYPE_CHECKING:
    from pathlib import Path


def borders(**kinds: str) -> str:
    return ''.join(f'<w:{edge} w:val="{kind}" w:sz="8"/>' for edge, kind in kinds.items())


def look(folder: Path, name: str = 'tblBorders', **kinds: str) -> Look:
    properties = element(f'<w:tblPr><w:{name}>{borders(**kinds)}</w:{name}></w:tblPr>')
    return read_look(properties, name, 'none', Refusals(folder))


ALL = {'top': 'single', 'right': 'dotted', 'bottom': 'dashed', 'left': 'dotDash', 'insideH': 'single', 'insideV': 'nil'}


@pytest.mark.parametrize(
    ('spot', 'dashes'),
    [
        (Spot(None, 0, 0, 1), ('top', None, 'insideH', 'left')),
        (Spot(None, 0, 2, 1), ('top', 'right', 'insideH', None)),
        (Spot(None, 2, 0, 1), ('insideH', None, 'bottom', 'left')),
        (Spot(None, 1, 1, 1), ('insideH', None, 'insideH', None)),
        (Spot(None, 1, 1, 2), ('insideH', 'right', 'insideH', None)),
        (Spot(None, 1, 1, 1, rows=2), ('insideH', None, 'bottom', None)),
        (Spot(None, 0, 0, 3, rows=3), ('top', 'right', 'bottom', 'left')),
    ],
)
def test_a_cell_at_the_edge_has_the_tables_line_there(
    tmp_path: Path, spot: Spot, dashes: tuple[str | None, ...]
) -> None:
    """A merged cell reaches the edge where its last row or column does."""
    whole = look(tmp_path, **ALL)
    assert _edges(spot, 3, 3, whole, [], Look()) == tuple(whole.borders[each] if each else None for each in dashes)


def test_a_cells_own_line_stands_over_the_styles_and_this_over_the_tables(tmp_path: Path) -> None:
    whole, style = look(tmp_path, **ALL), look(tmp_path, left='double', top='double', right='double')
    own = look(tmp_path, 'tcBorders', top='nil', end='thick')
    found = _edges(Spot(None, 0, 0, 3), 1, 3, whole, [look(tmp_path, left='thick'), style], own)
    assert found == (None, own.borders['right'], whole.borders['bottom'], style.borders['left'])


def grid(folder: Path, *rows: str) -> tuple[list[tuple[int, int, int, int, bool]], list[str]]:
    refusals = Refusals(folder)
    tree = element(f'<w:tbl>{"".join(f"<w:tr>{row}</w:tr>" for row in rows)}</w:tbl>')
    spots = _grid(tree, list(tree), refusals)
    places = [(each.row, each.column, each.rows, each.columns, each.element is not None) for each in spots]
    return places, [each.id for each in refusals.findings]


def cell(properties: str = '') -> str:
    return f'<w:tc><w:tcPr>{properties}</w:tcPr><w:p/></w:tc>'


WIDE, FIRST, BELOW = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', '<w:vMerge/>'


def test_merged_cells_are_one_cell_down_to_the_edge(tmp_path: Path) -> None:
    assert grid(tmp_path, cell(FIRST) + cell(), cell(BELOW) + cell(), cell(BELOW) + cell()) == (
        [(0, 0, 3, 1, True), (0, 1, 1, 1, True), (1, 1, 1, 1, True), (2, 1, 1, 1, True)],
        [],
    )
    assert grid(tmp_path, cell() + cell(WIDE + FIRST), cell() + cell(WIDE + BELOW))[0] == [
        (0, 0, 1, 1, True),
        (0, 1, 2, 2, True),
        (1, 0, 1, 1, True),
    ]


def test_a_merge_ends_where_the_cell_below_is_of_another_width(tmp_path: Path) -> None:
    places, _ = grid(tmp_path, cell(FIRST) + cell(), cell(WIDE + BELOW), cell(BELOW) + cell())
    assert [each for each in places if each[1] == 0] == [(0, 0, 1, 1, True), (1, 0, 1, 2, True), (2, 0, 1, 1, True)]


def test_rows_that_begin_or_end_inside_the_grid_are_filled(tmp_path: Path) -> None:
    skipping = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
    assert grid(tmp_path, cell() * 3, skipping + cell(), cell())[0] == [
        (0, 0, 1, 1, True), (0, 1, 1, 1, True), (0, 2, 1, 1, True),
        (1, 0, 1, 2, False), (1, 2, 1, 1, True),
        (2, 0, 1, 1, True), (2, 1, 1, 2, False),
    ]  # fmt: skip


@pytest.mark.parametrize(('columns', 'ids'), [(62, []), (63, ['word-table-broken'])])
def test_a_table_may_have_the_63_columns_that_word_allows(tmp_path: Path, columns: int, ids: list[str]) -> None:
    assert grid(tmp_path, cell(f'<w:gridSpan w:val="{columns}"/>') + cell())[1] == ids


def test_widths_that_the_file_leaves_open_share_the_rest(tmp_path: Path) -> None:
    spots = [Spot(None, 0, 0, 1), Spot(None, 0, 1, 1), Spot(None, 0, 2, 1)]
    table = (
        '<w:tbl><w:tblPr><w:tblW w:type="{}" w:w="{}"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid></w:tbl>'
    )
    assert _widths(element(table.format('dxa', 6000)), 3, spots, 500.0) == (100.0, 100.0, 100.0)
    assert _widths(element(table.format('auto', 0)), 3, spots, 500.0) == (100.0, 200.0, 200.0)
    assert _widths(element(table.format('pct', 2500)), 3, spots, 500.0) == (100.0, 75.0, 75.0)


PARTS = ['band1Horz', 'band2Horz', 'band1Vert', 'band2Vert', 'firstCol', 'lastCol', 'firstRow', 'lastRow']
CORNERS = ['neCell', 'nwCell', 'seCell', 'swCell']


@pytest.mark.parametrize(
    ('spot', 'names'),
    [
        (Spot(None, 0, 0, 1), ['firstCol', 'firstRow', 'nwCell']),
        (Spot(None, 0, 2, 1), ['lastCol', 'firstRow', 'neCell']),
        (Spot(None, 2, 0, 1), ['firstCol', 'lastRow', 'swCell']),
        (Spot(None, 2, 1, 2), ['lastCol', 'lastRow', 'seCell']),
        (Spot(None, 1, 1, 1), ['band1Vert', 'band1Horz']),
        (Spot(None, 1, 1, 1, rows=2), ['band1Vert', 'lastRow']),
        (Spot(None, 1, 0, 3), ['band1Horz', 'firstCol', 'lastCol']),
    ],
)
def test_a_styles_parts_are_for_the_cells_at_their_edge(spot: Spot, names: list[str]) -> None:
    parts = {name: Look(shade=name) for name in PARTS + CORNERS}
    asked = dict.fromkeys(('firstRow', 'lastRow', 'firstColumn', 'lastColumn'), True) | {
        'noHBand': False,
        'noVBand': False,
    }
    assert [each.shade for each in conditional(spot, 3, 3, asked, parts)] == names
    assert conditional(spot, 3, 3, dict.fromkeys(asked, False) | {'noHBand': True, 'noVBand': True}, parts) == []


def test_what_a_table_asks_of_its_style() -> None:
    def asked(xml: str) -> set[str]:
        return {name for name, wanted in flags(element(xml)).items() if wanted}

    assert (
        asked('<w:tblLook w:val="04A0"/>') == asked('<w:tblLook w:val="x"/>') == {'firstRow', 'firstColumn', 'noVBand'}
    )
    assert asked('<w:tblLook w:val="0340"/>') == {'lastRow', 'lastColumn', 'noHBand'}
    assert asked('<w:tblLook w:val="0000" w:firstRow="1" w:noVBand="0"/>') == {'firstRow'}
