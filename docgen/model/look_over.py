"""The mark for what a person must look over: a year or a day that came along when a period's file was copied.

It stands in the text itself, "under [se över: 2021]", so that a draft shows it on the page; no document is finished
while one is left.
"""

from __future__ import annotations

import re

LOOK_OVER = "[se över: {text}]"
LOOK_OVER_MARK = re.compile(r'\[se över: ([^\]]*)\]')


def look_over(text: str) -> str:
    """Mark a year, a day or another piece of text."""
    return LOOK_OVER.format(text=text)
