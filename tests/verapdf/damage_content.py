"""Damage to fonts, painted content, colours, transparency and pictures (ISO 19005-2, 6.2)."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .damage import Damages, NotHere, pick

if TYPE_CHECKING:
    from random import Random

CONTENT: Damages = Damages()


def _fonts(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and '/BaseFont' in each and str(each.get('/Subtype'))[1:] in kinds
    ]


def _descriptors(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, Dictionary) and each.get('/Type') == Name.FontDescriptor]


def _files(descriptor: Any) -> list[str]:
    return [key for key in ('/FontFile', '/FontFile2', '/FontFile3') if key in descriptor]


def _page(pdf: pikepdf.Pdf, random: Random) -> tuple[Any, bytes]:
    """A page and its content in one piece."""
    page = pick(random, list(pdf.pages))
    page.contents_coalesce()
    return page.obj, page.obj.Contents.read_bytes()


def _after(pdf: pikepdf.Pdf, random: Random, more: bytes) -> Any:
    page, data = _page(pdf, random)
    page.Contents.write(data + b'\n' + more)
    return page


def _as_artifact(operators: bytes) -> bytes:
    return b'/Artifact BMC q ' + operators + b' Q EMC'


def _state(pdf: pikepdf.Pdf, random: Random, **keys: Any) -> None:
    """A graphics state that the page sets and paints with."""
    page = _after(pdf, random, _as_artifact(b'/Skada gs 10 10 20 20 re f'))
    states = page.Resources.get('/ExtGState', Dictionary())
    states['/Skada'] = Dictionary({f'/{key}': value for key, value in keys.items()})
    page.Resources.ExtGState = states


def _show(pdf: pikepdf.Pdf, random: Random, thing: Any) -> None:
    page = _after(pdf, random, _as_artifact(b'10 0 0 10 10 10 cm /Skada Do'))
    things = page.Resources.get('/XObject', Dictionary())
    things['/Skada'] = thing
    page.Resources.XObject = things


def _picture(pdf: pikepdf.Pdf, **keys: Any) -> Any:
    entries = {'Width': 2, 'Height': 2, 'ColorSpace': Name.DeviceRGB, 'BitsPerComponent': 8} | keys
    named = {f'/{key}': value for key, value in entries.items() if value is not None}
    return pdf.make_stream(bytes(12), {'/Type': Name.XObject, '/Subtype': Name.Image, **named})


def _form(pdf: pikepdf.Pdf, **keys: Any) -> Any:
    entries = {f'/{key}': value for key, value in keys.items()}
    head = {'/Type': Name.XObject, '/Subtype': Name.Form, '/BBox': Array([0, 0, 1, 1])}
    return pdf.make_stream(b'0 0 1 1 re f', {**head, **entries})


@CONTENT.add('font not embedded')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    descriptor = pick(random, _descriptors(pdf))
    for key in _files(descriptor):
        del descriptor[key]


@CONTENT.add('font file garbled')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    descriptor = pick(random, _descriptors(pdf))
    stream = descriptor[_files(descriptor)[0]]
    data = stream.read_bytes()
    stream.write(pick(random, [data[: len(data) // 3], random.randbytes(len(data)), b'']))


@CONTENT.add('compressed font file with a wrong checksum')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    descriptor = pick(random, _descriptors(pdf))
    stream = descriptor[_files(descriptor)[0]]
    packed = bytearray(zlib.compress(stream.read_bytes()))
    packed[-random.randint(1, 4)] ^= 0x55
    stream.write(bytes(packed), filter=Name.FlateDecode)


@CONTENT.add('font file under the wrong key')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    descriptor = pick(random, _descriptors(pdf))
    key = _files(descriptor)[0]
    stream = descriptor[key]
    del descriptor[key]
    descriptor['/FontFile' if key != '/FontFile' else '/FontFile2'] = stream


@CONTENT.add('standard font without file')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page = _after(pdf, random, _as_artifact(b'BT /Skada 12 Tf 10 10 Td (utan fil) Tj ET'))
    page.Resources.Font['/Skada'] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(pick(random, ['/Helvetica', '/Courier', '/Times-Roman']))
    )


@CONTENT.add('no widths')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    font = pick(random, _fonts(pdf, 'CIDFontType0', 'CIDFontType2', 'TrueType'))
    for key in ('/W', '/DW', '/Widths'):
        if key in font:
            del font[key]


@CONTENT.add('wrong widths')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    font = pick(random, _fonts(pdf, 'CIDFontType0', 'CIDFontType2', 'TrueType'))
    if '/Widths' in font:
        font.Widths = Array([777 for _ in font.Widths])
    else:
        font.W = Array([0, 9999, 777])


@CONTENT.add('no ToUnicode')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pick(random, [each for each in _fonts(pdf, 'Type0', 'TrueType') if '/ToUnicode' in each])['/ToUnicode']


@CONTENT.add('ToUnicode to forbidden characters')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    font = pick(random, [each for each in _fonts(pdf, 'Type0', 'TrueType') if '/ToUnicode' in each])
    wrong = pick(random, [b'<0000>', b'<FEFF>', b'<FFFE>', b'<E000>'])
    data = font.ToUnicode.read_bytes()
    changed = re.sub(rb'(?m)^(<[0-9A-Fa-f]{2,4}> )<[0-9A-Fa-f]{4}>\s*$', rb'\1' + wrong, data)
    if changed == data:
        raise NotHere
    font.ToUnicode = pdf.make_stream(changed)


@CONTENT.add('ToUnicode garbled')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    font = pick(random, [each for each in _fonts(pdf, 'Type0', 'TrueType') if '/ToUnicode' in each])
    font.ToUnicode = pdf.make_stream(pick(random, [b'', b'beginbfchar', b'<00> <00']))


@CONTENT.add('no CIDToGIDMap')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pick(random, [each for each in _fonts(pdf, 'CIDFontType2') if '/CIDToGIDMap' in each])['/CIDToGIDMap']


@CONTENT.add('CIDSystemInfo and CMap disagree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    font = pick(random, _fonts(pdf, 'Type0'))
    font.Encoding = pick(random, [Name('/UniGB-UTF16-H'), Name('/90ms-RKSJ-H'), Name.Hittepa])


@CONTENT.add('CIDSet for other glyphs')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    held = [each.get('/FontDescriptor') for each in _fonts(pdf, 'CIDFontType0', 'CIDFontType2')]
    pick(random, held).CIDSet = pdf.make_stream(b'\x80')


@CONTENT.add('font lacks an entry')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    font = pick(random, _fonts(pdf, 'Type0', 'CIDFontType0', 'CIDFontType2', 'TrueType'))
    keys = [
        '/Type',
        '/Subtype',
        '/BaseFont',
        '/FirstChar',
        '/LastChar',
        '/Encoding',
        '/FontDescriptor',
        '/CIDSystemInfo',
    ]
    del font[pick(random, [key for key in keys if key in font])]


@CONTENT.add('font descriptor lacks an entry')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    descriptor = pick(random, _descriptors(pdf))
    del descriptor[pick(random, ['/Type', '/FontName', '/Flags'])]


@CONTENT.add('font of wrong type')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _fonts(pdf, 'Type0', 'CIDFontType2', 'TrueType')).Type = Name.XObject


@CONTENT.add('font of wrong subtype')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    font = pick(random, _fonts(pdf, 'Type0', 'CIDFontType0', 'CIDFontType2', 'TrueType'))
    font.Subtype = Name(pick(random, ['/Type3', '/Type1', '/MMType1', '/Hittepa']))


@CONTENT.add('font names disagree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _fonts(pdf, 'CIDFontType0', 'CIDFontType2', 'TrueType')).BaseFont = Name('/ABCDEF+Annat')


@CONTENT.add('no descendant font')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _fonts(pdf, 'Type0')).DescendantFonts = Array()


@CONTENT.add('font called symbolic or not')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    held = [each.FontDescriptor for each in _fonts(pdf, 'TrueType')]
    descriptor = pick(random, held)
    descriptor.Flags = int(descriptor.Flags) ^ 4 ^ 32


@CONTENT.add('characters without glyphs')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    fonts = [str(key).encode() for key, font in page.Resources.Font.items() if font.get('/Subtype') == Name.Type0]
    name = pick(random, fonts)
    page.Contents.write(data + b'\n' + _as_artifact(b'BT ' + name + b' 12 Tf 10 10 Td <0000FFF0> Tj ET'))


@CONTENT.add('text outside tags')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    name = pick(random, [str(key).encode() for key, _ in page.Resources.Font.items()])
    page.Contents.write(data + b'\nBT ' + name + b' 12 Tf 10 10 Td <00010002> Tj ET')


@CONTENT.add('line or area outside tags')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _after(pdf, random, pick(random, [b'0 0 10 10 re f', b'0 0 m 10 10 l S', b'0 0 5 5 re B', b'0 0 5 5 re b*']))


@CONTENT.add('picture outside tags')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page = _after(pdf, random, b'q 10 0 0 10 10 10 cm /Skada Do Q')
    page.Resources.XObject = Dictionary({'/Skada': pick(random, [_picture(pdf), _form(pdf)])})


@CONTENT.add('inline picture outside tags')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _after(pdf, random, b'q BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q')


@CONTENT.add('tagged content within artifact')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    page.Contents.write(b'/Artifact BMC\n' + data + b'\nEMC')


@CONTENT.add('artifact within tagged content')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    found = pick(random, list(re.finditer(rb'/MCID \d+\s*>>\s*BDC', data)))
    page.Contents.write(data[: found.end()] + b' /Artifact BMC 0 0 1 1 re f EMC ' + data[found.end() :])


@CONTENT.add('mark never ended')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    found = pick(random, list(re.finditer(rb'\bEMC\b', data)))
    page.Contents.write(data[: found.start()] + data[found.end() :])


@CONTENT.add('mark renumbered')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    found = pick(random, list(re.finditer(rb'/MCID (\d+)', data)))
    page.Contents.write(data[: found.start(1)] + pick(random, [b'0', b'1', b'888']) + data[found.end(1) :])


@CONTENT.add('mark removed')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    found = pick(random, list(re.finditer(rb'/MCID \d+', data)))
    page.Contents.write(data[: found.start()] + data[found.end() :])


@CONTENT.add('artifact mark removed')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    found = pick(random, list(re.finditer(rb'/Artifact\s*(<<[^>]*>>\s*BDC|BMC)', data, re.DOTALL)))
    page.Contents.write(data[: found.start()] + b'/Span BMC' + data[found.end() :])


@CONTENT.add('private characters as replacement text in content')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    found = pick(random, list(re.finditer(rb'/MCID \d+', data)))
    page.Contents.write(data[: found.end()] + b' /ActualText <FEFFE001> ' + data[found.end() :])


@CONTENT.add('bad language in content')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    found = pick(random, list(re.finditer(rb'/MCID \d+', data)))
    page.Contents.write(data[: found.end()] + b' /Lang (p\xe5 svenska) ' + data[found.end() :])


@CONTENT.add('unknown operator')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _after(pdf, random, pick(random, [b'hej', b'1 2 xx', b'BX 1 yy EX', b'/A /B zz']))


@CONTENT.add('resource that is not')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    missing = [b'/Finnsej gs', b'/Finnsej Do', b'/Finnsej cs 0 sc 0 0 1 1 re f', b'BT /Finnsej 9 Tf (x) Tj ET']
    _after(pdf, random, _as_artifact(pick(random, missing)))


@CONTENT.add('page without resources')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pick(random, list(pdf.pages)).obj['/Resources']


@CONTENT.add('too many states within states')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _after(pdf, random, b'q ' * 40 + b'Q ' * 40)


@CONTENT.add('rendering intent unknown')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _after(pdf, random, b'/Vacker ri')


@CONTENT.add('colour of a press')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    paints = [b'0 0 0 1 k 0 0 9 9 re f', b'1 0 0 0 K 0 0 9 9 re S', b'/DeviceCMYK cs 0 1 0 0 sc 0 0 9 9 re f']
    _after(pdf, random, _as_artifact(pick(random, paints)))


@CONTENT.add('no output intent')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pdf.Root['/OutputIntents']
    paints = [b'0.5 g 0 0 9 9 re f', b'1 0 0 rg 0 0 9 9 re f', b'1 G 0 0 m 9 9 l S']
    _after(pdf, random, _as_artifact(pick(random, paints)))


@CONTENT.add('output intent of another kind')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pdf.Root.OutputIntents[0].S = Name(pick(random, ['/GTS_PDFX', '/GTS_PDFA3', '/ISO_PDFE1']))
    _after(pdf, random, _as_artifact(pick(random, [b'0.5 g 0 0 9 9 re f', b'1 0 0 rg 0 0 9 9 re f'])))


@CONTENT.add('output intent garbled')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    data = profile.read_bytes()
    entries = {key: profile[key] for key in ('/N',) if key in profile}
    wrong = pick(random, [b'', data[:60], data[:36] + b'xxxx' + data[40:], data[:12] + b'abst' + data[16:]])
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(wrong, entries)


@CONTENT.add('two output intents that disagree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    first = pdf.Root.OutputIntents[0]
    data = first.DestOutputProfile.read_bytes()
    other = Dictionary(dict(first.items()))
    other.DestOutputProfile = pdf.make_stream(data, {'/N': 3})
    pdf.Root.OutputIntents.append(pdf.make_indirect(other))


@CONTENT.add('ICC colour with wrong number of parts')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page = _after(pdf, random, _as_artifact(b'/Skada cs 0 0 0 0 sc 0 0 9 9 re f'))
    data = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    spaces = page.Resources.get('/ColorSpace', Dictionary())
    spaces['/Skada'] = Array([Name.ICCBased, pdf.make_stream(data, {'/N': 4})])
    page.Resources.ColorSpace = spaces


@CONTENT.add('transfer function')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _state(pdf, random, **{pick(random, ['TR', 'TR2']): Name.Identity})


@CONTENT.add('halftone of forbidden kind')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _state(pdf, random, HT=Dictionary(Type=Name.Halftone, HalftoneType=pick(random, [6, 10, 16])))


@CONTENT.add('blend mode unknown')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _state(pdf, random, BM=Name.Fint)


@CONTENT.add('rendering intent unknown in state')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _state(pdf, random, RI=Name.Vacker)


@CONTENT.add('transparency without colour space')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pdf.Root['/OutputIntents']
    _state(pdf, random, ca=0.5)


@CONTENT.add('picture smoothed')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _show(pdf, random, _picture(pdf, Interpolate=True))


@CONTENT.add('picture with alternates or print instructions')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    wrong: dict[str, Any] = pick(random, [{'Alternates': Array()}, {'OPI': Dictionary()}])
    _show(pdf, random, _picture(pdf, **wrong))


@CONTENT.add('picture of unknown intent')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _show(pdf, random, _picture(pdf, Intent=Name.Vacker))


@CONTENT.add('picture for the press')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _show(pdf, random, _picture(pdf, ColorSpace=Name.DeviceCMYK, Width=1, Height=3))


@CONTENT.add('PostScript or reference in a form')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    wrong: list[dict[str, Any]] = [
        {'Subtype2': Name.PS},
        {'PS': pdf.make_stream(b'showpage')},
        {'Ref': Dictionary(F=String('annan.pdf'), Page=0)},
        {'OPI': Dictionary()},
    ]
    _show(pdf, random, _form(pdf, **pick(random, wrong)))


@CONTENT.add('LZW compression')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    # Clear, the nine-bit codes of no data, end: a legal LZW stream.
    stream = pikepdf.Stream(pdf, b'')
    stream.write(b'\x80\x40\x40', filter=Name.LZWDecode)
    page = pick(random, list(pdf.pages)).obj
    old = page.Contents
    page.Contents = Array([*(old if isinstance(old, Array) else [old]), pdf.make_indirect(stream)])


@CONTENT.add('stream in another file')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _show(pdf, random, _form(pdf, F=String('annan.bin'), FFilter=Name.FlateDecode))


@CONTENT.add('unknown compression')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page, data = _page(pdf, random)
    page.Contents.write(zlib.compress(data), filter=Name.Hittepa)


@CONTENT.add('deleted page left behind')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    if len(pdf.pages) < 2:
        raise NotHere
    gone = pdf.pages[0].obj
    del pdf.pages[0]
    pdf.Root.PieceInfo = Dictionary(Kvar=Dictionary(Sida=gone))
