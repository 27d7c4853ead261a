"""The schema of CITS ERMS 2.1.2, made of 3.0.0 by taking back what 3.0.0 changed.

The older schema is in no package registry. What the two differ in was read side by side in the published files
(DILCISBoard/CITS-ERMS, archive/ERMS_v2_1_2.xsd and schema/ERMS_v3.xsd), and is all in the four lists here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

_XSD = {'xs': 'http://www.w3.org/2001/XMLSchema'}
_ADDED = (
    '//xs:complexType[@name="aggregationType"]/xs:attribute[@name="classificationSchemaUsed"]',
    '//xs:complexType[@name="recordType"]/xs:attribute[@name="classificationSchemaUsed"]',
    '//xs:complexType[@name="agentComplexType"]//xs:element[@name="notes"]',
    '//xs:complexType[@name="agentComplexType"]//xs:enumeration[@value="contact_person"]',
    '//xs:complexType[@name="restrictionsType"]//xs:element[@name="agent"]',
    '//xs:element[@name="classificationSchema"]//xs:element[@name="useDatePeriod"]',
    '//xs:element[@name="classificationSchema"]//xs:attribute[@name="classificationSchemaId"]',
    '//xs:element[@name="classificationSchema"]//xs:attribute[@name="classificationSchemaStatus"]',
    '//xs:element[@name="classificationSchema"]//xs:attribute[@name="otherClassificationSchemaStatus"]',
)
"""Elements, attributes and values that 2.1.2 does not have."""
_ONCE = (
    '//xs:complexType[@name="recordType"]//xs:element[@ref="classification"]',
    '//xs:complexType[@name="controlType"]//xs:element[@ref="classificationSchema"]',
)
"""What may be there several times in 3.0.0, but once in 2.1.2."""
_RENAMED = (
    ('//xs:complexType[@name="recordType"]//xs:enumeration[@value="digital"]', 'value', 'digitial'),
    ('//xs:complexType[@name="addressLineType"]//xs:attribute[@name="addressType"]', 'name', 'adressType'),
)
"""What is spelt otherwise in 2.1.2."""
_NEEDED = (
    '//xs:element[@name="addressContactInformation"]//xs:element[@name="addressLine"]',
    '//xs:element[@name="addressContactInformation"]//xs:element[@name="contactLine"]',
)
"""What may be left out in 3.0.0, but not in 2.1.2."""


def schema_2_1_2(schema_3_0_0: Path) -> etree.XMLSchema:
    """Give the older schema."""
    tree = etree.parse(schema_3_0_0)

    def only(where: str) -> Any:
        found: Any = tree.xpath(where, namespaces=_XSD)
        assert len(found) == 1, where
        return found[0]

    for where in _ADDED:
        element = only(where)
        element.getparent().remove(element)
    for where in _ONCE:
        del only(where).attrib['maxOccurs']
    for where, key, value in _RENAMED:
        only(where).set(key, value)
    for where in _NEEDED:
        only(where).set('minOccurs', '1')
    return etree.XMLSchema(tree)
