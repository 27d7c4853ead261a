"""What differs between two periods, told: as plain text, and as a page of its own in HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import builder, tostring

from docgen.changes.period_diff import ItemChange, ItemKind, Matter
from docgen.changes.word_pieces import PieceKind, word_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from docgen.changes.marked_texts import MarkedText
    from docgen.changes.period_diff import FieldChange, PeriodDiff
    from docgen.changes.word_pieces import Piece

_HEADINGS = {
    ItemKind.NEW: "Nytt",
    ItemKind.DROPPED: "Borttaget",
    ItemKind.CHANGED: "Ändrat",
    ItemKind.MOVED: "Flyttat",
}
_MATTERS = {
    Matter.TARGET: "måttal",
    Matter.RESPONSIBILITY: "ansvar",
    Matter.TIME: "tid",
    Matter.WHERE: "var och för vem",
    Matter.WORDING: "formulering",
    Matter.OTHER: "övrigt",
}
_AROUND = 6
"""Words that are shown before and after a change in a long text."""
_LONG = 160
_TO_LOOK_OVER = "Märkt att ses över"
_NOTHING = "Inget skiljer sig, utom årtal som följer perioden."
_STYLE = """
:root { color-scheme: light dark }
body { max-width: 45rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif }
del { background: #fbe3e0; color: #5c1209 }
ins { background: #ddf0db; color: #14401a; text-decoration: none }
.unseen { position: absolute; left: -999rem }
@media (prefers-color-scheme: dark) {
  del { background: #5c1209; color: #fff }
  ins { background: #14401a; color: #fff }
}
"""


def diff_text(diff: PeriodDiff) -> str:
    """Tell the differences in plain text; in a changed text [− old] is gone and [+ new] has come."""
    lines = [f"{diff.old_title} → {diff.new_title}"]
    if diff.empty:
        return '\n'.join([*lines, _NOTHING, *_marks(diff), ''])
    for kind, heading in _HEADINGS.items():
        items = [each for each in diff.items if each.kind is kind]
        if items:
            lines += ['', f"{heading} ({len(items)})"]
        for item in items:
            lines.append(f"  {_title(item)}")
            if item.text:
                lines.append(f"    {' '.join(item.text.split())}")
            lines += [f"    {line}" for field in item.fields for line in _field_lines(field)]
    if diff.fields:
        lines += ['', "Dokumentet i övrigt"]
        lines += [f"  {line}" for field in diff.fields for line in _field_lines(field)]
    return '\n'.join([*lines, *_marks(diff), ''])


def _marks(diff: PeriodDiff) -> list[str]:
    told = [f"  {each.label}: {_quoted(each)}" for each in diff.to_look_over]
    return ['', f"{_TO_LOOK_OVER} ({len(told)})", *told] if told else []


def _quoted(text: MarkedText) -> str:
    return ', '.join(f"”{each}”" for each in text.marked)


def diff_html(diff: PeriodDiff) -> str:
    """Tell the differences as an HTML page: what is gone in <del>, what has come in <ins>, both also said in words."""
    title = f"{diff.old_title} → {diff.new_title}"
    main: list[HtmlElement] = [builder.H1(title)]
    if diff.empty:
        main.append(builder.P(_NOTHING))
    for kind, heading in _HEADINGS.items():
        items = [each for each in diff.items if each.kind is kind]
        if items:
            main.append(builder.H2(f"{heading} ({len(items)})"))
        for item in items:
            main.append(builder.H3(_title(item)))
            if item.text:
                tag = builder.INS if kind is ItemKind.NEW else builder.DEL
                main.append(builder.P(tag(' '.join(item.text.split()))))
            main += [element for field in item.fields for element in _field_elements(field, builder.H4)]
    if diff.fields:
        main.append(builder.H2("Dokumentet i övrigt"))
        main += [element for field in diff.fields for element in _field_elements(field, builder.H3)]
    if diff.to_look_over:
        main.append(builder.H2(f"{_TO_LOOK_OVER} ({len(diff.to_look_over)})"))
        main.append(builder.UL(*(builder.LI(f"{each.label}: {_quoted(each)}") for each in diff.to_look_over)))
    page = builder.HTML(
        builder.HEAD(
            builder.META(charset='utf-8'),
            builder.META(name='viewport', content='width=device-width, initial-scale=1'),
            builder.TITLE(title),
            builder.STYLE(_STYLE),
        ),
        builder.BODY(builder.E.main(*main)),
        lang='sv',
    )
    return str(tostring(page, encoding='unicode', doctype='<!DOCTYPE html>', pretty_print=True))


def _title(item: ItemChange) -> str:
    number = f"{item.number}. " if item.number else ''
    return f"{number}{item.title}{' (står på en annan plats i listan)' if item.moved else ''}"


def _field_lines(field: FieldChange) -> Iterator[str]:
    head = f"{field.label} ({_MATTERS[field.matter]})"
    if not field.old:
        yield f"{head}, nytt: {_flat(field.new)}"
    elif not field.new:
        yield f"{head}, borttaget: {_flat(field.old)}"
    elif field.matter is not Matter.WORDING and len(field.old) + len(field.new) <= _LONG:
        yield f"{head}: {_flat(field.old)} → {_flat(field.new)}"
    else:
        yield f"{head}: {''.join(_shown(piece, edge) for piece, edge in _with_edges(field))}"


def _field_elements(field: FieldChange, heading: type[HtmlElement]) -> Iterator[HtmlElement]:
    yield heading(f"{field.label} ({_MATTERS[field.matter]})")
    paragraph = builder.P()
    for piece in word_pieces(_flat(field.old), _flat(field.new)):
        if piece.kind is PieceKind.BOTH:
            _append_text(paragraph, piece.text)
        elif piece.kind is PieceKind.OLD:
            paragraph.append(builder.DEL(builder.SPAN(" borttaget: ", builder.CLASS('unseen')), piece.text))
        else:
            paragraph.append(builder.INS(builder.SPAN(" tillagt: ", builder.CLASS('unseen')), piece.text))
    yield paragraph


def _append_text(element: HtmlElement, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or '') + text
    else:
        element.text = (element.text or '') + text


def _with_edges(field: FieldChange) -> Iterator[tuple[Piece, str]]:
    pieces = word_pieces(_flat(field.old), _flat(field.new))
    for index, piece in enumerate(pieces):
        yield piece, 'first' if index == 0 else 'last' if index == len(pieces) - 1 else 'middle'


def _shown(piece: Piece, edge: str) -> str:
    """Show a piece; of what both wordings have only the words next to a change."""
    if piece.kind is not PieceKind.BOTH:
        sign = '−' if piece.kind is PieceKind.OLD else '+'
        after = ' ' if piece.text.endswith(' ') else ''
        return f'[{sign} {piece.text.strip()}]{after}'
    words = piece.text.split(' ')
    kept = _AROUND if edge != 'middle' else 2 * _AROUND
    if len(words) <= kept + 1:
        return piece.text
    if edge == 'first':
        return '… ' + ' '.join(words[-_AROUND:])
    if edge == 'last':
        return ' '.join(words[:_AROUND]) + ' …'
    return f"{' '.join(words[:_AROUND])} … {' '.join(words[-_AROUND:])}"


def _flat(text: str) -> str:
    return ' '.join(text.split())
