"""What stands in a document: inlines in paragraphs, and paragraphs in tables. Data only, no XML, no Typst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.engines.typst.drawn_content import Chart, Rule
from docgen.engines.typst.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.engines.typst.drawn_content import Gradient, Outline, Place, Watermark
    from docgen.engines.typst.formats import Border, Label, Page, ParagraphFormat, TextFormat


SIGNATURES = 'underskrifter'
"""The bookmark of the paragraph that reserves the room for signatures."""


@dataclass(frozen=True)
class Text:
    """Characters in one format."""

    text: str
    format: TextFormat


@dataclass(frozen=True)
class Tab:
    """A step to the next tab stop, or where `edge` says so to the 'left', 'center' or 'right' of the text's width."""

    format: TextFormat
    edge: str = ''
    leader: str = ''


@dataclass(frozen=True)
class LineBreak:
    """A new line within the paragraph."""


@dataclass(frozen=True)
class PageBreak:
    """The rest of the paragraph stands on the next page."""


@dataclass(frozen=True)
class ColumnBreak:
    """The rest of the paragraph stands in the next column."""


@dataclass(frozen=True)
class Image:
    """A picture: its part's name, size in points and what it shows; `alt` is '' for a decorative one."""

    part: str
    width: float
    height: float
    alt: str
    decorative: bool
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """How much of the picture is cut off: top, right, bottom, left, as shares of its height and width."""
    turn: float = 0.0
    """Degrees clockwise around its middle."""
    mirrored: tuple[bool, bool] = (False, False)
    """Whether left and right, and top and bottom, change places."""


@dataclass(frozen=True)
class TextBox:
    """Text in a rectangle of its own, or a straight line where `straight`; sizes in points.

    `fill` is a colour (with two more digits where it is transparent), a gradient or ''; `line` its edge's thickness
    and colour; `insets` are top, right, bottom, left. A box that `grows` is as high as its text.
    """

    width: float
    height: float
    blocks: tuple[Block, ...]
    fill: str | Gradient
    line: tuple[float, str] | None
    insets: tuple[float, float, float, float]
    grows: bool
    vertical: str
    straight: bool = False
    rounding: float = 0.0
    """The corners' radius, in points."""
    oval: bool = False
    """An ellipse; its text stands in the rectangle within it."""
    outline: Outline = ()
    """Another form than a rectangle or an ellipse, in points from the box's upper left corner."""
    turn: float = 0.0
    """Degrees clockwise around its middle."""
    rising: bool = False
    """A straight line goes from the lower left to the upper right."""
    dash: str = ''
    """How its line is broken, by Typst's name; '' for not at all."""
    flow: int = 0
    """Degrees clockwise that its text alone is turned: 90 reads downwards, 270 upwards."""
    arrows: tuple[bool, bool] = (False, False)
    """Whether a straight line ends in an arrow, at its left and its right end."""


@dataclass(frozen=True)
class Group:
    """Drawn things that belong together, each at its place in points from the group's upper left corner.

    `alt` is what the group shows where its own text does not say it; '' for nothing more.
    """

    width: float
    height: float
    members: tuple[tuple[float, float, Image | TextBox | Group], ...]
    alt: str = ''
    turn: float = 0.0


@dataclass(frozen=True)
class Floating:
    """What floats over the page; `wrap` says how text goes round it, 'none' for not at all.

    `distances` from the text are top, right, bottom, left.
    """

    shown: Image | TextBox | Watermark | Chart | Group
    across: Place
    down: Place
    wrap: str
    behind: bool
    distances: tuple[float, float, float, float]
    side: str = ''
    """The only side that text may stand at, 'left' or 'right'; '' for both."""


@dataclass(frozen=True)
class Field:
    """A value the layout decides: PAGE, NUMPAGES, SECTIONPAGES, or PAGEREF with the bookmark it points to."""

    kind: str
    format: TextFormat
    target: str = ''
    numbering: str = ''
    """How the number is written; '' as the section says."""


@dataclass(frozen=True)
class Mark:
    """A bookmark's start."""

    name: str


@dataclass(frozen=True)
class Link:
    """Inlines that lead to an address, or to a bookmark when `internal`."""

    target: str
    internal: bool
    inlines: tuple[Inline, ...]
    note: bool = False
    """A note's mark, which a table of contents leaves out."""


@dataclass(frozen=True)
class Footnote:
    """A footnote's reference, with the note's paragraphs; `mark` is its own mark, '' for a number."""

    blocks: tuple[Block, ...]
    format: TextFormat
    mark: str = ''


Inline = (
    Text
    | Tab
    | LineBreak
    | PageBreak
    | ColumnBreak
    | Image
    | Chart
    | TextBox
    | Group
    | Floating
    | Formula
    | Rule
    | Field
    | Mark
    | Link
    | Footnote
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `mark` is the format of its end mark, which sets the height of an empty line.

    `text` is what its author sees, for messages.
    """

    format: ParagraphFormat
    base: TextFormat
    mark: TextFormat
    inlines: tuple[Inline, ...]
    label: Label | None
    text: str


@dataclass(frozen=True)
class Contents:
    """A table of contents of the headings of levels `first` to `last`, one paragraph look per level."""

    first: int
    last: int
    levels: tuple[tuple[ParagraphFormat, TextFormat], ...]


@dataclass(frozen=True)
class Cell:
    """A table cell in its grid; margins are top, right, bottom, left. Borders are the cell's own, resolved."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: tuple[Block, ...]
    shade: str
    vertical: str
    margins: tuple[float, float, float, float]
    borders: tuple[Border | None, Border | None, Border | None, Border | None]


@dataclass(frozen=True)
class Row:
    """A row's own wishes: least or exact height in points (0: none), header row, not split over pages."""

    height: float
    exact: bool
    header: bool
    whole: bool


@dataclass(frozen=True)
class Table:
    """A table on a grid; `indent` is its left edge from the text margin.

    A `layout` table only places text and is no table to a listener. A `fitted` one is never wider than its room.
    """

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    alignment: str
    indent: float
    text: str
    layout: bool = False
    fitted: bool = False
    floating: Place | None = None
    """Where across the page it floats, hanging on the text below it; None for a table in the text."""
    row_headers: bool = False
    """The first column names what its row is about."""


Ties = tuple[tuple[int, int], ...]
"""Every row of a table, in groups that no page break divides: the first row of each, and how many it has."""


@dataclass(frozen=True)
class Band:
    """Blocks across the page in other columns or between other margins than the page's own; lengths in points.

    Where text of the same page follows (`balanced`) the columns are of the same height, else each is filled in turn.
    """

    blocks: tuple[Block, ...]
    page: Page
    """With the margins that the blocks stand between."""
    columns: int
    gutter: float
    balanced: bool
    ends_here: str = ''
    """What its section would change from the next page on; it must end on the page where it begins. '' for nothing."""


Block = Paragraph | Table | Contents | Band


def opened(blocks: Iterable[Block]) -> Iterator[Paragraph | Table | Contents]:
    """The blocks in order, those of bands in their place."""
    for block in blocks:
        if isinstance(block, Band):
            yield from opened(block.blocks)
        else:
            yield block
