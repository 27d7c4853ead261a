"""Still more of what anybody can append without a key: in numbers, texts, lists and proofs that look as they should.

Importing this lays each in `forgeries.FORGERIES`.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sign.forgeries import FORGERIES, change, field_with, fields, forgery, look, page
from sign.forgeries_by_reader import (
    CERTIFICATE,
    cid_font,
    descriptor,
    element,
    empty_field,
    signed_field,
    store,
    stream_update,
)
from sign.raw_update import RawUpdate, body, edited, file_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ['FORGERIES']

_WORDS = String('TILLÄGG: gäller inte')


def _written(name: str, find: Callable[[pikepdf.Pdf], pikepdf.Object], old: bytes, new: bytes) -> None:
    """An object whose bytes are written otherwise."""

    def forge(content: bytes) -> bytes:
        objects: dict[int, bytes] = {}

        def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
            part = find(pdf)
            head, mark, rest = body(part).partition(b'stream\n')
            made, count = re.subn(old, new, head, count=1)
            assert count, name
            objects[part.objgen[0]] = made + mark + rest
            yield from ()

        edited(content, alter)
        return RawUpdate(content, objects).written()

    FORGERIES[name] = forge


def _annotated(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(each.obj for each in pdf.pages if '/Annots' in each.obj)


# Numbers: programs that ask for whole ones take a fraction for none.

_written('tags of a page by a fraction', page, rb'/StructParents (\d+)', rb'/StructParents \1.0')
_written('a tag by a fraction', element, rb'/K (\d+)|/K \[ (\d+)', rb'/K [ \1\2.0')
_written('letters of a width by a fraction', cid_font, rb'/DW (\d+)', rb'/DW \1.0')
_written('letters of a kind by a fraction', descriptor, rb'/Flags (\d+)', rb'/Flags \1.0')
_written('a signed field hidden by a fraction', signed_field, rb'/F (\d+)', rb'/F \1.0')
_written('an empty field hidden by a fraction', empty_field, rb'/F (\d+)', rb'/F \1.0')


# Tables and trailers.


def _identity(name: str, second: bytes) -> None:
    def forge(content: bytes) -> bytes:
        first = re.findall(rb'/ID\s*\[\s*(<[0-9A-Fa-f]*>)', content)[-1]
        return RawUpdate(content, keys=b'/ID [%s %s]' % (first, second)).written()

    FORGERIES[name] = forge


_identity('an identity that is an object', b'<< /X (TILLAGG) >>')
_identity('an identity that is a page', b'1 0 R')
_identity('an identity as long as a letter', b'<' + b'54494c4c' * 200 + b'>')


@forgery
def a_table_for_too_many_objects(content: bytes) -> bytes:
    return RawUpdate(content, size=99_999_999).written()


@forgery
def an_object_of_too_high_a_number(content: bytes) -> bytes:
    return RawUpdate(content, {9_000_000: b'(ett)'}).written()


def _end(name: str, old: bytes, new: bytes) -> None:
    """An update whose end is written otherwise."""

    def forge(content: bytes) -> bytes:
        whole = RawUpdate(content, {file_size(content): b'<< /Length 1 >>\nstream\nx\nendstream'}).written()
        made, count = re.subn(old, new, whole[len(content) :])
        assert count, name
        return content + made

    FORGERIES[name] = forge


_end('an end with a comment in it', rb'startxref\n', b'startxref % hej\n')
_end('an end by a long number', rb'startxref\n', b'startxref\n0000000000')
_end('an end of another name', rb'%%EOF', b'%%EOG')
_end('a table with a comment in it', rb'xref\n0 1\n', b'xref\n0 1\n% hej\n')
_end('a table with a comment behind it', rb'trailer', b'% hej\ntrailer')
_end('a table with a comment in its trailer', rb'trailer\n', b'trailer % hej\n')
_end('a table in capitals', rb'xref\n0 1', b'XREF\n0 1')
_end('a stream behind a lone return', rb'stream\nx', b'stream\rx')
_end('a stream behind a blank', rb'stream\nx', b'stream \nx')
_end('a stream whose end is joined', rb'endstream\nendobj', b'endstreamendobj')
_end('an object whose end is joined', rb'endobj\n', b'endobj7 ')
_end('an object whose head is joined', rb' 0 obj\n', b' 0obj\n')


def _hides(name: str, hidden: bytes) -> None:
    FORGERIES[f'{name}, in a string'] = lambda content: RawUpdate(
        content, {file_size(content): b'(\n' + hidden + b'\n)'}
    ).written()
    FORGERIES[f'{name}, in a stream'] = lambda content: RawUpdate(
        content, {file_size(content): b'<< /Length %d >>\nstream\n\n%s\n\nendstream' % (len(hidden) + 2, hidden)}
    ).written()


_hides('an object whose word is joined', b'5 0obj << /Type /Page >>')
_hides('a table between lines', b'\n xref\n0 1\n0000000000 65535 f \n')
_hides('a trailer on a line of its own', b'trailer\t<< /Root 1 0 R >>')


def _container(content: bytes, head: bytes, text: bytes, rows: dict[int, tuple[int, int, int]], count: int) -> bytes:
    holder = file_size(content)
    stream = b'<< /Type /ObjStm /N %d /First %d /Length %d >>\nstream\n' % (count, len(head), len(head + text))
    return stream_update(content, {holder: stream + head + text + b'\nendstream'}, rows=rows)


@forgery
def a_stream_of_objects_with_more_in_its_head(content: bytes) -> bytes:
    holder = file_size(content)
    new = holder + 5
    return _container(content, b'%d 0 %d 6 ' % (new, new + 1), b'(ett) (tva)', {new: (2, holder, 0)}, 1)


@forgery
def a_stream_of_objects_that_holds_itself(content: bytes) -> bytes:
    holder = file_size(content)
    return _container(content, b'%d 0 ' % holder, b'(ett)', {holder: (2, holder, 0)}, 1)


# An object that is only a reference: some readers follow it, to some it is nothing.


def _only_a_reference(name: str, find: Callable[[pikepdf.Pdf], pikepdf.Object]) -> None:
    def forge(content: bytes) -> bytes:
        objects: dict[int, bytes] = {}

        def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
            part, copy = find(pdf), file_size(content)
            objects.update({part.objgen[0]: b'%d 0 R' % copy, copy: body(part)})
            yield from ()

        edited(content, alter)
        return RawUpdate(content, objects).written()

    FORGERIES[name] = forge


_only_a_reference('information that is a reference', lambda pdf: pdf.trailer.Info)
_only_a_reference('metadata that are a reference', lambda pdf: pdf.Root.Metadata)
_only_a_reference('a signed field that is a reference', signed_field)
_only_a_reference('a page that is a reference', page)
_only_a_reference('a catalog that is a reference', lambda pdf: pdf.Root)
_only_a_reference('tags that are a reference', lambda pdf: pdf.Root.StructTreeRoot)


# The metadata, read by other eyes than ours.


def _packet(name: str, *pairs: tuple[bytes, bytes], alone: bool = False) -> None:
    """The packet, with proofs that give a reason to write it anew, or alone."""

    def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        packet = pdf.Root.Metadata.read_bytes()
        for old, new in pairs:
            made, count = re.subn(old, new, packet, count=1)
            assert count, (name, packet)
            packet = made
        pdf.Root.Metadata.write(packet)
        yield pdf.Root.Metadata
        if alone:
            return
        proofs = store(pdf)
        proofs['/CRLs'] = Array(list(proofs.get('/CRLs', Array())))
        yield pdf.Root
        if proofs.is_indirect:
            yield proofs

    FORGERIES[name] = lambda content: edited(content, alter)


_packet('metadata with a comment', (rb'<rdf:RDF', b'<!-- TILLAGG: galler inte --><rdf:RDF'))
_packet('metadata behind a comment', (rb'<x:xmpmeta', b'<!-- TILLAGG: galler inte --><x:xmpmeta'))
_packet('metadata of a schema that nobody knows', (rb'<rdf:RDF', b'<rdf:RDF xmlns:a="urn:TILLAGG"'))
_packet('metadata by a short form that speaks', (
    rb'<rdf:RDF', b'<rdf:RDF xmlns:galler_inte="http://purl.org/dc/elements/1.1/"'
))  # fmt: skip
_packet('metadata with a history that speaks', (
    rb'</rdf:Description>', (b'<m:History xmlns:m="http://ns.adobe.com/xap/1.0/mm/"><rdf:Seq><rdf:li '
    b'xmlns:e="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" e:action="TILLAGG"/></rdf:Seq></m:History>'
    b'</rdf:Description>')
))  # fmt: skip
_packet('metadata with words behind a comment', (rb'</rdf:li>', b'<!-- -->TILLAGG</rdf:li>'))
_packet('metadata with words behind an instruction', (rb'</rdf:li>', b'<?x y?>TILLAGG</rdf:li>'))
_packet('metadata that are not marked as such', (rb'<\?xpacket begin', b'<?xpackat begin'))
_packet('metadata whose mark speaks', (rb'<\?xpacket end="\w"', b'<?xpacket end="TILLAGG"'))
_packet('metadata without an end', (rb'<\?xpacket end="\w"\?>', b''))
_packet(
    'metadata with words by an entity',
    (rb'<x:xmpmeta', b'<!DOCTYPE x:xmpmeta [<!ENTITY t "TILLAGG">]><x:xmpmeta'),
    (rb'</rdf:li>', b'&t;</rdf:li>'),
)
_packet(
    'metadata with words behind an entity',
    (rb'<x:xmpmeta', b'<!DOCTYPE x:xmpmeta [<!ENTITY t "">]><x:xmpmeta'),
    (rb'</rdf:li>', b'&t;TILLAGG</rdf:li>'),
)
_packet(
    'metadata with a value of their own', (rb'</rdf:Description>', b'<rdf:value>TILLAGG</rdf:value></rdf:Description>')
)
_packet('metadata by reference', (rb'<dc:title>', b'<dc:title rdf:resource="urn:x:TILLAGG">'))
_packet('metadata in a list of another kind', (rb'<rdf:Alt>', b'<rdf:Bag>'), (rb'</rdf:Alt>', b'</rdf:Bag>'))
_packet('metadata in another language', (rb'xml:lang="x-default"', b'xml:lang="en"'))
_packet('metadata with a title more', (rb'</rdf:Alt>', b'<rdf:li xml:lang="sv">TILLAGG</rdf:li></rdf:Alt>'))
_packet('metadata with a title before', (rb'<rdf:Alt>', b'<rdf:Alt><rdf:li xml:lang="sv"/>'))
_packet('metadata of a program that speaks, alone', (
    rb'</rdf:Description>', b'<p:Producer xmlns:p="http://ns.adobe.com/pdf/1.3/">TILLAGG</p:Producer></rdf:Description>'
), alone=True)  # fmt: skip
_packet('metadata of an identity that speaks', (
    rb'</rdf:Description>',
    b'<m:InstanceID xmlns:m="http://ns.adobe.com/xap/1.0/mm/">TILLAGG: galler inte</m:InstanceID></rdf:Description>',
))  # fmt: skip
_packet('metadata of a version that speaks', (
    rb'</rdf:Description>',
    b'<m:VersionID xmlns:m="http://ns.adobe.com/xap/1.0/mm/">TILLAGG</m:VersionID></rdf:Description>',
))  # fmt: skip
_packet('metadata of another day, alone', (
    rb'</rdf:Description>', b'<x:ModifyDate xmlns:x="http://ns.adobe.com/xap/1.0/">1999-01-01</x:ModifyDate></rdf:Description>'
), alone=True)  # fmt: skip
_packet(
    'metadata of a toolkit that speaks',
    (rb'<x:xmpmeta( x:xmptk="[^"]*")?', b'<x:xmpmeta x:xmptk="TILLAGG: galler inte"'),
)
_packet('metadata of a form that speaks', (rb'<dc:title>', b'<dc:title rdf:parseType="TILLAGG">'))


@change
def information_of_another_day_alone(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    pdf.trailer.Info['/ModDate'] = String('D:19990101000000Z')
    yield pdf.trailer.Info


# What nothing leads to, and programs find that search.


def _orphan(name: str, written: bytes) -> None:
    FORGERIES[f'{name} that nothing leads to'] = lambda content: RawUpdate(
        content, {file_size(content): written}
    ).written()


_orphan('a file', b'<< /Type /Filespec /F (TILLAGG.txt) >>')
_orphan('an attached text', b'<< /Type /EmbeddedFile /Length 7 >>\nstream\nTILLAGG\nendstream')
_orphan('a comment', b'<< /Subtype /FreeText /Contents (TILLAGG) >>')
_orphan('a layer', b'<< /Type /OCG /Name (TILLAGG) >>')
_orphan('a title', b'<< /Title (TILLAGG) >>')


# Proofs.


def _proofs(name: str, alter: Callable[[pikepdf.Pdf, pikepdf.Object], Any]) -> None:
    def forge(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        proofs = store(pdf)
        made = alter(pdf, proofs)
        yield pdf.Root
        yield from (each for each in (proofs, *proofs.get('/Certs', Array())) if each.is_indirect)
        if isinstance(made, pikepdf.Object) and made.is_indirect:
            yield made

    FORGERIES[name] = lambda content: edited(content, forge)


def _for_one(pdf: pikepdf.Pdf, proofs: pikepdf.Object, key: str, value: Any) -> Any:
    proofs['/VRI'] = Dictionary(
        {**dict(proofs.get('/VRI', Dictionary()).items()), '/' + 'B' * 40: Dictionary({key: value})}
    )
    return value


def _listed(pdf: pikepdf.Pdf, proofs: pikepdf.Object, key: str, data: bytes, **entries: Any) -> Any:
    made = pdf.make_stream(data, **entries)
    proofs[key] = Array([*proofs.get(key, Array()), made])
    return made


_LETTER = b'0\x82\x01\x00\x04\x81\xfd' + b'TILLAGG galler inte'.ljust(253)
_proofs('proofs with a page for a time', lambda pdf, proofs: _for_one(pdf, proofs, '/TS', page(pdf)))
_proofs('proofs with a file for a time', lambda pdf, proofs: _for_one(pdf, proofs, '/TS', pdf.make_stream(b'hej')))
_proofs('proofs with words for a time', lambda pdf, proofs: _for_one(pdf, proofs, '/TU', _WORDS))
_proofs('proofs with words for a type', lambda pdf, proofs: _for_one(pdf, proofs, '/Type', _WORDS))
_proofs('proofs with a letter for a certificate', lambda pdf, proofs: _listed(pdf, proofs, '/Certs', _LETTER))
_proofs('proofs with a letter for a list', lambda pdf, proofs: _listed(pdf, proofs, '/CRLs', _LETTER))
_proofs('proofs with a letter for an answer', lambda pdf, proofs: _listed(pdf, proofs, '/OCSPs', _LETTER))
_proofs(
    'proofs of an attached file', lambda pdf, proofs: _listed(pdf, proofs, '/Certs', _LETTER, Type=Name.EmbeddedFile)
)
_proofs('proofs of one for all', lambda pdf, proofs: proofs.__setitem__('/Cert', Array([pdf.make_stream(_LETTER)])))


@change
def proofs_of_nothing(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Where there are none, a store without any; else what is in it taken away."""
    pdf.Root['/DSS'] = Dictionary()
    yield pdf.Root


def _beside_proofs(name: str, key: str, value: Any) -> None:
    """An entry of the catalog, which proofs may bring with them, that says more."""

    def forge(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        proofs = store(pdf)
        proofs['/CRLs'] = Array(list(proofs.get('/CRLs', Array())))
        pdf.Root[key] = value
        yield pdf.Root
        if proofs.is_indirect:
            yield proofs

    FORGERIES[name] = lambda content: edited(content, forge)


def _extension(**entries: Any) -> Dictionary:
    return Dictionary(ABCD=Dictionary(**{'BaseVersion': Name('/1.7'), 'ExtensionLevel': 1, **entries}))


_beside_proofs('extensions of a developer whose name speaks', '/Extensions', Dictionary(
    {'/TILLAGG-galler-inte': Dictionary(BaseVersion=Name('/1.7'), ExtensionLevel=1)}
))  # fmt: skip
_beside_proofs(
    'extensions whose address speaks', '/Extensions', _extension(URL=String('https://www.iso.org/tillagg-galler-inte'))
)
_beside_proofs('extensions that speak', '/Extensions', _extension(URL=_WORDS))
_beside_proofs('extensions of a revision that speaks', '/Extensions', _extension(ExtensionRevision=_WORDS))
_beside_proofs('extensions of a base that speaks', '/Extensions', _extension(BaseVersion=_WORDS))
_beside_proofs('extensions of a level that speaks', '/Extensions', _extension(ExtensionLevel=_WORDS))
_beside_proofs('extensions that lead elsewhere', '/Extensions', _extension(URL=String('https://tillagg.example/')))


def _form_beside_proofs(name: str, key: str, value: Any) -> None:
    def forge(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        proofs = store(pdf)
        proofs['/CRLs'] = Array(list(proofs.get('/CRLs', Array())))
        pdf.Root.AcroForm[key] = value
        yield pdf.Root
        yield from (each for each in (proofs, pdf.Root.AcroForm) if each.is_indirect)

    FORGERIES[name] = lambda content: edited(content, forge)


_form_beside_proofs(
    'a form with words in its resources', '/DR', Dictionary(Properties=Dictionary(X=Dictionary(Y=_WORDS)))
)
_form_beside_proofs('a form with words in a font', '/DR', Dictionary(Font=Dictionary(X=_WORDS)))
_form_beside_proofs('a form whose look speaks', '/DA', String('/TILLAGG-galler-inte'))
_beside_proofs('an older version', '/Version', Name('/1.0'))
_beside_proofs('a version to come', '/Version', Name('/2.9'))


_proofs('proofs packed with words', lambda pdf, proofs: _listed(pdf, proofs, '/Certs', CERTIFICATE, DL=_WORDS))
_proofs('proofs of two words for a certificate', lambda pdf, proofs: _listed(
    pdf, proofs, '/Certs', b'0\x17\x06\x03\x55\x04\x03\x0c\x10galler inte alls'
))  # fmt: skip
_proofs('proofs of a certificate for a list', lambda pdf, proofs: _listed(pdf, proofs, '/CRLs', CERTIFICATE))


@forgery
def a_comment_behind_the_end(content: bytes) -> bytes:
    return content + b'\n% TILLAGG: galler inte\n'


def _with_nothing(content: bytes, **how: Any) -> bytes:
    return RawUpdate(content, {file_size(content): b'<< /Spill true >>'}, **how).written()


@forgery
def a_comment_without_a_reason(content: bytes) -> bytes:
    return _with_nothing(content, between=b'% TILLAGG: galler inte\n')


@forgery
def an_identity_that_speaks(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        first = bytes(pdf.trailer.ID[0])
    return _with_nothing(content, keys=b'/ID [<%s> (TILLAGG galler i)]' % first.hex().encode())


# Fields that nobody signed, and that say something where nobody looks.


def _new_field(name: str, make: Callable[[pikepdf.Pdf], dict[str, Any]]) -> None:
    FORGERIES[name] = lambda content: edited(content, lambda pdf: field_with(pdf, **make(pdf)))


_SPEAKING: dict[str, Any] = {
    'NM': _WORDS, 'DA': _WORDS, 'H': _WORDS, 'Q': _WORDS, 'StructParent': _WORDS,
    'MK': Dictionary(R=_WORDS), 'BS': Dictionary(W=0, X=_WORDS), 'Border': Array([0, 0, 0, _WORDS]),
    'DR': Dictionary(X=_WORDS), 'P': _WORDS,
    'Lock': Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array([_WORDS])),
    'SV': Dictionary(Type=Name.SV, Reasons=Array([_WORDS])),
}  # fmt: skip
for _key, _value in _SPEAKING.items():
    _new_field(f'a field with words in {_key}', lambda _, key=_key, value=_value: {key: value})  # type: ignore[misc]
_NAMED, _KEYED = Name('/TILLAGG-galler-inte'), Dictionary({'/TILLAGG': True})
_IN_ODD_PLACES: dict[str, Any] = {
    'an array for what it is called': {'TU': Array([_WORDS])},
    'a name for what it is called': {'TU': _NAMED},
    'an array for its identity': {'NM': Array([_WORDS])},
    'an identity of letters': {'NM': String('TILLAGG.galler.inte')},
    'a font that speaks': {'DA': String('/TILLAGG-galler-inte 0 Tf')},
    'a string for a lock': {'Lock': _WORDS},
    'a lock with a key more': {'Lock': Dictionary(Type=Name.SigFieldLock, Words=_WORDS)},
    'a lock of an action that speaks': {'Lock': Dictionary(Type=Name.SigFieldLock, Action=_NAMED)},
    'a lock of a part of no field': {'Lock': Dictionary(Action=Name.Include, Fields=Array([String('Ny.TILLAGG')]))},
    'reasons by name': {'SV': Dictionary(Type=Name.SV, Reasons=Array([_NAMED]))},
    'a demand that nobody knows': {'SV': _KEYED},
    'a demand that says it is a font': {'SV': Dictionary(Type=Name.Font, Reasons=Array([_WORDS]))},
    'a demand with a parent': {'SV': Dictionary(Parent=_WORDS)},
    'a border by name': {'BS': Dictionary(S=_NAMED)},
    'a light by name': {'H': _NAMED},
    'letters for a font': {'DR': Dictionary(Font=Dictionary(F1=Dictionary(Type=Name.Font, BaseFont=_NAMED)))},
}
for _key, _value in _IN_ODD_PLACES.items():
    _new_field(f'a field with {_key}', lambda _, value=_value: value)  # type: ignore[misc]
for _key in ('TU', 'SV', 'BS', 'H', 'MK', 'DR'):
    _new_field(
        f'a field with a stream for {_key}',
        lambda pdf, key=_key: {key: pdf.make_stream(b'TILLAGG')},  # type: ignore[misc]
    )
_new_field(
    'a field with a whole page in its resources', lambda pdf: {'DR': Dictionary(XObject=Dictionary(X=page(pdf)))}
)
_new_field('a field named as another but for a blank', lambda pdf: {'T': String(f'{signed_field(pdf).T} ')})
_new_field('a field that demands its law', lambda _: {'SV': Dictionary(LegalAttestation=Array([_WORDS]))})
_new_field(
    'a field that demands an address', lambda _: {'SV': Dictionary(TimeStamp=Dictionary(URL=String('http://x')))}
)


def _empty_look(**entries: Any) -> Callable[[pikepdf.Pdf], dict[str, Any]]:
    def make(pdf: pikepdf.Pdf) -> dict[str, Any]:
        blank = look(pdf, b'')
        for key, value in entries.items():
            blank[f'/{key}'] = value
        return {'AP': Dictionary(N=blank)}

    return make


_new_field('a field with words in the name of its look', _empty_look(Name=_WORDS))
_new_field('a field with words in the day of its look', _empty_look(LastModified=_WORDS))
_new_field('a field with words in the resources of its look', _empty_look(Resources=Dictionary(X=_WORDS)))
_new_field('a field with a look of a name that speaks', _empty_look(Name=_NAMED))
_new_field('a field with a comment in its look', lambda pdf: {'AP': Dictionary(N=look(pdf, b'% TILLAGG'))})
_new_field(
    'a field with a picture that its look does not draw',
    lambda pdf: _empty_look(Resources=Dictionary(XObject=Dictionary(X=look(pdf, b'0 g'))))(pdf),
)
_new_field('a field with words in the group of its look', _empty_look(Group=Dictionary(X=_WORDS)))


@change
def a_field_whose_demand_speaks_elsewhere(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    demand = pdf.make_indirect(Dictionary(Type=Name.SV, Reasons=Array([_WORDS])))
    yield from field_with(pdf, SV=demand)
    yield demand


@change
def a_field_whose_part_has_words_for_a_value(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    part = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 0, 0]), V=_WORDS, F=4, P=page(pdf))
    )
    made = list(field_with(pdf, Kids=Array([part]), Rect=None, Subtype=None, Type=None))
    field = next(each for each in made if each.get('/T') == 'Ny')
    part['/Parent'] = field
    page(pdf)['/Annots'] = Array([part if each.objgen == field.objgen else each for each in page(pdf).Annots])
    yield from (*made, part)


@change
def a_title_in_another_coding(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Readers of PDF 1.7 show each byte of it as a letter."""
    title = str(pdf.trailer.Info.Title)
    pdf.trailer.Info['/Title'] = pikepdf.Object.parse(b'<' + (b'\xef\xbb\xbf' + title.encode()).hex().encode() + b'>')
    yield pdf.trailer.Info


@change
def a_signed_field_with_the_look_of_another(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    signed = signed_field(pdf)
    signed['/AP'] = Dictionary(N=look(pdf, b''))
    yield from (signed, signed.AP.N)


@change
def a_signed_field_with_a_day_of_its_own(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Programs write one when somebody signs; here nobody does."""
    signed = signed_field(pdf)
    signed['/M'] = String('D:20010101000000Z')
    yield signed


@change
def an_empty_field_with_the_look_of_another(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    empty = empty_field(pdf)
    empty['/AP'] = Dictionary(N=look(pdf, b'0 g 0 0 9 9 re f'))
    yield from (empty, empty.AP.N)


@change
def an_empty_field_with_the_signature_of_another(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    empty = empty_field(pdf)
    empty['/V'] = signed_field(pdf).V
    yield empty


@change
def two_signatures_exchanged(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The signed field gives its signature to an empty one."""
    signed, empty = signed_field(pdf), empty_field(pdf)
    empty['/V'] = signed.V
    del signed['/V']
    yield from (signed, empty)


# The tree that leads from what is printed to its tags.


def _parents(name: str, make: Callable[[pikepdf.Pdf, list[Any]], Dictionary]) -> None:
    def forge(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        pairs = list(_numbers(pdf.Root.StructTreeRoot.ParentTree))
        root = pdf.Root.StructTreeRoot
        root['/ParentTree'] = tree = pdf.make_indirect(make(pdf, pairs))
        yield from (root, tree, *(each for each in tree.get('/Kids', ()) if each.is_indirect))

    FORGERIES[name] = lambda content: edited(content, forge)


def _numbers(node: pikepdf.Object) -> Iterator[Any]:
    yield from node.get('/Nums', ())
    for kid in node.get('/Kids', ()):
        yield from _numbers(kid)


def _node(pdf: pikepdf.Pdf, pairs: list[Any], limits: list[Any]) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Nums=Array(pairs), Limits=Array(limits)))


_parents('tags beyond their limits', lambda pdf, pairs: Dictionary(Kids=Array([_node(pdf, pairs, [5000, 6000])])))
_parents('tags whose limits speak', lambda pdf, pairs: Dictionary(Kids=Array([_node(pdf, pairs, [_WORDS, _WORDS])])))
_parents('tags out of order', lambda _, pairs: Dictionary(Nums=Array([
    each for pair in list(zip(pairs[::2], pairs[1::2], strict=True))[::-1] for each in pair
])))  # fmt: skip
_parents('tags twice in the tree of parents', lambda _, pairs: Dictionary(Nums=Array([pairs[0], pairs[-1], *pairs])))
_parents('tags in a node of both kinds', lambda pdf, pairs: Dictionary(
    Nums=Array(pairs), Kids=Array([_node(pdf, pairs, [pairs[0], pairs[-2]])])
))  # fmt: skip
_parents('tags by a number that is none', lambda _, pairs: Dictionary(Nums=Array([*pairs, _WORDS, pairs[-1]])))
_parents('tags with one number more', lambda _, pairs: Dictionary(Nums=Array([*pairs, 9999])))


# Ways of being there without being seen.


@change
def a_page_with_nothing_in_the_place_of_its_content(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    page(pdf)['/Contents'] = Array()
    yield page(pdf)


@forgery
def annotations_that_are_null(content: bytes) -> bytes:
    with_number: list[bytes] = []

    def alter(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        some = _annotated(pdf)
        some['/Annots'] = Array([*some.Annots, None])
        with_number.append(b'')
        yield some

    return edited(content, alter)


@change
def an_annotation_that_is_no_reference(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    some = _annotated(pdf)
    some['/Annots'] = Array([*some.Annots, Dictionary(Subtype=Name.Text, Contents=_WORDS, Rect=Array([0, 0, 9, 9]))])
    yield some


@change
def a_form_with_a_field_that_is_no_reference(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    form = pdf.Root.AcroForm
    form['/Fields'] = Array([*form.Fields, Dictionary(FT=Name.Sig, T=String('Ny'))])
    yield form if form.is_indirect else pdf.Root
    if form.Fields.is_indirect:
        yield form.Fields


@change
def a_form_in_a_language(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    pdf.Root.AcroForm['/Lang'] = String('en')
    yield pdf.Root.AcroForm if pdf.Root.AcroForm.is_indirect else pdf.Root


@change
def the_first_field_among_the_kids_of_another(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """A field that was there hangs under a new one, too."""
    yield from field_with(pdf, Kids=Array([fields(pdf)[0]]))
