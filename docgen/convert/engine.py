"""The embedded engine: Word file → checked package → document → Typst source → PDF/A-2a + PDF/UA-1."""

from __future__ import annotations

import datetime
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from docgen import fonts
from docgen.convert.document import read_document
from docgen.convert.emit_pages import write_document
from docgen.convert.protocol import Anchor, Converted
from docgen.errors import DocgenError, Finding, FindingsError, Place, ToolError
from docgen.word import open_package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.convert.content import Document
    from docgen.convert.emit_blocks import Room
    from docgen.convert.emit_pages import Source as TypstSource
    from docgen.convert.protocol import Source

STANDARDS: list[Any] = ['a-2a', 'ua-1']
MAX_PAGES = 2000


class TypstConverter:
    """Lays out Word files in process with the typst wheel; same file and date give the same bytes."""

    name = 'typst'

    def convert(self, sources: Sequence[Source]) -> list[Converted]:
        """Write each source's PDF, in order.

        All sources are translated before the first PDF is written. Raises FindingsError with every refusal of
        every source, or ToolError when only fonts are missing.
        """
        findings: list[Finding] = []
        only_tools = True
        translated: list[tuple[Document, TypstSource]] = []
        for source in sources:
            try:
                document = read_document(open_package(source.docx))
                written = write_document(document, source.docx)
            except DocgenError as error:
                findings.extend(error.findings)
                only_tools = only_tools and isinstance(error, ToolError)
                continue
            findings.extend(written.missing_fonts)
            translated.append((document, written))
        if findings:
            raise (ToolError if only_tools else FindingsError)(findings)
        typefaces = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.folder())]
        )
        return [
            _lay_out(source, document, written, typefaces)
            for source, (document, written) in zip(sources, translated, strict=True)
        ]


def _lay_out(source: Source, document: Document, written: TypstSource, typefaces: typst.Fonts) -> Converted:
    timestamp = datetime.datetime.combine(source.date, datetime.time(), datetime.UTC)
    with tempfile.TemporaryDirectory(prefix='docgen-typst-') as folder:
        root = Path(folder)
        (root / 'main.typ').write_text(written.text, encoding='utf-8')
        for name, data in written.images.items():
            (root / name).write_bytes(data)
        compiler = typst.Compiler(
            str(root / 'main.typ'), root=str(root), font_paths=typefaces, ignore_system_fonts=True
        )
        try:
            pdf, _ = compiler.compile_with_warnings(format='pdf', pdf_standards=STANDARDS, timestamp=timestamp)
            places = json.loads(compiler.eval(_question(written.rooms), format='json'))
        except typst.TypstError as error:
            raise FindingsError(_engine_finding(source, error)) from error
    if not isinstance(pdf, bytes):
        raise FindingsError(_engine_finding(source, None))
    temporary = source.pdf.with_name(f'.{source.pdf.name}.{os.getpid()}')
    temporary.write_bytes(pdf)
    temporary.replace(source.pdf)
    anchors = tuple(_anchor(room, place, document) for room, place in zip(written.rooms, places['rooms'], strict=True))
    return Converted(source.pdf, int(places['pages']), anchors)


def _question(rooms: Sequence[Room]) -> str:
    spots = ''.join(f'{{ let p = locate({room.label}).position(); (p.page, p.x.pt(), p.y.pt()) }}, ' for room in rooms)
    return f'(pages: locate(<dg-end>).page(), rooms: ({spots}))'


def _anchor(room: Room, place: list[float], document: Document) -> Anchor:
    page, x, y = place
    height = document.sections[room.section].page.height
    return Anchor(room.name, int(page) - 1, x, height - y - room.height, room.width, room.height)


def _engine_finding(source: Source, error: typst.TypstError | None) -> Finding:
    message = error.message if error is not None else ''
    return Finding(
        'typst-refused',
        f"Sättningen av {source.docx.name} avbröts: {message}",
        "Den inbyggda motorn kunde inte göra en PDF som följer PDF/A-2a och PDF/UA-1 av dokumentet.",
        "Ändra det ställe som meddelandet nämner, eller sätt dokumentet med engine: libreoffice.",
        Place(file=source.docx),
    )
