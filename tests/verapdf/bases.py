"""Sound files to damage: few pages, and between them every kind of tag, font, link and picture that docgen writes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import typst
from PIL import Image

from docgen import fonts
from docgen.pdf.write.embedded_text import FontFiles
from docgen.pdf.write.finish import DocumentInfo, DocumentPart, finish
from docgen.pdf.write.signature_block import SignatureBlock, SignatureRoom

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = """#set document(title: "Löfte", author: "Testköpings kommun", date: datetime(year: 2021, month: 3, day: 11))
#set text(font: "Source Sans Pro", lang: "sv", region: "SE", size: 11pt)
#set page(paper: "a4", header: [Löfte], footer: context [Sida #counter(page).display()])
"""
_BODY = """= Inledning <inledning>
Läs #link("https://example.org/lofte")[hela löftet] och #link(<lofte>)[listan].
= Löften <lofte>
- Minst fyra trygghetsvandringar.#footnote[Två i varje tätort.]
- EPA-traktorer.#footnote[Och mopedbilar.]
== Mått
#table(columns: 2, table.header[Löfte][Antal], [Vandringar], [4])
"""
_APPENDIX = """= Uppföljning
== Utfall
#table(columns: 2, table.header[Löfte][Utfall], [Vandringar], [Genomfört])
"""


def assembled(folder: Path) -> Path:
    """Links, notes, tables, signature blocks with a logo, and an appendix, by the product's own last steps."""
    logo = folder / 'logo.png'
    Image.new('RGB', (30, 40), (0, 80, 160)).save(logo)
    out = folder / 'assembled.pdf'
    finish(
        [
            DocumentPart(_typeset(folder, 'body', _BODY), "Löfte"),
            DocumentPart(_typeset(folder, 'more', _APPENDIX), "Bilaga 1", 'B1-'),
        ],
        DocumentInfo("Medborgarlöfte 2021", "Testköpings kommun", "", (), datetime.date(2021, 3, 11)),
        out,
        fonts=FontFiles(fonts.ttf('Source Sans Pro'), fonts.ttf('Source Sans Pro', bold=True)),
        blocks=[SignatureBlock("Testköping", "Anna Exempel", "chef", "", "", logo, "Testköpings vapen")],
        room=SignatureRoom(0, 70, 90, 453, 400),
    )
    return out


def _typeset(folder: Path, name: str, markup: str) -> Path:
    source = folder / f'{name}.typ'
    source.write_text(_HEAD + markup, 'utf-8')
    data = typst.compile(
        source,
        format='pdf',
        pdf_standards=['a-2a', 'ua-1'],
        ignore_system_fonts=True,
        font_paths=[fonts.folder()],
        timestamp=1615420800,
    )
    path = folder / f'{name}.pdf'
    path.write_bytes(data)
    return path
