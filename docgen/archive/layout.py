"""The folders of a package: one layout for each package structure."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

BUILT_FOLDER = 'built'
SOURCE_FOLDER = 'source'
REPORTS_FOLDER = 'reports'
"""In the data folder, beside those that the period's own folder has."""


@dataclass(frozen=True)
class Layout:
    """The folders of a package, from its top."""

    top: str
    """The METS file that leads to all others."""
    data: str
    """The records and what belongs to them."""
    descriptive: str
    """arende.xml and dc.xml."""
    preservation: str
    """premis.xml."""
    schemas: str
    documentation: str

    def schema(self, folder: str, name: str) -> str:
        """Give the way from a folder of the package to one of its schemas."""
        return posixpath.relpath(f'{self.schemas}/{name}', folder)


CSIP = Layout(
    'METS.xml',
    'representations/rep1/data',
    'metadata/descriptive',
    'metadata/preservation',
    'schemas',
    'documentation',
)
"""E-ARK CSIP 2.1.0, chapter 4."""
FGS_1_2 = Layout('sip.xml', 'content', 'metadata', 'metadata', 'system', 'system')
"""FGS Paketstruktur 1.2 asks for sip.xml at the top and leaves the folders to whoever delivers. These are those that
deliveries have: content, metadata and system (ESSArch's template for Swedish packages; the scripts by which Norrtälje
delivers to its city archive)."""
