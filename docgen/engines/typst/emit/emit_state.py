"""What emitting one document as Typst shares: where text stands, what was missing, and the names given out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from docgen import fonts
from docgen.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.engines.typst import content
    from docgen.engines.typst.content import Page
    from docgen.engines.typst.formats import TextFormat
    from docgen.engines.typst.read.refusals import Refusals


@dataclass
class EmitState:
    """What emitting one document shares: where text stands, what was missing, and the names given out."""

    refusals: Refusals
    default_tab: float
    text_width: float = 0.0
    text_height: float = 0.0
    page: Page | None = None
    section: int = 0
    paragraph: str = ''
    targets: frozenset[str] = frozenset()
    marked: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    images: dict[str, str] = field(default_factory=dict)
    missing_fonts: dict[str, Finding] = field(default_factory=dict)
    in_note: bool = False
    arguments: dict[tuple[TextFormat, float, str], dict[str, str]] = field(default_factory=dict)
    """Text arguments already worked out, by format and line rule."""
    shelf: dict[str, str] = field(default_factory=dict)
    """The names of the arguments that many calls share, by what they say: Typst reads them once."""

    def label(self, bookmark: str) -> str:
        """The Typst label of a bookmark."""
        return self.labels.setdefault(bookmark, f'<dg-mark-{len(self.labels)}>')

    def image(self, part: str) -> str:
        """The file name of a picture's part in the compiler's folder."""
        ending = '.png' if part.lower().endswith('.png') else '.jpg'
        return self.images.setdefault(part, f'image-{len(self.images)}{ending}')

    def shelved(self, arguments: str) -> str:
        """Named arguments as one that stands for them all; `shelf` must be written before it is used."""
        return f'..{self.shelf.setdefault(arguments, f"dg-shelf-{len(self.shelf)}")}'

    def face(self, form: TextFormat) -> tuple[str, int, fonts.Face]:
        """Family, weight and face of a format; a font that is not there is noted and replaced for the while."""
        found = fonts.resolve(form.font)
        if found is None:
            self.missing_fonts.setdefault(form.font, self._missing(form.font))
            found = 'Source Sans Pro', fonts.REGULAR
        family, weight = found
        weight = fonts.BOLD if form.bold else weight
        return family, weight, fonts.face(family, weight, italic=form.italic)

    def _missing(self, font: str) -> Finding:
        finding = fonts.missing(font).findings[0]
        return replace(finding, place=Place(file=self.refusals.path, paragraph=self.paragraph or None))


class Blocks(Protocol):
    """What lists and tables ask of the writer that they stand in; `emit.blocks.BlockWriter` is it."""

    state: EmitState

    def blocks(self, blocks: Sequence[content.Block], *, page_start: bool, in_cell: bool = False) -> str:
        """The blocks as one expression. At a page's start the first paragraph keeps its space before."""
        ...

    def gap(
        self, above: content.Block | content.PageBreak | None, below: content.Block | content.PageBreak | None
    ) -> float:
        """The space in points between two blocks, or between a block and an edge."""
        ...

    def body(self, block: content.Paragraph) -> str:
        """The paragraph's text with its own text and paragraph settings, without indents of the block."""
        ...

    def settings(self, block: content.Paragraph) -> list[str]:
        """The set rules of a paragraph."""
        ...
