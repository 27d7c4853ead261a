"""Files that no command writes over, whatever it is asked: originals, evidence, data, and what it reads itself.

A file is known by what it is, not by how its name is written: through links, other spellings, and hard links too.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.errors import Finding, Place, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVIDENCE = {'fixed': "fastställda", 'signed': "undertecknade", 'public': "publicerade"}
"""A period's folders whose files are never made anew."""
_SOURCES = ('data', 'templates')
_PACKAGE_TOPS = ('METS.xml', 'sip.xml', 'bagit.txt')
_PACKAGE_FILES = ('.tar', '.zip')
_READ_FOLDERS = ('trust', 'trusted_lists', 'list_signer')
"""Options that may name a folder whose files the command reads."""
_SIGNED = b'/ByteRange'


def require_unprotected(path: Path, *, derived: bool = False) -> None:
    """Refuse to write where an original, evidence or data lies, or what the running command reads or writes besides.

    Args:
        path: as the user named it; it need not be there.
        derived: the name is docgen's own beside a file of the user's, so that it may lie among data and templates.

    Raises:
        RefusedError: `output-protected`.
    """
    why = _named_twice(path) or _why(path, derived=derived)
    if why:
        raise RefusedError(_protected(path, why))


def require_unprotected_folder(folder: Path) -> None:
    """Refuse a folder for results among originals, evidence or data.

    Raises:
        RefusedError: `output-protected`.
    """
    real = Path(os.path.realpath(folder))
    why = _place(real / 'file', sources=True)
    if why:
        raise RefusedError(_protected(folder, why))


def _protected(path: Path, why: str) -> Finding:
    return Finding(
        'output-protected',
        f"Inget skrivs till {path.name}: {why}.",
        "Originalen och det som de görs av skrivs aldrig över, inte heller med --replace. Inget är ändrat.",
        "Ange en annan plats, helst i en egen mapp.",
        Place(path),
    )


def _why(path: Path, *, derived: bool) -> str:
    real = Path(os.path.realpath(path))
    why = _place(real, sources=real.is_file() and not derived)
    if why or not real.is_file():
        return why
    known = real.stat()
    if not known.st_mode & stat.S_IWRITE:
        return "filen är skrivskyddad"
    try:
        content = real.read_bytes()
    except OSError:
        content = b''  # who writes it will tell
    if content.startswith(b'%PDF-') and _SIGNED in content:
        return "filen är undertecknad"
    return _other_names(real, known) if known.st_nlink > 1 else ''


def _place(real: Path, *, sources: bool = True) -> str:
    """Why nothing is written at a place with no links in it; '' where something may be."""
    there = real.is_file()
    if there and real.name.casefold() == 'record.json':
        return "den är periodens förteckning över vad som har hänt"
    if there and real.suffix.casefold() in _PACKAGE_FILES:
        return "det är ett paket"
    if there and real.name in _recorded(real.parent):
        return "den är ett av periodens dokument"
    for folder in real.parents:
        kind = _EVIDENCE.get(folder.name.casefold())
        if kind and (folder.parent / 'record.json').is_file():
            return f"mappen {folder.name} är för periodens {kind} filer"
        if any((folder / top).is_file() for top in _PACKAGE_TOPS):
            return f"mappen {folder.name} är ett arkivpaket"
        if sources and folder.name.casefold() in _SOURCES and _is_workspace(folder.parent):
            return f"i mappen {folder.name} ligger det som dokumenten görs av"
    return ''


def _is_workspace(folder: Path) -> bool:
    return (folder / 'data' / 'workspace.yaml').is_file()


def _recorded(folder: Path) -> set[str]:
    """The file names of a period's built documents, by its record."""
    try:
        documents = json.loads((folder / 'record.json').read_text('utf-8'))['documents']
        return {str(each['file']) for each in documents}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _named_twice(path: Path) -> str:
    """Whether the command was given the same file for something else too."""
    context = click.get_current_context(silent=True)
    given = list(_paths(context.params)) if context is not None else []
    if sum(_is_same(path, other) for _, other in given) > 1:
        return "kommandot läser eller skriver redan den filen"
    for name, folder in given:
        real = Path(os.path.realpath(path))
        if name in _READ_FOLDERS and folder.is_dir() and real.is_file() and real.is_relative_to(folder.resolve()):
            return f"kommandot läser filerna i mappen {folder.name}"
    return ''


def _paths(params: dict[str, object]) -> Iterator[tuple[str, Path]]:
    for name, value in params.items():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Path):
                yield name, each


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def _other_names(real: Path, known: os.stat_result) -> str:
    """Why a file is not written by one of its names: another of them lies where nothing is written."""
    for root in _workspaces(real):
        for place, _, names in os.walk(root):
            for name in names:
                path = Path(place, name)
                try:
                    found = path.lstat()
                except OSError:
                    continue
                if (found.st_dev, found.st_ino) == (known.st_dev, known.st_ino) and path != real:
                    why = _place(path)
                    if why:
                        return f"filen heter också {path.name} ({why})"
    return ''


def _workspaces(real: Path) -> set[Path]:
    """The workspaces that the command may be about, and its own folder for results."""
    context = click.get_current_context(silent=True)
    chosen = context.obj if context is not None and isinstance(context.obj, Path) else Path.cwd()
    output = context.params.get('output') if context is not None else None
    places = [real, Path(os.path.realpath(chosen)) / 'data']
    found = {folder for place in places for folder in place.parents if _is_workspace(folder)}
    return found | ({output.resolve()} if isinstance(output, Path) else set())
