"""Tampering and loss: files of fixed and signed versions that are not what the period's record says of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, Place, reason
from docgen.filesystem import read_file
from docgen.records.event_details import Scanned
from docgen.records.events import read_events
from docgen.records.fingerprints import file_hash
from docgen.records.record import (
    FIXED_FOLDER,
    LARGEST,
    NAME,
    PUBLIC_FOLDER,
    SIGNED_FOLDER,
    DocumentRecord,
    PeriodRecord,
    read_record,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def record_faults(folder: Path) -> list[Finding]:
    """Say all that is wrong with a period's record and with the files that it speaks of; nothing if all is well.

    Args:
        folder: the period's folder.
    """
    record = read_record(folder)
    if record is None:
        broken = _broken_record(folder)
        return [broken] if broken else []
    latest = {event.file: event.sha256 for event in record.events}
    for event in record.events:
        if isinstance(event.details, Scanned):
            latest |= {each.file: each.sha256 for each in event.details.originals}
    found = [file_fault(folder, name, sha256) for name, sha256 in latest.items()]
    found += [_untrue_document(folder, each.file) for each in record.documents if _is_untrue(record, each)]
    unknown = [_unknown_file(folder, name) for name in sorted(_kept(folder) - _mentioned(record))]
    return [*(each for each in found if each), *unknown]


def _is_untrue(record: PeriodRecord, document: DocumentRecord) -> bool:
    """Whether a record says two things of one built document."""
    return record.files.get(document.file) != document.sha256


def _untrue_document(folder: Path, name: str) -> Finding:
    return Finding(
        'record-file-changed',
        f"{NAME} säger två olika saker om {name}.",
        "Dokumentets SHA-256 är inte den som står bland mappens filer: någon har ändrat i den.",
        f"Kör docgen build {folder.name}, så skrivs den delen på nytt.",
        Place(folder / NAME),
    )


def file_fault(folder: Path, name: str, sha256: str) -> Finding | None:
    """Say what is wrong with a file that the record speaks of; None if it is as it was written.

    Args:
        folder: the period's folder.
        name: the file's path in it.
        sha256: what the record says of its content.
    """
    path = folder / name
    derived = name.startswith(f'{PUBLIC_FOLDER}/')
    restore = (
        f"Gör den på nytt med docgen publish {folder.name}."
        if derived
        else "Hämta tillbaka filen ur versionshanteringen eller en säkerhetskopia."
    )
    try:
        if file_hash(path) == sha256:
            return None
    except (FileNotFoundError, NotADirectoryError):
        return Finding(
            'record-file-missing',
            f"{name} saknas.",
            f"{NAME} säger att filen finns; den är en del av beviset för vad som fastställdes och undertecknades.",
            restore,
            Place(path),
        )
    except OSError as error:
        return Finding(
            'record-file-unreadable',
            f"{name} går inte att läsa: {reason(error)}.",
            f"Filen finns, men docgen kan inte se om den är som {NAME} säger.",
            "Stäng det program som har filen öppen, eller ge dig rätt att läsa den, och kör kommandot igen.",
            Place(path),
        )
    return Finding(
        'record-file-changed',
        f"{name} har ändrats utanför docgen.",
        f"Dess SHA-256 är inte den som står i {NAME}, så filen är inte bevis för något.",
        restore,
        Place(path),
    )


def _kept(folder: Path) -> set[str]:
    """The paths of all files in the folders of fixed and signed versions."""
    return {
        path.relative_to(folder).as_posix()
        for name in (FIXED_FOLDER, SIGNED_FOLDER)
        for path in (folder / name).rglob('*')
        if path.is_file()
    }


def _mentioned(record: PeriodRecord) -> set[str]:
    """Every path that the events speak of, as the file that came out or somewhere in the details."""
    return {text for event in record.events for text in _texts([event.file, event.plain['details']])}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _unknown_file(folder: Path, name: str) -> Finding:
    return Finding(
        'record-file-unknown',
        f"{name} står inte i {NAME}.",
        "Filen är lagd i mappen vid sidan av docgen, eller så är en äldre record.json lagd över en nyare.",
        f"Är {NAME} äldre än filen: hämta tillbaka den senaste ur versionshanteringen. Annars flytta filen härifrån.",
        Place(folder / name),
    )


def _broken_record(folder: Path) -> Finding | None:
    """Say why a record cannot be read; None where there is no record and nothing that needs one."""
    needed = any(_kept(folder)) or any((folder / PUBLIC_FOLDER).glob('*'))
    try:
        content = json.loads(read_file(folder / NAME, LARGEST))
    except OSError:
        return _broken(folder, "saknas eller går inte att läsa") if needed else None
    except (ValueError, RecursionError):
        return _broken(folder, "är ingen hel JSON-fil") if needed else None
    try:
        read_events(content.get('events', ()), content.get('last_event', ''))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _broken(folder, "har en händelse som är ändrad, borttagen eller flyttad; kedjan av SHA-256 är bruten")
    return _broken(folder, "är skriven av en annan version av docgen, eller är ändrad") if needed else None


def _broken(folder: Path, what: str) -> Finding:
    return Finding(
        'record-broken',
        f"{folder.name}/{NAME} {what}.",
        "Filen är beviset för vad som fastställdes och vem som har skrivit under; utan den ändras inget i mappen.",
        f"Hämta tillbaka {NAME} ur versionshanteringen eller en säkerhetskopia.",
        Place(folder / NAME),
    )
