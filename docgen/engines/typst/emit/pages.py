"""The whole document as Typst source: properties, sections with their pages, headers and footers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.engines.typst import content
from docgen.engines.typst.emit import margin_heights
from docgen.engines.typst.emit.blocks import BlockWriter, ReservedArea
from docgen.engines.typst.emit.emit_state import EmitState
from docgen.engines.typst.emit.link_targets import link_targets
from docgen.engines.typst.emit.page_borders import page_borders
from docgen.engines.typst.emit.text_looks import dictionary, line_height, text_arguments
from docgen.engines.typst.emit.typst_code import array, call, group, pt, quote, rgb
from docgen.engines.typst.read.refusals import Refusals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen import fonts
    from docgen.engines.typst.content import Table, Ties
    from docgen.engines.typst.float_overlap_check import KeptClear
    from docgen.engines.typst.result_fixes import MarginLink
    from docgen.engines.typst.sections import Document, Section
    from docgen.errors import Finding

_TEXT_FONT = 'Source Sans Pro'
_PRELUDE = Path(__file__).with_name('prelude.typ')


@dataclass(frozen=True)
class TypstSource:
    """Typst source with what it needs and promises: pictures by file name, reserved rooms, fonts not found.

    `overhang` is how far, in points, a page's last line may reach into the lower margin.
    """

    text: str
    measured: str
    """What is set where the text takes headers or footers for fitting that do not; '' where it takes none for such."""
    images: dict[str, bytes]
    rooms: tuple[ReservedArea, ...]
    missing_fonts: tuple[Finding, ...]
    overhang: float
    fonts: tuple[fonts.FontFile, ...]
    tables: tuple[Table, ...]
    """Those of the text that are told as tables, in the order of their beginning."""
    formulas: bool
    """Whether it needs the typesetter's own font for formulas."""
    ties: tuple[Ties, ...]
    """The rows of each of them that stay on one page, see `table_rows`; empty for most."""
    margin_links: tuple[tuple[MarginLink, str], ...]
    """The links in headers and footers, with the label of what an internal one leads to, or ''."""
    kept_clear: tuple[KeptClear, ...]
    stays: tuple[tuple[str, str], ...]
    """Why a part must end on the page where it begins, and its text."""
    warnings: tuple[Finding, ...]
    """What a person should look at, though it could be set."""


def write_document(document: Document, path: Path, catalogue: fonts.FontCatalogue) -> TypstSource:
    """The document's Typst source.

    Args:
        document: what the Word file holds.
        path: the Word file, for messages.
        catalogue: the fonts that the workspace has.

    Raises:
        FindingsError: characters without a glyph, misplaced signature rooms.
    """
    source, refusals = _emitted(document, path, catalogue)
    refusals.check()
    return source


def emission_faults(document: Document, path: Path, catalogue: fonts.FontCatalogue) -> tuple[Finding, ...]:
    """All that only shows when the document is written as Typst: refusals, missing fonts, warnings.

    Args:
        document: the document.
        path: the Word file, for the findings' places.
        catalogue: the fonts it may use.
    """
    source, refusals = _emitted(document, path, catalogue)
    return (*refusals.findings, *source.missing_fonts, *source.warnings)


def _emitted(document: Document, path: Path, catalogue: fonts.FontCatalogue) -> tuple[TypstSource, Refusals]:
    refusals = Refusals(path)
    state = EmitState(
        refusals,
        document.default_tab,
        targets=frozenset(link_targets(document)),
        catalogue=catalogue,
        pictures=document.images,
        hyphenate=document.hyphenate,
        background=document.background,
        listed=any(
            isinstance(block, content.Contents)
            for section in document.sections
            for block in content.opened(section.blocks)
        ),
    )
    body = BlockWriter(state, collapse=document.collapse_spacing)
    margins = BlockWriter(state, collapse=document.collapse_spacing, artifact=True)
    overhang = _overhang(state, document)
    sections = [
        _section(section, index, overhang, body, margins, last=index == len(document.sections) - 1)
        for index, section in enumerate(document.sections)
    ]
    head = [_PRELUDE.read_text(encoding='utf-8'), *_head(document, state)]
    shelf = [f'#let {name} = ({arguments})' for arguments, name in state.shelf.items()]
    text, measured = ('\n'.join([*head, *shelf, *each, '']) for each in zip(*sections, strict=True))
    images = {name: state.drawn(part) for part, name in state.images.items()}
    missing = tuple(state.missing_fonts.values())
    links = tuple((link, state.label(link.target) if link.internal else '') for link in state.margin_links)
    source = TypstSource(
        text=text,
        measured='' if measured == text else measured,
        images=images,
        rooms=tuple(body.rooms),
        missing_fonts=missing,
        overhang=overhang,
        fonts=tuple(state.used_fonts),
        tables=tuple(state.tables.values()),
        formulas=state.formulas,
        ties=tuple(state.tied.get(identity, ()) for identity in state.tables),
        margin_links=links,
        kept_clear=tuple(state.kept_clear),
        stays=tuple(state.stays),
        warnings=refusals.warnings,
    )
    return source, refusals


def _overhang(state: EmitState, document: Document) -> float:
    """What a line is higher than its font: so much of a page's last line stands below the text area, as in Word."""
    if document.body_format is None:
        return 0.0
    form, base = document.body_format
    if form.line_rule != 'auto' or state.catalogue.find(base.font, bold=base.bold, italic=base.italic) is None:
        return 0.0
    return max(line_height(state, base, form) - line_height(state, base, replace(form, line=1.0)), 0.0)


def _head(document: Document, state: EmitState) -> Iterator[str]:
    language, _, region = document.language.partition('-')
    properties = {'title': quote(document.title)}
    if document.author:
        properties['author'] = quote(document.author)
    if document.subject:
        properties['description'] = quote(document.subject)
    if document.keywords:
        properties['keywords'] = array(quote(word) for word in document.keywords)
    yield '#' + call('set document', **properties)
    text = {
        'lang': quote(language.lower()),
        'hyphenate': 'true' if document.hyphenate else 'false',
        'fallback': 'false',
        'ligatures': 'false',
        'font': quote(_TEXT_FONT),
    }
    if len(region) == 2:
        text['region'] = quote(region.upper())
    yield '#' + call('set text', **text)
    if state.formulas:
        from docgen.engines.typst.emit.formulas import FONT

        # Letters that mathematics does not know, such as Cyrillic ones, are taken from the text's usual font.
        fonts_of = array((quote(FONT), quote(_TEXT_FONT)))
        yield f'#show math.equation: set text(font: {fonts_of}, weight: 400, style: "normal")'
    yield '#set par(leading: 0pt, spacing: 0pt, linebreaks: "simple")'
    yield '#set block(above: 0pt, below: 0pt)'
    yield '#set footnote.entry(gap: 0pt, indent: 0pt, clearance: 6pt, separator: line(length: 144pt, stroke: 0.5pt))'
    yield '#show footnote.entry: set par(leading: 0pt, spacing: 0pt)'
    if document.footnote_format is not None:
        form, base = document.footnote_format
        yield f'#show footnote.entry: set text({dictionary(text_arguments(state, base, form))})'


def _section(
    section: Section, index: int, overhang: float, body: BlockWriter, margins: BlockWriter, *, last: bool
) -> tuple[str, str]:
    """The section, and the section with its headers and footers measured where the first takes them for fitting."""
    state, page = body.state, section.page
    state.section, state.paragraph, state.page, state.columns = index, '', page, section.columns
    state.text_width = state.column_width = page.text_width
    state.text_height = page.height - page.top - page.bottom
    names = {
        'dg-header-body': section.header,
        'dg-footer-body': section.footer,
        'dg-first-header': section.first_header if section.title_page else section.header,
        'dg-first-footer': section.first_footer if section.title_page else section.footer,
    }
    # On even pages the other header stands, also on the section's first unless that has one of its own.
    even = section.even_header is not None
    if even:
        names |= {'dg-even-header': section.even_header or (), 'dg-even-footer': section.even_footer or ()}
    # What stands within `context` is evaluated anew in each of the typesetter's rounds: here what need not be.
    state.in_margin = True
    bodies = [
        f'let {name} = {margins.blocks(blocks, page_start=True) if blocks else "none"}'
        for name, blocks in names.items()
    ]
    state.in_margin = False
    column = (page.text_width - (section.columns - 1) * section.gutter) / section.columns
    state.text_width = state.column_width = column
    bodies.append(f'let dg-body = {body.blocks(section.blocks, page_start=True)}')
    statements = [
        f'let dg-first(one, other) = if here().page() == locate(<dg-start-{index}>).page() {{ one }} else {{ other }}',
        'let dg-even(one, other) = if calc.even(counter(page).get().first()) { one } else { other }',
    ]
    header = 'dg-even(dg-even-header, dg-header-body)' if even else 'dg-header-body'
    footer = 'dg-even(dg-even-footer, dg-footer-body)' if even else 'dg-footer-body'
    first_header = 'dg-first-header' if section.title_page or not even else header
    first_footer = 'dg-first-footer' if section.title_page or not even else footer
    sides = ('inside', 'outside') if page.mirrored else ('left', 'right')
    upright = f'top: dg-later-top, bottom: dg-bottom - {pt(overhang)}'
    edges = f'{upright}, {sides[0]}: {pt(page.left)}, {sides[1]}: {pt(page.right)}'
    options = {
        'width': pt(page.width),
        'height': pt(page.height),
        'margin': f'({edges})',
        'numbering': quote(section.number_format),
        'header_ascent': '0pt',
        'footer_descent': '0pt',
        'header': f'context dg-header({pt(page.header)}, dg-first({first_header}, {header}))',
        'footer': f'context dg-footer({pt(page.footer)}, dg-first({first_footer}, {footer}))',
    }
    if section.notes_each_page:
        # The typesetter counts in the order of the page: header, text, notes.
        options['header'] = f'{{ counter(footnote).update({(section.notes_from or 1) - 1}); {options["header"]} }}'
    if state.background:
        options['fill'] = rgb(state.background)
    if section.columns > 1:
        options['columns'] = str(section.columns)
        statements.append(f'set columns(gutter: {pt(section.gutter)})')
    if section.borders is not None:
        options['background'] = page_borders(section.borders, page)
    if section.starts_on and index:
        statements.append(f'pagebreak(weak: true, to: "{section.starts_on}")')
    if section.notes_format != '1':
        statements.append(f'set footnote(numbering: {quote(section.notes_format)})')
    if section.notes_from is not None:
        statements.append(f'counter(footnote).update({section.notes_from - 1})')
    if section.number_from is not None:
        statements.append(f'counter(page).update({section.number_from})')
    statements += [call('set page', **options), f'[#metadata(none)<dg-start-{index}>]']
    text = ['dg-body', f'[#metadata(none)<dg-stop-{index}>]']
    if last:
        text.append('[#metadata(none)<dg-end>]')
    definitions, beginning = margin_heights.measured(section)
    measured = 'context ' + group([*definitions, *statements, *beginning, *text])
    if not margin_heights.seem_to_fit(body, section):
        return ('#' + group([*bodies, measured]),) * 2
    definitions, beginning = margin_heights.fitting(section)
    fitting = group([*definitions, *statements, *beginning, *text])
    return '#' + group([*bodies, fitting]), '#' + group([*bodies, measured])
