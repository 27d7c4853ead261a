"""Metadata and marks that make a tagged PDF a PDF/A-2a and PDF/UA-1 file with the same bytes every time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Name, String

from docgen import __version__
from docgen.errors import Finding, FindingsError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

CREATOR = 'docgen'
PRODUCER = f'docgen {__version__}'


@dataclass(frozen=True)
class DocumentInfo:
    """What the file says about itself. `date` stands as creation and change date, midnight UTC."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    date: datetime.date
    language: str = 'sv-SE'


def conform(pdf: pikepdf.Pdf, info: DocumentInfo) -> None:
    """Give an opened, tagged PDF its title, author, dates, language and conformance claim; nothing visible changes.

    Raises:
        FindingsError: `pdf-title-missing`; a title is never filled in for the author (ISO 14289-1, 7.1).
    """
    title = _one_line(info.title)
    if not title:
        raise FindingsError(
            Finding(
                id='pdf-title-missing',
                what="Dokumentet saknar titel.",
                why="En tillgänglig PDF måste ha en titel som skärmläsaren kan säga.",
                do="Fyll i dokumentets titel i data.",
            )
        )
    author, subject = _one_line(info.author), _one_line(info.subject)
    keywords = tuple(filter(None, map(_one_line, info.keywords)))
    root = pdf.Root
    root.Metadata = pdf.make_stream(
        _xmp_packet(
            title=title,
            author=author,
            subject=subject,
            keywords=keywords,
            language=info.language,
            moment=f'{info.date.isoformat()}T00:00:00Z',
            creator_tool=CREATOR,
            producer=PRODUCER,
        ),
        Type=Name.Metadata,
        Subtype=Name.XML,
    )
    pdf.trailer.Info = pdf.make_indirect(_info_dictionary(info.date, title, author, subject, keywords))
    root.Lang = String(info.language)
    root.MarkInfo = Dictionary(Marked=True)
    preferences = root.get('/ViewerPreferences', Dictionary())
    preferences.DisplayDocTitle = True
    root.ViewerPreferences = preferences
    for key in ('/Version', '/PieceInfo', '/OpenAction'):
        # The header's version governs; an opening action would fight the reader's own settings.
        if key in root:
            del root[key]
    for page in pdf.pages:
        page.obj.Tabs = Name.S
    _date_profiles(root, info.date)


def _info_dictionary(
    date: datetime.date, title: str, author: str, subject: str, keywords: tuple[str, ...]
) -> Dictionary:
    moment = f'D:{date:%Y%m%d}000000Z'
    info = Dictionary(
        Title=String(title),
        Author=String(author),
        Creator=String(CREATOR),
        Producer=String(PRODUCER),
        CreationDate=String(moment),
        ModDate=String(moment),
    )
    if subject:
        info.Subject = String(subject)
    if keywords:
        info.Keywords = String(', '.join(keywords))
    return info


def _date_profiles(root: pikepdf.Object, date: datetime.date) -> None:
    """Engines write the clock into the output intent's ICC profile (ISO 15076-1, 7.2.8: bytes 24–35)."""
    for intent in root.get('/OutputIntents', []):
        profile = intent.get('/DestOutputProfile')
        if not isinstance(profile, pikepdf.Stream):
            continue
        data = profile.read_bytes()
        fixed = b''.join(part.to_bytes(2, 'big') for part in (date.year, date.month, date.day, 0, 0, 0))
        if len(data) > 128 and data[24:36] != fixed:
            profile.write(data[:24] + fixed + data[36:84] + bytes(16) + data[100:])


def _one_line(text: str) -> str:
    """Composed characters, one space between words, nothing that XML cannot hold."""
    kept = ''.join(c for c in text if unicodedata.category(c) not in ('Cc', 'Cs', 'Cn') or c.isspace())
    return ' '.join(unicodedata.normalize('NFC', kept).split(None))


_NAMESPACES = {
    'x': 'adobe:ns:meta/',
    'rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    'dc': 'http://purl.org/dc/elements/1.1/',
    'xmp': 'http://ns.adobe.com/xap/1.0/',
    'pdf': 'http://ns.adobe.com/pdf/1.3/',
    'pdfaid': 'http://www.aiim.org/pdfa/ns/id/',
    'pdfuaid': 'http://www.aiim.org/pdfua/ns/id/',
    'pdfaExtension': 'http://www.aiim.org/pdfa/ns/extension/',
    'pdfaSchema': 'http://www.aiim.org/pdfa/ns/schema#',
    'pdfaProperty': 'http://www.aiim.org/pdfa/ns/property#',
}
_LANGUAGE = '{http://www.w3.org/XML/1998/namespace}lang'
_PACKET_ID = 'W5M0MpCehiHzreSzNTczkc9d'
"""The constant that every XMP packet starts with (ISO 16684-1, 7.3.2)."""


def _xmp_packet(
    *,
    title: str,
    author: str,
    subject: str,
    keywords: Sequence[str],
    language: str,
    moment: str,
    creator_tool: str,
    producer: str,
) -> bytes:
    """The XMP packet that claims PDF/A-2a and PDF/UA-1 (ISO 19005-2, 6.6; ISO 14289-1, 5), UTF-8.

    `moment` is an ISO 8601 time used as creation, change and metadata date.
    """
    meta = etree.Element(_q('x:xmpmeta'), nsmap=_NAMESPACES)
    description = etree.SubElement(etree.SubElement(meta, _q('rdf:RDF')), _q('rdf:Description'), {_q('rdf:about'): ''})
    _text(description, 'pdfaid:part', '2')
    _text(description, 'pdfaid:conformance', 'A')
    _text(description, 'pdfuaid:part', '1')
    _text(description, 'dc:format', 'application/pdf')
    _items(description, 'dc:title', 'rdf:Alt', [title])
    _items(description, 'dc:creator', 'rdf:Seq', [author])
    _items(description, 'dc:language', 'rdf:Bag', [language])
    if subject:
        _items(description, 'dc:description', 'rdf:Alt', [subject])
    if keywords:
        _items(description, 'dc:subject', 'rdf:Bag', keywords)
        _text(description, 'pdf:Keywords', ', '.join(keywords))
    for name in ('xmp:CreateDate', 'xmp:ModifyDate', 'xmp:MetadataDate'):
        _text(description, name, moment)
    _text(description, 'xmp:CreatorTool', creator_tool)
    _text(description, 'pdf:Producer', producer)
    _describe_pdfua_schema(description)
    body = etree.tostring(meta, encoding='UTF-8')
    start = f'<?xpacket begin="\ufeff" id="{_PACKET_ID}"?>\n'.encode()
    return start + body + b'\n<?xpacket end="r"?>'


def _q(name: str) -> str:
    prefix, _, local = name.partition(':')
    return f'{{{_NAMESPACES[prefix]}}}{local}'


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, _q(name)).text = text


def _items(parent: etree._Element, name: str, container: str, texts: Sequence[str]) -> None:
    box = etree.SubElement(etree.SubElement(parent, _q(name)), _q(container))
    for text in texts:
        item = etree.SubElement(box, _q('rdf:li'))
        item.text = text
        if container == 'rdf:Alt':
            item.set(_LANGUAGE, 'x-default')


def _describe_pdfua_schema(description: etree._Element) -> None:
    """PDF/A allows a property outside its own list only with a description of its schema (6.6.2.3)."""
    schema = _resource(description, 'pdfaExtension:schemas', 'rdf:Bag')
    _text(schema, 'pdfaSchema:schema', 'PDF/UA Universal Accessibility Schema')
    _text(schema, 'pdfaSchema:namespaceURI', _NAMESPACES['pdfuaid'])
    _text(schema, 'pdfaSchema:prefix', 'pdfuaid')
    prop = _resource(schema, 'pdfaSchema:property', 'rdf:Seq')
    _text(prop, 'pdfaProperty:name', 'part')
    _text(prop, 'pdfaProperty:valueType', 'Integer')
    _text(prop, 'pdfaProperty:category', 'internal')
    _text(prop, 'pdfaProperty:description', 'Indicates, which part of ISO 14289 standard is followed')


def _resource(parent: etree._Element, name: str, container: str) -> etree._Element:
    box = etree.SubElement(etree.SubElement(parent, _q(name)), _q(container))
    return etree.SubElement(box, _q('rdf:li'), {_q('rdf:parseType'): 'Resource'})
