"""Text that lies outside its page: painted, copied and read aloud, but cut off for whoever sees or prints the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.pdf.structure.running_text import RunningText

if TYPE_CHECKING:
    from docgen.pdf.structure.page_text import Box, Reading

_ROUNDING = 0.5
"""Points. A box is drawn close around the glyphs, and no printer cuts finer."""


def cut_off(reading: Reading) -> dict[int, list[str]]:
    """Texts of which a glyph lies wholly or partly outside what is seen of the page, by page from 0.

    What follows each other in the file is one text. The file must have been read with places.
    """
    found: dict[int, list[RunningText]] = {}
    last = -1
    for number, run in enumerate(reading.runs):
        if run.box is None or _within(run.box, reading.sheets[run.page]) or not run.text.strip(' \x00\t\r\n'):
            continue
        texts = found.setdefault(run.page, [])
        if not texts or last != number - 1:
            texts.append(RunningText())
        texts[-1].add_run(run)
        last = number
    return {page: [str(text) for text in texts] for page, texts in found.items()}


def _within(box: Box, sheet: Box) -> bool:
    return (
        box[0] >= sheet[0] - _ROUNDING
        and box[1] >= sheet[1] - _ROUNDING
        and box[2] <= sheet[2] + _ROUNDING
        and box[3] <= sheet[3] + _ROUNDING
    )
