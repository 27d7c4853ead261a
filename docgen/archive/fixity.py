"""Fixity: comparison of all packages of an archive with their own lists of files and with the last run.

What was found lies in one SQLite file in the archive's folder. They are saved every second and whenever a run
ends, however it does, so that one that was broken off goes on where it stopped; memory does not grow with the archive.
"""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from docgen.archive.file_list import compare_files, read_file_list
from docgen.archive.foreign_package import foreign_observations, is_foreign
from docgen.archive.package_reader import open_package
from docgen.archive.register import find_packages
from docgen.archive.verdicts import Observation, PackageError, PackageVerdict
from docgen.errors import Finding, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from docgen.archive.package_reader import PackageFile

NAME = '.docgen-fixity.sqlite'
_SAVED_EVERY = 1.0
"""Seconds. To wait for the disk after each package would take as long as to read it."""
_TABLES = """
CREATE TABLE IF NOT EXISTS run (id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT);
CREATE TABLE IF NOT EXISTS package (name TEXT PRIMARY KEY, run INTEGER NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,
    told TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file (package TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (package, name)) WITHOUT ROWID;
"""


class FixityState(StrEnum):
    """What is to be said of a package; where several hold, the one that stands first here."""

    MISSING = 'missing'
    """It was there at the last run and is gone."""
    UNREADABLE = 'unreadable'
    """It cannot be opened: cut off, or unsafe to unpack."""
    DAMAGED = 'damaged'
    """A file is missing, added or changed against the package's own list."""
    CHANGED = 'changed'
    """Its files agree with its list, but are not those of the last run: it was exchanged or made anew."""
    NEW = 'new'
    """It was not there at the last run; its files agree with its list."""
    UNCHANGED = 'unchanged'
    """Every file agrees with the list and is what it was at the last run."""


SENTENCES = {
    FixityState.MISSING: "saknas",
    FixityState.UNREADABLE: "går inte att läsa",
    FixityState.DAMAGED: "skadat",
    FixityState.CHANGED: "ändrat",
    FixityState.NEW: "nytt, stämmer",
    FixityState.UNCHANGED: "stämmer",
}
GOOD = frozenset((FixityState.NEW, FixityState.UNCHANGED))


@dataclass(frozen=True)
class Fixity:
    """One package in a run."""

    package: str
    """Its path from the folder."""
    state: FixityState
    details: tuple[str, ...] = ()
    """What changed or is wrong, in Swedish, one line each."""


def run_fixity(
    folder: Path,
    progress: Callable[[str], None] = lambda _: None,
    *,
    database: Path | None = None,
    look: Callable[[Mapping[str, PackageFile], str], None] = lambda *_: None,
) -> Iterator[Fixity]:
    """Read every package below a folder and compare it with its own list and with the last run.

    A run that was broken off goes on: packages that it had done are given as they were found then.

    Args:
        folder: where the packages lie.
        progress: called with each step, in Swedish.
        database: where the findings are kept; otherwise NAME in the folder.
        look: called with the files and the path of each package while it is open, so that nobody opens it again.

    Raises:
        UsageError: `archive-folder-missing`; `fixity-unwritable`, the findings cannot be kept.
    """
    names = [each.relative_to(folder).as_posix() for each in find_packages(folder)]
    place = database or folder / NAME
    with _kept(place) as kept:
        run = _current_run(kept)
        saved = time.monotonic()
        for number, name in enumerate(names, start=1):
            progress(f"Kontrollsummor: paket {number} av {len(names)}, {name}")
            before = kept.execute('SELECT run, state, told FROM package WHERE name = ?', (name,)).fetchone()
            if before is not None and before[0] == run:
                yield Fixity(name, FixityState(before[1]), tuple(before[2].splitlines()))
                continue
            yield _read(kept, run, folder, name, look)
            if time.monotonic() - saved > _SAVED_EVERY:
                kept.commit()
                saved = time.monotonic()
        yield from _gone(kept, run)
        kept.execute('UPDATE run SET finished = ? WHERE id = ?', (_now(), run))


def last_states(folder: Path, database: Path | None = None) -> dict[str, str]:
    """Give what the last run found and when, in Swedish, by the package's path; empty if there was none.

    Raises:
        UsageError: `fixity-unwritable`.
    """
    place = database or folder / NAME
    if not place.exists():
        return {}
    with _kept(place) as kept:
        found = kept.execute('SELECT name, state, at FROM package').fetchall()
    return {name: f"{SENTENCES[FixityState(state)]} ({at[:10]})" for name, state, at in found}


def _read(
    kept: sqlite3.Connection,
    run: int,
    folder: Path,
    name: str,
    look: Callable[[Mapping[str, PackageFile], str], None],
) -> Fixity:
    before = dict(kept.execute('SELECT name, sha256 FROM file WHERE package = ?', (name,)).fetchall())
    sums: dict[str, str] = {}
    details: list[str] = []
    state = FixityState.UNCHANGED
    try:
        with open_package(folder / name) as contents:
            wrong = _compared(contents, sums)
            look(contents, name)
    except PackageError as error:
        wrong = [error.observation]
        state = FixityState.UNREADABLE
    except UsageError as error:
        wrong = [Observation(PackageVerdict.DAMAGED, f"{each.what} {each.why}") for each in error.findings]
        state = FixityState.UNREADABLE
    details += map(_line, wrong)
    if state is not FixityState.UNREADABLE:
        changes = list(_changes(before, sums)) if before else []
        details += changes
        state = _state(wrong, known=bool(before), changed=bool(changes))
    if state in GOOD or state is FixityState.CHANGED:
        # A damaged package is held to what it was when it was whole, until it is mended.
        kept.execute('DELETE FROM file WHERE package = ?', (name,))
        kept.executemany('INSERT INTO file VALUES (?, ?, ?)', ((name, *each) for each in sums.items()))
    _write(kept, run, name, state, details)
    return Fixity(name, state, tuple(details))


def _compared(contents: Mapping[str, PackageFile], sums: dict[str, str]) -> list[Observation]:
    """What is wrong with a package's files by its own lists; puts each file's SHA-256 in `sums`."""
    if is_foreign(contents):
        sums |= {name: each.sha256() for name, each in contents.items()}
        found = foreign_observations(contents)
        return [each for each in found if each.verdict is not PackageVerdict.NOT_BY_DOCGEN]
    list_of_files = read_file_list(contents)
    wrong = list(list_of_files.observations)
    for file, sha256, observation in compare_files(contents, list_of_files):
        if sha256:
            sums[file] = sha256
        if observation is not None:
            wrong.append(observation)
    return wrong


def _state(wrong: list[Observation], *, known: bool, changed: bool) -> FixityState:
    if wrong:
        return FixityState.DAMAGED
    if not known:
        return FixityState.NEW
    return FixityState.CHANGED if changed else FixityState.UNCHANGED


def _changes(before: dict[str, str], sums: dict[str, str]) -> Iterator[str]:
    for file in sorted(before.keys() | sums.keys()):
        if file not in sums:
            yield f"{file}: fanns förra gången men är borta"
        elif file not in before:
            yield f"{file}: fanns inte förra gången"
        elif before[file] != sums[file]:
            yield f"{file}: är en annan än förra gången"


def _gone(kept: sqlite3.Connection, run: int) -> Iterator[Fixity]:
    for (name,) in kept.execute(
        'SELECT name FROM package WHERE run <> ? AND state <> ? ORDER BY name', (run, FixityState.MISSING.value)
    ).fetchall():
        details = "Paketet fanns vid en tidigare körning."
        _write(kept, run, name, FixityState.MISSING, [details])
        yield Fixity(name, FixityState.MISSING, (details,))


def _write(kept: sqlite3.Connection, run: int, name: str, state: FixityState, details: list[str]) -> None:
    kept.execute(
        'INSERT OR REPLACE INTO package VALUES (?, ?, ?, ?, ?)', (name, run, state.value, _now(), '\n'.join(details))
    )


def _line(each: Observation) -> str:
    words = _SHORT.get(each.verdict, each.what)
    return f"{each.file}: {words}" if each.file else each.what


_SHORT = {
    PackageVerdict.FILE_MISSING: "saknas",
    PackageVerdict.FILE_ADDED: "hör inte till paketet",
    PackageVerdict.FILE_CHANGED: "är ändrad",
}


def _current_run(kept: sqlite3.Connection) -> int:
    """The run that was broken off, else a new one."""
    row = kept.execute('SELECT id FROM run WHERE finished IS NULL ORDER BY id DESC').fetchone()
    if row is not None:
        return int(row[0])
    number = kept.execute('INSERT INTO run (started) VALUES (?)', (_now(),)).lastrowid
    kept.commit()
    return int(number or 0)


@contextlib.contextmanager
def _kept(place: Path) -> Iterator[sqlite3.Connection]:
    try:
        with contextlib.closing(sqlite3.connect(place, timeout=30)) as connection:
            connection.executescript(_TABLES)
            try:
                yield connection
            finally:
                connection.commit()
    except sqlite3.Error as error:
        raise UsageError(
            Finding(
                'fixity-unwritable',
                f"Det som kontrollen kommer fram till kan inte sparas i {place}.",
                "Databasen kan inte läsas eller skrivas: filen är låst, skrivskyddad eller ingen sådan fil.",
                "Kontrollera att du får skriva där och att disken inte är full, eller ange en annan fil med --state.",
                Place(place),
            )
        ) from error


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec='seconds')
