"""Building blocks of the METS files of all profiles: listed files, links, checksums, identifiers."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from docgen.archive.file_formats import format_by_name
from docgen.archive.xml_writer import XLINK, Writer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.archive.case_data import Case
    from docgen.archive.deliveries import DeliveryPlace
    from docgen.archive.file_formats import Format
    from docgen.archive.package_contents import ArchivedFile

METS = 'http://www.loc.gov/METS/'
WRITER = Writer(METS)
_NAMESPACE = uuid.UUID('0c4a1f3e-6b7d-5c2f-a1e8-3d9b7f6e5c40')


@dataclass(frozen=True)
class MetsFile:
    """A file as a METS file lists it."""

    name: str
    """Path from that METS file."""
    format: Format
    bytes: int
    sha256: str
    archived: bool = False
    """Whether it is one of the records, whose format the profiles ask for."""
    superseded: bool = False
    """Whether a later version is in force instead."""
    original_name: str = ''
    """What it was called when it came, if it came from outside."""


@dataclass(frozen=True)
class MetsHeader:
    """What goes into metsHdr. Times are ISO 8601."""

    case: Case
    at: str
    software: str
    """"docgen 0.1.0"."""
    place: DeliveryPlace


@dataclass(frozen=True)
class Inventory:
    """All files of a package but its METS files; names are paths from the package's top."""

    header: MetsHeader
    case_record: MetsFile
    """arende.xml."""
    dublin_core: MetsFile
    premis: MetsFile
    schemas: Sequence[MetsFile]
    documentation: Sequence[MetsFile]
    files: Sequence[ArchivedFile]
    present: Mapping[str, bytes]
    """Files that are there already, to be listed as they are."""


def mets_file(name: str, content: bytes) -> MetsFile:
    """Describe a file that was made for the package."""
    return MetsFile(name, format_by_name(PurePosixPath(name)), len(content), hashlib.sha256(content).hexdigest())


def archived_mets_files(files: Sequence[ArchivedFile], folder: str) -> list[MetsFile]:
    """Describe the records in a folder."""
    return [
        MetsFile(
            f'{folder}/{each.name}',
            each.format,
            each.bytes,
            each.sha256,
            archived=True,
            superseded=each.superseded,
            original_name=each.original_name,
        )
        for each in files
    ]


def link_attributes(name: str, before: str = '') -> dict[str, str | None]:
    """Give the attributes that lead to a file, with what its address begins with."""
    return {'LOCTYPE': 'URL', f'{{{XLINK}}}type': 'simple', f'{{{XLINK}}}href': f'{before}{quote(name)}'}


def file_attributes(each: MetsFile) -> dict[str, str | None]:
    """Give the attributes that tell what a file is, with its SHA-256."""
    return {
        'MIMETYPE': each.format.mime,
        'SIZE': str(each.bytes),
        'CHECKSUM': each.sha256,
        'CHECKSUMTYPE': 'SHA-256',
    }


def format_registry_attributes(each: MetsFile, namespace: str) -> Mapping[str, str | None]:
    """Give the attributes that name a record's format in PRONOM, by the namespace of the profile's extension."""
    if not each.archived or not each.format.pronom:
        return {}
    return {
        f'{{{namespace}}}FILEFORMATNAME': each.format.name,
        f'{{{namespace}}}FILEFORMATVERSION': each.format.version or None,
        f'{{{namespace}}}FORMATREGISTRY': 'PRONOM',
        f'{{{namespace}}}FORMATREGISTRYKEY': each.format.pronom,
    }


def stable_uuid(*parts: str) -> uuid.UUID:
    """Give a UUID that is the same every time."""
    return uuid.uuid5(_NAMESPACE, ' '.join(parts))


def stable_id(*parts: str) -> str:
    """Give an identifier that is an NCName and the same every time."""
    return f'uuid-{stable_uuid(*parts)}'
