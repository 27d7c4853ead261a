"""A whole document as the engine lays it out: sections on pages of their own kind. Data only, as in `content`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.engines.typst.content import Block
    from docgen.engines.typst.formats import Border, Page, ParagraphFormat, TextFormat
    from docgen.errors import Finding


@dataclass(frozen=True)
class PageBorders:
    """Lines around the page: top, right, bottom, left; measured from the paper's edge, or from the text."""

    edges: tuple[Border | None, Border | None, Border | None, Border | None]
    from_paper: bool
    pages: str
    """'allPages', 'firstPage' or 'notFirstPage'."""


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
    even_header: tuple[Block, ...] | None = None
    even_footer: tuple[Block, ...] | None = None
    """On even pages where they differ from the others'; None where they do not."""
    columns: int = 1
    gutter: float = 36.0
    """Between columns, in points."""
    starts_on: str = ''
    """'odd' or 'even' for a section that begins on such a page."""
    borders: PageBorders | None = None
    notes_from: int | None = None
    """The first footnote's number where the section counts anew."""
    notes_each_page: bool = False
    """Footnotes are counted anew on each page, from `notes_from`."""
    notes_format: str = '1'


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
    background: str = ''
    """The pages' colour; '' for the paper's own."""
    warnings: tuple[Finding, ...] = ()
    """What a person should look at, though it could be set."""
