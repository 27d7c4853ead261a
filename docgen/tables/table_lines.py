"""The lines of a table's file as they stand there: of an Excel workbook within bounds, or of CSV in any coding."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, Place, UsageError, reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.tables.cell_values import CellReader

_MOST_BYTES = 20_000_000
_MOST_UNPACKED = 100_000_000
_MOST_ROWS = 2_000


def csv_lines(file: Path) -> Iterator[list[Any]]:
    """Give the lines of a CSV file, with semicolons, tabs or commas.

    Raises:
        UsageError: it cannot be read (`table-unreadable`).
    """
    text = _decoded(_bytes(file))
    first, _, rest = text.partition('\n')
    if first.strip().casefold().startswith('sep=') and len(first.strip()) <= len('sep=;'):
        text, first = rest, rest.partition('\n')[0]
    delimiter = max(';\t,', key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=''), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise _unreadable(file, "Den är inte skriven som CSV: ett citattecken avslutas inte.") from error


def _decoded(data: bytes) -> str:
    """Read text as Excel may have saved it: UTF-8, UTF-16 ("Unicode-text"), Windows-1252, or Mac OS Roman on a Mac."""
    if data[:2] in (b'\xff\xfe', b'\xfe\xff'):
        return data.decode('utf-16', 'replace')
    try:
        return data.decode('utf-8-sig')
    except UnicodeDecodeError:
        windows, mac = data.decode('cp1252', 'replace'), data.decode('mac_roman')
        return max((windows, mac), key=lambda text: sum(map(text.count, 'åäöÅÄÖ')))


def excel_lines(file: Path, wanted: str, reader: CellReader) -> Iterator[list[Any]]:
    """Give the lines of a sheet; formulas, errors and shares in percent are told by cell, and given as empty.

    Args:
        file: the workbook.
        wanted: the sheet's name.
        reader: keeps what is wrong with a cell.

    Raises:
        UsageError: it is no workbook, a hostile or too large one, or has no such sheet (`table-unreadable`).
    """
    from openpyxl import load_workbook

    data = _bytes(file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_hostile(file, package)
        book = load_workbook(io.BytesIO(data))
    except UsageError:
        raise
    except Exception as error:  # whatever a damaged workbook makes the library raise
        raise _unreadable(file, "Den är ingen Excelfil (.xlsx), eller är skadad.") from error
    if wanted not in book.sheetnames:
        why = f"Den har inget blad som heter ”{wanted}”."
        raise _unreadable(file, why, "Kontrollera att det är rätt tabell. En ny skrivs med --excel.")
    sheet = book[wanted]
    if (sheet.max_row or 0) > _MOST_ROWS:
        raise _unreadable(file, f"Den har fler än {_MOST_ROWS} rader.")
    rows: Any = sheet.iter_rows()
    for line in rows:
        for cell in line:
            if cell.data_type == 'f':
                reader.wrong(wanted, cell.coordinate, "Där står en formel.", "Skriv värdet i stället.")
            elif cell.data_type == 'e':
                reader.wrong(wanted, cell.coordinate, f"Där står ett fel från Excel, {cell.value}.", "Skriv värdet.")
            elif _is_percent(cell):
                shown_as = f'{round(cell.value * 100, 4):g}'.replace('.', ',')
                what = f"Cellen har formatet Procent och visar {shown_as} %."
                do = f"Sätt formatet till Tal och skriv {shown_as}, om det är så många procent."
                reader.wrong(wanted, cell.coordinate, what, do)
        yield [None if cell.data_type in ('f', 'e') or _is_percent(cell) else cell.value for cell in line]


def _is_percent(cell: Any) -> bool:
    """Whether Excel keeps a hundredth of what it shows: 0.2 for 20 %."""
    return isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool) and '%' in cell.number_format


def _refuse_hostile(file: Path, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if sum(each.file_size for each in parts) > _MOST_UNPACKED:
        raise _unreadable(file, "Den blir orimligt stor när den packas upp.")
    if any(b'<!DOCTYPE' in package.read(each) for each in parts if each.filename.endswith(('.xml', '.rels'))):
        raise _unreadable(file, "Den innehåller en DTD, som Excel aldrig skriver.")


def _bytes(file: Path) -> bytes:
    try:
        if not file.exists():
            raise _unreadable(file, "Filen finns inte.", "Kontrollera filens namn och mapp.")
        if file.stat().st_size > _MOST_BYTES:
            raise _unreadable(file, "Den är större än 20 MB.")
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(file, f"Orsak: {reason(error)}.") from error


def _unreadable(file: Path, why: str, do: str = '') -> UsageError:
    return UsageError(
        Finding(
            'table-unreadable',
            f"Tabellen {file.name} går inte att läsa.",
            why,
            do or "Spara den på nytt från Excel som Excel-arbetsbok (.xlsx) eller CSV.",
            Place(file),
        )
    )
