"""What the XMP packet (ISO 16684-1) may become after a signature: written anew with other dates, it says the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from docgen.sign.verifying.appended.description_rules import LONGEST_PRODUCER
from docgen.sign.verifying.appended.fault_kinds import FaultKind
from docgen.sign.verifying.appended.pdf_syntax import Stream, SyntaxFault, exactly_alike
from docgen.sign.verifying.appended.stream_filters import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.sign.verifying.appended.revision import Step

_PRODUCER = '{http://ns.adobe.com/pdf/1.3/}Producer'
_MANAGEMENT = '{http://ns.adobe.com/xap/1.0/mm/}'
_BASIC = '{http://ns.adobe.com/xap/1.0/}'
_EXTENSIONS = '{http://www.aiim.org/pdfa/ns/extension/}'
"""Descriptions of schemas, which some programs write in another form or in part; they say nothing of the document."""
_RDF = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}'
_DESCRIPTION, _ABOUT = f'{_RDF}Description', f'{_RDF}about'
_AS_FIELDS = (f'{_RDF}parseType', 'Resource')
"""Says of an element that it holds fields, as a description in it would; other forms are read otherwise."""
_ADDRESS = f'{_RDF}resource'
"""An address as a value; it may also be written as text (7.5)."""
_ORDERED, _UNORDERED = (f'{_RDF}Alt', f'{_RDF}Seq'), f'{_RDF}Bag'
_TOOLKIT = '{adobe:ns:meta/}xmptk'
_XML_DATE = re.compile(r'[\d:TZ.+ -]{4,40}\Z')
_FREE = {
    _PRODUCER: re.compile(rf'.{{0,{LONGEST_PRODUCER}}}\Z'),
    f'{_BASIC}ModifyDate': _XML_DATE,
    f'{_BASIC}MetadataDate': _XML_DATE,
    f'{_MANAGEMENT}InstanceID': re.compile(r'(?:[A-Za-z.]{1,12}:){0,3}\{?[0-9A-Fa-f-]{8,64}\}?\Z'),
    f'{_MANAGEMENT}VersionID': re.compile(r'[\d.]{1,20}\Z'),
    _TOOLKIT: re.compile(
        r'(?:Adobe XMP(?: Core)?|XMP [Tt]oolkit|XMP Core|Image::ExifTool|pikepdf|pyHanko|iText|Apache PDFBox)?'
        r'[ \d.,:/()cj+-]{0,60}\Z'
    ),
}
"""What a program that writes the packet anew changes, and the form of it, so that it says nothing else."""
_LARGEST = 5_000_000
_INSTRUCTION = re.compile(rb'<\?(?!xml[\s?])(.*?)\?>', re.DOTALL)
_MARK = re.compile(
    rb'xpacket\s+(?:begin=(["\'])(?:\xef\xbb\xbf)?\1\s+id=(["\'])\w{20,30}\2(?:\s+(?:bytes|encoding)=["\'][\w-]*["\'])*'
    rb'|end=(["\'])[rw]\3)\s*\Z'
)

_Said = tuple[str, Any]
"""A property's name, and its value in a form that two ways of writing the same share."""


def judge_metadata(step: Step, before: Any, after: Any) -> None:
    """Judge the XMP packet.

    Args:
        step: the update; faults are set down in it.
        before: the catalog's `/Metadata` before the update, or a reference to it.
        after: the same after it.
    """
    step.judged(after, 'metadata')
    old, new = step.old.resolved(before), step.new.resolved(after)
    if exactly_alike(old, new):
        return
    if not isinstance(new, Stream):
        step.fault(FaultKind.METADATA)
        return
    try:
        said = _read(old) if isinstance(old, Stream) else []
        says = _read(new)
    except (SyntaxFault, ValueError, etree.XMLSyntaxError):
        step.fault(FaultKind.METADATA)
        return
    described, describes = (set(_texts(value for name, value in each if _describes(name))) for each in (said, says))
    kept, now = ([each for each in told if not _is_free(*each)] for told in (said, says))
    strange = set(new.entries) - {'/Type', '/Subtype', '/Length', '/Filter', '/DecodeParms'}
    entries = old.entries if isinstance(old, Stream) else {}
    kinds = (('/Type', '/Metadata'), ('/Subtype', '/XML'))
    renamed = any(new.entries.get(key, entries.get(key, kind)) not in (kind, entries.get(key)) for key, kind in kinds)
    dropped = any(key in entries and key not in new.entries for key, _ in kinds)
    if kept != now or describes - described or strange or renamed or dropped or not _is_marked(old, new):
        step.fault(FaultKind.METADATA)
    step.remarks['/Metadata'] = ''
    named, names = (
        [text for name, value in each if name == _PRODUCER for text in _texts(value)] for each in (said, says)
    )
    if named != names:
        step.remarks['/Producer'] = ' '.join(names)


def _is_marked(old: Any, new: Stream) -> bool:
    """Whether the packet can be found by its marks (7.3.2), as before, and no other instruction has come to it."""
    before = _INSTRUCTION.findall(unpacked(old)) if isinstance(old, Stream) else []
    after = _INSTRUCTION.findall(unpacked(new))
    known = all(_MARK.match(each) or each in before for each in after)
    return known and len(list(filter(_MARK.match, after))) >= len(list(filter(_MARK.match, before)))


def _read(stream: Stream) -> list[_Said]:
    """Each property with what it says; XMP may be written with elements or with attributes (7.9.2.2)."""
    data = unpacked(stream)
    if len(data) > _LARGEST:
        raise SyntaxFault(0)
    # Some readers pass over comments and instructions; some put in what entities stand for.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    packet = etree.fromstring(data.strip(b'\0'), parser)
    if packet.getroottree().docinfo.internalDTD is not None:
        raise SyntaxFault(0)
    return sorted(_properties(packet), key=repr)


def _properties(packet: etree._Element) -> Iterator[_Said]:
    roots = list(packet.iter(f'{_RDF}RDF'))
    if packet not in roots:
        yield from (('text', each) for each in _own_text(packet))
        yield from ((str(name), str(value)) for name, value in packet.attrib.items())
        yield from ((str(each.tag), _value(each)) for each in packet if each not in roots)
    # Which document it is about; several descriptions may be written as one.
    for about in {each.get(_ABOUT, '') for root in roots for each in root.iter(_DESCRIPTION)}:
        if about:
            yield 'about', about
    for root in roots:
        yield from (('text', each) for each in _own_text(root))
        yield from ((str(name), str(value)) for name, value in root.attrib.items())
        for description in root:
            if description.tag == _DESCRIPTION:
                yield from (('text', each) for each in _own_text(description))
                yield from _fields(description)
            else:
                yield str(description.tag), _value(description)


def _fields(element: etree._Element) -> Iterator[_Said]:
    """The properties that a description or a structure holds, be it as attributes or as elements."""
    for name, value in element.attrib.items():
        if name != _ABOUT and (name, value) != _AS_FIELDS:
            yield str(name), _simple(str(value))
    yield from ((str(each.tag), _value(each)) for each in element)


def _value(element: etree._Element) -> Any:
    """A property's value: its texts, its lists (in order, but for bags), and its fields, by name."""
    lists: list[Any] = []
    fields: list[_Said] = []
    texts = list(_own_text(element))
    for name, value in element.attrib.items():
        if name == _ADDRESS:
            texts += [str(value).strip()] if value.strip() else []
        elif (name, value) != _AS_FIELDS and (name != _ABOUT or value):
            fields.append((str(name), _simple(str(value))))
    for each in element:
        if each.tag in _ORDERED:
            lists.append((str(each.tag), [_value(one) for one in each]))
        elif each.tag == _UNORDERED:
            lists.append((str(each.tag), sorted((_value(one) for one in each), key=repr)))
        elif each.tag == _DESCRIPTION:
            fields += _fields(each)
        else:
            fields.append((str(each.tag), _value(each)))
            continue
        texts += _own_text(each)
    return texts, lists, sorted(fields, key=repr)


def _simple(text: str) -> Any:
    return [text.strip()] if text.strip() else [], [], []


def _own_text(element: etree._Element) -> Iterator[str]:
    """The words that stand in an element itself, before, between and behind others."""
    for each in (element.text, *(inner.tail for inner in element)):
        if each and each.strip():
            yield each.strip()


def _describes(name: str) -> bool:
    return name.startswith(_EXTENSIONS)


def _is_free(name: str, value: Any) -> bool:
    """Whether a property need not stay as it is: dates of writing, programs, and what a file is called inside."""
    form = _FREE.get(name)
    return _describes(name) or (form is not None and all(form.match(each) for each in _texts(value)))


def _texts(value: Any) -> Iterator[str]:
    """All words in a value."""
    if isinstance(value, str):
        yield value
    else:
        for each in value:
            yield from _texts(each)
