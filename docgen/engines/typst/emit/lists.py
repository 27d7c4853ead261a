"""Numbered and bulleted paragraphs as real lists, so that they are read aloud as lists, at Word's indents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from docgen.engines.typst.emit.text import InlineWriter
from docgen.engines.typst.emit.text_looks import fits_on_page, likely_height
from docgen.engines.typst.emit.typst_code import array, call, group, pt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.engines.typst import content
    from docgen.engines.typst.emit.emit_state import Blocks

_SAME_INDENT = 1.0
# Word's own limit.
_MAX_LEVELS = 9


@dataclass
class _Item:
    paragraph: content.Paragraph
    gap: float
    """The space to the next paragraph of the whole list, or -1 for the last."""
    lists: list[_List] = field(default_factory=list)


@dataclass
class _List:
    left: float
    items: list[_Item] = field(default_factory=list)
    whole: bool = False
    """Whether all of it is kept on one page anyhow."""


def write_list(writer: Blocks, paragraphs: Sequence[content.Paragraph], above: float, below: float) -> str:
    """Consecutive labelled paragraphs as nested lists; deeper indents make deeper lists.

    Args:
        writer: writes what stands in the items.
        paragraphs: at least one, each with a label.
        above: the space before it, in points.
        below: the space after it, in points.
    """
    roots = _nest(writer, paragraphs)
    kept = all(each.format.keep_next for each in paragraphs[:-1]) and len(roots) == 1 < len(paragraphs)
    whole = kept and fits_on_page(writer.state, paragraphs, writer.state.text_width)
    statements = []
    for index, root in enumerate(roots):
        after = below if index == len(roots) - 1 else 0.0
        before = above if index == 0 else _gap_before(roots[index - 1])
        root.whole = whole
        named = {'breakable': 'false'} if whole else {}
        if paragraphs[-1].format.keep_next and index == len(roots) - 1:
            named['sticky'] = 'true'
        statements.append(
            call('block', _list(writer, root, 0.0), width='100%', above=pt(before), below=pt(after), **named)
        )
    return group(statements) if len(statements) > 1 else statements[0]


def _gap_before(previous: _List) -> float:
    return _last(previous).gap


def _last(node: _List) -> _Item:
    item = node.items[-1]
    return _last(item.lists[-1]) if item.lists else item


def _nest(writer: Blocks, paragraphs: Sequence[content.Paragraph]) -> list[_List]:
    roots: list[_List] = []
    path: list[_List] = []
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        item = _Item(paragraph, writer.gap(paragraph, following) if following is not None else -1.0)
        left = paragraph.format.left
        while path and left < path[-1].left - _SAME_INDENT:
            path.pop()
        if path and abs(left - path[-1].left) <= _SAME_INDENT and _continues(path[-1], paragraph):
            path[-1].items.append(item)
            continue
        if path and abs(left - path[-1].left) <= _SAME_INDENT:
            path.pop()
        if len(path) >= _MAX_LEVELS:
            writer.state.refusals.add('word-nesting-too-deep', None, paragraph=paragraph.text)
            path.pop()
        home = path[-1].items[-1].lists if path else roots
        home.append(_List(left, [item]))
        path.append(home[-1])
    return roots


def _continues(node: _List, paragraph: content.Paragraph) -> bool:
    first, label = node.items[0].paragraph.label, paragraph.label
    if first is None or label is None:
        return False
    if first.bullet or label.bullet:
        return (first.bullet, first.text, first.format) == (label.bullet, label.text, label.format)
    return first.numbering == label.numbering and label.value > 1


def _list(writer: Blocks, node: _List, origin: float) -> str:
    first = node.items[0].paragraph
    label = first.label
    hanging = max(-first.format.first, 0.0)
    start = node.left - hanging if hanging else node.left + first.format.first
    spacing = min((_between(item) for item in node.items[:-1]), default=0.0)
    following = [*node.items[1:], None]
    items = [_body(writer, node, item, spacing, after) for item, after in zip(node.items, following, strict=True)]
    markers = [_marker(writer, item, hanging) for item in node.items]
    indent = start - origin
    named = {'indent': pt(max(indent, 0.0)), 'body_indent': '0pt', 'spacing': pt(spacing), 'tight': 'true'}
    if label is not None and label.bullet:
        body = call('list', *(f'list.item({item})' for item in items), marker=markers[0], **named)
    else:
        numbering = f'(..n) => {array(markers)}.at(n.pos().last() - 1)'
        body = call(
            'enum', *(f'enum.item({item})' for item in items), numbering=numbering, number_align='left', **named
        )
    return call('pad', body, left=pt(indent)) if indent < 0 else body


def _room_for(writer: Blocks, item: _Item, after: _Item | None) -> list[str]:
    """Room for an item and the one after, where it keeps with that: taken whole, and given back at once.

    The items of a list are rows of a grid, and a row whose content finds no room goes to the next page as a whole.
    """
    if after is None or item.lists or not item.paragraph.format.keep_next:
        return []
    both = [item.paragraph, after.paragraph]
    if not fits_on_page(writer.state, both, writer.state.text_width):
        return []
    height = likely_height(writer.state, both, writer.state.text_width)
    block = call('block', '[]', width='100%', height=pt(height), above='0pt', below='0pt', breakable='false')
    return [block, f'v({pt(-height)})']


def _between(item: _Item) -> float:
    deepest = _last(item.lists[-1]) if item.lists else item
    return max(deepest.gap, 0.0)


def _marker(writer: Blocks, item: _Item, hanging: float) -> str:
    paragraph = item.paragraph
    label = paragraph.label
    if label is None:
        return 'none'
    writer.state.paragraph = paragraph.text
    inline = InlineWriter(writer.state, paragraph.format, paragraph.base, writer)
    shown = inline.text(label.text, label.format)
    width = hanging if label.follow == 'tab' else 0.0
    if label.follow == 'tab' and not hanging:
        # Without a hanging indent the text starts at the next of the document's own tab stops.
        width = writer.state.default_tab
    if label.follow == 'space':
        shown = group([shown, '" "'])
    settings = group(
        [*writer.settings(replace(paragraph, format=replace(paragraph.format, alignment='left')))[:1], shown]
    )
    return f'dg-marker({pt(width)}, "{label.alignment}", {settings})'


def _body(writer: Blocks, node: _List, item: _Item, spacing: float, after: _Item | None) -> str:
    paragraph = item.paragraph
    writer.state.paragraph = paragraph.text
    flat = replace(paragraph.format, first=0.0)
    text = writer.body(replace(paragraph, format=flat))
    named = {'width': '100%'}
    if paragraph.format.right > 0:
        named['inset'] = f'(right: {pt(paragraph.format.right)})'
    if paragraph.format.keep_lines and fits_on_page(writer.state, [paragraph], writer.state.text_width):
        named['breakable'] = 'false'
    statements = [] if node.whole else _room_for(writer, item, after)
    statements.append(call('block', text, above='0pt', below='0pt', **named))
    origin = node.left
    before = item.gap
    for nested in item.lists:
        statements.append(
            call('block', _list(writer, nested, origin), width='100%', above=pt(max(before, 0.0)), below='0pt')
        )
        before = _last(nested).gap
    extra = _between(item) - spacing
    if after is not None and extra > 0:
        statements.append(f'v({pt(extra)})')
    return group(statements)
