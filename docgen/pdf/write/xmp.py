"""The XMP packet that claims PDF/A-2a and PDF/UA-1 (ISO 19005-2, 6.6; ISO 14289-1, 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def packet(
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
    """The whole packet, UTF-8; `moment` is an ISO 8601 time used as creation, change and metadata date."""
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
