"""What a file that came back holds beside the fixed one: signatures alone, or other things; and what it shows.

A file with more than signatures added, or written anew, may be received if it still shows and holds all that was fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import JudgementError
from docgen.sign.verifying.appended.appended_check import account_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pdf.compare.difference import Difference
    from docgen.records.event_details import SignatorySlot

_MOST_SENTENCES = 8
COMPARED = (
    "text på varje sida",
    "hur varje sida ser ut",
    "det som läses upp",
    "bilagor",
    "anteckningar",
    "formulär",
    "titel och språk",
)
"""What a comparison looks at; written down with the event."""


@dataclass(frozen=True)
class Comparison:
    """How a file differs from the fixed version, as Swedish sentences."""

    changed: tuple[str, ...]
    """What was fixed is other or gone, or the file does something by itself: never accepted."""
    added: tuple[str, ...]
    """What has come beside it: a portal's own pages and stamps, attachments, a new title."""


def compared(fixed: Path, came_back: Path, slots: Sequence[SignatorySlot]) -> Comparison:
    """Compare what two files show and hold; the signatories' rectangles may look as they like.

    Args:
        fixed: the file that was fixed.
        came_back: the file to judge.
        slots: the signatories' places in the fixed file.

    Raises:
        JudgementError, ValueError: one of the files cannot be opened.
    """
    from docgen.pdf.compare.difference import PAGE_KINDS
    from docgen.pdf.compare.difference_sentences import sentences
    from docgen.pdf.compare.document_objects import other_differences
    from docgen.pdf.compare.page_differences import page_differences
    from docgen.pdf.compare.tag_differences import heard_differences

    may_fill: dict[int, list[tuple[float, float, float, float]]] = {}
    for slot in slots:
        may_fill.setdefault(slot.page, []).append(slot.rectangle)
    found: list[Difference] = []
    found += page_differences(fixed, came_back, may_fill=may_fill)
    found += other_differences(fixed, came_back)
    heard = heard_differences(fixed, came_back)
    if not any(each.kind in PAGE_KINDS for each in found):
        found += heard
    elif all(each.harmless for each in found):
        # What has come to the pages is heard too, and is told already.
        found += [each for each in heard if not each.harmless]
    return Comparison(
        sentences(each for each in found if not each.harmless),
        sentences(each for each in found if each.harmless),
    )


def compare_if_readable(fixed: Path, came_back: Path, slots: Sequence[SignatorySlot]) -> Comparison | None:
    """Do what `compared` does; None if the file cannot be read at all.

    Args:
        fixed: the file that was fixed.
        came_back: the file to judge.
        slots: the signatories' places in the fixed file.
    """
    try:
        return compared(fixed, came_back, slots)
    except (JudgementError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None


def first_sentences(sentences: Sequence[str]) -> str:
    """Give the first of many sentences as one text, and how many more there are."""
    more = len(sentences) - _MOST_SENTENCES
    return ' '.join(sentences[:_MOST_SENTENCES]) + (f" Och {more} skillnader till." if more > 0 else "")


def only_signatures_added(fixed: Path, content: bytes) -> bool:
    """Tell whether a file begins with the fixed one and otherwise holds signatures, timestamps and proofs alone.

    What came before the first signature is held to the same rules as what comes after: a page that was added and
    then signed is signed, but it was not fixed.
    """
    begins = fixed.read_bytes()
    if not content.startswith(begins):
        return False
    account = account_for(content, [len(begins)])
    return not account.faults and not account.untold
