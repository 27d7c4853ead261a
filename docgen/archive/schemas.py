"""The XML schemas that a package is written against, validated offline: every import is found by its file name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

METS = 'mets.xsd'
FGS_1_2 = 'CSPackageMETS.xsd'
PREMIS = 'premis-v3-0.xsd'
DESCRIPTION = 'description.xsd'
CASE = 'arende.xsd'
ERMS = 'ERMS_v3.xsd'
CATALOG = 'catalog.xml'
"""By it, common tools find the enclosed schemas instead of fetching them (OASIS XML Catalogs 1.1)."""
_XSD = 'http://www.w3.org/2001/XMLSchema'
_METS_NAMESPACE = 'http://www.loc.gov/METS/'
_TOGETHER = {
    METS: {
        _METS_NAMESPACE: METS,
        'https://DILCIS.eu/XML/METS/CSIPExtensionMETS': 'DILCISExtensionMETS.xsd',
        'https://DILCIS.eu/XML/METS/SIPExtensionMETS': 'DILCISExtensionSIPMETS.xsd',
    },
    FGS_1_2: {_METS_NAMESPACE: FGS_1_2, 'ExtensionMETS': 'CSPackageExtensionMETS.xsd'},
}
"""What a METS file is held to at once, by namespace: METS lets any attribute of an extension pass that it does not
know."""
_OTHERS = ('xlink.xsd', 'xml.xsd', PREMIS, 'dc.xsd', DESCRIPTION, CASE)
_ADDRESS = 'https://docgen.invalid/'
"""Where the shipped schemas seem to lie: nothing is fetched, and relative addresses resolve the same in any libxml2."""
_MOST = 20


def schema_files(mets: str) -> dict[str, bytes]:
    """Give every schema that a package holds, and the catalogue of them, by file name, sorted.

    Args:
        mets: METS or FGS_1_2.
    """
    names = sorted((*_TOGETHER[mets].values(), *_OTHERS, *((ERMS,) if mets == METS else ()), CATALOG))
    return {name: (_folder() / name).read_bytes() for name in names}


class SchemaFault(NamedTuple):
    """A line (from 1; 0 for the file as a whole) that departs from a schema, and the validator's English for it."""

    line: int
    message: str


def schema_faults(document: bytes, name: str) -> list[SchemaFault]:
    """Say how a document departs from a schema, at most 20 times.

    Args:
        document: the XML; a document type declaration is a fault, for it could hide anything.
        name: METS, FGS_1_2, PREMIS, DESCRIPTION or CASE. The first two with the extensions of their profile.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return [SchemaFault(0, f'not XML: {error}')]
    information: Any = tree.getroottree().docinfo
    if information.doctype:
        return [SchemaFault(0, 'a document type declaration is not allowed')]
    schema = _schema(name)
    if schema.validate(tree):
        return []
    log: Any = schema.error_log
    return [SchemaFault(each.line, each.message) for each in log][:_MOST]


@cache
def _schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Shipped())
    if name in _TOGETHER:
        # By an address that no shipped file has: an older libxml2 would find that the schema imports itself.
        source, address = _importing(_TOGETHER[name]), f'{_ADDRESS}together-{name}'
    else:
        source, address = (_folder() / name).read_bytes(), f'{_ADDRESS}{name}'
    return etree.XMLSchema(etree.fromstring(source, parser, base_url=address))


def _importing(names: Mapping[str, str]) -> bytes:
    schema = etree.Element(f'{{{_XSD}}}schema')
    for namespace, name in names.items():
        etree.SubElement(schema, f'{{{_XSD}}}import', namespace=namespace, schemaLocation=name)
    written: bytes = etree.tostring(schema)
    return written


class _Shipped(etree.Resolver):
    """Answers every address with the shipped file of that name."""

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]  # noqa: ARG002
        file = _folder() / system_url.rpartition('/')[2]
        if not file.is_file():
            return None
        return self.resolve_string(file.read_bytes(), context, base_url=f'{_ADDRESS}{file.name}')


@cache
def _folder() -> Traversable:
    return files('docgen.archive').joinpath('schemas')
