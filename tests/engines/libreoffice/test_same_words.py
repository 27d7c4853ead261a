"""Constructs that either engine once got wrong: both show the same words, in one run of LibreOffice for all."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-untyped]
from docx.enum.section import WD_SECTION

from docgen.engines import Source, converter
from engines.typst.builder import DATE, blank, element, field, paragraph, png, run, table
from engines.typst.test_structure import with_footnote

if TYPE_CHECKING:
    from pathlib import Path


def reference() -> Any:
    """A reference to capitals and a hyphen that keeps its line."""
    document = blank()
    inner = run("Avtal") + '<w:r><w:noBreakHyphen/></w:r>' + run("1 stort", '<w:caps/>')
    paragraph(document, f'<w:bookmarkStart w:id="1" w:name="avtal"/>{inner}<w:bookmarkEnd w:id="1"/>')
    paragraph(document, run("Se ") + field('REF avtal \\h') + run("."))
    return document


def note_in_a_heading() -> Any:
    """A note in a heading, a table of contents, and a reference to the same heading."""
    document = blank()
    paragraph(document, field(r'TOC \o &quot;1-3&quot; \h'))
    with_footnote(document, "Källan")
    heading = document.add_heading("Bakgrund", 1)
    start, end = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>', '<w:bookmarkEnd w:id="1"/>'
    heading._p.insert(1, element(start))
    heading._p.append(element(end))
    heading._p.append(element('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    paragraph(document, run("Se ") + field('REF _Ref1 \\h') + run("."))
    return document


def later_header() -> Any:
    """A section that goes on on the page, whose own header waits for the next."""
    document = blank()
    document.add_paragraph("Första")
    document.sections[0].header.paragraphs[0].text = "Sidhuvud"
    section = document.add_section(WD_SECTION.CONTINUOUS)
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "Annat"
    document.add_paragraph("Andra")
    return document


def merged_header() -> Any:
    """Cells of the header row that are merged with what stands below."""
    document = blank()
    made = table(document, 3, 3)
    made.cell(0, 0).merge(made.cell(1, 0))
    for row, texts in enumerate((("Område", "Antal", "År"), ("", "Fler", "2021"), ("Norr", "7", "2022"))):
        for column, text in enumerate(texts):
            if text:
                made.cell(row, column).paragraphs[0].text = text
    return document


def unnamed_style() -> Any:
    """A style without an id, of letters too small to read, which is nobody's."""
    document = blank()
    small = '<w:rPr><w:sz w:val="2"/></w:rPr>'
    document.styles.element.append(element(f'<w:style w:type="paragraph"><w:name w:val="Liten"/>{small}</w:style>'))
    document.add_paragraph("Läsbar text")
    return document


def odd_picture_name() -> Any:
    """A picture whose part has a name that says nothing."""
    document = blank()
    document.add_paragraph("Bild")
    document.add_picture(png())
    document.inline_shapes[0]._inline.docPr.set('descr', "En ruta")
    part = next(each for each in document.part.package.iter_parts() if 'media' in each.partname)
    part.partname = type(part.partname)('/word/media/image1.tmp')
    return document


def words(pdf: Path) -> str:
    """All that is to be read, page by page.

    Without spaces, which a reader of PDF can only guess, and capitals, which LibreOffice leaves out of references where
    only formatting makes them (`docs/limitations.md`).
    """
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        texts = [page.get_textpage().get_text_range() for page in opened]
    return '|'.join(re.sub(r'[\s\u2060\u2011\ufffe-]+', '', text) for text in texts).casefold()


def test_both_engines_show_the_same_words(office: str, tmp_path: Path) -> None:
    made = (reference, note_in_a_heading, later_header, merged_header, unnamed_style, odd_picture_name)
    found: dict[str, list[str]] = {each.__name__: [] for each in made}
    for engine in ('typst', 'libreoffice'):
        sources = [Source(tmp_path / f'{name}.docx', tmp_path / f'{name}-{engine}.pdf', DATE) for name in found]
        for make, source in zip(made, sources, strict=True):
            make().save(str(source.docx))
        converter(engine).convert(sources)
        for name, source in zip(found, sources, strict=True):
            found[name].append(words(source.pdf))
    assert {name: one for name, (one, other) in found.items() if sorted(one) != sorted(other)} == {}
    assert found['later_header'][0].count("annat") == 0
    assert found['note_in_a_heading'][1].count("källan") == 1
