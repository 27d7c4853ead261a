"""One run of LibreOffice over a batch of files, followed by its log: which file it works on, and how the run ended."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.engines.libreoffice.profile import MACRO, FontsInSight, write_font_settings, write_profile
from docgen.programs import started

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.programs import Process, Watcher

_PAUSE = 0.02
_LAST_WORDS = 300


class End(Enum):
    """How a run ended."""

    DONE = 'done'
    """It said that it had gone through the whole list."""
    LEFT = 'left'
    """It ended by itself before that, without an error of its own."""
    CRASHED = 'crashed'
    """It ended with an error or a signal."""
    START_TIMEOUT = 'start-timeout'
    """It did not begin with the first file in time, and was killed."""
    FILE_TIMEOUT = 'file-timeout'
    """It worked on one file for too long, and was killed."""


@dataclass(frozen=True)
class Limits:
    """Seconds: `start` until the first file is begun, `file` for each file."""

    start: float = 60.0
    file: float = 60.0


@dataclass(frozen=True)
class Run:
    """What a run said: files stored, files it could not convert with its reason, and the file it stopped in."""

    end: End
    made: frozenset[str]
    failed: dict[str, str]
    stopped_in: str | None
    said: str


def run(
    program: Path, folder: Path, names: Sequence[str], fonts: FontsInSight, limits: Limits, watcher: Watcher
) -> Run:
    """Convert `folder/NAME.docx` to `folder/NAME.pdf` for each name, in a fresh profile in that folder.

    No process and no socket of the run is left when this returns or raises, however it ends.

    Args:
        program: soffice.
        folder: holds the Word files and takes the PDFs, the profile and the log.
        names: the files' names without ending.
        fonts: what LibreOffice is to see of fonts, and nothing else.
        limits: how long starting, and each file, may take.
        watcher: ends the program should docgen be killed.

    Raises:
        OSError: the program cannot be started.
    """
    state = folder / f'run-{sum(1 for _ in folder.glob("run-*"))}'
    profile = state / 'profile'
    state.mkdir()
    (state / 'temporary').mkdir()
    write_profile(profile)
    write_font_settings(state / 'fonts.conf', fonts, state / 'font-cache')
    jobs, log, output = state / 'jobs', state / 'log', state / 'output'
    jobs.write_text(''.join(f'{(folder / name).as_uri()}\n' for name in names), encoding='ascii')
    command: list[str | Path] = [
        program,
        f'-env:UserInstallation={profile.as_uri()}',
        *('--headless', '--invisible', '--norestore', '--nologo', '--nodefault', '--nolockcheck'),
        MACRO,
    ]
    with (
        output.open('wb') as stream,
        started(
            command, watcher=watcher, output=stream, environment=_environment(state), leftover=_socket(profile)
        ) as process,
    ):
        end, lines = _watch(process, log, limits)
    said = output.read_text('utf-8', errors='replace')[-_LAST_WORDS:].strip()
    return _outcome(end, lines, names, folder, said)


def _socket(profile: Path) -> Path:
    """Where LibreOffice listens for others that use its profile: always in /tmp, and left there by one that is killed.

    Its name holds the profile's address, hashed, each byte in as few digits as it needs.
    """
    if sys.platform == 'win32':
        return profile / 'none'
    address = hashlib.md5(profile.as_uri().encode('utf-16-le'), usedforsecurity=False).digest()
    return Path('/tmp') / f'OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{"".join(f"{byte:x}" for byte in address)}'  # noqa: S108


def _environment(state: Path) -> dict[str, str]:
    """Our own fonts, no settings or caches of the user's, and the same language and time zone everywhere."""
    own = {
        'DOCGEN_JOBS': str(state / 'jobs'),
        'DOCGEN_LOG': str(state / 'log'),
        'FONTCONFIG_FILE': str(state / 'fonts.conf'),
        'TMPDIR': str(state / 'temporary'),
        'XDG_CACHE_HOME': str(state / 'cache'),
        'XDG_CONFIG_HOME': str(state / 'config'),
        'SAL_USE_VCLPLUGIN': 'svp',
        'TZ': 'UTC',
    }
    if sys.platform == 'linux':
        own |= {'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''}
    return {**os.environ, **own}


def _watch(process: Process, log: Path, limits: Limits) -> tuple[End, list[str]]:
    """Follow the log until the run ends or a step takes too long."""
    seen = 0
    deadline = time.monotonic() + limits.start
    while True:
        ended = process.poll()
        lines = _lines(log)
        if 'end' in lines:
            return End.DONE, lines
        if ended is not None:
            return (End.LEFT if ended == 0 else End.CRASHED), lines
        if len(lines) > seen:
            seen = len(lines)
            deadline = time.monotonic() + limits.file
        elif time.monotonic() > deadline:
            return (End.FILE_TIMEOUT if lines else End.START_TIMEOUT), lines
        time.sleep(_PAUSE)


def _lines(log: Path) -> list[str]:
    try:
        text = log.read_text('utf-8', errors='replace')
    except OSError:
        return []
    return [line.strip() for line in text.splitlines()]


def _outcome(end: End, lines: list[str], names: Sequence[str], folder: Path, said: str) -> Run:
    by_url = {(folder / name).as_uri(): name for name in names}
    made: set[str] = set()
    failed: dict[str, str] = {}
    loading = None
    for line in lines:
        word, _, rest = line.partition(' ')
        url, _, reason = rest.partition(' ')
        name = by_url.get(url)
        if name is None:
            continue
        loading = name if word == 'load' else None
        if word == 'made':
            made.add(name)
        elif word == 'failed':
            failed[name] = reason
    return Run(end, frozenset(made), failed, loading, said)
