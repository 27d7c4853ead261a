"""A scan as PDF/A-2a and PDF/UA-1: each page a picture with a text that says where the same words can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from docgen.pdf.judge.conformance import PDF_A_2A, PDF_UA_1, believable, violations
from docgen.pdf.scan.pages import KeptPage
from docgen.pdf.structure import tags
from docgen.pdf.structure.pdf_file import open_pdf, save_pdf
from docgen.pdf.write.conform import DocumentInfo, conform

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pdf.scan.pictures import PictureData

__all__ = ['DocumentInfo', 'conforms', 'said_of', 'write_scan']

_TEXT = frozenset(('BT', 'ET', 'Tj', 'TJ', "'", '"', 'Td', 'TD', 'Tm', 'T*', 'Tf', 'Tr', 'Tc', 'Tw', 'Tz', 'TL', 'Ts'))
_RESOURCES = ('/XObject', '/ExtGState', '/ColorSpace')


def write_scan(
    pages: Sequence[PictureData | KeptPage], spoken: Sequence[str], info: DocumentInfo, like: Path, out: Path
) -> None:
    """Write the pages as one tagged file. The same pages and texts give the same bytes.

    Args:
        pages: in order.
        spoken: what is read aloud for each page.
        info: what the file says about itself.
        like: a PDF/A file whose colour profile is used.
        out: where to write.

    Raises:
        JudgementError: `like` cannot be opened (see `docgen.pdf.structure.pdf_file`).
        ValueError: a kept page is damaged.
    """
    try:
        _write(pages, spoken, info, like, out)
    except (pikepdf.PdfError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _write(
    pages: Sequence[PictureData | KeptPage], spoken: Sequence[str], info: DocumentInfo, like: Path, out: Path
) -> None:
    profiled = open_pdf(like)
    pdf = pikepdf.new()
    pdf.Root.OutputIntents = pdf.copy_foreign(profiled.make_indirect(profiled.Root.OutputIntents))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.StructTreeRoot = root
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    root.K = Array([document])
    rows: dict[int, object] = {}
    for number, (page, text) in enumerate(zip(pages, spoken, strict=True)):
        sheet = _kept(pdf, page) if isinstance(page, KeptPage) else _drawn(pdf, page)
        figure = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, Pg=sheet, K=0, Alt=String(text)))
        figure.A = Dictionary(O=Name.Layout, BBox=Array(list(sheet.MediaBox)), Placement=Name.Block)
        tags.append_kids(document, figure)
        sheet.StructParents = number
        rows[number] = pdf.make_indirect(Array([figure]))
    root.ParentTree = pdf.make_indirect(tags.number_tree(rows))
    root.ParentTreeNextKey = len(rows)
    conform(pdf, info)
    save_pdf(pdf, out)


def said_of(pdf: Path) -> tuple[str, str]:
    """Give a document's title and author.

    Raises:
        JudgementError: it cannot be opened (see `docgen.pdf.structure.pdf_file`).
    """
    opened = open_pdf(pdf)  # what is read of it lives no longer than it does
    return str(opened.docinfo.get('/Title', '')), str(opened.docinfo.get('/Author', ''))


def conforms(pdf: Path) -> bool:
    """Whether a file is PDF/A-2a and PDF/UA-1; of its signatures others judge."""
    found = (each for profile in (PDF_A_2A, PDF_UA_1) for each in violations(pdf, profile))
    # The validator takes every signature but the last for broken.
    return not believable(
        tuple(each for each in found if not each.rule.endswith('SIGNATURE-BYTERANGE-001')), lengths_are_right=True
    )


def _drawn(pdf: pikepdf.Pdf, page: PictureData) -> pikepdf.Object:
    width, height = page.size
    picture = pdf.make_stream(
        page.data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=page.width,
        Height=page.height,
        ColorSpace=Name.DeviceGray if page.grey else Name.DeviceRGB,
        BitsPerComponent=page.bits,
    )
    picture.Filter = Name(f'/{page.filter}')
    content = f'/Figure <</MCID 0>> BDC\nq {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q\nEMC\n'.encode()
    sheet = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, width, height]),
        Resources=Dictionary(XObject=Dictionary(Im0=picture)),
        Contents=pdf.make_stream(content),
    )
    if page.turn:
        sheet.Rotate = page.turn
    return _add(pdf, sheet)


def _kept(pdf: pikepdf.Pdf, page: KeptPage) -> pikepdf.Object:
    """A page that shows pictures alone, as it was, without the text that nobody sees."""
    source = page.pdf.pages[page.number]
    shown = [
        (instruction.operands, instruction.operator)
        for instruction in pikepdf.parse_content_stream(source)
        if str(instruction.operator) not in _TEXT
    ]
    begin = ([Name.Figure, Dictionary(MCID=0)], Operator('BDC'))
    content = pikepdf.unparse_content_stream([begin, *shown, ([], Operator('EMC'))])
    resources = Dictionary()
    for key in _RESOURCES:
        if key in source.resources:
            resources[key] = pdf.copy_foreign(page.pdf.make_indirect(source.resources[key]))
    for picture in resources.get('/XObject', Dictionary()).values():
        # A viewer may not smooth a PDF/A picture, nor look for another one (ISO 19005-2, 6.2.8).
        for key in ('/Interpolate', '/Alternates', '/OPI'):
            if key in picture:
                del picture[key]
    sheet = Dictionary(
        Type=Name.Page,
        MediaBox=Array([float(edge) for edge in source.mediabox]),
        CropBox=Array([float(edge) for edge in source.cropbox]),
        Resources=resources,
        Contents=pdf.make_stream(content),
    )
    turn = (int(source.obj.get('/Rotate', 0)) + page.turn) % 360
    if turn:
        sheet.Rotate = turn
    return _add(pdf, sheet)


def _add(pdf: pikepdf.Pdf, sheet: Dictionary) -> pikepdf.Object:
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(sheet)))
    return pdf.pages[-1].obj
