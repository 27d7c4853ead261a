"""A cell's content as a value of the data; what cannot be one is told by the cell's name."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, Place
from docgen.tables.table import Cell, CellKind, is_clearing

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.tables.table import Column

_DECIMALS = 6
"""More are the noise of how Excel keeps numbers."""
_NUMBER = re.compile(r'\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?')
_GROUPED_BY_POINTS = re.compile(r'[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?')
"""A point may part thousands or stand for the decimal comma: 1.200."""
_NEGATIVE = re.compile(r'[-–−]\s*\d.*')
_DAY = re.compile(r'(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?')
_LINE_ENDS = re.compile(r'_x000D_|\r\n?')


class CellReader:
    """Reads the cells of one file, and keeps what is wrong with them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.findings: list[Finding] = []

    def value(self, raw: Any, column: Column, sheet: str, name: str) -> Cell:
        """Give the cell with its value as the data have it: None where it is empty or wrong.

        Args:
            raw: what the file holds.
            column: the column that it stands in.
            sheet: the sheet's name.
            name: the cell's, as B7.
        """
        if isinstance(raw, str):
            raw = _LINE_ENDS.sub('\n', raw).strip() or None
        if is_clearing(raw) and not column.locked:
            return Cell(None, sheet, name, clears=True)
        return Cell(None if raw is None else self._read(raw, column, sheet, name), sheet, name)

    def wrong(self, sheet: str, name: str, what: str, do: str, finding_id: str = 'table-cell') -> None:
        """Note that a cell cannot be used.

        Args:
            sheet: the sheet's name.
            name: the cell's, as D7.
            what: is wrong.
            do: to mend it.
            finding_id: the message's id.
        """
        self.findings.append(
            Finding(
                finding_id,
                f"{sheet}, cell {name}: {what}",
                "Inget skrivs i data förrän hela tabellen går att läsa.",
                do,
                Place(self._file, key=f'{sheet}!{name}'),
            )
        )

    def _read(self, raw: Any, column: Column, sheet: str, name: str) -> Any:
        match column.kind:
            case CellKind.NUMBER | CellKind.WHOLE:
                return self._number(raw, column, sheet, name)
            case CellKind.DAY:
                return self._day(raw, sheet, name)
            case CellKind.CHOICE:
                return self._choice(raw, column, sheet, name)
        if isinstance(raw, (datetime.date, datetime.datetime)):
            what = f"”{column.heading}” har blivit ett datum, {raw:%Y-%m-%d}."
            self.wrong(sheet, name, what, "Sätt cellens format till Text och skriv om värdet.")
            return None
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        text = str(raw).replace('.', ',') if isinstance(raw, float) else str(raw)
        if column.kind is CellKind.LIST:
            return [each.strip() for each in re.split(r'[;\n]', text) if each.strip()]
        return text

    def _number(self, raw: Any, column: Column, sheet: str, name: str) -> int | Decimal | None:
        number: Decimal | None = None
        if isinstance(raw, str) and _GROUPED_BY_POINTS.fullmatch(raw):
            thousands = raw.replace('.', '')
            one_point = raw.count('.') == 1 and ',' not in raw
            decimal = raw.rstrip('0').rstrip('.').replace('.', ',') if one_point else ''
            what = f"”{raw}” för ”{column.heading}” kan betyda olika tal."
            self.wrong(sheet, name, what, f"Skriv {thousands}{f' eller {decimal}' if decimal else ''}.")
            return None
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            number = Decimal(str(round(raw, _DECIMALS)))
        elif isinstance(raw, str) and _NUMBER.fullmatch(raw):
            number = Decimal(re.sub(r'[ \u00a0\u202f]', '', raw).replace(',', '.'))
        shown = f'{raw:%Y-%m-%d}' if isinstance(raw, datetime.date) else str(raw)
        if (number is not None and number < 0) or _NEGATIVE.fullmatch(shown.split(' ')[0] if number is None else ''):
            what = f"”{column.heading}” kan inte vara negativt, men där står {shown}."
            self.wrong(sheet, name, what, "Skriv ett tal från 0, eller lämna cellen tom om ingen har räknat.")
            return None
        if number is None or not number.is_finite():
            do = "Skriv bara talet, till exempel 15 eller 2,5; att det är ungefärligt står i en egen kolumn."
            self.wrong(sheet, name, f"”{shown}” är inget tal för ”{column.heading}”.", do)
            return None
        whole = number == number.to_integral_value()
        if column.kind is CellKind.WHOLE and (not whole or number < 1):
            self.wrong(sheet, name, f"”{column.heading}” ska vara ett heltal från 1.", "Skriv ett heltal.")
            return None
        return int(number) if whole else number

    def _day(self, raw: Any, sheet: str, name: str) -> str | None:
        if isinstance(raw, datetime.datetime):
            return raw.date().isoformat()
        if isinstance(raw, datetime.date):
            return raw.isoformat()
        found = _DAY.fullmatch(str(raw))
        if found:
            try:
                return datetime.date(*map(int, found.groups())).isoformat()
            except ValueError:
                pass
        self.wrong(sheet, name, f"”{raw}” är ingen dag.", "Skriv dagen som ÅÅÅÅ-MM-DD.")
        return None

    def _choice(self, raw: Any, column: Column, sheet: str, name: str) -> Any:
        written = {True: 'true', False: 'false'}.get(raw, str(raw)) if isinstance(raw, bool) else str(raw)
        for code, word in column.choices.items():
            if written.casefold() in (word.casefold(), code):
                return {'true': True, 'false': False}.get(code, code)
        self.wrong(
            sheet,
            name,
            f"”{written}” går inte att välja för ”{column.heading}”.",
            f"Välj något av {', '.join(column.choices.values())}.",
        )
        return None
