"""Writing XML: elements with their namespace, and a document as bytes that are the same every time."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

XSI = 'http://www.w3.org/2001/XMLSchema-instance'
XLINK = 'http://www.w3.org/1999/xlink'


class Writer:
    """Makes elements of one namespace."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def root(self, name: str, prefixes: Mapping[str | None, str], locations: Mapping[str, str]) -> etree._Element:
        """Give a root element with its prefixes, and where each namespace's schema lies beside the document.

        Args:
            name: its local name.
            prefixes: namespaces by prefix; None is the default one's.
            locations: the schemas' paths by namespace.
        """
        nsmap: Any = {**prefixes, 'xsi': XSI}
        root = etree.Element(self.name(name), nsmap=nsmap)
        root.set(f'{{{XSI}}}schemaLocation', ' '.join(f'{space} {place}' for space, place in locations.items()))
        return root

    def add(
        self,
        parent: etree._Element,
        name: str,
        text: str | None = None,
        attributes: Mapping[str, str | None] | None = None,
    ) -> etree._Element:
        """Add an element last in another; attributes that are None are left out.

        Args:
            parent: the element to add to.
            name: the new one's local name.
            text: its text, normalised to NFC.
            attributes: its attributes by name.
        """
        element = etree.SubElement(parent, self.name(name))
        if text is not None:
            element.text = unicodedata.normalize('NFC', text)
        for key, value in (attributes or {}).items():
            if value is not None:
                element.set(key, unicodedata.normalize('NFC', value))
        return element

    def name(self, name: str) -> str:
        """Give a name with its namespace, as lxml writes it."""
        return f'{{{self.namespace}}}{name}'


def as_bytes(root: etree._Element) -> bytes:
    """Give a document in UTF-8, indented, with one line feed last."""
    etree.indent(root, space='  ')
    written: bytes = etree.tostring(root, xml_declaration=True, encoding='UTF-8')
    return written + b'\n'
