"""Which files a package holds, and what each of them is: gathered from a period's folder and its workspace."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from docgen.records.event_details import EventKind, Scanned
from docgen.records.events import FIXED_FOLDER, PUBLIC_FOLDER, SIGNED_FOLDER, before_packaging
from docgen.records.fingerprints import file_hash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.archive.file_formats import Format
    from docgen.records.events import Event
    from docgen.records.record import PeriodRecord

BUILT_FOLDER = 'built'
SOURCE_FOLDER = 'source'
REPORTS_FOLDER = 'reports'
_TRUST = ('.pem', '.crt', '.cer', '.der')


class Variant(StrEnum):
    """What a file is to the record that it belongs to, in the words of Swedish case records."""

    SIGNED = 'signed'
    """The signed original, or the scan of a paper that was signed."""
    PRESERVATION = 'preservation'
    """The fixed version that was signed, and the records and reports that prove what happened to it."""
    DISPLAY = 'display'
    """The built document, to read."""
    PUBLIC = 'public'
    """The copy that everyone may see."""
    PRODUCTION = 'production'
    """The data and templates that the documents were made from."""


@dataclass(frozen=True)
class ArchivedFile:
    """A file of a package as it lies there."""

    name: str
    """Path in the package's data folder: signed/medborgarlofte-strangnas-2021-v1.pdf."""
    path: Path
    variant: Variant
    format: Format
    bytes: int
    sha256: str
    document: str = ''
    """File name of the built PDF that it is a form of; '' for what belongs to the whole period."""
    certificates: bool = False
    """It bears electronic signatures, so its certificates may hold personal identity numbers."""
    fault: str = ''
    """What it lacks to be PDF/A and PDF/UA as it claims, in Swedish; '' for all other files."""


def gather(root: Path, folder: Path, record: PeriodRecord, data: Path, *, built: bool) -> None:
    """Copy what is there to be archived to a package's data folder; reports come later.

    Args:
        root: the workspace's folder.
        folder: the period's folder.
        record: its record.
        data: where the files go.
        built: whether the built documents go along.
    """
    for name in kept_files(folder):
        _copy(folder / name, data / name)
    replace(record, events=before_packaging(record.events)).write(data)
    if built:
        for document in record.documents:
            _copy(folder / document.file, data / BUILT_FOLDER / document.file)
    for source in sources(root):
        _copy(source, data / SOURCE_FOLDER / source.relative_to(root))


def kept_files(folder: Path) -> list[str]:
    """Give the fixed, signed and public files of a period by their paths in its folder, sorted."""
    return sorted(
        path.relative_to(folder).as_posix()
        for name in (FIXED_FOLDER, SIGNED_FOLDER, PUBLIC_FOLDER)
        for path in (folder / name).rglob('*')
        if path.is_file() and not path.is_symlink()
    )


def sources(root: Path) -> Iterator[Path]:
    """Give the files that documents are made from, and the issuers that are trusted, sorted by path."""
    for folder, wanted in (('data', ('.yaml', '.yml')), ('templates', None)):
        for path in sorted((root / folder).rglob('*')):
            hidden = any(part.startswith(('.', '~')) for part in path.relative_to(root).parts)
            trust = folder == 'data' and path.suffix.lower() in _TRUST and path.parent.name == 'trust'
            if path.is_file() and not hidden and (wanted is None or path.suffix.lower() in wanted or trust):
                yield path


def archived_files(data: Path, record: PeriodRecord, standards: dict[str, tuple[str, str]]) -> list[ArchivedFile]:
    """Describe every file of a package's data folder, sorted by name.

    Args:
        data: the folder.
        record: the period's record.
        standards: for each PDF, by name, what it says that it is ('2a') and what it lacks to be that.
    """
    from docgen.archive.file_formats import format_of

    events = _last_events(record)
    found = []
    for path in sorted(data.rglob('*')):
        if path.is_dir():
            continue
        name = path.relative_to(data).as_posix()
        pdf_a, fault = standards.get(name, ('', ''))
        event = events.get(name)
        document = event.document if event else name.removeprefix(f'{BUILT_FOLDER}/')
        found.append(
            ArchivedFile(
                name,
                path,
                _variant(name),
                format_of(path, pdf_a),
                path.stat().st_size,
                file_hash(path),
                document if event or name.startswith(f'{BUILT_FOLDER}/') else '',
                event is not None and event.kind not in (EventKind.FIXED, EventKind.SCANNED, EventKind.PUBLISHED),
                fault,
            )
        )
    return sorted(found, key=lambda each: each.name)


def _last_events(record: PeriodRecord) -> dict[str, Event]:
    """The last event that gave each file; to be verified or packaged gives none."""
    giving = (each for each in record.events if each.kind not in (EventKind.VERIFIED, EventKind.PACKAGED))
    found = {event.file: event for event in giving}
    for event in record.events:
        for each in event.details.originals if isinstance(event.details, Scanned) else ():
            found[each.file] = event
    return found


def _variant(name: str) -> Variant:
    top = name.partition('/')[0]
    if top == SIGNED_FOLDER:
        return Variant.PRESERVATION if name.endswith('-validering.pdf') else Variant.SIGNED
    known = {PUBLIC_FOLDER: Variant.PUBLIC, BUILT_FOLDER: Variant.DISPLAY, SOURCE_FOLDER: Variant.PRODUCTION}
    return known.get(top, Variant.PRESERVATION)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
