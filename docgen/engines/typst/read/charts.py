"""Charts by the values that Word keeps in the file (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

from dataclasses import replace
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
    'scatterChart': 'points', 'bubbleChart': 'bubbles', 'radarChart': 'net',
    'bar3DChart': 'columns', 'line3DChart': 'lines', 'area3DChart': 'areas', 'pie3DChart': 'pie',
}  # fmt: skip
_ROUND = frozenset(('pie', 'ring'))
_TOGETHER = frozenset(('columns', 'lines', 'areas'))
_AXES = frozenset(('catAx', 'valAx', 'dateAx', 'serAx', 'layout', 'spPr', 'txPr', 'extLst', 'dTable'))
_LEFT_OUT = {
    'view3D': "Djupet i ett diagram i tre dimensioner",
    'dTable': "Tabellen under ett diagram (värdena står i diagrammet)",
    'trendline': "Trendlinjen i ett diagram",
    'errBars': "Felstaplarna i ett diagram",
    'logBase': "Den logaritmiska skalan i ett diagram",
}
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
    groups = [each for each in plot if local(each) not in _AXES] if plot is not None else []
    kinds = [_kind(each) for each in groups]
    alone = len(kinds) == 1 and bool(kinds[0])
    if root is None or plot is None or not kinds or not (alone or _TOGETHER.issuperset(kinds)):
        part.refusals.add('word-chart', drawing)
        return None
    for name, told in _LEFT_OUT.items():
        if root.find(f'.//{_c(name)}') is not None:
            part.refusals.warn('word-look-left-out', told, element=drawing)
    charts: list[Chart] = []
    for kind, group in zip(kinds, groups, strict=True):
        before = sum(len(each.series) for each in charts)
        charts.append(replace(_group(kind, group, plot, drawing, part, before), width=size[0], height=size[1]))
    every = tuple(series for each in charts for series in each.series)
    count = max((len(each.values) for each in every), default=0)
    if not count or count * len(every) > _MAX_VALUES:
        part.refusals.add('word-chart', drawing)
        return None
    categories = max((each.categories for each in charts), key=len)
    categories += tuple(str(each + 1) for each in range(len(categories), count))
    charts = [replace(each, categories=categories) for each in charts]
    legend = root.find(f'.//{_c("legend")}')
    return replace(
        charts[0],
        kind=kinds[0] if alone else 'several',
        layers=() if alone else tuple(charts),
        series=every,
        title=_title(root, every),
        legend=(_said(legend, 'legendPos') or 'r') if legend is not None else '',
        labels=charts[0].labels or plot.find(_c('dTable')) is not None,
        alt=alt,
    )


def _kind(group: etree._Element) -> str:
    kind = _KINDS.get(local(group), '')
    return 'bars' if kind == 'columns' and _said(group, 'barDir') == 'bar' else kind


def _group(
    kind: str, group: etree._Element, plot: etree._Element, drawing: etree._Element, part: StoryPart, before: int
) -> Chart:
    """The series of one kind; `before` of them stand in groups before it."""
    found = group.findall(_c('ser'))
    if kind in _ROUND:
        # Word draws the first alone.
        found = found[:1]
    upward, across = _value_axes(group, plot)
    return Chart(
        kind=kind,
        width=0.0,
        height=0.0,
        title='',
        categories=next((texts for each in found if (texts := _texts(each.find(_c('cat'))))), ()),
        series=tuple(_series(each, before + index, drawing, part, kind) for index, each in enumerate(found)),
        stacked={'stacked': 'stacked', 'percentStacked': 'percent'}.get(_said(group, 'grouping'), ''),
        legend='',
        labels=any(_said(each, 'showVal') in ('1', 'true') for each in group.iter(_c('dLbls'))),
        share=any(_said(each, 'showPercent') in ('1', 'true') for each in group.iter(_c('dLbls'))),
        bounds=(_bound(upward, 'min'), _bound(upward, 'max')),
        percent='%' in ''.join(each.text or '' for each in group.iter(_c('formatCode'))),
        look=part.styles.text_format(part.styles.default('paragraph'), {}, {}),
        alt='',
        axes=(_named(across), _named(upward)),
        second=before > 0 and upward is not None and upward is not plot.find(_c('valAx')),
        joined=kind == 'points' and any(map(_is_joined, found)) and _said(group, 'scatterStyle') != 'marker',
        filled=_said(group, 'radarStyle') == 'filled',
        bounds_across=(_bound(across, 'min'), _bound(across, 'max')),
    )


def _is_joined(series: etree._Element) -> bool:
    return series.find(f'{_c("spPr")}/{{{A}}}ln/{{{A}}}noFill') is None


def _value_axes(group: etree._Element, plot: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """The axis that the group's values are measured by, and the one across."""
    wanted = {str(each.get('val')) for each in group.iterfind(_c('axId'))}
    axes = [each for each in plot if local(each) in ('catAx', 'valAx', 'dateAx')]
    own = [each for each in axes if _said(each, 'axId') in wanted] or axes
    values = [each for each in own if local(each) == 'valAx']
    across = next((each for each in own if local(each) != 'valAx'), None)
    if across is None and len(values) > 1:
        # Of two axes of values the one below or above is across.
        across = next((each for each in values if _said(each, 'axPos') in ('b', 't')), values[0])
    return next((each for each in values if each is not across), None), across


def _c(name: str) -> str:
    return f'{{{_C}}}{name}'


def _root(drawing: etree._Element, part: StoryPart) -> etree._Element | None:
    for reference in drawing.iter(_c('chart')):
        related = part.relationships.get(str(reference.get(f'{{{R}}}id', '')))
        data = part.parts.get(related.target) if related is not None else None
        if data is not None:
            try:
                # The package's XML was looked through when it was opened; what is led to may be something else.
                return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError:
                return None
    return None


def _said(element: etree._Element | None, name: str) -> str:
    found = element.find(_c(name)) if element is not None else None
    return str(found.get('val', '')) if found is not None else ''


def _bound(axis: etree._Element | None, name: str) -> float | None:
    return _value(_said(axis.find(_c('scaling')) if axis is not None else None, name))


def _title(root: etree._Element, series: tuple[Series, ...]) -> str:
    title = root.find(f'{_c("chart")}/{_c("title")}')
    if title is None:
        return ''
    text = ''.join(each.text or '' for each in title.iter(f'{{{A}}}t')).strip()
    # Word writes the name of a single series where the title has no text of its own.
    return text or (series[0].name if len(series) == 1 else '')


def _named(axis: etree._Element | None) -> str:
    title = axis.find(_c('title')) if axis is not None else None
    return ''.join(each.text or '' for each in title.iter(f'{{{A}}}t')).strip() if title is not None else ''


def _series(element: etree._Element, index: int, drawing: etree._Element, part: StoryPart, kind: str) -> Series:
    name = ' '.join(_texts(element.find(_c('tx'))))
    values, across, sizes = (
        tuple(map(_value, _texts(element.find(_c(holder))))) for holder in ('val', 'xVal', 'bubbleSize')
    )
    if kind in ('points', 'bubbles'):
        values = tuple(map(_value, _texts(element.find(_c('yVal')))))
        # Where texts or nothing stand along the axis, Word counts.
        across = across if any(each is not None for each in across) else tuple(range(1, len(values) + 1))
    own = _fill(element, drawing, part)
    points = {number(_said(each, 'idx')): _fill(each, drawing, part) for each in element.iterfind(_c('dPt'))}
    colours = tuple(
        points.get(place) or own or _usual(place if kind in _ROUND else index, part)
        for place in range(max(len(values), 1))
    )
    return Series(name, values, colours, across, sizes)


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
