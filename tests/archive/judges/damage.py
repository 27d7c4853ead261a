"""What breaks one rule of eark-validator in a good package, below that rule's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from archive.judges.known import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REPRESENTATION = 'representations/rep1'
_CSIP = f'{{{NAMESPACES["csip"]}}}'


def _attribute(file: str, xpath: str, name: str, value: str | None = None) -> Callable[[Path], None]:
    """Set an attribute anew, or take it away."""

    def change(package: Path) -> None:
        tree: Any = etree.parse(package / file)
        (element,) = tree.xpath(xpath, namespaces=NAMESPACES)
        del element.attrib[name]
        if value is not None:
            element.set(name, value)
        tree.write(package / file, xml_declaration=True, encoding='UTF-8')

    return change


def _stranger(package: Path) -> None:
    tree = etree.parse(package / 'METS.xml')
    etree.SubElement(tree.getroot(), f'{{{NAMESPACES["m"]}}}stranger')
    tree.write(package / 'METS.xml', xml_declaration=True, encoding='UTF-8')


OF_PACKAGE: dict[str, Callable[[Path], None]] = {
    'CSIP1': _attribute('METS.xml', '/m:mets', 'OBJID'),
    'CSIP2': _attribute('METS.xml', '/m:mets', 'TYPE', 'Avtal'),
    'CSIP9': _attribute('METS.xml', '//m:metsHdr', f'{_CSIP}OAISPACKAGETYPE', 'PAKET'),
    'CSIP13': _attribute('METS.xml', '//m:agent[@OTHERTYPE="SOFTWARE"]', 'OTHERTYPE'),
    'CSIPSTR4': lambda package: (package / 'METS.xml').unlink(),
    'XML-1': _stranger,
}
OF_REPRESENTATION = {
    'CSIP68': _attribute(f'{REPRESENTATION}/METS.xml', '(//m:file)[1]', 'MIMETYPE'),
}
