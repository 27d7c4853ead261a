"""A section's properties (w:sectPr): the page with its lines, columns, headers, footers, and how pages are numbered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst.content import Band
from docgen.engines.typst.formats import Page
from docgen.engines.typst.read.wordml import R, attribute, border, child, is_on, local, names, number, points, w
from docgen.engines.typst.sections import PageBorders, Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from docgen.engines.typst.content import Block
    from docgen.engines.typst.read.refusals import Refusals

_KNOWN = names(
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


class SectionReader:
    """Reads a document's sections in order: one without headers and footers of its own shows those before it."""

    def __init__(
        self, settings: etree._Element | None, refusals: Refusals, story: Callable[[str], tuple[Block, ...] | None]
    ) -> None:
        """Begin a document.

        Args:
            settings: the root of its settings part; None where it has none.
            refusals: takes what the engine cannot set.
            story: gives the blocks of a header or footer by its relationship's id; None where there is no such part.
        """
        self._settings = settings
        self._refusals = refusals
        self._story = story
        self._inherited: dict[str, tuple[Block, ...]] = {}
        self._strips: list[list[Band]] = []
        self.sections: list[Section] = []
        """Those that have ended so far."""

    def end(self, properties: etree._Element | None, blocks: list[Block]) -> None:
        """End a section: its properties stand after its blocks; None for a document that has none."""
        section = self._section(properties)
        section.blocks = blocks
        kind = attribute(child(properties, 'type')) or 'nextPage'
        strip = Band(tuple(blocks), section.page, section.columns, section.gutter, balanced=False)
        # On paper of another size Word begins a new page, whatever the break is called.
        if kind == 'continuous' and self.sections and self._same_paper(section.page):
            if section.number_from is not None:
                self._refusals.add('word-section-break', properties, "på samma sida med andra sidnummer")
            self._strips[-1].append(replace(strip, ends_here=_difference(self.sections[-1], section)))
            return
        if kind in ('oddPage', 'evenPage'):
            section.starts_on = kind.removesuffix('Page')
        elif kind not in ('nextPage', 'continuous') and section.columns > 1:
            self._refusals.add('word-section-break', properties, "till nästa spalt")
        self.sections.append(section)
        self._strips.append([strip])

    def finish(self) -> list[Section]:
        """All sections; one that goes on with other columns or margins holds each part as a band of its own."""
        for section, strips in zip(self.sections, self._strips, strict=True):
            alike = {(each.page, each.columns, each.columns > 1 and each.gutter, each.ends_here) for each in strips}
            if len(alike) == 1:
                section.blocks = [block for each in strips for block in each.blocks]
                continue
            section.blocks, section.columns = [], 1
            for each in strips:
                if each.columns == 1 and each.page == section.page and not each.ends_here:
                    section.blocks += each.blocks
                elif each.blocks:
                    section.blocks.append(replace(each, balanced=each is not strips[-1]))
        return self.sections

    def _same_paper(self, page: Page) -> bool:
        before = self.sections[-1].page
        return (before.width, before.height) == (page.width, page.height)

    def _section(self, properties: etree._Element | None) -> Section:
        refusals = self._refusals
        for node in properties if properties is not None else ():
            name = local(node)
            if name == 'sectPrChange':
                refusals.add('word-tracked-change', node)
            elif name not in _KNOWN or (name == 'lnNumType' and len(node.attrib)):
                refusals.add('word-unknown-property', node, _NAMES.get(name, f'w:{name}'))
        columns = child(properties, 'cols')
        count = number(attribute(columns, 'num'), 1)
        # Of a section's order from the right only columns and the gutter are seen; its paragraphs say their own.
        gutter_there = bool(points(child(properties, 'pgMar'), 'gutter'))
        for name, seen in (('bidi', count > 1), ('rtlGutter', gutter_there)):
            if is_on(properties, name) and seen:
                refusals.add('word-unknown-property', child(properties, name), "text från höger till vänster")
        if attribute(child(properties, 'textDirection')) not in ('lrTb', 'tb', None):
            refusals.add('word-unknown-property', properties, "textriktning")
        unequal = count > 1 and attribute(columns, 'equalWidth') in ('0', 'false', 'off')
        line = attribute(columns, 'sep') in ('1', 'true', 'on')
        if unequal or (count > 1 and line) or count > _MAX_COLUMNS:
            refusals.add('word-columns', columns)
        if attribute(child(properties, 'vAlign')) not in ('top', None):
            refusals.add('word-unknown-property', properties, "lodrät justering av sidan")
        self._read_stories(properties)
        numbers = child(properties, 'pgNumType')
        start = attribute(numbers, 'start')
        form = attribute(numbers, 'fmt') or 'decimal'
        if form not in _PAGE_FORMATS:
            refusals.add('word-unknown-property', properties, f"sidnummerformat {form}")
        if attribute(numbers, 'chapStyle') is not None:
            refusals.add('word-unknown-property', properties, "kapitelnummer i sidnumret")
        even = is_on(self._settings, 'evenAndOddHeaders')
        gutter = points(columns, 'space')
        notes_format, notes_from, notes_each_page = self._notes(properties)
        return Section(
            page=self._page(properties),
            header=self._inherited.get('header default', ()),
            footer=self._inherited.get('footer default', ()),
            first_header=self._inherited.get('header first', ()),
            first_footer=self._inherited.get('footer first', ()),
            title_page=is_on(properties, 'titlePg'),
            number_from=number(start) if start is not None else None,
            number_format=_PAGE_FORMATS.get(form, '1'),
            even_header=self._inherited.get('header even', ()) if even else None,
            even_footer=self._inherited.get('footer even', ()) if even else None,
            columns=max(min(count, _MAX_COLUMNS), 1),
            gutter=36.0 if gutter is None else gutter,
            borders=page_borders(child(properties, 'pgBorders'), refusals),
            notes_from=notes_from,
            notes_each_page=notes_each_page,
            notes_format=notes_format,
        )

    def _notes(self, properties: etree._Element | None) -> tuple[str, int | None, bool]:
        """How the section's footnotes are numbered, from which number they count anew, and if on each page (17.11)."""
        own, common = child(properties, 'footnotePr'), child(self._settings, 'footnotePr')

        def said(name: str) -> str:
            return attribute(child(own, name)) or attribute(child(common, name)) or ''

        form = said('numFmt') or 'decimal'
        if form not in _NOTE_FORMATS:
            self._refusals.add('word-unknown-property', properties, "fotnotsnumrens format")
        restart = said('numRestart')
        start = number(said('numStart'), 1)
        return (
            _NOTE_FORMATS.get(form, '1'),
            start if restart in ('eachSect', 'eachPage') or start != 1 else None,
            restart == 'eachPage',
        )

    def _read_stories(self, properties: etree._Element | None) -> None:
        for kind in ('header', 'footer'):
            for reference in properties.iterfind(w(f'{kind}Reference')) if properties is not None else ():
                which = attribute(reference, 'type') or 'default'
                if which == 'even' and not is_on(self._settings, 'evenAndOddHeaders'):
                    # Word shows no even header then, so it may lie there unread.
                    continue
                story = self._story(str(reference.get(f'{{{R}}}id', '')))
                if story is not None:
                    self._inherited[f'{kind} {which}'] = story

    def _page(self, properties: etree._Element | None) -> Page:
        size, margins = child(properties, 'pgSz'), child(properties, 'pgMar')

        def margin(name: str, default: float) -> float:
            value = points(margins, name)
            return default if value is None else abs(value)

        page = Page(
            width=points(size, 'w') or 595.3,
            height=points(size, 'h') or 841.9,
            top=margin('top', 72),
            right=margin('right', 72),
            bottom=margin('bottom', 72),
            left=margin('left', 72) + margin('gutter', 0),
            header=margin('header', 36),
            footer=margin('footer', 36),
        )
        if is_on(self._settings, 'bookFoldPrinting'):
            self._refusals.add('word-unknown-property', None, "utskrift som vikt häfte")
        if page.left != page.right and is_on(self._settings, 'mirrorMargins'):
            page = replace(page, mirrored=True)
            if child(properties, 'pgBorders') is not None:
                self._refusals.add('word-unknown-property', properties, "sidkantlinje med speglade marginaler")
        if page.text_width < 20 or page.height - page.top - page.bottom < 20:
            self._refusals.add('word-unknown-property', properties, "marginaler större än sidan")
        return page


def _difference(before: Section, after: Section) -> str:
    """What a section that goes on on the same page changes from the next page on; '' for nothing."""
    stories = [
        (each.header, each.footer, each.even_header, each.even_footer, each.number_format, each.borders)
        for each in (before, after)
    ]
    if before.page != replace(after.page, left=before.page.left, right=before.page.right):
        return "andra marginaler upptill eller nedtill"
    if stories[0] != stories[1]:
        return "ett annat sidhuvud eller en annan sidfot"
    return ''


def page_borders(element: etree._Element | None, refusals: Refusals) -> PageBorders | None:
    """The lines that a section draws around its pages; None for none. Pictures as borders are refused."""
    if element is None:
        return None
    found = [
        border(edge, refusals) if (edge := child(element, name)) is not None else None
        for name in ('top', 'right', 'bottom', 'left')
    ]
    if not any(found):
        return None
    return PageBorders(
        (found[0], found[1], found[2], found[3]),
        from_paper=attribute(element, 'offsetFrom') == 'page',
        pages=attribute(element, 'display') or 'allPages',
    )
