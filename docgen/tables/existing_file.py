"""What a file that is about to be written over holds: a person's typing is never lost without being asked for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, Place, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def require_nothing_lost(file: Path, content: bytes) -> None:
    """Refuse to write a table over a file that holds anything else.

    Args:
        file: where the table is to be written; it need not be there.
        content: the table, as Excel or CSV, as the file's name ends.

    Raises:
        UsageError: `file-exists`.
    """
    if not file.is_file():
        return
    before = file.read_bytes()
    if before and before != content and not (file.suffix.lower() == '.xlsx' and _same_cells(before, content)):
        raise file_exists(file)


def file_exists(file: Path, *, by_option: bool = True) -> UsageError:
    """Say that a file is there, and that nothing was written.

    Args:
        file: the file.
        by_option: whether the command has an option to write over it.
    """
    return UsageError(
        Finding(
            'file-exists',
            f"{file.name} finns redan, och innehåller något annat.",
            "Någon kan ha skrivit i den. Inget är skrivet.",
            f"Ange ett annat namn, eller {'skriv över den med --replace' if by_option else 'flytta undan den'}.",
            Place(file),
        )
    )


def _same_cells(one: bytes, other: bytes) -> bool:
    """Whether two workbooks hold the same values and notes: Excel saves the same table with other bytes."""
    try:
        return _cells(one) == _cells(other)
    except Exception:  # noqa: BLE001 whatever a damaged workbook makes the library raise
        return False


def _cells(content: bytes) -> dict[str, Any]:
    from openpyxl import load_workbook

    return {
        f'{sheet.title}!{cell.coordinate}': (cell.value, cell.comment.text if cell.comment else None)
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None or cell.comment
    }
