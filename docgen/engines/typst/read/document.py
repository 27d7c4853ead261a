"""A checked Word package as one `Document`: its text, its sections and its properties."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.read.endnotes import Endnotes
from docgen.engines.typst.read.formulas import MATH
from docgen.engines.typst.read.numbering import Numbering
from docgen.engines.typst.read.properties import document_properties, field_values, own_title
from docgen.engines.typst.read.refusals import Refusals
from docgen.engines.typst.read.run_properties import LANGUAGE
from docgen.engines.typst.read.sections import SectionReader
from docgen.engines.typst.read.shapes import theme_colours
from docgen.engines.typst.read.story import StoryReader, bookmark_runs, bookmark_texts
from docgen.engines.typst.read.story_part import StoryPart
from docgen.engines.typst.read.styles import Styles, theme_fonts
from docgen.engines.typst.read.wordml import attribute, child, colour, is_on, local, number, points, w
from docgen.engines.typst.sections import Document

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.formats import ParagraphFormat, TextFormat
    from docgen.engines.typst.read.endnotes import Reference
    from docgen.engines.typst.sections import Section
    from docgen.errors import Finding
    from docgen.word import WordPackage

# Some 500 pages: far above any agreement, far below what would fill the memory (about 0.1 MB a paragraph).
MAX_ELEMENTS = 200_000
MAX_PARAGRAPHS = 10_000
MAX_CHARACTERS = 3_000_000
MAX_SECTIONS = 200
_TELLING = (*map(w, ('t', 'drawing', 'pict', 'object', 'instrText', 'fldSimple', 'bookmarkStart')), f'{{{MATH}}}t')
_LANGUAGE = 'sv-SE'
"""What a file is taken to be written in where neither it nor its words tell: what docgen's documents are in."""
_CORE = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties'
_DC = 'http://purl.org/dc/elements/1.1/'


def read_document(package: WordPackage) -> Document:
    """The document that the package holds.

    Raises FindingsError with everything in it that the engine cannot set, each with its paragraph's text.
    """
    reader = _Reader(package)
    document = reader.read()
    reader.refusals.check()
    return document


def read_with_faults(package: WordPackage) -> tuple[Document, tuple[Finding, ...]]:
    """The document as far as it can be read, and everything in it that the engine cannot set.

    Raises FindingsError when it is too large to be looked at.
    """
    reader = _Reader(package)
    return reader.read(), reader.refusals.findings


class _Reader:
    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._refusals = self.refusals = Refusals(package.path)
        self._body = package.trees[package.main]
        related = package.relationships(package.main)
        self._by_kind = {found.kind: found.target for found in related.values() if not found.external}
        self._related = related
        theme = theme_fonts(self._tree('theme'))
        numbering = Numbering(self._tree('numbering'), theme, self._refusals)
        self._styles = Styles(self._tree('styles'), theme, numbering, self._refusals)
        self._settings = self._tree('settings')
        self._styles.modern_tables = self._compatibility() >= 15
        self._images: dict[str, bytes] = {}
        self._colours = theme_colours(self._tree('theme'))
        self._bookmarks = bookmark_texts(self._body)
        self._bookmark_runs = bookmark_runs(self._body)
        self._stories: dict[str, tuple[content.Block, ...]] = {}
        self._described = self._properties()

    def read(self) -> Document:
        self._bound()
        self._refusals.check()
        self._check_settings()
        sections = self._sections()
        title, author, subject, keywords = self._described
        language = self._language()
        if not title and (title := own_title(sections)):
            self._refusals.warn('word-title-taken', title)
        if not title:
            title = self._package.path.stem
            self._refusals.warn('word-title-of-file', title)
        language = language or self._language_of_words()
        if not self._says_anything():
            self._refusals.warn('word-document-empty', '')
        return Document(
            title=title,
            author=author,
            subject=subject,
            keywords=keywords,
            language=language,
            hyphenate=is_on(self._settings, 'autoHyphenation'),
            default_tab=points(child(self._settings, 'defaultTabStop')) or 36.0,
            body_format=self._format_of(self._styles.default('paragraph')),
            footnote_format=self._format_of(self._styles.named('footnote text')),
            collapse_spacing=not is_on(self._settings, 'compat', 'doNotUseHTMLParagraphAutoSpacing'),
            sections=tuple(sections),
            images=self._images,
            warnings=self._refusals.warnings,
            background=self._background(),
        )

    def _language(self) -> str:
        """The text's language: of the default, of the body's style, of the settings, or what most runs say."""
        body = self._styles.text_format(self._styles.default('paragraph'), {}, {}).language
        theme = attribute(child(self._settings, 'themeFontLang')) or ''
        said = Counter(attribute(mark) or '' for mark in self._body.iter(w('lang')))
        said.pop('', None)
        most = said.most_common(1)[0][0] if said else ''
        wishes = (str(self._styles.default_run.get('language', '')), body, theme, most, self._core('language', _DC))
        tags = (wish.replace('_', '-') for wish in wishes)
        return next((tag for tag in tags if LANGUAGE.fullmatch(tag) and tag != 'x-none'), '')

    def _language_of_words(self) -> str:
        from docgen.engines.typst.read.language_detection import language_name, own_language

        language = own_language(' '.join(each.text or '' for each in self._body.iter(w('t'))))
        if language:
            self._refusals.warn('word-language-taken', language_name(language))
            return language
        self._refusals.warn('word-language-assumed', '')
        return _LANGUAGE

    def _says_anything(self) -> bool:
        """Whether anything stands in the text; what only headers and footers hold is never read aloud."""
        return any(
            node.tag != w('t') or (node.text or '').strip()
            for node in self._body.iter(*_TELLING)
            if node.tag != w('bookmarkStart') or attribute(node, 'name') == content.SIGNATURES
        )

    def _tree(self, kind: str) -> etree._Element | None:
        return self._package.trees.get(self._by_kind.get(kind, ''))

    def _compatibility(self) -> int:
        for setting in self._settings.iter(w('compatSetting')) if self._settings is not None else ():
            if attribute(setting, 'name') == 'compatibilityMode':
                return number(attribute(setting), 12)
        return 12

    def _bound(self) -> None:
        elements = paragraphs = characters = sections = 0
        for element in self._body.iter():
            elements += 1
            paragraphs += element.tag == w('p')
            sections += element.tag == w('sectPr')
            characters += len(element.text or '')
        if (
            elements > MAX_ELEMENTS
            or paragraphs > MAX_PARAGRAPHS
            or characters > MAX_CHARACTERS
            or sections > MAX_SECTIONS
        ):
            size = f"{paragraphs} stycken, {characters} tecken, {sections} avsnitt, {elements} element"
            self._refusals.add('word-document-too-large', None, size + ".")

    def _check_settings(self) -> None:
        background = child(self._body, 'background')
        if background is not None and self._shows_background() and len(background):
            self._refusals.add('word-unknown-property', None, "bild eller toning som sidfärg")

    def _shows_background(self) -> bool:
        # Word keeps a page colour that is switched off, and then neither shows nor prints it.
        return is_on(self._settings, 'displayBackgroundShape')

    def _background(self) -> str:
        return colour(attribute(child(self._body, 'background'), 'color')) if self._shows_background() else ''

    def _properties(self) -> tuple[str, str, str, tuple[str, ...]]:
        keywords = tuple(word.strip() for word in re.split('[,;]', self._core('keywords', _CORE)) if word.strip())
        return self._core('title', _DC), self._core('creator', _DC), self._core('subject', _DC), keywords

    def _core(self, name: str, namespace: str) -> str:
        return document_properties(self._package).get(f'{{{namespace}}}{name}', '')

    def _part(self, name: str, *, artifact: bool = False) -> StoryPart:
        return StoryPart(
            name=name,
            relationships=self._package.relationships(name),
            parts=self._package.parts,
            styles=self._styles,
            refusals=self._refusals,
            bookmarks=self._bookmarks,
            bookmark_runs=self._bookmark_runs,
            properties=field_values(self._package),
            images=self._images,
            colours=self._colours,
            artifact=artifact,
        )

    def _sections(self) -> list[Section]:
        part = self._part(self._package.main)
        part.sequences = {}
        notes_name = self._by_kind.get('footnotes', '')
        notes = self._package.trees.get(notes_name)
        if notes is not None:
            notes_part = self._part(notes_name)
            part.footnotes = {
                attribute(note, 'id') or '': note
                for note in notes.iterfind(w('footnote'))
                if _footnote_number(note) >= 0
            }
            self._refuse_separators(notes)
            part.read_note = lambda note: StoryReader(notes_part).blocks(note)
        part.endnotes = Endnotes(self._tree('endnotes'), self._settings, self._body, self._refusals)
        story = StoryReader(part)
        sections = SectionReader(self._settings, self._refusals, self._story_of)
        blocks: list[content.Block] = []
        last = None
        for element in (each for body in self._body.iterchildren(w('body')) for each in body):
            blocks.extend(story.block(element, {}, {}, 0))
            if local(element) == 'sectPr':
                blocks.extend(story.last_frames())
                blocks.extend(part.endnotes.blocks(self._endnote))
            ended = element if local(element) == 'sectPr' else child(element, 'pPr', 'sectPr')
            if ended is not None:
                sections.end(ended, blocks)
                blocks, last = [], ended
        blocks.extend(part.endnotes.blocks(self._endnote))
        if blocks or last is None:
            sections.end(None, blocks)
        story.finish()
        return sections.finish()

    def _endnote(self, note: etree._Element, reference: Reference) -> tuple[content.Block, ...]:
        part = self._part(self._by_kind['endnotes'])
        part.endnote = reference
        story = StoryReader(part)
        blocks = story.blocks(note)
        story.finish()
        return blocks

    def _refuse_separators(self, notes: etree._Element) -> None:
        """Text by the line above the footnotes would be left out."""
        for note in notes.iterfind(w('footnote')):
            text = ''.join(each.text or '' for each in note.iter(w('t'))).strip()
            if _footnote_number(note) < 0 and text:
                place = "text vid strecket ovanför fotnoterna"
                self._refusals.add('word-unknown-element', None, place, paragraph=text)

    def _story_of(self, ident: str) -> tuple[content.Block, ...] | None:
        """What the header or footer with this relationship's id holds; None where there is no such part."""
        related = self._related.get(ident)
        return self._story(related.target) if related is not None else None

    def _story(self, name: str) -> tuple[content.Block, ...]:
        if name not in self._stories:
            tree = self._package.trees.get(name)
            story = StoryReader(self._part(name, artifact=True))
            self._stories[name] = story.blocks(tree if tree is not None else ())
            story.finish()
        return self._stories[name]

    def _format_of(self, ident: str | None) -> tuple[ParagraphFormat, TextFormat] | None:
        if ident is None:
            return None
        layer = {**self._styles.default_paragraph, **self._styles.style_paragraph(ident), 'style': ident}
        return self._styles.paragraph_format(layer), self._styles.text_format(ident, {}, {})


def _footnote_number(note: etree._Element) -> int:
    """A footnote's id; separators have a w:type and ids below 1."""
    return number(attribute(note, 'id')) if note.get(w('type')) in (None, 'normal') else -1
