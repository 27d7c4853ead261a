"""Charts by the values that Word keeps in the file: columns, bars, lines, areas, slices (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from docgen.engines.typst.drawn_content import Chart, Series
from docgen.engines.typst.read.shapes import solid
from docgen.engines.typst.read.wordml import A, R, local, number

if TYPE_CHECKING:
    from docgen.engines.typst.read.story_part import StoryPart

_C = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
_KINDS = {
    'barChart': 'columns', 'lineChart': 'lines', 'areaChart': 'areas', 'pieChart': 'pie', 'doughnutChart': 'ring',
    'bar3DChart': 'columns', 'line3DChart': 'lines', 'area3DChart': 'areas', 'pie3DChart': 'pie',
}  # fmt: skip
_ROUND = frozenset(('pie', 'ring'))
_AXES = frozenset(('catAx', 'valAx', 'dateAx', 'serAx', 'layout', 'spPr', 'txPr', 'extLst'))
_COLOURS = ('4472C4', 'ED7D31', 'A5A5A5', 'FFC000', '5B9BD5', '70AD47')
_MAX_VALUES = 400


def read_chart(drawing: etree._Element, size: tuple[float, float], alt: str, part: StoryPart) -> Chart | None:
    """A chart with its data, or None with the reason noted.

    Args:
        drawing: the w:drawing.
        size: its width and height in points.
        alt: the author's own alternative text.
        part: the story that it stands in.
    """
    root = _root(drawing, part)
    plot = root.find(f'.//{_c("plotArea")}') if root is not None else None
    drawn = [each for each in plot if local(each) not in _AXES] if plot is not None else []
    if root is None or len(drawn) != 1 or local(drawn[0]) not in _KINDS:
        part.refusals.add('word-chart', drawing)
        return None
    kind, (group,) = _KINDS[local(drawn[0])], drawn
    if root.find(f'.//{_c("view3D")}') is not None:
        part.refusals.warn('word-look-left-out', "Djupet i ett diagram i tre dimensioner", element=drawing)
    series = tuple(
        _series(each, index, drawing, part, pie=kind in _ROUND) for index, each in enumerate(group.iterfind(_c('ser')))
    )
    categories = next((found for each in group.iterfind(_c('ser')) if (found := _texts(each.find(_c('cat'))))), ())
    count = max((len(each.values) for each in series), default=0)
    if not count or count * len(series) > _MAX_VALUES or (kind in _ROUND and len(series) > 1):
        part.refusals.add('word-chart', drawing)
        return None
    if kind == 'columns' and _said(group, 'barDir') == 'bar':
        kind = 'bars'
    legend = root.find(f'.//{_c("legend")}')
    look = part.styles.text_format(part.styles.default('paragraph'), {}, {})
    return Chart(
        kind=kind,
        width=size[0],
        height=size[1],
        title=_title(root, series),
        categories=tuple(categories) + tuple(str(each + 1) for each in range(len(categories), count)),
        series=series,
        stacked={'stacked': 'stacked', 'percentStacked': 'percent'}.get(_said(group, 'grouping'), ''),
        legend=(_said(legend, 'legendPos') or 'r') if legend is not None else '',
        labels=any(_said(each, 'showVal') in ('1', 'true') for each in group.iter(_c('dLbls'))),
        share=any(_said(each, 'showPercent') in ('1', 'true') for each in group.iter(_c('dLbls'))),
        bounds=(_bound(plot, 'min'), _bound(plot, 'max')),
        percent='%' in ''.join(each.text or '' for each in group.iter(_c('formatCode'))),
        look=look,
        alt=alt,
        axes=(_axis(plot, 'catAx') or _axis(plot, 'dateAx'), _axis(plot, 'valAx')),
    )


def _c(name: str) -> str:
    return f'{{{_C}}}{name}'


def _root(drawing: etree._Element, part: StoryPart) -> etree._Element | None:
    for reference in drawing.iter(_c('chart')):
        related = part.relationships.get(str(reference.get(f'{{{R}}}id', '')))
        data = part.parts.get(related.target) if related is not None else None
        if data is not None:
            # The package's XML was looked through when it was opened.
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    return None


def _said(element: etree._Element | None, name: str) -> str:
    found = element.find(_c(name)) if element is not None else None
    return str(found.get('val', '')) if found is not None else ''


def _bound(plot: etree._Element | None, name: str) -> float | None:
    axis = plot.find(_c('valAx')) if plot is not None else None
    said = _said(axis.find(_c('scaling')) if axis is not None else None, name)
    return _value(said)


def _title(root: etree._Element, series: tuple[Series, ...]) -> str:
    title = root.find(f'{_c("chart")}/{_c("title")}')
    if title is None:
        return ''
    text = ''.join(each.text or '' for each in title.iter(f'{{{A}}}t')).strip()
    # Word writes the name of a single series where the title has no text of its own.
    return text or (series[0].name if len(series) == 1 else '')


def _axis(plot: etree._Element | None, name: str) -> str:
    title = plot.find(f'{_c(name)}/{_c("title")}') if plot is not None else None
    return ''.join(each.text or '' for each in title.iter(f'{{{A}}}t')).strip() if title is not None else ''


def _series(element: etree._Element, index: int, drawing: etree._Element, part: StoryPart, *, pie: bool) -> Series:
    name = ' '.join(_texts(element.find(_c('tx'))))
    values = tuple(map(_value, _texts(element.find(_c('val')))))
    own = _fill(element, drawing, part)
    points = {number(_said(each, 'idx')): _fill(each, drawing, part) for each in element.iterfind(_c('dPt'))}
    colours = tuple(
        points.get(place) or own or _usual(place if pie else index, part) for place in range(max(len(values), 1))
    )
    return Series(name, values, colours)


def _usual(index: int, part: StoryPart) -> str:
    return part.colours.get(f'accent{index % 6 + 1}') or _COLOURS[index % 6]


def _fill(element: etree._Element, drawing: etree._Element, part: StoryPart) -> str:
    properties = element.find(_c('spPr'))
    if properties is None:
        return ''
    for holder in (properties.find(f'{{{A}}}solidFill'), properties.find(f'{{{A}}}ln/{{{A}}}solidFill')):
        if holder is not None:
            return solid(holder, drawing, part)
    return ''


def _texts(holder: etree._Element | None) -> tuple[str, ...]:
    """The stored texts or numbers in their places; '' where there is none."""
    if holder is None:
        return ()
    alone = holder.find(_c('v'))
    if alone is not None:
        return (alone.text or '',)
    count = next((number(str(each.get('val'))) for each in holder.iter(_c('ptCount'))), 0)
    found = {number(str(each.get('idx'))): ''.join(map(str, each.itertext())).strip() for each in holder.iter(_c('pt'))}
    return tuple(found.get(place, '') for place in range(min(max(count, max(found, default=-1) + 1), _MAX_VALUES + 1)))


def _value(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
