"""Heading levels that follow on each other, as listeners need them (PDF/UA-1, 7.4.2), where a file skips some."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.engines.typst.read.refusals import Refusals


class HeadingLevels:
    """Gives each heading of a document its level: Word's own, or one below the heading that it belongs to."""

    def __init__(self) -> None:
        self._above: list[int] = []

    def follow(self, text: str, level: int, refusals: Refusals, *, listed: bool) -> int:
        """The level at which the next heading is told, from 1; another than its own is a warning.

        Args:
            text: the heading.
            level: its level in Word, from 1.
            refusals: takes the warning, or the refusal.
            listed: a table of contents goes by the levels of the file; then none can be changed.
        """
        before = self._above[-1] if self._above else 0
        while self._above and self._above[-1] >= level:
            self._above.pop()
        self._above.append(level)
        told = len(self._above)
        if told == level:
            return level
        than = f"rubriken före är på nivå {before}" if before else "den är dokumentets första"
        said = f"Rubriken ”{text}” är på nivå {level}, men {than}."
        if listed:
            refusals.add('word-heading-level-skipped', None, said, paragraph=text)
            return level
        refusals.warn('word-heading-level-skipped', f"{said} Den läses upp som nivå {told}.", paragraph=text)
        return told
