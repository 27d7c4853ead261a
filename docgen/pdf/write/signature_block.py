"""The block of one signatory: what it says, and the room that all blocks of a document get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.pdf.write.embedded_text import clean

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class SignatureBlock:
    """One signatory's block. An empty place or date leaves a rule to fill in by pen; `logo_text` is its alt text."""

    party: str
    name: str
    title: str
    place: str
    date: str
    logo: Path | None = None
    logo_text: str = ''

    def spoken(self) -> str:
        """What a screen reader says for the block."""
        return ', '.join(filter(None, (f"Underskrift för {clean(self.party)}", clean(self.name), clean(self.title))))

    def where_and_when(self) -> str:
        """Place and date as they are printed: "Strängnäs den 11 mars 2021", "Strängnäs 2021-03-11"."""
        place, date = clean(self.place), clean(self.date)
        written_out = date[:1].isdigit() and any(character.isalpha() for character in date)
        return ' '.join(filter(None, (place, f"den {date}" if place and written_out else date)))

    def spoken_place(self) -> str:
        """What a screen reader says for place and date."""
        place, date = clean(self.place), clean(self.date)
        if place and date:
            return f"Ort och datum: {self.where_and_when()}"
        if place or date:
            missing = "Datum" if place else "Ort"
            return f"Ort och datum: {place or date}. {missing} fylls i för hand"
        return "Ort och datum fylls i för hand"


@dataclass(frozen=True)
class SignatureRoom:
    """The rectangle that the template reserves: page from 0, points, origin in the page's lower left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Text:
    """One line of text with its baseline's start."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    grey: bool = False


@dataclass(frozen=True)
class Rule:
    """A horizontal line."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class LaidOut:
    """One block in place. `hand` is the rectangle for the signature: x, y, width, height, its lower edge the line."""

    block: SignatureBlock
    logo: tuple[float, float, float, float] | None
    party: tuple[Text, ...]
    place_label: Text
    place: tuple[Text, ...]
    name: tuple[Text, ...]
    rules: tuple[Rule, ...]
    hand: tuple[float, float, float, float]
