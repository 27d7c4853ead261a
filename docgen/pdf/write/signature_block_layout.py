"""The layout of one to five signatory blocks: balanced, nothing overflowing, room for the hand.

Message ids: `signature-room-too-small`, `signature-room-too-narrow`, `signature-without-signatories`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docgen.errors import Finding, FindingsError
from docgen.pdf.write.embedded_text import clean, require_characters, text_width, wrap
from docgen.pdf.write.signature_block import LaidOut, Rule, SignatureBlock, SignatureRoom, Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CM = 72 / 2.54
TEXT, LABEL = 10.5, 9.0
LEADING, LABEL_LEADING = 13.0, 12.0
LOGO_HEIGHT, LOGO_WIDTH = 26.0, 60.0
COLUMN_GAP = 28.0
NARROWEST_COLUMN, WIDEST_SINGLE = 160.0, 260.0
PEN_LINE = 24.0
"""Height to write place and date by hand on a blank rule."""


@dataclass(frozen=True)
class Spacing:
    """Heights in points that give way, down to 1.2 cm for the hand, when the room is small."""

    hand: float
    between: float

    def towards(self, other: Spacing, share: float) -> Spacing:
        """The spacing that lies the given share, 0 to 1, of the way to another."""
        return Spacing(
            self.hand + (other.hand - self.hand) * share, self.between + (other.between - self.between) * share
        )


AIRY, TIGHT = Spacing(hand=2.0 * CM, between=28), Spacing(hand=1.2 * CM, between=12)


@dataclass(frozen=True)
class _Measured:
    block: SignatureBlock
    party: tuple[str, ...]
    place: tuple[str, ...]
    name: tuple[str, ...]
    title: tuple[str, ...]
    logo: tuple[float, float] | None

    @property
    def head(self) -> float:
        return max(len(self.party) * LEADING, self.logo[1] if self.logo else 0) + 8

    @property
    def date(self) -> float:
        pen = PEN_LINE - LEADING if self.block.filled_by_hand else 0
        return LABEL_LEADING + max(1, len(self.place)) * LEADING + pen

    @property
    def foot(self) -> float:
        return 4 + (len(self.name) + len(self.title)) * LEADING

    def height(self, spacing: Spacing) -> float:
        return self.head + self.date + spacing.hand + self.foot


def lay_out(
    blocks: Sequence[SignatureBlock],
    room: SignatureRoom,
    regular: str,
    bold: str,
    logo_ratio: dict[Path, float],
) -> tuple[LaidOut, ...]:
    """Place the blocks in the room, in reading order: signatories of one party together.

    Args:
        blocks: who signs.
        room: points, origin in the page's lower left corner.
        regular: a `font_name`.
        bold: a `font_name`.
        logo_ratio: width by height of each logo file.

    Raises:
        FindingsError: the ids of this module, or `signature-character-missing`.
    """
    if not blocks:
        raise FindingsError(
            Finding(
                id='signature-without-signatories',
                what="Dokumentet har inga undertecknare.",
                why="Underskriftssidan skulle bli tom.",
                do="Ange minst en undertecknare i data.",
            )
        )
    grouped = _grouped(blocks)
    columns = 2 if room.width >= 2 * NARROWEST_COLUMN + COLUMN_GAP else 1
    width = (room.width - COLUMN_GAP * (columns - 1)) / columns
    if len(grouped) == 1:
        width = min(room.width, max(width, WIDEST_SINGLE))
    if width < NARROWEST_COLUMN:
        raise _too_narrow(room)
    rows = _rows(grouped, columns)
    measured = [[_measure(block, width, regular, bold, logo_ratio) if block else None for block in row] for row in rows]
    needed, wished = _total(measured, TIGHT), _total(measured, AIRY)
    if needed > room.height + 0.01:
        raise _too_small(needed, room)
    spacing = TIGHT.towards(AIRY, min(1.0, max(0.0, room.height - needed) / (wished - needed)))
    placed: dict[int, LaidOut] = {}
    top = room.y + room.height
    for row in measured:
        present = [cell for cell in row if cell]
        heads = (max(cell.head for cell in present), max(cell.date for cell in present))
        for column, cell in enumerate(row):
            if cell:
                x = room.x + column * (width + COLUMN_GAP)
                placed[id(cell.block)] = _place(cell, x, top, width, heads, spacing, regular)
        top -= _row_height(present, spacing) + spacing.between
    return tuple(placed[id(block)] for block in grouped)


def comfortable_height(
    blocks: Sequence[SignatureBlock], width: float, regular: str, bold: str, logo_ratio: dict[Path, float]
) -> float:
    """How high a room must be for blocks with all the space that they can use, in points.

    Args:
        blocks: one for each signatory.
        width: of the room, in points.
        regular: the regular font's `font_name`.
        bold: the bold one's.
        logo_ratio: each logo's width through its height.
    """
    grouped = _grouped(blocks)
    columns = 2 if width >= 2 * NARROWEST_COLUMN + COLUMN_GAP else 1
    column = (width - COLUMN_GAP * (columns - 1)) / columns
    rows = [
        [_measure(block, column, regular, bold, logo_ratio) if block else None for block in row]
        for row in _rows(grouped, columns)
    ]
    return _total(rows, AIRY)


def _grouped(blocks: Sequence[SignatureBlock]) -> list[SignatureBlock]:
    parties = list(dict.fromkeys(clean(block.party) for block in blocks))
    return [
        # A copy, so that two equal blocks are still two.
        replace(block)
        for party in parties
        for block in blocks
        if clean(block.party) == party
    ]


def _rows(blocks: list[SignatureBlock], columns: int) -> list[list[SignatureBlock | None]]:
    """Two parties get a column each when that takes no more rows; otherwise rows are filled from the left."""
    if columns == 1:
        return [[block] for block in blocks]
    parties = list(dict.fromkeys(clean(block.party) for block in blocks))
    sides = [[block for block in blocks if clean(block.party) == party] for party in parties]
    fewest = math.ceil(len(blocks) / 2)
    if len(sides) == 2 and max(map(len, sides)) <= fewest:
        left, right = sides
        return [
            [left[row] if row < len(left) else None, right[row] if row < len(right) else None] for row in range(fewest)
        ]
    return [list(blocks[start : start + 2]) for start in range(0, len(blocks), 2)]


def _measure(block: SignatureBlock, width: float, regular: str, bold: str, logo_ratio: dict[Path, float]) -> _Measured:
    logo = None
    if block.logo is not None:
        ratio = logo_ratio[block.logo]
        height = min(LOGO_HEIGHT, LOGO_WIDTH / ratio)
        logo = (height * ratio, height)
    beside = width - (logo[0] + 8 if logo else 0)
    texts = [clean(text) for text in (block.party, block.where_and_when(), block.name, block.title)]
    for text, font in zip(texts, (bold, regular, regular, regular), strict=True):
        require_characters(text, font)
    return _Measured(
        block,
        party=wrap(texts[0], bold, TEXT, beside),
        place=wrap(texts[1], regular, TEXT, width - (80 if block.filled_by_hand else 0)),
        name=wrap(texts[2], regular, TEXT, width),
        title=wrap(texts[3], regular, TEXT, width),
        logo=logo,
    )


def _row_height(row: Sequence[_Measured], spacing: Spacing) -> float:
    return (
        max(cell.head for cell in row) + max(cell.date for cell in row) + spacing.hand + max(cell.foot for cell in row)
    )


def _total(rows: Sequence[Sequence[_Measured | None]], spacing: Spacing) -> float:
    heights = [_row_height([cell for cell in row if cell], spacing) for row in rows]
    return sum(heights) + spacing.between * (len(rows) - 1)


def _place(
    cell: _Measured,
    x: float,
    top: float,
    width: float,
    heads: tuple[float, float],
    spacing: Spacing,
    regular: str,
) -> LaidOut:
    head, date = heads
    rules: list[Rule] = []
    logo = None
    indent = 0.0
    first = top - TEXT
    if cell.logo:
        logo = (x, top - cell.logo[1], *cell.logo)
        indent = cell.logo[0] + 8
        # A single line stands level with the logo's middle.
        first = top - max(TEXT, (cell.logo[1] - len(cell.party) * LEADING) / 2 + TEXT)
    party = tuple(
        Text(line, x + indent, first - number * LEADING, TEXT, bold=True) for number, line in enumerate(cell.party)
    )
    below = top - head
    label = Text(cell.block.wording.place_and_date, x, below - LABEL, LABEL, grey=True)
    baseline = below - date + 4
    count = len(cell.place)
    place = tuple(
        Text(line, x, baseline + (count - 1 - number) * LEADING, TEXT) for number, line in enumerate(cell.place)
    )
    if cell.block.filled_by_hand:
        start = text_width(cell.place[-1], regular, TEXT) + 6 if cell.place else 0.0
        rules.append(Rule(x + start, baseline - 2, width - start))
    line = below - date - spacing.hand
    rules.append(Rule(x, line, width))
    name = tuple(
        Text(text, x, line - 3 - TEXT - number * LEADING, TEXT) for number, text in enumerate((*cell.name, *cell.title))
    )
    return LaidOut(cell.block, logo, party, label, place, name, tuple(rules), (x, line, width, spacing.hand))


def _too_small(needed: float, room: SignatureRoom) -> FindingsError:
    need = math.ceil(round(needed / CM * 10, 3)) / 10
    have = math.floor(round(room.height / CM * 10, 3)) / 10
    return FindingsError(
        Finding(
            id='signature-room-too-small',
            what=f"Underskrifterna får inte plats: de behöver {_cm(need)} på höjden, men mallen har {_cm(have)}.",
            why=f"Det saknas {_cm(need - have)}; tätare än så går det inte att skriva under för hand.",
            do="Öka radhöjden i det tomma stycket med bokmärket ”underskrifter” i mallen.",
        )
    )


def _too_narrow(room: SignatureRoom) -> FindingsError:
    return FindingsError(
        Finding(
            id='signature-room-too-narrow',
            what=f"Underskrifterna behöver {_cm(NARROWEST_COLUMN / CM)} på bredden, men mallen har "
            f"{_cm(room.width / CM)}.",
            why="En smalare rad räcker inte för en namnteckning.",
            do="Minska marginalerna eller indragen för stycket med bokmärket ”underskrifter” i mallen.",
        )
    )


def _cm(value: float) -> str:
    return f'{value:.1f}\u00a0cm'.replace('.', ',')
