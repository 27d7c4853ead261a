"""What a screen reader says otherwise of a file than of another: tags may say something else than the pages show.

Replacement texts (ISO 32000-1, 14.9) can be changed without any word on the pages being another.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from docgen.pdf.compare.difference import Difference
from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.inspect.screen_reader import read_aloud

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST = 70
_MOST_TOLD = 5


def heard_differences(sent: Path, came_back: Path) -> tuple[Difference, ...]:
    """Give what a screen reader reads otherwise; nothing when one of the files has no tags. Fields do not count.

    Raises:
        JudgementError, ValueError: one of the files cannot be opened.
    """
    try:
        before, after = _said(sent), _said(came_back)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    return tuple(_compared(before, after))[:_MOST_TOLD] if before and after else ()


def _said(pdf: Path) -> list[str]:
    return [' '.join(each.text.split()) for each in read_aloud(pdf) if each.role != 'Form' and each.text.strip()]


def _compared(before: list[str], after: list[str]) -> Iterator[Difference]:
    for kind, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = _short(' '.join(before[first:last])), _short(' '.join(after[new_first:new_last]))
        if kind == 'replace':
            yield Difference(Kind.HEARD_OTHERWISE, before=old, after=new)
        elif kind == 'delete':
            yield Difference(Kind.NOT_HEARD, before=old)
        elif kind == 'insert':
            yield Difference(Kind.ALSO_HEARD, after=new)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f'{text[:_LONGEST].rstrip()} …'
