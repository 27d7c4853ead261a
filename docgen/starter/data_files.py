"""The YAML files of a new workspace, with the municipality's names and years in them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.workspace.yaml_filling import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.workspace.yaml_source import KeyPath

_HERE = Path(__file__).parent
_YEARS = 4
"""How long the first agreement runs; four years are the most common, and the file says how to change them."""


@dataclass(frozen=True)
class Wish:
    """What is known of a new workspace."""

    municipality: str
    """Its name in full: Lillby kommun."""
    short: str
    """Its name in file names: lillby."""
    police: str
    """The unit that signs: Lokalpolisområde Lillby."""
    year: int
    """The first promise's."""

    @property
    def promise(self) -> str:
        """Id of the promise."""
        return str(self.year)

    @property
    def last_year(self) -> int:
        """The last year of the agreement."""
        return self.year + _YEARS - 1

    @property
    def agreement(self) -> str:
        """Id of the agreement."""
        return f'{self.year}-{self.last_year}'


def yaml_files(wish: Wish) -> dict[str, str]:
    """Give the text of each YAML file by its path in the workspace."""
    first = datetime.date(wish.year, 1, 1)
    return {
        'data/workspace.yaml': _filled('workspace', {('name',): wish.short}),
        'data/parties.yaml': _filled(
            'parties',
            {
                ('parties', 0, 'name'): wish.municipality,
                ('parties', 0, 'logo_text'): f"Logotyp för {wish.municipality}",
                ('parties', 1, 'unit'): wish.police,
            },
        ),
        f'data/agreements/{wish.agreement}.yaml': _filled(
            'agreement',
            {
                ('id',): wish.agreement,
                ('title',): f"Samverkansöverenskommelse {wish.year}–{wish.last_year}",
                ('period', 'start'): first,
                ('period', 'end'): datetime.date(wish.last_year, 12, 31),
            },
        ),
        f'data/promises/{wish.promise}.yaml': _filled(
            'promise',
            {
                ('id',): wish.promise,
                ('title',): f"Medborgarlöfte {wish.year}",
                ('agreement',): wish.agreement,
                ('period', 'start'): first,
                ('period', 'end'): datetime.date(wish.year, 12, 31),
                ('lead_in',): f"Polisen och {wish.municipality} lovar under {wish.year}:",
            },
        ),
    }


def _filled(name: str, values: Mapping[KeyPath, str | datetime.date]) -> str:
    return filled((_HERE / f'{name}.yaml').read_text('utf-8'), values)
