"""Knowing a scanned paper by its code, and telling it from the printable file itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, SignatureError
from docgen.sign.receiving.document_code import DocumentCode, codes_on
from docgen.sign.receiving.file_owner import describe_code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pdf.scan.pages import ScanFile

_LOOKS = ((200, False), (300, False), (150, True))
"""Resolutions to look for the code at, one after the other until it is found, and whether to smooth the picture."""
_MEND = "Kontrollera vilka papper som skannades, eller ta emot dem för det dokument som de hör till."
_MEND_PRINT = (
    "Kontrollera att pappret kommer ur den här arbetsytan. Gör annars en ny utskrift med docgen print {period} och låt "
    "alla skriva under den."
)
_CHECKSUM = re.compile('SHA-256[0-9a-f]{64}')


def code_page(
    files: Sequence[ScanFile], expected: DocumentCode, output: Path, period: str, *, without_code: bool
) -> int | None:
    """Give the page, from 1, that has the code; None if none has and that is put up with.

    Args:
        files: the scanned files.
        expected: what the code should say.
        output: the folder that holds the periods' folders, to say what another code belongs to.
        period: the period's name.
        without_code: put up with it that no code can be read.

    Raises:
        SignatureError: `scan-of-other`, `scan-of-screen`, `scan-without-code`.
    """
    from docgen.pdf.scan.pages import pictures_to_read

    for dpi, smoothed in _LOOKS:
        seen: dict[DocumentCode, int] = {}
        for number, picture in enumerate(pictures_to_read(files, dpi), 1):
            for code in codes_on(picture, smoothed=smoothed):
                seen.setdefault(code, number)
        wrong = next((code for code in seen if code != expected), None)
        if wrong is not None:
            raise SignatureError(
                Finding(
                    'scan-of-other',
                    _other(seen[wrong], wrong, expected),
                    describe_code(output, wrong, expected),
                    _MEND_PRINT.format(period=period) if wrong.name == expected.name else _MEND,
                    Place(files[0].path),
                )
            )
        if seen:
            _require_paper(files, seen[expected], period)
            return seen[expected]
    if without_code:
        return None
    raise SignatureError(
        Finding(
            'scan-without-code',
            "Ingen QR-kod från docgen kunde läsas på någon av sidorna.",
            f"Utan koden går det inte att veta att pappret är {expected.name}.",
            "Skanna om underskriftssidan i 300 punkter per tum. Eller jämför själv sidorna och ange --without-code; "
            "det antecknas.",
            Place(files[0].path),
        )
    )


def _other(page: int, code: DocumentCode, expected: DocumentCode) -> str:
    if code.name == expected.name:
        return f"Sidan {page} är ur en annan utskrift med samma namn, {code.name}: kontrollsumman skiljer sig."
    return f"Sidan {page} är ur ett annat dokument: {code.name}."


def _require_paper(files: Sequence[ScanFile], number: int, period: str) -> None:
    """Refuse the printable copy itself: a machine that reads paper never gets the whole checksum right as text."""
    from docgen.pdf.compare.page_differences import page_texts
    from docgen.pdf.scan.pages import KeptPage

    for file in files:
        if number > len(file.pages):
            number -= len(file.pages)
            continue
        if not file.is_pdf or isinstance(file.pages[number - 1], KeptPage):
            return
        if _CHECKSUM.search(''.join(page_texts(file.path)[number - 1].split())):
            raise SignatureError(screen_picture(file.path, number, period))
        return


def screen_picture(path: Path, number: int, period: str) -> Finding:
    """What to say of a file that never was on paper; the page is from 1."""
    return Finding(
        'scan-of-screen',
        f"{path.name} är ingen skanning: sidan {number} är text, inte en bild av ett papper.",
        "Det som tas emot här ska visa pappret som undertecknades för hand.",
        f"Skriv ut den (docgen print {period}), låt alla skriva under på pappret och skanna det. Är filen undertecknad "
        "elektroniskt, ta emot den utan --scan.",
        Place(path),
    )
