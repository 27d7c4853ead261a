"""What a build would refuse of a text, told at the text's own line: signs that no font has, titles and names that a PDF
cannot hold or that a reader cannot tell from others. All findings are errors.

A sign is missing where the typefaces that docgen brings lack it and no font file of the workspace has it: emoji,
direction marks, other scripts. A title stands in the file's properties too: with a no-break space, two spaces or a tab
it would look like another one, braces would look like a placeholder that was left, and 255 signs is all there is room
for.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from docgen import fonts
from docgen.checks.finding_words import snippet
from docgen.checks.record_texts import record_entries, texts_of
from docgen.errors import Finding, ToolError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.checks.record_texts import RecordEntry
    from docgen.workspace import Workspace

_FAMILIES = ("Source Sans Pro", "Source Serif Pro")
_SPACES = re.compile(r'[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]+| {2,}')
_BRACES = re.compile(r'\{\{|\}\}|\{%|%\}|\{#|#\}')
_LONGEST_TITLE = 240
"""The short version adds to it, and the properties of a Word file take 255 signs."""
_LONGEST_NAME = 255
_NEVER_SHOWN = frozenset('\n\u00ad\u200b\u2060\ufeff\u00a0')


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Texts that no document can show as they are."""
    known = _known(workspace)
    for entry in record_entries(workspace):
        for path, text, technical in texts_of(entry.record):
            if not technical and known:
                yield from _missing(entry, path, text, known)
            if path == ('title',):
                yield from _title(entry, text)
            elif path[-1] == 'name' and (entry.kind == 'party' or path[0] == 'signatories'):
                yield from _name(entry, path, text)


def _known(workspace: Workspace) -> frozenset[int]:
    """Every sign that both our typefaces have, and those of the workspace's own font files."""
    try:
        ours = [fonts.face(family, fonts.REGULAR, italic=False).characters for family in _FAMILIES]
    except ToolError:
        return frozenset()  # a build says which font is missing
    return frozenset.intersection(*map(frozenset, ours)) | workspace.fonts.own_characters()


def _missing(entry: RecordEntry, path: tuple[str | int, ...], text: str, known: frozenset[int]) -> Iterator[Finding]:
    signs = unicodedata.normalize('NFC', text)
    lacking = dict.fromkeys(sign for sign in signs if ord(sign) not in known and sign not in _NEVER_SHOWN)
    lacking = {sign: None for sign in lacking if sign != '\t'}
    if not lacking:
        return
    first = next(iter(lacking))
    at = signs.index(first)
    named = ', '.join(f"{_shown(each)} (U+{ord(each):04X})" for each in list(lacking)[:5])
    invisible = unicodedata.category(first) == 'Cf'
    yield Finding(
        id='text-character-missing',
        what=f"Texten har tecken som inget typsnitt har: {named}. ”{snippet(signs, at, at + 1)}”",
        why="Dokumentet skulle visa en tom ruta i stället, och det tillåter inte PDF/A.",
        do="Ta bort tecknet; det syns inte, och följer ofta med när text klistras in."
        if invisible
        else "Skriv om det med bokstäver, eller lägg ett typsnitt som har tecknet i templates/fonts.",
        place=entry.place(*path),
    )


def _shown(sign: str) -> str:
    """Give the sign itself, or what it is called if it cannot be seen."""
    return f"”{sign}”" if sign.isprintable() else unicodedata.name(sign, "ett tecken").lower()


def _title(entry: RecordEntry, title: str) -> Iterator[Finding]:
    if _SPACES.search(title):
        yield Finding(
            id='title-spaces',
            what=f"Titeln ”{' '.join(title.split())}” har ett hårt mellanslag, flera mellanslag i rad eller en tabb.",
            why="Den skulle se likadan ut som en annan titel men inte vara densamma, i filen och i sökningar.",
            do=f"Skriv med vanliga mellanslag: {_SPACES.sub(' ', title)}",
            place=entry.place('title'),
        )
    if found := _BRACES.search(title):
        yield Finding(
            id='title-braces',
            what=f"Titeln har ”{found[0]}”.",
            why="Det ser ut som en platshållare som inte är ifylld, och sådana släpps inte igenom.",
            do="Skriv titeln utan klamrar.",
            place=entry.place('title'),
        )
    if len(title) > _LONGEST_TITLE:
        yield _too_long(entry, ('title',), "Titeln", len(title), _LONGEST_TITLE)


def _name(entry: RecordEntry, path: tuple[str | int, ...], name: str) -> Iterator[Finding]:
    if len(name) > _LONGEST_NAME:
        yield _too_long(entry, path, "Namnet", len(name), _LONGEST_NAME)


def _too_long(entry: RecordEntry, path: tuple[str | int, ...], what: str, length: int, most: int) -> Finding:
    return Finding(
        id='name-too-long',
        what=f"{what} har {length} tecken, men högst {most} får plats.",
        why="Det står i filens egenskaper, i innehållsförteckningen och i länkar.",
        do=f"Korta det med minst {length - most} tecken.",
        place=entry.place(*path),
    )
