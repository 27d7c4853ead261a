"""Characters as Typst: fonts with Word's line heights, decorations, tabs, links, fields, pictures and notes."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from docgen.engines.typst import content, drawn_content
from docgen.engines.typst.emit.formulas import write_formula
from docgen.engines.typst.emit.tabs import tabbed
from docgen.engines.typst.emit.text_looks import dictionary, edges, is_drawn_without_glyph, text_arguments
from docgen.engines.typst.emit.typst_code import breakable, call, group, pt, quote, rgb
from docgen.engines.typst.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.engines.typst.emit.emit_state import Blocks, EmitState
    from docgen.engines.typst.formats import ParagraphFormat, TextFormat

_LAST_SIGN = 0xFFFF
"""Beyond are pictures in many colours, which no two systems show alike."""
_NO_BREAK_HYPHEN = '\u2060-\u2060'
_STANDARD = {'font': 'Source Sans Pro', 'weight': 400}


class InlineWriter:
    """Writes the inlines of one paragraph, each run as what differs from the paragraph's own text."""

    def __init__(
        self, state: EmitState, paragraph: ParagraphFormat, base: TextFormat, writer: Blocks | None = None
    ) -> None:
        self._state, self._paragraph, self._base, self._writer = state, paragraph, base, writer
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
            begin = start if index == 0 else max(self._paragraph.left, 0.0)
            statements.extend(tabbed(self._state, self._paragraph, line, begin, self._inline))
        return group(statements)

    def _inline(self, inline: content.Inline) -> str:
        match inline:
            case content.Text():
                return self.text(inline.text, inline.format)
            case content.Image():
                return self._image(inline)
            case drawn_content.Chart():
                return self.shown(inline)
            case content.TextBox() | content.Group():
                return call('box', self.shown(inline)) if self._writer is not None else 'none'
            case content.Floating():
                from docgen.engines.typst.emit.floating import placed

                top, _ = edges(self._state, self._base, self._paragraph)
                return placed(self._state, inline, self.shown(inline.shown), top)
            case drawn_content.Rule():
                stroke = f'{pt(inline.thickness)} + {rgb(inline.colour)}'
                line = call('line', length=pt(inline.length) if inline.length else '100%', stroke=stroke)
                return call('box', line, width='100%')
            case content.Field():
                return self._field(inline)
            case content.Mark():
                return self._mark(inline)
            case content.Link():
                return self._link(inline)
            case content.Footnote():
                return self._footnote(inline)
            case _:
                return self._rarer(inline)

    def _rarer(self, inline: content.Inline) -> str:
        if isinstance(inline, Formula):
            return write_formula(self._state, inline)
        return '" "' if isinstance(inline, content.Tab) else 'linebreak()'

    def shown(
        self, drawn: content.Image | drawn_content.Watermark | content.TextBox | drawn_content.Chart | content.Group
    ) -> str:
        """What a drawing shows, as Typst."""
        from docgen.engines.typst.emit.floating import group_of, text_box, watermark

        match drawn:
            case content.Image():
                return self._image(drawn)
            case drawn_content.Chart():
                from docgen.engines.typst.emit.charts import write_chart

                return write_chart(self._state, drawn)
            case drawn_content.Watermark():
                return watermark(self._state, drawn)
            case content.Group():
                return group_of(drawn, [self.shown(each) for _, _, each in drawn.members])
            case _:
                return text_box(self._writer, drawn) if self._writer is not None else 'none'

    def text(self, text: str, form: TextFormat) -> str:
        """Characters in a format, as typed."""
        text = text.upper() if form.caps else text
        if form.small_caps and not form.caps and not self._state.font(form)[1].small_capitals:
            return self._made_small(text, form)
        pieces = self._fonts(text, form)
        if len(pieces) == 1:
            return self._plain(*pieces[0])
        return group(self._plain(piece, look) for piece, look in pieces)

    def _made_small(self, text: str, form: TextFormat) -> str:
        """Small capitals from a font that has none, as Word makes them: capitals of four fifths of the size."""
        plain = replace(form, small_caps=False)
        small = replace(plain, size=round(form.size * 0.8, 2))
        pieces = [(low, ''.join(each)) for low, each in groupby(text, key=str.islower)]
        return group(self.text(each.upper(), small) if low else self.text(each, plain) for low, each in pieces)

    def _plain(self, text: str, form: TextFormat) -> str:
        paragraph = self._paragraph
        hyphenated = self._state.hyphenate and paragraph.hyphenate
        width = self._state.text_width - max(paragraph.left, -paragraph.first, 0.0) - max(paragraph.right, 0.0)
        return self.formatted(
            breakable(text.replace('\u2011', _NO_BREAK_HYPHEN), form.size, width, hyphenated=hyphenated), form
        )

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
        paint = f', paint: {rgb(form.underline_colour)}' if form.underline_colour else ''
        if form.underline == 'double':
            for offset in ('0.1em', '0.19em'):
                code = call('underline', code, stroke=f'(thickness: 0.04em{paint})', offset=offset, evade='false')
        elif form.underline:
            dash = '' if form.underline == 'solid' else f', dash: "{form.underline}"'
            code = call('underline', code, stroke=f'(thickness: 0.05em{paint}{dash})', offset='0.12em', evade='false')
        if form.highlight:
            code = call('highlight', code, fill=rgb(form.highlight), top_edge='"ascender"', bottom_edge='"descender"')
        if form.framed is not None:
            edge = f'{pt(form.framed.width)} + {rgb(form.framed.colour)}'
            code = call('highlight', code, fill='none', stroke=edge, top_edge='"ascender"', bottom_edge='"descender"')
        return f'text({dictionary(differing)}, {code})' if differing else code

    def _fonts(self, text: str, form: TextFormat) -> list[tuple[str, TextFormat]]:
        """The text in pieces with their fonts: a sign that the font lacks is set from one that has it, as Word does.

        A letter that it lacks is refused: a word half in another font is not what its author chose.
        """
        known = self._state.font(form)[1].characters
        if all(ord(each) in known or is_drawn_without_glyph(each) for each in set(text.replace('\u2011', '-'))):
            return [(text, form)]
        pieces: list[tuple[str, TextFormat]] = []
        for character in text:
            code = ord('-' if character == '\u2011' else character)
            look = form
            if code not in known and not is_drawn_without_glyph(character):
                look = self._other_font(character, form)
            if pieces and pieces[-1][1] == look:
                pieces[-1] = (pieces[-1][0] + character, look)
            else:
                pieces.append((character, look))
        return pieces

    def _other_font(self, character: str, form: TextFormat) -> TextFormat:
        sign = unicodedata.category(character)[0] in 'SP' and ord(character) <= _LAST_SIGN
        family = self._state.catalogue.with_sign(character) if sign else None
        if family is not None:
            return replace(form, font=family, bold=False, italic=False)
        shown = f"”{character}” (U+{ord(character):04X}) i {form.font}"
        self._state.refusals.add('word-character-missing', None, shown, paragraph=self._state.paragraph or character)
        return form

    def _image(self, image: content.Image) -> str:
        if image.height > self._state.text_height:
            self._state.refusals.add('word-image-too-tall', None, paragraph=self._state.paragraph or image.alt)
        top, right, bottom, left = image.crop
        width, height = image.width / (1 - left - right), image.height / (1 - top - bottom)
        picture = call(
            'image',
            quote(self._state.image(image.part)),
            width=pt(width),
            height=pt(height),
            fit='"stretch"',
            **({'alt': quote(image.alt)} if image.alt and not image.decorative else {}),
        )
        shown = call('pdf.artifact', picture) if image.decorative else picture
        if any(image.mirrored):
            x, y = ('-100%' if each else '100%' for each in image.mirrored)
            shown = call('scale', shown, x=x, y=y, reflow='false')
        if image.turn:
            from docgen.engines.typst.emit.floating import turned

            shown = turned(shown, width, height, image.turn)
        if not any(image.crop):
            return call('box', shown)
        moved = call('place', shown, dx=pt(-left * width), dy=pt(-top * height))
        return call('box', moved, width=pt(image.width), height=pt(image.height), clip='true')

    def _field(self, field: content.Field) -> str:
        section = self._state.section
        code = {
            'PAGE': f'context counter(page).display({quote(field.numbering) if field.numbering else ""})',
            'NUMPAGES': f'dg-page-count({quote(field.numbering or "1")})',
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
        if self._state.in_margin:
            return self._margin_link(link)
        target = self._state.label(link.target) if link.internal else quote(link.target)
        made = call('link', target, group(self._inline(inline) for inline in link.inlines))
        return f'[#{made}<dg-endnote>]' if link.note else made

    def _margin_link(self, link: content.Link) -> str:
        """Typst sets no link in what is not read aloud: its text between two marks, for `finishing` to find it."""
        form = next((each.format for each in link.inlines if isinstance(each, content.Text)), self._base)
        from docgen.engines.typst.result_fixes import MarginLink

        above, below = edges(self._state, form, replace(self._paragraph, line=1.0, line_rule='auto'))
        words = ''.join(each.text for each in link.inlines if isinstance(each, content.Text))
        number = len(self._state.margin_links)
        self._state.margin_links.append(MarginLink(words, link.target, link.internal, above, below))
        marks = [f'[#metadata(none)<dg-link-{number}-{end}>]' for end in ('start', 'end')]
        return group([marks[0], *(self._inline(inline) for inline in link.inlines), marks[1]])

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
        if note.mark:
            # A mark of its own takes no number.
            code = call('footnote', group(statements), numbering=f'(..) => {quote(note.mark)}')
            return group([code, 'counter(footnote).update(n => n - 1)'])
        return call('footnote', group(statements))
