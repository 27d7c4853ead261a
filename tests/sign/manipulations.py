"""What can be done to a signed PDF, on purpose or not: each a function from the file's bytes to those of another."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pyhanko.pdf_utils import embed, generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps

from sign import portal

if TYPE_CHECKING:
    from collections.abc import Callable

    from pki.authority import Pki

_RANGE = re.compile(rb'/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]')


def ends(content: bytes) -> list[int]:
    """Where what each signature covers ends, in the order of the file."""
    return [int(found[3]) + int(found[4]) for found in _RANGE.finditer(content)]


def flip(content: bytes, at: int, bits: int = 1) -> bytes:
    return content[:at] + bytes([content[at] ^ bits]) + content[at + 1 :]


def text_flipped(content: bytes) -> bytes:
    """A byte in the middle of a font, which changes how a letter looks."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and '/Subtype' in each]
        raw = max((each.read_raw_bytes() for each in fonts), key=len)
    return flip(content, content.index(raw) + len(raw) // 2)


def signature_flipped(content: bytes) -> bytes:
    """A digit of the first signature's own value."""
    return flip(content, _gap(content)[0] + 1500)


def padding_filled(content: bytes) -> bytes:
    """Something hidden in the zeros that fill the room left for the first signature, which no digest covers."""
    _, end = _gap(content)
    hidden = b'dolt'.hex().encode()
    return content[: end - 1 - len(hidden) - 20] + hidden + content[end - 21 :]


def gap_filled(content: bytes) -> bytes:
    """A hidden comment in the room that the first signature's own value does not need, outside of its brackets."""
    _, end = _gap(content)
    hidden = b'> % dolt '
    start = end - 1 - len(hidden)
    return content[:start] + hidden + b'\n' + content[end:]


def cut_to_first(content: bytes) -> bytes:
    """Everything after the first signature taken away."""
    return content[: min(ends(content))]


def truncated(content: bytes) -> bytes:
    """The end lost in transfer."""
    return content[: -len(content) // 10]


def garbage_appended(content: bytes) -> bytes:
    return content + b'\nhemligt tillagg\n'


def rewritten(content: bytes) -> bytes:
    """Opened and saved by another program."""
    return portal.rewritten(content)


def encrypted(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner='hemligt', user='hemligt'))
    return out.getvalue()


def page_appended(content: bytes) -> bytes:
    return portal.with_page(content)


def page_painted_over(content: bytes) -> bytes:
    """A white box over the whole first page."""

    def paint(writer: Any) -> None:
        page = _page(writer)
        over = writer.add_object(generic.StreamObject(stream_data=b'q 1 g 0 0 600 850 re f Q'))
        old = page.raw_get('/Contents')
        page['/Contents'] = generic.ArrayObject([old, over])

    return _updated(content, paint)


def hidden_content_shown(content: bytes) -> bytes:
    """The other content that `with_hidden_content` laid in the file before it was signed takes the page's place."""

    def swap(writer: Any) -> None:
        page = _page(writer)
        page['/Contents'] = page.raw_get('/Dold')

    return _updated(content, swap)


def with_hidden_content(content: bytes) -> bytes:
    """An unsigned file with a second content of its first page, which nothing shows yet (a shadow attack)."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.pages[0].obj['/Dold'] = pdf.make_stream(b'q 1 0 0 rg 0 0 600 850 re f Q')
        pdf.save(out)
    return out.getvalue()


def attachment_added(content: bytes) -> bytes:
    def attach(writer: Any) -> None:
        data = embed.EmbeddedFileObject.from_file_data(writer, b'Bilaga som ingen har sett', mime_type='text/plain')
        embed.embed_file(writer, embed.FileSpec('tillagg.txt', embedded_data=data))

    return _updated(content, attach)


def comment_added(content: bytes) -> bytes:
    def comment(writer: Any) -> None:
        note = _dictionary({
            pdf_name('/Type'): pdf_name('/Annot'),
            pdf_name('/Subtype'): pdf_name('/FreeText'),
            pdf_name('/Rect'): generic.ArrayObject(map(generic.NumberObject, (50, 50, 300, 100))),
            pdf_name('/Contents'): generic.TextStringObject("Gäller inte"),
            pdf_name('/DA'): generic.TextStringObject('/Helv 12 Tf 0 g'),
        })  # fmt: skip
        page = _page(writer)
        old = page.get('/Annots', generic.ArrayObject())
        page['/Annots'] = generic.ArrayObject([*old, writer.add_object(note)])

    return _updated(content, comment)


def title_changed(content: bytes) -> bytes:
    def rename(writer: Any) -> None:
        info = writer.trailer_view['/Info']
        info['/Title'] = generic.TextStringObject("Medborgarlöfte 1999")
        writer.update_container(info)

    return _updated(content, rename)


def metadata_changed(content: bytes) -> bytes:
    """Another title in the XMP packet alone."""

    def rename(writer: Any) -> None:
        stream = writer.root['/Metadata']
        packet = re.sub(rb'(<dc:title>.*?<rdf:li[^>]*>)[^<]*', rb'\1Helt annat', stream.data, flags=re.DOTALL)
        assert packet != stream.data
        writer.root['/Metadata'] = writer.add_object(
            generic.StreamObject(
                {pdf_name('/Type'): pdf_name('/Metadata'), pdf_name('/Subtype'): pdf_name('/XML')}, stream_data=packet
            )
        )
        writer.update_root()

    return _updated(content, rename)


def javascript_added(content: bytes) -> bytes:
    def add(writer: Any) -> None:
        script = {pdf_name('/S'): pdf_name('/JavaScript'), pdf_name('/JS'): generic.TextStringObject('app.alert(1)')}
        writer.root['/OpenAction'] = writer.add_object(_dictionary(script))
        writer.update_root()

    return _updated(content, add)


def with_text_field(content: bytes) -> bytes:
    """An unsigned file with a form field that holds a number."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T=pikepdf.String('timmar'),
                V=pikepdf.String('20'),
                Rect=[50, 50, 150, 70],
            )
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        pdf.pages[0].obj['/Annots'] = pikepdf.Array([field])
        pdf.save(out)
    return out.getvalue()


def field_filled_in(content: bytes) -> bytes:
    """The number in the field made another."""

    def fill(writer: Any) -> None:
        field = writer.root['/AcroForm']['/Fields'][0]
        field['/V'] = generic.TextStringObject('25')
        writer.update_container(field)

    return _updated(content, fill)


def fields_drawn_anew(content: bytes) -> bytes:
    """Viewers asked to draw what every field shows as they think best."""

    def ask(writer: Any) -> None:
        form = writer.root['/AcroForm']
        form['/NeedAppearances'] = generic.BooleanObject(True)  # type: ignore[no-untyped-call]
        writer.update_container(form)

    return _updated(content, ask)


def metadata_said_otherwise(content: bytes) -> bytes:
    """One more node in the XMP packet, of a kind of its own."""

    def add(writer: Any) -> None:
        node = b'<x:Avtal xmlns:x="urn:x" rdf:about=""><x:timmar>25</x:timmar></x:Avtal></rdf:RDF>'
        packet = writer.root['/Metadata'].data.replace(b'</rdf:RDF>', node)
        names = {pdf_name('/Type'): pdf_name('/Metadata'), pdf_name('/Subtype'): pdf_name('/XML')}
        writer.root['/Metadata'] = writer.add_object(generic.StreamObject(names, stream_data=packet))
        writer.update_root()

    return _updated(content, add)


def look_replaced(content: bytes) -> bytes:
    """What shows of the municipality's signature made a red box."""

    def replace(writer: Any) -> None:
        field = _field(writer, 'Underskrift-kommunen')
        field['/AP'] = _dictionary({pdf_name('/N'): _box(writer, b'1 0 0 rg 0 0 500 500 re f')})
        writer.update_container(field)

    return _updated(content, replace)


def proofs_removed(content: bytes) -> bytes:
    """What shows that no certificate was revoked, taken away."""

    def remove(writer: Any) -> None:
        del writer.root['/DSS']
        writer.update_root()

    return _updated(content, remove)


def layer_added(content: bytes) -> bytes:
    """A layer that is hidden until somebody shows it."""

    def add(writer: Any) -> None:
        layer = writer.add_object(
            _dictionary({pdf_name('/Type'): pdf_name('/OCG'), pdf_name('/Name'): generic.TextStringObject('Dold')})
        )
        off = _dictionary({pdf_name('/OFF'): generic.ArrayObject([layer])})
        both = {pdf_name('/OCGs'): generic.ArrayObject([layer]), pdf_name('/D'): off}
        writer.root['/OCProperties'] = _dictionary(both)
        writer.update_root()

    return _updated(content, add)


def objects_after_the_end(content: bytes) -> bytes:
    """An object that no table tells of, and an end that leads to the old table (an incremental saving attack)."""
    last = content[content.rfind(b'startxref') :]
    return content + b'\n5 0 obj\n<< /Type /Page >>\nendobj\n' + last


def field_over_text(content: bytes, paint: bytes = b'1 g 0 0 500 500 re f', *, program: bool = False) -> bytes:
    """A new signature field that nobody has signed, but whose picture lies over the first page."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(content))
    writer._update_meta = lambda: None
    fields.append_signature_field(writer, fields.SigFieldSpec('Ny', on_page=0, box=(50, 300, 550, 800)))
    field = _field(writer, 'Ny')
    if program:
        script = {pdf_name('/S'): pdf_name('/JavaScript'), pdf_name('/JS'): generic.TextStringObject('app.alert(1)')}
        field['/A'] = _dictionary(script)
    else:
        field['/AP'] = _dictionary({pdf_name('/N'): _box(writer, paint)})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def timestamp_over_text(content: bytes, tsa_url: str) -> bytes:
    """A timestamp, made in the field that lies over the first page."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(field_over_text(content)))
    writer._update_meta = lambda: None
    stamper = signers.PdfTimeStamper(timestamps.HTTPTimeStamper(tsa_url), field_name='Ny')
    stamped: io.BytesIO = stamper.timestamp_pdf(writer, 'sha256')
    return stamped.getvalue()


def signature_removed(content: bytes) -> bytes:
    """The first field emptied again, by an update at the end."""

    def empty(writer: Any) -> None:
        fields = (each.get_object() for each in writer.root['/AcroForm']['/Fields'])
        field = next(each for each in fields if '/V' in each)
        del field['/V']
        writer.update_container(field)

    return _updated(content, empty)


def signed_once_more(content: bytes, pki: Pki) -> bytes:
    """A third signature in a field of its own, though the last of ours closed the file."""
    return portal.signed(content, pki.olle)


def signature_transplanted(content: bytes, other: bytes) -> bytes:
    """The first signature's value from another file of the same length before it, put in place of the own."""
    (start, end), (first, last) = _gap(content), _gap(other)
    value = other[first + 1 : last - 1]
    assert len(value) == end - start - 2
    return content[: start + 1] + value + content[end - 1 :]


def unknown_format(content: bytes) -> bytes:
    """A signature of a kind that no program of today makes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            Filter=pikepdf.Name('/Egen'),
            SubFilter=pikepdf.Name('/Egen.form'),
            ByteRange=[0, 1_000_000, 2_000_000, 3_000_000],
            Contents=pikepdf.String(b'123'),
        )
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String('Gammal'), V=pdf.make_indirect(value))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]), SigFlags=3)
        pdf.save(out)
    return covering_all(out.getvalue())


def covering_all(content: bytes) -> bytes:
    """Set the one byte range to all of the file but the string in `/Contents`."""
    start = content.index(b'/Contents ') + len(b'/Contents ')
    written = b'(123)' if content[start : start + 1] == b'(' else content[start : content.index(b'>', start) + 1]
    content = content.replace(b'/Contents ' + written, b'/Contents <313233>', 1)
    end = start + len(b'<313233>')
    numbers = b'%d %d %d' % (start, end, len(content) - end)
    return content.replace(b'1000000 2000000 3000000', numbers.ljust(len(b'1000000 2000000 3000000')), 1)


def blank() -> bytes:
    """One empty page."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Metadata = pdf.make_stream(b'<x/>')
        pdf.save(out)
    return out.getvalue()


def titled(title: str) -> bytes:
    """One empty page with a title."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank())) as pdf:
        del pdf.Root.Metadata
        pdf.docinfo['/Title'] = title
        pdf.save(out)
    return out.getvalue()


def unfolding() -> bytes:
    """A small file with a signature whose metadata unfold to 400 MB."""
    packing = zlib.compressobj(9)
    packed = b''.join([*(packing.compress(bytes(10_000_000)) for _ in range(40)), packing.flush()])
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unknown_format(blank()))) as pdf:
        pdf.Root.Metadata.write(packed, filter=pikepdf.Name.FlateDecode)
        pdf.save(out)
    return out.getvalue()


def page_unfolding(content: bytes) -> bytes:
    """The first page's content replaced by a gigabyte of small boxes, packed in two megabytes."""
    packing, boxes = zlib.compressobj(9), b'0 0 1 1 re f ' * 800_000
    packed = b''.join([*(packing.compress(boxes) for _ in range(100)), packing.flush()])

    def replace(writer: Any) -> None:
        stream = generic.StreamObject(_dictionary({pdf_name('/Filter'): pdf_name('/FlateDecode')}), encoded_data=packed)
        _page(writer)['/Contents'] = writer.add_object(stream)

    return _updated(content, replace)


def circular_updates() -> bytes:
    """An update that comes after itself."""
    content = blank()
    return content.replace(b'trailer << ', b'trailer << /Prev %d ' % int(content.split()[-2]))


def circular_pages() -> bytes:
    """A page tree and a form whose branches lead back to their roots."""
    return _with_objects(
        b'<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>',
        b'<< /Type /Pages /Count 1000000 /Kids [2 0 R] >>',
        b'<< /T (a) /Kids [3 0 R 3 0 R] >>',
    )


def nested() -> bytes:
    """Arrays in arrays, a hundred thousand deep."""
    return _with_objects(
        b'<< /Type /Catalog /Pages 2 0 R /X ' + b'[' * 100_000 + b']' * 100_000 + b' >>',
        b'<< /Type /Pages /Count 0 /Kids [] >>',
    )


def crowded() -> bytes:
    """Ten thousand fields with the same broken signature."""
    value = b'<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 99999999999] /Contents <30> >>'
    crowd = b' '.join(b'<< /FT /Sig /T (f%d) /V 3 0 R >>' % number for number in range(10_000))
    return _with_objects(
        b'<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [' + crowd + b'] >> >>',
        b'<< /Type /Pages /Count 0 /Kids [] >>',
        value,
    )


HOSTILE = (unfolding, circular_updates, circular_pages, nested, crowded)


def _with_objects(*objects: bytes) -> bytes:
    """A file of these objects, the first of them its root."""
    content, places = b'%PDF-1.7\n', []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b'%d 0 obj\n%s\nendobj\n' % (number, each)
    table = b''.join(b'%010d 00000 n \n' % place for place in places)
    head = b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1)
    trailer = b'trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, len(content))
    return content + head + table + trailer


def _gap(content: bytes) -> tuple[int, int]:
    """The room that the first signature leaves out: from its `<` to after its `>`."""
    found = _RANGE.search(content)
    assert found is not None
    return int(found[2]), int(found[3])


def _dictionary(entries: dict[Any, Any]) -> Any:
    return generic.DictionaryObject(entries)  # type: ignore[no-untyped-call]


def _field(writer: Any, name: str) -> Any:
    return next(
        each for each in (one.get_object() for one in writer.root['/AcroForm']['/Fields']) if each['/T'] == name
    )


def _box(writer: Any, paint: bytes) -> Any:
    """A drawing of 500 × 500 points."""
    edges = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 500)))
    names = {pdf_name('/Type'): pdf_name('/XObject'), pdf_name('/Subtype'): pdf_name('/Form'), pdf_name('/BBox'): edges}
    return writer.add_object(generic.StreamObject(names, stream_data=paint))


def _page(writer: Any) -> Any:
    """The first page, marked as changed."""
    reference = writer.find_page_for_modification(0)[0]
    writer.mark_update(reference)
    return reference.get_object()


def _updated(content: bytes, change: Callable[[Any], None]) -> bytes:
    """Append an incremental update, as an editor does that does not care about signatures."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(content))
    writer._update_meta = lambda: None  # else it writes the metadata as it thinks best
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
