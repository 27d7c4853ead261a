"""The audit on damaged copies: one small damage each, none may pass."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from golden import assert_as_kept
from pikepdf import Array, Dictionary, Name, String

from docgen.pdf.judge.defects import DefectKind
from docgen.pdf.judge.structure_audit import structure_audit
from docgen.pdf.structure.tags import elements, number_tree, read_number_tree
from docgen.pdf.write.finish import DocumentInfo, DocumentPart, finish
from docgen.pdf.write.signature_block import SignatureBlock, SignatureRoom

from ..conftest import APPENDIX, drawn_logo, typesetting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docgen.pdf.judge.defects import Defect
    from docgen.pdf.write.embedded_text import FontFiles

SENTENCES = Path(__file__).with_name('audit.json')
"""All that the audit says of each damage, how many times: no layer may fall silent because another one speaks."""


def told(defects: Iterable[Defect]) -> dict[str, int]:
    """What is said and of which page, how many times; numbers and the names of subsets of fonts left out."""
    plain = (re.sub(r'\b[A-Z]{6}\+|\(\d+\)|(?<= )\d+\b', '#', each.message) for each in defects)
    pages = (f'{each.kind}, page {each.page}: ' if each.page else f'{each.kind}: ' for each in defects)
    return dict(Counter(page + message for page, message in zip(pages, plain, strict=True)))


@pytest.fixture(scope='module')
def sound(faces: FontFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stamped, assembled and conformed file with every kind of tag that the audit looks at. Read only."""
    folder = tmp_path_factory.mktemp('sound')
    typeset, logo = typesetting(folder), drawn_logo(folder)
    out = folder / 'sound.pdf'
    finish(
        [DocumentPart(typeset(), "Löfte"), DocumentPart(typeset(APPENDIX, 'one.pdf'), "Bilaga 1", 'B1-')],
        DocumentInfo("Medborgarlöfte 2021", "Testköpings kommun", "", (), datetime.date(2021, 3, 11)),
        out,
        fonts=faces,
        blocks=[SignatureBlock("Testköping", "Anna Exempel", "chef", "", "", logo, "Testköpings vapen")],
        room=SignatureRoom(1, 70, 90, 453, 400),
    )
    return out


def element(pdf: pikepdf.Pdf, kind: str, number: int = 0) -> Any:
    found = [each for each in elements(pdf.Root.StructTreeRoot) if Name('/' + kind) == each.S]
    return found[number]


def leaf(pdf: pikepdf.Pdf) -> Any:
    """The first element that holds marked content directly."""
    for each in elements(pdf.Root.StructTreeRoot):
        kids = each.get('/K')
        if isinstance(kids, int) or (isinstance(kids, Array) and len(kids) and isinstance(kids[0], int)):
            return each
    raise AssertionError


def rows(pdf: pikepdf.Pdf, change: Callable[[dict[int, Any]], None]) -> None:
    entries: dict[int, Any] = read_number_tree(pdf.Root.StructTreeRoot.ParentTree)
    change(entries)
    pdf.Root.StructTreeRoot.ParentTree = pdf.make_indirect(number_tree(entries))


def page_row(pdf: pikepdf.Pdf, number: int = 0) -> Any:
    return read_number_tree(pdf.Root.StructTreeRoot.ParentTree)[int(pdf.pages[number].obj.StructParents)]


def content(pdf: pikepdf.Pdf, old: bytes, new: bytes, page: int = 0) -> None:
    pdf.pages[page].contents_coalesce()
    stream = pdf.pages[page].obj.Contents
    data = stream.read_bytes()
    assert old in data
    stream.write(data.replace(old, new, 1))


def fonts_of(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and '/BaseFont' in each and Name('/' + kind) == each.Subtype
    ]


def delete_last_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def swap_row(pdf: pikepdf.Pdf) -> None:
    row = page_row(pdf)
    row[0], row[1] = row[1], row[0]


def twice_in_tree(pdf: pikepdf.Pdf) -> None:
    document = element(pdf, 'Document')
    document.K.append(document.K[0])


def circle(pdf: pikepdf.Pdf) -> None:
    element(pdf, 'L').K.append(element(pdf, 'Document'))


def second_root(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    extra = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    root.K = Array([element(pdf, 'Document'), extra])


def claim_twice(pdf: pikepdf.Pdf) -> None:
    holder = leaf(pdf)
    holder.K = Array([0, 0])


def link_annotation(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].obj.Annots[0]


def no_header_cells(pdf: pikepdf.Pdf) -> None:
    for each in elements(pdf.Root.StructTreeRoot):
        if Name.TH == each.S:
            each.S = Name.TD


def header_of_nothing(pdf: pikepdf.Pdf) -> None:
    for each in elements(pdf.Root.StructTreeRoot):
        if Name.TH == each.S:
            del each['/ID'], each['/A']


def picture(pdf: pikepdf.Pdf) -> None:
    shape = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    shape.ColorSpace, shape.BitsPerComponent = Name.DeviceGray, 8
    page = pdf.pages[0]
    page.add_resource(pdf.make_stream(b'x', shape), Name.XObject, Name.Bild)
    page.contents_add(pdf.make_stream(b'\nq /Bild Do Q\n'))


def unseen_annotations(pdf: pikepdf.Pdf) -> None:
    for kind, flags in ((Name.Popup, 0), (Name.Text, 2)):
        pdf.pages[0].obj.Annots.append(
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=kind, F=flags, Rect=Array([0, 0, 9, 9])))
        )


def drop_widths(pdf: pikepdf.Pdf) -> None:
    del fonts_of(pdf, 'TrueType')[0]['/Widths']


def short_widths(pdf: pikepdf.Pdf) -> None:
    font = fonts_of(pdf, 'TrueType')[0]
    font.Widths = Array(list(font.Widths)[:-1])


def drop_cid_widths(pdf: pikepdf.Pdf) -> None:
    kind = 'CIDFontType2' if fonts_of(pdf, 'CIDFontType2') else 'CIDFontType0'
    font = fonts_of(pdf, kind)[0]
    for key in ('/W', '/DW'):
        if key in font:
            del font[key]


def drop(holder: Callable[[pikepdf.Pdf], Any], key: str) -> Callable[[pikepdf.Pdf], None]:
    def damage(pdf: pikepdf.Pdf) -> None:
        del holder(pdf)[key]

    return damage


def put(holder: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def damage(pdf: pikepdf.Pdf) -> None:
        holder(pdf)[key] = value(pdf) if callable(value) else value

    return damage


def of(kind: str, number: int = 0) -> Callable[[pikepdf.Pdf], Any]:
    return lambda pdf: element(pdf, kind, number)


def page_of(number: int) -> Callable[[pikepdf.Pdf], Any]:
    return lambda pdf: pdf.pages[number].obj


def root_of(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root


def tree_of(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot


K = DefectKind
DAMAGES: dict[str, tuple[Callable[[pikepdf.Pdf], None], DefectKind]] = {
    'an element without a name': (drop(of('P'), '/S'), K.ELEMENT),
    'an element with an unknown name': (put(of('P'), '/S', Name.Stycke), K.ELEMENT),
    'an element with a wrong type': (put(of('P'), '/Type', Name.Page), K.ELEMENT),
    'a tree root with a wrong type': (put(tree_of, '/Type', Name.StructElem), K.ELEMENT),
    'an element without a parent': (drop(of('P'), '/P'), K.PARENT),
    'an element with a wrong parent': (put(of('LI'), '/P', of('Document')), K.PARENT),
    'the document without a parent': (drop(of('Document'), '/P'), K.PARENT),
    'the document with itself as parent': (put(of('Document'), '/P', of('Document')), K.PARENT),
    'an element reached twice': (twice_in_tree, K.PARENT),
    'a circle': (circle, K.PARENT),
    'two documents': (second_root, K.ROOT),
    'a top that is no document': (put(of('Document'), '/S', Name.Sect), K.ROOT),
    'no tags': (drop(root_of, '/StructTreeRoot'), K.NO_TAGS),
    'an empty tree': (drop(tree_of, '/K'), K.NO_TAGS),
    'not marked as tagged': (drop(root_of, '/MarkInfo'), K.NO_TAGS),
    'content claimed twice': (claim_twice, K.CONTENT),
    'content that is not there': (put(leaf, '/K', 9999), K.CONTENT),
    'an element that lost its content': (put(leaf, '/K', Array()), K.UNOWNED),
    'an element that lost its page': (drop(leaf, '/Pg'), K.CONTENT),
    'an element on a wrong page': (put(leaf, '/Pg', page_of(2)), K.CONTENT),
    'a branch cut off': (drop(of('L'), '/K'), K.UNOWNED),
    'a page without its row number': (drop(page_of(0), '/StructParents'), K.PARENT_TREE),
    'a page with another page\'s row number': (
        put(page_of(0), '/StructParents', lambda pdf: int(pdf.pages[1].obj.StructParents)),
        K.PARENT_TREE,
    ),
    'a page with a free row number': (put(page_of(0), '/StructParents', 4711), K.PARENT_TREE),
    'no parent tree': (drop(tree_of, '/ParentTree'), K.PARENT_TREE),
    'two entries of the parent tree swapped': (swap_row, K.PARENT_TREE),
    'an entry of the parent tree emptied': (lambda pdf: page_row(pdf).__setitem__(0, None), K.PARENT_TREE),
    'a row of the parent tree cut short': (lambda pdf: page_row(pdf).__delitem__(-1), K.PARENT_TREE),
    'a row of the parent tree lost': (
        lambda pdf: rows(pdf, lambda entries: entries.pop(int(pdf.pages[1].obj.StructParents))),
        K.PARENT_TREE,
    ),
    'a row of the parent tree for nothing': (
        lambda pdf: rows(pdf, lambda entries: entries.update({4711: element(pdf, 'P')})),
        K.PARENT_TREE,
    ),
    'a link without its number': (drop(link_annotation, '/StructParent'), K.PARENT_TREE),
    'a link with another\'s number': (
        put(link_annotation, '/StructParent', lambda pdf: int(pdf.pages[0].obj.Annots[1].StructParent)),
        K.PARENT_TREE,
    ),
    'a link without its text': (drop(link_annotation, '/Contents'), K.ANNOTATION),
    'a link outside the tree': (lambda pdf: element(pdf, 'Link').K.__delitem__(-1), K.ANNOTATION),
    'a page of links without order': (drop(page_of(0), '/Tabs'), K.ANNOTATION),
    'a skipped heading level': (put(of('H2'), '/S', Name.H4), K.HEADING),
    'a first heading of level 2': (put(of('H1'), '/S', Name.H2), K.HEADING),
    'a figure without text': (drop(of('Figure'), '/Alt'), K.FIGURE),
    'a figure with an empty text': (put(of('Figure'), '/Alt', String('  ')), K.FIGURE),
    'a table without header cells': (
        no_header_cells,
        K.TABLE,
    ),
    'a cell outside a row': (put(of('TR'), '/S', Name.Div), K.TABLE),
    'a paragraph in a row': (put(of('TD'), '/S', Name.P), K.TABLE),
    'a header cell that lost its name': (drop(of('TH'), '/ID'), K.TABLE),
    'a paragraph in a list': (put(of('LI'), '/S', Name.P), K.LIST),
    'a note without a name': (drop(of('Note'), '/ID'), K.IDENTITY),
    'two notes with one name': (put(of('Note'), '/ID', lambda pdf: element(pdf, 'Note', 1).ID), K.IDENTITY),
    'a name missing in the register': (put(of('Note'), '/ID', String('annat')), K.IDENTITY),
    'a deleted page that can still be read': (delete_last_page, K.LEAK),
    'a page with a wrong type': (put(page_of(0), '/Type', Name.Pages), K.DAMAGED),
    'a catalogue with a wrong type': (put(root_of, '/Type', Name.Page), K.DAMAGED),
    'a font without widths': (drop_widths, K.OBJECT),
    'a font with a width too few': (short_widths, K.OBJECT),
    'a composite font without encoding': (
        lambda pdf: fonts_of(pdf, 'Type0')[0].__delitem__('/Encoding'),
        K.OBJECT,
    ),
    'a composite font without widths': (drop_cid_widths, K.OBJECT),
    'a font with a wrong type': (lambda pdf: fonts_of(pdf, 'TrueType')[0].__setitem__('/Type', Name.Page), K.OBJECT),
    'a font without description': (lambda pdf: fonts_of(pdf, 'TrueType')[0].__delitem__('/FontDescriptor'), K.OBJECT),
    'a font of an unknown kind': (
        lambda pdf: fonts_of(pdf, 'TrueType')[0].__setitem__('/Subtype', Name.Type9),
        K.OBJECT,
    ),
    'a composite font without its parts': (
        lambda pdf: fonts_of(pdf, 'Type0')[0].__delitem__('/DescendantFonts'),
        K.OBJECT,
    ),
    'a composite font with parts too many': (
        lambda pdf: fonts_of(pdf, 'Type0')[0].DescendantFonts.append(fonts_of(pdf, 'Type0')[0]),
        K.OBJECT,
    ),
    'a font description with a wrong type': (
        lambda pdf: fonts_of(pdf, 'TrueType')[0].FontDescriptor.__setitem__('/Type', Name.Page),
        K.OBJECT,
    ),
    'a link of two elements': (
        put(of('H1'), '/K', lambda pdf: Array([element(pdf, 'H1').K, element(pdf, 'Link').K[-1]])),
        K.CONTENT,
    ),
    'a header cell of no row and no column': (header_of_nothing, K.TABLE),
    'a picture without a mark': (picture, K.UNMARKED),
    'content that cannot be read': (
        lambda pdf: pdf.pages[2].obj.__setitem__('/Contents', pdf.make_stream(b'BT (a Tj ET')),
        K.DAMAGED,
    ),
    'a colour profile for another standard': (
        lambda pdf: pdf.Root.OutputIntents[0].__setitem__('/S', Name.GTS_PDFX),
        K.OBJECT,
    ),
    'content without a mark': (
        lambda pdf: content(pdf, b'/Span<</MCID 0>>BDC', b'/Span BMC'),
        K.UNMARKED,
    ),
    'an artifact turned into nothing': (lambda pdf: content(pdf, b'/Artifact', b'/Ingenting'), K.UNMARKED),
    'a mark never closed': (lambda pdf: content(pdf, b'EMC', b''), K.UNMARKED),
    'a number used twice': (lambda pdf: content(pdf, b'/MCID 1>>', b'/MCID 0>>'), K.CONTENT),
    'a number nobody owns': (lambda pdf: content(pdf, b'/MCID 1>>', b'/MCID 777>>'), K.UNOWNED),
    'something painted on top': (
        lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(b'\n0 0 10 10 re f\n')),
        K.UNMARKED,
    ),
    'an inline picture on top': (
        lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(b'\nq BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n')),
        K.UNMARKED,
    ),
    'content that cannot be unpacked': (
        lambda pdf: pdf.pages[1].contents_add(pikepdf.Stream(pdf, b'x', Filter=Name.Unheard)),
        K.DAMAGED,
    ),
    'an artifact within tagged content': (
        lambda pdf: content(pdf, b'/MCID 0>>BDC', b'/MCID 0>>BDC /Artifact BMC EMC'),
        K.UNMARKED,
    ),
}


@pytest.mark.parametrize('name', DAMAGES)
def test_a_damage_is_found(sound: Path, tmp_path: Path, name: str) -> None:
    damage, kind = DAMAGES[name]
    damaged = tmp_path / 'damaged.pdf'
    with pikepdf.open(sound) as pdf:
        damage(pdf)
        pdf.save(damaged)

    defects = structure_audit(damaged)

    assert kind in {defect.kind for defect in defects}, defects
    assert_as_kept(SENTENCES, name, told(defects))


def test_a_sound_file_has_no_defects(sound: Path) -> None:
    assert structure_audit(sound) == ()


@pytest.mark.parametrize(
    'change',
    [
        unseen_annotations,
        lambda pdf: (put(of('Figure'), '/ActualText', String('Vapnet'))(pdf), drop(of('Figure'), '/Alt')(pdf)),
    ],
    ids=['annotations that nobody sees', 'a figure that is read aloud by its own text'],
)
def test_what_is_no_damage_is_not_told(sound: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], object]) -> None:
    with pikepdf.open(sound) as pdf:
        change(pdf)
        pdf.save(tmp_path / 'changed.pdf')
    assert structure_audit(tmp_path / 'changed.pdf') == ()


def test_a_wrong_stream_length_is_found(sound: Path, tmp_path: Path) -> None:
    import re

    damaged = tmp_path / 'damaged.pdf'
    with pikepdf.open(sound) as pdf:
        pdf.save(damaged, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = damaged.read_bytes()
    length = re.search(rb'/Length (\d{3,})', data)
    assert length is not None
    wrong = str(int(length.group(1)) - 3).encode().rjust(len(length.group(1)), b'0')
    damaged.write_bytes(data[: length.start(1)] + wrong + data[length.end(1) :])

    assert DefectKind.DAMAGED in {defect.kind for defect in structure_audit(damaged)}


def test_a_compressed_part_with_a_wrong_checksum_is_found(sound: Path, tmp_path: Path) -> None:
    damaged = tmp_path / 'damaged.pdf'
    with pikepdf.open(sound) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and len(each.read_raw_bytes()) > 5000]
        packed = bytearray(fonts[0].read_raw_bytes())
        packed[-1] ^= 1
        fonts[0].write(bytes(packed), filter=Name.FlateDecode)
        pdf.save(damaged)

    assert DefectKind.DAMAGED in {defect.kind for defect in structure_audit(damaged)}


def test_a_defect_names_its_page(sound: Path, tmp_path: Path) -> None:
    damaged = tmp_path / 'damaged.pdf'
    with pikepdf.open(sound) as pdf:
        put(of('H2'), '/S', Name.H4)(pdf)
        pdf.save(damaged)

    (defect,) = structure_audit(damaged)

    assert (defect.kind, defect.page) == (DefectKind.HEADING, 3)
    assert defect.message == "En rubrik H4 kommer direkt efter H1."
