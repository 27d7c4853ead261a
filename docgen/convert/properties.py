"""From w:rPr and w:pPr to plain values, by allow-list: what is not named here is refused by name.

Each reader sets keys of a dict; layers of dicts are merged by `styles`. A key that is missing is not decided at
that layer. ECMA-376 part 1, 17.3.1 and 17.3.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.convert.formats import Border, TabStop
from docgen.convert.xml import attribute, local, names, namespace, number, on, points, w
from docgen.word import W

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.convert.refusals import Refusals

Layer = dict[str, Any]
ThemeFonts = dict[str, str]

HIGHLIGHTS = {
    'black': '000000',
    'blue': '0000FF',
    'cyan': '00FFFF',
    'green': '00FF00',
    'magenta': 'FF00FF',
    'red': 'FF0000',
    'yellow': 'FFFF00',
    'white': 'FFFFFF',
    'darkBlue': '00008B',
    'darkCyan': '008B8B',
    'darkGreen': '006400',
    'darkMagenta': '800080',
    'darkRed': '8B0000',
    'darkYellow': '808000',
    'darkGray': 'A9A9A9',
    'lightGray': 'D3D3D3',
}
_ALIGNMENTS = {
    'left': 'left',
    'start': 'left',
    'center': 'center',
    'right': 'right',
    'end': 'right',
    'both': 'both',
}
_DASHES = {
    'single': 'solid',
    'thick': 'solid',
    'dotted': 'dotted',
    'dashed': 'dashed',
    'dashSmallGap': 'densely-dashed',
    'dotDash': 'dash-dotted',
}
_LEADERS = {'dot': '.', 'hyphen': '-', 'underscore': '_', 'heavy': '_', 'middleDot': '·', 'none': '', None: ''}
_UNDERLINES = {'single': 'solid', 'words': 'solid', 'thick': 'solid', 'dotted': 'dotted', 'dash': 'dashed'}

_RUN_IGNORED = names('noProof webHidden bCs iCs szCs kern snapToGrid specVanish cs rtl eastAsianLayout')
_RUN_MUST_BE_OFF = {'outline': 'kontur', 'shadow': 'skugga', 'emboss': 'relief', 'imprint': 'gravyr'}
_PARAGRAPH_IGNORED = names(
    'suppressLineNumbers kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN '
    'adjustRightInd snapToGrid cnfStyle divId suppressOverlap textboxTightWrap textAlignment'
)
_TRACKED = names('ins del moveFrom moveTo rPrChange pPrChange numberingChange')


def colour(value: str | None) -> str:
    """Six hexadecimal digits, or '' for none and automatic."""
    if value is None or len(value) != 6:
        return ''
    return value.upper() if all(digit in '0123456789abcdefABCDEF' for digit in value) else ''


def shade(element: etree._Element, refusals: Refusals) -> str:
    """The fill of a w:shd; '' for none. Patterns other than clear and solid are refused."""
    pattern = attribute(element)
    if pattern == 'solid':
        return colour(attribute(element, 'color')) or '000000'
    if pattern not in ('clear', 'nil', None):
        refusals.add('word-unknown-property', element, f'w:shd {pattern}')
    return colour(attribute(element, 'fill'))


def border(element: etree._Element, refusals: Refusals) -> Border | None:
    """A border edge; None when it says none. Sizes are eighths of a point, distances points (17.18.2)."""
    kind = attribute(element)
    if kind in (None, 'nil', 'none'):
        return None
    if kind not in _DASHES:
        refusals.add('word-unknown-property', element, f'w:{local(element)} {kind}')
        return None
    size = number(attribute(element, 'sz'), 4)
    return Border(
        width=max(min(size, 96), 2) / 8,
        colour=colour(attribute(element, 'color')) or '000000',
        dash=_DASHES[kind],
        space=float(min(number(attribute(element, 'space')), 31)),
    )


def read_run(properties: etree._Element | None, theme: ThemeFonts, refusals: Refusals) -> Layer:
    """The character properties that this w:rPr decides."""
    layer: Layer = {}
    for element in properties if properties is not None else ():
        name = local(element)
        if namespace(element) != W:
            if name not in ('ligatures', 'numForm', 'numSpacing', 'stylisticSets', 'cntxtAlts'):
                refusals.add('word-unknown-property', element, name)
        elif name in _RUN_READERS:
            _RUN_READERS[name](element, layer, refusals)
        elif name == 'rFonts':
            _fonts(element, layer, theme)
        elif name in _TRACKED:
            refusals.add('word-tracked-change', element)
        elif name in _RUN_MUST_BE_OFF:
            if on(element):
                refusals.add('word-unknown-property', element, _RUN_MUST_BE_OFF[name])
        elif name not in _RUN_IGNORED:
            refusals.add('word-unknown-property', element, f'w:{name}')
    return layer


def _fonts(element: etree._Element, layer: Layer, theme: ThemeFonts) -> None:
    for slot in ('ascii', 'hAnsi'):
        themed = attribute(element, f'{slot}Theme')
        name = theme.get(themed[:5], '') if themed else attribute(element, slot)
        if name:
            layer['font'] = name
            return


def _toggle(key: str) -> Callable[[etree._Element, Layer, Refusals], None]:
    def read(element: etree._Element, layer: Layer, _: Refusals) -> None:
        layer[key] = on(element)

    return read


def _colour(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['colour'] = colour(attribute(element)) or '000000'


def _size(element: etree._Element, layer: Layer, _: Refusals) -> None:
    if (size := points(element, per_point=2)) is not None and 1 <= size <= 400:
        layer['size'] = size


def _underline(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    kind = attribute(element)
    if kind not in (None, 'none') and kind not in _UNDERLINES:
        refusals.add('word-unknown-property', element, f'w:u {kind}')
    layer['underline'] = _UNDERLINES.get(kind or '', '')


def _highlight(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['highlight'] = HIGHLIGHTS.get(attribute(element) or '', '')


def _run_shade(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    layer['highlight'] = shade(element, refusals)


def _vertical(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['vertical'] = {'superscript': 'super', 'subscript': 'sub'}.get(attribute(element) or '', '')


def _language(element: etree._Element, layer: Layer, _: Refusals) -> None:
    if value := attribute(element):
        layer['language'] = value


def _tracking(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['tracking'] = points(element) or 0.0


def _raised(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['raised'] = points(element, per_point=2) or 0.0


def _hidden(element: etree._Element, _: Layer, refusals: Refusals) -> None:
    if on(element):
        refusals.add('word-hidden-text', element)


def _scale(element: etree._Element, _: Layer, refusals: Refusals) -> None:
    if attribute(element) not in ('100', '100%', None):
        refusals.add('word-unknown-property', element, "teckenbredd")


def _effect(element: etree._Element, _: Layer, refusals: Refusals) -> None:
    if attribute(element) not in ('none', None):
        refusals.add('word-unknown-property', element, f'w:{local(element)}')


def _run_style(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['style'] = attribute(element) or ''


_RUN_READERS: dict[str, Callable[[etree._Element, Layer, Refusals], None]] = {
    'rStyle': _run_style,
    'b': _toggle('bold'),
    'i': _toggle('italic'),
    'caps': _toggle('caps'),
    'smallCaps': _toggle('small_caps'),
    'strike': _toggle('strike'),
    'color': _colour,
    'sz': _size,
    'u': _underline,
    'highlight': _highlight,
    'shd': _run_shade,
    'vertAlign': _vertical,
    'lang': _language,
    'spacing': _tracking,
    'position': _raised,
    'vanish': _hidden,
    'w': _scale,
    'effect': _effect,
    'em': _effect,
}


def read_paragraph(properties: etree._Element | None, refusals: Refusals) -> Layer:
    """The paragraph properties that this w:pPr decides; w:rPr and w:sectPr in it are read elsewhere."""
    layer: Layer = {}
    for element in properties if properties is not None else ():
        name = local(element)
        if name in _PARAGRAPH_READERS and namespace(element) == W:
            _PARAGRAPH_READERS[name](element, layer, refusals)
        elif name in _TRACKED:
            refusals.add('word-tracked-change', element)
        elif name not in _PARAGRAPH_IGNORED and name not in ('rPr', 'sectPr'):
            refusals.add('word-unknown-property', element, f'w:{name}')
    return layer


def _alignment(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    kind = attribute(element) or 'left'
    if kind not in _ALIGNMENTS:
        refusals.add('word-unknown-property', element, f'w:jc {kind}')
    layer['alignment'] = _ALIGNMENTS.get(kind, 'left')


def _spacing(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    for side in ('before', 'after'):
        automatic = attribute(element, f'{side}Autospacing')
        if automatic in ('1', 'true', 'on'):
            refusals.add('word-unknown-property', element, "automatiskt avstånd")
        if (value := points(element, side)) is not None:
            layer[side] = max(value, 0.0)
    rule = attribute(element, 'lineRule')
    if rule is not None:
        layer['line_rule'] = rule if rule in ('exact', 'atLeast') else 'auto'
    if (line := attribute(element, 'line')) is not None:
        kind = rule or 'auto'
        value = points(element, 'line', 240 if kind == 'auto' else 20)
        if line and value is not None and value > 0:
            layer['line'] = value
            layer['line_rule'] = kind if kind in ('exact', 'atLeast') else 'auto'


def _indent(element: etree._Element, layer: Layer, _: Refusals) -> None:
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
        elif kind in ('left', 'center', 'right'):
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
    'keepNext': _toggle('keep_next'),
    'keepLines': _toggle('keep_lines'),
    'pageBreakBefore': _toggle('page_break_before'),
    'widowControl': _toggle('widow_control'),
    'contextualSpacing': _toggle('contextual'),
    'bidi': _must_be_off,
    'mirrorIndents': _must_be_off,
    'textDirection': _horizontal,
}
