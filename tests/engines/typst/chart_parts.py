"""Charts as Word writes them, put into a document: the part with the values, and the drawing that shows it."""

from __future__ import annotations

from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from .builder import paragraph

_C = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
_A = 'http://schemas.openxmlformats.org/drawingml/2006/main'
_KIND = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart'
_AXES = ''.join(
    f'<c:{kind}><c:title><c:tx><c:rich><a:p><a:r><a:t>{words}</a:t></a:r></a:p></c:rich></c:tx></c:title></c:{kind}>'
    for kind, words in (('catAx', "Område"), ('valAx', "Antal"))
)
NAMES = ("Norr", "Söder", "Öster")
VALUES = {"Före": (12, 7, 4.5), "Efter": (6, 3, 9)}


def add_chart(document: Any, kind: str, *, alt: str = "Brott före och efter", three: bool = False) -> None:
    """Add a paragraph with a chart, in three dimensions where `three`.

    Args:
        document: that it is put into.
        kind: 'columns', 'stacked', 'bars', 'lines', 'areas', 'pie', 'ring' or 'points'.
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
    kinds = {'lines': 'line', 'pie': 'pie', 'areas': 'area', 'ring': 'doughnut', 'points': 'scatter'}
    group = f'{kinds.get(kind, "bar")}{"3D" if three else ""}Chart'
    inner = ''
    if group.startswith('bar'):
        inner = f'<c:barDir val="{"bar" if kind == "bars" else "col"}"/>'
        inner += f'<c:grouping val="{"stacked" if kind == "stacked" else "clustered"}"/>'
    shown = dict(list(VALUES.items())[:1]) if kind in ('pie', 'ring') else VALUES
    series = ''.join(_series(index, name, values) for index, (name, values) in enumerate(shown.items()))
    labels = '<c:dLbls><c:showVal val="1"/></c:dLbls>'
    view = '<c:view3D/>' if three else ''
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}"><c:chart><c:title><c:tx><c:rich>'
        '<a:p><a:r><a:t>Brott</a:t></a:r></a:p></c:rich></c:tx></c:title>'
        f'{view}<c:plotArea><c:layout/><c:{group}>{inner}{series}{labels}</c:{group}>{_AXES}</c:plotArea>'
        '<c:legend><c:legendPos val="b"/></c:legend></c:chart></c:chartSpace>'
    )


def _series(index: int, name: str, values: tuple[float, ...]) -> str:
    def points(texts: tuple[object, ...]) -> str:
        rows = ''.join(f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in enumerate(texts))
        return f'<c:ptCount val="{len(texts)}"/>{rows}'

    return (
        f'<c:ser><c:idx val="{index}"/><c:tx><c:strRef><c:strCache>{points((name,))}</c:strCache></c:strRef></c:tx>'
        f'<c:cat><c:strRef><c:strCache>{points(NAMES)}</c:strCache></c:strRef></c:cat>'
        f'<c:val><c:numRef><c:numCache>{points(values)}</c:numCache></c:numRef></c:val></c:ser>'
    )
