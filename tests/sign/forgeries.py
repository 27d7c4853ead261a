"""What anybody can do to a signed PDF without a key, by appending to it: each by its name, from bytes to bytes.

None of it may ever pass. Some of it changes nothing that today's readers show, and differs only in what one could show.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sign.raw_update import RawUpdate, body, edited, file_size, last_table, root_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Change = Callable[[pikepdf.Pdf], Iterator[pikepdf.Object]]
    Forgery = Callable[[bytes], bytes]

SAYS = b'BT /F1 12 Tf 60 40 Td (TILLAGG: galler inte) Tj ET'
COVERS = b'1 g 0 0 600 850 re f'
FORGERIES: dict[str, Forgery] = {}


def forgery(make: Forgery) -> Forgery:
    """Take a function into the table by its name."""
    FORGERIES[make.__name__.replace('_', ' ')] = make
    return make


def change(make: Change) -> Change:
    """Take a change of objects into the table."""
    FORGERIES[make.__name__.replace('_', ' ')] = lambda content: edited(content, make)
    return make


def look(pdf: pikepdf.Pdf, paint: bytes = COVERS) -> pikepdf.Object:
    """A picture for a field, as large as a page."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return pdf.make_stream(
        paint,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 600, 850]),
        Resources=Dictionary(Font=Dictionary(F1=font)),
    )


def page(pdf: pikepdf.Pdf, number: int = 0) -> pikepdf.Object:
    return pdf.pages[number].obj


def fields(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The form's fields, those of which kids matter among them."""
    return list(pdf.Root.AcroForm.Fields)


def field_with(pdf: pikepdf.Pdf, **entries: Any) -> Iterator[pikepdf.Object]:
    """Add a signature field that nobody has signed, to the form and to the first page."""
    plain = {'Type': Name.Annot, 'Subtype': Name.Widget, 'FT': Name.Sig, 'T': String('Ny'), 'F': 4}
    first = page(pdf)
    values = {**plain, 'Rect': Array([0, 0, 600, 850]), 'P': first, **entries}
    field = pdf.make_indirect(Dictionary({f'/{key}': each for key, each in values.items() if each is not None}))
    first['/Annots'] = Array([*first.get('/Annots', Array()), field])
    form = pdf.Root.AcroForm
    form['/Fields'] = Array([*form.Fields, field])
    yield first
    yield form if form.is_indirect else pdf.Root
    yield field
    if form.Fields.is_indirect:
        yield form.Fields
    yield from _inside(field)


def _inside(holder: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Objects of the new ones."""
    for key in ('/AP', '/Kids', '/A', '/AA'):
        value = holder.get(key)
        if isinstance(value, Dictionary):
            yield from (each for each in value.values() if isinstance(each, pikepdf.Object) and each.is_indirect)
        elif isinstance(value, Array):
            for each in value:
                yield each
                yield from _inside(each)


def evil(content: bytes) -> tuple[dict[int, bytes], int]:
    """Another document of one page, as objects, and its catalog's number."""
    first = file_size(content)
    return {
        first: b'<< /Type /Catalog /Pages %d 0 R >>' % (first + 1),
        first + 1: b'<< /Type /Pages /Count 1 /Kids [%d 0 R] >>' % (first + 2),
        first + 2: b'<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>'
        % (first + 1, first + 3),
        first + 3: b'<< /Length %d >>\nstream\n%s\nendstream' % (len(COVERS), COVERS),
    }, first


# Trailers, tables and bytes.


@forgery
def another_root_last(content: bytes) -> bytes:
    objects, catalog = evil(content)
    roots = b'/Root %d 0 R /Root %d 0 R' % (root_number(content), catalog)
    return RawUpdate(content, objects, root=roots).written()


@forgery
def another_root_first(content: bytes) -> bytes:
    objects, catalog = evil(content)
    roots = b'/Root %d 0 R /Root %d 0 R' % (catalog, root_number(content))
    return RawUpdate(content, objects, root=roots).written()


@forgery
def another_root_by_an_escaped_name(content: bytes) -> bytes:
    objects, catalog = evil(content)
    roots = b'/Root %d 0 R /Ro#6ft %d 0 R' % (root_number(content), catalog)
    return RawUpdate(content, objects, root=roots).written()


@forgery
def another_root_alone(content: bytes) -> bytes:
    objects, catalog = evil(content)
    return RawUpdate(content, objects, root=b'/Root %d 0 R' % catalog).written()


def _catalog_with(content: bytes, more: bytes, objects: dict[int, bytes]) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        catalog = body(pdf.Root)
    return RawUpdate(content, {**objects, root_number(content): catalog.rstrip()[:-2] + more + b' >>'}).written()


@forgery
def pages_twice_in_the_catalog(content: bytes) -> bytes:
    objects, catalog = evil(content)
    return _catalog_with(content, b' /Pages %d 0 R' % (catalog + 1), objects)


@forgery
def pages_by_an_escaped_name(content: bytes) -> bytes:
    objects, catalog = evil(content)
    return _catalog_with(content, b' /P#61ges %d 0 R' % (catalog + 1), objects)


def _page_with(content: bytes, more: bytes, objects: dict[int, bytes]) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        number, entries = page(pdf).objgen[0], body(page(pdf))
    return RawUpdate(content, {**objects, number: entries.rstrip()[:-2] + more + b' >>'}).written()


@forgery
def contents_twice_in_a_page(content: bytes) -> bytes:
    objects, catalog = evil(content)
    return _page_with(content, b' /Contents %d 0 R' % (catalog + 3), objects)


@forgery
def contents_by_an_escaped_name(content: bytes) -> bytes:
    objects, catalog = evil(content)
    return _page_with(content, b' /C#6fntents %d 0 R' % (catalog + 3), objects)


@forgery
def information_twice(content: bytes) -> bytes:
    number = file_size(content)
    keys = b'/Info %d 0 R /Info %d 0 R' % (number, number)
    return RawUpdate(content, {number: b'<< /Title (Annat) >>'}, keys=keys).written()


@forgery
def previous_table_twice(content: bytes) -> bytes:
    return RawUpdate(content, keys=b'/Prev 0').written()


@forgery
def an_object_that_no_table_lists(content: bytes) -> bytes:
    number = file_size(content)
    return RawUpdate(content, {number: b'<< /Hej true >>'}, unlisted=frozenset({number})).written()


@forgery
def a_page_that_no_table_lists(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        number = page(pdf).objgen[0]
    objects, catalog = evil(content)
    entries = b'<< /Type /Page /MediaBox [0 0 595 842] /Contents %d 0 R >>' % (catalog + 3)
    return RawUpdate(content, {**objects, number: entries}, unlisted=frozenset({*objects, number})).written()


@forgery
def an_object_twice_in_an_update(content: bytes) -> bytes:
    number = file_size(content)
    return RawUpdate(content, {number: b'(ett)'}, doubled={number: b'(tva)'}).written()


@forgery
def a_table_that_leads_beside_an_object(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'(ett)'}, moved={file_size(content): 3}).written()


@forgery
def a_table_that_leads_too_early(content: bytes) -> bytes:
    number = file_size(content)
    blank = RawUpdate(content + b'     ', {number: b'(ett)'}, moved={number: -5})
    return blank.written()


@forgery
def a_table_with_short_lines(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'(ett)'}, line_end=b'\n').written()


@forgery
def an_end_that_leads_to_the_old_table(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'(ett)'}, start=last_table(content)).written()


@forgery
def an_end_that_leads_nowhere(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'(ett)'}, start=3).written()


@forgery
def a_table_that_leads_to_the_first(content: bytes) -> bytes:
    first = int(content[content.index(b'startxref') + 9 :].split()[0])
    return RawUpdate(content, {file_size(content): b'(ett)'}, prev=first).written()


@forgery
def a_table_that_leads_to_none(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'(ett)'}, prev=-1).written()


@forgery
def a_table_that_leads_to_itself(content: bytes) -> bytes:
    return RawUpdate(content, prev=len(content)).written()


@forgery
def a_hidden_twin_of_the_table(content: bytes) -> bytes:
    return RawUpdate(content, keys=b'/XRefStm %d' % last_table(content)).written()


@forgery
def an_encryption_that_is_none(content: bytes) -> bytes:
    return RawUpdate(content, keys=b'/Encrypt << /Filter /Standard /V 9 >>').written()


@forgery
def content_freed(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        contents = page(pdf).Contents
        number = (contents[0] if isinstance(contents, Array) else contents).objgen[0]
    return RawUpdate(content, freed=(number,)).written()


@forgery
def a_signature_freed(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        number = next(each.V.objgen[0] for each in fields(pdf) if '/V' in each)
    return RawUpdate(content, freed=(number,)).written()


@forgery
def a_table_for_fewer_objects(content: bytes) -> bytes:
    return RawUpdate(content, size=5).written()


@forgery
def a_strange_entry_in_the_trailer(content: bytes) -> bytes:
    return RawUpdate(content, keys=b'/Konstigt (hej)').written()


@forgery
def another_first_identity(content: bytes) -> bytes:
    return RawUpdate(content, keys=b'/ID [<00> <00>]').written()


def _hidden(number: int = 5) -> bytes:
    return b'\n%d 0 obj\n<< /Type /Page >>\nendobj\n' % number


@forgery
def an_object_within_a_stream(content: bytes) -> bytes:
    inside = _hidden()
    stream = b'<< /Length %d >>\nstream\n%s\nendstream' % (len(inside), inside)
    return RawUpdate(content, {file_size(content): stream}).written()


@forgery
def an_object_within_a_string(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'(' + _hidden() + b')'}).written()


@forgery
def an_object_within_a_comment(content: bytes) -> bytes:
    return RawUpdate(content, between=b'% 5 0 obj << /Type /Page >> endobj\n').written()


@forgery
def a_trailer_within_a_comment(content: bytes) -> bytes:
    return RawUpdate(content, between=b'% trailer << /Root 1 0 R >>\n').written()


@forgery
def a_trailer_within_a_string(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'(\ntrailer << /Root 1 0 R >>\n)'}).written()


@forgery
def a_second_header(content: bytes) -> bytes:
    return RawUpdate(content, between=b'%PDF-1.4\n').written()


@forgery
def text_between_objects(content: bytes) -> bytes:
    return RawUpdate(content, between=b'hemligt tillagg\n').written()


@forgery
def text_after_the_end(content: bytes) -> bytes:
    return RawUpdate(content).written() + b'hemligt tillagg\n'


@forgery
def another_generation(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        number, entries = page(pdf).objgen[0], body(page(pdf))
    return RawUpdate(content, {number: entries}, generations={number: 1}).written()


@forgery
def a_new_object_with_a_generation(content: bytes) -> bytes:
    number = file_size(content)
    return RawUpdate(content, {number: b'(ett)'}, generations={number: 7}).written()


@forgery
def a_reference_with_another_generation(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'[%d 3 R]' % root_number(content)}).written()


def _packed(content: bytes, numbers: list[int], listed: list[int], text: bytes = b'(hej) (hopp)') -> bytes:
    """An update with an object stream, and a cross-reference stream that lists some of what is in it."""
    out = content if content.endswith(b'\n') else content + b'\n'
    first = file_size(content)
    head = b'%d 0 %d 6 ' % (numbers[0], numbers[1])
    raw = zlib.compress(head + text)
    container = len(out)
    out += b'%d 0 obj\n<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode /Length %d >>\nstream\n' % (
        first,
        len(head),
        len(raw),
    )
    out += raw + b'\nendstream\nendobj\n'
    table = len(out)
    rows = {first: (1, container, 0), first + 1: (1, table, 0)}
    rows |= {number: (2, first, place) for place, number in enumerate(numbers) if number in listed}
    packed = b''.join(
        bytes([kind]) + place.to_bytes(4, 'big') + bytes([index]) for _, (kind, place, index) in sorted(rows.items())
    )
    index = b' '.join(b'%d 1' % number for number in sorted(rows))
    size = max(first + 2, *(number + 1 for number in numbers))
    keys = b'/Type /XRef /W [1 4 1] /Index [%s] /Size %d /Root %d 0 R /Prev %d' % (
        index,
        size,
        root_number(content),
        last_table(content),
    )
    kept = re.findall(rb'/(?:ID\s*\[[^\]]*\]|Info\s+\d+ 0 R)', content)
    keys += b' ' + b' '.join(dict.fromkeys([kept[-1], kept[-2]]) if len(kept) > 1 else kept)
    out += b'%d 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n' % (first + 1, keys, len(packed), packed)
    return out + b'startxref\n%d\n%%%%EOF\n' % table


@forgery
def a_packed_object_that_no_table_lists(content: bytes) -> bytes:
    first = file_size(content) + 2
    return _packed(content, [first, first + 1], [first])


@forgery
def a_packed_object_twice(content: bytes) -> bytes:
    first = file_size(content) + 2
    return _packed(content, [first, first], [first])


@forgery
def a_packed_page_in_place_of_one(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        number = page(pdf).objgen[0]
    later = file_size(content) + 2
    return _packed(content, [number, later], [number, later], b'<<>>  (hej)')


@forgery
def a_stream_shorter_than_it_is(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'<< /Length 3 >>\nstream\nabcdefgh\nendstream'}).written()


@forgery
def an_update_without_an_end(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'(ett)'}, ending=b'').written()


@forgery
def an_object_without_an_end(content: bytes) -> bytes:
    return RawUpdate(content, between=b'%d 0 obj (hej)\n' % file_size(content)).written()


@forgery
def a_whole_other_document_behind(content: bytes) -> bytes:
    objects, catalog = evil(content)
    return RawUpdate(content, objects, root=b'/Root %d 0 R' % catalog, prev=-1).written()


@forgery
def two_tables_in_an_update(content: bytes) -> bytes:
    table = b'xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\n'
    return RawUpdate(content, between=table).written()


@forgery
def an_object_that_was_missing(content: bytes) -> bytes:
    """A second page's content drawn by an object that the first update lays in wait and the next one defines."""
    with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
        number, entries = page(pdf).objgen[0], body(page(pdf))
    later = file_size(content)
    first = RawUpdate(content, {number: entries.replace(b'/Contents', b'/Senare %d 0 R /Contents' % later)}).written()
    return RawUpdate(first, {later: b'<< /Length 0 >>\nstream\n\nendstream'}).written()


# Pages and what they are drawn with.


@change
def content_replaced(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    page(pdf)['/Contents'] = pdf.make_stream(COVERS)
    yield page(pdf)
    yield page(pdf).Contents


@change
def content_replaced_in_its_place(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    contents = page(pdf).Contents
    first = contents[0] if isinstance(contents, Array) else contents
    first.write(COVERS)
    yield first


@change
def content_added(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    over = pdf.make_stream(SAYS)
    old = page(pdf).Contents
    page(pdf)['/Contents'] = Array([*(old if isinstance(old, Array) else [old]), over])
    yield page(pdf)
    yield over


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get('/Type') == Name.Font and each.is_indirect:
            yield each


@change
def a_font_exchanged(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    font = next(_fonts(pdf))
    font['/BaseFont'] = Name('/Courier')
    yield font


@change
def what_letters_mean_exchanged(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    font = next(each for each in _fonts(pdf) if '/ToUnicode' in each)
    font.ToUnicode.write(font.ToUnicode.read_bytes() + b' ')
    yield font.ToUnicode


@change
def a_font_file_exchanged(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    kinds = Name.CIDFontType0C, Name.OpenType, Name.Type1C
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    file = next(each for each in streams if each.get('/Subtype') in kinds or '/Length1' in each)
    file.write(file.read_bytes()[:-20])
    yield file


@change
def resources_exchanged(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    page(pdf)['/Resources'] = Dictionary()
    yield page(pdf)


@change
def a_page_gone(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    tree = page(pdf).Parent
    tree['/Kids'] = Array(list(tree.Kids)[1:])
    tree['/Count'] = int(tree.Count) - 1
    yield tree


@change
def pages_in_another_order(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    tree = page(pdf).Parent
    tree['/Kids'] = Array(list(tree.Kids)[::-1])
    yield tree


@change
def a_page_more(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    tree = page(pdf).Parent
    new = pdf.make_indirect(Dictionary(Type=Name.Page, Parent=tree, MediaBox=Array([0, 0, 595, 842])))
    tree['/Kids'] = Array([*tree.Kids, new])
    tree['/Count'] = int(tree.Count) + 1
    yield tree
    yield new


@change
def a_page_that_belongs_nowhere(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842])))


@change
def a_catalog_that_belongs_nowhere(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield pdf.make_indirect(Dictionary(Type=Name.Catalog, Pages=pdf.Root.Pages))


def _page_entry(name: str, key: str, make: Callable[[pikepdf.Pdf], object]) -> None:
    def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        page(pdf)[key] = made = make(pdf)
        yield page(pdf)
        if isinstance(made, pikepdf.Stream):
            yield made

    FORGERIES[name] = lambda content: edited(content, alter)


_page_entry('page turned', '/Rotate', lambda _: 90)
_page_entry('page larger', '/MediaBox', lambda _: Array([0, 0, 700, 900]))
_page_entry('page cut', '/CropBox', lambda _: Array([0, 300, 595, 842]))
_page_entry('page scaled', '/UserUnit', lambda _: 2)
_page_entry('page with an action', '/AA', lambda _: Dictionary(O=Dictionary(S=Name.JavaScript, JS=String('1'))))
_page_entry('page with metadata', '/Metadata', lambda pdf: pdf.make_stream(b'<x/>'))
_page_entry('page blended', '/Group', lambda _: Dictionary(S=Name.Transparency, K=True))
_page_entry('page in another order of tabs, alone', '/Tabs', lambda _: Name.C)
_page_entry('page with other tags', '/StructParents', lambda _: 99)
_page_entry('page with a thumbnail', '/Thumb', lambda pdf: pdf.make_stream(b'abc', Width=1, Height=1))
_page_entry('page with a strange entry', '/Konstigt', lambda _: String('hej'))
_page_entry('page shown for a second', '/Dur', lambda _: 1)


def _annotation(name: str, **entries: Any) -> None:
    def add(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        made = {f'/{key}': value for key, value in entries.items()}
        note = pdf.make_indirect(Dictionary({'/Type': Name.Annot, '/Rect': Array([50, 50, 200, 100]), **made}))
        page(pdf)['/Annots'] = Array([*page(pdf).get('/Annots', Array()), note])
        yield page(pdf)
        yield note

    FORGERIES[name] = lambda content: edited(content, add)


_annotation('a link added', Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String('https://exempel.se')))
_annotation('a stamp added', Subtype=Name.Stamp, Contents=String('GÄLLER INTE'))
_annotation('a note added', Subtype=Name.Text, Contents=String('Se bilaga'))
_annotation('a redaction added', Subtype=Name.Redact, OC=Dictionary())
_annotation('a square added', Subtype=Name.Square, C=Array([1, 1, 1]), IC=Array([1, 1, 1]))
_annotation('a watermark added', Subtype=Name.Watermark)
_annotation('a film added', Subtype=Name.Screen)
_annotation('a widget of no field added', Subtype=Name.Widget)
_annotation('a widget of no form added', Subtype=Name.Widget, FT=Name.Sig, T=String('Utanför'))
_annotation('a hidden note added', Subtype=Name.Text, F=2, Contents=String('dold'))


# The catalog.


def _catalog_entry(name: str, key: str, make: Callable[[pikepdf.Pdf], object]) -> None:
    def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        made = make(pdf)
        pdf.Root[key] = made
        yield pdf.Root
        if isinstance(made, pikepdf.Object) and made.is_indirect:
            yield made

    FORGERIES[name] = lambda content: edited(content, alter)


_catalog_entry('opens elsewhere', '/OpenAction', lambda pdf: Array([pdf.pages[-1].obj, Name.Fit]))
_catalog_entry('names with a program', '/Names', lambda _: Dictionary(JavaScript=Dictionary(Names=Array())))
_catalog_entry('acts when it closes', '/AA', lambda _: Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String('1'))))
_catalog_entry('an attached file named', '/AF', lambda _: Array([Dictionary(Type=Name.Filespec, F=String('a.txt'))]))
_catalog_entry('other bookmarks', '/Outlines', lambda pdf: pdf.make_indirect(Dictionary(Type=Name.Outlines)))
_catalog_entry('pages numbered otherwise', '/PageLabels', lambda _: Dictionary(Nums=Array([0, Dictionary(S=Name.r)])))
_catalog_entry('another language', '/Lang', lambda _: String('en'))
_catalog_entry('not tagged any more', '/MarkInfo', lambda _: Dictionary(Marked=False))
_catalog_entry('shown otherwise', '/ViewerPreferences', lambda _: Dictionary(HideToolbar=True, Direction=Name.R2L))
_catalog_entry('permissions added', '/Perms', lambda pdf: Dictionary(UR3=next(f.V for f in fields(pdf) if '/V' in f)))
_catalog_entry(
    'certified afterwards', '/Perms', lambda pdf: Dictionary(DocMDP=next(f.V for f in fields(pdf) if '/V' in f))
)
_catalog_entry('a portfolio', '/Collection', lambda _: Dictionary(View=Name.T))
_catalog_entry('a version alone', '/Version', lambda _: Name('/1.7'))
_catalog_entry('a version that is none', '/Version', lambda _: Name('/9.9'))
_catalog_entry(
    'extensions alone', '/Extensions', lambda _: Dictionary(X=Dictionary(BaseVersion=Name('/1.7'), ExtensionLevel=1))
)
_catalog_entry('a base for links', '/URI', lambda _: Dictionary(Base=String('https://exempel.se')))
_catalog_entry('a layout', '/PageLayout', lambda _: Name.TwoColumnRight)
_catalog_entry('a legal notice', '/Legal', lambda _: Dictionary(Attestation=String('hej')))
_catalog_entry('a colour profile', '/OutputIntents', lambda _: Array())
_catalog_entry('a destination', '/Dests', lambda pdf: Dictionary(hej=Array([pdf.pages[-1].obj, Name.Fit])))
_catalog_entry('threads', '/Threads', lambda _: Array())
_catalog_entry('a strange entry in the catalog', '/Konstigt', lambda _: String('hej'))
_catalog_entry('proofs with more in them', '/DSS', lambda _: Dictionary(Konstigt=String('hej')))
_catalog_entry('proofs that are a page', '/DSS', lambda pdf: Dictionary(Certs=Array([pdf.pages[0].obj])))
_catalog_entry('proofs that are no list', '/DSS', lambda _: Dictionary(Certs=String('hej')))


@change
def structure_gone(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    if '/StructTreeRoot' in pdf.Root:
        del pdf.Root['/StructTreeRoot']
    pdf.Root['/Struktur'] = True
    yield pdf.Root


def _elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        each for each in pdf.objects if isinstance(each, Dictionary) and '/S' in each and '/K' in each and '/P' in each
    ]


@change
def read_aloud_otherwise(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    element = _elements(pdf)[-1]
    element['/ActualText'] = String('TILLÄGG')
    yield element


@change
def described_otherwise(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    element = _elements(pdf)[0]
    element['/Alt'] = String('TILLÄGG')
    yield element


@change
def roles_exchanged(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    pdf.Root.StructTreeRoot['/RoleMap'] = Dictionary(P=Name.Artifact)
    yield pdf.Root.StructTreeRoot


@change
def an_element_added(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    parent = next(each for each in _elements(pdf) if isinstance(each.K, Array))
    new = pdf.make_indirect(Dictionary(S=Name.Form, P=parent, ActualText=String('TILLÄGG'), K=Array()))
    parent['/K'] = Array([*parent.K, new])
    yield parent
    yield new


@change
def elements_in_another_order(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    parent = next(each for each in _elements(pdf) if isinstance(each.K, Array) and len(each.K) > 2)
    parent['/K'] = Array(list(parent.K)[::-1])
    yield parent


# The form.


@change
def a_form_of_another_kind(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    pdf.Root.AcroForm['/XFA'] = String('<xdp/>')
    yield pdf.Root.AcroForm if pdf.Root.AcroForm.is_indirect else pdf.Root


def _form_entry(name: str, key: str, make: Callable[[pikepdf.Pdf], object]) -> None:
    def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        form = pdf.Root.AcroForm
        form[key] = make(pdf)
        yield form if form.is_indirect else pdf.Root

    FORGERIES[name] = lambda content: edited(content, alter)


_form_entry('fields drawn anew', '/NeedAppearances', lambda _: True)
_form_entry('a look for fields alone', '/DA', lambda _: String('/Helv 99 Tf 1 g'))
_form_entry('fonts for fields alone', '/DR', lambda _: Dictionary(Font=Dictionary()))
_form_entry('fields that compute', '/CO', lambda pdf: Array(fields(pdf)))
_form_entry('no signatures flagged', '/SigFlags', lambda _: 0)
_form_entry('fields to the right', '/Q', lambda _: 2)
_form_entry('no fields', '/Fields', lambda _: Array())
_form_entry('fields in another order', '/Fields', lambda pdf: Array(fields(pdf)[::-1]))
_form_entry('a field twice', '/Fields', lambda pdf: Array([*fields(pdf), fields(pdf)[0]]))
_form_entry('the first field gone', '/Fields', lambda pdf: Array(fields(pdf)[1:]))


def _new_field(name: str, make: Callable[[pikepdf.Pdf], dict[str, Any]]) -> None:
    FORGERIES[name] = lambda content: edited(content, lambda pdf: field_with(pdf, **make(pdf)))


_new_field('a field that covers', lambda pdf: {'AP': Dictionary(N=look(pdf))})
_new_field('a field that adds text', lambda pdf: {'AP': Dictionary(N=look(pdf, SAYS))})
_new_field('a field that covers under the pointer', lambda pdf: {'AP': Dictionary(N=look(pdf, b''), R=look(pdf))})
_new_field('a field that covers when pressed', lambda pdf: {'AP': Dictionary(N=look(pdf, b''), D=look(pdf))})
_new_field('a field with states', lambda pdf: {'AP': Dictionary(N=Dictionary(On=look(pdf), Off=look(pdf, b'')))})
_new_field('a field with a state that shows', lambda pdf: {
    'AP': Dictionary(N=Dictionary(On=look(pdf), Off=look(pdf, b''))), 'AS': Name.On
})  # fmt: skip
_new_field('a text field', lambda _: {'FT': Name.Tx, 'V': String('TILLÄGG')})
_new_field('a text field that shows', lambda pdf: {'FT': Name.Tx, 'AP': Dictionary(N=look(pdf, SAYS))})
_new_field('a button', lambda _: {'FT': Name.Btn, 'MK': Dictionary(CA=String('TILLÄGG'))})
_new_field('a choice', lambda _: {'FT': Name.Ch, 'Opt': Array([String('ett')])})
_new_field('a field of no kind', lambda _: {'FT': None})
_new_field('a field without a name', lambda _: {'T': None})
_new_field('a field with an action', lambda _: {'A': Dictionary(S=Name.JavaScript, JS=String('1'))})
_new_field('a field with an event', lambda _: {'AA': Dictionary(E=Dictionary(S=Name.JavaScript, JS=String('1')))})
_new_field('a field with a tip', lambda _: {'TU': String('TILLÄGG: gäller inte')})
_new_field('a field with a caption', lambda _: {'MK': Dictionary(CA=String('TILLÄGG'))})
_new_field('a field with a colour', lambda _: {'MK': Dictionary(BG=Array([1, 1, 1]))})
_new_field('a field with contents', lambda _: {'Contents': String('TILLÄGG')})
_new_field('a field in a layer', lambda _: {'OC': Dictionary(Type=Name.OCG, Name=String('a'))})
_new_field('a field of another size at each zoom', lambda pdf: {'F': 4 | 8, 'AP': Dictionary(N=look(pdf))})
_new_field('a field only on paper', lambda pdf: {'F': 4 | 32, 'AP': Dictionary(N=look(pdf))})
_new_field('a field with a signature that is none', lambda _: {'V': Dictionary(Type=Name.Sig, Contents=String('hej'))})
_new_field('a field with a text for value', lambda _: {'V': String('hej')})
_new_field('a field with a strange entry', lambda _: {'Konstigt': String('hej')})
_new_field('a field that is no annotation', lambda _: {'Subtype': Name.Stamp})
_new_field('a field that takes over a signature', lambda pdf: {'V': next(f.V for f in fields(pdf) if '/V' in f)})


@change
def a_kid_of_another_kind(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    kid = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([0, 0, 600, 850]), F=4, AP=Dictionary(N=look(pdf))
    ))  # fmt: skip
    parts = list(field_with(pdf, Kids=Array([kid]), Rect=None, Subtype=None))
    field = next(each for each in parts if each.get('/T') == String('Ny'))
    kid['/Parent'] = field
    page(pdf)['/Annots'] = Array([*list(page(pdf).Annots)[:-1], kid])
    yield from parts


@change
def a_kid_for_an_old_field(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    field = fields(pdf)[0]
    kid = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, Parent=field, Rect=Array([0, 0, 600, 850]), F=4,
        AP=Dictionary(N=look(pdf)),
    ))  # fmt: skip
    field['/Kids'] = Array([*field.get('/Kids', Array()), kid])
    page(pdf)['/Annots'] = Array([*page(pdf).get('/Annots', Array()), kid])
    yield from (field, kid, kid.AP.N, page(pdf))


@change
def a_field_on_two_pages(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from field_with(pdf)
    other = page(pdf, 1)
    other['/Annots'] = Array([*other.get('/Annots', Array()), page(pdf).Annots[-1]])
    yield other


def _old_field(name: str, alter: Callable[[pikepdf.Pdf, pikepdf.Object], object]) -> None:
    """Change the first signed field."""

    def make(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        field = next(each for each in fields(pdf) if '/V' in each)
        made = alter(pdf, field)
        yield field
        if isinstance(made, pikepdf.Object) and made.is_indirect:
            yield made

    FORGERIES[name] = lambda content: edited(content, make)


def _set(key: str, make: Callable[[pikepdf.Pdf], object]) -> Callable[[pikepdf.Pdf, pikepdf.Object], object]:
    def alter(pdf: pikepdf.Pdf, field: pikepdf.Object) -> object:
        field[key] = made = make(pdf)
        return made.N if isinstance(made, Dictionary) and '/N' in made else made

    return alter


_old_field('a signed field moved', _set('/Rect', lambda _: Array([0, 0, 300, 300])))
_old_field('a signed field shows otherwise', _set('/AP', lambda pdf: Dictionary(N=look(pdf))))
_old_field('a signed field renamed', _set('/T', lambda _: String('Annat')))
_old_field('a signed field hidden', _set('/F', lambda _: 2))
_old_field('a signed field acts', _set('/A', lambda _: Dictionary(S=Name.JavaScript, JS=String('1'))))
_old_field('a signed field of another kind', _set('/FT', lambda _: Name.Tx))
_old_field('a signed field with a tip', _set('/TU', lambda _: String('TILLÄGG')))
_old_field('a signed field with a caption', _set('/MK', lambda _: Dictionary(CA=String('TILLÄGG'))))
_old_field('a signed field emptied', lambda _, field: field.__delitem__('/V'))
_old_field('a signature replaced by a copy', lambda pdf, field: field.__setitem__(
    '/V', pdf.make_indirect(Dictionary({key: value for key, value in field.V.items() if key != '/ByteRange'}))
))  # fmt: skip


@change
def a_signature_with_another_reason(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    value = next(each.V for each in fields(pdf) if '/V' in each)
    value['/Reason'] = String('Jag godkänner inte')
    yield value


# What the file says of itself.


def _information(name: str, key: str, value: object) -> None:
    def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        pdf.trailer.Info[key] = value
        yield pdf.trailer.Info

    FORGERIES[name] = lambda content: edited(content, alter)


_information('another title', '/Title', String('Medborgarlöfte 1999'))
_information('another author', '/Author', String('Någon Annan'))
_information('another day of making', '/CreationDate', String('D:19990101000000Z'))
_information('another program alone', '/Producer', String('Annat'))
_information('a strange entry about the file', '/Diarienummer', String('99'))


@forgery
def other_information(content: bytes) -> bytes:
    number = file_size(content)
    return RawUpdate(content, {number: b'<< /Title (Annat) >>'}, keys=b'/Info %d 0 R' % number).written()


@forgery
def no_information(content: bytes) -> bytes:
    return RawUpdate(content, keys=b'/Info null').written()


@change
def no_metadata(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    del pdf.Root['/Metadata']
    yield pdf.Root


@change
def other_metadata(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b'</rdf:RDF>', b'<x:y xmlns:x="urn:x"/></rdf:RDF>'))
    yield pdf.Root.Metadata


@change
def metadata_that_are_no_xml(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    pdf.Root.Metadata.write(b'hej')
    yield pdf.Root.Metadata


@change
def a_conformance_dropped(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The packet says PDF/A no more."""
    packet = re.sub(rb'pdfaid:part>?[^<]*', b'pdfaid:part>9', pdf.Root.Metadata.read_bytes())
    pdf.Root.Metadata.write(packet.replace(b'pdfaid:conformance', b'pdfaid:samre'))
    yield pdf.Root.Metadata
