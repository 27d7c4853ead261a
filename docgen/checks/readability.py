"""Plain language: a document whose LIX is above 60 gets a warning.

Språklagen (2009:600) 11 §: the language of public bodies is to be cultivated, simple and comprehensible. LIX
(Björnsson 1968) is words per sentence plus the percentage of words longer than six letters; 40–50 is ordinary
prose, above 60 is very hard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.checks.records import filed, written
from docgen.checks.wording import shown
from docgen.errors import Finding, Severity
from docgen.swedish import lix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.workspace import Workspace

LIMIT = 60
# Names and titles are not sentences, and a few words give no meaningful index.
_SHORTEST_TEXT = 40
_FEWEST_LETTERS = 600


def findings(workspace: Workspace) -> Iterator[Finding]:
    """The documents that are hard to read."""
    for record in filed(workspace):
        if record.kind in ('settings', 'party'):
            continue
        texts = [each for each in written(record.record) if not each.technical and len(each.text) >= _SHORTEST_TEXT]
        if sum(len(each.text) for each in texts) < _FEWEST_LETTERS:
            continue
        value = round(lix('\n\n'.join(each.text for each in texts)))
        if value <= LIMIT:
            continue
        hardest = max(texts, key=lambda each: lix(each.text))
        title = getattr(record.record, 'title', record.id)
        yield Finding(
            id='readability',
            what=f"”{title}” har läsbarhetsindex (LIX) {shown(value)}.",
            why=f"Över {LIMIT} är mycket svårläst. Språklagen kräver vårdat, enkelt och begripligt språk.",
            do="Dela långa meningar och byt långa ord. Den svåraste texten står på den här raden.",
            place=record.place(*hardest.path),
            severity=Severity.WARNING,
        )
