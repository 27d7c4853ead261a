"""Text parted by tabs as Typst: each part measured and set at its stop."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.emit.typst_code import array, call, group, pt, quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.engines.typst.emit.emit_state import EmitState
    from docgen.engines.typst.formats import ParagraphFormat

_POINT = ('en', 'zh', 'ja', 'ko', 'th', 'he')
"""Languages that write a point before the decimals; the others write a comma."""


def tabbed(
    state: EmitState,
    form: ParagraphFormat,
    inlines: Sequence[content.Inline],
    start: float,
    write: Callable[[content.Inline], str],
) -> list[str]:
    """One line's inlines as Typst statements.

    Args:
        state: that of the document.
        form: the paragraph's format, with its stops.
        inlines: the line's, tabs among them.
        start: where the line begins, in points from the text margin.
        write: writes one inline.
    """
    parts: list[list[content.Inline]] = [[]]
    forced: list[str] = []
    width = state.text_width - max(form.right, 0.0)
    for inline in inlines:
        if isinstance(inline, content.Tab):
            parts.append([])
            forced.append(_edge_stop(inline, width))
        else:
            parts[-1].append(inline)
    written = [[write(inline) for inline in part] for part in parts]
    if len(parts) == 1:
        return written[0]
    stops = [(stop.position, stop.kind, stop.leader) for stop in form.tabs]
    decimal = any(kind == 'decimal' for _, kind, _ in stops)
    if form.first < 0:
        # Word counts the hanging indent as a tab stop.
        stops = sorted([*stops, (form.left, 'left', '')])
    return [
        call(
            'dg-tabbed',
            array(group(part) for part in written),
            array(
                f'({pt(position)}, {quote(kind)}, {quote(leader) if leader else "none"})'
                for position, kind, leader in stops
            ),
            pt(state.default_tab),
            pt(start),
            pt(width),
            array(forced),
            **(
                {'integers': array(group([write(each) for each in before_decimals(part)]) for part in parts)}
                if decimal
                else {}
            ),
        )
    ]


def before_decimals(part: Sequence[content.Inline]) -> list[content.Inline]:
    """What stands before the decimals of a part's first number; where it has no number, all of it."""
    texts = [each for each in part if isinstance(each, content.Text)]
    language = next((each.format.language for each in texts if each.format.language), '')
    sign = '.' if language.partition('-')[0].lower() in _POINT else ','
    whole = ''.join(each.text for each in texts)
    number = re.search(r'\d(?:[\d\s.,’\']*\d)?', whole)
    left = len(whole)
    if number is not None:
        at = number[0].rfind(sign)
        left = number.start() + at if at >= 0 else number.end()
    kept: list[content.Inline] = []
    for each in texts:
        if left > 0:
            kept.append(replace(each, text=each.text[:left]))
        left -= len(each.text)
    return kept


def _edge_stop(tab: content.Tab, width: float) -> str:
    """The stop of a tab that goes to an edge of the text, or none for one that goes to the next stop."""
    if not tab.edge:
        return 'none'
    position = {'left': 0.0, 'center': width / 2, 'right': width}[tab.edge]
    return f'({pt(position)}, {quote(tab.edge)}, {quote(tab.leader) if tab.leader else "none"})'
