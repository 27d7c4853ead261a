"""No document is larger than what can be laid out, told where its data pass the bound and before anything is made.

An error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.checks.record_texts import record_entries, texts_of
from docgen.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.workspace import Workspace

MOST_PARAGRAPHS = 6_000
"""Paragraphs of all texts of one record. The supplied templates make up to 1.5 paragraphs of a Word file of each, for
they add labels and cells, and the embedded engine takes 10,000. A template that makes more is refused by the engine."""
_MOST_SHOWN = f'{MOST_PARAGRAPHS:,}'.replace(',', '\N{NO-BREAK SPACE}')


def findings(workspace: Workspace) -> Iterator[Finding]:
    """The first text of each record that is one too many."""
    for entry in record_entries(workspace):
        paragraphs = 0
        for path, text, _ in texts_of(entry.record):
            paragraphs += 1 + text.count('\n\n')
            if paragraphs > MOST_PARAGRAPHS:
                yield Finding(
                    'document-too-large',
                    f"Hit ryms texterna i ett dokument, högst {_MOST_SHOWN} stycken; det som följer får inte plats.",
                    "Ett större dokument går inte att sätta, och knappast att läsa.",
                    "Korta det, eller dela det på flera perioder eller bilagor.",
                    entry.place(*path),
                )
                break
