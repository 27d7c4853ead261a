"""The embedded engine: Word file → checked package → document → Typst source → PDF/A-2a + PDF/UA-1."""

from __future__ import annotations

import datetime
import json
import os
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from docgen import fonts
from docgen.engines.protocol import Anchor, Converted, UsedFont, used_fonts
from docgen.engines.typst.emit.pages import write_document
from docgen.engines.typst.read.document import read_document
from docgen.engines.typst.read.refusals import Refusals
from docgen.engines.typst.typefaces import font_set
from docgen.errors import DocgenError, Finding, FindingsError, Place
from docgen.word import open_package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from docgen.engines.protocol import Source
    from docgen.engines.typst.emit.blocks import ReservedArea
    from docgen.engines.typst.emit.pages import TypstSource
    from docgen.engines.typst.sections import Document

STANDARDS: list[Any] = ['a-2a', 'ua-1']
_MAX_WORKERS = 8
_HAIR = 0.5
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
            jobs: list[Future[_LaidOut]] = []
            for source in sources:
                try:
                    document = read_document(open_package(source.docx))
                    written = write_document(document, source.docx, self.catalogue)
                    if written.missing_fonts:
                        raise FindingsError(written.missing_fonts)
                except DocgenError as error:
                    findings.extend(error.findings)
                else:
                    jobs.append(workers.submit(_lay_out, source, document, written, font_set(written.fonts)))
            for job in jobs:
                failure = job.exception()
                if isinstance(failure, DocgenError):
                    findings.extend(failure.findings)
                elif failure is not None:
                    raise failure
        if findings:
            raise FindingsError(findings)
        return [_put(source, job.result()) for source, job in zip(sources, jobs, strict=True)]


@dataclass(frozen=True)
class _LaidOut:
    pdf: bytes
    pages: int
    anchors: tuple[Anchor, ...]
    fonts: tuple[UsedFont, ...]
    warnings: tuple[Finding, ...]


def _lay_out(source: Source, document: Document, written: TypstSource, typefaces: typst.Fonts) -> _LaidOut:
    timestamp = datetime.datetime.combine(source.date, datetime.time(), datetime.UTC)
    with tempfile.TemporaryDirectory(prefix='docgen-typst-') as folder:
        root = Path(folder)
        (root / 'main.typ').write_text(written.text, encoding='utf-8', newline='\n')
        for name, data in written.images.items():
            (root / name).write_bytes(data)
        try:
            compiler = typst.Compiler(
                str(root / 'main.typ'), root=str(root), font_paths=typefaces, ignore_system_fonts=True
            )
            pdf, warned = compiler.compile_with_warnings(format='pdf', pdf_standards=STANDARDS, timestamp=timestamp)
            places = json.loads(compiler.eval(_question(written.rooms), format='json'))
        except typst.TypstError as error:
            raise FindingsError(_engine_finding(source, error.message)) from error
    if not isinstance(pdf, bytes) or warned:
        # A font that is not found, a layout that does not settle: the result is not what the Word file says.
        raise FindingsError(_engine_finding(source, '; '.join(each.message for each in warned)))
    anchors = tuple(_anchor(room, place, document) for room, place in zip(written.rooms, places['rooms'], strict=True))
    for room, anchor in zip(written.rooms, anchors, strict=True):
        if anchor.y < document.sections[room.section].page.bottom - written.overhang - _HAIR:
            refusals = Refusals(source.docx)
            refusals.add('word-signature-room', None, "den får inte plats under sidhuvudet.", paragraph=room.name)
            refusals.check()
    return _LaidOut(pdf, int(places['pages']), anchors, used_fonts(written.fonts), document.warnings)


def _put(source: Source, made: _LaidOut) -> Converted:
    temporary = source.pdf.with_name(f'.{source.pdf.name}.{os.getpid()}')
    temporary.write_bytes(made.pdf)
    temporary.replace(source.pdf)
    return Converted(source.pdf, made.pages, made.anchors, made.fonts, made.warnings)


def _question(rooms: Sequence[ReservedArea]) -> str:
    spots = ''.join(f'{{ let p = locate({room.label}).position(); (p.page, p.x.pt(), p.y.pt()) }}, ' for room in rooms)
    return f'(pages: locate(<dg-end>).page(), rooms: ({spots}))'


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
    return Finding(
        'typst-refused',
        f"Sättningen av {source.docx.name} avbröts: {message}",
        "Den inbyggda motorn kunde inte göra en PDF som följer PDF/A-2a och PDF/UA-1 av dokumentet.",
        "Ändra det ställe som meddelandet nämner, eller sätt dokumentet med engine: libreoffice.",
        Place(file=source.docx),
    )
