"""A promise has 4–12 commitments of 8–60 words: the span that readers manage (from published promises). All findings
are warnings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.checks.records import is_gap
from docgen.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.workspace import Workspace

COMMITMENTS = range(4, 13)
WORDS = range(8, 61)
_WORD = re.compile(r'\w+(?:[-–:’./]\w+)*')


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Too few or too many commitments, too short or too long ones."""
    for promise in workspace.promises.values():
        number = len(promise.commitments)
        if number not in COMMITMENTS:
            yield Finding(
                id='commitment-count',
                what=f"”{promise.title}” har {number} {'löfte' if number == 1 else 'löften'}.",
                why=f"Invånarna kan följa {COMMITMENTS[0]}–{COMMITMENTS[-1]} löften.",
                do="Dela upp löftena eller lägg till."
                if number < COMMITMENTS[0]
                else "Slå ihop löften eller välj bort några.",
                place=workspace.place('promise', promise.id, 'commitments'),
                severity=Severity.WARNING,
            )
        for index, commitment in enumerate(promise.commitments):
            for key, name, text in (
                ('short_text', "Den korta texten", commitment.short_text),
                ('text', "Den fullständiga texten", commitment.text),
            ):
                words = len(_WORD.findall(text))
                if words in WORDS or is_gap(text):
                    continue
                long = words > WORDS[-1]
                yield Finding(
                    id='commitment-length',
                    what=f"{name} i löftet ”{commitment.id}” har {words} ord.",
                    why=f"Ett löfte är lagom på {WORDS[0]}–{WORDS[-1]} ord: "
                    + ("längre texter blir inte lästa." if long else "kortare säger för lite om vad som görs."),
                    do="Flytta bakgrund och detaljer till frågor och svar."
                    if long
                    else "Skriv vad som görs, av vem och var.",
                    place=workspace.place('promise', promise.id, 'commitments', index, key),
                    severity=Severity.WARNING,
                )
