"""docs/new-year.md played from beginning to end: what the page shows is what docgen answers."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from workbench import PROJECT, Workbench

from .filling import fill_in

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = PROJECT / 'docs/new-year.md'
_PART = re.compile(r'<!-- steg: ([a-zåäö-]+) -->|```console\n(.*?)```', re.DOTALL)
_LOFTEN = (
    ("Trygghetsvandringar", "Kommunen", 4, "trygghetsvandringar",
     "Kommunen genomför minst fyra trygghetsvandringar tillsammans med Polisen."),
    ("Föräldramöten", "Kommunen", 2, "föräldramöten",
     "Kommunen håller minst två föräldramöten på skolor tillsammans med Polisen."),
    ("Fartkontroller", "Polisen", 12, "fartkontroller",
     "Polisen gör minst tolv fartkontroller vid skolor där barn korsar vägen."),
    ("Öppet hus", "Polisen", 6, "öppna hus",
     "Polisen håller minst sex öppna hus på biblioteket för den som vill fråga."),
)  # fmt: skip


class Year:
    """What a person does between the commands."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = folder / 'lillby'
        self.bench = Workbench(self.root)
        self._go = monkeypatch.chdir
        self._go(folder)

    def mappen(self) -> None:
        self._go(self.root)

    def loften(self) -> None:
        book = load_workbook('loften.xlsx')
        sheet: Any = book["Löften"]
        at = {cell.value: cell.column_letter for cell in sheet[1]}
        for line, (title, who, number, unit, text) in enumerate(_LOFTEN, start=2):
            for heading, value in {
                "Nr": line - 1, "Rubrik": title, "Kort text": text, "Text": text, "Vem som lovar": who,
                "Tema": "Övrigt", "Jämförelse": "Minst", "Tal": number, "Enhet": unit,
            }.items():  # fmt: skip
                sheet[f'{at[heading]}{line}'] = value
        book.save('loften.xlsx')

    def resten(self) -> None:
        while errors := self._errors():
            fill_in(errors)

    def utfall(self) -> None:
        book = load_workbook('uppfoljning.xlsx')
        sheet: Any = book["Uppföljning"]
        at = {cell.value: cell.column_letter for cell in sheet[1]}
        for line, (_, _, number, unit, _) in enumerate(_LOFTEN, start=2):
            sheet[f'{at["Tal"]}{line}'] = number
            sheet[f'{at["Status"]}{line}'] = "Genomfört"
            sheet[f'{at["Kommentar"]}{line}'] = f"Under året blev det {number} {unit}."
            sheet[f'{at["Fortsätter"]}{line}'] = "Ja"
        book.save('uppfoljning.xlsx')

    def uppfoljningens_texter(self) -> None:
        self.bench.replace('follow-ups/2027.yaml', 'dated:\n', 'dated: 2028-01-20\n')
        for key in ('introduction', 'summary'):
            self.bench.replace('follow-ups/2027.yaml', f'{key}:\n', f'{key}: Alla fyra löften genomfördes.\n')

    def nya_loftet(self) -> None:
        self.bench.replace('promises/2028.yaml', 'signed_on:\n', 'signed_on: 2028-02-14\n')
        file = self.root / 'data/promises/2028.yaml'
        file.write_text(
            re.sub(r'\[se över: ([^\]]*)\]', lambda mark: mark[1].replace('2027', '2028'), file.read_text('utf-8')),
            'utf-8',
        )

    def fler_vandringar(self) -> None:
        book = load_workbook('loften-2028.xlsx')
        sheet: Any = book["Löften"]
        at = {cell.value: cell.column_letter for cell in sheet[1]}
        sheet[f'{at["Tal"]}2'] = 6
        for heading in ("Kort text", "Text"):
            sheet[f'{at[heading]}2'] = sheet[f'{at[heading]}2'].value.replace("minst fyra", "minst sex")
        book.save('loften-2028.xlsx')

    def _errors(self) -> list[dict[str, Any]]:
        return [each for each in self.bench.run('check', '--json').json['findings'] if each['severity'] == 'error']


def played(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page with the answers that docgen gives."""
    year = Year(folder, monkeypatch)

    def answer(part: re.Match[str]) -> str:
        if part[1]:
            getattr(year, part[1].replace('-', '_'))()
            return part[0]
        said = ''
        for line in part[2].splitlines():
            if line.startswith('$ docgen '):
                given = year.bench.run(*shlex.split(line.removeprefix('$ docgen ')))
                said += f'{line}\n{given.err.replace(str(folder), "")}{given.out.replace(str(folder), "")}'
        return f'```console\n{said.rstrip()}\n```'

    return _PART.sub(answer, text)


def test_the_page_shows_what_docgen_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAGE.read_text('utf-8')
    assert played(text, tmp_path, monkeypatch) == text
