"""Adding files and events to a period that is in place: all at once, or not at all."""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, RefusedError
from docgen.filesystem import flush_names, make_durable, protect
from docgen.records.events import appended
from docgen.records.fingerprints import file_hash
from docgen.records.folder_exchange import exchange
from docgen.records.period_exchange import link_other_files, place_lock, refuse_link, unwritable, work_folder
from docgen.records.record import NAME, PeriodRecord, read_record, unreadable_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

from docgen.records.events import NewEvent

_log = logging.getLogger(__name__)


def update_period(
    output: Path,
    period: str,
    files: Mapping[str, Path],
    events: Sequence[NewEvent],
    *,
    expected: Mapping[str, str | None],
    known: int | None = None,
) -> PeriodRecord:
    """Put files in a period's folder, write-protected, and append events to its record, in one exchange.

    Args:
        output: the folder that holds the periods' folders.
        period: the period's folder name.
        files: new content by path in the period's folder.
        events: what happened.
        expected: SHA-256 of files, by path in the folder, that the events build on; None for one that must not exist.
        known: how many events the record had when it was read, if no other may have come since.

    Returns:
        The record as written.

    Raises:
        RefusedError: another command has changed an expected file or the record meanwhile, or it cannot be read.
        UsageError: the folder cannot be written.
    """
    from docgen import __version__

    with work_folder(output) as work:
        try:
            with place_lock(output):
                folder = output / period
                refuse_link(folder)
                record = read_record(folder)
                if record is None:
                    raise RefusedError(unreadable_record(folder) or _no_record(folder))
                _check(folder, expected)
                if known not in (None, len(record.events)):
                    raise RefusedError(_changed(folder / NAME))
                staged = work / 'amended'
                staged.mkdir()
                for name, source in files.items():
                    target = staged / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source, target)
                    protect(target)
                amended = replace(record, events=appended(record.events, events, f'docgen {__version__}'))
                amended.write(staged)
                link_other_files(folder, staged, frozenset((NAME, *files)))
                make_durable(staged)
                _log.info("lägger %s på plats i %s", ', '.join((*files, NAME)), folder)
                exchange((staged, folder))
                flush_names(output, work)
                return amended
        except OSError as error:
            raise unwritable(output, error) from error


def _check(folder: Path, expected: Mapping[str, str | None]) -> None:
    for name, sha256 in expected.items():
        path = folder / name
        if (file_hash(path) if path.exists() else None) != sha256:
            raise RefusedError(_changed(path))


def _changed(path: Path) -> Finding:
    return Finding(
        'changed-meanwhile',
        f"{path.name} har ändrats av något annat medan kommandot arbetade.",
        "Det som skulle skrivas bygger på filen som den var nyss.",
        "Se läget med docgen status och kör kommandot igen.",
        Place(path),
    )


def _no_record(folder: Path) -> Finding:
    return Finding(
        'record-missing',
        f"Perioden {folder.name} har ingen läsbar {NAME}.",
        "Där står vad som byggts, fastställts och undertecknats.",
        f"Kör docgen build {folder.name}, eller hämta tillbaka {NAME} ur en säkerhetskopia.",
        Place(folder / NAME),
    )
