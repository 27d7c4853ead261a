"""What may follow a signature in a file: other signatures, timestamps, proofs for them, new dates. Nothing else.

pyHanko's own rules also let forms be filled in and the title be changed; neither is what a signatory saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.generic import DictionaryObject, Reference, StreamObject
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)

from docgen.sign.verifying.form_behaviour import SameBehaviourRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyhanko.pdf_utils.reader import HistoricalResolver
    from pyhanko.sign.diff_analysis import ReferenceUpdate

_WRITERS_OWN = frozenset(('/ModDate', '/Producer', '/CreationDate', '/Trapped'))
"""Entries of the document information that a program which appends to a file writes about itself (14.3.3)."""
_FREE_IN_XMP = frozenset(
    {
        '{http://ns.adobe.com/xap/1.0/}ModifyDate',
        '{http://ns.adobe.com/xap/1.0/}MetadataDate',
        '{http://ns.adobe.com/pdf/1.3/}Producer',
    }
)
_HISTORY = '{http://ns.adobe.com/xap/1.0/mm/}'
_EXTENSIONS = '{http://www.aiim.org/pdfa/ns/extension/}'
"""Descriptions of schemas, which some programs write in another form or in part; they say nothing of the document."""
_RDF = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}'
_LARGEST = 5_000_000


class SameInfoRule(DocInfoRule):
    """Lets the document information be written again with another date, but not another title or author."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Give the updates that are allowed. Raises SuspiciousModification on any other."""
        if _information(old) != _information(new):
            raise SuspiciousModification('the document information was changed')
        return super().apply(old, new)


class SameMetadataRule(MetadataUpdateRule):
    """Lets the XMP packet be written again with another date, but saying the same."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Give the updates that are allowed. Raises SuspiciousModification on any other."""
        if _metadata(old) != _metadata(new):
            raise SuspiciousModification('the metadata were changed')
        return super().apply(old, new)


def strict_policy() -> StandardDiffPolicy:
    """Give the rules by which everything after a signature is judged."""
    level = ModificationLevel.LTA_UPDATES
    return StandardDiffPolicy(
        global_rules=[
            CatalogModificationRule(),  # type: ignore[no-untyped-call]
            SameInfoRule().as_qualified(level),
            XrefStreamRule().as_qualified(level),
            ObjectStreamRule().as_qualified(level),
            DSSCompareRule().as_qualified(level),
            SameMetadataRule().as_qualified(level),  # type: ignore[no-untyped-call]
            SameBehaviourRule().as_qualified(level),
        ],
        form_rule=FormUpdatingRule(
            field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]  # type: ignore[no-untyped-call]
        ),
    )


def _information(revision: HistoricalResolver) -> dict[str, str]:
    reference = revision.trailer_view.get_value_as_reference('/Info', optional=True)
    info = revision(reference) if reference is not None else None
    if not isinstance(info, DictionaryObject):
        return {}
    return {str(key): str(info[key]) for key in info if key not in _WRITERS_OWN}


def _metadata(revision: HistoricalResolver) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the packet says, without dates."""
    reference = revision.root.get_value_as_reference('/Metadata', optional=True)
    if reference is None:
        return ()
    # Asked of the file itself: a revision's view of a stream can be taken only once (pyHanko 0.38).
    own = Reference(reference.idnum, reference.generation, revision.reader)
    stream = revision.reader.get_object(own, revision=revision.revision)  # type: ignore[no-untyped-call]
    if not isinstance(stream, StreamObject):
        return ()
    data = stream.read_data(DecodePurpose.XMP_METADATA)
    if len(data) > _LARGEST:
        raise SuspiciousModification('the metadata are unreasonably large')
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        packet = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SuspiciousModification('the metadata are no XML') from error
    return tuple(sorted(_properties(packet)))


def _properties(packet: etree._Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each property with its texts; XMP may be written with elements or with attributes (ISO 16684-1, 7.9.2.2)."""
    for description in packet.iterfind(f'.//{_RDF}RDF/*'):
        if description.tag != f'{_RDF}Description':
            yield str(description.tag), tuple(sorted(_texts(description)))  # a node of a kind of its own says something
            continue
        for name, value in description.attrib.items():
            if _counts(str(name)):
                yield str(name), (str(value).strip(),)
        for element in description:
            if isinstance(element.tag, str) and _counts(element.tag):
                yield element.tag, tuple(sorted(_texts(element)))


def _texts(element: etree._Element) -> Iterator[str]:
    for each in element.iter('*'):
        text = (each.text or '').strip()
        if text:
            yield text
        yield from (str(value).strip() for name, value in each.attrib.items() if not str(name).startswith(_RDF))


def _counts(name: str) -> bool:
    return name not in _FREE_IN_XMP and not name.startswith((_HISTORY, _EXTENSIONS, _RDF))
