"""What a table is: its columns, and rows of values as the data have them. How it is stored is another file's matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CellValue = str | int | float | bool | None


class CellKind(StrEnum):
    """What a column's cells hold."""

    TEXT = 'text'
    NUMBER = 'number'
    """A number of zero or more."""
    WHOLE = 'whole'
    """A whole number from 1."""
    DAY = 'day'
    CHOICE = 'choice'
    """One of the column's words."""
    LIST = 'list'
    """Texts parted by semicolons."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it is for, and what its cells may hold."""

    key: str
    """The key of the value in the data."""
    heading: str
    help: str
    kind: CellKind = CellKind.TEXT
    choices: Mapping[str, str] = field(default_factory=dict)
    """For a choice: the word that is shown, by the value in the data."""
    locked: bool = False
    """Whether nobody but docgen writes in it."""
    width: int = 16
    """In characters."""
    clearable: bool = True
    """Whether the sign that takes a value away is among its words."""
    target: bool = False
    """Whether it belongs to a target, not to the commitment or outcome as a whole."""
    optional: bool = False
    """Whether a table may lack it: one that was written before docgen had the column."""


CLEARING = "–"
"""What a person writes in a cell to take a value away."""
OWNER = Column('table', "Tabell", "Vad tabellen hör till; den läses bara in dit.", locked=True, width=26)
"""The last column of every table: a line of another period's, or of another workspace's, is known by it."""


def is_clearing(text: object) -> bool:
    """Say whether a text is a dash of any kind, and nothing else."""
    return isinstance(text, str) and text.strip() in ('-', '–', '—', '−')


@dataclass(frozen=True)
class Row:
    """One line: values by the columns' keys."""

    values: Mapping[str, Any]
    first: bool = True
    """Whether it is the first of its commitment or outcome: the others hold a target alone."""


@dataclass(frozen=True)
class Table:
    """A table that is ready to be stored."""

    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    explanation: tuple[str, ...]
    """Sentences on how it is filled in."""
    empty_rows: int = 0
    """How many empty lines come last, to be filled in."""


@dataclass(frozen=True)
class Cell:
    """A value as it was read, and where: "Uppföljning, D7"."""

    value: Any
    sheet: str
    name: str
    clears: bool = False
    """Whether it holds the sign that takes a value away; an empty cell leaves it."""


@dataclass(frozen=True)
class ReadRow:
    """A line that was read: its cells by the columns' keys."""

    number: int
    """In the file, from 1."""
    cells: Mapping[str, Cell]

    def value(self, key: str) -> Any:
        """Give a value; None for an empty cell."""
        return self.cells[key].value if key in self.cells else None

    def clears(self, key: str) -> bool:
        """Say whether a cell takes its value away."""
        return key in self.cells and self.cells[key].clears


@dataclass(frozen=True)
class NoPlace:
    """Something in a line that has no place in the data."""

    row: int
    """In the file, from 1."""
    what: str
    locked: Cell | None = None
    """The cell, where docgen writes it and it says something else than the data."""
    heading: str = ''
    """The locked cell's column."""


@dataclass(frozen=True)
class TableChange:
    """A value that would be another."""

    cell: str
    """Where it stands in the table: D7; '' for what follows from a whole line."""
    about: str
    """What it is about: "Trygghetsvandringar, kommunen"."""
    label: str
    old: str
    new: str


def shown(value: Any, column: Column) -> str:
    """Write a value of the data as it stands in a cell."""
    if value is None:
        return ''
    if column.kind is CellKind.CHOICE:
        return column.choices.get(_key(value), str(value))
    if column.kind is CellKind.LIST:
        return '; '.join(map(str, value))
    if column.kind is CellKind.NUMBER:
        return str(value).replace('.', ',')
    return str(value)


def _key(value: Any) -> str:
    return {True: 'true', False: 'false'}[value] if isinstance(value, bool) else str(value)


def headings(columns: Sequence[Column]) -> dict[str, Column]:
    """Give the columns by their headings in lower case."""
    return {column.heading.casefold(): column for column in columns}
