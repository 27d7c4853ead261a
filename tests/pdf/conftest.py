"""PDF files to work on, set by typst in the test itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typst
from PIL import Image, ImageDraw

from docgen import fonts
from docgen.pdf.write.embedded_text import FontFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Typeset = Callable[..., Path]

_HEAD = """#set document(title: "{title}", author: "Testköpings kommun", date: datetime(year: 2021, month: 3, day: 11))
#set text(font: "Source Sans Pro", lang: "sv", region: "SE", hyphenate: true, size: 11pt)
#set page(paper: "a4", header: [{title}], footer: context [Sida #counter(page).display()])
"""
BODY = """= Inledning <inledning>
Polisen och kommunen lovar att läsa #link("https://example.org/lofte")[hela löftet] och #link(<lofte>)[listan].
= Löften <lofte>
- Minst fyra trygghetsvandringar.#footnote[Två i varje tätort.]
- EPA-traktorer och mopedbilar.
#table(columns: 2, table.header[Löfte][Antal], [Vandringar], [4])
#pagebreak()
= Underskrifter
Parterna skriver under i två likalydande exemplar.
"""
APPENDIX = """= Uppföljning av löftet <inledning>
Se #link(<inledning>)[början] och #link("https://example.org")[webben].#footnote[Enligt mötet.]
== Utfall
#table(columns: 2, table.header[Löfte][Utfall], [Vandringar], [Genomfört])
"""


@pytest.fixture
def typeset(tmp_path: Path) -> Typeset:
    """A function that sets Typst markup as PDF/A-2a and PDF/UA-1 and returns the file."""
    return typesetting(tmp_path)


def typesetting(folder: Path) -> Typeset:
    """The same for another folder than a test's own."""

    def compiled(markup: str = BODY, name: str = 'body.pdf', title: str = "Medborgarlöfte 2021") -> Path:
        path = folder / name
        source = path.with_suffix('.typ')
        source.write_text(_HEAD.replace('{title}', title) + markup, encoding='utf-8')
        pdf = typst.compile(
            source,
            format='pdf',
            pdf_standards=['a-2a', 'ua-1'],
            ignore_system_fonts=True,
            font_paths=[fonts.folder()],
            timestamp=1615420800,
        )
        path.write_bytes(pdf)
        return path

    return compiled


@pytest.fixture(scope='session')
def faces() -> FontFiles:
    return FontFiles(fonts.ttf('Source Sans Pro'), fonts.ttf('Source Sans Pro', bold=True))


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """A shield on a see-through ground, as a municipality's logo often comes."""
    return drawn_logo(tmp_path)


def drawn_logo(folder: Path) -> Path:
    """The same in another folder than a test's own."""
    image = Image.new('RGBA', (300, 360), (0, 0, 0, 0))
    ImageDraw.Draw(image).polygon([(0, 0), (300, 0), (300, 200), (150, 360), (0, 200)], fill=(0, 80, 160, 255))
    path = folder / 'logo.png'
    image.save(path)
    return path
