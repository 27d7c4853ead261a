"""Charts as Word writes them, put into a document: the part with the values, and the drawing that shows it."""

from __future__ import annotations

from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from .builder import paragraph

_C = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
_A = 'http://schemas.openxmlformats.org/drawingml/2006/main'
_KIND = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart'


def _axis(kind: str, words: str, ident: int, side: str) -> str:
    title = f'<c:title><c:tx><c:rich><a:p><a:r><a:t>{words}</a:t></a:r></a:p></c:rich></c:tx></c:title>'
    return f'<c:{kind}><c:axId val="{ident}"/><c:axPos val="{side}"/>{title if words else ""}</c:{kind}>'


NAMES = ("Norr", "Söder", "Öster")
ACROSS = (10, 20, 40)
VALUES = {"Före": (12, 7, 4.5), "Efter": (6, 3, 9)}


def add_chart(document: Any, kind: str, *, alt: str = "Brott före och efter", three: bool = False) -> None:
    """Add a paragraph with a chart, in three dimensions where `three`.

    Args:
        document: that it is put into.
        kind: 'columns', 'stacked', 'bars', 'lines', 'areas', 'pie', 'ring', 'points', 'bubbles', 'net', 'several' for
            columns and lines with an axis of their own, or 'stock'.
        alt: its alternative text.
        three: whether it is drawn in three dimensions.
    """
    number = len(document.part.rels)
    part = Part(
        PackURI(f'/word/charts/chart{number}.xml'),
        'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
        chart_xml(kind, three=three).encode(),
        document.part.package,
    )
    ident = document.part.relate_to(part, _KIND)
    paragraph(
        document,
        '<w:r><w:drawing><wp:inline><wp:extent cx="4000000" cy="2000000"/>'
        f'<wp:docPr id="{number}" name="Diagram" descr="{alt}"/><a:graphic><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" r:id="{ident}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
    )


def chart_xml(kind: str, *, three: bool = False) -> str:
    """A chart's part."""
    kinds = {
        'lines': 'line', 'pie': 'pie', 'areas': 'area', 'ring': 'doughnut', 'points': 'scatter', 'bubbles': 'bubble',
        'net': 'radar', 'stock': 'stock',
    }  # fmt: skip
    group = f'{kinds.get(kind, "bar")}{"3D" if three else ""}Chart'
    inner = ''
    if group.startswith('bar'):
        inner = f'<c:barDir val="{"bar" if kind == "bars" else "col"}"/>'
        inner += f'<c:grouping val="{"stacked" if kind == "stacked" else "clustered"}"/>'
    shown = dict(list(VALUES.items())[:1]) if kind in ('pie', 'ring') else VALUES
    series = [_series(index, name, values, kind) for index, (name, values) in enumerate(shown.items())]
    labels = '<c:dLbls><c:showVal val="1"/></c:dLbls>'
    view = '<c:view3D/>' if three else ''
    across = 'valAx' if kind in ('points', 'bubbles') else 'catAx'
    axes = _axis(across, "Område", 1, 'b') + _axis('valAx', "Antal", 2, 'l')
    own = '<c:axId val="1"/><c:axId val="2"/>'
    drawn = f'<c:{group}>{inner}{"".join(series)}{labels}{own}</c:{group}>'
    if kind == 'several':
        axes += _axis('catAx', '', 3, 'b') + _axis('valAx', '', 4, 'r')
        drawn = f'<c:{group}>{inner}{series[0]}{labels}{own}</c:{group}>'
        drawn += f'<c:lineChart>{series[1]}<c:axId val="3"/><c:axId val="4"/></c:lineChart>'
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}"><c:chart><c:title><c:tx><c:rich>'
        '<a:p><a:r><a:t>Brott</a:t></a:r></a:p></c:rich></c:tx></c:title>'
        f'{view}<c:plotArea><c:layout/>{drawn}{axes}</c:plotArea>'
        '<c:legend><c:legendPos val="b"/></c:legend></c:chart></c:chartSpace>'
    )


def _series(index: int, name: str, values: tuple[float, ...], kind: str) -> str:
    def points(texts: tuple[object, ...]) -> str:
        rows = ''.join(f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in enumerate(texts))
        return f'<c:ptCount val="{len(texts)}"/>{rows}'

    def numbers(holder: str, of: tuple[float, ...]) -> str:
        return f'<c:{holder}><c:numRef><c:numCache>{points(of)}</c:numCache></c:numRef></c:{holder}>'

    data = f'<c:cat><c:strRef><c:strCache>{points(NAMES)}</c:strCache></c:strRef></c:cat>{numbers("val", values)}'
    if kind in ('points', 'bubbles'):
        data = numbers('xVal', ACROSS) + numbers('yVal', values)
        data += numbers('bubbleSize', (9, 1, 4)) if kind == 'bubbles' else ''
    return (
        f'<c:ser><c:idx val="{index}"/><c:tx><c:strRef><c:strCache>{points((name,))}</c:strCache></c:strRef></c:tx>'
        f'{data}</c:ser>'
    )
