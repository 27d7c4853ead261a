"""Characters as Typst: fonts with Word's line heights, decorations, tabs, links, fields, pictures and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.emit.line_heights import edges
from docgen.engines.typst.emit.long_words import breakable
from docgen.engines.typst.emit.typst_code import array, call, em, group, pt, quote, rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.engines.typst.emit.emit_state import EmitState
    from docgen.engines.typst.formats import ParagraphFormat, TextFormat

# Shown as nothing or as a possible break; the engine handles them without a glyph of their own.
_INVISIBLE = frozenset({0x00AD, 0x200B, 0x2060})
_NO_BREAK_HYPHEN = '\u2060-\u2060'
_STANDARD = {'font': 'Source Sans Pro', 'weight': 400}


def text_arguments(state: EmitState, form: TextFormat, paragraph: ParagraphFormat) -> dict[str, str]:
    """Every argument of Typst's text element that this format decides."""
    key = form, paragraph.line, paragraph.line_rule
    if key not in state.arguments:
        state.arguments[key] = _text_arguments(state, form, paragraph)
    return state.arguments[key]


def _text_arguments(state: EmitState, form: TextFormat, paragraph: ParagraphFormat) -> dict[str, str]:
    typeface, _ = state.font(form)
    top, bottom = edges(state, form, paragraph)
    exact = paragraph.line_rule != 'auto'
    language, _, region = form.language.partition('-')
    arguments = {
        'font': quote(typeface.family),
        'size': pt(form.size),
        'weight': str(typeface.weight),
        'style': quote(typeface.style),
        'fill': rgb(form.colour),
        'tracking': pt(form.tracking),
        'kerning': 'true' if 0 < form.kerning_from <= form.size else 'false',
        'ligatures': 'true' if form.ligatures else 'false',
        'baseline': pt(-form.raised),
        'top-edge': pt(top) if exact else em(top / form.size),
        'bottom-edge': pt(-bottom) if exact else em(-bottom / form.size),
    }
    if typeface.stretch != 1:
        arguments['stretch'] = f'{typeface.stretch:.0%}'
    if language:
        arguments['lang'] = quote(language.lower())
        arguments['region'] = quote(region) if len(region) == 2 else 'none'
    return arguments


def dictionary(arguments: dict[str, str]) -> str:
    """Arguments as Typst's named arguments."""
    return ', '.join(f'{key}: {value}' for key, value in arguments.items())


class InlineWriter:
    """Writes the inlines of one paragraph, each run as what differs from the paragraph's own text."""

    def __init__(self, state: EmitState, paragraph: ParagraphFormat, base: TextFormat) -> None:
        self._state, self._paragraph, self._base = state, paragraph, base
        self._base_arguments = text_arguments(state, base, paragraph)

    def line(self, inlines: Sequence[content.Inline], *, start: float) -> str:
        """The inlines as one Typst expression; `start` is where the first line begins, from the text margin."""
        lines: list[list[content.Inline]] = [[]]
        for inline in inlines:
            if isinstance(inline, content.LineBreak):
                lines.append([])
            else:
                lines[-1].append(inline)
        statements: list[str] = []
        for index, line in enumerate(lines):
            if index:
                statements.append('linebreak()')
            statements.extend(self._tabbed(line, start if index == 0 else max(self._paragraph.left, 0.0)))
        return group(statements)

    def _tabbed(self, inlines: list[content.Inline], start: float) -> list[str]:
        parts: list[list[str]] = [[]]
        for inline in inlines:
            if isinstance(inline, content.Tab):
                parts.append([])
            else:
                parts[-1].append(self._inline(inline))
        if len(parts) == 1:
            return parts[0]
        paragraph = self._paragraph
        stops = [(stop.position, stop.kind, stop.leader) for stop in paragraph.tabs]
        if paragraph.first < 0:
            # Word counts the hanging indent as a tab stop.
            stops = sorted([*stops, (paragraph.left, 'left', '')])
        written = array(
            f'({pt(position)}, {quote(kind)}, {quote(leader) if leader else "none"})'
            for position, kind, leader in stops
        )
        width = self._state.text_width - max(paragraph.right, 0.0)
        return [
            call(
                'dg-tabbed',
                array(group(part) for part in parts),
                written,
                pt(self._state.default_tab),
                pt(start),
                pt(width),
            )
        ]

    def _inline(self, inline: content.Inline) -> str:
        match inline:
            case content.Text():
                return self.text(inline.text, inline.format)
            case content.Image():
                return self._image(inline)
            case content.Field():
                return self._field(inline)
            case content.Mark():
                return self._mark(inline)
            case content.Link():
                return self._link(inline)
            case content.Footnote():
                return self._footnote(inline)
            case content.Tab():
                return '" "'
            case _:
                return 'linebreak()'

    def text(self, text: str, form: TextFormat) -> str:
        """Characters in a format, as typed."""
        self._check(text, form)
        text = text.upper() if form.caps else text
        paragraph = self._paragraph
        width = self._state.text_width - max(paragraph.left, -paragraph.first, 0.0) - max(paragraph.right, 0.0)
        return self.formatted(breakable(text.replace('\u2011', _NO_BREAK_HYPHEN), form.size, width), form)

    def formatted(self, code: str, form: TextFormat) -> str:
        """An expression in a format, as what differs from the paragraph's base."""
        arguments = text_arguments(self._state, form, self._paragraph)
        differing = {key: value for key, value in arguments.items() if self._base_arguments.get(key) != value}
        if self._paragraph.line_rule == 'exact':
            differing.pop('top-edge', None)
            differing.pop('bottom-edge', None)
        if form.small_caps and not form.caps:
            code = call('smallcaps', code)
        if form.vertical:
            shift = '-0.33em' if form.vertical == 'super' else '0.14em'
            code = call(form.vertical, code, typographic='false', baseline=shift, size='0.65em')
        if form.strike:
            code = call('strike', code)
        if form.underline == 'double':
            for offset in ('0.1em', '0.19em'):
                code = call('underline', code, stroke='(thickness: 0.04em)', offset=offset, evade='false')
        elif form.underline:
            dash = '' if form.underline == 'solid' else f', dash: "{form.underline}"'
            code = call('underline', code, stroke=f'(thickness: 0.05em{dash})', offset='0.12em', evade='false')
        if form.highlight:
            code = call('highlight', code, fill=rgb(form.highlight), top_edge='"ascender"', bottom_edge='"descender"')
        return f'text({dictionary(differing)}, {code})' if differing else code

    def _check(self, text: str, form: TextFormat) -> None:
        known = self._state.font(form)[1].characters
        for character in dict.fromkeys(text.replace('\u2011', '-')):
            code = ord(character)
            if code not in known and code not in _INVISIBLE:
                shown = f"”{character}” (U+{code:04X}) i {form.font}"
                self._state.refusals.add('word-character-missing', None, shown, paragraph=self._state.paragraph or text)

    def _image(self, image: content.Image) -> str:
        if image.height > self._state.text_height:
            self._state.refusals.add('word-image-too-tall', None, paragraph=self._state.paragraph or image.alt)
        picture = call(
            'image',
            quote(self._state.image(image.part)),
            width=pt(image.width),
            height=pt(image.height),
            fit='"stretch"',
            **({'alt': quote(image.alt)} if image.alt and not image.decorative else {}),
        )
        return call('box', call('pdf.artifact', picture) if image.decorative else picture)

    def _field(self, field: content.Field) -> str:
        section = self._state.section
        code = {
            'PAGE': 'context counter(page).display()',
            'NUMPAGES': 'dg-page-count()',
            'SECTIONPAGES': f'dg-section-count(<dg-start-{section}>, <dg-stop-{section}>)',
            'PAGEREF': f'dg-page-of({self._state.label(field.target)})' if field.target else '',
        }[field.kind]
        return self.formatted(group([code]), field.format)

    def _mark(self, mark: content.Mark) -> str:
        if mark.name not in self._state.targets or mark.name in self._state.marked:
            return 'none'
        self._state.marked.add(mark.name)
        return f'[#metadata(none){self._state.label(mark.name)}]'

    def _link(self, link: content.Link) -> str:
        target = self._state.label(link.target) if link.internal else quote(link.target)
        return call('link', target, group(self._inline(inline) for inline in link.inlines))

    def _footnote(self, note: content.Footnote) -> str:
        paragraphs = [block for block in note.blocks if isinstance(block, content.Paragraph)]
        if len(paragraphs) != len(note.blocks) or self._state.in_note:
            self._state.refusals.add('word-unknown-element', None, "tabell eller not i en fotnot")
        statements: list[str] = []
        self._state.in_note = True
        for index, paragraph in enumerate(paragraphs):
            if index:
                statements.append('linebreak()')
            writer = InlineWriter(self._state, paragraph.format, paragraph.base)
            arguments = dictionary(text_arguments(self._state, paragraph.base, paragraph.format))
            statements.append(f'text({arguments}, {writer.line(paragraph.inlines, start=0)})')
        self._state.in_note = False
        return call('footnote', group(statements))
