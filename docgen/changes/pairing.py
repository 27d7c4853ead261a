"""Paragraphs or rows of an older and a newer text, paired in order: the same, alike, or alone."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar('T')
_ALIKE = 0.4
"""From this likeness on, two of them are one that has changed."""


def paired(
    old: Sequence[T], new: Sequence[T], text: Callable[[T], str], kind: Callable[[T], str] = lambda _: ''
) -> Iterator[tuple[T | None, T | None]]:
    """Pair what is the same or alike; what has no partner stands alone.

    Args:
        old: the older ones in order.
        new: the newer ones in order.
        text: gives the text that they are compared by.
        kind: only those of one kind can be alike.
    """
    before, after = ([f'{kind(each)}\0{text(each)}' for each in side] for side in (old, new))
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == 'equal':
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from _alike(old[i1:i2], new[j1:j2], text, kind)


def _alike(
    old: Sequence[T], new: Sequence[T], text: Callable[[T], str], kind: Callable[[T], str]
) -> Iterator[tuple[T | None, T | None]]:
    start = 0
    for after in new:
        likeness = [
            (SequenceMatcher(None, text(each).split(), text(after).split(), autojunk=False).ratio(), -index)
            for index, each in enumerate(old[start:], start)
            if kind(each) == kind(after)
        ]
        best, place = max(likeness, default=(0.0, 0))
        if best >= _ALIKE:
            yield from ((each, None) for each in old[start:-place])
            yield old[-place], after
            start = -place + 1
        else:
            yield None, after
    yield from ((each, None) for each in old[start:])


def moved_ones(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Give those that stand in another order: as few as explain it (what is left is a longest common order)."""
    places = {name: index for index, name in enumerate(old)}
    kept = [name for name in new if name in places]
    best: list[list[str]] = []
    for name in kept:
        longest = _longest([run for run in best if places[run[-1]] < places[name]])
        best.append([*longest, name])
    return set(kept) - set(_longest(best))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=len) if runs else []
