"""Plain language: a promise has 4–12 commitments of 8–60 words, the span that readers manage (from published promises),
and no document is very hard to read. All findings are warnings.

Språklagen (2009:600) 11 §: the language of public bodies is to be cultivated, simple and comprehensible. LIX
(Björnsson 1968) is words per sentence plus the percentage of words longer than six letters; 40–50 is ordinary
prose, above 60 is very hard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.checks.finding_words import shown
from docgen.checks.record_texts import is_gap, record_entries, texts_of
from docgen.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.workspace import Workspace

COMMITMENTS = range(4, 13)
WORDS = range(8, 61)
LIMIT = 60
"""The highest LIX without a warning."""
# Names and titles are not sentences, and a few words give no meaningful index.
_SHORTEST_TEXT = 40
_FEWEST_LETTERS = 600
_JOINED_WORD = re.compile(r'\w+(?:[-–:’./]\w+)*')
_LONG_WORD = 6
_WORD = re.compile(r"[^\W_]+(?:[-'’:.][^\W_]+)*")
# A full stop inside "t.ex." or "kl. 21" does not end a sentence: what follows is not white space and a capital letter.
_SENTENCE_END = re.compile(r'[.!?…]+["”’»)]*(?=\s+["”’»(–-]*[^\W\d_a-zåäöéü]|\s*$)|:(?=\s|$)|\n\s*\n')


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Too few or too many commitments, too short or too long ones, and documents that are hard to read."""
    yield from _lengths(workspace)
    yield from _hard_to_read(workspace)


def _lengths(workspace: Workspace) -> Iterator[Finding]:
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
                words = len(_JOINED_WORD.findall(text))
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


def _hard_to_read(workspace: Workspace) -> Iterator[Finding]:
    for record in record_entries(workspace):
        if record.kind in ('settings', 'party'):
            continue
        texts = [each for each in texts_of(record.record) if not each.technical and len(each.text) >= _SHORTEST_TEXT]
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


def lix(text: str) -> float:
    """Compute the readability index LIX: words per sentence + 100 · share of words longer than six letters.

    After C.-H. Björnsson, Läsbarhet (1968). A colon and the end of a paragraph close a sentence too, as do list items
    parted by empty lines. 0.0 for a text without words. Below 30 is very easy, 40–50 is ordinary prose, above 60 heavy.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence))
    long_words = sum(1 for word in words if sum(map(str.isalnum, word)) > _LONG_WORD)
    return len(words) / sentences + 100 * long_words / len(words)
