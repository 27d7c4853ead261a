"""Which columns a table's file has, by its first line; a file that was saved wrongly is told once, with what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, FindingsError, Place
from docgen.swedish import join_list
from docgen.tables.table import headings
from docgen.workspace.lost_text import is_mojibake

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from docgen.tables.table import Column

_SEPARATORS = ';,\t|:'
_OWNER = re.compile(r', ?(?:uppföljning|löften) \S')
"""What stands in a table's last column; beyond it, the line's cells have been moved. A note there may be anything."""
_SAVE_AGAIN = (
    "Öppna tabellen i Excel, kontrollera att varje kolumn står för sig och att å, ä och ö stämmer, och spara som "
    "Excel-arbetsbok (.xlsx) eller CSV UTF-8 (kommaavgränsad). Går det inte, skriv en ny tabell med --excel."
)


def found_columns(file: Path, lines: Sequence[Sequence[Any]], columns: Sequence[Column]) -> Mapping[int, Column | None]:
    """Give the column at each place of the first line; None where it is no column of the table's.

    Args:
        file: where the lines were read.
        lines: the table's lines, the headings first.
        columns: those of such a table.

    Raises:
        FindingsError: the file is no such table as it was saved (`table-layout`), or columns are missing
            (`table-column-missing`).
    """
    known = headings(columns)
    first = [str(each or '').strip() for each in (lines[0] if lines else ())]
    found = {index: known.get(name.casefold()) for index, name in enumerate(first)}
    there = {column.key for column in found.values() if column is not None}
    missing = [column for column in columns if column.key not in there and not column.optional]
    damaged = next((str(cell) for line in lines for cell in line if is_mojibake(str(cell or ''))), None)
    lost = next((name for name in first if any(_is_damaged(name, column.heading) for column in missing)), None)
    if damaged or lost:
        raise _layout(
            file,
            f"Bokstäver har blivit fel: ”{_short(damaged or lost or '')}”.",
            "Filen har öppnats eller sparats med fel teckenkodning. Texten skulle stå så i data. Inget är skrivet.",
            "Skriv en ny tabell med --excel och fyll i den. Öppnas CSV i Excel, välj Data, Från text/CSV och "
            "65001: Unicode (UTF-8); spara som CSV UTF-8.",
        )
    if missing and len([each for each in first if each]) == 1 and any(each in first[0] for each in _SEPARATORS):
        raise _layout(
            file,
            f"Kolumnerna är inte åtskilda: första raden är en enda cell, ”{_short(first[0])}”.",
            "docgen läser CSV med semikolon, komma eller tabb mellan kolumnerna, utan citattecken om hela raden. "
            "Inget är skrivet.",
            _SAVE_AGAIN,
        )
    if not there:
        raise _layout(
            file,
            "Den första raden har inga rubriker som docgen känner igen.",
            f"Den ska ha {', '.join(column.heading for column in columns[:4])} och de övriga. Inget är skrivet.",
            "Kontrollera att det är rätt fil, och lägg tillbaka raden med rubriker. En ny tabell skrivs med --excel.",
        )
    longer = [
        number
        for number, line in enumerate(lines[1:], 2)
        if any(_OWNER.search(str(each or '')) for each in line[len(first) :])
    ]
    if longer and file.suffix.lower() == '.csv':
        raise _layout(
            file,
            f"Rad {longer[0]}{f' och {len(longer) - 1} till' if len(longer) > 1 else ''} har fler celler än rubriker.",
            "Ett komma eller semikolon i en text har delat den, så att det som följer står i fel kolumn. "
            "Inget är skrivet.",
            _SAVE_AGAIN,
        )
    if missing:
        raise FindingsError(
            [_missing(file, missing, [name for index, name in enumerate(first) if name and not found[index]])]
        )
    return found


def _missing(file: Path, missing: Sequence[Column], strange: Sequence[str]) -> Finding:
    names = join_list([f"”{column.heading}”" for column in missing])
    others = f" Där finns i stället {join_list([f'”{_short(each)}”' for each in strange])}." if strange else ""
    return Finding(
        'table-column-missing',
        f"{'Kolumnen' if len(missing) == 1 else 'Kolumnerna'} {names} saknas.{others}",
        "docgen vet av rubriken vad cellerna är. Inget är skrivet.",
        "Skriv rubrikerna som de var, eller skriv en ny tabell med --excel och fyll i den.",
        Place(file, key='rad 1'),
    )


def _is_damaged(name: str, heading: str) -> bool:
    """Whether a heading has lost its letters: "L?fte-id" for "Löfte-id"."""
    if not re.search('[?\ufffd]', name):
        return False
    pattern = ''.join('[?\ufffd]{1,2}' if each in 'åäöÅÄÖ' else re.escape(each) for each in heading)
    return re.fullmatch(pattern, name, re.IGNORECASE) is not None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f'{text[:40]}…'


def _layout(file: Path, what: str, why: str, do: str) -> FindingsError:
    return FindingsError([Finding('table-layout', f"{file.name}: {what}", why, do, Place(file))])
