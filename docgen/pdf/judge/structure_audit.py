"""The structure audit: what validators miss about tags, content and objects (measured on damaged copies of our files).

It stands beside page-validation, which misses elements without `/S`, wrong StructParents and ParentTree, wrong
`/Type` and fonts without `/Widths`.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.errors import JudgementError
from docgen.pdf.judge.audit_content import content_defects
from docgen.pdf.judge.audit_elements import element_defects
from docgen.pdf.judge.defects import Defect, DefectKind
from docgen.pdf.structure.pdf_file import open_any_pdf
from docgen.pdf.structure.tag_tree import Node, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.pdf.structure.tag_tree import Identity, Node


def structure_audit(pdf: Path) -> tuple[Defect, ...]:
    """All structural faults of a file, none for a sound one; a file that does not open has the one fault DAMAGED."""
    try:
        opened = open_any_pdf(pdf)
    except JudgementError as error:
        return tuple(Defect(DefectKind.DAMAGED, f"{finding.what} {finding.why}") for finding in error.findings)
    return audit(opened, read_tree_or_nothing(opened))


def read_tree_or_nothing(pdf: pikepdf.Pdf) -> tuple[Node, ...]:
    """The tree, or nothing where it is too damaged to be read."""
    try:
        return read_tree(pdf)
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError):
        return ()


def audit(pdf: pikepdf.Pdf, tops: tuple[Node, ...]) -> tuple[Defect, ...]:
    """The same for an opened file and its tree as `tagtree.read_tree` gives it."""
    found: list[Defect] = []
    try:
        for look in (element_defects, content_defects, object_defects):
            found += look(pdf, tops)
    except (
        pikepdf.PdfError,
        pikepdf.ForeignObjectError,
        TypeError,
        ValueError,
        AttributeError,
        KeyError,
        IndexError,
    ):
        # Whatever a damaged object makes the library say, the file is not sound.
        found.append(Defect(DefectKind.DAMAGED, "Filen har ett objekt av fel slag."))
    if pdf.get_warnings():
        found.append(Defect(DefectKind.DAMAGED, "Filen är skadad och lagades när den lästes."))
    return tuple(found)


_AT_A_TIME = 1 << 14
"""Bytes as packed; unpacked they are 16 MB at most."""
_PAGE, _DESCRIPTOR, _DEFLATED = Name.Page, Name.FontDescriptor, Name.FlateDecode


def object_defects(pdf: pikepdf.Pdf, tops: tuple[Node, ...]) -> list[Defect]:  # noqa: ARG001 - one shape for all looks
    """Faults in the objects that validators pass over."""
    return [*_catalogue(pdf), *_every_object(pdf), *_streams(pdf)]


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[Defect]:
    mark = pdf.Root.get('/MarkInfo')
    if not isinstance(mark, Dictionary) or not mark.get('/Marked'):
        yield Defect(DefectKind.NO_TAGS, "Filen säger inte att den är taggad (MarkInfo).")
    intents = pdf.Root.get('/OutputIntents')
    if isinstance(intents, Array) and all(each.get('/S') != Name.GTS_PDFA1 for each in intents):
        yield Defect(DefectKind.OBJECT, "Filens färgprofil är inte märkt som PDF/A:s.")


def _every_object(pdf: pikepdf.Pdf) -> Iterator[Defect]:
    shown: set[Identity] = {page.obj.objgen for page in pdf.pages}
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) or not isinstance(thing, Dictionary):
            continue
        kind = thing.get('/Type')
        looks_like_page = kind == _PAGE or ('/Contents' in thing and '/Resources' in thing)
        if looks_like_page and thing.objgen not in shown:
            yield Defect(DefectKind.LEAK, "En borttagen sida finns kvar i filen och kan läsas.")
        if '/BaseFont' in thing:
            yield from _font(thing)
        elif '/FontName' in thing and '/Flags' in thing and kind != _DESCRIPTOR:
            yield Defect(DefectKind.OBJECT, f"Teckensnittet {str(thing.FontName)[1:]} har fel /Type i beskrivningen.")


def _streams(pdf: pikepdf.Pdf) -> Iterator[Defect]:
    """Streams that do not unpack to what was packed: pikepdf and pdfium read on without a word."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get('/Filter') != _DEFLATED:
            continue
        if not _whole(thing.read_raw_bytes()):
            number = thing.objgen[0]
            yield Defect(DefectKind.DAMAGED, f"Filens del {number} är skadad: kontrollsumman stämmer inte.")


def _whole(packed: bytes) -> bool:
    """Unpack to nowhere, a piece at a time, and compare the checksum (RFC 1950)."""
    unpacking = zlib.decompressobj()
    pieces = memoryview(packed)
    try:
        for start in range(0, len(packed), _AT_A_TIME):
            unpacking.decompress(pieces[start : start + _AT_A_TIME])
            if unpacking.eof:
                break
        unpacking.flush()
    except zlib.error:
        return False
    return unpacking.eof


def _font(font: pikepdf.Object) -> Iterator[Defect]:
    name = str(font.BaseFont)[1:]
    if font.get('/Type') != Name.Font:
        yield Defect(DefectKind.OBJECT, f"Teckensnittet {name} har fel /Type.")
    kind = str(font.get('/Subtype', ''))
    if kind in ('/TrueType', '/Type1', '/MMType1'):
        widths = font.get('/Widths')
        count = int(font.get('/LastChar', -1)) - int(font.get('/FirstChar', 0)) + 1
        if not isinstance(widths, Array) or len(widths) != count:
            yield Defect(DefectKind.OBJECT, f"Teckensnittet {name} saknar bredder för alla tecken.")
    elif kind == '/Type0':
        descendants = font.get('/DescendantFonts')
        if not isinstance(descendants, Array) or len(descendants) != 1:
            yield Defect(DefectKind.OBJECT, f"Teckensnittet {name} saknar sitt underliggande teckensnitt.")
        if not isinstance(font.get('/Encoding'), Name | pikepdf.Stream):
            yield Defect(DefectKind.OBJECT, f"Teckensnittet {name} saknar sin teckenkodning.")
    elif kind in ('/CIDFontType0', '/CIDFontType2'):
        if '/W' not in font and '/DW' not in font:
            yield Defect(DefectKind.OBJECT, f"Teckensnittet {name} saknar bredder för alla tecken.")
    else:
        yield Defect(DefectKind.OBJECT, f"Teckensnittet {name} är av ett okänt slag.")
    if kind != '/Type0' and not isinstance(font.get('/FontDescriptor'), Dictionary):
        yield Defect(DefectKind.OBJECT, f"Teckensnittet {name} saknar beskrivning.")
