"""Style resolution: document defaults, table style, paragraph style, numbering, character style, direct formatting.

ECMA-376 part 1, 17.7.2: later layers win; toggles (bold, italic, caps …) of paragraph and character style cancel
each other; direct formatting is absolute.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from docgen.engines.typst.formats import Label, ParagraphFormat, TabStop, TextFormat
from docgen.engines.typst.read.paragraph_properties import read_paragraph
from docgen.engines.typst.read.run_properties import read_run
from docgen.engines.typst.read.wordml import A, attribute, child, is_dark, w

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.read.numbering import Numbering
    from docgen.engines.typst.read.refusals import Refusals
    from docgen.engines.typst.read.wordml import Layer, ThemeFonts

_TOGGLES = ('bold', 'italic', 'caps', 'small_caps', 'strike')
_TEXT_KEYS = frozenset(field.name for field in fields(TextFormat)) - {'style'}
_PARAGRAPH_KEYS = frozenset(field.name for field in fields(ParagraphFormat)) - {'style', 'style_name', 'tabs'}
_MAX_CHAIN = 30
_AUTOMATIC = 14.0


def theme_fonts(tree: etree._Element | None) -> ThemeFonts:
    """The theme's fonts by the first five letters of what Word calls them: 'major' and 'minor'."""
    found: ThemeFonts = {}
    for name in ('major', 'minor') if tree is not None else ():
        for latin in tree.iterfind(f'.//{{{A}}}{name}Font/{{{A}}}latin') if tree is not None else ():
            found[name] = str(latin.get('typeface', ''))
    return found


def merged(*layers: Layer) -> Layer:
    """Layers on top of each other; tab stops add up, and a cleared stop goes."""
    out: Layer = {}
    for layer in layers:
        both = {**out['tabs'], **layer['tabs']} if 'tabs' in layer and 'tabs' in out else None
        out.update(layer)
        if both is not None:
            out['tabs'] = both
    return out


class Styles:
    """The document's styles, read when a paragraph first asks for them."""

    def __init__(
        self, tree: etree._Element | None, theme: ThemeFonts, numbering: Numbering, refusals: Refusals
    ) -> None:
        self._theme, self.numbering, self._refusals = theme, numbering, refusals
        self._elements: dict[str, etree._Element] = {}
        self._default: dict[str, str] = {}
        self._chains: dict[str, tuple[etree._Element, ...]] = {}
        self._paragraphs: dict[str, Layer] = {}
        self._runs: dict[str, Layer] = {}
        self._texts: dict[tuple[str, tuple[Any, ...], tuple[Any, ...]], TextFormat] = {}
        self._names: dict[str, str] = {}
        self.modern_tables = True
        defaults = None
        if tree is not None:
            defaults = child(tree, 'docDefaults')
            for element in tree.iterfind(w('style')):
                ident, kind = attribute(element, 'styleId') or '', attribute(element, 'type') or 'paragraph'
                if not ident:
                    # Nothing can refer to it, and no text is in it.
                    continue
                self._elements.setdefault(ident, element)
                if attribute(element, 'default') in ('1', 'true', 'on'):
                    self._default[kind] = ident
        self.default_run = read_run(child(defaults, 'rPrDefault', 'rPr'), theme, refusals)
        self.default_paragraph = read_paragraph(child(defaults, 'pPrDefault', 'pPr'), refusals)

    def name(self, ident: str) -> str:
        """The style's name in lower case, as Word stores built-in names ('heading 1', 'toc 1')."""
        if ident not in self._names:
            self._names[ident] = (attribute(child(self._elements.get(ident), 'name')) or '').lower()
        return self._names[ident]

    def named(self, name: str) -> str | None:
        """The id of the style of that (lower case) name."""
        return next((ident for ident in self._elements if self.name(ident) == name), None)

    def default(self, kind: str) -> str:
        """The id of the default style of a kind: 'paragraph', 'table'."""
        return self._default.get(kind, '')

    def chain(self, ident: str) -> tuple[etree._Element, ...]:
        """The style and what it is based on, from the root down."""
        if ident not in self._chains:
            found: list[etree._Element] = []
            current = self._elements.get(ident)
            while current is not None and current not in found and len(found) < _MAX_CHAIN:
                found.insert(0, current)
                current = self._elements.get(attribute(child(current, 'basedOn')) or '')
            self._chains[ident] = tuple(found)
        return self._chains[ident]

    def style_run(self, ident: str) -> Layer:
        """The character properties of a style with those it is based on."""
        if ident not in self._runs:
            self._runs[ident] = merged(
                *(read_run(child(style, 'rPr'), self._theme, self._refusals) for style in self.chain(ident))
            )
        return self._runs[ident]

    def style_paragraph(self, ident: str) -> Layer:
        """The paragraph properties of a style with those it is based on, numbering indents in their place."""
        if ident not in self._paragraphs:
            layers: list[Layer] = []
            for style in self.chain(ident):
                layer = read_paragraph(child(style, 'pPr'), self._refusals)
                layer.pop('style', None)
                if 'number' in layer:
                    style_id = attribute(style, 'styleId') or ''
                    layer.setdefault('number_level', self.numbering.of_style(style_id, layer['number']))
                    layers.append(self._indents(layer))
                layers.append(layer)
            self._paragraphs[ident] = merged(*layers)
        return self._paragraphs[ident]

    def paragraph(self, properties: etree._Element | None, table: Layer) -> tuple[ParagraphFormat, Layer]:
        """A paragraph's format and its merged layer (which holds the numbering)."""
        direct = read_paragraph(properties, self._refusals)
        style = direct.get('style') or self.default('paragraph')
        if style not in self._elements:
            style = self.default('paragraph')
        layers = [self.default_paragraph, table, self.style_paragraph(style)]
        if 'number' in direct:
            layers.append(self._indents(direct))
        layer = merged(*layers, direct)
        layer['style'] = style
        return self.paragraph_format(layer), layer

    def paragraph_format(self, layer: Layer) -> ParagraphFormat:
        """The format that a merged layer says."""
        values: dict[str, Any] = {key: value for key, value in layer.items() if key in _PARAGRAPH_KEYS}
        for side in ('before', 'after'):
            if layer.get(f'{side}_automatic'):
                # As HTML spaces paragraphs; Word's own figure.
                values[side] = _AUTOMATIC
        if values.get('from_right'):
            # What Word calls left is where such a paragraph begins.
            values['left'], values['right'] = values.get('right', 0.0), values.get('left', 0.0)
            sides = {'left': 'right', 'right': 'left'}
            values['alignment'] = sides.get(values.get('alignment', 'left'), values.get('alignment', 'left'))
        stops = [stop for stop in layer.get('tabs', {}).values() if isinstance(stop, TabStop)]
        style = layer.get('style', '')
        return ParagraphFormat(
            style=style,
            style_name=self.name(style),
            tabs=tuple(sorted(stops, key=lambda stop: stop.position)),
            **values,
        )

    def text(self, paragraph_style: str, properties: etree._Element | None, table: Layer) -> TextFormat:
        """The format of a run in a paragraph of that style.

        Args:
            paragraph_style: the style's id.
            properties: the run's w:rPr; None without one.
            table: what a table style gives its runs.
        """
        direct = read_run(properties, self._theme, self._refusals)
        return self.text_format(paragraph_style, direct, table)

    def text_format(self, paragraph_style: str, direct: Layer, table: Layer) -> TextFormat:
        """The format of characters whose direct properties are these.

        Args:
            paragraph_style: the style's id.
            direct: what the characters' own properties decide.
            table: what a table style gives its runs.
        """
        key = paragraph_style, tuple(direct.items()), tuple(table.items())
        if key not in self._texts:
            self._texts[key] = self._text_format(paragraph_style, direct, table)
        return self._texts[key]

    def _text_format(self, paragraph_style: str, direct: Layer, table: Layer) -> TextFormat:
        base = merged(self.default_run, table, self.style_run(paragraph_style))
        ident = direct.get('style', '')
        character = self.style_run(ident) if ident else {}
        values = {**base, **character}
        for toggle in _TOGGLES:
            if toggle in character:
                values[toggle] = bool(base.get(toggle)) != bool(character[toggle])
        values.update(direct)
        kept = {key: value for key, value in values.items() if key in _TEXT_KEYS}
        if not kept.get('colour'):
            behind = str(values.get('backdrop') or table.get('backdrop') or '')
            kept['colour'] = 'FFFFFF' if is_dark(behind) else '000000'
        return TextFormat(style=self.name(ident), **kept)

    def label(self, layer: Layer, properties: etree._Element | None, table: Layer) -> Label | None:
        """The label of a paragraph with this merged layer, stepping its list's counter.

        Args:
            layer: what the paragraph's style and properties decide together.
            properties: the paragraph's w:pPr, whose end mark the label looks like.
            table: what a table style gives its runs.
        """
        ident, level = layer.get('number', '0'), layer.get('number_level', 0)
        definition = self.numbering.level(ident, level)
        counted = self.numbering.count(ident, level)
        if definition is None or counted is None:
            return None
        mark = read_run(child(properties, 'rPr'), self._theme, self._refusals)
        run = {**mark, **definition.run}
        run.pop('underline', None) if 'underline' not in definition.run else None
        return Label(
            text=counted[0],
            format=self.text_format(layer.get('style', ''), run, table),
            numbering=ident,
            level=level,
            bullet=definition.kind == 'bullet',
            alignment=definition.alignment,
            follow=definition.follow,
            value=counted[1],
        )

    def _indents(self, layer: Layer) -> Layer:
        definition = self.numbering.level(layer['number'], layer.get('number_level', 0))
        if definition is None:
            return {}
        return {key: value for key, value in definition.paragraph.items() if key in ('left', 'first', 'right')}
