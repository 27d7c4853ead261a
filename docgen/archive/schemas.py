"""The XML schemas that a package is written against, validated offline: every import is found by its file name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

METS = 'mets.xsd'
PREMIS = 'premis-v3-0.xsd'
DESCRIPTION = 'description.xsd'
CASE = 'arende.xsd'
_EXTENSIONS = ('DILCISExtensionMETS.xsd', 'DILCISExtensionSIPMETS.xsd')
_MOST = 20
_ALL = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.loc.gov/METS/" schemaLocation="mets.xsd"/>
<xs:import namespace="https://DILCIS.eu/XML/METS/CSIPExtensionMETS" schemaLocation="DILCISExtensionMETS.xsd"/>
<xs:import namespace="https://DILCIS.eu/XML/METS/SIPExtensionMETS" schemaLocation="DILCISExtensionSIPMETS.xsd"/>
</xs:schema>"""


def schema_files() -> dict[str, bytes]:
    """Give every schema that a package holds, by its file name, sorted."""
    folder = _folder()
    return {
        each.name: each.read_bytes()
        for each in sorted(folder.iterdir(), key=lambda each: each.name)
        if each.name.endswith('.xsd')
    }


def schema_faults(document: bytes, name: str) -> list[str]:
    """Say how a document departs from a schema: one English sentence of the validator with its line each, at most 20.

    Args:
        document: the XML; a document type declaration is a fault, for it could hide anything.
        name: METS, PREMIS, DESCRIPTION or CASE. METS is held to the extensions of CSIP and SIP too.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return [f'not XML: {error}']
    information: Any = tree.getroottree().docinfo
    if information.doctype:
        return ['a document type declaration is not allowed']
    schema = _schema(name)
    if schema.validate(tree):
        return []
    log: Any = schema.error_log
    return [f'line {each.line}: {each.message}' for each in log][:_MOST]


@cache
def _schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Shipped())
    source = _ALL if name == METS else (_folder() / name).read_bytes()
    return etree.XMLSchema(etree.fromstring(source, parser, base_url=f'docgen:{name}'))


class _Shipped(etree.Resolver):
    """Answers every address with the shipped file of that name."""

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]  # noqa: ARG002
        file = _folder() / system_url.rpartition('/')[2].rpartition(':')[2]
        if not file.is_file():
            return None
        return self.resolve_string(file.read_bytes(), context, base_url=f'docgen:{file.name}')


@cache
def _folder() -> Traversable:
    return files('docgen.archive').joinpath('schemas')
