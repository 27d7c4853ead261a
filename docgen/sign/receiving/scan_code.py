"""Knowing a scanned paper and its pages by their codes, and telling it from the printable file itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image as Image_

from docgen.errors import Finding, Place, SignatureError
from docgen.sign.receiving.document_code import DocumentCode, SheetCode, marks_on
from docgen.sign.receiving.file_owner import describe_code
from docgen.swedish import join_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from PIL.Image import Image

    from docgen.pdf.scan.pages import ScanFile
    from docgen.sign.receiving.document_code import Mark

_LOOKS = ((200, False), (300, False), (150, True))
"""Resolutions to look for the code at, one after the other until it is found, and whether to smooth the picture."""
_MEND = "Kontrollera vilka papper som skannades, eller ta emot dem för det dokument som de hör till."
_MEND_PRINT = (
    "Kontrollera att pappret kommer ur den här arbetsytan. Gör annars en ny utskrift med docgen print {period} och låt "
    "alla skriva under den."
)
_FAINT = 28
"""Grey levels darker than the paper from which something counts as print."""
_SPECKS = 0.0008
"""Share of a sheet that dust and stains may cover."""
_CHECKSUM = re.compile('SHA-256[0-9a-f]{64}')


@dataclass(frozen=True)
class Sheet:
    """One page of what was scanned: which it is, in order from 0, and how it is to be turned."""

    index: int
    turn: int = 0
    """Degrees clockwise."""


@dataclass(frozen=True)
class SheetsRead:
    """The pages of a paper in the document's order."""

    sheets: tuple[Sheet, ...]
    code_page: int | None
    """The page of the scan, from 1 and as it came, with the document's code; None if none was read."""
    blank: int = 0
    """Pages without any print, which were left out."""
    reordered: bool = False
    unchecked: bool = False
    """Whether some pages have no code that could be read, and are what a person says that they are."""
    missing: tuple[int, ...] = ()
    """Pages of the document that are not there."""


@dataclass(frozen=True)
class Wanted:
    """What the paper should be."""

    code: DocumentCode
    pages: int
    """How many the document has."""
    signature_page: int
    """From 1: the page with the document's code."""


def read_sheets(
    files: Sequence[ScanFile], wanted: Wanted, output: Path, period: str, *, without_code: bool
) -> SheetsRead:
    """Say which page of the document each scanned page is.

    Args:
        files: the scanned files.
        wanted: what the paper should be.
        output: the folder that holds the periods' folders, to say what another code belongs to.
        period: the period's name.
        without_code: put up with codes that cannot be read; such pages are taken to be those that are missing.

    Raises:
        SignatureError: `scan-of-other`, `scan-of-screen`, `scan-without-code`, `scan-page-unknown`, `scan-page-twice`,
            `scan-mirrored`.
    """
    found = _Found(wanted, files[0].path, output, period)
    for dpi, smoothed in _LOOKS:
        found.look(pictures_to_read_of(files, dpi), smoothed=smoothed)
        if found.complete:
            break
    if found.code_index is not None:
        _require_paper(files, found.code_index + 1, period)
    elif not without_code:
        raise SignatureError(_without_code(wanted.code, files[0].path))
    return found.in_order(without_code=without_code)


def pictures_to_read_of(files: Sequence[ScanFile], dpi: int) -> Iterator[Image]:
    """Give every scanned page as a grey picture; see `docgen.pdf.scan.pages.pictures_to_read`."""
    from docgen.pdf.scan.pages import pictures_to_read

    return pictures_to_read(files, dpi)


class _Found:
    """What has been read of a scan's pages so far."""

    def __init__(self, wanted: Wanted, file: Path, output: Path, period: str) -> None:
        self.wanted, self.file, self.output, self.period = wanted, file, output, period
        self.pages: dict[int, tuple[int, int]] = {}
        """By the scanned page from 0: which page of the document it is, from 1, and its turn."""
        self.code_index: int | None = None
        self.foreign: list[tuple[Finding, DocumentCode | SheetCode]] = []
        self.blank: set[int] = set()
        self.count = 0

    def look(self, pictures: Iterable[Image], *, smoothed: bool) -> None:
        """Read the codes of those pages that are not known yet."""
        for index, picture in enumerate(pictures):
            self.count = max(self.count, index + 1)
            if index in self.pages or index in self.blank:
                continue
            marks = marks_on(picture, smoothed=smoothed)
            for mark in marks:
                self._take(index, mark)
            if not marks and is_blank(picture):
                self.blank.add(index)
        if self.foreign:
            # The document's own code says more than a page's.
            raise SignatureError(min(self.foreign, key=lambda each: not isinstance(each[1], DocumentCode))[0])

    def _take(self, index: int, mark: Mark) -> None:
        code, expected = mark.code, self.wanted.code
        if mark.mirrored:
            raise SignatureError(_mirrored(index + 1, self.file))
        if code == expected:
            self.code_index = index
            self._know(index, self.wanted.signature_page, mark.turn)
        elif isinstance(code, DocumentCode):
            self.foreign.append((self._foreign(_other(index + 1, code, expected), code), code))
        elif code == SheetCode.of(expected, code.page) and code.page <= self.wanted.pages:
            self._know(index, code.page, mark.turn)
        else:
            what = f"Sidan {index + 1} är ur ett annat dokument eller en annan version."
            self.foreign.append((self._foreign(what), code))

    def _know(self, index: int, page: int, turn: int) -> None:
        known, _ = self.pages.setdefault(index, (page, turn))
        if known != page:
            first, second = sorted((known, page))
            raise SignatureError(
                Finding(
                    'scan-page-unknown',
                    f"Sidan {index + 1} i det skannade visar både sidan {first} och sidan {second} av dokumentet.",
                    "Varje sida av dokumentet ska vara en sida i det skannade.",
                    "Skanna om pappret med en sida åt gången.",
                    Place(self.file),
                )
            )

    def _foreign(self, what: str, code: DocumentCode | None = None) -> Finding:
        why = describe_code(self.output, code, self.wanted.code) if code else f"Här väntas {self.wanted.code.name}."
        same = code is not None and code.name == self.wanted.code.name
        return Finding(
            'scan-of-other', what, why, _MEND_PRINT.format(period=self.period) if same else _MEND, Place(self.file)
        )

    @property
    def complete(self) -> bool:
        """Whether nothing more is to be read: every page is known or blank."""
        return len(self.pages) + len(self.blank) == self.count

    def in_order(self, *, without_code: bool) -> SheetsRead:
        """Put the pages in the document's order."""
        unknown = [index for index in range(self.count) if index not in self.pages and index not in self.blank]
        code_page = None if self.code_index is None else self.code_index + 1
        if not self.pages:
            return SheetsRead(tuple(map(Sheet, unknown)), code_page, len(self.blank), unchecked=True)
        by_page: dict[int, Sheet] = {}
        for index, (page, turn) in sorted(self.pages.items()):
            if page not in by_page:
                by_page[page] = Sheet(index, turn)
            elif without_code:
                unknown.append(index)
            else:
                raise SignatureError(self._twice(page, by_page[page].index + 1, index + 1))
        missing = [page for page in range(1, self.wanted.pages + 1) if page not in by_page]
        if unknown and not (without_code and len(unknown) <= len(missing)):
            raise SignatureError(self._unknown(sorted(unknown)))
        by_page |= {page: Sheet(index) for page, index in zip(missing, sorted(unknown), strict=False)}
        sheets = tuple(by_page[page] for page in sorted(by_page))
        return SheetsRead(
            sheets,
            code_page,
            len(self.blank),
            reordered=[each.index for each in sheets] != sorted(each.index for each in sheets),
            unchecked=bool(unknown),
            missing=tuple(missing[len(unknown) :]),
        )

    def _twice(self, page: int, first: int, second: int) -> Finding:
        return Finding(
            'scan-page-twice',
            f"Dokumentets sida {page} finns två gånger i det skannade, som sida {first} och {second}.",
            "Det går inte att veta vilken av dem som ska gälla.",
            "Skanna om pappret med varje sida en gång.",
            Place(self.file),
        )

    def _unknown(self, unknown: Sequence[int]) -> Finding:
        which = join_list([str(index + 1) for index in unknown])
        return Finding(
            'scan-page-unknown',
            f"{'Sidan' if len(unknown) == 1 else 'Sidorna'} {which} i det skannade har ingen kod som går att läsa.",
            "Varje sida av en utskrift har en egen kod (inte av äldre utskrifter). En sida utan kan vara något annat.",
            "Ta bort det som inte hör dit, eller skanna om i 300 punkter per tum. Har koden blivit oläslig: jämför "
            "själv sidorna och ange --without-code; det antecknas.",
            Place(self.file),
        )


def is_blank(picture: Image) -> bool:
    """Whether a grey picture shows a sheet without print: an even surface, but for noise and what lies at its edges."""
    small = picture.convert('L').resize((160, 226), Image_.Resampling.BOX)
    inner = small.crop((10, 14, 150, 212))
    histogram = inner.histogram()
    total = inner.width * inner.height
    paper, seen = 255, 0
    for level in range(255, -1, -1):
        seen += histogram[level]
        if seen > total / 2:
            paper = level
            break
    return sum(histogram[: max(paper - _FAINT, 0)]) < total * _SPECKS


def _without_code(code: DocumentCode, file: Path) -> Finding:
    return Finding(
        'scan-without-code',
        "Ingen QR-kod från docgen kunde läsas på någon av sidorna.",
        f"Utan koden går det inte att veta att pappret är {code.name}.",
        "Skanna om underskriftssidan i 300 punkter per tum. Eller jämför själv sidorna och ange --without-code; "
        "det antecknas.",
        Place(file),
    )


def _mirrored(page: int, file: Path) -> Finding:
    return Finding(
        'scan-mirrored',
        f"Sidan {page} i det skannade är spegelvänd.",
        "Text och namnteckningar går inte att läsa i en spegelbild, och ingen vändning rättar den.",
        "Skanna om pappret utan spegelvändning. Är sidan en baksida där trycket lyser igenom: ta bort den.",
        Place(file),
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
    """What to say of a file that never was on paper; the page is from 1.

    Args:
        path: the file.
        number: the page, from 1.
        period: the period to print from.
    """
    return Finding(
        'scan-of-screen',
        f"{path.name} är ingen skanning: sidan {number} är text, inte en bild av ett papper.",
        "Det som tas emot här ska visa pappret som undertecknades för hand.",
        f"Skriv ut den (docgen print {period}), låt alla skriva under på pappret och skanna det. Är filen undertecknad "
        "elektroniskt, ta emot den utan --scan.",
        Place(path),
    )
