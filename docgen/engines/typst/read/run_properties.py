"""Character properties (w:rPr) by allow-list; what is not named here is refused by name. ECMA-376 part 1, 17.3.2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.engines.typst.read.wordml import (
    TRACKED,
    Layer,
    ThemeFonts,
    attribute,
    border,
    colour,
    local,
    names,
    namespace,
    number,
    on,
    points,
    shade,
    toggle,
)
from docgen.word import W

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.engines.typst.read.refusals import Refusals

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
_UNDERLINES = {
    'single': 'solid',
    'words': 'solid',
    'thick': 'solid',
    'double': 'double',
    'dottedHeavy': 'dotted',
    'dashedHeavy': 'dashed',
    'dashLong': 'dashed',
    'dashLongHeavy': 'dashed',
    'dotDash': 'dash-dotted',
    'dashDotHeavy': 'dash-dotted',
    'dotDotDash': 'dash-dotted',
    'dashDotDotHeavy': 'dash-dotted',
    'dotted': 'dotted',
    'dash': 'dashed',
}

_TEXT_EFFECTS = {
    'glow': "glöd", 'shadow': "skugga", 'reflection': "spegling", 'textOutline': "kontur", 'textFill': "fyllning",
    'props3d': "3D", 'scene3d': "3D",
}  # fmt: skip
"""Word's newer effects; each run says its plain colour too, which is what is seen without them."""

LANGUAGE = re.compile(r'[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*')
"""A language tag as PDF takes it (BCP 47, 2.1)."""
_NARROWEST, _WIDEST = 80, 120
"""How narrow and wide letters may be asked for, in hundredths, and still be set in the font's own width."""
_RUN_IGNORED = names('noProof webHidden bCs iCs szCs snapToGrid specVanish cs rtl eastAsianLayout')
_RUN_MUST_BE_OFF = {
    'dstrike': 'dubbel genomstrykning',
    'outline': 'kontur',
    'shadow': 'skugga',
    'emboss': 'relief',
    'imprint': 'gravyr',
}


def read_run(properties: etree._Element | None, theme: ThemeFonts, refusals: Refusals) -> Layer:
    """The character properties that this w:rPr decides.

    Args:
        properties: the w:rPr; None decides nothing.
        theme: the theme's fonts by 'major' and 'minor'.
        refusals: takes what the engine cannot set.
    """
    layer: Layer = {}
    for element in properties if properties is not None else ():
        name = local(element)
        if namespace(element) != W:
            if name == 'ligatures':
                layer['ligatures'] = 'standard' in (element.get(f'{{{namespace(element)}}}val') or '').casefold()
            elif name in _TEXT_EFFECTS and not _is_plain(element, layer):
                refusals.warn('word-look-left-out', f"Texteffekten {_TEXT_EFFECTS[name]}", element=element)
            elif name not in ('numForm', 'numSpacing', 'stylisticSets', 'cntxtAlts', *_TEXT_EFFECTS):
                refusals.add('word-unknown-property', element, name)
        elif name in _RUN_READERS:
            _RUN_READERS[name](element, layer, refusals)
        elif name == 'rFonts':
            _fonts(element, layer, theme)
        elif name in TRACKED:
            refusals.add('word-tracked-change', element)
        elif name in _RUN_MUST_BE_OFF:
            if on(element):
                refusals.add('word-unknown-property', element, _RUN_MUST_BE_OFF[name])
        elif name not in _RUN_IGNORED:
            refusals.add('word-unknown-property', element, f'w:{name}')
    return layer


def _is_plain(effect: etree._Element, layer: Layer) -> bool:
    """Whether a text effect changes nothing: an outline of nothing, or a fill with the text's own plain colour."""
    name, fill = local(effect), effect[0] if len(effect) else None
    if name == 'textOutline':
        return any(local(each) == 'noFill' for each in effect)
    if name != 'textFill' or fill is None or local(fill) != 'solidFill' or not len(fill):
        return False
    said = fill[0]
    if any(local(each) == 'alpha' for each in said):
        return False
    own = colour(str(said.get(f'{{{namespace(said)}}}val', ''))) if local(said) == 'srgbClr' else ''
    if own:
        layer['colour'] = own
    return bool(own) or 'colour' in layer


def _fonts(element: etree._Element, layer: Layer, theme: ThemeFonts) -> None:
    for slot in ('ascii', 'hAnsi'):
        themed = attribute(element, f'{slot}Theme')
        name = theme.get(themed[:5], '') if themed else attribute(element, slot)
        if name:
            layer['font'] = name
            return


def _colour(element: etree._Element, layer: Layer, _: Refusals) -> None:
    # Automatic is black, or white on what is dark.
    layer['colour'] = colour(attribute(element))


def _size(element: etree._Element, layer: Layer, _: Refusals) -> None:
    if (size := points(element, per_point=2)) is not None and 1 <= size <= 400:
        layer['size'] = size


def _underline(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    kind = attribute(element)
    if kind not in (None, 'none') and kind not in _UNDERLINES:
        refusals.add('word-unknown-property', element, "vågig understrykning")
    layer['underline'] = _UNDERLINES.get(kind or '', '')
    layer['underline_colour'] = colour(attribute(element, 'color'))


def _highlight(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['highlight'] = HIGHLIGHTS.get(attribute(element) or '', '')


def _run_shade(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    layer['highlight'] = shade(element, refusals)
    layer['backdrop'] = layer['highlight']


def _framed(element: etree._Element, layer: Layer, refusals: Refusals) -> None:
    layer['framed'] = border(element, refusals)


def _vertical(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['vertical'] = {'superscript': 'super', 'subscript': 'sub'}.get(attribute(element) or '', '')


def _language(element: etree._Element, layer: Layer, _: Refusals) -> None:
    # "x-none" marks text that is in no language, such as code; a voice must take some, and takes the text's own.
    value = (attribute(element) or '').replace('_', '-')
    if LANGUAGE.fullmatch(value) and value != 'x-none':
        layer['language'] = value


def _tracking(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['tracking'] = points(element) or 0.0


def _raised(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['raised'] = points(element, per_point=2) or 0.0


def _kerning(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['kerning_from'] = points(element, per_point=2) or 0.0


def _hidden(element: etree._Element, _: Layer, refusals: Refusals) -> None:
    if on(element):
        refusals.add('word-hidden-text', element)


def _scale(element: etree._Element, _: Layer, refusals: Refusals) -> None:
    share = number((attribute(element) or '100').rstrip('%'), 100)
    if share == 100:
        return
    if _NARROWEST <= share <= _WIDEST:
        refusals.warn('word-look-left-out', f"Teckenbredden {share} %", element=element)
    else:
        refusals.add('word-unknown-property', element, "teckenbredd")


def _effect(element: etree._Element, _: Layer, refusals: Refusals) -> None:
    # Moving effects are never printed.
    if local(element) == 'em' and attribute(element) not in ('none', None):
        refusals.warn('word-look-left-out', "Betoningstecknet", element=element)


def _run_style(element: etree._Element, layer: Layer, _: Refusals) -> None:
    layer['style'] = attribute(element) or ''


_RUN_READERS: dict[str, Callable[[etree._Element, Layer, Refusals], None]] = {
    'rStyle': _run_style,
    'b': toggle('bold'),
    'i': toggle('italic'),
    'caps': toggle('caps'),
    'smallCaps': toggle('small_caps'),
    'strike': toggle('strike'),
    'color': _colour,
    'sz': _size,
    'u': _underline,
    'highlight': _highlight,
    'shd': _run_shade,
    'bdr': _framed,
    'vertAlign': _vertical,
    'lang': _language,
    'spacing': _tracking,
    'position': _raised,
    'kern': _kerning,
    'vanish': _hidden,
    'w': _scale,
    'effect': _effect,
    'em': _effect,
}
