"""The embedded engine: Word file → checked package → document → Typst source → PDF/A-2a + PDF/UA-1."""

from __future__ import annotations

import datetime
import json
import logging
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from docgen import fonts
from docgen.engines.protocol import Anchor, Converted, UsedFont, used_fonts
from docgen.engines.typst.emit.margin_heights import FITS
from docgen.engines.typst.emit.pages import write_document
from docgen.engines.typst.read.document import read_document
from docgen.engines.typst.read.refusals import Refusals
from docgen.engines.typst.typefaces import font_set, formula_font
from docgen.errors import DocgenError, Finding, FindingsError, Place
from docgen.temporary import temporary_folder
from docgen.word import open_package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from docgen.engines.protocol import Source
    from docgen.engines.typst.emit.blocks import ReservedArea
    from docgen.engines.typst.emit.pages import TypstSource
    from docgen.engines.typst.float_overlap_check import Placed
    from docgen.engines.typst.result_fixes import PlacedLink
    from docgen.engines.typst.sections import Document

_log = logging.getLogger(__name__)


STANDARDS: list[Any] = ['a-2a', 'ua-1']
_MAX_WORKERS = 8
_HAIR = 0.5
_LACKED = re.compile('the text `"(.+?)"` could not be displayed with font')
_PANIC = re.compile('panicked with: "?docgen"?, "?([a-z-]+)"?, "?(.*?)"?$', re.DOTALL)


class TypstConverter:
    """Lays out Word files in process with the typst wheel; same file and date give the same bytes."""

    name = 'typst'
    conforms = True

    def __init__(self) -> None:
        self.catalogue = fonts.FontCatalogue()

    def convert(self, sources: Sequence[Source]) -> list[Converted]:
        """Write each source's PDF, in order.

        Nothing is written before every source is laid out. Raises FindingsError with every refusal of
        every source; a font that a template asks for and docgen lacks is one of them.
        """
        findings: list[Finding] = []
        # typst lets go of the interpreter while it works: one document is laid out while the next is read.
        with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, _MAX_WORKERS)) as workers:
            jobs: list[tuple[Source, Future[_LaidOut]]] = []
            for source in sources:
                try:
                    document = read_document(open_package(source.docx))
                    written = write_document(document, source.docx, self.catalogue)
                    if written.missing_fonts:
                        raise FindingsError(written.missing_fonts)
                except DocgenError as error:
                    findings.extend(error.findings)
                else:
                    laying = workers.submit(
                        _lay_out, source, document, written, font_set(written.fonts, formulas=written.formulas)
                    )
                    jobs.append((source, laying))
            for source, job in jobs:
                failure = job.exception()
                if isinstance(failure, DocgenError):
                    findings.extend(failure.findings)
                elif failure is not None:
                    raise failure
                else:
                    # Here, since pdfium works for one at a time.
                    findings.extend(_text_in_the_way(source, job.result()))
        if findings:
            raise FindingsError(findings)
        return [_put(source, job.result()) for source, job in jobs]


@dataclass(frozen=True)
class _LaidOut:
    pdf: bytes
    pages: int
    anchors: tuple[Anchor, ...]
    fonts: tuple[UsedFont, ...]
    warnings: tuple[Finding, ...]
    floats: tuple[Placed, ...]


def _lay_out(source: Source, document: Document, written: TypstSource, typefaces: typst.Fonts) -> _LaidOut:
    timestamp = datetime.datetime.combine(source.date, datetime.time(), datetime.UTC)
    with temporary_folder() as folder:
        root = Path(folder)
        for name, data in written.images.items():
            (root / name).write_bytes(data)
        made = _fitting(root, written, typefaces, timestamp) if written.measured else None
        try:
            pdf, warned, places = made or _set(root, written.measured or written.text, written, typefaces, timestamp)
        except typst.TypstError as error:
            raise FindingsError(_engine_finding(source, error.message)) from error
        except BaseException as error:
            if not _is_panic(error):
                raise
            raise FindingsError(_engine_finding(source, str(error))) from error
    if not isinstance(pdf, bytes) or warned:
        # A font that is not found, a layout that does not settle: the result is not what the Word file says.
        raise FindingsError(_engine_finding(source, '; '.join(each.message for each in warned)))
    refusals = Refusals(source.docx)
    for (wrong, text), stayed in zip(written.stays, places['stays'], strict=True):
        if not stayed:
            refusals.add('word-section-break', None, f"på samma sida med {wrong}", paragraph=text)
    refusals.check()
    anchors = tuple(_anchor(room, place, document) for room, place in zip(written.rooms, places['rooms'], strict=True))
    for room, anchor in zip(written.rooms, anchors, strict=True):
        if anchor.y < document.sections[room.section].page.bottom - written.overhang - _HAIR:
            refusals = Refusals(source.docx)
            refusals.add('word-signature-room', None, "den får inte plats under sidhuvudet.", paragraph=room.name)
            refusals.check()
    if written.margin_links or any(written.ties) or any(table.row_headers for table in written.tables):
        from docgen.engines.typst.result_fixes import finished

        pdf = finished(pdf, written.tables, written.ties, _placed(source, written, places['links']))
    return _LaidOut(
        pdf,
        int(places['pages']),
        anchors,
        (*used_fonts(written.fonts), *((formula_font(),) if written.formulas else ())),
        (*document.warnings, *written.warnings),
        _floats(written, places['floats']),
    )


def _set(
    root: Path, text: str, written: TypstSource, typefaces: typst.Fonts, timestamp: datetime.datetime
) -> tuple[Any, list[typst.TypstWarning], Any]:
    main = root / 'main.typ'
    main.write_text(text, encoding='utf-8', newline='\n')
    compiler = typst.Compiler(str(main), root=str(root), font_paths=typefaces, ignore_system_fonts=True)
    pdf, warned = compiler.compile_with_warnings(format='pdf', pdf_standards=STANDARDS, timestamp=timestamp)
    return pdf, warned, json.loads(compiler.eval(_question(written), format='json'))


def _fitting(
    root: Path, written: TypstSource, typefaces: typst.Fonts, timestamp: datetime.datetime
) -> tuple[Any, list[typst.TypstWarning], Any] | None:
    """What is set when headers and footers are taken for fitting, or None where they did not fit or anything failed."""
    try:
        pdf, warned, places = _set(root, written.text, written, typefaces, timestamp)
    except typst.TypstError:
        return None
    except BaseException as error:
        if not _is_panic(error):
            raise
        return None
    return None if warned or not all(places['fits']) else (pdf, warned, places)


def _is_panic(error: BaseException) -> bool:
    """Whether it is a fault within the typesetter: its own exception is none of Python's ordinary ones."""
    return type(error).__name__ == 'PanicException'


def _put(source: Source, made: _LaidOut) -> Converted:
    temporary = source.pdf.with_name(f'.{source.pdf.name}.{os.getpid()}')
    temporary.write_bytes(made.pdf)
    temporary.replace(source.pdf)
    return Converted(source.pdf, made.pages, made.anchors, made.fonts, made.warnings)


def _question(written: TypstSource) -> str:
    rooms = ''.join(f'{_spot(f"locate({room.label})")}, ' for room in written.rooms)
    links = ''.join(
        f'(query(<dg-link-{number}-start>).map(m => {_spot("m.location()")}), '
        f'query(<dg-link-{number}-end>).map(m => {_spot("m.location()")}), '
        f'{_spot(f"locate({label})") if label else "none"}), '
        for number, (_, label) in enumerate(written.margin_links)
    )
    floats = ''.join(
        f'query(<dg-float-{number}>).map(m => (m.location().page(), ..m.value)), '
        for number in range(len(written.kept_clear))
    )
    stays = ''.join(
        f'locate(<dg-stay-{number}-start>).page() == locate(<dg-stay-{number}-end>).page(), '
        for number in range(len(written.stays))
    )
    fits = f'query({FITS}).map(m => m.value)'
    placed = f'rooms: ({rooms}), links: ({links}), floats: ({floats}), stays: ({stays})'
    return f'(pages: locate(<dg-end>).page(), {placed}, fits: {fits})'


def _spot(location: str) -> str:
    return f'{{ let p = {location}.position(); (p.page, p.x.pt(), p.y.pt()) }}'


def _floats(written: TypstSource, found: list[Any]) -> tuple[Placed, ...]:
    return tuple(
        (kept, int(page), float(down), float(height))
        for kept, spots in zip(written.kept_clear, found, strict=True)
        for page, down, height in spots
    )


def _text_in_the_way(source: Source, made: _LaidOut) -> tuple[Finding, ...]:
    if not made.floats:
        return ()
    from docgen.engines.typst.float_overlap_check import overprinted

    refusals = Refusals(source.docx)
    for ident, kept in overprinted(made.pdf, made.floats):
        refusals.add(ident, None, kept.paragraph[:60], paragraph=kept.paragraph)
    return refusals.findings


def _placed(source: Source, written: TypstSource, found: list[Any]) -> list[PlacedLink]:
    """The links of headers and footers, page by page; one that goes on in a second line is refused."""
    from docgen.engines.typst.result_fixes import PlacedLink

    placed: list[PlacedLink] = []
    refusals = Refusals(source.docx)
    for (link, _), (starts, ends, place) in zip(written.margin_links, found, strict=True):
        for start, end in zip(starts, ends, strict=True):
            if start[0] != end[0] or abs(start[2] - end[2]) > _HAIR:
                refusals.add('word-link-in-margin', None, paragraph=link.text)
            placed.append(PlacedLink(link, tuple(start), tuple(end), tuple(place) if place else None))
    refusals.check()
    return sorted(placed, key=lambda each: (each.start[0], each.start[2], each.start[1]))


def _anchor(room: ReservedArea, place: list[float], document: Document) -> Anchor:
    page, x, y = place
    height = document.sections[room.section].page.height
    return Anchor(room.name, int(page) - 1, x, height - y - room.height, room.width, room.height)


def _engine_finding(source: Source, message: str) -> Finding:
    told = _PANIC.search(message)
    if told:
        # What only the layout shows, refused by the prelude.
        refusals = Refusals(source.docx)
        refusals.add(told[1], None, told[2], paragraph=told[2])
        return refusals.findings[0]
    if lacked := _LACKED.search(message):
        refusals = Refusals(source.docx)
        refusals.add('word-character-missing', None, f"”{lacked[1]}” i en formel", paragraph=lacked[1])
        return refusals.findings[0]
    _log.info('%s: %s', source.docx.name, message)
    return Finding(
        'typst-refused',
        f"Sättningen av {source.docx.name} avbröts.",
        "Den inbyggda motorn kunde inte göra en PDF som följer PDF/A-2a och PDF/UA-1 av dokumentet.",
        "Sätt dokumentet med engine: libreoffice, eller visa svaret från --verbose för den som sköter docgen.",
        Place(file=source.docx),
    )
