"""A checked Word package as one `Document`: sections with their pages, headers and footers, and the properties."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.read.numbering import Numbering
from docgen.engines.typst.read.own_title import own_title
from docgen.engines.typst.read.page_borders import page_borders
from docgen.engines.typst.read.properties import document_properties, field_values
from docgen.engines.typst.read.refusals import Refusals
from docgen.engines.typst.read.story import StoryReader, bookmark_runs, bookmark_texts
from docgen.engines.typst.read.story_part import StoryPart
from docgen.engines.typst.read.styles import Styles, theme_fonts
from docgen.engines.typst.read.wordml import R, attribute, child, local, names, number, on, points, w

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.formats import ParagraphFormat, TextFormat
    from docgen.errors import Finding
    from docgen.word import WordPackage

# Some 400 pages: far above any agreement, far below what would fill the memory (about 0.1 MB a paragraph).
MAX_ELEMENTS = 200_000
MAX_PARAGRAPHS = 10_000
MAX_CHARACTERS = 1_500_000
MAX_SECTIONS = 200
_SECTION_KNOWN = names(
    'headerReference footerReference pgSz pgMar pgNumType titlePg type cols docGrid vAlign formProt '
    'noEndnote footnotePr endnotePr textDirection bidi rtlGutter paperSrc printerSettings pgBorders '
    'lnNumType'
)
_NAMES = {'lnNumType': "radnummer"}
_MAX_COLUMNS = 12
_NOTE_FORMATS = {
    'decimal': '1', 'lowerRoman': 'i', 'upperRoman': 'I', 'lowerLetter': 'a', 'upperLetter': 'A', 'chicago': '*',
}  # fmt: skip
_PAGE_FORMATS = {'decimal': '1', 'lowerRoman': 'i', 'upperRoman': 'I', 'lowerLetter': 'a', 'upperLetter': 'A'}
LANGUAGE = re.compile(r'[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*')
"""A language tag as PDF takes it (BCP 47, 2.1)."""
_CORE = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties'
_DC = 'http://purl.org/dc/elements/1.1/'


def read_document(package: WordPackage) -> content.Document:
    """The document that the package holds.

    Raises FindingsError with everything in it that the engine cannot set, each with its paragraph's text.
    """
    reader = _Reader(package)
    document = reader.read()
    reader.refusals.check()
    return document


def read_with_faults(package: WordPackage) -> tuple[content.Document, tuple[Finding, ...]]:
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
        self._bookmarks = bookmark_texts(self._body)
        self._bookmark_runs = bookmark_runs(self._body)
        self._stories: dict[str, tuple[content.Block, ...]] = {}
        self._described = self._properties()

    def read(self) -> content.Document:
        self._bound()
        self._refusals.check()
        self._check_settings()
        sections = self._sections()
        title, author, subject, keywords = self._described
        language = self._language()
        warnings: tuple[Finding, ...] = ()
        if not title and (title := own_title(sections)):
            warnings = (self._refusals.warning('word-title-taken', title),)
        if not title:
            self._refusals.add('word-title-missing', None)
        if not language:
            self._refusals.add('word-language-missing', None)
        if not self._says_anything():
            self._refusals.add('word-document-empty', None)
        return content.Document(
            title=title,
            author=author,
            subject=subject,
            keywords=keywords,
            language=language,
            hyphenate=self._setting_on('autoHyphenation'),
            default_tab=points(child(self._settings, 'defaultTabStop')) or 36.0,
            body_format=self._format_of(self._styles.default('paragraph')),
            footnote_format=self._format_of(self._styles.named('footnote text')),
            collapse_spacing=not self._setting_on('compat', 'doNotUseHTMLParagraphAutoSpacing'),
            sections=tuple(sections),
            images=self._images,
            warnings=warnings,
        )

    def _language(self) -> str:
        """The text's language: of the default, of the body's style, of the settings, or what most runs say."""
        body = self._styles.text_format(self._styles.default('paragraph'), {}, {}).language
        theme = attribute(child(self._settings, 'themeFontLang')) or ''
        said = Counter(attribute(mark) or '' for mark in self._body.iter(w('lang')))
        said.pop('', None)
        most = said.most_common(1)[0][0] if said else ''
        wishes = (str(self._styles.default_run.get('language', '')), body, theme, most, self._core('language', _DC))
        return next((wish for wish in wishes if LANGUAGE.fullmatch(wish) and wish != 'x-none'), '')

    def _says_anything(self) -> bool:
        """Whether anything stands in the text; what only headers and footers hold is never read aloud."""
        return any(
            node.tag != w('t') or (node.text or '').strip()
            for node in self._body.iter(w('t'), w('drawing'), w('instrText'), w('fldSimple'), w('bookmarkStart'))
            if node.tag != w('bookmarkStart') or attribute(node, 'name') == content.SIGNATURES
        )

    def _tree(self, kind: str) -> etree._Element | None:
        return self._package.trees.get(self._by_kind.get(kind, ''))

    def _setting_on(self, *path: str) -> bool:
        element = child(self._settings, *path)
        return element is not None and on(element)

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
        if background is not None:
            self._refusals.add('word-unknown-property', None, "sidfärg")

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
            artifact=artifact,
        )

    def _sections(self) -> list[content.Section]:
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
            part.read_note = lambda note: StoryReader(notes_part).blocks(note)
        story = StoryReader(part)
        blocks: list[content.Block] = []
        sections: list[content.Section] = []
        inherited: dict[str, tuple[content.Block, ...]] = {}
        body = child(self._body, 'body')
        last = None
        for element in body if body is not None else ():
            blocks.extend(story.block(element, {}, {}, 0))
            ended = element if local(element) == 'sectPr' else child(element, 'pPr', 'sectPr')
            if ended is not None:
                self._end_section(ended, blocks, sections, inherited)
                blocks, last = [], ended
        if blocks or last is None:
            self._end_section(None, blocks, sections, inherited)
        story.finish()
        return sections

    def _end_section(
        self,
        properties: etree._Element | None,
        blocks: list[content.Block],
        sections: list[content.Section],
        inherited: dict[str, tuple[content.Block, ...]],
    ) -> None:
        section = self._section(properties, inherited)
        section.blocks = blocks
        kind = attribute(child(properties, 'type')) or 'nextPage'
        if kind == 'continuous' and sections:
            if wrong := _difference(sections[-1], section):
                self._refusals.add('word-section-break', properties, f"på samma sida med {wrong}")
            sections[-1].blocks.extend(blocks)
            return
        if kind in ('oddPage', 'evenPage'):
            section.starts_on = kind.removesuffix('Page')
        elif kind not in ('nextPage', 'continuous'):
            self._refusals.add('word-section-break', properties, "till nästa spalt")
        sections.append(section)

    def _section(
        self, properties: etree._Element | None, inherited: dict[str, tuple[content.Block, ...]]
    ) -> content.Section:
        refusals = self._refusals
        for node in properties if properties is not None else ():
            name = local(node)
            if name == 'sectPrChange':
                refusals.add('word-tracked-change', node)
            elif name not in _SECTION_KNOWN or (name == 'lnNumType' and len(node.attrib)):
                refusals.add('word-unknown-property', node, _NAMES.get(name, f'w:{name}'))
        for name in ('bidi', 'rtlGutter'):
            mark = child(properties, name)
            if mark is not None and on(mark):
                refusals.add('word-unknown-property', mark, "text från höger till vänster")
        if attribute(child(properties, 'textDirection')) not in ('lrTb', 'tb', None):
            refusals.add('word-unknown-property', properties, "textriktning")
        columns = child(properties, 'cols')
        count = number(attribute(columns, 'num'), 1)
        unequal = count > 1 and attribute(columns, 'equalWidth') in ('0', 'false', 'off')
        line = attribute(columns, 'sep') in ('1', 'true', 'on')
        if unequal or (count > 1 and line) or count > _MAX_COLUMNS:
            refusals.add('word-columns', columns)
        if attribute(child(properties, 'vAlign')) not in ('top', None):
            refusals.add('word-unknown-property', properties, "lodrät justering av sidan")
        self._read_stories(properties, inherited)
        title = child(properties, 'titlePg')
        numbers = child(properties, 'pgNumType')
        start = attribute(numbers, 'start')
        form = attribute(numbers, 'fmt') or 'decimal'
        if form not in _PAGE_FORMATS:
            refusals.add('word-unknown-property', properties, f"sidnummerformat {form}")
        if attribute(numbers, 'chapStyle') is not None:
            refusals.add('word-unknown-property', properties, "kapitelnummer i sidnumret")
        even = self._setting_on('evenAndOddHeaders')
        gutter = points(columns, 'space')
        notes_format, notes_from = self._notes(properties)
        return content.Section(
            page=self._page(properties),
            header=inherited.get('header default', ()),
            footer=inherited.get('footer default', ()),
            first_header=inherited.get('header first', ()),
            first_footer=inherited.get('footer first', ()),
            title_page=title is not None and on(title),
            number_from=number(start) if start is not None else None,
            number_format=_PAGE_FORMATS.get(form, '1'),
            even_header=inherited.get('header even', ()) if even else None,
            even_footer=inherited.get('footer even', ()) if even else None,
            columns=max(min(count, _MAX_COLUMNS), 1),
            gutter=36.0 if gutter is None else gutter,
            borders=page_borders(child(properties, 'pgBorders'), refusals),
            notes_from=notes_from,
            notes_format=notes_format,
        )

    def _notes(self, properties: etree._Element | None) -> tuple[str, int | None]:
        """How the section's footnotes are numbered, and from which number they count anew (17.11)."""
        own, common = child(properties, 'footnotePr'), child(self._settings, 'footnotePr')

        def said(name: str) -> str:
            return attribute(child(own, name)) or attribute(child(common, name)) or ''

        form = said('numFmt') or 'decimal'
        if form not in _NOTE_FORMATS:
            self._refusals.add('word-unknown-property', properties, "fotnotsnumrens format")
        restart = said('numRestart')
        if restart == 'eachPage':
            self._refusals.add('word-unknown-property', properties, "fotnoter som numreras om på varje sida")
        start = number(said('numStart'), 1)
        return _NOTE_FORMATS.get(form, '1'), start if restart == 'eachSect' or start != 1 else None

    def _read_stories(self, properties: etree._Element | None, inherited: dict[str, tuple[content.Block, ...]]) -> None:
        for kind in ('header', 'footer'):
            for reference in properties.iterfind(w(f'{kind}Reference')) if properties is not None else ():
                which = attribute(reference, 'type') or 'default'
                related = self._related.get(str(reference.get(f'{{{R}}}id', '')))
                if related is None or (which == 'even' and not self._setting_on('evenAndOddHeaders')):
                    # Without evenAndOddHeaders Word shows no even header, so it may lie there unread.
                    continue
                inherited[f'{kind} {which}'] = self._story(related.target)

    def _story(self, name: str) -> tuple[content.Block, ...]:
        if name not in self._stories:
            tree = self._package.trees.get(name)
            story = StoryReader(self._part(name, artifact=True))
            self._stories[name] = story.blocks(tree if tree is not None else ())
            story.finish()
        return self._stories[name]

    def _page(self, properties: etree._Element | None) -> content.Page:
        size, margins = child(properties, 'pgSz'), child(properties, 'pgMar')

        def margin(name: str, default: float) -> float:
            value = points(margins, name)
            return default if value is None else abs(value)

        page = content.Page(
            width=points(size, 'w') or 595.3,
            height=points(size, 'h') or 841.9,
            top=margin('top', 72),
            right=margin('right', 72),
            bottom=margin('bottom', 72),
            left=margin('left', 72) + margin('gutter', 0),
            header=margin('header', 36),
            footer=margin('footer', 36),
        )
        if page.left != page.right and (self._setting_on('mirrorMargins') or self._setting_on('bookFoldPrinting')):
            self._refusals.add('word-unknown-property', None, "speglade marginaler")
        if page.text_width < 20 or page.height - page.top - page.bottom < 20:
            self._refusals.add('word-unknown-property', properties, "marginaler större än sidan")
        return page

    def _format_of(self, ident: str | None) -> tuple[ParagraphFormat, TextFormat] | None:
        if ident is None:
            return None
        layer = {**self._styles.default_paragraph, **self._styles.style_paragraph(ident), 'style': ident}
        return self._styles.paragraph_format(layer), self._styles.text_format(ident, {}, {})


def _difference(before: content.Section, after: content.Section) -> str:
    """What keeps a section from going on where the one before it ends; '' when nothing does."""
    stories = [
        (each.header, each.footer, each.even_header, each.even_footer, each.number_format, each.borders)
        for each in (before, after)
    ]
    if before.page != after.page:
        return "andra marginaler"
    if before.columns != after.columns:
        return "ett annat antal spalter"
    if stories[0] != stories[1] or after.number_from is not None:
        return "ett annat sidhuvud, en annan sidfot eller andra sidnummer"
    return ''


def _footnote_number(note: etree._Element) -> int:
    """A footnote's id; separators have a w:type and ids below 1."""
    return number(attribute(note, 'id')) if note.get(w('type')) in (None, 'normal') else -1
