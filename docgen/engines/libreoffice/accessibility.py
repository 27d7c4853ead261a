"""What a Word file must have before LibreOffice lays it out: what makes its PDF readable aloud, and the same tomorrow.

The same rules, ids and words as the embedded engine's, for any vocabulary.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.libreoffice.unsteady_fields import read_fields
from docgen.engines.typst.content import Table, opened
from docgen.engines.typst.heading_levels import HeadingLevels
from docgen.engines.typst.read.document import read_with_faults
from docgen.engines.typst.read.numbering import Numbering
from docgen.engines.typst.read.pictures import BrokenPictureError, UnknownPictureError, as_picture
from docgen.engines.typst.read.refusals import Refusals
from docgen.engines.typst.read.styles import Styles, theme_fonts
from docgen.engines.typst.read.wordml import ADEC, WP, A, attribute, child, local, on, w
from docgen.errors import Finding, FindingsError, Place
from docgen.word import leftovers, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from docgen import fonts
    from docgen.engines.typst.content import Block
    from docgen.engines.typst.sections import Document
    from docgen.word import WordPackage

_MC = 'http://schemas.openxmlformats.org/markup-compatibility/2006'
_V = 'urn:schemas-microsoft-com:vml'
_TOLD = frozenset(
    {
        'word-title-taken', 'word-title-of-file', 'word-language-taken', 'word-language-assumed', 'word-document-empty',
        'word-table-header-taken',
    }
)  # fmt: skip


class Readable:
    """A checked package's styles, its fonts, and all in it that stands in the way of an accessible, lasting PDF."""

    def __init__(self, package: WordPackage, catalogue: fonts.FontCatalogue) -> None:
        self.package = package
        self.used_fonts: dict[fonts.FontFile, None] = {}
        self._catalogue = catalogue
        self.refusals = Refusals(package.path)
        self.missing_fonts: dict[tuple[str, bool, bool], Finding] = {}
        self.clocks: dict[str, Finding] = {}
        self._lists = Refusals(package.path)
        body = package.trees[package.main]
        self._bookmarks = {attribute(mark, 'name') for mark in body.iter(w('bookmarkStart'))}
        self.document = _read(package)
        """As the embedded engine reads it; None where it is too large for it."""
        self.told_levels: list[tuple[etree._Element, int]] = []
        """The headings that are told at another level than their own, each with that level."""
        self._levels = HeadingLevels()
        self._tables = iter(_table_headers(package, self.document))
        self.styles = read_styles(package, self._lists)
        self._read()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What must be mended in the file."""
        symbols = (each for each in self._lists.findings if each.id == 'word-symbol-character')
        return (*self.refusals.findings, *symbols, *self.clocks.values())

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a person should look at, in the words of the embedded engine."""
        told = self.document.warnings if self.document is not None else ()
        return (*(each for each in told if each.id in _TOLD), *self.refusals.warnings)

    def _read(self) -> None:
        for left in leftovers(self.package):
            found = 'word-comment' if left.kind == 'comment' else 'word-tracked-change'
            self.refusals.add(found, None, paragraph=left.paragraph)
        self._pictures()
        self._body(self.package.trees[self.package.main])
        for _, tree in self.package.stories():
            self._fonts(tree)
            read_fields(tree, self._bookmarks, self.refusals, self.clocks)
            self._controls(tree)

    def _pictures(self) -> None:
        """A picture that is cut off would be shown half empty."""
        for name, _ in self.package.stories():
            for related in self.package.relationships(name).values():
                data = self.package.parts.get(related.target) if related.kind == 'image' else None
                if data is not None:
                    try:
                        as_picture(data)
                    except BrokenPictureError:
                        self.refusals.add('word-image-broken', None)
                    except UnknownPictureError:
                        # LibreOffice draws kinds that the embedded engine does not know.
                        continue

    def _body(self, body: etree._Element) -> None:
        heading = ''
        listed = self._listed(body)
        for node in visible(body):
            if node.tag == w('p'):
                level = self._heading_level(node)
                text = paragraph_text(node)
                if level and text:
                    told = self._levels.follow(text, level, self.refusals, listed=listed)
                    if told != level:
                        self.told_levels.append((node, told))
                    heading = text
            elif node.tag == w('tbl'):
                self._check_table(node, heading)
            elif node.tag == w('r') and (hidden := child(node, 'rPr', 'vanish')) is not None and on(hidden):
                self.refusals.add('word-hidden-text', node)
            elif local(node) in ('inline', 'anchor') and str(node.tag).startswith(f'{{{WP}}}'):
                self._check_picture(node)
            elif (
                node.tag == f'{{{_V}}}shape'
                and node.find(f'{{{_V}}}imagedata') is not None
                and not str(node.get('alt', '')).strip()
            ):
                self.refusals.add('word-image-without-alt', node)

    def _heading_level(self, paragraph: etree._Element) -> int:
        """1 to 9, 0 for what is no heading."""
        form, _ = self.styles.paragraph(child(paragraph, 'pPr'), {})
        return 0 if form.outline_level is None else form.outline_level + 1

    def _listed(self, body: etree._Element) -> bool:
        """Whether a table of contents goes by the levels of the file."""
        told = (*(each.text or '' for each in body.iter(w('instrText'))), *_simple_instructions(body))
        return any(each.split()[:1] == ['TOC'] for each in told)

    def _check_table(self, table: etree._Element, heading: str) -> None:
        headers, rows_headed = next(self._tables)
        if headers == LAYOUT or (rows_headed and not headers):
            return
        first = next((text for each in table.iter(w('p')) if (text := paragraph_text(each))), '')
        if headers and headers == len(table.findall(w('tr'))):
            self.refusals.add('word-table-only-header', table, first, paragraph=first)
        if headers:
            return
        where = f"under rubriken \"{heading}\"" if heading else f"som börjar med \"{first}\""
        self.refusals.add(
            'word-table-without-header', None, f"Tabellen {where} saknar rubrikrad.", paragraph=first or heading
        )

    def _check_picture(self, drawing: etree._Element) -> None:
        properties = drawing.find(f'{{{WP}}}docPr')
        if properties is None or drawing.find(f'.//{w("txbxContent")}') is not None:
            # A text box is read by its text.
            return
        if any(mark.get('val') in ('1', 'true') for mark in properties.iter(f'{{{ADEC}}}decorative')):
            return
        if drawing.find(f'.//{{{A}}}graphicData') is None:
            return
        if not str(properties.get('descr') or properties.get('title') or '').strip():
            self.refusals.add('word-image-without-alt', drawing)

    def _fonts(self, tree: etree._Element) -> None:
        for run in tree.iter(w('r')):
            if not any((text.text or '').strip() for text in run.iterfind(w('t'))):
                continue
            paragraph = next(run.iterancestors(w('p')), None)
            form, _ = self.styles.paragraph(child(paragraph, 'pPr'), {})
            look = self.styles.text(form.style, child(run, 'rPr'), {})
            key = look.font, look.bold, look.italic
            file = self._catalogue.find(look.font, bold=look.bold, italic=look.italic)
            if file is not None:
                self.used_fonts[file] = None
                self._characters(run, look.font, file)
            elif key not in self.missing_fonts:
                problem = self._catalogue.problem(look.font, bold=look.bold, italic=look.italic)
                place = Place(file=self.package.path, paragraph=paragraph_text(run) or None)
                self.missing_fonts[key] = replace(problem, place=place)

    def _characters(self, run: etree._Element, font: str, file: fonts.FontFile) -> None:
        """Without its own glyph a character would be taken from another font, or be an empty box."""
        for character in dict.fromkeys(''.join(each.text or '' for each in run.iterfind(w('t')))):
            if ord(character) not in file.face.characters and unicodedata.category(character)[0] not in 'CZ':
                detail = f'”{character}” (U+{ord(character):04X}) i {font}'
                self.refusals.add('word-character-missing', run, detail)

    def _controls(self, tree: etree._Element) -> None:
        for control in tree.iter(w('sdt')):
            prompt = child(control, 'sdtPr', 'showingPlcHdr')
            if prompt is not None and on(prompt):
                self.refusals.add('word-control-empty', control)


def _simple_instructions(tree: etree._Element) -> Iterator[str]:
    return (attribute(each, 'instr') or '' for each in tree.iter(w('fldSimple')))


def _read(package: WordPackage) -> Document | None:
    try:
        return read_with_faults(package)[0]
    except FindingsError:
        return None


def read_styles(package: WordPackage, lists: Refusals | None = None) -> Styles:
    """The styles and lists of a Word file; `lists` gets what the embedded engine does not know of lists in use."""
    related = package.relationships(package.main)
    parts = {each.kind: package.trees.get(each.target) for each in related.values() if not each.external}
    unknown = Refusals(package.path)
    theme = theme_fonts(parts.get('theme'))
    return Styles(parts.get('styles'), theme, Numbering(parts.get('numbering'), theme, lists or unknown), unknown)


def header_rows(table: etree._Element) -> int:
    """How many rows from the top are marked as header rows (17.4.78)."""
    count = 0
    for row in table.iterfind(w('tr')):
        mark = child(row, 'trPr', 'tblHeader')
        if mark is None or not on(mark):
            break
        count += 1
    return count


LAYOUT = -1
"""In place of a number of header rows: the table only places text."""


def table_headers(package: WordPackage) -> tuple[tuple[int, bool], ...]:
    """For each table of the body, in order of beginning: how many header rows, or `LAYOUT`; and if its rows have one.

    By the embedded engine's own rules, where it can read all tables of the file; else by the marks alone.
    """
    return _table_headers(package, _read(package))


def _table_headers(package: WordPackage, document: Document | None) -> tuple[tuple[int, bool], ...]:
    marked = tuple((header_rows(node), False) for node in visible(package.trees[package.main]) if node.tag == w('tbl'))
    if document is None:
        return marked
    told = tuple(_told_headers(block for section in document.sections for block in section.blocks))
    return told if len(told) == len(marked) else marked


def _told_headers(blocks: Iterable[Block]) -> Iterator[tuple[int, bool]]:
    for block in opened(blocks):
        if isinstance(block, Table):
            yield LAYOUT if block.layout else sum(row.header for row in block.rows), block.row_headers
            for cell in block.cells:
                yield from _told_headers(cell.blocks)


def visible(root: etree._Element) -> Iterator[etree._Element]:
    """All elements in order, without the fallbacks that repeat a drawing for older programs."""
    for node in root:
        if node.tag != f'{{{_MC}}}Fallback':
            yield node
            yield from visible(node)
