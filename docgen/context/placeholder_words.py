"""What each placeholder means, in Swedish: the one source of `docgen template list` and of templates/README.md.

What shows a key of the data as it is means what the model's docstring says of that key; its first sentence is told.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import model

if TYPE_CHECKING:
    from docgen.model import DocumentKind

_KEY = re.compile(r'([A-Z]\w+)\.(\w+)')
_SOURCE = Path(__file__).with_name('placeholders.toml')


@dataclass(frozen=True)
class PlaceholderSection:
    """The placeholders of some kinds of documents, all where `kinds` is empty: as written, meaning, example."""

    heading: str
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


@cache
def placeholder_sections() -> tuple[PlaceholderSection, ...]:
    """All placeholders, in the order of templates/README.md."""
    found = tomllib.loads(_SOURCE.read_text('utf-8'))['section']
    return tuple(
        PlaceholderSection(
            each['heading'], tuple(each['kinds']), tuple((row[0], _meaning(row[1]), row[2]) for row in each['rows'])
        )
        for each in found
    )


def _meaning(said: str) -> str:
    """The meaning, from the model where a key of it is named: "Commitment.places *(tom)*"."""
    named = _KEY.match(said)
    if named is None:
        return said
    from docgen.workspace.json_schemas import attribute_docs

    first = attribute_docs(getattr(model, named[1]))[named[2]].partition('.')[0]
    return first[0].lower() + first[1:] + said[named.end() :]


def sections_of(kind: DocumentKind) -> tuple[PlaceholderSection, ...]:
    """The placeholders that a kind of document offers its template."""
    return tuple(each for each in placeholder_sections() if not each.kinds or kind.value in each.kinds)


def readme_tables() -> str:
    """The tables of templates/README.md, as Markdown."""
    return '\n\n'.join(
        '\n'.join(
            [
                f'### {section.heading}',
                '',
                '| Platshållare | Betyder | Exempel |',
                '|---|---|---|',
                *(
                    f'| `{written}` | {meaning} | {example} |' if example else f'| `{written}` | {meaning} | |'
                    for written, meaning, example in section.rows
                ),
            ]
        )
        for section in placeholder_sections()
    )
