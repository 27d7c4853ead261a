"""What emitting one document as Typst shares: where text stands, what was missing, and the names given out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from docgen import fonts
from docgen.engines.typst.emit.picture_text import has_text, with_outlines
from docgen.engines.typst.read.pictures import ending
from docgen.engines.typst.read.symbols import is_symbol_font
from docgen.engines.typst.typefaces import Typeface, typeface
from docgen.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.engines.typst import content
    from docgen.engines.typst.float_overlap_check import KeptClear
    from docgen.engines.typst.formats import Page, TextFormat
    from docgen.engines.typst.read.refusals import Refusals
    from docgen.engines.typst.result_fixes import MarginLink

_FALLBACK = 'Source Sans Pro'


@dataclass
class EmitState:
    """What emitting one document shares: where text stands, what was missing, and the names given out."""

    refusals: Refusals
    default_tab: float
    hyphenate: bool = False
    background: str = ''
    text_width: float = 0.0
    text_height: float = 0.0
    column_width: float = 0.0
    """Of the section's columns of text; the whole width between the margins where it has one."""
    page: Page | None = None
    section: int = 0
    columns: int = 1
    paragraph: str = ''
    targets: frozenset[str] = frozenset()
    marked: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The document's pictures by their parts' names."""
    images: dict[str, str] = field(default_factory=dict)
    catalogue: fonts.FontCatalogue = field(default_factory=fonts.FontCatalogue)
    used_fonts: dict[fonts.FontFile, None] = field(default_factory=dict)
    missing_fonts: dict[tuple[str, bool, bool], Finding] = field(default_factory=dict)
    listed: bool = False
    """The document has a table of contents."""
    in_note: bool = False
    formulas: bool = False
    """A formula has been written."""
    in_margin: bool = False
    """A header or footer is being written."""
    arguments: dict[tuple[TextFormat, float, str], dict[str, str]] = field(default_factory=dict)
    """Text arguments already worked out, by format and line rule."""
    margin_links: list[MarginLink] = field(default_factory=list)
    """The links in headers and footers, in the order of their marks' numbers."""
    kept_clear: list[KeptClear] = field(default_factory=list)
    """Where no text may stand, in the order of their marks' numbers."""
    stays: list[tuple[str, str]] = field(default_factory=list)
    """Why a part must end on the page where it begins, and its text, in the order of their marks' numbers."""
    tables: dict[int, content.Table] = field(default_factory=dict)
    """The tables of the text by identity, in the order of their beginning."""
    tied: dict[int, content.Ties] = field(default_factory=dict)
    """The rows that stay on one page, of the tables that have such rows, by the table's identity."""
    shelf: dict[str, str] = field(default_factory=dict)
    """The names of the arguments that many calls share, by what they say: Typst reads them once."""

    def label(self, bookmark: str) -> str:
        """The Typst label of a bookmark."""
        return self.labels.setdefault(bookmark, f'<dg-mark-{len(self.labels)}>')

    def image(self, part: str) -> str:
        """The file name of a picture's part in the compiler's folder."""
        return self.images.setdefault(part, f'image-{len(self.images)}.{ending(self.pictures[part])}')

    def drawn(self, part: str) -> bytes:
        """The picture's bytes for the compiler: text in a drawing as outlines of the document's fonts."""
        picture = self.pictures[part]
        if not has_text(picture):
            return picture
        outlined = with_outlines(picture, self._face_with)
        if outlined is None:
            self.refusals.add('word-image-format', None, "EMF eller WMF med text")
        return outlined or picture

    def _face_with(self, character: str, family: str, bold: bool, italic: bool) -> fonts.FontFile | None:  # noqa: FBT001
        """The face for a character of a drawing; a sign that it lacks, or a symbol font's, from one that has it."""
        file = None if is_symbol_font(family) else self.font_file(family, bold=bold, italic=italic)
        if file is None and not is_symbol_font(family):
            return None
        if file is None or ord(character) not in file.face.characters:
            other = self.catalogue.with_sign(character)
            file = self.catalogue.find(other) if other is not None else None
            if file is None:
                shown = f"”{character}” (U+{ord(character):04X}) i {family}"
                self.refusals.add('word-character-missing', None, shown, paragraph=self.paragraph or character)
                return None
            self.used_fonts[file] = None
        return file

    def shelved(self, arguments: str) -> str:
        """Named arguments as one that stands for them all; `shelf` must be written before it is used."""
        return f'..{self.shelf.setdefault(arguments, f"dg-shelf-{len(self.shelf)}")}'

    def font(self, form: TextFormat) -> tuple[Typeface, fonts.Face]:
        """What selects a format's font in Typst, and its measures; one that is not there is noted and replaced."""
        file = self.font_file(form.font, bold=form.bold, italic=form.italic)
        if file is None:
            return _substitute(bold=form.bold, italic=form.italic)
        return typeface(file), file.face

    def font_file(self, name: str, *, bold: bool, italic: bool) -> fonts.FontFile | None:
        """The file of a font, noted as used; None when it is not there, which is noted too.

        Args:
            name: the font's, as Word has it.
            bold: the bold face.
            italic: the italic one.
        """
        file = self.catalogue.find(name, bold=bold, italic=italic)
        if file is not None:
            self.used_fonts[file] = None
        elif (name, bold, italic) not in self.missing_fonts:
            problem = self.catalogue.problem(name, bold=bold, italic=italic)
            place = Place(file=self.refusals.path, paragraph=self.paragraph or None)
            self.missing_fonts[name, bold, italic] = replace(problem, place=place)
        return file


def _substitute(*, bold: bool, italic: bool) -> tuple[Typeface, fonts.Face]:
    """What a document with a missing font is measured with, so that all else in it can be looked at."""
    weight = fonts.BOLD if bold else fonts.REGULAR
    face = fonts.face(_FALLBACK, weight, italic=italic)
    return Typeface(_FALLBACK, weight, 'italic' if italic else 'normal', 1.0), face


class Blocks(Protocol):
    """What lists and tables ask of the writer that they stand in; `emit.blocks.BlockWriter` is it."""

    state: EmitState

    def blocks(self, blocks: Sequence[content.Block], *, page_start: bool, in_cell: str = '') -> str:
        """The blocks as one expression. At a page's start the first paragraph keeps its space before.

        Args:
            blocks: what stands one after the other.
            page_start: whether the first stands at the top of a page.
            in_cell: 'table' or 'layout' for what stands in a cell of such a table, else ''.
        """
        ...

    def statements(self, blocks: Sequence[content.Block], *, page_start: bool, in_cell: str = '') -> list[str]:
        """The same as expressions one by one; see `blocks`.

        Args:
            blocks: what stands one after the other.
            page_start: whether the first stands at the top of a page.
            in_cell: as for `blocks`.
        """
        ...

    def gap(
        self,
        above: content.Block | content.PageBreak | content.ColumnBreak | None,
        below: content.Block | content.PageBreak | content.ColumnBreak | None,
    ) -> float:
        """The space in points between two blocks, or between a block and an edge."""
        ...

    def body(self, block: content.Paragraph) -> str:
        """The paragraph's text with its own text and paragraph settings, without indents of the block."""
        ...

    def settings(self, block: content.Paragraph) -> list[str]:
        """The set rules of a paragraph."""
        ...
