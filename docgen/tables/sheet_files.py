"""A table as a file: an Excel workbook with drop-downs and locked cells, or CSV as Swedish Excel writes it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, FindingsError, Place, UsageError, reason
from docgen.tables.cell_values import CellReader
from docgen.tables.column_names import found_columns
from docgen.tables.existing_file import require_nothing_lost
from docgen.tables.table import CLEARING, CellKind, ReadRow, shown
from docgen.tables.table_lines import csv_lines, excel_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.tables.table import Column, Table

_EXPLANATION = "Så här fyller du i"
_CHOICES = "Val"


def write_file(table: Table, file: Path, *, replace: bool = False) -> None:
    """Write a table, as Excel or, where the name ends in .csv, as CSV.

    Args:
        table: the table.
        file: ends in .xlsx or .csv.
        replace: also where the file is there and holds something else.

    Raises:
        UsageError: the name ends in something else (`table-format`), a file that is there holds something else
            (`file-exists`), or it cannot be written (`file-unwritable`).
    """
    ending = _ending(file)
    content = _workbook(table) if ending == '.xlsx' else _csv(table)
    if not replace:
        require_nothing_lost(file, content)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(
            Finding(
                'file-unwritable',
                f"Det går inte att skriva filen {file.name}: {reason(error)}.",
                "Tabellen kan inte sparas där.",
                "Är den öppen i Excel, stäng den där. Annars ange en annan mapp.",
                Place(file),
            )
        ) from error


def read_file(file: Path, sheet: str, columns: Sequence[Column]) -> list[ReadRow]:
    """Read a table; every cell that cannot be used is told at once.

    Args:
        file: .xlsx or .csv; CSV with semicolons, commas or tabs, in UTF-8 or Windows-1252.
        sheet: the sheet's name; CSV has one alone.
        columns: what the headings are; a column without a known heading must be empty.

    Raises:
        UsageError: the name ends in something else, or the file cannot be read (`table-unreadable`).
        FindingsError: it was saved wrongly (`table-layout`), a heading is missing (`table-column-missing`) or unknown
            (`table-column-unknown`), or a cell cannot be used (`table-cell`).
    """
    reader = CellReader(file)
    lines = list(excel_lines(file, sheet, reader) if _ending(file) == '.xlsx' else csv_lines(file))
    while lines and not any(value not in (None, '') for value in lines[-1]):
        lines.pop()
    found = found_columns(file, lines, columns)
    rows = []
    told: set[int] = set()
    for number, line in enumerate(lines[1:], start=2):
        cells = {}
        for index, raw in enumerate(line):
            named = found.get(index)
            name = f'{_letters(index)}{number}'
            if named is not None:
                cells[named.key] = reader.value(raw, named, sheet, name)
            elif raw not in (None, '') and index not in told:
                told.add(index)
                what = "Det står något i en kolumn som docgen inte känner till."
                do = "Flytta det till rätt kolumn, eller ta bort det."
                reader.wrong(sheet, name, what, do, 'table-column-unknown')
        if any(cell.value is not None for cell in cells.values()):
            rows.append(ReadRow(number, cells))
    if reader.findings:
        raise FindingsError(reader.findings)
    return rows


def _workbook(table: Table) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    book = Workbook()
    sheet: Any = book.active
    sheet.title = table.sheet
    grey, head = PatternFill('solid', fgColor='EEEEEE'), PatternFill('solid', fgColor='1F3A5F')
    for index, column in enumerate(table.columns, start=1):
        cell = sheet.cell(1, index, column.heading)
        cell.font, cell.fill = Font(bold=True, color='FFFFFF'), head
        cell.alignment = Alignment(wrap_text=True, vertical='top')
        sheet.column_dimensions[_letters(index - 1)].width = column.width
    last = len(table.rows) + table.empty_rows + 1
    for number in range(2, last + 1):
        row = table.rows[number - 2] if number - 2 < len(table.rows) else None
        for index, column in enumerate(table.columns, start=1):
            value = row.values.get(column.key) if row else None
            cell = sheet.cell(number, index, _excel_value(value, column))
            cell.alignment = Alignment(wrap_text=True, vertical='top')
            if column.kind in (CellKind.TEXT, CellKind.LIST):
                cell.number_format = '@'
            closed = row is not None and (column.locked or (not row.first and not column.target))
            cell.protection = Protection(locked=closed)
            if closed:
                cell.fill = grey
    _add_choices(book, sheet, table, last)
    _add_explanation(book, table)
    sheet.freeze_panes = sheet.cell(2, 1 + sum(1 for each in table.columns[:4] if each.locked))
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _excel_value(value: Any, column: Column) -> Any:
    if column.kind in (CellKind.NUMBER, CellKind.WHOLE):
        return value
    text = shown(value, column)
    return text or None


def _add_choices(book: Any, sheet: Any, table: Table, last: int) -> None:
    """Put the words of each drop-down in a hidden sheet, where they may be more than 255 signs."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = book.create_sheet(_CHOICES)
    words.sheet_state = 'hidden'
    used = 0
    for index, column in enumerate(table.columns):
        if column.kind is not CellKind.CHOICE:
            continue
        offered = [*column.choices.values(), *([CLEARING] if column.clearable else ())]
        for number, word in enumerate(offered, start=1):
            words.cell(number, used + 1, word)
        letter = _letters(used)
        cells = f"'{_CHOICES}'!${letter}$1:${letter}${len(offered)}"
        rule = DataValidation(type='list', formula1=cells, allow_blank=True)
        rule.errorTitle, rule.error = column.heading, "Välj ett av orden i listan."
        rule.showErrorMessage = True
        rule.add(f'{_letters(index)}2:{_letters(index)}{last}')
        sheet.add_data_validation(rule)
        used += 1


def _add_explanation(book: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(_EXPLANATION)
    sheet.column_dimensions['A'].width, sheet.column_dimensions['B'].width = 26, 90
    lines = [(sentence, '') for sentence in table.explanation]
    lines += [('', ''), ("Kolumn", "Vad som ska stå där")]
    for column in table.columns:
        said = column.help + (" (Fylls i av docgen.)" if column.locked else '')
        if column.choices:
            said += f" Välj: {', '.join(column.choices.values())}."
        lines.append((column.heading, said))
    for number, (first, second) in enumerate(lines, start=1):
        sheet.cell(number, 1, first).font = Font(bold=bool(second))
        sheet.cell(number, 2, second or None).alignment = Alignment(wrap_text=True, vertical='top')
    sheet.protection.sheet = True


def _csv(table: Table) -> bytes:
    buffer = io.StringIO(newline='')
    writer = csv.writer(buffer, delimiter=';', lineterminator='\r\n')
    writer.writerow([column.heading for column in table.columns])
    for row in table.rows:
        writer.writerow([shown(row.values.get(column.key), column) for column in table.columns])
    return buffer.getvalue().encode('utf-8-sig')


def _ending(file: Path) -> str:
    ending = file.suffix.lower()
    if ending in ('.xlsx', '.csv'):
        return ending
    raise UsageError(
        Finding(
            'table-format',
            f"{file.name} slutar inte på .xlsx eller .csv.",
            "Slutet på namnet säger om tabellen är Excel eller CSV.",
            "Ge filen ett sådant slut. En äldre Excelfil (.xls) sparas om som .xlsx.",
            Place(file),
        )
    )


def _letters(index: int) -> str:
    """Give a column's letters by its number from 0: A, B … Z, AA."""
    letters = ''
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord('A') + rest) + letters
    return letters
