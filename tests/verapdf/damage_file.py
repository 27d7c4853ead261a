"""Damage to catalogue, metadata, actions, annotations and to the file as bytes (ISO 19005-2, 6.1, 6.3, 6.5, 6.6)."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, String

from .damage import ByteDamages, Damages, NotHere, pick

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

FILE: Damages = Damages()
BYTES: ByteDamages = ByteDamages()

_NS = {
    'dc': 'http://purl.org/dc/elements/1.1/',
    'pdfaid': 'http://www.aiim.org/pdfa/ns/id/',
    'pdfuaid': 'http://www.aiim.org/pdfua/ns/id/',
    'pdf': 'http://ns.adobe.com/pdf/1.3/',
    'xmp': 'http://ns.adobe.com/xap/1.0/',
    'rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    'pdfaExtension': 'http://www.aiim.org/pdfa/ns/extension/',
    'pdfaProperty': 'http://www.aiim.org/pdfa/ns/property#',
    'pdfaSchema': 'http://www.aiim.org/pdfa/ns/schema#',
}


def _packet(pdf: pikepdf.Pdf, change: Callable[[Any], None]) -> None:
    tree = etree.fromstring(pdf.Root.Metadata.read_bytes())
    change(tree)
    pdf.Root.Metadata.write(etree.tostring(tree, encoding='utf-8'))


def _property(tree: Any, name: str) -> Any:
    """A property's element; NotHere when the packet has none."""
    found = tree.find(f'.//{name}', _NS)
    if found is None:
        raise NotHere
    return found


def _without(pdf: pikepdf.Pdf, name: str) -> None:
    def change(tree: Any) -> None:
        prefix, _, local = name.partition(':')
        key = f'{{{_NS[prefix]}}}{local}'
        gone = False
        for each in tree.iter():
            if key in each.attrib:
                del each.attrib[key]
                gone = True
        for each in tree.findall(f'.//{name}', _NS):
            each.getparent().remove(each)
            gone = True
        if not gone:
            raise NotHere

    _packet(pdf, change)


def _with(pdf: pikepdf.Pdf, name: str, value: str) -> None:
    def change(tree: Any) -> None:
        prefix, _, local = name.partition(':')
        key = f'{{{_NS[prefix]}}}{local}'
        for each in tree.iter():
            if key in each.attrib:
                each.attrib[key] = value
                return
        found = _property(tree, name)
        leaves = [each for each in found.iter() if each.text and each.text.strip()]
        leaves[0].text = value

    _packet(pdf, change)


def _action(pdf: pikepdf.Pdf, kind: str) -> Any:
    extra: dict[str, dict[str, Any]] = {
        'JavaScript': {'/JS': String('app.alert(1)')},
        'Launch': {'/F': String('x.exe')},
        'Sound': {'/Sound': pdf.make_stream(b'0', {'/R': 8000})},
        'Movie': {},
        'ResetForm': {},
        'ImportData': {'/F': String('x.fdf')},
        'Hide': {'/T': String('x')},
        'SetOCGState': {'/State': Array()},
        'Rendition': {},
    }
    return pdf.make_indirect(Dictionary({'/Type': Name.Action, '/S': Name('/' + kind), **extra[kind]}))


_ACTIONS = ['JavaScript', 'Launch', 'Sound', 'Movie', 'ResetForm', 'ImportData', 'Hide', 'SetOCGState', 'Rendition']


@FILE.add('no language')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pdf.Root['/Lang']


@FILE.add('bad language')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.Lang = String(pick(random, ['', 'svenska språket', 'sv_SE', '12']))


@FILE.add('no MarkInfo')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pdf.Root['/MarkInfo']


@FILE.add('MarkInfo says not marked')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.MarkInfo.Marked = False


@FILE.add('MarkInfo says suspect')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.MarkInfo.Suspects = True


@FILE.add('title not displayed')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    if random.random() < 0.5:
        del pdf.Root['/ViewerPreferences']
    else:
        pdf.Root.ViewerPreferences.DisplayDocTitle = False


@FILE.add('no metadata')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pdf.Root['/Metadata']


@FILE.add('metadata of wrong type')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    if random.random() < 0.5:
        del pdf.Root.Metadata['/Subtype']
    else:
        pdf.Root.Metadata.Type = Name.Catalog


@FILE.add('metadata not XML')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    data = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data[: random.randrange(len(data) // 4, len(data) // 2)])


@FILE.add('metadata with forbidden packet attributes')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    data = pdf.Root.Metadata.read_bytes()
    body = re.sub(rb'<\?xpacket.*?\?>', b'', data)
    head = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d" bytes="1234"?>'
    if random.random() < 0.5:
        head = head.replace(b'bytes="1234"', b'encoding="UTF-8"')
    pdf.Root.Metadata.write(head + body + b'<?xpacket end="w"?>')


@FILE.add('no pdfaid part')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _without(pdf, 'pdfaid:part')


@FILE.add('no pdfaid conformance')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _without(pdf, 'pdfaid:conformance')


@FILE.add('wrong pdfaid part')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _with(pdf, 'pdfaid:part', pick(random, ['1', '3', '4', 'x']))


@FILE.add('wrong pdfaid conformance')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _with(pdf, 'pdfaid:conformance', pick(random, ['B', 'U', 'a', 'C']))


@FILE.add('no pdfuaid')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _without(pdf, 'pdfuaid:part')


@FILE.add('wrong pdfuaid')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _with(pdf, 'pdfuaid:part', pick(random, ['2', '0', 'x']))


@FILE.add('no extension schema')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _without(pdf, 'pdfaExtension:schemas')


@FILE.add('incomplete extension schema')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _without(pdf, pick(random, ['pdfaProperty:valueType', 'pdfaProperty:category', 'pdfaSchema:prefix']))


@FILE.add('unknown metadata property')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    def change(tree: Any) -> None:
        holder = _property(tree, 'rdf:Description')
        etree.SubElement(holder, '{http://example.org/egen/}diarienummer').text = 'KS 2021/1'

    _packet(pdf, change)


@FILE.add('metadata property of wrong kind')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _with(pdf, pick(random, ['xmp:CreateDate', 'xmp:ModifyDate']), 'i tisdags')


@FILE.add('no title in metadata')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _without(pdf, 'dc:title')


@FILE.add('title of wrong kind')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    def change(tree: Any) -> None:
        title = _property(tree, 'dc:title')
        title[0].tag = f'{{{_NS["rdf"]}}}Bag'

    _packet(pdf, change)


@FILE.add('Info says another title')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.docinfo.Title = String(str(pdf.docinfo.get('/Title', '')) + ' utkast')


@FILE.add('Info says another author or tool')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.docinfo[pick(random, ['/Author', '/Creator', '/Producer', '/Subject', '/Keywords'])] = String('någon annan')


@FILE.add('Info says another date')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.docinfo[pick(random, ['/CreationDate', '/ModDate'])] = String('D:20010101000000Z')


@FILE.add('action when opened')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.OpenAction = _action(pdf, pick(random, _ACTIONS))


@FILE.add('named action not allowed')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Named, N=Name(pick(random, ['/Print', '/SaveAs', '/Close'])))


@FILE.add('action after another')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page = pdf.pages[0].obj
    first = Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]), Next=_action(pdf, pick(random, _ACTIONS)))
    pdf.Root.OpenAction = pdf.make_indirect(first)


@FILE.add('action of link')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    links = [each for page in pdf.pages for each in page.obj.get('/Annots', ())]
    link = pick(random, links)
    if '/Dest' in link:
        del link['/Dest']
    link.A = _action(pdf, pick(random, _ACTIONS))


@FILE.add('action of bookmark')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    item = pdf.Root.Outlines.First
    if '/Dest' in item:
        del item['/Dest']
    item.A = _action(pdf, pick(random, _ACTIONS))


@FILE.add('additional actions of document')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.AA = Dictionary({pick(random, ['/WC', '/WS', '/WP']): _action(pdf, 'JavaScript')})


@FILE.add('additional actions of page')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, list(pdf.pages)).obj.AA = Dictionary(O=Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit])))


@FILE.add('JavaScript by name')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    script = Dictionary(Names=Array([String('start'), _action(pdf, 'JavaScript')]))
    pdf.Root.Names = Dictionary(JavaScript=script)


@FILE.add('embedded file')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    stream = pdf.make_stream(b'not a PDF', {'/Type': Name.EmbeddedFile, '/Subtype': Name('/text/plain')})
    names = {'/Type': Name.Filespec, '/F': String('a.txt'), '/EF': Dictionary(F=stream)}
    if random.random() < 0.5:
        names['/UF'] = String('a.txt')
    spec = pdf.make_indirect(Dictionary(names))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String('a.txt'), spec])))


@FILE.add('form needs appearances')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(), NeedAppearances=True)


@FILE.add('XFA form')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b'<xdp/>'))


@FILE.add('needs rendering')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.NeedsRendering = True


@FILE.add('requirements')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.Requirements = Array([Dictionary(Type=Name.Requirement, S=Name.EnableJavaScripts)])


@FILE.add('layers without name or with automatic state')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String('lager')))
    config = Dictionary(Order=Array([layer]))
    if random.random() < 0.5:
        config = Dictionary(Name=String('visning'), Order=Array([layer]), AS=Array())
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=config)


@FILE.add('alternate presentations')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.Names = Dictionary(AlternatePresentations=Dictionary(Names=Array()))


@FILE.add('presentation steps')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, list(pdf.pages)).obj.PresSteps = Dictionary(Type=Name.NavNode)


@FILE.add('permissions of unknown kind')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.Perms = Dictionary(UR3=Dictionary())


@FILE.add('page too large or too small')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    size = pick(random, [2, 14500])
    pick(random, list(pdf.pages)).obj.MediaBox = Array([0, 0, size, size])


def _annotate(pdf: pikepdf.Pdf, random: Random, **keys: Any) -> Any:
    page = pick(random, list(pdf.pages)).obj
    look = pdf.make_stream(b'', {'/Type': Name.XObject, '/Subtype': Name.Form, '/BBox': Array([0, 0, 10, 10])})
    entries = {'Rect': Array([50, 50, 60, 60]), 'F': 4, 'AP': Dictionary(N=look), 'Contents': String('anm.')} | keys
    annotation = pdf.make_indirect(
        Dictionary({'/Type': Name.Annot, **{f'/{key}': value for key, value in entries.items() if value is not None}})
    )
    page.Annots = Array([*page.get('/Annots', Array()), annotation])
    page.Tabs = Name.S
    return annotation


@FILE.add('comment outside tags')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _annotate(pdf, random, Subtype=Name(pick(random, ['/Text', '/FreeText', '/Square', '/Highlight', '/Stamp'])))


@FILE.add('annotation of forbidden kind')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _annotate(pdf, random, Subtype=Name(pick(random, ['/Movie', '/Sound', '/Screen', '/3D', '/TrapNet', '/Okand'])))


@FILE.add('field outside tags')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    field = _annotate(pdf, random, Subtype=Name.Widget, FT=Name.Tx, T=String('namn'), Contents=None)
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


@FILE.add('field with an action')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    field = _annotate(pdf, random, Subtype=Name.Widget, FT=Name.Tx, T=String('namn'), TU=String('Namn'))
    field.AA = Dictionary(K=_action(pdf, 'JavaScript'))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


@FILE.add('annotation hidden or not printed')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    links = [each for page in pdf.pages for each in page.obj.get('/Annots', ())]
    pick(random, links).F = pick(random, [0, 2, 4 | 1, 4 | 32])


@FILE.add('annotation without flags')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    link = pick(random, [each for page in pdf.pages for each in page.obj.get('/Annots', ()) if '/F' in each])
    del link['/F']


@FILE.add('annotation without appearance')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _annotate(pdf, random, Subtype=Name.Square, AP=None)


@BYTES.add('encrypted')
def _(data: bytes, random: Random) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner='x', user=pick(random, ['', 'hemligt']), R=6))
    return out.getvalue()


@BYTES.add('no file identifier')
def _(data: bytes, random: Random) -> bytes:
    changed = re.sub(rb'/ID \[', b'/XD [', data)
    assert changed != data
    return changed


@BYTES.add('text after the end')
def _(data: bytes, random: Random) -> bytes:
    return data + pick(random, [b'mer text\n', b'\n\n<script>', bytes(1024)])


@BYTES.add('wrong header')
def _(data: bytes, random: Random) -> bytes:
    return pick(random, [b'%PDF-2.0', b'%PDF-x.y', b'%PDX-1.7']) + data[8:]


@BYTES.add('text before the header')
def _(data: bytes, random: Random) -> bytes:
    return b'skrap\n' + data


@BYTES.add('no binary comment')
def _(data: bytes, random: Random) -> bytes:
    return re.sub(rb'\n%[\x80-\xff]{4}', b'\n%abcd', data, count=1)


@BYTES.add('wrong stream length')
def _(data: bytes, random: Random) -> bytes:
    places = list(re.finditer(rb'/Length (\d{3,})', data))
    found = pick(random, places)
    wrong = str(int(found[1]) - random.randint(5, 50)).rjust(len(found[1]), '0').encode()
    return data[: found.start(1)] + wrong + data[found.end(1) :]


@BYTES.add('broken cross-reference table')
def _(data: bytes, random: Random) -> bytes:
    start = data.rindex(b'\nxref')
    places = [start + found.start(1) for found in re.finditer(rb'\n(\d{10}) \d{5} n', data[start:])]
    at = pick(random, places)
    return data[:at] + b'0000000009' + data[at + 10 :]


@BYTES.add('cut short')
def _(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) // 2, len(data) - 20)]


@BYTES.add('garbled object')
def _(data: bytes, random: Random) -> bytes:
    found = pick(random, list(re.finditer(rb'\n(\d+ 0 obj)\n<<', data)))
    return data[: found.start(1)] + found[1].replace(b'obj', b'obx') + data[found.end(1) :]


@BYTES.add('spaces in object header')
def _(data: bytes, random: Random) -> bytes:
    found = pick(random, list(re.finditer(rb'\n(\d+) 0 obj\n', data)))
    return data[: found.start(1)] + found[1] + b'  0 obj' + data[found.end() :]


@BYTES.add('compressed stream flipped')
def _(data: bytes, random: Random) -> bytes:
    found = pick(random, list(re.finditer(rb'/FlateDecode[^>]*>>\nstream\n', data)))
    at = found.end() + random.randrange(2, 30)
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def _scattered(data: bytes, random: Random, times: int) -> bytes:
    changed = bytearray(data)
    for _ in range(times):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


@BYTES.add('one byte at random')
def _(data: bytes, random: Random) -> bytes:
    return _scattered(data, random, 1)


@BYTES.add('three bytes at random')
def _(data: bytes, random: Random) -> bytes:
    return _scattered(data, random, 3)


@BYTES.add('twenty bytes at random')
def _(data: bytes, random: Random) -> bytes:
    return _scattered(data, random, 20)


@BYTES.add('some digits at random')
def _(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    digits = [found.start() for found in re.finditer(rb'\d', data)]
    for at in random.sample(digits, 5):
        changed[at] = random.choice(b'0123456789')
    return bytes(changed)


@BYTES.add('some bytes cut out')
def _(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) - 100)
    return data[:at] + data[at + random.randint(1, 40) :]
