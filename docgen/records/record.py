"""A period's record.json: what was built from what, so that anyone can check it later."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, Place, RefusedError
from docgen.filesystem import read_file
from docgen.records.fingerprints import file_hash, text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from docgen.records.events import Event

NAME = 'record.json'
WEB_FOLDER = 'webb'
FIXED_FOLDER = 'fixed'
SIGNED_FOLDER = 'signed'
PUBLIC_FOLDER = 'public'
KEPT_FOLDERS = (FIXED_FOLDER, SIGNED_FOLDER, PUBLIC_FOLDER)
"""What no build makes, and nothing removes; the files in them are write-protected."""
FORMAT = 1
LARGEST = 50_000_000
"""Bytes of a record; years of events take a hundredth of it."""


@dataclass(frozen=True)
class DocumentRecord:
    """One PDF: its name, what it was made from, and what came out."""

    kind: str
    file: str
    title: str
    pages: int
    bytes: int
    sha256: str
    inputs: str
    """SHA-256 over data, templates, pictures, fonts, libraries and code."""
    templates: dict[str, str]
    """SHA-256 of each template, by file name."""
    words: dict[str, str]
    """SHA-256 of each filled Word file, by file name."""
    signatures: list[dict[str, Any]]
    """Who signs where, in reading order: role, party, name, title, page from 1, rectangle in points from lower left,
    and the place and day in print there."""
    fonts: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each font file that the text is set with, by file name; empty in records of earlier versions."""


@dataclass(frozen=True)
class PeriodRecord:
    """All that a build put in a period's folder."""

    period: str
    draft: bool
    engine: str
    version: str
    workspace: str
    """The `seal` of all else here but the events: a record that somebody has edited is not believed."""
    all_periods: list[str]
    """Every period that the data had."""
    linked_periods: list[str]
    """This period and those whose documents its web page links to."""
    documents: tuple[DocumentRecord, ...]
    files: dict[str, str]
    """SHA-256 of every file in the folder that the build made, by its path in it; the record itself left out."""
    published: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each public copy that the web page can lead to, by the document's file name."""
    events: tuple[Event, ...] = field(default=(), compare=False)
    """What has happened to the documents since they were fixed; a build takes them over as they are."""

    def write(self, folder: Path) -> None:
        """Write record.json."""
        text = json.dumps(
            {
                'format': FORMAT,
                'last_event': self.events[-1].digest() if self.events else '',
                **asdict(replace(self, events=())),
                'events': [each.plain for each in self.events],
            },
            ensure_ascii=False,
            indent=2,
            sort_keys=True,
        )
        (folder / NAME).write_text(text + '\n', encoding='utf-8', newline='\n')

    def seal(self, inputs: str) -> str:
        """Give the SHA-256 over this record and what its documents were made from; the events have their own chain.

        Args:
            inputs: the SHA-256 over all data and templates of the workspace, and over what turned them into documents.
        """
        built = asdict(replace(self, workspace=inputs, events=()))
        return text_hash(json.dumps(built, ensure_ascii=False, sort_keys=True))

    def document(self, file: str) -> DocumentRecord | None:
        """Give the record of one PDF by its file name."""
        return next((each for each in self.documents if each.file == file), None)

    def intact(self, folder: Path) -> bool:
        """Whether every file still is what the build made."""
        return all(_holds(folder / name, sha256) for name, sha256 in self.files.items())


def read_record(folder: Path) -> PeriodRecord | None:
    """Read a period's record; None if there is none that this version understands."""
    try:
        return parse_record(read_file(folder / NAME, LARGEST))
    except OSError:
        return None


@lru_cache(maxsize=128)
def parse_record(written: bytes) -> PeriodRecord | None:
    """Read a record from its bytes, the same bytes once per command; None if this version understands nothing in it."""
    try:
        content = json.loads(written.decode())
        if content.pop('format') != FORMAT:
            return None
        documents = tuple(DocumentRecord(**each) for each in content.pop('documents'))
        events = _read_events(content.pop('events', ()), content.pop('last_event', ''))
        record = PeriodRecord(documents=documents, events=events, **content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return record if _is_sound(record) else None


def _is_sound(record: PeriodRecord) -> bool:
    """Whether what stands outside the chain of events has the types and names that docgen writes.

    No name may lead out of the folder: what a record names is hashed, linked and taken for a file of docgen's own.
    """
    listed = (record.all_periods, record.linked_periods)
    tables = (record.files, record.published, *(table for each in record.documents for table in _tables(each)))
    return (
        all(isinstance(each, str) for each in (record.period, record.engine, record.version, record.workspace))
        and isinstance(record.draft, bool)
        and all(isinstance(each, list) and all(map(_is_name, each)) for each in listed)
        and all(isinstance(each, dict) and all(map(_is_name, each)) for each in tables)
        and all(_is_digest(digest) for table in tables for digest in table.values())
        and all(map(_is_sound_document, record.documents))
    )


def _is_sound_document(record: DocumentRecord) -> bool:
    return (
        all(isinstance(each, str) for each in (record.kind, record.title, record.inputs))
        and all(type(each) is int and each >= 0 for each in (record.pages, record.bytes))
        and _is_name(record.file)
        and '/' not in record.file
        and _is_digest(record.sha256)
        and isinstance(record.signatures, list)
        and all(_is_signature_place(each, record.pages) for each in record.signatures)
    )


_WORDS = ('role', 'party', 'name', 'title')
_SINCE_LATER = ('place', 'date')
"""What stands in print at the line; older records do not tell."""
_WIDEST = 14_400
"""Points of a page, at most (ISO 32000-1, annex C)."""


def _is_signature_place(place: Any, pages: int) -> bool:
    if not isinstance(place, dict) or {*place} - {*_SINCE_LATER} != {*_WORDS, 'page', 'rectangle'}:
        return False
    rectangle = place['rectangle']
    return (
        all(isinstance(place.get(key, ''), str) for key in (*_WORDS, *_SINCE_LATER))
        and type(place['page']) is int
        and 1 <= place['page'] <= pages
        and isinstance(rectangle, list)
        and len(rectangle) == len(('left', 'bottom', 'right', 'top'))
        and all(type(each) in (int, float) and 0 <= each <= _WIDEST for each in rectangle)
        and rectangle[0] < rectangle[2]
        and rectangle[1] < rectangle[3]
    )


def _tables(record: DocumentRecord) -> tuple[dict[str, str], ...]:
    return record.templates, record.words, record.fonts


def _is_name(name: object) -> bool:
    """Whether it is the path of a file below a folder, written with slashes."""
    return (
        isinstance(name, str)
        and bool(name)
        and not name.startswith('/')
        and not any(sign in name for sign in ('\\', '\0'))
        and all(part not in ('', '.', '..') for part in name.split('/'))
    )


def _is_digest(text: object) -> bool:
    return isinstance(text, str) and len(text) == len(hashlib.sha256().hexdigest()) and text.isalnum()


def _read_events(plain: Iterable[Mapping[str, Any]], last: str) -> tuple[Event, ...]:
    """Read events, with the library that this takes only where there are any: most builds need nothing else of it."""
    if not plain and not last:
        return ()
    from docgen.records.events import read_events

    return read_events(plain, last)


def carry_over_events(old: Path, new: Path) -> None:
    """Give a period's new folder, which is about to take the place of the old, the events of the old one's record.

    Raises:
        RefusedError: the old folder holds fixed or signed files, but its record cannot be read.
    """
    before = read_record(old)
    if before is None:
        fault = unreadable_record(old)
        if fault is not None:
            raise RefusedError(fault)
        return
    record = read_record(new)
    if record is not None and before.events and not record.events:
        replace(record, events=before.events).write(new)


def unreadable_record(folder: Path) -> Finding | None:
    """Say that a folder with fixed or signed files has no record that can be read; None if nothing is lost."""
    if read_record(folder) is not None or not any((folder / name).exists() for name in KEPT_FOLDERS):
        return None
    return Finding(
        'record-unreadable',
        f"{NAME} saknas eller är ändrad, men mappen har fastställda eller undertecknade filer.",
        f"{NAME} är beviset för vad som fastställdes och vem som har skrivit under; docgen skriver inte en ny ovanpå.",
        f"Hämta tillbaka {NAME} ur versionshanteringen eller en säkerhetskopia.",
        Place(folder / NAME),
    )


def _holds(path: Path, sha256: str) -> bool:
    try:
        return file_hash(path) == sha256
    except OSError:
        return False
