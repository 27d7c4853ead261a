"""What every engine takes and gives. Coordinates: points, origin at the page's lower left."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docgen.errors import Finding
    from docgen.fonts import FontCatalogue, FontFile


@dataclass(frozen=True)
class Source:
    """A rendered Word file, where its PDF goes, and the document's own date, which becomes the PDF's dates."""

    docx: Path
    pdf: Path
    date: datetime.date


@dataclass(frozen=True)
class Anchor:
    """A rectangle that the template reserves: page from 0, points, origin at the page's lower left.

    `(x, y)` is the rectangle's lower left corner.
    """

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float


FORMULA_FONT = 'NewCMMath-Regular'
"""The PostScript name of the font that formulas are set in, New Computer Modern Math; it lies in the typesetter."""


@dataclass(frozen=True)
class UsedFont:
    """A font file that a document was set with: its PostScript name, its file's name and that file's SHA-256."""

    name: str
    file: str
    sha256: str


def used_fonts(files: Iterable[FontFile]) -> tuple[UsedFont, ...]:
    """What is told of the font files that a document was set with."""
    return tuple(sorted((UsedFont(each.postscript, each.path.name, each.sha256) for each in files), key=astuple))


@dataclass(frozen=True)
class Converted:
    """A finished PDF, its number of pages, the rectangles its template reserves and the fonts it was set with."""

    pdf: Path
    pages: int
    anchors: tuple[Anchor, ...]
    fonts: tuple[UsedFont, ...] = ()
    warnings: tuple[Finding, ...] = ()
    """What a person should look at, though the document could be set."""


class Converter(Protocol):
    """An engine that lays out Word files as PDF.

    `conforms` says whether its PDFs are PDF/A-2a and PDF/UA-1 as they come; others need
    `docgen.engines.libreoffice.normalise`. `catalogue` says which file answers a font's name.
    """

    name: str
    conforms: bool
    catalogue: FontCatalogue

    def convert(self, sources: Sequence[Source]) -> list[Converted]:
        """Write each source's PDF, in order.

        Raises FindingsError with every refusal of every source, and ToolError for a missing program or font package;
        no PDF is written then.
        """
        ...
