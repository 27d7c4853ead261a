"""What may follow a signature in a file: other signatures, timestamps, proofs for them, new dates. Nothing else.

pyHanko's own rules also let forms be filled in and the title be changed; neither is what a signatory saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject
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

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_ABOUT = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}'
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
        ],
        form_rule=FormUpdatingRule(
            field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]  # type: ignore[no-untyped-call]
        ),
    )


def _information(revision: HistoricalResolver) -> dict[str, str]:
    info = revision.trailer_view.get('/Info')
    if not isinstance(info, DictionaryObject):
        return {}
    return {str(key): str(info[key]) for key in info if key not in _WRITERS_OWN}


def _metadata(revision: HistoricalResolver) -> tuple[str, ...]:
    """What the packet says, without dates: each element's path with its attributes and text, sorted."""
    stream = revision.root.get('/Metadata')
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
    found: list[str] = []
    _say(packet, '', found)
    return tuple(sorted(found))


def _say(element: etree._Element, path: str, found: list[str]) -> None:
    if not isinstance(element.tag, str):
        return
    if element.tag in _FREE_IN_XMP or element.tag.startswith(_HISTORY):
        return
    here = f'{path}/{element.tag}'
    for key, value in element.attrib.items():
        name = str(key)
        if name not in _FREE_IN_XMP and not name.startswith((_HISTORY, _ABOUT)) and 'xmptk' not in name:
            found.append(f'{here}@{name}={value!s}')
    text = (element.text or '').strip()
    if text:
        found.append(f'{here}={text}')
    for child in element:
        _say(child, here, found)
