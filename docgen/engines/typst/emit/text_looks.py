"""How text looks in Typst: a format's arguments, how high lines are by Word's rules, what surely fits on a page."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.emit.typst_code import em, pt, quote, rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.engines.typst.emit.emit_state import EmitState
    from docgen.engines.typst.formats import ParagraphFormat, TextFormat


def text_arguments(state: EmitState, form: TextFormat, paragraph: ParagraphFormat) -> dict[str, str]:
    """Every argument of Typst's text element that this format decides.

    Args:
        state: what the writing of the document has come to.
        form: the characters' format.
        paragraph: the format that holds the line rule.
    """
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


def line_height(state: EmitState, form: TextFormat, paragraph: ParagraphFormat) -> float:
    """The height in points of a line that holds only this format.

    Args:
        state: what the writing of the document has come to.
        form: the format of the line's characters.
        paragraph: the format that holds the line rule.
    """
    top, bottom = edges(state, form, paragraph)
    return top + bottom


def edges(state: EmitState, form: TextFormat, paragraph: ParagraphFormat) -> tuple[float, float]:
    """How far a line of this format reaches above and below its baseline, in points, by Word's line rules.

    Multiples above one add room below the line, below one take it from above (as LibreOffice does with .docx);
    exact heights put four fifths above the baseline.

    Args:
        state: what the writing of the document has come to.
        form: the format of the line's characters.
        paragraph: the format that holds the line rule.
    """
    if paragraph.line_rule == 'exact':
        return 0.8 * paragraph.line, 0.2 * paragraph.line
    face = state.font(form)[1]
    size = form.size
    top, bottom = (face.ascent + face.line_gap) * size, face.descent * size
    if paragraph.line_rule == 'atLeast':
        return max(top, paragraph.line - bottom), bottom
    extra = (paragraph.line - 1) * (top + bottom)
    return (top, bottom + extra) if extra >= 0 else (max(top + extra, 0.0), bottom)


def fits_on_page(state: EmitState, blocks: Sequence[content.Block], width: float) -> bool:
    """Whether blocks this wide surely fit on one page, so that they may be kept whole.

    Typst lets what is kept whole run off the page's foot when it is too tall. The estimate is generous: it takes
    characters for wider and the page for lower than they are.

    Args:
        state: what the writing of the document has come to.
        blocks: what stands one after the other.
        width: the room for them, in points.
    """
    return likely_height(state, blocks, width) <= sure_height(state)


def sure_height(state: EmitState) -> float:
    """What surely fits on one page by the estimate of `likely_height`, in points."""
    return 0.6 * state.text_height


def likely_height(state: EmitState, blocks: Sequence[content.Block], width: float) -> float:
    """How high blocks this wide may become, in points; a table within them may take any height.

    Args:
        state: what the writing of the document has come to.
        blocks: what stands one after the other.
        width: the room for them, in points.
    """
    height = 0.0
    for block in blocks:
        if isinstance(block, content.Table):
            return math.inf
        if isinstance(block, content.Paragraph):
            form = block.format
            room = max(width - max(form.left, 0.0) - max(form.right, 0.0), 1.0)
            sizes = [inline.format.size for inline in block.inlines if isinstance(inline, content.Text)]
            size = max([block.base.size, *sizes])
            breaks = sum(isinstance(inline, content.LineBreak) for inline in block.inlines)
            lines = len(block.text) * 0.55 * size // room + 1 + breaks
            largest = block.base if size == block.base.size else replace(block.base, size=size)
            one = max(line_height(state, largest, form), 0.0)
            pictures = sum(inline.height for inline in block.inlines if isinstance(inline, content.Image))
            height += lines * one + pictures + form.before + form.after
    return height


# Shown as nothing or as a possible break; the engine handles them without a glyph of their own.
_INVISIBLE = frozenset({0x00AD, 0x200B, 0x2060})


def is_drawn_without_glyph(character: str) -> bool:
    """Whether nothing is to be seen of a character; other spaces than the usual one are made of that."""
    return ord(character) in _INVISIBLE or unicodedata.category(character) == 'Zs'
