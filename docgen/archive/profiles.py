"""The profiles of packages: layout, schema, METS files and requirements of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.archive import schemas
from docgen.archive.bagit import require_plain_names
from docgen.archive.layout import CSIP, FGS_1_2
from docgen.archive.mets_csip import csip_mets_files
from docgen.archive.mets_fgs12 import fgs_1_2_mets_files, require_agreement
from docgen.model.settings import ArchiveProfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docgen.archive.case_data import Case
    from docgen.archive.layout import Layout
    from docgen.archive.mets import Inventory


@dataclass(frozen=True)
class Profile:
    """How a package is laid out and listed."""

    layout: Layout
    mets_schema: str
    """The schema of its METS files, by its name in docgen.archive.schemas."""
    mets_files: Callable[[Inventory], dict[str, bytes]]
    """Gives its METS files by their paths, the uppermost last."""
    manifest: str
    """The file whose checksums cover all others: its own SHA-256 speaks for the whole package."""
    erms: bool = True
    """Whether it describes the case as CITS ERMS."""
    requirements: tuple[Callable[[Case, Path], None], ...] = ()
    """Each raises when the case, of a workspace's folder, lacks what the profile must have."""


PROFILES = {
    ArchiveProfile.FGS_2_0: Profile(CSIP, schemas.METS, csip_mets_files, CSIP.top),
    ArchiveProfile.FGS_1_2: Profile(
        FGS_1_2,
        schemas.FGS_1_2,
        fgs_1_2_mets_files,
        FGS_1_2.top,
        erms=False,
        requirements=(require_agreement,),
    ),
    ArchiveProfile.BAGIT: Profile(
        CSIP, schemas.METS, csip_mets_files, 'tagmanifest-sha256.txt', requirements=(require_plain_names,)
    ),
}
