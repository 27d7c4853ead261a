"""What each placeholder means, in Swedish: the one source of `docgen template list` and of templates/README.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.model import DocumentKind

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
            each['heading'], tuple(each['kinds']), tuple((row[0], row[1], row[2]) for row in each['rows'])
        )
        for each in found
    )


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
