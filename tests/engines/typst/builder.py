"""Small Word documents made for one test each, and what a reader finds in the PDF that comes out."""

from __future__ import annotations

import datetime
import io
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from PIL import Image

from docgen.engines import Anchor, Source, converter
from docgen.errors import DocgenError, Finding

if TYPE_CHECKING:
    from pathlib import Path

DATE = datetime.date(2021, 3, 1)


def blank(title: str = "Provdokument") -> Any:
    """An A4 document in our font, in Swedish, with a title, and 2.5 cm margins."""
    document = docx.Document()
    for style in document.styles.element.iter(qn('w:style')):
        for fonts in list(style.iter(qn('w:rFonts'))):
            fonts.getparent().remove(fonts)
    defaults = document.styles.element.find(qn('w:docDefaults') + '/' + qn('w:rPrDefault') + '/' + qn('w:rPr'))
    defaults.remove(defaults.find(qn('w:rFonts')))
    defaults.insert(0, element('<w:rFonts w:ascii="Source Sans Pro" w:hAnsi="Source Sans Pro"/>'))
    defaults.find(qn('w:lang')).set(qn('w:val'), 'sv-SE')
    document.core_properties.title = title
    document.core_properties.author = "Exempels kommun"
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(70)
    return document


def element(xml: str) -> Any:
    """An element of a snippet with the usual prefixes."""
    start = xml.index('>') if '/>' not in xml[: xml.index('>') + 1] else xml.index('/>')
    return parse_xml(f'{xml[:start]} {nsdecls("w", "r", "wp", "a", "pic", "m")}{xml[start:]}')


def paragraph(document: Any, inner: str) -> Any:
    """A paragraph of this inner XML, before the last section's properties."""
    made = element(f'<w:p>{inner}</w:p>')
    document.element.body.insert(len(document.element.body) - 1, made)
    return made


def field(instruction: str, result: str = 'gammalt') -> str:
    """The runs of a field with a stored result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def run(text: str, properties: str = '') -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def png(colour: str = 'navy', size: tuple[int, int] = (60, 30)) -> io.BytesIO:
    """A picture of one colour."""
    stream = io.BytesIO()
    Image.new('RGB', size, colour).save(stream, 'PNG')
    stream.seek(0)
    return stream


def table(document: Any, rows: int, columns: int, *, header: bool = True) -> Any:
    """A ruled table with cells "rad kolumn" and, unless told otherwise, a header row; no box of Word's is ticked."""
    made = document.add_table(rows=rows, cols=columns, style='Table Grid')
    look = made._tbl.tblPr.find(qn('w:tblLook'))
    for name in ('firstRow', 'firstColumn'):
        look.set(qn(f'w:{name}'), '0')
    for row, cells in enumerate(made.rows):
        for column, cell in enumerate(cells.cells):
            cell.text = f"{row} {column}"
    if header:
        made.rows[0]._tr.get_or_add_trPr().append(element('<w:tblHeader/>'))
    return made


def ticked(made: Any, *, row: bool, column: bool) -> Any:
    """The table with Word's boxes "Rubrikrad" and "Första kolumn" ticked or not."""
    look = made._tbl.tblPr.find(qn('w:tblLook'))
    for name, on in (('firstRow', row), ('firstColumn', column)):
        look.set(qn(f'w:{name}'), '1' if on else '0')
    return made


def scopes(path: Path) -> list[tuple[str, str]]:
    """The type of each cell with its scope, in reading order."""
    found = []

    def walk(node: Any) -> None:
        for kid in node.get('/K', []) if isinstance(node.get('/K'), pikepdf.Array) else [node.get('/K')]:
            if isinstance(kid, pikepdf.Dictionary) and '/S' in kid:
                if str(kid.S) in ('/TH', '/TD'):
                    held: Any = kid.get('/A', [])
                    held = held if isinstance(held, pikepdf.Array) else [held]
                    found.append((str(kid.S)[1:], ''.join(str(each.get('/Scope', ''))[1:] for each in held)))
                walk(kid)

    with pikepdf.open(path) as pdf:
        walk(pdf.Root.StructTreeRoot)
    return found


@dataclass(frozen=True)
class Tag:
    """A structure element: its type, what it says of itself, and its children."""

    kind: str
    alt: str
    children: tuple[Tag, ...]

    def outline(self) -> str:
        """The types as one line: Table(THead(TR(TH TH)))."""
        inner = ' '.join(child.outline() for child in self.children)
        return f'{self.kind}({inner})' if inner else self.kind

    def all(self, kind: str) -> list[Tag]:
        """Every element of a type, in reading order."""
        found = [self] if self.kind == kind else []
        return found + [tag for child in self.children for tag in child.all(kind)]


@dataclass(frozen=True)
class Word:
    """A stretch of text on a line, with its left and right edge and baseline-ish bottom in points."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True)
class Result:
    """A laid out document."""

    path: Path
    pages: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    warnings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """All pages' text with single spaces."""
        return ' '.join(' '.join(self.pages).split())

    def tags(self) -> Tag:
        """The structure tree's one root element."""
        with pikepdf.open(self.path) as pdf:
            kids = pdf.Root.StructTreeRoot.K
            return _tag(kids[0] if isinstance(kids, pikepdf.Array) else kids)

    def where(self, text: str, page: int = 0) -> Word:
        """The box of the first place where this text stands."""
        with (
            closing(pypdfium2.PdfDocument(self.path)) as pdf,
            closing(pdf[page]) as sheet,
            closing(sheet.get_textpage()) as reader,
        ):
            searcher = reader.search(text, match_case=True)
            found = searcher.get_next()
            searcher.close()
            assert found is not None, f'{text!r} is not on page {page}'
            boxes = [reader.get_charbox(found[0] + index) for index in range(found[1])]
        return Word(
            min(box[0] for box in boxes),
            max(box[2] for box in boxes),
            min(box[1] for box in boxes),
            max(box[3] for box in boxes),
        )

    def fonts(self) -> set[str]:
        """The embedded fonts' names without subset prefix."""
        with pikepdf.open(self.path) as pdf:
            return {
                str(font.BaseFont).partition('+')[2]
                for page in pdf.pages
                for font in page.Resources.get('/Font', {}).values()
            }

    def link_targets(self) -> list[str]:
        """Addresses, or 'page N', of the link annotations in page order."""
        with pikepdf.open(self.path) as pdf:
            numbers: dict[Any, int] = {page.objgen: index for index, page in enumerate(pdf.pages)}
            found = []
            for page in pdf.pages:
                for note in page.get('/Annots', []):
                    if '/A' in note:
                        found.append(str(note.A.URI))
                    else:
                        found.append(f'page {numbers[note.Dest[0].objgen]}')
            return found


def _tag(element: Any) -> Tag:
    kids = element.get('/K', [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    children = tuple(_tag(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and '/S' in kid)
    return Tag(str(element.S).lstrip('/'), str(element.get('/Alt', '')), children)


def laid_out(document: Any, folder: Path, name: str = 'prov') -> Result:
    """The document saved and laid out."""
    source = folder / f'{name}.docx'
    document.save(source)
    return converted(source)


def converted(source: Path) -> Result:
    """A Word file laid out beside itself."""
    (made,) = converter('typst').convert([Source(source, source.with_suffix('.pdf'), DATE)])
    with closing(pypdfium2.PdfDocument(made.pdf)) as pdf:
        pages = []
        for sheet in pdf:
            with closing(sheet), closing(sheet.get_textpage()) as reader:
                pages.append(reader.get_text_range())
    assert len(pages) == made.pages
    return Result(made.pdf, tuple(pages), made.anchors, made.warnings)


def refused(document: Any, folder: Path) -> tuple[Finding, ...]:
    """The findings that stop the document; no PDF is left behind."""
    source = folder / 'prov.docx'
    document.save(source)
    try:
        converted(source)
    except DocgenError as error:
        assert not source.with_suffix('.pdf').exists()
        return error.findings
    raise AssertionError('the document was accepted')
