"""Text boxes, and what floats over the page, as Typst: placed from the page's corner wherever they stand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from docgen.engines.typst import content, drawn_content
from docgen.engines.typst.emit.boxed_text import text_in
from docgen.engines.typst.emit.typst_code import call, pt, quote, rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.engines.typst.emit.emit_state import Blocks, EmitState

_BESIDE = 72.0
"""Word sets no text in a strip narrower than an inch beside something that floats."""
_HAIR = 1.0
_LITTLE = 36.0
"""Points: what hangs further below its paragraph's top has text above it."""
_IN_ELLIPSE = 0.7071


def text_box(writer: Blocks, box: content.TextBox) -> str:
    """The box with its text, as a block of its own size."""
    made = _box(writer, box)
    return turned(made, box.width, box.height, box.turn)


def turned(shown: str, width: float, height: float, degrees: float) -> str:
    """Something turned around its middle; it takes the room that it had.

    Args:
        shown: its Typst source.
        width: in points.
        height: in points.
        degrees: clockwise.
    """
    if not degrees:
        return shown
    held = call('box', shown, width=pt(width), height=pt(height))
    return call('rotate', f'{degrees:g}deg', held, reflow='false')


def group_of(group: content.Group, members: Sequence[str]) -> str:
    """Drawn things at their places in a rectangle of the group's size; `members` are they as Typst, in order."""
    placed = [
        call('place', 'top + left', shown, dx=pt(left), dy=pt(top))
        for (left, top, _), shown in zip(group.members, members, strict=True)
    ]
    body = call('box', '{\n' + '\n'.join(placed) + '\n}', width=pt(group.width), height=pt(group.height))
    if group.alt and not worded(group):
        # What has no words of its own is heard as the author describes it.
        body = call('figure', body, alt=quote(group.alt), numbering='none', outlined='false')
    return turned(body, group.width, group.height, group.turn)


def worded(shown: object) -> bool:
    """Whether text stands in something drawn, or a picture with words of its own."""
    if isinstance(shown, content.Group):
        return any(worded(each) or (isinstance(each, content.Image) and each.alt) for _, _, each in shown.members)
    return isinstance(shown, content.TextBox) and bool(shown.blocks)


def _box(writer: Blocks, box: content.TextBox) -> str:
    stroke = _stroke(box)
    if box.straight:
        return _straight(box, stroke)
    top, right, bottom, left = box.insets
    body = text_in(writer, box, _IN_ELLIPSE if box.oval else 1.0)
    named = {
        'width': pt(box.width),
        'height': 'auto' if box.grows else pt(box.height),
        'stroke': stroke,
        'inset': f'(top: {pt(top)}, right: {pt(right)}, bottom: {pt(bottom)}, left: {pt(left)})',
        'breakable': 'false',
    }
    if box.outline:
        drawn = call('place', 'top + left', _curve(box, stroke), dx=pt(-left), dy=pt(-top))
        del named['stroke']
        return call('block', f'{{ {drawn}; {body} }}', **named)
    if box.fill:
        named['fill'] = _paint(box.fill)
    if box.rounding:
        named['radius'] = pt(box.rounding)
    if box.oval:
        del named['breakable']
        return call('ellipse', body if box.blocks else 'none', **named)
    return call('block', body, **named)


def _stroke(box: content.TextBox) -> str:
    if box.line is None:
        return 'none'
    dash = f', dash: {quote(box.dash)}' if box.dash else ''
    return f'(thickness: {pt(box.line[0])}, paint: {rgb(box.line[1])}{dash})'


def _straight(box: content.TextBox, stroke: str) -> str:
    """A straight line in its rectangle, with arrows at its ends."""
    start, end = (0.0, box.height if box.rising else 0.0), (box.width, 0.0 if box.rising else box.height)
    drawn = call('line', start=_point(*start), end=_point(*end), stroke=stroke)
    if box.line is None or not any(box.arrows):
        return drawn
    length = math.hypot(box.width, end[1] - start[1]) or 1.0
    along, up = box.width / length, (end[1] - start[1]) / length
    size = max(box.line[0], 2.0) * 3
    heads = [
        call(
            'place',
            'top + left',
            call(
                'polygon',
                _point(*tip),
                _point(tip[0] - way * size * along - size / 2 * up, tip[1] - way * size * up + size / 2 * along),
                _point(tip[0] - way * size * along + size / 2 * up, tip[1] - way * size * up - size / 2 * along),
                fill=rgb(box.line[1]),
            ),
        )
        for tip, way, there in ((start, -1, box.arrows[0]), (end, 1, box.arrows[1]))
        if there
    ]
    held = '{\n' + '\n'.join([*heads, call('place', 'top + left', drawn)]) + '\n}'
    return call('box', held, width=pt(box.width), height=pt(box.height))


def _point(x: float, y: float) -> str:
    return f'({pt(x)}, {pt(y)})'


def _paint(fill: str | drawn_content.Gradient) -> str:
    if isinstance(fill, str):
        return rgb(fill)
    stops = ', '.join(f'({rgb(colour or "ffffff")}, {share:.1%})' for share, colour in fill.stops)
    return f'gradient.radial({stops})' if fill.angle is None else f'gradient.linear({stops}, angle: {fill.angle:g}deg)'


def _curve(box: content.TextBox, stroke: str) -> str:
    steps = []
    for kind, *numbers in box.outline:
        points = [_point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        steps.append(call(f'curve.{kind}', *points, **({'mode': '"straight"'} if kind == 'close' else {})))
    named = {'stroke': stroke, 'fill': _paint(box.fill) if box.fill else 'none', 'fill_rule': '"even-odd"'}
    return call('curve', *steps, **named)


def watermark(state: EmitState, mark: drawn_content.Watermark) -> str:
    """The text stretched over its rectangle and turned."""
    from docgen.engines.typst.formats import TextFormat

    face, _ = state.font(TextFormat(font=mark.font))
    text = call('text', quote(mark.text), font=quote(face.family), size='100pt', fill=rgb(mark.colour))
    if mark.opacity < 1:
        text = text.replace(rgb(mark.colour), f'{rgb(mark.colour)}.transparentize({1 - mark.opacity:.0%})')
    return f'dg-watermark({pt(mark.width)}, {pt(mark.height)}, {mark.turn:g}deg, {text})'


def placed(state: EmitState, floating: content.Floating, shown: str, line_top: float) -> str:
    """What floats, at its place on the page, taking no room in the text.

    Args:
        state: of the document; knows the page.
        floating: what floats, and where.
        shown: it as Typst.
        line_top: from the baseline of the paragraph's first line to its top, in points.
    """
    size = floating.shown
    across = _across(state, floating.across, size.width)
    down = _down(state, floating.down, size.height, line_top)
    if across is None or down is None:
        state.refusals.add('word-floating-image', None, paragraph=state.paragraph)
        return 'none'
    if floating.wrap == 'none' and not worded(floating.shown):
        return (
            f'box(context {{ let dg-here = here().position(); '
            f'place(left, dx: {pt(across)} - dg-here.x, dy: {down}, {shown}) }})'
        )
    mark = _keep_clear(state, floating, across)
    return (
        f'box(context {{ let dg-here = here().position(); let dg-shown = {shown}; let dg-down = {down}; '
        f'[#metadata(((dg-here.y + dg-down).pt(), measure(dg-shown).height.pt())){mark}]; '
        f'place(left, dx: {pt(across)} - dg-here.x, dy: dg-down, dg-shown) }})'
    )


def _keep_clear(state: EmitState, floating: content.Floating, across: float) -> str:
    """Note that no text may stand where this floats, since Word's would run around it; gives the label of its mark."""
    from docgen.engines.typst.float_overlap_check import KeptClear

    size, page = floating.shown, state.page
    _, right, _, left = floating.distances
    start, end = across - left, across + size.width + right
    if page is not None:
        edge = page.left + page.text_width
        # Word sets no text in a strip narrower than an inch, nor beside what it stands above and below of.
        start = (
            0.0 if floating.wrap == 'topandbottom' or floating.side == 'right' or start - page.left < _BESIDE else start
        )
        end = page.width if floating.wrap == 'topandbottom' or floating.side == 'left' or edge - end < _BESIDE else end
    blocks = size.blocks if isinstance(size, content.TextBox) else ()
    table = next((each for each in blocks if isinstance(each, content.Table)), None)
    label = f'<dg-float-{len(state.kept_clear)}>'
    state.kept_clear.append(
        KeptClear(
            start,
            end,
            floating.distances[0],
            floating.distances[2],
            (across, across + size.width) if isinstance(size, content.TextBox | content.Group) else None,
            'word-floating-image' if table is None else 'word-floating-table',
            state.paragraph if table is None else table.text,
            alone=floating.wrap != 'none',
        )
    )
    return label


def across_text(state: EmitState, floating: content.Floating) -> bool:
    """Whether the text can only stand above and below: by Word's order, or since too little room is left beside."""
    if floating.wrap == 'topandbottom':
        return True
    page = state.page
    at = _across(state, floating.across, floating.shown.width)
    if floating.wrap == 'none' or page is None or at is None:
        return False
    _, right, _, left = floating.distances
    return at - left - page.left < _BESIDE and page.left + page.text_width - at - floating.shown.width - right < _BESIDE


def in_the_way(state: EmitState, floating: content.Floating, shown: str) -> str | None:
    """What text stands above and below, as a block in the text; None when it does not hang on its paragraph.

    Args:
        state: what the writing of the document has come to.
        floating: what floats.
        shown: its Typst source.
    """
    at = _across(state, floating.across, floating.shown.width)
    near = floating.down.relative in ('paragraph', 'line') and floating.down.offset <= _LITTLE
    if state.page is None or at is None or not near or floating.down.align:
        return None
    top, _, bottom, _ = floating.distances
    before = max(floating.down.offset, 0.0) or top
    body = call('pad', shown, left=pt(at - state.page.left))
    return call('block', body, width='100%', above=pt(before), below=pt(bottom), breakable='false')


def _across(state: EmitState, place: drawn_content.Place, width: float) -> float | None:
    page = state.page
    if page is None:
        return None
    edges = {
        'page': (0.0, page.width),
        'margin': (page.left, page.left + page.text_width),
        # Where the column stands is known to the layout alone when there are several.
        **({'column': (page.left, page.left + page.text_width)} if state.columns == 1 else {}),
        'leftmargin': (0.0, page.left),
        'rightmargin': (page.left + page.text_width, page.width),
    }
    found = edges.get(place.relative.casefold().replace('-', '').removesuffix('area'))
    if found is None or (page.mirrored and place.relative != 'page'):
        return None
    start, end = found
    at = {'left': start, 'center': (start + end - width) / 2, 'right': end - width}
    return at.get(place.align) if place.align else start + place.offset


def _down(state: EmitState, place: drawn_content.Place, height: float, line_top: float) -> str | None:
    page = state.page
    if page is None:
        return None
    edges = {
        'page': (0.0, page.height),
        'margin': (page.top, page.height - page.bottom),
        'topmargin': (0.0, page.top),
        'bottommargin': (page.height - page.bottom, page.height),
    }
    relative = place.relative.casefold().replace('-', '').removesuffix('area')
    if relative in ('paragraph', 'line', 'text') and not place.align:
        return pt(place.offset - line_top)
    found = edges.get(relative)
    if found is None:
        return None
    start, end = found
    at = {'top': start, 'center': (start + end - height) / 2, 'bottom': end - height}
    wanted = at.get(place.align) if place.align else start + place.offset
    return f'{pt(wanted)} - dg-here.y' if wanted is not None else None
