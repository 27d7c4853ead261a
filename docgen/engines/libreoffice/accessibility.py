"""What a Word file must have before LibreOffice lays it out: what makes its PDF readable aloud, and the same tomorrow.

The same rules, ids and words as the embedded engine's, for any vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst.content import Table
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
    from docgen.word import WordPackage

_MC = 'http://schemas.openxmlformats.org/markup-compatibility/2006'
_V = 'urn:schemas-microsoft-com:vml'
_DC = 'http://purl.org/dc/elements/1.1/'
# Their value comes from the clock, the computer or the file's place, not from the data.
_FOREIGN_FIELDS = frozenset(
    (  # noqa: SIM905
        'DATE TIME PRINTDATE SAVEDATE EDITTIME FILENAME FILESIZE USERNAME USERINITIALS USERADDRESS '
        'INCLUDETEXT INCLUDEPICTURE LINK DDE DDEAUTO DATABASE'
    ).split()
)


# LibreOffice keeps none of these from Word, or works out something else, without a word about it.
_LOST_FIELDS = frozenset(
    (  # noqa: SIM905
        'IF COMPARE STYLEREF SECTIONPAGES SECTION NUMWORDS NUMCHARS MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF SKIPIF '
        'ASK FILLIN SET QUOTE DOCVARIABLE ADDRESSBLOCK GREETINGLINE AUTOTEXT AUTOTEXTLIST GLOSSARY LISTNUM AUTONUM '
        'AUTONUMLGL AUTONUMOUT EQ SYMBOL ADVANCE INFO BARCODE DISPLAYBARCODE'
    ).split()
)
_REFERENCES = frozenset({'REF', 'PAGEREF', 'NOTEREF'})


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
        self._tables = iter(table_headers(package))
        self.styles = read_styles(package, self._lists)
        self._read()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What must be mended in the file."""
        symbols = (each for each in self._lists.findings if each.id == 'word-symbol-character')
        return (*self.refusals.findings, *symbols, *self.clocks.values())

    def _read(self) -> None:
        for left in leftovers(self.package):
            found = 'word-comment' if left.kind == 'comment' else 'word-tracked-change'
            self.refusals.add(found, None, paragraph=left.paragraph)
        self._properties()
        self._pictures()
        self._body(self.package.trees[self.package.main])
        for _, tree in self.package.stories():
            self._fonts(tree)
            self._fields(tree)
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

    def _properties(self) -> None:
        related = self.package.relationships('')
        target = next((each.target for each in related.values() if each.kind == 'core-properties'), '')
        core = self.package.trees.get(target)
        title = core.find(f'{{{_DC}}}title') if core is not None else None
        if title is None or not (title.text or '').strip():
            self.refusals.add('word-title-missing', None)
        language = str(self.styles.default_run.get('language', ''))
        if not re.fullmatch(r'[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*', language):
            self.refusals.add('word-language-missing', None)

    def _body(self, body: etree._Element) -> None:
        heading, level_before = '', 0
        for node in visible(body):
            if node.tag == w('p'):
                level = self._heading_level(node)
                text = paragraph_text(node)
                if level and text:
                    self._check_level(text, level, level_before)
                    heading, level_before = text, level
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

    def _check_level(self, text: str, level: int, before: int) -> None:
        if level > before + 1:
            than = f"rubriken före är på nivå {before}" if before else "den är dokumentets första"
            self.refusals.add(
                'word-heading-level-skipped',
                None,
                f"Rubriken ”{text}” är på nivå {level}, men {than}.",
                paragraph=text,
            )

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

    def _fields(self, tree: etree._Element) -> None:
        told = [(each, attribute(each, 'instr') or '') for each in tree.iter(w('fldSimple'))]
        for paragraph in tree.iter(w('p')):
            # Word splits an instruction over runs as it likes.
            instruction = ''
            for node in paragraph.iter(w('fldChar'), w('instrText')):
                if node.tag == w('instrText'):
                    instruction += node.text or ''
                elif instruction:
                    told.append((paragraph, instruction))
                    instruction = ''
        for node, instruction in told:
            words = instruction.split()
            name = words[0].upper() if words else ''
            if name in _LOST_FIELDS or name.startswith('='):
                self._lost(instruction, node)
            elif name in _REFERENCES and len(words) > 1 and words[1] not in self._bookmarks:
                self.refusals.add('word-bookmark-missing', node, words[1])
            if name in _FOREIGN_FIELDS and name not in self.clocks:
                self.clocks[name] = Finding(
                    'word-clock-field',
                    f"Fältet {name} visar något annat nästa gång dokumentet görs.",
                    "Samma data och mallar ska alltid ge samma dokument.",
                    "Skriv texten direkt, eller använd en platshållare för dokumentets datum.",
                    Place(file=self.package.path, paragraph=paragraph_text(node) or None),
                )

    def _lost(self, instruction: str, node: etree._Element) -> None:
        self.clocks.setdefault(
            instruction,
            Finding(
                'word-unknown-field',
                f"Fältet {instruction.strip()} kan inte sättas.",
                "LibreOffice visar något annat än Word, eller ingenting alls, utan att säga det.",
                "Skriv texten direkt, eller använd sidnummer, innehållsförteckning eller korsreferens.",
                Place(file=self.package.path, paragraph=paragraph_text(node) or None),
            ),
        )


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
    marked = tuple((header_rows(node), False) for node in visible(package.trees[package.main]) if node.tag == w('tbl'))
    try:
        document, _ = read_with_faults(package)
    except FindingsError:
        return marked
    told = tuple(_told_headers(block for section in document.sections for block in section.blocks))
    return told if len(told) == len(marked) else marked


def _told_headers(blocks: Iterable[Block]) -> Iterator[tuple[int, bool]]:
    for block in blocks:
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
