"""Which files a package holds, and what each of them is: gathered from a period's folder and its workspace."""

from __future__ import annotations

import shutil
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docgen.archive.deliveries import superseded_versions
from docgen.archive.file_formats import format_of_content, start_of_file
from docgen.archive.layout import BUILT_FOLDER, REPORTS_FOLDER, SOURCE_FOLDER
from docgen.errors import Finding, FindingsError, Place
from docgen.file_names import is_aside, sorted_files
from docgen.plan import WORD_FOLDER
from docgen.records.event_details import EventKind, Scanned
from docgen.records.events import before_packaging
from docgen.records.fingerprints import file_hash
from docgen.records.period_exchange import PRIVATE
from docgen.records.record import FIXED_FOLDER, PUBLIC_FOLDER, SIGNED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from docgen.archive.case_data import Case
    from docgen.archive.conformance import JudgedPdf
    from docgen.archive.file_formats import Format, Start
    from docgen.records.events import Event
    from docgen.records.record import PeriodRecord

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
class DataFile:
    """A file of a package's data folder; `name` is its path there."""

    name: str
    size: int
    """Bytes."""
    sha256: str
    start: Start
    """Reads its first bytes."""


@dataclass(frozen=True)
class ArchivedFile:
    """A file of a package as it lies there."""

    name: str
    """Path in the package's data folder: signed/medborgarlofte-strangnas-2021-v1.pdf."""
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
    version: int = 0
    """Of the document; 0 for what is not fixed, or belongs to the whole period."""
    superseded: bool = False
    """A later version of the document is in force instead."""
    original_name: str = ''
    """What a scan was called when it came; '' for all other files."""


def gather(root: Path, folder: Path, record: PeriodRecord, data: Path, *, built: bool) -> None:
    """Copy what is there to be archived to a package's data folder; reports come later.

    Args:
        root: the workspace's folder.
        folder: the period's folder.
        record: its record.
        data: where the files go.
        built: whether the built documents go along.

    Raises:
        FindingsError: `archive-name-twice`.
    """
    for name in kept_files(folder):
        _copy(folder / name, data / name)
    as_packaged(record).write(data)
    if built:
        for document in record.documents:
            _copy(folder / document.file, data / BUILT_FOLDER / document.file)
    for source in sources(root):
        target = data / SOURCE_FOLDER / unicodedata.normalize('NFC', source.relative_to(root).as_posix())
        if target.exists():
            raise FindingsError(_twice(source))
        _copy(source, target)


def paths_to_be(root: Path, folder: Path, case: Case, data: str) -> Iterator[str]:
    """Give the longest paths that packaging needs below the folder of packages, those of the trial build among them.

    Args:
        root: the workspace's folder.
        folder: the period's folder.
        case: what the package is about.
        data: the way from a package's top to its data folder.
    """
    work = f'{PRIVATE}/work-12345678'
    place = f'{work}/package/{case.name}-leverans-99/data/{data}'  # as deep as in a bag
    kept = kept_files(folder)
    yield from (f'{place}/{name}' for name in kept)
    yield from (f'{place}/{REPORTS_FOLDER}/{name.rpartition("/")[2]}-validering.json' for name in kept)
    yield from (f'{place}/{SOURCE_FOLDER}/{each.relative_to(root).as_posix()}' for each in sources(root))
    for job in case.documents:
        yield from (f'{work}/rebuilt/{work}/sets/{case.period}/{WORD_FOLDER}/{part.word}' for part in job.parts)


def _twice(source: Path) -> Finding:
    return Finding(
        'archive-name-twice',
        f"Två filer heter {unicodedata.normalize('NFC', source.name)}, fast bokstäver som å är skrivna på två sätt.",
        "För e-arkivet är det samma namn, och bara en av dem får plats.",
        "Ta bort den ena, eller byt namn på den.",
        Place(source),
    )


def as_packaged(record: PeriodRecord) -> PeriodRecord:
    """Give a period's record as a package of it holds it."""
    return replace(record, events=before_packaging(record.events))


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
        for path in sorted_files(root / folder):
            hidden = any(is_aside(part) for part in path.relative_to(root).parts)
            trust = folder == 'data' and path.suffix.lower() in _TRUST and path.parent.name == 'trust'
            if not hidden and (wanted is None or path.suffix.lower() in wanted or trust):
                yield path


def data_files(data: Path) -> list[DataFile]:
    """Give every file of a data folder on the disk."""
    return [
        DataFile(path.relative_to(data).as_posix(), path.stat().st_size, file_hash(path), partial(start_of_file, path))
        for path in data.rglob('*')
        if path.is_file()
    ]


def archived_files(
    files: Iterable[DataFile], record: PeriodRecord, judged: Mapping[str, JudgedPdf]
) -> list[ArchivedFile]:
    """Describe the files of a package's data folder, sorted by name.

    Args:
        files: all files of the folder.
        record: the period's record.
        judged: what inspecting each PDF came to, by name.
    """
    events = _last_events(record)
    superseded = superseded_versions(record)
    scans = [each.details for each in record.events if isinstance(each.details, Scanned)]
    original_names = {one.file: one.name for each in scans for one in each.originals}
    found = []
    for each in files:
        pdf = judged.get(each.name)
        event = events.get(each.name)
        document = event.document if event else each.name.removeprefix(f'{BUILT_FOLDER}/')
        found.append(
            ArchivedFile(
                each.name,
                _variant(each.name),
                format_of_content(PurePosixPath(each.name), each.start, pdf.claims if pdf else ''),
                each.size,
                each.sha256,
                document if event or each.name.startswith(f'{BUILT_FOLDER}/') else '',
                event is not None and event.kind not in (EventKind.FIXED, EventKind.SCANNED, EventKind.PUBLISHED),
                pdf.lacks if pdf else '',
                event.version if event else 0,
                event is not None and (event.document, event.version) in superseded,
                original_names.get(each.name, ''),
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
