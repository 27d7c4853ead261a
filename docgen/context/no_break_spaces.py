"""No-break spaces where a text was typed with common ones: "31 december", "§ 90", "500 kr" stay on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.swedish import NO_BREAK_SPACE

if TYPE_CHECKING:
    from docgen.context.common import Context, ContextValue

_MONTHS = 'januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december'
_UNITS = r'%|procent|kr|kronor|km/h|km|cm|mm|m|kg|kWh'
# It begins with the space, which is quickly found; what stands before it is looked at afterwards.
_BREAKS = re.compile(
    rf' (?:(?:(?<=(?<![\w,.])\d )|(?<=(?<![\w,.])\d\d ))(?=(?:{_MONTHS})(?!\w))'
    rf'|(?<=§ )(?=\d)|(?<=\d )(?=§|(?:{_UNITS})(?!\w)))'
)


def held_together(text: str) -> str:
    """Put a no-break space between day and month, paragraph sign and number, number and unit; no other change.

    Myndigheternas skrivregler: what belongs together is not parted by a line's end.
    """
    return _BREAKS.sub(NO_BREAK_SPACE, text)


def context_held_together(context: Context) -> Context:
    """Give the context with every text of it held together."""
    return {key: _held(value) for key, value in context.items()}


def _held(value: ContextValue) -> ContextValue:
    if isinstance(value, str):
        return held_together(value)
    if isinstance(value, list):
        return [_held(each) for each in value]
    if isinstance(value, dict):
        return {key: _held(each) for key, each in value.items()}
    return value
