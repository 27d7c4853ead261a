"""No personal identity number stands in the data, comments included: they end up in public documents and in the
archive. An error.

A personnummer or samordningsnummer (Skatteverket, SKV 704 and SKV 707) is ÅÅMMDD-NNNN with a control digit by the
Luhn algorithm; in a samordningsnummer 60 is added to the day. Organisation numbers have at least 20 where the
month would stand, so they are not mistaken.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from docgen.checks.record_texts import record_entries, texts_of
from docgen.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.workspace import Workspace

_CANDIDATE = re.compile(
    r'(?<![\d-])(?:(?P<century>1[89]|20)?(?P<date>\d{6})\s?[-+–‐‑]\s?(?P<tail>\d{4})'
    r'|(?P<whole_century>1[89]|20)(?P<whole_date>\d{6})\s?(?P<whole_tail>\d{4}))(?![\d-])'
)


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Every text that holds a personal identity number, and every other line of the data files that does."""
    lines: dict[Path, set[str]] = {}
    for record in record_entries(workspace):
        file = record.place().file
        told = lines.setdefault(file, set()) if file is not None else set()
        for path, text, _ in texts_of(record.record):
            for number in identity_numbers(text):
                told.add(number)
                yield _finding(number, record.place(*path))
    for file, told in lines.items():
        if not file.is_file():
            continue
        for line, text in enumerate(file.read_text('utf-8-sig', errors='replace').splitlines(), start=1):
            for number in identity_numbers(text):
                if number not in told:
                    yield _finding(number, Place(file=file, line=line))


def identity_numbers(text: str) -> list[str]:
    """The personal identity numbers in a text, as written."""
    return [match[0] for match in _CANDIDATE.finditer(text) if _is_identity_number(match)]


def _is_identity_number(match: re.Match[str]) -> bool:
    date = match['date'] or match['whole_date']
    digits = date + (match['tail'] or match['whole_tail'])
    year, month, day = int(date[:2]), int(date[2:4]), int(date[4:])
    century = match['century'] or match['whole_century']
    years = [int(century) * 100 + year] if century else [1900 + year, 2000 + year]
    return _luhn(digits) and any(_is_date(each, month, day % 60) for each in years)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(digits):
        product = int(digit) * (2 - position % 2)
        total += product // 10 + product % 10
    return total % 10 == 0


def _finding(number: str, place: Place) -> Finding:
    # Findings end up in logs and screenshots: XXXX stands for the last four digits on purpose.
    return Finding(
        id='identity-number',
        what=f"Här står ett personnummer: {number[:-4]}XXXX.",
        why="Dokumenten publiceras och arkiveras. Personnummer hör inte hemma där (dataskyddsförordningen artikel 87).",
        do="Ta bort personnumret.",
        place=place,
    )
