"""The files of a new workspace: YAML with the municipality's names and years in it, and what is copied as it is.

What is copied has one source, the repository's own workspace: a checkout takes it there, and a wheel brings it along
under `shipped` (pyproject.toml, force-include).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, ToolError
from docgen.workspace.changed_file import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.workspace.yaml_source import KeyPath

_HERE = Path(__file__).parent
_YEARS = 4
"""How long the first agreement runs; four years are the most common, and the file says how to change them."""
_FILES = ('data/trust/README.md', '.gitattributes', '.gitignore')
_TEMPLATES = 'templates'
_OPEN_IN_WORD = '~$'
"""How the file begins that Word keeps beside a document that is open."""


@dataclass(frozen=True)
class NewWorkspace:
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


def yaml_files(wanted: NewWorkspace) -> dict[str, str]:
    """Give the text of each YAML file by its path in the workspace."""
    first = datetime.date(wanted.year, 1, 1)
    return {
        'data/workspace.yaml': _filled('workspace', {('name',): wanted.short}),
        'data/parties.yaml': _filled(
            'parties',
            {
                ('parties', 0, 'name'): wanted.municipality,
                ('parties', 0, 'logo_text'): f"Logotyp för {wanted.municipality}",
                ('parties', 1, 'unit'): wanted.police,
            },
        ),
        f'data/agreements/{wanted.agreement}.yaml': _filled(
            'agreement',
            {
                ('id',): wanted.agreement,
                ('title',): f"Samverkansöverenskommelse {wanted.year}–{wanted.last_year}",
                ('period', 'start'): first,
                ('period', 'end'): datetime.date(wanted.last_year, 12, 31),
            },
        ),
        f'data/promises/{wanted.promise}.yaml': _filled(
            'promise',
            {
                ('id',): wanted.promise,
                ('title',): f"Medborgarlöfte {wanted.year}",
                ('agreement',): wanted.agreement,
                ('period', 'start'): first,
                ('period', 'end'): datetime.date(wanted.year, 12, 31),
                ('lead_in',): f"Polisen och {wanted.municipality} lovar under {wanted.year}:",
            },
        ),
    }


def _filled(name: str, values: Mapping[KeyPath, str | datetime.date]) -> str:
    return filled((_HERE / f'{name}.yaml').read_text('utf-8'), values)


def shipped_files() -> dict[str, Path]:
    """Give each file by its path in a workspace.

    Raises:
        ToolError: the installation lacks them.
    """
    inside = _HERE / 'shipped'
    root = inside if inside.is_dir() else _HERE.parents[1]
    templates = root / _TEMPLATES
    found = {f'{_TEMPLATES}/{path.name}': path for path in sorted(templates.glob('*')) if _is_template(path)}
    found |= {name: root / name for name in _FILES}
    missing = [path for path in (*found.values(), templates / 'README.md') if not path.is_file()]
    if missing:
        raise ToolError(
            Finding(
                'starter-missing',
                f"{missing[0].name} följde inte med när docgen installerades.",
                "En ny arbetsyta görs av de filer som docgen har med sig.",
                "Installera om docgen.",
                Place(missing[0]),
            )
        )
    return found


def _is_template(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(('.', _OPEN_IN_WORD))
