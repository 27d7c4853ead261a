"""Paragraph properties (w:pPr) by allow-list; what is not named here is refused by name. ECMA-376 part 1, 17.3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.formats import TabStop
from docgen.engines.typst.read.frames import is_frame
from docgen.engines.typst.read.wordml import (
    TRACKED,
    Layer,
    attribute,
    border,
    local,
    names,
    namespace,
    number,
    on,
    points,
    shade,
    toggle,
    w,
)
from docgen.word import W

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.engines.typst.read.refusals import Refusals

_ALIGNMENTS = {
    'left': 'left',
    'start': 'left',
    'center': 'center',
    'right': 'right',
    'end': 'right',
    'both': 'both',
}
_LEADERS = {'dot': '.', 'hyphen': '-', 'underscore': '_', 'heavy': '_', 'middleDot': '·', 'none': '', None: ''}
_NARROW, _WIDE = 8.0, 16.0
"""Points that a character may be wide in an indent that is measured in characters."""
_PARAGRAPH_IGNORED = names(
    'suppressLineNumbers kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN '
    'adjustRightInd snapToGrid cnfStyle divId suppressOverlap textboxTightWrap textAlignment'
)


def read_paragraph(properties: etree._Element | None, refusals: Refusals) -> Layer:
    """The paragraph properties that this w:pPr decides; w:rPr and w:sectPr in it are read elsewhere."""
    layer: Layer = {}
    for element in properties if properties is not None else ():
        name = local(element)
        if name in _PARAGRAPH_READERS and namespace(element) == W:
            _PARAGRAPH_READERS[name](element, layer, refusals)
        elif name in TRACKED:
            refusals.add('word-tracked-change', element)
        elif name not in _PARAGRAPH_IGNORED and name not in ('rPr', 'sectPr'):
            refusals.add('word-unknown-property', element, f'w:{name}')
    return layer


def _alignment(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    kind = attribute(element) or 'left'
    if kind not in _ALIGNMENTS:
        refusals.add('word-unknown-property', element, f'w:jc {kind}')
    layer['alignment'] = _ALIGNMENTS.get(kind, 'left')


def _spacing(element: etree._Element, layer: Layer, _: Refusals) -> None:
    for side in ('before', 'after'):
        automatic = attribute(element, f'{side}Autospacing')
        if automatic is not None:
            layer[f'{side}_automatic'] = automatic in ('1', 'true', 'on')
        if (value := points(element, side)) is not None:
            layer[side] = max(value, 0.0)
        lines = number(attribute(element, f'{side}Lines'))
        if lines:
            layer[side] = lines / 100 * 12
    rule = attribute(element, 'lineRule')
    if rule is not None:
        layer['line_rule'] = rule if rule in ('exact', 'atLeast') else 'auto'
    if (line := attribute(element, 'line')) is not None:
        kind = rule or 'auto'
        value = points(element, 'line', 240 if kind == 'auto' else 20)
        if line and value is not None and value > 0:
            layer['line'] = value
            layer['line_rule'] = kind if kind in ('exact', 'atLeast') else 'auto'


def _indent(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    for name in ('left', 'start', 'right', 'end', 'firstLine', 'hanging'):
        characters, length = number(attribute(element, f'{name}Chars')) / 100, points(element, name)
        # Word goes by the characters where both are said; it writes the same length beside them.
        if characters and (length is None or not _NARROW <= length / characters <= _WIDE):
            refusals.add('word-unknown-property', element, 'w:ind')
    for key, sides in (('left', ('left', 'start')), ('right', ('right', 'end'))):
        for name in sides:
            if (value := points(element, name)) is not None:
                layer[key] = value
    if (first := points(element, 'firstLine')) is not None:
        layer['first'] = first
    if (hanging := points(element, 'hanging')) is not None:
        layer['first'] = -hanging


def _outline(element: etree._Element, layer: Layer, _: Refusals) -> None:
    level = number(attribute(element), 9)
    layer['outline_level'] = level if 0 <= level < 9 else None


def _tabs(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    stops: dict[float, TabStop | None] = {}
    for tab in element.iter(w('tab')):
        position, kind = points(tab, 'pos'), attribute(tab) or 'left'
        kind = {'start': 'left', 'end': 'right', 'num': 'left'}.get(kind, kind)
        if position is None or kind == 'bar':
            refusals.add('word-unknown-property', tab, "tabbstopp")
        elif kind == 'clear':
            stops[position] = None
        elif kind in ('left', 'center', 'right', 'decimal'):
            stops[position] = TabStop(position, kind, _LEADERS.get(attribute(tab, 'leader'), ''))
        else:
            refusals.add('word-unknown-property', tab, f"tabbstopp {kind}")
    layer['tabs'] = stops


def _numbered(element: etree._Element, layer: Layer, _: Refusals) -> None:
    if (ident := element.find(w('numId'))) is not None:
        layer['number'] = attribute(ident) or '0'
    if (level := element.find(w('ilvl'))) is not None:
        layer['number_level'] = min(max(number(attribute(level)), 0), 8)


def _paragraph_borders(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    for edge in element:
        name = local(edge)
        if name in ('top', 'bottom', 'left', 'right', 'between'):
            layer[f'border_{name}'] = border(edge, refusals)
        elif name != 'bar' or border(edge, refusals) is not None:
            refusals.add('word-unknown-property', edge, f'w:pBdr {name}')


def _paragraph_shade(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    layer['shade'] = shade(element, refusals)


def _unhyphenated(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['hyphenate'] = not on(element)


def _must_be_off(element: etree._Element, _: Layer, refusals: Refusals) -> None:
    if on(element):
        refusals.add('word-unknown-property', element, f'w:{local(element)}')


def _horizontal(element: etree._Element, _: Layer, refusals: Refusals) -> None:
    if attribute(element) not in ('lrTb', 'tb', None):
        refusals.add('word-unknown-property', element, "textriktning")


def _frame(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    if attribute(element, 'dropCap') not in ('none', None):
        layer['initial'] = True
    elif points(element, 'w') == 0 and points(element, 'h') == 0:
        # Pages of macOS writes a frame of no size into the defaults of every file.
        return
    elif is_frame(element):
        layer['frame'] = element
    else:
        refusals.add('word-unknown-property', element, 'w:framePr')


def _paragraph_style(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['style'] = attribute(element) or ''


_PARAGRAPH_READERS: dict[str, Callable[[etree._Element, Layer, Refusals], None]] = {
    'pStyle': _paragraph_style,
    'jc': _alignment,
    'spacing': _spacing,
    'ind': _indent,
    'outlineLvl': _outline,
    'tabs': _tabs,
    'numPr': _numbered,
    'pBdr': _paragraph_borders,
    'shd': _paragraph_shade,
    'suppressAutoHyphens': _unhyphenated,
    'keepNext': toggle('keep_next'),
    'keepLines': toggle('keep_lines'),
    'pageBreakBefore': toggle('page_break_before'),
    'widowControl': toggle('widow_control'),
    'contextualSpacing': toggle('contextual'),
    'bidi': toggle('from_right'),
    'mirrorIndents': _must_be_off,
    'textDirection': _horizontal,
    'framePr': _frame,
}
