"""What stands in a document: inlines in paragraphs, paragraphs and tables in sections. Data only, no XML, no Typst."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.engines.typst.formats import Border, Label, ParagraphFormat, TextFormat


SIGNATURES = 'underskrifter'
"""The bookmark of the paragraph that reserves the room for signatures."""


@dataclass(frozen=True)
class Text:
    """Characters in one format."""

    text: str
    format: TextFormat


@dataclass(frozen=True)
class Tab:
    """A step to the next tab stop."""

    format: TextFormat


@dataclass(frozen=True)
class LineBreak:
    """A new line within the paragraph."""


@dataclass(frozen=True)
class PageBreak:
    """The rest of the paragraph stands on the next page."""


@dataclass(frozen=True)
class Image:
    """A picture: its part's name, size in points and what it shows; `alt` is '' for a decorative one."""

    part: str
    width: float
    height: float
    alt: str
    decorative: bool


@dataclass(frozen=True)
class Field:
    """A value the layout decides: PAGE, NUMPAGES, SECTIONPAGES, or PAGEREF with the bookmark it points to."""

    kind: str
    format: TextFormat
    target: str = ''


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


@dataclass(frozen=True)
class Footnote:
    """A footnote's reference, with the note's paragraphs."""

    blocks: tuple[Block, ...]
    format: TextFormat


Inline = Text | Tab | LineBreak | PageBreak | Image | Field | Mark | Link | Footnote


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
    linked: bool


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
    """A table on a fixed grid; `indent` is its left edge from the text margin."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    alignment: str
    indent: float
    text: str


Block = Paragraph | Table | Contents


@dataclass(frozen=True)
class Page:
    """A section's page: size, margins and the distances of header and footer from the paper's edge."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right


@dataclass
class Section:
    """Blocks on pages of one kind. `first_*` are used on the section's first page when `title_page`."""

    page: Page
    blocks: list[Block] = field(default_factory=list)
    header: tuple[Block, ...] = ()
    footer: tuple[Block, ...] = ()
    first_header: tuple[Block, ...] = ()
    first_footer: tuple[Block, ...] = ()
    title_page: bool = False
    number_from: int | None = None
    number_format: str = 'decimal'


@dataclass(frozen=True)
class Document:
    """A whole document as the engine lays it out."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    hyphenate: bool
    default_tab: float
    body_format: tuple[ParagraphFormat, TextFormat] | None
    footnote_format: tuple[ParagraphFormat, TextFormat] | None
    collapse_spacing: bool
    sections: tuple[Section, ...]
    images: dict[str, bytes]
