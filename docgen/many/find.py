"""Which workspaces a folder holds, or a list names."""

from __future__ import annotations

import os
from pathlib import Path

from docgen.errors import Finding, Place, UsageError, reason
from docgen.filesystem import read_file

_MARK = Path('data', 'workspace.yaml')
_SKIPPED = frozenset(('output', 'arkiv', 'templates', 'data', '__pycache__', 'node_modules'))
LONGEST_LIST = 1_000_000
"""Bytes of a list of workspaces; one of ten thousand paths is smaller."""


def find_workspaces(where: Path) -> tuple[Path, ...]:
    """Give the folders of all workspaces, sorted by path.

    Args:
        where: a folder, which is searched at every depth but not inside a workspace, a hidden folder or a link; or a
            text file with the path of one workspace in each line, relative to the file's folder. Empty lines, and
            those that begin with #, are passed over.

    Raises:
        UsageError: `many-nothing-found`, `many-list-unreadable`, `many-not-a-workspace`.
    """
    if where.is_file():
        return _listed(where)
    found = sorted(_below(where))
    if not found:
        raise UsageError(
            Finding(
                'many-nothing-found',
                f"I {where} finns ingen arbetsyta." if where.is_dir() else f"Mappen {where} finns inte.",
                "En arbetsyta är en mapp med filen data/workspace.yaml i.",
                "Ange mappen som arbetsytorna ligger i, eller en textfil med en arbetsyta på varje rad.",
                Place(where),
            )
        )
    return tuple(found)


def _below(folder: Path) -> list[Path]:
    found = []
    for name, folders, _ in os.walk(folder):
        if (Path(name) / _MARK).is_file():
            found.append(Path(name))
            folders.clear()
        folders[:] = sorted(each for each in folders if not each.startswith('.') and each not in _SKIPPED)
    return found


def _listed(file: Path) -> tuple[Path, ...]:
    try:
        if file.stat().st_size > LONGEST_LIST:
            raise UsageError(_unreadable(file, "den är för stor för att vara en lista av sökvägar"))
        lines = read_file(file).decode('utf-8-sig').splitlines()
    except UnicodeDecodeError:
        raise UsageError(_unreadable(file, "den är inte skriven som UTF-8")) from None
    except OSError as error:
        raise UsageError(_unreadable(file, reason(error))) from None
    found: dict[Path, int] = {}
    wrong = []
    for number, line in enumerate(lines, 1):
        path = line.strip()
        if not path or path.startswith('#'):
            continue
        root = (file.parent / path).absolute()
        if (root / _MARK).is_file():
            found.setdefault(root, number)
        else:
            wrong.append(_no_workspace(file, number, path))
    if wrong:
        raise UsageError(wrong)
    if not found:
        raise UsageError(_unreadable(file, "den nämner ingen arbetsyta"))
    return tuple(found)


def _unreadable(file: Path, why: str) -> Finding:
    return Finding(
        'many-list-unreadable',
        f"Listan {file.name} går inte att använda: {why}.",
        "En lista är en textfil med sökvägen till en arbetsyta på varje rad.",
        "Rätta filen, eller ange mappen som arbetsytorna ligger i.",
        Place(file),
    )


def _no_workspace(file: Path, line: int, path: str) -> Finding:
    return Finding(
        'many-not-a-workspace',
        f"”{path}” är ingen arbetsyta.",
        "Där finns ingen fil data/workspace.yaml.",
        "Rätta sökvägen (den räknas från listans mapp), eller ta bort raden.",
        Place(file, line),
    )
