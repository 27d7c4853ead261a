"""The block of one signatory: what it says, and the room that all blocks of a document get."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docgen.model.wording import SignatureBlockWording
from docgen.pdf.write.embedded_text import clean

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class SignatureBlock:
    """One signatory's block. An empty place or date leaves a rule to fill in by pen; `logo_text` is its alt text.

    Where the document is signed electronically nobody fills in anything: the day is the signature's.
    """

    party: str
    name: str
    title: str
    place: str
    date: str
    logo: Path | None = None
    logo_text: str = ''
    wording: SignatureBlockWording = field(default_factory=SignatureBlockWording)
    electronic: bool = False

    @property
    def filled_by_hand(self) -> bool:
        """Whether place or date is written by pen, on a rule."""
        return not self.electronic and not (clean(self.place) and clean(self.date))

    def spoken(self) -> str:
        """What a screen reader says for the block."""
        whose = self.wording.signature_of.format(party=clean(self.party))
        return ', '.join(filter(None, (whose, clean(self.name), clean(self.title))))

    def where_and_when(self) -> str:
        """Place and date as they are printed: "Strängnäs den 11 mars 2021", "Strängnäs 2021-03-11"."""
        place, date = clean(self.place), clean(self.date)
        if self.electronic and not date:
            words = self.wording
            return words.day_from_signature.format(place=place) if place else words.place_and_day_from_signature
        written_out = date[:1].isdigit() and any(character.isalpha() for character in date)
        if place and written_out:
            return self.wording.place_with_date.format(place=place, date=date)
        return ' '.join(filter(None, (place, date)))

    def spoken_place(self) -> str:
        """What a screen reader says for place and date."""
        place, date = clean(self.place), clean(self.date)
        if not self.filled_by_hand:
            return self.wording.place_and_date_spoken.format(place_and_date=self.where_and_when())
        if place:
            return self.wording.date_by_hand.format(place=place)
        return self.wording.place_by_hand.format(date=date) if date else self.wording.place_and_date_by_hand


def read_place_and_date(spoken: str, wording: SignatureBlockWording) -> str | None:
    """Give back place and date, as they are printed, from what `spoken_place` says; None for any other text.

    Where only one of them is printed, that one is given; '' where neither is.
    """
    if spoken == wording.place_and_date_by_hand:
        return ''
    for sentence in (wording.date_by_hand, wording.place_by_hand, wording.place_and_date_spoken):
        if (known := _filled_in(sentence, spoken)) is not None:
            return known
    return None


def is_of(spoken: str, name: str, wording: SignatureBlockWording) -> bool:
    """Whether a text is what `spoken` says for the block of a signatory of that name.

    Args:
        spoken: what is read aloud.
        name: the signatory's.
        wording: the words of signature blocks.
    """
    return spoken.startswith(wording.signature_of.partition('{')[0]) and f', {name}' in spoken


def left_open(spoken: str, wording: SignatureBlockWording) -> str:
    """Say of a place or date that nobody fills in any longer that it was left open; other texts stay as they are."""
    if spoken == wording.place_and_date_by_hand:
        return wording.place_and_date_left_open
    for by_hand, left, key in (
        (wording.date_by_hand, wording.date_left_open, 'place'),
        (wording.place_by_hand, wording.place_left_open, 'date'),
    ):
        if (known := _filled_in(by_hand, spoken)) is not None:
            return left.format(**{key: known})
    return spoken


def _filled_in(sentence: str, text: str) -> str | None:
    """Give what stands in a text at the one placeholder of a sentence; None if it is not that sentence."""
    before, _, rest = sentence.partition('{')
    after = rest.partition('}')[2]
    if len(text) > len(before) + len(after) and text.startswith(before) and text.endswith(after):
        return text[len(before) : len(text) - len(after)]
    return None


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
