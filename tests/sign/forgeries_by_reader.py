"""More of what anybody can append without a key: where readers of tables, forms, fonts and layers differ, or inherit.

Importing this lays each in `forgeries.FORGERIES`.
"""

from __future__ import annotations

import io
import re
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from pikepdf import Array, Dictionary, Name, String

from sign.forgeries import COVERS, FORGERIES, SAYS, change, field_with, fields, forgery, look, page
from sign.raw_update import RawUpdate, body, edited, file_size, last_table, root_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ['FORGERIES']


def _opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content), inherit_page_attributes=False)


def stream_update(
    content: bytes,
    objects: dict[int, bytes],
    *,
    own: int | None = None,
    keys: bytes = b'',
    listed: bool = True,
    prev: bytes | None = None,
    widths: tuple[int, int, int] = (1, 4, 1),
    rows: dict[int, tuple[int, int, int]] | None = None,
) -> bytes:
    """An update whose table is a cross-reference stream.

    Args:
        content: the file.
        objects: by number, what stands between `obj` and `endobj`.
        own: the number of the stream itself; None for a new one.
        keys: more of its dictionary.
        listed: whether the stream lists itself.
        prev: what `/Prev` says, if not where the last table lies.
        widths: bytes of each column.
        rows: entries besides those of the objects.
    """
    out = content if content.endswith(b'\n') else content + b'\n'
    number = max([file_size(content), *(one + 1 for one in objects)]) if own is None else own
    entries: dict[int, tuple[int, int, int]] = {}
    for one, written in objects.items():
        entries[one] = (1, len(out), 0)
        out += b'%d 0 obj\n%s\nendobj\n' % (one, written)
    entries |= rows or {}
    table = len(out)
    if listed:
        entries[number] = (1, table, 0)
    packed = b''.join(
        b''.join(value.to_bytes(width, 'big') for value, width in zip(entries[one], widths, strict=True) if width)
        for one in sorted(entries)
    )
    index = b' '.join(b'%d 1' % one for one in sorted(entries))
    kept = re.findall(rb'/(?:ID\s*\[[^\]]*\]|Info\s+\d+ 0 R)', content)
    trailer = b'/Type /XRef /W [%d %d %d] /Index [%s] /Size %d /Root %d 0 R /Prev %s %s %s' % (
        *widths,
        index,
        max(file_size(content), *(one + 1 for one in entries), number + 1),
        root_number(content),
        b'%d' % last_table(content) if prev is None else prev,
        b' '.join(dict.fromkeys(kept[-2:])),
        keys,
    )
    out += b'%d 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n' % (number, trailer, len(packed), packed)
    return out + b'startxref\n%d\n%%%%EOF\n' % table


def _number(content: bytes, find: Callable[[pikepdf.Pdf], pikepdf.Object]) -> int:
    with _opened(content) as pdf:
        return int(find(pdf).objgen[0])


def _first_content(pdf: pikepdf.Pdf) -> pikepdf.Object:
    contents = page(pdf).Contents
    return contents[0] if isinstance(contents, Array) else contents


def _said_by_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(each.ToUnicode for each in pdf.objects if isinstance(each, Dictionary) and '/ToUnicode' in each)


def element(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get('/S') in (Name.P, Name.H1, Name.Figure)
    )


# A table that is an object itself takes another's place.

_PLACES: dict[str, Callable[[pikepdf.Pdf], pikepdf.Object]] = {
    'content': _first_content,
    'a page': page,
    'what letters mean': _said_by_font,
    'a tag': element,
    'the metadata': lambda pdf: pdf.Root.Metadata,
    'the bookmarks': lambda pdf: pdf.Root.Outlines,
    'a signature': lambda pdf: next(each.V for each in fields(pdf) if '/V' in each),
}
for _name, _find in _PLACES.items():
    FORGERIES[f'a table in the place of {_name}'] = lambda content, find=_find: stream_update(  # type: ignore[misc]
        content, {}, own=_number(content, find)
    )
    FORGERIES[f'a table in the place of {_name}, unlisted'] = lambda content, find=_find: stream_update(  # type: ignore[misc]
        content, {}, own=_number(content, find), listed=False
    )


@forgery
def a_stream_table_that_leads_to_itself(content: bytes) -> bytes:
    return stream_update(content, {}, prev=b'%d' % (len(content) + (not content.endswith(b'\n'))))


@forgery
def a_stream_table_that_leads_nowhere(content: bytes) -> bytes:
    return stream_update(content, {}, prev=b'7')


@forgery
def a_stream_table_that_leads_by_a_text(content: bytes) -> bytes:
    return stream_update(content, {}, prev=b'(%d)' % last_table(content))


@forgery
def a_stream_table_that_leads_by_a_reference(content: bytes) -> bytes:
    number = file_size(content)
    return stream_update(content, {number: b'%d' % last_table(content)}, prev=b'%d 0 R' % number)


@forgery
def a_stream_table_with_encryption(content: bytes) -> bytes:
    return stream_update(content, {}, keys=b'/Encrypt << /Filter /Standard /V 1 /R 2 >>')


@forgery
def a_stream_table_with_another_root(content: bytes) -> bytes:
    return stream_update(content, {}, keys=b'/Root %d 0 R' % file_size(content))


@forgery
def a_stream_table_with_another_root_by_an_escaped_name(content: bytes) -> bytes:
    return stream_update(content, {}, keys=b'/R#6fot %d 0 R' % file_size(content))


@forgery
def an_entry_of_an_unknown_kind(content: bytes) -> bytes:
    return stream_update(content, {}, rows={_number(content, page): (3, 0, 0)})


@forgery
def an_entry_that_leads_to_the_beginning(content: bytes) -> bytes:
    return stream_update(content, {}, rows={_number(content, page): (1, 0, 0)})


@forgery
def an_entry_that_leads_into_a_stream_of_objects(content: bytes) -> bytes:
    return stream_update(content, {}, rows={_number(content, _first_content): (2, _number(content, page), 0)})


@forgery
def an_older_object_brought_back(content: bytes) -> bytes:
    """The catalog or the form as it was before somebody signed."""
    for number in (root_number(content), _number(content, lambda pdf: fields(pdf)[0])):
        places = [found.start() for found in re.finditer(rb'(?<!\d)%d 0 obj' % number, content)]
        if len(places) > 1:
            return stream_update(content, {}, rows={number: (1, places[0], 0)})
    return stream_update(content, {}, rows={root_number(content): (1, 9, 0)})


@forgery
def an_object_in_two_sections_of_a_table(content: bytes) -> bytes:
    number = file_size(content)
    written = RawUpdate(content, {number: b'(ett)'}).written()
    line = re.findall(rb'%d 1\n\d{10} 00000 n \n' % number, written)[-1]
    return written.replace(line, line + line)


@forgery
def an_object_without_a_number(content: bytes) -> bytes:
    return RawUpdate(content, {0: b'<< /Type /Page >>'}).written()


@forgery
def an_object_behind_its_table(content: bytes) -> bytes:
    number = file_size(content)
    whole = RawUpdate(content, {number: b'(ett)'}).written()
    head, _, rest = whole.rpartition(b'startxref')
    return head + b'%d 0 obj\n(tva)\nendobj\nstartxref' % number + rest


def _without_table(content: bytes, start: int) -> bytes:
    number = _number(content, page)
    with _opened(content) as pdf:
        written = body(page(pdf)).replace(b'/Contents', b'/Alt')
    out = content if content.endswith(b'\n') else content + b'\n'
    return out + b'%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n' % (number, written, start)


@forgery
def objects_without_a_table_and_an_end_that_says_zero(content: bytes) -> bytes:
    return _without_table(content, 0)


@forgery
def objects_without_a_table_and_an_end_that_leads_to_the_old_one(content: bytes) -> bytes:
    return _without_table(content, last_table(content))


@forgery
def an_end_alone(content: bytes) -> bytes:
    return content + b'\nstartxref\n0\n%%EOF\n'


def _container(content: bytes, text: bytes, wrap: bytes, pack: Callable[[bytes], bytes], number: int) -> bytes:
    """An update that packs a page written anew in a stream of objects."""
    holder = file_size(content)
    head = b'%d 0 ' % number
    raw = pack(head + text)
    stream = b'<< /Type /ObjStm /N 1 /First %d %s /Length %d >>\nstream\n' % (len(head), wrap, len(raw))
    objects = {holder: stream + raw + b'\nendstream'}
    return stream_update(content, objects, rows={number: (2, holder, 0)})


_PACKINGS: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    'in hexadecimal': (b'/Filter /ASCIIHexDecode', lambda raw: raw.hex().encode() + b'>'),
    'twice': (b'/Filter [/FlateDecode /FlateDecode]', lambda raw: zlib.compress(zlib.compress(raw))),
    'by a filter of no name': (b'/Filter /Egen', lambda raw: raw),
    'wrongly': (b'/Filter /FlateDecode', lambda raw: b'x' + raw),
    'plainly': (b'', lambda raw: raw),
}
for _way, (_wrap, _pack) in _PACKINGS.items():
    FORGERIES[f'a page packed {_way}'] = lambda content, wrap=_wrap, pack=_pack: _container(  # type: ignore[misc]
        content, b'<< /Type /Page >>', wrap, pack, _number(content, page)
    )
_HELD: dict[str, bytes] = {
    'with a key twice': b'<< /Type /Page /Type /Page >>',
    'without an end': b'<< /Type /Page',
    'with more behind it': b'<< /Type /Page >> (hej)',
    'that is nothing': b'',
}
for _way, _text in _HELD.items():
    FORGERIES[f'a packed tag {_way}'] = lambda content, text=_text: _container(  # type: ignore[misc]
        content, text, b'', lambda raw: raw, _number(content, element)
    )


@forgery
def two_ends(content: bytes) -> bytes:
    return RawUpdate(content, {file_size(content): b'(ett)'}, ending=b'startxref\n9\n%%EOF\n').written()


@forgery
def an_end_in_a_comment(content: bytes) -> bytes:
    return RawUpdate(content, between=b'%% startxref 9\n').written()


@forgery
def an_end_by_a_number_with_a_sign(content: bytes) -> bytes:
    whole = RawUpdate(content, {file_size(content): b'(ett)'}).written()
    head, _, rest = whole.rpartition(b'startxref\n')
    return head + b'startxref\n+' + rest


@forgery
def a_root_of_another_generation(content: bytes) -> bytes:
    return RawUpdate(content, root=b'/Root %d 1 R' % root_number(content)).written()


@forgery
def a_root_within_the_trailer(content: bytes) -> bytes:
    with _opened(content) as pdf:
        return RawUpdate(content, root=b'/Root ' + body(pdf.Root)).written()


@forgery
def no_identity(content: bytes) -> bytes:
    return RawUpdate(content, keys=b'/ID null').written()


@forgery
def a_previous_table_by_a_fraction(content: bytes) -> bytes:
    whole = RawUpdate(content, {file_size(content): b'(ett)'}).written()
    return whole[: len(content)] + re.sub(rb'/Prev (\d+)', rb'/Prev \1.5', whole[len(content) :])


@forgery
def two_ends_of_a_stream(content: bytes) -> bytes:
    inside = b'a\nendstream\nb'
    stream = b'<< /Length %d >>\nstream\n%s\nendstream' % (len(inside), inside)
    return RawUpdate(content, {file_size(content): stream}).written()


def _hides(name: str, hidden: bytes) -> None:
    """Something that a reader finds which searches: within a string and within a stream."""
    FORGERIES[f'{name}, in a string'] = lambda content: RawUpdate(
        content, {file_size(content): b'(\n' + hidden + b'\n)'}
    ).written()
    FORGERIES[f'{name}, in a stream'] = lambda content: RawUpdate(
        content, {file_size(content): b'<< /Length %d >>\nstream\n\n%s\n\nendstream' % (len(hidden) + 2, hidden)}
    ).written()


_hides('a trailer after a comment', b'trailer %x\n<< /Root 1 0 R >>')
_hides('a trailer without a space', b'trailer<</Root 1 0 R>>')
_hides('an object with comments in its head', b'5 %x\n0 %y\nobj << /Type /Page >>')
_hides('an object of a long generation', b'5 0000000 obj << /Type /Page >>')
_hides('an object that is a number', b'5 0 obj1234')


@forgery
def a_length_that_another_object_tells_twice(content: bytes) -> bytes:
    """The stream ends where the first says; readers take the second."""
    stream, told = file_size(content), file_size(content) + 1
    objects = {stream: b'<< /Length %d 0 R >>\nstream\nabc\nendstream' % told, told: b'3'}
    return RawUpdate(content, objects, doubled={told: b'4000'}).written()


@forgery
def a_stream_longer_than_it_says(content: bytes) -> bytes:
    return RawUpdate(
        content, {file_size(content): b'<< /Length 0 >>\nstream\nq 1 g 0 0 600 850 re f Q\nendstream'}
    ).written()


@forgery
def a_stream_in_another_file(content: bytes) -> bytes:
    with _opened(content) as pdf:
        number = _first_content(pdf).objgen[0]
    return RawUpdate(content, {number: b'<< /F (annan.txt) /Length 0 >>\nstream\n\nendstream'}).written()


@forgery
def a_stream_of_objects_that_extends_another(content: bytes) -> bytes:
    number = file_size(content)
    head = b'%d 0 ' % (number + 1)
    packed = zlib.compress(head + b'(hej)')
    stream = b'<< /Type /ObjStm /N 1 /First %d /Extends %d 0 R /Filter /FlateDecode /Length %d >>\nstream\n' % (
        len(head),
        number,
        len(packed),
    )
    return stream_update(
        content, {number: stream + packed + b'\nendstream'}, own=number + 2, rows={number + 1: (2, number, 0)}
    )


# What pages inherit, share and are drawn with.


def _tree(name: str, key: str, value: object) -> None:
    def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        tree = page(pdf).Parent
        tree[key] = value
        yield tree

    FORGERIES[f'all pages {name}'] = lambda content: edited(content, alter)


_tree('turned', '/Rotate', 180)
_tree('with other resources', '/Resources', Dictionary(Font=Dictionary()))
_tree('cut', '/CropBox', Array([0, 0, 100, 100]))
_tree('larger', '/MediaBox', Array([0, 0, 900, 900]))
_tree('counted otherwise', '/Count', 2)
_tree('scaled', '/UserUnit', 3)


@change
def a_page_under_another_parent(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Which gives it other resources."""
    other = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([page(pdf)]), Resources=Dictionary()))
    page(pdf)['/Parent'] = other
    yield from (page(pdf), other)


@change
def pages_in_a_new_branch(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    tree = page(pdf).Parent
    branch = pdf.make_indirect(Dictionary(
        Type=Name.Pages, Parent=tree, Count=int(tree.Count), Kids=Array(list(tree.Kids)), Rotate=90
    ))  # fmt: skip
    tree['/Kids'] = Array([branch])
    yield from (tree, branch)


def _of_type(pdf: pikepdf.Pdf, test: Callable[[Any], bool]) -> pikepdf.Object:
    return next(each for each in pdf.objects if isinstance(each, Dictionary | pikepdf.Stream) and test(each))


def _part(name: str, find: Callable[[pikepdf.Pdf], pikepdf.Object], key: str, value: Any) -> None:
    def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        part = find(pdf)
        part[key] = value(pdf) if callable(value) else value
        yield part

    FORGERIES[name] = lambda content: edited(content, alter)


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return _of_type(pdf, lambda each: each.get('/Type') == Name.Font and each.get('/Subtype') == Name.Type0)


def descriptor(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return _of_type(pdf, lambda each: each.get('/Type') == Name.FontDescriptor and '/FontFile2' in each)


def cid_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return _of_type(pdf, lambda each: each.get('/Subtype') == Name.CIDFontType2)


def _image(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return _of_type(pdf, lambda each: each.get('/Subtype') == Name.Image)


def signed_field(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(each for each in fields(pdf) if '/V' in each)


def empty_field(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(each for each in fields(pdf) if '/V' not in each)


_layer = Dictionary(Type=Name.OCG, Name=String('lager'))
_part('letters of another coding', _font, '/Encoding', Name('/Identity-V'))
_part('letters without a meaning', _font, '/ToUnicode', Name('/Identity-H'))
_part('letters of another width', cid_font, '/DW', 10)
_part('letters of other shapes', cid_font, '/CIDToGIDMap', lambda pdf: pdf.make_stream(b'\0\1' * 400))
_part('letters from another file', descriptor, '/FontFile3', lambda pdf: pdf.make_stream(b'hej'))
_part('letters that are symbols', descriptor, '/Flags', 4)
_part('a picture turned to its negative', _image, '/Decode', Array([1, 0, 1, 0, 1, 0]))
_part('a picture seen through', _image, '/SMask', lambda pdf: pdf.make_stream(b'\0', Width=1, Height=1))
_part('a picture in a layer', _image, '/OC', _layer)
_part('a picture for print instead', _image, '/Alternates', Array([Dictionary(DefaultForPrinting=True)]))
_part('content in a layer', lambda pdf: page(pdf).Resources, '/Properties', Dictionary(L=_layer))
_part('a page with private data', page, '/PieceInfo', Dictionary(X=Dictionary(Private=String('hej'))))
_part('a page changed at another time', page, '/LastModified', String('D:20200101000000Z'))
_part('a page with a separation', page, '/SeparationInfo', Dictionary(DeviceColorant=Name.Black))
_part('a page with views of its own', page, '/VP', Array([Dictionary(BBox=Array([0, 0, 9, 9]))]))
_part('a page with files', page, '/AF', Array([Dictionary(Type=Name.Filespec, F=String('a.txt'))]))
_part('a page with a colour profile', page, '/OutputIntents', Array())
_part('a page that turns over', page, '/Trans', Dictionary(S=Name.Dissolve))
_part('a page that is another template', page, '/TemplateInstantiated', Name.X)
_part('a page with notes of its own order', page, '/B', Array())
_part('a page of another kind', page, '/Type', Name.Template)
_part('a bookmark that says otherwise', lambda pdf: pdf.Root.Outlines.First, '/Title', String('TILLÄGG'))
_part('a bookmark that leads elsewhere', lambda pdf: pdf.Root.Outlines.First, '/A', Dictionary(
    S=Name.URI, URI=String('https://exempel.se')
))  # fmt: skip
_part('bookmarks closed', lambda pdf: pdf.Root.Outlines, '/Count', -1)
_part('a tag in another language', element, '/Lang', String('en'))
_part('a tag that stands for something', element, '/E', String('TILLÄGG'))
_part('a tag with a title', element, '/T', String('TILLÄGG'))
_part('a tag that looks otherwise', element, '/A', Dictionary(O=Name.Layout, Placement=Name.Block))
_part('a tag with files', element, '/AF', Array([Dictionary(Type=Name.Filespec, F=String('a.txt'))]))
_part('a tag of another kind', element, '/S', Name.Artifact)
_part('a tag on another page', element, '/Pg', lambda pdf: pdf.pages[-1].obj)
_part('tags by identity', lambda pdf: pdf.Root.StructTreeRoot, '/IDTree', Dictionary(Names=Array()))
_part('tags in classes', lambda pdf: pdf.Root.StructTreeRoot, '/ClassMap', Dictionary())
_part('tags with namespaces', lambda pdf: pdf.Root.StructTreeRoot, '/Namespaces', Array())
_part('tags with fewer parents', lambda pdf: pdf.Root.StructTreeRoot, '/ParentTree', Dictionary(Nums=Array()))
_part('tags with more in the tree of parents', lambda pdf: pdf.Root.StructTreeRoot.ParentTree, '/Hej', String('hej'))
_part('tags with keys that return', lambda pdf: pdf.Root.StructTreeRoot, '/ParentTreeNextKey', 0)
_part('tags suspected', lambda pdf: pdf.Root, '/MarkInfo', Dictionary(Marked=True, Suspects=True))
_part('layers with a setting', lambda pdf: pdf.Root, '/OCProperties', Dictionary(
    OCGs=Array(), D=Dictionary(BaseState=Name.OFF)
))  # fmt: skip
_part('requirements', lambda pdf: pdf.Root, '/Requirements', Array([Dictionary(S=Name.EnableJavaScripts)]))
_part('a spider', lambda pdf: pdf.Root, '/SpiderInfo', Dictionary(V=1.0))
_part('parts of the document', lambda pdf: pdf.Root, '/DPartRoot', Dictionary(Type=Name.DPartRoot))
_part('opens in full screen', lambda pdf: pdf.Root, '/PageMode', Name.FullScreen)
_part('needs drawing', lambda pdf: pdf.Root, '/NeedsRendering', True)
_part('private data', lambda pdf: pdf.Root, '/PieceInfo', Dictionary(X=Dictionary(Private=String('hej'))))
_part('files by name', lambda pdf: pdf.Root, '/Names', lambda pdf: Dictionary(EmbeddedFiles=Dictionary(Names=Array([
    String('a.txt'), Dictionary(Type=Name.Filespec, F=String('a.txt'), EF=Dictionary(F=pdf.make_stream(b'hej')))
]))))  # fmt: skip
_part('places by name', lambda pdf: pdf.Root, '/Names', lambda pdf: Dictionary(Dests=Dictionary(Names=Array([
    String('hit'), Array([pdf.pages[-1].obj, Name.Fit])
]))))  # fmt: skip
_part('pages by name', lambda pdf: pdf.Root, '/Names', lambda pdf: Dictionary(Pages=Dictionary(Names=Array([
    String('sida'), pdf.pages[-1].obj
]))))  # fmt: skip
_part('looks by name', lambda pdf: pdf.Root, '/Names', lambda pdf: Dictionary(AP=Dictionary(Names=Array([
    String('x'), look(pdf)
]))))  # fmt: skip
_part('a kind of catalog', lambda pdf: pdf.Root, '/Type', Name.Pages)
_part(
    'a catalog that names pages by a null', lambda pdf: pdf.Root, '/AcroForm', Dictionary(Fields=Array(), XFA=Array())
)
_part(
    'a profile of other colours', lambda pdf: pdf.Root.OutputIntents[0], '/OutputConditionIdentifier', String('Annat')
)
_part('an empty field that shows', empty_field, '/AP', lambda pdf: Dictionary(N=look(pdf, SAYS)))
_part('an empty field moved', empty_field, '/Rect', Array([0, 0, 600, 850]))
_part('an empty field on another page', empty_field, '/P', page)
_part('an empty field that locks otherwise', empty_field, '/Lock', Dictionary(Type=Name.SigFieldLock, Action=Name.All))
_part('an empty field with demands', empty_field, '/SV', Dictionary(Type=Name.SV, Reasons=Array([String('hej')])))
_part('an empty field renamed', empty_field, '/T', String('Annat'))
_part('an empty field called otherwise', empty_field, '/TU', String('Skriv inte under'))
_part('an empty field for data', empty_field, '/TM', String('annat'))
_part('an empty field that is read only by an action', empty_field, '/AA', Dictionary(Fo=Dictionary(S=Name.Hide)))
_part('an empty field in a layer', empty_field, '/OC', _layer)
_part('an empty field with a border', empty_field, '/MK', Dictionary(BC=Array([1, 0, 0]), BG=Array([1, 1, 1])))
_part('an empty field with a value of another kind', empty_field, '/V', String('hej'))
_part('an empty field with a value before', empty_field, '/DV', String('hej'))
_part('an empty field with a state', empty_field, '/AS', Name.On)
_part('a signed field that locks otherwise', signed_field, '/Lock', Dictionary(Type=Name.SigFieldLock, Action=Name.All))
_part('a signed field with demands', signed_field, '/SV', Dictionary(Type=Name.SV))
_part('a signed field on another page', signed_field, '/P', lambda pdf: pdf.pages[1].obj)
_part('a signed field in a layer', signed_field, '/OC', _layer)
_part('a signed field with a popup', signed_field, '/Popup', Dictionary(Subtype=Name.Popup, Contents=String('hej')))
_part('a signed field with a state', signed_field, '/AS', Name.On)
_part('a signed field with rich text', signed_field, '/RV', String('<p>hej</p>'))
_part('a signed field read in another way', signed_field, '/StructParent', 0)
_part('a signature of another name', lambda pdf: signed_field(pdf).V, '/Name', String('Någon Annan'))
_part('a signature of another time', lambda pdf: signed_field(pdf).V, '/M', String('D:20000101000000Z'))
_part('a signature of another place', lambda pdf: signed_field(pdf).V, '/Location', String('Annanstans'))
_part('a signature in another form', lambda pdf: signed_field(pdf).V, '/SubFilter', Name('/Egen.form'))
_part('a signature of other bytes', lambda pdf: signed_field(pdf).V, '/ByteRange', Array([0, 1, 2, 3]))
_part('a signature of another build', lambda pdf: signed_field(pdf).V, '/Prop_Build', Dictionary(App=Dictionary()))
_part('a signature that allows more', lambda pdf: signed_field(pdf).V, '/Reference', Array())


_part('a signed field with words for its day', signed_field, '/M', String('TILLÄGG'))
_part('a signed field with words for its flags', signed_field, '/Ff', String('TILLÄGG'))
_part('an empty field with words for its day', empty_field, '/M', String('TILLÄGG'))
_part('a page with words for its order', page, '/Tabs', String('TILLÄGG'))
_part('a program that is no text', lambda pdf: pdf.trailer.Info, '/Producer', Dictionary(X=String('hej')))


@change
def annotations_in_another_order(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    with_many = next(each.obj for each in pdf.pages if len(each.obj.get('/Annots', Array())) > 1)
    with_many['/Annots'] = Array(list(with_many.Annots)[::-1])
    yield with_many


@change
def an_annotation_twice(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    some = next(each.obj for each in pdf.pages if '/Annots' in each.obj)
    some['/Annots'] = Array([*some.Annots, some.Annots[0]])
    yield some


@change
def annotations_gone(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    some = next(each.obj for each in pdf.pages if '/Annots' in each.obj)
    del some['/Annots']
    yield some


@change
def a_field_moved_to_another_page(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    some = next(each.obj for each in pdf.pages if '/Annots' in each.obj)
    other = next(each.obj for each in pdf.pages if each.obj.objgen != some.objgen)
    moved = some.Annots[0]
    some['/Annots'] = Array(list(some.Annots)[1:])
    other['/Annots'] = Array([*other.get('/Annots', Array()), moved])
    yield from (some, other)


@change
def a_look_that_a_page_shares(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """A new field takes the page's own content for its look, written anew."""
    shared = _first_content(pdf)
    parts = list(field_with(pdf, AP=Dictionary(N=shared)))
    shared.write(COVERS)
    yield from parts
    yield shared


@change
def a_look_with_the_resources_of_a_page(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """A new field's empty look brings along a picture of the page, changed."""
    image = _image(pdf)
    blank = look(pdf, b'')
    blank['/Resources'] = Dictionary(XObject=Dictionary(X=image))
    parts = list(field_with(pdf, AP=Dictionary(N=blank)))
    image['/Decode'] = Array([1, 0, 1, 0, 1, 0])
    yield from parts
    yield image


@change
def a_look_that_draws_another(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    under = look(pdf)
    over = look(pdf, b'/X Do')
    over['/Resources'] = Dictionary(XObject=Dictionary(X=under))
    yield from field_with(pdf, AP=Dictionary(N=over))
    yield under


@change
def a_look_in_parts_that_is_hidden(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    over = look(pdf, b'/OC /L BDC 1 g 0 0 600 850 re f EMC')
    over['/Resources'] = Dictionary(Properties=Dictionary(L=_layer))
    yield from field_with(pdf, AP=Dictionary(N=over))


@change
def a_look_in_no_space(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from field_with(pdf, AP=Dictionary(N=look(pdf)), Rect=Array([0, 0, 0, 0]))


@change
def a_look_that_is_no_form(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    picture = pdf.make_stream(b'\0', Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    yield from field_with(pdf, AP=Dictionary(N=picture))


def _look_with(name: str, **entries: Any) -> None:
    def add(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        blank = look(pdf, b'')
        for key, value in entries.items():
            blank[f'/{key}'] = value
        yield from field_with(pdf, AP=Dictionary(N=blank))

    FORGERIES[name] = lambda content: edited(content, add)


_look_with('a look from another file', Ref=Dictionary(F=String('annan.pdf'), Page=0))
_look_with('a look in a layer', OC=_layer)
_look_with('a look for a printer', PS=String('x'))
_look_with('a look with a text', ActualText=String('hej'))
_look_with('a look with files', AF=Array())


@change
def a_look_packed_so_that_it_cannot_be_read(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    hidden = look(pdf, b'')
    hidden.write(COVERS.hex().encode() + b'>', filter=Name.ASCIIHexDecode)
    yield from field_with(pdf, AP=Dictionary(N=hidden))


# Proofs.


def _certificate() -> bytes:
    key, name = Ed25519PrivateKey.from_private_bytes(bytes(32)), x509.Name([])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, datetime(2026, 1, 1), datetime(2027, 1, 1))  # noqa: DTZ001
    return builder.sign(key, None).public_bytes(Encoding.DER)


CERTIFICATE = _certificate()
"""Anybody's."""


def store(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The document security store; one with two proofs where there is none."""
    if '/DSS' not in pdf.Root:
        proofs = Array([pdf.make_stream(CERTIFICATE), pdf.make_stream(CERTIFICATE + b'\n')])
        pdf.Root['/DSS'] = pdf.make_indirect(Dictionary(Certs=proofs))
    return pdf.Root.DSS


def _proofs(name: str, alter: Callable[[pikepdf.Pdf, pikepdf.Object], object]) -> None:
    def change(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        proofs = store(pdf)
        made = alter(pdf, proofs)
        yield pdf.Root
        yield from (each for each in (proofs, *proofs.get('/Certs', Array())) if each.is_indirect)
        if isinstance(made, pikepdf.Object) and made.is_indirect:
            yield made

    FORGERIES[name] = lambda content: edited(content, change)


_proofs('proofs with a file in them', lambda pdf, proofs: proofs.__setitem__(
    '/Certs', Array([*proofs.Certs, pdf.make_stream(b'detta ar ett hemligt tillagg')])
))  # fmt: skip
_proofs('proofs fewer', lambda pdf, proofs: proofs.__setitem__(
    '/Certs', Array([*list(proofs.Certs)[1:], pdf.make_stream(CERTIFICATE + b' ')] if '/VRI' in proofs else [page(pdf)])
))  # fmt: skip
_proofs('proofs with a page for a certificate', lambda pdf, proofs: proofs.__setitem__(
    '/Certs', Array([*proofs.Certs, page(pdf)])
))  # fmt: skip
_proofs('proofs that are drawn', lambda pdf, proofs: proofs.__setitem__('/Certs', Array([*proofs.Certs, look(pdf)])))
_proofs('proofs of another kind', lambda _, proofs: proofs.__setitem__('/Type', Name.Catalog))
_proofs('proofs for a signature of another kind', lambda _, proofs: proofs.__setitem__('/VRI', Dictionary({
    '/' + 'A' * 40: Dictionary(Type=Name.Page)
})))  # fmt: skip
_proofs('proofs by a name that is none', lambda _, proofs: proofs.__setitem__('/VRI', Dictionary(Hej=Dictionary())))
_proofs('proofs for a signature with more in them', lambda _, proofs: proofs.__setitem__('/VRI', Dictionary({
    '/' + 'A' * 40: Dictionary(Hej=String('hej'))
})))  # fmt: skip


@change
def a_certificate_exchanged(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Among the proofs; where there are none, the place of one is taken by the page's content."""
    if '/DSS' in pdf.Root:
        certificate = pdf.Root.DSS.Certs[0]
        certificate.write(CERTIFICATE)
        yield certificate
    else:
        pdf.Root['/DSS'] = Dictionary(Certs=Array([_first_content(pdf)]))
        yield pdf.Root


@change
def fonts_exchanged_beside_proofs(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """In an update that otherwise only brings proofs."""
    proofs = store(pdf)
    font = _font(pdf)
    font['/BaseFont'] = Name('/Courier')
    yield from (pdf.Root, proofs, font, *(each for each in proofs.Certs if each.is_indirect))


def _packet(name: str, old: bytes, new: bytes) -> None:
    """What the metadata say, written so that readers differ."""

    def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new, 1))
        yield pdf.Root.Metadata

    FORGERIES[name] = lambda content: edited(content, alter)


_part('metadata of another type', lambda pdf: pdf.Root.Metadata, '/Type', Name.StructElem)
_part('metadata of another subtype', lambda pdf: pdf.Root.Metadata, '/Subtype', Name.Text)
_look_with('a look of another type', Type=Name.Metadata)
_proofs('proofs of their own types', lambda pdf, proofs: proofs.__setitem__(
    '/Certs', Array([*proofs.Certs, pdf.make_stream(CERTIFICATE, Type=Name.Metadata, Subtype=Name.XML)])
))  # fmt: skip
_RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
_DC = b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>X</dc:title></rdf:Description>'
_packet('metadata with text between', b'</rdf:li>', b'</rdf:li>TILLAGG')
_packet('metadata twice', b'</x:xmpmeta>', _RDF + _DC + b'</rdf:RDF></x:xmpmeta>')
_packet('metadata with more beside them', b'</x:xmpmeta>', b'<y xmlns="urn:y">TILLAGG</y></x:xmpmeta>')
_packet('metadata of another document', b'rdf:about=""', b'rdf:about="urn:annat"')


# The form.


@change
def a_form_of_another_type(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    pdf.Root.AcroForm['/Type'] = Name.Catalog
    yield pdf.Root.AcroForm if pdf.Root.AcroForm.is_indirect else pdf.Root


@change
def a_form_that_is_a_stream(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    form = pdf.make_stream(b'', **{key[1:]: value for key, value in pdf.Root.AcroForm.items()})
    pdf.Root['/AcroForm'] = form
    yield from (pdf.Root, form)


@change
def a_form_without_fields(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    pdf.Root['/AcroForm'] = Dictionary(Fields=Array(), SigFlags=3)
    yield pdf.Root


@change
def no_form(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    del pdf.Root['/AcroForm']
    yield pdf.Root


@change
def fields_under_a_new_parent(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """A field of the form's takes the signed one for its kid."""
    signed = signed_field(pdf)
    parent = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String('Over'), Kids=Array([signed])))
    signed['/Parent'] = parent
    form = pdf.Root.AcroForm
    form['/Fields'] = Array([parent if each.objgen == signed.objgen else each for each in form.Fields])
    yield from (parent, signed, form if form.is_indirect else pdf.Root)
    if form.Fields.is_indirect:
        yield form.Fields


def _with_two(pdf: pikepdf.Pdf, name: str) -> Iterator[pikepdf.Object]:
    yield from field_with(pdf, T=String(name))


FORGERIES['a field of a signed one\'s name'] = lambda content: edited(
    content, lambda pdf: _with_two(pdf, str(signed_field(pdf).T))
)
FORGERIES['a field whose name has a dot'] = lambda content: edited(content, lambda pdf: _with_two(pdf, 'Ny.under'))
